"""The published gallery of the paper, taken in: a flat index and the table of its rows.

Both are read piece by piece, so that a gallery of any size needs the memory of a small one. What
was done stays: an import that was stopped goes on where it was.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import GalleryError
from g3desktop.domain.work import (
    Cancelled,
    Progress,
    Report,
    check_cancelled,
    ignore_progress,
    never_cancelled,
)
from g3desktop.engine.gallery.compact_model import CompactModel
from g3desktop.engine.gallery.completion import removed_file
from g3desktop.engine.gallery.flat_index import FlatIndex
from g3desktop.engine.gallery.manifest import (
    FORMAT,
    GalleryManifest,
    gallery_id,
    replace_manifest,
)
from g3desktop.engine.gallery.published_rows import PublishedRow, read_published_rows
from g3desktop.engine.gallery.row_heads import RowHeads
from g3desktop.engine.gallery.search import Rows
from g3desktop.engine.gallery.segment_writer import (
    BLOCK_ROWS,
    STAGE,
    CodeWriter,
    Origin,
    learn_model,
    put_together,
    sync_file,
    take_back,
    write_table,
)
from g3desktop.engine.gallery.shelf import (
    check_name,
    discard_folder,
    importing_folder,
    locked,
    sweep_removed,
    writing_errors,
)
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.gallery.table import RowRecord
from g3desktop.files import replace_file, sync_folder

_STATE_NAME = "import.json"
_KEPT_NAME = "kept.npy"
_BLOCKS_A_STEP = 8
"""Blocks between two moments that a stopped import can go on from: 32,768 rows, some 30 MB."""

_LENGTH_TOLERANCE = 1e-2
_REPORTED_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What to take in.

    Attributes:
        index: A flat FAISS index by inner product.
        metadata: CSV in the layout of MP16-Pro; row k of one is row k of the other.
        name: The new gallery's name.
        galleries_folder: Where galleries are.
        origin: What made the index.
        source: The collection that the photos come from.
    """

    index: Path
    metadata: Path
    name: str
    galleries_folder: Path
    origin: Origin
    source: str = "MP16-Pro"


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What came of it.

    Attributes:
        gallery: The new gallery.
        without_position: Rows that were left out because no position is given that can be.
        unsound: Rows that were left out because their vectors are none.
    """

    gallery: Gallery
    without_position: int
    unsound: int


def import_published(
    plan: ImportPlan,
    heads: RowHeads,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> ImportOutcome:
    """Make a gallery of a published index and its table.

    Args:
        plan: What to take in.
        heads: What makes the index's rows of embeddings.
        report: Told how far it is.
        cancelled: Asked between blocks.

    Raises:
        UsageError: No gallery can have such a name.
        GalleryError: There is a gallery of this name; a file cannot be read or does not fit the
            other one; or the heads did not make these rows.
        EngineError: The disk is full or refuses.
        CancelledError: `cancelled` said so.
    """
    check_name(plan.name)
    shelf = plan.galleries_folder
    index = _open_index(plan, heads)
    with locked(shelf, plan.name), writing_errors(shelf):
        sweep_removed(shelf, plan.name)
        staging = importing_folder(shelf, plan.name)
        if (shelf / plan.name).exists():
            # An import that was killed when all but this was done.
            if staging.is_dir():
                discard_folder(shelf, plan.name, staging)
            raise GalleryError(
                f"There is a gallery {plan.name} already.",
                hint="Choose another name, or remove that one.",
            )
        try:
            work = _Import(plan, heads, index, staging, report, cancelled)
            outcome = work.run()
        except GalleryError:
            # Files that do not fit will not fit the next time; later on it is a disk that fails.
            state = _State.read(staging / _STATE_NAME)
            if staging.is_dir() and (state is None or not state.learnt):
                discard_folder(shelf, plan.name, staging)
            raise
        discard_folder(shelf, plan.name, staging)
    return outcome


@dataclass(slots=True)
class _State:
    """How far an import is.

    Attributes:
        fingerprint: What is taken in; what was done for something else is of no use.
        rows: How many rows there are with a position; 0 before all were read.
        learnt: Whether the model is there.
        done: Rows whose codes are there.
        unsound: Numbers of those whose vectors are none.
    """

    fingerprint: Mapping[str, object]
    rows: int = 0
    learnt: bool = False
    done: int = 0
    unsound: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> _State | None:
        """Return what `write` wrote, or None."""
        try:
            return cls(**json.loads(path.read_text(encoding="ascii")))
        except (OSError, ValueError, TypeError):
            return None

    def write(self, path: Path) -> None:
        """Put it in the place of the one before, in one step."""
        replace_file(path, json.dumps(asdict(self)).encode("ascii"))


class _Import:
    """One import on its way."""

    def __init__(
        self,
        plan: ImportPlan,
        heads: RowHeads,
        index: FlatIndex,
        staging: Path,
        report: Report,
        cancelled: Cancelled,
    ) -> None:
        self._plan, self._heads, self._index = plan, heads, index
        self._staging, self._folder = staging, staging / "gallery"
        self._report, self._cancelled = report, cancelled
        self._state_path = staging / _STATE_NAME
        self._state = self._resume()

    def run(self) -> ImportOutcome:
        """Do what is left to do."""
        state = self._state
        if not state.rows:
            self._take_rows()
        kept: Rows = np.load(self._staging / _KEPT_NAME, allow_pickle=False)
        source = _KeptRows(self._index, kept)
        model_path = self._folder / "model.new"
        if not state.learnt:
            model = learn_model(source, self._heads, report=self._report, cancelled=self._cancelled)
            model.save(model_path)
            sync_file(model_path)
            state.learnt = True
            self._save()
        # What decodes the rows one day encodes them.
        model = CompactModel.load(model_path)
        self._encode(source, model)
        gallery = self._finish()
        left_out = self._index.rows - len(kept)
        return ImportOutcome(gallery, left_out, len(state.unsound))

    def _resume(self) -> _State:
        fingerprint = _fingerprint(self._plan)
        state = _State.read(self._state_path)
        if state is None or state.fingerprint != fingerprint:
            shutil.rmtree(self._staging, ignore_errors=True)
            self._folder.mkdir(parents=True)
            return _State(fingerprint)
        take_back(self._folder)
        return state

    def _save(self) -> None:
        self._state.write(self._state_path)

    def _take_rows(self) -> None:
        """Write the table of all rows that have a position."""
        kept: list[int] = []
        write_table(self._folder / "rows.new", self._records(kept))
        if not kept:
            raise GalleryError(
                f"No row of {self._plan.metadata} has a position.",
                hint="Give the MP16-Pro metadata.",
            )
        path = self._staging / _KEPT_NAME
        np.save(path, np.array(kept, np.int64), allow_pickle=False)
        sync_file(path)
        self._state.rows = len(kept)
        self._save()

    def _records(self, kept: list[int]) -> Iterator[RowRecord]:
        plan, total, count = self._plan, self._index.rows, 0
        for count, row in enumerate(read_published_rows(plan.metadata), 1):
            if count > total:
                break
            if count % _REPORTED_ROWS == 1:
                self._report(Progress("reading the rows", count - 1, total))
                check_cancelled(self._cancelled)
            if row.where is not None:
                kept.append(count - 1)
                yield _record(row, plan.source)
        if count != total:
            rows = f"more than {total:,}" if count > total else f"{count:,}"
            raise GalleryError(
                f"{plan.metadata} has {rows} rows and {plan.index} has {total:,}.",
                hint="Give the index and the metadata of the same gallery.",
            )

    def _encode(self, source: _KeptRows, model: CompactModel) -> None:
        """Write the codes of all rows, and remember every few blocks how far they are."""
        state = self._state
        writer = CodeWriter(self._folder, model, source.rows, done=state.done)
        try:
            while writer.done < source.rows:
                start = writer.done
                stop = min(start + _BLOCKS_A_STEP * BLOCK_ROWS, source.rows)
                for first in range(start, stop, BLOCK_ROWS):
                    self._report(Progress(STAGE, first, source.rows))
                    check_cancelled(self._cancelled)
                    rows = source.vectors(first, min(first + BLOCK_ROWS, stop))
                    writer.append(self._sound(rows, first))
                writer.sync()
                state.done = writer.done
                self._save()
        finally:
            writer.close()

    def _sound(self, rows: NDArray[np.float32], first: int) -> NDArray[np.float32]:
        """Put a row that is there in the place of one that is none, which will be removed."""
        parts = np.sqrt(np.einsum("ij,ij->i", rows, rows) / self._heads.parts)
        # A comparison with NaN is false.
        wrong = np.flatnonzero(~(np.abs(parts - 1) <= _LENGTH_TOLERANCE))
        if len(wrong):
            self._state.unsound += (first + wrong).tolist()
            rows[wrong] = np.eye(1, rows.shape[1], dtype=np.float32)
        return rows

    def _finish(self) -> Gallery:
        plan, folder = self._plan, self._folder
        self._report(Progress("checking what was written", 0))
        check_cancelled(self._cancelled)
        segment, files = put_together(folder, self._state.rows, plan.origin)
        removed = removed_file(np.array(self._state.unsound, np.int64), folder)
        image_dim, text_dim, gps_dim = plan.origin.dims
        manifest = GalleryManifest(
            format=FORMAT,
            name=plan.name,
            id=gallery_id([segment], removed.sha256 if removed else None),
            encoder_id=plan.origin.encoder_id,
            image_dim=image_dim,
            text_dim=text_dim,
            gps_dim=gps_dim,
            rows=segment.rows - len(self._state.unsound),
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            segments=(segment,),
            removed=removed.path if removed else None,
            files=(*files, *([removed] if removed else [])),
        )
        replace_manifest(folder, manifest)
        target = plan.galleries_folder / plan.name
        folder.rename(target)
        sync_folder(target.parent)
        return Gallery.open(target)


class _KeptRows:
    """Vectors of an index whose rows have a position; see `VectorSource`."""

    def __init__(self, index: FlatIndex, kept: Rows) -> None:
        self._index, self._kept = index, kept

    @property
    def rows(self) -> int:
        return len(self._kept)

    def vectors(self, start: int, stop: int) -> NDArray[np.float32]:
        wanted = self._kept[start:stop]
        vectors = np.empty((len(wanted), self._index.dim), np.float32)
        done = 0
        while done < len(wanted):
            first = int(wanted[done])
            # As far as a block reaches: what lies between two rows is read as well.
            end = int(np.searchsorted(wanted, first + BLOCK_ROWS))
            block = self._index.block(first, int(wanted[end - 1]) + 1)
            vectors[done:end] = block[wanted[done:end] - first]
            done = end
        return vectors


def _open_index(plan: ImportPlan, heads: RowHeads) -> FlatIndex:
    index = FlatIndex.open(plan.index)
    if index.dim != heads.row_dim or sum(plan.origin.dims) != heads.row_dim:
        raise GalleryError(
            f"The rows of {plan.index} have {index.dim} numbers, and those of the encoder "
            f"{plan.origin.encoder_id} {heads.row_dim}.",
            hint="Give the index that this encoder made.",
        )
    return index


def _fingerprint(plan: ImportPlan) -> dict[str, object]:
    """Say what decides the rows of an import."""
    files: list[object] = []
    for path in (plan.index, plan.metadata):
        try:
            status = path.stat()
        except OSError as error:
            raise GalleryError(
                f"Cannot read {path}: {error.strerror}.", hint="Check the path."
            ) from error
        files.append([os.fsencode(path.absolute()).hex(), status.st_size, status.st_mtime_ns])
    return {
        "format": FORMAT,
        "encoder": plan.origin.encoder_id,
        "source": plan.source,
        "files": files,
    }


def _record(row: PublishedRow, source: str) -> RowRecord:
    if row.where is None:
        raise ValueError(f"line {row.line} has no position")
    return RowRecord(
        lat_deg=row.where.lat_deg,
        lon_deg=row.where.lon_deg,
        file=os.fsencode(row.image_id),
        size=0,
        sha256=None,
        title=None,
        author=row.author,
        source=source,
        url=row.url,
        taken_at=None,
        description=row.description,
        thumbnail=None,
    )
