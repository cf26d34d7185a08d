"""A gallery while it is built: chunks of rows that stay, whatever happens next."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Container, Iterator, Sequence
from contextlib import closing, contextmanager
from io import FileIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.engine.gallery.shelf import writing_errors
from g3desktop.engine.gallery.store import thumbnail_path
from g3desktop.engine.gallery.table import (
    RowRecord,
    create_table,
    index_table,
    insert_records,
    read_records,
)

StoredVectors = NDArray[np.float16]

TABLE_NAME = "rows.sqlite"
_VECTORS_NAME = "vectors.raw"
_STORED = np.dtype(np.float16)


class Journal:
    """Chunks of rows that are committed, in the order of the finished gallery.

    A chunk counts from the moment that the table's transaction ends. What was written of a later
    one is cut off at the next opening.

    Args:
        folder: The journal's own folder, which exists.
        thumbnails_folder: Folder of the gallery whose thumbnails are written beside the rows.
        row_bytes: Size of a row's vector.
        table: The open table.
        vectors: The open file of vectors.
    """

    def __init__(
        self,
        folder: Path,
        thumbnails_folder: Path,
        row_bytes: int,
        table: sqlite3.Connection,
        vectors: FileIO,
    ) -> None:
        self._folder = folder
        self._thumbnails_folder = thumbnails_folder
        self._row_bytes = row_bytes
        self._table = table
        self._vectors = vectors
        self.rows = 0
        """How many rows are committed."""

    @classmethod
    @contextmanager
    def open(
        cls,
        folder: Path,
        fingerprint: str,
        *,
        known: Container[str],
        thumbnails_folder: Path,
        row_bytes: int,
    ) -> Iterator[tuple[Journal, bool]]:
        """Go on with the unfinished build in `folder`, or begin one.

        Args:
            folder: The journal's own folder; made where it is missing.
            fingerprint: What the build does; one that did something else is discarded.
            known: Hashes of the photos that a finished gallery has: no loss where discarded.
            thumbnails_folder: Folder of the gallery whose thumbnails are written.
            row_bytes: Size of a row's vector.

        Yields:
            The journal, and whether rows of another build were lost for it.

        Raises:
            EngineError: The disk is full or refuses.
        """
        with writing_errors(folder.parent):
            lost = _discard_other_build(folder, fingerprint, known)
            folder.mkdir(exist_ok=True)
            connection = sqlite3.connect(folder / TABLE_NAME, isolation_level=None)
        with closing(connection):
            with writing_errors(folder.parent):
                _begin(connection, fingerprint)
                # Without a buffer, what a full disk refused is not tried again at closing.
                vectors = (folder / _VECTORS_NAME).open("a+b", buffering=0)
            with vectors:
                journal = cls(folder, thumbnails_folder, row_bytes, connection, vectors)
                with writing_errors(folder.parent):
                    journal._cut_unsound()
                yield journal, lost

    def append(
        self,
        records: Sequence[RowRecord],
        vectors: StoredVectors,
        thumbnails: Sequence[bytes | None],
    ) -> None:
        """Commit one chunk.

        Args:
            records: Its rows.
            vectors: Their vectors, one each.
            thumbnails: Their thumbnails, one each, or None where a row has none.

        Raises:
            EngineError: The disk is full or refuses; nothing of the chunk counts.
        """
        if vectors.nbytes != len(records) * self._row_bytes:
            raise ValueError(f"{vectors.shape} vectors for {len(records)} rows")
        with writing_errors(self._folder.parent):
            for record, thumbnail in zip(records, thumbnails, strict=True):
                if thumbnail is not None and record.sha256 is not None:
                    path = thumbnail_path(self._thumbnails_folder, record.sha256)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(thumbnail)
            self._vectors.truncate(self.rows * self._row_bytes)
            unwritten = memoryview(vectors.tobytes())
            while unwritten:
                unwritten = unwritten[self._vectors.write(unwritten) :]
            os.fsync(self._vectors.fileno())
            with _transaction(self._table):
                self._table.execute("INSERT INTO chunks VALUES (?)", (self.rows,))
                insert_records(self._table, self.rows, records)
            self.rows += len(records)

    def records(self) -> Iterator[RowRecord]:
        """Yield every committed row."""
        return read_records(self._table)

    def vectors(self, start: int, stop: int) -> StoredVectors:
        """Return some of the committed vectors, shape (stop - start, numbers in a row)."""
        count = (stop - start) * self._row_bytes // _STORED.itemsize
        path, offset = self._folder / _VECTORS_NAME, start * self._row_bytes
        numbers = np.fromfile(path, _STORED, count, offset=offset)
        return numbers.reshape(stop - start, -1)

    def _cut_unsound(self) -> None:
        """Keep the chunks whose vectors and thumbnails are all there; a power cut may take some."""
        sound = self._count_sound()
        chunk = "SELECT coalesce(max(first_row), 0) FROM chunks WHERE first_row <= ?"
        (total,) = self._table.execute("SELECT count(*) FROM rows").fetchone()
        if sound < total:
            (sound,) = self._table.execute(chunk, (sound,)).fetchone()
            with _transaction(self._table):
                self._table.execute("DELETE FROM rows WHERE row >= ?", (sound,))
                self._table.execute("DELETE FROM chunks WHERE first_row >= ?", (sound,))
        self.rows = sound
        self._vectors.truncate(self.rows * self._row_bytes)

    def _count_sound(self) -> int:
        whole = os.fstat(self._vectors.fileno()).st_size // self._row_bytes
        row = 0
        for record in self.records():
            if row == whole or not self._has_thumbnail(record):
                return row
            row += 1
        return row

    def _has_thumbnail(self, record: RowRecord) -> bool:
        if record.thumbnail is None or record.sha256 is None:
            return True
        try:
            content = thumbnail_path(self._thumbnails_folder, record.sha256).read_bytes()
        except FileNotFoundError:
            return False
        return hashlib.sha256(content).hexdigest() == record.thumbnail


def _discard_other_build(folder: Path, fingerprint: str, known: Container[str]) -> bool:
    """Remove an unfinished build that did something else; say whether rows went with it."""
    if not folder.exists():
        return False
    path = folder / TABLE_NAME
    build, lost = None, False
    if path.exists():
        try:
            with closing(sqlite3.connect(path)) as connection:
                tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                if tables != (0,):
                    build = connection.execute("SELECT fingerprint FROM build").fetchone()
                    lost = any(record.sha256 not in known for record in read_records(connection))
        except sqlite3.DatabaseError:
            build, lost = None, True
    if build == (fingerprint,):
        return False
    shutil.rmtree(folder)
    return lost


def _begin(connection: sqlite3.Connection, fingerprint: str) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables != (0,):
        return
    with _transaction(connection):
        create_table(connection)
        index_table(connection)
        connection.execute("CREATE TABLE chunks (first_row INTEGER PRIMARY KEY)")
        connection.execute("CREATE TABLE build (fingerprint TEXT NOT NULL)")
        connection.execute("INSERT INTO build VALUES (?)", (fingerprint,))


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has ended some transactions by itself, such as one that filled the disk.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
