"""What a gallery is built from: folder, positions, name, encoder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from g3desktop.domain.errors import UserError
from g3desktop.settings import Folders
from g3desktop.ui.labels import plain_label
from g3desktop.ui.library_stock import GalleryItem, Stock
from g3desktop.ui.library_work import BuildGallery
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.sentences import error_words
from g3desktop.wiring import PAPER_PACK, STARTER

_LONGEST_NAME = 64


def suggest_name(folder: Path) -> str:
    """Return a name that a gallery of this folder's photos can have; "" where there is none."""
    kept = "".join(c if c.isprintable() and c not in '\\/:*?"<>|' else "-" for c in folder.name)
    name = kept[:_LONGEST_NAME].strip(" .-")
    while name and name_problem(name):
        # Too many bytes, or a device of Windows.
        name = name[:-1].strip(" .-")
    return name


def name_problem(name: str) -> str:
    """Say why a gallery cannot have a name, and what to try; "" where it can."""
    from g3desktop.engine.gallery.shelf import check_name

    try:
        check_name(name)
    except UserError as error:
        return error_words(error)
    return ""


class PathEdit(QWidget):
    """A path that can be typed or chosen.

    Args:
        name: What it is the path of.
        choose: Opens a dialog for it; called with what takes the choice.
    """

    changed = Signal()

    def __init__(self, name: str, choose: Callable[[Callable[[str], None]], None]) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self.changed)
        button = QPushButton(self.tr("Choose…"))
        button.setAutoDefault(False)
        button.setAccessibleName(self.tr("Choose: %1").replace("%1", name))
        button.clicked.connect(lambda _checked: choose(self.line.setText))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(button)
        self.setFocusProxy(self.line)

    def path(self) -> Path | None:
        """Return the path, or None where there is none."""
        # A name may begin or end with a space; whoever types one into an empty line means none.
        text = self.line.text()
        return Path(text).expanduser() if text.strip() else None


class BuildForm(QWidget):
    """Asks what to build a gallery from.

    Args:
        folders: Where the program's files are.
        parent: The widget that it lies in.
    """

    submitted = Signal(object)
    """BuildGallery."""

    given_up = Signal()

    def __init__(self, folders: Folders, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders, self._stock = folders, Stock()
        self._is_busy = False
        self._suggested = ""
        self._photos = PathEdit(self.tr("Folder of photos"), self._choose_folder)
        self._positions = QComboBox()
        self._positions.setAccessibleName(self.tr("Positions"))
        self._positions.addItem(self.tr("from the photos themselves (EXIF)"))
        self._positions.addItem(self.tr("from a CSV file: file, lat, lon"))
        self._csv = PathEdit(self.tr("CSV file"), self._choose_csv)
        self._name = QLineEdit()
        self._name.setAccessibleName(self.tr("Name"))
        self._encoder = QComboBox()
        self._encoder.setAccessibleName(self.tr("Encoder"))
        self._pictures = QCheckBox(self.tr("Keep small pictures and full paths"))
        self._pictures.setChecked(True)
        self._pictures.setToolTip(
            self.tr("Without them the gallery can be given away: it names files alone.")
        )
        self._note, self._problem = (
            plain_label("dim", selectable=True),
            plain_label("failure", selectable=True),
        )
        self._lay_out()
        self._photos.changed.connect(self._suggest)
        for signal in (
            self._csv.changed,
            self._name.textChanged,
            self._positions.currentIndexChanged,
            self._encoder.currentIndexChanged,
        ):
            signal.connect(self._check)

    def _lay_out(self) -> None:
        title = plain_label("answer", selectable=True)
        title.setText(self.tr("A gallery from your photos"))
        intro = plain_label("dim", selectable=True)
        intro.setText(
            self.tr(
                "Photos below the folder that have a position are read once and stay where they "
                "are. Nothing leaves this machine. It can be stopped and gone on with at any time."
            )
        )
        self._form = QFormLayout()
        self._form.setVerticalSpacing(10)
        self._form.setHorizontalSpacing(16)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.addRow(self.tr("Photos"), self._photos)
        self._form.addRow(self.tr("Positions"), self._positions)
        self._form.addRow(self.tr("CSV file"), self._csv)
        self._form.addRow(self.tr("Name"), self._name)
        self._form.addRow(self.tr("Encoder"), self._encoder)
        self._form.addRow("", self._pictures)
        self._start = QPushButton(self.tr("Build the gallery"))
        self._start.setProperty("role", "primary")
        self._start.clicked.connect(lambda _checked: self._submit())
        back = QPushButton(self.tr("Back"))
        back.setAutoDefault(False)
        back.clicked.connect(lambda _checked: self.given_up.emit())
        buttons = QHBoxLayout()
        buttons.addWidget(self._start)
        buttons.addWidget(back)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 16, 16)
        column.setSpacing(12)
        for part in (title, intro, self._form, self._note, self._problem, buttons):
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)

    # What the page says.

    def show_stock(self, stock: Stock, encoder_in_use: str, *, is_busy: bool) -> None:
        """Show what there is to choose from; keep what is chosen.

        Args:
            stock: What there is.
            encoder_in_use: Id of the encoder that is chosen where nobody chose one.
            is_busy: Whether other work is under way, which has to end first.
        """
        self._stock, self._is_busy = stock, is_busy
        ids = {item.id: item.pack.encoder_id for item in stock.packs if item.pack}
        usual = next((one for one in ids if ids[one] == encoder_in_use), "")
        wanted = (self._encoder.currentData(), usual, PAPER_PACK, STARTER)
        with QSignalBlocker(self._encoder):
            self._encoder.clear()
            for pack_id in ids:
                self._encoder.addItem(pack_id, pack_id)
            first = next((one for one in wanted if one in ids), None)
            self._encoder.setCurrentIndex(max(self._encoder.findData(first), 0))
        self._check()

    def focus_first(self) -> None:
        """Let the user type where there is something to type first."""
        is_empty = self._photos.path() is None
        (self._photos if is_empty else self._name).setFocus()

    def set_photos(self, folder: Path) -> None:
        """Take a folder of photos."""
        self._photos.line.setText(str(folder))
        self._name.setFocus()

    def set_csv(self, path: Path) -> None:
        """Take positions from a file."""
        self._positions.setCurrentIndex(1)
        self._csv.line.setText(str(path))

    def go_on(self, item: GalleryItem) -> None:
        """Fill in what a stopped build was given, as far as that is known."""
        build = item.unfinished
        if build is None:
            return
        self._photos.line.setText(str(build.folder))
        self._name.setText(build.name)
        self._positions.setCurrentIndex(int(build.from_csv))
        self._csv.line.clear()
        self._pictures.setChecked(build.pictures)
        self._encoder.setCurrentIndex(max(self._encoder.findData(item.pack), 0))
        self._check()

    def wish(self) -> BuildGallery | None:
        """Return what is asked for, or None where something is missing."""
        photos, csv = self._photos.path(), self._csv.path() if self._from_csv() else None
        if photos is None or not self._name.text() or self._problem_now():
            return None
        if self._from_csv() and csv is None:
            return None
        return BuildGallery(
            name=self._name.text(),
            photos=photos,
            csv=csv,
            encoder=self._encoder.currentData() or "",
            pictures=self._pictures.isChecked(),
            folders=self._folders,
        )

    # What the user does.

    def _choose_folder(self, take: Callable[[str], None]) -> None:
        dialog = QFileDialog(self, self.tr("Folder of photos"), self._photos.line.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(take)
        dialog.open()

    def _choose_csv(self, take: Callable[[str], None]) -> None:
        start = self._csv.line.text() or self._photos.line.text()
        dialog = QFileDialog(
            self, self.tr("CSV file"), start, self.tr("Tables (*.csv *.tsv *.txt)")
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(take)
        dialog.open()

    def _suggest(self) -> None:
        photos = self._photos.path()
        if photos is not None and self._name.text() == self._suggested:
            self._suggested = suggest_name(photos)
            self._name.setText(self._suggested)
        self._check()

    def _submit(self) -> None:
        wish = self.wish()
        if wish is not None and not self._is_busy:
            self.submitted.emit(wish)

    # What is said of it.

    def _from_csv(self) -> bool:
        return self._positions.currentIndex() == 1

    def _check(self, *_: object) -> None:
        self._form.setRowVisible(self._csv, self._from_csv())
        problem = self._problem_now()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        note = "" if problem else self._note_now()
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._start.setEnabled(not self._is_busy and self.wish() is not None)

    def _problem_now(self) -> str:
        name = self._name.text()
        there = self._there(name)
        if not self._encoder.count():
            return self.tr("There is no encoder to read photos with: import one under Packs.")
        if name and (problem := name_problem(name)):
            return problem
        if there is not None and there.problem:
            return self.tr("There is a gallery of this name, and it is damaged: remove it first.")
        if there is not None and there.id and there.encoder_id != self._encoder_id():
            text = self.tr("The gallery %1 was made by %2. Choose that encoder, or another name.")
            return text.replace("%1", one_line(name)).replace("%2", one_line(there.encoder_id))
        return ""

    def _note_now(self) -> str:
        if self._is_busy:
            return self.tr("Other work is under way: this can begin when that has ended.")
        if self._photos.path() is None:
            return self.tr("Choose the folder, or drop it here.")
        if not self._name.text():
            return self.tr("Give the gallery a name.")
        if self._from_csv() and self._csv.path() is None:
            return self.tr("Choose the CSV file; its column “file” is relative to the folder.")
        there = self._there(self._name.text())
        if there is not None and there.unfinished is not None:
            return self.tr("A build of this name was stopped: the same one goes on from there.")
        if there is not None:
            return self.tr("There is a gallery of this name: photos that are new are added to it.")
        return ""

    def _there(self, name: str) -> GalleryItem | None:
        mine = (item for item in self._stock.galleries if not item.bundled)
        return next((item for item in mine if item.name == name), None)

    def _encoder_id(self) -> str:
        chosen = self._encoder.currentData()
        packs = (item.pack for item in self._stock.packs if item.pack and item.id == chosen)
        return next((pack.encoder_id for pack in packs), "")
