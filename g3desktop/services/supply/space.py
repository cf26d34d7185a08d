"""Whether a disk has the room, before and while it is used."""

from __future__ import annotations

import shutil
from pathlib import Path

from g3desktop.domain.errors import EngineError

RESERVE_BYTES = 200_000_000
"""Is left free: a system whose disk is full to the last byte does not work."""


def free_bytes(folder: Path) -> int:
    """Return how much may be written into a folder, which need not be there yet."""
    there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    return shutil.disk_usage(there).free


def require_space(folder: Path, needed_bytes: int) -> None:
    """See whether there is room.

    Args:
        folder: Where it is written; need not be there yet.
        needed_bytes: How much more will be.

    Raises:
        EngineError: There is too little.
    """
    free = free_bytes(folder)
    if needed_bytes and free < needed_bytes + RESERVE_BYTES:
        missing = needed_bytes + RESERVE_BYTES - free
        raise EngineError(
            f"{folder} has {_gigabytes(free)} free, and {_gigabytes(needed_bytes)} are needed.",
            hint=f"Free {_gigabytes(missing)}, or let G3DESKTOP_HOME or [storage] folder in the "
            "settings name a folder on a larger disk. What has come stays.",
        )


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:,.1f} GB"
