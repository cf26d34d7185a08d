"""The window: its start, its stalls, its first answer, and its memory.

    python -m benchmarks.window

Everything runs in processes of its own, on the platform "offscreen" with the software renderer, so
that numbers can be had without a screen. A machine of two cores runs window, browser, engine and
this program on the same two.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, show
from tests.pictures import write_photo

REPEATS = 5
STARTS = 5
ANSWERS = 8
PATIENCE_S = 300


def main() -> Iterator[Row]:
    """Measure the rows."""
    with tempfile.TemporaryDirectory(prefix="g3desktop-bench-") as name:
        folder = Path(name)
        photos = [
            write_photo(folder / f"{n:03}.jpg", seed=n, size=(1600, 1200)) for n in range(300)
        ]
        # Its positions are encoded once; the measured windows find them.
        _child("locate", folder, photos[:2])
        yield _start_row(folder)
        yield _stall_row(folder, photos)
        yield _answer_row(folder, photos)
        yield _memory_row(folder, photos)


def _start_row(folder: Path) -> Row:
    runs = [
        (_until_visible("bare", folder), _until_visible("start", folder)) for _ in range(STARTS)
    ]
    bare_s, ours_s = (statistics.median(run[i] for run in runs) for i in (0, 1))
    return Row(
        "window visible and usable, from the start of the process",
        bare_s, ours_s, 1.6, 0, 0,
        "against an empty QMainWindow with a QWebEngineView",
    )  # fmt: skip


def _stall_row(folder: Path, photos: list[Path]) -> Row:
    runs = [_child("stall", folder, photos[:20]) for _ in range(REPEATS)]
    idle_s, busy_s = (statistics.median(run[key] for run in runs) for key in ("idle_s", "busy_s"))
    more = [f"{1000 * (run['busy_s'] - run['idle_s']):.0f}" for run in runs]
    return Row(
        "longest stall of the event loop, engine starting and 20 photos placed",
        idle_s, busy_s, (idle_s + 0.060) / idle_s, 0, 0,
        f"{1000 * (busy_s - idle_s):.0f} ms more than idle (reach 60); "
        f"in each run: {', '.join(more)}",
    )  # fmt: skip


def _answer_row(folder: Path, photos: list[Path]) -> Row:
    runs = [
        [_child(way, folder, photos[:ANSWERS])["seconds"] for way in ("locate", "answer")]
        for _ in range(REPEATS)
    ]
    locate_s, shown_s = (statistics.median(run[i] for run in runs) for i in (0, 1))
    return Row(
        "first answer on the map for a dropped photo, engine warm",
        locate_s, shown_s, 1.3, 0, 0,
        "against locate of the same photos in a warm process",
    )  # fmt: skip


def _memory_row(folder: Path, photos: list[Path]) -> Row:
    none = _child("memory", folder, [])
    many = _child("memory", folder, photos)
    more_mb = many["rss_mb"] - none["rss_mb"]
    return Row(
        "memory of the window's process, 300 photos in the list",
        1, many["rss_mb"] / none["rss_mb"], (none["rss_mb"] + 150) / none["rss_mb"],
        none["rss_mb"], many["rss_mb"],
        f"{more_mb:.0f} MB more than with none (reach 150)",
    )  # fmt: skip


def _until_visible(way: str, folder: Path) -> float:
    before_s = time.monotonic()
    return _child(way, folder, [])["at_s"] - before_s


def _child(way: str, folder: Path, photos: list[Path]) -> dict[str, float]:
    """Run one way in a process of its own, with a list of its own."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="list-") as data:
        command = [sys.executable, "-m", "benchmarks.window_child", way, data, *map(str, photos)]
        environment = {
            "QT_QPA_PLATFORM": "offscreen",
            "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox",
            **os.environ,
            "G3DESKTOP_HOME": str(folder / "home"),
            "QT_LOGGING_RULES": "*=false",
        }
        # An installed program is compiled once.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        run = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True,
            env=environment, timeout=PATIENCE_S,
        )  # fmt: skip
    numbers: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return numbers


if __name__ == "__main__":
    show(main())
