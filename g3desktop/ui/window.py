"""The main window: photos on the left, the map in the middle, the evidence on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QMenu,
    QProgressBar,
    QPushButton,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from g3desktop.domain.answer import Answer
from g3desktop.domain.geometry import LatLon, distance_km
from g3desktop.engine.photo import SUPPORTED_SUFFIXES
from g3desktop.store.records import PhotoRecord, PhotoState
from g3desktop.ui.evidence import EvidencePanel
from g3desktop.ui.intake import path_of
from g3desktop.ui.map_content import DensityPoint, MapContent, content_of
from g3desktop.ui.map_view import MapView
from g3desktop.ui.news import EngineView, Heat, Shown, Staged, Thumbnail
from g3desktop.ui.photo_list import (
    PhotoDelegate,
    PhotoFilter,
    PhotoModel,
    Role,
    Row,
    one_line,
    tooltip,
    words_for,
)
from g3desktop.ui.places import title_of
from g3desktop.ui.session import Session
from g3desktop.ui.theme import ThemeName, Tokens, tokens
from g3desktop.ui.words import count_words

_LAYOUT_NOTE = "window.columns"
_GEOMETRY_NOTE = "window.geometry"
_FAR_KM = 200.0


def line_for(answer: Answer) -> str:
    """Return an answer in the few words that the list has room for."""
    if not answer.candidates:
        return QCoreApplication.translate("PhotoList", "no place found")
    first, *others = answer.candidates
    apart = sum(distance_km(first.where, other.where) > _FAR_KM for other in others)
    agreement = first.agreement
    agreeing = agreement.retrieval + bool(agreement.model) + agreement.verification
    if agreeing < 2 and apart >= 2:
        unsure = QCoreApplication.translate("PhotoList", "not sure: {} places")
        return unsure.format(apart + 1)
    return title_of(first)


class DropHint(QFrame):
    """Invites photos, at the foot of the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QVBoxLayout(self)
        label = QLabel(self.tr("Drop photos or folders here"))
        label.setProperty("role", "dim")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(label)
        self.setFrameShape(QFrame.Shape.NoFrame)


class MainWindow(QMainWindow):
    """The program's window.

    Args:
        session: What it works on.
        theme: Dark or light.
        still: Whether the map jumps instead of gliding.
    """

    settings_wanted = Signal()
    """The user wants to change settings."""

    def __init__(self, session: Session, theme: ThemeName, *, still: bool = False) -> None:
        super().__init__()
        self._session = session
        self._colours: Tokens = tokens(theme)
        self._chosen: int | None = None
        self._lines: dict[int, str] = {}
        self._pixmaps: dict[int, QPixmap] = {}
        self._previews: dict[int, QPixmap] = {}
        self._heat: dict[int, Heat] = {}
        self._answer: Answer | None = None
        self._engine = EngineView("starting")
        self.setWindowTitle("G3 Desktop")
        self.setAcceptDrops(True)
        self.resize(1440, 900)
        self._build(theme, still=still)
        self._connect()
        self._show_photo(None)

    # The parts.

    def _build(self, theme: ThemeName, *, still: bool) -> None:
        self._photos = PhotoModel()
        self._shown = PhotoFilter(self._photos)
        self._map = MapView(still=still)
        self._map.set_theme(theme)
        self._evidence = EvidencePanel(self._colours)
        self._columns = QSplitter(Qt.Orientation.Horizontal)
        self._columns.setHandleWidth(1)
        self._columns.addWidget(self._build_left())
        self._columns.addWidget(self._map)
        self._columns.addWidget(self._build_right())
        self._columns.setSizes([250, 790, 400])
        self._columns.setStretchFactor(1, 1)
        self._columns.setCollapsible(1, False)  # noqa: FBT003, Qt's own signature
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._columns, 1)
        column.addWidget(self._build_status())
        self.setCentralWidget(body)

    def _build_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_list_header())
        self._search = QLineEdit()
        self._search.setPlaceholderText(self.tr("Filter by name or place"))
        self._search.setClearButtonEnabled(True)
        self._search.setAccessibleName(self.tr("Filter photos"))
        self._search.textChanged.connect(self._shown.show_only)
        frame = QHBoxLayout()
        frame.setContentsMargins(10, 8, 10, 4)
        frame.addWidget(self._search)
        column.addLayout(frame)
        self._list = QListView()
        self._list.setModel(self._shown)
        self._delegate = PhotoDelegate(self._colours)
        self._list.setItemDelegate(self._delegate)
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._list.setAccessibleName(self.tr("Photos"))
        column.addWidget(self._list, 1)
        self._hint = DropHint()
        column.addWidget(self._hint)
        left.setMinimumWidth(180)
        return left

    def _build_list_header(self) -> QWidget:
        header = QFrame()
        header.setProperty("role", "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(12, 8, 10, 8)
        title = QLabel(self.tr("Photos"))
        title.setProperty("role", "heading")
        row.addWidget(title, 1)
        add = QPushButton(self.tr("Add…"))
        add.setToolTip(self.tr("Choose photos to place"))
        add.clicked.connect(self.choose_files)
        row.addWidget(add)
        more = QToolButton()
        more.setText("⋯")
        more.setAccessibleName(self.tr("More"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self._build_menu())
        row.addWidget(more)
        return header

    def _build_menu(self) -> QMenu:
        menu = QMenu(self)
        keys = QKeySequence.StandardKey
        for text, shortcut, act in (
            (self.tr("Add photos…"), QKeySequence(keys.Open), self.choose_files),
            (self.tr("Add a folder…"), QKeySequence("Ctrl+Shift+O"), self.choose_folder),
            (self.tr("Paste"), QKeySequence(keys.Paste), self.paste),
            (self.tr("Place first"), QKeySequence("Ctrl+T"), self.place_first),
            (self.tr("Place again"), QKeySequence("F5"), self.place_again),
            (self.tr("Stop"), QKeySequence("Esc"), self.stop_chosen),
            (self.tr("Stop all"), QKeySequence("Shift+Esc"), self.stop_all),
            (self.tr("Remove from the list"), QKeySequence(keys.Delete), self.remove_chosen),
        ):
            action = QAction(text, self)
            action.setShortcut(shortcut)
            action.triggered.connect(act)
            menu.addAction(action)
            self.addAction(action)
        menu.addSeparator()
        settings = QAction(self.tr("Settings…"), self)
        settings.setShortcut(QKeySequence("Ctrl+,"))
        settings.triggered.connect(self.settings_wanted)
        menu.addAction(settings)
        self.addAction(settings)
        sorting = menu.addMenu(self.tr("Sort"))
        sorting.addAction(self.tr("In order of work"), lambda: self._shown.sort_by("order"))
        sorting.addAction(self.tr("By name"), lambda: self._shown.sort_by("name"))
        sorting.addAction(self.tr("By state"), lambda: self._shown.sort_by("state"))
        return menu

    def _build_right(self) -> QWidget:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        header = QFrame()
        header.setProperty("role", "header")
        row = QHBoxLayout(header)
        row.setContentsMargins(18, 8, 10, 8)
        self._file = QLabel()
        self._file.setTextFormat(Qt.TextFormat.PlainText)
        self._file.setProperty("role", "heading")
        row.addWidget(self._file, 1)
        self._again = QPushButton(self.tr("Place again"))
        self._again.clicked.connect(self.place_again)
        row.addWidget(self._again)
        column.addWidget(header)
        column.addWidget(self._evidence, 1)
        return right

    def _build_status(self) -> QWidget:
        status = QFrame()
        status.setProperty("role", "status")
        row = QHBoxLayout(status)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(14)
        self._work = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.hide()
        self._engine_label = QLabel()
        self._offline = QLabel(self.tr("offline"))
        self._offline.setToolTip(self.tr("No request leaves this machine."))
        for label in (self._work, self._engine_label, self._offline):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "dim")
        row.addWidget(self._work)
        row.addWidget(self._bar)
        row.addStretch(1)
        row.addWidget(self._engine_label)
        row.addWidget(self._offline)
        return status

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._open_list)
        session.added.connect(self._add_rows)
        session.found_again.connect(self._select_again)
        session.arranged.connect(self._photos.arrange)
        session.changed.connect(self._change_row)
        session.thumbnail.connect(self._take_thumbnail)
        session.staged.connect(self._show_stage)
        session.answered.connect(self._take_answer)
        session.heated.connect(self._take_heat)
        session.engine_changed.connect(self._show_engine)
        session.warned.connect(self._warn)
        self._list.selectionModel().currentChanged.connect(self._choose_row)
        self._evidence.place_chosen.connect(lambda rank: self._map.select(f"c{rank}"))
        self._map.selected.connect(self._choose_on_map)

    def set_theme(self, theme: ThemeName) -> None:
        """Draw dark or light; the style sheet is the application's."""
        self._colours = tokens(theme)
        self._delegate.colours = self._colours
        self._evidence.set_colours(self._colours)
        self._map.set_theme(theme)

    # Input.

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _holds_photos(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.take(event.mimeData())
        event.acceptProposedAction()

    def take(self, data: QMimeData) -> None:
        """Put what was dropped or pasted into the list."""
        paths = [path for url in data.urls() if (path := path_of(url)) is not None]
        if paths:
            self._session.add(paths)
        elif data.hasImage():
            image = data.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self._session.add_image(image)
        elif data.hasText() and data.text().startswith("data:image/"):
            self._session.add_data_url(data.text())
        elif data.urls():
            self._warn(
                self.tr("Pictures on the web are not fetched: save the picture, then add it.")
            )

    def paste(self) -> None:
        """Take photos from the clipboard."""
        from PySide6.QtGui import QGuiApplication

        data = QGuiApplication.clipboard().mimeData()
        if data is not None:
            self.take(data)

    def choose_files(self) -> None:
        """Let the user choose photos."""
        kinds = " ".join(f"*{suffix}" for suffix in sorted(SUPPORTED_SUFFIXES))
        names, _ = QFileDialog.getOpenFileNames(
            self, self.tr("Add photos"), "", self.tr("Photos ({})").format(kinds)
        )
        if names:
            self._session.add(map(Path, names))

    def choose_folder(self) -> None:
        """Let the user choose a folder of photos."""
        if name := QFileDialog.getExistingDirectory(self, self.tr("Add a folder")):
            self._session.add([Path(name)])

    # The list.

    def chosen_photos(self) -> list[int]:
        """Return the photos that are selected in the list."""
        return [index.data(Role.ID) for index in self._list.selectionModel().selectedIndexes()]

    @property
    def listed(self) -> int:
        """How many photos are in the list."""
        return self._photos.rowCount()

    def select_photo(self, place: int) -> bool:
        """Choose the photo at a place of the list, from 0; tell whether it was another one."""
        index, before = self._shown.index(place, 0), self._chosen
        self._list.setCurrentIndex(index)
        return index.isValid() and self._chosen != before

    def place_first(self) -> None:
        """Work on the selected photos next."""
        self._session.take_next(self.chosen_photos())

    def place_again(self) -> None:
        """Place the selected photos once more."""
        photos = self.chosen_photos()
        for photo in photos:
            self._lines.pop(photo, None)
            self._heat.pop(photo, None)
        self._session.retry(photos)

    def stop_chosen(self) -> None:
        """Stop the work on the selected photos."""
        self._session.cancel(self.chosen_photos())

    def stop_all(self) -> None:
        """Stop all work."""
        self._session.cancel_all()

    def remove_chosen(self) -> None:
        """Take the selected photos out of the list; the files stay."""
        photos = self.chosen_photos()
        self._session.remove(photos)
        self._photos.remove(photos)
        for photo in photos:
            for kept in (self._lines, self._pixmaps, self._previews, self._heat):
                kept.pop(photo, None)

    def _open_list(self, records: Sequence[PhotoRecord]) -> None:
        self._photos.replace_all([self._row(record) for record in records])
        if records and self._chosen is None:
            self.select_photo(0)
        self._session.read_note(_GEOMETRY_NOTE, self._restore_geometry)
        self._session.read_note(_LAYOUT_NOTE, self._restore_columns)

    def _restore_geometry(self, note: bytes | str | None) -> None:
        if isinstance(note, bytes):
            self.restoreGeometry(QByteArray(note))

    def _restore_columns(self, note: bytes | str | None) -> None:
        if isinstance(note, bytes):
            self._columns.restoreState(QByteArray(note))

    def _add_rows(self, records: Sequence[PhotoRecord]) -> None:
        self._photos.append([self._row(record) for record in records])
        if self._chosen is None and records:
            self.select_photo(self._shown.rowCount() - len(records))

    def _select_again(self, records: Sequence[PhotoRecord]) -> None:
        """Choose photos that were added though they stand in the list."""
        chosen = [self._shown.mapFromSource(self._photos.index_of(one.id)) for one in records]
        visible = [index for index in chosen if index.isValid()]
        if not visible:
            return
        self._list.setCurrentIndex(visible[0])
        for index in visible:
            self._list.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    def _row(self, record: PhotoRecord) -> Row:
        line = self._lines.get(record.id, "")
        if record.state is PhotoState.FAILED:
            line = record.reason
        elif record.state is PhotoState.WAITING or not line:
            line = words_for(record.state)
        pixmap = self._pixmaps.get(record.id)
        return Row(record.id, record.name, str(record.path), record.state, line, pixmap)

    def _change_row(self, record: PhotoRecord) -> None:
        if record.state is PhotoState.DONE and record.id not in self._lines:
            self._session.show(record.id)
        self._photos.change(self._row(record))
        if record.id == self._chosen and record.state is PhotoState.FAILED:
            self._show_photo(record.id)
        self._show_work()

    def _take_thumbnail(self, thumbnail: Thumbnail) -> None:
        self._pixmaps[thumbnail.photo] = QPixmap.fromImage(thumbnail.image)
        if (row := self._photos.row(thumbnail.photo)) is not None:
            self._photos.change(replace(row, pixmap=self._pixmaps[thumbnail.photo]))
            if row.state is PhotoState.DONE and thumbnail.photo not in self._lines:
                self._session.show(thumbnail.photo)

    def _choose_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_photo(current.data(Role.ID) if current.isValid() else None)

    # One photo.

    def _show_photo(self, photo: int | None) -> None:
        self._chosen, self._answer = photo, None
        record = None if photo is None else self._session.record(photo)
        self._again.setVisible(record is not None)
        self._map.show_answer(MapContent())
        if record is None:
            self._file.setText("")
            self._evidence.show_nothing()
            return
        self._file.setText(one_line(record.name))
        line = record.reason or self._lines.get(record.id) or words_for(record.state)
        title = {
            PhotoState.FAILED: self.tr("No answer"),
            PhotoState.WAITING: self.tr("Waiting"),
        }.get(record.state, self.tr("Placing…"))
        self._evidence.show_state(title, line, self._picture(record.id))
        if record.state is not PhotoState.FAILED:
            self._session.show(record.id)

    def _picture(self, photo: int) -> QPixmap:
        if photo not in self._previews:
            self._session.preview(photo, lambda image: self._take_preview(photo, image))
        return self._previews.get(photo) or self._pixmaps.get(photo) or QPixmap()

    def _take_preview(self, photo: int, image: QImage) -> None:
        if image.isNull():
            return
        if len(self._previews) > 8:  # the latest few are enough to go back and forth
            self._previews.pop(next(iter(self._previews)))
        self._previews[photo] = QPixmap.fromImage(image)
        if photo == self._chosen and self._answer is not None:
            self._evidence.show_answer(self._answer, self._previews[photo])

    def _take_answer(self, shown: Shown) -> None:
        self._lines[shown.photo] = line_for(shown.answer)
        record = self._session.record(shown.photo)
        if record is not None:
            self._photos.change(self._row(record))
        if shown.photo != self._chosen:
            return
        self._answer = shown.answer
        self._evidence.show_answer(shown.answer, self._picture(shown.photo))
        self._show_on_map()
        if shown.last and shown.photo not in self._heat:
            self._session.describe(shown.photo)

    def _take_heat(self, heat: Heat) -> None:
        self._heat = {heat.photo: heat}
        if heat.photo == self._chosen:
            self._show_on_map()

    def _show_on_map(self) -> None:
        if self._answer is None or self._chosen is None:
            return
        heat = self._heat.get(self._chosen)
        points = (
            DensityPoint(LatLon(lat, lon), share)
            for lat, lon, share in (heat.points if heat else ())
        )
        self._map.show_answer(content_of(self._answer, points))
        self._map.select(f"c{self._evidence.chosen}")

    def _choose_on_map(self, mark: str) -> None:
        if mark.startswith("c") and mark[1:].isdigit():
            self._evidence.choose(int(mark[1:]))

    # The status line.

    def _show_stage(self, staged: Staged) -> None:
        if staged.photo is None:
            self._work.setText(staged.note or staged.stage)
            return
        record = self._session.record(staged.photo)
        if record is None:
            return
        many = f" {staged.done}/{staged.total}" if staged.total and staged.total > 1 else ""
        self._lines.setdefault(record.id, "")
        row = self._photos.row(record.id)
        if row is not None and row.state is PhotoState.WORKING:
            self._photos.change(replace(row, line=f"{staged.stage}{many}"))
        self._show_work(one_line(f"{record.name}: {staged.stage}{many}"))

    def _show_work(self, line: str = "") -> None:
        rows = self._photos.rows()
        done = sum(row.state in {PhotoState.DONE, PhotoState.FAILED} for row in rows)
        busy = done < len(rows)
        self._bar.setVisible(busy)
        self._bar.setRange(0, max(len(rows), 1))
        self._bar.setValue(done)
        if busy and line:
            self._work.setText(line)
        elif not busy:
            failed = sum(row.state is PhotoState.FAILED for row in rows)
            text = self.tr("Ready")
            if rows:
                text = count_words(len(rows), self.tr("1 photo"), self.tr("%1 photos"))
            if failed:
                text += " · " + self.tr("%1 without an answer").replace("%1", str(failed))
            self._work.setText(text)

    def _show_engine(self, view: EngineView) -> None:
        self._engine = view
        ready = view.ready
        if ready is not None:
            model = ready.model.model if ready.model else self.tr("no language model")
            encoder = ready.encoder.split("-", 1)[0]
            self._engine_label.setText(f"{encoder} · {ready.device} · {model}")
            self._engine_label.setToolTip(tooltip(ready.without_model))
            self._show_work()
        elif view.state == "starting":
            self._engine_label.setText(self.tr("engine starting…"))
        else:
            self._engine_label.setText(self.tr("no engine"))
            self._warn(view.message)

    def _warn(self, line: str) -> None:
        self._work.setText(one_line(line))
        self._work.setToolTip(tooltip(line))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._session.note(_GEOMETRY_NOTE, bytes(self.saveGeometry().data()))
        self._session.note(_LAYOUT_NOTE, bytes(self._columns.saveState().data()))
        self._session.close()
        event.accept()


def _holds_photos(data: QMimeData) -> bool:
    return data.hasUrls() or data.hasImage() or data.text().startswith("data:image/")
