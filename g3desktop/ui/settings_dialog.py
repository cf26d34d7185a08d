"""What the user chooses once and for all, on a few pages."""

from __future__ import annotations

from functools import reduce

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from g3desktop.domain.errors import UserError
from g3desktop.services.supply.catalogue import WORLD_MAP, WORLD_MAP_FILE
from g3desktop.settings import Folders, Settings, write_settings
from g3desktop.ui.background import Background
from g3desktop.ui.labels import plain_label
from g3desktop.ui.sentences import error_words
from g3desktop.ui.settings_pages.asking import AskingPage
from g3desktop.ui.settings_pages.engine import EnginePage, find_choices
from g3desktop.ui.settings_pages.language import LanguagePage
from g3desktop.ui.settings_pages.look import LookPage
from g3desktop.ui.settings_pages.map import MapPage
from g3desktop.ui.settings_pages.model import ModelPage
from g3desktop.ui.settings_pages.page import SettingsPage
from g3desktop.ui.settings_pages.privacy import PrivacyPage
from g3desktop.ui.settings_pages.storage import StoragePage

_WIDTH_CHARACTERS = 130
_HEIGHT_LINES = 42


class SettingsDialog(QDialog):
    """Pages of settings; `saved` says that the file was written.

    Args:
        folders: Where files are.
        settings: As they stand.
        parent: The window.
    """

    saved = Signal(object)
    """Settings."""

    def __init__(self, folders: Folders, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders, self._settings = folders, settings
        self._background = Background(2, "settings", self)
        # What takes long on a full disk keeps nobody else waiting.
        self._measuring = Background(1, "sizes", self)
        self.setWindowTitle(self.tr("Settings"))
        self.engine = EnginePage(settings)
        self.model = ModelPage(settings, self._background)
        self.asking = AskingPage(settings)
        world_map = folders.packs / WORLD_MAP / WORLD_MAP_FILE
        self.map = MapPage(settings, self._background, world_map)
        self.language = LanguagePage(settings)
        self.privacy = PrivacyPage(settings, folders)
        self.storage = StoragePage(settings, folders, self._measuring)
        self.look = LookPage(settings)
        self.pages: tuple[SettingsPage, ...] = (
            self.engine,
            self.model,
            self.asking,
            self.map,
            self.language,
            self.privacy,
            self.storage,
            self.look,
        )
        self._build()
        self._connect()
        self._background.run(lambda: find_choices(folders), self.engine.show_choices, self._say)
        self.model.start()
        self.storage.measure()

    def _build(self) -> None:
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Pages"))
        self._list.setSpacing(2)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget()
        for page in self.pages:
            self._list.addItem(page.title)
            self._stack.addWidget(page)
        # As wide as the longest name in the language of the window.
        self._list.setFixedWidth(self._list.sizeHintForColumn(0) + 40)
        self._list.currentRowChanged.connect(self._stack.setCurrentIndex)
        self._list.setCurrentRow(0)
        self._problem = plain_label("failure")
        self._problem.hide()
        standard = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(standard.Save | standard.Cancel)
        self._buttons.accepted.connect(self._save)
        self._buttons.rejected.connect(self.reject)
        foot = QFrame()
        foot.setProperty("role", "status")
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.addWidget(self._problem, 1)
        row.addStretch()
        row.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignBottom)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(self._side())
        body.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(body, 1)
        column.addWidget(foot)
        self._fit()

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setContentsMargins(12, 16, 0, 16)
        side.addWidget(self._list)
        return side

    def _fit(self) -> None:
        """Take a size that follows the font, and never more than the screen has."""
        metrics, room = self.fontMetrics(), self.screen().availableGeometry().size()
        wanted_px = metrics.averageCharWidth() * _WIDTH_CHARACTERS, metrics.height() * _HEIGHT_LINES
        self.setMinimumHeight(wanted_px[1] // 2)
        self.resize(
            min(wanted_px[0], round(room.width() * 0.9)),
            min(wanted_px[1], round(room.height() * 0.9)),
        )

    def _connect(self) -> None:
        self.privacy.remote_switched.connect(lambda on: self.model.allow_remote(allowed=on))
        self.privacy.downloads_switched.connect(lambda on: self.model.allow_downloads(allowed=on))
        self.model.privacy_wanted.connect(lambda: self.show_page(self.privacy))
        self.model.failed.connect(self._say)

    def show_page(self, page: SettingsPage) -> None:
        """Turn to a page."""
        self._list.setCurrentRow(self.pages.index(page))

    def settings(self) -> Settings:
        """Return what is chosen now."""
        return reduce(lambda chosen, page: page.chosen(chosen), self.pages, self._settings)

    # The end.

    def _say(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self._tell(error_words(error))

    def _tell(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _save(self) -> None:
        """Write what is chosen, in another thread, if it can be used."""
        for page in self.pages:
            if problem := page.problem():
                self.show_page(page)
                self._tell(problem)
                return
        chosen, path = self.settings(), self._folders.settings
        self._tell("")
        self._buttons.setEnabled(False)

        def write() -> None:
            for page in self.pages:
                page.check(chosen)
            write_settings(path, chosen)

        self._background.run(write, lambda _nothing: self._is_saved(chosen), self._not_saved)

    def _is_saved(self, chosen: Settings) -> None:
        self.saved.emit(chosen)
        self.accept()

    def _not_saved(self, error: BaseException) -> None:
        self._buttons.setEnabled(True)
        self._say(error)

    @override
    def done(self, result: int) -> None:
        """Close, and stop what is still under way."""
        self.model.stop()
        self.storage.stop()
        self._background.close()
        self._measuring.close()
        super().done(result)
