"""A library of another version: brought to this one with a backup, or refused as it is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from g3desktop.store import migrations
from g3desktop.store.database import Opening, open_database
from g3desktop.store.errors import (
    LibraryError,
    LibraryNewerError,
)
from g3desktop.store.library import join_library, open_library
from g3desktop.store.migrations import APPLICATION_ID, STEPS, Step
from tests.small_library import add_stars, fill, leave_behind


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


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
