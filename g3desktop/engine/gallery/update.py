"""A gallery brought up to date with the folders that it was built from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from g3desktop.domain.errors import GalleryError, UsageError
from g3desktop.domain.work import Cancelled, Report, ignore_progress, never_cancelled
from g3desktop.engine.alignment.encoder import Encoder
from g3desktop.engine.gallery.build import BuildPlan, Growth
from g3desktop.engine.gallery.completion import COMPACT_ROWS, sweep_replaced
from g3desktop.engine.gallery.intake import Describe, SkippedPhoto, Tally, record_by_entry
from g3desktop.engine.gallery.inventory import Inventory, SeenFile, Watched, inventory_path
from g3desktop.engine.gallery.journal import Journal
from g3desktop.engine.gallery.positions import PhotoPosition
from g3desktop.engine.gallery.presence import Present, find_present
from g3desktop.engine.gallery.search import Rows
from g3desktop.engine.gallery.segment_writer import Origin
from g3desktop.engine.gallery.shelf import check_name, locked, writing_errors
from g3desktop.engine.gallery.store import Gallery, thumbnail_path
from g3desktop.engine.gallery.table import RowRecord


@dataclass(frozen=True, slots=True)
class UpdatePlan:
    """Which gallery to bring up to date.

    Attributes:
        name: The gallery's name.
        galleries_folder: Where galleries are.
        describe: Gives the place names of new rows, or None.
        workers: Threads that decode; None chooses.
        compact_rows: Rows from which on a segment is kept as codes.
    """

    name: str
    galleries_folder: Path
    describe: Describe | None = None
    workers: int | None = None
    compact_rows: int = COMPACT_ROWS


@dataclass(frozen=True, slots=True)
class UpdateOutcome:
    """What an update did.

    Attributes:
        gallery: The gallery as it is now.
        added: Photos that are new, or whose content is.
        removed: Rows whose photos are gone, or whose content is another one now.
        moved: Rows whose photos lie elsewhere now, or have other facts.
        unchanged: Photos that nobody had to read.
        skipped: Photos that could not be used, among those that were read.
        warnings: What the user should know, one sentence each.
    """

    gallery: Gallery
    added: int
    removed: int
    moved: int
    unchanged: int
    skipped: tuple[SkippedPhoto, ...]
    warnings: tuple[str, ...]


def update_gallery(
    plan: UpdatePlan,
    open_encoder: Callable[[], Encoder],
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> UpdateOutcome:
    """Take in what is new in a gallery's folders, and leave out what is gone.

    Photos whose size and time of writing are those of the last time are not read. The others are
    known by their content: one that was moved keeps its vector, one that was changed is encoded
    anew, one that is nowhere any more is removed. An update that was stopped goes on when it is
    run again.

    Args:
        plan: Which gallery.
        open_encoder: Opens the encoder that made it; called only where a photo has to be read.
        report: Told after every photo that is read.
        cancelled: Asked before every photo.

    Raises:
        UsageError: A folder is not there, or holds no photo any more.
        GalleryError: The gallery is missing or damaged, or nobody knows its folders.
        EngineError: The disk is full or refuses, or the encoder failed.
        CancelledError: `cancelled` said so.
    """
    check_name(plan.name)
    shelf, folder = plan.galleries_folder, plan.galleries_folder / plan.name
    Gallery.open(folder)
    inventory = Inventory(inventory_path(shelf, plan.name))
    with writing_errors(shelf):
        watched = inventory.watched()
    if not watched:
        raise GalleryError(
            f"Nobody remembers which folder the gallery {plan.name} was built from.",
            hint=f"Run `g3desktop gallery build FOLDER --name {plan.name}` once more: what it has "
            "is not encoded again.",
        )
    with locked(shelf, plan.name):
        parts = [
            _Folder(plan, one, inventory, Gallery.open(folder)).update(
                open_encoder, report=report, cancelled=cancelled
            )
            for one in watched
        ]
    return UpdateOutcome(
        parts[-1].gallery,
        added=sum(part.added for part in parts),
        removed=sum(part.removed for part in parts),
        moved=sum(part.moved for part in parts),
        unchanged=sum(part.unchanged for part in parts),
        skipped=tuple(one for part in parts for one in part.skipped),
        warnings=tuple(one for part in parts for one in part.warnings),
    )


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file with some content.

    Attributes:
        file: Its path as a row keeps it.
        entry: What the CSV says of it, or None.
    """

    file: bytes
    entry: PhotoPosition | None


@dataclass(frozen=True, slots=True)
class _Change:
    """A row that is not as it was.

    Attributes:
        row: Its number.
        sha256: Of its photo.
        now: What is known of it now; None where its photo is nowhere any more.
    """

    row: int
    sha256: str
    now: RowRecord | None


class _Folder:
    """One folder of a gallery, compared with what was seen of it."""

    def __init__(
        self, plan: UpdatePlan, watched: Watched, inventory: Inventory, gallery: Gallery
    ) -> None:
        self._update, self._watched = plan, watched
        self._inventory, self._gallery = inventory, gallery
        self._before = inventory.files(watched)
        self._moved = self._removed = 0

    def update(
        self, open_encoder: Callable[[], Encoder], *, report: Report, cancelled: Cancelled
    ) -> UpdateOutcome:
        """Bring the gallery up to date with this folder."""
        gallery, watched = self._gallery, self._watched
        present = self._present(cancelled)
        earlier = {os.fsdecode(file): (size, mtime) for file, size, mtime, _, _ in self._before}
        fresh = {path for path, size, mtime in present.found if earlier.get(path) != (size, mtime)}
        unchanged = len(present.found) - len(fresh)
        same_csv = present.csv_sha256 == watched.csv_sha256
        known = self._inventory.gallery_id() == gallery.id
        if not fresh and len(earlier) == unchanged and same_csv and known:
            return UpdateOutcome(gallery, 0, 0, 0, unchanged, (), present.problems)
        self._refuse_emptiness(present)
        if not known:
            fresh |= self._lost(present)
        stayed = {one.path for one in present.found} - fresh
        kept = [one for one in self._before if os.fsdecode(one.file) in stayed]
        encoder = open_encoder() if fresh or not same_csv else None
        if encoder is not None:
            gallery.require_encoder(encoder.id)
        plan = self._plan()
        origin = Origin(gallery.encoder_id, gallery.manifest.dims)

        def settle(journal: Journal, tally: Tally) -> Rows:
            return self._settle(plan, self._copies(present, kept, tally), journal, tally, present)

        tally, added = Growth(plan, gallery, origin, encoder).run(
            present.sources(plan, fresh), settle=settle, report=report, cancelled=cancelled
        )
        return self._remember(present, tally, kept, added - self._moved)

    def _plan(self) -> BuildPlan:
        update, watched = self._update, self._watched
        return BuildPlan(
            folder=watched.folder,
            name=update.name,
            galleries_folder=update.galleries_folder,
            csv=watched.csv,
            describe=update.describe if watched.described else None,
            pictures=watched.pictures,
            workers=update.workers,
            compact_rows=update.compact_rows,
        )

    def _present(self, cancelled: Cancelled) -> Present:
        if not self._watched.folder.is_dir():
            raise UsageError(
                f"The folder {self._watched.folder} is not there.",
                hint="Plug its disk in, or remove the gallery if it is to go.",
            )
        return find_present(self._plan(), cancelled)

    def _refuse_emptiness(self, present: Present) -> None:
        """A disk that is not plugged in leaves an empty folder."""
        used = any(one.sha256 is not None for one in self._before)
        if used and not present.found:
            raise UsageError(
                f"The folder {self._watched.folder} holds no photo any more.",
                hint="Plug its disk in, or remove the gallery if it is to go.",
            )

    def _lost(self, present: Present) -> set[str]:
        """Return photos that were seen, and are not in a gallery that changed meanwhile."""
        there = {record.sha256 for _, record in self._gallery.records()}
        lost = {
            os.fsdecode(one.file)
            for one in self._before
            if one.sha256 is not None and one.sha256 not in there
        }
        return {one.path for one in present.found if one.path in lost}

    def _copies(
        self, present: Present, kept: Sequence[SeenFile], tally: Tally
    ) -> dict[str, list[_Copy]]:
        """Return the files of this folder, then of the gallery's others, by their content."""
        contents = {os.fsdecode(one.file): one.sha256 for one in kept}
        contents |= {os.fspath(path): sha256 for path, sha256 in tally.sha256s.items()}
        copies: dict[str, list[_Copy]] = {}
        for path, _, _ in present.found:
            sha256 = contents.get(path)
            if sha256 is not None:
                copy = _Copy(_row_file(path, self._watched), present.entries.get(path))
                copies.setdefault(sha256, []).append(copy)
        for watched in self._inventory.watched():
            if (watched.folder, watched.csv) != (self._watched.folder, self._watched.csv):
                for one in self._inventory.files(watched):
                    path = os.fsdecode(one.file)
                    if one.sha256 is not None and Path(path).is_file():
                        copy = _Copy(_row_file(path, watched), None)
                        copies.setdefault(one.sha256, []).append(copy)
        return copies

    def _settle(
        self,
        plan: BuildPlan,
        copies: Mapping[str, Sequence[_Copy]],
        journal: Journal,
        tally: Tally,
        present: Present,
    ) -> Rows:
        """Say which rows go, and append those that only lie elsewhere or have other facts now."""
        done = {record.sha256 for record in journal.records()}
        changes = list(self._changes(plan, copies))
        if present.unread:
            tally.warnings.append("No row was removed: a part of the folder could not be read.")
            changes = [one for one in changes if one.now is not None]
        moved = [one for one in changes if one.now is not None]
        self._moved, self._removed = len(moved), len(changes) - len(moved)
        again = [one for one in moved if one.sha256 not in done]
        if again:
            vectors = self._gallery.vectors([one.row for one in again]).astype(np.float16)
            records = [one.now for one in again if one.now is not None]
            journal.append(records, vectors, [None] * len(again))
        return np.array([one.row for one in changes], np.int64)

    def _changes(self, plan: BuildPlan, copies: Mapping[str, Sequence[_Copy]]) -> Iterator[_Change]:
        """Yield the rows of this folder that are not as they were."""
        ours = {one.sha256 for one in self._before if one.sha256 is not None}
        for row, record in self._gallery.records():
            if record.sha256 is None or record.sha256 not in ours or self._lies_outside(record):
                continue
            now = self._record_now(plan, record, copies.get(record.sha256, ()))
            if now != record:
                yield _Change(row, record.sha256, now)

    def _lies_outside(self, record: RowRecord) -> bool:
        """Tell whether a row's photo is in no folder that is looked at, and still there."""
        path = record.path
        return path.is_absolute() and self._watched.folder not in path.parents and path.is_file()

    def _record_now(
        self, plan: BuildPlan, record: RowRecord, copies: Sequence[_Copy]
    ) -> RowRecord | None:
        """Return what is known of a row now; None where its photo is nowhere any more."""
        if not copies:
            return None
        copy = next((one for one in copies if one.file == record.file), copies[0])
        now = record._replace(file=copy.file)
        if copy.entry is None:
            return now
        now = record_by_entry(now, copy.entry)
        where = now.lat_deg, now.lon_deg
        if where != (record.lat_deg, record.lon_deg) and plan.describe is not None:
            now = now._replace(description=plan.describe(np.array([where]))[0])
        return now

    def _remember(
        self, present: Present, tally: Tally, kept: Sequence[SeenFile], added: int
    ) -> UpdateOutcome:
        gallery = Gallery.open(self._gallery.folder)
        with writing_errors(self._update.galleries_folder):
            # What could not be looked at is looked for again the next time.
            before = self._before if present.unread else kept
            present.remember(self._inventory, self._watched, tally, gallery, before)
            if self._removed:
                self._sweep_thumbnails(gallery)
            sweep_replaced(gallery)
        return UpdateOutcome(
            gallery,
            added=added,
            removed=self._removed,
            moved=self._moved,
            unchanged=len(kept),
            skipped=tuple(tally.skipped),
            warnings=(*present.problems, *tally.warnings),
        )

    def _sweep_thumbnails(self, gallery: Gallery) -> None:
        """Remove the thumbnails of rows that went."""
        for one in self._before:
            if one.sha256 is not None and not gallery.rows_with_sha256(one.sha256):
                with suppress(FileNotFoundError, PermissionError):
                    thumbnail_path(gallery.folder, one.sha256).unlink()


def _row_file(path: str, watched: Watched) -> bytes:
    """Return a photo's path as its row keeps it."""
    return os.fsencode(path if watched.pictures else os.path.relpath(path, watched.folder))
