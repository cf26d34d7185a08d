"""The moment when a window is first seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QWidget

_INTERVAL_MS = 5
_UNSEEN_MS = 1000
"""A window that starts minimised, or where no screen tells of it, is waited for no longer."""


class FirstPicture(QObject):
    """Calls something, once, when a window has been drawn for the first time.

    What is loaded before then, in whatever thread, would only be in the picture's way. The window
    is asked, and no event filter set: PySide 6.11 crashes where one meets another part's fault.

    Args:
        window: It is about to be shown; it owns this object.
        then: What is called.
    """

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        self._since = QElapsedTimer()
        self._since.start()
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        handle = self._window.windowHandle()
        if (handle is not None and handle.isExposed()) or self._since.hasExpired(_UNSEEN_MS):
            self._timer.stop()
            self.deleteLater()
            self._then()
