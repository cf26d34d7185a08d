"""The language of the window, and of the names of places in it."""

from __future__ import annotations

from dataclasses import replace

from typing_extensions import override

from g3desktop.settings import Settings
from g3desktop.ui.settings_pages.page import SettingsPage, value_combo


class LanguagePage(SettingsPage):
    """Chooses languages.

    Args:
        settings: As they stand.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(self.tr("Language"))
        self.language = value_combo(
            self.tr("Window"),
            [
                ("system", self.tr("as the system")),
                # In their own words, for whoever cannot read the others.
                ("en", "English"),
                ("de", "Deutsch"),
                ("fr", "Français"),
            ],
            settings.window.language,
        )
        self.names = value_combo(
            self.tr("Names of places"),
            [
                ("window", self.tr("in the language of the window")),
                ("gazetteer", self.tr("English or local, as in the table of places")),
            ],
            settings.window.place_names,
        )
        form = self.add_section("")
        self.add_row(form, self.tr("Window"), self.language)
        self.add_row(form, self.tr("Names of places"), self.names)
        self.add_note(self.tr("Another language of the window is used from the next start on."))
        self.add_note(
            self.tr(
                "All countries and many large towns have a name in the language of the window; "
                "regions and other towns keep theirs. What is exported or printed by the command "
                "line has the names of the table of places."
            )
        )
        self.finish()

    @override
    def chosen(self, settings: Settings) -> Settings:
        window = replace(
            settings.window,
            language=self.language.currentData(),
            place_names=self.names.currentData(),
        )
        return replace(settings, window=window)
