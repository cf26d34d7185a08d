"""The engine's process at its ends: killed, crashed, never begun, closed, or left by its window."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from g3desktop.engine.child import describe_end
from g3desktop.engine.messages import (
    Begin,
    Failed,
    Gone,
    Hello,
    Locate,
    PhotoOptions,
    Ready,
    State,
    Unready,
    encode,
)
from tests.e2e.asking_window import ASKING, QUICK, Window, ends
from tests.e2e.child_processes import WindowToKill, needs_pidfd, status_without_window
from tests.engine_child_builders import BUILDER, write_special
from tests.engine_child_gate import Gate
from tests.pictures import write_photos

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
    pytest.mark.usefixtures("no_process_left"),
]


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    with closing(Window(tmp_path / "logs" / "engine.log")) as window:
        yield window


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_photos(tmp_path_factory.mktemp("photos"), 8)


def test_many_photos_of_which_some_are_broken_and_the_engine_is_killed_among_them(
    window: Window, tmp_path: Path
):
    photos = write_photos(tmp_path / "photos", 200)
    broken = set(photos[3::10])
    for photo in broken:
        photo.write_text("no photo")
    window.engine.start({})
    jobs = dict(zip(window.ask(photos), photos, strict=True))
    for _ in range(30):
        window.wait(lambda event: isinstance(event, State))
    os.kill(window.pids()[-1], signal.SIGKILL)
    found = window.finish(jobs)
    assert list(found) == list(jobs)
    for job, photo in jobs.items():
        if photo in broken:
            assert isinstance(found[job], Failed)
            assert found[job].exit_status == 3
            assert str(photo) in found[job].message
        else:
            assert found[job].answer.photo.path == str(photo)


def test_the_order_survives_the_engine(window: Window, gate: Gate, photos: list[Path]):
    window.engine.start({"model": True, "gate": gate.port, "hold": "begin"})
    jobs = window.ask(photos[:4], ASKING)
    arrival = gate.wait()
    window.engine.arrange(reversed(jobs))
    os.kill(arrival.pid, signal.SIGKILL)
    arrival.leave()
    gate.wait().let_through()
    assert list(window.finish(jobs)) == jobs[::-1]


@pytest.mark.parametrize("stage", ["begin", "decode", "align", "reply"])
def test_an_engine_killed_at_any_stage_starts_again_and_loses_nothing(
    window: Window, gate: Gate, photos: list[Path], tmp_path: Path, stage: str
):
    window.engine.start({"gate": gate.port, "hold": stage, "model": True})
    hold = write_special(tmp_path / "hold.png", "hold") if stage == "decode" else photos[0]
    jobs = window.ask([hold], PhotoOptions(effort="standard", prompts=(0,)))
    arrival = gate.wait()
    assert arrival.where == stage
    os.kill(arrival.pid, signal.SIGKILL)
    arrival.leave()
    again = gate.wait()
    assert again.where == stage
    assert again.pid != arrival.pid
    again.let_through()
    found = window.finish(jobs)
    assert isinstance(found[jobs[0]], State)
    assert window.of(Gone) == [
        Gone("it was killed, most likely because memory ran out", again=True)
    ]
    assert window.pids() == [arrival.pid, again.pid]


@pytest.mark.parametrize("stage", ["decode", "align", "reply"])
def test_a_photo_at_which_the_engine_is_killed_twice_is_given_up(
    window: Window, gate: Gate, photos: list[Path], tmp_path: Path, stage: str
):
    window.engine.start({"gate": gate.port, "hold": stage, "model": True})
    hold = write_special(tmp_path / "hold.png", "hold") if stage == "decode" else photos[0]
    jobs = window.ask([hold, photos[1]], PhotoOptions(effort="standard", prompts=(0,)))
    for _ in range(2):
        arrival = gate.wait()
        os.kill(arrival.pid, signal.SIGKILL)
        arrival.leave()
    if stage != "decode":
        gate.wait().let_through()
    found = window.finish(jobs)
    assert list(found) == jobs
    assert isinstance(found[jobs[0]], Failed)
    assert "stopped twice on this photo" in found[jobs[0]].message
    assert "memory ran out" in found[jobs[0]].message
    assert str(hold) in found[jobs[0]].message
    assert found[jobs[0]].exit_status == 5
    assert isinstance(found[jobs[1]], State)


@pytest.mark.parametrize("what", ["kill", "crash"])
def test_only_the_guilty_photo_among_many_is_given_up(
    window: Window, photos: list[Path], tmp_path: Path, what: str
):
    deadly = write_special(tmp_path / "deadly.png", what)
    asked = [*photos, deadly, *photos, deadly, *photos]
    window.engine.start({})
    jobs = dict(zip(window.ask(asked), asked, strict=True))
    found = window.finish(jobs)
    assert [job for job in jobs if isinstance(found[job], Failed)] == [
        job for job, photo in jobs.items() if photo is deadly
    ]
    # Fewer where both were in work together at a death.
    assert len(window.of(Gone)) in (3, 4)
    if what == "crash":
        assert window.of(Gone)[0].reason == "it crashed (SIGSEGV)"
        assert "Segmentation fault" in window.log.read_text()


@pytest.mark.parametrize(("what", "said"), [("memory", "not enough memory"), ("bug", "ValueError")])
def test_a_photo_that_fails_in_the_engine_fails_alone_and_the_engine_lives(
    window: Window, photos: list[Path], tmp_path: Path, what: str, said: str
):
    bad = write_special(tmp_path / "bad.png", what)
    window.engine.start({})
    jobs = window.ask([*photos, bad, *photos])
    found = window.finish(jobs)
    assert [job for job in jobs if isinstance(found[job], Failed)] == [jobs[8]]
    assert said in found[jobs[8]].message
    assert found[jobs[8]].message.isprintable()
    assert found[jobs[8]].exit_status == 5
    assert window.of(Gone) == []
    assert "Traceback" in window.log.read_text()


@pytest.mark.parametrize(
    ("builder", "begin", "said", "status"),
    [
        (BUILDER, "refuse", "There is no pack nope. Install it.", 4),
        (BUILDER, "import", "libwhatever.so is missing", 5),
        ("no.such.module:build", "", "no", 5),
        ("tests.engine_child_builders:nothing", "", "nothing", 5),
    ],
)
def test_an_engine_that_cannot_be_built_says_why_once(
    tmp_path: Path, photos: list[Path], builder: str, begin: str, said: str, status: int
):
    with closing(Window(tmp_path / "log", builder=builder)) as window:
        window.engine.start({"begin": begin})
        window.ask(photos)
        unready = window.wait_for(Unready)
        assert said in unready.message
        assert unready.exit_status == status
    assert window.of(Gone) == []
    assert len(window.pids()) == 1


def test_after_a_refusal_another_wish_is_granted(window: Window, photos: list[Path]):
    window.engine.start({"begin": "refuse"})
    jobs = window.ask(photos)
    window.wait_for(Unready)
    window.engine.start({})
    assert list(window.finish(jobs)) == jobs
    assert len(window.pids()) == 1


def test_an_engine_that_always_dies_at_its_start_is_given_up_until_asked_for(
    window: Window, photos: list[Path]
):
    window.engine.start({"begin": "kill"})
    jobs = window.ask(photos)
    unready = window.wait_for(Unready)
    assert "stopped 3 times" in unready.message
    assert "memory ran out" in unready.message
    assert [gone.again for gone in window.of(Gone)] == [True, True, False]
    window.engine.start({})
    assert list(window.finish(jobs)) == jobs


def test_a_program_that_is_not_there(tmp_path: Path):
    with closing(Window(tmp_path / "log", command=(str(tmp_path / "nothing"),))) as window:
        window.engine.start({})
        assert "could not be started" in window.wait_for(Unready).message


def test_an_engine_that_talks_nonsense_is_ended(tmp_path: Path):
    message = encode(Begin("a:b", None))
    code = f"import sys; sys.stdout.buffer.write({message!r}); sys.stdout.flush(); sys.stdin.read()"
    with closing(Window(tmp_path / "log", command=(sys.executable, "-c", code))) as window:
        window.engine.start({})
        assert "no message: Begin" in window.wait_for(Unready).message


def test_an_idle_engine_that_is_killed_starts_again(window: Window, photos: list[Path]):
    window.engine.start({})
    window.wait_for(Ready)
    os.kill(window.pids()[-1], signal.SIGKILL)
    window.wait_for(Ready)
    jobs = window.ask(photos)
    assert list(window.finish(jobs)) == jobs


def test_closing_with_a_stopped_engine_and_a_full_pipe(window: Window, photos: list[Path]):
    window.engine.start({})
    window.wait_for(Ready)
    os.kill(window.pids()[0], signal.SIGSTOP)
    window.ask(photos * 1000)


def test_closing_in_mid_work_and_closing_twice(
    window: Window, gate: Gate, photos: list[Path], tmp_path: Path
):
    window.engine.start({"gate": gate.port})
    window.ask([write_special(tmp_path / "hold.png", "hold"), *photos])
    arrival = gate.wait()
    window.close()
    arrival.leave()
    window.close()
    assert ends(window.events) == {}
    with pytest.raises(RuntimeError):
        window.ask(photos)
    with pytest.raises(RuntimeError):
        window.engine.start({})


def test_closing_at_once(window: Window):
    window.engine.start({})


def test_closing_what_never_started(window: Window, photos: list[Path]):
    window.ask(photos)


@needs_pidfd
@pytest.mark.parametrize("moment", ["ready", "begin", "hog", "stopped"])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_window_that_dies_leaves_no_engine_behind(
    gate: Gate, tmp_path: Path, moment: str, how: signal.Signals
):
    wish = {
        "ready": {"ready": gate.port},
        "begin": {"gate": gate.port, "hold": "begin"},
        "hog": {"gate": gate.port, "begin": "hog"},
        "stopped": {"ready": gate.port},
    }[moment]
    with WindowToKill.opened("engine", tmp_path / "log", wish) as window:
        arrival = gate.wait()
        if moment == "hog":
            arrival.let_through()
        if moment == "stopped":
            os.kill(window.child_pid, signal.SIGSTOP)
        window.die(how)
        gone = window.is_child_gone()
        arrival.leave()
        assert gone


@pytest.mark.parametrize(
    ("sent", "status"),
    [(b"", 0), (encode(Locate(1, Path("a"), QUICK))[:-1], 0), (encode(Hello(1)), 1), (b"xxxx", 1)],
)
def test_an_engine_without_a_window_ends(sent: bytes, status: int):
    assert status_without_window("g3desktop.engine.worker", sent) == status


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (-signal.SIGKILL, "memory"),
        (-signal.SIGBUS, "SIGBUS"),
        (-65, "0x"),
        (3, "status 3"),
        (0xC0000005, "0xc0000005"),
    ],
)
def test_ends_in_words(status: int, said: str):
    assert said in describe_end(status)
