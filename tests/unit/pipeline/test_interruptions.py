"""A vision model that is asked no further: time is up, a fault comes, or somebody stops it."""

from __future__ import annotations

import dataclasses
from contextlib import closing
from pathlib import Path

import pytest

from g3desktop.domain.answer import Answer, to_json
from g3desktop.domain.errors import CancelledError
from g3desktop.domain.geometry import distance_km
from g3desktop.domain.work import Progress, never_cancelled
from g3desktop.engine.pipeline import Engine, LocateOptions, PhotoFailure, locate_updates
from g3desktop.services.ollama import OllamaModel
from tests.asked_pipeline import (
    FOUR,
    HASTY,
    PLAN,
    about_the_model,
    ask,
    best_position,
    sources,
    updates_of,
)
from tests.fakes import FakeVisionModel, said
from tests.pictures import write_photo
from tests.scripted_ollama import FOREVER_S, ScriptedOllama, answering, refusing, silent

# Time.


@pytest.mark.parametrize(("budget_s", "replies"), [(50.0, 0), (250.0, 2)])
def test_time_is_up(engine: Engine, photos: list[Path], budget_s: float, replies: int):
    model = FakeVisionModel(*FOUR, reply_s=100.0)
    plan = dataclasses.replace(PLAN, budget_s=budget_s)
    answer = ask(photos[0], engine, model, ranking="paper", plan=plan)
    assert len(sources(answer.candidates, "llm")) == replies
    told = to_json(answer)["sampling"]
    assert (told["planned"], told["answered"], told["stopped"]) == (4, replies, "budget")
    (line,) = about_the_model(answer)
    assert f"time was up when {replies} of 4" in line


def test_time_is_up_by_the_real_clock_with_a_silent_server(
    server: ScriptedOllama, engine: Engine, photos: list[Path]
):
    server.otherwise["/api/chat"] = silent
    model = OllamaModel("m", server.host, patience=HASTY)
    answer = ask(photos[0], engine, model, plan=dataclasses.replace(PLAN, budget_s=0.2))
    assert answer.sampling is not None
    assert (answer.sampling.answered, answer.sampling.stopped) == (0, "budget")
    assert answer.candidates == ask(photos[0], engine, None, plan=None).candidates
    for exchange in server.chats():
        assert exchange.gone.wait(FOREVER_S)


def test_settled_where_nothing_better_is_anywhere(engine: Engine, photos: list[Path]):
    best = best_position(engine, photos[0])
    plan = dataclasses.replace(PLAN, budget_s=1000.0)
    model = FakeVisionModel(said(best.lat_deg, best.lon_deg))
    answer = ask(photos[0], engine, model, ranking="paper", plan=plan)
    assert distance_km(answer.candidates[0].where, best) < 0.1
    assert to_json(answer)["sampling"]["stopped"] == "settled"
    assert answer.sampling is not None
    assert answer.sampling.answered == 1
    assert model.ended == 1
    assert sum("1 of 4 questions were answered, as no further" in w for w in answer.warnings) == 1


def test_not_settled_where_something_better_may_come(engine: Engine, photos: list[Path]):
    plan = dataclasses.replace(PLAN, budget_s=1000.0)
    for model in (FakeVisionModel(*FOUR), FakeVisionModel("no idea")):
        answer = ask(photos[0], engine, model, ranking="paper", plan=plan)
        assert answer.sampling is not None
        assert (answer.sampling.answered, answer.sampling.stopped) == (4, "")


# Faults, and stopping.


def test_two_photos_in_one_call(engine: Engine, photos: list[Path], tmp_path: Path):
    bad = tmp_path / "bad.jpg"
    bad.write_text("no photo")
    model = FakeVisionModel(*FOUR)
    updates = updates_of([photos[0], bad, photos[1]], engine, model)
    assert [one.photo for one in updates] == [0] * 6 + [1] + [2] * 6
    assert [one.last for one in updates] == ([False] * 5 + [True]) + [True] + ([False] * 5 + [True])
    assert isinstance(updates[6].result, PhotoFailure)
    first, second = model.asked
    assert len({question.image_jpeg for question in first}) == 1
    assert first[0].image_jpeg != second[0].image_jpeg
    # The seeds are those of the questions, whatever the photo.
    assert [one.seed for one in first] == [one.seed for one in second]
    for answer in (updates[5].result, updates[12].result):
        assert isinstance(answer, Answer)
        assert len(sources(answer.candidates, "llm")) == 4


@pytest.mark.parametrize("change", ["gone", "other photo", "no photo"])
@pytest.mark.parametrize("ranking", ["paper", "fused"])
def test_a_photo_that_changed_meanwhile_is_answered_without_the_model(
    engine: Engine, tmp_path: Path, ranking, change: str
):
    path = write_photo(tmp_path / "photo.jpg", seed=77)
    without = ask(path, engine, None, plan=None, ranking=ranking)
    model = FakeVisionModel(*FOUR)
    updates = locate_updates(
        [path],
        engine=dataclasses.replace(engine, model=model),
        options=LocateOptions(plan=PLAN, top=100, ranking=ranking),
    )
    next(updates)
    if change == "gone":
        path.unlink()
    elif change == "other photo":
        write_photo(path, seed=78)
    else:
        path.write_text("no photo")
    (last,) = updates
    assert last.last
    assert isinstance(last.result, Answer)
    assert last.result.candidates == without.candidates
    (line,) = about_the_model(last.result)
    assert str(path) in line
    assert model.asked == []
    assert to_json(last.result)["sampling"]["stopped"] == "failed"


def test_what_came_before_a_fault_counts(
    server: ScriptedOllama, engine: Engine, photos: list[Path]
):
    server.script["/api/chat"] += [answering(FOUR[0]), refusing(500, "out of memory")]
    model = OllamaModel("m", server.host, parallel=1, patience=HASTY)
    answer = ask(photos[0], engine, model)
    assert answer.sampling is not None
    assert (answer.sampling.answered, answer.sampling.accepted) == (4, 3)
    (rejected,) = answer.rejected
    assert (rejected.reason, rejected.prompt) == ("HTTP 500: out of memory", 5)
    (line,) = [one for one in answer.warnings if one.startswith("m: ")]
    assert line == "m: 1 of 4 replies did not count (1 HTTP 500)."


@pytest.mark.parametrize("replies", [0, 1])
def test_cancel_stops_the_servers_work(
    server: ScriptedOllama, engine: Engine, photos: list[Path], replies: int
):
    # Whoever is not answered is held until the client goes away.
    server.script["/api/chat"] += [answering(FOUR[0])] * replies
    server.otherwise["/api/chat"] = silent
    model = OllamaModel("m", server.host, parallel=2, patience=HASTY)
    heard = []
    updates = locate_updates(
        [photos[0]],
        engine=dataclasses.replace(engine, model=model),
        options=LocateOptions(plan=PLAN),
        cancelled=lambda: len(server.chats()) >= 2 + replies,
    )
    with pytest.raises(CancelledError):
        heard.extend(updates)  # the fixture that looks for threads does the rest
    held = server.chats()[replies:]
    assert len(held) == 2
    assert all(exchange.gone.wait(FOREVER_S) for exchange in held)


def test_cancel_is_heard_while_a_better_position_is_searched(engine: Engine, photos: list[Path]):
    best = best_position(engine, photos[0])
    model = FakeVisionModel(said(best.lat_deg, best.lon_deg))
    replies: list[Progress] = []

    def report(progress: Progress) -> None:
        if progress.stage == "asking fake-llava" and progress.done:
            replies.append(progress)

    updates = locate_updates(
        [photos[0]],
        engine=dataclasses.replace(engine, model=model),
        options=LocateOptions(plan=dataclasses.replace(PLAN, budget_s=1000.0), ranking="paper"),
        report=report,
        # From the first reply on, after which the search would end the asking.
        cancelled=lambda: bool(replies),
    )
    with pytest.raises(CancelledError):
        list(updates)
    assert len(replies) == 1
    assert model.ended == 1


def test_who_stops_listening_stops_the_servers_work(
    server: ScriptedOllama, engine: Engine, photos: list[Path]
):
    server.script["/api/chat"] += [answering(FOUR[0])]
    server.otherwise["/api/chat"] = silent
    model = OllamaModel("m", server.host, parallel=1, patience=HASTY)
    updates = locate_updates(
        photos[:3],
        engine=dataclasses.replace(engine, model=model),
        options=LocateOptions(plan=PLAN),
        cancelled=never_cancelled,
    )
    with closing(updates):
        assert [next(updates).last, next(updates).last] == [False, False]
        server.wait_for(2)
    assert server.chats()[1].gone.wait(FOREVER_S)


def test_without_a_plan_a_model_is_not_asked(engine: Engine, photos: list[Path]):
    model = FakeVisionModel(*FOUR)
    answer = ask(photos[0], engine, model, plan=None)
    assert model.asked == []
    assert answer.engine.llm is None
    assert answer.sampling is None
