"""Predictions made elsewhere: scored as they stand, and ranked by geo-verification."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import numpy as np
import pytest

from g3desktop.domain.geometry import LatLon, ellipsoid_distance_km
from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.engine.parts import Engine
from g3desktop.evaluation.measuring import Study, measure
from g3desktop.evaluation.memory import opened
from g3desktop.evaluation.outcomes import Dataset
from g3desktop.evaluation.predictions import Matched, Predicted, Predictions, match
from g3desktop.evaluation.submission import Submitted, run_of_positions, runs_of_prompts
from g3desktop.evaluation.ways import Answered
from tests.fakes import FakeEncoder
from tests.small_study import batch_of, dataset_of, open_engine

SOUTH, EAST, NORTH = LatLon(-48.1, 60.2), LatLon(5.1, 88.2), LatLon(71.3, 45.4)


@pytest.fixture(scope="module")
def paths(study_photos: list[Path]) -> list[Path]:
    return study_photos[:8]


@pytest.fixture(scope="module")
def engine(study_folder: Path) -> Engine:
    return open_engine(study_folder)


def submitted(paths: list[Path], *positions: LatLon) -> Submitted:
    return Submitted({str(path): tuple(map(Predicted, positions)) for path in paths}, "1f")


@pytest.mark.parametrize("with_gallery", [True, False])
def test_the_position_that_agrees_best_with_the_photo_wins(
    engine: Engine, paths: list[Path], *, with_gallery: bool
):
    engine = engine if with_gallery else dataclasses.replace(engine, gallery=None)
    positions = [SOUTH, EAST, NORTH, *(LatLon(float(n), 7.0 * n) for n in range(-25, 25))]
    batch = batch_of(paths, engine)
    flat = np.array([(one.lat_deg, one.lon_deg) for one in positions])
    cosines = batch.vectors.image_gps @ FakeEncoder().encode_locations(flat).T
    answers = submitted(paths, *positions).answer(batch)
    assert [one.where for one in answers] == [positions[n] for n in cosines.argmax(axis=1)]
    assert len({one.where for one in answers}) > 1
    assert {one.sources for one in answers} == {("predicted",)}


def test_of_equals_the_first_wins(engine: Engine, paths: list[Path]):
    # The poles have every longitude.
    first, second = LatLon(90.0, 10.0), LatLon(90.0, 10.0 + 1e-12)
    for positions in ((first, second), (second, first)):
        answers = submitted(paths, *positions).answer(batch_of(paths, engine))
        assert {one.where for one in answers} == {positions[0]}


def test_a_photo_without_predictions_has_no_answer(engine: Engine, paths: list[Path]):
    way = Submitted({str(paths[0]): (Predicted(SOUTH),), str(paths[1]): ()}, "1f")
    answers = way.answer(batch_of(paths[:3], engine))
    assert answers == [Answered(SOUTH, ("predicted",)), Answered(None), Answered(None)]


def test_other_positions_are_another_way_and_other_columns_are_not(paths: list[Path]):
    photos = dataset_of(paths[:2])

    def settings(*by_query: tuple[Predicted, ...], dataset: Dataset = photos) -> object:
        return Submitted.of(dataset, Matched(by_query, (), ())).settings()

    south, east = Predicted(SOUTH, 5, 0), Predicted(EAST, 5, 1)
    first = settings((south, east), (south,))
    different = (
        settings((south, east), ()),
        settings((south, east), (east,)),
        settings((east, south), (south,)),
        settings((south,), (east, south)),
        settings((south, east), (south,), dataset=dataset_of(paths[2:4])),
    )
    assert all(one != first for one in different)
    assert settings((Predicted(SOUTH), Predicted(EAST)), (Predicted(SOUTH),)) == first


def test_which_photo_a_prediction_is_for_is_not_remembered(
    engine: Engine, paths: list[Path], tmp_path: Path
):
    given = Predictions("reference", {name: (Predicted(SOUTH, 0, 0),) for name in ("a", "b.jpg")})
    names = ("x/a.jpg", "y/a.jpg", "b.jpg")
    queries = [
        dataclasses.replace(query, name=name)
        for query, name in zip(dataset_of(paths[:3]).queries, names, strict=True)
    ]

    def answers(*numbers: int) -> list[LatLon | None]:
        photos = Dataset("small", "plain", "0" * 64, tuple(queries[number] for number in numbers))
        with opened(tmp_path) as memory:
            study = Study(photos, [Submitted.of(photos, match(given, photos))], engine, memory)
            measured = measure(study, report=ignore_progress, cancelled=never_cancelled)
        return [outcome.answer for outcome in measured.runs[0].outcomes]

    assert answers(0, 1, 2) == [None, None, SOUTH]
    # Now there is one photo alone that it can be for.
    assert answers(0, 2) == [SOUTH, SOUTH]


def dataset(paths: list[Path]) -> Dataset:
    return dataset_of(paths[:4])


def test_positions_are_scored_as_they_stand(paths: list[Path]):
    matched = Matched(
        ((Predicted(SOUTH), Predicted(EAST)), (), (Predicted(NORTH),), (Predicted(EAST),)), (), ()
    )
    run = run_of_positions(dataset(paths), matched, key="predicted", title="mine.csv")
    assert (run.key, run.title) == ("predicted", "mine.csv")
    assert [one.answer for one in run.outcomes] == [SOUTH, None, NORTH, EAST]
    for one in run.outcomes:
        if one.answer is None:
            assert one.distance_km == math.inf
            assert one.sources == ()
        else:
            assert one.distance_km == pytest.approx(
                ellipsoid_distance_km(one.answer, one.query.where)
            )
            assert one.sources == ("predicted",)


def test_the_first_sample_of_each_prompt_is_scored_unverified(paths: list[Path]):
    matched = Matched(
        (
            (Predicted(EAST, 5, 1), Predicted(SOUTH, 5, 0), Predicted(NORTH, 0, 0)),
            (Predicted(NORTH, 5, 1),),
            (),
            (Predicted(EAST, 15, 0),),
        ),
        (),
        (),
    )
    runs = {run.key: run for run in runs_of_prompts(dataset(paths), matched)}
    assert list(runs) == ["prompt-0", "prompt-5", "prompt-15"]
    answers = {key: [one.answer for one in run.outcomes] for key, run in runs.items()}
    assert answers == {
        "prompt-0": [NORTH, None, None, None],
        "prompt-5": [SOUTH, None, None, None],
        "prompt-15": [None, None, None, EAST],
    }


def test_predictions_without_prompts_have_no_runs_of_prompts(paths: list[Path]):
    matched = Matched(((Predicted(SOUTH),),) * 4, (), ())
    assert runs_of_prompts(dataset(paths), matched) == []
