"""Where files lie, and how much room they take."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
)
from typing_extensions import override

from g3desktop.domain.errors import CancelledError
from g3desktop.services.disk import size_bytes
from g3desktop.settings import Folders, Settings, home_of, require_storage
from g3desktop.ui.background import Background
from g3desktop.ui.labels import plain_label
from g3desktop.ui.settings_pages.page import PathLabel, SettingsPage, row_of


@dataclass(frozen=True, slots=True)
class _Row:
    size: QLabel
    open: QPushButton


class StoragePage(SettingsPage):
    """Shows the program's folders, and chooses the one for large things.

    Args:
        settings: As they stand.
        folders: Where files are.
        background: Where sizes are measured.
        environ: Where `G3DESKTOP_HOME` is looked for.
    """

    def __init__(
        self,
        settings: Settings,
        folders: Folders,
        background: Background,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        super().__init__(self.tr("Storage"))
        self._background = background
        self._is_closing = False
        self._home = home_of(environ)
        self._before = settings.storage.folder
        self._rows: dict[Path, _Row] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self.column.addLayout(grid)
        for name, path in (
            (self.tr("Packs"), folders.packs),
            (self.tr("Galleries"), folders.galleries),
            (self.tr("Photos and answers"), folders.data),
            (self.tr("Cache"), folders.cache),
            (self.tr("Logs"), folders.logs),
        ):
            self._add_folder(grid, name, path)
        self._build_choice()
        self.finish()

    def _add_folder(self, grid: QGridLayout, name: str, path: Path) -> None:
        size = QLabel(self.tr("measuring…"))
        size.setTextFormat(Qt.TextFormat.PlainText)
        size.setProperty("role", "dim")
        size.setAccessibleName(self.tr("Size of %1").replace("%1", name))
        door = QPushButton(self.tr("Open folder"))
        door.setAutoDefault(False)
        door.setAccessibleName(self.tr("Open folder: %1").replace("%1", name))
        door.setEnabled(False)
        door.clicked.connect(lambda: _open(path))
        top = grid.rowCount()
        grid.addWidget(plain_label("", name), top, 0)
        grid.addWidget(size, top, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(door, top, 2, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(PathLabel(str(path)), top + 1, 0, 1, 2)
        grid.setRowMinimumHeight(top + 2, 8)
        self._rows[path] = _Row(size, door)

    def _build_choice(self) -> None:
        self.folder = QLineEdit(self._before)
        self.folder.setPlaceholderText(self.tr("where the system puts them"))
        self.folder.setClearButtonEnabled(True)
        self.folder.setAccessibleName(self.tr("Folder for large things"))
        choose = QPushButton(self.tr("Choose…"))
        choose.setAutoDefault(False)
        choose.setAccessibleName(self.tr("Choose a folder for large things"))
        choose.clicked.connect(self._choose_folder)
        row = row_of(self.folder, choose)
        form = self.add_section(self.tr("Packs, galleries and cache"))
        self.add_row(form, self.tr("Folder"), row)
        if self._home is not None:
            self.folder.setEnabled(False)
            choose.setEnabled(False)
            fixed = self.tr("G3DESKTOP_HOME says where everything lies: %1")
            self.add_note(fixed.replace("%1", str(self._home)))
            return
        self.add_note(
            self.tr(
                "Another folder is used from the next start on, by the window and the command "
                "line. Nothing is moved: move packs, galleries and cache there yourself while the "
                "program is closed, or it will not find them."
            )
        )

    def measure(self) -> None:
        """Measure the folders, one after the other."""
        for path in self._rows:
            self._measure(path)

    def _measure(self, path: Path) -> None:
        def failed(error: BaseException) -> None:
            if isinstance(error, OSError):
                self._rows[path].size.setText(self.tr("cannot be read"))
            elif not isinstance(error, CancelledError):
                raise error

        self._background.run(
            lambda: size_bytes(path, cancelled=lambda: self._is_closing),
            lambda count: self._show_size(path, count),
            failed,
        )

    def _show_size(self, path: Path, count: int | None) -> None:
        row = self._rows[path]
        row.open.setEnabled(count is not None)
        row.size.setText(
            self.tr("not there yet")
            if count is None
            else QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        )

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, self.tr("Choose a folder for large things"), self.folder.text()
        )
        if name:
            self.folder.setText(name)

    def stop(self) -> None:
        """Stop measuring."""
        self._is_closing = True

    @override
    def check(self, settings: Settings) -> None:
        folder = settings.storage.folder
        if self._home is None and folder and folder != self._before:
            require_storage(folder)

    @override
    def chosen(self, settings: Settings) -> Settings:
        storage = replace(settings.storage, folder=self.folder.text().strip())
        return replace(settings, storage=storage)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
