"""The engine in a process of its own: asked, disturbed, killed, and left behind."""

from __future__ import annotations

import os
import queue
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.child import LOG_BYTES, describe_end
from g3desktop.engine.evidence_areas import density_areas
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.host import EngineProcess
from g3desktop.engine.messages import (
    ALIGNING,
    COMPARING,
    READING,
    Begin,
    Begun,
    Density,
    Event,
    Failed,
    Gone,
    Hello,
    Locate,
    MessageError,
    PhotoOptions,
    Ready,
    Stage,
    State,
    Unready,
    encode,
)
from g3desktop.engine.parts import LocateOptions
from g3desktop.engine.photo import read_photo
from g3desktop.engine.pipeline import density, locate
from tests.e2e.child_processes import (
    WindowToKill,
    loaded_at_hello,
    needs_pidfd,
    status_without_window,
)
from tests.engine_child_builders import BUILDER, GRID, build, write_special
from tests.engine_child_gate import PATIENCE_S, Gate
from tests.fakes import FakeEncoder
from tests.pictures import write_photo, write_photos

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
    pytest.mark.usefixtures("no_process_left"),
]

QUICK = PhotoOptions()
ASKING = PhotoOptions(effort="standard")


class Window:
    """Asks as the window does, and remembers what it was told."""

    def __init__(self, log: Path, **options) -> None:
        self.log = log
        self.events: list[Event] = []
        self._queue: queue.SimpleQueue[Event] = queue.SimpleQueue()
        options = {"builder": BUILDER, "pause_s": 0.0} | options
        self.engine = EngineProcess(self._queue.put, log=log, **options)

    def ask(self, photos: Iterable[Path], options: PhotoOptions = QUICK) -> list[int]:
        return [self.engine.ask(photo, options) for photo in photos]

    def wait(self, wanted: Callable[[Event], bool]) -> Event:
        """Wait for the next event of a kind."""
        while True:
            event = self._queue.get(timeout=PATIENCE_S)
            self.events.append(event)
            if wanted(event):
                return event

    def wait_for(self, kind: type):
        return self.wait(lambda event: isinstance(event, kind))

    def finish(self, jobs: Iterable[int]) -> dict[int, State | Failed | Density]:
        """Wait until questions are answered; return the ends of all so far in their order."""
        left = set(jobs) - ends(self.events).keys()
        while left:
            left -= ends([self.wait(lambda _: True)]).keys()
        return ends(self.events)

    def pids(self) -> list[int]:
        return [event.pid for event in self.events if isinstance(event, Hello)]

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    def close(self) -> None:
        self.engine.close()
        while not self._queue.empty():
            self.events.append(self._queue.get())


def ends(events: Iterable[Event]) -> dict[int, State | Failed | Density]:
    found: dict[int, State | Failed | Density] = {}
    for event in events:
        if isinstance(event, (Failed, Density)) or (isinstance(event, State) and event.last):
            assert event.job not in found, "a question was answered twice"
            found[event.job] = event
    return found


@pytest.fixture
def gate() -> Iterator[Gate]:
    with closing(Gate()) as gate:
        yield gate


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


def test_an_engine_says_hello_before_it_loads_anything():
    loaded = loaded_at_hello("g3desktop.engine.worker")
    assert "g3desktop.engine.desk" in loaded
    assert not loaded & {"torch", "faiss", "numpy", "PIL"}


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


def test_a_photo_that_vanishes_meanwhile(window: Window, gate: Gate, tmp_path: Path):
    window.engine.start({"gate": gate.port, "hold": "begin"})
    photos = [write_photo(tmp_path / f"{n}.jpg", seed=n) for n in range(3)]
    jobs = window.ask(photos)
    arrival = gate.wait()
    photos[1].unlink()
    arrival.let_through()
    found = window.finish(jobs)
    assert [isinstance(found[job], Failed) for job in jobs] == [False, True, False]
