"""How the window looks."""

from __future__ import annotations

from dataclasses import replace

from typing_extensions import override

from g3desktop.settings import Settings
from g3desktop.ui.settings_pages.page import SettingsPage, value_combo


class LookPage(SettingsPage):
    """Chooses the theme.

    Args:
        settings: As they stand.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(self.tr("Appearance"))
        self.theme = value_combo(
            self.tr("Theme"),
            [
                ("system", self.tr("as the system")),
                ("dark", self.tr("dark")),
                ("light", self.tr("light")),
            ],
            settings.window.theme,
        )
        form = self.add_section("")
        self.add_row(form, self.tr("Theme"), self.theme)
        self.add_note(self.tr("The size of text is the system's."))
        self.finish()

    @override
    def chosen(self, settings: Settings) -> Settings:
        return replace(settings, window=replace(settings.window, theme=self.theme.currentData()))
