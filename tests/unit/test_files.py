"""Files that are whole or not there: what shows, what is left, what is said when a disk fails."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from g3desktop.domain.errors import EngineError
from g3desktop.files import disk_errors, replace_file, replacing, replacing_all, sync_folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="locks and fsync of folders are POSIX's")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing_at(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, call: int) -> None:
    """Let a call of the operating system fail once, as on a full disk."""
    real, calls = getattr(owner, name), iter(range(1, 1000))

    def fail(*arguments: object) -> object:
        if next(calls) == call:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments)

    monkeypatch.setattr(owner, name, fail)


def test_nothing_shows_until_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with replacing(path) as stream:
        stream.write(b"new")
        stream.flush()
        assert path.read_bytes() == b"old"
        assert len(names(tmp_path)) == 2
    assert path.read_bytes() == b"new"
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, OSError])
def test_whatever_happens_in_the_block_nothing_is_left(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def begin() -> None:
        with replacing(path) as stream:
            stream.write(b"half")
            raise error

    with pytest.raises(error):
        begin()
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize(("owner", "name"), [(os, "fsync"), (Path, "replace")])
def test_a_disk_that_fails_at_the_last_moment_leaves_the_former_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    failing_at(monkeypatch, owner, name, 1)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        replace_file(path, b"new")
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_who_is_stopped_on_a_full_disk_is_stopped(tmp_path: Path) -> None:
    """What is still in memory cannot be written; that must not hide why the block ended."""

    def stop_on_a_full_disk() -> None:
        with replacing(tmp_path / "file") as stream:
            full = os.open("/dev/full", os.O_WRONLY)
            os.dup2(full, stream.fileno())
            os.close(full)
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop_on_a_full_disk()
    assert names(tmp_path) == []


def write_names(paths: list[Path]) -> None:
    """Write into each file what it is called."""
    with replacing_all(paths) as streams:
        for path, stream in zip(paths, streams, strict=True):
            stream.write(path.name.encode())


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_of_several_none_is_put_in_place_before_all_are_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    paths = [tmp_path / name for name in ("a", "b", "c")]
    for path in paths:
        path.write_bytes(b"old")
    failing_at(monkeypatch, os, "fsync", failing)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        write_names(paths)
    assert [path.read_bytes() for path in paths] == [b"old"] * 3
    assert names(tmp_path) == ["a", "b", "c"]


def test_several_are_put_in_place_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deep").mkdir()
    paths = [tmp_path / "z", tmp_path / "deep" / "y", tmp_path / "x"]
    failing_at(monkeypatch, Path, "replace", 3)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        write_names(paths)
    assert [path.read_bytes() for path in paths[:2]] == [b"z", b"y"]
    assert names(tmp_path) == ["deep", "z"]
    assert names(tmp_path / "deep") == ["y"]


def test_two_that_write_one_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with replacing(path) as first:
        first.write(b"first")
        replace_file(path, b"second")
        assert path.read_bytes() == b"second"
    assert path.read_bytes() == b"first"
    assert names(tmp_path) == ["file"]


WRITER = """
import sys
from pathlib import Path
from g3desktop.files import replacing
with replacing(Path(sys.argv[1])) as stream:
    stream.write(b"half")
    stream.flush()
    print("begun", flush=True)
    sys.stdin.read()
"""


@posix
def test_what_a_killed_program_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    path, other = tmp_path / "file", tmp_path / "file.more"
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"begun\n"
        (aside,) = names(tmp_path)
        replace_file(path, b"new")
        assert names(tmp_path) == [aside, "file"]
        program.kill()
        program.wait()
        replace_file(other, b"another file")
        assert names(tmp_path) == [aside, "file", "file.more"]
        replace_file(path, b"newer")
    assert names(tmp_path) == ["file", "file.more"]
    assert path.read_bytes() == b"newer"


@pytest.mark.parametrize(
    "name",
    [
        *(".file.part", ".file.0123456.part", ".file.012345678.part", ".file.0123456G.part"),
        *("file.01234567.part", ".file.01234567.partial", ".file.x.01234567.part"),
        *(".xfile.01234567.part", ".file.01234567.part.txt"),
    ],
)
def test_files_of_others_stay(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    replace_file(tmp_path / "file", b"new")
    assert (tmp_path / name).read_bytes() == b"mine"


@posix
def test_nothing_but_plain_files_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".file.00000000.part").mkdir()
    (tmp_path / ".file.00000001.part").symlink_to(tmp_path / "kept")
    (tmp_path / "kept").write_bytes(b"mine")
    replace_file(tmp_path / "file", b"new")
    assert len(names(tmp_path)) == 4
    assert (tmp_path / "kept").read_bytes() == b"mine"


@pytest.mark.parametrize("letter", ["x", "é", "日", "𝄞"])
def test_the_longest_names_can_be_written(tmp_path: Path, letter: str) -> None:
    path = tmp_path / (letter * (255 // len(letter.encode())))
    replace_file(path, b"new")
    assert names(tmp_path) == [path.name]


@posix
def test_a_folder_that_cannot_be_synced_is_no_failure_but_a_failing_disk_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(kind, os.strerror(kind))

    monkeypatch.setattr(os, "fsync", refuse)
    kind = errno.EINVAL
    sync_folder(tmp_path)
    kind = errno.EIO
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        sync_folder(tmp_path)


def told(error: Exception, folder: Path, **options) -> str:
    with pytest.raises(EngineError) as caught, disk_errors(folder, **options):
        raise error
    return caught.value.one_line()


FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told_with_what_to_do(tmp_path: Path) -> None:
    full = f"The disk that holds {tmp_path} is full. Free some space and "
    assert told(FULL, tmp_path) == full + "try again."
    goes_on = full + "run the same command again: it goes on from there."
    assert told(FULL, tmp_path, goes_on=True) == goes_on


def test_a_full_disk_behind_a_database_is_told_too(tmp_path: Path) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA max_page_count = 2")
        connection.execute("CREATE TABLE one (content BLOB)")
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("INSERT INTO one VALUES (zeroblob(1000000))")
    kinds = (OSError, sqlite3.Error)
    assert "is full" in told(caught.value, tmp_path, kinds=kinds)
    # Where nobody asked for it, it is no failure of the disk.
    with pytest.raises(sqlite3.OperationalError), disk_errors(tmp_path):
        raise caught.value
    locked = sqlite3.OperationalError("database is locked")
    assert "cannot be used: database is locked." in told(locked, tmp_path, kinds=kinds)


def test_a_refusal_names_the_file_or_the_folder_of_the_program(tmp_path: Path) -> None:
    path = tmp_path / "file"
    error = PermissionError(errno.EACCES, "Permission denied", str(path))
    named = f"{path} cannot be used: Permission denied. Check the folder's permissions."
    assert told(error, tmp_path) == named
    said = told(error, tmp_path, own=True)
    assert said.startswith(f"Cannot write in {tmp_path}: Permission denied. ")
    assert "G3DESKTOP_HOME" in said
