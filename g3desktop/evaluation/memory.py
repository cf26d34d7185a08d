"""What evaluations keep from one run to the next, by content: hashes, vectors, replies, answers.

One SQLite file. Whatever was committed is there after a kill, so that a run goes on where it was;
whatever it holds can be made again.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import EngineError
from g3desktop.engine.disuse import delete_disused, mark_used
from g3desktop.store.files import create_private

_NAME = "evaluation.sqlite"
_FORMAT = 1
_BUSY_S = 30.0
_RETRY_S = 0.01
_ASKED_AT_ONCE = 500

_SCHEMA = """
CREATE TABLE files (
    path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE vectors (
    encoder TEXT, sha256 TEXT, vector BLOB NOT NULL, PRIMARY KEY (encoder, sha256)
) WITHOUT ROWID;
CREATE TABLE replies (
    question TEXT PRIMARY KEY, text TEXT NOT NULL, problem TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE answers (
    way TEXT, photo TEXT, answer TEXT NOT NULL, PRIMARY KEY (way, photo)
) WITHOUT ROWID;
"""


class Memory:
    """What is kept; see `opened`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def hashes(self, files: Mapping[bytes, tuple[int, int]]) -> dict[bytes, str]:
        """Return the SHA-256 of files that are as they were when they were read.

        Args:
            files: Size in bytes and time of the last change in nanoseconds, by path as
                the operating system has it.
        """
        rows = self._matching("SELECT path, size, mtime_ns, sha256 FROM files WHERE path", files)
        return {path: sha256 for path, size, mtime, sha256 in rows if files[path] == (size, mtime)}

    def keep_hashes(self, rows: Iterable[tuple[bytes, int, int, str]]) -> None:
        """Keep path, size, time and SHA-256 of files."""
        self._insert("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", rows)

    def forget_hashes(self, paths: Iterable[bytes]) -> None:
        """Forget what files held, which turned out to hold something else."""
        self._insert("DELETE FROM files WHERE path = ?", ((path,) for path in paths))

    def vectors(self, encoder: str, sha256s: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors of photos by their content, those that are there."""
        rows = self._matching(
            "SELECT sha256, vector FROM vectors WHERE encoder = ? AND sha256", sha256s, encoder
        )
        return {sha256: np.frombuffer(vector, "<f4") for sha256, vector in rows}

    def keep_vectors(self, encoder: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep vectors of photos, shape (D,) each, by their content; what is there stays."""
        self._insert(
            "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
            (
                (encoder, sha256, vector.astype("<f4").tobytes())
                for sha256, vector in vectors.items()
            ),
        )

    def replies(self, questions: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return text and problem of replies by question, those that are there."""
        rows = self._matching(
            "SELECT question, text, problem FROM replies WHERE question", questions
        )
        return {question: (text, problem) for question, text, problem in rows}

    def keep_reply(self, question: str, text: str, problem: str) -> None:
        """Keep a reply; what is there stays."""
        self._insert("INSERT OR IGNORE INTO replies VALUES (?, ?, ?)", [(question, text, problem)])

    def answers(self, way: str, photos: Sequence[str]) -> dict[str, str]:
        """Return what a way of answering said about photos, those that are there."""
        rows = self._matching(
            "SELECT photo, answer FROM answers WHERE way = ? AND photo", photos, way
        )
        return dict(rows)

    def keep_answers(self, way: str, answers: Mapping[str, str]) -> None:
        """Keep what a way of answering said about photos; what is there stays."""
        self._insert(
            "INSERT OR IGNORE INTO answers VALUES (?, ?, ?)",
            ((way, photo, answer) for photo, answer in answers.items()),
        )

    def _matching(
        self, select: str, keys: Iterable[str | bytes], *before: str
    ) -> list[tuple[Any, ...]]:
        """Run a selection whose last condition is that a column is one of the keys."""
        wanted = list(dict.fromkeys(keys))
        rows: list[tuple[Any, ...]] = []
        with _reading():
            for start in range(0, len(wanted), _ASKED_AT_ONCE):
                some = wanted[start : start + _ASKED_AT_ONCE]
                places = ", ".join("?" * len(some))
                rows += self._connection.execute(f"{select} IN ({places})", (*before, *some))
        return rows

    def _insert(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        with _reading():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany(statement, rows)
                self._connection.execute("COMMIT")
            except BaseException:
                # A disk that is full has ended the transaction already.
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise


@contextmanager
def opened(folder: Path) -> Iterator[Memory]:
    """Open what is kept in a folder, which is made where there is none.

    A file that is damaged, or of another version of the program, is made anew: all that it held
    can be made again. Where the damage shows later, the next call makes it anew.

    Raises:
        EngineError: The disk is full or refuses.
    """
    path = folder / _NAME
    with _reading():
        folder.mkdir(parents=True, exist_ok=True)
        delete_disused(folder, (f"{_NAME}*",))
        try:
            connection = _connected(path)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            _delete(folder)
            connection = _connected(path)
        # A run that is killed writes beside the file alone, which must not look disused.
        mark_used(path)
    try:
        with closing(connection):
            yield Memory(connection)
    except EngineError as error:
        if _is_damage(error.__cause__):
            with contextlib.suppress(OSError):
                _delete(folder)
        raise
    mark_used(path)


def _delete(folder: Path) -> None:
    for name in (_NAME, f"{_NAME}-wal", f"{_NAME}-shm"):
        (folder / name).unlink(missing_ok=True)


def _is_damage(error: BaseException | None) -> bool:
    # What stands above the lowest byte says more closely what it is.
    code = error.sqlite_errorcode & 0xFF if isinstance(error, sqlite3.DatabaseError) else None
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _connected(path: Path) -> sqlite3.Connection:
    """Connect, waiting for other processes where SQLite itself does not.

    Two that turn on the write-ahead log of a new file could wait for each other for ever, so that
    one of them is refused at once.
    """
    give_up_s = time.monotonic() + _BUSY_S
    while True:
        try:
            return _connected_now(path)
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > give_up_s:
                raise
        time.sleep(_RETRY_S)


def _connected_now(path: Path) -> sqlite3.Connection:
    create_private(path)
    connection = sqlite3.connect(path, timeout=_BUSY_S, isolation_level=None)
    try:
        # After a kill everything committed is there; after a crash of the system all but the last.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("BEGIN IMMEDIATE")
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        _prepare(connection, version)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, version: int) -> None:
    """Make the tables of a new file; refuse those of another version of the program."""
    if version == _FORMAT:
        return
    if version:
        raise sqlite3.DatabaseError(f"its format is {version}")
    for statement in filter(str.strip, _SCHEMA.split(";")):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {_FORMAT}")


@contextmanager
def _reading() -> Iterator[None]:
    """Turn what the disk refuses into an error for the user."""
    try:
        yield
    except sqlite3.Error as error:
        hint = "Free some space, or check the permissions of the cache folder."
        if _is_damage(error):
            hint = "Run it again: it will be made anew."
        raise EngineError(
            f"What evaluations keep cannot be read or written: {error}.", hint=hint
        ) from error
    except OSError as error:
        raise EngineError(
            f"What evaluations keep cannot be read or written: {error.strerror or error}.",
            hint="Free some space, or check the permissions of the cache folder.",
        ) from error
