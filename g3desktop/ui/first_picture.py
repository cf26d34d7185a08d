"""The moment when a window is first seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from typing_extensions import override

_UNSEEN_MS = 1000
"""A window that starts minimised, or where no screen tells of it, is waited for no longer."""


class FirstPicture(QObject):
    """Calls something, once, when a window has been drawn for the first time.

    What is loaded before then, in whatever thread, would only be in the picture's way.

    Args:
        window: It is about to be shown; it owns this object.
        then: What is called.
    """

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        self._unseen = QTimer(self, interval=_UNSEEN_MS, singleShot=True)
        self._unseen.timeout.connect(self._end)
        self._unseen.start()
        window.winId()  # makes the system's window, which hears of it
        window.windowHandle().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose:
            watched.removeEventFilter(self)
            self._unseen.stop()
            # The picture is drawn when this event has been dealt with, and on the screen when what
            # waits by then is done.
            QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self._end))
        return False

    def _end(self) -> None:
        self.deleteLater()
        self._then()
