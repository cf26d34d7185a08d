"""A library's file at the start: left behind, kept from others, locked, refused."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from g3desktop.domain.errors import UserError
from g3desktop.store.database import Opening, open_database
from g3desktop.store.errors import (
    LibraryBusyError,
    LibraryDamagedError,
    LibraryError,
    explain,
)
from g3desktop.store.library import join_library, open_library
from g3desktop.store.migrations import STEPS
from g3desktop.store.records import NewPhoto
from tests.small_library import add_stars, fill, leave_behind


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


def test_a_library_that_was_left_behind_is_whole(file: Path):
    fill(file)
    leave_behind(file)
    opened = open_library(file)
    with closing(opened.library) as library:
        assert opened.set_aside is None
        assert library.note("layout") == "narrow"
        assert len(library.photos()) == 200


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_nobody_else_may_read_it(file: Path):
    before = os.umask(0o022)
    try:
        fill(file)
        with closing(open_database(file, Opening(steps=[*STEPS, add_stars])).database) as database:
            with database.changes() as connection:
                connection.execute("UPDATE photo SET stars = 3")
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    finally:
        os.umask(before)
    assert len(modes) == 5
    assert set(modes.values()) == {0o600}


def test_a_link_is_followed(file: Path, tmp_path: Path):
    (tmp_path / "other disk").mkdir()
    file.symlink_to(tmp_path / "other disk" / "mine.sqlite")
    fill(file)
    real = tmp_path / "other disk" / "mine.sqlite"
    real.write_bytes(b"damaged by now" * 1000)
    opened = open_library(file)
    opened.library.close()
    assert opened.set_aside.kept_as.parent == real.parent
    assert file.is_symlink()


def test_who_finds_it_locked_is_told_so_and_nothing_is_lost(file: Path):
    fill(file, 3)
    opened = open_library(file, busy_timeout_s=0)
    with closing(opened.library) as library, closing(sqlite3.connect(file)) as stranger:
        stranger.isolation_level = None
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusyError, match="in use by another program") as refused:
            library.add([NewPhoto(Path("/late.jpg"))])
        assert str(file) in str(refused.value)
        assert refused.value.hint
        assert len(library.photos()) == 3
        with pytest.raises(LibraryBusyError):
            open_library(file, busy_timeout_s=0)
        stranger.execute("ROLLBACK")
        assert library.add([NewPhoto(Path("/late.jpg"))])[0].is_new
        with closing(open_library(file, busy_timeout_s=0).library) as second:
            assert len(second.photos()) == 4


def test_two_do_not_open_at_once(file: Path):
    fill(file, 3)
    with closing(sqlite3.connect(f"{file}.lock", isolation_level=None)) as opener:
        opener.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusyError, match=r"library\.sqlite is in use"):
            open_library(file, busy_timeout_s=0)
    open_library(file, busy_timeout_s=0).library.close()


def test_nothing_can_be_joined_that_is_not_open(file: Path):
    with pytest.raises(LibraryError, match=r"library\.sqlite"):
        join_library(file)
    assert not file.exists()
    file.touch()
    with pytest.raises(LibraryError, match="not ready"):
        join_library(file)


def test_a_folder_in_its_place_is_said(file: Path):
    file.mkdir()
    with pytest.raises(LibraryError, match=r"library\.sqlite cannot be used") as refused:
        open_library(file)
    assert refused.value.hint
    assert file.is_dir()


def test_a_file_in_the_folders_place_is_said(tmp_path: Path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(LibraryError, match="data"):
        open_library(tmp_path / "data" / "library.sqlite")


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        (sqlite3.SQLITE_CORRUPT_INDEX, LibraryDamagedError, "damaged"),
        (sqlite3.SQLITE_NOTADB, LibraryDamagedError, "damaged"),
        (sqlite3.SQLITE_IOERR_READ, LibraryDamagedError, "damaged"),
        (sqlite3.SQLITE_IOERR_SHORT_READ, LibraryDamagedError, "damaged"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, LibraryBusyError, "in use"),
        (sqlite3.SQLITE_FULL, LibraryError, "full"),
        (sqlite3.SQLITE_IOERR_WRITE, LibraryError, "cannot be written"),
        (sqlite3.SQLITE_IOERR_FSYNC, LibraryError, "cannot be written"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, LibraryError, "cannot be used"),
        (sqlite3.SQLITE_CANTOPEN, LibraryError, "cannot be used"),
    ],
)
def test_what_sqlite_says_becomes_what_to_do(
    file: Path, code: int, kind: type[UserError], said: str
):
    error = sqlite3.OperationalError("reason")
    error.sqlite_errorcode = code
    meant = explain(error, file)
    assert type(meant) is kind
    assert said in str(meant)
    assert str(file) in str(meant)
    assert meant.hint
    assert meant.exit_status == 5


def test_bugs_are_not_explained_away(file: Path):
    error = sqlite3.OperationalError("near FORM: syntax error")
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR
    assert explain(error, file) is None
    assert explain(sqlite3.ProgrammingError("wrong thread"), file) is None
