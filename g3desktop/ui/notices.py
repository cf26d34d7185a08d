"""Sentences that the user must see: they stay until they are put away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from g3desktop.ui.photo_list import one_line

_MOST = 50


class NoticeBar(QFrame):
    """The latest of the sentences that nobody has put away; hidden where there is none.

    Args:
        parent: The widget that it lies in.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[str] = []
        self.setProperty("role", "alert")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 10, 6)
        row.setSpacing(12)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._count = QLabel()
        self._count.setProperty("role", "dim")
        close = QPushButton(self.tr("Dismiss"))
        close.clicked.connect(self.dismiss)
        row.addWidget(self._text, 1)
        row.addWidget(self._count)
        row.addWidget(close)
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """What has not been put away, the latest last."""
        return tuple(self._lines)

    def tell(self, line: str) -> None:
        """Show a sentence, above those that stand there."""
        shown = one_line(line)
        if shown in self._lines:
            self._lines.remove(shown)
        self._lines = [*self._lines, shown][-_MOST:]
        self._show_latest()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def dismiss(self) -> None:
        """Put the latest sentence away; the one before it shows."""
        if self._lines:
            self._lines.pop()
        self._show_latest()

    def _show_latest(self) -> None:
        self._text.setText(self._lines[-1] if self._lines else "")
        others = len(self._lines) - 1
        self._count.setText(self.tr("%n more", "", others) if others > 0 else "")
        self.setVisible(bool(self._lines))
