"""How long the rest of the work takes, estimated from how long the last photos took."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QLocale

_PHOTOS_REMEMBERED = 16
_LEAST_SHARE = 0.1
"""Of a photo's questions; fewer say too little about the rest."""


class TimeLeft:
    """Watches work on photos.

    Args:
        clock: In seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._ends_s: deque[float] = deque(maxlen=_PHOTOS_REMEMBERED + 1)
        self._stage: tuple[object, str] | None = None
        self._stage_began_s = 0.0
        self._stage_share = 0.0

    def begin(self) -> None:
        """Say that work begins after there was none."""
        self._ends_s.clear()
        self._ends_s.append(self._clock())

    def take_stage(self, photo: object, stage: str, done: int, total: int | None) -> None:
        """Say how far a stage of one photo is."""
        if self._stage != (photo, stage):
            self._stage, self._stage_began_s = (photo, stage), self._clock()
        self._stage_share = done / total if total else 0.0

    def take_end(self) -> None:
        """Say that a photo is done, or has failed."""
        self._ends_s.append(self._clock())
        self._stage, self._stage_share = None, 0.0

    def seconds(self, remaining: int) -> float | None:
        """Return about how long the rest takes, None where nothing says so yet.

        Args:
            remaining: Photos that are not done, with the one that is being worked on.
        """
        if not remaining:
            return 0.0
        within = self._rest_of_stage_s()
        photos = len(self._ends_s) - 1
        if photos < 1:
            return within if remaining == 1 else None
        each_s = (self._ends_s[-1] - self._ends_s[0]) / photos
        since_s = self._clock() - self._ends_s[-1]
        # The photo in work: what its stage says, else what is left of a usual photo's time.
        current_s = max(each_s - since_s, 0.0) if within is None else within
        return current_s + (remaining - 1) * each_s

    def _rest_of_stage_s(self) -> float | None:
        if self._stage is None or self._stage_share < _LEAST_SHARE:
            return None
        gone_s = self._clock() - self._stage_began_s
        return gone_s * (1 - self._stage_share) / self._stage_share


def time_left_words(seconds: float) -> str:
    """Say a time that is left, no finer than it is known."""
    if seconds < 10:
        return QCoreApplication.translate("TimeLeft", "a few seconds left")
    if seconds < 55:
        text = QCoreApplication.translate("TimeLeft", "about %1 s left")
        return text.replace("%1", QLocale().toString(5 * round(seconds / 5)))
    if seconds < 5400:
        text = QCoreApplication.translate("TimeLeft", "about %1 min left")
        return text.replace("%1", QLocale().toString(max(round(seconds / 60), 1)))
    text = QCoreApplication.translate("TimeLeft", "about %1 h left")
    return text.replace("%1", QLocale().toString(seconds / 3600, "f", 1))
