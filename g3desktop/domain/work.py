"""How long work reports and is stopped, without knowing who watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from g3desktop.domain.errors import CancelledError


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is.

    Attributes:
        stage: What is being done, in words ("reading photos").
        done: Units finished.
        total: Units in all, or None where it is not known.
        note: A line worth keeping (a warning, the result of an epoch); else "".
        kept: How many of `done` an earlier run did; they say nothing about how long a unit takes.
    """

    stage: str
    done: int
    total: int | None = None
    note: str = ""
    kept: int = 0


Report = Callable[[Progress], None]
Cancelled = Callable[[], bool]


def ignore_progress(_progress: Progress) -> None:
    """Report to nobody."""


def never_cancelled() -> bool:
    """Say that nobody asked to stop."""
    return False


def check_cancelled(cancelled: Cancelled) -> None:
    """Stop here if the user asked to.

    Raises:
        CancelledError: `cancelled` says so.
    """
    if cancelled():
        raise CancelledError
