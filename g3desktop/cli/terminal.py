"""What commands share: progress on standard error, plain text, a first Ctrl-C that stops gently."""

from __future__ import annotations

import math
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from g3desktop.domain.work import Cancelled, Progress

_UNITS = ("kB", "MB", "GB", "TB")


def plain(text: str) -> str:
    """Return text on one line, without control characters or bytes that are no text."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def warn(line: str) -> None:
    """Say a warning on standard error."""
    click.echo(f"warning: {plain(line)}", err=True)


def note(line: str) -> None:
    """Say something worth knowing on standard error."""
    click.echo(plain(line), err=True)


def print_json(value: Mapping[str, Any]) -> None:
    r"""Write one JSON object as one line of standard output, at once.

    Everything outside ASCII is escaped, so that the output is valid whatever the terminal's
    encoding. A byte of a file name that is not UTF-8 stands as its surrogate escape: byte 0xff is
    "\udcff", which Python's `os.fsencode` turns back into the byte.
    """
    import json

    click.echo(json.dumps(value, ensure_ascii=True, allow_nan=False))
    sys.stdout.flush()


def print_rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print aligned columns; the cells are shown as they are, control characters escaped."""
    cells = [[plain(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    for row in cells:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())


def readable_size(size_bytes: float) -> str:
    """Return a size in the unit that suits it."""
    if size_bytes < 1000:
        return f"{size_bytes:.0f} bytes"
    power = min(int(math.log(size_bytes, 1000)), len(_UNITS))
    return f"{size_bytes / 1000**power:.1f} {_UNITS[power - 1]}"


@dataclass(slots=True, eq=False)
class _Bars:
    """Draws reports as bars; one for each stage, and notes above them."""

    bars: Bars | None
    tasks: dict[str, Any] = field(default_factory=dict)

    def __call__(self, progress: Progress) -> None:
        if self.bars is None:
            if progress.note:
                note(progress.note)
            return
        if progress.note:
            self.bars.console.print(plain(progress.note), markup=False, highlight=False)
        task = self.tasks.get(progress.stage)
        if task is None:
            for other in self.tasks.values():
                self.bars.update(other, visible=False)
            # What an earlier run did counts neither for the rate nor for the time left.
            task = self.bars.add_task(
                plain(progress.stage), total=progress.total, completed=progress.done
            )
            self.tasks[progress.stage] = task
        for stage, other in self.tasks.items():
            self.bars.update(other, visible=stage == progress.stage)
        self.bars.update(task, completed=progress.done, total=progress.total)


@contextmanager
def job(*, in_bytes: bool = False) -> Iterator[tuple[Callable[[Progress], None], Cancelled]]:
    """Give a job its `report` and `cancelled`; the first Ctrl-C asks it to stop, a second kills.

    Bars are drawn on a terminal alone; notes always.

    Args:
        in_bytes: What the job counts is bytes: bars show them in readable units, with the rate.
    """
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        # From here on the system's own handling: the next Ctrl-C ends the process at once.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        click.echo("stopping; press Ctrl-C again to quit at once", err=True)

    before = signal.signal(signal.SIGINT, stop)
    try:
        with _bars(in_bytes=in_bytes) as bars:
            yield _Bars(bars), lambda: stopping
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def printing(report: Callable[[Progress], None]) -> Iterator[None]:
    """Take the bars of a job off the terminal while its results are printed there."""
    bars = report.bars if isinstance(report, _Bars) else None
    if bars is None or not sys.stdout.isatty():
        yield
        return
    bars.stop()
    yield
    sys.stdout.flush()
    bars.start()


@contextmanager
def _bars(*, in_bytes: bool) -> Iterator[Bars | None]:
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TransferSpeedColumn,
    )
    from rich.progress import TimeRemainingColumn as Remaining

    # Stages hold file names in places: no markup in them.
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        *((DownloadColumn(), TransferSpeedColumn()) if in_bytes else (MofNCompleteColumn(),)),
        Remaining(),
    )
    console = Console(stderr=True, markup=False, highlight=False)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as bars:
        yield bars
