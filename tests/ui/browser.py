"""What stands in tests where the system's browser would be, which would really open."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Slot


class Browser(QObject):
    """Remembers the addresses that it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())
