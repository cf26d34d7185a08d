"""One file from a host to this disk: resumed, watched, and compared with what was offered."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from io import FileIO
from typing import TYPE_CHECKING

import httpx

from g3desktop.domain.work import Cancelled, check_cancelled
from g3desktop.services.supply.failures import AttemptError, SupplyError
from g3desktop.services.supply.offer import OfferedFile
from g3desktop.services.supply.partial import Partial
from g3desktop.services.supply.space import require_space
from g3desktop.services.supply.wire import Tries, Wire, host_of

if TYPE_CHECKING:
    from hashlib import _Hash

SYNC_BYTES = 1 << 26
"""So often is what came made safe, and the room on the disk looked at."""

_READ_BYTES = 1 << 20
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")
_MOST_RESTARTS = 3


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who is told how a download goes.

    Attributes:
        come: Told how many bytes of the file there are.
        note: Told what the user should know, in a sentence.
        cancelled: Asked with every piece whether to stop.
        left_bytes: Tells how many bytes are still to be written in all.
    """

    come: Callable[[int], None]
    note: Callable[[str], None]
    cancelled: Cancelled
    left_bytes: Callable[[], int]


class _ChangedError(Exception):
    """The host sends other content than it began to."""


@dataclass(slots=True)
class _Growth:
    """A file while it grows, and the hash of what is there."""

    stream: FileIO
    done: int = 0
    unsynced: int = 0
    digest: _Hash = field(default_factory=hashlib.sha256)

    def add(self, piece: bytes) -> None:
        rest = memoryview(piece)
        while rest:  # nothing is held back, so that a kill loses nothing that came
            rest = rest[self.stream.write(rest) :]
        self.digest.update(piece)
        self.done += len(piece)
        self.unsynced += len(piece)

    def sync(self) -> None:
        os.fsync(self.stream.fileno())
        self.unsynced = 0

    def clear(self) -> None:
        self.stream.seek(0)
        self.stream.truncate()
        self.done, self.unsynced, self.digest = 0, 0, hashlib.sha256()


class Download:
    """Brings one file.

    Args:
        file: What is offered.
        partial: Where it goes.
        wire: Brings it.
        watcher: Is told how it goes.
    """

    def __init__(self, file: OfferedFile, partial: Partial, wire: Wire, watcher: Watcher) -> None:
        self._file, self._partial, self._wire, self._watcher = file, partial, wire, watcher
        self._restarts = 0

    async def run(self) -> None:
        """Bring it, going on where an earlier run stopped.

        Raises:
            AttemptError: The host does not give it.
            SupplyError: What it gives is not what was offered.
            EngineError: The disk is full.
            OSError: The disk refuses.
            CancelledError: The watcher said so.
        """
        if self._partial.is_whole(self._file):
            self._watcher.come(self._file.size)
            return
        part = self._partial.part_path(self._file.path)
        whole = self._partial.path(self._file.path)
        if whole.exists():  # whole, but the program was killed before it took note
            whole.replace(part)
        with FileIO(part, "ab+") as stream:
            growth = _Growth(stream)
            resumed = self._resume(growth)
            await self._grow_to_end(growth)
            if not self._is_right(growth) and resumed:
                # A power cut may have left what nobody wrote: once, from the beginning.
                self._restart(
                    growth,
                    f"{self._file.path} was damaged on this disk: its download starts anew.",
                )
                await self._grow_to_end(growth)
            if not self._is_right(growth):
                self._restart(growth)
                raise SupplyError(
                    f"What {self._host} sends as {self._file.path} is not what was announced: "
                    "it has another sha256.",
                    hint="Nothing was installed. Try again later, or another source with --from.",
                )
            growth.sync()
            sha256 = growth.digest.hexdigest()
        self._partial.finish(self._file.path, sha256)

    @property
    def _host(self) -> str:
        return host_of(str(self._file.place))

    def _is_right(self, growth: _Growth) -> bool:
        return self._file.sha256 in ("", growth.digest.hexdigest())

    def _resume(self, growth: _Growth) -> bool:
        """Read what is there of the file; say whether there is anything."""
        growth.stream.seek(0, os.SEEK_END)
        there = growth.stream.tell()
        if not self._file.sha256:
            # Nothing will tell at the end what a power cut left in place of the last bytes.
            there = min(there, self._partial.part(self._file.path).synced)
        if there > self._file.size:
            there = 0
        growth.stream.truncate(there)
        growth.stream.seek(0)
        while growth.done < there:
            check_cancelled(self._watcher.cancelled)
            piece = growth.stream.read(min(_READ_BYTES, there - growth.done))
            growth.digest.update(piece)
            growth.done += len(piece)
        self._watcher.come(growth.done)
        return there > 0

    async def _grow_to_end(self, growth: _Growth) -> None:
        patience = self._wire.patience
        tries = Tries(patience, patience.waits_s)
        while growth.done < self._file.size:
            before = growth.done
            try:
                await self._grow(growth)
            except _ChangedError:
                self._restart(
                    growth, f"{self._file.path} changed at its source: its download starts anew."
                )
                continue
            except AttemptError as failure:
                if growth.done > before:
                    tries.renew()
                await tries.wait(failure)
        growth.stream.seek(0, os.SEEK_END)

    async def _grow(self, growth: _Growth) -> None:
        """Ask once for what is missing, and write what comes."""
        headers = self._headers(growth)
        async with self._wire.answer("GET", str(self._file.place), headers) as response:
            self._begin(response, growth)
            async for piece in response.aiter_raw():
                if growth.done + len(piece) > self._file.size:
                    raise self._wrong_length("more")
                growth.add(piece)
                self._watcher.come(growth.done)
                if growth.unsynced >= SYNC_BYTES:
                    self._make_safe(growth)
                check_cancelled(self._watcher.cancelled)
        if growth.done < self._file.size:
            raise AttemptError(self._host, "it stopped before the end")

    def _headers(self, growth: _Growth) -> Mapping[str, str]:
        headers = {}
        if self._file.authorization:
            # Sent on by no redirect to another host: httpx drops it there.
            headers["authorization"] = self._file.authorization
        if growth.done:
            headers["range"] = f"bytes={growth.done}-"
            validator = self._partial.part(self._file.path).validator
            if validator and not validator.startswith("W/"):
                headers["if-range"] = validator
        return headers

    def _begin(self, response: httpx.Response, growth: _Growth) -> None:
        """Compare what a host is about to send with what was asked for and what is there."""
        part = self._partial.part(self._file.path)
        validator = response.headers.get("etag", "")
        if growth.done and part.validator and validator not in ("", part.validator):
            raise _ChangedError
        match response.status_code:
            case 206:
                self._begin_part(response, growth)
            case 416:
                raise _ChangedError
            case _:
                if growth.done:
                    # It knows no parts, or the proxy before it does not.
                    growth.clear()
                length = response.headers.get("content-length", "")
                if length.isdigit() and int(length) != self._file.size:
                    raise self._wrong_length(length)
        if validator != part.validator:
            self._partial.note(replace(part, validator=validator))

    def _begin_part(self, response: httpx.Response, growth: _Growth) -> None:
        told = _RANGE.fullmatch(response.headers.get("content-range", ""))
        if told is None or int(told[1]) != growth.done:
            raise AttemptError(self._host, "it sends another part than was asked for")
        if int(told[3]) != self._file.size:
            raise _ChangedError

    def _wrong_length(self, length: str) -> SupplyError:
        return SupplyError(
            f"{self._host} sends {length} bytes of {self._file.path}, and announced "
            f"{self._file.size}.",
            hint="Nothing was installed. Try again later, or another source with --from.",
        )

    def _restart(self, growth: _Growth, why: str = "") -> None:
        self._restarts += 1
        if self._restarts > _MOST_RESTARTS:
            raise SupplyError(
                f"{self._file.path} changes at {self._host} while it is downloaded.",
                hint="Try again later, or another source with --from.",
            )
        if why and growth.done:
            self._watcher.note(why)
        growth.clear()
        part = self._partial.part(self._file.path)
        self._partial.note(replace(part, validator="", synced=0))
        self._watcher.come(0)

    def _make_safe(self, growth: _Growth) -> None:
        growth.sync()
        part = self._partial.part(self._file.path)
        self._partial.note(replace(part, synced=growth.done))
        require_space(self._partial.path(self._file.path).parent, self._watcher.left_bytes())
