"""What the window works on: the list of photos, the engine that places them, and the store."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from g3desktop.store.records import PhotoRecord, PhotoState
from g3desktop.ui.arrivals import Arrivals
from g3desktop.ui.background import Background
from g3desktop.ui.intake import load_libraries
from g3desktop.ui.keeping import CountedWork, Keeping, PhotoRecords
from g3desktop.ui.news import EngineView, Shown
from g3desktop.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from g3desktop.domain.answer import Answer
    from g3desktop.engine.messages import PhotoOptions
    from g3desktop.store.library import Library
    from g3desktop.ui.inquiry import Inquiry
    from g3desktop.wiring import EngineWish

BUILDER = "g3desktop.wiring:build_engine"

_ANSWERS_KEPT = 32
_UNFINISHED = (PhotoState.WAITING, PhotoState.WORKING)


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
        self._arrivals = Arrivals(self._intake, self._keeping, self._work, places.pasted, self)
        self._thumbnails = Thumbnails(self._photos, self._keeping, self._work, self)
        self._answers: OrderedDict[int, Shown] = OrderedDict()
        self._is_opening = False
        self._is_closed = False
        self._connect()

    def _connect(self) -> None:
        self._photos.changed.connect(self._drop_half)
        self._photos.changed.connect(self.changed)
        self._keeping.warned.connect(self.warned)
        self._thumbnails.made.connect(self.thumbnail)
        self._arrivals.stored.connect(self._take_in)
        self._arrivals.warned.connect(self.warned)
        self._work.returned.connect(self._look_idle)

    def start(self) -> None:
        """Open the store and start the engine; photos that were not finished go on."""
        self.engine_changed.emit(EngineView("starting"))
        self._is_opening = True
        self._keeping.open(self._opened, self._not_opened)
        self._work.run(self._intake, self._load, self._begin, _raise)
        # Before the first photo is looked at, and one after the other: loading a library holds up
        # every thread of this process for a moment.
        self._work.run(self._intake, load_libraries, lambda _nothing: None, _raise)

    def _load(self) -> tuple[EngineWish, PhotoOptions]:
        """Load what the engine is asked with, in another thread, and ask what is wanted of it."""
        import g3desktop.engine.host
        import g3desktop.store.library  # noqa: F401, for `_begin` to find

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
        self._arrivals.stop()
        if self._inquiry is not None:
            self._inquiry.close()
        self._intake.close()
        self._thumbnails.close()
        self._keeping.close()

    @property
    def unfinished(self) -> int:
        """How many photos, about, are on their way into the list, wait, or are being worked on."""
        asked = self._inquiry.unfinished if self._inquiry else 0
        return self._is_opening + self._arrivals.count + asked

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to do, or nothing that can be done without an engine."""
        if self._inquiry is None or self._work.under_way or self._is_opening:
            return False
        return self._inquiry.is_idle

    @property
    def _at_work(self) -> set[int]:
        return self._inquiry.at_work if self._inquiry is not None else set()

    def _is_to_do(self, photo: int) -> bool:
        record = self._photos.by_id.get(photo)
        return record is not None and (record.state in _UNFINISHED or photo in self._at_work)

    def _ask(self, photos: Sequence[int], *, reuse: bool = True) -> None:
        """Have photos answered; those that come before the engine's side is there, it finds."""
        if self._inquiry is not None:
            self._inquiry.ask(photos, reuse=reuse)

    def record(self, photo: int) -> PhotoRecord | None:
        """Return a photo of the list."""
        return self._photos.by_id.get(photo)

    def add(self, paths: Iterable[Path]) -> None:
        """Put files, and the photos in folders, into the list."""
        self._arrivals.add(paths)

    def add_image(self, image: QImage) -> None:
        """Put a picture that is in no file into the list; it is kept in one of the program's."""
        self._arrivals.add_image(image)

    def add_data_url(self, url: str) -> None:
        """Put a picture into the list that came as a `data:` address."""
        self._arrivals.add_data_url(url)

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
            self._thumbnails.make(self._photos.by_id[photo])
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
        # English, as everything that is stored; the window translates it.
        reason = "cancelled"

        def change(library: Library) -> list[PhotoRecord]:
            library.cancel(chosen, reason)
            return [one for photo in chosen if (one := library.photo(photo))]

        self._keeping.run(change, self._photos.change)

    def cancel_all(self) -> None:
        """Stop all work, also that on folders that are still being read."""
        self._arrivals.stop()
        self.cancel(sorted(self._at_work))

    def take_next(self, photos: Sequence[int]) -> None:
        """Work on these photos before all others."""
        # What is done has no turn: to move it would only disturb the list.
        first = [one for one in photos if self._is_to_do(one)]
        if not first:
            return
        if self._inquiry is not None:
            self._inquiry.take_next(first)

        def change(library: Library) -> tuple[int, ...]:
            rest = [one.id for one in library.unfinished() if one.id not in first]
            if rest:
                library.move(first, before=rest[0])
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
        self._thumbnails.preview(photo, then)

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

    def _not_opened(self) -> None:
        self._is_opening = False

    def _opened(self, records: tuple[PhotoRecord, ...]) -> None:
        self._is_opening = False
        self._photos.put(records)
        self.opened.emit(records)
        for record in records:
            self._thumbnails.load(record)
        self._ask([record.id for record in records if record.state == PhotoState.WAITING])

    def _take_in(self, found: Sequence[tuple[PhotoRecord, bool]]) -> None:
        new = {record.id: record for record, is_new in found if is_new}
        if new:
            self._photos.put(new.values())
            # First, as others work on it while the list is drawn; its word comes back later.
            self._ask(list(new))
            self.added.emit(tuple(new.values()))
            for record in new.values():
                self._thumbnails.make(record)
        # A path that was named twice at once is no old friend.
        self._again([record for record, _ in found if record.id not in new])

    def _again(self, records: Sequence[PhotoRecord]) -> None:
        """Show photos that stand in the list; place those that failed or that have changed."""
        known = {record.id: record for record in records if record.id in self._photos.by_id}
        if not known:
            return
        self.found_again.emit(tuple(known.values()))
        idle = [one for one in known.values() if one.id not in self._at_work]
        self.retry([one.id for one in idle if one.state is PhotoState.FAILED])
        self._ask([one.id for one in idle if one.state is PhotoState.DONE])


def _raise(error: BaseException) -> None:
    raise error
