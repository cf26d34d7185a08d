"""One SQLite file: opened, checked, set aside when damaged, read and changed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from g3desktop.files import sync_folder
from g3desktop.store.errors import LibraryBusyError, LibraryDamagedError, LibraryError, explained
from g3desktop.store.files import create_private
from g3desktop.store.migrations import STEPS, Step, migrate, read_version
from g3desktop.store.rows import SELECT_PHOTOS

Check = Literal["quick", "full"]
"""Pages and types of values alone, or also that the indexes agree with the tables."""

_MAX_VALUE_BYTES = 64 << 20
_WAL_LIMIT_BYTES = 16 << 20
# What SQLite keeps beside its file.
_COMPANIONS = ("-wal", "-shm", "-journal")

# Reads a little of every table: a file whose tables are not as they should be fails here.
_PROBES = (
    f"{SELECT_PHOTOS} LIMIT 1",
    "SELECT photo_id, jpeg FROM thumbnail LIMIT 1",
    "SELECT photo_id, json FROM answer LIMIT 1",
    "SELECT key, value FROM note LIMIT 1",
)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A damaged file that was kept under another name.

    Attributes:
        path: Where the library was, and an empty one is now.
        kept_as: Where the damaged file is now.
        reason: What was wrong, one sentence.
    """

    path: Path
    kept_as: Path
    reason: str

    def warning(self) -> str:
        """Return what the user should know, in one paragraph."""
        return f"{self.reason} It is kept as {self.kept_as}, and the list begins empty."


@dataclass(frozen=True, slots=True)
class Opening:
    """How a file is opened.

    Attributes:
        check: How thoroughly it is checked.
        busy_timeout_s: How long to wait for other programs and threads.
        steps: The tables' versions.
    """

    check: Check = "quick"
    busy_timeout_s: float = 5.0
    steps: Sequence[Step] = STEPS


@dataclass(frozen=True, slots=True)
class Opened:
    """A database that is ready, and what had to be done for it.

    Attributes:
        database: Belongs to the thread that opened it.
        set_aside: The damaged file that it took the place of, or None.
        backup: The copy of the library as it was before its tables were changed, or None.
    """

    database: Database
    set_aside: SetAside | None
    backup: Path | None


class Database:
    """One connection, for the thread that opened it alone.

    Args:
        connection: In WAL mode, committing by itself.
        path: Its file.
        users: Says to other programs that the file is in use; closed with the connection.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, users: _Users) -> None:
        self._connection = connection
        self._users = users
        self.path = path

    def rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return what a query finds.

        Raises:
            LibraryError: The file cannot be read.
        """
        with explained(self.path):
            return self._connection.execute(query, values).fetchall()

    @contextmanager
    def changes(self) -> Iterator[sqlite3.Connection]:
        """Make all changes of the block, or none where it fails; kept when the block is over.

        Raises:
            LibraryError: The file cannot be written.
        """
        with explained(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            finally:
                # SQLite itself has ended it where the disk is full.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the file; the last one to do so leaves one file and nothing beside it."""
        self._connection.close()
        self._users.close()


class _Users:
    """Who uses a library, as locks on an empty database beside it.

    SQLite's own locks work on every system, wait for a while, and end with the process. Everyone
    who has the library open shares one; who opens it keeps other openers out; and only who is
    alone may put another file in its place.
    """

    def __init__(self, library: Path, busy_timeout_s: float) -> None:
        self._library = library
        lock = library.with_name(f"{library.name}.lock")
        with explained(lock):
            create_private(lock)
            self._connection = sqlite3.connect(lock, timeout=busy_timeout_s, isolation_level=None)
            try:
                # Nothing is ever written, so nothing need be undone from a file.
                self._connection.execute("PRAGMA journal_mode = MEMORY")
            except BaseException:
                self._connection.close()
                raise

    def keep_openers_out(self) -> None:
        self._lock("BEGIN IMMEDIATE")

    def be_alone(self) -> None:
        self._connection.execute("ROLLBACK")
        self._lock("BEGIN EXCLUSIVE")

    def share(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        self._lock("BEGIN")
        # A transaction takes its lock when it first reads.
        self._lock("SELECT count(*) FROM sqlite_master")

    def close(self) -> None:
        self._connection.close()

    def _lock(self, statement: str) -> None:
        with explained(self._library):
            self._connection.execute(statement).fetchall()


def open_database(path: Path, how: Opening) -> Opened:
    """Open a library's file, made where it is missing, and bring it to the newest version.

    A damaged file is set aside, with what SQLite keeps beside it, and an empty one takes its place.

    Args:
        path: The file; its folder is made.
        how: How thoroughly, and how patiently.

    Raises:
        LibraryNewerError: A newer version of the program made it.
        LibraryBusyError: Another program keeps it locked, or it is damaged and in use.
        LibraryError: The folder or file cannot be written, or the disk is full.
    """
    with explained(path):
        # SQLite follows links, and keeps its other files beside what they lead to.
        path = Path(os.path.realpath(path))
        path.parent.mkdir(parents=True, exist_ok=True)
    users = _Users(path, how.busy_timeout_s)
    try:
        users.keep_openers_out()
        set_aside = None
        try:
            connection, backup = _prepare(path, how)
        except LibraryDamagedError:
            connection, backup, set_aside = _replace_damaged(path, how, users)
        try:
            users.share()
        except BaseException:
            connection.close()
            raise
    except BaseException:
        users.close()
        raise
    return Opened(Database(connection, path, users), set_aside, backup)


def join_database(path: Path, busy_timeout_s: float) -> Database:
    """Open a file that `open_database` has opened and that is still open, for another thread.

    Raises:
        LibraryError: It is not there, not ready, or cannot be used.
    """
    path = Path(os.path.realpath(path))
    with explained(path):
        path.stat()
    users = _Users(path, busy_timeout_s)
    try:
        users.share()
        with explained(path):
            connection = _connect(path, busy_timeout_s)
            try:
                _refuse_unready(connection, path)
            except BaseException:
                connection.close()
                raise
    except BaseException:
        users.close()
        raise
    return Database(connection, path, users)


def _refuse_unready(connection: sqlite3.Connection, path: Path) -> None:
    if read_version(connection, path, len(STEPS)) != len(STEPS):
        raise LibraryError(f"{path} is not ready.", hint="Start the program again.")


def _replace_damaged(
    path: Path, how: Opening, users: _Users
) -> tuple[sqlite3.Connection, Path | None, SetAside | None]:
    try:
        users.be_alone()
    except LibraryBusyError as error:
        raise LibraryBusyError(
            f"{path} is damaged, and another window has it open.",
            hint="Close the other window and start again.",
        ) from error
    try:
        # Another program may have replaced it before this one was alone.
        return (*_prepare(path, how), None)
    except LibraryDamagedError as error:
        with explained(path):
            kept_as = _move_aside(path)
        return (*_prepare(path, how), SetAside(path, kept_as, str(error)))


def _prepare(path: Path, how: Opening) -> tuple[sqlite3.Connection, Path | None]:
    with explained(path):
        create_private(path)
        connection = _connect(path, how.busy_timeout_s)
        try:
            # Before anything is written: what a newer version made stays as it is.
            read_version(connection, path, len(how.steps))
            _use_write_ahead_log(connection, path)
            _check(connection, path, how.check)
            # A change of the tables must be on the disk before the program goes on.
            connection.execute("PRAGMA synchronous = FULL")
            backup = migrate(connection, path, how.steps)
            connection.execute("PRAGMA synchronous = NORMAL")
            _probe(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection, backup


def _connect(path: Path, busy_timeout_s: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=busy_timeout_s, isolation_level=None)
    try:
        # A bit that fell over in a name must not keep the whole list from being shown.
        connection.text_factory = _decode
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MAX_VALUE_BYTES)
        for setting in (
            "foreign_keys = ON",
            # What is removed from the list leaves no picture in the file.
            "secure_delete = ON",
            # Nothing in a file's own schema may call functions with effects.
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "temp_store = MEMORY",
            # With a write-ahead log a killed program loses nothing; a power cut loses at most the
            # last moments, which are computed again, and never damages the file.
            "synchronous = NORMAL",
            f"journal_size_limit = {_WAL_LIMIT_BYTES}",
        ):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "replace")


def _use_write_ahead_log(connection: sqlite3.Connection, path: Path) -> None:
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise LibraryError(
            f"The folder {path.parent} cannot hold a library: it lacks shared memory.",
            hint="Choose a folder on a disk of this machine.",
        )


def _check(connection: sqlite3.Connection, path: Path, check: Check) -> None:
    pragma = "integrity_check" if check == "full" else "quick_check"
    verdict = connection.execute(f"PRAGMA {pragma}(1)").fetchone()[0]
    if verdict != "ok":
        what = " ".join(str(verdict).split())
        raise LibraryDamagedError(f"{path} is damaged: {what}.")


def _probe(connection: sqlite3.Connection, path: Path) -> None:
    try:
        for query in _PROBES:
            connection.execute(query).fetchall()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise LibraryDamagedError(f"{path} is damaged: {error}.") from error
    # A file that can only be read is better known now than when an answer is lost.
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("ROLLBACK")


def _move_aside(path: Path) -> Path:
    # To the second, in UTC, without the colons that some systems do not take.
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    kept_as, count = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}"), 1
    while os.path.lexists(kept_as):
        count += 1
        kept_as = path.with_name(f"{path.stem}.damaged-{stamp}-{count}{path.suffix}")
    # The library first: where the system refuses, nothing has happened. A log without a library
    # is deleted by SQLite when the empty one is made.
    path.rename(kept_as)
    for companion in _COMPANIONS:
        beside = path.with_name(path.name + companion)
        if os.path.lexists(beside):
            beside.rename(kept_as.with_name(kept_as.name + companion))
    sync_folder(path.parent)
    return kept_as
