"""Answers that the store has already, so that nothing is computed twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from g3desktop.engine.messages import PhotoOptions, Ready
from g3desktop.store.library import Library
from g3desktop.store.records import FileStamp, PhotoRecord, PhotoState, fingerprint_of


def fingerprint(ready: Ready, options: PhotoOptions) -> str:
    """Return one text for everything besides the photo that its answer depends on."""
    return fingerprint_of(
        {
            "encoder": ready.encoder,
            "precision": ready.precision,
            "gallery": ready.gallery.id if ready.gallery else None,
            "model": ready.model.model if ready.model else None,
            "options": json.dumps(asdict(options), sort_keys=True, default=str),
        }
    )


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found about a photo before the engine is asked.

    Attributes:
        record: As it stands in the list now; None where it was removed.
        stamp: Of the file, or None where it cannot be looked at.
        is_done: Whether its answer stands in the store, and need not be asked for.
    """

    record: PhotoRecord | None
    stamp: FileStamp | None
    is_done: bool = False


class EarlierAnswers:
    """Looks for answers in the store, in the store's thread.

    Files are hashed only where one of the same size has an answer, and once.
    """

    def __init__(self) -> None:
        self._hashes: dict[tuple[Path, FileStamp], str] = {}

    def look_up(
        self, library: Library, photo: int, wanted: str, has_size: Callable[[int], bool]
    ) -> Looked:
        """Find the answer for a photo, else set it to waiting.

        Args:
            library: The store.
            photo: The photo.
            wanted: Fingerprint of what would answer it now; "" to have it answered anew.
            has_size: Whether any photo with an answer has this many bytes.

        Raises:
            LibraryError: The store cannot be used.
        """
        record = library.photo(photo)
        if record is None:
            return Looked(None, None)
        stamp = _stamp_of(record.path)
        if wanted and stamp is not None:
            if library.answered_as_read(record.path, stamp, wanted) is not None:
                return Looked(record, stamp, is_done=True)
            if has_size(stamp.size_bytes) and self.serve(library, record, stamp, wanted):
                return Looked(library.photo(photo), stamp, is_done=True)
        if record.state in {PhotoState.DONE, PhotoState.FAILED}:
            library.retry([photo])
            record = library.photo(photo)
        return Looked(record, stamp)

    def serve(
        self,
        library: Library,
        record: PhotoRecord,
        stamp: FileStamp,
        wanted: str,
        *,
        content: str = "",
    ) -> bool:
        """Give a photo the answer of another one with the same content; tell whether there is one.

        Args:
            library: The store.
            record: The photo.
            stamp: Its file's.
            wanted: Fingerprint of what would answer it now.
            content: The only hash that counts; "" for any.

        Raises:
            LibraryError: The store cannot be used.
        """
        sha256 = self._hash(record.path, stamp)
        if not sha256 or (content and sha256 != content):
            return False
        twin = library.answered_with_content(sha256, wanted)
        answer = library.answer(twin.id) if twin is not None and twin.id != record.id else None
        if answer is None:
            return False
        own = replace(answer, photo=replace(answer.photo, path=str(record.path)))
        return library.finish(record.id, own, fingerprint=wanted, stamp=stamp)

    def _hash(self, path: Path, stamp: FileStamp) -> str:
        """Return the hash of a file's bytes, "" where it cannot be read or is being written."""
        key = (path, stamp)
        if key not in self._hashes:
            try:
                with path.open("rb") as file:
                    sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                return ""
            if _stamp_of(path) != stamp:
                return ""
            self._hashes[key] = sha256
        return self._hashes[key]


def _stamp_of(path: Path) -> FileStamp | None:
    try:
        return FileStamp.of(path)
    except (OSError, ValueError):
        return None
