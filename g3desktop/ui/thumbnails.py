"""Photos small enough for the list, and large enough to be compared; both made in threads."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from g3desktop.domain.errors import UserError
from g3desktop.store.records import PhotoRecord
from g3desktop.ui.background import Background
from g3desktop.ui.intake import make_preview, make_thumbnail
from g3desktop.ui.keeping import CountedWork, Keeping, PhotoRecords
from g3desktop.ui.news import Thumbnail


class Thumbnails(QObject):
    """Small pictures of the list's photos, made once and kept in the store.

    Args:
        photos: Those of the list.
        keeping: The store.
        work: Counts what is under way.
        parent: Owner.
    """

    made = Signal(object)
    """Thumbnail."""

    def __init__(
        self,
        photos: PhotoRecords,
        keeping: Keeping,
        work: CountedWork,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._photos, self._keeping, self._work = photos, keeping, work
        self._thumbnails = Background(2, "thumbnails", self, gives_way=True)
        # What somebody looks at does not wait for three hundred small pictures.
        self._previews = Background(1, "previews", self, gives_way=True)

    def load(self, record: PhotoRecord) -> None:
        """Read a photo's small picture from the store, or make it."""

        def found(jpeg: bytes | None) -> None:
            if jpeg is None:
                self.make(record)
            else:
                self.made.emit(Thumbnail(record.id, QImage.fromData(jpeg)))

        self._keeping.run(lambda library: library.thumbnail(record.id), found, is_needed=False)

    def make(self, record: PhotoRecord) -> None:
        """Make a photo's small picture, in place of the one before."""

        def keep(made: tuple[bytes, QImage]) -> None:
            jpeg, image = made
            if record.id in self._photos.by_id:
                self.made.emit(Thumbnail(record.id, image))
                self._keeping.run(lambda library: library.set_thumbnails([(record.id, jpeg)]))

        work = partial(make_thumbnail, record.path)
        self._work.run(self._thumbnails, work, keep, _without_picture)

    def preview(self, photo: int, then: Callable[[QImage], None]) -> None:
        """Read a photo large enough to compare it."""
        record = self._photos.by_id.get(photo)
        if record is not None:
            work = partial(make_preview, record.path)
            self._work.run(self._previews, work, then, _without_picture)

    def close(self) -> None:
        """End the threads."""
        self._thumbnails.close()
        self._previews.close()


def _without_picture(error: BaseException) -> None:
    """Leave a picture out: a photo that cannot be read says why when it is placed."""
    if not isinstance(error, UserError):
        raise error
