"""The left column: the photos, what is known about each, and what to do with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from g3desktop.store.records import PhotoRecord, PhotoState
from g3desktop.ui.news import Shown, Staged, Tally, Thumbnail
from g3desktop.ui.photo_list import (
    ListChoice,
    PhotoDelegate,
    PhotoFilter,
    PhotoModel,
    Role,
    Row,
    SortKey,
    words_for,
)
from g3desktop.ui.sentences import translated_sentence
from g3desktop.ui.session import Session
from g3desktop.ui.stages import stage_words
from g3desktop.ui.theme import Tokens

T = TypeVar("T")


class ListColumn(QWidget):
    """The list of photos, kept up to date by the session.

    Args:
        session: What it shows.
        colours: The theme's.
        parent: The widget that it lies in.
    """

    chosen = Signal(object)
    """int | None: the photo that somebody looks at."""

    add_wanted = Signal()
    """The user wants to choose photos."""

    tallied = Signal(object)
    """Tally: how many photos there are, and how far they are."""

    rearranged = Signal(object)
    """ListChoice: somebody has chosen another order, or what is shown."""

    def __init__(self, session: Session, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: dict[int, str] = {}
        self._pixmaps: dict[int, QPixmap] = {}
        self._photos = PhotoModel()
        self._shown = PhotoFilter(self._photos)
        self._delegate = PhotoDelegate(colours)
        self._build()
        session.opened.connect(self._open)
        session.added.connect(self._add)
        session.found_again.connect(self._choose_again)
        session.arranged.connect(self._photos.arrange)
        session.changed.connect(self._change)
        session.thumbnail.connect(self._take_thumbnail)
        session.staged.connect(self._take_stage)
        session.answered.connect(self._take_answer)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_header())
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Filter by name or place"))
        self._search.setClearButtonEnabled(True)
        self._search.setAccessibleName(self.tr("Filter photos"))
        self._search.textChanged.connect(self._filter)
        frame = QHBoxLayout()
        frame.setContentsMargins(10, 8, 10, 4)
        frame.addWidget(self._search)
        column.addLayout(frame)
        self._list = QListView()
        self._list.setModel(self._shown)
        self._list.setItemDelegate(self._delegate)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._list.setAccessibleName(self.tr("Photos"))
        self._list.selectionModel().currentChanged.connect(self._choose_row)
        column.addWidget(self._list, 1)
        self._nothing = self._hint(self.tr("No photo matches the filter."))
        self._nothing.hide()
        column.addWidget(self._nothing)
        drop = self._hint(self.tr("Drop photos or folders here"))
        drop.setProperty("role", "drop")
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 6, 10, 10)
        foot.addWidget(drop)
        column.addLayout(foot)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _build_header(self) -> QWidget:
        header = QFrame()
        header.setProperty("role", "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(12, 8, 10, 8)
        title = QLabel(self.tr("Photos"))
        title.setProperty("role", "heading")
        row.addWidget(title, 1)
        self._sort = QToolButton()
        self._sort.setText(self.tr("Sort"))
        self._sort.setToolTip(self.tr("Order and filter the list"))
        self._sort.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._sort.setMenu(self._build_sort_menu())
        row.addWidget(self._sort)
        add = QPushButton(self.tr("Add…"))
        add.setToolTip(self.tr("Choose photos to place"))
        add.clicked.connect(self.add_wanted)
        # As high as the other, which is a button of another kind.
        add.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        row.addWidget(add)
        return header

    def _build_sort_menu(self) -> QMenu:
        menu = QMenu(self)
        keys: tuple[tuple[str, SortKey], ...] = (
            (self.tr("In order of work"), "order"),
            (self.tr("By name"), "name"),
            (self.tr("By state"), "state"),
        )
        states: tuple[tuple[str, tuple[PhotoState, ...]], ...] = (
            (self.tr("All photos"), ()),
            (self.tr("Only those without an answer"), (PhotoState.FAILED,)),
            (self.tr("Only those that are done"), (PhotoState.DONE,)),
            (
                self.tr("Only those still to be done"),
                (PhotoState.WAITING, PhotoState.WORKING),
            ),
        )
        self._key = _Choice(menu, keys, self._rearrange)
        menu.addSeparator()
        self._states = _Choice(menu, states, self._rearrange)
        return menu

    @staticmethod
    def _hint(text: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "dim")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        label.setContentsMargins(12, 10, 12, 10)
        return label

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._delegate.colours = colours
        self._list.viewport().update()

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Offer these for the selected photos, on the right mouse button."""
        self._list.addActions(list(actions))

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_filter(self) -> None:
        """Give the keyboard to the filter."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    # What is selected.

    @property
    def listed(self) -> int:
        """How many photos are in the list."""
        return self._photos.rowCount()

    @property
    def current(self) -> int | None:
        """The photo that somebody looks at."""
        index = self._list.currentIndex()
        return index.data(Role.ID) if index.isValid() else None

    def selected(self) -> list[int]:
        """Return the photos that are selected."""
        return [index.data(Role.ID) for index in self._list.selectionModel().selectedIndexes()]

    def select(self, place: int) -> bool:
        """Choose the photo at a place of the list, from 0; tell whether it was another one."""
        index, before = self._shown.index(place, 0), self.current
        self._list.setCurrentIndex(index)
        return index.isValid() and self.current != before

    def pixmap(self, photo: int) -> QPixmap | None:
        """Return a photo's small picture, where it is known."""
        return self._pixmaps.get(photo)

    def line(self, photo: int) -> str:
        """Return what the list says about a photo."""
        row = self._photos.row(photo)
        return row.line if row is not None else ""

    def forget_answers(self, photos: Sequence[int]) -> None:
        """Say no more what photos were found to show."""
        for photo in photos:
            self._lines.pop(photo, None)

    def remove(self, photos: Sequence[int]) -> None:
        """Take photos out of the list."""
        self._photos.remove(photos)
        for photo in photos:
            self._lines.pop(photo, None)
            self._pixmaps.pop(photo, None)
        if not self.selected():
            # A row that Qt makes the current one where several went is not selected yet.
            self._list.setCurrentIndex(self._list.currentIndex())
        self._tally()

    def _choose_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(current.data(Role.ID) if current.isValid() else None)

    def _choose_again(self, records: Sequence[PhotoRecord]) -> None:
        """Choose photos that were added though they stand in the list."""
        chosen = [self._shown.mapFromSource(self._photos.index_of(one.id)) for one in records]
        visible = [index for index in chosen if index.isValid()]
        if not visible:
            return
        self._list.setCurrentIndex(visible[0])
        for index in visible:
            self._list.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    def rearrange(self, choice: ListChoice) -> None:
        """Show the list as it was left.

        A choice of states that leaves nothing to be seen is not taken up: the list would look as
        if the photos were lost, and hide those that come.
        """
        self._key.choose(choice.key)
        self._states.choose(choice.states)
        self._sort_and_filter()
        if not self._shown.rowCount():
            self._states.choose(())
            self._sort_and_filter()

    def _rearrange(self) -> None:
        self._sort_and_filter()
        self.rearranged.emit(ListChoice(self._key.value, self._states.value))

    def _sort_and_filter(self) -> None:
        self._shown.sort_by(self._key.value)
        self._filter()

    def _filter(self) -> None:
        states = self._states.value
        # A list that does not show everything says so.
        self._sort.setText(self.tr("Filtered") if states else self.tr("Sort"))
        self._shown.show_only(self._search.text(), frozenset(states))
        self._nothing.setVisible(bool(self.listed) and not self._shown.rowCount())

    # What the session says.

    def _open(self, records: Sequence[PhotoRecord]) -> None:
        self._photos.replace_all([self._row(record) for record in records])
        self._tally()
        if records and self.current is None:
            self.select(0)

    def _add(self, records: Sequence[PhotoRecord]) -> None:
        self._photos.append([self._row(record) for record in records])
        self._tally()
        if self.current is None and records:
            self.select(self._shown.rowCount() - len(records))

    def _row(self, record: PhotoRecord) -> Row:
        line = self._lines.get(record.id, "")
        if record.state is PhotoState.FAILED:
            line = translated_sentence(record.reason)
        elif record.state is PhotoState.WAITING or not line:
            line = words_for(record.state)
        pixmap = self._pixmaps.get(record.id)
        return Row(record.id, record.name, str(record.path), record.state, line, pixmap)

    def _change(self, record: PhotoRecord) -> None:
        if record.state is PhotoState.DONE and record.id not in self._lines:
            self._session.show(record.id)
        self._photos.change(self._row(record))
        self._tally()

    def _take_thumbnail(self, thumbnail: Thumbnail) -> None:
        self._pixmaps[thumbnail.photo] = QPixmap.fromImage(thumbnail.image)
        if (row := self._photos.row(thumbnail.photo)) is not None:
            self._photos.change(replace(row, pixmap=self._pixmaps[thumbnail.photo]))
            if row.state is PhotoState.DONE and thumbnail.photo not in self._lines:
                self._session.show(thumbnail.photo)

    def _take_stage(self, staged: Staged) -> None:
        row = None if staged.photo is None else self._photos.row(staged.photo)
        if row is not None and row.state is PhotoState.WORKING:
            self._photos.change(replace(row, line=stage_words(staged)))

    def _take_answer(self, shown: Shown) -> None:
        from g3desktop.ui.places import line_for

        self._lines[shown.photo] = line_for(shown.answer)
        record = self._session.record(shown.photo)
        if record is not None:
            self._photos.change(self._row(record))

    def _tally(self) -> None:
        states = [row.state for row in self._photos.rows()]
        failed = states.count(PhotoState.FAILED)
        self.tallied.emit(Tally(len(states), states.count(PhotoState.DONE) + failed, failed))


class _Choice(Generic[T]):
    """Values in a menu of which one is chosen, the first to begin with.

    Args:
        menu: The menu.
        values: What stands there, and what it means.
        chosen: Called when somebody has chosen.
    """

    def __init__(
        self, menu: QMenu, values: Sequence[tuple[str, T]], chosen: Callable[[], None]
    ) -> None:
        self.value = values[0][1]
        self._chosen = chosen
        self._actions: list[tuple[T, QAction]] = []
        group = QActionGroup(menu)
        for text, value in values:
            action = QAction(text, group)
            action.setCheckable(True)
            action.triggered.connect(lambda _checked, value=value: self._take(value))
            menu.addAction(action)
            self._actions.append((value, action))
        self._actions[0][1].setChecked(True)

    def choose(self, value: T) -> None:
        """Choose for the user; what is no value of this menu is not chosen."""
        for known, action in self._actions:
            if known == value:
                self.value = known
                action.setChecked(True)

    def _take(self, value: T) -> None:
        self.value = value
        self._chosen()
