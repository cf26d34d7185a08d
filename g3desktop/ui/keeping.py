"""The store as the window uses it: in one thread of its own, everything in order."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from g3desktop.domain.errors import UserError
from g3desktop.ui.background import Background
from g3desktop.ui.sentences import error_words, translated_sentence

if TYPE_CHECKING:
    from g3desktop.store.library import Library
    from g3desktop.store.records import PhotoRecord

T = TypeVar("T")


class CountedWork(QObject):
    """Work in other threads, counted until its result has been taken."""

    returned = Signal()
    """A result has been taken."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.under_way = 0

    def run(
        self,
        where: Background,
        work: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[BaseException], None],
    ) -> None:
        """Do work in other threads; see `Background.run`."""
        self.under_way += 1

        def arrived(take: Callable[[Any], None], outcome: object) -> None:
            try:
                take(outcome)
            finally:
                self.under_way -= 1
                self.returned.emit()

        where.run(work, partial(arrived, then), partial(arrived, otherwise))


class PhotoRecords(QObject):
    """The photos of the list as they stand, by number; the store has them in their order."""

    changed = Signal(object)
    """PhotoRecord: one that was not in this state before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.by_id: dict[int, PhotoRecord] = {}

    def put(self, records: Iterable[PhotoRecord]) -> None:
        """Take photos that are new."""
        self.by_id |= {record.id: record for record in records}

    def change(self, records: Iterable[PhotoRecord]) -> None:
        """Take photos' new state; those that have left the list are no matter."""
        for record in records:
            if record.id in self.by_id:
                self.by_id[record.id] = record
                self.changed.emit(record)


class Keeping(QObject):
    """The store, in a thread of its own.

    Args:
        file: The store's.
        work: Counts what is under way.
        parent: Owner.
    """

    warned = Signal(str)
    """A sentence that the user must see."""

    def __init__(self, file: Path, work: CountedWork, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file, self._work = file, work
        self._thread = Background(1, "store", self)
        self._library: Library | None = None
        self._stand_in: tempfile.TemporaryDirectory[str] | None = None
        self._is_closed = False

    def open(
        self, then: Callable[[tuple[PhotoRecord, ...]], None], otherwise: Callable[[], None]
    ) -> None:
        """Open the store; photos that were being worked on wait again."""

        def opened(found: tuple[tuple[PhotoRecord, ...], str]) -> None:
            records, warning = found
            then(records)
            if warning:
                self.warned.emit(warning)

        def failed(error: BaseException) -> None:
            otherwise()
            self._warn_of(error)

        self._work.run(self._thread, self._open, opened, failed)

    def run(
        self,
        work: Callable[[Library], T],
        then: Callable[[T], None] = lambda _result: None,
        otherwise: Callable[[], None] = lambda: None,
        *,
        is_needed: bool = True,
    ) -> None:
        """Do something with the store.

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

        self._work.run(self._thread, with_library, hand_on, failed)

    def close(self) -> None:
        """End the thread; what was to be stored is stored."""
        self._is_closed = True
        self._thread.run(self._close_library)
        self._thread.close(finish=True)

    def _warn_of(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.warned.emit(error_words(error))

    def _open(self) -> tuple[tuple[PhotoRecord, ...], str]:
        """Open the store; the library belongs to the store's thread, which this runs in."""
        from g3desktop.store.library import open_library

        try:
            opened = open_library(self._file)
            warning = translated_sentence(opened.set_aside.warning()) if opened.set_aside else ""
        except UserError as error:
            # A window that forgets is of more use than none.
            self._stand_in = tempfile.TemporaryDirectory(prefix="g3desktop-")
            opened = open_library(Path(self._stand_in.name) / "library.sqlite")
            warning = self.tr("%1 What is done now will not be remembered.").replace(
                "%1", error_words(error)
            )
        self._library = opened.library
        opened.library.requeue_interrupted()
        return opened.library.photos(), warning

    def _close_library(self) -> None:
        if self._library is not None:
            self._library.close()
            self._library = None
        if self._stand_in is not None:
            self._stand_in.cleanup()
