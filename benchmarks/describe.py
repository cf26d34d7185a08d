"""Describing a table of positions, against reading and writing the same table with the csv module.

The positions lie a few kilometres from towns, drawn by population as photos are, all of them
different, which is the slowest case; then spread evenly over the globe. Rows a second are in the
note. Each way runs in a process of its own, on one core.

`python -m benchmarks.describe [ROWS]` runs these rows alone.
"""

from __future__ import annotations

import csv
import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.measure import Row, peak_mb, run_fresh, show
from g3desktop.services.descriptions import DescribeWish, describe_table
from g3desktop.services.written_aside import written_aside
from g3desktop.wiring import load_gazetteer

ROWS = 1_000_000
LEAST_RATE = 20_000
# Where reading and writing takes two and a half seconds for a million rows, as it did where this
# was written, the least rate is twenty times as long.
REACH = 20
SPREADS = ("near towns", "evenly")


def main(rows: int = ROWS) -> list[Row]:
    """Measure both spreads."""
    return [_measure(spread, rows) for spread in SPREADS]


def _measure(spread: str, rows: int) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        run_fresh("benchmarks.describe", "make", folder, spread, rows)
        copied = run_fresh("benchmarks.describe", "copy", folder)
        described = run_fresh("benchmarks.describe", "describe", folder)
    rate = rows / described["seconds"]
    return Row(
        f"describe {rows:,} positions, {spread}",
        copied["seconds"], described["seconds"], REACH, copied["peak_mb"], described["peak_mb"],
        f"{rate:,.0f} rows a second, reach {LEAST_RATE:,}; opening the gazetteer included",
    )  # fmt: skip


def make(folder: Path, spread: str, rows: int) -> None:
    """Write the table, in the layout of MP16's lists of photos."""
    rng = np.random.default_rng(0)
    if spread == "evenly":
        lat = np.degrees(np.arcsin(rng.uniform(-1, 1, rows)))
        lon = rng.uniform(-180, 180, rows)
    else:
        towns = load_gazetteer().grid()
        # Not the population itself: the greatest cities would have half of all photos.
        weight = np.maximum(towns.population, 500.0) ** 0.7
        chosen = rng.choice(len(weight), rows, p=weight / weight.sum())
        lat, lon = (towns.lat_lon_deg[chosen] + rng.normal(0, 0.03, (rows, 2))).T
        lat, lon = lat.clip(-90, 90), (lon + 180) % 360 - 180
    with (folder / "table.csv").open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("IMG_ID", "AUTHOR", "LAT", "LON"))
        writer.writerows(
            (f"a1_b2_{row:010d}.jpg", "12345678@N00", f"{at[0]:.6f}", f"{at[1]:.6f}")
            for row, at in enumerate(zip(lat.tolist(), lon.tolist(), strict=True))
        )


def copy(folder: Path) -> None:
    """Read and write the table."""
    with (
        (folder / "table.csv").open(newline="") as source,
        (folder / "copy.csv").open("w", newline="") as target,
    ):
        csv.writer(target).writerows(csv.reader(source))


def describe(folder: Path) -> None:
    """Add the names."""
    wish, out = DescribeWish(folder / "table.csv"), folder / "described.csv"
    with written_aside(out, reading=wish.path) as sink:
        described = describe_table(wish, sink, load_gazetteer().addresses)
    if described.without_position:
        raise RuntimeError(f"{described.without_position} rows have no position")


def _timed(work: Callable[[Path], None], folder: Path) -> dict[str, float]:
    started = time.perf_counter()
    work(folder)
    return {"seconds": time.perf_counter() - started, "peak_mb": peak_mb()}


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", folder, spread, rows]:
            make(Path(folder), spread, int(rows))
            print("{}")
        case ["copy", folder]:
            print(json.dumps(_timed(copy, Path(folder))))
        case ["describe", folder]:
            print(json.dumps(_timed(describe, Path(folder))))
        case [rows]:
            show(main(int(rows)))
        case _:
            show(main())
