"""Long work in a process of its own, one for each piece of work, for a window that never waits.

A gallery that is built, a pack that is checked: whatever kills the process, the window and its
engine go on, and a process without a window ends. Nothing here loads what the work needs.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from g3desktop.domain.errors import CancelledError, EngineError
from g3desktop.domain.work import Progress
from g3desktop.engine.child import Child
from g3desktop.engine.messages import Hello, MessageError, Stage, Stop, encode

COMMAND = (sys.executable, "-P", "-m", "g3desktop.engine.labourer")


@dataclass(frozen=True, slots=True)
class Do:
    """The work, told once.

    Attributes:
        function: Who does it, as "module:function", called with the wish and with `report` and
            `cancelled` by name.
        wish: What it is given: a value of plain values or of this program's own.
    """

    function: str
    wish: object


@dataclass(frozen=True, slots=True)
class Done:
    """The work is done.

    Attributes:
        result: What the function returned: a value, as the wish is one.
    """

    result: object


@dataclass(frozen=True, slots=True)
class Undone:
    """The work was stopped, or failed.

    Attributes:
        message: Why, and what to try, in one line; "" where the user stopped it.
        exit_status: What a command would end with.
    """

    message: str
    exit_status: int

    @property
    def is_cancelled(self) -> bool:
        """Whether the user stopped it."""
        return self.exit_status == CancelledError.exit_status


Event = Hello | Stage | Done | Undone
"""What the window is told: `Hello`, any number of `Stage`, then `Done` or `Undone`."""


class Labour:
    """One piece of work in a process of its own, from its start to its end.

    Every method may be called from any thread and, but for `close`, returns at once.

    Args:
        work: What is to be done.
        on_event: Told what happens, in a thread of this object; must neither wait nor raise. The
            last event comes when nothing is left of the process.
        log: File that takes what the process writes.
        command: Starts the process.

    Raises:
        MessageError: The wish holds what is no value.
    """

    def __init__(
        self,
        work: Do,
        on_event: Callable[[Event], None],
        *,
        log: Path,
        command: Sequence[str] = COMMAND,
    ) -> None:
        encode(work)
        self._work, self._on_event = work, on_event
        self._log, self._command = log, command
        self._changing = threading.Lock()
        self._child: Child | None = None
        self._is_cancelled = self._is_killed = self._is_closed = False
        # It starts the process too, which on Linux ends with the thread that started it; and it
        # keeps no program from ending.
        self._watcher = threading.Thread(target=self._watch, name="labour-watcher", daemon=True)
        self._watcher.start()

    def cancel(self) -> None:
        """Ask the work to stop at the next point where it can be gone on with."""
        with self._changing:
            self._is_cancelled = True
            if self._child is not None:
                self._child.post(Stop())

    def kill(self) -> None:
        """End the process at once. Who works so that a power cut does no harm is safe from this."""
        with self._changing:
            self._is_cancelled = self._is_killed = True
            if self._child is not None:
                self._child.kill()

    def close(self) -> None:
        """End the process at once, and wait until nothing of it is left; nothing is told any more.

        Not to be called by `on_event`, which runs in a thread that is waited for.
        """
        self._is_closed = True
        self.kill()
        self._watcher.join()

    def _watch(self) -> None:
        end = self._live()
        if not self._is_closed:
            self._on_event(end)

    def _live(self) -> Done | Undone:
        """Start the process, pass its messages on until it ends, and return how the work ended."""
        try:
            child = Child(self._command, self._log)
        except OSError as error:
            return self._failed(f"it could not be started: {error}")
        self._adopt(child)
        try:
            end = self._follow(child)
        except EOFError:
            reason = child.finish()
        except MessageError as error:
            child.kill()
            child.finish()
            reason = f"it said what is no message: {error}"
        else:
            child.finish()
            return end
        if self._is_cancelled:
            return Undone("", CancelledError.exit_status)
        return self._failed(reason)

    def _follow(self, child: Child) -> Done | Undone:
        while True:
            message = child.receive_value()
            if isinstance(message, (Done, Undone)):
                return message
            if not isinstance(message, (Hello, Stage)):
                raise MessageError(f"{type(message).__name__} is nothing that work says")
            if not self._is_closed:
                self._on_event(message)

    def _adopt(self, child: Child) -> None:
        with self._changing:
            self._child = child
            if self._is_killed:
                child.kill()
                return
            child.post(self._work)
            if self._is_cancelled:
                child.post(Stop())
            if child.problem:
                note = Progress("starting", 0, note=child.problem)
                self._on_event(Stage(None, note))

    def _failed(self, reason: str) -> Undone:
        error = EngineError(
            f"The work stopped before it was done: {reason}.",
            hint=f"Start it again: what was finished is kept. Its log is {self._log}.",
        )
        return Undone(error.one_line(), error.exit_status)
