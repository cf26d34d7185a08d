"""The photo beside a reference, with one zoom for both."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

_MOST_ZOOM = 16.0
_STEP = 1.25


class PictureView(QWidget):
    """One picture: fits at first, then zoomed with the wheel and moved with the pointer.

    Args:
        name: What it shows, for those who do not see it.
        parent: The widget that it lies in.
    """

    moved = Signal()
    """Zoom or centre changed by the user's hand."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = 1.0
        self.centre = QPointF(0.5, 0.5)
        self._pixmap = QPixmap()
        self._note = ""
        self._dragged_from: QPointF | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(80, 80)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_picture(self, pixmap: QPixmap, note: str = "") -> None:
        """Show another picture, or, without one, a note in its place."""
        self._pixmap, self._note = pixmap, note
        self.update()

    def look_at(self, zoom: float, centre: QPointF) -> None:
        """Zoom and move without saying so.

        Args:
            zoom: 1 fits the picture.
            centre: Point in the middle, in shares of the picture's width and height.
        """
        self.zoom = min(max(zoom, 1.0), _MOST_ZOOM)
        half = 0.5 / self.zoom
        self.centre = QPointF(
            min(max(centre.x(), half), 1 - half), min(max(centre.y(), half), 1 - half)
        )
        self.update()

    def _fitted(self) -> QRectF:
        """Return where the picture lies at zoom 1."""
        size = self._pixmap.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left = (self.width() - size.width()) / 2
        top = (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing
        )
        if self._pixmap.isNull():
            self._paint_card(painter)
            return
        target = self._fitted()
        size = self._pixmap.size()
        width, height = size.width() / self.zoom, size.height() / self.zoom
        source = QRectF(
            self.centre.x() * size.width() - width / 2,
            self.centre.y() * size.height() - height / 2,
            width,
            height,
        )
        painter.drawPixmap(target, self._pixmap, source)
        if self.hasFocus():
            painter.setPen(QColor(self.palette().highlight().color()))
            painter.drawRect(target.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_card(self, painter: QPainter) -> None:
        """Draw the note on a card, where there is no picture."""
        palette = self.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.button())
        painter.drawRoundedRect(self.rect(), 8, 8)
        painter.setPen(palette.windowText().color())
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(12, 12, -12, -12), flags, self._note)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._pixmap.isNull() or not event.angleDelta().y():
            event.ignore()
            return
        self._zoom_about(_STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def _zoom_about(self, factor: float, at: QPointF) -> None:
        """Zoom so that the point under the pointer stays."""
        box = self._fitted()
        offset = QPointF(
            (at.x() - box.center().x()) / max(box.width(), 1),
            (at.y() - box.center().y()) / max(box.height(), 1),
        )
        zoom = min(max(self.zoom * factor, 1.0), _MOST_ZOOM)
        shift = 1 / self.zoom - 1 / zoom
        self.look_at(zoom, self.centre + offset * shift)
        self.moved.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is None:
            return
        box, step = self._fitted(), event.position() - self._dragged_from
        self._dragged_from = event.position()
        shift = QPointF(
            step.x() / max(box.width(), 1) / self.zoom, step.y() / max(box.height(), 1) / self.zoom
        )
        self.look_at(self.zoom, self.centre - shift)
        self.moved.emit()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.look_at(1.0, QPointF(0.5, 0.5))
        self.moved.emit()


class PicturePair(QWidget):
    """Two pictures side by side that zoom and move together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo = PictureView(self.tr("Your photo"))
        self.reference = PictureView(self.tr("Reference photo"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.photo)
        row.addWidget(self.reference)
        self.setFixedHeight(190)
        for one, other in ((self.photo, self.reference), (self.reference, self.photo)):
            one.moved.connect(lambda one=one, other=other: other.look_at(one.zoom, one.centre))

    def reset(self) -> None:
        """Fit both pictures."""
        for view in (self.photo, self.reference):
            view.look_at(1.0, QPointF(0.5, 0.5))
