"""The language of the window: translations, numbers, and what places are called."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from g3desktop.settings import WindowSettings, find_resources

FOLDER_NAME = "translations"

_LANGUAGES = {
    "en": QLocale.Language.English,
    "de": QLocale.Language.German,
    "fr": QLocale.Language.French,
}


def use_language(application: QCoreApplication, settings: WindowSettings) -> None:
    """Speak the language that was chosen, in place of the one before.

    Call it before any widget is made. English has translations too, of the texts with a number in
    them.
    """
    for before in application.findChildren(QTranslator):
        application.removeTranslator(before)
        before.deleteLater()
    locale = QLocale.system()
    if settings.language != "system":
        # Units and dates stay those of the country that the system is in.
        locale = QLocale(_LANGUAGES[settings.language], locale.territory())
    QLocale.setDefault(locale)
    ours = find_resources() / FOLDER_NAME
    english = QLocale(QLocale.Language.English)
    spoken = _install(application, "g3desktop", (locale, english), ours)
    # Qt's own buttons speak the language of everything around them.
    theirs = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    _install(application, "qtbase", (QLocale(spoken),), theirs)
    application.setProperty(_PLACE_NAMES, locale.bcp47Name())
    if settings.place_names == "gazetteer":
        application.setProperty(_PLACE_NAMES, "")


_PLACE_NAMES = "placeNames"


def place_language() -> str:
    """Return the language that places are named in; "" leaves the names of the table of places."""
    application = QCoreApplication.instance()
    named = application.property(_PLACE_NAMES) if application is not None else None
    return named if isinstance(named, str) else QLocale().bcp47Name()


def _install(
    application: QCoreApplication, name: str, locales: Sequence[QLocale], folder: Path
) -> str:
    """Install the first translation that there is, and return its language."""
    translator = QTranslator(application)
    for locale in locales:
        if translator.load(locale, name, "_", str(folder)):
            application.installTranslator(translator)
            return translator.language()
    translator.deleteLater()
    return ""
