"""The ranked places of one answer, as a list with their verification cosines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
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

from g3desktop.domain.answer import Candidate, Place
from g3desktop.ui.theme import Tokens

_Index = QModelIndex | QPersistentModelIndex

_BAR_PX = (90, 6)


class Role(IntEnum):
    """What a row holds besides its text."""

    RANK = Qt.ItemDataRole.UserRole
    SHARE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class _Row:
    rank: int
    name: str
    share: float
    cosine: float


def name_of(place: Place) -> str:
    """Return a place as a person says it: town or region, and country; "" where it has no name."""
    near = place.name or place.admin1
    return ", ".join(filter(None, dict.fromkeys((near, place.country))))


def title_of(candidate: Candidate) -> str:
    """Return a candidate's place, or its position where that has no name."""
    where = candidate.where
    return name_of(candidate.place) or f"{where.lat_deg:.4f}, {where.lon_deg:.4f}"


class PlaceModel(QAbstractListModel):
    """Candidates, best first."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Row] = []

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        shown = _SHOWN.get(role)
        return shown(self._rows[index.row()]) if shown else None

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """Show other candidates; rows that stay the same are not touched."""
        cosines = [candidate.cosine for candidate in candidates]
        low, high = min(cosines, default=0.0), max(cosines, default=0.0)
        span = high - low
        rows = [
            _Row(
                rank=candidate.rank,
                name=title_of(candidate),
                # A sliver remains of the worst, so that it is seen to have a bar at all.
                share=0.06 + 0.94 * ((candidate.cosine - low) / span if span else 1.0),
                cosine=candidate.cosine,
            )
            for candidate in candidates
        ]
        if len(rows) != len(self._rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        for place, row in enumerate(rows):
            if self._rows[place] != row:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))


def _tooltip(row: _Row) -> str:
    text = QCoreApplication.translate(
        "Places",
        "Verification cosine %1. The bar lies between the worst and the best candidate; it is no "
        "probability.",
    )
    return text.replace("%1", f"{row.cosine:.3f}")


_SHOWN: dict[int, Callable[[_Row], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda row: row.name,
    Qt.ItemDataRole.ToolTipRole: _tooltip,
    Qt.ItemDataRole.AccessibleTextRole: lambda row: f"{row.rank}. {row.name}, {row.cosine:.3f}",
    Role.RANK: lambda row: row.rank,
    Role.SHARE: lambda row: row.share,
}


class _PlaceDelegate(QStyledItemDelegate):
    def __init__(self, colours: Tokens) -> None:
        super().__init__()
        self.colours = colours

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, QFontMetrics(option.font).height() + 14)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(self.colours.raised))
            line = QPen(QColor(self.colours.accent), 1) if focused else Qt.PenStyle.NoPen
            painter.setPen(line)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        inner = box.adjusted(8, 0, -8, 0)
        painter.setFont(option.font)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setPen(QColor(self.colours.accent if selected else self.colours.dim))
        painter.drawText(inner, align, str(index.data(Role.RANK)))
        bar = QRect(0, 0, *_BAR_PX)
        bar.moveCenter(inner.center())
        bar.moveRight(inner.right())
        words = QRect(
            inner.left() + 28, inner.top(), bar.left() - inner.left() - 40, inner.height()
        )
        painter.setPen(QColor(self.colours.text))
        text = QFontMetrics(option.font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, align, text)
        self._paint_bar(painter, bar, float(index.data(Role.SHARE)))
        painter.restore()

    def _paint_bar(self, painter: QPainter, bar: QRect, share: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colours.line))
        painter.drawRoundedRect(bar, 3, 3)
        painter.setBrush(QColor(self.colours.accent))
        filled = QRect(bar)
        filled.setWidth(max(round(bar.width() * share), 6))
        painter.drawRoundedRect(filled, 3, 3)


class PlaceList(QListView):
    """The ranked places; as high as its rows.

    Args:
        colours: The theme's.
        parent: The widget that it lies in.
    """

    chosen = Signal(int)
    """The rank of the place that was chosen, from 1."""

    def __init__(self, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PlaceModel()
        self._delegate = _PlaceDelegate(colours)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Ranked places"))
        self.selectionModel().currentChanged.connect(self._choose)
        self._quiet = False

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._delegate.colours = colours
        self.viewport().update()

    def show_candidates(self, candidates: Sequence[Candidate], chosen: int) -> None:
        """Show candidates and the chosen one, by its rank, without saying that it was chosen."""
        self._quiet = True
        self._model.show_candidates(candidates)
        self.setCurrentIndex(self._model.index(chosen - 1) if candidates else QModelIndex())
        self._quiet = False
        self.updateGeometry()

    def choose(self, rank: int) -> None:
        """Choose a place, as if it had been clicked."""
        self.setCurrentIndex(self._model.index(rank - 1))

    @override
    def sizeHint(self) -> QSize:
        rows = self._model.rowCount()
        height = self.sizeHintForRow(0) if rows else 0
        return QSize(super().sizeHint().width(), rows * height + 2 * self.frameWidth())

    def _choose(self, current: _Index, _previous: _Index) -> None:
        if not self._quiet and current.isValid():
            self.chosen.emit(int(current.data(Role.RANK)))
