"""The window in each of its languages."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QModelIndex, Qt, QTranslator
from PySide6.QtGui import QAction, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabWidget,
    QTreeView,
    QWidget,
)

from g3desktop.settings import Settings, WindowSettings, find_folders, find_resources
from g3desktop.ui.about import AboutDialog
from g3desktop.ui.crash import CrashDialog
from g3desktop.ui.evidence import EvidencePanel
from g3desktop.ui.language import place_language, use_language
from g3desktop.ui.news import Tally
from g3desktop.ui.settings_dialog import SettingsDialog
from g3desktop.ui.shortcuts import ShortcutsDialog
from g3desktop.ui.status_line import StatusLine
from g3desktop.ui.theme import apply_theme, tokens
from g3desktop.ui.window import MainWindow
from g3desktop.ui.words import distance_words, number_words
from tests.ui.evidence_answers import usual
from tests.ui.library import Library
from tests.ui.sessions import Heard
from tests.ui.windows import MapWithoutPage

TRANSLATED = ("de", "fr")


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    """Have the application speak a language, as the settings name it."""
    before = QLocale()
    yield lambda language: use_language(qapp, WindowSettings(language=language))
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(before)
    qapp.setProperty("placeNames", None)


class Opener:
    """Makes the program's windows, and closes them."""

    def __init__(self, qtbot, folder: Path, leaving: ExitStack) -> None:
        self._qtbot, self._folder, self._leaving = qtbot, folder, leaving

    def open(self, name: str) -> QWidget:
        widget = getattr(self, name)()
        self._qtbot.addWidget(widget)
        return widget

    def main_window(self) -> QWidget:
        session = Heard(self._folder).session
        self._leaving.callback(session.close)
        return MainWindow(session, "dark", map_view=MapWithoutPage())

    def settings(self) -> QWidget:
        dialog = SettingsDialog(find_folders(), Settings())
        self._leaving.callback(dialog.reject)
        return dialog

    def about(self) -> QWidget:
        dialog = AboutDialog()
        self._leaving.callback(dialog.done, 0)
        return dialog

    def library(self) -> QWidget:
        return self._leaving.enter_context(closing(Library(self._qtbot))).dialog

    def evidence(self) -> QWidget:
        panel = EvidencePanel(tokens("dark"))
        panel.show_answer(usual(), QPixmap(40, 30), refining=True)
        return panel

    def shortcuts(self) -> QWidget:
        return ShortcutsDialog(self.open("main_window").findChildren(QAction))

    def crash(self) -> QWidget:
        return CrashDialog(self._folder / "window.log", written=True)


@pytest.fixture
def make(qtbot, home: Path, tmp_path: Path) -> Iterator[Callable[[str], QWidget]]:
    """Make one of the program's windows."""
    with ExitStack() as leaving:
        yield Opener(qtbot, tmp_path, leaving).open


EVERY_WINDOW = ("main_window", "settings", "about", "library", "evidence", "shortcuts", "crash")


def texts_of(root: QWidget) -> set[str]:
    """Return everything that a widget and those in it show or say, a line or a fact each."""
    texts = [root.windowTitle()]
    for widget in (root, *root.findChildren(QWidget)):
        texts += [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        match widget:
            case QLabel() | QAbstractButton():
                texts.append(widget.text())
            case QLineEdit():
                texts.append(widget.placeholderText())
            case QComboBox():
                texts += [widget.itemText(index) for index in range(widget.count())]
            case QTabWidget():
                texts += [widget.tabText(index) for index in range(widget.count())]
            case QMenu():
                texts.append(widget.title())
            case QAbstractItemView():
                texts += _texts_in(widget)
    texts += [action.text() for action in root.findChildren(QAction)]
    return {part for text in texts for line in text.splitlines() for part in line.split(" · ")}


def _texts_in(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
    # A list's model keeps its number of columns to itself.
    for column in range(3):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount(QModelIndex())):
            for role in roles:
                yield str(model.index(row, column).data(role) or "")


def english_left(language: str, texts: set[str]) -> set[str]:
    """Return the texts that are in English although there is a translation."""
    pairs = [
        (one.findtext("source"), form.text)
        for one in ET.parse(find_resources() / "translations" / f"g3desktop_{language}.ts").iter(
            "message"
        )
        for form in one.iter("translation")
    ]
    translations = {translation for _, translation in pairs}
    sources = {source for source, translation in pairs if source != translation}
    return (texts & sources) - translations


def test_english_is_found_where_it_is(make):
    assert english_left("de", texts_of(make("main_window"))) >= {"&File", "Quit"}


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("window", EVERY_WINDOW)
def test_nothing_is_left_in_english(speak, make, window: str, language: str):
    speak(language)
    texts = texts_of(make(window))
    assert len(texts) > 5
    assert english_left(language, texts) == set()


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("window", EVERY_WINDOW)
def test_buttons_have_room_for_their_words(speak, make, qtbot, qapp, window: str, language: str):
    speak(language)
    apply_theme(qapp, "dark")
    widget = make(window)
    widget.resize(400 if window == "evidence" else 1280, 800)
    with qtbot.waitExposed(widget):
        widget.show()
    squeezed = [
        button.text()
        for button in widget.findChildren(QAbstractButton)
        if button.isVisible() and button.width() < button.sizeHint().width()
    ]
    assert squeezed == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_page_of_keys_opens_wide_enough(speak, make, qtbot, language: str):
    speak(language)
    dialog = make("shortcuts")
    with qtbot.waitExposed(dialog):
        dialog.show()
    table = dialog.findChild(QTreeView)
    model = table.model()
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    words = [
        model.index(row, 0, group).data()
        for group in groups
        for row in range(model.rowCount(group))
    ]
    assert len(words) > 20
    longest = max(map(table.fontMetrics().horizontalAdvance, words))
    assert table.columnWidth(0) > longest


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_each_menu_has_a_letter_of_its_own(speak, make, language: str):
    speak(language)
    menus = make("main_window").menuBar().findChildren(QMenu)
    assert len(menus) > 3
    letters = [QKeySequence.mnemonic(menu.title()).toString() for menu in menus]
    assert "" not in letters
    assert len(set(letters)) == len(letters)
    for menu in menus:
        inside = [QKeySequence.mnemonic(one.text()).toString() for one in menu.actions()]
        given = [letter for letter in inside if letter]
        assert len(set(given)) == len(given)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", {"&Datei", "&Ansicht", "Wo wurde dieses Foto aufgenommen?", "Beenden"}),
        ("fr", {"&Fichier", "Quitter"}),
        ("en", {"&File", "Where was this photo taken?", "Quit"}),
    ],
)
def test_the_window_speaks_the_language_of_the_settings(speak, make, language: str, said: set):
    speak(language)
    assert said <= texts_of(make("main_window"))


@pytest.mark.parametrize(
    ("language", "one", "three", "thousands"),
    [
        ("en", "1 photo", "3 photos", "4,692 photos"),
        ("de", "1 Foto", "3 Fotos", "4.692 Fotos"),
        ("fr", "1\xa0photo", "3\xa0photos", "4\u202f692\xa0photos"),
    ],
)
def test_counts_have_their_nouns(speak, qtbot, language: str, one: str, three: str, thousands: str):
    speak(language)
    line = StatusLine()
    qtbot.addWidget(line)
    for count, words in ((1, one), (3, three), (4692, thousands)):
        line.show_tally(Tally(count, count))
        assert words in texts_of(line)


def test_numbers_are_written_as_the_language_writes_them(speak):
    speak("de")
    assert number_words(0.5, decimals=2) == "0,50"
    assert distance_words(7.25) in {"7,2\xa0km", "7,3\xa0km"}
    assert place_language() == "de"


def test_buttons_of_qt_speak_the_language_of_the_window(speak, qtbot):
    speak("de")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(buttons)
    assert "Abbrechen" in texts_of(buttons)


SAY = """
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel
from g3desktop.settings import WindowSettings
from g3desktop.ui.language import use_language
from g3desktop.ui.news import Tally
from g3desktop.ui.status_line import StatusLine
application = QApplication([])
use_language(application, WindowSettings())
buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
said = [buttons.buttons()[0].text().replace("&", "")]
line = StatusLine()
for count in (1, 3):
    line.show_tally(Tally(count, count))
    said += [one.text() for one in line.findChildren(QLabel) if str(count) in one.text()]
print("|".join(said))
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the system's language as in POSIX"
)
@pytest.mark.parametrize(
    ("system", "said"),
    [
        ("de_AT.UTF-8", "Abbrechen|1 Foto|3 Fotos"),
        ("ja_JP.UTF-8", "Cancel|1 photo|3 photos"),
        ("C.UTF-8", "Cancel|1 photo|3 photos"),
    ],
)
def test_the_system_names_the_language_and_english_stands_in(system: str, said: str):
    environment = {
        **os.environ,
        "LANG": system,
        "LC_ALL": system,
        "LANGUAGE": "",
        "PYTHONUTF8": "1",
    }
    run = subprocess.run(
        [sys.executable, "-c", SAY],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout.strip() == said
