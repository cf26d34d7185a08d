"""A model behind what it said before: nothing is asked twice, and nothing false is kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from g3desktop.domain.dialogue import Question, Reply
from g3desktop.domain.errors import CancelledError, EngineError
from g3desktop.domain.work import never_cancelled
from g3desktop.evaluation.memory import Memory, opened
from g3desktop.evaluation.remembered_model import RememberedModel
from g3desktop.services.ollama import chat
from tests.fakes import FakeVisionModel

QUESTION = Question(
    text="Where?",
    image_jpeg=b"a photo",
    schema={"type": "object"},
    seed=1,
    temperature=0.7,
    context_tokens=4096,
    reply_tokens=128,
)


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with opened(tmp_path) as one:
        yield one


def questions(count: int) -> list[Question]:
    return [dataclasses.replace(QUESTION, seed=seed) for seed in range(count)]


def ask(model: RememberedModel, asked: list[Question], cancelled=never_cancelled) -> list[Reply]:
    return list(model.replies(asked, deadline_s=None, cancelled=cancelled))


def test_it_passes_for_the_model(memory: Memory):
    model = FakeVisionModel("a")
    remembered = RememberedModel(model, memory)
    assert (remembered.name, remembered.host) == (model.name, model.host)


def test_replies_come_as_they_arrive_and_the_next_time_from_memory(memory: Memory):
    model = FakeVisionModel("zero", "one", "two", arrival=(2, 0, 1))
    first = ask(RememberedModel(model, memory), questions(3))
    assert [(one.question, one.text) for one in first] == [(2, "two"), (0, "zero"), (1, "one")]
    silent = FakeVisionModel("never")
    again = ask(RememberedModel(silent, memory), questions(3))
    assert [(one.question, one.text) for one in again] == [(0, "zero"), (1, "one"), (2, "two")]
    assert silent.asked == []


def test_only_what_is_missing_is_asked_and_keeps_its_number(memory: Memory):
    ask(RememberedModel(FakeVisionModel("zero"), memory), questions(1))
    ask(RememberedModel(FakeVisionModel("two"), memory), questions(3)[2:])
    model = FakeVisionModel("one", "three", arrival=(1, 0))
    found = ask(RememberedModel(model, memory), questions(4))
    assert [(one.question, one.text) for one in found] == [
        (0, "zero"), (2, "two"), (3, "three"), (1, "one"),
    ]  # fmt: skip
    assert [one.seed for one in model.asked[0]] == [1, 3]


def test_nothing_asked_is_nothing_answered(memory: Memory):
    model = FakeVisionModel("a")
    assert ask(RememberedModel(model, memory), []) == []
    assert model.asked == []


_PROBLEMS = {
    "": True,
    chat.CUT_OFF: True,
    chat.EMPTY: True,
    chat.NO_CONNECTION: False,
    chat.BUSY: False,
    chat.SERVER_ERROR: False,
    f"{chat.SERVER_ERROR}: cut off": False,
    chat.SILENT: False,
    chat.CUT: False,
    chat.UNREADABLE: False,
    chat.MODEL_NOT_FOUND: False,
    chat.NO_VISION: False,
}


@pytest.mark.parametrize(("problem", "is_kept"), _PROBLEMS.items())
def test_what_the_model_did_is_kept_and_what_the_server_did_is_not(
    memory: Memory, problem: str, *, is_kept: bool
):
    remembered = RememberedModel(FakeVisionModel(("half", problem)), memory)
    (first,) = ask(remembered, questions(1))
    assert (first.text, first.problem) == ("half", problem)
    assert remembered.failed == (not is_kept)
    again = RememberedModel(FakeVisionModel("anew"), memory)
    (second,) = ask(again, questions(1))
    assert (second.text, second.problem) == (("half", problem) if is_kept else ("anew", ""))
    assert again.failed == 0


_OTHERS = {
    "text": "Where, then?",
    "image_jpeg": b"another photo",
    "schema": {"type": "array"},
    "seed": 2,
    "temperature": 0.8,
    "context_tokens": 8192,
    "reply_tokens": 64,
}


def test_the_others_are_all_that_a_question_has():
    assert set(_OTHERS) == {one.name for one in dataclasses.fields(Question)}


@pytest.mark.parametrize("name", _OTHERS)
def test_another_question_is_another_reply(memory: Memory, name: str):
    ask(RememberedModel(FakeVisionModel("one"), memory), [QUESTION])
    other = dataclasses.replace(QUESTION, **{name: _OTHERS[name]})
    (reply,) = ask(RememberedModel(FakeVisionModel("other"), memory), [other])
    assert reply.text == "other"


def test_another_model_is_another_reply(memory: Memory):
    class Other(FakeVisionModel):
        name = "other"

    ask(RememberedModel(FakeVisionModel("one"), memory), [QUESTION])
    (reply,) = ask(RememberedModel(Other("two"), memory), [QUESTION])
    assert reply.text == "two"


def test_closed_early_it_closes_the_model_and_keeps_what_came(memory: Memory):
    model = FakeVisionModel("zero", "one", "two")
    replies = RememberedModel(model, memory).replies(
        questions(3), deadline_s=None, cancelled=never_cancelled
    )
    next(replies)
    next(replies)
    replies.close()
    assert model.ended == 1
    again = FakeVisionModel("last")
    found = ask(RememberedModel(again, memory), questions(3))
    assert [one.text for one in found] == ["zero", "one", "last"]


def collect(replies: Iterator[Reply], into: list[Reply]) -> None:
    for one in replies:
        into.append(one)


def test_cancelled_it_keeps_what_came(memory: Memory):
    model = FakeVisionModel("zero", "one", "two")
    came: list[Reply] = []
    replies = RememberedModel(model, memory).replies(
        questions(3), deadline_s=None, cancelled=lambda: len(came) == 2
    )
    with pytest.raises(CancelledError):
        collect(replies, came)
    assert [one.text for one in came] == ["zero", "one"]
    assert model.ended == 1
    again = FakeVisionModel("last")
    ask(RememberedModel(again, memory), questions(3))
    assert [one.seed for one in again.asked[0]] == [2]


def test_a_deadline_is_passed_on(memory: Memory):
    model = FakeVisionModel("a", reply_s=10.0)
    replies = RememberedModel(model, memory).replies(
        questions(3), deadline_s=0.0, cancelled=never_cancelled
    )
    assert list(replies) == []


# A server that is gone.


def about(photo: int, count: int = 2) -> list[Question]:
    return [dataclasses.replace(one, image_jpeg=b"%d" % photo) for one in questions(count)]


@pytest.mark.parametrize("problem", [one for one, kept in _PROBLEMS.items() if not kept])
def test_a_server_that_answers_nothing_about_three_photos_in_a_row_ends_the_run(
    memory: Memory, problem: str
):
    model = FakeVisionModel(("", problem))
    remembered = RememberedModel(model, memory)
    for photo in (1, 2):
        assert [one.problem for one in ask(remembered, about(photo))] == [problem] * 2
    with pytest.raises(EngineError) as caught:
        ask(remembered, about(3))
    assert remembered.failed == 6
    line = caught.value.one_line()
    for words in ("fake-llava", model.host, problem, "same command"):
        assert words in line


@pytest.mark.parametrize("problem", ["", chat.CUT_OFF, chat.EMPTY, chat.TOO_LONG])
def test_any_reply_in_between_shows_that_the_server_is_there(memory: Memory, problem: str):
    there = ("words", problem)
    gone = ("", chat.SERVER_ERROR)
    model = FakeVisionModel(gone, there, gone)
    remembered = RememberedModel(model, memory)
    for photo in range(9):
        # The second question of every third photo is answered.
        ask(remembered, about(photo, 2 if photo % 3 == 2 else 1))
    assert len(model.asked) == 9


def test_one_photo_that_no_way_gets_an_answer_about_is_one(memory: Memory):
    remembered = RememberedModel(FakeVisionModel(("", chat.SERVER_ERROR)), memory)
    for seed in range(5):
        ask(remembered, [dataclasses.replace(QUESTION, seed=seed)])
    assert remembered.failed == 5


def test_replies_that_were_kept_do_not_show_that_the_server_is_there(memory: Memory):
    for photo in (1, 2, 3):
        ask(RememberedModel(FakeVisionModel("kept"), memory), about(photo, 1))
    remembered = RememberedModel(FakeVisionModel(("", chat.BUSY)), memory)
    came: list[Reply] = []
    asked = [
        remembered.replies(about(photo), deadline_s=None, cancelled=never_cancelled)
        for photo in (1, 2, 3)
    ]
    with pytest.raises(EngineError):
        collect(chain.from_iterable(asked), came)
    assert [one.text for one in came] == ["kept", ""] * 3


def test_a_silent_server_is_waited_for_once_for_each_photo(memory: Memory):
    model = FakeVisionModel(("", chat.SILENT))
    remembered = RememberedModel(model, memory)
    ask(remembered, about(1, 1))
    again = ask(remembered, about(1, 3))
    assert [(one.question, one.problem) for one in again] == [(n, chat.SILENT) for n in range(3)]
    assert len(model.asked) == 1
    assert remembered.failed == 4
