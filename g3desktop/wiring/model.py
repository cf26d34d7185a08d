"""The language model that is asked, if one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from g3desktop.domain.errors import UsageError
from g3desktop.domain.work import Cancelled, never_cancelled
from g3desktop.settings import LlmSettings

if TYPE_CHECKING:
    from g3desktop.domain.dialogue import VisionModel

NO_MODEL_WANTED = "none was asked for"
"""Why there is no model where the user wants none."""


@dataclass(frozen=True, slots=True)
class LlmWish:
    """Which language model the user asked for; None leaves the choice to the settings.

    Attributes:
        model: Its name.
        host: Of Ollama.
        host_remote_ok: Whether photos may go to a host that is not this machine.
        parallel: Questions under way at once.
    """

    model: str | None = None
    host: str | None = None
    host_remote_ok: bool = False
    parallel: int | None = None


def open_model(
    wish: LlmWish, settings: LlmSettings, *, cancelled: Cancelled = never_cancelled
) -> tuple[VisionModel | None, str]:
    """Find the vision model to ask, on this machine unless the user says otherwise.

    Args:
        wish: What the user asked for now.
        settings: What the user chose once and for all.
        cancelled: Asked while the server is.

    Returns:
        The model and "", or None and why there is none, in words for a warning.

    Raises:
        RemoteHostError: The host or model asked for is not on this machine, and nobody said that
            photos may leave it. Nothing was connected to.
        UsageError: The host is no address.
        CancelledError: `cancelled` said so.
    """
    from g3desktop.services.ollama import (
        OllamaError,
        OllamaModel,
        OllamaServer,
        Patience,
        choose_model,
        resolve_host,
    )

    remote_ok = wish.host_remote_ok or settings.host_remote_ok
    wanted = wish.model or settings.model or None
    patience = Patience(silence_s=settings.silence_limit_s)
    parallel = settings.parallel if wish.parallel is None else wish.parallel
    try:
        host = resolve_host(wish.host or settings.host)
        server = OllamaServer(host, remote_ok=remote_ok, patience=patience)
        installed = server.models(cancelled=cancelled)
        name = choose_model(installed, wanted, remote_ok=remote_ok)
        digest = next((one.digest for one in installed if one.name == name), "")
        return OllamaModel(
            name, host, digest=digest, remote_ok=remote_ok, parallel=parallel, patience=patience
        ), ""
    except OllamaError as error:
        return None, error.one_line().rstrip(".")
    except UsageError as error:
        if wish.model or wish.host:
            raise
        # Nobody asked for a model: OLLAMA_HOST may be there for other programs.
        return None, error.one_line().rstrip(".")
