"""Python's garbage, collected in the window's thread alone.

Python looks for objects that hold each other wherever the next object happens to be made, in a
thread that decodes pictures as well. Widgets are among what it finds, and Qt's widgets must not
end in another thread than they began: the process crashes, sometimes and much later.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 1000


class GarbageCollector(QObject):
    """Collects what Python's own collector would, and when it would, but in this thread.

    Args:
        parent: Owner.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()
        self._has_frozen = False

    def _collect(self) -> None:
        if not self._has_frozen:
            # What is there by now stays to the end: looking through it would hold up the window.
            gc.freeze()
            self._has_frozen = True
        collect_what_is_due()


def collect_what_is_due() -> None:
    """Collect the oldest generation whose threshold is passed, and those younger than it."""
    pairs = list(zip(gc.get_count(), gc.get_threshold(), strict=True))
    for generation in reversed(range(len(pairs))):
        count, threshold = pairs[generation]
        if count > threshold > 0:
            gc.collect(generation)
            return


def collect_all() -> None:
    """Collect what is left, while Qt is still there, and let Python collect by itself again."""
    gc.unfreeze()
    gc.collect()
    gc.enable()
