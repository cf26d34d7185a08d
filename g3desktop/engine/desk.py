"""What an engine's process has to do next: its messages sorted, while it works on others."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TypeVar

from g3desktop.engine.messages import Arrange, Begin, Cancel, Describe, Locate, Stop, ToEngine

MOST_TOGETHER = 16
"""Photos placed together where many wait: as many as the pipeline encodes at once."""

_QUICK_S, _SLOW_S = 0.5, 1.0
"""More photos are taken together while that takes less than the first, fewer above the second: so
long a change of mind may wait."""

_Work = TypeVar("_Work", Locate, Describe)


class Desk:
    """Takes messages in one thread and gives out work in another."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._begin: Begin | None = None
        self._waiting: dict[int, Locate | Describe] = {}
        self._in_work: set[int] = set()
        self._cancelled: set[int] = set()
        self._stopped = False
        self._together = 1

    def apply(self, message: ToEngine) -> None:
        """Take one message."""
        with self._changed:
            match message:
                case Begin():
                    self._begin = message
                case Locate() | Describe():
                    self._waiting[message.job] = message
                case Arrange(jobs):
                    first: dict[int, Locate | Describe] = {
                        job: self._waiting[job] for job in jobs if job in self._waiting
                    }
                    self._waiting = first | self._waiting
                    # What somebody asked for by name should not wait for its neighbours.
                    self._together = 1
                case Cancel(jobs):
                    for job in jobs:
                        self._waiting.pop(job, None)
                    self._cancelled |= self._in_work.intersection(jobs)
                case Stop():
                    self._stopped = True
            self._changed.notify_all()

    def take(
        self, *, ready: bool, one_by_one: bool
    ) -> Begin | Describe | tuple[Locate, ...] | None:
        """Wait for work and take it.

        Args:
            ready: Whether there is an engine; without one photos wait.
            one_by_one: Whether photos are not to be taken together.

        Returns:
            An engine to build, a photo to describe, or photos to place; None to stop.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: self._stopped or self._begin or (ready and self._waiting)
            )
            self._in_work.clear()
            self._cancelled.clear()
            if self._stopped:
                return None
            if self._begin is not None:
                begin, self._begin = self._begin, None
                return begin
            return self._take_description() or self._take_photos(1 if one_by_one else None)

    def take_description(self) -> Describe | None:
        """Take a photo to describe, if one waits."""
        with self._changed:
            return self._take_description()

    def put_back(self, messages: Sequence[Locate]) -> None:
        """Put photos back before the waiting ones, but for those cancelled meanwhile."""
        with self._changed:
            back: dict[int, Locate | Describe] = {
                one.job: one for one in messages if one.job not in self._cancelled
            }
            self._waiting = back | self._waiting

    def is_cancelled(self, job: int) -> bool:
        """Tell whether a photo in work was cancelled."""
        with self._changed:
            return job in self._cancelled

    def is_interrupted(self, job: int | None) -> bool:
        """Tell whether to leave the work on `job`: it was cancelled, or everything is to change."""
        with self._changed:
            return self._stopped or self._begin is not None or job in self._cancelled

    def learn(self, photos: int, took_s: float) -> None:
        """Take more photos together after quick work, fewer after slow.

        Args:
            photos: How many were placed together.
            took_s: How long that took.
        """
        with self._changed:
            if photos == self._together and took_s < _QUICK_S:
                self._together = min(2 * photos, MOST_TOGETHER)
            elif took_s > _SLOW_S:
                self._together = max(photos // 2, 1)
            if not self._waiting:
                self._together = 1

    def _take_description(self) -> Describe | None:
        for message in self._waiting.values():
            if isinstance(message, Describe):
                return self._took(message)
        return None

    def _take_photos(self, limit: int | None) -> tuple[Locate, ...]:
        """Take the first photo, and those behind it that may go along."""
        photos = [one for one in self._waiting.values() if isinstance(one, Locate)]
        first, taken = photos[0], 1
        if not first.alone:
            for one in photos[1 : limit or self._together]:
                if one.alone or one.options != first.options:
                    break
                taken += 1
        return tuple(self._took(one) for one in photos[:taken])

    def _took(self, message: _Work) -> _Work:
        del self._waiting[message.job]
        self._in_work.add(message.job)
        return message
