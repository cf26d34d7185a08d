"""What SQLite leaves to its user: who may read a new file."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


def create_private(path: Path) -> None:
    """Make an empty file that only its owner can read, unless something is there.

    SQLite would let others of the machine read it; what it makes beside the file is as the file.
    What is there is not opened: closing a file drops every lock that the process has on it, those
    of SQLite too (https://www.sqlite.org/howtocorrupt.html, 2.2).

    Raises:
        OSError: It cannot be made.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
