"""The window by keyboard alone, and each of its actions."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from g3desktop.store.records import PhotoState
from g3desktop.ui.commands import GROUP_PROPERTY
from g3desktop.ui.place_list import PlaceList
from g3desktop.ui.status_line import StatusLine
from tests.pictures import write_photos
from tests.ui.windows import Opened, opened, urls

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

DONE = PhotoState.DONE
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, tmp_path: Path):
    with opened(qtbot, tmp_path / "home") as window:
        activate(window)
        yield window


def activate(window: Opened) -> None:
    window.window.activateWindow()
    window.wait(window.window.isActiveWindow)


def add(window: Opened, folder: Path, count: int) -> None:
    write_photos(folder, count)
    window.drag(window.list, urls(folder))
    window.wait_idle()
    assert window.states() == [DONE] * count


def press(key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key as the system tells it, shortcuts among them."""
    QTest.keyClick(QApplication.activeWindow().windowHandle(), key, keys)


def focused(window: Opened) -> str:
    """Which part of the window has the keyboard."""
    widget = QApplication.focusWidget()
    parts: dict[str, QWidget] = {
        "list": window.list,
        "filter": window.filter,
        "map": window.map,
        "right": window.right,
        "status": window.part(StatusLine),
    }
    for name, part in parts.items():
        if widget is not None and (widget is part or part.isAncestorOf(widget)):
            return name
    return ""


ACTIVE = "[...document.querySelectorAll('*')].indexOf(document.activeElement)"


@pytest.mark.web
@pytest.mark.parametrize("count", [0, 2])
def test_tab_goes_from_left_to_right_and_around(qtbot, tmp_path: Path, run_script, count: int):
    with opened(qtbot, tmp_path / "home", with_page=True) as window:
        activate(window)
        if count:
            add(window, tmp_path / "photos", count)
        window.wait(lambda: window.map.is_idle)

        def tab() -> None:
            if focused(window) != "map":
                press(Qt.Key.Key_Tab)
                return
            before = run_script(window.map, ACTIVE)
            press(Qt.Key.Key_Tab)
            window.wait(
                lambda: focused(window) != "map" or run_script(window.map, ACTIVE) != before
            )

        window.list.setFocus()
        passed = []
        for _ in range(60):
            passed.append(focused(window))
            tab()
            if QApplication.focusWidget() is window.list:
                break
        assert QApplication.focusWidget() is window.list, f"it never comes around: {passed}"
        order = [name for name, _ in itertools.groupby(name for name in passed if name)]
        assert order == ["list", "map", "right", "status", "filter"]
        assert passed.count("map") > 2
        press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert focused(window) == "filter"


def test_arrows_choose_photos(window: Opened, tmp_path: Path):
    add(window, tmp_path / "photos", 3)
    window.list.setFocus()
    for row in (1, 2, 2):
        press(Qt.Key.Key_Down)
        window.wait_idle()
        assert window.list.currentIndex().row() == row
        header = window.rows()[row]
        assert header in [one.text() for one in window.window._header.children() if text_of(one)]
        assert window.evidence._answer.photo.path.endswith(header)
        assert [chosen for _, _, chosen in window.read_aloud()].index(True) == row
    press(Qt.Key.Key_Home)
    assert window.list.currentIndex().row() == 0


def text_of(thing: object) -> str:
    return thing.text() if hasattr(thing, "text") else ""


def test_keys_for_places_move_list_map_and_evidence_together(window: Opened, tmp_path: Path):
    add(window, tmp_path / "photos", 1)
    said = window.map._state
    places = window.part(PlaceList)
    window.list.setFocus()
    count = len(window.evidence._answer.candidates)
    assert count > 2
    for key, rank in (
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Down, 3),
        (Qt.Key.Key_Up, 2),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_Up, 1),
        *((Qt.Key.Key_Down, min(2 + n, count)) for n in range(count + 1)),
    ):
        press(key, CTRL)
        assert window.evidence.chosen == rank
        assert places.currentIndex().row() == rank - 1
        assert said["selection"] == f"c{rank}"


def test_delete_removes_what_is_selected_and_the_next_is_chosen(window: Opened, tmp_path: Path):
    add(window, tmp_path / "photos", 4)
    window.list.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    names = window.rows()
    press(Qt.Key.Key_Delete)
    window.wait_idle()
    assert window.rows() == [names[0], names[3]]
    assert window.list.currentIndex().isValid()
    assert [chosen for _, _, chosen in window.read_aloud()].count(True) == 1
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_Delete)
    window.wait_idle()
    assert window.rows() == []
    assert window.evidence._answer is None
    assert "Ready" in window.status
    press(Qt.Key.Key_Delete)
    assert (tmp_path / "photos").exists()
    assert len(list((tmp_path / "photos").rglob("*.jpg"))) == 4


def test_delete_in_the_filter_edits_the_filter(window: Opened, tmp_path: Path):
    add(window, tmp_path / "photos", 2)
    press(Qt.Key.Key_F, CTRL)
    assert focused(window) == "filter"
    QTest.keyClicks(window.filter, "001")
    assert window.rows() == ["0001.jpg"]
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Delete)
    assert window.filter.text() == "01"
    assert len(window.heard.records) == 2
    window.filter.clear()
    assert window.rows() == ["0000.jpg", "0001.jpg"]


def test_f5_places_again(window: Opened, tmp_path: Path):
    add(window, tmp_path / "photos", 2)
    window.list.setFocus()
    before = window.heard.computed
    press(Qt.Key.Key_F5)
    window.wait_idle()
    window.wait(lambda: window.heard.computed > before)
    window.wait_idle()
    assert window.states() == [DONE, DONE]


def commands(window: Opened) -> list[QAction]:
    """What stands in the menus."""
    return [one for one in window.window.findChildren(QAction) if one.property(GROUP_PROPERTY)]


def test_actions_have_texts_and_keys_of_their_own(window: Opened):
    found = commands(window)
    assert len(found) > 20
    assert all(one.text() and one.isEnabled() for one in found)
    assert len({one.text() for one in found}) == len(found)
    keys = [key.toString() for one in found for key in keys_of(one)]
    assert len(keys) > 15
    assert len(set(keys)) == len(keys)
    for action in window.window.menuBar().actions():
        assert action.text().replace("&", "")
    marked = [action.text().partition("&")[2][:1] for action in window.window.menuBar().actions()]
    assert len({letter.casefold() for letter in marked if letter}) == len(marked)


def keys_of(action: QAction) -> list[QKeySequence]:
    """Its keys; some standard ones, such as that to quit, not every system has."""
    return [key for key in action.shortcuts() if not key.isEmpty()]


@pytest.fixture
def quiet_dialogs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Dialogs of the system, answered at once: nobody chooses anything; nothing to paste."""
    QGuiApplication.clipboard().clear()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")


@pytest.mark.usefixtures("quiet_dialogs")
@pytest.mark.parametrize("count", [0, 1, 30])
@pytest.mark.parametrize("by_key", [False, True], ids=["menu", "key"])
def test_every_action_works(qtbot, window: Opened, tmp_path: Path, count: int, *, by_key: bool):
    if count:
        add(window, tmp_path / "photos", count)
    wanted: list[tuple[str, str]] = []
    opens = window.window
    for signal in (opens.settings_wanted, opens.library_wanted, opens.help_wanted):
        signal.connect(lambda page, signal=signal: wanted.append(page))
    for action in commands(window):
        if action.text() == "Quit":
            continue
        with qtbot.captureExceptions() as raised:
            do(window, action, by_key=by_key)
            window.wait_idle()
        assert not raised, action.text()
        if action.text() == "Remove from the list":
            assert len(window.rows()) == max(count - 1, 0)
    assert set(wanted) == {"galleries", "packs", "", "shortcuts", "privacy", "about"}
    (quit_,) = [one for one in commands(window) if one.text() == "Quit"]
    do(window, quit_, by_key=by_key)
    window.wait(lambda: not window.window.isVisible())


def do(window: Opened, action: QAction, *, by_key: bool) -> None:
    """Trigger an action; by its first key, where it has one and that is wanted."""
    if not by_key or not keys_of(action):
        action.trigger()
        return
    activate(window)
    window.list.setFocus()
    key = keys_of(action)[0][0]
    with window.qtbot.waitSignal(action.triggered):
        press(key.key(), key.keyboardModifiers())


def test_a_key_that_is_nobodys_does_nothing(window: Opened, tmp_path: Path):
    add(window, tmp_path / "photos", 2)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.list, event)
    assert window.states() == [DONE, DONE]


def test_every_system_has_a_key_to_quit_and_no_action_has_one_twice(window: Opened):
    assert QKeySequence("Ctrl+Q") in window.action("Quit").shortcuts()
    for action in window.window.findChildren(QAction):
        keys = [key.toString() for key in action.shortcuts()]
        assert "" not in keys
        assert len(keys) == len(set(keys))


def test_what_was_copied_is_said(window: Opened, tmp_path: Path):
    add(window, tmp_path / "photos", 1)
    window.action("Copy decimal degrees").trigger()
    assert f"Copied: {QGuiApplication.clipboard().text()}" in window.status
