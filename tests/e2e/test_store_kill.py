"""A library whose program is killed, or whose disk is full, at every kind of write."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from g3desktop.store.database import Opening, open_database
from g3desktop.store.library import join_library, open_library
from g3desktop.store.records import NewPhoto, PhotoState
from tests.e2e.store_child import CHANGES, LATER, fill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

REPOSITORY = Path(__file__).parents[2]
Content = dict[str, list[tuple]]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("filled") / "library.sqlite"
    with closing(open_library(file).library) as library:
        fill(library)
    return file


@pytest.fixture(scope="module")
def undisturbed(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Content]:
    """What each change leaves when nobody dies, by its name; "" where nothing is changed."""
    contents = {"": content_of(filled)}
    for name, change in CHANGES.items():
        file = tmp_path_factory.mktemp(name) / "library.sqlite"
        shutil.copy(filled, file)
        with closing(open_library(file).library) as library:
            change(library)
        contents[name] = content_of(file)
        assert contents[name] != contents[""]
    return contents


@pytest.fixture
def file(filled: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "library.sqlite"
    shutil.copy(filled, copied)
    return copied


def content_of(file: Path) -> Content:
    """Return every table, without the times of the clock."""
    with closing(sqlite3.connect(file)) as connection:
        connection.row_factory = sqlite3.Row
        tables = ("photo", "thumbnail", "answer", "note")
        return {
            table: [
                tuple(row[name] for name in row.keys() if not name.endswith("_at_s"))  # noqa: SIM118, a row is no dict
                for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")
            ]
            for table in tables
        }


def command(file: Path, action: str, how: str) -> list[str]:
    return [sys.executable, "-m", "tests.e2e.store_child", str(file), action, how]


def run_child(file: Path, action: str, how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(file, action, how), cwd=REPOSITORY, capture_output=True, text=True, check=False
    )


def kill_child(file: Path, action: str, how: str) -> None:
    run = run_child(file, action, how)
    assert run.returncode in (-signal.SIGKILL, -signal.SIGXFSZ), (run.returncode, run.stderr)


def assert_sound(file: Path) -> None:
    opened = open_library(file, check="full")
    with closing(opened.library) as library:
        assert opened.set_aside is None
        assert library.add([NewPhoto(Path("/photos/next.jpg"))])[0].is_new
        library.remove([library.photos()[-1].id])


OLD, NEW = "the library as it was", "the library with the change"


# `grow` ends the process in a write: of the log's head (20), its first page (1000), a page amid a
# large change, or, when the library is closed, of the library itself, far into it.
@pytest.mark.parametrize(
    ("action", "how", "left"),
    [
        ("add", "steps:40", OLD),
        ("add", "steps:4000", OLD),
        ("add", "statement:INSERT INTO thumbnail", OLD),
        ("add", "statement:COMMIT", OLD),
        ("add", "grow:20", OLD),
        ("add", "grow:1000", OLD),
        ("add", "grow:500000", OLD),
        ("add", "after", NEW),
        ("add+close", "grow:1400000", NEW),
        ("thumbnails", "steps:300", OLD),
        ("thumbnails", "grow:20000", OLD),
        ("start", "statement:COMMIT", OLD),
        ("start", "after", NEW),
        ("finish", "statement:REPLACE INTO answer", OLD),
        ("finish", "statement:COMMIT", OLD),
        ("finish", "grow:9000", OLD),
        ("finish", "after", NEW),
        ("finish+close", "grow:30000", NEW),
        ("fail", "statement:UPDATE photo", OLD),
        ("fail", "after", NEW),
        ("death", "statement:COMMIT", OLD),
        ("death", "after", NEW),
        ("retry", "steps:200", OLD),
        ("retry", "after", NEW),
        ("cancel", "steps:1500", OLD),
        ("cancel", "after", NEW),
        ("requeue", "grow:3000", OLD),
        ("remove", "steps:500", OLD),
        ("remove", "statement:COMMIT", OLD),
        ("remove", "grow:100000", OLD),
        ("remove+close", "grow:345000", NEW),
        ("move", "steps:700", OLD),
        ("move", "after", NEW),
        ("note", "grow:20000", OLD),
        ("note", "after", NEW),
        ("note+close", "grow:100000", NEW),
    ],
)
def test_a_killed_program_leaves_a_change_whole_or_not_at_all(
    file: Path, undisturbed: dict[str, Content], action: str, how: str, left: str
):
    kill_child(file, action, how)
    with closing(open_library(file).library) as library:
        assert library.path == file
    assert content_of(file) == undisturbed[action.partition("+")[0] if left == NEW else ""]
    assert_sound(file)


@pytest.mark.parametrize(
    "how",
    [
        *(
            "statement:CREATE TABLE photo",
            "statement:CREATE INDEX",
            "statement:PRAGMA user_version",
        ),
        *("statement:COMMIT", "steps:60", "steps:400", "grow:40", "grow:3000", "after"),
    ],
)
def test_a_new_library_that_was_killed_is_made_again(tmp_path: Path, how: str):
    file = tmp_path / "new" / "library.sqlite"
    kill_child(file, "open", how)
    assert_sound(file)


@pytest.mark.parametrize(
    "how",
    [
        *("statement:ALTER TABLE", "statement:UPDATE photo", "statement:PRAGMA user_version"),
        *("statement:COMMIT", "steps:2000", "grow:100000", "call:fsync:1", "call:replace:1"),
        *("call:fsync:2", "call:unlink:1", "after"),
    ],
)
def test_a_killed_migration_goes_on(file: Path, undisturbed: dict[str, Content], how: str):
    kill_child(file, "migrate", how)
    opened = open_database(file, Opening(check="full", steps=LATER))
    opened.database.close()
    assert opened.set_aside is None
    migrated = content_of(file)
    assert [row[-1] for row in migrated["photo"]] == [row[0] % 5 for row in migrated["photo"]]
    migrated["photo"] = [row[:-1] for row in migrated["photo"]]
    assert migrated == undisturbed[""]
    backup = file.with_name("library.backup-v1.sqlite")
    assert content_of(backup) == undisturbed[""]
    assert sorted(path.name for path in file.parent.iterdir()) == [
        backup.name,
        file.name,
        f"{file.name}.lock",
    ]


@pytest.mark.parametrize("how", ["call:rename:1", "call:fsync:1", "statement:COMMIT", "after"])
def test_a_damaged_library_is_kept_once_whoever_dies(file: Path, how: str):
    damaged = file.read_bytes()[:50_000]
    file.write_bytes(damaged)
    kill_child(file, "open", how)
    with closing(open_library(file).library) as library:
        assert library.photos() == ()
    assert_sound(file)
    (kept,) = file.parent.glob("library.damaged-*")
    assert kept.read_bytes() == damaged


def test_a_program_killed_in_mid_work_again_and_again_loses_nothing_it_had_kept(tmp_path: Path):
    file = tmp_path / "library.sqlite"
    kept: set[int] = set()
    for results in (1, 2, 3, 5, 8, 13, 21, 34, 2, 1):
        with subprocess.Popen(
            command(file, "stream", "none"), cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            kept |= {int(child.stdout.readline()) for _ in range(results)}
            child.kill()
            kept |= {int(line) for line in child.stdout if line.endswith("\n")}
        opened = open_library(file, check="full")
        with closing(opened.library) as library:
            assert opened.set_aside is None
            done = {one.id for one in library.photos() if one.state is PhotoState.DONE}
            assert kept <= done
            assert all(library.answer(photo_id) for photo_id in kept)
            assert len(library.unfinished()) <= 1
            library.remove(one.id for one in library.unfinished())
            # The next child adds the same paths again.
            library.remove(done)
        kept.clear()


# A full disk, and what may not be written


@pytest.mark.parametrize("how", ["limit:20", "limit:5000", "limit:100000", "pages:120"])
@pytest.mark.parametrize("action", ["add", "add+close"])
def test_a_full_disk_is_said_and_nothing_is_lost(
    file: Path, undisturbed: dict[str, Content], action: str, how: str
):
    run = run_child(file, action, how)
    assert run.returncode == 5, run.stderr
    (line,) = run.stderr.splitlines()
    assert str(file) in line
    assert "Free some space" in line
    with closing(open_library(file).library):
        pass
    assert content_of(file) == undisturbed[""]
    assert_sound(file)


@pytest.mark.parametrize("how", ["limit:100", "limit:100000"])
def test_a_disk_too_full_for_the_copy_leaves_the_old_library(
    file: Path, undisturbed: dict[str, Content], how: str
):
    run = run_child(file, "migrate", how)
    assert run.returncode == 5, run.stderr
    (line,) = run.stderr.splitlines()
    assert str(file.parent) in line
    assert "pace" in line
    assert not list(file.parent.glob("*.part*"))
    with closing(open_library(file, check="full").library):
        pass
    assert content_of(file) == undisturbed[""]


@pytest.fixture
def shut_folder() -> Iterator[Path]:
    """A folder that all may read and nobody may write, except the superuser."""
    folder = Path(tempfile.mkdtemp())
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("there", ["nothing", "library", "library and lock"])
def test_a_read_only_folder_is_said(filled: Path, shut_folder: Path, there: str):
    file = shut_folder / "library.sqlite"
    if there != "nothing":
        shutil.copy(filled, file)
        file.chmod(0o444)
    if there == "library and lock":
        file.with_name("library.sqlite.lock").touch(mode=0o444)
    shut_folder.chmod(0o555)
    run = run_child(file, "open", "nobody")
    assert run.returncode == 5, run.stderr
    (line,) = run.stderr.splitlines()
    assert str(file) in line
    assert "permissions" in line


# Two programs


def test_two_programs_write_at_once(tmp_path: Path):
    file = tmp_path / "library.sqlite"
    with (
        closing(open_library(file, busy_timeout_s=60).library) as library,
        subprocess.Popen(
            command(file, "stream", "none"), cwd=REPOSITORY, stdout=subprocess.PIPE, text=True
        ) as child,
    ):
        assert child.stdout is not None
        for number in range(40):
            child.stdout.readline()
            (added,) = library.add([NewPhoto(Path(f"/mine/{number}.jpg"))])
            assert library.start(added.id)
        child.kill()
        child.wait()
        mine = [one for one in library.photos() if one.path.parent == Path("/mine")]
        theirs = [one for one in library.photos() if one not in mine]
        assert len(mine) == 40
        assert len(theirs) >= 40
        assert {one.state for one in theirs[:40]} == {PhotoState.DONE}
    assert_sound(file)


def test_programs_that_start_at_once_make_one_library(tmp_path: Path):
    file = tmp_path / "library.sqlite"
    file.write_bytes(b"damaged, and found by everyone at once" * 100)
    children = [
        subprocess.Popen(
            command(file, "open", "none"), cwd=REPOSITORY, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for child in children:
        _, errors = child.communicate()
        assert child.returncode == 0, errors
    (kept,) = file.parent.glob("library.damaged-*")
    assert kept.read_bytes().startswith(b"damaged, and found")
    assert_sound(file)


def test_a_library_outlives_the_program_that_it_was_shared_with(file: Path):
    with closing(open_library(file).library) as library:
        kill_child(file, "add", "statement:COMMIT")
        assert len(library.photos()) == 60
        assert library.start(50)
        with closing(join_library(file)) as second:
            assert second.photo(50).state is PhotoState.WORKING
    assert_sound(file)
