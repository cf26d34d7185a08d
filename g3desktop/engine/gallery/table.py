"""The SQLite table of a gallery's rows, the same while it is built and when it is finished."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from g3desktop.domain.errors import GalleryError

# File names are bytes: they need not be UTF-8, which SQLite's text must be.
_SCHEMA = """
CREATE TABLE rows (
    row INTEGER PRIMARY KEY,
    lat REAL NOT NULL,
    lon REAL NOT NULL,
    file BLOB NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT,
    title TEXT,
    author TEXT,
    source TEXT,
    url TEXT,
    taken_at TEXT,
    description TEXT NOT NULL,
    thumbnail TEXT,
    author_key TEXT
)
"""
_INDEXES = (
    "CREATE UNIQUE INDEX rows_sha256 ON rows (sha256)",
    "CREATE INDEX rows_author ON rows (author_key)",
)
_INSERT = "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SELECT = """
SELECT lat, lon, file, size, sha256, title, author, source, url, taken_at, description, thumbnail
FROM rows
"""


class RowRecord(NamedTuple):
    """One row as the table holds it, without its number.

    Millions of them are made: a tuple is, in a fifth of a dataclass's time.

    Attributes:
        lat_deg: Latitude, degrees.
        lon_deg: Longitude, degrees.
        file: The photo's path as the operating system's bytes.
        size: Of the photo's file, bytes; 0 where nobody has it.
        sha256: Of the photo's file; None where nobody has it.
        title: Its title, or None.
        author: Who took it, or None.
        source: The collection that it comes from, or None.
        url: Where it was published, or None.
        taken_at: When it was taken, or None.
        description: Place names; "" where nobody gave any.
        thumbnail: SHA-256 of its thumbnail, or None without one.
    """

    lat_deg: float
    lon_deg: float
    file: bytes
    size: int
    sha256: str | None
    title: str | None
    author: str | None
    source: str | None
    url: str | None
    taken_at: str | None
    description: str
    thumbnail: str | None

    @property
    def path(self) -> Path:
        """The photo's path."""
        return Path(os.fsdecode(self.file))


def author_key(author: str) -> str:
    """Return what two spellings of one author share."""
    return " ".join(author.casefold().split())


def create_table(connection: sqlite3.Connection) -> None:
    """Make the empty table."""
    connection.execute(_SCHEMA)


def index_table(connection: sqlite3.Connection) -> None:
    """Let rows be found by content and author; quicker once they are all there."""
    for index in _INDEXES:
        connection.execute(index)


def insert_records(
    connection: sqlite3.Connection, first_row: int, records: Iterable[RowRecord]
) -> None:
    """Append records under the numbers from `first_row` on."""
    connection.executemany(
        _INSERT,
        (
            (row, *record, record.author and author_key(record.author))
            for row, record in enumerate(records, first_row)
        ),
    )


def read_records(connection: sqlite3.Connection) -> Iterator[RowRecord]:
    """Yield every record in the order of the rows."""
    for values in connection.execute(_SELECT + "ORDER BY row"):
        yield RowRecord(*values)


def read_record(connection: sqlite3.Connection, row: int) -> RowRecord | None:
    """Return one record, or None where there is no such row."""
    values = connection.execute(_SELECT + "WHERE row = ?", (row,)).fetchone()
    return None if values is None else RowRecord(*values)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a finished table, which never changes and may lie in a read-only folder.

    Raises:
        GalleryError: The file is missing or damaged, found at opening or while reading.
    """
    try:
        # `immutable` needs no lock file beside the table; `as_uri` keeps odd bytes of the path.
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise damaged(path, str(error)) from error


def damaged(path: Path, why: str) -> GalleryError:
    """Return the error for a file of a gallery that is missing or not as it was written."""
    return GalleryError(
        f"The gallery file {path} is damaged or missing: {why.rstrip('.')}.",
        hint="Restore it from a copy, or remove the gallery and build it again.",
    )


def content_line(record: RowRecord) -> bytes:
    """Return what a gallery's id says of one row: all but where its file and thumbnail lie."""
    facts = (
        record.sha256,
        record.lat_deg,
        record.lon_deg,
        record.title,
        record.author,
        record.source,
        record.url,
        record.taken_at,
        record.description,
    )
    return json.dumps(facts).encode("ascii") + b"\n"


def content_id(
    encoder_id: str, dims: tuple[int, int, int], vectors_sha256: str, records: Iterable[RowRecord]
) -> str:
    """Name a gallery by its content: equal ids give equal answers.

    Args:
        encoder_id: The encoder that made the vectors.
        dims: Lengths of the image, image-to-text and image-to-GPS parts.
        vectors_sha256: Of the file of vectors.
        records: Every row in order.

    Returns:
        16 hexadecimal digits.
    """
    digest = hashlib.sha256(json.dumps([encoder_id, dims, vectors_sha256]).encode("ascii") + b"\n")
    for record in records:
        digest.update(content_line(record))
    return digest.hexdigest()[:16]
