"""What the pages of galleries and packs share: a list, the chosen one beside it, and drops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from g3desktop.domain.errors import UserError
from g3desktop.settings import Folders
from g3desktop.ui.background import Background
from g3desktop.ui.intake import path_of
from g3desktop.ui.labels import plain_label
from g3desktop.ui.library_details import Details
from g3desktop.ui.library_list import LibraryList
from g3desktop.ui.library_stock import Stock
from g3desktop.ui.library_work import Wish
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.workshop import Outcome, Working, Workshop

_LEFT_PX, _RIGHT_PX = 360, 560


@dataclass(frozen=True, slots=True)
class Tools:
    """What a page works with.

    Attributes:
        folders: Where the program's files are.
        workshop: Has long work done.
        background: Has short work done.
    """

    folders: Folders
    workshop: Workshop
    background: Background


@dataclass(frozen=True, slots=True)
class PageTexts:
    """What stands on a page.

    Attributes:
        name: What is listed.
        intro: What that is good for.
        add: The button that adds one.
        hint: Another way to add one.
    """

    name: str
    intro: str
    add: str
    hint: str


class LibraryPage(QWidget):
    """A list of what there is, and the chosen one beside it.

    Args:
        tools: What it works with.
        texts: What stands on it.
        parent: The dialog.
    """

    gallery_chosen = Signal(str)
    """Name of the gallery to use; "" for the one that fits the encoder."""

    encoder_chosen = Signal(str)
    """Id of the pack to use. A gallery that is chosen with it is told right after."""

    stale = Signal()
    """What there is has changed."""

    def __init__(self, tools: Tools, texts: PageTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders, self._workshop = tools.folders, tools.workshop
        self._background = tools.background
        self._stock = Stock()
        self._encoder_in_use = self._gallery_in_use = ""
        self._picked = ""
        self._removing: Path | None = None
        self._wish: Wish | None = None
        self.setAcceptDrops(True)
        self._list = LibraryList(texts.name)
        self._list.chosen.connect(self._pick)
        self._details = Details()
        self._problem = plain_label("failure", selectable=True)
        self._problem.hide()
        self._add = QPushButton(texts.add)
        self._add.setAutoDefault(False)
        self._add.setEnabled(False)
        self._add.clicked.connect(lambda _checked: self.add())
        self._right = QStackedWidget()
        self._right.addWidget(self._details)
        self.setFocusProxy(self._list)
        self._lay_out(texts)
        self._workshop.changed.connect(self._show_work)
        self._workshop.finished.connect(self._show_outcome)

    def _lay_out(self, texts: PageTexts) -> None:
        intro, hint = plain_label("dim", selectable=True), plain_label("faint", selectable=True)
        intro.setText(texts.intro)
        hint.setText(texts.hint)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 16, 8, 16)
        column.setSpacing(10)
        column.addWidget(intro)
        column.addWidget(self._list, 1)
        for widget in (self._problem, self._add, hint):
            column.addWidget(widget)
        splitter = QSplitter()
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(self._right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LEFT_PX, _RIGHT_PX])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    # What a page says of itself.

    def add(self) -> None:
        """Let the user add one."""
        raise NotImplementedError

    def take_drop(self, path: Path, *, is_folder: bool) -> None:
        """Take what was dropped on the page."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Show everything as it stands now."""
        raise NotImplementedError

    def show_end(self, outcome: Outcome) -> None:
        """Show how a work ended, where it is this page's."""
        raise NotImplementedError

    # What the dialog says.

    def show_stock(self, stock: Stock) -> None:
        """Show what there is."""
        self._stock = stock
        self._problem.setText("\n".join(one_line(line) for line in stock.problems))
        self._problem.setVisible(bool(stock.problems))
        self._add.setEnabled(self._wish is None)
        self.refresh()

    def show_in_use(self, encoder_id: str, gallery: str) -> None:
        """Say what the engine uses now: an encoder's id, and a gallery's name or ""."""
        self._encoder_in_use, self._gallery_in_use = encoder_id, gallery
        self.refresh()

    # Work.

    def _show_work(self, working: Working | None) -> None:
        # Told many times a second; the page shows that there is work, not how far it is.
        wish = working.wish if working else None
        if wish is not self._wish:
            self._wish = wish
            self._problem.hide()
            self.refresh()

    def _show_outcome(self, outcome: Outcome) -> None:
        self.show_end(outcome)
        self.stale.emit()

    def _pick(self, key: str) -> None:
        self._picked = key
        self._show_details()

    def _show_details(self) -> None:
        self._right.setCurrentWidget(self._details)
        self.refresh()

    # Removal.

    def _remove_folder(
        self, folder: Path, remove: Callable[[], None], then: Callable[[], None]
    ) -> None:
        """Have a folder removed, and go on in this thread when it is gone."""
        self._removing = folder
        self.refresh()

        def removed(_nothing: None) -> None:
            self._removing = None
            self._workshop.forget_finding(folder)
            then()
            self.stale.emit()

        self._background.run(remove, removed, partial(self._not_removed, folder))

    def _not_removed(self, folder: Path, error: BaseException) -> None:
        self._removing = None
        self.refresh()
        if not isinstance(error, UserError):
            raise error
        self.say(f"{folder.name}: {error.one_line()}")

    def say(self, line: str) -> None:
        """Say what went wrong."""
        self._problem.setText(one_line(line))
        self._problem.show()

    # Drops.

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._add.isEnabled() and dropped_path(event.mimeData()) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_path(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self._background.run(
                path.is_dir, lambda is_folder: self.take_drop(path, is_folder=is_folder)
            )


def dropped_path(data: QMimeData) -> Path | None:
    """Return the first file or folder of this machine that is dropped, or None."""
    paths = (path_of(url) for url in data.urls())
    return next((path for path in paths if path is not None), None)
