"""What the window works on: the list of photos, the engine that places them, and the store."""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from g3desktop.domain.answer import Answer
from g3desktop.domain.errors import UserError
from g3desktop.engine.host import EngineProcess
from g3desktop.engine.messages import (
    Begun,
    Density,
    Event,
    Failed,
    Gone,
    Grid,
    PhotoOptions,
    Ready,
    Stage,
    State,
    Unready,
)
from g3desktop.store.library import Library, open_library
from g3desktop.store.records import FileStamp, NewPhoto, PhotoRecord, PhotoState
from g3desktop.ui.background import Background
from g3desktop.ui.earlier import EarlierAnswers, Looked, fingerprint
from g3desktop.ui.intake import (
    Found,
    keep_data_url,
    keep_image,
    make_preview,
    make_thumbnail,
    photos_at,
)
from g3desktop.wiring import EngineWish

BUILDER = "g3desktop.wiring:build_engine"

_ANSWERS_KEPT = 32
_ADD_AT_ONCE = 100

T = TypeVar("T")


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


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it stands, for one photo."""

    photo: int
    answer: Answer
    last: bool


@dataclass(frozen=True, slots=True)
class Staged:
    """What is being done for a photo; `photo` is None while the engine is being built."""

    photo: int | None
    stage: str
    done: int
    total: int | None
    note: str


@dataclass(frozen=True, slots=True)
class EngineView:
    """The engine as the status line shows it.

    Attributes:
        state: "starting", "ready", "unready" or "gone".
        ready: Its facts, once it is ready.
        message: What is wrong, or "".
        exit_status: What a command would end with where there is no engine.
    """

    state: str
    ready: Ready | None = None
    message: str = ""
    exit_status: int = 0


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A photo's small picture."""

    photo: int
    image: QImage


@dataclass(frozen=True, slots=True)
class Heat:
    """Where the evidence about a photo lies: latitude, longitude and share of each point."""

    photo: int
    points: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class _Question:
    """What the engine was asked, and the file's stamp from before."""

    photo: int
    options: PhotoOptions
    stamp: FileStamp | None


class Session(QObject):
    """Photos, their answers, and the engine in its own process.

    Args:
        places: Where files are.
        wish: The engine wanted.
        options: How photos are placed.
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
    """Heat; without points where there is nothing to show."""

    engine_changed = Signal(object)
    """EngineView."""

    warned = Signal(str)
    """A sentence that the user must see."""

    idle = Signal()
    """Nothing is left to do, or nothing that can be done without an engine."""

    _event = Signal(object)

    def __init__(
        self,
        places: Places,
        wish: EngineWish,
        options: PhotoOptions,
        *,
        builder: str = BUILDER,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._places, self._wish, self._options = places, wish, options
        self._store = Background(1, "store", self)
        self._intake = Background(1, "intake", self)
        self._thumbnails = Background(2, "thumbnails", self)
        # What somebody looks at does not wait for three hundred small pictures.
        self._previews = Background(1, "previews", self)
        self._library: Library | None = None
        self._stand_in: tempfile.TemporaryDirectory[str] | None = None
        self._earlier = EarlierAnswers()
        self._records: dict[int, PhotoRecord] = {}
        # Photos that the engine is not asked about yet, and whether an earlier answer will do.
        self._waiting: dict[int, bool] = {}
        self._jobs: dict[int, _Question] = {}
        self._descriptions: dict[int, int] = {}
        self._first: tuple[int, ...] = ()
        self._answers: OrderedDict[int, Shown] = OrderedDict()
        self._grids: dict[str, memoryview[float]] = {}
        self._facts: Ready | None = None
        self._engine_state = "starting"
        self._on_the_way = self._in_hand = 0
        self._is_closed = False
        self._handlers: dict[type, Callable[[Any], None]] = {
            Ready: self._ready,
            Unready: self._unready,
            Gone: self._gone,
            Begun: self._begun,
            Stage: self._stage,
            State: self._state,
            Failed: self._failed,
            Grid: self._grid,
            Density: self._density,
        }
        self._event.connect(self._take)
        self._engine = EngineProcess(self._event.emit, builder=builder, log=places.log)

    def start(self) -> None:
        """Open the store and start the engine; photos that were not finished go on."""
        self._show_engine(EngineView("starting"))
        self._engine.start(self._wish)
        self._on_the_way += 1
        self._do(self._store, self._open, self._opened, self._not_opened)

    def close(self) -> None:
        """End the engine and the threads; what was to be stored is stored."""
        self._is_closed = True
        self._engine.close()
        for pictures in (self._intake, self._thumbnails, self._previews):
            pictures.close()
        self._store.run(self._close_library)
        self._store.close(finish=True)

    @property
    def options(self) -> PhotoOptions:
        """How photos are placed."""
        return self._options

    @property
    def unfinished(self) -> int:
        """How many photos, about, are on their way into the list, wait, or are being worked on."""
        return len(self._jobs) + len(self._waiting) + self._on_the_way

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to do, or nothing that can be done without an engine."""
        if self._in_hand or self._on_the_way:
            return False
        if self._engine_state == "unready":
            return True
        return not (self._jobs or self._waiting or self._descriptions)

    def record(self, photo: int) -> PhotoRecord | None:
        """Return a photo of the list."""
        return self._records.get(photo)

    def add(self, paths: Iterable[Path]) -> None:
        """Put files, and the photos in folders, into the list."""
        chosen = tuple(paths)
        self._take_in(lambda: photos_at(chosen, cancelled=lambda: self._is_closed))

    def add_image(self, image: QImage) -> None:
        """Put a picture that is in no file into the list; it is kept in one of the program's."""
        self._take_in(partial(keep_image, image.copy(), self._places.pasted))

    def add_data_url(self, url: str) -> None:
        """Put a picture into the list that came as a `data:` address."""
        self._take_in(partial(keep_data_url, url, self._places.pasted))

    def remove(self, photos: Sequence[int]) -> None:
        """Take photos out of the list; their files are not touched, unless they were pasted."""
        chosen = list(photos)
        self._forget_jobs(chosen)
        for job in [job for job, photo in self._descriptions.items() if photo in chosen]:
            self._engine.cancel(job)
            del self._descriptions[job]
        records = [record for one in chosen if (record := self._records.pop(one, None))]
        for photo in chosen:
            self._answers.pop(photo, None)
        pasted = [one.path for one in records if one.path.parent == self._places.pasted]

        def take_out(library: Library) -> None:
            library.remove(chosen)
            for path in pasted:
                path.unlink(missing_ok=True)

        self._in_store(take_out)

    def retry(self, photos: Sequence[int]) -> None:
        """Place photos again, whether they have an answer or not."""
        chosen = [photo for photo in photos if photo in self._records]
        self._forget_jobs(chosen)

        def change(library: Library) -> list[PhotoRecord]:
            library.retry(chosen)
            return [one for photo in chosen if (one := library.photo(photo))]

        for photo in chosen:
            self._answers.pop(photo, None)
            self._make_thumbnail(self._records[photo])
        self._in_store(change, self._changed_all)
        self._ask(chosen, reuse=False)

    def cancel(self, photos: Sequence[int] | None = None) -> None:
        """Stop the work on photos; all of them by default."""
        at_work = [*(question.photo for question in self._jobs.values()), *self._waiting]
        chosen = at_work if photos is None else list(photos)
        self._forget_jobs(chosen)
        for photo in set(chosen) & set(at_work):
            # What stood there was half an answer.
            self._answers.pop(photo, None)
        reason = self.tr("cancelled")

        def change(library: Library) -> list[PhotoRecord]:
            library.cancel(chosen, reason)
            return [one for photo in chosen if (one := library.photo(photo))]

        self._in_store(change, self._changed_all)

    def take_next(self, photos: Sequence[int]) -> None:
        """Work on these photos before all others."""
        first = [photo for photo in photos if photo in self._records]
        self._first = tuple(first)
        self._waiting = {one: self._waiting[one] for one in first if one in self._waiting} | (
            self._waiting
        )
        self._arrange()

        def change(library: Library) -> tuple[int, ...]:
            rest = [one.id for one in library.unfinished() if one.id not in first]
            library.move(first, before=rest[0] if rest else None)
            return tuple(one.id for one in library.photos())

        self._in_store(change, self.arranged.emit)

    def show(self, photo: int) -> None:
        """Say the answer about a photo again, from memory or from the store."""
        shown = self._answers.get(photo)
        if shown is not None:
            self.answered.emit(shown)
            return

        def found(answer: Answer | None) -> None:
            if answer is not None and photo in self._records:
                self._keep(Shown(photo, answer, last=True))

        self._in_store(lambda library: library.answer(photo), found, is_needed=False)

    def describe(self, photo: int) -> None:
        """Ask where the evidence about a photo lies."""
        record = self._records.get(photo)
        if record is not None and photo not in self._descriptions.values():
            self._descriptions[self._engine.describe(record.path, self._options)] = photo

    def preview(self, photo: int, then: Callable[[QImage], None]) -> None:
        """Read a photo large enough to compare it."""
        record = self._records.get(photo)
        if record is not None:
            self._do(self._previews, partial(make_preview, record.path), then, _without_picture)

    def use(self, wish: EngineWish, options: PhotoOptions) -> None:
        """Work with another engine or in another way from now on."""
        self._wish, self._options, self._facts = wish, options, None
        self._show_engine(EngineView("starting"))
        unanswered = [question.photo for question in self._jobs.values()]
        self._forget_jobs(unanswered)
        self._engine.start(wish)
        self._set_waiting(unanswered)
        self._ask(unanswered)

    def note(self, key: str, value: bytes | str | None) -> None:
        """Keep something about the window."""
        self._in_store(lambda library: library.set_note(key, value))

    def read_note(self, key: str, then: Callable[[bytes | str | None], None]) -> None:
        """Read what was kept about the window."""
        self._in_store(lambda library: library.note(key), then, is_needed=False)

    # Work in other threads, counted until its result has arrived.

    def _do(
        self,
        where: Background,
        work: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[BaseException], None],
    ) -> None:
        self._in_hand += 1

        def arrived(take: Callable[[Any], None], outcome: object) -> None:
            try:
                take(outcome)
            finally:
                self._in_hand -= 1
                self._look_idle()

        where.run(work, partial(arrived, then), partial(arrived, otherwise))

    def _look_idle(self) -> None:
        if not self._is_closed and self.is_idle:
            self.idle.emit()

    # The store: one thread, everything in order.

    def _in_store(
        self,
        work: Callable[[Library], T],
        then: Callable[[T], None] = lambda _result: None,
        otherwise: Callable[[], None] = lambda: None,
        *,
        is_needed: bool = True,
    ) -> None:
        """Do something in the store's thread.

        Args:
            work: What; its failure is told to the user.
            then: Takes the result.
            otherwise: Called after a failure.
            is_needed: Whether it is done even when the window has been closed.
        """

        def with_library() -> tuple[T] | None:
            if self._library is None or (self._is_closed and not is_needed):
                return None
            return (work(self._library),)

        def hand_on(result: tuple[T] | None) -> None:
            if result is None:
                otherwise()
            else:
                then(*result)

        def failed(error: BaseException) -> None:
            self._warn_of(error)
            otherwise()

        self._do(self._store, with_library, hand_on, failed)

    def _warn_of(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.warned.emit(error.one_line())

    def _open(self) -> tuple[tuple[PhotoRecord, ...], str]:
        """Open the store; the library belongs to the store's thread, which this runs in."""
        try:
            opened = open_library(self._places.library)
            warning = opened.set_aside.warning() if opened.set_aside else ""
        except UserError as error:
            # A window that forgets is of more use than none.
            self._stand_in = tempfile.TemporaryDirectory(prefix="g3desktop-")
            opened = open_library(Path(self._stand_in.name) / "library.sqlite")
            warning = self.tr("{} What is done now will not be remembered.").format(
                error.one_line()
            )
        self._library = opened.library
        opened.library.requeue_interrupted()
        return opened.library.photos(), warning

    def _opened(self, found: tuple[tuple[PhotoRecord, ...], str]) -> None:
        self._on_the_way -= 1
        records, warning = found
        self._records |= {record.id: record for record in records}
        self.opened.emit(records)
        if warning:
            self.warned.emit(warning)
        for record in records:
            self._load_thumbnail(record)
        self._ask([record.id for record in records if record.state == PhotoState.WAITING])

    def _not_opened(self, error: BaseException) -> None:
        self._on_the_way -= 1
        self._warn_of(error)

    def _load_thumbnail(self, record: PhotoRecord) -> None:
        def found(jpeg: bytes | None) -> None:
            if jpeg is None:
                self._make_thumbnail(record)
            else:
                self.thumbnail.emit(Thumbnail(record.id, QImage.fromData(jpeg)))

        self._in_store(lambda library: library.thumbnail(record.id), found, is_needed=False)

    def _close_library(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None
        if self._stand_in is not None:
            self._stand_in.cleanup()

    # Photos on their way into the list.

    def _take_in(self, find: Callable[[], Found]) -> None:
        self._on_the_way += 1

        def arrived(found: Found) -> None:
            self._on_the_way -= 1
            for problem in found.problems:
                self.warned.emit(problem)
            for start in range(0, len(found.paths), _ADD_AT_ONCE):
                self._put(found.paths[start : start + _ADD_AT_ONCE])

        def failed(error: BaseException) -> None:
            self._on_the_way -= 1
            self._warn_of(error)

        self._do(self._intake, find, arrived, failed)

    def _put(self, paths: Sequence[Path]) -> None:
        self._on_the_way += 1

        def put(library: Library) -> list[tuple[PhotoRecord, bool]]:
            added = library.add(NewPhoto(path) for path in paths)
            return [(record, one.is_new) for one in added if (record := library.photo(one.id))]

        def arrived(found: list[tuple[PhotoRecord, bool]]) -> None:
            self._on_the_way -= 1
            new = {record.id: record for record, is_new in found if is_new}
            self._added(tuple(new.values()))
            # A path that was named twice at once is no old friend.
            self._again([record for record, _ in found if record.id not in new])

        def failed() -> None:
            self._on_the_way -= 1

        self._in_store(put, arrived, failed)

    def _added(self, records: Sequence[PhotoRecord]) -> None:
        if not records:
            return
        self._records |= {record.id: record for record in records}
        self.added.emit(tuple(records))
        for record in records:
            self._make_thumbnail(record)
        self._ask([record.id for record in records])

    def _again(self, records: Sequence[PhotoRecord]) -> None:
        """Show photos that stand in the list; place those that failed or that have changed."""
        known = {record.id: record for record in records if record.id in self._records}
        if not known:
            return
        self.found_again.emit(tuple(known.values()))
        at_work = {question.photo for question in self._jobs.values()} | self._waiting.keys()
        idle = [record for record in known.values() if record.id not in at_work]
        self.retry([one.id for one in idle if one.state is PhotoState.FAILED])
        self._ask([one.id for one in idle if one.state is PhotoState.DONE])

    def _make_thumbnail(self, record: PhotoRecord) -> None:
        def keep(made: tuple[bytes, QImage]) -> None:
            jpeg, image = made
            if record.id in self._records:
                self.thumbnail.emit(Thumbnail(record.id, image))
                self._in_store(lambda library: library.set_thumbnails([(record.id, jpeg)]))

        work = partial(make_thumbnail, record.path)
        self._do(self._thumbnails, work, keep, _without_picture)

    # Questions on their way to the engine.

    def _ask(self, photos: Iterable[int], *, reuse: bool = True) -> None:
        """Have photos answered, by the store where `reuse` allows it, as soon as it is known how.

        What answers them is known when the engine is.
        """
        new = {photo: reuse for photo in photos if photo in self._records}
        self._waiting |= new
        if self._engine_state == "ready":
            self._look_up(list(new))

    def _look_up(self, photos: Iterable[int]) -> None:
        facts = self._facts
        if facts is None:
            return
        wanted = fingerprint(facts, self._options)
        sizes = frozenset(
            record.stamp.size_bytes
            for record in self._records.values()
            if record.state is PhotoState.DONE and record.stamp
        )
        for photo in photos:
            reuse = self._waiting[photo]
            work = partial(
                self._earlier.look_up,
                photo=photo,
                wanted=wanted if reuse else "",
                has_size=sizes.__contains__,
            )
            unknown = Looked(self._records[photo], None)
            then = partial(self._looked_up, photo, facts, reuse)
            self._in_store(work, then, partial(then, unknown))

    def _looked_up(self, photo: int, facts: Ready, reuse: bool, found: Looked) -> None:  # noqa: FBT001, bound by position
        """Ask the engine about a photo, unless the store has the answer."""
        if facts is not self._facts or self._waiting.get(photo) is not reuse:
            # The engine has changed, or the photo was stopped, or asked for in another way.
            return
        del self._waiting[photo]
        if found.record is None:
            return
        if found.record != self._records[photo]:
            self._changed_all([found.record])
        if not found.is_done:
            job = self._engine.ask(found.record.path, self._options)
            self._jobs[job] = _Question(photo, self._options, found.stamp)
            if photo in self._first:
                self._arrange()

    def _arrange(self) -> None:
        """Tell the engine which photos go first."""
        jobs = {question.photo: job for job, question in self._jobs.items()}
        self._engine.arrange([jobs[photo] for photo in self._first if photo in jobs])

    def _serve_twins(self, answer: Answer, stamp: FileStamp, wanted: str) -> None:
        """Give an answer to the photos that wait and have the same content."""
        for job, question in self._jobs.items():
            record = self._records[question.photo]
            if question.stamp is None or question.stamp.size_bytes != stamp.size_bytes:
                continue
            if record.state is not PhotoState.WAITING:
                continue

            def serve(
                library: Library, record: PhotoRecord = record, own: FileStamp = question.stamp
            ) -> list[PhotoRecord]:
                served = self._earlier.serve(
                    library, record, own, wanted, content=answer.photo.sha256
                )
                return [new] if served and (new := library.photo(record.id)) else []

            self._in_store(serve, partial(self._served, job))

    def _served(self, job: int, records: list[PhotoRecord]) -> None:
        if records and self._jobs.pop(job, None) is not None:
            self._engine.cancel(job)
            self._changed_all(records)

    def _forget_jobs(self, photos: Iterable[int]) -> None:
        chosen = set(photos)
        for job in [job for job, one in self._jobs.items() if one.photo in chosen]:
            self._engine.cancel(job)
            del self._jobs[job]
        for photo in chosen:
            self._waiting.pop(photo, None)

    # What the engine says.

    def _take(self, event: Event) -> None:
        if self._is_closed:
            return
        if (handle := self._handlers.get(type(event))) is not None:
            handle(event)
            self._look_idle()

    def _show_engine(self, view: EngineView) -> None:
        self._engine_state = view.state
        self.engine_changed.emit(view)

    def _ready(self, event: Ready) -> None:
        self._facts = event
        self._show_engine(EngineView("ready", event))
        self._look_up(list(self._waiting))

    def _unready(self, event: Unready) -> None:
        self._set_waiting([question.photo for question in self._jobs.values()])
        self._show_engine(EngineView("unready", None, event.message, event.exit_status))

    def _gone(self, event: Gone) -> None:
        if not event.again:
            return  # `Unready` follows, and says why.
        in_work = [
            record.id for record in self._records.values() if record.state is PhotoState.WORKING
        ]

        def change(library: Library) -> list[PhotoRecord]:
            for photo in in_work:
                library.record_engine_death(photo)
            return [one for photo in in_work if (one := library.photo(photo))]

        self._in_store(change, self._changed_all)
        message = self.tr("The engine stopped ({}). It is being started again.")
        self._show_engine(EngineView("gone", None, message.format(event.reason)))

    def _set_waiting(self, photos: Sequence[int]) -> None:
        """Show photos that are no longer being worked on as what they are."""

        def change(library: Library) -> list[PhotoRecord]:
            library.retry(photos)
            return [one for photo in photos if (one := library.photo(photo))]

        if photos:
            self._in_store(change, self._changed_all)

    def _grid(self, event: Grid) -> None:
        self._grids[event.id] = memoryview(event.lat_lon_deg).cast("f")

    def _begun(self, event: Begun) -> None:
        photos = [self._jobs[job].photo for job in event.jobs if job in self._jobs]

        def change(library: Library) -> list[PhotoRecord]:
            return [
                record
                for photo in photos
                if library.start(photo) and (record := library.photo(photo)) is not None
            ]

        if photos:
            self._in_store(change, self._changed_all)

    def _changed_all(self, records: Iterable[PhotoRecord]) -> None:
        for record in records:
            if record.id in self._records:
                self._records[record.id] = record
                self.changed.emit(record)

    def _stage(self, event: Stage) -> None:
        question = None if event.job is None else self._jobs.get(event.job)
        if event.job is None or question is not None:
            progress = event.progress
            photo = question.photo if question else None
            self.staged.emit(
                Staged(photo, progress.stage, progress.done, progress.total, progress.note)
            )

    def _state(self, event: State) -> None:
        question = self._jobs.get(event.job)
        if question is None:
            return
        photo, answer, stamp = question.photo, event.answer, question.stamp
        if event.last:
            # First, so that whoever hears of the last answer finds nothing left to do.
            del self._jobs[event.job]
        self._keep(Shown(photo, answer, event.last))
        if not event.last or self._facts is None or photo not in self._records:
            return
        made_by = fingerprint(self._facts, question.options)
        self._settle(
            partial(
                Library.finish, photo_id=photo, answer=answer, fingerprint=made_by, stamp=stamp
            ),
            replace(self._records[photo], state=PhotoState.DONE, reason=""),
        )
        if stamp is not None:
            self._serve_twins(answer, stamp, made_by)

    def _settle(self, write: Callable[[Library], bool], settled: PhotoRecord) -> None:
        """Store what became of a photo; where that fails, it is known for this time at least."""
        self._on_the_way += 1

        def change(library: Library) -> list[PhotoRecord]:
            write(library)
            return [record] if (record := library.photo(settled.id)) else []

        def arrived(records: Iterable[PhotoRecord]) -> None:
            self._on_the_way -= 1
            self._changed_all(records)

        self._in_store(change, arrived, lambda: arrived([settled]))

    def _keep(self, shown: Shown) -> None:
        self._answers[shown.photo] = shown
        self._answers.move_to_end(shown.photo)
        while len(self._answers) > _ANSWERS_KEPT:
            self._answers.popitem(last=False)
        self.answered.emit(shown)

    def _failed(self, event: Failed) -> None:
        described = self._descriptions.pop(event.job, None)
        if described is not None:
            self.heated.emit(Heat(described, ()))
        question = self._jobs.pop(event.job, None)
        if question is None:
            return
        photo = question.photo
        self._answers.pop(photo, None)
        self._settle(
            partial(Library.fail, photo_id=photo, reason=event.message),
            replace(self._records[photo], state=PhotoState.FAILED, reason=event.message),
        )

    def _density(self, event: Density) -> None:
        photo, grid = self._descriptions.pop(event.job, None), self._grids.get(event.grid)
        if photo is None:
            return
        points = tuple(
            (grid[2 * place], grid[2 * place + 1], share)
            for place, share in enumerate(event.shares() if grid else ())
            if grid and share > 1e-3
        )
        self.heated.emit(Heat(photo, points))


def _without_picture(error: BaseException) -> None:
    """Leave a picture out: a photo that cannot be read says why when it is placed."""
    if not isinstance(error, UserError):
        raise error
