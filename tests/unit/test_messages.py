"""Messages between window and engine: what goes through, and what is refused."""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.answer import Answer
from g3desktop.domain.work import Progress
from g3desktop.engine import messages
from g3desktop.engine.messages import (
    Arrange,
    Begin,
    Begun,
    Cancel,
    Density,
    DensityArea,
    Describe,
    Failed,
    Gone,
    Hello,
    Locate,
    MessageError,
    PhotoOptions,
    Ready,
    Stage,
    State,
    Stop,
    Unready,
    encode,
    read_from_engine,
    read_to_engine,
)
from g3desktop.engine.parts import LocateOptions
from g3desktop.engine.pipeline import locate_updates
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.engine.worker import Stages
from g3desktop.wiring import EngineWish, LlmWish
from tests.engine_child_builders import build
from tests.pictures import write_photo

OPTIONS = PhotoOptions(effort="standard", prompts=(0, 5), exclude_author="Ann", seed=3)
PHOTO = Path("/photos/a\nb\u202e<b>\udcff.jpg")
TO_ENGINE = [
    Begin("module:function", EngineWish(encoder="g3", llm=LlmWish(model="llava"))),
    Begin("module:function", {"plain": ["values", 1, 2.5, None, True]}),
    Locate(1, PHOTO, OPTIONS, alone=True),
    Describe(2, PHOTO, OPTIONS),
    Arrange((2, 1)),
    Cancel((1,)),
    Stop(),
]
FROM_ENGINE = [
    Hello(1),
    Ready("fake-1", "cpu", "float32", None, None, "none", ("A warning.",)),
    Unready("No pack.", 4),
    Begun((1, 2)),
    Stage(None, Progress("loading", 1, 2, note="n")),
    Failed(1, "No photo.", 3),
    Density(1, (DensityArea(0.5, 7.8, (27.1, 78.0)),)),
]


@pytest.mark.parametrize("message", TO_ENGINE, ids=lambda one: type(one).__name__)
def test_messages_to_the_engine_arrive_there_alone(message):
    assert read_to_engine(io.BytesIO(encode(message))) == message
    with pytest.raises(MessageError, match=type(message).__name__):
        read_from_engine(io.BytesIO(encode(message)))


@pytest.mark.parametrize("message", FROM_ENGINE, ids=lambda one: type(one).__name__)
def test_messages_from_the_engine_arrive_at_the_window_alone(message):
    assert read_from_engine(io.BytesIO(encode(message))) == message
    with pytest.raises(MessageError, match=type(message).__name__):
        read_to_engine(io.BytesIO(encode(message)))


def test_messages_follow_one_another(tmp_path: Path):
    stream = io.BytesIO(b"".join(map(encode, FROM_ENGINE)))
    assert [read_from_engine(stream) for _ in FROM_ENGINE] == FROM_ENGINE
    with pytest.raises(EOFError):
        read_from_engine(stream)


def test_every_state_of_a_real_answer_arrives(tmp_path: Path):
    engine = build({"model": True}, lambda _: None, lambda: False)
    photo = write_photo(tmp_path / "a.jpg", (1, 2), taken_at="2020:01:02 03:04:05")
    plan = SamplingPlan(prompts=(0, 1))
    states = list(locate_updates([photo], engine=engine, options=LocateOptions(plan=plan)))
    assert len(states) == 4
    for update in states:
        assert isinstance(update.result, Answer)
        state = State(1, update.result, update.last)
        assert read_from_engine(io.BytesIO(encode(state))) == state


class Deadly:
    def __reduce__(self):
        return os.system, ("exit 1",)


@pytest.mark.parametrize(
    "thing",
    [
        {"a": "dict"},
        "text",
        None,
        Gone("killed", again=True),
        Progress("stage", 0),
        Deadly(),
        os.system,
        np.float64(1),
        io.BytesIO,
        messages.encode,
        ValueError("x"),
    ],
    ids=repr,
)
def test_what_is_no_message_is_refused(thing):
    body = pickle.dumps(thing)
    for read in (read_to_engine, read_from_engine):
        with pytest.raises(MessageError):
            read(io.BytesIO(len(body).to_bytes(4, "little") + body))


@pytest.mark.parametrize("thing", [Deadly(), print, np.float64(1)], ids=repr)
def test_what_is_no_value_is_refused_inside_a_message(thing):
    with pytest.raises(MessageError, match="is no value"):
        read_to_engine(io.BytesIO(encode(Begin("module:function", [thing]))))


def test_what_cannot_be_sent_is_refused_at_once():
    with pytest.raises(MessageError, match="Begin"):
        encode(Begin("module:function", lambda: None))


def test_a_message_too_long_is_refused_unread():
    with pytest.raises(MessageError, match="bytes"):
        read_to_engine(io.BytesIO(b"\xff\xff\xff\xff"))


@given(st.binary(max_size=200), st.sampled_from([0, 4]))
def test_any_bytes_are_refused_or_the_end(content: bytes, header_bytes: int):
    stream = io.BytesIO(len(content).to_bytes(4, "little")[:header_bytes] + content)
    with pytest.raises((MessageError, EOFError)):
        read_to_engine(stream)


@given(st.integers(0, 200))
def test_a_message_cut_short_is_the_end(cut: int):
    whole = encode(Locate(1, PHOTO, OPTIONS))
    with pytest.raises(EOFError):
        read_to_engine(io.BytesIO(whole[: cut % len(whole)]))


def test_progress_is_passed_on_no_more_often_than_an_eye_follows():
    sent: list[Stage] = []
    now_s = 0.0
    stages = Stages(sent.append, clock=lambda: now_s)
    for step in range(1000):
        now_s = step / 1000
        stages.tell(7, Progress("encoding", step, 1000))
    assert 19 <= len(sent) <= 21
    sent.clear()
    for progress in (
        Progress("encoding", 1000, 1000),
        Progress("asking", 0, 4, note="Asking."),
        Progress("asking", 0, 4, note="Still."),
    ):
        stages.tell(7, progress)
    stages.tell(8, Progress("asking", 0, 4))
    stages.tell(8, Progress("asking", 1, 4))
    assert [(one.job, one.progress.note) for one in sent] == [
        (7, ""),
        (7, "Asking."),
        (7, "Still."),
        (8, ""),
    ]


def test_the_windows_side_loads_nothing_heavy():
    code = (
        "import sys, g3desktop.engine.host, g3desktop.engine.messages\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "g3desktop" in loaded
    heavy = {"torch", "faiss", "open_clip", "timm", "numpy", "PIL", "pydantic", "httpx", "ctypes"}
    assert not loaded & heavy
