"""Photos at the engine: what it is asked and when, and what becomes of its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from g3desktop.domain.answer import Answer
from g3desktop.engine.host import EngineProcess
from g3desktop.engine.messages import (
    Begun,
    Density,
    Event,
    Failed,
    Gone,
    PhotoOptions,
    Ready,
    Stage,
    State,
    Unready,
)
from g3desktop.store.library import Library
from g3desktop.store.records import FileStamp, PhotoRecord, PhotoState
from g3desktop.ui.earlier import EarlierAnswers, Looked, fingerprint
from g3desktop.ui.keeping import Keeping, PhotoRecords
from g3desktop.ui.news import EngineView, Heat, Shown, Staged
from g3desktop.ui.sentences import translated_sentence
from g3desktop.wiring import EngineWish


@dataclass(frozen=True, slots=True)
class _Question:
    """What the engine was asked, and the file's stamp from before."""

    photo: int
    options: PhotoOptions
    stamp: FileStamp | None


class Inquiry(QObject):
    """The engine in its own process, and the photos that it is asked about.

    Args:
        photos: Those of the list.
        keeping: The store.
        log: What the engine's process writes.
        builder: Who builds the engine, as "module:function".
        parent: Owner.
    """

    staged = Signal(object)
    """Staged."""

    answered = Signal(object)
    """Shown."""

    heated = Signal(object)
    """Heat; without areas where there is nothing to show."""

    engine_changed = Signal(object)
    """EngineView."""

    heard = Signal()
    """Something that the engine said has been taken."""

    _event = Signal(object)

    def __init__(
        self,
        photos: PhotoRecords,
        keeping: Keeping,
        log: Path,
        *,
        builder: str,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._photos, self._keeping = photos, keeping
        self._wish: EngineWish | None = None
        self._options = PhotoOptions()
        self._earlier = EarlierAnswers()
        # Photos that the engine is not asked about yet, and whether an earlier answer will do.
        self._waiting: dict[int, bool] = {}
        self._jobs: dict[int, _Question] = {}
        self._descriptions: dict[int, int] = {}
        self._first: tuple[int, ...] = ()
        self._facts: Ready | None = None
        self._engine_state = "starting"
        self._settling = 0
        # The one that the engine was built anew for, until something is answered.
        self._failed_gallery: str | None = None
        self._is_closed = False
        self._handlers: dict[type, Callable[[Any], None]] = {
            Ready: self._ready,
            Unready: self._unready,
            Gone: self._gone,
            Begun: self._begun,
            Stage: self._stage,
            State: self._state,
            Failed: self._failed,
            Density: self._density,
        }
        self._event.connect(self._take)
        self._engine = EngineProcess(self._event.emit, builder=builder, log=log)

    def use(self, wish: EngineWish, options: PhotoOptions) -> None:
        """Start the engine, or another one; photos that one was at work on are asked again."""
        self._wish, self._options, self._facts = wish, options, None
        self._show_engine(EngineView("starting"))
        unanswered = [question.photo for question in self._jobs.values()]
        self.forget(unanswered)
        self._engine.start(wish)
        self._set_waiting(unanswered)
        self.ask(unanswered)

    def begin_anew(self) -> None:
        """Build the engine once more: what it works with has changed."""
        if self._wish is not None:
            self.use(self._wish, self._options)

    def close(self) -> None:
        """End the engine."""
        self._is_closed = True
        self._engine.close()

    @property
    def at_work(self) -> set[int]:
        """Photos that the engine was asked about, or will be."""
        return {question.photo for question in self._jobs.values()} | self._waiting.keys()

    @property
    def unfinished(self) -> int:
        """How many photos wait, are being worked on, or have an answer that is not stored yet."""
        return len(self._jobs) + len(self._waiting) + self._settling

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to do, or nothing that can be done without an engine."""
        if self._engine_state == "unready":
            return True
        return not (self._jobs or self._waiting or self._descriptions)

    def ask(self, photos: Iterable[int], *, reuse: bool = True) -> None:
        """Have photos answered, by the store where `reuse` allows it, as soon as it is known how.

        What answers them is known when the engine is.
        """
        new = {photo: reuse for photo in photos if photo in self._photos.by_id}
        self._waiting |= new
        if self._engine_state == "ready":
            self._look_up(list(new))
        elif self._engine_state == "unready" and new and not reuse:
            # Somebody wants it now: what was missing may be there again.
            self.begin_anew()

    def forget(self, photos: Iterable[int]) -> None:
        """Ask no more about photos."""
        chosen = set(photos)
        for job in [job for job, one in self._jobs.items() if one.photo in chosen]:
            self._engine.cancel(job)
            del self._jobs[job]
        for photo in chosen:
            self._waiting.pop(photo, None)

    def take_next(self, photos: Sequence[int]) -> None:
        """Work on these photos before all others."""
        self._first = tuple(photos)
        first = {one: self._waiting[one] for one in photos if one in self._waiting}
        self._waiting = first | self._waiting
        self._arrange()

    def describe(self, photo: int) -> None:
        """Ask where the evidence about a photo lies."""
        record = None if self._is_closed else self._photos.by_id.get(photo)
        if record is not None and photo not in self._descriptions.values():
            self._descriptions[self._engine.describe(record.path, self._options)] = photo

    def forget_descriptions(self, photos: Iterable[int]) -> None:
        """Ask no more where the evidence about photos lies."""
        chosen = set(photos)
        for job in [job for job, photo in self._descriptions.items() if photo in chosen]:
            self._engine.cancel(job)
            del self._descriptions[job]

    # Questions on their way to the engine.

    def _look_up(self, photos: Iterable[int]) -> None:
        facts = self._facts
        if facts is None:
            return
        wanted = fingerprint(facts, self._options)
        records = self._photos.by_id
        sizes = frozenset(
            record.stamp.size_bytes
            for record in records.values()
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
            unknown = Looked(records[photo], None)
            then = partial(self._looked_up, photo, facts, reuse)
            self._keeping.run(work, then, partial(then, unknown))

    def _looked_up(self, photo: int, facts: Ready, reuse: bool, found: Looked) -> None:  # noqa: FBT001, bound by position
        """Ask the engine about a photo, unless the store has the answer."""
        if facts is not self._facts or self._waiting.get(photo) is not reuse:
            # The engine has changed, or the photo was stopped, or asked for in another way.
            return
        del self._waiting[photo]
        if found.record is None:
            return
        if found.record != self._photos.by_id[photo]:
            self._photos.change([found.record])
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
            record = self._photos.by_id[question.photo]
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

            self._keeping.run(serve, partial(self._served, job))

    def _served(self, job: int, records: list[PhotoRecord]) -> None:
        if records and self._jobs.pop(job, None) is not None:
            self._engine.cancel(job)
            self._photos.change(records)

    # What the engine says.

    def _take(self, event: Event) -> None:
        if self._is_closed:
            return
        if (handle := self._handlers.get(type(event))) is not None:
            handle(event)
            self.heard.emit()

    def _show_engine(self, view: EngineView) -> None:
        self._engine_state = view.state
        self.engine_changed.emit(view)

    def _ready(self, event: Ready) -> None:
        self._facts = event
        self._show_engine(EngineView("ready", event))
        self._look_up(list(self._waiting))

    def _unready(self, event: Unready) -> None:
        self._set_waiting([question.photo for question in self._jobs.values()])
        self._show_engine(
            EngineView("unready", None, translated_sentence(event.message), event.exit_status)
        )

    def _gone(self, event: Gone) -> None:
        if not event.again:
            return  # `Unready` follows, and says why.
        records = self._photos.by_id.values()
        in_work = [record.id for record in records if record.state is PhotoState.WORKING]

        def change(library: Library) -> list[PhotoRecord]:
            for photo in in_work:
                library.record_engine_death(photo)
            return [one for photo in in_work if (one := library.photo(photo))]

        self._keeping.run(change, self._photos.change)
        message = self.tr("The engine stopped (%1). It is being started again.")
        self._show_engine(
            EngineView("gone", None, message.replace("%1", translated_sentence(event.reason)))
        )

    def _set_waiting(self, photos: Sequence[int]) -> None:
        """Show photos that are no longer being worked on as what they are."""

        def change(library: Library) -> list[PhotoRecord]:
            library.retry(photos)
            return [one for photo in photos if (one := library.photo(photo))]

        if photos:
            self._keeping.run(change, self._photos.change)

    def _begun(self, event: Begun) -> None:
        photos = [self._jobs[job].photo for job in event.jobs if job in self._jobs]

        def change(library: Library) -> list[PhotoRecord]:
            return [
                record
                for photo in photos
                if library.start(photo) and (record := library.photo(photo)) is not None
            ]

        if photos:
            self._keeping.run(change, self._photos.change)

    def _stage(self, event: Stage) -> None:
        question = None if event.job is None else self._jobs.get(event.job)
        if event.job is None or question is not None:
            progress = event.progress
            photo = question.photo if question else None
            self.staged.emit(
                Staged(
                    photo,
                    progress.stage,
                    progress.done,
                    progress.total,
                    translated_sentence(progress.note),
                )
            )

    def _state(self, event: State) -> None:
        question = self._jobs.get(event.job)
        if question is None:
            return
        photo, answer, stamp = question.photo, event.answer, question.stamp
        if event.last:
            # First, so that whoever hears of the last answer finds nothing left to do.
            del self._jobs[event.job]
            self._failed_gallery = None
        self.answered.emit(Shown(photo, answer, event.last))
        record = self._photos.by_id.get(photo)
        if not event.last or self._facts is None or record is None:
            return
        made_by = fingerprint(self._facts, question.options)
        self._settle(
            partial(
                Library.finish, photo_id=photo, answer=answer, fingerprint=made_by, stamp=stamp
            ),
            replace(record, state=PhotoState.DONE, reason=""),
        )
        if stamp is not None:
            self._serve_twins(answer, stamp, made_by)

    def _settle(self, write: Callable[[Library], bool], settled: PhotoRecord) -> None:
        """Store what became of a photo; where that fails, it is known for this time at least."""
        self._settling += 1

        def change(library: Library) -> list[PhotoRecord]:
            write(library)
            return [record] if (record := library.photo(settled.id)) else []

        def arrived(records: Iterable[PhotoRecord]) -> None:
            self._settling -= 1
            self._photos.change(records)

        self._keeping.run(change, arrived, lambda: arrived([settled]))

    def _failed(self, event: Failed) -> None:
        if event.of_gallery and self._open_gallery_anew(event.job):
            return
        described = self._descriptions.pop(event.job, None)
        if described is not None:
            self.heated.emit(Heat(described, ()))
        question = self._jobs.pop(event.job, None)
        if question is None:
            return
        photo = question.photo
        self._settle(
            partial(Library.fail, photo_id=photo, reason=event.message),
            replace(self._photos.by_id[photo], state=PhotoState.FAILED, reason=event.message),
        )

    def _open_gallery_anew(self, job: int) -> bool:
        """Build the engine once more for a gallery that failed.

        Somebody may have rewritten it. Where the same one fails again at once, that was not it.

        Returns:
            Whether what was asked is asked again.
        """
        if self._facts is not None:
            gallery = self._facts.gallery.id if self._facts.gallery else ""
            if gallery == self._failed_gallery:
                return False
            self._failed_gallery = gallery
            self.begin_anew()
        # Else it comes late, from the engine before.
        described = self._descriptions.pop(job, None)
        if described is not None:
            self.describe(described)
        return True

    def _density(self, event: Density) -> None:
        photo = self._descriptions.pop(event.job, None)
        if photo is not None:
            self._failed_gallery = None
            self.heated.emit(Heat(photo, event.areas))
