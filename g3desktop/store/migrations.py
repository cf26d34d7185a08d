"""The library's tables in numbered steps, and the copy that is made before any step."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from g3desktop.files import sync_folder
from g3desktop.store.errors import LibraryDamagedError, LibraryError, LibraryNewerError, explained
from g3desktop.store.files import create_private

# "G3LB": marks the file as ours, so that another program's database is not taken for a library.
APPLICATION_ID = 0x47334C42

Step = Callable[[sqlite3.Connection], None]
"""Brings the tables from one version to the next, inside a transaction that it must not end."""


def _create_tables(connection: sqlite3.Connection) -> None:
    # Checks of types stand for STRICT tables, which SQLite has only from 3.37 on.
    connection.execute(
        """
        CREATE TABLE photo (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            path BLOB NOT NULL UNIQUE CHECK (typeof(path) = 'blob'),
            name TEXT NOT NULL CHECK (typeof(name) = 'text'),
            position INTEGER NOT NULL CHECK (typeof(position) = 'integer'),
            added_at_s REAL NOT NULL CHECK (typeof(added_at_s) = 'real'),
            state TEXT NOT NULL CHECK (state IN ('waiting', 'working', 'done', 'failed')),
            reason TEXT NOT NULL DEFAULT '' CHECK (typeof(reason) = 'text'),
            engine_deaths INTEGER NOT NULL DEFAULT 0 CHECK (typeof(engine_deaths) = 'integer'),
            sha256 TEXT CHECK (typeof(sha256) IN ('text', 'null')),
            size_bytes INTEGER CHECK (typeof(size_bytes) IN ('integer', 'null')),
            mtime_ns INTEGER CHECK (typeof(mtime_ns) IN ('integer', 'null')),
            fingerprint TEXT CHECK (typeof(fingerprint) IN ('text', 'null')),
            finished_at_s REAL CHECK (typeof(finished_at_s) IN ('real', 'null'))
        )
        """
    )
    connection.execute("CREATE INDEX photo_by_content ON photo (sha256, fingerprint)")
    # Apart from the list: it is read whole and often, these one at a time.
    for table, column, kind in (("thumbnail", "jpeg", "BLOB"), ("answer", "json", "TEXT")):
        connection.execute(
            f"""
            CREATE TABLE {table} (
                photo_id INTEGER PRIMARY KEY REFERENCES photo (id) ON DELETE CASCADE,
                {column} {kind} NOT NULL CHECK (typeof({column}) = '{kind.lower()}')
            )
            """
        )
    connection.execute(
        """
        CREATE TABLE note (
            key TEXT PRIMARY KEY NOT NULL CHECK (typeof(key) = 'text'),
            value BLOB NOT NULL CHECK (typeof(value) IN ('blob', 'text'))
        )
        """
    )


STEPS: tuple[Step, ...] = (_create_tables,)
"""Step i brings version i to i + 1. A step that was published is never changed."""


def migrate(connection: sqlite3.Connection, path: Path, steps: Sequence[Step]) -> Path | None:
    """Bring a library's tables to the newest version: all steps that are due, or none of them.

    Args:
        connection: On the library, outside of a transaction; integrity has been checked.
        path: The library's file.
        steps: As `STEPS`.

    Returns:
        The copy made before the first step; None where there was nothing to keep or to do.

    Raises:
        LibraryNewerError: A newer version of the program made it.
        LibraryDamagedError: It is no library, or its rows contradict each other.
        LibraryError: The copy or a step failed; the library is as it was.
    """
    version = read_version(connection, path, len(steps))
    if version == len(steps):
        return None
    backup = _back_up(connection, path, version) if version else None
    # Steps that rebuild a table would delete what refers to it.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        _apply(connection, path, steps, version)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    return backup


def read_version(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """Return the version of a library's tables; 0 for an empty file.

    Raises:
        LibraryNewerError: It is above `newest`.
        LibraryDamagedError: The file holds something else than a library.
    """
    application_id = _number(connection, "PRAGMA application_id")
    version = _number(connection, "PRAGMA user_version")
    tables = _number(connection, "SELECT count(*) FROM sqlite_master")
    if (application_id, version, tables) == (0, 0, 0):
        return 0
    if application_id != APPLICATION_ID or version < 1:
        raise LibraryDamagedError(f"{path} holds something else than a library of photos.")
    if version > newest:
        raise LibraryNewerError(
            f"{path} was made by a newer version of the program.",
            hint="Install the newest version, or move the file away to start an empty library.",
        )
    return version


def _apply(connection: sqlite3.Connection, path: Path, steps: Sequence[Step], version: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another program may have been quicker.
        for step in steps[read_version(connection, path, len(steps)) :]:
            step(connection)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise LibraryDamagedError(f"{path} is damaged: rows refer to photos that are missing.")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")
        connection.execute("COMMIT")
    except sqlite3.IntegrityError as error:
        raise LibraryError(
            f"{path} cannot be brought from version {version} to {len(steps)}: {error}.",
            hint="Report this; the file is as it was. Move it away to start an empty library.",
        ) from error
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    backup = path.with_name(f"{path.stem}.backup-v{version}{path.suffix}")
    aside = backup.with_name(f"{backup.name}.part")
    with explained(aside):
        # What a killed program left; a journal left behind would be applied to the new file.
        for left in (aside, aside.with_name(f"{aside.name}-journal")):
            left.unlink(missing_ok=True)
        try:
            create_private(aside)
            with closing(sqlite3.connect(aside, isolation_level=None)) as target:
                connection.backup(target)
                # One file that needs no other beside it.
                target.execute("PRAGMA journal_mode = DELETE")
                _verify(target, aside)
            with aside.open("rb+") as file:
                os.fsync(file.fileno())
            aside.replace(backup)
        # Nothing half-written stays, at Ctrl-C neither.
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
    return backup


def _verify(copy: sqlite3.Connection, path: Path) -> None:
    verdict = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise LibraryError(f"The copy {path} is damaged: {verdict}.", hint="Try again.")


def _number(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
