"""The references of a place: small pictures side by side, or, without any, lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from g3desktop.domain.answer import Reference
from g3desktop.ui.agreement import paint_mark
from g3desktop.ui.outline import paint_outline
from g3desktop.ui.photo_list import cover, one_line, tooltip
from g3desktop.ui.reference_pictures import ReferencePictures
from g3desktop.ui.reference_words import (
    author_words,
    distance_from_place,
    similarity_words,
    title_words,
)
from g3desktop.ui.theme import Tokens

_TILES = 5
_LEAST_TILE_PX = 52
_EDGE_PX = 8
"""Around a tile's picture: what the style sheet takes for lines and room."""


_Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """Draws a line around the reference that is pointed at, here or on the map."""

    def __init__(self, colours: Tokens) -> None:
        super().__init__()
        self.colours = colours
        self.pointed = -1
        self.is_lines = False

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        hint = super().sizeHint(option, index)
        # A line is as wide as the list, and its end is left out where that is too narrow.
        return QSize(1, hint.height()) if self.is_lines else hint

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        ringed = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if hovered or index.row() == self.pointed:
            paint_outline(painter, QRectF(option.rect), self.colours.faint, ringed=ringed)


class ReferenceStrip(QListWidget):
    """Chooses one of a place's references.

    Args:
        pictures: Where the pictures come from.
        colours: The theme's.
        parent: The widget that it lies in.
    """

    picked = Signal(int)
    """Which reference was chosen, from 0."""

    hovered = Signal(int)
    """Which reference is under the pointer, from 0; -1 where it is over none."""

    def __init__(
        self, pictures: ReferencePictures, colours: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pictures, self._colours = pictures, colours
        self._references: tuple[Reference, ...] = ()
        self._delegate = _Delegate(colours)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setMovement(QListView.Movement.Static)
        self.setWrapping(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Reference photos"))
        self.currentRowChanged.connect(self.picked)
        # The chosen one can be clicked again, to come back to it.
        self.clicked.connect(lambda index: self.picked.emit(index.row()))
        self.entered.connect(lambda index: self.hovered.emit(index.row()))
        self.viewportEntered.connect(lambda: self.hovered.emit(-1))
        pictures.arrived.connect(self._take_picture)

    @property
    def has_pictures(self) -> bool:
        """Whether any of the references has a picture."""
        return any(reference.image for reference in self._references)

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._colours = self._delegate.colours = colours
        self._show_icons()

    def show_references(self, references: Sequence[Reference], chosen: int) -> None:
        """Show references and the chosen one, without saying that it was chosen."""
        blocked = self.blockSignals(True)  # noqa: FBT003, Qt's own signature
        if tuple(references) != self._references:
            self._references = tuple(references)
            self.clear()
            for reference in references:
                self.addItem(self._item(reference))
            self._arrange()
            self._show_icons()
        self.setCurrentRow(chosen)
        self.blockSignals(blocked)
        self.setVisible(len(references) > 1)

    def pick(self, place: int) -> None:
        """Choose a reference, as if it had been clicked, and bring it into sight."""
        self.setCurrentRow(place)
        self.scrollToItem(self.item(place))

    def point(self, place: int) -> None:
        """Show a reference as pointed at elsewhere, -1 for none."""
        before, self._delegate.pointed = self._delegate.pointed, place
        if place != before:
            for one in (before, place):
                self.update(self.model().index(one, 0))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(-1)

    def _item(self, reference: Reference) -> QListWidgetItem:
        title, away = title_words(reference), distance_from_place(reference)
        similarity, author = similarity_words(reference), author_words(reference)
        short = one_line(similarity.number)
        item = QListWidgetItem(short if self.has_pictures else f"{short}   {title} · {away}")
        facts = (title, author, similarity.words, away)
        item.setToolTip(tooltip(*facts))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, facts)))
        return item

    def _arrange(self) -> None:
        """Lay the items out for the width that there is."""
        mode, flow = QListView.ViewMode, QListView.Flow
        pictured = self.has_pictures
        self._delegate.is_lines = not pictured
        self.setViewMode(mode.IconMode if pictured else mode.ListMode)
        self.setFlow(flow.LeftToRight if pictured else flow.TopToBottom)
        self.setMovement(QListView.Movement.Static)
        line = self.fontMetrics().height()
        if not pictured:
            self.setGridSize(QSize())
            rows = sum(self.sizeHintForRow(row) for row in range(self.count()))
            self.setFixedHeight(rows + 2 * self.frameWidth())
            return
        tile = max(self.viewport().width() // _TILES, _LEAST_TILE_PX + 2 * _EDGE_PX)
        width = tile - 2 * _EDGE_PX
        self.setIconSize(QSize(width, width * 3 // 4))
        height = self.iconSize().height() + line + 2 * _EDGE_PX + 4
        self.setGridSize(QSize(tile, height))
        scrolls = tile * self.count() > self.viewport().width()
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        self.setFixedHeight(height + bar + 2 * self.frameWidth())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.has_pictures and event.size().width() != event.oldSize().width():
            self._arrange()
            self._show_icons()

    def _take_picture(self, path: str) -> None:
        if any(reference.image == path for reference in self._references):
            self._show_icons()

    def _show_icons(self) -> None:
        if not self.has_pictures:
            return
        for row, reference in enumerate(self._references):
            picture = self._pictures.picture(reference.image) if reference.image else None
            self.item(row).setIcon(QIcon(self._tile(picture)))

    def _tile(self, picture: QPixmap | None) -> QPixmap:
        """Return a picture that fills a tile, or a mark where there is none."""
        ratio = self.devicePixelRatioF()
        size = self.iconSize()
        tile = QPixmap(size * ratio)
        tile.setDevicePixelRatio(ratio)
        tile.fill(QColor(self._colours.raised))
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if picture is None or picture.isNull():
            box = QRectF(0, 0, 14, 14)
            box.moveCenter(QRectF(0, 0, size.width(), size.height()).center())
            paint_mark(painter, "reference", box, self._colours)
        else:
            painter.drawPixmap(0, 0, cover(picture, size, ratio))
        painter.end()
        return tile
