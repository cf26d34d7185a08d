"""What commands share: progress on standard error, plain text, a first Ctrl-C that stops gently."""

from __future__ import annotations

import math
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from g3desktop.domain.work import Cancelled, Progress

_UNITS = ("kB", "MB", "GB", "TB")

_PERIOD_S = 30.0
_SLOW_PERIOD_S = 3600.0
"""How far back the time left is reckoned from; there must be two steps in it."""

_LINE_EVERY_S = 30.0

Clock = Callable[[], float]


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
    """Draws reports as bars; one for each stage, and notes above them.

    Attributes:
        bars: What reckons, and draws on a terminal; None where nothing is shown but notes.
        lines: Shows it elsewhere, or None.
        tasks: The bar of each stage.
        kept: What an earlier run did of each stage.
    """

    bars: Bars | None
    lines: _Lines | None = None
    tasks: dict[str, TaskID] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)

    @property
    def drawn(self) -> Bars | None:
        """The bars, where they are on a terminal."""
        return None if self.lines else self.bars

    def __call__(self, progress: Progress) -> None:
        if progress.note:
            if self.drawn is None:
                note(progress.note)
            else:
                self.drawn.console.print(plain(progress.note), markup=False, highlight=False)
        if self.bars is None:
            return
        task = self._task(progress, self.bars)
        if self.lines is not None:
            self.lines.tell(progress, self.bars.tasks[task].time_remaining)

    def _task(self, progress: Progress, bars: Bars) -> TaskID:
        """Return the bar of a stage, brought up to date and the only one to be seen."""
        stage = progress.stage
        if stage not in self.tasks:
            for other in self.tasks.values():
                bars.update(other, visible=False)
            # What an earlier run did counts neither for the rate nor for the time left.
            self.tasks[stage] = bars.add_task(
                plain(stage), total=progress.total, completed=progress.done
            )
            self.kept[stage] = progress.kept
        task = self.tasks[stage]
        for name, other in self.tasks.items():
            bars.update(other, visible=name == stage)
        if progress.kept != self.kept[stage]:
            self.kept[stage] = progress.kept
            bars.reset(task, total=progress.total, completed=progress.done)
        bars.update(task, completed=progress.done, total=progress.total)
        return task


@dataclass(slots=True, eq=False)
class _Lines:
    """Says now and then in a line how far a job is, where no bar is seen.

    Attributes:
        clock: Seconds from any moment on.
        due_s: When the next line may come.
    """

    clock: Clock
    due_s: float

    def tell(self, progress: Progress, left_s: float | None) -> None:
        """Say it, unless something was said a moment ago."""
        if self.clock() < self.due_s:
            return
        self.due_s = self.clock() + _LINE_EVERY_S
        total = "" if progress.total is None else f" of {progress.total}"
        left = ""
        if left_s:
            from g3desktop.engine.consultation import readable_seconds

            left = f", about {readable_seconds(left_s)} left"
        note(f"{progress.stage}: {progress.done}{total}{left}")


@contextmanager
def job(
    *, in_bytes: bool = False, slow: bool = False, clock: Clock = time.monotonic
) -> Iterator[tuple[Callable[[Progress], None], Cancelled]]:
    """Give a job its `report` and `cancelled`; the first Ctrl-C asks it to stop, a second kills.

    Bars are drawn on a terminal alone; notes always.

    Args:
        in_bytes: What the job counts is bytes: bars show them in readable units, with the rate.
        slow: A step may take minutes: the time left is reckoned from those of the last hour, and
            where there is no terminal a line says now and then how far it is.
        clock: Seconds from any moment on.
    """
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True
        # From here on the system's own handling: the next Ctrl-C ends the process at once.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        click.echo("stopping; press Ctrl-C again to quit at once", err=True)

    before = signal.signal(signal.SIGINT, stop)
    on_terminal = sys.stderr.isatty()
    lines = _Lines(clock, clock() + _LINE_EVERY_S) if slow and not on_terminal else None
    try:
        if lines is None and not on_terminal:
            yield _Bars(None), lambda: stopping
        else:
            with _bars(in_bytes=in_bytes, slow=slow, drawn=on_terminal, clock=clock) as bars:
                yield _Bars(bars, lines), lambda: stopping
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def printing(report: Callable[[Progress], None]) -> Iterator[None]:
    """Take the bars of a job off the terminal while its results are printed there."""
    bars = report.drawn if isinstance(report, _Bars) else None
    if bars is None or not sys.stdout.isatty():
        yield
        return
    bars.stop()
    yield
    sys.stdout.flush()
    bars.start()


def _bars(*, in_bytes: bool, slow: bool, drawn: bool, clock: Clock) -> Bars:
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
    return Progress(
        *columns,
        console=Console(stderr=True, markup=False, highlight=False),
        transient=True,
        redirect_stdout=False,
        speed_estimate_period=_SLOW_PERIOD_S if slow else _PERIOD_S,
        get_time=clock,
        disable=not drawn,
    )
