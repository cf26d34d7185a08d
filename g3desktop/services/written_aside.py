"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from g3desktop.domain.errors import UsageError
from g3desktop.services.staging import disk_errors, sync_folder

_BUFFER_BYTES = 1 << 20


@contextmanager
def written_aside(path: Path, *, reading: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place and put it there when the block ends well.

    On any error nothing is left; a program that is killed leaves the file beside,
    `.NAME.xxxxxxxx.partial`, and what was at `path` as it was.

    Args:
        path: Where it goes; a file that is there is replaced, at the end of a link too.
        reading: The file that it is made from, which it must not replace.

    Yields:
        The file to write to.

    Raises:
        UsageError: There is no such folder, or something else than a file is there.
        EngineError: The disk is full or refused.
    """
    target = Path(os.path.realpath(path))
    _check_target(path, target, reading)
    aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}.partial")
    with disk_errors(target.parent):
        try:
            with aside.open("xb", buffering=_BUFFER_BYTES) as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)
        sync_folder(target.parent)


def _check_target(path: Path, target: Path, reading: Path) -> None:
    if target.exists() and not target.is_file():
        raise UsageError(f"{path} is there and no file.", hint="Name another file with --out.")
    if target.exists() and reading.exists() and target.samefile(reading):
        raise UsageError(f"{path} is the table that is read.", hint="Name another file with --out.")
    if not target.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", hint="Make it, or name another.")
