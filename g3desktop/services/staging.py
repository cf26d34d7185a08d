"""Folders that appear whole or not at all, and what a killed program left of them."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from g3desktop.domain.errors import PackError
from g3desktop.files import disk_errors, is_full, sync_folder

_PREFIX = ".staging-"
_LOCK_SUFFIX = ".lock"


@contextmanager
def staged_folder(parent: Path, name: str) -> Iterator[Path]:
    """Fill a folder aside and rename it to `parent / name` when the block ends well.

    Everything is on the disk before the new name is; on any error nothing is left.

    Args:
        parent: Made if it is missing; cleared of what killed programs left.
        name: The folder's name; taken by nobody.

    Yields:
        An empty folder on the same disk that nobody looks at.

    Raises:
        PackError: The name is taken.
        EngineError: The disk is full, or a file cannot be read or written.
    """
    target = parent / name
    with disk_errors(parent):
        parent.mkdir(parents=True, exist_ok=True)
        clear_leftovers(parent)
        _refuse_taken(target)
        with _claim(parent) as aside:
            aside.mkdir()
            try:
                yield aside
                _sync(aside)
                _refuse_taken(target)
                _rename(aside, target)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
        sync_folder(parent)


def remove_folder(folder: Path) -> None:
    """Remove a folder so that nobody sees half of it; a link is removed, not what it leads to.

    Raises:
        EngineError: The system refuses.
    """
    with disk_errors(folder.parent):
        if folder.is_symlink():
            folder.unlink()
            return
        clear_leftovers(folder.parent)
        with _claim(folder.parent) as aside:
            folder.rename(aside)
            shutil.rmtree(aside)


def clear_leftovers(parent: Path) -> None:
    """Remove what programs that were killed left aside; those still at work are left alone."""
    for lock in parent.glob(f"{_PREFIX}*{_LOCK_SUFFIX}"):
        descriptor = _lock(lock)
        if descriptor is not None:
            shutil.rmtree(_aside(lock), ignore_errors=True)
            _unlock(lock, descriptor)


@contextmanager
def exclusive(parent: Path, name: str) -> Iterator[None]:
    """Be the only process that works on something; a killed one lets go by itself.

    Args:
        parent: Where the lock lies; made if it is missing.
        name: Of the pack that is worked on.

    Raises:
        PackError: Another one works on it.
        EngineError: The folder cannot be written.
    """
    lock = parent / f".{name}{_LOCK_SUFFIX}"
    with disk_errors(parent):
        parent.mkdir(parents=True, exist_ok=True)
        descriptor = _lock(lock)
        if descriptor is not None and not _is_held(lock, descriptor):
            # Whoever held it before has removed the file by now; a lock on that keeps nobody.
            os.close(descriptor)
            descriptor = None
    if descriptor is None:
        raise PackError(
            f"The pack {name} is being installed or removed by another run of the program.",
            hint="Wait until that is done.",
        )
    try:
        yield
    finally:
        _unlock(lock, descriptor)


def take_into(source: Path, target: Path) -> None:
    """Put a file under a second name without a copy; where the disk knows no links, move it.

    Raises:
        OSError: The system refuses.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        target.hardlink_to(source)
    except OSError as error:
        if is_full(error):
            raise
        source.replace(target)


def _is_held(lock: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), lock.stat())
    except FileNotFoundError:
        return False


def _refuse_taken(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise PackError(f"{target} is there already.", hint="Remove it first.")


def _rename(aside: Path, target: Path) -> None:
    try:
        aside.rename(target)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST):  # somebody was quicker
            _refuse_taken(target)
        raise


@contextmanager
def _claim(parent: Path) -> Iterator[Path]:
    """Reserve a name aside; a lock that dies with the process says that it is in use."""
    while True:
        lock = parent / f"{_PREFIX}{secrets.token_hex(8)}{_LOCK_SUFFIX}"
        descriptor = _lock(lock)
        if descriptor is not None and lock.exists():
            break
        # Another program cleared it between its making and its locking.
        if descriptor is not None:
            os.close(descriptor)
    try:
        yield _aside(lock)
    finally:
        _unlock(lock, descriptor)


def _aside(lock: Path) -> Path:
    return lock.with_name(lock.name.removesuffix(_LOCK_SUFFIX))


def _lock(lock: Path) -> int | None:
    """Return a descriptor that holds the lock, or None where another process holds it."""
    if sys.platform == "win32":
        try:  # Windows removes no file that another process has open
            lock.unlink(missing_ok=True)
        except PermissionError:
            return None
        return os.open(lock, os.O_RDWR | os.O_CREAT)
    import fcntl

    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return descriptor


def _unlock(lock: Path, descriptor: int) -> None:
    if sys.platform == "win32":
        os.close(descriptor)
        lock.unlink(missing_ok=True)
    else:
        lock.unlink(missing_ok=True)
        os.close(descriptor)


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb+") as file:
                os.fsync(file.fileno())
    sync_folder(folder)
