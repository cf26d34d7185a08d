"""A small map of one place, drawn without a browser."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from g3desktop.domain.geometry import LatLon
from g3desktop.ui.small_map_ground import Plane, View, load_ground
from g3desktop.ui.theme import Tokens

SPAN_DEG = 14.0
"""Degrees of arc along the shorter side: a country of middle size and its neighbours."""

_MOST_TOWNS = 7
_ROOM_FOR_A_TOWN_PX2 = 6000
_MARK_RADIUS_PX = 5.5
_FIELD_PX = 13
_FINEST_PX = 0.5
_HALO_PX = [(x, y) for x in (-1.25, 0, 1.25) for y in (-1.25, 0, 1.25) if x or y]


def draw_locator(where: LatLon, size: QSize, colours: Tokens, ratio: float) -> QImage:
    """Draw the land around a place, in any thread.

    Args:
        where: The place in the middle, marked.
        size: In device-independent pixels.
        colours: The theme.
        ratio: Device pixels in one of those.

    Raises:
        PackError: The map's file is missing or damaged.
    """
    made = QImage(size * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    if made.isNull():
        return made
    made.setDevicePixelRatio(ratio)
    made.fill(QColor(colours.sea))
    painter = QPainter(made)
    paint_locator(painter, QRectF(0, 0, size.width(), size.height()), where, colours)
    painter.end()
    return made


def paint_locator(
    painter: QPainter, rect: QRectF, where: LatLon, colours: Tokens, span_deg: float = SPAN_DEG
) -> None:
    """Draw the land around a place into a rectangle; north is up.

    Args:
        painter: Of any device.
        rect: Where; nothing is drawn outside of it.
        where: The place in the middle, marked.
        colours: The theme.
        span_deg: Degrees of arc along the rectangle's shorter side.

    Raises:
        PackError: The map's file is missing or damaged.
    """
    scale = min(rect.width(), rect.height()) / span_deg
    if scale <= 0:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect)
    _Locator(painter, rect, where, scale, colours).paint()
    painter.restore()


class _Locator:
    """One drawing: the painter, and the way from the plane to pixels.

    Args:
        painter: Already clipped.
        rect: Where.
        where: The place in the middle.
        pixels_per_degree: How close.
        colours: The theme.
    """

    def __init__(
        self,
        painter: QPainter,
        rect: QRectF,
        where: LatLon,
        pixels_per_degree: float,
        colours: Tokens,
    ) -> None:
        self._painter, self._rect, self._colours = painter, rect, colours
        self._scale = np.degrees(pixels_per_degree)
        corner_px = (rect.width() ** 2 + rect.height() ** 2) ** 0.5 / 2
        self._view = View(where, min(180.0, corner_px / pixels_per_degree))

    def paint(self) -> None:
        ground, painter, view = load_ground(), self._painter, self._view
        painter.fillRect(self._rect, QColor(self._colours.sea))
        land, lakes = QPainterPath(), QPainterPath()
        for ring in view.filled(ground.land, ground.land_is_hole):
            land.addPolygon(self._polygon(ring, closed=True))
        for ring in view.filled(ground.lakes):
            lakes.addPolygon(self._polygon(ring, closed=True))
        painter.fillPath(land, QColor(self._colours.land))
        painter.fillPath(lakes, QColor(self._colours.sea))
        self._stroke(land, 0.9)
        self._stroke(lakes, 0.6)
        borders = QPainterPath()
        for line in view.stroked(ground.borders):
            borders.addPolygon(self._polygon(line))
        self._stroke(borders, 1.3)
        self._paint_towns()
        self._paint_mark()

    def _polygon(self, plane: Plane, *, closed: bool = False) -> QPolygonF:
        pixels = self._pixels(plane)
        # Points that fall on the one before cost time and show nothing.
        steps = np.rint(pixels / _FINEST_PX)
        kept = np.append(True, np.any(steps[1:] != steps[:-1], axis=1))
        points = [QPointF(x, y) for x, y in pixels[kept].tolist()]
        if closed:
            points.append(points[0])
        return QPolygonF(points)

    def _pixels(self, plane: Plane) -> Plane:
        middle = self._rect.center()
        pixels: Plane = plane * (self._scale, -self._scale) + (middle.x(), middle.y())
        return pixels

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
        for name, at in self._towns():
            if len(taken) > min(_MOST_TOWNS, room):
                return
            box = self._free_place(at, metrics.horizontalAdvance(name), metrics.height(), taken)
            if box is not None:
                taken.append(box.united(QRectF(at.x() - 3, at.y() - 3, 6, 6)))
                self._write(name, box, font, metrics)
                self._dot(at, 1.8, self._colours.dim)

    def _towns(self) -> Iterator[tuple[str, QPointF]]:
        ground = load_ground()
        seen, plane = self._view.points(ground.towns)
        for index, (x, y) in zip(seen.tolist(), self._pixels(plane).tolist(), strict=True):
            if self._rect.contains(x, y):
                yield ground.town_names[index], QPointF(x, y)

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
