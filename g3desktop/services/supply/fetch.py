"""All files of a pack from a source to this disk."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from g3desktop.domain.work import Cancelled, Progress, Report, never_cancelled
from g3desktop.files import disk_errors
from g3desktop.services.supply.download import Download, Watcher
from g3desktop.services.supply.failures import AttemptError
from g3desktop.services.supply.offer import Offer, OfferedFile
from g3desktop.services.supply.partial import Partial
from g3desktop.services.supply.space import require_space
from g3desktop.services.supply.wire import Patience, Wire, run_until_cancelled

DOWNLOADING = "downloading"
ASKING = "asking what there is"
_REPORTED_BYTES = 1 << 20
_REPORTED_S = 0.2
"""How far apart reports are: so many bytes, or of a slow host so long."""


class Source(Protocol):
    """Somebody who has packs."""

    async def offer(self, wire: Wire) -> Offer:
        """Return what it has of the pack."""
        ...


@dataclass(frozen=True, slots=True)
class Fetched:
    """A pack's files on this machine.

    Attributes:
        offer: What they were offered as.
        paths: Where each lies, by what it is called in the pack.
        came: Whether they were downloaded, and are nobody's but ours.
    """

    offer: Offer
    paths: dict[str, Path]
    came: bool


@dataclass(slots=True)
class _Tally:
    """Counts what has come of all files, and reports it."""

    files: Sequence[OfferedFile]
    report: Report
    come: dict[str, int] = field(default_factory=dict)
    reported: int = -_REPORTED_BYTES
    reported_s: float = 0.0

    @property
    def total(self) -> int:
        return sum(file.size for file in self.files)

    @property
    def done(self) -> int:
        return sum(self.come.values())

    def count(self, path: str, come: int) -> None:
        self.come[path] = come
        done = self.done
        is_due = time.monotonic() - self.reported_s >= _REPORTED_S
        if is_due or abs(done - self.reported) >= _REPORTED_BYTES or done == self.total:
            self.reported, self.reported_s = done, time.monotonic()
            self.report(Progress(DOWNLOADING, done, self.total))

    def note(self, line: str) -> None:
        self.report(Progress(DOWNLOADING, self.done, self.total, note=line))


def fetch(
    source: Source,
    partial: Partial,
    *,
    check: Callable[[Offer], float],
    patience: Patience | None = None,
    report: Report,
    cancelled: Cancelled = never_cancelled,
) -> Fetched:
    """Bring what a source has of a pack, going on where an earlier run stopped.

    Files that lie on this machine already are not copied; they are used where they are.

    Args:
        source: Who has it.
        partial: Where it goes.
        check: Told what is offered before any of it comes; may refuse. Returns the room that is
            needed beside it afterwards, as a share of its size.
        patience: How long hosts are waited for.
        report: Told how many bytes have come.
        cancelled: Asked several times a second, however slow the host is.

    Raises:
        PackError: The source cannot be reached, has no such pack, does not give it, or gives
            something else.
        EngineError: There is too little room on the disk, or it refuses.
        CancelledError: `cancelled` said so; what has come stays.
    """
    wire = Wire(patience or Patience())

    async def work() -> Fetched:
        async with wire.opened():
            report(Progress(ASKING, 0))
            try:
                offer = await source.offer(wire)
            except AttemptError as failure:
                raise failure.as_error(partial.state.id) from failure
            for line in offer.notes:
                report(Progress(ASKING, 0, note=line))
            return await _bring(offer, partial, wire, _Plan(check(offer), report, cancelled))

    return run_until_cancelled(work(), cancelled)


@dataclass(frozen=True, slots=True)
class _Plan:
    installed_share: float
    report: Report
    cancelled: Cancelled


async def _bring(offer: Offer, partial: Partial, wire: Wire, plan: _Plan) -> Fetched:
    there = {file.path: file.place for file in offer.files if isinstance(file.place, Path)}
    missing = [file for file in offer.files if file.path not in there]
    tally = _Tally(missing, plan.report)
    for path in partial.take(Offer(tuple(missing), offer.version, offer.source)):
        tally.note(f"{path} changed at its source: its download starts anew.")
    folder = partial.path("")
    installed = round(plan.installed_share * offer.total_bytes)

    def left_bytes() -> int:
        return tally.total - tally.done + installed

    with disk_errors(folder):
        come = sum(_come(partial, file) for file in missing)
        require_space(folder, tally.total - come + installed)
        for file in missing:
            watcher = Watcher(
                come=functools.partial(tally.count, file.path),
                note=tally.note,
                cancelled=plan.cancelled,
                left_bytes=left_bytes,
            )
            try:
                await Download(file, partial, wire, watcher).run()
            except AttemptError as failure:
                raise failure.as_error(file.path) from failure
    came = {file.path: partial.path(file.path) for file in missing}
    return Fetched(offer, there | came, came=bool(came))


def _come(partial: Partial, file: OfferedFile) -> int:
    for path in (partial.path(file.path), partial.part_path(file.path)):
        if path.exists():
            return min(path.stat().st_size, file.size)
    return 0
