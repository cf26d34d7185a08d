"""Starts the window."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication

from g3desktop.domain.errors import CancelledError
from g3desktop.settings import Folders, Settings, read_settings, usual_folders
from g3desktop.ui.appearance import Appearance
from g3desktop.ui.arguments import parse_arguments
from g3desktop.ui.doors import Doors
from g3desktop.ui.first_picture import FirstPicture
from g3desktop.ui.garbage import collect_all
from g3desktop.ui.language import use_language
from g3desktop.ui.links import permission
from g3desktop.ui.map_view import MapView
from g3desktop.ui.preparation import Preparation
from g3desktop.ui.second_start import SecondStart
from g3desktop.ui.session import BUILDER, Places, Session
from g3desktop.ui.signals import Signals
from g3desktop.ui.start import Start, choose_start, make_application, tell_failure, usual_start
from g3desktop.ui.theme import ThemeName
from g3desktop.ui.window import MainWindow

if TYPE_CHECKING:
    from g3desktop.engine.messages import PhotoOptions
    from g3desktop.wiring import EngineWish


def run(arguments: Sequence[str]) -> int:
    """Open the window and return the exit status when it is closed.

    Args:
        arguments: Photos to place; with --screenshot the window's picture is saved once they are
            done, and it closes.

    Raises:
        UsageError: The arguments make no sense, or the settings.
        EngineError: The picture cannot be written, or another window does not answer.
        PackError: There is no engine for the picture's photos.
        CancelledError: The process was told to stop.
    """
    asked = parse_arguments(arguments)
    if asked.screenshot is not None:
        return _take_picture(asked)
    try:
        return _open_window(asked)
    except CancelledError:
        raise
    except Exception as error:
        # Whoever clicked an icon does not see what the command line says.
        tell_failure(error)
        raise


def _take_picture(asked: argparse.Namespace) -> int:
    from g3desktop.ui.portrait import check_target

    check_target(asked.screenshot)
    start = usual_start()
    # Of its own: the picture shows the photos asked for, and no window is in the way.
    with tempfile.TemporaryDirectory(prefix="g3desktop-") as data:
        return _show(asked, start, Path(data), None)


def _open_window(asked: argparse.Namespace) -> int:
    data = usual_folders().data
    with closing(SecondStart(data)) as others:
        if others.hand_over(asked.photos):
            return 0
        make_application()
        # While the user is asked how to start, others may come.
        others.handed.connect(asked.photos.extend)
        others.listen()
        return _show(asked, choose_start(), data, others)


@dataclass(frozen=True, slots=True)
class Program:
    """The window and what it works on, not shown and not started yet."""

    application: QApplication
    session: Session
    window: MainWindow
    doors: Doors
    appearance: Appearance

    def open(self, photos: Sequence[Path] = ()) -> None:
        """Show the window; engine and photos follow after its first picture."""

        def begin() -> None:
            self.session.start()
            if photos:
                self.session.add(photos)
            Preparation(self.window)

        FirstPicture(self.window, begin)
        self.window.show()

    def close(self) -> None:
        """End what goes on in threads and processes; what was to be stored is stored."""
        self.session.close()
        self.doors.close()


def make_program(
    folders: Folders,
    data: Path,
    *,
    settings: Settings | None = None,
    builder: str = BUILDER,
    theme: ThemeName | None = None,
    still: bool = False,
) -> Program:
    """Make the window as the settings ask for.

    Args:
        folders: The user's folders.
        data: What the window remembers.
        settings: In place of those of the file.
        builder: Who builds the engine, as "module:function".
        theme: In place of the settings'.
        still: Whether the map jumps instead of gliding.

    Raises:
        UsageError: The settings make no sense.
        EngineError: There can be no window here.
    """
    if settings is None:
        settings = read_settings(folders.settings)
    application = make_application()
    use_language(application, settings.window)
    permission.use(settings)
    appearance = Appearance(application, theme or settings.window.theme)
    session = _make_session(folders, data, settings, builder)
    map_view = MapView(renderer=settings.map.renderer, still=still or settings.map.reduce_motion)
    window = MainWindow(session, appearance.theme, map_view=map_view, cache=folders.cache)
    window.use_map(settings.map)
    appearance.watch(window)
    appearance.changed.connect(window.set_theme)
    doors = Doors(window, session, folders)
    program = Program(application, session, window, doors, appearance)
    doors.chosen.connect(lambda before, after: _use(program, before, after))
    return program


def _show(asked: argparse.Namespace, start: Start, data: Path, others: SecondStart | None) -> int:
    is_picture = asked.screenshot is not None
    program = make_program(
        start.folders,
        data,
        settings=start.settings,
        builder=start.builder,
        theme=asked.theme,
        still=is_picture,
    )
    window, session = program.window, program.session
    if asked.size:
        window.resize(*asked.size)
    portrait = None
    if is_picture:
        from g3desktop.ui.portrait import Portrait

        portrait = Portrait(window, session, asked.screenshot, select=asked.select)
    if others is not None:
        others.handed.connect(lambda photos: _take_over(window, session, photos))
    try:
        # Before anything is shown: what is drawn may have a fault too.
        with _faults(window, start.folders, nobody_there=is_picture), Signals(window) as signals:
            program.open(asked.photos)
            if start.notice:
                window.tell(start.notice)
            status = program.application.exec()
            program.close()
    finally:
        _take_apart(window)
    signals.check()
    if portrait is not None:
        portrait.check()
    return status


def _take_apart(window: MainWindow) -> None:
    """Let go of the window's parts while Qt is still there."""
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    collect_all()


def _use(program: Program, before: Settings, after: Settings) -> None:
    """Put settings to use that were changed."""
    if after.window.theme != before.window.theme:
        program.appearance.use(after.window.theme)
    if after.map != before.map:
        program.window.use_map(after.map)
    permission.use(after)
    if (after.llm, after.engine, after.storage) != (before.llm, before.engine, before.storage):
        from g3desktop.ui.wishes import wishes_of

        program.session.use(*wishes_of(after))


def _make_session(folders: Folders, data: Path, settings: Settings, builder: str) -> Session:
    places = Places(
        library=data / "library.sqlite",
        log=folders.logs / "engine.log",
        pasted=data / "pasted",
    )

    def wishes() -> tuple[EngineWish, PhotoOptions]:
        from g3desktop.ui.wishes import wishes_of

        return wishes_of(settings)

    return Session(places, wishes, builder=builder)


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
        # Later, as what is said to a loop that does not turn yet is not heard.
        QTimer.singleShot(0, QApplication.quit)

    before, sys.excepthook = sys.excepthook, note
    try:
        yield
    finally:
        sys.excepthook = before
    if faults:
        raise faults[0]
