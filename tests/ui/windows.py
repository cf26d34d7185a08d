"""The real window over a session of a test, and what a user does to it and reads from it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAction,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QWidget
from typing_extensions import override

from g3desktop.engine.messages import PhotoOptions
from g3desktop.settings import MapSettings
from g3desktop.store.records import PhotoState
from g3desktop.ui.evidence import EvidencePanel
from g3desktop.ui.list_column import ListColumn
from g3desktop.ui.map_view import MapView
from g3desktop.ui.notices import NoticeBar
from g3desktop.ui.photo_list import Role
from g3desktop.ui.status_line import StatusLine
from g3desktop.ui.window import MainWindow
from tests.engine_child_gate import Arrival, Gate
from tests.ui.sessions import PATIENCE_MS, Heard

W = TypeVar("W", bound=QWidget)

_COPY, _LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class MapWithoutPage(MapView):
    """For tests that are not about the map: a browser takes a second to start."""

    @override
    def _load(self) -> None:
        pass


class Opened:
    """A window that is open."""

    def __init__(self, qtbot, window: MainWindow, heard: Heard) -> None:
        self.qtbot, self.window, self.heard = qtbot, window, heard

    def part(self, kind: type[W]) -> W:
        (found,) = self.window.findChildren(kind)
        return found

    @property
    def list(self) -> QListView:
        return self.part(ListColumn).findChild(QListView)

    @property
    def filter(self) -> QLineEdit:
        return self.part(ListColumn).findChild(QLineEdit)

    @property
    def map(self) -> MapView:
        return self.window.map

    @property
    def right(self) -> QWidget:
        """What stands in the right column now: evidence, or an invitation."""
        return self.window._right.currentWidget()

    @property
    def evidence(self) -> EvidencePanel:
        """There is one once there is a photo."""
        return self.part(EvidencePanel)

    @property
    def notices(self) -> tuple[str, ...]:
        return self.part(NoticeBar).lines

    @property
    def status(self) -> str:
        """What the line at the foot says."""
        labels = self.part(StatusLine).findChildren(QLabel)
        return " | ".join(label.text() for label in labels if label.isVisible())

    def action(self, text: str) -> QAction:
        found = [one for one in self.window.findChildren(QAction) if one.text() == text]
        assert len(found) == 1, text
        return found[0]

    def choose_in_list(self, text: str) -> None:
        """Choose from the menu over the list."""
        self.action(text).trigger()

    def rows(self, role: int = Qt.ItemDataRole.DisplayRole) -> list:
        """What the list shows, from top to bottom."""
        model = self.list.model()
        return [model.index(row, 0).data(role) for row in range(model.rowCount())]

    def states(self) -> list[PhotoState]:
        return self.rows(Role.STATE)

    def read_aloud(self) -> list[tuple[str, str, bool]]:
        """Name, description and whether it is chosen, of each row in the accessible tree."""
        tree = QAccessible.queryAccessibleInterface(self.list)
        # Without a screen reader Qt does not tell its cells that rows have gone: read anew.
        QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(tree))
        tree = QAccessible.queryAccessibleInterface(self.list)
        assert tree.role() == QAccessible.Role.List
        rows = [tree.child(row) for row in range(tree.childCount())]
        assert {row.role() for row in rows} <= {QAccessible.Role.ListItem}
        name, description = QAccessible.Text.Name, QAccessible.Text.Description
        return [(row.text(name), row.text(description), bool(row.state().selected)) for row in rows]

    def wait(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def wait_idle(self) -> None:
        self.wait(lambda: self.is_idle)

    @property
    def is_idle(self) -> bool:
        """Whether all photos are done, and all is asked that is shown of the chosen one."""
        chosen = self.window._looked_at
        is_due = chosen is not None and (chosen._is_answered or chosen._map_goes_first.isActive())
        return self.heard.session.is_idle and not is_due

    def wait_at(self, gate: Gate) -> Arrival:
        """Wait for the engine to come to the gate, while the window goes on."""
        self.wait(lambda: gate.is_awaited)
        return gate.wait()

    def drag(self, widget: QWidget, data: QMimeData) -> bool:
        """Drag over the middle of a widget and let go; tell whether the window took it.

        The events are what the system sends, to the window as a whole: Qt finds who takes them.
        """
        top = widget.window()
        where = QPointF(widget.mapTo(top, widget.rect().center()))
        handle = top.windowHandle()
        enter = QDragEnterEvent(where.toPoint(), _COPY, data, _LEFT, _NO_KEYS)
        QApplication.sendEvent(handle, enter)
        # A move is taken beforehand where the entry was, as Qt does it for what the system sends.
        move = QDragMoveEvent(where.toPoint() + QPoint(1, 1), _COPY, data, _LEFT, _NO_KEYS)
        move.setAccepted(enter.isAccepted())
        QApplication.sendEvent(handle, move)
        if not move.isAccepted():
            QApplication.sendEvent(handle, QDragLeaveEvent())
            return False
        drop = QDropEvent(where, _COPY, data, _LEFT, _NO_KEYS)
        QApplication.sendEvent(handle, drop)
        return drop.isAccepted()


@contextlib.contextmanager
def opened(
    qtbot,
    folder: Path,
    wish: dict | None = None,
    options: PhotoOptions | None = None,
    *,
    with_page: bool = False,
    settings: MapSettings | None = None,
) -> Iterator[Opened]:
    """Open the window over a session, and close both."""
    folder.mkdir(parents=True, exist_ok=True)
    heard = Heard(folder, wish, options)
    map_view = (MapView if with_page else MapWithoutPage)(still=True)
    window = MainWindow(heard.session, "dark", map_view=map_view)
    if settings is not None:
        window.use_map(settings)
    qtbot.addWidget(window, before_close_func=lambda _window: None)
    try:
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        heard.start()
        yield Opened(qtbot, window, heard)
    finally:
        # As a user does, so that what the window remembers is kept.
        window.close()
        if map_view.page is not None:
            with qtbot.waitSignal(map_view.page.profile().destroyed, timeout=PATIENCE_MS):
                map_view.close_page()


def urls(*paths: Path | str) -> QMimeData:
    """What a file manager drags: addresses."""
    data = QMimeData()
    data.setUrls(
        [QUrl.fromEncoded((p.as_uri() if isinstance(p, Path) else p).encode()) for p in paths]
    )
    return data
