"""The pointer in tests: what comes to a widget when it moves, no button held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget


def move_pointer(widget: QWidget, at: QPoint) -> None:
    """Move over a widget.

    `QTest.mouseMove` would hold the button that the last test pressed.
    """
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(widget.mapToGlobal(at)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def enter(widget: QWidget) -> None:
    """Come over a widget, to its middle."""
    at = QPointF(widget.rect().center())
    QApplication.sendEvent(widget, QEnterEvent(at, at, widget.mapToGlobal(at)))


def leave(widget: QWidget) -> None:
    """Leave a widget."""
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
