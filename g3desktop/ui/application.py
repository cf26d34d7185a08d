"""Starts the window."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from g3desktop import __version__
from g3desktop.domain.errors import CancelledError, EngineError, UsageError
from g3desktop.settings import Folders, Settings, find_folders, read_settings
from g3desktop.ui.doors import Doors
from g3desktop.ui.language import use_language
from g3desktop.ui.links import permission
from g3desktop.ui.map_scheme import register_map_scheme
from g3desktop.ui.map_view import MapView
from g3desktop.ui.second_start import SecondStart
from g3desktop.ui.session import Places, Session
from g3desktop.ui.theme import ThemeName, apply_theme, system_theme
from g3desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from g3desktop.engine.messages import PhotoOptions
    from g3desktop.wiring import EngineWish

_MAX_SIDE_PX = 16_384


class _Arguments(argparse.ArgumentParser):
    """Raises what it would print on several lines."""

    @override
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}.", hint="Try: g3desktop --help")


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the window's arguments.

    Raises:
        UsageError: They make no sense.
    """
    parser = _Arguments(prog="g3desktop", add_help=False, allow_abbrev=False)
    parser.add_argument("photos", nargs="*", type=Path, metavar="PHOTO")
    parser.add_argument("--screenshot", type=Path, metavar="OUT.png")
    parser.add_argument("--size", type=_size, metavar="WxH")
    parser.add_argument("--theme", choices=["dark", "light"])
    parser.add_argument("--select", type=_place, default=1, metavar="N")
    return parser.parse_intermixed_args(arguments)


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.partition("x")
    if not (cross and _is_number(width) and _is_number(height)):
        raise argparse.ArgumentTypeError(f"{text} is not a size such as 1280x800")
    if not all(1 <= int(side) <= _MAX_SIDE_PX for side in (width, height)):
        raise argparse.ArgumentTypeError(f"{text} is no size that a window can have")
    return int(width), int(height)


def _place(text: str) -> int:
    if not _is_number(text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not the number of a photo, from 1")
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def run(arguments: Sequence[str]) -> int:
    """Open the window and return the exit status when it is closed.

    Args:
        arguments: Photos to place; with --screenshot the window's picture is saved once they are
            done, and it closes.

    Raises:
        UsageError: The arguments make no sense.
        EngineError: The picture cannot be written, or another window does not answer.
        PackError: There is no engine for the picture's photos.
        CancelledError: The process was told to stop.
    """
    asked = _parse(arguments)
    folders = find_folders()
    with ExitStack() as leaving:
        if asked.screenshot is not None:
            from g3desktop.ui.portrait import check_target

            check_target(asked.screenshot)
            # Of its own: the picture shows the photos asked for, and no window is in the way.
            data = Path(leaving.enter_context(tempfile.TemporaryDirectory(prefix="g3desktop-")))
            return _show(asked, folders, data, None)
        others = SecondStart(folders.data)
        leaving.callback(others.close)
        if others.hand_over(asked.photos):
            return 0
        return _show(asked, folders, folders.data, others)


@dataclass(frozen=True, slots=True)
class Program:
    """The window and what it works on, not shown and not started yet."""

    application: QApplication
    session: Session
    window: MainWindow
    doors: Doors

    def open(self, photos: Sequence[Path] = ()) -> None:
        """Show the window; engine and photos follow after its first picture."""
        self.window.show()

        def begin() -> None:
            self.session.start()
            if photos:
                self.session.add(photos)

        # What is loaded then would only be in the picture's way.
        QTimer.singleShot(0, self.window, begin)

    def close(self) -> None:
        """End what goes on in threads and processes; what was to be stored is stored."""
        self.session.close()
        self.doors.close()


def make_program(
    folders: Folders, data: Path, *, theme: ThemeName | None = None, still: bool = False
) -> Program:
    """Make the window as the settings ask for.

    Args:
        folders: The user's folders.
        data: What the window remembers.
        theme: In place of the settings'.
        still: Whether the map jumps instead of gliding.

    Raises:
        UsageError: The settings make no sense.
    """
    settings = read_settings(folders.settings)
    application = _make_application()
    use_language(application, settings.window)
    permission.is_given = settings.network.open_links
    theme = theme or _theme_for(settings)
    apply_theme(application, theme)
    session = _make_session(folders, data, settings)
    map_view = MapView(renderer=settings.map.renderer, still=still or settings.map.reduce_motion)
    window = MainWindow(session, theme, map_view=map_view)
    window.use_map(settings.map)
    doors = Doors(window, session, folders)
    program = Program(application, session, window, doors)
    doors.chosen.connect(lambda before, after: _use(program, before, after))
    return program


def _show(
    asked: argparse.Namespace, folders: Folders, data: Path, others: SecondStart | None
) -> int:
    program = make_program(folders, data, theme=asked.theme, still=asked.screenshot is not None)
    window, session = program.window, program.session
    if asked.size:
        window.resize(*asked.size)
    portrait = None
    if asked.screenshot is not None:
        from g3desktop.ui.portrait import Portrait

        portrait = Portrait(window, session, asked.screenshot, select=asked.select)
    if others is not None:
        others.handed.connect(lambda photos: _take_over(window, session, photos))
    program.open(asked.photos)
    with _faults(window, folders, nobody_there=portrait is not None), _Signals(window) as signals:
        status = program.application.exec()
    program.close()
    _take_apart(window)
    signals.check()
    if portrait is not None:
        portrait.check()
    return status


def _take_apart(window: MainWindow) -> None:
    """Let go of the window's parts while Qt is still there."""
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _make_application() -> QApplication:
    _require_browser()
    # Whatever other threads do, the one that draws gets its turn within a millisecond.
    sys.setswitchinterval(0.001)
    register_map_scheme()
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    application = QApplication([sys.argv[0]])
    application.setApplicationName("G3 Desktop")
    application.setApplicationVersion(__version__)
    return application


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


def _theme_for(settings: Settings) -> ThemeName:
    chosen = settings.window.theme
    return system_theme() if chosen == "system" else chosen


def _use(program: Program, before: Settings, after: Settings) -> None:
    """Put settings to use that were changed."""
    if after.window.theme != before.window.theme:
        theme = _theme_for(after)
        apply_theme(program.application, theme)
        program.window.set_theme(theme)
    if after.map != before.map:
        program.window.use_map(after.map)
    if after.network != before.network:
        permission.is_given = after.network.open_links
    if (after.llm, after.engine, after.storage) != (before.llm, before.engine, before.storage):
        from g3desktop.ui.wishes import wishes_of

        program.session.use(*wishes_of(after))


def _make_session(folders: Folders, data: Path, settings: Settings) -> Session:
    places = Places(
        library=data / "library.sqlite",
        log=folders.logs / "engine.log",
        pasted=data / "pasted",
    )

    def wishes() -> tuple[EngineWish, PhotoOptions]:
        # In another thread, so that the first photo finds what shows it.
        import g3desktop.ui.chosen_photo
        import g3desktop.ui.evidence  # noqa: F401
        from g3desktop.ui.wishes import wishes_of

        return wishes_of(settings)

    return Session(places, wishes)


def _take_over(window: MainWindow, session: Session, photos: Sequence[Path]) -> None:
    """Take the photos of a second start, and come to the front."""
    if photos:
        session.add(photos)
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


@contextmanager
def _faults(window: MainWindow, folders: Folders, *, nobody_there: bool) -> Iterator[None]:
    """Show what nobody foresaw, or end the program where nobody is there to see it."""
    if nobody_there:
        with _faults_end_it():
            yield
        return
    from g3desktop.ui.crash import CrashGuard

    with CrashGuard(folders.logs / "window.log") as guard:
        if guard.last_crash:
            window.tell(guard.last_crash)
        yield


@contextmanager
def _faults_end_it() -> Iterator[None]:
    """Let a fault of the program end it.

    Qt calls Python and goes on after an exception, so that a picture would be waited for for ever.
    """
    faults: list[BaseException] = []

    def note(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        faults.append(error)
        QApplication.quit()

    before, sys.excepthook = sys.excepthook, note
    try:
        yield
    finally:
        sys.excepthook = before
    if faults:
        raise faults[0]


class _Signals(QObject):
    """Closes the window as a user would when the process is told to stop.

    Python hears of a signal only when it runs, which it does not while Qt waits; so the system's
    part of it writes to a socket that Qt watches.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._is_told = False
        self._ours, self._theirs = socket.socketpair()
        for end in (self._ours, self._theirs):
            end.settimeout(0)
        self._watch = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._watch.activated.connect(self._hear)
        self._before = {}
        for name in (signal.SIGINT, signal.SIGTERM):
            self._before[name] = signal.signal(name, lambda *_: None)
        self._wakeup = signal.set_wakeup_fd(self._theirs.fileno())

    def __enter__(self) -> _Signals:
        return self

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(self._wakeup)
        for name, before in self._before.items():
            signal.signal(name, before)
        self._watch.setEnabled(False)
        self._ours.close()
        self._theirs.close()

    def check(self) -> None:
        """See whether the window was closed by its user.

        Raises:
            CancelledError: It was a signal.
        """
        if self._is_told:
            raise CancelledError

    def _hear(self) -> None:
        if set(self._ours.recv(64)) & {signal.SIGINT, signal.SIGTERM}:
            self._is_told = True
            self._window.close()
            QApplication.quit()
