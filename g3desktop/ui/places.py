"""What places are called, and the ranked places of one answer as rows of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, TypeVar

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from g3desktop.domain.answer import Answer, Candidate, Place
from g3desktop.domain.geometry import LatLon, distance_km
from g3desktop.domain.notation import write_position
from g3desktop.ui.agreement import Support, spread_km, supports_of
from g3desktop.ui.language import place_language
from g3desktop.ui.photo_list import one_line, tooltip
from g3desktop.ui.place_names import localised
from g3desktop.ui.words import number_words, radius_words

_Index = QModelIndex | QPersistentModelIndex

_SAME_PLACE_KM = 25.0
"""A better position within this of a place takes its place: the engine merges such as well."""

_FAR_KM = 200.0
"""Candidates farther apart than this are different answers."""

COSINE_DECIMALS = 3


def users(place: Place) -> Place:
    """Return a place with the names that the user's language has for it."""
    return localised(place, place_language())


def name_of(place: Place) -> str:
    """Return a place as a person says it: town or region, and country; "" where it has no name."""
    named = users(place)
    return _join(named.name or named.admin1, named.country)


def names_of(place: Place) -> tuple[str, ...]:
    """Return a place's names from the longest, with the region, to the shortest."""
    named = users(place)
    long = _join(named.name, named.admin1, named.country)
    return tuple(dict.fromkeys((long, name_of(place), named.name or named.admin1)))


def title_of(candidate: Candidate) -> str:
    """Return a candidate's place, or its position where that has no name."""
    return name_of(candidate.place) or write_position(candidate.where, "decimal")


def line_for(answer: Answer) -> str:
    """Return an answer in the few words that the list has room for."""
    if not answer.candidates:
        return QCoreApplication.translate("PhotoList", "no place found")
    first, *others = answer.candidates
    apart = sum(distance_km(first.where, other.where) > _FAR_KM for other in others)
    agreement = first.agreement
    agreeing = agreement.retrieval + bool(agreement.model) + agreement.verification
    if agreeing < 2 and apart >= 2:
        unsure = QCoreApplication.translate("PhotoList", "not sure: %1 places")
        return unsure.replace("%1", str(apart + 1))
    return title_of(first)


def _join(*names: str) -> str:
    return ", ".join(filter(None, dict.fromkeys(map(one_line, names))))


def follow(where: LatLon, candidates: Sequence[Candidate]) -> int | None:
    """Return the rank that a place has now, or None where it is no candidate any more."""
    nearest = _same_place(where, candidates)
    return nearest.rank if nearest else None


_Somewhere = TypeVar("_Somewhere", Candidate, "PlaceRow")


class Role(IntEnum):
    """What a row holds besides its text."""

    RANK = Qt.ItemDataRole.UserRole
    SHARE = Qt.ItemDataRole.UserRole + 1
    NAMES = Qt.ItemDataRole.UserRole + 2
    COSINE = Qt.ItemDataRole.UserRole + 3
    SUPPORTS = Qt.ItemDataRole.UserRole + 4
    SPREAD = Qt.ItemDataRole.UserRole + 5
    GONE = Qt.ItemDataRole.UserRole + 6


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A ranked place in the list.

    Attributes:
        rank: From 1.
        where: Its position.
        names: What it is called, longest first.
        cosine: Its verification cosine.
        share: How full its bar is, from the worst candidate to the best.
        supports: What leads there.
        spread: How far its references lie apart, in words; "" without any.
        is_gone: Whether it is no candidate any more, and only keeps its row.
    """

    rank: int
    where: LatLon
    names: tuple[str, ...]
    cosine: float
    share: float
    supports: tuple[Support, ...]
    spread: str
    is_gone: bool = False


def rows_of(candidates: Sequence[Candidate]) -> list[PlaceRow]:
    """Lay candidates out as rows, in their order."""
    cosines = [candidate.cosine for candidate in candidates]
    low, high = min(cosines, default=0.0), max(cosines, default=0.0)
    span = high - low
    return [
        PlaceRow(
            rank=one.rank,
            where=one.where,
            names=tuple(filter(None, names_of(one.place))) or (title_of(one),),
            cosine=one.cosine,
            # A sliver remains of the worst, so that it is seen to have a bar at all.
            share=0.06 + 0.94 * ((one.cosine - low) / span if span else 1.0),
            supports=supports_of(one),
            spread=_spread_words(one),
        )
        for one in candidates
    ]


def _spread_words(candidate: Candidate) -> str:
    km = spread_km(candidate)
    if km is None:
        return ""
    return f"\N{LEFT RIGHT ARROW} {radius_words(km)}"


class PlaceModel(QAbstractListModel):
    """Candidates, best first, unless the order is held."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[PlaceRow] = []

    @override
    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        shown = _SHOWN.get(role)
        return shown(self._rows[index.row()]) if shown else None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].is_gone:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def index_of(self, rank: int) -> QModelIndex:
        """Return where a rank stands; an invalid index where there is none."""
        for place, row in enumerate(self._rows):
            if row.rank == rank and not row.is_gone:
                return self.index(place)
        return QModelIndex()

    def show_rows(self, rows: Sequence[PlaceRow], *, hold: bool) -> None:
        """Show other rows; those that stay the same are not touched.

        Args:
            rows: Best first.
            hold: Whether every place keeps its row for now: what is new comes last, and what is
                gone stays, as such.
        """
        wanted = self._held(rows) if hold else list(rows)
        kept = min(len(wanted), len(self._rows))
        if len(self._rows) > kept:
            self.beginRemoveRows(QModelIndex(), kept, len(self._rows) - 1)
            del self._rows[kept:]
            self.endRemoveRows()
        for place, row in enumerate(wanted[:kept]):
            if self._rows[place] != row:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))
        if len(wanted) > kept:
            self.beginInsertRows(QModelIndex(), kept, len(wanted) - 1)
            self._rows += wanted[kept:]
            self.endInsertRows()

    def _held(self, rows: Sequence[PlaceRow]) -> list[PlaceRow]:
        """Return rows in the order in which their places stand now."""
        left = list(rows)
        held = []
        for old in self._rows:
            new = _same_place(old.where, left)
            if new is not None:
                left.remove(new)
            held.append(new or replace(old, is_gone=True))
        return held + left


def _same_place(where: LatLon, rows: Sequence[_Somewhere]) -> _Somewhere | None:
    nearest = min(rows, key=lambda row: distance_km(row.where, where), default=None)
    if nearest is None or distance_km(nearest.where, where) > _SAME_PLACE_KM:
        return None
    return nearest


def cosine_words(cosine: float) -> str:
    """Return a cosine in the user's way of writing."""
    return number_words(cosine, decimals=COSINE_DECIMALS)


def _explanation(row: PlaceRow) -> str:
    translate = QCoreApplication.translate
    bar = translate(
        "Places",
        "Verification cosine %1. The bar lies between the worst and the best candidate; it is no "
        "probability.",
    )
    spread = translate("Places", "%1: how far the farthest reference photo lies from it.")
    lines = [row.names[0], ", ".join(one.spoken for one in row.supports)]
    lines.append(bar.replace("%1", cosine_words(row.cosine)))
    lines.append(spread.replace("%1", row.spread) if row.spread else "")
    if row.is_gone:
        lines.append(translate("Places", "It is no candidate any more."))
    return tooltip(*lines)


def _spoken(row: PlaceRow) -> str:
    cosine = QCoreApplication.translate("Places", "verification cosine %1")
    spread = QCoreApplication.translate("Places", "spread %1")
    parts = [
        f"{row.rank}. {row.names[0]}",
        cosine.replace("%1", cosine_words(row.cosine)),
        ", ".join(one.spoken for one in row.supports),
        spread.replace("%1", row.spread.split(" ", 1)[1]) if row.spread else "",
    ]
    return "; ".join(filter(None, parts))


_SHOWN: dict[int, Callable[[PlaceRow], Any]] = {
    Qt.ItemDataRole.DisplayRole: lambda row: row.names[0],
    Qt.ItemDataRole.ToolTipRole: _explanation,
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Role.RANK: lambda row: row.rank,
    Role.SHARE: lambda row: row.share,
    Role.NAMES: lambda row: row.names,
    Role.COSINE: lambda row: row.cosine,
    Role.SUPPORTS: lambda row: row.supports,
    Role.SPREAD: lambda row: row.spread,
    Role.GONE: lambda row: row.is_gone,
}
