"""The values that the library takes and gives."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class PhotoState(StrEnum):
    """How far the work on a photo is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells without reading it whether a file has changed.

    Attributes:
        size_bytes: Its length.
        mtime_ns: When it was last written, nanoseconds of Unix time.
    """

    size_bytes: int
    mtime_ns: int

    @classmethod
    def of(cls, path: Path) -> FileStamp:
        """Return a file's stamp.

        Raises:
            OSError: It cannot be looked at.
        """
        facts = path.stat()
        return cls(facts.st_size, facts.st_mtime_ns)


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A photo to be put into the list.

    Attributes:
        path: The file; its name may be any bytes that the system takes.
        name: What the list shows; "" for the file's name.
        thumbnail: A small JPEG, or None.
    """

    path: Path
    name: str = ""
    thumbnail: bytes | None = None


@dataclass(frozen=True, slots=True)
class AddedPhoto:
    """What became of a photo that was added.

    Attributes:
        id: Its number in the list, never given twice.
        is_new: Whether it was not in the list before.
    """

    id: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class PhotoRecord:
    """One photo of the list, without its picture and its answer.

    Attributes:
        id: Its number, in the order of adding; never given twice.
        path: The file, as it was added.
        name: What the list shows; always encodable text.
        position: Place in the order of work, smallest first; unique, with gaps.
        added_at_s: When it was added, Unix time.
        state: How far the work is.
        reason: Why it failed, for the user; else "".
        engine_deaths: How often the engine died working on it since it was added or retried.
        sha256: Hash of the content that the answer is for; None where there is no answer.
        stamp: The file's stamp when it was read, or None.
        fingerprint: What made the answer, see `fingerprint_of`; None where there is no answer.
        finished_at_s: When it was done or failed, Unix time; None before.
    """

    id: int
    path: Path
    name: str
    position: int
    added_at_s: float
    state: PhotoState
    reason: str
    engine_deaths: int
    sha256: str | None
    stamp: FileStamp | None
    fingerprint: str | None
    finished_at_s: float | None


def fingerprint_of(facts: Mapping[str, str | int | float | None]) -> str:
    """Return one short text for everything that an answer depends on besides the photo.

    Args:
        facts: Such as the ids of encoder and gallery, the model's name, and settings; their order
            does not matter.
    """
    text = json.dumps(dict(facts), sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def shown_name(path: Path) -> str:
    """Return a file's name as text that every file and screen takes."""
    return os.fsencode(path.name).decode("utf-8", "replace")
