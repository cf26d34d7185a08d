"""How the command line says things, and what it ends with."""

from __future__ import annotations

import errno
import json
import sys
from dataclasses import replace

import click
import pytest

from g3desktop import cli
from g3desktop.cli import main, terminal
from g3desktop.cli.render import exif_comparison, headline, print_answer
from g3desktop.cli.terminal import job, plain, print_json, print_rows, readable_size
from g3desktop.cli.train import readable_time
from g3desktop.domain.answer import (
    Agreement,
    Answer,
    Candidate,
    EngineFacts,
    PhotoFacts,
    Place,
    Reference,
    Source,
    Timings,
)
from g3desktop.domain.errors import CancelledError, GalleryError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.photo import ExifFacts
from g3desktop.domain.work import Progress


def candidate(lat: float, lon: float, *, name: str = "", title: str | None = None) -> Candidate:
    where = LatLon(lat, lon)
    references = (Reference(3, where, 0.9, 0.4, title=title),) if title else ()
    sources = (Source("retrieved", {"row": 3}),) if title else (Source("grid", {"name": name}),)
    agreement = Agreement(retrieval=bool(title), model=0, verification=False)
    place = Place(name, "", "France")
    return Candidate(1, where, 0.25, 0.5, place, sources, references, agreement)


def answer(*candidates: Candidate, exif: ExifFacts | None = None, path: str = "a.jpg") -> Answer:
    photo = PhotoFacts(path, "0" * 64, 4, 3, exif or ExifFacts())
    engine = EngineFacts("starter-1", "cpu", "float32", None, "paper", 0)
    return Answer(photo, engine, candidates, ("[b]careful[/b]",), Timings())


def end(monkeypatch: pytest.MonkeyPatch, error: BaseException, *arguments: str) -> int:
    """Run a command that fails so; return the exit status."""

    @click.command()
    def failing() -> None:
        raise error

    monkeypatch.setattr(cli.program, "get_command", lambda _context, _name: failing)
    with pytest.raises(SystemExit) as left:
        main([*arguments, "locate"])
    assert isinstance(left.value.code, int)
    return left.value.code


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (GalleryError("No gallery.", hint="Build one."), 4, "error: No gallery. Build one."),
        (CancelledError(), 130, "cancelled"),
        (KeyboardInterrupt(), 130, "cancelled"),
        (click.UsageError("no such thing"), 2, "error: no such thing"),
        (OSError(errno.ENOSPC, "x", "/disk/file"), 5, "error: The disk is full"),
        (MemoryError(), 5, "error: There was not enough memory"),
        (ZeroDivisionError("a\nb"), 5, "error: unexpected ZeroDivisionError: a\\nb"),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_every_failure_is_a_line_and_a_status(capsys, monkeypatch, error, status, says):
    monkeypatch.setattr(cli, "_silence_stdout", lambda: None)
    assert end(monkeypatch, error) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(says)
    assert len(err.splitlines()) == (1 if says else 0)


def test_debug_shows_where_it_failed(capsys, monkeypatch):
    assert end(monkeypatch, ZeroDivisionError("x"), "--debug") == 5
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert err.splitlines()[-1].startswith("error: unexpected ZeroDivisionError")


def test_the_best_guess_is_told_with_what_supports_it():
    best = candidate(48.85, 2.35, name="Paris", title="Louvre")
    said = headline(answer(best, candidate(48.8, 3.5), candidate(0, 0)))
    assert said.startswith("Best guess: Paris, France; 1 of the 2 other places lie within 200 km")
    assert "similar gallery photos were taken there" in said
    assert "%" not in said


def test_a_guess_without_photos_says_so():
    assert "no similar gallery photo" in headline(answer(candidate(1, 2, name="X")))


def test_no_candidate_is_said():
    assert headline(answer()).startswith("No place can be named")


def test_the_files_own_position_is_compared():
    there = ExifFacts(position=LatLon(48.85, 2.35))
    said = exif_comparison(answer(candidate(48.85, 3.35), exif=there))
    assert said == (
        "The file's EXIF says 48.85000, 2.35000, 73 km from the first place; it was not used."
    )
    assert exif_comparison(answer(exif=there)) == "The file's EXIF says 48.85000, 2.35000."
    assert exif_comparison(answer(candidate(1, 2))) == ""


def test_nothing_from_outside_is_markup(capsys):
    title = "[red]t[/red] :smile: \x1b[31m"
    print_answer(answer(candidate(1, 2, name="[i]N[/i]", title=title), path="[b]p\n.jpg"))
    out = capsys.readouterr().out
    assert "[b]p\\n.jpg" in out
    assert "[red]t[/red] :smile: \\x1b[31m" in out
    assert "[i]N[/i]" in out
    assert "Note: [b]careful[/b]" in out


def test_a_long_title_is_cut(capsys):
    print_answer(answer(candidate(1, 2, title="x" * 300)))
    assert "x" * 39 + "…" in capsys.readouterr().out


def test_the_nearest_photo_names_its_author(capsys):
    place = candidate(1, 2, title="x" * 40)
    (nearest,) = place.references
    signed = replace(place, references=(replace(nearest, author="Ann \x1b[31m" + "y" * 300),))
    print_answer(answer(replace(signed, place=Place("n" * 15, "r" * 20, "France"))))
    out = capsys.readouterr().out
    assert "x" * 40 + " by Ann \\x1b[31m" + "y" * 11 + "…, 0.4 km" in out
    assert "r" * 20 in out


def test_text_of_files_cannot_move_the_cursor():
    assert plain("a\r\x1b[2J\udcff\u202eé") == "a\\r\\x1b[2J\\udcff\\u202eé"


def test_json_is_ascii_and_keeps_every_byte_of_a_name(capsys):
    print_json({"path": "caf\udce9 é"})
    out = capsys.readouterr().out
    assert out.isascii()
    assert json.loads(out) == {"path": "caf\udce9 é"}


def test_json_refuses_what_is_no_json():
    with pytest.raises(ValueError, match="JSON"):
        print_json({"score": float("nan")})


def test_columns_are_aligned(capsys):
    print_rows(("A", "LONG"), [("xxx", "y"), ("z\n", "w")])
    assert capsys.readouterr().out == "A    LONG\nxxx  y\nz\\n  w\n"


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1000, "1.0 kB"), (999_999, "1000.0 kB"),
     (5_400_000_000, "5.4 GB"), (3e15, "3000.0 TB")],
)  # fmt: skip
def test_sizes_are_readable(size, text):
    assert readable_size(size) == text


@pytest.mark.parametrize(("seconds", "text"), [(5, "5 s"), (600, "10 min"), (9000, "2 h 30 min")])
def test_times_are_readable(seconds, text):
    assert readable_time(seconds) == text


def test_notes_of_a_job_are_said_and_bars_are_not_drawn_elsewhere_than_on_a_terminal(capsys):
    with job() as (report, cancelled):
        report(Progress("work", 1, 2))
        report(Progress("work", 2, 2, note="[b]worth keeping"))
        assert not cancelled()
    assert capsys.readouterr() == ("", "[b]worth keeping\n")


def test_bars_are_drawn_on_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with job() as (report, _):
        report(Progress("reading [photos]", 1, 2))
        report(Progress("encoding", 0, None, note="a note"))
    out, err = capsys.readouterr()
    assert out == ""
    assert "a note" in err


class Clock:
    """Shows what it is set to."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def work_slowly(report, clock: Clock, steps: range, *, kept: int = 0) -> None:
    """Take forty seconds for each step, and tell of every reply in between."""
    for step in steps:
        for _ in range(4):
            clock.now_s += 10
            report(Progress("evaluating", kept + step, 500, kept=kept))
        report(Progress("evaluating", kept + step + 1, 500, kept=kept))


def test_a_slow_job_says_in_lines_how_far_it_is_where_no_bars_are_drawn(capsys):
    clock = Clock()
    with job(slow=True, clock=clock) as (report, _):
        report(Progress("reading", 0))
        report(Progress("evaluating", 0, 500))
        assert capsys.readouterr() == ("", "")
        work_slowly(report, clock, range(3))
        out, err = capsys.readouterr()
        assert out == ""
        assert err.splitlines() == [
            "evaluating: 0 of 500",
            "evaluating: 1 of 500",
            "evaluating: 2 of 500, about 5.5 h left",
            "evaluating: 2 of 500, about 5.5 h left",
        ]
        clock.now_s += 10
        report(Progress("writing \x1b", 3, note="a note"))
        clock.now_s += 30
        report(Progress("writing \x1b", 4))
    assert capsys.readouterr().err.splitlines() == ["a note", "writing \\x1b: 4"]


def test_a_job_that_is_not_slow_says_no_lines(capsys):
    clock = Clock()
    with job(clock=clock) as (report, _):
        work_slowly(report, clock, range(3))
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("terminal_there", [False, True])
def test_the_time_left_of_slow_steps_is_known_after_two_whatever_an_earlier_run_did(
    capsys, monkeypatch, *, terminal_there: bool
):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal_there)
    monkeypatch.setenv("TERM", "xterm")
    clock = Clock()
    with job(slow=True, clock=clock) as (report, _):
        report(Progress("evaluating", 0, 500))
        # Three blocks that were kept, found within a few seconds.
        for kept in (100, 200, 300):
            clock.now_s += 1
            report(Progress("evaluating", kept, 500, kept=kept))
        assert report.bars.tasks[0].time_remaining is None
        work_slowly(report, clock, range(2), kept=300)
        assert report.bars.tasks[0].time_remaining == 198 * 40
        assert report.bars.tasks[0].completed == 302
    capsys.readouterr()


def test_bars_of_other_jobs_reckon_from_what_happened_just_now(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    clock = Clock()
    with job(in_bytes=True, clock=clock) as (report, _):
        for second, done in ((0, 0), (1, 10), (2, 20), (40, 30), (41, 40), (42, 50)):
            clock.now_s = second
            report(Progress("downloading", done, 100))
        assert report.bars.tasks[0].speed == 10
    capsys.readouterr()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_first_ctrl_c_asks_and_the_second_is_the_systems_own(capsys):
    import signal

    before = signal.getsignal(signal.SIGINT)
    with job() as (_, cancelled):
        signal.raise_signal(signal.SIGINT)
        assert cancelled()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    assert signal.getsignal(signal.SIGINT) is before
    assert "press Ctrl-C again" in capsys.readouterr().err


def test_readable_units_are_complete():
    assert terminal.readable_size(1e12) == "1.0 TB"
