"""The dialog of galleries and packs for tests: a home with a tiny encoder, and hands for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget

from g3desktop.settings import find_folders
from g3desktop.ui.library_dialog import LibraryDialog
from g3desktop.ui.workshop import Workshop

PATIENCE_MS = 60_000


class Library:
    """A dialog, its workshop, and what it told."""

    def __init__(self, qtbot, **options) -> None:
        self._qtbot = qtbot
        self.folders = find_folders()
        self.workshop = Workshop(self.folders, **options)
        self.told: list[tuple[str, str]] = []
        self.open()

    def open(self) -> None:
        self.dialog = LibraryDialog(self.folders, self.workshop)
        self._qtbot.addWidget(self.dialog)
        self.dialog.gallery_chosen.connect(lambda name: self.told.append(("gallery", name)))
        self.dialog.encoder_chosen.connect(lambda name: self.told.append(("encoder", name)))
        self.dialog.basemap_chosen.connect(lambda file: self.told.append(("basemap", file)))
        self.dialog.show()
        self.wait(lambda: self.galleries.frame.standing.stock.galleries)

    @property
    def galleries(self):
        return self.dialog._galleries

    @property
    def packs(self):
        return self.dialog._packs

    def wait(self, condition) -> None:
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE_MS)

    def finish(self):
        """Wait until the work has ended and what there is was read again."""
        self.wait(lambda: self.workshop.working is None)
        self.settle()
        return self.workshop.outcome

    def settle(self) -> None:
        """Wait until everything that was asked in the background has been shown."""
        done: list[None] = []
        self.dialog._background.run(lambda: None, done.append)
        self.wait(lambda: done)

    def row(self, page, name: str):
        (row,) = (row for row in page.frame._list.rows() if row.name == name)
        return row

    def choose(self, page, name: str) -> None:
        page.frame._list.choose(self.row(page, name).key)

    def click(self, button: QPushButton) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def question(self) -> QMessageBox:
        (box,) = (one for one in self.dialog.findChildren(QMessageBox) if one.isVisible())
        return box

    def answer(self, text: str) -> None:
        """Press the button of the question that is asked."""
        box = self.question()
        (button,) = (one for one in box.buttons() if one.text().replace("&", "") == text)
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def build(self, photos: Path, name: str, csv: Path | None = None) -> None:
        """Fill in the form as a user would, and start."""
        page = self.galleries
        self.click(page.frame._add)
        form = page._form
        form._photos.line.setText(str(photos))
        form._name.setText(name)
        form._encoder.setCurrentIndex(form._encoder.findData("tiny"))
        if csv is not None:
            form._positions.setCurrentIndex(1)
            form._csv.line.setText(str(csv))
        self.click(form._start)

    def strip(self) -> str:
        from g3desktop.ui.work_strip import WorkStrip

        strip = self.dialog.findChild(WorkStrip)
        return f"{strip._title.text()}: {strip._line.text()}" if strip.isVisible() else ""

    def stop(self) -> None:
        from g3desktop.ui.work_strip import WorkStrip

        self.click(self.dialog.findChild(WorkStrip)._stop)

    def close(self) -> None:
        self.dialog.reject()
        self.workshop.close()


def drop(widget: QWidget, path: Path) -> bool:
    """Drag a file onto a widget and let it go there; return whether it was welcome."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, copy = QPoint(20, 20), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(where, copy, data, left, none)
    entering.ignore()
    QApplication.sendEvent(widget, entering)
    if not entering.isAccepted():
        return False
    QApplication.sendEvent(widget, QDropEvent(QPointF(where), copy, data, left, none))
    return True
