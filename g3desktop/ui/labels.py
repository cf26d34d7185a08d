"""Labels for text that comes from files, galleries and models: none of it is markup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy
from typing_extensions import override

from g3desktop.ui.photo_list import tooltip

_LEAST_CHARACTERS = 8


def plain_label(
    role: str = "", text: str = "", *, wrap: bool = True, selectable: bool = False
) -> QLabel:
    """Return a label that shows its text as it is.

    Args:
        role: What the style sheet knows it by.
        text: What it shows.
        wrap: Whether long text goes on in the next line.
        selectable: Whether the text can be marked and copied, by mouse and by keyboard.
    """
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    if role:
        label.setProperty("role", role)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class OneLineLabel(QLabel):
    """A line of text as it is, whose middle is left out where there is no room for all of it.

    A long name would make the window as wide as itself. The tooltip has the whole text, unless it
    was given something else to say.

    Args:
        role: What the style sheet knows it by.
    """

    def __init__(self, role: str) -> None:
        super().__init__()
        self._whole = self._tip = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    @override
    def text(self) -> str:
        return self._whole

    @override
    def setText(self, text: str) -> None:
        if text == self._whole:
            return
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    @override
    def setToolTip(self, tip: str) -> None:
        self._tip = tip
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        shown, hint = super().text(), super().sizeHint()
        more = self._width(self._whole) - self._width(shown)
        return QSize(hint.width() + more, hint.height())

    @override
    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        least = _LEAST_CHARACTERS * self.fontMetrics().averageCharWidth()
        return QSize(min(hint.width(), least), hint.height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text)

    def _fit(self) -> None:
        # What the label adds around its text, such as an indent of the style.
        around = super().sizeHint().width() - self._width(super().text())
        room = max(self.width() - around, 0)
        fits = self._width(self._whole) <= room
        middle = Qt.TextElideMode.ElideMiddle
        shown = self._whole if fits else self.fontMetrics().elidedText(self._whole, middle, room)
        super().setToolTip(self._tip or ("" if fits else tooltip(self._whole)))
        super().setText(shown)
