"""A small map of one place, drawn without a browser.

What costs time is found first, by `trace_locator`, which knows no Qt: PySide's own points, made by
the thousand in another thread while the window draws, end the process now and then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import cast

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)
from shiboken6 import Shiboken

from g3desktop.domain.geometry import LatLon
from g3desktop.ui.small_map_ground import Plane, View, load_ground
from g3desktop.ui.theme import Tokens

SPAN_DEG = 14.0
"""Degrees of arc along the shorter side: a country of middle size and its neighbours."""

_MOST_TOWNS = 7
_TOWNS_TRIED = 200
_ROOM_FOR_A_TOWN_PX2 = 6000
_MARK_RADIUS_PX = 5.5
_FIELD_PX = 13
_FINEST_PX = 0.5
_HALO_PX = [(x, y) for x in (-1.25, 0, 1.25) for y in (-1.25, 0, 1.25) if x or y]


@dataclass(frozen=True, slots=True)
class Trace:
    """What lies around a place, in device-independent pixels from a picture's upper left corner.

    Attributes:
        size: Width and height of the picture; the place is in its middle.
        land: Closed rings of points, shape (n, 2) each; which way they run tells land from holes.
        lakes: The same.
        borders: Lines of points.
        towns: Names and places, the greatest first.
    """

    size: tuple[float, float]
    land: tuple[Plane, ...]
    lakes: tuple[Plane, ...]
    borders: tuple[Plane, ...]
    towns: tuple[tuple[str, float, float], ...]


def trace_locator(where: LatLon, size: tuple[float, float], span_deg: float = SPAN_DEG) -> Trace:
    """Find what lies around a place; may be called in any thread.

    Args:
        where: The place in the middle.
        size: Width and height of the picture, device-independent pixels.
        span_deg: Degrees of arc along its shorter side.

    Raises:
        PackError: The map's file is missing or damaged.
    """
    width, height = size
    if min(size) <= 0:
        return Trace(size, (), (), (), ())
    ground = load_ground()
    pixels_per_degree = min(size) / span_deg
    view = View(where, min(180.0, np.hypot(width, height) / 2 / pixels_per_degree))
    scale = np.degrees(pixels_per_degree)

    def pixels(plane: Plane) -> Plane:
        there: Plane = plane * (scale, -scale) + (width / 2, height / 2)
        return there

    def lines(planes: Iterable[Plane], *, closed: bool) -> tuple[Plane, ...]:
        return tuple(_thinned(pixels(plane), closed=closed) for plane in planes)

    seen, plane = view.points(ground.towns)
    towns = (
        (ground.town_names[index], x, y)
        for index, (x, y) in zip(seen.tolist(), pixels(plane).tolist(), strict=True)
        if 0 <= x <= width and 0 <= y <= height
    )
    return Trace(
        size,
        lines(view.filled(ground.land, ground.land_is_hole), closed=True),
        lines(view.filled(ground.lakes), closed=True),
        lines(view.stroked(ground.borders), closed=False),
        tuple(islice(towns, _TOWNS_TRIED)),
    )


def _thinned(pixels: Plane, *, closed: bool) -> Plane:
    """Leave out points that fall on the one before: they cost time and show nothing."""
    steps = np.rint(pixels / _FINEST_PX)
    kept = pixels[np.append(True, np.any(steps[1:] != steps[:-1], axis=1))]
    return np.concatenate([kept, kept[:1]]) if closed else kept


def draw_locator(trace: Trace, colours: Tokens, ratio: float) -> QPixmap:
    """Draw the land around a place, and the place.

    Args:
        trace: What lies there, and how large the picture is.
        colours: The theme.
        ratio: Device pixels in a device-independent one.
    """
    size = QSize(*map(round, trace.size))
    made = QPixmap(size * ratio)
    if made.isNull():
        return made
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(colours.sea))
    painter = QPainter(made)
    paint_locator(painter, QPointF(0, 0), trace, colours)
    painter.end()
    return made


def paint_locator(painter: QPainter, corner: QPointF, trace: Trace, colours: Tokens) -> None:
    """Draw the land around a place; north is up.

    Args:
        painter: Of any device.
        corner: Where the picture's upper left corner lies; nothing is drawn outside of it.
        trace: What lies there, and how large the picture is.
        colours: The theme.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(corner)
    _Locator(painter, trace, colours).paint()
    painter.restore()


class _Locator:
    """One drawing.

    Args:
        painter: Its origin is the picture's upper left corner.
        trace: What is drawn.
        colours: The theme.
    """

    def __init__(self, painter: QPainter, trace: Trace, colours: Tokens) -> None:
        self._painter, self._trace, self._colours = painter, trace, colours
        self._rect = QRectF(0, 0, *trace.size)

    def paint(self) -> None:
        painter, trace, colours = self._painter, self._trace, self._colours
        painter.setClipRect(self._rect)
        painter.fillRect(self._rect, QColor(colours.sea))
        land, lakes, borders = map(_path_of, (trace.land, trace.lakes, trace.borders))
        painter.fillPath(land, QColor(colours.land))
        painter.fillPath(lakes, QColor(colours.sea))
        self._stroke(land, 0.9)
        self._stroke(lakes, 0.6)
        self._stroke(borders, 1.3)
        self._paint_towns()
        self._paint_mark()

    def _stroke(self, path: QPainterPath, width: float) -> None:
        pen = QPen(QColor(self._colours.coast), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._painter.strokePath(path, pen)

    def _paint_towns(self) -> None:
        """Name the greatest towns that there is room for, around the place and not under it."""
        font = QFont(QGuiApplication.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        metrics = QFontMetricsF(font)
        middle = self._rect.center()
        taken = [
            QRectF(middle.x() - _FIELD_PX, middle.y() - _FIELD_PX, 2 * _FIELD_PX, 2 * _FIELD_PX)
        ]
        room = self._rect.width() * self._rect.height() / _ROOM_FOR_A_TOWN_PX2
        for name, x, y in self._trace.towns:
            at = QPointF(x, y)
            if len(taken) > min(_MOST_TOWNS, room):
                return
            box = self._free_place(at, metrics.horizontalAdvance(name), metrics.height(), taken)
            if box is not None:
                taken.append(box.united(QRectF(at.x() - 3, at.y() - 3, 6, 6)))
                self._write(name, box, font, metrics)
                self._dot(at, 1.8, self._colours.dim)

    def _free_place(
        self, at: QPointF, width: float, height: float, taken: list[QRectF]
    ) -> QRectF | None:
        """Return where a name fits beside its town, or None."""
        inner = self._rect.adjusted(4, 2, -4, -2)
        for x in (at.x() + 5, at.x() - 5 - width):
            box = QRectF(x, at.y() - height / 2, width, height)
            whole = box.united(QRectF(at.x() - 3, at.y() - 3, 6, 6))
            if inner.contains(box) and not any(whole.intersects(other) for other in taken):
                return box
        return None

    def _write(self, name: str, box: QRectF, font: QFont, metrics: QFontMetricsF) -> None:
        at = QPointF(box.left(), box.top() + metrics.ascent())
        self._painter.setFont(font)
        self._painter.setPen(QColor(self._colours.land))
        for x, y in _HALO_PX:
            self._painter.drawText(at + QPointF(x, y), name)
        self._painter.setPen(QColor(self._colours.dim))
        self._painter.drawText(at, name)

    def _dot(self, at: QPointF, radius: float, colour: str) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(colour))
        self._painter.drawEllipse(at, radius, radius)

    def _paint_mark(self) -> None:
        middle, colours = self._rect.center(), self._colours
        glow = QColor(colours.accent)
        glow.setAlpha(64)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(glow)
        self._painter.drawEllipse(middle, _MARK_RADIUS_PX + 5, _MARK_RADIUS_PX + 5)
        self._painter.setBrush(QColor(colours.accent))
        self._painter.setPen(QPen(QColor(colours.panel), 1.75))
        self._painter.drawEllipse(middle, _MARK_RADIUS_PX, _MARK_RADIUS_PX)


def _path_of(lines: Iterable[Plane]) -> QPainterPath:
    path = QPainterPath()
    for line in lines:
        polygon = QPolygonF()
        polygon.resize(len(line))
        # Its memory holds pairs of doubles: written at once, and not point by point.
        memory = _memory_at(polygon.data(), line.nbytes, True)  # noqa: FBT003, its own signature
        np.frombuffer(memory, dtype=np.float64).reshape(-1, 2)[:] = line
        path.addPolygon(polygon)
    return path


# The library's stub knows addresses alone.
_memory_at = cast("Callable[[QPointF, int, bool], memoryview[int]]", Shiboken.VoidPtr)
