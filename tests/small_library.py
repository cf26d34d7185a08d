"""A library of some photos, left as a program may leave it, and a step to a later version."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from g3desktop.domain.answer import Answer, EngineFacts, PhotoFacts, Timings
from g3desktop.domain.photo import ExifFacts
from g3desktop.store.library import Library, open_library
from g3desktop.store.records import NewPhoto

ENGINE = EngineFacts("tiny", "cpu", "float32", None, "paper", 0)


def make_answer(path: Path | str = "a.jpg", sha256: str = "ab" * 32) -> Answer:
    photo = PhotoFacts(str(path), sha256, 40, 30, ExifFacts())
    return Answer(photo, ENGINE, (), ("a warning",), Timings())


def fill(file: Path, count: int = 200) -> None:
    """Make a library of several pages of each kind, and close it."""
    with closing(open_library(file).library) as library:
        added = library.add(
            NewPhoto(Path(f"/photos/{number:04}.jpg"), thumbnail=bytes(3000))
            for number in range(count)
        )
        for one in added[:20]:
            library.finish(one.id, make_answer(), fingerprint="f", stamp=None)
        library.set_note("layout", "wide")


def names(library: Library) -> list[str]:
    return [record.name for record in library.photos()]


def leave_behind(file: Path) -> None:
    """Leave the library as a killed program does: its last changes are in the log alone."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("UPDATE note SET value = 'narrow'")
    kept = {
        path.name: path.read_bytes()
        for path in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm")))
    }
    connection.close()
    for name, content in kept.items():
        (file.parent / name).write_bytes(content)


def add_stars(connection: sqlite3.Connection) -> None:
    """Bring a library to a later version, as a step of a migration does."""
    connection.execute("ALTER TABLE photo ADD COLUMN stars INTEGER NOT NULL DEFAULT 0")
