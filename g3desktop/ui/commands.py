"""What the user can have the window do: one action each, in menus, on keys, and in the help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow

GROUP_PROPERTY = "group"
"""Property of an action: the menu that it stands in, for pages that list the keys."""


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do.

    Attributes:
        text: What stands in the menu.
        keys: What is pressed for it; the first is shown.
        act: Does it.
        role: Where macOS puts it.
        ends_section: Whether a line is drawn below it.
        for_photos: Whether it stands in the menu of the selected photos too.
    """

    text: str
    keys: Sequence[QKeySequence | QKeySequence.StandardKey | str]
    act: Callable[[], object]
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    ends_section: bool = False
    for_photos: bool = False


def add_menu(window: QMainWindow, title: str, commands: Sequence[Command]) -> list[QAction]:
    """Put commands into a menu of the window's bar, and on their keys.

    Returns:
        The actions for selected photos.
    """
    menu = window.menuBar().addMenu(title)
    for_photos = []
    for command in commands:
        action = QAction(command.text, window)
        # Not every system has a key for what is usual, and twice the same key would mean nothing.
        sequences = [QKeySequence(key) for key in command.keys]
        keys = {shown: key for key in sequences if (shown := key.toString())}
        action.setShortcuts(list(keys.values()))
        action.setMenuRole(command.role)
        action.setProperty(GROUP_PROPERTY, title.replace("&", ""))
        action.triggered.connect(lambda _checked=False, act=command.act: act())
        menu.addAction(action)
        if command.ends_section:
            menu.addSeparator()
        if command.for_photos:
            for_photos.append(action)
    return for_photos
