"""The Ollama service against a real server with the model tinyllava, whose answers are noise."""

from __future__ import annotations

import dataclasses
import io
import itertools

import numpy as np
import pytest
from PIL import Image

from g3desktop.domain.dialogue import Question
from g3desktop.domain.errors import CancelledError
from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.services.ollama import (
    NoModelError,
    OllamaError,
    OllamaModel,
    OllamaServer,
    choose_model,
    resolve_host,
)

pytestmark = [pytest.mark.ollama, pytest.mark.slow]

MODEL = "tinyllava:latest"
CONTEXT = 2048
SCHEMA = {
    "type": "object",
    "properties": {"latitude": {"type": "number"}, "longitude": {"type": "number"}},
    "required": ["latitude", "longitude"],
}


@pytest.fixture(scope="module")
def host(real_ollama: str) -> str:
    return resolve_host(real_ollama, {})


@pytest.fixture
def server(host: str) -> OllamaServer:
    return OllamaServer(host)


def question(seed: int, *, reply_tokens: int = 48, context_tokens: int = CONTEXT) -> Question:
    pixels = np.random.default_rng(0).integers(0, 256, (48, 64, 3), dtype=np.uint8)
    jpeg = io.BytesIO()
    Image.fromarray(pixels).save(jpeg, "JPEG")
    text = "Where was this photo taken? Answer in JSON."
    return Question(text, jpeg.getvalue(), SCHEMA, seed, 0.7, context_tokens, reply_tokens)


def test_version(server: OllamaServer) -> None:
    assert server.version().split(".")[0].isdigit()


def test_models(server: OllamaServer) -> None:
    models = server.models()
    (tiny,) = [m for m in models if m.name == MODEL]
    assert tiny.sees_images
    assert not tiny.elsewhere
    assert tiny.size_bytes > 0
    assert choose_model(models, "tinyllava") == MODEL


def test_answers_are_the_same_for_the_same_seed(host: str) -> None:
    asked = [question(1), question(2), question(1)]
    model = OllamaModel(MODEL, host, parallel=1)
    replies = list(model.replies(asked, deadline_s=None, cancelled=never_cancelled))
    assert [r.question for r in replies] == [0, 1, 2]
    assert all(r.problem in ("", "cut off") for r in replies)
    assert all(r.text and r.server_s > 0 for r in replies)
    assert replies[0].text == replies[2].text != replies[1].text


def test_cut_off(host: str) -> None:
    model = OllamaModel(MODEL, host)
    (reply,) = model.replies(
        [question(1, reply_tokens=3)], deadline_s=None, cancelled=never_cancelled
    )
    assert reply.problem == "cut off"
    assert reply.text


def test_several_at_once(host: str) -> None:
    model = OllamaModel(MODEL, host, parallel=4)
    asked = [question(k, reply_tokens=16) for k in range(6)]
    replies = model.replies(asked, deadline_s=None, cancelled=never_cancelled)
    assert sorted(r.question for r in replies if r.text) == list(range(6))


def test_no_such_model(host: str, server: OllamaServer) -> None:
    (reply,) = OllamaModel("nope", host).replies(
        [question(1)], deadline_s=None, cancelled=never_cancelled
    )
    assert (reply.text, reply.problem) == ("", "model not found")
    with pytest.raises(NoModelError, match="nope"):
        server.unload("nope")


def test_pull_says_why_it_cannot(server: OllamaServer) -> None:
    # A registry at a port of this machine that nobody listens at.
    with pytest.raises(OllamaError, match="refused"):
        server.pull("127.0.0.1:9/none/none", report=ignore_progress, cancelled=never_cancelled)


def test_cancel_stops_the_servers_work(host: str, server: OllamaServer) -> None:
    short = question(1, reply_tokens=3000)
    endless = dataclasses.replace(
        short, schema={"type": "array", "items": {"enum": ["a"]}, "minItems": 5000}
    )
    polls = itertools.count()

    def cancelled() -> bool:
        if next(polls) < 20:
            return False
        # A server unloads a model only when nothing asks it any more.
        server.unload(MODEL)
        assert MODEL in server.loaded()
        return True

    replies = OllamaModel(MODEL, host).replies([endless], deadline_s=None, cancelled=cancelled)
    with pytest.raises(CancelledError):
        next(replies)
    assert any(MODEL not in server.loaded() for _ in range(2000)), "the server is still at work"
