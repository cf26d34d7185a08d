"""What was seen of the folders that a gallery was built from, to see the next time what changed.

It lies beside the gallery, not in it: a gallery that goes to another machine takes no paths along.
What it says is checked against the gallery, so that a loss of it costs time and nothing else.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from g3desktop.domain.errors import GalleryError

_VERSION = 1
_SCHEMA = """
CREATE TABLE folders (
    number INTEGER PRIMARY KEY,
    folder BLOB NOT NULL,
    csv BLOB,
    csv_sha256 TEXT,
    pictures INTEGER NOT NULL,
    described INTEGER NOT NULL,
    UNIQUE (folder, csv)
);
CREATE TABLE files (
    folder INTEGER NOT NULL REFERENCES folders ON DELETE CASCADE,
    file BLOB NOT NULL,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    sha256 TEXT,
    reason TEXT,
    PRIMARY KEY (folder, file)
) WITHOUT ROWID;
CREATE TABLE state (gallery TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Watched:
    """A folder that a gallery was built from, and how.

    Attributes:
        folder: Photos; its subfolders are walked.
        csv: Positions, or None where they come from EXIF.
        csv_sha256: Of that file when it was read, or None.
        pictures: Whether rows have thumbnails and full paths.
        described: Whether rows have place names.
    """

    folder: Path
    csv: Path | None
    csv_sha256: str | None
    pictures: bool
    described: bool


class SeenFile(NamedTuple):
    """A photo of a folder as it was seen.

    Attributes:
        file: Its path as the system's bytes.
        size: Bytes.
        mtime_ns: When it was last written, nanoseconds since 1970.
        sha256: Of its content, or None where it could not be used.
        reason: Why it could not, or None.
    """

    file: bytes
    size: int
    mtime_ns: int
    sha256: str | None
    reason: str | None


class Inventory:
    """The folders of one gallery and what was seen in them.

    Args:
        path: Its file; there may be none yet.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def gallery_id(self) -> str | None:
        """Return the id of the gallery that holds what was seen, or None where nothing was."""
        with self._reading() as connection:
            if connection is None:
                return None
            found: tuple[str] | None = connection.execute("SELECT gallery FROM state").fetchone()
        return found[0] if found else None

    def watched(self) -> list[Watched]:
        """Return the folders, in the order in which they came."""
        query = "SELECT folder, csv, csv_sha256, pictures, described FROM folders ORDER BY number"
        with self._reading() as connection:
            if connection is None:
                return []
            found = connection.execute(query).fetchall()
        return [
            Watched(_path(folder), csv and _path(csv), sha256, bool(pictures), bool(described))
            for folder, csv, sha256, pictures, described in found
        ]

    def files(self, watched: Watched) -> list[SeenFile]:
        """Return what was seen of one folder."""
        with self._reading() as connection:
            if connection is None:
                return []
            query = (
                "SELECT file, size, mtime_ns, sha256, reason FROM files WHERE folder = "
                "(SELECT number FROM folders WHERE folder = ? AND csv IS ?)"
            )
            found = connection.execute(query, _key(watched)).fetchall()
        return list(map(SeenFile._make, found))

    def replace(self, watched: Watched, files: Iterable[SeenFile], gallery_id: str) -> None:
        """Remember what was seen of one folder, in one step.

        Args:
            watched: The folder; new, or one that is there.
            files: All that was seen of it.
            gallery_id: The gallery that holds it.

        Raises:
            sqlite3.Error: The disk is full or refuses.
        """
        with self._writing() as connection:
            connection.execute("DELETE FROM folders WHERE folder = ? AND csv IS ?", _key(watched))
            number = connection.execute(
                "INSERT INTO folders (folder, csv, csv_sha256, pictures, described) "
                "VALUES (?, ?, ?, ?, ?)",
                (*_key(watched), watched.csv_sha256, watched.pictures, watched.described),
            ).lastrowid
            rows = ((number, *file) for file in files)
            connection.executemany("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)", rows)
            connection.execute("DELETE FROM state")
            connection.execute("INSERT INTO state VALUES (?)", (gallery_id,))

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """Open it, or give nothing where there is none."""
        if not self._path.exists():
            yield None
            return
        try:
            with closing(sqlite3.connect(self._path)) as connection:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version != _VERSION:
                    raise sqlite3.DatabaseError(f"its version is {version}")
                yield connection
        except sqlite3.Error as error:
            raise GalleryError(
                f"{self._path} is damaged: {error}.",
                hint="Remove that file and build the gallery once more; nothing is encoded again.",
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("BEGIN IMMEDIATE")
            try:
                (version,) = connection.execute("PRAGMA user_version").fetchone()
                if version != _VERSION:
                    for statement in _SCHEMA.split(";\n"):
                        connection.execute(statement)
                    connection.execute(f"PRAGMA user_version = {_VERSION}")
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


def inventory_path(galleries_folder: Path, name: str) -> Path:
    """Return where the inventory of a gallery lies."""
    return galleries_folder / f".{name}.folders"


def _key(watched: Watched) -> tuple[bytes, bytes | None]:
    csv = None if watched.csv is None else os.fsencode(watched.csv)
    return os.fsencode(watched.folder), csv


def _path(name: bytes) -> Path:
    return Path(os.fsdecode(name))
