"""What galleries and packs share on their pages: a list of two lines a row, labels, facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from g3desktop.ui.labels import plain_label
from g3desktop.ui.photo_list import one_line, tooltip
from g3desktop.ui.theme import Tokens, tokens

_Index = QModelIndex | QPersistentModelIndex
Mood = Literal["", "chosen", "working", "failure"]


class Role(IntEnum):
    """What a row holds besides its name."""

    KEY = Qt.ItemDataRole.UserRole
    LINE = Qt.ItemDataRole.UserRole + 1
    STATE = Qt.ItemDataRole.UserRole + 2
    MOOD = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        key: Tells it from the others.
        name: What it is called.
        line: Facts about it, in one line.
        state: Its state in a word or two, or "".
        mood: The state's colour.
    """

    key: str
    name: str
    line: str
    state: str = ""
    mood: Mood = ""


_SHOWN: dict[int, Callable[[Row], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda row: one_line(row.name),
    Qt.ItemDataRole.ToolTipRole: lambda row: tooltip(row.name, row.line, row.state),
    Qt.ItemDataRole.AccessibleTextRole: lambda row: one_line(
        ", ".join(filter(None, (row.name, row.state, row.line)))
    ),
    Role.KEY: lambda row: row.key,
    Role.LINE: lambda row: one_line(row.line),
    Role.STATE: lambda row: row.state,
    Role.MOOD: lambda row: row.mood,
}


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = _SHOWN.get(role) if index.isValid() else None
        return shown(self.rows[index.row()]) if shown else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()


class _Delegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, 2 * QFontMetrics(option.font).height() + 18)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colours = colours_of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter, option, colours)
        inner = option.rect.adjusted(12, 8, -12, -8)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = upper.translated(0, inner.height() - upper.height())
        state, mood = str(index.data(Role.STATE)), str(index.data(Role.MOOD))
        metrics = QFontMetrics(option.font)
        painter.setFont(option.font)
        taken = metrics.horizontalAdvance(state) + 12 if state else 0
        painter.setPen(_mood_colour(mood, colours))
        _write(painter, upper, state, Qt.AlignmentFlag.AlignTrailing)
        painter.setPen(QColor(colours.dim))
        _write(painter, lower, str(index.data(Role.LINE)), Qt.AlignmentFlag.AlignLeading)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(QColor(colours.text))
        is_mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        name = upper.adjusted(taken, 0, 0, 0) if is_mirrored else upper.adjusted(0, 0, -taken, 0)
        _write(painter, name, str(index.data()), Qt.AlignmentFlag.AlignLeading)
        painter.restore()

    def _paint_box(self, painter: QPainter, option: QStyleOptionViewItem, colours: Tokens) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(colours.raised))
            line = QPen(QColor(colours.accent), 2 if focused else 1)
            painter.setPen(line if selected else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(option.rect.adjusted(2, 2, -2, -2), 6, 6)


def _write(painter: QPainter, box: QRect, text: str, side: Qt.AlignmentFlag) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    align = QStyle.visualAlignment(painter.layoutDirection(), side)
    painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, shown)


def _mood_colour(mood: str, colours: Tokens) -> QColor:
    shades = {"chosen": colours.accent, "working": colours.working, "failure": colours.failure}
    return QColor(shades.get(mood, colours.dim))


def colours_of(palette: QPalette) -> Tokens:
    """Return the colours of the theme that a palette belongs to."""
    return tokens("dark" if palette.base().color().lightness() < 128 else "light")


class LibraryList(QListView):
    """Rows of two lines.

    Args:
        name: What is listed, for who does not see it.
        parent: The widget that it lies in.
    """

    chosen = Signal(str)
    """Key of the row that was chosen; "" for none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model()
        self._delegate = _Delegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._choose)

    def show_rows(self, rows: Sequence[Row], key: str) -> None:
        """Show rows, and choose one by its key, or the first where that is gone; quietly."""
        if tuple(rows) == self._model.rows and self.key() == key:
            return
        self._quiet = True
        self._model.show_rows(rows)
        keys = [row.key for row in rows]
        place = keys.index(key) if key in keys else 0
        self.setCurrentIndex(self._model.index(place))
        self._quiet = False

    def key(self) -> str:
        """Return the key of the chosen row, or ""."""
        index = self.currentIndex()
        return str(index.data(Role.KEY)) if index.isValid() else ""

    def choose(self, key: str) -> None:
        """Choose a row, as if it had been clicked."""
        for place, row in enumerate(self._model.rows):
            if row.key == key:
                self.setCurrentIndex(self._model.index(place))

    def rows(self) -> tuple[Row, ...]:
        """Return what is shown."""
        return self._model.rows

    def _choose(self, current: _Index, _previous: _Index) -> None:
        if not self._quiet:
            self.chosen.emit(str(current.data(Role.KEY)) if current.isValid() else "")


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and a value.

    Attributes:
        name: Of the fact.
        value: As it is; "" for none.
        is_code: Whether it is one long word, such as a path: it stays whole, to be copied.
    """

    name: str
    value: str
    is_code: bool = False


_FLAT = """
QLineEdit { background: transparent; border: 1px solid transparent; padding: 0; }
QLineEdit:focus { border-color: palette(highlight); }
"""


_LINE_INSET_PX = 3
"""So far from its frame Qt begins the text of a line."""


class Facts(QWidget):
    """Names and values below each other, as plain text that can be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Fact, ...] = ()
        self._values: list[QLabel | QLineEdit] = []
        # No form: that one clips a value of two lines below one of a single line.
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show facts in place of those before; one without a value is left out."""
        if tuple(facts) == self._shown:
            return
        self._shown = tuple(facts)
        while (item := self._grid.takeAt(0)) is not None:
            if (before := item.widget()) is not None:
                before.hide()
                before.deleteLater()
        self._values = []
        for row, fact in enumerate(fact for fact in facts if fact.value):
            title, value = plain_label("dim", wrap=False), _value(fact)
            title.setText(fact.name)
            # Beside the first line of several.
            self._grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._values.append(value)

    def texts(self) -> list[str]:
        """Return the values that stand there."""
        return [value.text() for value in self._values]


def _value(fact: Fact) -> QLabel | QLineEdit:
    value = one_line(fact.value)
    if not fact.is_code:
        label = plain_label(selectable=True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        label.setText(value)
        label.setAccessibleName(f"{fact.name}: {value}")
        return label
    line = QLineEdit(value)
    line.setReadOnly(True)
    line.setCursorPosition(0)
    line.setAccessibleName(fact.name)
    # Among labels it looks like one, until it has the focus.
    line.setStyleSheet(_FLAT)
    line.setTextMargins(-_LINE_INSET_PX, 0, 0, 0)
    return line


def size_words(size_bytes: int) -> str:
    """Return a size in the unit that suits it, as the user writes numbers."""
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def time_words(moment: str) -> str:
    """Return a moment, ISO 8601, as the user writes it where they are; as it is if it is none."""
    read = QDateTime.fromString(moment, Qt.DateFormat.ISODateWithMs)
    if not read.isValid():
        return moment
    return QLocale().toString(read.toLocalTime(), QLocale.FormatType.ShortFormat)
