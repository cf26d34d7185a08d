"""`--screenshot` where something is in its way: one line, its status, and nothing half-written."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.e2e.program import start
from tests.e2e.window_child import ENVIRONMENT, PATIENCE_MS, window_program
from tests.engine_child_builders import write_special
from tests.engine_child_gate import PATIENCE_S, Gate
from tests.pictures import write_photo

pytestmark = [
    pytest.mark.web,
    pytest.mark.skipif(
        not hasattr(os, "pidfd_open"), reason="watching others' children is Linux's"
    ),
]

# For what of Qt runs in this process.
if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "pictures").mkdir()
    return tmp_path / "pictures" / "out.png"


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return write_photo(tmp_path / "a.jpg")


def the_error(err: str) -> str:
    """The only error that was said; the browser says things of its own."""
    (line,) = [line for line in err.splitlines() if line.startswith("error: ")]
    assert "Traceback" not in err
    return line


def test_without_an_engine(home: Path, out: Path, photo: Path):
    (home / "settings.toml").write_text('[engine]\nencoder = "nope"\n')
    with start(["--screenshot", out, photo], env=os.environ | ENVIRONMENT) as program:
        _, err = program.communicate(timeout=2 * PATIENCE_S)
    assert program.returncode == 4
    assert "nope" in the_error(err.decode(errors="replace"))
    # A picture is one of photos that are done.
    assert list(out.parent.iterdir()) == []


def test_a_map_that_is_never_drawn(out: Path, photo: Path, tmp_path: Path):
    page = tmp_path / "page"
    page.mkdir()
    (page / "index.html").write_text("<!doctype html><title>says nothing</title>")
    with window_program({"wish": {}, "page": str(page)}, "--screenshot", out, photo) as program:
        status, err = program.wait()
    assert status == 5
    assert "map" in the_error(err)
    assert list(out.parent.iterdir()) == []


def test_a_window_that_is_closed_before_its_picture(out: Path, photo: Path, gate: Gate):
    setup = {"wish": {"gate": gate.port, "hold": "begin"}, "close": True}
    with window_program(setup, "--screenshot", out, photo) as program:
        status, err = program.wait()
    assert status == 5
    assert "closed before its picture" in the_error(err)
    assert list(out.parent.iterdir()) == []


def test_a_fault_as_the_window_is_shown(out: Path, photo: Path):
    with window_program({"wish": {}, "fault": True}, "--screenshot", out, photo) as program:
        status, err = program.wait()
    assert status == 5
    assert "a fault of ours" in the_error(err)
    assert list(out.parent.iterdir()) == []


def test_a_photo_that_is_not_there_to_be_shown(out: Path, photo: Path):
    arguments = ("--screenshot", out, "--select", 2, photo)
    with window_program({"wish": {}}, *arguments) as program:
        status, err = program.wait()
    assert status == 2
    assert "no photo 2" in the_error(err)
    assert list(out.parent.iterdir()) == []


def test_told_to_stop_before_its_picture(qtbot, out: Path, tmp_path: Path, gate: Gate):
    held = write_special(tmp_path / "hold.png", "hold")
    with window_program({"wish": {"gate": gate.port}}, "--screenshot", out, held) as program:
        arrival = gate.wait()
        qtbot.waitUntil(program.is_whole, timeout=PATIENCE_MS)
        status, err = program.end(signal.SIGTERM)
        arrival.leave()
        program.require_nothing_left()
    assert status == 130, err
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize("obstacle", ["disk full", "folder"])
def test_a_target_that_can_no_longer_be_written(
    qtbot, out: Path, tmp_path: Path, gate: Gate, obstacle: str
):
    held = write_special(tmp_path / "hold.png", "hold")
    setup = {"wish": {"gate": gate.port}, "full": obstacle == "disk full"}
    with window_program(setup, "--screenshot", out, held) as program:
        arrival = gate.wait()
        if obstacle == "folder":
            out.mkdir()
        arrival.let_through()

        def is_over() -> bool:
            # The photo is read once more for the map.
            gate.let_all_through()
            return program.process.poll() is not None

        qtbot.waitUntil(is_over, timeout=PATIENCE_MS)
        status, err = program.wait()
    assert status == 5
    assert "out.png cannot be written" in the_error(err)
    assert [path.name for path in out.parent.iterdir()] == (["out.png"] if out.is_dir() else [])
    assert not list(out.glob("*"))
