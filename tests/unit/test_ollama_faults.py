"""Replies that fail: each fault costs one reply, is named, and keeps what had come."""

from __future__ import annotations

import json
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.work import never_cancelled
from g3desktop.services.ollama import OllamaModel, Patience
from g3desktop.services.ollama.chat import REPLY_LIMIT_CHARACTERS
from tests.asked_ollama import HASTY, ask, questions
from tests.scripted_ollama import (
    ANSWER,
    Behaviour,
    Exchange,
    ScriptedOllama,
    answering,
    cutting,
    last,
    lines,
    nobody_listening,
    part,
    raw,
    refusing,
    sending,
    silent,
)

FAULTS: dict[str, tuple[Behaviour, str, str]] = {
    "404": (refusing(404, 'model "m" not found, try pulling it first'), "", "model not found"),
    "404 of no Ollama": (sending(b"404 page not found", 404), "", "HTTP 404: 404 page not found"),
    "400 no vision": (
        refusing(400, "this model is missing data required for image input"),
        "",
        "model does not see images",
    ),
    "400": (refusing(400, "invalid options"), "", "HTTP 400: invalid options"),
    "500": (
        refusing(500, "model requires more system memory (5 GiB)\nthan is available"),
        "",
        "HTTP 500: model requires more system memory (5 GiB) than is available",
    ),
    "500 with nothing": (sending(b"", 500), "", "HTTP 500"),
    "500 with a list": (sending([1], 500), "", "unreadable reply"),
    "error in mid-stream": (
        lines(part("{"), {"error": "an error was encountered"}),
        "{",
        "server error: an error was encountered",
    ),
    "error that is no text": (lines({"error": {"a": 1}}), "", "unreadable reply"),
    "cut in a line": (cutting, '{"latitude": 4', "connection cut"),
    "cut before a line": (raw(b""), "", "connection cut"),
    "no status": (lambda e: None, "", "connection cut"),
    "no HTTP": (lambda e: e.send(b"220 smtp ready\r\n"), "", "connection cut"),
    "no JSON": (raw(b"<html>\n"), "", "unreadable reply"),
    "no object": (lines([1, 2]), "", "unreadable reply"),
    "no message": (lines({"done": True}), "", "unreadable reply"),
    "nested without end": (raw(b"[" * 100_000 + b"\n"), "", "unreadable reply"),
    "a number without end": (raw(b"9" * 100_000 + b"\n"), "", "unreadable reply"),
    "cut off": (answering(ANSWER, "length"), ANSWER, "cut off"),
    "empty": (answering(" "), " ", "empty reply"),
    "half a surrogate pair": (lines(part("a\ud800b"), last()), "a\ufffdb", ""),
    "a pair in two parts": (lines(part("\ud83c"), part("\udf0d"), last()), "\U0001f30d", ""),
    "not UTF-8": (
        raw(
            b'{"message": {"role": "assistant", "content": "\xff\xfe 48"}}\n'
            + json.dumps(last()).encode()
        ),
        "\ufffd\ufffd 48",
        "",
    ),
    "says it is compressed": (
        lambda e: (
            e.head(200, "Content-Encoding: gzip", "Content-Type: text/plain; charset=utf-7"),
            e.send(json.dumps(part(ANSWER)).encode() + b"\n" + json.dumps(last()).encode()),
        )[0],
        ANSWER,
        "",
    ),
}


class TestFaults:
    @pytest.mark.parametrize("fault", FAULTS)
    def test_one_fault_costs_one_reply(self, server: ScriptedOllama, fault: str) -> None:
        behave, text, problem = FAULTS[fault]
        server.script["/api/chat"] += [answering(), behave]
        replies = ask(server.host, 3)
        assert [(r.text, r.problem) for r in replies] == [
            (ANSWER, ""),
            (text, problem),
            (ANSWER, ""),
        ]

    def test_nobody_answers(self) -> None:
        with nobody_listening() as host:
            replies = ask(host, 30, parallel=4)
        assert [r.question for r in replies] == list(range(30))
        assert {(r.text, r.problem) for r in replies} == {("", "no connection")}

    @pytest.mark.parametrize("tries", [2, 3])
    def test_a_busy_server_is_asked_again(self, server: ScriptedOllama, tries: int) -> None:
        busy = refusing(503, "server busy, please try again.  maximum pending requests exceeded")
        server.script["/api/chat"] += [busy] * tries
        replies = ask(server.host, 2, patience=Patience(retry_waits_s=(0.0, 0.0)))
        expected = "" if tries == 2 else "server busy"
        assert [r.problem for r in replies] == [expected, ""]
        assert len(server.chats()) == 4

    def test_silence(self, server: ScriptedOllama) -> None:
        server.script["/api/chat"] += [silent]
        assert [r.problem for r in ask(server.host, 2)] == ["no answer in time", ""]
        assert server.chats()[0].gone.wait()

    def test_silence_in_mid_reply_keeps_what_came(self, server: ScriptedOllama) -> None:
        def behave(exchange: Exchange) -> None:
            exchange.begin_chunks()
            exchange.line(part('{"lat'))
            exchange.wait_gone()

        server.script["/api/chat"] += [behave]
        replies = ask(server.host, 2)
        assert [(r.text, r.problem) for r in replies] == [
            ('{"lat', "no answer in time"),
            (ANSWER, ""),
        ]

    def test_a_server_that_stays_silent_is_not_asked_for_ever(self, server: ScriptedOllama) -> None:
        server.otherwise["/api/chat"] = silent
        replies = ask(server.host, 9, parallel=2)
        assert {r.problem for r in replies} == {"no answer in time"}
        assert len(replies) == 9
        assert len(server.chats()) == 2

    def test_one_that_waits_its_turn_is_not_silent(self, server: ScriptedOllama) -> None:
        spoken = threading.Event()

        def slow(exchange: Exchange) -> None:
            exchange.begin_chunks()
            for _ in range(4 * 4):
                exchange.line(part(" "))
                exchange.stopping.wait(HASTY.silence_s / 4)
            exchange.line(part(ANSWER))
            exchange.line(last())
            spoken.set()

        def queued(exchange: Exchange) -> None:
            spoken.wait()
            answering()(exchange)

        server.script["/api/chat"] += [slow, queued]
        assert [r.problem for r in ask(server.host, 2, parallel=2)] == ["", ""]

    def test_an_endless_line(self, server: ScriptedOllama) -> None:
        cut = threading.Event()

        def endless(exchange: Exchange) -> None:
            exchange.head()
            try:
                for _ in range(1000):
                    exchange.send(b"a" * 100_000)
            except OSError:
                cut.set()

        server.script["/api/chat"] += [endless]
        replies = ask(server.host, 2)
        assert [r.problem for r in replies] == ["reply too long", ""]
        assert cut.wait()

    @pytest.mark.parametrize("piece", [1000, 10_000_000])
    def test_a_reply_of_10_mb(self, server: ScriptedOllama, piece: int) -> None:
        def long(exchange: Exchange) -> None:
            exchange.begin_chunks()
            for _ in range(10_000_000 // piece):
                exchange.line(part("a" * piece))

        server.script["/api/chat"] += [long]
        replies = ask(server.host, 2)
        assert [r.problem for r in replies] == ["reply too long", ""]
        assert len(replies[0].text) == (REPLY_LIMIT_CHARACTERS if piece == 1000 else 0)

    def test_killed_between_questions_and_back_again(self, server: ScriptedOllama) -> None:
        def killed(exchange: Exchange) -> None:
            exchange.begin_chunks()
            exchange.line(part('{"lat'))
            server.stop()

        server.script["/api/chat"] += [answering(), killed]
        model = OllamaModel(
            "m", server.host, parallel=1, patience=Patience(retry_waits_s=(0.02,) * 500)
        )
        replies = []
        for reply in model.replies(questions(5), deadline_s=None, cancelled=never_cancelled):
            replies.append(reply)
            if reply.problem:
                server.start()
        assert [r.problem for r in replies] == ["", "connection cut", "", "", ""]

    @given(st.binary(max_size=300))
    def test_no_bytes_raise(self, data: bytes) -> None:
        with ScriptedOllama() as server:
            server.script["/api/chat"] += [raw(data + b"\n")]
            (reply,) = ask(server.host)
            assert reply.problem
