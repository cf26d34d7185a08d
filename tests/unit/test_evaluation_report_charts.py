"""The drawings of the report: the map, the curves, the bars."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.geometry import (
    EARTH_RADIUS_KM,
    THRESHOLDS_KM,
    LatLon,
    distance_km,
    distances_km,
)
from g3desktop.evaluation.outcomes import NO_ANSWER_KM, Curve, Outcome, Plot, Query, Run
from g3desktop.evaluation.report.charts import distance_chart, plot_chart
from g3desktop.evaluation.report.error_map import error_map
from g3desktop.evaluation.report.reach import bars, reach, share_bars
from g3desktop.evaluation.report.world import great_circles, land, project
from tests.evaluated_photos import many_outcomes

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
PLACES = st.builds(LatLon, LATITUDES, LONGITUDES)


def strokes(data: str) -> list[np.ndarray]:
    """The lines of path data, each as its points."""
    lines = []
    for start, rest in re.findall(r"M(\d+ -?\d+|-\d+ -?\d+)([^M]*)", data):
        steps = [int(one) for one in re.findall(r"-?\d+", rest)]
        moves = np.array(steps if rest[0] == "l" else [0, 0]).reshape(-1, 2)
        first = np.array([[int(one) for one in start.split()]])
        lines.append(np.concatenate([first, first + moves.cumsum(axis=0)]))
    return lines


def great_circle(start: LatLon, end: LatLon) -> np.ndarray:
    """One way."""
    starts, ends = (np.array([[one.lat_deg, one.lon_deg]]) for one in (start, end))
    points, bounds = great_circles(starts, ends)
    assert bounds.tolist() == [0, len(points)]
    return points


def error_lines(answer: LatLon, truth: LatLon) -> list[np.ndarray]:
    """The line that the map draws for one answer."""
    query = Query(2, "a.jpg", Path("a.jpg"), truth)
    drawn = error_map([Outcome(query, answer, distance_km(answer, truth))])
    (data,) = re.findall(r'<g class="errors"><path class="[^"]*" d="([^"]*)"', drawn)
    return strokes(data)


@given(PLACES, PLACES)
def test_a_great_circle_is_the_shortest_way(start, end):
    way = great_circle(start, end)
    legs = distances_km(way[:-1], way[1:])
    assert legs.sum() == pytest.approx(distance_km(start, end), abs=0.5)
    assert legs.max() <= EARTH_RADIUS_KM * math.radians(4.01)
    ends = distances_km(way[[0, -1]], [(one.lat_deg, one.lon_deg) for one in (start, end)])
    assert ends.max() < 0.1
    assert np.abs(np.diff(way[:, 1])).max() <= 180


@given(st.lists(st.tuples(PLACES, PLACES), min_size=1, max_size=5))
def test_ways_do_not_depend_on_their_neighbours(pairs):
    sides = [np.array([(p.lat_deg, p.lon_deg) for p in side]) for side in zip(*pairs, strict=True)]
    points, bounds = great_circles(*sides)
    for at, (start, end) in enumerate(pairs):
        way = points[bounds[at] : bounds[at + 1]]
        assert way == pytest.approx(great_circle(start, end), abs=1e-6)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        *((LatLon(0, 0), LatLon(0, 180)), (LatLon(90, 0), LatLon(-90, 0))),
        *((LatLon(40, 20), LatLon(-40, -160)), (LatLon(0, 0), LatLon(0, 0))),
    ],
)
def test_opposite_and_equal_points_have_a_way(start, end):
    way = great_circle(start, end)
    assert np.isfinite(way).all()
    assert distances_km(way[:-1], way[1:]).sum() == pytest.approx(distance_km(start, end), abs=0.5)


def test_the_corners_of_the_world_are_those_of_the_map():
    corners = project(np.array([[90.0, -180.0], [-90.0, 180.0], [0.0, 0.0]]))
    assert corners.tolist() == [[0, 0], [2000, 1140], [1000, 570]]


def test_a_line_over_the_date_line_leaves_on_one_side_and_enters_on_the_other():
    east, west = error_lines(LatLon(-16.5, 179.0), LatLon(-17.0, -179.0))
    assert (east[0, 0], east[-1, 0]) == (1994, 2006)
    assert (west[0, 0], west[-1, 0]) == (-6, 6)
    assert np.ptp(east, axis=0).tolist() == np.ptp(west, axis=0).tolist()


def test_a_line_to_the_west_enters_in_the_east():
    west, east = error_lines(LatLon(10, -179), LatLon(10, 179))
    assert west[-1, 0] < 0
    assert (east[0, 0], east[-1, 0]) == (2006, 1994)


def test_a_line_that_stays_on_the_map_is_drawn_once():
    (line,) = error_lines(LatLon(48.86, 2.35), LatLon(40.7, -74.0))
    assert line[:, 1].min() < min(line[0, 1], line[-1, 1])  # bent towards the pole


def test_a_right_answer_is_a_dot_that_is_seen():
    drawn = error_map([Outcome(Query(2, "a", Path("a"), LatLon(0, 0)), LatLon(0, 0), 0.0)])
    assert drawn.count('d="M1000 570h0"') == 2


def test_far_lines_lie_below_near_ones():
    kinds = re.findall(r'<path class="reach-(\d)" d="[^"]*"><title>', error_map(many_outcomes(300)))
    assert kinds == sorted(kinds, reverse=True)
    assert len(kinds) == 300


@pytest.mark.parametrize(
    ("lat", "lon", "is_land"),
    [
        *((22.0, 79.0, True), (-80.0, 0.5, True), (-89.0, 120.0, True), (67.2, 179.5, True)),
        *((67.4, -178.5, True), (65.0, -18.0, True), (-25.0, 134.0, True), (72.0, -40.0, True)),
        *((0.0, -150.0, False), (30.0, -45.0, False), (88.0, 10.0, False), (0.0, 179.9, False)),
        *((42.0, 50.5, False), (-50.0, 20.0, False), (0.0, -179.9, False)),
    ],
)
def test_land_is_where_it_is(lat, lon, is_land):
    ((x, y),) = project(np.array([[lat, lon]])) + 0.5
    crossings = 0
    for ring in strokes(land()):
        (ax, ay), (bx, by) = ring.T, np.roll(ring, -1, axis=0).T
        spans = (ay > y) != (by > y)
        at = ax[spans] + (y - ay[spans]) * (bx[spans] - ax[spans]) / (by[spans] - ay[spans])
        crossings += int((at > x).sum())
    assert (crossings % 2 == 1) == is_land


def test_the_coastlines_are_small():
    assert len(land()) < 150_000


def runs_of(*distances: list[float]) -> list[Run]:
    query = Query(2, "a", Path("a"), LatLon(0, 0))
    return [
        Run(f"r{at}", f"Run {at}", tuple(Outcome(query, LatLon(0, 0), one) for one in km))
        for at, km in enumerate(distances)
    ]


def test_the_curve_has_its_marks_where_the_shares_are():
    drawn = distance_chart(runs_of([0.5, 20.0, 20.0, NO_ANSWER_KM], [1.0, 3000.0]))
    body = drawn[drawn.index('class="marks"') : drawn.index('class="axis below"')]
    heights = [float(one) for one in re.findall(r'y="([\d.]+)%"', body)]
    assert heights == [75, 25, 25, 25, 25, 50, 50, 50, 50, 50]
    (first, second) = re.findall(r'points="([^"]*)"', drawn)
    assert first.endswith(" 4000,1000")  # one of four never has an answer
    assert second.endswith(" 4000,0")


def test_every_run_looks_different_without_colour():
    drawn = distance_chart(runs_of(*([float(at)] for at in range(20))))
    keys = re.findall(r'<svg class="key".*?dash-(\d).*?#mark-(\d)"', drawn)
    assert len(set(keys)) == len(keys) == 20


def test_a_plot_says_what_it_cannot_draw():
    plot = Plot("p", "P", "x", "y", (Curve("c", (0, 1, 10), (1, math.nan, 2)),), logarithmic=True)
    drawn = plot_chart(plot)
    assert "2 points cannot be drawn." in drawn
    assert drawn.count("<use") == 2  # the last point, and the legend


POINTS = st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), max_size=20)


@given(st.lists(POINTS, max_size=4), st.booleans())
def test_no_point_leaves_its_chart(lines, logarithmic):
    curves = tuple(
        Curve(str(at), tuple(x for x, _ in one), tuple(y for _, y in one))
        for at, one in enumerate(lines)
    )
    drawn = plot_chart(Plot("p", "P", "x", "y", curves, logarithmic=logarithmic))
    places = [float(one) for one in re.findall(r'[xy][12]?="(-?[\d.e+-]+)%"', drawn)]
    assert all(-0.01 <= one <= 100.01 for one in places)
    assert "nan" not in drawn


@pytest.mark.parametrize(
    ("km", "kind"),
    [(0.0, 0), (1.0, 0), (1.001, 1), (25.0, 1), (2500.0, 4), (2500.1, 5), (NO_ANSWER_KM, 6)],
)
def test_a_threshold_belongs_to_the_nearer_class(km, kind):
    assert reach(km) == kind


@given(st.lists(st.floats(0, 20_000) | st.just(NO_ANSWER_KM), min_size=1))
def test_bars_are_full(km):
    drawn = bars([("<all>", km)])
    body = drawn[: drawn.index("</ul>")]
    widths = [float(one) for one in re.findall(r'<rect[^>]* width="([\d.]+)%"', body)]
    assert sum(widths) == pytest.approx(100, abs=0.05)
    assert "<all>" not in drawn
    within = sum(one <= THRESHOLDS_KM[0] for one in km)
    assert (f"{100 * within / len(km):.1f} % within 1 km" in body) == bool(within)


def test_a_share_is_as_wide_as_its_part_of_all_photos():
    drawn = share_bars([("right <i>", 3), ("wrong", 1), ("none", 0)])
    assert re.findall(r'class="part" width="([\d.]+)%"', drawn) == ["75.00", "25.00", "0.00"]
    assert "3 photos, 75.0 %" in drawn
    assert "1 photo, 25.0 %" in drawn
    assert 'aria-label="right &lt;i&gt;: 75.0 %"' in drawn
    assert "<i>" not in drawn


def test_shares_of_no_photos_are_nothing():
    assert 'width="0.00%"' in share_bars([("right", 0)])
