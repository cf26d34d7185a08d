"""`g3desktop describe` as a user runs it: to a file, through a pipe, stopped, killed, disk full."""

from __future__ import annotations

import errno
import json
import os
import resource
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from g3desktop.services.descriptions import COLUMNS
from tests.e2e.program import ARGV, run, start

TABLE = (
    "\ufeffIMG_ID;LAT;LON;note\r\n"
    'a_b_1.jpg;48,8606;2,3376;"the ""Louvre"";\r\nat night"\r\n'
    "a_b_2.jpg;0;-150;sea\r\n"
    "a_b_3.jpg;;;nowhere"
)
LOUVRE = "Paris 01 Louvre;Paris;Paris;Île-de-France;Metropolitan France;France;Europe"
DESCRIBED = (
    f"\ufeffIMG_ID;LAT;LON;note;{';'.join(COLUMNS)}\r\n"
    f'a_b_1.jpg;48,8606;2,3376;"the ""Louvre"";\r\nat night";{LOUVRE}\r\n'
    "a_b_2.jpg;0;-150;sea;;;;;;;\r\n"
    "a_b_3.jpg;;;nowhere;;;;;;;"
).encode()

needs_linux = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full and /proc")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(TABLE.encode())
    return path


@pytest.fixture
def long_table(tmp_path: Path) -> Path:
    path = tmp_path / "long.csv"
    path.write_text("lat,lon\n" + "48.8606,2.3376\n" * 60_000)
    return path


def test_a_table_is_described_in_a_file(capsys, table, tmp_path):
    ended = run(capsys, "describe", "--csv", table, "--out", tmp_path / "out.csv")

    assert (ended.status, ended.err) == (0, "")
    assert ended.out.splitlines() == [
        "3 rows.",
        "1 without a usable position, on lines 5",
        "Without a name: " + ", ".join(f"{column} 66.7%" for column in COLUMNS),
    ]
    assert (tmp_path / "out.csv").read_bytes() == DESCRIBED
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "table.csv"]


def test_a_table_goes_to_standard_output_and_what_is_said_does_not(table):
    with start(["describe", "--csv", table]) as program:
        out, err = program.communicate()

    assert (program.returncode, out) == (0, DESCRIBED)
    assert err.decode().startswith("3 rows.\n1 without a usable position")


def test_what_was_counted_is_said_in_json(capsys, table, tmp_path):
    ended = run(capsys, "describe", "--csv", table, "--out", tmp_path / "out.csv", "--json")

    said = json.loads(ended.out)
    assert (ended.status, ended.err) == (0, "")
    assert list(said["unnamed"]) == list(COLUMNS)
    assert said["unnamed"]["city"] == {"rows": 2, "share": pytest.approx(2 / 3)}
    assert (said["rows"], said["without_position"]) == (3, 1)
    assert said["first_lines_without_position"] == [5]


def test_a_table_that_is_described_already_is_refused_but_for_replace(capsys, table, tmp_path):
    once, twice = tmp_path / "once.csv", tmp_path / "twice.csv"
    run(capsys, "describe", "--csv", table, "--out", once)

    refused = run(capsys, "describe", "--csv", once, "--out", twice)
    assert (refused.status, refused.out) == (2, "")
    assert "has the columns neighbourhood, city" in refused.err
    assert "--replace" in refused.err
    assert not twice.exists()

    assert run(capsys, "describe", "--csv", once, "--out", twice, "--replace").status == 0
    assert twice.read_bytes() == once.read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--csv", "nowhere.csv"),
        ("--csv", "table.csv", "--lat", "LAT"),
        ("--csv", "table.csv", "--lat", "LAT", "--lon", "none"),
        ("--csv", "table.csv", "--json"),
        ("--csv", "table.csv", "--out", "table.csv"),
        ("--csv", "table.csv", "--out", "."),
        ("--csv", "table.csv", "--out", "nowhere/out.csv"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_its_status(
    capsys, monkeypatch, table, tmp_path, arguments
):
    monkeypatch.chdir(tmp_path)

    ended = run(capsys, "describe", *arguments)

    assert (ended.status, ended.out) == (2, "")
    assert len(ended.err.splitlines()) == 1
    assert ended.err.startswith("error: ")
    assert table.read_bytes() == TABLE.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["table.csv"]


def test_who_reads_enough_of_the_output_ends_it_quietly(long_table):
    with start(["describe", "--csv", long_table]) as program:
        first = program.stdout.readline()
        program.stdout.close()
        err = program.stderr.read()

    assert first.decode() == f"lat,lon,{','.join(COLUMNS)}\n"
    assert (program.returncode, err) == (0, b"")


@contextmanager
def in_the_middle(tmp_path: Path) -> Iterator[tuple[subprocess.Popen, int]]:
    """A program that writes out.csv and waits for more of its table, and where to write that."""
    os.mkfifo(tmp_path / "pipe.csv")
    arguments = ["describe", "--csv", tmp_path / "pipe.csv", "--out", tmp_path / "out.csv"]
    with start(arguments) as program:
        descriptor = os.open(tmp_path / "pipe.csv", os.O_WRONLY)
        try:
            # Far more than a pipe holds: when it is written, most of it has been read.
            os.write(descriptor, b"lat,lon\n")
            feed(descriptor)
            yield program, descriptor
        finally:
            os.close(descriptor)


def feed(descriptor: int) -> None:
    """Write more rows than are described in one step, or as many as are read."""
    left = memoryview(b"48.8606,2.3376\n" * 40_000)
    try:
        while left:
            left = left[os.write(descriptor, left) :]
    except BrokenPipeError:
        return


def test_ctrl_c_leaves_what_was_there(tmp_path):
    (tmp_path / "out.csv").write_bytes(b"old")
    with in_the_middle(tmp_path) as (program, descriptor):
        program.send_signal(signal.SIGINT)
        feed(descriptor)
        _, err = program.communicate()

    assert program.returncode == 130
    assert err.decode().splitlines()[-1] == "cancelled"
    assert (tmp_path / "out.csv").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "pipe.csv"]


def test_a_kill_leaves_what_was_there(tmp_path):
    (tmp_path / "out.csv").write_bytes(b"old")
    with in_the_middle(tmp_path) as (program, _):
        aside = [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")]
        program.kill()
        program.communicate()

    assert program.returncode == -signal.SIGKILL
    assert len(aside) == 1
    assert (tmp_path / "out.csv").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == [*aside, "out.csv", "pipe.csv"]


def test_what_a_kill_left_goes_with_the_next_run(capsys, table, tmp_path):
    out = tmp_path / "out.csv"
    with in_the_middle(tmp_path) as (program, _):
        program.kill()
        program.communicate()
    before = {path.name for path in tmp_path.iterdir()}
    (tmp_path / "pipe.csv").unlink()

    assert run(capsys, "describe", "--csv", table, "--out", out).status == 0
    assert len(before) == 3
    assert {path.name for path in tmp_path.iterdir()} == {"out.csv", table.name}


def test_a_file_that_grows_too_large_leaves_nothing(long_table, tmp_path):
    """The limit on files stands for a disk that fills up while it is written."""
    with start(
        ["describe", "--csv", long_table, "--out", tmp_path / "out.csv"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    ) as program:
        out, err = program.communicate()

    assert (program.returncode, out) == (5, b"")
    assert "is full" in err.decode()
    assert len(err.decode().splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["long.csv"]


@needs_linux
def test_a_full_disk_behind_standard_output_is_said(long_table):
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*ARGV, "describe", "--csv", long_table],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert ended.returncode == 5
    assert ended.stderr.startswith("error: The disk is full")


@needs_linux
def test_a_folder_that_takes_no_files_is_named(capsys, table):
    ended = run(capsys, "describe", "--csv", table, "--out", "/proc/out.csv")

    assert (ended.status, ended.out) == (5, "")
    assert "/proc" in ended.err
    assert os.strerror(errno.ENOENT) in ended.err
