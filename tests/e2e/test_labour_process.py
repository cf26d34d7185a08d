"""Long work in a process of its own: done, refused, stopped, killed, and left behind."""

from __future__ import annotations

import queue
import signal
import sys
from contextlib import closing
from pathlib import Path

import pytest

from g3desktop.domain.errors import CancelledError
from g3desktop.engine.labour import Do, Done, Event, Labour, Undone
from g3desktop.engine.messages import (
    Arrange,
    Hello,
    MessageError,
    Stage,
    Stop,
    encode,
)
from tests.e2e.child_processes import (
    WindowToKill,
    children,
    loaded_at_hello,
    needs_pidfd,
    status_without_window,
)
from tests.engine_child_gate import PATIENCE_S, Gate

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
    pytest.mark.usefixtures("no_process_left"),
]

ODD = "tests.labour_works:odd"


class Watched:
    """A labour and what it told."""

    def __init__(self, tmp_path: Path, wish: object, function: str = ODD, **options) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self.log = tmp_path / "logs" / "library.log"
        self.labour = Labour(Do(function, wish), self.events.put, log=self.log, **options)

    def next(self) -> Event:
        return self.events.get(timeout=PATIENCE_S)

    def finish(self) -> tuple[list[Event], Done | Undone]:
        before = []
        while not isinstance(event := self.next(), (Done, Undone)):
            before.append(event)
        return before, event

    def close(self) -> None:
        self.labour.close()


def test_work_is_told_from_its_start_to_its_end(tmp_path: Path):
    with closing(Watched(tmp_path, {"do": "give", "value": [1, "two"]})) as watched:
        before, end = watched.finish()
    assert end == Done((1, "two"))
    assert isinstance(before[0], Hello)
    assert [(one.progress.stage, one.progress.done) for one in before[1:]] == [("counting", 1)]


@pytest.mark.parametrize(
    ("do", "said", "status"),
    [
        ("refuse", "There is no pack nope. Import it.", 4),
        ("bug", "LookupError: whatever", 5),
        ("memory", "not enough memory", 5),
        ("kill", "memory ran out", 5),
        ("crash", "SIGSEGV", 5),
        ("lambda", "cannot be sent", 5),
    ],
)
def test_work_that_fails_says_why(tmp_path: Path, do: str, said: str, status: int):
    with closing(Watched(tmp_path, {"do": do})) as watched:
        _, end = watched.finish()
    assert isinstance(end, Undone)
    assert said in end.message
    assert end.exit_status == status
    assert not end.is_cancelled
    if do == "bug":
        assert "Traceback" in watched.log.read_text()


def test_a_function_that_is_not_there(tmp_path: Path):
    with closing(Watched(tmp_path, {}, "tests.labour_works:nothing")) as watched:
        assert "nothing" in watched.finish()[1].message


def test_what_work_writes_goes_to_its_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    with closing(Watched(tmp_path, {"do": "noise"})) as watched:
        assert watched.finish()[1] == Done("")
    assert "noise" in watched.log.read_text()
    assert capfd.readouterr() == ("", "")


def test_work_stops_when_it_is_told_to(tmp_path: Path, gate: Gate):
    with closing(Watched(tmp_path, {"do": "until cancelled"})) as watched:
        arrival = gate.wait()
        watched.labour.cancel()
        arrival.let_through()
        assert watched.finish()[1] == Undone("", CancelledError.exit_status)


def test_work_that_does_not_stop_is_killed(tmp_path: Path, gate: Gate):
    with closing(Watched(tmp_path, {"do": "hang"})) as watched:
        gate.wait().let_through()
        watched.labour.cancel()
        watched.labour.kill()
        assert watched.finish()[1].is_cancelled


def test_closing_in_mid_work_says_nothing_and_leaves_nothing(tmp_path: Path, gate: Gate):
    watched = Watched(tmp_path, {"do": "hang"})
    arrival = gate.wait()
    arrival.let_through()
    watched.close()
    assert arrival.pid not in children()
    watched.close()
    told = [watched.next() for _ in range(watched.events.qsize())]
    assert not [event for event in told if isinstance(event, Done | Undone)]


def test_closing_and_stopping_at_once(tmp_path: Path):
    Watched(tmp_path, {"do": "hang"}).close()
    with closing(Watched(tmp_path, {"do": "until cancelled"})) as watched:
        watched.labour.cancel()
        assert watched.finish()[1].is_cancelled


def test_a_program_that_is_not_there(tmp_path: Path):
    with closing(Watched(tmp_path, {}, command=(str(tmp_path / "nothing"),))) as watched:
        assert "could not be started" in watched.finish()[1].message


@pytest.mark.parametrize("sent", [encode(Arrange((1,))), b"\x04\x00\x00\x00what"])
def test_a_process_that_talks_nonsense_is_ended(tmp_path: Path, sent: bytes):
    code = f"import sys; sys.stdout.buffer.write({sent!r}); sys.stdout.flush(); sys.stdin.read()"
    with closing(Watched(tmp_path, {}, command=(sys.executable, "-c", code))) as watched:
        assert "no message" in watched.finish()[1].message


def test_a_wish_that_cannot_be_sent_is_refused(tmp_path: Path):
    with pytest.raises(MessageError):
        Watched(tmp_path, lambda: None)


def test_a_log_that_cannot_be_written_is_said_and_the_work_is_done(tmp_path: Path):
    (tmp_path / "logs").write_text("no folder")
    with closing(Watched(tmp_path, {"do": "give", "value": []})) as watched:
        before, end = watched.finish()
    assert end == Done(())
    notes = [one.progress.note for one in before if isinstance(one, Stage)]
    assert any("cannot be written" in note for note in notes)


@pytest.mark.parametrize(
    ("sent", "status"),
    [(b"", 0), (encode(Stop()), 0), (encode(Hello(1)), 1), (b"xxxx", 1)],
)
def test_a_process_without_a_window_ends(sent: bytes, status: int):
    assert status_without_window("g3desktop.engine.labourer", sent) == status


def test_a_process_says_hello_before_it_loads_anything():
    loaded = loaded_at_hello("g3desktop.engine.labourer")
    assert "g3desktop.engine.messages" in loaded
    assert not loaded & {"torch", "faiss", "numpy", "PySide6"}


@needs_pidfd
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_window_that_dies_leaves_no_work_behind(gate: Gate, tmp_path: Path, how: signal.Signals):
    with WindowToKill.opened("labour", tmp_path / "log", {"do": "hang"}) as window:
        gate.wait().let_through()
        window.die(how)
        assert window.is_child_gone()
