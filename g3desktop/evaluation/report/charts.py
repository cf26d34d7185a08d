"""Line charts as SVG that keeps the size of its letters at any width."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from g3desktop.domain.geometry import EARTH_RADIUS_KM, THRESHOLDS_KM
from g3desktop.evaluation.metrics import curve, share_within
from g3desktop.evaluation.outcomes import Curve, Plot, Run
from g3desktop.evaluation.report.markup import escaped, isolated, number

COLOURS = 8
DASHES = 4

MARKS = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "M-3.6-3.6h7.2v7.2h-7.2z",
    "M0-4.8l4.6 8h-9.2z",
    "M0-5.2l4.4 5.2-4.4 5.2-4.4-5.2z",
    "M0 4.8l4.6-8h-9.2z",
    "M-1.4-5h2.8v3.6h3.6v2.8h-3.6v3.6h-2.8v-3.6h-3.6v-2.8h3.6z",
    "M-4.4-2.4l2-2 2.4 2.4 2.4-2.4 2 2-2.4 2.4 2.4 2.4-2 2-2.4-2.4-2.4 2.4-2-2 2.4-2.4z",
)
"""Shapes around (0, 0), different without their colours."""

_GRID = 4000
_NEAREST_KM, _FARTHEST_KM = 0.1, math.pi * EARTH_RADIUS_KM

NOTHING = '<p class="dim">There is nothing to draw.</p>\n'

_TICKS = 5
_MOST_TICKED = 9
_LABELS_APART = 6.0
_LABELS_WIDE_APART = 14.0
"""Per cent of the axis; a telephone's is some 280 pixels long."""

_MOST_MARKED = 40


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction of a chart.

    Attributes:
        label: What is measured.
        low: Where it begins.
        high: Where it ends; greater than `low`.
        ticks: Values that are written.
        logarithmic: Whether places go by the logarithm; then `low` is above 0.
    """

    label: str
    low: float
    high: float
    ticks: tuple[float, ...]
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Return where a value stands, in per cent of the axis."""
        if self.logarithmic:
            low = math.log(self.low)
            return 100 * (math.log(value) - low) / (math.log(self.high) - low)
        return 100 * (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class _Series:
    """One line of a chart, and the points of it that have a mark."""

    title: str
    line: tuple[tuple[float, float], ...]
    marks: tuple[tuple[float, float], ...]


def distance_chart(runs: Sequence[Run]) -> str:
    """Draw which part of the photos is how near, a line for each run, as HTML."""
    series = [_distances(run) for run in runs if run.outcomes]
    if not series:
        return NOTHING
    ticks = (_NEAREST_KM, *THRESHOLDS_KM, 20_000.0)
    x = Axis("distance, km", _NEAREST_KM, _FARTHEST_KM, ticks, logarithmic=True)
    y = Axis("per cent of photos within that distance", 0, 100, (0, 20, 40, 60, 80, 100))
    return _chart(series, x, y)


def _distances(run: Run) -> _Series:
    km = np.array([one.distance_km for one in run.outcomes])
    x_km, per_cent = curve(km, low_km=_NEAREST_KM, high_km=_FARTHEST_KM)
    line = tuple(zip(x_km.tolist(), per_cent.tolist(), strict=True))
    return _Series(
        run.title, line, tuple(zip(THRESHOLDS_KM, share_within(np.sort(km)), strict=True))
    )


def plot_chart(plot: Plot) -> str:
    """Draw a diagram of an experiment, as HTML; points that are no numbers are left out."""
    series = [_drawable(one, logarithmic=plot.logarithmic) for one in plot.curves]
    xs = sorted({x for one in series for x, _ in one.line})
    if not xs:
        return NOTHING
    if len(xs) > _MOST_MARKED:
        series = [replace(one, marks=()) for one in series]
    x = _axis(plot.x_label, xs, logarithmic=plot.logarithmic)
    if len(xs) <= _MOST_TICKED:
        x = replace(x, ticks=tuple(xs))
    y = _axis(plot.y_label, [y for one in series for _, y in one.line])
    left_out = sum(len(one.x) for one in plot.curves) - sum(len(one.line) for one in series)
    said = f'<p class="dim">{left_out:,} points cannot be drawn.</p>\n' if left_out else ""
    return _chart(series, x, y) + said


def _drawable(line: Curve, *, logarithmic: bool) -> _Series:
    points = tuple(
        (x, y)
        for x, y in zip(line.x, line.y, strict=True)
        if math.isfinite(x) and math.isfinite(y) and (x > 0 or not logarithmic)
    )
    return _Series(line.title, points, points)


def _axis(label: str, values: Sequence[float], *, logarithmic: bool = False) -> Axis:
    low, high = min(values), max(values)
    if logarithmic:
        decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        ticks = tuple(10.0**one for one in decades)
        return Axis(label, low, high if high > low else low * 10, ticks, logarithmic=True)
    if low == high:
        low, high = low - 1, high + 1
    step = _step((high - low) / _TICKS)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(one * step for one in range(first, last + 1))
    return Axis(label, first * step, last * step, ticks)


def _step(least: float) -> float:
    """Return the smallest of 1, 2 or 5 times a power of ten that is not below a number."""
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * one for one in (1, 2, 5, 10) if power * one >= least * (1 - 1e-9))


def _chart(series: Sequence[_Series], x: Axis, y: Axis) -> str:
    lines = "".join(_line(index, one, x, y) for index, one in enumerate(series))
    marks = "".join(
        _mark(index, x.place(at), 100 - y.place(value))
        for index, one in enumerate(series)
        for at, value in one.marks
    )
    return (
        f'<figure class="chart"><p class="axis">{escaped(y.label)}</p>'
        f'<svg class="plot" role="img" aria-label="{escaped(y.label)} by {escaped(x.label)}">'
        f'<g class="grid">{"".join(_grid(x, y))}</g>'
        f'<svg width="100%" height="100%" viewBox="0 0 {_GRID} {_GRID}"'
        f' preserveAspectRatio="none"><g class="lines">{lines}</g></svg>'
        f'<g class="marks">{marks}</g></svg>'
        f'<p class="axis below">{escaped(x.label)}</p>'
        f'<ul class="legend">{"".join(map(_entry, range(len(series)), series))}</ul></figure>\n'
    )


def _grid(x: Axis, y: Axis) -> Iterator[str]:
    """Yield lines and numbers of both axes; numbers that would touch are left out.

    Some that do not touch on a wide page would on a narrow one, where the style sheet hides them.
    """
    last = last_wide = -math.inf
    for tick in x.ticks:
        at = x.place(tick)
        if not 0 <= at <= 100:
            continue
        yield f'<line x1="{at:.2f}%" x2="{at:.2f}%" y2="100%"/>'
        if at - last < _LABELS_APART:
            continue
        last = at
        tight = ' class="tight"' if at - last_wide < _LABELS_WIDE_APART else ""
        last_wide = last_wide if tight else at
        yield f'<text{tight} x="{at:.2f}%" y="100%" dy="18">{number(tick)}</text>'
    for tick in y.ticks:
        at = 100 - y.place(tick)
        yield f'<line x2="100%" y1="{at:.2f}%" y2="{at:.2f}%"/>'
        yield f'<text y="{at:.2f}%" dx="-8" dy="4" class="y">{number(tick)}</text>'


def _style(index: int) -> str:
    return f"series-{index % COLOURS} dash-{index // len(MARKS) % DASHES}"


def _line(index: int, series: _Series, x: Axis, y: Axis) -> str:
    points = " ".join(
        f"{x.place(at) * _GRID / 100:.0f},{(100 - y.place(value)) * _GRID / 100:.0f}"
        for at, value in series.line
    )
    return f'<polyline class="{_style(index)}" points="{points}"/>' if points else ""


def _mark(index: int, x_per_cent: float, y_per_cent: float) -> str:
    return (
        f'<use class="series-{index % COLOURS}" href="#mark-{index % len(MARKS)}"'
        f' x="{x_per_cent:.2f}%" y="{y_per_cent:.2f}%"/>'
    )


def _entry(index: int, series: _Series) -> str:
    return (
        '<li><svg class="key" aria-hidden="true"><g class="lines">'
        f'<line class="{_style(index)}" x2="100%" y1="50%" y2="50%"/></g>{_mark(index, 50, 50)}'
        f"</svg>{isolated(series.title)}</li>"
    )


def marks() -> str:
    """Return the shapes that the charts of a page point to."""
    shapes = "".join(f'<path id="mark-{index}" d="{data}"/>' for index, data in enumerate(MARKS))
    return f'<svg class="shapes" aria-hidden="true"><defs>{shapes}</defs></svg>\n'
