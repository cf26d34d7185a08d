"""The files of a new segment, written beside those of a gallery that somebody may be reading."""

from __future__ import annotations

import math
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import GalleryError
from g3desktop.domain.pack import PackFile
from g3desktop.domain.work import Cancelled, Progress, Report, check_cancelled
from g3desktop.engine.alignment.encoder import Encoder
from g3desktop.engine.gallery.compact_model import LEAST_COSINE, SAMPLE_ROWS, CompactModel
from g3desktop.engine.gallery.integrity import file_sha256, vectors_sha256
from g3desktop.engine.gallery.manifest import SegmentManifest
from g3desktop.engine.gallery.row_codes import record_type
from g3desktop.engine.gallery.row_heads import RowHeads
from g3desktop.engine.gallery.sketch import BLOCK_ROWS as CODES_BLOCK_ROWS
from g3desktop.engine.gallery.table import (
    RowRecord,
    content_id,
    create_table,
    index_table,
    insert_records,
    read_records,
    reading,
)

STAGE = "writing the gallery"

_ENDINGS = {
    "rows": "sqlite",
    "records": "npy",
    "positions": "npy",
    "sketch": "npy",
    "model": "safetensors",
}
"""The files of a compact segment, in the order of `SegmentManifest`."""

BLOCK_ROWS = 128 * CODES_BLOCK_ROWS
"""Rows that are in memory at once."""

_SAMPLE_RUN_ROWS = 64
"""Rows of the sample that are read in one go: a disk finds the next one sooner."""

_SAMPLE_SEED = 20241210
_CHECKED_ROWS = 512


class VectorSource(Protocol):
    """Vectors on their way into a segment."""

    @property
    def rows(self) -> int:
        """How many."""

    def vectors(self, start: int, stop: int) -> NDArray[np.float32]:
        """Return some vectors, shape (stop - start, image + text + gps)."""


class RowSource(VectorSource, Protocol):
    """Rows on their way into a segment."""

    def records(self) -> Iterator[RowRecord]:
        """Yield what is known of each row, in their order."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What made rows.

    Attributes:
        encoder_id: The encoder.
        dims: Lengths of the image, image-to-text and image-to-GPS parts of a row.
    """

    encoder_id: str
    dims: tuple[int, int, int]

    @classmethod
    def of(cls, encoder: Encoder) -> Origin:
        """Return what an encoder's rows come from."""
        spec = encoder.spec
        return cls(encoder.id, (spec.image_dim, spec.text_dim, spec.gps_dim))


def write_exact(
    source: RowSource, folder: Path, origin: Origin
) -> tuple[SegmentManifest, tuple[PackFile, ...]]:
    """Write a segment that keeps its rows as they are, and describe it.

    Args:
        source: The rows.
        folder: The gallery's folder.
        origin: What made the rows.

    Raises:
        OSError: The disk is full or refuses.
    """
    new_vectors, new_table = folder / "vectors.new", folder / "rows.new"
    with new_vectors.open("wb") as stream:
        _write_header(stream, np.dtype(np.float16), (source.rows, sum(origin.dims)))
        for start, stop in _blocks(source.rows):
            stream.write(source.vectors(start, stop).astype(np.float16).tobytes())
        stream.flush()
        os.fsync(stream.fileno())
    write_table(new_table, source.records())
    sha256 = file_sha256(new_vectors)
    segment_id = _content_id(origin, sha256, new_table)
    vectors = new_vectors.replace(folder / f"vectors-{segment_id}.npy")
    table = new_table.replace(folder / f"rows-{segment_id}.sqlite")
    described = (_described(vectors, sha256), _described(table, file_sha256(table)))
    return SegmentManifest(segment_id, source.rows, table.name, vectors.name), described


def write_compact(
    source: RowSource,
    folder: Path,
    origin: Origin,
    heads: RowHeads,
    *,
    report: Report,
    cancelled: Cancelled,
) -> tuple[SegmentManifest, tuple[PackFile, ...]]:
    """Write a segment that keeps its rows as codes, and describe it.

    What it learns from the rows is the same each time, and so are the files.

    Args:
        source: The rows.
        folder: The gallery's folder.
        origin: What made the rows.
        heads: What makes rows of embeddings.
        report: Told how many rows are done.
        cancelled: Asked before every block.

    Raises:
        GalleryError: The heads did not make these rows.
        OSError: The disk is full or refuses.
        CancelledError: `cancelled` said so.
    """
    model_file, table_file = folder / "model.new", folder / "rows.new"
    learn_model(source, heads, report=report, cancelled=cancelled).save(model_file)
    sync_file(model_file)
    # What decodes the rows one day encodes them.
    model = CompactModel.load(model_file)
    writer = CodeWriter(folder, model, source.rows, done=0)
    with closing(writer):
        for start, stop in _blocks(source.rows):
            check_cancelled(cancelled)
            report(Progress(STAGE, start, source.rows))
            writer.append(source.vectors(start, stop))
        writer.sync()
    write_table(table_file, source.records())
    return put_together(folder, source.rows, origin)


def learn_model(
    source: VectorSource, heads: RowHeads, *, report: Report, cancelled: Cancelled
) -> CompactModel:
    """Learn from rows of a source by chance how to encode all of them.

    Raises:
        GalleryError: The heads did not make these rows.
        CancelledError: `cancelled` said so.
    """
    report(Progress("learning from the rows", 0))
    check_cancelled(cancelled)
    sample = _sample(source, cancelled)
    # A row that is none teaches nothing.
    sample = sample[np.isfinite(sample).all(axis=1) & sample.any(axis=1)]
    if not len(sample):
        raise GalleryError("No row has a vector.", hint="Download or build the index again.")
    model = CompactModel.learn(sample, heads)
    least = model.least_cosine(sample[:_CHECKED_ROWS])
    if not least >= LEAST_COSINE:
        raise GalleryError(
            f"The rows were not made by this encoder: one comes back with a cosine of {least:.3f}.",
            hint="Install the pack of the encoder that made them, and use that one.",
        )
    return model


class CodeWriter:
    """Appends rows to the files of a compact segment, `records.new` and `sketch.new`.

    Args:
        folder: Where they lie.
        model: Turns rows into codes.
        rows: How many there will be.
        done: How many are there already: whole blocks of 32, or none. What is behind is cut off.
    """

    def __init__(self, folder: Path, model: CompactModel, rows: int, *, done: int) -> None:
        self._model, self._rows, self.done = model, rows, done
        codes = (-(-rows // CODES_BLOCK_ROWS), CODES_BLOCK_ROWS * model.sketch.row_bytes)
        self._records = _opened(
            folder / "records.new", record_type(model.heads.embedding_dim), (rows,), done
        )
        try:
            self._codes = _opened(
                folder / "sketch.new", np.dtype(np.uint8), codes, -(-done // CODES_BLOCK_ROWS)
            )
        except BaseException:
            self._records.close()
            raise

    def append(self, rows: NDArray[np.float32]) -> None:
        """Encode rows (N, R); N is a multiple of 32 but for the last ones."""
        codes, records = self._model.encode(rows)
        self._records.write(records.tobytes())
        self._codes.write(codes.tobytes())
        self.done += len(rows)

    def sync(self) -> None:
        """Have on the disk what was appended."""
        for stream in (self._records, self._codes):
            stream.flush()
            os.fsync(stream.fileno())

    def close(self) -> None:
        """Close the files."""
        self._records.close()
        self._codes.close()


def put_together(
    folder: Path, rows: int, origin: Origin
) -> tuple[SegmentManifest, tuple[PackFile, ...]]:
    """Name and describe the files of a compact segment, all of which are in `folder` as `.new`.

    Raises:
        OSError: The disk is full or refuses.
    """
    table = folder / "rows.new"
    positions = folder / "positions.new"
    with reading(table) as connection, positions.open("wb") as stream:
        _write_header(stream, np.dtype(np.float64), (rows, 2))
        found = connection.execute("SELECT lat, lon FROM rows ORDER BY row")
        while block := found.fetchmany(BLOCK_ROWS):
            stream.write(np.array(block, np.float64).tobytes())
        stream.flush()
        os.fsync(stream.fileno())
    names = tuple(_ENDINGS)
    hashes = {name: file_sha256(folder / f"{name}.new") for name in names}
    nameless = SegmentManifest("", rows, *names)
    segment_id = _content_id(origin, vectors_sha256(nameless, hashes.__getitem__), table)
    placed = [
        (folder / f"{name}.new").replace(folder / f"{name}-{segment_id}.{ending}")
        for name, ending in _ENDINGS.items()
    ]
    described = tuple(map(_described, placed, hashes.values()))
    return SegmentManifest(segment_id, rows, *(path.name for path in placed)), described


def take_back(folder: Path) -> None:
    """Undo what `put_together` did in a folder that holds nothing else before it was killed."""
    for name, ending in _ENDINGS.items():
        for path in folder.glob(f"{name}-*.{ending}"):
            path.replace(folder / f"{name}.new")


def write_table(path: Path, records: Iterator[RowRecord]) -> None:
    """Write the SQLite file of rows."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # Nobody reads the file before it is whole, so it needs no journal of its own.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("BEGIN")
        create_table(connection)
        insert_records(connection, 0, records)
        index_table(connection)
        connection.execute("COMMIT")
    sync_file(path)


def _opened(path: Path, dtype: np.dtype[Any], shape: tuple[int, ...], done: int) -> BinaryIO:
    """Open an array's file to write what is behind its first `done` rows."""
    stream = path.open("r+b" if done else "w+b")
    try:
        _write_header(stream, dtype, shape)
        stream.seek(done * dtype.itemsize * math.prod(shape[1:]), os.SEEK_CUR)
        stream.truncate()
    except BaseException:
        stream.close()
        raise
    return stream


def _write_header(stream: BinaryIO, dtype: np.dtype[Any], shape: tuple[int, ...]) -> None:
    descr = np.lib.format.dtype_to_descr(dtype)
    header = {"descr": descr, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(stream, header)


def sync_file(path: Path) -> None:
    """Have on the disk what was written to a file."""
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _sample(source: VectorSource, cancelled: Cancelled) -> NDArray[np.float32]:
    if source.rows <= SAMPLE_ROWS:
        return source.vectors(0, source.rows)
    runs = source.rows // _SAMPLE_RUN_ROWS
    chance = np.random.default_rng(_SAMPLE_SEED)
    chosen = np.sort(chance.choice(runs, SAMPLE_ROWS // _SAMPLE_RUN_ROWS, replace=False))
    parts = []
    for run in chosen.tolist():
        check_cancelled(cancelled)
        start = run * _SAMPLE_RUN_ROWS
        parts.append(source.vectors(start, start + _SAMPLE_RUN_ROWS))
    return np.concatenate(parts)


def _blocks(rows: int) -> Iterator[tuple[int, int]]:
    for start in range(0, rows, BLOCK_ROWS):
        yield start, min(start + BLOCK_ROWS, rows)


def _content_id(origin: Origin, sha256: str, table: Path) -> str:
    with reading(table) as connection:
        return content_id(origin.encoder_id, origin.dims, sha256, read_records(connection))


def _described(path: Path, sha256: str) -> PackFile:
    return PackFile(path.name, path.stat().st_size, sha256)
