"""The ranked places on the screen: how a row is drawn, and how rows hold still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from g3desktop.domain.answer import Candidate
from g3desktop.ui.agreement import Support, paint_mark
from g3desktop.ui.outline import paint_outline
from g3desktop.ui.places import PlaceModel, Role, cosine_words, rows_of
from g3desktop.ui.theme import Tokens, small_font

_Index = QModelIndex | QPersistentModelIndex

_PAD_PX = 8
_BAR_HEIGHT_PX = 6
_LEADING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
_TRAILING = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignTrailing


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Where a row has what, for writing from left to right."""

    rank: QRect
    name: QRect
    bar: QRect
    cosine: QRect
    second: QRect


class PlaceDelegate(QStyledItemDelegate):
    """Draws a place: rank, names, what leads there, and its verification cosine.

    Args:
        colours: The theme's.
    """

    def __init__(self, colours: Tokens) -> None:
        super().__init__()
        self.colours = colours
        self.pointed = 0
        """Rank of the place that is pointed at on the map; 0 for none."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        first = QFontMetrics(option.font).height()
        second = QFontMetrics(small_font(option.font)).height()
        return QSize(14 * first, first + second + 2 * _PAD_PX - 2)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        self._paint_ground(painter, option, index)
        boxes = self._boxes(option)
        is_gone = bool(index.data(Role.GONE))
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setFont(option.font)
        painter.setPen(QColor(self.colours.accent if selected else self.colours.dim))
        painter.drawText(
            boxes.rank, _LEADING, "\N{EN DASH}" if is_gone else str(index.data(Role.RANK))
        )
        self._paint_name(painter, option, boxes.name, index)
        self._paint_second(painter, option, boxes.second, index)
        if not is_gone:
            self._paint_bar(painter, option, boxes.bar, float(index.data(Role.SHARE)))
            painter.setFont(small_font(option.font))
            painter.setPen(QColor(self.colours.dim))
            painter.drawText(boxes.cosine, _TRAILING, cosine_words(float(index.data(Role.COSINE))))
        painter.restore()

    def _boxes(self, option: QStyleOptionViewItem) -> _Boxes:
        inner = option.rect.adjusted(_PAD_PX, _PAD_PX - 1, -_PAD_PX, 1 - _PAD_PX)
        metrics, small = QFontMetrics(option.font), QFontMetrics(small_font(option.font))
        rank = metrics.horizontalAdvance("00") + 6
        number = small.horizontalAdvance("\N{MINUS SIGN}0.000")
        bar = min(max(4 * metrics.height(), inner.width() // 5), inner.width() // 3)
        line = QRect(inner.left(), inner.top(), inner.width(), metrics.height())
        bar_box = QRect(0, 0, bar, _BAR_HEIGHT_PX)
        bar_box.moveCenter(line.center())
        bar_box.moveRight(line.right() - number - 6)
        start = inner.left() + rank
        below = line.bottom() + 1
        boxes = (
            QRect(inner.left(), line.top(), rank, line.height()),
            QRect(start, line.top(), bar_box.left() - start - 10, line.height()),
            bar_box,
            QRect(line.right() - number + 1, line.top(), number, line.height()),
            QRect(start, below, inner.right() - start + 1, inner.bottom() - below + 1),
        )
        return _Boxes(*(QStyle.visualRect(option.direction, inner, box) for box in boxes))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) or (
            index.data(Role.RANK) == self.pointed and not index.data(Role.GONE)
        )
        if not (selected or focused or hovered):
            return
        box = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.setBrush(QColor(self.colours.raised))
        painter.setPen(QPen(QColor(self.colours.accent), 2) if focused else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, 6, 6)
        if hovered:
            paint_outline(painter, box, self.colours.faint, ringed=focused)

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, index: _Index
    ) -> None:
        metrics = QFontMetrics(option.font)
        names: tuple[str, ...] = index.data(Role.NAMES)
        fits = (name for name in names if metrics.horizontalAdvance(name) <= box.width())
        name = next(fits, names[-1])
        painter.setPen(QColor(self.colours.faint if index.data(Role.GONE) else self.colours.text))
        elided = metrics.elidedText(name, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, _LEADING, elided)

    def _paint_second(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, index: _Index
    ) -> None:
        """Draw what leads to the place: with all words, or, in little room, with numbers alone."""
        font = small_font(option.font)
        metrics = QFontMetrics(font)
        supports: tuple[Support, ...] = index.data(Role.SUPPORTS)
        spread = str(index.data(Role.SPREAD))
        side, gap = metrics.ascent() - 1, metrics.horizontalAdvance("  ")
        full = [one.words for one in supports]
        room = box.width() - (metrics.horizontalAdvance(spread) + gap if spread else 0)
        wide = sum(metrics.horizontalAdvance(text) + side + 5 + gap for text in full)
        texts = full if wide <= room else [one.count for one in supports]
        painter.setFont(font)
        painter.setPen(QColor(self.colours.dim))
        x = box.left()
        for one, text in zip(supports, texts, strict=True):
            mark = QRect(x, box.top() + (box.height() - side) // 2, side, side)
            words = QRect(
                mark.right() + 5, box.top(), metrics.horizontalAdvance(text), box.height()
            )
            mark, words = (QStyle.visualRect(option.direction, box, one_) for one_ in (mark, words))
            paint_mark(painter, one.shape, QRectF(mark), self.colours)
            painter.drawText(words, _LEADING, text)
            x += side + 5 + metrics.horizontalAdvance(text) + (gap if text else 6)
        rest = QStyle.visualRect(
            option.direction, box, QRect(x, box.top(), box.right() - x + 1, box.height())
        )
        elided = metrics.elidedText(spread, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, _TRAILING, elided)

    def _paint_bar(
        self, painter: QPainter, option: QStyleOptionViewItem, bar: QRect, share: float
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colours.line))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(QColor(self.colours.accent))
        filled = QRect(bar)
        filled.setWidth(max(round(bar.width() * share), _BAR_HEIGHT_PX))
        painter.drawRoundedRect(QStyle.visualRect(option.direction, bar, filled), 3, 3)


class PlaceList(QListView):
    """The ranked places; as high as its rows.

    While the pointer is over it, every place keeps its row, whatever becomes of its rank: what is
    aimed at is what is clicked. When the pointer leaves, the rows take their order.

    Args:
        colours: The theme's.
        parent: The widget that it lies in.
    """

    chosen = Signal(int)
    """The rank of the place that was chosen, from 1."""

    hovered = Signal(int)
    """The rank of the place under the pointer; 0 where it is over none."""

    def __init__(self, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PlaceModel()
        self._delegate = PlaceDelegate(colours)
        self._candidates: tuple[Candidate, ...] = ()
        self._quiet = False
        self._is_held = False
        self._under = QPersistentModelIndex()
        self._told = 0
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for set_policy in (self.setVerticalScrollBarPolicy, self.setHorizontalScrollBarPolicy):
            set_policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Ranked places"))
        self.selectionModel().currentChanged.connect(self._choose)
        self.entered.connect(self._hover)
        self.viewportEntered.connect(self._hover)

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._delegate.colours = colours
        self.viewport().update()

    def show_candidates(
        self, candidates: Sequence[Candidate], chosen: int, *, same_photo: bool = False
    ) -> None:
        """Show candidates and the chosen one, by its rank, without saying that it was chosen.

        Args:
            candidates: Best first.
            chosen: Rank of the chosen one.
            same_photo: Whether they are of the photo whose candidates are shown now.
        """
        self._candidates = tuple(candidates)
        self._show(chosen, hold=same_photo and self._is_held)

    def choose(self, rank: int) -> None:
        """Choose a place, as if it had been clicked."""
        if (index := self._model.index_of(rank)).isValid():
            self.setCurrentIndex(index)

    def point(self, rank: int) -> None:
        """Show a place as pointed at elsewhere, 0 for none."""
        before, self._delegate.pointed = self._delegate.pointed, rank
        if rank != before:
            for place in (before, rank):
                self.update(self._model.index_of(place))

    def ranks(self) -> list[int]:
        """Return the ranks in the order of the rows."""
        return [self._model.index(row).data(Role.RANK) for row in range(self._model.rowCount())]

    def _show(self, chosen: int, *, hold: bool) -> None:
        self._quiet = True
        self._model.show_rows(rows_of(self._candidates), hold=hold)
        self.setCurrentIndex(self._model.index_of(chosen))
        self._quiet = False
        self.updateGeometry()
        self._tell_hover()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_held = True
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._is_held = False
        self._hover()
        current = self.currentIndex()
        self._show(int(current.data(Role.RANK)) if current.isValid() else 1, hold=False)

    @override
    def sizeHint(self) -> QSize:
        rows = self._model.rowCount()
        height = self.sizeHintForRow(0) if rows else 0
        return QSize(super().sizeHint().width(), rows * height + 2 * self.frameWidth())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def _hover(self, index: _Index = QModelIndex()) -> None:  # noqa: B008, Qt's own signature
        self._under = QPersistentModelIndex(index)
        self._tell_hover()

    def _tell_hover(self) -> None:
        is_place = self._under.isValid() and not self._under.data(Role.GONE)
        rank = int(self._under.data(Role.RANK)) if is_place else 0
        if rank != self._told:
            self._told = rank
            self.hovered.emit(rank)

    def _choose(self, current: _Index, _previous: _Index) -> None:
        if not self._quiet and current.isValid():
            self.chosen.emit(int(current.data(Role.RANK)))
