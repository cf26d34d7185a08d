"""The list of photos: model, filter, and how a row is drawn."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Literal

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPixmapCache,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from g3desktop.store.records import PhotoState
from g3desktop.ui.theme import Tokens, small_font

SortKey = Literal["order", "name", "state"]

_Index = QModelIndex | QPersistentModelIndex

_MARGIN_PX, _PAD_PX = 2, 6

_STATE_ORDER = {
    PhotoState.WORKING: 0,
    PhotoState.FAILED: 1,
    PhotoState.WAITING: 2,
    PhotoState.DONE: 3,
}


@dataclass(frozen=True, slots=True)
class ListChoice:
    """How the list is shown.

    Attributes:
        key: What it is sorted by.
        states: The only ones that are shown; none means all.
    """

    key: SortKey = "order"
    states: tuple[PhotoState, ...] = ()


class Role(IntEnum):
    """What a row holds besides its name."""

    ID = Qt.ItemDataRole.UserRole
    STATE = Qt.ItemDataRole.UserRole + 1
    LINE = Qt.ItemDataRole.UserRole + 2
    PIXMAP = Qt.ItemDataRole.UserRole + 3
    ORDER = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True, slots=True)
class Row:
    """A photo in the list.

    Attributes:
        id: Of the photo, in the store.
        name: File name, for display.
        path: Whole path, for the tooltip.
        state: How far it is.
        line: The state in words: a place, a stage, a reason.
        pixmap: Thumbnail, or None while there is none.
    """

    id: int
    name: str
    path: str
    state: PhotoState
    line: str
    pixmap: QPixmap | None = None


_JOINERS = "\u200c\u200d"
"""Invisible, but without them some scripts and emoji fall apart."""

_SPACES = "\u00a0\u202f"
"""Those that no line breaks at: they stand in numbers, and before the colons of some languages."""

_KEPT = _JOINERS + _SPACES


def one_line(text: str) -> str:
    """Return text that is drawn as what it is, in one line.

    Line breaks, marks that turn the direction of writing, and bytes that are no UTF-8 are written
    as escapes, so that a file's name cannot pass for another one.
    """
    return "".join(c if c.isprintable() or c in _KEPT else ascii(c)[1:-1] for c in text)


def tooltip(*lines: str) -> str:
    """Return lines of plain text as a tooltip.

    Qt takes whatever looks like markup in a tooltip for markup; this is markup, and says so.
    """
    text = "<br>".join(html.escape(one_line(line)) for line in lines if line)
    return f"<div style='white-space: pre-wrap'>{text}</div>"


_SHOWN: dict[int, Callable[[Row], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda row: one_line(row.name),
    Qt.ItemDataRole.ToolTipRole: lambda row: tooltip(row.path, row.line),
    Qt.ItemDataRole.AccessibleTextRole: lambda row: one_line(f"{row.name}, {row.line}"),
    Role.ID: lambda row: row.id,
    Role.STATE: lambda row: row.state,
    # A reason names its file, which stands in the line above.
    Role.LINE: lambda row: one_line(row.line.removeprefix(row.path).lstrip(": ")),
    Role.PIXMAP: lambda row: row.pixmap,
}


class PhotoModel(QAbstractListModel):
    """Rows in the order in which they will be worked on."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Row] = []
        self._places: dict[int, int] = {}

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Role.ORDER:
            return index.row()
        shown = _SHOWN.get(role)
        return shown(self._rows[index.row()]) if shown else None

    @override
    def roleNames(self) -> dict[int, QByteArray]:
        return {**super().roleNames(), **{role: QByteArray(role.name.encode()) for role in Role}}

    def row(self, photo: int) -> Row | None:
        """Return a photo's row, or None where it is not in the list."""
        place = self._places.get(photo)
        return None if place is None else self._rows[place]

    def rows(self) -> Sequence[Row]:
        """Return all rows in order."""
        return tuple(self._rows)

    def index_of(self, photo: int) -> QModelIndex:
        """Return a photo's index; an invalid one where it is not in the list."""
        place = self._places.get(photo)
        return QModelIndex() if place is None else self.index(place)

    def replace_all(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._index()
        self.endResetModel()

    def append(self, rows: Sequence[Row]) -> None:
        """Add rows at the end, all at once; those that are there already are changed."""
        for row in rows:
            self.change(row)
        rows = [row for row in rows if row.id not in self._places]
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows.extend(rows)
        self._index()
        self.endInsertRows()

    def change(self, row: Row) -> None:
        """Show a row's new state; nothing happens where it is gone."""
        place = self._places.get(row.id)
        if place is not None and self._rows[place] != row:
            self._rows[place] = row
            index = self.index(place)
            self.dataChanged.emit(index, index)

    def remove(self, photos: Sequence[int]) -> None:
        """Take rows out."""
        for place in sorted((self._places[p] for p in photos if p in self._places), reverse=True):
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._rows[place]
            # Views ask for rows again before the last of several is gone.
            self._index()
            self.endRemoveRows()

    def arrange(self, photos: Sequence[int]) -> None:
        """Show rows in this order; those that it does not name come last, as they stood."""
        order = {photo: place for place, photo in enumerate(photos)}
        rows = sorted(self._rows, key=lambda row: order.get(row.id, len(order)))
        if rows == self._rows:
            return
        self.layoutAboutToBeChanged.emit()
        before = [(index, self._rows[index.row()].id) for index in self.persistentIndexList()]
        self._rows = rows
        self._index()
        for index, photo in before:
            self.changePersistentIndex(index, self.index_of(photo))
        self.layoutChanged.emit()

    def _index(self) -> None:
        self._places = {row.id: place for place, row in enumerate(self._rows)}


class PhotoFilter(QSortFilterProxyModel):
    """The rows that match a text and a state, in the order asked for."""

    def __init__(self, model: PhotoModel) -> None:
        super().__init__()
        self._text = ""
        self._states: frozenset[PhotoState] = frozenset()
        self._key: SortKey = "order"
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)
        self.sort(0)

    def show_only(self, text: str = "", states: frozenset[PhotoState] = frozenset()) -> None:
        """Show rows whose name or line holds a text, in one of some states (none means all)."""
        self._text, self._states = text.casefold().strip(), states
        self.invalidate()

    def sort_by(self, key: SortKey) -> None:
        """Order by work, by name, or by state."""
        self._key = key
        self.invalidate()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: _Index) -> bool:
        index = self.sourceModel().index(source_row, 0, source_parent)
        if self._states and index.data(Role.STATE) not in self._states:
            return False
        shown = f"{index.data(Qt.ItemDataRole.DisplayRole)}\n{index.data(Role.LINE)}"
        return self._text in shown.casefold()

    @override
    def lessThan(self, source_left: _Index, source_right: _Index) -> bool:
        return bool(self._sorted_by(source_left) < self._sorted_by(source_right))

    def _sorted_by(self, index: _Index) -> tuple[Any, ...]:
        order = index.data(Role.ORDER)
        if self._key == "name":
            return (str(index.data(Qt.ItemDataRole.DisplayRole)).casefold(), order)
        if self._key == "state":
            return (_STATE_ORDER[index.data(Role.STATE)], order)
        return (order,)


class PhotoDelegate(QStyledItemDelegate):
    """Draws a row: thumbnail, name, and its state in words.

    Args:
        colours: The theme's.
    """

    def __init__(self, colours: Tokens) -> None:
        super().__init__()
        self.colours = colours

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        first = QFontMetrics(option.font).height()
        second = QFontMetrics(small_font(option.font)).height()
        return QSize(12 * first, first + second + 2 * (_MARGIN_PX + _PAD_PX) + 4)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(4, _MARGIN_PX, -4, -_MARGIN_PX)
        self._paint_ground(painter, option, box)
        inner = box.adjusted(_PAD_PX, _PAD_PX, -8, -_PAD_PX)
        picture = QRect(inner.left(), inner.top(), round(inner.height() * 1.3), inner.height())
        words = inner.adjusted(picture.width() + 10, 0, 0, 0)
        painter.setLayoutDirection(option.direction)
        mirrored = [QStyle.visualRect(option.direction, inner, box) for box in (picture, words)]
        self._paint_picture(painter, mirrored[0], index.data(Role.PIXMAP))
        self._paint_words(painter, option, mirrored[1], index)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if selected or hovered:
            path = QPainterPath()
            path.addRoundedRect(box, 8, 8)
            painter.fillPath(path, QColor(self.colours.raised))
        if selected or focused:
            # A row that has the focus without being selected shows it as well.
            painter.setPen(QPen(QColor(self.colours.accent), 2 if focused else 1))
            painter.drawRoundedRect(box, 8, 8)

    def _paint_picture(self, painter: QPainter, box: QRect, pixmap: QPixmap | None) -> None:
        path = QPainterPath()
        path.addRoundedRect(box, 5, 5)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(box, QColor(self.colours.line))
        if pixmap is not None and not pixmap.isNull():
            painter.drawPixmap(box, cover(pixmap, box.size(), painter.device().devicePixelRatioF()))
        painter.restore()

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, index: _Index
    ) -> None:
        state: PhotoState = index.data(Role.STATE)
        small = small_font(option.font)
        first = QFontMetrics(option.font).height()
        second = QFontMetrics(small).height()
        top = QRect(box.left(), box.center().y() - (first + second) // 2, box.width(), first)
        bottom = QRect(box.left(), top.bottom() + 2, box.width(), second)
        colour = {
            PhotoState.WORKING: self.colours.working,
            PhotoState.FAILED: self.colours.failure,
        }.get(state, self.colours.dim)
        name, line = str(index.data(Qt.ItemDataRole.DisplayRole)), str(index.data(Role.LINE))
        # The end of a name, with its number, tells photos of one series apart.
        middle, right = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
        for font, text, where, mode, pen in (
            (option.font, name, top, middle, self.colours.text),
            (small, line, bottom, right, colour),
        ):
            painter.setFont(font)
            painter.setPen(QColor(pen))
            elided = QFontMetrics(font).elidedText(text, mode, where.width())
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            painter.drawText(where, align, elided)


def cover(pixmap: QPixmap, size: QSize, ratio: float) -> QPixmap:
    """Return a picture that fills a frame; the same question is answered from Qt's cache.

    Args:
        pixmap: The picture.
        size: The frame's, in device-independent pixels.
        ratio: Device pixels in one of those.
    """
    key = f"cover/{pixmap.cacheKey()}/{size.width()}x{size.height()}/{ratio}"
    made = QPixmap()
    if QPixmapCache.find(key, made):
        return made
    wanted = size * ratio
    scaled = pixmap.scaled(
        wanted,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    part = QRect(0, 0, wanted.width(), wanted.height())
    part.moveCenter(scaled.rect().center())
    made = scaled.copy(part)
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


def words_for(state: PhotoState) -> str:
    """Return a state in words, where there is nothing more to say."""
    translate = QCoreApplication.translate
    return {
        PhotoState.WAITING: translate("PhotoList", "waiting"),
        PhotoState.WORKING: translate("PhotoList", "placing"),
        PhotoState.DONE: translate("PhotoList", "done"),
        PhotoState.FAILED: translate("PhotoList", "failed"),
    }[state]
