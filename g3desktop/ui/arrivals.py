"""Photos on their way into the list: files, folders and pictures are read, then stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage

from g3desktop.domain.errors import UserError
from g3desktop.store.records import NewPhoto, PhotoRecord
from g3desktop.ui.background import Background
from g3desktop.ui.intake import Found, keep_data_url, keep_image, photos_at
from g3desktop.ui.keeping import CountedWork, Keeping
from g3desktop.ui.sentences import error_words

if TYPE_CHECKING:
    from g3desktop.store.library import Library

translate = QCoreApplication.translate

_AT_ONCE = 100
"""So many are put into the list together: the first of a large folder show while it is stored."""


class Arrivals(QObject):
    """Looks through what was added, and puts the photos of it into the store.

    Args:
        reading: Where files and folders are looked at, in the order in which they were added.
        keeping: The store.
        work: Counts what is under way.
        pasted: Folder for pictures that came without a file.
        parent: Owner.
    """

    stored = Signal(object)
    """tuple[tuple[PhotoRecord, bool], ...]: photos, and whether they are new in the list."""

    warned = Signal(str)
    """A sentence that the user must see."""

    def __init__(
        self,
        reading: Background,
        keeping: Keeping,
        work: CountedWork,
        pasted: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reading, self._keeping, self._work = reading, keeping, work
        self._pasted = pasted
        self._count = 0
        # What was added before the last stop is not taken in.
        self._turn = 0

    @property
    def count(self) -> int:
        """How many lots of photos are on their way."""
        return self._count

    def add(self, paths: Iterable[Path]) -> None:
        """Take files, and the photos in folders."""
        chosen, turn = tuple(paths), self._turn
        self._read(partial(photos_at, chosen, cancelled=lambda: turn != self._turn))

    def add_image(self, image: QImage) -> None:
        """Take a picture that is in no file; it is kept in one of the program's."""
        self._read(partial(keep_image, image.copy(), self._pasted))

    def add_data_url(self, url: str) -> None:
        """Take a picture that came as a `data:` address."""
        self._read(partial(keep_data_url, url, self._pasted))

    def stop(self) -> None:
        """Take nothing of what is still being read."""
        self._turn += 1

    def _read(self, find: Callable[[], Found]) -> None:
        self._count += 1
        turn = self._turn

        def found(all_: Found) -> None:
            self._count -= 1
            for problem in all_.problems:
                self.warned.emit(problem)
            if turn != self._turn:
                self.warned.emit(
                    translate("Session", "Adding photos was stopped; none of them is in the list.")
                )
                return
            for start in range(0, len(all_.paths), _AT_ONCE):
                self._store(all_.paths[start : start + _AT_ONCE])

        def failed(error: BaseException) -> None:
            self._count -= 1
            if not isinstance(error, UserError):
                raise error
            self.warned.emit(error_words(error))

        self._work.run(self._reading, find, found, failed)

    def _store(self, paths: Sequence[Path]) -> None:
        self._count += 1

        def put(library: Library) -> tuple[tuple[PhotoRecord, bool], ...]:
            added = library.add(NewPhoto(path) for path in paths)
            known = [(library.photo(one.id), one.is_new) for one in added]
            return tuple((record, is_new) for record, is_new in known if record is not None)

        def stored(records: tuple[tuple[PhotoRecord, bool], ...]) -> None:
            self._count -= 1
            self.stored.emit(records)

        def failed() -> None:
            self._count -= 1

        self._keeping.run(put, stored, failed)
