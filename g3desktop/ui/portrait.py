"""The window's picture, for those who read about it: `--screenshot`."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QTimer
from PySide6.QtWidgets import QApplication

from g3desktop.domain.errors import EngineError, PackError, UsageError, UserError
from g3desktop.files import replace_file
from g3desktop.ui.map_view import MapView
from g3desktop.ui.news import EngineView
from g3desktop.ui.session import Session
from g3desktop.ui.window import MainWindow

_MAP_PATIENCE_MS = 120_000


def check_target(path: Path) -> None:
    """See before any work that the picture can be written.

    Raises:
        UsageError: It is not named like a PNG file.
        EngineError: Its folder is missing or cannot be written to.
    """
    if path.suffix.lower() != ".png":
        raise UsageError(f"{path} does not end in .png.", hint="The picture is a PNG file.")
    folder = path.parent
    if path.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise _not_written(path)


def _not_written(path: Path) -> EngineError:
    return EngineError(
        f"The picture {path} cannot be written.",
        hint="Does its folder exist, and may you write there?",
    )


class Portrait(QObject):
    """Saves the window's picture once the photos are done, and ends the program.

    Where they cannot be done, or the one to be shown is not there, there is no picture.

    Args:
        window: The window.
        session: What it works on.
        path: Where the picture goes.
        select: Which of the photos is shown, from 1.
        map_patience_ms: How long the map may take once there is nothing left to do.
    """

    def __init__(
        self,
        window: MainWindow,
        session: Session,
        path: Path,
        *,
        select: int,
        map_patience_ms: int = _MAP_PATIENCE_MS,
    ) -> None:
        super().__init__(window)
        self._window, self._session, self._path, self._select = window, session, path, select
        self._is_selected = self._is_taken = False
        self._problem: UserError | None = EngineError("The window was closed before its picture.")
        self._engine = EngineView("starting")
        (self._map,) = window.findChildren(MapView)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(map_patience_ms)
        self._patience.timeout.connect(self._give_up)
        # Queued: whoever else hears of it has then done what it asks for.
        session.idle.connect(self._look)
        session.engine_changed.connect(self._take_engine)
        self._map.idle.connect(self._look)

    def check(self) -> None:
        """See that the picture was saved.

        Raises:
            UserError: It was not.
        """
        if self._problem is not None:
            raise self._problem

    def _take_engine(self, view: EngineView) -> None:
        self._engine = view
        QTimer.singleShot(0, self, self._look)

    def _is_settled(self) -> bool:
        if not self._session.is_idle:
            self._patience.stop()
            return False
        if not self._map.is_idle and not self._patience.isActive():
            self._patience.start()
        return self._map.is_idle

    def _look(self) -> None:
        if self._is_taken or not self._is_settled():
            return
        if not self._is_selected:
            self._is_selected = True
            self._window.select_photo(self._select - 1)
        if self._is_settled():
            self._is_taken = True
            # What was drawn last reaches the window's picture with a further frame.
            QTimer.singleShot(200, self, self._save)

    def _save(self) -> None:
        self._problem = self._find_problem()
        if self._problem is None:
            self._write()
        self._end()

    def _write(self) -> None:
        picture = QBuffer()
        picture.open(QIODevice.OpenModeFlag.WriteOnly)
        self._window.grab().save(picture, "PNG")
        try:
            # Not by Qt: it cannot write to a name that is not UTF-8.
            replace_file(self._path, bytes(picture.data().data()))
        except OSError:
            self._problem = _not_written(self._path)

    def _find_problem(self) -> UserError | None:
        listed = self._window.listed
        if self._session.unfinished:
            kind = PackError if self._engine.exit_status == PackError.exit_status else EngineError
            return kind(self._engine.message)
        if self._select > max(listed, 1):
            return UsageError(f"There is no photo {self._select}: the list has {listed}.")
        return None

    def _give_up(self) -> None:
        self._problem = EngineError("The map was not drawn in time.")
        self._end()

    def _end(self) -> None:
        self._window.close()
        QApplication.quit()
