"""What the window starts from, and what is asked where that cannot be used."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QTranslator, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox

from g3desktop.domain.errors import EngineError, PackError, UsageError
from g3desktop.settings import Settings, find_folders, usual_folders
from g3desktop.ui import makeshift
from g3desktop.ui.session import BUILDER
from g3desktop.ui.start import (
    choose_start,
    has_screen,
    is_seen,
    make_application,
    makeshift_start,
    tell_failure,
    usual_start,
)

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="settings where Linux has them"
)

WRONG = '[llm]\neffort = "huge" # <b>mine</b>\n'


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of settings, in folders such as most users have."""
    monkeypatch.delenv("G3DESKTOP_HOME")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    file = usual_folders().settings
    file.parent.mkdir(parents=True)
    return file


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch, qapp: QApplication):
    """A screen that somebody sees, as far as the program knows."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    palette = qapp.palette()
    yield
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)


@pytest.fixture
def press(qtbot, seen):
    """Presses buttons of the boxes that come, one after the other; collects what they say."""
    said: list[str] = []
    wanted: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and wanted:
            text = wanted.pop(0)
            said.append(box.text())
            assert box.textFormat() == Qt.TextFormat.PlainText
            (button,) = [one for one in box.buttons() if one.text().replace("&", "") == text]
            button.click()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(5)

    def press(*texts: str) -> list[str]:
        wanted.extend(texts)
        return said

    yield press
    timer.stop()
    assert wanted == []


def test_settings_that_can_be_used_are(file: Path, tmp_path: Path, seen):
    file.write_text(f'[storage]\nfolder = "{tmp_path}"\n')
    start = choose_start()
    assert start == usual_start()
    assert (start.builder, start.notice) == (BUILDER, "")
    assert start.folders.packs == tmp_path / "packs"


def test_wrong_settings_are_left_and_the_defaults_taken(file: Path, press):
    file.write_text(WRONG)
    said = press("Start with the default settings")
    start = choose_start()
    assert start.settings == Settings()
    assert start.builder == makeshift.BUILDER
    assert "default" in start.notice
    assert start.folders.data == find_folders().data
    assert file.read_text() == WRONG
    assert "llm.effort" in said[0]
    assert str(file) in said[0].splitlines()[-1]


def test_settings_can_be_mended_and_tried_again(file: Path, press, monkeypatch):
    file.write_text(WRONG)
    opened: list[Path] = []

    def open_folder(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        if len(opened) == 2:
            file.write_text('[llm]\neffort = "quick"\n')
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_folder)
    said = press("Open the folder", "Try again", "Open the folder", "Try again")
    assert choose_start().settings.llm.effort == "quick"
    assert opened == [file.parent] * 2
    assert len(said) == 4


@pytest.mark.parametrize("wrong", ["gone", "a file", "relative"])
def test_without_the_storage_folder(file: Path, tmp_path: Path, press, wrong: str):
    folder = tmp_path / "gone"
    if wrong == "a file":
        folder.write_text("")
    if wrong == "relative":
        folder = Path("gone")
    text = f'[window]\nlanguage = "fr"\n[storage]\nfolder = "{folder}"\n'
    file.write_text(text)
    said = press("Start with the usual folder")
    start = choose_start()
    # Everything else is as it was chosen.
    assert start.settings.window.language == "fr"
    assert start.folders == usual_folders()
    assert "storage folder" in start.notice
    assert str(folder) in said[0]
    assert file.read_text() == text


def test_whoever_does_not_start_leaves_with_the_error(file: Path, press):
    file.write_text(WRONG)
    press("Quit")
    with pytest.raises(UsageError, match=r"llm\.effort"):
        choose_start()


def test_escape_is_to_quit(file: Path, qtbot, seen):
    file.write_text(WRONG)

    def escape() -> None:
        box = QApplication.activeModalWidget()
        if box is None:
            QTimer.singleShot(5, escape)
        else:
            qtbot.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(0, escape)
    with pytest.raises(UsageError):
        choose_start()


def test_where_nobody_looks_nothing_is_asked(file: Path, monkeypatch: pytest.MonkeyPatch):
    file.write_text("[window\n")
    for platform in ("offscreen", "minimal:fonts"):
        monkeypatch.setenv("QT_QPA_PLATFORM", platform)
        assert not is_seen()
        with pytest.raises(UsageError, match="no TOML"):
            choose_start()
        tell_failure(UsageError("No."))
    monkeypatch.delenv("QT_QPA_PLATFORM")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not is_seen()
    assert not has_screen()
    with pytest.raises(UsageError):
        choose_start()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert is_seen()


def test_root_has_no_sandbox(qapp, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(QApplication, "instance", lambda: None)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.delenv("QTWEBENGINE_CHROMIUM_FLAGS", raising=False)
    monkeypatch.delenv("QTWEBENGINE_DISABLE_SANDBOX", raising=False)
    with pytest.raises(EngineError, match="as root"):
        make_application()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PackError("The pack <i>g3</i> is damaged.", hint="Install it."), "<i>g3</i> is damaged."),
        (MemoryError(), "not enough memory"),
        (ValueError("a fault <b>of ours</b>"), "ValueError: a fault <b>of ours</b>"),
    ],
)
def test_a_start_that_fails_is_seen(press, error: Exception, words: str):
    said = press("OK")
    tell_failure(error)
    assert words in said[0]


def test_what_was_mended_meanwhile_is_used(file: Path, tmp_path: Path):
    file.write_text(WRONG)
    assert makeshift_start().folders.settings != file
    file.write_text(f'[storage]\nfolder = "{tmp_path / "gone"}"\n')
    assert makeshift.usable_parts()[0] == usual_folders()
    (tmp_path / "gone").mkdir()
    assert makeshift.usable_parts()[0].packs == tmp_path / "gone" / "packs"
