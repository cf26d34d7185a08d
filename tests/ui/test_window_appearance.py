"""Theme and letters of the window: as chosen, and as the system changes them."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from g3desktop.settings import Settings, WindowSettings, find_folders
from g3desktop.ui import appearance
from g3desktop.ui.answer_header import AnswerHeader
from g3desktop.ui.appearance import Appearance
from g3desktop.ui.application import make_program
from g3desktop.ui.theme import DARK, LIGHT, Tokens
from tests.pictures import write_photo
from tests.ui.windows import opened, urls

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch, application: QApplication):
    """What the system prefers, and how it says that it has changed."""
    monkeypatch.setattr(appearance, "system_theme", lambda: "dark")

    def change(scheme: Qt.ColorScheme) -> None:
        name = "light" if scheme == Qt.ColorScheme.Light else "dark"
        monkeypatch.setattr(appearance, "system_theme", lambda: name)
        application.styleHints().colorSchemeChanged.emit(scheme)

    return change


def drawn(application: QApplication) -> Tokens:
    (found,) = [
        one for one in (DARK, LIGHT) if one.panel == application.palette().window().color().name()
    ]
    return found


def test_the_systems_theme_is_followed_while_nothing_else_is_chosen(
    application: QApplication, system, home: Path
):
    by_system = Settings()
    dark = replace(by_system, window=WindowSettings(theme="dark"))
    program = make_program(find_folders(), home / "data", settings=by_system)
    with closing(program):
        assert drawn(application) == DARK
        system(Qt.ColorScheme.Light)
        assert drawn(application) == LIGHT
        assert LIGHT.panel in application.styleSheet()
        assert program.window.map._theme == "light"
        program.doors.chosen.emit(by_system, dark)
        assert drawn(application) == DARK
        assert program.window.map._theme == "dark"
        system(Qt.ColorScheme.Dark)
        system(Qt.ColorScheme.Light)
        assert drawn(application) == DARK
        program.doors.chosen.emit(dark, by_system)
        assert drawn(application) == LIGHT
    program.window.deleteLater()


def test_a_theme_that_was_asked_for_stays(application: QApplication, system, home: Path):
    program = make_program(find_folders(), home / "data", theme="dark")
    with closing(program):
        system(Qt.ColorScheme.Light)
        assert drawn(application) == DARK
        assert program.window.map._theme == "dark"
    program.window.deleteLater()


def test_letters_follow_the_systems(qtbot, application: QApplication, tmp_path: Path):
    with opened(qtbot, tmp_path / "home") as window:
        Appearance(application, "dark").watch(window.window)
        window.drag(window.list, urls(write_photo(tmp_path / "a.jpg")))
        window.wait_idle()

        def heights() -> tuple[int, int, int]:
            row = window.list.visualRect(window.list.model().index(0, 0)).height()
            # The style sheet makes it larger than the others.
            title = window.evidence.findChild(AnswerHeader)._title
            return title.fontMetrics().height(), row, window.filter.sizeHint().height()

        before = heights()
        font = application.font()
        font.setPointSizeF(2 * font.pointSizeF())
        application.setFont(font)
        window.wait(
            lambda: all(now > 1.5 * old for now, old in zip(heights(), before, strict=True))
        )
