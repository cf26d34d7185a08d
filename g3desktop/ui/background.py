"""The door through which work leaves the window's thread, and results come back.

Nothing else in the window starts threads. Functions given to `run` are called in another thread;
what they return is handed to a function in the window's thread.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")

_NICENESS = 19
"""More than that of the engine's process: an answer goes before small pictures."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    then: Callable[[Any], None]
    otherwise: Callable[[BaseException], None]
    result: Any
    error: BaseException | None


class Background(QObject):
    """Threads that work for the window, a few or one.

    Args:
        threads: How many; one keeps everything in the order in which it was asked.
        name: Of the threads.
        parent: Owner.
        gives_way: Whether other threads and processes go first where the processor is short.
    """

    _arrived = Signal(object)

    def __init__(
        self, threads: int, name: str, parent: QObject | None = None, *, gives_way: bool = False
    ) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(
            threads, thread_name_prefix=name, initializer=_give_way if gives_way else None
        )
        self._closed = False
        # Emitted in another thread, or, for work that is done at once, in this one: either way it
        # arrives in this one, and never before `run` has returned.
        self._arrived.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] = lambda _result: None,
        otherwise: Callable[[BaseException], None] | None = None,
    ) -> None:
        """Do work in another thread.

        Args:
            work: Called there; touches nothing of Qt but values such as QImage, and loads no
                module that has classes of Qt's objects: to make one beside the window crashes it.
            then: Called with the result, in this thread.
            otherwise: Called with the error, in this thread; by default it is raised here, where
                the program reports what nobody expected.
        """
        if self._closed:
            return

        def done(future: Future[T]) -> None:
            if self._closed:
                # Nobody takes results any more, and this object may be gone with its window.
                return
            try:
                error = future.exception()
            except CancelledError:
                return
            result = None if error else future.result()
            self._arrived.emit(_Outcome(then, otherwise or _raise, result, error))

        self._pool.submit(work).add_done_callback(done)

    def close(self, *, finish: bool = False) -> None:
        """End the threads and wait for them; what waits is done first, or dropped.

        No result is handed over any more, not even one that is under way; what is asked later is
        not done. Once is enough, and more does no harm.

        Args:
            finish: Whether to do what waits.
        """
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=not finish)

    def _hand_over(self, outcome: _Outcome) -> None:
        if self._closed:
            return
        if outcome.error is None:
            outcome.then(outcome.result)
        else:
            outcome.otherwise(outcome.error)


def _give_way() -> None:
    if sys.platform == "linux":
        # There a thread has a niceness of its own.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


def _raise(error: BaseException) -> None:
    raise error
