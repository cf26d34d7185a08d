"""What the window looks like, kept in the store's notes from one start to the next."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QMainWindow, QSplitter

from g3desktop.store.records import PhotoState
from g3desktop.ui.list_column import ListColumn
from g3desktop.ui.map_choice import Drawn, MapChoice, Switched
from g3desktop.ui.map_content import MapLayers
from g3desktop.ui.photo_list import ListChoice
from g3desktop.ui.session import Session

T = TypeVar("T")

_GEOMETRY, _COLUMNS = "window.geometry", "window.columns"
_LIST, _MAP = "window.list", "window.map"

Note = bytes | str | None


class LayoutMemory(QObject):
    """Size and columns of the window, order of its list, and how its map is drawn.

    Args:
        session: Has the notes; they are read when it is open.
        window: The window.
        columns: Its columns.
        photos: Its list.
        map_choice: What is chosen on its map.
    """

    def __init__(
        self,
        session: Session,
        window: QMainWindow,
        columns: QSplitter,
        photos: ListColumn,
        map_choice: MapChoice,
    ) -> None:
        super().__init__(window)
        self._session, self._window, self._columns = session, window, columns
        self._photos, self._map = photos, map_choice
        self._is_read = False
        self._chosen: set[str] = set()
        session.opened.connect(self._read)
        photos.rearranged.connect(partial(self._note, _LIST))
        map_choice.switched.connect(partial(self._note, _MAP))

    def keep(self) -> None:
        """Keep size and columns as they are now; what is chosen is kept at once."""
        if self._is_read:
            # Before, the window looks as every one does that was never opened.
            self._session.note(_GEOMETRY, bytes(self._window.saveGeometry().data()))
            self._session.note(_COLUMNS, bytes(self._columns.saveState().data()))

    def _note(self, key: str, choice: ListChoice | Switched) -> None:
        self._chosen.add(key)
        self._session.note(key, json.dumps(asdict(choice)))

    def _read(self, _records: object) -> None:
        self._read_choice(_LIST, _list_choice, self._photos.rearrange)
        self._read_choice(_MAP, _switched, self._map.restore)
        read = self._session.read_note
        read(_GEOMETRY, lambda note: _restore(note, self._window.restoreGeometry))
        read(_COLUMNS, self._take_columns)

    def _read_choice(
        self, key: str, understand: Callable[[Any], T], take: Callable[[T], None]
    ) -> None:
        def found(note: Note) -> None:
            choice = _understood(note, understand)
            # What somebody has chosen meanwhile is newer.
            if choice is not None and key not in self._chosen:
                take(choice)

        self._session.read_note(key, found)

    def _take_columns(self, note: Note) -> None:
        _restore(note, self._columns.restoreState)
        self._is_read = True


def _restore(note: Note, take: Callable[[QByteArray], object]) -> None:
    if isinstance(note, bytes):
        take(QByteArray(note))


def _understood(note: Note, understand: Callable[[Any], T]) -> T | None:
    """Return what a note says; None where it is another version's, or damaged."""
    try:
        return understand(json.loads(note)) if isinstance(note, str) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _list_choice(note: Mapping[str, Any]) -> ListChoice:
    return ListChoice(note["key"], tuple(map(PhotoState, note["states"])))


def _switched(note: Mapping[str, Any]) -> Switched:
    return Switched(_drawn(note["usual"]), _drawn(note["drawn"]))


def _drawn(note: Mapping[str, Any]) -> Drawn:
    layers = {name: bool(shown) for name, shown in note["layers"].items()}
    return Drawn("flat" if note["projection"] == "flat" else "globe", MapLayers(**layers))
