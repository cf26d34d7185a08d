"""Files that appear whole or not at all, and what is said when a disk fails.

What is written lies beside its place until it is whole, as `.NAME.xxxxxxxx.part`. A killed program
leaves that behind; whoever writes the same file next removes it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from g3desktop.domain.errors import EngineError

_SUFFIX = ".part"
_BUFFER_BYTES = 1 << 20
# With what is added, within the 255 bytes of a name, whatever its letters.
_MOST_CHARACTERS = 60
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_SYNCED = {errno.EINVAL, errno.ENOTSUP}
_MINUTE_S = 60


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place and put it there when the block ends well.

    Until then what is at `path` stays as it is; on any error nothing is left beside it.

    Args:
        path: Where it goes. A file that is there is replaced, and so is a link.

    Yields:
        The file to write to.

    Raises:
        OSError: The disk is full or refuses.
    """
    with replacing_all([path]) as (stream,):
        yield stream


@contextmanager
def replacing_all(paths: Sequence[Path]) -> Iterator[list[BinaryIO]]:
    """Write several files as `replacing` does; all are on the disk before one is put in place.

    Args:
        paths: Where they go, in the order in which they are put there.

    Yields:
        A file to write to for each.

    Raises:
        OSError: The disk is full or refuses.
    """
    with contextlib.ExitStack() as stack:
        beside = [stack.enter_context(_beside(path)) for path in paths]
        yield [stream for _, stream in beside]
        for _, stream in beside:
            stream.flush()
            os.fsync(stream.fileno())
        for path, (aside, stream) in zip(paths, beside, strict=True):
            if sys.platform == "win32":  # it renames no open file
                stream.close()
            aside.replace(path)
        for folder in dict.fromkeys(path.parent for path in paths):
            sync_folder(folder)


def replace_file(path: Path, content: bytes) -> None:
    """Put a file in the place of another, whole or not at all.

    Raises:
        OSError: The disk is full or refuses.
    """
    with replacing(path) as stream:
        stream.write(content)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut, where the system can.

    Raises:
        OSError: The disk fails.
    """
    if sys.platform == "win32":  # it has no such thing
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network disks have no such thing either.
        if error.errno not in _NOT_SYNCED:
            raise
    finally:
        os.close(descriptor)


@contextmanager
def disk_errors(
    folder: Path,
    *,
    own: bool = False,
    goes_on: bool = False,
    kinds: tuple[type[Exception], ...] = (OSError,),
) -> Iterator[None]:
    """Tell failures of the disk as what the user can do about them.

    Args:
        folder: Where the block writes.
        own: Whether it is one of the program's own, which the user can move elsewhere.
        goes_on: Whether the same command, run again, goes on from where it failed.
        kinds: What counts as a failure of the disk.

    Raises:
        EngineError: The disk is full or refused.
    """
    try:
        yield
    except kinds as error:
        raise _explained(error, folder, own=own, goes_on=goes_on) from error


def is_full(error: Exception) -> bool:
    """Tell whether a disk or a quota is full, for SQLite too."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    # Asked by name: commands that open no database need not import it.
    return getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"


def _explained(error: Exception, folder: Path, *, own: bool, goes_on: bool) -> EngineError:
    if is_full(error):
        again = "Free some space and try again."
        if goes_on:
            again = "Free some space and run the same command again: it goes on from there."
        return EngineError(f"The disk that holds {folder} is full.", hint=again)
    reason = getattr(error, "strerror", None) or error
    if own:
        return EngineError(
            f"Cannot write in {folder}: {reason}.",
            hint="Check that the folder can be written, or set G3DESKTOP_HOME to another one.",
        )
    named = getattr(error, "filename", None) or folder
    return EngineError(f"{named} cannot be used: {reason}.", hint="Check the folder's permissions.")


@contextmanager
def _beside(path: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """Open a file beside `path`; what is not renamed in the block goes."""
    _sweep(path)
    aside, stream = _open_beside(path)
    try:
        yield aside, stream
        stream.close()
    # Nothing half-written stays, at Ctrl-C neither.
    except BaseException:
        with contextlib.suppress(OSError):  # what is still in memory may not fit on the disk
            stream.close()
        with contextlib.suppress(OSError):
            aside.unlink()
        raise


def _open_beside(path: Path) -> tuple[Path, BinaryIO]:
    while True:
        aside = path.with_name(f"{_start(path)}{os.urandom(4).hex()}{_SUFFIX}")
        stream = aside.open("xb", buffering=_BUFFER_BYTES)
        if _hold(stream, aside):
            return aside, stream
        stream.close()


def _start(path: Path) -> str:
    return f".{path.name[:_MOST_CHARACTERS]}."


def _hold(stream: BinaryIO, aside: Path) -> bool:
    """Say that a new file is in use; False where another process was quicker to remove it."""
    if sys.platform == "win32":  # it removes no open file
        return True
    import fcntl

    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        # A disk without locks, on which nothing is removed either.
        return True
    return aside.exists()


def _sweep(path: Path) -> None:
    """Remove what killed programs left beside `path`; what others are writing stays."""
    left = re.compile(rf"{re.escape(_start(path))}[0-9a-f]{{8}}{re.escape(_SUFFIX)}")
    # What cannot be removed is in nobody's way.
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        for entry in entries:
            if left.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with contextlib.suppress(OSError):
                    _remove_unheld(Path(entry.path))


def _remove_unheld(aside: Path) -> None:
    if sys.platform == "win32":
        # An open one is not removed; one that was closed just now is about to be renamed.
        if time.time() - aside.stat().st_mtime > _MINUTE_S:
            aside.unlink()
        return
    import fcntl

    with aside.open("rb+") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        aside.unlink()
