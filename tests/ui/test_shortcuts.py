"""The page of keys, as a table that can be searched and read aloud."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction, QKeySequence

from g3desktop.settings import find_resources
from g3desktop.ui.commands import GROUP_PROPERTY
from g3desktop.ui.shortcuts import ShortcutsDialog, built_in_shortcuts, shortcuts_of

JAVASCRIPT_NAMES = {
    "ArrowRight": "Right",
    "ArrowDown": "Down",
    "ArrowLeft": "Left",
    "ArrowUp": "Up",
}


def action(text: str, *keys: str, group: str = "") -> QAction:
    made = QAction(text)
    made.setShortcuts([QKeySequence(key) for key in keys])
    if group:
        made.setProperty(GROUP_PROPERTY, group)
    return made


@pytest.fixture
def actions(qapp) -> list[QAction]:
    return [
        action("&Add photos…", "Ctrl+O", group="File"),
        action("Cut && paste", "Ctrl+X", group="File"),
        action("Help", "F1", "?"),
        action("Without a key", group="File"),
    ]


@pytest.fixture
def dialog(qtbot, actions) -> ShortcutsDialog:
    dialog = ShortcutsDialog(actions)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def lines(dialog: ShortcutsDialog) -> dict[str, list[tuple[str, str]]]:
    """What is shown, by group."""
    model = dialog._table.model()
    found = {}
    for row in range(model.rowCount()):
        head = model.index(row, 0)
        assert dialog._table.isExpanded(head)
        found[head.data()] = [
            (model.index(line, 0, head).data(), model.index(line, 1, head).data())
            for line in range(model.rowCount(head))
        ]
    return found


def test_actions_stand_with_their_keys_in_their_groups(dialog):
    shown = lines(dialog)
    assert shown["File"] == [("Add photos", "Ctrl+O"), ("Cut & paste", "Ctrl+X")]
    assert shown["Window"] == [("Help", "F1 or ?")]


def test_the_maps_keys_are_those_that_its_page_answers_to():
    source = (find_resources() / "map" / "page" / "session.js").read_text(encoding="utf-8")
    named = set(re.findall(r'name === "([^"]+)"', source))
    for table in ("STEPS", "ZOOMS"):
        (body,) = re.findall(rf"const {table} = {{(.*)}};", source)
        named |= {key.strip(' "') for key in re.findall(r'("[^"]+"|\w+):', body)}
    # Others write the same signs.
    named -= {"=", "\\u2212"}
    ours = {key for one in built_in_shortcuts() if one.group == "On the map" for key in one.keys}
    expected = {JAVASCRIPT_NAMES.get(key, key).replace("Escape", "Esc") for key in named}
    assert ours == expected


def test_looking_for_an_action_a_key_or_a_group(qtbot, dialog):
    qtbot.keyClicks(dialog._search, "ADD")
    assert lines(dialog) == {"File": [("Add photos", "Ctrl+O")]}
    dialog._search.setText("f1")
    assert lines(dialog) == {"Window": [("Help", "F1 or ?")]}
    dialog._search.setText("file")
    assert len(lines(dialog)["File"]) == 2
    dialog._search.setText("(?")
    assert lines(dialog) == {}
    assert dialog._nothing.isVisible()
    dialog._search.clear()
    assert not dialog._nothing.isVisible()
    assert "On the map" in lines(dialog)


def test_it_opens_with_the_search_in_focus_and_escape_closes_it(qtbot, dialog):
    assert dialog.focusWidget() is dialog._search
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_screen_reader_reads_lines(dialog):
    table = QAccessible.queryAccessibleInterface(dialog._table)
    assert table.text(QAccessible.Text.Name) == "Keyboard shortcuts"
    texts = [table.child(number).text(QAccessible.Text.Name) for number in range(6)]
    assert "Add photos: Ctrl+O" in texts


def test_keys_are_written_as_the_system_writes_them(actions):
    (first, *_) = shortcuts_of(actions)
    native = QKeySequence("Ctrl+O").toString(QKeySequence.SequenceFormat.NativeText)
    assert first.keys == (native,)
