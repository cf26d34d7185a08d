"""A study from its photos to its runs: what comes of it, and what is kept."""

from __future__ import annotations

import dataclasses
import math
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from g3desktop.domain.errors import CancelledError, UsageError
from g3desktop.domain.geometry import ellipsoid_distance_km
from g3desktop.engine.diversification import Grid
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.parts import Engine
from g3desktop.engine.pipeline import BATCH_PHOTOS, LocateOptions, locate
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.evaluation import measuring
from g3desktop.evaluation.baselines import CoordinateGallery, Nearest
from g3desktop.evaluation.measuring import Measured
from g3desktop.evaluation.memory import Memory, opened
from g3desktop.evaluation.ways import OneReply, Pipeline
from tests.fakes import FakeEncoder, FakeVisionModel
from tests.measured_study import TRIED, WAYS, CountingEncoder, figures, study
from tests.small_engine import GRID
from tests.small_study import dataset_of, open_engine

G3 = Pipeline("g3", "G3")


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def engine(study_folder: Path, encoder: CountingEncoder) -> Engine:
    return open_engine(study_folder, encoder)


# What comes of it.


def test_answers_are_those_of_locate_and_distances_those_from_the_truth(
    study_folder: Path, study_photos: list[Path], tmp_path: Path
):
    engine = open_engine(study_folder)
    measured = study(study_photos[:9], engine, tmp_path, [G3, *WAYS[1:]])
    answers = locate(study_photos[:9], engine=engine, options=LocateOptions())
    run = measured.runs[0]
    assert [run.key for run in measured.runs] == ["g3", "nearest", "knn", "random"]
    assert run.settings == G3.settings()
    for outcome, answer in zip(run.outcomes, answers, strict=True):
        assert outcome.answer == answer.candidates[0].where
        expected = ellipsoid_distance_km(outcome.query.where, outcome.answer)
        assert outcome.distance_km == pytest.approx(expected)
        assert str(outcome.query.path) == answer.photo.path
        assert outcome.references
        assert outcome.elapsed_ms > 0


def test_no_answer_is_infinitely_far(study_photos: list[Path], engine: Engine, tmp_path: Path):
    measured = study(
        study_photos[:2], engine, tmp_path, [OneReply(FakeVisionModel("I cannot know."))]
    )
    for outcome in measured.runs[0].outcomes:
        assert (outcome.answer, outcome.distance_km) == (None, math.inf)
        (heard,) = outcome.replies
        assert heard.text == "I cannot know."
    assert measured.failed == 0


def test_details_are_those_of_the_main_way_and_of_one_that_shows_many_references(
    study_photos: list[Path], engine: Engine, tmp_path: Path
):
    main, nearest, knn, _ = study(study_photos[:3], engine, tmp_path).runs
    assert all(one.references for one in (*main.outcomes, *nearest.outcomes))
    assert not any(one.references for one in knn.outcomes)


def test_two_ways_of_one_name_are_refused(study_photos: list[Path], engine: Engine, tmp_path: Path):
    with pytest.raises(UsageError, match="nearest, nearest"):
        study(study_photos[:1], engine, tmp_path, [Nearest(), Nearest(parts=("image",))])


def test_the_truth_never_enters(study_photos: list[Path], engine: Engine, tmp_path: Path):
    right = dataset_of(study_photos)
    moved = tuple(
        dataclasses.replace(query, where=other.where)
        for query, other in zip(right.queries, reversed(right.queries), strict=True)
    )
    wrong = dataclasses.replace(right, queries=moved)
    ours, theirs = (study(one, engine, tmp_path / one.name) for one in (right, wrong))
    for mine, other in zip(ours.runs, theirs.runs, strict=True):
        assert [one.answer for one in mine.outcomes] == [one.answer for one in other.outcomes]


# What it takes.


class Clock:
    """Goes on when somebody says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now_s = 0.0
        monkeypatch.setattr("g3desktop.evaluation.answering.perf_counter", lambda: self.now_s)


def times_of(measured: Measured) -> list[list[float]]:
    return [[one.elapsed_ms for one in run.outcomes] for run in measured.runs]


def test_what_is_made_once_for_all_photos_is_in_nobody_s_time(
    study_folder: Path, study_photos: list[Path], tmp_path: Path, monkeypatch
):
    clock = Clock(monkeypatch)

    class Slow(CountingEncoder):
        """Takes a minute for each position."""

        def encode_locations(self, lat_lon_deg):
            clock.now_s += 60 * len(lat_lon_deg)
            return super().encode_locations(lat_lon_deg)

    ways = [G3, dataclasses.replace(G3, key="paper", ranking="paper"), CoordinateGallery()]
    measured = study(study_photos[:18], open_engine(study_folder, Slow()), tmp_path, ways)
    assert clock.now_s > 0
    assert times_of(measured) == [[0.0] * 18] * 3


def test_a_time_is_the_mean_of_a_batch_and_that_of_each_photo_where_a_model_is_asked(
    study_photos: list[Path], engine: Engine, tmp_path: Path, monkeypatch
):
    clock = Clock(monkeypatch)

    class Slow(Nearest):
        """Takes a second for each batch."""

        def answer(self, batch):
            clock.now_s += 1
            return super().answer(batch)

    class Thinking(FakeVisionModel):
        """Thinks for longer about every photo."""

        def replies(self, questions, *, deadline_s, cancelled):
            clock.now_s += len(self.asked) + 1
            return super().replies(questions, deadline_s=deadline_s, cancelled=cancelled)

    ways = [Slow(), OneReply(Thinking("I cannot know."))]
    nearest, asked = times_of(study(study_photos[:18], engine, tmp_path, ways))
    assert nearest == [62.5] * 16 + [500.0] * 2
    assert asked == [1000.0 * number for number in range(1, 19)]


# What is kept.


def test_what_is_kept_is_not_computed_again(
    study_photos: list[Path], engine: Engine, encoder: CountingEncoder, tmp_path: Path
):
    first = study(study_photos, engine, tmp_path)
    assert encoder.batches == [*TRIED, BATCH_PHOTOS, BATCH_PHOTOS, 8]
    again = study(study_photos, engine, tmp_path)
    assert encoder.batches == [*TRIED, BATCH_PHOTOS, BATCH_PHOTOS, 8]
    # The time is that of the first answer.
    assert again == first


def test_another_way_needs_no_photo_read(
    study_photos: list[Path], engine: Engine, encoder: CountingEncoder, tmp_path: Path, monkeypatch
):
    study(study_photos, engine, tmp_path / "memory")
    monkeypatch.setattr("g3desktop.engine.pipeline.read_photo", None)
    monkeypatch.setattr("g3desktop.evaluation.sight.content_sha256", None)
    before = list(encoder.batches)
    measured = study(study_photos, engine, tmp_path / "memory", [Nearest(parts=("image",))])
    assert len(measured.runs[0].outcomes) == len(study_photos)
    assert encoder.batches == before


@pytest.fixture(scope="module")
def whole(study_folder: Path, study_photos: list[Path], tmp_path_factory: pytest.TempPathFactory):
    """What comes of an undisturbed run, and the folder of what it kept; not written to."""
    folder = tmp_path_factory.mktemp("whole")
    return study(study_photos, open_engine(study_folder, CountingEncoder()), folder), folder


@pytest.mark.parametrize(
    ("workers", "first"), [(1, ()), (3, (3,)), (None, (0, 17, 39)), (2, range(16, 32))]
)
def test_numbers_are_the_same_however_many_work_and_whatever_is_kept(
    study_photos: list[Path], study_folder: Path, tmp_path: Path, whole, workers, first
):
    undisturbed, folder = whole
    dataset = dataset_of(study_photos)
    encoder = CountingEncoder()
    name = f"{encoder.id} {encoder.device} {encoder.precision}"
    with opened(folder) as memory:
        sha256s = _hashes(memory, study_photos)
        vectors = memory.vectors(name, [sha256s[n] for n in first])
    assert len(vectors) == len(first)
    with opened(tmp_path / "part") as memory:
        memory.keep_vectors(name, vectors)
    if first:
        beginning = dataclasses.replace(dataset, queries=dataset.queries[:BATCH_PHOTOS])
        study(beginning, open_engine(study_folder, encoder), tmp_path / "part", WAYS[:1])
    part = study(
        dataset, open_engine(study_folder, CountingEncoder()), tmp_path / "part", workers=workers
    )
    assert figures(part) == figures(undisturbed)


def _hashes(memory: Memory, paths: Sequence[Path]) -> list[str]:
    stats = {os.fsencode(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}
    known = memory.hashes(stats)
    return [known[os.fsencode(path)] for path in paths]


@pytest.mark.parametrize("count", [BATCH_PHOTOS - 1, BATCH_PHOTOS, BATCH_PHOTOS + 1])
@pytest.mark.parametrize("batches", [1, 2])
def test_blocks_end_where_they_may(
    study_photos: list[Path],
    study_folder: Path,
    tmp_path: Path,
    monkeypatch,
    batches: int,
    count: int,
):
    asked = study_photos[:count]
    one_block = study(
        asked, open_engine(study_folder, CountingEncoder()), tmp_path / "one", WAYS[:1]
    )
    monkeypatch.setattr(measuring, "_BLOCK_BATCHES", batches)
    blocks = study(asked, open_engine(study_folder, CountingEncoder()), tmp_path / "some", WAYS[:1])
    assert figures(blocks) == figures(one_block)
    assert [one.query.line for one in blocks.runs[0].outcomes] == list(range(2, count + 2))


@pytest.mark.parametrize("stop_at", [0, 6, 13, 34])
def test_a_run_that_was_cancelled_goes_on_where_it_was(
    study_photos: list[Path], study_folder: Path, tmp_path: Path, monkeypatch, whole, stop_at: int
):
    monkeypatch.setattr(measuring, "_BLOCK_BATCHES", 1)
    calls = 0

    def cancelled() -> bool:
        nonlocal calls
        calls += 1
        return calls > stop_at

    first, then = CountingEncoder(), CountingEncoder()
    with pytest.raises(CancelledError):
        study(
            study_photos, open_engine(study_folder, first), tmp_path / "part", cancelled=cancelled
        )
    part = study(study_photos, open_engine(study_folder, then), tmp_path / "part")
    assert figures(part) == figures(whole[0])
    assert sum(first.batches) + sum(then.batches) <= sum(TRIED) + len(study_photos) + BATCH_PHOTOS


def test_another_gallery_encoder_or_exclusion_is_another_answer(
    study_photos: list[Path], study_folder: Path, engine: Engine, tmp_path: Path
):
    ways = (G3, Nearest())
    study(study_photos[:3], engine, tmp_path / "memory", ways)
    changed = tmp_path / "changed"
    shutil.copytree(study_folder / "photos", changed / "photos")
    (next((changed / "photos").rglob("0007.jpg"))).unlink()
    (changed / "queries").mkdir()
    build_gallery(BuildPlan(changed / "photos", "mine", changed / "galleries"), FakeEncoder())
    for other, options in (
        (open_engine(changed, CountingEncoder()), {}),
        (dataclasses.replace(engine, fusion=None), {}),
        (engine, {"exclude_same_author": True}),
    ):
        fresh = study(study_photos[:3], other, tmp_path / "fresh", ways, **options)
        kept = study(study_photos[:3], other, tmp_path / "memory", ways, **options)
        assert figures(kept) == figures(fresh)
        shutil.rmtree(tmp_path / "fresh")


def test_other_towns_are_another_answer_be_they_as_many(
    study_photos: list[Path], engine: Engine, tmp_path: Path
):
    study(study_photos[:3], engine, tmp_path / "memory", [G3])
    grid = Grid(np.array(GRID.lat_lon_deg[::-1]), GRID.names)
    other = dataclasses.replace(engine, grid=grid)
    fresh = study(study_photos[:3], other, tmp_path / "fresh", [G3])
    kept = study(study_photos[:3], other, tmp_path / "memory", [G3])
    assert figures(kept) == figures(fresh)
    with opened(tmp_path / "memory") as memory:
        (ways,) = memory._connection.execute("SELECT count(DISTINCT way) FROM answers").fetchone()
    # What copies are, and leakage and G3 with these towns and with those.
    assert ways == 5


@pytest.mark.parametrize("asked", [False, True])
def test_other_words_to_a_model_are_another_answer_and_nothing_else_is(
    study_photos: list[Path], engine: Engine, tmp_path: Path, monkeypatch, *, asked: bool
):
    model = FakeVisionModel('{"latitude": 1, "longitude": 2}')
    way = dataclasses.replace(G3, plan=SamplingPlan((0,)), model=model if asked else None)
    first = study(study_photos[:2], engine, tmp_path, [way])
    monkeypatch.setattr("g3desktop.engine.prompts._TASK", "Where is this?")
    again = study(study_photos[:2], engine, tmp_path, [way])
    assert [len(model.asked), again == first] == ([4, False] if asked else [0, True])


class CountedWay(Nearest):
    """Counts the photos of each batch that it answers."""

    asked: ClassVar[list[int]] = []

    def answer(self, batch):
        self.asked.append(len(batch.photos))
        return super().answer(batch)


def test_one_way_under_two_names_answers_once(
    study_photos: list[Path], engine: Engine, tmp_path: Path
):
    ways = [CountedWay("first"), CountedWay("second")]
    first, second = study(study_photos[:3], engine, tmp_path, ways).runs
    # One photo before the clock starts.
    assert CountedWay.asked == [1, 3]
    assert [one.answer for one in first.outcomes] == [one.answer for one in second.outcomes]
