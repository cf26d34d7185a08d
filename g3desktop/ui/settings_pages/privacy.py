"""What may leave this machine, and what is kept on it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from g3desktop.settings import Folders, Settings
from g3desktop.ui.labels import plain_label
from g3desktop.ui.picture_fetch import pictures_folder
from g3desktop.ui.settings_pages.page import PathLabel, SettingsPage


class PrivacyPage(SettingsPage):
    """One switch for each thing that uses the network.

    Args:
        settings: As they stand.
        folders: Where files are.
    """

    remote_switched = Signal(bool)
    """Whether photos may go to another machine."""

    downloads_switched = Signal(bool)
    """Whether models may be downloaded."""

    def __init__(self, settings: Settings, folders: Folders) -> None:
        super().__init__(self.tr("Privacy"))
        self.add_note(
            self.tr(
                "Photos, answers and the map stay on this machine. Only what is switched on here "
                "uses a network."
            )
        )
        self.remote = self.add_switch(
            self.tr("Photos may be sent to a language model on another machine"),
            self.tr(
                "Each photo that is placed, without its metadata, and positions of gallery photos "
                "would go to the Ollama server that you name, or through it to the servers of a "
                "cloud model."
            ),
            on=settings.llm.host_remote_ok,
        )
        self.downloads = self.add_switch(
            self.tr("Language models may be downloaded"),
            self.tr(
                "Ollama would tell its library on the internet which model you want, whenever you "
                "press the button that downloads one; no photo goes there."
            ),
            on=settings.network.model_downloads,
        )
        self.links = self.add_switch(
            self.tr("Links may be opened in the browser"),
            self.tr(
                "A click on a link, and nothing else, would hand its address to the browser: the "
                "page of a reference photo, or a map on the internet with the position of a place."
            ),
            on=settings.network.open_links,
        )
        self.pictures = self.add_switch(
            self.tr("Pictures of reference photos may be fetched"),
            self.tr(
                "Flickr would learn which reference photo you want to see, whenever you press the "
                "button that fetches its picture; your photo does not go there."
            ),
            on=settings.network.reference_pictures,
        )
        self._add_kept(folders)
        self.remote.toggled.connect(self.remote_switched)
        self.downloads.toggled.connect(self.downloads_switched)
        self.finish()

    def _add_kept(self, folders: Folders) -> None:
        self.add_section(self.tr("Kept on this machine"))
        for text, path in (
            (self.tr("List of photos, their places and the window's layout"), folders.data),
            (
                self.tr("Pictures that were pasted, or dropped from a browser"),
                folders.data / "pasted",
            ),
            (self.tr("Galleries that you built, with small pictures"), folders.galleries),
            (self.tr("Results of computations that can be made again"), folders.cache),
            (
                self.tr("Pictures of references that were fetched and looked at of late"),
                pictures_folder(folders.cache),
            ),
            (self.tr("What the engine reported, with names of files"), folders.logs),
            (self.tr("These settings"), folders.settings),
        ):
            rows = QVBoxLayout()
            rows.setSpacing(2)
            rows.addWidget(plain_label("", text))
            rows.addWidget(PathLabel(str(path)))
            self.column.addLayout(rows)
        self.add_note(
            self.tr("Your photos stay where they are: the list holds their paths, and no copies.")
        )

    @override
    def chosen(self, settings: Settings) -> Settings:
        return replace(
            settings,
            llm=replace(settings.llm, host_remote_ok=self.remote.isChecked()),
            network=replace(
                settings.network,
                model_downloads=self.downloads.isChecked(),
                open_links=self.links.isChecked(),
                reference_pictures=self.pictures.isChecked(),
            ),
        )
