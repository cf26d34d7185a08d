"""What evaluations keep: found again, made anew where it is damaged, refused in one line."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from g3desktop.domain.errors import EngineError
from g3desktop.evaluation import memory as kept_by
from g3desktop.evaluation.memory import Memory, opened

NAME = "evaluation.sqlite"
REPOSITORY = Path(__file__).parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="of POSIX")


def fill(folder: Path, rows: int = 1) -> None:
    with opened(folder) as memory:
        memory.keep_answers("way", {f"photo {n}": f"answer {n}" * 50 for n in range(rows)})


def kept(folder: Path) -> dict[str, str]:
    with opened(folder) as memory:
        return memory.answers("way", ["photo 0"])


def test_everything_is_found_again_by_content(tmp_path: Path):
    vector = np.array([0.1, -2.5, 3e-38], np.float32)
    with opened(tmp_path / "new" / "folder") as memory:
        memory.keep_hashes([(b"a.jpg", 5, 7, "1f")])
        memory.keep_vectors("encoder", {"1f": vector})
        memory.keep_reply("question", "text", "cut off")
        memory.keep_answers("way", {"1f": "answer"})
    with opened(tmp_path / "new" / "folder") as memory:
        assert memory.hashes({b"a.jpg": (5, 7), b"b.jpg": (5, 7)}) == {b"a.jpg": "1f"}
        found = memory.vectors("encoder", ["1f", "2f", "1f"])
        assert list(found) == ["1f"]
        assert np.array_equal(found["1f"], vector)
        assert found["1f"].dtype == np.float32
        assert memory.replies(["question", "other"]) == {"question": ("text", "cut off")}
        assert memory.answers("way", ["1f", "2f"]) == {"1f": "answer"}
        assert memory.answers("other way", ["1f"]) == {}
        assert memory.vectors("other", ["1f"]) == {}


@pytest.mark.parametrize("now", [(6, 7), (5, 8)])
def test_a_file_of_another_size_or_time_is_not_known(tmp_path: Path, now: tuple[int, int]):
    with opened(tmp_path) as memory:
        memory.keep_hashes([(b"a.jpg", 5, 7, "1f")])
        assert memory.hashes({b"a.jpg": now}) == {}
        memory.keep_hashes([(b"a.jpg", *now, "2f")])
        assert memory.hashes({b"a.jpg": now}) == {b"a.jpg": "2f"}
        memory.forget_hashes([b"a.jpg", b"b.jpg"])
        assert memory.hashes({b"a.jpg": now}) == {}


def test_what_is_kept_first_stays(tmp_path: Path):
    with opened(tmp_path) as memory:
        for text in ("first", "second"):
            memory.keep_answers("way", {"photo": text})
            memory.keep_reply("question", text, "")
            memory.keep_vectors("encoder", {"1f": np.array([len(text)], np.float32)})
        assert memory.answers("way", ["photo"]) == {"photo": "first"}
        assert memory.replies(["question"]) == {"question": ("first", "")}
        assert memory.vectors("encoder", ["1f"])["1f"] == [5]


def test_more_is_asked_for_than_a_statement_takes(tmp_path: Path):
    photos = [f"photo {n}" for n in range(1234)]
    with opened(tmp_path) as memory:
        memory.keep_answers("way", {photo: photo[::-1] for photo in photos})
        assert memory.answers("way", photos) == {photo: photo[::-1] for photo in photos}
        assert memory.answers("way", []) == {}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1).filter(lambda name: b"\0" not in name), st.integers(0, 2**62))
def test_paths_are_bytes_and_times_are_large(tmp_path: Path, name: bytes, number: int):
    with opened(tmp_path) as memory:
        memory.keep_hashes([(name, number, number, "1f")])
        assert memory.hashes({name: (number, number)}) == {name: "1f"}


# Files.


@posix
def test_others_of_the_machine_cannot_read_it(tmp_path: Path):
    with opened(tmp_path) as memory:
        memory.keep_answers("way", {"photo": "answer"})
        for path in tmp_path.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


@pytest.mark.parametrize("content", [b"no database at all, but text " * 200, b"SQLite format 3\0"])
def test_what_is_no_database_is_made_anew(tmp_path: Path, content: bytes):
    (tmp_path / NAME).write_bytes(content)
    assert kept(tmp_path) == {}
    fill(tmp_path)
    assert kept(tmp_path)


def test_another_version_of_the_program_wrote_it(tmp_path: Path):
    fill(tmp_path)
    connection = sqlite3.connect(tmp_path / NAME)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert kept(tmp_path) == {}
    fill(tmp_path)
    assert kept(tmp_path)


def test_damage_inside_fails_one_run_in_one_line_and_is_mended_by_the_next(tmp_path: Path):
    fill(tmp_path, 400)
    path = tmp_path / NAME
    whole = path.read_bytes()
    page = 4096
    path.write_bytes(whole[:page] + bytes([0x55]) * (len(whole) - page))
    with pytest.raises(EngineError) as caught, opened(tmp_path) as memory:
        memory.answers("way", ["photo 0"])
    assert "made anew" in caught.value.one_line()
    assert kept(tmp_path) == {}
    fill(tmp_path)
    assert kept(tmp_path)


def test_other_errors_leave_it_where_it_is(tmp_path: Path):
    fill(tmp_path)
    with pytest.raises(EngineError, match="the encoder failed"), opened(tmp_path):
        raise EngineError("the encoder failed")
    assert kept(tmp_path)


def test_a_folder_in_its_place_is_told(tmp_path: Path):
    (tmp_path / NAME).mkdir()
    with pytest.raises(EngineError, match="cannot be read or written") as caught, opened(tmp_path):
        pass
    assert "\n" not in caught.value.one_line()


def test_a_file_where_the_folder_should_be(tmp_path: Path):
    (tmp_path / "cache").write_text("")
    with pytest.raises(EngineError, match="cannot be read or written"), opened(tmp_path / "cache"):
        pass


def test_what_nobody_used_for_long_goes_and_what_a_killed_run_used_stays(tmp_path: Path):
    long_ago = time.time() - 61 * 86_400
    fill(tmp_path)
    os.utime(tmp_path / NAME, (long_ago, long_ago))
    assert kept(tmp_path) == {}
    fill(tmp_path)
    with opened(tmp_path) as memory:
        os.utime(tmp_path / NAME, (long_ago, long_ago))
        memory.keep_answers("way", {"photo 1": "b"})
    assert kept(tmp_path)
    # Nobody notes at the end of a run that is killed that the file was used.
    os.utime(tmp_path / NAME, (long_ago + 5 * 86_400,) * 2)
    with pytest.raises(KeyboardInterrupt), opened(tmp_path):
        raise KeyboardInterrupt
    assert (tmp_path / NAME).stat().st_mtime > time.time() - 86_400


# Other processes.

_KEEP_AND_DIE = """
import os, sys
from pathlib import Path
from g3desktop.evaluation.memory import opened
with opened(Path(sys.argv[1])) as memory:
    memory.keep_answers("way", {"photo 0": "kept before the end"})
    os._exit(9)
"""

_KEEP_MANY = """
import sys
from pathlib import Path
from g3desktop.evaluation.memory import opened
sys.stdin.readline()
for n in range(40):
    with opened(Path(sys.argv[1])) as memory:
        memory.keep_answers("way", {f"{sys.argv[2]} {n}": "x" * 3000})
        memory.answers("way", [f"0 {n}"])
"""

_REFUSED = """
import resource, signal, sys
from pathlib import Path
from g3desktop.domain.errors import EngineError
from g3desktop.evaluation.memory import opened
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    with opened(Path(sys.argv[1])) as memory:
        for n in range(100):
            memory.keep_answers("way", {f"photo {n}": "x" * 10_000})
except EngineError as error:
    print(n)
    print(error.one_line())
"""


def start(program: str, *arguments: object, **pipes: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, cwd=REPOSITORY, text=True, **pipes)


def test_what_was_kept_before_a_kill_is_there(tmp_path: Path):
    with start(_KEEP_AND_DIE, tmp_path) as child:
        assert child.wait() == 9
    assert kept(tmp_path) == {"photo 0": "kept before the end"}


def test_a_process_that_turns_on_the_log_of_a_new_file_is_waited_for(tmp_path: Path, monkeypatch):
    """The other process ends when this one waits."""
    other = sqlite3.connect(tmp_path / NAME, isolation_level=None, timeout=0)
    other.execute("BEGIN EXCLUSIVE")
    waited = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            other.close()

    monkeypatch.setattr(kept_by, "_BUSY_S", 0.0)
    monkeypatch.setattr(kept_by.time, "monotonic", lambda: 0.0)
    monkeypatch.setattr(kept_by.time, "sleep", wait)
    with opened(tmp_path) as memory:
        memory.keep_answers("way", {"photo 0": "a"})
    assert len(waited) == 3


def test_several_processes_keep_at_once(tmp_path: Path):
    pipes = {"stdin": subprocess.PIPE, "stderr": subprocess.PIPE}
    children = [start(_KEEP_MANY, tmp_path, number, **pipes) for number in range(3)]
    # All of them begin at the same moment, with no file there.
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
    for child in children:
        _, errors = child.communicate()
        assert child.returncode == 0, errors
    photos = [f"{number} {n}" for number in range(3) for n in range(40)]
    with opened(tmp_path) as memory:
        assert len(memory.answers("way", photos)) == len(photos)


@posix
def test_a_full_disk_is_told_in_one_line_and_what_was_kept_stays(tmp_path: Path):
    with start(_REFUSED, tmp_path, stdout=subprocess.PIPE) as child:
        output, _ = child.communicate()
        assert child.returncode == 0
    count, line = output.splitlines()
    assert line.startswith("What evaluations keep cannot be read or written: ")
    assert "space" in line
    with opened(tmp_path) as memory:
        assert len(memory.answers("way", [f"photo {n}" for n in range(100)])) == int(count) > 0


@posix
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch):
    """Root writes everywhere, so that making the file refuses in the system's place."""

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(kept_by, "create_private", refuse)
    with pytest.raises(EngineError) as caught, opened(tmp_path):
        pass
    line = caught.value.one_line()
    assert "Permission denied" in line
    assert "permissions" in line


@posix
def test_a_copy_that_may_only_be_read_is_told(tmp_path: Path):
    fill(tmp_path)
    uri = f"file:{tmp_path / NAME}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    with pytest.raises(EngineError, match="readonly"):
        Memory(connection).keep_answers("way", {"photo 1": "b"})
    assert Memory(connection).answers("way", ["photo 0"])
    connection.close()


def test_a_file_that_is_gone_meanwhile_loses_nothing_but_what_was_kept(tmp_path: Path):
    with opened(tmp_path) as memory:
        memory.keep_answers("way", {"photo 0": "a"})
        if sys.platform != "win32":
            shutil.rmtree(tmp_path)
            tmp_path.mkdir()
        assert memory.answers("way", ["photo 0"]) == {"photo 0": "a"}
