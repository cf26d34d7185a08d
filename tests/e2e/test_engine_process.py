"""The engine in a process of its own: asked, told otherwise meanwhile, stopped, and its log."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.child import LOG_BYTES
from g3desktop.engine.evidence_areas import density_areas
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.messages import (
    ALIGNING,
    COMPARING,
    READING,
    Begun,
    Density,
    Failed,
    Gone,
    Hello,
    MessageError,
    PhotoOptions,
    Ready,
    Stage,
    State,
)
from g3desktop.engine.parts import LocateOptions
from g3desktop.engine.photo import read_photo
from g3desktop.engine.pipeline import density, locate
from tests.e2e.asking_window import ASKING, QUICK, Window, ends
from tests.e2e.child_processes import loaded_at_hello
from tests.engine_child_builders import GRID, build, write_special
from tests.engine_child_gate import Gate
from tests.fakes import FakeEncoder
from tests.pictures import write_photo, write_photos

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


def test_photos_are_answered_in_order_and_as_in_this_process(
    window: Window, photos: list[Path], tmp_path: Path
):
    build_gallery(BuildPlan(photos[0].parent, "mine", tmp_path / "galleries"), FakeEncoder())
    wish = {"gallery": str(tmp_path / "galleries" / "mine")}
    window.engine.start(wish)
    jobs = window.ask(photos)
    found = window.finish(jobs)
    assert list(found) == jobs
    engine = build(wish, lambda _: None, lambda: False)
    expected = list(locate(photos, engine=engine, options=LocateOptions()))
    # In other company a photo's cosines may differ in the last digit.
    assert [[one.where for one in found[job].answer.candidates] for job in jobs] == [
        [one.where for one in answer.candidates] for answer in expected
    ]
    assert any(one.references for one in found[jobs[0]].answer.candidates)
    kinds = [type(event) for event in window.events]
    assert kinds.index(Hello) < kinds.index(Ready) < kinds.index(Begun) < kinds.index(State)
    (ready,) = window.of(Ready)
    assert (ready.encoder, ready.device, ready.gallery.name) == ("fake-1", "cpu", "mine")
    assert ready.warnings == ("A warning.",)


def test_stages_are_told(window: Window, photos: list[Path]):
    window.engine.start({"model": True, "note": "A line."})
    (job,) = window.ask(photos[:1], ASKING)
    window.finish([job])
    stages = [one.progress.stage for one in window.of(Stage) if one.job == job]
    assert list(dict.fromkeys(stages)) == [READING, ALIGNING, COMPARING, "asking fake-model"]
    notes = [one.progress.note for one in window.of(Stage) if one.job is None]
    assert "A line." in notes


def test_retrieval_answers_first_and_replies_refine(window: Window, photos: list[Path]):
    window.engine.start({"model": True})
    jobs = window.ask(photos[:2], ASKING)
    window.finish(jobs)
    for job in jobs:
        states = [one for one in window.of(State) if one.job == job]
        assert [one.last for one in states] == [False] * 5 + [True]
        assert [one.answer.sampling.answered for one in states] == [0, 1, 2, 3, 4, 4]
    assert list(ends(window.events)) == jobs


def test_a_cancelled_photo_is_not_answered_and_the_others_are(
    window: Window, gate: Gate, photos: list[Path], tmp_path: Path
):
    window.engine.start({"gate": gate.port})
    jobs = window.ask([write_special(tmp_path / "hold.png", "hold"), *photos])
    arrival = gate.wait()
    for job in (jobs[0], jobs[3]):
        window.engine.cancel(job)
    arrival.let_through()
    others = [job for job in jobs if job not in (jobs[0], jobs[3])]
    assert list(window.finish(others)) == others


def test_a_photo_is_cancelled_while_a_model_is_asked(window: Window, photos: list[Path]):
    window.engine.start({"model": True, "patient": True})
    jobs = window.ask(photos[:3], ASKING)
    window.wait_for(State)
    window.engine.cancel(jobs[0])
    assert list(window.finish(jobs[1:])) == jobs[1:]


def test_all_are_cancelled(window: Window, photos: list[Path]):
    window.engine.start({"model": True, "patient": True})
    window.ask(photos, ASKING)
    window.wait_for(State)
    window.engine.cancel_all()
    (job,) = window.ask(photos[:1], ASKING)
    assert list(window.finish([job])) == [job]


def test_the_order_can_be_changed(window: Window, photos: list[Path]):
    window.engine.start({"model": True, "patient": True})
    first, *others = window.ask(photos[:6], ASKING)
    window.wait_for(State)
    window.engine.arrange([others[4], others[2]])
    window.engine.cancel(first)
    expected = [others[4], others[2], others[0], others[1], others[3]]
    assert list(window.finish(others)) == expected


def test_another_wish_in_mid_work_takes_over_what_is_left(window: Window, photos: list[Path]):
    window.engine.start({"model": True, "patient": True})
    jobs = window.ask(photos, ASKING)
    window.wait_for(State)
    window.engine.start({"id": "fake-2"})
    found = window.finish(jobs)
    assert list(found) == jobs
    assert {end.answer.engine.encoder for end in found.values()} == {"fake-2"}
    assert len(window.pids()) == 1


def test_a_stopped_engine_ends_and_its_photos_wait_for_the_next(window: Window, photos: list[Path]):
    window.engine.start({"model": True, "patient": True})
    jobs = window.ask(photos, ASKING)
    window.wait_for(State)
    window.engine.stop()
    assert window.wait_for(Gone) == Gone("it was told to stop", again=False)
    window.engine.start({})
    assert list(window.finish(jobs)) == jobs


def test_stopped_and_started_at_once(window: Window, photos: list[Path]):
    window.engine.start({"model": True, "patient": True})
    jobs = window.ask(photos, ASKING)
    window.engine.stop()
    window.engine.start({})
    assert list(window.finish(jobs)) == jobs


def test_photos_asked_before_the_start(window: Window, photos: list[Path]):
    jobs = window.ask(photos)
    window.engine.start({})
    assert list(window.finish(jobs)) == jobs


def test_the_density_of_a_photo(window: Window, photos: list[Path]):
    window.engine.start({})
    jobs = [window.engine.describe(photo, QUICK) for photo in photos[:2]]
    found = window.finish(jobs)
    engine = build({}, lambda _: None, lambda: False)
    for job, path in zip(jobs, photos, strict=False):
        described, photo = found[job], read_photo(path)
        assert isinstance(described, Density)
        vectors = engine.encoder.encode_images([engine.encoder.prepare(photo.pixels)])
        assert isinstance(vectors, ImageVectors)
        logs = density(vectors, engine=engine, options=LocateOptions(), sha256=photo.sha256)
        assert described.areas == density_areas(GRID.lat_lon_deg, np.exp(logs))
        assert [area.share for area in described.areas] == [0.5, 0.8, 0.95]


def test_a_photo_that_cannot_be_described(window: Window, tmp_path: Path):
    window.engine.start({})
    job = window.engine.describe(tmp_path / "missing.jpg", QUICK)
    found = window.finish([job])
    assert isinstance(found[job], Failed)
    assert found[job].exit_status == 3


def test_a_map_is_drawn_between_two_replies(window: Window, gate: Gate, photos: list[Path]):
    window.engine.start({"model": True, "gate": gate.port, "hold": "reply"})
    (asked,) = window.ask(photos[:1], PhotoOptions(effort="standard", prompts=(0,), samples=100))
    described = None
    for _ in range(100):
        arrival = gate.wait()
        described = described or window.engine.describe(photos[1], QUICK)
        arrival.let_through()
        window.wait(lambda event: isinstance(event, State) and event.answer.sampling.answered > 0)
        if window.of(Density):
            break
    assert [one.job for one in window.of(Density)] == [described]
    assert Begun((described, asked)) in window.events
    assert not any(one.last for one in window.of(State))


def test_a_full_pipe_does_not_hold_the_window(window: Window, photos: list[Path]):
    window.engine.start({})
    window.wait_for(Ready)
    (pid,) = window.pids()
    os.kill(pid, signal.SIGSTOP)
    try:
        window.ask(photos * 1000)
        window.engine.cancel_all()
        jobs = window.ask(photos)
    finally:
        os.kill(pid, signal.SIGCONT)
    assert list(window.finish(jobs)) == jobs


def test_a_wish_that_cannot_be_sent_is_refused(window: Window):
    with pytest.raises(MessageError):
        window.engine.start(lambda: None)


def test_what_the_engine_writes_goes_to_its_log(
    window: Window, photos: list[Path], capfd: pytest.CaptureFixture[str]
):
    window.engine.start({"begin": "noise"})
    window.wait_for(Ready)
    # What it wrote was more than a log may hold; once it has done something else it is gone.
    window.finish(window.ask(photos))
    assert window.log.stat().st_size < LOG_BYTES
    assert capfd.readouterr() == ("", "")


def test_reading_standard_input_there_does_not_take_messages(window: Window, photos: list[Path]):
    window.engine.start({"begin": "read"})
    jobs = window.ask(photos)
    assert list(window.finish(jobs)) == jobs


def test_a_long_log_is_set_aside(window: Window):
    window.log.parent.mkdir()
    window.log.write_bytes(b"x" * (LOG_BYTES + 1))
    window.engine.start({})
    window.wait_for(Ready)
    assert window.log.stat().st_size < LOG_BYTES
    assert window.log.with_name("engine.log.1").stat().st_size == LOG_BYTES + 1


def test_a_log_that_cannot_be_written_is_said(tmp_path: Path, photos: list[Path]):
    (tmp_path / "file").write_text("no folder")
    with closing(Window(tmp_path / "file" / "log")) as window:
        window.engine.start({})
        jobs = window.ask(photos)
        assert list(window.finish(jobs)) == jobs
    notes = [one.progress.note for one in window.of(Stage) if one.job is None]
    assert any(str(tmp_path / "file") in note for note in notes)


def test_the_engine_gives_way_and_is_out_of_reach_of_the_terminal(window: Window):
    window.engine.start({})
    window.wait_for(Ready)
    (pid,) = window.pids()
    assert os.getpgid(pid) == pid != os.getpgid(0)
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, pid) == min(own + 15, 19)


def test_an_engine_says_hello_before_it_loads_anything():
    loaded = loaded_at_hello("g3desktop.engine.worker")
    assert "g3desktop.engine.desk" in loaded
    assert not loaded & {"torch", "faiss", "numpy", "PIL"}


def test_a_photo_that_vanishes_meanwhile(window: Window, gate: Gate, tmp_path: Path):
    window.engine.start({"gate": gate.port, "hold": "begin"})
    photos = [write_photo(tmp_path / f"{n}.jpg", seed=n) for n in range(3)]
    jobs = window.ask(photos)
    arrival = gate.wait()
    photos[1].unlink()
    arrival.let_through()
    found = window.finish(jobs)
    assert [isinstance(found[job], Failed) for job in jobs] == [False, True, False]
