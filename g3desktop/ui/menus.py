"""The menus of the main window, from left to right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from g3desktop.ui.commands import Command, add_menu

if TYPE_CHECKING:
    from g3desktop.ui.list_column import ListColumn
    from g3desktop.ui.window import MainWindow

translate = QCoreApplication.translate

_KEYS = QKeySequence.StandardKey


def build_menus(window: MainWindow, photos: ListColumn) -> list[QAction]:
    """Give the window its menus.

    Args:
        window: Does what is chosen.
        photos: Its list.

    Returns:
        The actions for selected photos.
    """
    add_menu(window, translate("MainWindow", "&File"), _file_commands(window))
    for_photos = add_menu(
        window, translate("MainWindow", "&Photos"), _photo_commands(window, photos)
    )
    add_menu(window, translate("MainWindow", "P&lace"), _place_commands(window))
    add_menu(window, translate("MainWindow", "&View"), _view_commands(window))
    add_menu(window, translate("MainWindow", "&Help"), _help_commands(window))
    return for_photos


def _file_commands(window: MainWindow) -> tuple[Command, ...]:
    return (
        Command(translate("MainWindow", "Add photos…"), (_KEYS.Open,), window.choose_files),
        Command(translate("MainWindow", "Add a folder…"), ("Ctrl+Shift+O",), window.choose_folder),
        Command(translate("MainWindow", "Paste"), (_KEYS.Paste,), window.paste, ends_section=True),
        Command(
            translate("MainWindow", "Galleries…"),
            ("Ctrl+G",),
            lambda: window.library_wanted.emit("galleries"),
        ),
        Command(
            translate("MainWindow", "Packs…"),
            ("Ctrl+Shift+G",),
            lambda: window.library_wanted.emit("packs"),
            ends_section=True,
        ),
        Command(
            translate("MainWindow", "Settings…"),
            ("Ctrl+,",),
            lambda: window.settings_wanted.emit(""),
            QAction.MenuRole.PreferencesRole,
            ends_section=True,
        ),
        Command(
            translate("MainWindow", "Quit"),
            # Windows has no key of its own for it.
            (_KEYS.Quit, "Ctrl+Q"),
            window.close,
            QAction.MenuRole.QuitRole,
        ),
    )


def _photo_commands(window: MainWindow, photos: ListColumn) -> tuple[Command, ...]:
    return (
        Command(
            translate("MainWindow", "Place first"), ("Ctrl+T",), window.place_first, for_photos=True
        ),
        Command(
            translate("MainWindow", "Place again"), ("F5",), window.place_again, for_photos=True
        ),
        Command(translate("MainWindow", "Stop"), ("Ctrl+.",), window.stop_chosen, for_photos=True),
        Command(
            translate("MainWindow", "Stop all"),
            ("Ctrl+Shift+.",),
            window.stop_all,
            ends_section=True,
        ),
        Command(translate("MainWindow", "Filter"), (_KEYS.Find,), photos.focus_filter),
        Command(
            translate("MainWindow", "Go to the list"),
            ("Ctrl+L",),
            photos.focus_list,
            ends_section=True,
        ),
        Command(
            translate("MainWindow", "Remove from the list"),
            (_KEYS.Delete,),
            window.remove_chosen,
            for_photos=True,
        ),
    )


def _place_commands(window: MainWindow) -> tuple[Command, ...]:
    return (
        Command(
            translate("MainWindow", "Copy decimal degrees"),
            ("Ctrl+Shift+C",),
            lambda: window.copy("decimal"),
        ),
        Command(
            translate("MainWindow", "Copy degrees, minutes, seconds"),
            (),
            lambda: window.copy("dms"),
        ),
        Command(translate("MainWindow", "Copy plus code"), (), lambda: window.copy("plus")),
        Command(
            translate("MainWindow", "Copy geo: link"),
            (),
            lambda: window.copy("geo"),
            ends_section=True,
        ),
        Command(translate("MainWindow", "Next place"), ("Ctrl+Down",), lambda: window.step(1)),
        Command(translate("MainWindow", "Previous place"), ("Ctrl+Up",), lambda: window.step(-1)),
    )


def _view_commands(window: MainWindow) -> tuple[Command, ...]:
    return (
        Command(
            translate("MainWindow", "Globe"), ("Ctrl+1",), lambda: window.choose_projection("globe")
        ),
        Command(
            translate("MainWindow", "Flat map"),
            ("Ctrl+2",),
            lambda: window.choose_projection("flat"),
            ends_section=True,
        ),
        Command(translate("MainWindow", "Fold the photos"), ("F9",), window.fold_photos),
        Command(translate("MainWindow", "Fold the evidence"), ("F10",), window.fold_evidence),
    )


def _help_commands(window: MainWindow) -> tuple[Command, ...]:
    return (
        Command(
            translate("MainWindow", "Keyboard shortcuts"),
            (_KEYS.HelpContents, "?"),
            lambda: window.help_wanted.emit("shortcuts"),
        ),
        Command(
            translate("MainWindow", "Privacy"), (), lambda: window.settings_wanted.emit("privacy")
        ),
        Command(
            translate("MainWindow", "About G3 Desktop"),
            (),
            lambda: window.help_wanted.emit("about"),
            QAction.MenuRole.AboutRole,
        ),
    )
