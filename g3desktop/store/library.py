"""The window's library: photos in order, their states and answers, and notes of its layout."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from g3desktop.domain.answer import Answer
from g3desktop.store.database import (
    Check,
    Database,
    Opening,
    SetAside,
    join_database,
    open_database,
)
from g3desktop.store.errors import LibraryError
from g3desktop.store.records import AddedPhoto, FileStamp, NewPhoto, PhotoRecord
from g3desktop.store.rows import (
    MAX_NOTE_BYTES,
    MAX_THUMBNAIL_BYTES,
    SELECT_PHOTOS,
    bounded,
    encodable,
    insert_photo,
    record_of,
    reordered,
    singles,
    stamp_columns,
)


@dataclass(frozen=True, slots=True)
class OpenedLibrary:
    """A library that is ready, and what had to be done for it.

    Attributes:
        library: Belongs to the thread that opened it.
        set_aside: The damaged file that it took the place of, or None; the user must be told.
        backup: The copy of the library as it was before its tables were changed, or None.
    """

    library: Library
    set_aside: SetAside | None
    backup: Path | None


def open_library(
    path: Path, *, check: Check = "quick", busy_timeout_s: float = 5.0
) -> OpenedLibrary:
    """Open the library of a window: check it, bring it up to date, or make an empty one.

    It reads the whole file once, so it belongs on a worker's thread. Other threads then use
    `join_library`. Where any call later raises `LibraryDamagedError`, close every library of the
    process and open it again with a full check: it is set aside if that finds the damage too.

    Args:
        path: The file; its folder is made. Beside it stand SQLite's own files, an empty `.lock`,
            copies made before changes of the tables (`.backup-v1`) and damaged ones (`.damaged-`).
        check: "quick" looks at every page; "full" compares the indexes with the tables as well.
        busy_timeout_s: How long to wait for other programs and threads, here and in every call.

    Raises:
        LibraryNewerError: A newer version of the program made it.
        LibraryBusyError: Another program keeps it locked, or it is damaged and in use.
        LibraryError: The folder or file cannot be written, or the disk is full.
    """
    opened = open_database(path, Opening(check=check, busy_timeout_s=busy_timeout_s))
    return OpenedLibrary(Library(opened.database), opened.set_aside, opened.backup)


def join_library(path: Path, *, busy_timeout_s: float = 5.0) -> Library:
    """Open the library once more, for another thread, while the first one is open.

    It checks nothing, and takes about a millisecond.

    Raises:
        LibraryError: It is not there, not ready, or cannot be used.
    """
    return Library(join_database(path, busy_timeout_s))


class Library:
    """One thread's access to the library.

    Every thread opens its own; another thread's raises `sqlite3.ProgrammingError`. Each method is
    one transaction: when it returns, its changes outlive a killed program, and other threads see
    them. Readers never wait; a writer waits for the one before it, so a thread that must not
    wait reads, makes small changes, and leaves large ones to another.

    Methods that change a photo return whether it was still in the list: a result may come after
    the photo was removed.

    Every method may raise `LibraryError`: the disk is full or fails, or another program keeps the
    file locked (`LibraryBusyError`), or it turns out to be damaged (`LibraryDamagedError`). Nothing
    of the change is kept then.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def path(self) -> Path:
        """The library's file, with links followed."""
        return self._database.path

    def close(self) -> None:
        """Let go of the file; once is enough, and more does no harm."""
        self._database.close()

    def photos(self) -> tuple[PhotoRecord, ...]:
        """Return the list in the order of work, without pictures and answers."""
        rows = self._database.rows(SELECT_PHOTOS + " ORDER BY position, id")
        return tuple(record_of(row) for row in rows)

    def photo(self, photo_id: int) -> PhotoRecord | None:
        """Return one photo of the list, or None where it is not there."""
        return self._first("id = ?", photo_id)

    def unfinished(self) -> tuple[PhotoRecord, ...]:
        """Return what is still to do, in the order of work: photos waiting or being worked on."""
        rows = self._database.rows(
            f"{SELECT_PHOTOS} WHERE state IN ('waiting', 'working') ORDER BY position, id"
        )
        return tuple(record_of(row) for row in rows)

    def answered_with_content(self, sha256: str, fingerprint: str) -> PhotoRecord | None:
        """Return a photo that is done, has this content and was answered by this; None if none is.

        Args:
            sha256: Hexadecimal hash of the file's bytes.
            fingerprint: See `fingerprint_of`.
        """
        return self._first("state = 'done' AND sha256 = ? AND fingerprint = ?", sha256, fingerprint)

    def answered_as_read(
        self, path: Path, stamp: FileStamp, fingerprint: str
    ) -> PhotoRecord | None:
        """Return the photo of this path if it is done, unchanged, and was answered by this.

        Args:
            path: As it was added.
            stamp: The file's stamp now.
            fingerprint: See `fingerprint_of`.
        """
        return self._first(
            "path = ? AND size_bytes = ? AND mtime_ns = ? AND state = 'done' AND fingerprint = ?",
            os.fsencode(path),
            stamp.size_bytes,
            stamp.mtime_ns,
            fingerprint,
        )

    def add(self, photos: Iterable[NewPhoto]) -> tuple[AddedPhoto, ...]:
        """Put photos behind those in the list, waiting; all of them or, on failure, none.

        A path stands in the list once: one that is there stays as it is.

        Returns:
            What became of each, in the same order.

        Raises:
            ValueError: A thumbnail is too large, or a path is none that this system could have.
        """
        with self._database.changes() as connection:
            (last,) = connection.execute("SELECT coalesce(max(position), -1) FROM photo").fetchone()
            now_s = time.time()
            return tuple(
                insert_photo(connection, photo, last + 1 + offset, now_s)
                for offset, photo in enumerate(photos)
            )

    def remove(self, photo_ids: Iterable[int]) -> None:
        """Take photos out of the list, with their pictures and answers."""
        with self._database.changes() as connection:
            connection.executemany("DELETE FROM photo WHERE id = ?", singles(photo_ids))

    def move(self, photo_ids: Sequence[int], *, before: int | None) -> None:
        """Change the order of work.

        Args:
            photo_ids: Photos to move, in the order that they will have; unknown ones are ignored.
            before: The photo that they will stand before; None puts them behind all others.
        """
        with self._database.changes() as connection:
            old = dict(connection.execute("SELECT id, position FROM photo ORDER BY position, id"))
            moved = [photo_id for photo_id in dict.fromkeys(photo_ids) if photo_id in old]
            new = reordered(list(old), moved, before)
            changed = [(place, one) for place, one in enumerate(new) if old[one] != place]
            connection.executemany("UPDATE photo SET position = ? WHERE id = ?", changed)

    def requeue_interrupted(self) -> int:
        """Set photos that a program left in the middle of work to waiting; at a window's start.

        Returns:
            How many there were.
        """
        return self._change("UPDATE photo SET state = 'waiting' WHERE state = 'working'")

    def retry(self, photo_ids: Iterable[int]) -> None:
        """Set photos to waiting, with no failure on record.

        An answer stays until the next one takes its place.
        """
        with self._database.changes() as connection:
            connection.executemany(
                "UPDATE photo SET state = 'waiting', reason = '', engine_deaths = 0,"
                " finished_at_s = NULL WHERE id = ?",
                singles(photo_ids),
            )

    def start(self, photo_id: int) -> bool:
        """Set a photo that waits to being worked on; tell whether it did wait.

        The engine's word may cross that of a user who stopped it, or of its answer from elsewhere.
        """
        change = "UPDATE photo SET state = 'working' WHERE id = ? AND state = 'waiting'"
        return bool(self._change(change, photo_id))

    def cancel(self, photo_ids: Iterable[int], reason: str) -> None:
        """Take photos out of work: done where an earlier answer stands, else failed.

        Photos that are neither waiting nor being worked on stay as they are.

        Args:
            photo_ids: The photos.
            reason: Why there is no answer, for the user.
        """
        now_s, chosen = time.time(), singles(photo_ids)
        with self._database.changes() as connection:
            connection.executemany(
                "UPDATE photo SET state = 'done', finished_at_s = ?"
                " WHERE id = ? AND state IN ('waiting', 'working')"
                " AND id IN (SELECT photo_id FROM answer)",
                [(now_s, *one) for one in chosen],
            )
            connection.executemany(
                "UPDATE photo SET state = 'failed', reason = ?, finished_at_s = ?"
                " WHERE id = ? AND state IN ('waiting', 'working')",
                [(encodable(reason), now_s, *one) for one in chosen],
            )

    def finish(
        self, photo_id: int, answer: Answer, *, fingerprint: str, stamp: FileStamp | None
    ) -> bool:
        """Keep the answer for a photo, which is done then.

        Args:
            photo_id: The photo.
            answer: Takes the place of an earlier one.
            fingerprint: What made it, see `fingerprint_of`.
            stamp: The file's stamp from before it was read, or None.

        Raises:
            AnswerFormatError: The answer cannot be written as text.
        """
        # Checking what is read needs a library that is slow to load; a first window needs none.
        from g3desktop.store.answers import to_text

        text = to_text(answer)
        with self._database.changes() as connection:
            found = connection.execute(
                "UPDATE photo SET state = 'done', reason = '', sha256 = ?, size_bytes = ?,"
                " mtime_ns = ?, fingerprint = ?, finished_at_s = ? WHERE id = ?",
                (answer.photo.sha256, *stamp_columns(stamp), fingerprint, time.time(), photo_id),
            ).rowcount
            if found:
                connection.execute("REPLACE INTO answer VALUES (?, ?)", (photo_id, text))
            return bool(found)

    def fail(self, photo_id: int, reason: str) -> bool:
        """Set a photo to failed; an earlier answer is removed.

        Args:
            photo_id: The photo.
            reason: Why, for the user.
        """
        with self._database.changes() as connection:
            connection.execute("DELETE FROM answer WHERE photo_id = ?", (photo_id,))
            found = connection.execute(
                "UPDATE photo SET state = 'failed', reason = ?, sha256 = NULL, size_bytes = NULL,"
                " mtime_ns = NULL, fingerprint = NULL, finished_at_s = ? WHERE id = ?",
                (encodable(reason), time.time(), photo_id),
            ).rowcount
            return bool(found)

    def record_engine_death(self, photo_id: int) -> int:
        """Count that the engine died while working on a photo, which waits again.

        Returns:
            How often that has happened since it was added or retried; 0 where it was removed.
        """
        with self._database.changes() as connection:
            connection.execute(
                "UPDATE photo SET state = 'waiting', engine_deaths = engine_deaths + 1"
                " WHERE id = ?",
                (photo_id,),
            )
            row = connection.execute("SELECT engine_deaths FROM photo WHERE id = ?", (photo_id,))
            return sum(deaths for (deaths,) in row)

    def answer(self, photo_id: int) -> Answer | None:
        """Return the last answer for a photo, or None where there is none.

        Raises:
            LibraryError: What is stored is no answer.
        """
        rows = self._database.rows("SELECT json FROM answer WHERE photo_id = ?", (photo_id,))
        if not rows:
            return None
        from g3desktop.store.answers import AnswerFormatError, from_json

        try:
            return from_json(rows[0][0])
        except AnswerFormatError as error:
            raise LibraryError(
                f"The answer kept in {self.path} cannot be read: {error}",
                hint="Let the photo be done again.",
            ) from error

    def set_thumbnails(self, thumbnails: Iterable[tuple[int, bytes]]) -> None:
        """Keep small pictures of photos; those of photos that are not in the list are left out.

        Args:
            thumbnails: Photo and JPEG bytes; each takes the place of an earlier one.

        Raises:
            ValueError: One is too large; none is kept.
        """
        with self._database.changes() as connection:
            connection.executemany(
                "REPLACE INTO thumbnail SELECT id, ? FROM photo WHERE id = ?",
                ((bounded(jpeg, MAX_THUMBNAIL_BYTES), photo_id) for photo_id, jpeg in thumbnails),
            )

    def thumbnail(self, photo_id: int) -> bytes | None:
        """Return a photo's small picture, a JPEG, or None where there is none."""
        rows = self._database.rows("SELECT jpeg FROM thumbnail WHERE photo_id = ?", (photo_id,))
        return rows[0][0] if rows else None

    def note(self, key: str) -> bytes | str | None:
        """Return what was noted under a key, or None."""
        rows = self._database.rows("SELECT value FROM note WHERE key = ?", (key,))
        return rows[0][0] if rows else None

    def set_note(self, key: str, value: bytes | str | None) -> None:
        """Note a value under a key, such as the layout of the window; None forgets it.

        Raises:
            ValueError: The value is too large.
        """
        with self._database.changes() as connection:
            if value is None:
                connection.execute("DELETE FROM note WHERE key = ?", (key,))
            else:
                kept = encodable(value) if isinstance(value, str) else value
                connection.execute(
                    "REPLACE INTO note VALUES (?, ?)", (key, bounded(kept, MAX_NOTE_BYTES))
                )

    def _first(self, condition: str, *values: object) -> PhotoRecord | None:
        query = f"{SELECT_PHOTOS} WHERE {condition} ORDER BY id LIMIT 1"
        rows = self._database.rows(query, values)
        return record_of(rows[0]) if rows else None

    def _change(self, statement: str, *values: object) -> int:
        with self._database.changes() as connection:
            return connection.execute(statement, values).rowcount
