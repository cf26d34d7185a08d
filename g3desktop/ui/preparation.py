"""What shows a photo, loaded after the window's first picture and before it is wanted.

In the window's thread, and a module at a time, so that the window answers in between. Never in
another thread: PySide changes what it keeps of all classes when one is made, while Qt asks in the
window's thread, without Python's lock, what kind a widget is; the process crashes.
"""

from __future__ import annotations

import importlib

from PySide6.QtCore import QObject, QTimer

MODULES = (
    "g3desktop.ui.inquiry",
    "g3desktop.ui.errands",
    "g3desktop.ui.outline",
    "g3desktop.ui.pictures",
    "g3desktop.ui.place_card",
    "g3desktop.ui.exhibit",
    "g3desktop.ui.picture_fetch",
    "g3desktop.ui.fetch_offer",
    "g3desktop.ui.places",
    "g3desktop.ui.disclosure",
    "g3desktop.ui.reference_pictures",
    "g3desktop.ui.reference_strip",
    "g3desktop.ui.comparison",
    "g3desktop.ui.answer_header",
    "g3desktop.ui.place_list",
    "g3desktop.ui.reply_list",
    "g3desktop.ui.photo_state",
    "g3desktop.ui.evidence",
    "g3desktop.ui.chosen_photo",
)
"""Each after those that it needs: one that loads others with it holds up the window for longer."""


class Preparation(QObject):
    """Loads modules while the window has nothing else to do.

    Args:
        parent: Owner.
        modules: Which, in this order.
    """

    def __init__(self, parent: QObject, modules: tuple[str, ...] = MODULES) -> None:
        super().__init__(parent)
        self._left = list(modules)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._load_next)
        self._timer.start()

    def _load_next(self) -> None:
        importlib.import_module(self._left.pop(0))
        if not self._left:
            self._timer.stop()
            self.deleteLater()
