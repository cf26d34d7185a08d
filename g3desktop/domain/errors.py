"""Errors a user can act on; everything else is a bug.

Each class carries the exit status that the command line ends with, so that a script can tell an
unreadable photo from a missing pack without reading the text.
"""

from __future__ import annotations

from typing import ClassVar

_SPACES = "\u00a0\u202f"
"""Python calls them unprintable; translated sentences and numbers have them inside."""


class UserError(Exception):
    """A failure the user can mend.

    Args:
        message: One sentence saying what failed, with the file or host named.
        hint: One sentence saying what to try.
    """

    exit_status: ClassVar[int] = 5

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def one_line(self) -> str:
        """Return message and hint as one printable line, whatever a file name holds."""
        text = f"{self} {self.hint}".strip()
        return "".join(c if c.isprintable() or c in _SPACES else repr(c)[1:-1] for c in text)


class UsageError(UserError):
    """The arguments do not fit together, or a value in them is out of range."""

    exit_status = 2


class PhotoError(UserError):
    """One photo cannot be read; others still can."""

    exit_status = 3


class PackError(UserError):
    """A pack is missing, damaged, or not what it says it is."""

    exit_status = 4


class GalleryError(UserError):
    """A gallery is missing, damaged, or not what it says it is."""

    exit_status = 4


class EncoderMismatchError(GalleryError):
    """Query and gallery were made by different encoders."""


class EngineError(UserError):
    """The engine could not finish: no memory, no disk, a device that failed."""

    exit_status = 5


class CancelledError(Exception):
    """The user stopped the work; never shown as a failure."""

    exit_status: ClassVar[int] = 130
