"""How the window's program ends: told to stop, or killed; and how it goes on at the next start."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.e2e.window_child import PATIENCE_MS, window_program
from tests.engine_child_builders import write_special
from tests.engine_child_gate import Gate
from tests.pictures import write_photo

pytestmark = [
    pytest.mark.web,
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
    pytest.mark.skipif(
        not hasattr(os, "pidfd_open"), reason="watching others' children is Linux's"
    ),
]

# For what of Qt runs in this process.
if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    return [
        write_special(tmp_path / "hold.png", "hold"),
        write_photo(tmp_path / "a.jpg", seed=1),
        write_photo(tmp_path / "b.jpg", seed=2),
    ]


@pytest.mark.parametrize("how", ["Ctrl-C", "SIGTERM"])
def test_told_to_stop_it_ends_everything_and_keeps_the_list(
    qtbot, home: Path, gate: Gate, photos: list[Path], how: str
):
    with window_program({"wish": {"gate": gate.port}}, *photos) as program:
        arrival = gate.wait()
        qtbot.waitUntil(lambda: len(program.states()) == len(photos), timeout=PATIENCE_MS)
        qtbot.waitUntil(program.is_whole, timeout=PATIENCE_MS)
        if how == "Ctrl-C":
            # A terminal sends it to the browser's processes as well.
            status, err = program.end(signal.SIGINT, group=True)
        else:
            status, err = program.end(signal.SIGTERM)
        arrival.leave()
        assert status == 130, err
        assert "Traceback" not in err
        program.require_nothing_left()
        assert len(program.states()) == len(photos)
        assert set(program.states()) <= {"waiting", "working"}


STAGES = {
    "starting": {"hold": "begin"},
    "reading": {},
    "aligning": {"hold": "align"},
    "comparing": {"hold": "compare"},
    "asking": {"hold": "reply", "model": True},
}


@pytest.mark.slow
def test_killed_at_every_stage_it_leaves_nothing_and_goes_on_at_the_next_start(
    qtbot, home: Path, gate: Gate, photos: list[Path]
):
    asked = photos
    for stage in STAGES.values():
        with window_program({"wish": {"gate": gate.port} | stage}, *asked) as program:
            arrival = gate.wait()
            while arrival.where == "decode" and stage:
                # Another stage is the one to be held.
                arrival.let_through()
                arrival = gate.wait()
            qtbot.waitUntil(lambda: len(program.states()) == len(photos), timeout=PATIENCE_MS)
            qtbot.waitUntil(program.is_whole, timeout=PATIENCE_MS)
            status, _ = program.end(signal.SIGKILL)
            arrival.leave()
            assert status == -signal.SIGKILL
            program.require_nothing_left()
            # The list is in the database from now on: nobody names the photos again.
            asked = []
    with window_program({"wish": {"gate": gate.port}}) as program:

        def is_done() -> bool:
            # The photo is read once more for the map.
            gate.let_all_through()
            return program.states() == ["done"] * len(photos)

        qtbot.waitUntil(is_done, timeout=PATIENCE_MS)
        qtbot.waitUntil(program.is_whole, timeout=PATIENCE_MS)
        status, err = program.end(signal.SIGTERM)
        assert status == 130, err
        program.require_nothing_left()
