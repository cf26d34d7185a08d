"""What SQLite says, told as what the user can do about it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from g3desktop.domain.errors import UserError

_START_AGAIN = "Start the program again: it sets the file aside and begins a new one."
_FREE_SPACE = "Free some space on its disk and try again."

# Of the errors of reading only these blame the file; the others blame the way to it.
_DAMAGED_CODES = frozenset(
    {
        sqlite3.SQLITE_IOERR_READ,
        sqlite3.SQLITE_IOERR_SHORT_READ,
        sqlite3.SQLITE_IOERR_CORRUPTFS,
    }
)
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_REFUSED = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN})


class LibraryError(UserError):
    """The library of photos cannot be used as it is."""

    exit_status = 5


class LibraryBusyError(LibraryError):
    """Another program is using the library."""


class LibraryNewerError(LibraryError):
    """A newer version of the program made the library."""


class LibraryDamagedError(LibraryError):
    """The library's file is not what it should be."""


def explain(error: sqlite3.Error, path: Path) -> LibraryError | None:
    """Return what a failure of SQLite means for the user; None for a bug of ours.

    Args:
        error: As the standard library raised it.
        path: The file that was used.
    """
    # Misuse that the standard library finds by itself has no code.
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    primary = code & 0xFF
    if primary in _DAMAGED or code in _DAMAGED_CODES:
        return LibraryDamagedError(f"{path} is damaged: {error}.", hint=_START_AGAIN)
    if primary in _BUSY:
        return LibraryBusyError(
            f"{path} is in use by another program.", hint="Close its other window and try again."
        )
    if primary == sqlite3.SQLITE_FULL:
        return LibraryError(f"The disk that holds {path} is full.", hint=_FREE_SPACE)
    if primary == sqlite3.SQLITE_IOERR:
        return LibraryError(f"{path} cannot be written: {error}.", hint=_FREE_SPACE)
    if primary in _REFUSED:
        return LibraryError(
            f"{path} cannot be used: {error}.",
            hint="Check the permissions of the file and its folder.",
        )
    return None


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn failures of SQLite and of the system in the block into `LibraryError`.

    Args:
        path: The file that the block uses.

    Raises:
        LibraryError: The block failed for a reason that the user can mend.
    """
    try:
        yield
    except sqlite3.Error as error:
        meant = explain(error, path)
        if meant is None:
            raise
        raise meant from error
    except OSError as error:
        where = os.fsdecode(error.filename) if error.filename else str(path)
        raise LibraryError(
            f"{where} cannot be used: {error.strerror or error}.",
            hint="Check its permissions and the free space on its disk.",
        ) from error
