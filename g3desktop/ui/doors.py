"""What opens beside the window: settings, galleries and packs, help; and what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMessageBox

from g3desktop.domain.errors import UserError
from g3desktop.settings import (
    Folders,
    Settings,
    find_folders,
    read_settings,
    usual_folders,
    write_settings,
)
from g3desktop.ui.background import Background
from g3desktop.ui.news import EngineView
from g3desktop.ui.sentences import error_words
from g3desktop.ui.session import Session
from g3desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from g3desktop.engine.messages import Ready
    from g3desktop.ui.workshop import Workshop


class Doors(QObject):
    """Opens dialogs, one of a kind at a time, and keeps what is chosen there.

    Args:
        window: The window.
        session: What it works on.
        folders: The user's folders.
    """

    chosen = Signal(object, object)
    """Settings as they were, and as they are now."""

    def __init__(self, window: MainWindow, session: Session, folders: Folders) -> None:
        super().__init__(window)
        self._window, self._session, self._folders = window, session, folders
        self._workshop: Workshop | None = None
        self._open: dict[str, QDialog] = {}
        self._ready: Ready | None = None
        self._writing = Background(1, "settings", self)
        self._wanted: dict[str, str] = {}
        window.settings_wanted.connect(self.open_settings)
        window.library_wanted.connect(self.open_library)
        window.help_wanted.connect(self.open_help)
        session.engine_changed.connect(self._take_engine)
        self.chosen.connect(self._tell_basemap)

    def open_settings(self, page: str = "") -> None:
        """Open the settings.

        Args:
            page: The page to turn to, "" for the first one.
        """
        # Here, as whoever only places photos never needs it.
        from g3desktop.ui.settings_dialog import SettingsDialog

        def make() -> QDialog:
            folders = _folders_for_settings()
            settings = read_settings(folders.settings)
            dialog = SettingsDialog(folders, settings, self._window)
            dialog.saved.connect(lambda after: self.chosen.emit(settings, after))
            return dialog

        dialog = self._show("settings", make)
        if isinstance(dialog, SettingsDialog) and page:
            dialog.show_page(getattr(dialog, page))

    def open_library(self, page: str) -> None:
        """Open "galleries" or "packs"."""
        from g3desktop.ui.library_dialog import LibraryDialog

        def make() -> QDialog:
            dialog = LibraryDialog(self._folders, self._work(), self._window)
            dialog.gallery_chosen.connect(lambda name: self._want("gallery", name))
            dialog.encoder_chosen.connect(lambda name: self._want("encoder", name))
            dialog.basemap_chosen.connect(lambda file: self._want("basemap", file))
            dialog.show_basemap(read_settings(_folders_for_settings().settings).map.basemap)
            return dialog

        dialog = self._show("library", make)
        if not isinstance(dialog, LibraryDialog):
            return
        if page == "packs":
            dialog.show_packs()
        else:
            dialog.show_galleries()
        self._tell_in_use()

    def open_help(self, page: str) -> None:
        """Open "shortcuts" or "about"."""
        from g3desktop.ui.about import AboutDialog
        from g3desktop.ui.shortcuts import ShortcutsDialog

        def make() -> QDialog:
            if page == "about":
                return AboutDialog(self._window)
            return ShortcutsDialog(self._window.findChildren(QAction), self._window)

        self._show(page, make)

    def close(self) -> None:
        """End what goes on in the background."""
        if self._workshop is not None:
            self._workshop.close()
        self._writing.close(finish=True)

    def _work(self) -> Workshop:
        """Return what does long work on galleries and packs; it outlives the dialog."""
        if self._workshop is None:
            from g3desktop.ui.workshop import Workshop

            self._workshop = Workshop(self._folders, self._window)
            self._workshop.gallery_written.connect(self._take_gallery)
        return self._workshop

    def _show(self, name: str, make: Callable[[], QDialog]) -> QDialog | None:
        """Open a dialog, or bring the one that is open to the front."""
        dialog = self._open.get(name)
        if dialog is None:
            try:
                dialog = make()
            except UserError as error:
                QMessageBox.warning(self._window, "G3 Desktop", error_words(error))
                return None
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.finished.connect(lambda _result: self._open.pop(name, None))
            self._open[name] = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog

    # What follows from it.

    def _want(self, field: str, value: str) -> None:
        """Keep a choice; encoder and gallery that are chosen together start one engine."""
        if not self._wanted:
            QTimer.singleShot(0, self, self._keep)
        self._wanted[field] = value

    def _keep(self) -> None:
        wanted, self._wanted = self._wanted, {}
        self._writing.run(lambda: _change(wanted), self._kept, self._not_kept)

    def _kept(self, settings: tuple[Settings, Settings]) -> None:
        self.chosen.emit(*settings)

    def _not_kept(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        QMessageBox.warning(self._window, "G3 Desktop", error_words(error))

    def _take_engine(self, view: EngineView) -> None:
        if view.ready is not None:
            self._ready = view.ready
            self._tell_in_use()

    def _tell_in_use(self) -> None:
        dialog, ready = self._open.get("library"), self._ready
        if dialog is None or ready is None:
            return
        from g3desktop.ui.library_dialog import LibraryDialog

        if isinstance(dialog, LibraryDialog):
            dialog.show_in_use(ready.encoder, ready.gallery.name if ready.gallery else "")

    def _tell_basemap(self, _before: Settings, after: Settings) -> None:
        dialog = self._open.get("library")
        if dialog is not None:
            from g3desktop.ui.library_dialog import LibraryDialog

            if isinstance(dialog, LibraryDialog):
                dialog.show_basemap(after.map.basemap)

    def _take_gallery(self, name: str) -> None:
        """Open a gallery anew that was written while the engine uses it."""
        if self._ready is not None and self._ready.gallery and self._ready.gallery.name == name:
            self._session.begin_anew()


def _folders_for_settings() -> Folders:
    """Return the folders, also where the one for large things is gone: the settings mend that."""
    try:
        return find_folders()
    except UserError:
        return usual_folders()


def _change(wanted: dict[str, str]) -> tuple[Settings, Settings]:
    path: Path = _folders_for_settings().settings
    before = read_settings(path)
    engine = replace(
        before.engine,
        encoder=wanted.get("encoder", before.engine.encoder),
        gallery=wanted.get("gallery", before.engine.gallery),
    )
    drawn = replace(before.map, basemap=wanted.get("basemap", before.map.basemap))
    after = replace(before, engine=engine, map=drawn)
    write_settings(path, after)
    return before, after
