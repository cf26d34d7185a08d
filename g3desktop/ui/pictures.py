"""The photo and a reference, each in a frame, with one zoom for both."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

MOST_ZOOM = 16.0
_STEP = 1.25
_PAN_SHARE = 0.15
"""How much of what is seen an arrow key moves."""

_RADIUS_PX = 8


@dataclass(frozen=True, slots=True)
class Look:
    """Which part of a picture is seen.

    Attributes:
        zoom: 1 shows all of it.
        x: Point in the middle, in shares of the picture's width.
        y: The same of its height.
    """

    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5


WHOLE = Look()


class PictureView(QLabel):
    """One picture: all of it at first; then zoomed with wheel or keys, moved by hand or arrows.

    It is a label because assistive programs know a label with a picture as a picture.

    Args:
        name: What it shows, for those who do not see it.
        parent: The widget that it lies in.
    """

    looked = Signal(object)
    """The `Look` that the user wants."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = WHOLE
        self._pixmap = QPixmap()
        self._fitted = QPixmap()
        self._ground = QColor()
        self._dragged_from: QPointF | None = None
        self._is_meant = False
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setToolTip(
            self.tr(
                "Wheel, + and - zoom; dragging and arrow keys move; 0 and a double click show all."
            )
        )

    @property
    def look(self) -> Look:
        """What is seen of the picture."""
        return self._look

    @property
    def aspect(self) -> float:
        """Width over height; 4 to 3 where there is no picture yet."""
        size = self._pixmap.size()
        return size.width() / size.height() if size.height() else 4 / 3

    def show_picture(self, pixmap: QPixmap, description: str) -> None:
        """Show another picture.

        Args:
            pixmap: The picture; an empty one leaves the frame empty.
            description: What is known of it, for those who do not see it.
        """
        if pixmap.cacheKey() != self._pixmap.cacheKey():
            self._pixmap, self._fitted = pixmap, QPixmap()
            # The label draws nothing of it: this tells assistive programs that here is a picture.
            self.setPixmap(pixmap)
        self.setAccessibleDescription(description)
        self.update()

    def set_ground(self, colour: str) -> None:
        """Fill what the picture leaves free."""
        self._ground = QColor(colour)
        self.update()

    def look_at(self, look: Look) -> None:
        """Show another part, without saying so."""
        self._look = look
        self.update()

    def forget_pointer(self) -> None:
        """Take the wheel for a scroll of the page until the pointer moves over the picture."""
        self._is_meant = False

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom so that a point of the frame, its middle by default, shows what it showed."""
        box, point = self.frame(), at or QPointF(self.rect().center())
        if self._pixmap.isNull() or not box.width() or not box.height():
            return
        zoom = min(max(self._look.zoom * factor, 1.0), MOST_ZOOM)
        grown = box.size() * (zoom / self._look.zoom)
        x = (point.x() - box.x()) / box.width() + (self.width() / 2 - point.x()) / grown.width()
        y = (point.y() - box.y()) / box.height() + (self.height() / 2 - point.y()) / grown.height()
        self._want(self._bounded(Look(zoom, x, y), grown))

    def move_by(self, step: QPointF) -> None:
        """Move the picture by pixels, as far as it goes."""
        box = self.frame()
        if box.width() and box.height():
            seen = self._bounded(self._look, box.size())
            moved = Look(
                seen.zoom, seen.x - step.x() / box.width(), seen.y - step.y() / box.height()
            )
            self._want(self._bounded(moved, box.size()))

    def fit(self) -> None:
        """Show all of the picture."""
        self._want(WHOLE)

    def frame(self) -> QRectF:
        """Return where the whole picture lies, in pixels of this widget and beyond."""
        size = QSizeF(self._pixmap.size())
        size.scale(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        size *= self._look.zoom
        seen = self._bounded(self._look, size)
        left = self.width() / 2 - seen.x * size.width()
        top = self.height() / 2 - seen.y * size.height()
        return QRectF(QPointF(left, top), size)

    def _bounded(self, look: Look, size: QSizeF) -> Look:
        """Keep a picture of this size over the frame, or, where it is smaller, in its middle."""

        def bound(share: float, whole: float, seen: float) -> float:
            half = seen / 2 / whole if whole > seen else 0.5
            return min(max(share, half), 1 - half)

        return Look(
            look.zoom,
            bound(look.x, size.width(), self.width()),
            bound(look.y, size.height(), self.height()),
        )

    def _want(self, look: Look) -> None:
        if look != self._look:
            self.look_at(look)
            self.looked.emit(look)

    @override
    def sizeHint(self) -> QSize:
        # Not the picture's own: it takes what room there is.
        return QSize(120, 90)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, 60)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing
        )
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), _RADIUS_PX, _RADIUS_PX)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), self._ground)
        if not self._pixmap.isNull():
            box = self.frame()
            picture = self._fit_once(box) if self._look.zoom == 1.0 else self._pixmap
            painter.drawPixmap(box, picture, QRectF(picture.rect()))
        if self.hasFocus():
            # Half of this line is clipped away.
            painter.setPen(QPen(self.palette().highlight().color(), 4))
            painter.drawPath(shape)

    def _fit_once(self, box: QRectF) -> QPixmap:
        """Return the picture at the size at which it is seen: scaled once, and better."""
        ratio = self.devicePixelRatioF()
        size = (box.size() * ratio).toSize()
        if size.width() >= self._pixmap.width():
            return self._pixmap
        if self._fitted.size() != size:
            self._fitted = self._pixmap.scaled(
                size,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        return self._fitted

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        out_of_all = turned < 0 and self._look.zoom == 1.0
        if self._pixmap.isNull() or not turned or out_of_all or not self._is_meant:
            # The page scrolls on; a picture that comes under the pointer then does not catch it.
            event.ignore()
            return
        self.zoom_by(_STEP ** (turned / 120), event.position())
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = QPointF(self.width() * _PAN_SHARE, self.height() * _PAN_SHARE)
        moves = {
            Qt.Key.Key_Left: QPointF(step.x(), 0),
            Qt.Key.Key_Right: QPointF(-step.x(), 0),
            Qt.Key.Key_Up: QPointF(0, step.y()),
            Qt.Key.Key_Down: QPointF(0, -step.y()),
        }
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / _STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in moves and self._look.zoom > 1.0:
            self.move_by(moves[key])
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_meant = True
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._is_meant = True
        if self._dragged_from is not None:
            step = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self.move_by(step)

    @override
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragged_from = None

    @override
    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.fit()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How two pictures share a room.

    Attributes:
        stacked: One above the other, else side by side.
        heights: Of the frames, in pixels.
        widths: Shares of the room's width, where they lie side by side.
    """

    stacked: bool
    heights: tuple[int, int]
    widths: tuple[int, int]


_STACK_GAIN = 1.3
"""Side by side is easier to compare: stacking must show this much more of the pictures."""

_ASPECTS = (0.6, 2.0)
"""Frames of pictures narrower or wider than this leave something free."""


def arrange(aspects: tuple[float, float], width_px: int, room_px: int, gap_px: int) -> Arrangement:
    """Find how two pictures are seen largest.

    Args:
        aspects: Width over height of each.
        width_px: What there is from left to right.
        room_px: Height that both may take, one above the other or not.
        gap_px: Between them.
    """
    first, second = (min(max(one, _ASPECTS[0]), _ASPECTS[1]) for one in aspects)
    beside = max(min((width_px - gap_px) / (first + second), room_px), 1)
    heights = (width_px / first, width_px / second)
    shrink = min(1.0, (room_px - gap_px) / sum(heights))
    high, low = (max(height * shrink, 1) for height in heights)
    area_stacked = high**2 * first + low**2 * second
    if area_stacked > _STACK_GAIN * beside**2 * (first + second):
        return Arrangement(stacked=True, heights=(round(high), round(low)), widths=(1, 1))
    widths = (round(1000 * first), round(1000 * second))
    return Arrangement(stacked=False, heights=(round(beside), round(beside)), widths=widths)
