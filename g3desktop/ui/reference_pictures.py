"""Pictures of references: read once, outside of the window's thread, the latest ones kept."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from g3desktop.domain.errors import UserError
from g3desktop.ui.errands import Errands
from g3desktop.ui.intake import make_preview

_KEPT = 40
"""A few answers' worth, to go back and forth."""


class ReferencePictures(QObject):
    """Gives pictures by their path, now or when they are read.

    Args:
        parent: Owner.
    """

    arrived = Signal(str)
    """The path of a picture that is there now, or that cannot be read."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._errands = Errands("references", self)
        self._pictures: OrderedDict[str, QPixmap] = OrderedDict()
        self._asked: set[str] = set()

    def picture(self, path: str) -> QPixmap | None:
        """Return a picture, an empty one where it cannot be read, or None while it is read."""
        if path in self._pictures:
            self._pictures.move_to_end(path)
            return self._pictures[path]
        if path not in self._asked:
            self._asked.add(path)
            self._errands.run(
                partial(make_preview, Path(path)),
                lambda image: self._take(path, image),
                lambda error: self._miss(path, error),
            )
        return None

    def forget(self, path: str) -> None:
        """Read a picture anew when it is wanted again."""
        self._pictures.pop(path, None)

    def _take(self, path: str, image: QImage) -> None:
        self._asked.discard(path)
        self._pictures[path] = QPixmap.fromImage(image)
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.arrived.emit(path)

    def _miss(self, path: str, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        # The gallery may have been removed meanwhile: its card says so in the picture's place.
        self._take(path, QImage())
