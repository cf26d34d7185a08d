"""Small pieces of work outside of the window's thread, for widgets that nobody closes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from g3desktop.ui.background import Background

T = TypeVar("T")


class Errands(QObject):
    """A thread that is there while there is something to do.

    Args:
        name: Of the thread.
        parent: Owner.
    """

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._background: Background | None = None
        self._under_way = 0

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return self._under_way == 0

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[BaseException], None],
    ) -> None:
        """Do work in another thread; `then` or `otherwise` is called in this one."""
        if self._background is None:
            self._background = Background(1, self.objectName(), self)
        self._under_way += 1
        self._background.run(work, self._ending(then), self._ending(otherwise))

    def _ending(self, function: Callable[[Any], None]) -> Callable[[Any], None]:
        def end(result: Any) -> None:  # noqa: ANN401, a result or an error
            self._under_way -= 1
            if not self._under_way and self._background is not None:
                self._background.close()
                self._background.deleteLater()
                self._background = None
            function(result)

        return end
