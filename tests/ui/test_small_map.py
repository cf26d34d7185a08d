"""The map without a browser."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPolygonF

from g3desktop.domain.errors import PackError
from g3desktop.domain.geometry import LatLon, distances_km, unit_vectors
from g3desktop.ui import small_map, small_map_ground
from g3desktop.ui.place_card import Locator
from g3desktop.ui.small_map import draw_locator, paint_locator, trace_locator
from g3desktop.ui.small_map_ground import Lines, View, load_ground
from g3desktop.ui.theme import DARK, LIGHT

SIZE = QSize(300, 180)
KM_PER_DEG = 111.195

anywhere = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))


def picture_of(where: LatLon, colours=LIGHT, *, span_deg: float = 14.0) -> QImage:
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    trace = trace_locator(where, (SIZE.width(), SIZE.height()), span_deg)
    paint_locator(painter, QPointF(0, 0), trace, colours)
    painter.end()
    return image


def at(image: QImage, x: int, y: int) -> str:
    return image.pixelColor(x, y).name()


def is_land(where: LatLon) -> bool:
    """Whether the ground beside a place is land, by the filled rings of a close view."""
    ground, path = load_ground(), QPainterPath()
    for ring in View(where, 1.0).filled(ground.land, ground.land_is_hole):
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in [*ring.tolist(), ring[0].tolist()]]))
    return path.contains(QPointF(0, 0))


@pytest.mark.parametrize(
    ("lat", "lon", "land"),
    [
        (28.0, 78.0, True),
        (0.0, -150.0, False),
        (-17.8, 178.0, True),  # Fiji
        (-17.0, 179.999, False),
        (66.5, -179.99, True),  # Chukotka, on both sides of 180 degrees
        (66.5, 179.99, True),
        (90.0, 0.0, False),
        (-90.0, 0.0, True),
        (-90.0, 123.0, True),
        (42.0, 51.0, False),  # the Caspian Sea, a hole of the land
        (-25.0, 134.0, True),
        (25.0, -46.0, False),  # opposite of Australia
        (-41.0, 175.5, True),
        (40.0, -4.0, True),  # opposite of New Zealand
    ],
)
def test_land_is_where_it_is(lat, lon, land):
    assert is_land(LatLon(lat, lon)) is land


@given(anywhere, st.floats(1, 60))
@settings(deadline=None, max_examples=60)
def test_land_is_the_same_from_close_and_from_afar(where, reach_deg):
    """A wider view projects other rings, and pulls others to its edge, with the same result."""
    ground, path = load_ground(), QPainterPath()
    middle = unit_vectors([where.lat_deg, where.lon_deg])
    shore_deg = np.degrees(np.arccos(np.clip((ground.land.points @ middle).max(), -1, 1)))
    for ring in View(where, reach_deg).filled(ground.land, ground.land_is_hole):
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in [*ring.tolist(), ring[0].tolist()]]))
    # At the very shore either answer is right.
    assert shore_deg < 0.3 or path.contains(QPointF(0, 0)) is is_land(where)


@given(anywhere, st.integers(0, 10**6))
@settings(deadline=None, max_examples=80)
def test_points_lie_at_their_true_distance(where, seed):
    towns = load_ground().towns
    vector = towns[seed % len(towns)][None]
    seen, plane = View(where, 180).points(vector)
    lat_lon = [
        np.degrees(np.arcsin(np.clip(vector[0, 2], -1, 1))),
        np.degrees(np.arctan2(vector[0, 1], vector[0, 0])),
    ]
    km = float(distances_km([where.lat_deg, where.lon_deg], lat_lon))
    assert len(seen) == 1
    assert np.hypot(*plane[0]) * 6371.0088 == pytest.approx(km, abs=0.01)


@given(anywhere)
@settings(deadline=None, max_examples=40)
def test_no_border_leaps_across_the_view(where):
    ground = load_ground()
    for line in View(where, 8.0).stroked(ground.borders):
        assert np.hypot(*np.diff(line, axis=0).T).max() < np.radians(1.5)


def circle(where: LatLon, radius_deg: float, *, clockwise: bool) -> Lines:
    """A ring at a distance from a place, as it runs seen from above the place."""
    angles = np.linspace(0, 2 * np.pi, 720, endpoint=False) * (-1 if clockwise else 1)
    radius = np.radians(radius_deg)
    local = np.stack(
        [
            np.sin(radius) * np.cos(angles),
            np.sin(radius) * np.sin(angles),
            np.full(len(angles), np.cos(radius)),
        ],
        axis=1,
    )
    return Lines.of(local @ View(where, 1.0)._axes.T, np.array([len(angles)]))


@given(anywhere)
@settings(deadline=None, max_examples=40)
def test_land_all_around_fills_the_view_and_land_opposite_does_not(where):
    (around,) = View(where, 1.0).filled(circle(where, 60, clockwise=True))
    assert np.hypot(*around.T).min() > np.radians(1.0)
    opposite = circle(where, 150, clockwise=False)
    assert not list(View(where, 1.0).filled(opposite))
    # Seen to the end of the world it turns inside out, and a disc sets that right.
    ring, disc = View(where, 175).filled(opposite)
    assert np.hypot(*ring.T).max() < np.hypot(*disc.T).min()


def test_the_picture_has_land_sea_the_mark_and_names(qapp):
    image = picture_of(LatLon(41.9, 12.5))
    colours = {at(image, x, y) for x in range(300) for y in range(180)}
    assert {LIGHT.land, LIGHT.sea, LIGHT.coast, LIGHT.dim, LIGHT.accent} <= colours
    assert at(image, 150, 90) == LIGHT.accent


def test_nothing_is_drawn_outside_of_the_rectangle(qapp):
    image = QImage(SIZE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.magenta)
    painter = QPainter(image)
    paint_locator(painter, QPointF(100, 50), trace_locator(LatLon(48.9, 2.3), (120, 90)), DARK)
    painter.end()
    for x, y in ((99, 90), (220, 90), (150, 49), (150, 140), (0, 0)):
        assert at(image, x, y) == QColor(Qt.GlobalColor.magenta).name()


def test_a_picture_is_as_sharp_as_its_screen(qapp):
    trace = trace_locator(LatLon(48.9, 2.3), (SIZE.width(), SIZE.height()))
    picture = draw_locator(trace, DARK, 2.0)
    assert picture.size() == SIZE * 2
    assert picture.devicePixelRatio() == 2.0
    assert draw_locator(trace, LIGHT, 2.0).toImage() != picture.toImage()


def test_places_seen_before_are_not_drawn_again(qtbot, monkeypatch):
    drawn = []

    def trace(where, size):
        drawn.append(where)
        return trace_locator(where, size)

    monkeypatch.setattr(small_map, "trace_locator", trace)
    locator = Locator(LIGHT)
    qtbot.addWidget(locator)
    locator.resize(SIZE)
    paris, rome = LatLon(48.9, 2.3), LatLon(41.9, 12.5)
    pictures = []
    for where in (paris, rome, paris):
        locator.show_place(where, "a place")
        qtbot.waitUntil(lambda: not locator.pixmap().isNull(), timeout=20_000)
        pictures.append(locator.pixmap().toImage())
    assert drawn == [paris, rome]
    assert pictures[0] == pictures[2] != pictures[1]
    locator.show_place(LatLon(0, 0), "another")
    assert locator.pixmap().isNull(), "the place before does not stay under another's name"
    locator.show_place(rome, "a third, before that one is drawn")
    assert locator.pixmap().toImage() == pictures[1]
    qtbot.waitUntil(lambda: len(drawn) == 3, timeout=20_000)


@pytest.mark.parametrize("size", [(0, 0), (1, 1), (3, 400)])
def test_no_room_is_no_error(qapp, size):
    assert draw_locator(trace_locator(LatLon(0, 0), size), DARK, 1.0).size() == QSize(*size)


@pytest.mark.parametrize("damage", [None, b"no archive"])
def test_a_missing_or_damaged_file_is_said(tmp_path, monkeypatch, damage):
    monkeypatch.setattr(small_map_ground, "find_resources", lambda: tmp_path)
    if damage is not None:
        (tmp_path / "map" / "data").mkdir(parents=True)
        (tmp_path / "map" / "data" / "locator.npz").write_bytes(damage)
    with pytest.raises(PackError, match=r"locator\.npz"):
        load_ground.__wrapped__()
