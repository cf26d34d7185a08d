"""The engine in a process of its own, for a window that never waits.

The process is started anew when it dies, and what it left unfinished is asked again. A photo that
was in work at two deaths is given up. Nothing here loads the engine into this process.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from g3desktop.domain.errors import EngineError
from g3desktop.domain.work import Progress
from g3desktop.engine.child import COMMAND, Child
from g3desktop.engine.messages import (
    Arrange,
    Begin,
    Begun,
    Cancel,
    Density,
    Describe,
    Event,
    Failed,
    FromEngine,
    Gone,
    Locate,
    MessageError,
    PhotoOptions,
    Stage,
    State,
    Stop,
    ToEngine,
    Unready,
    encode,
)

_MOST_IDLE_DEATHS = 3
"""So often in a row the process may die with no photo in work; then something else is wrong."""

_MOST_PHOTO_DEATHS = 2

_LONGEST_PAUSE_S = 30.0


@dataclass(slots=True)
class _Asked:
    """A question without an answer yet, and how often the process died over it."""

    message: Locate | Describe
    deaths: int = 0


class EngineProcess:
    """Starts the engine's process, watches it, and asks it.

    Every method may be called from any thread and, but for `close`, returns at once.

    A message about a question may still be under way when it is cancelled: numbers of questions
    are never used again, so that whoever has forgotten one can ignore it.

    Args:
        on_message: Told what happens, in a thread of this object; must neither wait nor raise.
        builder: Who builds the engine there, as "module:function"; see `Begin.builder`.
        log: File that takes what the process writes.
        command: Starts the process.
        pause_s: Wait before the third start in a row that led to nothing; twice that before each
            further one.
    """

    def __init__(
        self,
        on_message: Callable[[Event], None],
        *,
        builder: str,
        log: Path,
        command: Sequence[str] = COMMAND,
        pause_s: float = 1.0,
    ) -> None:
        self._on_message = on_message
        self._builder, self._log, self._command, self._pause_s = builder, log, command, pause_s
        self._changed = threading.Condition()
        self._numbers = itertools.count(1)
        self._begin: Begin | None = None
        self._asked: dict[int, _Asked] = {}
        self._in_work: set[int] = set()
        self._child: Child | None = None
        self._deaths = 0
        self._idle_deaths = 0
        self._is_closed = False
        self._watcher: threading.Thread | None = None

    def start(self, wish: object) -> None:
        """Build an engine, in place of the one before if there is one.

        Photos that are not answered yet will be by the new one.

        Args:
            wish: What the builder is given: a value of plain values or of this program's own.

        Raises:
            MessageError: The wish holds what is no value.
        """
        begin = Begin(self._builder, wish)
        encode(begin)
        with self._changed:
            self._require_open()
            self._begin = begin
            self._deaths = self._idle_deaths = 0
            self._post(begin)
            if self._watcher is None:
                # No thread of this object keeps the program from ending.
                self._watcher = threading.Thread(
                    target=self._watch, name="engine-watcher", daemon=True
                )
                self._watcher.start()
            self._changed.notify_all()

    def ask(self, photo: Path, options: PhotoOptions) -> int:
        """Ask where a photo was taken, after those asked before.

        Returns:
            The question's number: `Begun`, `Stage` and `State` will name it, and in the end a
            `State` that is the last, or `Failed`.
        """
        return self._ask(Locate(next(self._numbers), photo, options))

    def describe(self, photo: Path, options: PhotoOptions) -> int:
        """Ask where the evidence about a photo lies, before all photos that wait.

        Returns:
            The question's number: `Density` will name it, or `Failed`.
        """
        return self._ask(Describe(next(self._numbers), photo, options))

    def arrange(self, jobs: Iterable[int]) -> None:
        """Let these photos be next, in this order; the others follow in the order they had."""
        order = tuple(jobs)
        with self._changed:
            first = {job: self._asked[job] for job in order if job in self._asked}
            self._asked = first | self._asked
            self._post(Arrange(order))

    def cancel(self, job: int) -> None:
        """Forget a question."""
        with self._changed:
            self._forget([job])

    def cancel_all(self) -> None:
        """Forget every question."""
        with self._changed:
            self._forget(list(self._asked))

    def stop(self) -> None:
        """End the process as soon as its work allows; questions wait for the next `start`."""
        with self._changed:
            self._begin = None
            self._post(Stop())
            if self._child is not None:
                self._child.is_stopping = True
            self._changed.notify_all()

    def close(self) -> None:
        """End the process now and for good, and wait until nothing of it is left.

        Not to be called by `on_message`, which runs in a thread that is waited for.
        """
        with self._changed:
            self._is_closed = True
            self._asked.clear()
            if self._child is not None:
                self._child.kill()
            self._changed.notify_all()
        if self._watcher is not None:
            self._watcher.join()

    def _require_open(self) -> None:
        if self._is_closed:
            raise RuntimeError("the engine's process was closed")

    def _ask(self, message: Locate | Describe) -> int:
        with self._changed:
            self._require_open()
            self._asked[message.job] = _Asked(message)
            self._post(message)
        return message.job

    def _forget(self, jobs: Sequence[int]) -> None:
        for job in jobs:
            self._asked.pop(job, None)
            self._in_work.discard(job)
        self._post(Cancel(tuple(jobs)))

    def _post(self, message: ToEngine) -> None:
        if self._child is not None:
            self._child.post(message)

    def _watch(self) -> None:
        while self._await_start():
            reason = self._live()
            for event in self._bury(reason):
                self._on_message(event)

    def _await_start(self) -> bool:
        """Wait until a process is wanted; return False when it never will be."""
        with self._changed:
            deaths = self._deaths
            if deaths > 1:
                pause_s = min(self._pause_s * 2 ** min(deaths - 2, 10), _LONGEST_PAUSE_S)
                self._changed.wait_for(
                    lambda: self._is_closed or self._deaths != deaths, timeout=pause_s
                )
            self._changed.wait_for(lambda: self._is_closed or self._begin is not None)
            return not self._is_closed

    def _live(self) -> str:
        """Start a process, pass its messages on until it ends, and return why it did."""
        try:
            child = Child(self._command, self._log)
        except OSError as error:
            return f"it could not be started: {error}"
        try:
            self._adopt(child)
            if child.problem:
                self._on_message(Stage(None, Progress("starting", 0, note=child.problem)))
            while True:
                message = child.receive()
                if self._note(message):
                    self._on_message(message)
        except EOFError:
            return child.finish()
        except MessageError as error:
            child.kill()
            child.finish()
            return f"it said what is no message: {error}"
        # Whatever it is, no process stays behind.
        except BaseException:
            child.kill()
            child.finish()
            raise

    def _adopt(self, child: Child) -> None:
        """Tell a new process everything."""
        with self._changed:
            self._child = child
            if self._is_closed:
                child.kill()
            elif self._begin is None:
                child.is_stopping = True
                child.post(Stop())
            else:
                child.post(self._begin)
                for asked in self._asked.values():
                    child.post(asked.message)

    def _note(self, message: FromEngine) -> bool:
        """Note what a message says of our questions; return whether the window wants it."""
        with self._changed:
            if isinstance(message, Begun):
                self._in_work = set(message.jobs)
                return any(job in self._asked for job in message.jobs)
            if not isinstance(message, (Stage, State, Failed, Density)) or message.job is None:
                return not self._is_closed
            wanted = message.job in self._asked
            if not isinstance(message, Stage) and not (
                isinstance(message, State) and not message.last
            ):
                self._asked.pop(message.job, None)
                self._in_work.discard(message.job)
                self._deaths = self._idle_deaths = 0
            return wanted

    def _bury(self, reason: str) -> list[Event]:
        """Note that the process has ended; return what the window is to be told."""
        with self._changed:
            child, self._child = self._child, None
            in_work, self._in_work = self._in_work, set()
            if self._is_closed:
                return []
            if child is not None and child.is_stopping:
                return [Gone("it was told to stop", again=self._begin is not None)]
            self._deaths += 1
            self._idle_deaths = 0 if in_work else self._idle_deaths + 1
            given_up = [
                self._give_up(job, reason)
                for job in [job for job in self._asked if job in in_work]
                if self._has_died_over(job)
            ]
            if self._idle_deaths < _MOST_IDLE_DEATHS:
                return [Gone(reason, again=True), *given_up]
            self._begin = None
            error = EngineError(
                f"The engine stopped {self._idle_deaths} times before any photo: {reason}.",
                hint=f"Its log is {self._log}.",
            )
            return [Gone(reason, again=False), Unready(error.one_line(), error.exit_status)]

    def _has_died_over(self, job: int) -> bool:
        """Count a death over a question; tell whether there were enough.

        Photos that were in work together go on one by one, so that only the guilty one dies again.
        """
        asked = self._asked[job]
        asked.deaths += 1
        if isinstance(asked.message, Locate):
            asked.message = replace(asked.message, alone=True)
        return asked.deaths >= _MOST_PHOTO_DEATHS

    def _give_up(self, job: int, reason: str) -> Failed:
        asked = self._asked.pop(job)
        self._deaths = 0
        error = EngineError(
            f"{asked.message.photo}: the engine stopped twice on this photo: {reason}.",
            hint="The others go on without it.",
        )
        return Failed(job, error.one_line(), error.exit_status)
