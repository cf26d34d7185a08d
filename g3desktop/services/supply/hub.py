"""Files on the Hugging Face hub, or on a mirror of it that HF_ENDPOINT names.

`huggingface_hub` says what there is: the commit, the size and the SHA-256 of each file, and whether
the user may have it; it reads HF_ENDPOINT, HF_HUB_OFFLINE and its own login. The bytes come through
our own download: that library's cannot be stopped in between, does not look at the SHA-256, and
does not notice a file that changes between two parts. See docs/decisions/0008-packs.md.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import g3desktop
from g3desktop.services.supply.catalogue import HubOrigin, KnownPack
from g3desktop.services.supply.failures import (
    SWITCHED_OFF,
    AttemptError,
    SupplyError,
    answered,
)
from g3desktop.services.supply.offer import Offer, OfferedFile, pick_file
from g3desktop.services.supply.wire import Wire, host_of

if TYPE_CHECKING:
    from huggingface_hub import HfApi

_TIMEOUT_S = 15.0
_LATER = "Run the same command again later."


@dataclass(frozen=True, slots=True)
class HubSource:
    """One file of a repository.

    Attributes:
        known: What is looked for.
        origin: Where.
    """

    known: KnownPack
    origin: HubOrigin

    async def offer(self, wire: Wire) -> Offer:
        """Return what the hub has.

        Raises:
            AttemptError: It cannot be asked, or does not give the file to this user.
            SupplyError: There is no such file, or the hub contradicts itself.
        """
        return await wire.persist(lambda: asyncio.to_thread(self._ask))

    def _ask(self) -> Offer:
        # Before the library is read: it looks once, when it is imported.
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        from huggingface_hub import HfApi
        from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled

        # Given by itself, as the library keeps what stood there when it was imported.
        endpoint = os.environ.get("HF_ENDPOINT", "").rstrip("/") or None
        api = HfApi(
            endpoint=endpoint, library_name="g3desktop", library_version=g3desktop.__version__
        )
        host = host_of(api.endpoint)
        # The library has changed what it talks HTTP with more than once; its own error is always
        # derived from that one's.
        bases = HfHubHTTPError.__bases__
        broken: tuple[type[Exception], ...] = (
            OSError,
            *(base for base in bases if issubclass(base, Exception)),
        )
        try:
            return self._look(api, host)
        except OfflineModeIsEnabled as error:
            raise AttemptError(host, "HF_HUB_OFFLINE is set", status=SWITCHED_OFF) from error
        except HfHubHTTPError as error:
            raise answered(host, error.response.status_code, error.response.headers) from error
        except broken as error:
            raise AttemptError(host, "there is no connection to it") from error

    def _look(self, api: HfApi, host: str) -> Offer:
        from huggingface_hub import constants, get_token, hf_hub_url

        repo, repo_type = self.origin.repo, self.origin.repo_type
        ask = api.dataset_info if repo_type == "dataset" else api.model_info
        info = ask(repo, files_metadata=True, timeout=_TIMEOUT_S)
        siblings = {one.rfilename: one for one in info.siblings or ()}
        name = pick_file(siblings, self.known.files)
        if name is None or info.sha is None:
            raise SupplyError(
                f"{repo} on {host} has no {' or '.join(self.known.files)}.",
                hint="It may have been renamed: get the file and use --from FOLDER.",
            )
        # Of that commit: what is published meanwhile does not come in between.
        url = hf_hub_url(repo, name, repo_type=repo_type, revision=info.sha, endpoint=api.endpoint)
        # Says, too, whether this user may have it: of a closed repository anybody may read a list.
        said = api.get_hf_file_metadata(url=url, timeout=_TIMEOUT_S)
        stored = siblings[name].lfs
        if stored is None:
            raise SupplyError(f"{host} does not say the sha256 of {name}.", hint=_LATER)
        if (said.commit_hash, said.etag, said.size) != (info.sha, stored.sha256, stored.size):
            raise SupplyError(f"{host} says two things about {name}.", hint=_LATER)
        token = None if constants.HF_HUB_DISABLE_IMPLICIT_TOKEN else get_token()
        file = OfferedFile(
            path=self.known.stored_as or PurePosixPath(name).name,
            place=url,
            size=stored.size,
            sha256=stored.sha256,
            etag=stored.sha256,
            authorization=f"Bearer {token}" if token else "",
        )
        return Offer((file,), info.sha[:12], f"{self.known.source} at {info.sha[:12]}")
