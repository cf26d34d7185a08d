"""Bringing a gallery up to date whose folder did not change, against walking that folder.

The baseline lists the folder and asks the system for each file's size and time, with os.scandir.
Both run in one process, one after the other, on files that the system has just listed.

`python -m benchmarks.gallery_update` runs this row alone.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from benchmarks.measure import Row, peak_mb, run_fresh, show
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.update import UpdatePlan, update_gallery

PHOTOS = 5000
REPEATS = 15


def main() -> list[Row]:
    """Measure the row."""
    with tempfile.TemporaryDirectory() as folder:
        run_fresh("benchmarks.gallery_update", "build", folder)
        times = run_fresh("benchmarks.gallery_update", "measure", folder)
    return [
        Row(
            f"gallery update of an unchanged folder of {PHOTOS:,} photos",
            times["walk_s"], times["update_s"], 3, times["peak_mb"], times["peak_mb"],
            "against os.scandir and stat, medians of one process",
        )
    ]  # fmt: skip


def build(folder: Path) -> None:
    """Write the photos, in fifty folders, and build a gallery of them."""
    from tests.fakes import FakeEncoder
    from tests.pictures import write_photo

    for number in range(PHOTOS):
        path = folder / "photos" / f"roll{number % 50:02d}" / f"IMG_{number:05d}.jpg"
        write_photo(path, (number / 100 + 1, number / 50), seed=number, size=(16, 12))
    build_gallery(BuildPlan(folder / "photos", "bench", folder / "galleries"), FakeEncoder())


def measure(folder: Path) -> dict[str, float]:
    """Walk and update, by turns."""
    pairs = [
        (_seconds(lambda: _walk(folder / "photos")), _seconds(lambda: _update(folder)))
        for _ in range(REPEATS)
    ]
    walk_s, update_s = (statistics.median(column) for column in zip(*pairs, strict=True))
    return {"walk_s": walk_s, "update_s": update_s, "peak_mb": peak_mb()}


def _walk(folder: Path) -> int:
    pending, total = [str(folder)], 0
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    pending.append(entry.path)
                else:
                    total += entry.stat().st_size
    return total


def _update(folder: Path) -> None:
    outcome = update_gallery(UpdatePlan("bench", folder / "galleries"), _no_encoder)
    if outcome.unchanged != PHOTOS:
        raise RuntimeError(f"only {outcome.unchanged} photos were unchanged")


def _no_encoder() -> NoReturn:
    raise RuntimeError("an encoder was opened")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        build(Path(sys.argv[2]))
        print("{}")
    elif sys.argv[1:2] == ["measure"]:
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        show(main())
