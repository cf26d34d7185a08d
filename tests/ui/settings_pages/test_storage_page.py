"""Where files lie, and how much room they take."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from g3desktop.domain.errors import UsageError
from g3desktop.settings import Settings, StorageSettings, find_folders
from g3desktop.ui.settings_pages.storage import StoragePage


class Opener(QObject):
    """Takes what would be opened on the desktop."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def opener(qtbot):
    taking = Opener()
    QDesktopServices.setUrlHandler("file", taking, "take")
    yield taking
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def page(qtbot, background):
    def make(folder: str = "", environ: dict[str, str] | None = None) -> StoragePage:
        settings = Settings(storage=StorageSettings(folder))
        page = StoragePage(settings, find_folders(), background, environ or {})
        qtbot.addWidget(page)
        page.show()
        return page

    return make


def test_sizes_are_measured_and_folders_opened(qtbot, page, opener):
    folders = find_folders()
    folders.packs.mkdir(parents=True)
    (folders.packs / "weights").write_bytes(bytes(2_500_000))
    shown = page()
    row, missing = shown._rows[folders.packs], shown._rows[folders.cache]
    assert "measuring" in row.size.text()
    shown.measure()
    qtbot.waitUntil(lambda: row.open.isEnabled())
    assert row.size.text() == "2.5 MB"
    qtbot.waitUntil(lambda: "not there" in missing.size.text())
    assert not missing.open.isEnabled()
    row.open.click()
    assert opener.opened == [folders.packs]


def test_another_folder_is_chosen_in_a_dialog(page, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    shown = page()
    shown._choose_folder()
    chosen = shown.chosen(Settings())
    assert chosen.storage.folder == str(tmp_path)
    shown.check(chosen)


def test_a_dialog_that_is_closed_changes_nothing(page, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    shown = page("/before")
    shown._choose_folder()
    assert shown.chosen(Settings()).storage.folder == "/before"


def test_a_folder_that_cannot_be_used_is_refused(page, tmp_path: Path):
    shown = page()
    shown.folder.setText(str(tmp_path / "missing"))
    with pytest.raises(UsageError, match="is not there"):
        shown.check(shown.chosen(Settings()))


def test_a_folder_that_was_chosen_before_may_be_away(page, tmp_path: Path):
    shown = page(str(tmp_path / "away"))
    shown.check(shown.chosen(Settings()))


def test_where_a_variable_says_where_everything_lies_nothing_is_chosen(page, tmp_path: Path):
    shown = page("/kept", {"G3DESKTOP_HOME": str(tmp_path)})
    assert not shown.folder.isEnabled()
    assert shown.chosen(Settings()).storage.folder == "/kept"
