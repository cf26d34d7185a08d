"""A library that was damaged: set aside under another name, and nothing lost that can be read."""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from g3desktop.store.errors import LibraryBusyError, LibraryDamagedError, LibraryError
from g3desktop.store.library import join_library, open_library
from g3desktop.store.records import NewPhoto
from tests.small_library import fill, leave_behind, make_answer, names

PAGE_BYTES = 4096


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


def assert_replaced(file: Path, damaged: bytes) -> Path:
    """Open, and see the damaged file under another name and an empty library in its place."""
    opened = open_library(file)
    with closing(opened.library) as library:
        assert opened.set_aside is not None
        kept_as = opened.set_aside.kept_as
        assert opened.set_aside.path == file
        assert kept_as.parent == file.parent
        assert kept_as.name.startswith("library.damaged-")
        assert kept_as.suffix == ".sqlite"
        assert str(file) in opened.set_aside.reason
        assert str(kept_as) in opened.set_aside.warning()
        assert opened.backup is None
        assert library.photos() == ()
        library.add([NewPhoto(Path("/new.jpg"))])
    assert kept_as.read_bytes() == damaged
    again = open_library(file, check="full")
    with closing(again.library) as library:
        assert again.set_aside is None
        assert names(library) == ["new.jpg"]
    return kept_as


def overwrite(file: Path, offset: int, content: bytes) -> None:
    with file.open("rb+") as stream:
        stream.seek(offset, os.SEEK_END if offset < 0 else os.SEEK_SET)
        stream.write(content)


@pytest.mark.parametrize(
    "content",
    [
        b"this is not a database, but a text that somebody saved here\n" * 100,
        b"\x00" * 8192,
        random.Random(1).randbytes(20_000),
        b"SQLite format 3\x00",
        b"SQLite format 3\x00" + b"\xff" * 5000,
        # SQLite takes a file of one byte for an empty one.
        b"xy",
    ],
    ids=["text", "zeros", "noise", "header", "header-noise", "two-bytes"],
)
def test_what_is_no_database_is_set_aside(file: Path, content: bytes):
    file.write_bytes(content)
    assert_replaced(file, content)


@pytest.mark.parametrize("left", [100, 4096, 5000, 3 * 4096, -4096])
def test_a_truncated_library_is_set_aside(file: Path, left: int):
    fill(file)
    damaged = file.read_bytes()[:left]
    file.write_bytes(damaged)
    assert_replaced(file, damaged)


def test_a_byte_lost_inside_an_answer_is_found_when_it_is_read(file: Path):
    with closing(open_library(file).library) as library:
        (one,) = library.add([NewPhoto(Path("/photos/a.jpg"))])
        library.finish(one.id, make_answer("x" * 9000), fingerprint="f", stamp=None)
    content = file.read_bytes()
    file.write_bytes(content.replace(b'"warnings": [', b'"warnings"; [', 1))
    with closing(open_library(file, check="full").library) as library:
        assert names(library) == ["a.jpg"]
        with pytest.raises(LibraryError, match="answer kept in") as refused:
            library.answer(one.id)
        assert "again" in refused.value.hint


@pytest.mark.parametrize("junk", [b"\x00", b"\xff", b"\xa5\x5a"], ids=["00", "ff", "a5"])
@pytest.mark.parametrize("part", [0.0, 0.02, 0.3, 0.6, 0.95])
def test_a_library_with_a_page_of_junk_is_set_aside(file: Path, part: float, junk: bytes):
    fill(file)
    pages = file.stat().st_size // PAGE_BYTES
    page = max(1, int(part * pages))
    overwrite(file, page * PAGE_BYTES, (junk * PAGE_BYTES)[:PAGE_BYTES])
    assert_replaced(file, file.read_bytes())


def test_an_index_that_lacks_a_photo_is_found_by_the_full_check(file: Path):
    fill(file)
    with sqlite3.connect(file) as stranger:
        stranger.execute("PRAGMA writable_schema = ON")
        stranger.execute("UPDATE sqlite_master SET sql = sql || ' WHERE 0' WHERE name LIKE '%by_%'")
        stranger.execute("PRAGMA writable_schema = RESET")
        stranger.execute("UPDATE photo SET sha256 = 'other'")
        stranger.execute("PRAGMA writable_schema = ON")
        stranger.execute("UPDATE sqlite_master SET sql = replace(sql, ' WHERE 0', '')")
    stranger.close()
    quick = open_library(file)
    quick.library.close()
    assert quick.set_aside is None
    full = open_library(file, check="full")
    full.library.close()
    assert full.set_aside is not None
    assert "photo_by_content" in full.set_aside.reason


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE answer",
        "DROP TABLE note",
        "ALTER TABLE photo RENAME COLUMN state TO condition",
        "PRAGMA user_version = -3",
        "PRAGMA user_version = 0",
        "PRAGMA application_id = 0",
        "PRAGMA ignore_check_constraints = ON; UPDATE photo SET state = 'lost'",
    ],
)
def test_a_library_of_other_tables_or_states_is_set_aside(file: Path, change: str):
    fill(file)
    with closing(sqlite3.connect(file)) as stranger:
        stranger.executescript(change)
    assert_replaced(file, file.read_bytes())


def test_another_programs_database_is_set_aside_unchanged(file: Path):
    with closing(sqlite3.connect(file)) as stranger:
        stranger.executescript("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (7)")
    kept_as = assert_replaced(file, file.read_bytes())
    with closing(sqlite3.connect(kept_as)) as stranger:
        assert stranger.execute("SELECT x FROM theirs").fetchall() == [(7,)]
        assert stranger.execute("PRAGMA journal_mode").fetchall() == [("delete",)]


@pytest.mark.skipif(sys.platform == "win32", reason="it renames no file that is open")
def test_what_sqlite_keeps_beside_a_damaged_file_goes_with_it(file: Path):
    fill(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as stranger:
        stranger.execute("UPDATE note SET value = 'narrow'")
        wal = file.with_name("library.sqlite-wal").read_bytes()
        assert wal
        overwrite(file, 0, b"damaged" * 100)
        kept_as = assert_replaced(file, file.read_bytes())
        assert kept_as.with_name(kept_as.name + "-wal").read_bytes() == wal
        assert kept_as.with_name(kept_as.name + "-shm").exists()


def test_a_log_without_its_library_changes_no_new_one(file: Path):
    fill(file)
    leave_behind(file)
    file.unlink()
    opened = open_library(file)
    with closing(opened.library) as library:
        assert opened.set_aside is None
        assert library.photos() == ()
        assert library.note("layout") is None


@pytest.mark.parametrize("end", [0, 10, 32, 100, -1])
def test_a_log_that_is_cut_off_loses_its_last_change_alone(file: Path, end: int):
    fill(file)
    leave_behind(file)
    wal = file.with_name("library.sqlite-wal")
    wal.write_bytes(wal.read_bytes()[:end])
    file.with_name("library.sqlite-shm").unlink()
    opened = open_library(file, check="full")
    with closing(opened.library) as library:
        assert opened.set_aside is None
        assert library.note("layout") == "wide"
        assert len(library.photos()) == 200


def test_every_damaged_file_keeps_a_name_of_its_own(file: Path):
    kept = set()
    for number in range(3):
        file.write_bytes(b"damaged %d" % number)
        opened = open_library(file)
        opened.library.close()
        kept.add(opened.set_aside.kept_as)
    assert len(kept) == 3
    assert sorted(path.read_bytes() for path in kept) == [b"damaged 0", b"damaged 1", b"damaged 2"]


def test_a_damaged_file_in_use_stays_where_it_is(file: Path):
    fill(file)
    with closing(open_library(file).library) as first:
        with closing(sqlite3.connect(file)) as stranger:
            stranger.executescript("PRAGMA wal_checkpoint(TRUNCATE); DROP TABLE note")
        with pytest.raises(LibraryBusyError, match="damaged, and another window") as refused:
            open_library(file, busy_timeout_s=0)
        assert "Close the other window" in refused.value.hint
        assert len(first.photos()) == 200
    opened = open_library(file)
    opened.library.close()
    assert opened.set_aside is not None


def test_damage_found_later_is_said_and_mended_by_opening_again(file: Path):
    fill(file)
    with closing(open_library(file).library), closing(join_library(file)) as library:
        overwrite(file, 2 * PAGE_BYTES, b"\xa5" * (file.stat().st_size - 2 * PAGE_BYTES))
        with pytest.raises(LibraryDamagedError) as refused:
            library.photos()
        assert str(file) in str(refused.value)
        assert "again" in refused.value.hint
    opened = open_library(file, check="full")
    opened.library.close()
    assert opened.set_aside is not None
