"""Run every benchmark and print one table.

    python -m benchmarks [NAME ...]

Each row is a ratio against a baseline measured in the same run, each way in processes of its own,
so that memory is that of the work alone.
"""

from __future__ import annotations

import importlib
import sys

from benchmarks.measure import Row

BENCHMARKS = (
    "encode", "load", "verify", "gallery", "gallery_update", "replies", "sampling", "scoring",
    "describe", "window",
)  # fmt: skip


def main(names: list[str]) -> None:
    """Measure and print a table in Markdown."""
    print("| what | baseline | ours | ratio | reach | peak memory, MB | note |")
    print("|---|---|---|---|---|---|---|")
    for name in names or BENCHMARKS:
        for row in importlib.import_module(f"benchmarks.{name}").main():
            print(_line(row), flush=True)


def _line(row: Row) -> str:
    return (
        f"| {row.what} | {row.baseline_s:.3f} s | {row.ours_s:.3f} s | {row.ratio:.3f} "
        f"| {row.reach:.3g} | {row.baseline_peak_mb:.0f} -> {row.ours_peak_mb:.0f} | {row.note} |"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
