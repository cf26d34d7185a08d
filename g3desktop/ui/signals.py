"""Signals of the system, heard while Qt waits for something else."""

from __future__ import annotations

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication, QWidget

from g3desktop.domain.errors import CancelledError


class Signals(QObject):
    """Closes the window as a user would when the process is told to stop.

    Python hears of a signal only when it runs, which it does not while Qt waits; so the system's
    part of it writes to a socket that Qt watches.

    Args:
        window: What is closed.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._is_told = False
        self._ours, self._theirs = socket.socketpair()
        for end in (self._ours, self._theirs):
            end.settimeout(0)
        self._watch = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._watch.activated.connect(self._hear)
        self._before = {}
        for name in (signal.SIGINT, signal.SIGTERM):
            self._before[name] = signal.signal(name, lambda *_: None)
        self._wakeup = signal.set_wakeup_fd(self._theirs.fileno())

    def __enter__(self) -> Signals:
        return self

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(self._wakeup)
        for name, before in self._before.items():
            signal.signal(name, before)
        self._watch.setEnabled(False)
        self._ours.close()
        self._theirs.close()

    def check(self) -> None:
        """See whether the window was closed by its user.

        Raises:
            CancelledError: It was a signal.
        """
        if self._is_told:
            raise CancelledError

    def _hear(self) -> None:
        if set(self._ours.recv(64)) & {signal.SIGINT, signal.SIGTERM}:
            self._is_told = True
            self._window.close()
            QApplication.quit()
