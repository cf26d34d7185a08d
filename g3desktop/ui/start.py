"""What the window starts from, and what is shown to whoever clicked an icon where that fails."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox

from g3desktop import __version__
from g3desktop.domain.errors import EngineError, UsageError, UserError
from g3desktop.engine.failures import as_user_error
from g3desktop.settings import (
    Folders,
    Settings,
    WindowSettings,
    find_folders,
    read_settings,
    usual_folders,
)
from g3desktop.ui.garbage import GarbageCollector
from g3desktop.ui.language import use_language
from g3desktop.ui.map_scheme import register_map_scheme
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.session import BUILDER
from g3desktop.ui.theme import apply_theme, system_theme

translate = QCoreApplication.translate

_UNSEEN_PLATFORMS = ("offscreen", "minimal")

Choice = Literal["again", "anyway", "quit"]


@dataclass(frozen=True, slots=True)
class Start:
    """What a window starts from.

    Attributes:
        folders: The user's folders.
        settings: The user's settings.
        builder: Who builds the engine, as "module:function".
        notice: What is not as the user chose it, in a sentence; "" where all is.
    """

    folders: Folders
    settings: Settings
    builder: str = BUILDER
    notice: str = ""


def usual_start() -> Start:
    """Return what the settings say.

    Raises:
        UsageError: They cannot be used, or the storage folder that they name.
    """
    settings = read_settings(usual_folders().settings)
    return Start(find_folders(), settings)


def makeshift_start() -> Start:
    """Return what can be used, and the usual in place of the rest, for this one start."""
    # Here, as a start that works need not wait for it.
    from g3desktop.ui import makeshift

    folders, settings = makeshift.usable_parts()
    if folders.settings != usual_folders().settings:
        notice = translate(
            "Start", "The settings could not be used: this window works with the default ones."
        )
    else:
        notice = translate(
            "Start",
            "The storage folder could not be used: this window has the packs and galleries of the"
            " usual folder.",
        )
    return Start(folders, settings, makeshift.BUILDER, notice)


def is_seen() -> bool:
    """Tell whether what is shown is seen by anybody."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform:
        return platform not in _UNSEEN_PLATFORMS
    return has_screen()


def has_screen() -> bool:
    """Tell whether there is a screen to draw a window on, as far as can be known before."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_application() -> QApplication:
    """Return Qt's application, made if there is none yet.

    Raises:
        EngineError: There is no screen, or the map's browser would end the process.
    """
    there = QApplication.instance()
    if isinstance(there, QApplication):
        return there
    _require_screen()
    _require_browser()
    # Whatever other threads do, the one that draws gets its turn within a millisecond.
    sys.setswitchinterval(0.001)
    register_map_scheme()
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = QApplication([sys.argv[0]])
    GarbageCollector(application)
    application.setApplicationName("G3 Desktop")
    application.setApplicationVersion(__version__)
    return application


def _require_screen() -> None:
    if not has_screen():
        # Qt would end the process.
        raise EngineError(
            "There is no screen to show the window on.", hint="Try: g3desktop locate PHOTO"
        )


def _require_browser() -> None:
    """See that the map's browser will not end this process, as it does where root starts it.

    Raises:
        EngineError: It would.
    """
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    allowed = "--no-sandbox" in flags or os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") == "1"
    if sys.platform == "linux" and os.geteuid() == 0 and not allowed:
        raise EngineError(
            "The window does not run as root: its map's browser would have no sandbox.",
            hint="Start it as another user, or set QTWEBENGINE_DISABLE_SANDBOX=1 in a container.",
        )


def choose_start() -> Start:
    """Return what the settings say, or what the user chooses where they cannot be used.

    Raises:
        UsageError: They cannot be used, and the user does not want to start, or is not there.
    """
    while True:
        try:
            return usual_start()
        except UsageError as error:
            if not is_seen():
                raise
            _dress(make_application())
            choice = StartProblem(error).ask()
            if choice == "anyway":
                return makeshift_start()
            if choice == "quit":
                raise


class StartProblem(QMessageBox):
    """Says why settings or storage folder cannot be used, and asks how to go on.

    Args:
        error: Why.
    """

    def __init__(self, error: UserError) -> None:
        super().__init__()
        self._file = usual_folders().settings
        title, advice, anyway = self._words()
        where = self.tr("The settings stand in %1").replace("%1", one_line(str(self._file)))
        _fill(self, title, _words_of(error), advice, where)
        roles = QMessageBox.ButtonRole
        self._folder = self.addButton(self.tr("Open the folder"), roles.ActionRole)
        self._anyway = self.addButton(anyway, roles.AcceptRole)
        self._again = self.addButton(self.tr("Try again"), roles.AcceptRole)
        quit_ = self.addButton(self.tr("Quit"), roles.RejectRole)
        self.setEscapeButton(quit_)
        self.setDefaultButton(self._again)

    def _words(self) -> tuple[str, str, str]:
        """Return what is wrong, what to try, and what can be done at once."""
        try:
            read_settings(self._file)
        except UsageError:
            return (
                self.tr("The settings cannot be used."),
                self.tr(
                    "Mend the file and try again. Or start with the default settings for once: the"
                    " file stays as it is."
                ),
                self.tr("Start with the default settings"),
            )
        return (
            self.tr("The storage folder cannot be used."),
            self.tr(
                "Then try again. Or start with the usual folder for once: packs and galleries of"
                " the other one are missing then, and stay as they are."
            ),
            self.tr("Start with the usual folder"),
        )

    def ask(self) -> Choice:
        """Wait until somebody has chosen."""
        while True:
            self.exec()
            pressed = self.clickedButton()
            if pressed is not self._folder:
                break
            folder = next(one for one in self._file.parents if one.is_dir())
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        if pressed is self._again:
            return "again"
        return "anyway" if pressed is self._anyway else "quit"


def tell_failure(error: Exception) -> None:
    """Show why there is no window, where somebody sees it; the command line says it besides."""
    if not is_seen():
        return
    there = QApplication.instance()
    application = there if isinstance(there, QApplication) else QApplication([])
    _dress(application)
    known = as_user_error(error)
    if known is not None:
        words = [_words_of(known)]
    else:
        words = [
            one_line(f"{type(error).__name__}: {error}"),
            translate(
                "Start",
                "This is a fault of the program. Started with --debug in a terminal, it says more.",
            ),
        ]
    box = QMessageBox()
    _fill(box, translate("Start", "G3 Desktop cannot start."), *words)
    box.exec()


def _words_of(error: UserError) -> str:
    # Here, as a start that works has nothing to say.
    from g3desktop.ui.sentences import error_words

    return error_words(error)


def _dress(application: QApplication) -> None:
    """Let boxes speak the system's language, and look as the window would."""
    use_language(application, WindowSettings())
    apply_theme(application, system_theme())


def _fill(box: QMessageBox, title: str, *paragraphs: str) -> None:
    """Put plain text into a box: names of files are no markup."""
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("G3 Desktop")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    box.setText("\n\n".join([title, *paragraphs]))
