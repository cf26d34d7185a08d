"""A language model in a study: asked once, its failures counted, and how far the asking is."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from g3desktop.domain.dialogue import Reply
from g3desktop.domain.errors import EngineError
from g3desktop.domain.work import Progress, ignore_progress, never_cancelled
from g3desktop.engine.parts import Engine
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.evaluation.baselines import Nearest
from g3desktop.evaluation.measuring import STAGE, Study, measure
from g3desktop.evaluation.memory import Memory, opened
from g3desktop.evaluation.remembered_model import RememberedModel
from g3desktop.evaluation.ways import OneReply, Pipeline, Way
from tests.fakes import FakeVisionModel, said
from tests.measured_study import CountingEncoder, refuse, study
from tests.small_study import dataset_of, open_engine

PLAN = SamplingPlan((0, 5), samples=2)
FAR = said(-48.1, 60.2)


@pytest.fixture
def engine(study_folder: Path) -> Engine:
    return open_engine(study_folder, CountingEncoder())


def with_model(model: FakeVisionModel, memory: Memory) -> list[Way]:
    remembered = RememberedModel(model, memory)
    return [Pipeline("g3", "", "paper", PLAN, remembered), OneReply(remembered)]


def test_a_model_is_asked_once_whatever_was_lost(
    study_photos: list[Path], engine: Engine, tmp_path: Path
):
    model = FakeVisionModel(FAR)
    for lost in (False, True):
        with opened(tmp_path) as memory:
            if lost:
                memory._connection.execute("DELETE FROM answers")
            study_ = Study(dataset_of(study_photos[:3]), with_model(model, memory), engine, memory)
            measured = measure(study_, report=ignore_progress, cancelled=never_cancelled)
            assert measured.failed == 0
    assert sum(map(len, model.asked)) == 3 * 5


def test_what_a_server_failed_at_is_counted_and_asked_again(
    study_photos: list[Path], engine: Engine, tmp_path: Path
):
    broken = FakeVisionModel(FAR, ("", "server busy"), FAR)
    with opened(tmp_path) as memory:
        ways = with_model(broken, memory)
        study_ = Study(dataset_of(study_photos[:3]), ways, engine, memory)
        first = measure(study_, report=ignore_progress, cancelled=never_cancelled)
        # The second of the four questions to each photo.
        assert first.failed == 3
        again = FakeVisionModel('{"latitude": 1, "longitude": 2}')
        study_ = Study(dataset_of(study_photos[:3]), with_model(again, memory), engine, memory)
        second = measure(study_, report=ignore_progress, cancelled=never_cancelled)
    assert second.failed == 0
    assert [len(questions) for questions in again.asked] == [1, 1, 1]
    for outcome in second.runs[0].outcomes:
        assert [heard.text for heard in outcome.replies].count(FAR) == 3
        assert not any(heard.reason for heard in outcome.replies)


def test_a_photo_that_the_model_could_not_be_shown_is_counted_and_asked_about_again(
    study_photos: list[Path], engine: Engine, tmp_path: Path, monkeypatch
):
    model = FakeVisionModel(FAR)
    study(study_photos[:2], engine, tmp_path / "memory", [Nearest()])
    refuse(monkeypatch, study_photos[1], PermissionError(13, "Permission denied"))
    with opened(tmp_path / "memory") as memory:
        study_ = Study(dataset_of(study_photos[:2]), with_model(model, memory), engine, memory)
        first = measure(study_, report=ignore_progress, cancelled=never_cancelled)
    assert first.failed == 5
    monkeypatch.undo()
    with opened(tmp_path / "memory") as memory:
        study_ = Study(dataset_of(study_photos[:2]), with_model(model, memory), engine, memory)
        second = measure(study_, report=ignore_progress, cancelled=never_cancelled)
    assert second.failed == 0
    assert sum(map(len, model.asked)) == 2 * 5
    assert [len(one.replies) for one in second.runs[0].outcomes] == [4, 4]


class Pace:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[float] = []

    def expected_s(self, model) -> float | None:
        return None

    def record(self, model, reply_s: float) -> None:
        self.told.append(reply_s)


def test_replies_that_are_kept_do_not_make_the_model_look_fast(
    study_photos: list[Path], engine: Engine, tmp_path: Path
):
    pace = Pace()
    engine = dataclasses.replace(engine, pace=pace)
    for key in ("once", "again"):
        with opened(tmp_path) as memory:
            model = RememberedModel(FakeVisionModel(FAR, reply_s=30.0), memory)
            ways = [Pipeline(key, "", "paper", PLAN, model, seed=0, retrieved=len(key))]
            study_ = Study(dataset_of(study_photos[:2]), ways, engine, memory)
            measure(study_, report=ignore_progress, cancelled=never_cancelled)
    assert 0.0 not in pace.told


# How far it is.


def test_progress_goes_from_nothing_to_all_and_says_a_thing_once(
    study_photos: list[Path], engine: Engine, tmp_path: Path
):
    for known in (0, 20, 40):
        reports: list[Progress] = []
        with opened(tmp_path / str(known)) as memory:
            ways = with_model(FakeVisionModel(FAR), memory)[1:]
            if known:
                some = Study(dataset_of(study_photos[:known]), ways, engine, memory)
                measure(some, report=ignore_progress, cancelled=never_cancelled)
            whole = Study(dataset_of(study_photos), ways, engine, memory)
            measure(whole, report=reports.append, cancelled=never_cancelled)
        done = [one.done for one in reports if one.stage == STAGE]
        assert done == sorted(done)
        assert (done[0], done[-1]) == (0, 40)
        assert {one.total for one in reports if one.stage == STAGE} == {40}
        notes = [one.note for one in reports if one.note]
        assert len(set(notes)) == len(notes)
        assert len(notes) == (known < 40)
        if not known:
            # One photo's questions do not hide how far the whole is.
            assert sorted(set(done)) == list(range(41))
            assert {one.stage for one in reports} == {STAGE}
        # Whole batches alone are taken as they are.
        assert [reports[-1].kept, reports[0].kept] == [{0: 0, 20: 16, 40: 40}[known], 0]


def test_all_ways_ask_about_a_photo_before_the_next_one(
    study_photos: list[Path], engine: Engine, tmp_path: Path
):
    model = FakeVisionModel(FAR)
    reports: list[Progress] = []
    with opened(tmp_path) as memory:
        ways = [Nearest(), *with_model(model, memory), OneReply(model, seed=9, key="again")]
        twin = dataclasses.replace(ways[1], key="twin")
        study_ = Study(dataset_of(study_photos[:18]), [*ways, twin], engine, memory)
        measured = measure(study_, report=reports.append, cancelled=never_cancelled)
    assert [len(questions) for questions in model.asked] == [4, 1, 1] * 18
    photos = [questions[0].image_jpeg for questions in model.asked]
    assert all(len(set(photos[n : n + 3])) == 1 for n in range(0, len(photos), 3))
    assert sorted({one.done for one in reports}) == list(range(19))
    by_key = {run.key: run for run in measured.runs}
    assert by_key["twin"].outcomes == by_key["g3"].outcomes


# A server that is gone.


class DyingModel(FakeVisionModel):
    """Answers about so many photos, and from then on nothing."""

    def __init__(self, photos: int) -> None:
        super().__init__(FAR)
        self.photos = photos

    def replies(self, questions, *, deadline_s, cancelled):
        self.asked.append(questions)
        seen = {one[0].image_jpeg for one in self.asked}
        problem = "" if len(seen) <= self.photos else "no connection"
        yield from (Reply(n, "" if problem else FAR, problem) for n in range(len(questions)))


def test_a_server_that_is_gone_ends_the_run_which_goes_on_there(
    study_photos: list[Path], engine: Engine, tmp_path: Path
):
    dying, then = DyingModel(18), FakeVisionModel(FAR)
    dataset = dataset_of(study_photos[:30])
    with opened(tmp_path) as memory:
        gone = Study(dataset, with_model(dying, memory), engine, memory)
        with pytest.raises(EngineError, match=r"fake-llava .* no connection") as caught:
            measure(gone, report=ignore_progress, cancelled=never_cancelled)
        assert "\n" not in caught.value.one_line()
        # Each of the three photos in vain by both ways, but for the last.
        assert len(dying.asked) == 2 * 18 + 5
        back = Study(dataset, with_model(then, memory), engine, memory)
        measured = measure(back, report=ignore_progress, cancelled=never_cancelled)
    assert measured.failed == 0
    assert [len(questions) for questions in then.asked] == [4, 1] * 12
    assert all(one.answer for run in measured.runs for one in run.outcomes)
