"""Drawn things of the welcome page: a photo that finds its place, and marks for what is there."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from g3desktop.ui.labels import plain_label
from g3desktop.ui.theme import Tokens

MarkState = Literal["there", "absent", "waiting", "failed"]

_SKETCH = QSize(250, 118)
"""The drawing's own units; it grows with the font."""


def _mix(colour: str, ground: str, share: float) -> QColor:
    """Return a colour laid over another one."""
    over, under = QColor(colour), QColor(ground)
    return QColor.fromRgbF(
        share * over.redF() + (1 - share) * under.redF(),
        share * over.greenF() + (1 - share) * under.greenF(),
        share * over.blueF() + (1 - share) * under.blueF(),
    )


class Sketch(QWidget):
    """A photo, and the place on a globe that it comes from.

    Args:
        colours: The theme's.
        parent: The widget that it lies in.
    """

    def __init__(self, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # It says nothing that words do not, and a click on it is one on what it lies in.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._colours = colours
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return _SKETCH * (self.fontMetrics().height() / 15)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_SKETCH.width() // 2, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / _SKETCH.width(), self.height() / _SKETCH.height())
        painter.translate(self.width() / 2, self.height() / 2)
        painter.scale(scale, scale)
        painter.translate(-_SKETCH.width() / 2, -_SKETCH.height() / 2)
        self._draw_globe(painter, QPointF(186, 66), 44)
        self._draw_way(painter)
        self._draw_pin(painter, QPointF(182, 58))
        self._draw_photo(painter, angle=7, is_behind=True)
        self._draw_photo(painter, angle=-5, is_behind=False)

    def _draw_globe(self, painter: QPainter, centre: QPointF, radius: float) -> None:
        colours = self._colours
        painter.setPen(QPen(QColor(colours.coast), 1.2))
        painter.setBrush(QColor(colours.sea))
        painter.drawEllipse(centre, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_mix(colours.coast, colours.sea, 0.55), 0.9))
        for share in (0.38, 0.78):
            painter.drawEllipse(centre, radius * share, radius)
        for share in (-0.5, 0.0, 0.5):
            half = radius * (1 - share**2) ** 0.5
            y = centre.y() + radius * share
            painter.drawLine(QPointF(centre.x() - half, y), QPointF(centre.x() + half, y))

    def _draw_way(self, painter: QPainter) -> None:
        way = QPainterPath(QPointF(110, 38))
        way.cubicTo(QPointF(128, 6), QPointF(160, 4), QPointF(178, 24))
        pen = QPen(QColor(self._colours.faint), 1.6, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([0.5, 3.0])
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(way)

    def _draw_pin(self, painter: QPainter, tip: QPointF) -> None:
        x, y, radius = tip.x(), tip.y(), 11.0
        pin = QPainterPath(tip)
        pin.cubicTo(x - 3, y - 8, x - radius, y - 12, x - radius, y - 19)
        pin.arcTo(QRectF(x - radius, y - 19 - radius, 2 * radius, 2 * radius), 180, -180)
        pin.cubicTo(x + radius, y - 12, x + 3, y - 8, x, y)
        painter.setPen(QPen(QColor(self._colours.panel), 1.5))
        painter.setBrush(QColor(self._colours.accent))
        painter.drawPath(pin)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.on_accent))
        painter.drawEllipse(QPointF(x, y - 19), 4, 4)

    def _draw_photo(self, painter: QPainter, *, angle: float, is_behind: bool) -> None:
        colours = self._colours
        painter.save()
        painter.translate(70, 64)
        painter.rotate(angle)
        painter.setPen(QPen(QColor(colours.coast), 1))
        painter.setBrush(QColor(colours.raised if is_behind else colours.panel))
        painter.drawRoundedRect(QRectF(-52, -38, 104, 76), 4, 4)
        if not is_behind:
            self._draw_view(painter, QRectF(-47, -33, 94, 66))
        painter.restore()

    def _draw_view(self, painter: QPainter, frame: QRectF) -> None:
        """Draw what the photo shows: a sun over two hills."""
        colours = self._colours
        clip = QPainterPath()
        clip.addRoundedRect(frame, 2, 2)
        painter.setClipPath(clip)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(frame, _mix(colours.reference, colours.panel, 0.28))
        painter.setBrush(_mix(colours.working, colours.panel, 0.75))
        painter.drawEllipse(QPointF(22, -14), 8, 8)
        for share, start, peaks in (
            (0.45, 10.0, ((-20.0, -26.0), (4.0, 14.0), (24.0, -4.0), (50.0, 16.0))),
            (0.85, 22.0, ((-30.0, 8.0), (-6.0, 24.0), (26.0, 4.0), (50.0, 22.0))),
        ):
            hill = QPainterPath(QPointF(frame.left(), frame.bottom()))
            hill.lineTo(frame.left(), start)
            for x, y in peaks:
                hill.lineTo(x, y)
            hill.lineTo(frame.bottomRight())
            painter.setBrush(_mix(colours.accent, colours.panel, share))
            painter.drawPath(hill)


class Invitation(QFrame):
    """The drawing in a dashed frame, which says that photos can be dropped; a click chooses some.

    Args:
        colours: The theme's.
        parent: The widget that it lies in.
    """

    pressed = Signal()
    """It was clicked."""

    def __init__(self, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._sketch = Sketch(colours)
        label = plain_label("dim")
        label.setText(self.tr("Drop photos or folders anywhere in this window"))
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 14)
        column.setSpacing(10)
        column.addWidget(self._sketch)
        column.addWidget(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._colours = colours
        self._sketch.set_colours(colours)
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(self._colours.background))
        pen = QPen(QColor(self._colours.coast), 1.2, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)


class Mark(QWidget):
    """Says by shape and colour whether a thing is there; the words beside it say it too.

    Args:
        colours: The theme's.
        parent: The widget that it lies in.
    """

    def __init__(self, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self.state: MarkState = "waiting"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_state(self, state: MarkState) -> None:
        """Draw another mark."""
        self.state = state
        self.update()

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._colours = colours
        self.update()

    @override
    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height()
        return QSize(side, side + 4)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width() / 2, self.height() / 2)
        scale = self.width() / 16
        painter.scale(scale, scale)
        draw = {
            "there": self._draw_tick,
            "absent": self._draw_ring,
            "waiting": self._draw_dots,
            "failed": self._draw_warning,
        }
        draw[self.state](painter)

    def _draw_tick(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.accent))
        painter.drawEllipse(QPointF(0, 0), 7, 7)
        painter.setPen(
            QPen(
                QColor(self._colours.on_accent),
                1.8,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([QPointF(-3, 0.4), QPointF(-0.8, 2.6), QPointF(3.2, -2.2)])

    def _draw_ring(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._colours.faint), 1.5))
        painter.drawEllipse(QPointF(0, 0), 6.2, 6.2)

    def _draw_dots(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colours.working))
        for x in (-5, 0, 5):
            painter.drawEllipse(QPointF(x, 0), 1.7, 1.7)

    def _draw_warning(self, painter: QPainter) -> None:
        painter.setPen(
            QPen(
                QColor(self._colours.failure),
                1.5,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        painter.drawPolygon([QPointF(0, -6.5), QPointF(7, 5.5), QPointF(-7, 5.5)])
        painter.drawLine(QPointF(0, -2.2), QPointF(0, 1.4))
        painter.drawPoint(QPointF(0, 3.6))
