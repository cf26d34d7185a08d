"""What the pages of galleries and packs lie in: a list, the chosen one beside it, and drops."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

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
from g3desktop.ui.library_list import Fact, LibraryList, Mood, Row
from g3desktop.ui.library_stock import Stock
from g3desktop.ui.library_work import Wish
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.sentences import error_words
from g3desktop.ui.workshop import Outcome, Working, Workshop

_LEFT_PX, _RIGHT_PX = 384, 576
"""At first; both grow and shrink alike, so that the details always have more than the list."""


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


@dataclass(frozen=True, slots=True)
class Standing:
    """How everything stands.

    Attributes:
        stock: What there is.
        is_read: Whether anybody has looked yet.
        encoder_id: Of the encoder in use; "" while there is none.
        gallery: Name of the gallery in use; "" for none.
        basemap: The file of streets that the map draws; "" for none.
        wish: The long work that is under way, or None.
        removing: The folder that is being removed, or None.
    """

    stock: Stock = field(default_factory=Stock)
    is_read: bool = False
    encoder_id: str = ""
    gallery: str = ""
    basemap: str = ""
    wish: Wish | None = None
    removing: Path | None = None


@dataclass(frozen=True, slots=True)
class DroppedPath:
    """What was dropped on a page."""

    path: Path
    is_folder: bool


class View(Protocol):
    """What is said of one gallery or pack."""

    @property
    def is_in_use(self) -> bool:
        """Whether the engine has it open."""

    def row(self) -> Row:
        """Return its row of the list."""

    def state(self) -> tuple[str, Mood]:
        """Return its state in a word or two, and its colour."""

    def sentence(self) -> str:
        """Say how it stands with it."""

    def facts(self) -> Sequence[Fact]:
        """Return all that is known of it."""


class LibraryFrame(QWidget):
    """A list of what there is, and the chosen one beside it.

    Args:
        tools: What it works with.
        texts: What stands on it.
        parent: The page.

    Attributes:
        details: The chosen one, and what can be done with it.
        standing: How everything stands, as it was told last.
    """

    changed = Signal(object)
    """Standing: another one, or another row was chosen. Whoever hears it shows its views."""

    add_wanted = Signal()
    """One is to be added."""

    dropped = Signal(object)
    """DroppedPath."""

    ended = Signal(object)
    """Outcome of a long work, whoever asked for it."""

    stale = Signal()
    """What there is has changed."""

    def __init__(self, tools: Tools, texts: PageTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workshop, self._background = tools.workshop, tools.background
        working = self._workshop.working
        self.standing = Standing(wish=working.wish if working else None)
        self._picked = ""
        self.setAcceptDrops(True)
        self._list = LibraryList(texts.name)
        self._list.chosen.connect(self._choose)
        self.details = Details()
        self._problem = plain_label("failure", selectable=True)
        self._problem.hide()
        self._add = QPushButton(texts.add)
        self._add.setAutoDefault(False)
        self._add.setEnabled(False)
        self._add.clicked.connect(lambda _checked: self.add_wanted.emit())
        self._right = QStackedWidget()
        self._right.addWidget(self.details)
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
        splitter.setStretchFactor(0, _LEFT_PX)
        splitter.setStretchFactor(1, _RIGHT_PX)
        splitter.setSizes([_LEFT_PX, _RIGHT_PX])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    # What the dialog says.

    def show_stock(self, stock: Stock) -> None:
        """Show what there is."""
        self._problem.setText("\n".join(one_line(line) for line in stock.problems))
        self._problem.setVisible(bool(stock.problems))
        self._stand(replace(self.standing, stock=stock, is_read=True))

    def show_in_use(self, encoder_id: str, gallery: str) -> None:
        """Say what the engine uses now: an encoder's id, and a gallery's name or ""."""
        self._stand(replace(self.standing, encoder_id=encoder_id, gallery=gallery))

    def show_basemap(self, basemap: str) -> None:
        """Say which file of streets the map draws; "" for none."""
        self._stand(replace(self.standing, basemap=basemap))

    # What the page says.

    def add_panel(self, panel: QWidget) -> None:
        """Take a widget that can be shown instead of the details."""
        self._right.addWidget(panel)

    def show_panel(self, panel: QWidget) -> None:
        """Show one of them."""
        self._right.setCurrentWidget(panel)

    def show_details(self) -> None:
        """Show the chosen one again."""
        self._right.setCurrentWidget(self.details)
        self.changed.emit(self.standing)

    def allow_adding(self, *, allowed: bool) -> None:
        """Say whether one can be added now, by the button or a drop."""
        self._add.setEnabled(allowed)

    def pick(self, folder: Path) -> None:
        """Have what lies in a folder chosen when views are shown the next time."""
        self._picked = str(folder)

    def key(self) -> str:
        """Return the key of the chosen row, or ""."""
        return self._list.key()

    def show_views(self, views: Sequence[View], nothing: str, nothing_hint: str) -> None:
        """Show rows, and details of the chosen one.

        Args:
            views: All there is.
            nothing: Stands for the chosen one where there is none.
            nothing_hint: How to come to one.
        """
        rows = [view.row() for view in views]
        in_use = (row.key for row, view in zip(rows, views, strict=True) if view.is_in_use)
        self._list.show_rows(rows, self._picked or next(in_use, ""))
        key = self._list.key()
        for row, view in zip(rows, views, strict=True):
            if row.key == key:
                self.details.show_item(row.name, view.sentence(), view.state()[1], view.facts())
                return
        self.details.show_item(nothing, nothing_hint, "", ())

    def remove_folder(
        self, folder: Path, remove: Callable[[], None], then: Callable[[], None]
    ) -> None:
        """Have a folder removed, and go on in this thread when it is gone.

        Args:
            folder: What goes.
            remove: Removes it, in another thread.
            then: Called when that is done.
        """
        self._stand(replace(self.standing, removing=folder))

        def removed(_nothing: None) -> None:
            self.standing = replace(self.standing, removing=None)
            self._workshop.forget_finding(folder)
            then()
            self.stale.emit()

        self._background.run(remove, removed, partial(self._not_removed, folder))

    def _not_removed(self, folder: Path, error: BaseException) -> None:
        self._stand(replace(self.standing, removing=None))
        if not isinstance(error, UserError):
            raise error
        self._problem.setText(one_line(f"{folder.name}: {error_words(error)}"))
        self._problem.show()

    # What the workshop and the user say.

    def _show_work(self, working: Working | None) -> None:
        # Told many times a second; the page shows that there is work, not how far it is.
        wish = working.wish if working else None
        if wish is not self.standing.wish:
            self._problem.hide()
            self._stand(replace(self.standing, wish=wish))

    def _show_outcome(self, outcome: Outcome) -> None:
        self.ended.emit(outcome)
        self.stale.emit()

    def _choose(self, key: str) -> None:
        self._picked = key
        self.show_details()

    def _stand(self, standing: Standing) -> None:
        self.standing = standing
        self.changed.emit(standing)

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
                path.is_dir, lambda is_folder: self.dropped.emit(DroppedPath(path, is_folder))
            )


def fill_page(page: QWidget, frame: LibraryFrame) -> None:
    """Let a frame be all of a page, and have the focus for it."""
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(frame)
    page.setFocusProxy(frame)


def dropped_path(data: QMimeData) -> Path | None:
    """Return the first file or folder of this machine that is dropped, or None."""
    paths = (path_of(url) for url in data.urls())
    return next((path for path in paths if path is not None), None)
