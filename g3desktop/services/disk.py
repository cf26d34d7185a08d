"""How much room folders take."""

from __future__ import annotations

import os
from pathlib import Path

from g3desktop.domain.errors import CancelledError
from g3desktop.domain.work import Cancelled, never_cancelled


def size_bytes(path: Path, *, cancelled: Cancelled = never_cancelled) -> int | None:
    """Return the bytes of a file, or of all files in a folder; None where there is neither.

    Links are not followed. What cannot be looked at, or goes away meanwhile, counts nothing.

    Args:
        path: File or folder.
        cancelled: Asked at every folder.

    Raises:
        CancelledError: `cancelled` said so.
    """
    if not path.exists():
        return None
    if not path.is_dir():
        return path.stat().st_size
    total = 0
    for folder, _, names in os.walk(path):
        if cancelled():
            raise CancelledError
        for name in names:
            try:
                total += (Path(folder) / name).lstat().st_size
            except OSError:
                continue
    return total
