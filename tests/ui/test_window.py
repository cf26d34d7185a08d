"""What is dropped on the window, and what is pasted into it."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel

from g3desktop.ui.map_view import MapView
from g3desktop.ui.window import MainWindow
from tests.pictures import write_photo
from tests.ui.sessions import Heard

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def shown(qtbot, tmp_path: Path):
    heard = Heard(tmp_path)
    with closing(heard.session):
        window = MainWindow(heard.session, "dark", map_view=MapView(still=True))
        qtbot.addWidget(window)
        heard.start()
        yield window, heard


def drop(window: MainWindow, data: QMimeData) -> None:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))


def test_a_dropped_file_is_placed_and_its_name_is_plain_text(qtbot, shown, tmp_path: Path):
    window, heard = shown
    photo = write_photo(tmp_path / "<b>bold<b>.jpg")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    drop(window, data)
    heard.wait_idle(qtbot)
    assert [record.path for record in heard.records.values()] == [photo]
    labels = [one for one in window.findChildren(QLabel) if "<b>" in one.text()]
    assert labels
    assert all(one.textFormat() == Qt.TextFormat.PlainText for one in labels)


def test_a_picture_on_the_web_is_refused(qtbot, shown):
    window, heard = shown
    data = QMimeData()
    data.setUrls([QUrl("http://127.0.0.1:9/a.jpg")])
    drop(window, data)
    heard.wait_idle(qtbot)
    assert not heard.records
    assert any("not fetched" in one.text() for one in window.findChildren(QLabel))


def test_a_pasted_picture_is_placed(qtbot, shown):
    window, heard = shown
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    window.paste()
    heard.wait_idle(qtbot)
    assert len(heard.records) == 1
