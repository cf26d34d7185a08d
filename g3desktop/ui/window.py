"""The main window: photos on the left, the map in the middle, the evidence on the right."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from g3desktop.settings import MapSettings
from g3desktop.ui.dropped import holds_photos, read_dropped
from g3desktop.ui.labels import OneLineLabel
from g3desktop.ui.layout_memory import LayoutMemory
from g3desktop.ui.links import permission
from g3desktop.ui.list_column import ListColumn
from g3desktop.ui.map_choice import MapChoice
from g3desktop.ui.map_content import Projection
from g3desktop.ui.map_view import MapView
from g3desktop.ui.menus import build_menus
from g3desktop.ui.news import EngineView, Staged, Tally
from g3desktop.ui.notices import NoticeBar
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.session import Session
from g3desktop.ui.status_line import StatusLine
from g3desktop.ui.theme import ThemeName, tokens
from g3desktop.ui.welcome import Welcome

if TYPE_CHECKING:
    from g3desktop.domain.notation import Notation
    from g3desktop.store.records import PhotoRecord
    from g3desktop.ui.chosen_photo import ChosenPhoto

_COLUMNS_PX = (260, 760, 420)
_LEAST_MAP_PX = 160
"""The columns beside it do not squeeze the map out of a narrow window."""


class MainWindow(QMainWindow):
    """The program's window.

    Args:
        session: What it works on.
        theme: Dark or light.
        map_view: The map; one of its own by default.
        cache: Where fetched pictures are kept; without it none is offered to be fetched.
    """

    settings_wanted = Signal(str)
    """The user wants to change settings; the name of a page, or ""."""

    library_wanted = Signal(str)
    """The user wants to see "galleries" or "packs"."""

    help_wanted = Signal(str)
    """The user wants to see "shortcuts" or "about"."""

    def __init__(
        self,
        session: Session,
        theme: ThemeName,
        *,
        map_view: MapView | None = None,
        cache: Path | None = None,
    ) -> None:
        super().__init__()
        self._session, self._cache = session, cache
        self.setWindowTitle("G3 Desktop")
        self.setAcceptDrops(True)
        self.resize(sum(_COLUMNS_PX), 900)
        self._list = ListColumn(session, tokens(theme))
        self._map = map_view or MapView()
        self._map.set_theme(theme)
        self._welcome = Welcome(tokens(theme))
        self._colours = tokens(theme)
        self._looked_at: ChosenPhoto | None = None
        self._status = StatusLine()
        self._notices = NoticeBar()
        self._build()
        self._list.set_actions(build_menus(self, self._list))
        self._map_choice = MapChoice(self._map, self)
        self._memory = LayoutMemory(session, self, self._columns, self._list, self._map_choice)
        self._connect()
        self._show_name(None)
        self._list.focus_list()

    # The parts.

    def _build(self) -> None:
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setHandleWidth(1)
        for part in (self._list, self._map, self._build_right()):
            self._columns.addWidget(part)
        self._columns.setSizes(list(_COLUMNS_PX))
        self._columns.setStretchFactor(1, 1)
        self._map.setMinimumWidth(_LEAST_MAP_PX)
        self._columns.setCollapsible(1, False)  # noqa: FBT003, Qt's own signature
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._columns, 1)
        column.addWidget(self._notices)
        column.addWidget(self._status)
        self.setCentralWidget(body)

    def _build_right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._header = QFrame()
        self._header.setProperty("role", "header")
        row = QHBoxLayout(self._header)
        row.setContentsMargins(18, 8, 10, 8)
        self._file = OneLineLabel("heading")
        row.addWidget(self._file, 1)
        again = QPushButton(self.tr("Place again"))
        again.clicked.connect(self.place_again)
        row.addWidget(again)
        self._right = QStackedWidget()
        self._right.addWidget(self._welcome)
        column.addWidget(self._header)
        column.addWidget(self._right, 1)
        return right

    def _furnish(self) -> ChosenPhoto:
        """Return what shows a photo; it is made once, after the window is there."""
        if self._looked_at is None:
            from g3desktop.ui.chosen_photo import ChosenPhoto
            from g3desktop.ui.evidence import EvidencePanel
            from g3desktop.ui.picture_fetch import PictureFetch, open_shelf

            fetch = None
            if self._cache is not None:
                fetch = PictureFetch(partial(open_shelf, self._cache), self)
            evidence = EvidencePanel(self._colours, fetch)
            self._right.addWidget(evidence)
            evidence.again_wanted.connect(self.place_again)
            evidence.folder_wanted.connect(self._show_in_folder)
            evidence.copied.connect(self._tell_copied)
            self._looked_at = ChosenPhoto(
                self._session, self._map, evidence, self._list.pixmap, self
            )
            self._looked_at.changed.connect(self._show_name)
            self._order_tabs()
        return self._looked_at

    def _order_tabs(self) -> None:
        """Let Tab go from left to right and then down; what was made late would come last."""
        chain: list[QWidget] = []
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                chain.append(widget)
            widget = widget.nextInFocusChain()
        # The browser's own widgets stay as they are: each stands for the one after it.
        ordered = [one for one in chain if self._map.isAncestorOf(one)][-1:]
        for part in (self._header, self._right, self._notices, self._status):
            ordered += [one for one in chain if part.isAncestorOf(one)]
        for before, after in pairwise(ordered):
            self.setTabOrder(before, after)

    def _settle(self) -> None:
        """Make what the first photo will need, and put in order what was made late."""
        if self._looked_at is None:
            self._furnish()
        else:
            self._order_tabs()

    def _look_at(self, photo: int | None) -> None:
        if photo is not None or self._looked_at is not None:
            self._furnish().show(photo)

    def _connect(self) -> None:
        session = self._session
        session.staged.connect(self._show_stage)
        session.engine_changed.connect(self._show_engine)
        session.warned.connect(self._notices.tell)
        self._map.failed.connect(self._notices.tell)
        # The map's page is the last to be there, and from then on the window has time.
        self._map.ready.connect(self._settle)
        self._list.chosen.connect(self._look_at)
        self._list.add_wanted.connect(self.choose_files)
        self._list.tallied.connect(self._show_tally)
        self._welcome.photos_wanted.connect(self.choose_files)
        self._welcome.folder_wanted.connect(self.choose_folder)
        self._welcome.settings_wanted.connect(self.settings_wanted)
        self._welcome.galleries_wanted.connect(lambda: self.library_wanted.emit("galleries"))
        permission.refused.connect(self._tell_refused)
        self._status.stop_wanted.connect(session.cancel_all)
        self._status.privacy_wanted.connect(lambda: self.settings_wanted.emit("privacy"))

    def set_theme(self, theme: ThemeName) -> None:
        """Draw dark or light; the style sheet is the application's."""
        self._list.set_colours(tokens(theme))
        self._welcome.set_colours(tokens(theme))
        self._colours = tokens(theme)
        if self._looked_at is not None:
            self._looked_at.evidence.set_colours(self._colours)
        self._map.set_theme(theme)

    def use_map(self, settings: MapSettings) -> None:
        """Draw the map as the settings ask for."""
        self._map_choice.use(settings)

    # Input.

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_photos(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.take(event.mimeData())
        event.acceptProposedAction()

    def take(self, data: QMimeData) -> None:
        """Put what was dropped or pasted into the list."""
        dropped = read_dropped(data)
        if dropped.paths:
            self._session.add(dropped.paths)
        if dropped.image is not None:
            self._session.add_image(dropped.image)
        if dropped.data_url:
            self._session.add_data_url(dropped.data_url)
        if dropped.is_on_web:
            self._notices.tell(
                self.tr("Pictures on the web are not fetched: save the picture, then add it.")
            )

    def paste(self) -> None:
        """Take photos from the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        if data is not None:
            self.take(data)

    def choose_files(self) -> None:
        """Let the user choose photos."""
        from g3desktop.engine.photo import SUPPORTED_SUFFIXES

        kinds = " ".join(f"*{suffix}" for suffix in sorted(SUPPORTED_SUFFIXES))
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Add photos"), "", self.tr("Photos (%1)").replace("%1", kinds)
        )
        if names:
            self._session.add(map(Path, names))

    def choose_folder(self) -> None:
        """Let the user choose a folder of photos."""
        if name := QFileDialog.getExistingDirectory(self, self.tr("Add a folder")):
            self._session.add([Path(name)])

    # Commands.

    @property
    def listed(self) -> int:
        """How many photos are in the list."""
        return self._list.listed

    def select_photo(self, place: int) -> bool:
        """Choose the photo at a place of the list, from 0; tell whether it was another one."""
        return self._list.select(place)

    @property
    def map(self) -> MapView:
        """The map."""
        return self._map

    def tell(self, line: str) -> None:
        """Say something that the user must see."""
        self._notices.tell(line)

    def place_first(self) -> None:
        """Work on the selected photos next."""
        self._session.take_next(self._list.selected())

    def place_again(self) -> None:
        """Place the selected photos once more."""
        photos = self._list.selected()
        self._list.forget_answers(photos)
        if self._looked_at is not None:
            self._looked_at.forget(photos)
        self._session.retry(photos)

    def stop_chosen(self) -> None:
        """Stop the work on the selected photos."""
        self._session.cancel(self._list.selected())

    def stop_all(self) -> None:
        """Stop all work."""
        self._session.cancel_all()

    def remove_chosen(self) -> None:
        """Take the selected photos out of the list; the files stay."""
        photos = self._list.selected()
        self._session.remove(photos)
        if self._looked_at is not None:
            self._looked_at.forget(photos)
        self._list.remove(photos)

    def _show_in_folder(self) -> None:
        photo = self._list.current
        record = None if photo is None else self._session.record(photo)
        if record is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(record.path.parent)))

    def _tell_copied(self, text: str) -> None:
        self._status.show_word(self.tr("Copied: %1").replace("%1", text))

    def _tell_refused(self, address: str) -> None:
        text = self.tr("%1 was not opened: links are switched off in the privacy settings.")
        self.tell(text.replace("%1", address))

    def step(self, ranks: int) -> None:
        """Choose a place so many ranks below the chosen one."""
        if self._looked_at is not None:
            evidence = self._looked_at.evidence
            evidence.choose(evidence.chosen + ranks)

    def copy(self, notation: Notation) -> None:
        """Copy the position of the chosen place."""
        if self._looked_at is not None:
            self._looked_at.evidence.copy(notation)

    def choose_projection(self, projection: Projection) -> None:
        """Draw a globe or a flat map."""
        self._map_choice.project(projection)

    def fold_photos(self) -> None:
        """Fold the list away, or open it again."""
        self._fold(0)

    def fold_evidence(self) -> None:
        """Fold the evidence away, or open it again."""
        self._fold(2)

    def _fold(self, place: int) -> None:
        sizes = self._columns.sizes()
        sizes[place] = 0 if sizes[place] else _COLUMNS_PX[place]
        self._columns.setSizes(sizes)

    # What the session says.

    def _show_name(self, record: PhotoRecord | None) -> None:
        self._header.setVisible(record is not None)
        self._file.setText("" if record is None else one_line(record.name))

    def _show_tally(self, tally: Tally) -> None:
        self._status.show_tally(tally)
        if tally.total:
            self._right.setCurrentWidget(self._furnish().evidence)
        else:
            self._right.setCurrentWidget(self._welcome)

    def _show_stage(self, staged: Staged) -> None:
        record = None if staged.photo is None else self._session.record(staged.photo)
        if staged.photo is None or record is not None:
            self._status.show_stage(staged, record.name if record else "")

    def _show_engine(self, view: EngineView) -> None:
        self._status.show_engine(view)
        self._welcome.show_engine(view)
        if view.message:
            self._notices.tell(view.message)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._memory.keep()
        self._session.close()
        event.accept()
