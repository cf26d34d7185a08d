"""The window's log: bounded, and written by the interpreter itself when it dies."""

from __future__ import annotations

import faulthandler
import logging
import os
import re
import sys
from datetime import datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from typing_extensions import override

LARGEST_BYTES = 256_000
_KEPT_FILES = 2
_OPENED, _CLOSED = "=== window opened", "=== window closed"
_FATAL = re.compile(r"^(?:Fatal Python error|Windows fatal exception): (.+)$", re.MULTILINE)

_everything = logging.getLogger("g3desktop")


def last_crash(log: Path) -> str | None:
    """Return a sentence saying that the window ended unexpectedly last time, or None.

    Args:
        log: The window's log, before it is opened again.
    """
    try:
        text = log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    _, opened, rest = text.rpartition(_OPENED)
    if not opened or f"\n{_CLOSED}" in rest:
        return None
    fatal = _FATAL.search(rest)
    sentence = QCoreApplication.translate(
        "CrashLog", "The window ended unexpectedly last time; what was done is kept."
    )
    return f"{sentence} ({fatal.group(1)})" if fatal else sentence


class CrashLog:
    """The open log: takes what the program logs, and the interpreter's last words.

    Args:
        path: The file; its folder is made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handler: _File | None = None
        self._dumped_before = False

    def open(self) -> None:
        """Begin to write; a log that cannot be written is none, and says so in `is_written`."""
        self._dumped_before = faulthandler.is_enabled()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._handler = _File(self.path)
        except OSError:
            return
        _everything.addHandler(self._handler)

    @property
    def is_written(self) -> bool:
        """Whether everything so far has reached the file."""
        return self._handler is not None and not self._handler.has_failed

    def close(self, *, clean: bool) -> None:
        """End writing.

        Args:
            clean: Whether the window was closed as it should be.
        """
        if self._handler is None:
            return
        faulthandler.disable()
        if self._dumped_before and sys.__stderr__ is not None:
            faulthandler.enable(sys.__stderr__)
        _everything.removeHandler(self._handler)
        if clean:
            self._handler.note(_CLOSED)
        self._handler.close()
        self._handler = None


class _File(RotatingFileHandler):
    """A file that begins anew when it is full, and always says that the window is open."""

    def __init__(self, path: Path) -> None:
        self.has_failed = False
        super().__init__(
            path,
            maxBytes=LARGEST_BYTES,
            backupCount=_KEPT_FILES,
            encoding="utf-8",
            # Names of files need not be text.
            errors="backslashreplace",
        )
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    @override
    def _open(self) -> TextIOWrapper:
        stream = super()._open()
        _write_line(stream, _OPENED)
        # It keeps the number of the file, which is another one now.
        faulthandler.enable(stream)
        return stream

    def note(self, line: str) -> None:
        """Write a line of this module's own."""
        try:
            if self.stream is None:
                self.stream = self._open()
            _write_line(self.stream, line)
        except (OSError, ValueError):
            self.has_failed = True

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        self.has_failed = True


def _write_line(stream: TextIOWrapper, line: str) -> None:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    # A crash may have ended in mid-line.
    stream.write(f"\n{line} {now} (process {os.getpid()})\n")
    stream.flush()
