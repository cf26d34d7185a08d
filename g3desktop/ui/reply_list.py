"""What the model said, with the reply marked that was chosen on the map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit, QWidget
from typing_extensions import override

from g3desktop.ui.disclosure import Disclosure
from g3desktop.ui.replies import Passage
from g3desktop.ui.theme import Tokens


class ReplyList(Disclosure):
    """Replies of the model behind a line, of which one can be marked.

    Args:
        colours: The theme's.
        parent: The widget that it lies in.
    """

    def __init__(self, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._marked = ""

    @property
    def marked(self) -> str:
        """The marked reply, by its mark on the map; "" for none."""
        return self._marked

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._colours = colours
        self._paint_mark()

    @override
    def show_passages(self, title: str, passages: Sequence[Passage]) -> None:
        super().show_passages(title, passages)
        if all(passage.mark != self._marked for passage in passages):
            self._marked = ""
        self._paint_mark()

    def mark(self, mark: str) -> bool:
        """Mark the reply with this mark, and tell whether there is one; "" marks none."""
        is_here = any(mark and passage.mark == mark for passage in self._passages)
        self._marked = mark if is_here else ""
        self._paint_mark()
        return is_here

    def unfold_marked(self) -> None:
        """Show the text at the marked reply, and leave the focus where it is."""
        self._button.setChecked(True)
        if (marked := self._cursor()) is not None:
            # What is read on from here by keyboard starts at the reply.
            start = QTextCursor(marked)
            start.setPosition(marked.selectionStart())
            self._text.setTextCursor(marked)
            self._text.setTextCursor(start)

    def box_of_marked(self) -> QRect:
        """Return where the marked reply's first line is, once all is laid out."""
        line = self._text.cursorRect()
        corner = self._text.viewport().mapTo(self, QPoint(0, line.top()))
        return QRect(corner, line.size())

    def _paint_mark(self) -> None:
        marked = self._cursor()
        if marked is None:
            self._text.setExtraSelections([])
            return
        # A line under the reply's own first line: to be seen without colours, too.
        head = QTextCursor(marked)
        head.setPosition(marked.selectionStart())
        head.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        ground, title = QTextCharFormat(), QTextCharFormat()
        ground.setBackground(QColor(self._colours.raised))
        ground.setProperty(QTextFormat.Property.FullWidthSelection, 1)
        title.setForeground(QColor(self._colours.accent))
        title.setFontUnderline(True)
        self._text.setExtraSelections([_selection(marked, ground), _selection(head, title)])

    def _cursor(self) -> QTextCursor | None:
        """Return a cursor over the marked reply, without the empty line after it."""
        start = 0
        for number, passage in enumerate(self._passages):
            start += bool(number) + (_length(passage.head) + 1 if passage.head else 0)
            if self._marked and passage.mark == self._marked:
                cursor = QTextCursor(self._text.document())
                cursor.setPosition(start)
                end = start + _length(passage.body.rstrip("\n"))
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                return cursor
            start += _length(passage.body)
        return None


def _length(text: str) -> int:
    """Return how many of Qt's characters a text has."""
    return len(text.encode("utf-16-le")) // 2


def _selection(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    selection.cursor, selection.format = cursor, look
    return selection
