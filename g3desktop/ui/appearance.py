"""Dark or light, and the size of letters: as chosen, or as the system has them at any time."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from g3desktop.ui.theme import ThemeName, apply_theme, system_theme

ThemeWish = Literal["system", "dark", "light"]


class Appearance(QObject):
    """The style of all windows.

    Args:
        application: What is styled.
        wish: The theme; "system" follows it.
    """

    changed = Signal(str)
    """ThemeName: what is drawn from now on."""

    def __init__(self, application: QApplication, wish: ThemeWish) -> None:
        super().__init__(application)
        self._application, self._wish = application, wish
        self.theme: ThemeName = _theme_for(wish)
        """What is drawn now."""
        apply_theme(application, self.theme)
        application.styleHints().colorSchemeChanged.connect(self._follow)

    def use(self, wish: ThemeWish) -> None:
        """Draw in another theme from now on."""
        self._wish = wish
        self._follow()

    def watch(self, window: QWidget) -> None:
        """Let letters follow the system's as long as this window is there."""
        # Not the application's events, each of which would come through Python.
        window.installEventFilter(self)

    def _follow(self) -> None:
        theme = _theme_for(self._wish)
        if theme != self.theme:
            self.theme = theme
            apply_theme(self._application, theme)
            self.changed.emit(theme)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationFontChange:
            # The style sheet has sizes of its own, made from the font's.
            apply_theme(self._application, self.theme)
        return super().eventFilter(watched, event)


def _theme_for(wish: ThemeWish) -> ThemeName:
    return system_theme() if wish == "system" else wish
