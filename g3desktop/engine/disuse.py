"""Keeping the cache small: what nobody has read for long is deleted."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

_KEPT_DAYS = 60


def mark_used(path: Path) -> None:
    """Note that a cached file was read; where that cannot be noted it may be deleted earlier."""
    with contextlib.suppress(OSError):
        os.utime(path)


def delete_disused(
    folder: Path, patterns: tuple[str, ...], *, kept_days: float = _KEPT_DAYS
) -> None:
    """Delete files that were neither written nor marked as read for `kept_days`.

    Args:
        folder: Of the cache; may be missing.
        patterns: Names of files that can be made again, as glob patterns.
        kept_days: Days since the last use.
    """
    oldest_kept = time.time() - 86_400 * kept_days
    for pattern in patterns:
        for path in folder.glob(pattern):
            # Another process may have deleted it, and one that is not ours to delete stays.
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest_kept:
                    path.unlink()
