"""Which vision models there are, which of them this machine can take, and which one to ask."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from g3desktop.services.ollama.chat import require_local
from g3desktop.services.ollama.wire import OllamaError

_GB = 10**9
# What a model needs beside its weights: working memory and context, in proportion; the system and
# this program, whatever the model. Agrees with the rule in Ollama's README, 8 GB for 7B models and
# 16 GB for 13B models.
_WORKING_SHARE = 0.25
_REST_BYTES = 2 * _GB

_LIBRARY = "registry.ollama.ai/library/"


class NoModelError(OllamaError):
    """The server has no model that can be asked."""

    exit_status = 4


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that a server has.

    Attributes:
        name: As the server knows it.
        size_bytes: Of its files.
        family: Of its architecture, as the server names it; "" where it does not say.
        parameters: How many, as the server writes it ("7B"); "" where it does not say.
        sees_images: It can be shown a photo.
        elsewhere: The server passes what it gets on to its maker's servers.
        digest: Names its content, as the server has it; "" where it does not say.
    """

    name: str
    size_bytes: int
    family: str
    parameters: str
    sees_images: bool
    elsewhere: bool = False
    digest: str = ""


@dataclass(frozen=True, slots=True)
class SuggestedModel:
    """A model worth pulling.

    Attributes:
        name: In Ollama's library.
        download_bytes: What pulling it takes.
        why: What speaks for it, in a few words.
    """

    name: str
    download_bytes: int
    why: str

    @property
    def memory_bytes(self) -> int:
        """Memory that a machine needs to run it beside this program; an estimate."""
        return round(self.download_bytes * (1 + _WORKING_SHARE)) + _REST_BYTES


SUGGESTED_MODELS = (
    SuggestedModel("llava:7b", round(4.7 * _GB), "the paper's family"),
    SuggestedModel("llava:13b", round(8.0 * _GB), "the paper's family, larger"),
    SuggestedModel("qwen2.5vl:7b", round(6.0 * _GB), "newer"),
    SuggestedModel("gemma3:12b", round(8.1 * _GB), "newer, larger"),
    SuggestedModel("llama3.2-vision:11b", round(7.9 * _GB), "newer, larger"),
    SuggestedModel("minicpm-v:8b", round(5.5 * _GB), "newer"),
    SuggestedModel("gemma3:4b", round(3.3 * _GB), "newer, for small machines"),
    SuggestedModel("qwen2.5vl:3b", round(3.2 * _GB), "newer, for small machines"),
    SuggestedModel("moondream:1.8b", round(1.7 * _GB), "for the smallest machines"),
)
"""In the order in which they are preferred; sizes as Ollama's README and its library round them."""


def fits(model: SuggestedModel | InstalledModel, memory_bytes: int | None) -> bool | None:
    """Say whether a machine has the memory for a model; None where its memory is not known."""
    if memory_bytes is None:
        return None
    if isinstance(model, InstalledModel):
        model = SuggestedModel(model.name, model.size_bytes, "")
    return memory_bytes >= model.memory_bytes


def total_memory_bytes() -> int | None:
    """Return the memory of this machine, used or not; None where it cannot be told."""
    if sys.platform == "win32":
        return _windows_memory_bytes()
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None
    return total if total > 0 else None


if sys.platform == "win32":

    def _windows_memory_bytes() -> int | None:
        import ctypes

        class MemoryStatus(ctypes.Structure):
            """MEMORYSTATUSEX of the Windows API."""

            _fields_ = (
                ("length", ctypes.c_uint32),
                ("load", ctypes.c_uint32),
                *((f"amount_{k}", ctypes.c_uint64) for k in range(7)),
            )

        status = MemoryStatus(length=ctypes.sizeof(MemoryStatus))
        if not ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)):
            return None
        return int(status.amount_0)


def choose_model(
    models: Sequence[InstalledModel], wanted: str | None, *, remote_ok: bool = False
) -> str:
    """Return the name of the model to ask.

    Args:
        models: What the server has.
        wanted: What the user asks for; `llava` stands for `llava:latest`, as in Ollama. None takes
            the first suggested one there is, else another size of a suggested one, else the
            smallest that sees images.
        remote_ok: The user said that photos may leave this machine.

    Raises:
        NoModelError: There is none, it is not installed, or it does not see images.
        RemoteHostError: The one that is wanted runs on its maker's servers.
    """
    if wanted:
        return _wanted(models, wanted, remote_ok=remote_ok)
    able = {_full(m.name): m for m in models if m.sees_images and (remote_ok or not m.elsewhere)}
    for name in _preferred(able):
        return able[name].name
    raise NoModelError(
        "The Ollama server has no model that sees images."
        if not any(m.sees_images for m in models)
        else "The Ollama server has only models that run on their makers' servers.",
        hint=f"Get one: g3desktop models pull {SUGGESTED_MODELS[0].name}.",
    )


def _wanted(models: Sequence[InstalledModel], wanted: str, *, remote_ok: bool) -> str:
    found = next((m for m in models if _full(m.name) == _full(wanted)), None)
    if found is None:
        raise NoModelError(
            f"The Ollama server has no model {wanted}.",
            hint=f"Get it: g3desktop models pull {wanted}.",
        )
    require_local(found.name, remote_ok=remote_ok, elsewhere=found.elsewhere)
    if not found.sees_images:
        raise NoModelError(
            f"The model {found.name} does not see images.",
            hint=f"Choose one that does, such as {SUGGESTED_MODELS[0].name}.",
        )
    return found.name


def _preferred(able: dict[str, InstalledModel]) -> Iterator[str]:
    suggested = [_full(s.name) for s in SUGGESTED_MODELS]
    by_size = sorted(able, key=lambda name: able[name].size_bytes)
    yield from (name for name in suggested if name in able)
    for one in suggested:
        yield from (name for name in by_size if _family(name) == _family(one))
    yield from by_size


def _full(name: str) -> str:
    """Return a model's name as Ollama completes it; it minds no case."""
    name = name.strip().lower().removeprefix(_LIBRARY).removeprefix("library/")
    return name if ":" in name.rpartition("/")[2] else f"{name}:latest"


def _family(full: str) -> str:
    return full.rpartition(":")[0]
