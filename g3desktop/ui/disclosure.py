"""A line that opens to show more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from g3desktop.ui.replies import Passage
from g3desktop.ui.theme import tabular_font

_MOST_LINES = 24


class _Passages(QPlainTextEdit):
    """Text as high as it is, up to a point."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        # By keyboard too: it takes the focus, shows a cursor, and copies.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Write passages anew, at the place that is read now."""
        scrolled = self.verticalScrollBar().value()
        self.clear()
        head = QTextCharFormat()
        head.setFontWeight(QFont.Weight.DemiBold)
        body = QTextCharFormat()
        body.setFontFamilies(tabular_font().families())
        cursor = QTextCursor(self.document())
        for number, passage in enumerate(passages):
            # Inserted as text: a reply may hold anything, markup too.
            if number:
                cursor.insertText("\n", body)
            if passage.head:
                cursor.insertText(passage.head + "\n", head)
            cursor.insertText(passage.body, body)
        self.verticalScrollBar().setValue(scrolled)

    @override
    def sizeHint(self) -> QSize:
        line = QFontMetrics(self.font()).lineSpacing()
        lines = min(max(round(self.document().size().height()), 2), _MOST_LINES)
        return QSize(12 * line, lines * line + 24)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())


class Disclosure(QWidget):
    """A title that opens to show text, as it is.

    Args:
        parent: The widget that it lies in.
    """

    opened = Signal(bool)
    """Whether it is open now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passages: tuple[Passage, ...] = ()
        self._button = QToolButton()
        self._button.setProperty("role", "fold")
        self._button.setCheckable(True)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._text = _Passages()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._button)
        column.addWidget(self._text)
        self._button.toggled.connect(self._open)
        self._open(opened=False)

    @property
    def is_open(self) -> bool:
        """Whether its text is shown."""
        return self._button.isChecked()

    def open(self) -> None:
        """Show the text, and give the title the focus."""
        self._button.setChecked(True)
        self._button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_passages(self, title: str, passages: Sequence[Passage]) -> None:
        """Show a title, and behind it a text."""
        self._button.setText(title)
        self._button.setAccessibleName(title)
        self._text.setAccessibleName(title)
        if self._passages != tuple(passages):
            self._passages = tuple(passages)
            self._text.show_passages(passages)

    def _open(self, opened: bool) -> None:  # noqa: FBT001, Qt calls it so
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        if not opened and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            arrow = Qt.ArrowType.LeftArrow
        self._button.setArrowType(arrow)
        self._button.setAccessibleDescription(self.tr("open") if opened else self.tr("closed"))
        self._text.setVisible(opened)
        self.opened.emit(opened)
