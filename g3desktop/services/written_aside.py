"""A file that the user asks for: where it may go, and that it appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from g3desktop.domain.errors import UsageError
from g3desktop.files import disk_errors, replacing


@contextmanager
def written_aside(path: Path, *, reading: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place and put it there when the block ends well.

    On any error nothing is left, and what was at `path` is as it was.

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
    with disk_errors(target.parent), replacing(target) as stream:
        yield stream


def _check_target(path: Path, target: Path, reading: Path) -> None:
    if target.exists() and not target.is_file():
        raise UsageError(f"{path} is there and no file.", hint="Name another file with --out.")
    if target.exists() and reading.exists() and target.samefile(reading):
        raise UsageError(f"{path} is the table that is read.", hint="Name another file with --out.")
    if not target.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", hint="Make it, or name another.")
