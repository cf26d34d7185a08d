"""What is said of long work: its pace, the time left, how it ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from g3desktop.domain.work import Progress
from g3desktop.engine.gallery.unfinished import list_unfinished
from g3desktop.settings import find_folders
from g3desktop.ui.build_form import name_problem, suggest_name
from g3desktop.ui.library_words import outcome_words, progress_words
from g3desktop.ui.library_work import BuildGallery, CheckGallery, GalleryBuilt
from g3desktop.ui.workshop import Outcome, Pace, Working


class Clock:
    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def test_a_pace_is_that_of_the_last_seconds():
    clock = Clock()
    pace = Pace(clock)
    assert pace.learn(Progress("reading", 0, 1000)) == 0
    clock.now_s += 1
    # A second says too little.
    assert pace.learn(Progress("reading", 10, 1000)) == 0
    clock.now_s += 4
    assert pace.learn(Progress("reading", 50, 1000)) == pytest.approx(10)
    # What came long ago counts no more: at first everything was known already.
    for second in range(1, 61):
        clock.now_s += 1
        latest = pace.learn(Progress("reading", 50 + second, 1000))
    assert latest == pytest.approx(1)
    assert pace.learn(Progress("writing", 0)) == 0


def test_the_time_left_follows_from_the_pace(home: Path):
    wish = CheckGallery("mine", home)
    assert Working(wish, Progress("reading", 100, 400), per_s=10).left_s == 30
    assert Working(wish, Progress("reading", 100, None), per_s=10).left_s is None
    assert Working(wish, Progress("reading", 100, 400)).left_s is None


def test_progress_in_words(home: Path):
    wish = BuildGallery("mine", home, None, "", pictures=True, folders=find_folders())
    words = progress_words(Working(wish, Progress("building the gallery", 30, 120), per_s=1.5))
    assert words == "reading photos · 30 of 120 · 1.5 photos a second · about 1 min left"
    assert progress_words(Working(wish, Progress("loading encoder x", 0))) == "loading the encoder"
    assert "\n" not in progress_words(Working(wish, Progress("odd\nstage", 0)))
    assert progress_words(Working(wish, is_stopping=True)) == "Stopping…"


def test_ends_in_words(home: Path):
    wish = BuildGallery("<b>\u202emine", home, None, "", pictures=True, folders=find_folders())
    built = GalleryBuilt("<b>\u202emine", 5, 3, 2, 1, (), ())
    words = outcome_words(Outcome(wish, built))
    assert words == (
        "The gallery <b>\\u202emine has 5 photo(s): 3 new, 2 known already, 1 left out."
    )
    assert "kept for the next time" in outcome_words(Outcome(wish))
    assert outcome_words(Outcome(wish, problem="The disk is full.")) == "The disk is full."


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Holiday: Alps?", "Holiday- Alps"),
        (".hidden", "hidden"),
        ("...", ""),
        ("x" * 200, "x" * 64),
        ("é" * 64, "é" * 64),
        ("写" * 70, "写" * 64),
        ("zz\u202egpj", "zz-gpj"),
        ("nul", "nu"),
        ("Ωμέγα", "Ωμέγα"),
    ],
)
def test_a_name_is_suggested_that_a_gallery_can_have(folder: str, name: str):
    assert suggest_name(Path("/photos") / folder) == name
    assert not name or name_problem(name) == ""


def test_builds_whose_record_is_damaged_are_left_out(tmp_path: Path):
    assert list_unfinished(tmp_path / "nothing") == []
    (tmp_path / ".empty.partial").mkdir()
    (tmp_path / ".odd.partial").mkdir()
    (tmp_path / ".odd.partial" / "rows.sqlite").write_bytes(b"no table" * 200)
    (tmp_path / ".file.partial").write_bytes(b"")
    (tmp_path / "mine").mkdir()
    assert list_unfinished(tmp_path) == []
