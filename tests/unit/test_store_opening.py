"""A library's file at the start: new, of another version, damaged, locked, refused."""

from __future__ import annotations

import os
import random
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from g3desktop.domain.errors import UserError
from g3desktop.store import migrations
from g3desktop.store.database import Opening, open_database
from g3desktop.store.errors import (
    LibraryBusyError,
    LibraryDamagedError,
    LibraryError,
    LibraryNewerError,
    explain,
)
from g3desktop.store.library import Library, join_library, open_library
from g3desktop.store.migrations import APPLICATION_ID, STEPS, Step
from g3desktop.store.records import NewPhoto
from tests.unit.test_store import make_answer

PAGE_BYTES = 4096


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


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


# Damaged files


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


# Versions


def add_stars(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE photo ADD COLUMN stars INTEGER NOT NULL DEFAULT 0")


def rebuild_notes(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE note RENAME TO old_note")
    connection.execute("CREATE TABLE note (key TEXT PRIMARY KEY, value, kind TEXT DEFAULT 'plain')")
    connection.execute("INSERT INTO note (key, value) SELECT key, value FROM old_note")
    connection.execute("DROP TABLE old_note")


def rebuild_photos(connection: sqlite3.Connection) -> None:
    """Drop a table that others refer to, which deletes them where foreign keys are watched."""
    columns = ", ".join(row[1] for row in connection.execute("PRAGMA table_info(photo)"))
    connection.execute(f"CREATE TABLE new_photo AS SELECT {columns} FROM photo")
    connection.execute("DROP TABLE photo")
    connection.execute(f"CREATE TABLE photo (id INTEGER PRIMARY KEY, {columns[4:]})")
    connection.execute(f"INSERT INTO photo ({columns}) SELECT {columns} FROM new_photo")
    connection.execute("DROP TABLE new_photo")


LATER: list[Step] = [*STEPS, add_stars, rebuild_notes, rebuild_photos]


def version_of(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def content_of(file: Path) -> list[list[tuple]]:
    queries = (
        "SELECT id, path, name, position, state, sha256, fingerprint FROM photo ORDER BY id",
        "SELECT * FROM thumbnail ORDER BY photo_id",
        "SELECT * FROM answer ORDER BY photo_id",
        "SELECT key, value FROM note ORDER BY key",
    )
    with closing(sqlite3.connect(file)) as connection:
        return [connection.execute(query).fetchall() for query in queries]


@pytest.mark.parametrize("newest", range(1, len(LATER) + 1))
@pytest.mark.parametrize("version", range(len(LATER)))
def test_every_earlier_version_is_brought_to_every_later_one(file: Path, version: int, newest: int):
    if version:
        fill(file, 30)
        open_database(file, Opening(steps=LATER[: max(version, 1)])).database.close()
        before = content_of(file)
    if version > newest:
        with pytest.raises(LibraryNewerError):
            open_database(file, Opening(steps=LATER[:newest]))
        return
    opened = open_database(file, Opening(check="full", steps=LATER[:newest]))
    opened.database.close()
    assert opened.set_aside is None
    assert version_of(file) == newest
    if version in (0, newest):
        assert opened.backup is None
        return
    assert content_of(file) == before
    assert opened.backup == file.with_name(f"library.backup-v{version}.sqlite")
    assert version_of(opened.backup) == version
    assert content_of(opened.backup) == before
    assert not [path for path in file.parent.iterdir() if ".part" in path.name]


def test_a_backup_opens_as_the_library_it_was(file: Path):
    fill(file, 30)
    backup = open_database(file, Opening(steps=LATER))
    backup.database.close()
    file.unlink()
    backup.backup.rename(file)
    opened = open_library(file, check="full")
    with closing(opened.library) as library:
        assert opened.set_aside is None
        assert len(library.photos()) == 30


def test_a_backup_holds_what_was_in_the_log_alone(file: Path):
    fill(file, 30)
    leave_behind(file)
    opened = open_database(file, Opening(steps=LATER))
    opened.database.close()
    assert content_of(opened.backup)[3] == [("layout", "narrow")]


def test_what_a_killed_backup_left_is_cleared(file: Path):
    fill(file, 30)
    for end in ("", "-journal"):
        file.with_name(f"library.backup-v1.sqlite.part{end}").write_bytes(b"half a copy" * 1000)
    opened = open_database(file, Opening(steps=LATER))
    opened.database.close()
    assert version_of(opened.backup) == 1
    assert not list(file.parent.glob("*.part*"))


def break_a_rule(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE photo SET stars = 1")
    connection.execute("UPDATE photo SET state = 'unknown'")


def orphan_answers(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM photo")


def test_a_step_that_fails_changes_nothing(file: Path):
    fill(file, 30)
    before = content_of(file)
    with pytest.raises(LibraryError, match="cannot be brought from version 1 to 3") as refused:
        open_database(file, Opening(steps=[*STEPS, add_stars, break_a_rule]))
    assert "as it was" in refused.value.hint
    assert version_of(file) == 1
    assert content_of(file) == before
    with closing(open_library(file, check="full").library) as library:
        assert len(library.photos()) == 30


def test_a_bug_in_a_step_shows_as_a_bug_and_changes_nothing(file: Path):
    def misspelt(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE foto SET stars = 1")

    fill(file, 30)
    before = content_of(file)
    with pytest.raises(sqlite3.OperationalError, match="foto"):
        open_database(file, Opening(steps=[*STEPS, add_stars, misspelt]))
    assert (version_of(file), content_of(file)) == (1, before)


def test_rows_that_contradict_each_other_are_damage(file: Path):
    fill(file, 30)
    with closing(sqlite3.connect(file)) as stranger:
        stranger.executescript("INSERT INTO answer VALUES (999, '{}')")
    opened = open_database(file, Opening(steps=LATER))
    opened.database.close()
    assert opened.set_aside is not None
    assert "refer to photos" in opened.set_aside.reason
    assert version_of(opened.set_aside.kept_as) == 1


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_newer_library_is_refused_and_stays_as_it_is(file: Path, journal: str):
    fill(file, 30)
    with closing(sqlite3.connect(file)) as stranger:
        stranger.execute(f"PRAGMA journal_mode = {journal}")
        stranger.execute("PRAGMA user_version = 99")
    before = file.read_bytes()
    for _ in range(2):
        with pytest.raises(LibraryNewerError, match="newer version") as refused:
            open_library(file)
        assert str(file) in str(refused.value)
        assert "newest version" in refused.value.hint
    with pytest.raises(LibraryNewerError):
        join_library(file)
    assert file.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == [file.name, file.name + ".lock"]


def test_the_first_step_makes_what_it_always_made():
    """A step that was published is never changed: libraries of that version are out there."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        assert migrations.migrate(connection, Path("x"), STEPS[:1]) is None
        made = connection.execute(
            "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        columns = [row[1] for row in connection.execute("PRAGMA table_info(photo)")]
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert made == [
        ("table", "answer"),
        ("table", "note"),
        ("table", "photo"),
        ("index", "photo_by_content"),
        ("table", "thumbnail"),
    ]
    assert columns == [
        *("id", "path", "name", "position", "added_at_s", "state", "reason", "engine_deaths"),
        *("sha256", "size_bytes", "mtime_ns", "fingerprint", "finished_at_s"),
    ]


# Locks and refusals


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
