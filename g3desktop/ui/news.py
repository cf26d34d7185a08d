"""What the session tells the window, one value for each signal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from g3desktop.domain.answer import Answer
    from g3desktop.engine.messages import DensityArea, Ready


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
    """Where the evidence about a photo lies, the innermost area first."""

    photo: int
    areas: tuple[DensityArea, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many photos are in the list, and how far they are.

    Attributes:
        total: All of them.
        settled: Those that are done or have failed.
        failed: Those without an answer.
    """

    total: int = 0
    settled: int = 0
    failed: int = 0

    @property
    def left(self) -> int:
        """Those that are not done yet."""
        return self.total - self.settled
