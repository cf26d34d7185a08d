"""What the window works on: the list of photos, the engine that places them, and the store."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from g3desktop.domain.errors import UserError
from g3desktop.store.records import NewPhoto, PhotoRecord, PhotoState
from g3desktop.ui.background import Background
from g3desktop.ui.intake import (
    Found,
    keep_data_url,
    keep_image,
    load_libraries,
    make_preview,
    make_thumbnail,
    photos_at,
)
from g3desktop.ui.keeping import CountedWork, Keeping, PhotoRecords
from g3desktop.ui.news import EngineView, Shown, Thumbnail

if TYPE_CHECKING:
    from g3desktop.domain.answer import Answer
    from g3desktop.engine.messages import PhotoOptions
    from g3desktop.store.library import Library
    from g3desktop.ui.inquiry import Inquiry
    from g3desktop.wiring import EngineWish

BUILDER = "g3desktop.wiring:build_engine"

_ANSWERS_KEPT = 32
_ADD_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Places:
    """Where files are.

    Attributes:
        library: The store's file.
        log: What the engine's process writes.
        pasted: Folder for pictures that came without a file.
    """

    library: Path
    log: Path
    pasted: Path


class Session(QObject):
    """Photos, their answers, and the engine in its own process.

    Args:
        places: Where files are.
        wishes: Gives the engine wanted and how photos are placed; called once, in another thread.
        builder: Who builds the engine, as "module:function".
        parent: Owner.
    """

    opened = Signal(object)
    """tuple[PhotoRecord, ...]: the list as it was when the program ended."""

    added = Signal(object)
    """tuple[PhotoRecord, ...]: photos that are new in the list."""

    found_again = Signal(object)
    """tuple[PhotoRecord, ...]: photos that were added, but stand in the list already."""

    arranged = Signal(object)
    """tuple[int, ...]: all photos, in an order of work that has changed."""

    changed = Signal(object)
    """PhotoRecord: one that was not in this state before."""

    thumbnail = Signal(object)
    """Thumbnail."""

    staged = Signal(object)
    """Staged."""

    answered = Signal(object)
    """Shown."""

    heated = Signal(object)
    """Heat; without areas where there is nothing to show."""

    engine_changed = Signal(object)
    """EngineView."""

    warned = Signal(str)
    """A sentence that the user must see."""

    idle = Signal()
    """Nothing is left to do, or nothing that can be done without an engine."""

    def __init__(
        self,
        places: Places,
        wishes: Callable[[], tuple[EngineWish, PhotoOptions]],
        *,
        builder: str = BUILDER,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._places, self._wishes = places, wishes
        self._work = CountedWork(self)
        self._photos = PhotoRecords(self)
        self._keeping = Keeping(places.library, self._work, self)
        self._builder = builder
        # Made by `start`, in a while: what the engine needs is not loaded before the window shows.
        self._inquiry: Inquiry | None = None
        self._intake = Background(1, "intake", self)
        self._thumbnails = Background(2, "thumbnails", self, gives_way=True)
        # What somebody looks at does not wait for three hundred small pictures.
        self._previews = Background(1, "previews", self, gives_way=True)
        self._answers: OrderedDict[int, Shown] = OrderedDict()
        self._on_the_way = 0
        # Photos that were on their way before the last "stop all" are not taken in.
        self._intake_turn = 0
        self._is_closed = False
        self._connect()

    def _connect(self) -> None:
        self._photos.changed.connect(self._drop_half)
        self._photos.changed.connect(self.changed)
        self._keeping.warned.connect(self.warned)
        self._work.returned.connect(self._look_idle)

    def start(self) -> None:
        """Open the store and start the engine; photos that were not finished go on."""
        self.engine_changed.emit(EngineView("starting"))
        self._on_the_way += 1
        self._keeping.open(self._opened, self._arrived)
        self._work.run(self._intake, self._load, self._begin, _raise)
        # Before the first photo is looked at, and one after the other: loading a library holds up
        # every thread of this process for a moment.
        self._work.run(self._intake, load_libraries, lambda _nothing: None, _raise)

    def _load(self) -> tuple[EngineWish, PhotoOptions]:
        """Load what asks the engine, in another thread."""
        import g3desktop.ui.inquiry  # noqa: F401, for `_begin` to find

        return self._wishes()

    def _begin(self, wishes: tuple[EngineWish, PhotoOptions]) -> None:
        from g3desktop.ui.inquiry import Inquiry

        inquiry = Inquiry(
            self._photos, self._keeping, self._places.log, builder=self._builder, parent=self
        )
        inquiry.staged.connect(self.staged)
        inquiry.answered.connect(self._keep)
        inquiry.heated.connect(self.heated)
        inquiry.engine_changed.connect(self.engine_changed)
        inquiry.heard.connect(self._look_idle)
        self._inquiry = inquiry
        inquiry.use(*wishes)
        waiting = [one for one in self._photos.by_id.values() if one.state is PhotoState.WAITING]
        self._ask([record.id for record in waiting])

    def close(self) -> None:
        """End the engine and the threads; what was to be stored is stored."""
        self._is_closed = True
        if self._inquiry is not None:
            self._inquiry.close()
        for pictures in (self._intake, self._thumbnails, self._previews):
            pictures.close()
        self._keeping.close()

    @property
    def unfinished(self) -> int:
        """How many photos, about, are on their way into the list, wait, or are being worked on."""
        return self._on_the_way + (self._inquiry.unfinished if self._inquiry else 0)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to do, or nothing that can be done without an engine."""
        if self._inquiry is None or self._work.under_way or self._on_the_way:
            return False
        return self._inquiry.is_idle

    @property
    def _at_work(self) -> set[int]:
        return self._inquiry.at_work if self._inquiry is not None else set()

    def _ask(self, photos: Sequence[int], *, reuse: bool = True) -> None:
        """Have photos answered; those that come before the engine's side is there, it finds."""
        if self._inquiry is not None:
            self._inquiry.ask(photos, reuse=reuse)

    def record(self, photo: int) -> PhotoRecord | None:
        """Return a photo of the list."""
        return self._photos.by_id.get(photo)

    def add(self, paths: Iterable[Path]) -> None:
        """Put files, and the photos in folders, into the list."""
        chosen, turn = tuple(paths), self._intake_turn

        def is_stopped() -> bool:
            return self._is_closed or turn != self._intake_turn

        self._take_in(partial(photos_at, chosen, cancelled=is_stopped))

    def add_image(self, image: QImage) -> None:
        """Put a picture that is in no file into the list; it is kept in one of the program's."""
        self._take_in(partial(keep_image, image.copy(), self._places.pasted))

    def add_data_url(self, url: str) -> None:
        """Put a picture into the list that came as a `data:` address."""
        self._take_in(partial(keep_data_url, url, self._places.pasted))

    def remove(self, photos: Sequence[int]) -> None:
        """Take photos out of the list; their files are not touched, unless they were pasted."""
        chosen = list(photos)
        if self._inquiry is not None:
            self._inquiry.forget(chosen)
            self._inquiry.forget_descriptions(chosen)
        records = [record for one in chosen if (record := self._photos.by_id.pop(one, None))]
        for photo in chosen:
            self._answers.pop(photo, None)
        pasted = [one.path for one in records if one.path.parent == self._places.pasted]

        def take_out(library: Library) -> None:
            library.remove(chosen)
            for path in pasted:
                path.unlink(missing_ok=True)

        self._keeping.run(take_out)

    def retry(self, photos: Sequence[int]) -> None:
        """Place photos again, whether they have an answer or not."""
        chosen = [photo for photo in photos if photo in self._photos.by_id]
        if self._inquiry is not None:
            self._inquiry.forget(chosen)

        def change(library: Library) -> list[PhotoRecord]:
            library.retry(chosen)
            return [one for photo in chosen if (one := library.photo(photo))]

        for photo in chosen:
            self._answers.pop(photo, None)
            self._make_thumbnail(self._photos.by_id[photo])
        self._keeping.run(change, self._photos.change)
        self._ask(chosen, reuse=False)

    def cancel(self, photos: Sequence[int]) -> None:
        """Stop the work on photos."""
        chosen, at_work = list(photos), self._at_work
        if self._inquiry is not None:
            self._inquiry.forget(chosen)
        for photo in set(chosen) & at_work:
            # What stood there was half an answer.
            self._answers.pop(photo, None)
        reason = self.tr("cancelled")

        def change(library: Library) -> list[PhotoRecord]:
            library.cancel(chosen, reason)
            return [one for photo in chosen if (one := library.photo(photo))]

        self._keeping.run(change, self._photos.change)

    def cancel_all(self) -> None:
        """Stop all work, also that on folders that are still being read."""
        self._intake_turn += 1
        self.cancel(sorted(self._at_work))

    def take_next(self, photos: Sequence[int]) -> None:
        """Work on these photos before all others."""
        first = [photo for photo in photos if photo in self._photos.by_id]
        if self._inquiry is not None:
            self._inquiry.take_next(first)

        def change(library: Library) -> tuple[int, ...]:
            rest = [one.id for one in library.unfinished() if one.id not in first]
            library.move(first, before=rest[0] if rest else None)
            return tuple(one.id for one in library.photos())

        self._keeping.run(change, self.arranged.emit)

    def show(self, photo: int) -> None:
        """Say the answer about a photo again, from memory or from the store."""
        shown = self._answers.get(photo)
        if shown is not None:
            self.answered.emit(shown)
            return

        def found(answer: Answer | None) -> None:
            if answer is not None and photo in self._photos.by_id:
                self._keep(Shown(photo, answer, last=True))

        self._keeping.run(lambda library: library.answer(photo), found, is_needed=False)

    def describe(self, photo: int) -> None:
        """Ask where the evidence about a photo lies."""
        if self._inquiry is not None:
            self._inquiry.describe(photo)

    def preview(self, photo: int, then: Callable[[QImage], None]) -> None:
        """Read a photo large enough to compare it."""
        record = self._photos.by_id.get(photo)
        if record is not None:
            work = partial(make_preview, record.path)
            self._work.run(self._previews, work, then, _without_picture)

    def use(self, wish: EngineWish, options: PhotoOptions) -> None:
        """Work with another engine or in another way from now on."""
        if self._inquiry is not None:
            self._inquiry.use(wish, options)

    def begin_anew(self) -> None:
        """Build the engine once more: what it works with has changed."""
        if self._inquiry is not None:
            self._inquiry.begin_anew()

    def note(self, key: str, value: bytes | str | None) -> None:
        """Keep something about the window."""
        self._keeping.run(lambda library: library.set_note(key, value))

    def read_note(self, key: str, then: Callable[[bytes | str | None], None]) -> None:
        """Read what was kept about the window."""
        self._keeping.run(lambda library: library.note(key), then, is_needed=False)

    def _look_idle(self) -> None:
        if not self._is_closed and self.is_idle:
            self.idle.emit()

    def _keep(self, shown: Shown) -> None:
        self._answers[shown.photo] = shown
        self._answers.move_to_end(shown.photo)
        while len(self._answers) > _ANSWERS_KEPT:
            self._answers.popitem(last=False)
        self.answered.emit(shown)

    def _drop_half(self, record: PhotoRecord) -> None:
        """Forget what stood there of an answer that will not come."""
        if record.state is PhotoState.FAILED:
            self._answers.pop(record.id, None)

    # Photos on their way into the list.

    def _arrived(self) -> None:
        self._on_the_way -= 1

    def _opened(self, records: tuple[PhotoRecord, ...]) -> None:
        self._arrived()
        self._photos.put(records)
        self.opened.emit(records)
        for record in records:
            self._load_thumbnail(record)
        self._ask([record.id for record in records if record.state == PhotoState.WAITING])

    def _take_in(self, find: Callable[[], Found]) -> None:
        self._on_the_way += 1
        turn = self._intake_turn

        def arrived(found: Found) -> None:
            self._arrived()
            for problem in found.problems:
                self.warned.emit(problem)
            if turn != self._intake_turn:
                self.warned.emit(self.tr("Adding photos was stopped; none of them is in the list."))
                return
            for start in range(0, len(found.paths), _ADD_AT_ONCE):
                self._put(found.paths[start : start + _ADD_AT_ONCE])

        def failed(error: BaseException) -> None:
            self._arrived()
            if not isinstance(error, UserError):
                raise error
            self.warned.emit(error.one_line())

        self._work.run(self._intake, find, arrived, failed)

    def _put(self, paths: Sequence[Path]) -> None:
        self._on_the_way += 1

        def put(library: Library) -> list[tuple[PhotoRecord, bool]]:
            added = library.add(NewPhoto(path) for path in paths)
            return [(record, one.is_new) for one in added if (record := library.photo(one.id))]

        def arrived(found: list[tuple[PhotoRecord, bool]]) -> None:
            self._arrived()
            new = {record.id: record for record, is_new in found if is_new}
            self._added(tuple(new.values()))
            # A path that was named twice at once is no old friend.
            self._again([record for record, _ in found if record.id not in new])

        self._keeping.run(put, arrived, self._arrived)

    def _added(self, records: Sequence[PhotoRecord]) -> None:
        if not records:
            return
        self._photos.put(records)
        self.added.emit(tuple(records))
        for record in records:
            self._make_thumbnail(record)
        self._ask([record.id for record in records])

    def _again(self, records: Sequence[PhotoRecord]) -> None:
        """Show photos that stand in the list; place those that failed or that have changed."""
        known = {record.id: record for record in records if record.id in self._photos.by_id}
        if not known:
            return
        self.found_again.emit(tuple(known.values()))
        idle = [one for one in known.values() if one.id not in self._at_work]
        self.retry([one.id for one in idle if one.state is PhotoState.FAILED])
        self._ask([one.id for one in idle if one.state is PhotoState.DONE])

    # Small pictures.

    def _load_thumbnail(self, record: PhotoRecord) -> None:
        def found(jpeg: bytes | None) -> None:
            if jpeg is None:
                self._make_thumbnail(record)
            else:
                self.thumbnail.emit(Thumbnail(record.id, QImage.fromData(jpeg)))

        self._keeping.run(lambda library: library.thumbnail(record.id), found, is_needed=False)

    def _make_thumbnail(self, record: PhotoRecord) -> None:
        def keep(made: tuple[bytes, QImage]) -> None:
            jpeg, image = made
            if record.id in self._photos.by_id:
                self.thumbnail.emit(Thumbnail(record.id, image))
                self._keeping.run(lambda library: library.set_thumbnails([(record.id, jpeg)]))

        work = partial(make_thumbnail, record.path)
        self._work.run(self._thumbnails, work, keep, _without_picture)


def _raise(error: BaseException) -> None:
    raise error


def _without_picture(error: BaseException) -> None:
    """Leave a picture out: a photo that cannot be read says why when it is placed."""
    if not isinstance(error, UserError):
        raise error
