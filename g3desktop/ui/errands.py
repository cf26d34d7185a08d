"""Small pieces of work outside of the window's thread, for widgets that nobody closes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from g3desktop.ui.background import Background

T = TypeVar("T")


class _Errand(Background):
    """A thread for one piece of work, which ends with it."""

    def finish(self) -> None:
        """Take no more work; the result of what is under way is still handed over."""
        self._pool.shutdown(wait=False)


class Errands(QObject):
    """Work that is done piece by piece, by a thread that is there while there is something to do.

    Args:
        name: Of the thread.
        parent: Owner; what is under way when it goes is waited for, and its result dropped.
    """

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._waiting: deque[Callable[[Background], None]] = deque()
        self._under_way: list[Background] = []
        # Not a method of this object, which is hardly there any more by then.
        self.destroyed.connect(partial(_close_all, self._under_way))

    @property
    def is_idle(self) -> bool:
        """Whether nothing waits or is under way."""
        return not self._under_way and not self._waiting

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[BaseException], None],
    ) -> None:
        """Do work in another thread; `then` or `otherwise` is called in this one."""

        def start(thread: Background) -> None:
            thread.run(work, self._ending(then), self._ending(otherwise))

        self._waiting.append(start)
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting and not self._under_way:
            errand = _Errand(1, self.objectName())
            self._under_way.append(errand)
            self._waiting.popleft()(errand)
            errand.finish()

    def _ending(self, function: Callable[[Any], None]) -> Callable[[Any], None]:
        def end(result: object) -> None:
            _close_all(self._under_way)
            self._go_on()
            function(result)

        return end


def _close_all(under_way: list[Background], _owner: QObject | None = None) -> None:
    while under_way:
        under_way.pop().close()
