"""The one long work on galleries and packs that may be under way; outlives the dialog."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from g3desktop.domain.errors import GalleryError
from g3desktop.domain.work import Progress
from g3desktop.engine.labour import COMMAND, Do, Done, Event, Labour, Undone
from g3desktop.engine.messages import Stage
from g3desktop.settings import Folders
from g3desktop.ui.library_work import (
    PERFORM,
    CheckGallery,
    CheckPack,
    GalleryBuilt,
    GalleryUpdated,
    Result,
    Wish,
)

LOG_NAME = "library.log"

_DAMAGED = GalleryError.exit_status
"""Packs have the same."""

_GRACE_MS = 3000
"""So long may work take to stop by itself. Some of it cannot, such as loading an encoder."""

_STARTING = Progress("starting", 0)

_PACE_SPAN_S = 20.0
_PACE_LEAST_S = 2.0


@dataclass(frozen=True, slots=True)
class Working:
    """What is being done.

    Attributes:
        wish: What was asked for.
        progress: How far it is.
        per_s: Units finished in a second, lately; 0 where it is not known yet.
        is_stopping: Whether it was told to stop.
    """

    wish: Wish
    progress: Progress = _STARTING
    per_s: float = 0.0
    is_stopping: bool = False

    @property
    def left_s(self) -> float | None:
        """Seconds that are left, or None where nobody knows."""
        if not self.per_s or self.progress.total is None:
            return None
        return (self.progress.total - self.progress.done) / self.per_s


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a work ended.

    Attributes:
        wish: What was asked for.
        result: What came of it; None where it was stopped or failed.
        problem: Why it failed and what to try; "" where it did not, or was stopped.
    """

    wish: Wish
    result: Result | None = None
    problem: str = ""

    @property
    def was_stopped(self) -> bool:
        """Whether the user stopped it."""
        return self.result is None and not self.problem


class Pace:
    """How fast a stage goes, from its last seconds.

    Args:
        clock: In seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._stage = ""
        self._marks: deque[tuple[float, int]] = deque()

    def learn(self, progress: Progress) -> float:
        """Note how far a stage is; return its units in a second, or 0 where it is too early."""
        now_s = self._clock()
        if progress.stage != self._stage:
            self._stage = progress.stage
            self._marks.clear()
        self._marks.append((now_s, progress.done))
        while len(self._marks) > 2 and now_s - self._marks[1][0] >= _PACE_SPAN_S:
            self._marks.popleft()
        first_s, first = self._marks[0]
        span_s = now_s - first_s
        return (progress.done - first) / span_s if span_s >= _PACE_LEAST_S else 0.0


class Workshop(QObject):
    """Has one work done at a time, in a process of its own.

    Args:
        folders: Where the program's files are.
        parent: The window; it calls `close` at its end.
        command: Starts the process.
        function: Does the work there.
        grace_ms: How long work may take to stop by itself.
    """

    changed = Signal(object)
    """Working, or None when the work has ended."""

    finished = Signal(object)
    """Outcome."""

    gallery_written = Signal(str)
    """Name of a gallery whose content is another now: an engine that has it open must be built
    anew."""

    _told = Signal(int, object)

    def __init__(
        self,
        folders: Folders,
        parent: QObject | None = None,
        *,
        command: Sequence[str] = COMMAND,
        function: str = PERFORM,
        grace_ms: int = _GRACE_MS,
    ) -> None:
        super().__init__(parent)
        self._log = folders.logs / LOG_NAME
        self._command, self._function = command, function
        self._labour: Labour | None = None
        self._number = 0
        self._working: Working | None = None
        self._outcome: Outcome | None = None
        self._pace = Pace()
        self._findings: dict[Path, str] = {}
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.setInterval(grace_ms)
        self._grace.timeout.connect(self._lose_patience)
        # Emitted in the thread that watches the process.
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def working(self) -> Working | None:
        """What is being done, or None."""
        return self._working

    @property
    def outcome(self) -> Outcome | None:
        """How the last work ended, until somebody has seen it; None while one is under way."""
        return self._outcome

    def finding(self, folder: Path) -> str | None:
        """Return what the last check of a gallery or pack found: "" where it is sound.

        None where it was not checked since the program started, or has changed.
        """
        return self._findings.get(folder)

    def forget_finding(self, folder: Path) -> None:
        """Note that a gallery or pack is another one now, or none."""
        self._findings.pop(folder, None)

    def begin(self, wish: Wish) -> None:
        """Start a work.

        Raises:
            RuntimeError: One is under way.
        """
        if self._labour is not None:
            raise RuntimeError("one work at a time")
        self._outcome = None
        self._pace = Pace()
        self._working = Working(wish)
        self._number += 1
        number = self._number
        self._labour = Labour(
            Do(self._function, wish),
            lambda event: self._told.emit(number, event),
            log=self._log,
            command=self._command,
        )
        self.changed.emit(self._working)

    def cancel(self) -> None:
        """Stop the work; what is finished of a build is kept for the next one."""
        if self._labour is None or self._working is None or self._working.is_stopping:
            return
        self._labour.cancel()
        self._grace.start()
        self._working = replace(self._working, is_stopping=True)
        self.changed.emit(self._working)

    def dismiss(self) -> None:
        """Forget how the last work ended, as it was seen."""
        self._outcome = None

    def close(self) -> None:
        """End the work and its process at once; nothing is said any more."""
        self._grace.stop()
        labour, self._labour, self._working = self._labour, None, None
        if labour is not None:
            labour.close()

    def _lose_patience(self) -> None:
        if self._labour is not None:
            self._labour.kill()

    def _hear(self, number: int, event: Event) -> None:
        if self._working is None or number != self._number:
            return
        if isinstance(event, Stage):
            per_s = self._pace.learn(event.progress)
            self._working = replace(self._working, progress=event.progress, per_s=per_s)
            self.changed.emit(self._working)
        elif isinstance(event, (Done, Undone)):
            self._end(self._working.wish, event)

    def _end(self, wish: Wish, event: Done | Undone) -> None:
        self._grace.stop()
        if isinstance(event, Undone):
            outcome = Outcome(wish, problem=event.message)
        else:
            outcome = Outcome(wish, result=_result(event))
        is_known = isinstance(event, Done) or event.exit_status == _DAMAGED
        if isinstance(wish, CheckGallery | CheckPack) and is_known:
            folder = wish.folder if isinstance(wish, CheckGallery) else wish.pack.folder
            self._findings[folder] = outcome.problem
        self._labour, self._working, self._outcome = None, None, outcome
        self.changed.emit(None)
        written = outcome.result
        if isinstance(written, GalleryBuilt | GalleryUpdated) and written.has_changed:
            self.gallery_written.emit(written.name)
        self.finished.emit(outcome)


def _result(done: Done) -> Result:
    if isinstance(done.result, Result):
        return done.result
    raise TypeError(f"{type(done.result).__name__} is no result of a work")
