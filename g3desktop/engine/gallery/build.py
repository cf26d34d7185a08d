"""A gallery from a folder of photos, in steps that survive being stopped at any moment."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from g3desktop.domain.errors import UsageError
from g3desktop.domain.work import (
    Cancelled,
    Progress,
    Report,
    check_cancelled,
    ignore_progress,
    never_cancelled,
)
from g3desktop.engine.alignment.encoder import Encoder
from g3desktop.engine.gallery.completion import COMPACT_ROWS, Change, complete, sweep_replaced
from g3desktop.engine.gallery.encoder_heads import heads_of_encoder
from g3desktop.engine.gallery.intake import Describe, Intake, Seen, SkippedPhoto, Source, Tally
from g3desktop.engine.gallery.inventory import Inventory, inventory_path
from g3desktop.engine.gallery.journal import Journal
from g3desktop.engine.gallery.manifest import FORMAT
from g3desktop.engine.gallery.presence import find_present, watched_by
from g3desktop.engine.gallery.row_heads import RowHeads
from g3desktop.engine.gallery.search import Rows
from g3desktop.engine.gallery.segment_writer import Origin
from g3desktop.engine.gallery.shelf import (
    check_name,
    discard_folder,
    locked,
    sweep_removed,
    unfinished_folder,
    writing_errors,
)
from g3desktop.engine.gallery.store import Gallery
from g3desktop.files import sync_folder

if TYPE_CHECKING:
    from g3desktop.engine.gallery.cluster import Cluster, ClusterIntake


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """What to build from what.

    Attributes:
        folder: Photos; its subfolders are walked.
        name: The gallery's name; one that exists is added to.
        galleries_folder: Where galleries are.
        csv: Positions, `file,lat,lon` and more; None takes them from EXIF.
        describe: Gives the place names of the rows, or None.
        pictures: False for a gallery that leaves this machine: no thumbnails, and the names of
            photos relative to `folder`.
        workers: Threads that decode; None chooses.
        compact_rows: Rows from which on a segment is kept as codes.
        cluster: Reads and encodes the photos; None for this machine.
    """

    folder: Path
    name: str
    galleries_folder: Path
    csv: Path | None = None
    describe: Describe | None = None
    pictures: bool = True
    workers: int | None = None
    compact_rows: int = COMPACT_ROWS
    cluster: Cluster | None = None


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """What a build did; the same whether it was stopped on the way or not.

    Attributes:
        gallery: The finished gallery.
        added: Rows that are new.
        known: Photos whose content already was in the gallery, or twice in the folder.
        skipped: Photos that could not be used.
        warnings: What the user should know, one sentence each.
    """

    gallery: Gallery
    added: int
    known: int
    skipped: tuple[SkippedPhoto, ...]
    warnings: tuple[str, ...]


def build_gallery(
    plan: BuildPlan,
    encoder: Encoder,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> BuildOutcome:
    """Make a gallery of the photos of a folder that have a position, or add them to one.

    Threads decode while the encoder works, a bounded number of photos ahead. Chunks of rows are
    committed; a build that was cancelled or killed goes on from there when it is run again, and
    ends in the same gallery as one that was not. Photos are known by their content, so that a
    second run over the same folder adds nothing.

    Args:
        plan: What to build from what.
        encoder: Makes the vectors.
        report: Told after every photo.
        cancelled: Asked before every photo.

    Returns:
        The gallery and what became of each photo.

    Raises:
        UsageError: The name or folder cannot be used, or no photo has a position.
        GalleryError: A gallery of this name is damaged, of another encoder, or being written.
        EngineError: The disk is full or refuses, or the encoder failed.
        CancelledError: `cancelled` said so.
    """
    check_name(plan.name)
    present = find_present(plan, cancelled)
    shelf, folder = plan.galleries_folder, plan.galleries_folder / plan.name
    with locked(shelf, plan.name):
        with writing_errors(shelf):
            sweep_removed(shelf, plan.name)
            base = _open_base(folder, encoder)
        growth = Growth(plan, base, Origin.of(encoder), encoder)
        tally, added = growth.run(present.sources(plan), report=report, cancelled=cancelled)
        if base is None and not added:
            raise _nothing_usable(plan, tally)
        gallery = Gallery.open(folder)
        with writing_errors(shelf):
            sweep_replaced(gallery)
            inventory = Inventory(inventory_path(shelf, plan.name))
            present.remember(inventory, watched_by(plan), tally, gallery)
    return BuildOutcome(
        gallery, added, tally.known, tuple(tally.skipped), (*present.problems, *tally.warnings)
    )


def _remove_nothing(journal: Journal, tally: Tally) -> Rows:  # noqa: ARG001, others need them
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Growth:
    """A gallery that photos are taken into.

    Attributes:
        plan: What is built from what.
        base: The gallery that is added to, or None.
        origin: What makes the rows.
        encoder: The same, opened; None where no photo has to be read.
    """

    plan: BuildPlan
    base: Gallery | None
    origin: Origin
    encoder: Encoder | None

    def run(
        self,
        sources: Sequence[Source],
        *,
        settle: Callable[[Journal, Tally], Rows] = _remove_nothing,
        report: Report,
        cancelled: Cancelled,
    ) -> tuple[Tally, int]:
        """Take photos in and complete the gallery.

        Args:
            sources: The photos.
            settle: Told what became of them before the gallery is completed; may append further
                rows to the journal, and returns the rows of the base that go.
            report: Told after every photo.
            cancelled: Asked before every photo.

        Returns:
            What became of the photos, and how many rows are new.

        Raises:
            GalleryError: The base is damaged.
            EngineError: The disk is full or refuses, or the encoder failed.
            CancelledError: `cancelled` said so.
        """
        plan, base = self.plan, self.base
        shelf = plan.galleries_folder
        staging = unfinished_folder(shelf, plan.name)
        target = base.folder if base else staging / "gallery"
        seen, tally = _seen_in(base), Tally()
        with Journal.open(
            staging,
            _fingerprint(plan, self.origin, base, sources),
            known=seen.where,
            thumbnails_folder=target,
            row_bytes=np.dtype(np.float16).itemsize * sum(self.origin.dims),
        ) as (journal, lost):
            for record in journal.records():
                seen.add(record)
                if record.sha256 is not None:
                    seen.resumed.add(record.sha256)
            if self.encoder is not None:
                intake = self._intake(self.encoder, journal, seen)
                intake.take(sources, workers=plan.workers, report=report, cancelled=cancelled)
                tally = intake.tally
            removed = settle(journal, tally)
            added = journal.rows
            check_cancelled(cancelled)
            if added or len(removed):
                report(Progress("writing the gallery", 0))
                change = Change(
                    plan.name, base, removed, self.origin, self._heads, plan.compact_rows
                )
                complete(journal, change, target, report=report, cancelled=cancelled)
        if lost:
            tally.warnings.append(
                f"An unfinished build of {plan.name} from other photos or settings was discarded."
            )
        with writing_errors(shelf):
            if added and base is None:
                _put_in_place(target, shelf / plan.name)
            discard_folder(shelf, plan.name, staging)
        return tally, added

    def _intake(self, encoder: Encoder, journal: Journal, seen: Seen) -> Intake | ClusterIntake:
        plan = self.plan
        if plan.cluster is None:
            return Intake(encoder, journal, seen, describe=plan.describe, thumbnails=plan.pictures)
        from g3desktop.engine.gallery.cluster import ClusterIntake

        return ClusterIntake(
            plan.cluster, journal, seen, describe=plan.describe, thumbnails=plan.pictures
        )

    def _heads(self) -> RowHeads:
        if self.encoder is None:
            raise RuntimeError("rows were added without an encoder")
        return heads_of_encoder(self.encoder)


def _open_base(folder: Path, encoder: Encoder) -> Gallery | None:
    """Open the gallery that is added to; None where there is none."""
    if not folder.is_dir() or next(folder.iterdir(), None) is None:
        return None
    base = Gallery.open(folder)
    base.require_encoder(encoder.id)
    return base


def _seen_in(base: Gallery | None) -> Seen:
    seen = Seen()
    for _, record in base.records() if base else ():
        seen.add(record)
    return seen


def _fingerprint(
    plan: BuildPlan, origin: Origin, base: Gallery | None, sources: Sequence[Source]
) -> str:
    """Say what decides the rows of a build; rows of another one cannot be gone on from."""
    entries = hashlib.sha256()
    for source in sources if plan.csv else ():
        entries.update(repr(source.entry).encode("utf-8", "surrogatepass"))
    decisive = {
        "format": FORMAT,
        "encoder": [origin.encoder_id, *origin.dims],
        "base": base and base.id,
        "folder": os.fsencode(plan.folder.absolute()).hex(),
        "csv": entries.hexdigest() if plan.csv else None,
        "pictures": plan.pictures,
        "described": plan.describe is not None,
    }
    return json.dumps(decisive)


def _put_in_place(finished: Path, folder: Path) -> None:
    """Make a new gallery visible, in one step."""
    if folder.is_dir():
        # An empty folder stands in the way on some systems.
        folder.rmdir()
    finished.rename(folder)
    sync_folder(folder.parent)


def _nothing_usable(plan: BuildPlan, tally: Tally) -> UsageError:
    reasons = Counter(skipped.reason for skipped in tally.skipped).most_common(1)
    why = (
        f" {len(tally.skipped)} were left out, most often: {reasons[0][0].rstrip('.')}."
        if reasons
        else ""
    )
    return UsageError(
        f"No photo in {plan.folder} can be used.{why}",
        hint="Photos need a position: in their EXIF data, or in a file given with --csv.",
    )
