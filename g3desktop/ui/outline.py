"""The line around what is pointed at, in a list or on the map."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_WIDTH_PX = 1.5
_RING_PX = 2
"""What a ring around what is chosen or has the focus takes."""


def paint_outline(
    painter: QPainter, box: QRectF, colour: str, radius_px: int = 6, *, ringed: bool = False
) -> None:
    """Draw a thin line with round corners just within a box, or within a ring that it has."""
    inset = _WIDTH_PX / 2 + (_RING_PX if ringed else 0)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour), _WIDTH_PX))
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius_px, radius_px)
    painter.restore()


class Outline(QWidget):
    """Lies over a widget, takes no clicks, and moves nothing when it comes and goes.

    Args:
        around: What it lies over.
        colour: Of the line.
        radius_px: Of the corners.
    """

    def __init__(self, around: QWidget, colour: str, radius_px: int) -> None:
        super().__init__(around)
        self._around, self._colour, self._radius_px = around, colour, radius_px
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        around.installEventFilter(self)

    def set_colour(self, colour: str) -> None:
        """Draw in another theme."""
        self._colour = colour
        self.update()

    @override
    def setVisible(self, visible: bool) -> None:
        if visible:
            self.setGeometry(self._around.rect())
            self.raise_()
        super().setVisible(visible)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._around.rect())
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_outline(painter, QRectF(self.rect()), self._colour, self._radius_px)
