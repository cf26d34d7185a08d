"""One line of the table, and processes of their own to measure it in."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        what: What is measured.
        baseline_s: Seconds of the plain way.
        ours_s: Seconds of ours.
        reach: The ratio to stay under.
        baseline_peak_mb: Greatest resident memory of the plain way, megabytes.
        ours_peak_mb: The same of ours.
        note: What else to know.
    """

    what: str
    baseline_s: float
    ours_s: float
    reach: float
    baseline_peak_mb: float
    ours_peak_mb: float
    note: str

    @property
    def ratio(self) -> float:
        """Our time over that of the baseline."""
        return self.ours_s / self.baseline_s


def peak_mb() -> float:
    """Return this process's greatest resident memory so far, mapped files included."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Not getrusage: there a child starts with the peak of the process that started it.
        peak_kib = next(line for line in status.read_text().splitlines() if "VmHWM" in line)
        return int(peak_kib.split()[1]) * 1024 / 1e6
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # bytes on macOS


def run_fresh(module: str, *arguments: object) -> dict[str, float]:
    """Run `python -m module arguments` and read the numbers that it prints as JSON."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    numbers: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return numbers


def show(rows: Iterable[Row]) -> None:
    """Print rows, one a line, for a benchmark that runs alone."""
    for row in rows:
        print(
            f"{row.what}: {row.baseline_s:.3f} s -> {row.ours_s:.3f} s, ratio {row.ratio:.3f} "
            f"(reach {row.reach:.3f}), "
            f"peak {row.baseline_peak_mb:.0f} -> {row.ours_peak_mb:.0f} MB; {row.note}",
            flush=True,
        )
