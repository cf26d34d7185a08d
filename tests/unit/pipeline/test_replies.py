"""What becomes of the replies of a vision model: places, votes, agreement and warnings."""

from __future__ import annotations

import dataclasses
import json
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from g3desktop.domain.answer import to_json
from g3desktop.engine.diversification import Grid
from g3desktop.engine.pipeline import Engine
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.engine.verification import LocationCache
from tests.asked_pipeline import (
    FOUR,
    SOUTH,
    about_the_model,
    answers_of,
    ask,
    best_position,
    kinds,
    sources,
    updates_of,
)
from tests.fakes import EchoingModel, FakeEncoder, FakeVisionModel, said
from tests.small_engine import FUSION, GRID, NO_GRID, Names


def test_the_first_update_is_the_answer_without_a_model(engine: Engine, photos: list[Path]):
    answers = answers_of(photos[0], engine, FakeVisionModel(*FOUR))
    without = ask(photos[0], engine, None)
    assert answers[0].candidates == without.candidates
    # It is not the end: nothing is said to be missing.
    assert not about_the_model(answers[0])
    assert answers[0].sampling is not None
    assert (answers[0].sampling.planned, answers[0].sampling.answered) == (4, 0)


def test_an_update_follows_every_reply_and_the_last_is_marked(engine: Engine, photos: list[Path]):
    model = FakeVisionModel(FOUR[0], "no idea", *FOUR[2:])
    updates = updates_of([photos[0]], engine, model)
    assert [one.last for one in updates] == [False] * 5 + [True]
    answers = [one.result for one in updates]
    heard = [(one.sampling.answered, one.sampling.accepted) for one in answers]
    assert heard == [(0, 0), (1, 1), (2, 1), (3, 2), (4, 3), (4, 3)]
    assert [len(one.rejected) for one in answers] == [0, 0, 1, 1, 1, 1]
    assert answers[-1].candidates == answers[-2].candidates


def test_by_the_papers_rule_replies_compete_with_one_retrieved_position(
    engine: Engine, photos: list[Path]
):
    answer = ask(photos[0], engine, FakeVisionModel(*FOUR), ranking="paper")
    assert len(answer.candidates) == 5
    assert kinds(answer.candidates) == {"llm", "retrieved"}
    assert len(sources(answer.candidates, "retrieved")) == 1
    assert [one.rank for one in answer.candidates] == [1, 2, 3, 4, 5]
    assert all(one.score == one.cosine for one in answer.candidates)
    more = ask(photos[0], engine, FakeVisionModel(*FOUR), ranking="paper", retrieved=3)
    assert len(more.candidates) == 7


def test_the_fused_rule_keeps_every_source(engine: Engine, photos: list[Path]):
    answer = ask(photos[0], engine, FakeVisionModel(*FOUR), ranking="fused")
    assert kinds(answer.candidates) == {"llm", "retrieved", "grid"}
    assert len(sources(answer.candidates, "llm")) == 4


@pytest.mark.parametrize("ranking", ["paper", "fused"])
@pytest.mark.parametrize("reply", ["no idea", ("", "HTTP 500"), said(95, 200), said(0, 0)])
def test_when_everything_is_rejected_the_others_answer_and_one_warning_says_so(
    engine: Engine, photos: list[Path], ranking, reply
):
    answer = ask(photos[0], engine, FakeVisionModel(reply), ranking=ranking)
    without = ask(photos[0], engine, None, ranking=ranking, plan=None)
    assert answer.candidates == without.candidates
    assert "grid" in kinds(answer.candidates)
    assert len(answer.rejected) == 4
    (line,) = about_the_model(answer)
    assert "no position that counts (4 " in line


def test_without_a_gallery_the_towns_are_there_from_the_start(photos: list[Path]):
    engine = Engine(FakeEncoder(), None, GRID, Names(), None, LocationCache(None))
    first, *_, last = answers_of(photos[0], engine, FakeVisionModel(*FOUR))
    assert kinds(first.candidates) == {"grid"}
    assert kinds(last.candidates) == {"llm", "grid"}


def test_with_nothing_else_the_model_answers_alone(photos: list[Path]):
    engine = Engine(FakeEncoder(), None, NO_GRID, Names(), None, LocationCache(None))
    first, *_, last = answers_of(photos[0], engine, FakeVisionModel(*FOUR))
    assert first.candidates == ()
    assert kinds(last.candidates) == {"llm"}


def test_everything_about_a_reply_is_in_the_json(engine: Engine, photos: list[Path]):
    near = said(SOUTH[0] + 0.004, SOUTH[1])
    model = FakeVisionModel(FOUR[0], "I cannot \x1b[31m[red]say", near, FOUR[3])
    answer = json.loads(json.dumps(to_json(ask(photos[0], engine, model, seed=9)), allow_nan=False))
    assert answer["engine"]["llm"] == {"model": "fake-llava", "host": "http://127.0.0.1:1"}
    seeds = [question.seed for question in model.asked[0]]
    told = [
        source
        for candidate in answer["candidates"]
        for source in candidate["sources"]
        if source["kind"] == "llm"
    ]
    told.sort(key=lambda one: one["prompt"])
    assert told == [
        {
            "kind": "llm",
            "model": "fake-llava",
            "prompt": prompt,
            "sample": 0,
            "seed": seeds[index],
            "raw": raw,
            "votes": votes,
        }
        for index, prompt, raw, votes in (
            (0, 0, FOUR[0], 2),
            (2, 10, near, 2),
            (3, 15, FOUR[3], 1),
        )
    ]
    (rejected,) = answer["rejected"]
    assert rejected.pop("reason").startswith("the model declined")
    assert rejected == {
        "prompt": 5,
        "sample": 0,
        "seed": seeds[1],
        "raw": "I cannot \x1b[31m[red]say",
    }
    assert answer["sampling"].pop("wall_s") >= 0
    assert answer["sampling"] == {
        "planned": 4,
        "answered": 4,
        "accepted": 3,
        "rejected": {"the model declined": 1},
        "stopped": None,
        "server_s": 0.0,
    }
    (place,) = [c for c in answer["candidates"] if c["agreement"]["model"] == 2]
    assert (place["lat"], place["lon"]) == SOUTH


def test_a_repeated_similar_photo_agrees_with_retrieval(engine: Engine, photos: list[Path]):
    answer = ask(
        photos[0], engine, EchoingModel("SIMILAR"), ranking="paper",
        plan=SamplingPlan(prompts=(0, 5)),
    )  # fmt: skip
    (told,) = sources(answer.candidates, "llm")
    assert told["echo"] == "similar"
    gallery = engine.gallery
    assert gallery is not None
    (place,) = [one for one in answer.candidates if one.agreement.model]
    assert place.agreement.retrieval
    # On the photo's own position, not on the rounded one of the prompt.
    assert place.where == gallery.row(told["row"]).where
    assert told["row"] in [source["row"] for source in sources([place], "retrieved")]
    assert told["row"] in [reference.row for reference in place.references]


def test_a_repeated_dissimilar_photo_does_not_agree_with_retrieval(
    engine: Engine, photos: list[Path]
):
    answer = ask(
        photos[0], engine, EchoingModel("DIFFERENT"), ranking="paper",
        plan=SamplingPlan(prompts=(5,)),
    )  # fmt: skip
    (told,) = sources(answer.candidates, "llm")
    assert told["echo"] == "dissimilar"
    (place,) = [one for one in answer.candidates if one.agreement.model]
    assert not place.agreement.retrieval


def test_the_order_of_arrival_changes_nothing(engine: Engine, photos: list[Path]):
    replies = [said(10 + 0.007 * n, 20) for n in range(3)]
    outcomes = []
    for arrival in permutations(range(4)):
        model = FakeVisionModel(*replies, "no idea", arrival=arrival)
        answer = ask(photos[0], engine, model)
        outcomes.append((answer.candidates, answer.rejected, answer.warnings))
    assert all(one == outcomes[0] for one in outcomes)


def test_a_model_that_won_far_from_every_similar_photo_is_warned_of(
    engine: Engine, photos: list[Path]
):
    best = best_position(engine, photos[0])
    model = FakeVisionModel(said(best.lat_deg, best.lon_deg))
    # A town beside it is no evidence.
    beside = Grid(np.array([[best.lat_deg, best.lon_deg]]), ["Town"])
    # As good as verification alone, with every source.
    by_cosine = dataclasses.replace(FUSION, verification=1e5)
    for ranking, grid, origins in (
        ("paper", GRID, {"llm"}),
        ("fused", NO_GRID, {"llm"}),
        ("fused", beside, {"llm", "grid"}),
    ):
        chosen = dataclasses.replace(engine, grid=grid, fusion=by_cosine)
        answer = ask(photos[0], chosen, model, ranking=ranking)
        assert kinds(answer.candidates[:1]) == origins
        assert answer.candidates[0].agreement.model == 4
        assert answer.candidates[0].agreement.verification
        assert sum("200 km" in line for line in answer.warnings) == 1


def test_no_warning_where_the_model_did_not_win(engine: Engine, photos: list[Path]):
    answer = ask(photos[0], engine, FakeVisionModel(*FOUR), ranking="fused")
    assert not answer.candidates[0].agreement.model
    assert not any("200 km" in line for line in answer.warnings)
