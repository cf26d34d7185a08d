"""Milliseconds of stages."""

from __future__ import annotations

import time
from collections.abc import Callable


def stopwatch() -> Callable[[], float]:
    """Return a function that gives the milliseconds since it was last called."""
    last = time.perf_counter()

    def lap_ms() -> float:
        nonlocal last
        before, last = last, time.perf_counter()
        return (last - before) * 1000

    return lap_ms
