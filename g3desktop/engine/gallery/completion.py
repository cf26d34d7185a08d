"""The last step of a build: whole files beside the old ones, then one rename that counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.pack import PackFile
from g3desktop.domain.work import Cancelled, Report
from g3desktop.engine.gallery.integrity import file_sha256
from g3desktop.engine.gallery.journal import Journal
from g3desktop.engine.gallery.manifest import (
    FORMAT,
    GalleryManifest,
    SegmentManifest,
    gallery_id,
    replace_manifest,
)
from g3desktop.engine.gallery.row_heads import RowHeads
from g3desktop.engine.gallery.search import Rows
from g3desktop.engine.gallery.segment import Segment
from g3desktop.engine.gallery.segment_writer import Origin, sync_file, write_compact, write_exact
from g3desktop.engine.gallery.shelf import writing_errors
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.gallery.table import RowRecord, read_records, reading

COMPACT_ROWS = 50_000
"""Rows from which on a segment is kept as codes: below, an exact search is as quick."""

_MERGED_ROWS = 4096
"""Exact segments of this size and less always grow; larger ones when as much is added again.

So a row is written again but a few times, however a gallery grows (Bentley and Saxe 1980).
"""

_OURS = ("vectors", "rows", "records", "positions", "sketch", "model", "removed")


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of a gallery.

    Attributes:
        name: Its name.
        base: The gallery that is changed, or None.
        removed: Numbers of rows of `base` that go, sorted.
        origin: What made the rows.
        heads: Gives what makes rows of embeddings; asked where the new segment is a large one.
        compact_rows: Rows from which on a segment is kept as codes.
    """

    name: str
    base: Gallery | None
    removed: Rows
    origin: Origin
    heads: Callable[[], RowHeads]
    compact_rows: int = COMPACT_ROWS


def complete(
    journal: Journal,
    change: Change,
    folder: Path,
    *,
    report: Report,
    cancelled: Cancelled,
) -> None:
    """Write the journal's rows as a segment of a gallery, and what else changes.

    Until gallery.json is replaced, at the very end, `folder` holds what it held before; a change
    that is killed on the way writes the same files again. Small segments at the end of the gallery
    are written into the new one.

    Args:
        journal: The new rows; may be none.
        change: What it is done to.
        folder: Where the files go: the folder of the base, or a new one.
        report: Told how far it is.
        cancelled: Asked on the way.

    Raises:
        EngineError: The disk is full or refuses.
        GalleryError: The base is damaged.
        CancelledError: `cancelled` said so.
    """
    layout, origin = _Layout.of(change, journal), change.origin
    image_dim, text_dim, gps_dim = origin.dims
    with writing_errors(folder.parent):
        folder.mkdir(exist_ok=True)
        segments, files = list(layout.kept), list(layout.kept_files())
        if layout.new_rows:
            source = _Joined(layout.merged, journal)
            if layout.new_rows < change.compact_rows:
                written = write_exact(source, folder, origin)
            else:
                written = write_compact(
                    source, folder, origin, change.heads(), report=report, cancelled=cancelled
                )
            segments.append(written[0])
            files += written[1]
        removed = removed_file(layout.removed, folder)
        files += [removed] if removed else []
        manifest = GalleryManifest(
            format=FORMAT,
            name=change.name,
            id=gallery_id(segments, removed.sha256 if removed else None),
            encoder_id=origin.encoder_id,
            image_dim=image_dim,
            text_dim=text_dim,
            gps_dim=gps_dim,
            rows=sum(segment.rows for segment in segments) - len(layout.removed),
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            segments=tuple(segments),
            removed=removed.path if removed else None,
            files=tuple(files),
        )
        replace_manifest(folder, manifest)


def sweep_replaced(gallery: Gallery) -> None:
    """Remove the files of earlier states of a gallery and of builds that were killed."""
    named = {file.path for file in gallery.manifest.files}
    for path in gallery.folder.iterdir():
        ours = path.name.startswith(_OURS) or path.suffix == ".new"
        if ours and path.name not in named and path.is_file():
            # Windows removes no file that another process has open; the next build will.
            with suppress(PermissionError):
                path.unlink()


@dataclass(frozen=True, slots=True, eq=False)
class _Merged:
    """A segment of the base that is written into the new one, and which of its rows stay."""

    segment: Segment
    rows: Rows


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """What stays as it is and what is written anew.

    Attributes:
        base: The gallery that is changed, or None.
        kept: Segments that stay.
        removed: Numbers of removed rows in them.
        merged: Segments that are written again.
        new_rows: How many rows the new segment has.
    """

    base: Gallery | None
    kept: tuple[SegmentManifest, ...]
    removed: Rows
    merged: tuple[_Merged, ...]
    new_rows: int

    @classmethod
    def of(cls, change: Change, journal: Journal) -> _Layout:
        base, new_rows = change.base, journal.rows
        if base is None:
            return cls(None, (), change.removed, (), new_rows)
        removed = np.union1d(base.removed, change.removed)
        living = _living(base, removed)
        stay = len(living)
        while stay and new_rows:
            last = living[stay - 1]
            large = len(last.rows) > max(_MERGED_ROWS, new_rows)
            if last.segment.manifest.is_compact or large:
                break
            stay, new_rows = stay - 1, new_rows + len(last.rows)
        kept = [one for one in living[:stay] if len(one.rows)]
        first, gone = 0, []
        for one in kept:
            numbers = np.arange(one.segment.rows)
            gone.append(first + np.setdiff1d(numbers, one.rows, assume_unique=True))
            first += one.segment.rows
        return cls(
            base,
            tuple(one.segment.manifest for one in kept),
            np.concatenate(gone) if gone else np.empty(0, np.int64),
            tuple(living[stay:]),
            new_rows,
        )

    def kept_files(self) -> Iterator[PackFile]:
        """Yield the files of the segments that stay."""
        if self.base is not None:
            for segment in self.kept:
                yield from map(self.base.manifest.file, segment.files)


def _living(base: Gallery, removed: Rows) -> list[_Merged]:
    found, first = [], 0
    for segment in base.segments:
        numbers = np.arange(first, first + segment.rows)
        rows = np.setdiff1d(numbers, removed, assume_unique=True) - first
        found.append(_Merged(segment, rows))
        first += segment.rows
    return found


class _Joined:
    """Rows of merged segments, then the journal's; see `RowSource`."""

    def __init__(self, merged: Sequence[_Merged], journal: Journal) -> None:
        self._merged, self._journal = merged, journal
        self._first = np.cumsum([0, *(len(one.rows) for one in merged), journal.rows]).tolist()

    @property
    def rows(self) -> int:
        return int(self._first[-1])

    def vectors(self, start: int, stop: int) -> NDArray[np.float32]:
        parts = []
        for number, first in enumerate(self._first[:-1]):
            left, right = max(start, first) - first, min(stop, self._first[number + 1]) - first
            if left >= right:
                continue
            if number < len(self._merged):
                one = self._merged[number]
                parts.append(one.segment.vectors(one.rows[left:right]))
            else:
                parts.append(self._journal.vectors(left, right).astype(np.float32))
        return np.concatenate(parts)

    def records(self) -> Iterator[RowRecord]:
        for one in self._merged:
            stays = np.zeros(one.segment.rows, bool)
            stays[one.rows] = True
            with reading(one.segment.table_path) as connection:
                for row, record in enumerate(read_records(connection)):
                    if stays[row]:
                        yield record
        yield from self._journal.records()


def removed_file(removed: Rows, folder: Path) -> PackFile | None:
    """Write the numbers of removed rows and describe the file; None where there are none.

    Raises:
        OSError: The disk is full or refuses.
    """
    if not len(removed):
        return None
    new = folder / "removed.new"
    with new.open("wb") as stream:
        np.save(stream, removed.astype(np.int64), allow_pickle=False)
    sync_file(new)
    sha256 = file_sha256(new)
    path = new.replace(folder / f"removed-{sha256[:16]}.npy")
    return PackFile(path.name, path.stat().st_size, sha256)
