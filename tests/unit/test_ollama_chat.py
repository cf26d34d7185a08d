"""Questions to a vision model: what is sent, how many at once, and how asking is stopped."""

from __future__ import annotations

import base64
import dataclasses
import json
import threading
import time

import pytest

from g3desktop.domain.dialogue import Reply
from g3desktop.domain.errors import CancelledError, UsageError
from g3desktop.domain.work import never_cancelled
from g3desktop.services.ollama import DEFAULT_HOST, OllamaError, OllamaModel, OllamaServer, Patience
from tests.asked_ollama import PHOTO, SCHEMA, ask, questions
from tests.scripted_ollama import (
    ANSWER,
    Exchange,
    ScriptedOllama,
    answering,
    last,
    nobody_listening,
    part,
    sending,
    silent,
)


class TestAsking:
    def test_what_is_sent(self, server: ScriptedOllama) -> None:
        assert [r.text for r in ask(server.host)] == [ANSWER]
        (exchange,) = server.chats()
        assert exchange.method == "POST"
        assert "application/json" in exchange.headers["content-type"]
        sent = exchange.json
        (message,) = sent.pop("messages")
        assert base64.b64decode(message.pop("images")[0], validate=True) == PHOTO
        assert message == {"role": "user", "content": "question 0"}
        sent.pop("tools", None)
        assert sent == {
            "model": "m",
            "stream": True,
            "think": False,
            "format": SCHEMA,
            "keep_alive": "5m",
            "options": {"seed": 0, "temperature": 0.7, "num_ctx": 2048, "num_predict": 64},
        }

    def test_a_reply(self, server: ScriptedOllama) -> None:
        (reply,) = ask(server.host)
        assert reply.server_s == 1.5
        assert reply.wall_s > 0
        assert dataclasses.replace(reply, server_s=0, wall_s=0) == Reply(0, ANSWER)

    def test_no_questions(self, server: ScriptedOllama) -> None:
        assert ask(server.host, 0) == []
        assert not server.exchanges

    def test_in_the_order_given(self, server: ScriptedOllama) -> None:
        assert [r.question for r in ask(server.host, 5)] == [0, 1, 2, 3, 4]
        assert [e.json["options"]["seed"] for e in server.chats()] == [0, 1, 2, 3, 4]

    def test_as_many_at_once_as_allowed(self, server: ScriptedOllama) -> None:
        # The first three are answered, last one first, once all three are there.
        turns = [threading.Event() for _ in range(3)]

        def behave(exchange: Exchange) -> None:
            seed = exchange.json["options"]["seed"]
            if seed < 3:
                turns[seed].wait()
            answering(f'{{"seed": {seed}}}')(exchange)

        server.otherwise["/api/chat"] = behave
        model = OllamaModel("m", server.host, parallel=3)
        replies = model.replies(questions(5), deadline_s=None, cancelled=never_cancelled)
        arrived: list[Reply] = []

        def collect() -> None:
            arrived.extend(replies)

        collector = threading.Thread(target=collect)
        collector.start()
        assert {e.json["options"]["seed"] for e in server.wait_for(3)} == {0, 1, 2}
        turns[2].set()
        server.wait_for(5)
        turns[1].set()
        turns[0].set()
        collector.join()
        assert {r.question for r in arrived} == {0, 1, 2, 3, 4}
        assert arrived[0].question == 2
        assert all(json.loads(r.text) == {"seed": r.question} for r in arrived)

    def test_no_more_at_once_than_allowed(self, server: ScriptedOllama) -> None:
        under_way = threading.Semaphore(2)
        exceeded = threading.Event()

        def behave(exchange: Exchange) -> None:
            if not under_way.acquire(blocking=False):
                exceeded.set()
            exchange.begin_chunks()
            exchange.line(part(ANSWER))
            under_way.release()
            exchange.line(last())

        server.otherwise["/api/chat"] = behave
        assert len(ask(server.host, 8, parallel=2)) == 8
        assert len(server.chats()) == 8
        assert not exceeded.is_set()

    def test_thinking_is_left_out(self, server: ScriptedOllama) -> None:
        def behave(exchange: Exchange) -> None:
            exchange.begin_chunks()
            thought = {"role": "assistant", "content": "", "thinking": "Hmm."}
            exchange.line(part("", message=thought))
            exchange.line(part(ANSWER))
            exchange.line(last())

        server.script["/api/chat"].append(behave)
        assert [(r.text, r.problem) for r in ask(server.host)] == [(ANSWER, "")]

    def test_proxies_are_passed_by(
        self, server: ScriptedOllama, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with nobody_listening() as dead:
            for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"):
                monkeypatch.setenv(name, dead)
            monkeypatch.delenv("NO_PROXY", raising=False)
            monkeypatch.delenv("no_proxy", raising=False)
            server.otherwise["/api/version"] = sending({"version": "1"})
            assert [r.problem for r in ask(server.host)] == [""]
            assert OllamaServer(server.host).version() == "1"

    def test_redirects_are_not_followed(self, server: ScriptedOllama) -> None:
        def redirect(exchange: Exchange) -> None:
            exchange.head(307, f"Location: {elsewhere.host}/api/chat", "Content-Length: 0")

        with ScriptedOllama() as elsewhere:
            server.otherwise["/api/chat"] = redirect
            server.otherwise["/api/version"] = redirect
            assert [r.problem for r in ask(server.host)] == ["HTTP 307"]
            with pytest.raises(OllamaError, match="307"):
                OllamaServer(server.host).version()
            assert not elsewhere.exchanges

    def test_none_at_once_is_refused(self) -> None:
        with pytest.raises(UsageError):
            OllamaModel("m", DEFAULT_HOST, parallel=0)


class TestStopping:
    def test_cancelled_while_the_server_works(self, server: ScriptedOllama) -> None:
        server.otherwise["/api/chat"] = silent
        replies = OllamaModel("m", server.host, parallel=2).replies(
            questions(5), deadline_s=None, cancelled=lambda: len(server.chats()) == 2
        )
        with pytest.raises(CancelledError):
            next(replies)
        assert all(e.gone.wait() for e in server.chats())
        assert len(server.chats()) == 2

    def test_cancelled_before(self, server: ScriptedOllama) -> None:
        replies = OllamaModel("m", server.host).replies(
            questions(5), deadline_s=None, cancelled=lambda: True
        )
        with pytest.raises(CancelledError):
            next(replies)
        assert not server.exchanges

    def test_cancelled_while_waiting_to_try_again(self) -> None:
        asked = iter(range(1000))
        with nobody_listening() as host:
            model = OllamaModel("m", host, patience=Patience(retry_waits_s=(3600.0,)))
            replies = model.replies(
                questions(2), deadline_s=None, cancelled=lambda: next(asked) > 5
            )
            with pytest.raises(CancelledError):
                next(replies)

    def test_closed_early(self, server: ScriptedOllama) -> None:
        server.script["/api/chat"] += [answering()]
        server.otherwise["/api/chat"] = silent
        model = OllamaModel("m", server.host, parallel=1)
        replies = model.replies(questions(5), deadline_s=None, cancelled=never_cancelled)
        assert next(replies).text == ANSWER
        under_way = server.wait_for(2)[1]
        replies.close()
        assert under_way.gone.wait()
        assert len(server.chats()) == 2

    def test_never_started(self, server: ScriptedOllama) -> None:
        model = OllamaModel("m", server.host)
        model.replies(questions(5), deadline_s=None, cancelled=never_cancelled).close()
        assert not server.exchanges

    def test_at_the_deadline(self, server: ScriptedOllama) -> None:
        server.script["/api/chat"] += [answering()]
        server.otherwise["/api/chat"] = silent
        replies = ask(server.host, 5, patience=Patience(), deadline_s=time.monotonic() + 0.5)
        assert [r.text for r in replies] == [ANSWER]
        assert all(e.gone.wait() for e in server.chats()[1:])

    def test_deadline_passed_before(self, server: ScriptedOllama) -> None:
        assert ask(server.host, 5, deadline_s=time.monotonic()) == []
        assert not server.exchanges
