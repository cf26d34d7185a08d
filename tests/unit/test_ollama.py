"""The Ollama service against a server that does what a real one will not do on demand."""

from __future__ import annotations

import base64
import dataclasses
import json
import threading
import time
from collections.abc import Iterator

import ollama
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.dialogue import Question, Reply
from g3desktop.domain.errors import CancelledError, UsageError
from g3desktop.domain.work import Progress, ignore_progress, never_cancelled
from g3desktop.services.hosts import photos_go_to
from g3desktop.services.ollama import (
    DEFAULT_HOST,
    SUGGESTED_MODELS,
    InstalledModel,
    NoModelError,
    OllamaError,
    OllamaModel,
    OllamaServer,
    Patience,
    RemoteHostError,
    choose_model,
    fits,
    is_this_machine,
    resolve_host,
    total_memory_bytes,
)
from g3desktop.services.ollama.chat import REPLY_LIMIT_CHARACTERS
from g3desktop.services.ollama.server import RATE_EVERY_S, PullTally
from tests.scripted_ollama import (
    ANSWER,
    Behaviour,
    Exchange,
    ScriptedOllama,
    answering,
    cutting,
    last,
    nobody_listening,
    part,
    refusing,
    sending,
    silent,
)

# Stands for a photo: what is asked of it here is to arrive as it is.
PHOTO = bytes(range(256)) * 40
SCHEMA = {"type": "object", "properties": {"latitude": {"type": "number"}}}

HASTY = Patience(silence_s=0.3, retry_waits_s=(0.0,))


def questions(count: int) -> list[Question]:
    return [Question(f"question {k}", PHOTO, SCHEMA, k, 0.7, 2048, 64) for k in range(count)]


def ask(
    host: str,
    count: int = 1,
    *,
    parallel: int = 1,
    patience: Patience = HASTY,
    deadline_s: float | None = None,
) -> list[Reply]:
    model = OllamaModel("m", host, parallel=parallel, patience=patience)
    return list(model.replies(questions(count), deadline_s=deadline_s, cancelled=never_cancelled))


@pytest.fixture
def server() -> Iterator[ScriptedOllama]:
    with ScriptedOllama() as scripted:
        yield scripted


class TestHost:
    @pytest.mark.parametrize(
        ("setting", "url"),
        [
            (None, DEFAULT_HOST),
            ("", DEFAULT_HOST),
            ("  ", DEFAULT_HOST),
            ("192.168.1.5", "http://192.168.1.5:11434"),
            ("192.168.1.5:80", "http://192.168.1.5:80"),
            (":8000", "http://127.0.0.1:8000"),
            ("http://box", "http://box:80"),
            ("https://box", "https://box:443"),
            ("HTTPS://Box.Example./", "https://box.example:443"),
            ("box/ollama/", "http://box:11434/ollama"),
            ("'box:1'", "http://box:1"),
            ("localhost", DEFAULT_HOST),
            ("https://localhost:1", "https://localhost:1"),
            ("0.0.0.0", DEFAULT_HOST),
            ("http://0.0.0.0:9/", "http://127.0.0.1:9"),
            ("::", "http://[::1]:11434"),
            ("[::]:9", "http://[::1]:9"),
            ("::1", "http://[::1]:11434"),
            ("[2001:db8::1]:9/p", "http://[2001:db8::1]:9/p"),
        ],
    )
    def test_forms(self, setting: str | None, url: str) -> None:
        assert resolve_host(setting, {}) == url
        assert resolve_host(None, {"OLLAMA_HOST": setting or ""}) == url
        assert resolve_host(url, {}) == url

    def test_setting_goes_before_environment(self) -> None:
        assert resolve_host("one", {"OLLAMA_HOST": "two"}) == "http://one:11434"

    @pytest.mark.parametrize(
        "setting",
        [
            "ftp://box",
            "http://user@box",
            "127.0.0.1@box",
            "127.0.0.1\\@box",
            "box:0",
            "box:65536",
            "box:x",
            "box?q",
            "box#f",
            "two words",
            "[::1",
            "[1.2.3]",
            "fe80::1%eth0",
            "http://",
            "/path",
            "b\u00f6x",
            "box\nHost: other",
            "unix:///run/ollama.sock",
        ],
    )
    def test_nonsense(self, setting: str) -> None:
        with pytest.raises(UsageError, match="no address"):
            resolve_host(setting, {})

    @given(st.text())
    def test_any_text_resolves_or_is_refused(self, text: str) -> None:
        try:
            url = resolve_host(text, {})
        except UsageError:
            return
        assert resolve_host(url, {}) == url
        assert isinstance(is_this_machine(url), bool)

    @pytest.mark.parametrize(
        "host",
        [
            "localhost",
            "LOCALHOST.",
            "https://localhost:1",
            "127.0.0.1",
            "127.9.9.9",
            "0.0.0.0",
            "http://0.0.0.0:9",
            ":9",
            "::1",
            "[::1]:9",
            "[::ffff:127.0.0.1]:1",
            "::",
        ],
    )
    def test_this_machine(self, host: str) -> None:
        assert is_this_machine(host)
        assert photos_go_to("llava:7b", host) == ()
        assert photos_go_to("qwen3-vl:235b-cloud", host) == ("ollama.com",)

    @pytest.mark.parametrize(
        "host",
        ["192.168.1.5", "box", "localhost.example", "2130706433", "127.1", "0x7f.0.0.1", "::2"],
    )
    def test_elsewhere_needs_a_yes(self, host: str) -> None:
        assert not is_this_machine(host)
        for refused in (
            lambda: OllamaServer(host),
            lambda: OllamaModel("m", host),
        ):
            with pytest.raises(RemoteHostError, match="not this machine") as caught:
                refused()
            assert "--llm-host-remote-ok" in caught.value.hint
        assert OllamaServer(host, remote_ok=True).host == host
        assert OllamaModel("m", host, remote_ok=True).host == host

    def test_a_model_in_the_cloud_needs_a_yes(self) -> None:
        for name in ("qwen3-vl:235b-cloud", "gemini:cloud"):
            with pytest.raises(RemoteHostError, match="cloud"):
                OllamaModel(name, DEFAULT_HOST)
            assert OllamaModel(name, DEFAULT_HOST, remote_ok=True).name == name

    @pytest.mark.parametrize(
        ("model", "host", "sites"),
        [
            ("llava:7b", "http://box:80", ("box",)),
            ("llava:7b", "https://Box.Example.:9/ollama", ("box.example",)),
            ("llava:7b", "[2001:db8::1]:9", ("2001:db8::1",)),
            ("llava:7b", "192.168.1.5", ("192.168.1.5",)),
            ("llava:7b", "localhost.example", ("localhost.example",)),
            ("llava:7b", "my.localhost", ("my.localhost",)),
            ("llava:7b", "http://[no address", ("http://[no address",)),
            ("a:Cloud", "box", ("box", "ollama.com")),
            ("a:9b-CLOUD ", DEFAULT_HOST, ("ollama.com",)),
            ("a: cloud", DEFAULT_HOST, ("ollama.com",)),
            ("a:cloud", "https://ollama.com", ("ollama.com",)),
            ("cloud:7b", DEFAULT_HOST, ()),
            ("cloud/seer", DEFAULT_HOST, ()),
        ],
    )
    def test_where_photos_go(self, model: str, host: str, sites: tuple[str, ...]) -> None:
        assert photos_go_to(model, host) == sites

    @given(st.text(), st.sampled_from([DEFAULT_HOST, "::1", "box", "https://ollama.com"]))
    def test_what_is_not_refused_stays_here(self, model: str, host: str) -> None:
        try:
            OllamaModel(model, host)
        except RemoteHostError:
            assert photos_go_to(model, host)
        else:
            assert not photos_go_to(model, host)


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


def raw(data: bytes) -> Behaviour:
    def behave(exchange: Exchange) -> None:
        exchange.head()
        exchange.send(data)

    return behave


def lines(*values: object) -> Behaviour:
    return raw(b"".join(json.dumps(v).encode() + b"\n" for v in values))


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


TAGS = {
    "models": [
        {
            "name": "llava:7b",
            "size": 4_700_000_000,
            "details": {"family": "llama", "families": ["llama", "clip"], "parameter_size": "7B"},
        },
        {"name": "text:latest", "size": 5, "details": {"family": "llama", "families": None}},
        {"name": "far:latest", "size": 300, "remote_host": "https://example.com:443"},
        {"name": 7},
        "nonsense",
    ]
}


class TestServer:
    def test_version(self, server: ScriptedOllama) -> None:
        server.otherwise["/api/version"] = sending({"version": "0.9.3"})
        assert OllamaServer(server.host).version() == "0.9.3"

    @pytest.mark.parametrize(
        ("shown", "sees"),
        [
            ({"capabilities": ["completion", "vision"]}, True),
            ({"capabilities": ["completion"], "projector_info": {"a": 1}}, False),
            ({"projector_info": {"clip.has_vision_encoder": True}}, True),
            ({"model_info": {"gemma3.vision.block_count": 27}}, True),
            ({"details": {"family": "mllama", "families": ["mllama"]}}, True),
            ({"details": {"family": "llama", "families": ["llama"]}}, False),
            ({"details": "x", "model_info": 3, "capabilities": "y"}, True),
        ],
    )
    def test_models(self, server: ScriptedOllama, shown: dict[str, object], *, sees: bool) -> None:
        server.otherwise["/api/tags"] = sending(TAGS)
        server.script["/api/show"] += [sending(shown)]
        server.otherwise["/api/show"] = sending({"capabilities": ["completion"]})
        first, text, far = OllamaServer(server.host).models()
        assert (first.name, first.size_bytes, first.sees_images) == (
            "llava:7b",
            4_700_000_000,
            sees,
        )
        assert first.parameters == "7B"
        assert not first.elsewhere
        assert text == InstalledModel("text:latest", 5, "llama", "", sees_images=False)
        assert far.elsewhere

    def test_a_model_of_the_cloud_is_elsewhere_by_its_name(self, server: ScriptedOllama) -> None:
        tags = {"models": [{"name": "big:cloud"}, {"name": "big:120b-cloud"}, {"name": "cloud:7b"}]}
        server.otherwise["/api/tags"] = sending(tags)
        server.otherwise["/api/show"] = sending({"capabilities": ["vision"]})
        models = OllamaServer(server.host).models()
        assert [model.elsewhere for model in models] == [True, True, False]

    def test_a_damaged_model_hides_no_other(self, server: ScriptedOllama) -> None:
        server.otherwise["/api/tags"] = sending(TAGS)
        server.otherwise["/api/show"] = refusing(500, "invalid file magic")
        seen = [(m.name, m.sees_images) for m in OllamaServer(server.host).models()]
        assert seen == [("llava:7b", True), ("text:latest", False), ("far:latest", False)]

    def test_none_installed(self, server: ScriptedOllama) -> None:
        server.otherwise["/api/tags"] = sending({"models": None})
        assert OllamaServer(server.host).models() == ()

    def test_nobody_answers(self) -> None:
        with nobody_listening() as host:
            for call in (OllamaServer(host).version, OllamaServer(host).models):
                with pytest.raises(OllamaError, match="No Ollama server") as caught:
                    call()
                assert "Start Ollama" in caught.value.hint

    @pytest.mark.parametrize(
        "behave",
        [
            sending(b"<html>"),
            sending([]),
            sending({"else": 1}),
            sending(b"404 page not found", 404),
            sending(b" " * 2**25),
            silent,
            lambda e: None,
        ],
    )
    def test_no_ollama(self, server: ScriptedOllama, behave: Behaviour) -> None:
        for path in ("/api/version", "/api/tags", "/api/ps"):
            server.otherwise[path] = behave
        ours = OllamaServer(server.host, patience=HASTY)
        for call in (ours.version, ours.models, ours.loaded):
            with pytest.raises(OllamaError, match=server.host) as caught:
                call()
            assert "\n" not in caught.value.one_line()

    def test_cancelled(self, server: ScriptedOllama) -> None:
        server.otherwise["/api/version"] = silent
        with pytest.raises(CancelledError):
            OllamaServer(server.host).version(cancelled=lambda: len(server.exchanges) == 1)

    def test_unload(self, server: ScriptedOllama) -> None:
        server.otherwise["/api/generate"] = sending({"done": True, "done_reason": "unload"})
        OllamaServer(server.host).unload("m")
        sent = server.exchanges[0].json
        assert (sent["model"], sent["keep_alive"], sent.get("prompt")) == ("m", 0, None)

    def test_unload_what_is_not_there(self, server: ScriptedOllama) -> None:
        server.otherwise["/api/generate"] = refusing(404, "model 'm' not found")
        with pytest.raises(NoModelError, match="not found"):
            OllamaServer(server.host).unload("m")


PULL = (
    {"status": "pulling manifest"},
    {"status": "pulling aa", "digest": "sha256:aa", "total": 1000},
    {"status": "pulling aa", "digest": "sha256:aa", "total": 1000, "completed": 400},
    {"status": "pulling aa", "digest": "sha256:aa", "total": 1000, "completed": 1000},
    {"status": "pulling bb", "digest": "sha256:bb", "total": 50, "completed": 50},
    {"status": "verifying sha256 digest"},
    {"status": "writing manifest"},
    {"status": "success"},
)


class TestPull:
    def pull(self, host: str) -> list[Progress]:
        reports: list[Progress] = []
        server = OllamaServer(host, patience=HASTY)
        server.pull("llava:7b", report=reports.append, cancelled=never_cancelled)
        return reports

    def test_progress(self, server: ScriptedOllama) -> None:
        server.otherwise["/api/pull"] = lines(*PULL)
        reports = self.pull(server.host)
        assert {r.stage for r in reports} == {"pulling llava:7b"}
        assert [(r.done, r.total) for r in reports] == [
            (0, None),
            (0, 1000),
            (400, 1000),
            (1000, 1000),
            *[(1050, 1050)] * 4,
        ]
        assert server.exchanges[0].json["model"] == "llava:7b"

    def test_rate(self) -> None:
        times = iter([0.0, 1.0, RATE_EVERY_S, RATE_EVERY_S + 1, 3 * RATE_EVERY_S])
        tally = PullTally("m", lambda: next(times))
        done = [3_000_000_000, 3_000_000_000, 3_150_000_000, 3_160_000_000, 3_450_000_000]
        notes = [
            tally.add(
                ollama.ProgressResponse(status="", digest="a", total=4_000_000_000, completed=k)
            ).note
            for k in done
        ]
        assert notes == [
            "",
            "",
            "m: 3150 of 4000 MB, 10.0 MB/s",
            "",
            "m: 3450 of 4000 MB, 10.0 MB/s",
        ]

    @pytest.mark.parametrize(
        ("behave", "kind", "words"),
        [
            (lines({"error": "pull model manifest: file does not exist"}), NoModelError, "exist"),
            (lines(PULL[0], {"error": "no space left on device"}), OllamaError, "no space left"),
            (lines(*PULL[:3]), OllamaError, "stopped before"),
            (cutting, OllamaError, "broke off|no Ollama"),
            (silent, OllamaError, "does not answer"),
            (raw(b"a" * 2**21), OllamaError, "no Ollama"),
            (sending(b"404 page not found", 404), OllamaError, "404"),
        ],
    )
    def test_faults(
        self, server: ScriptedOllama, behave: Behaviour, kind: type[OllamaError], words: str
    ) -> None:
        server.otherwise["/api/pull"] = behave
        with pytest.raises(kind, match=words) as caught:
            self.pull(server.host)
        assert type(caught.value) is kind or kind is OllamaError
        assert caught.value.hint

    def test_cancelled_and_taken_up_again(self, server: ScriptedOllama) -> None:
        def stuck(exchange: Exchange) -> None:
            exchange.begin_chunks()
            for line in PULL[:3]:
                exchange.line(line)
            exchange.wait_gone()

        server.script["/api/pull"] += [stuck]
        server.otherwise["/api/pull"] = lines(*PULL)
        reports: list[Progress] = []
        with pytest.raises(CancelledError):
            OllamaServer(server.host).pull(
                "m", report=reports.append, cancelled=lambda: len(reports) == 3
            )
        assert server.exchanges[0].gone.wait()
        OllamaServer(server.host).pull("m", report=ignore_progress, cancelled=never_cancelled)

    def test_no_limit_to_many_lines(self, server: ScriptedOllama) -> None:
        line = json.dumps(PULL[2]).encode() + b"\n"
        server.otherwise["/api/pull"] = raw(line * (2**21 // len(line)) + b'{"status": "success"}')
        assert len(self.pull(server.host)) > 1000


def installed(name: str, *, sees: bool = True, far: bool = False, size: int = 1) -> InstalledModel:
    return InstalledModel(name, size, "", "", sees_images=sees, elsewhere=far)


class TestChoice:
    @pytest.mark.parametrize(
        ("names", "wanted", "chosen"),
        [
            (["llava:latest"], "llava", "llava:latest"),
            (["llava:latest"], "LLaVA:latest", "llava:latest"),
            (["llava:7b"], "library/llava:7b", "llava:7b"),
            (["hub:5000/me/m:latest"], "hub:5000/me/m", "hub:5000/me/m:latest"),
            (["other:1b", "gemma3:4b", "llava:7b"], None, "llava:7b"),
            (["other:1b", "gemma3:27b", "llava:latest"], None, "llava:latest"),
            (["other:1b"], None, "other:1b"),
        ],
    )
    def test_chosen(self, names: list[str], wanted: str | None, chosen: str) -> None:
        models = [installed("text:7b", sees=False), *map(installed, names)]
        assert choose_model(models, wanted) == chosen

    def test_smallest_of_the_unknown(self) -> None:
        models = [installed("b:1", size=9), installed("a:1", size=3)]
        assert choose_model(models, None) == "a:1"

    @pytest.mark.parametrize(
        ("wanted", "words"),
        [("nope", "has no model nope"), ("text", "does not see images"), (None, "sees images")],
    )
    def test_none(self, wanted: str | None, words: str) -> None:
        with pytest.raises(NoModelError, match=words) as caught:
            choose_model([installed("text:latest", sees=False)], wanted)
        assert "llava:7b" in caught.value.hint or "pull nope" in caught.value.hint
        assert caught.value.exit_status == 4

    def test_models_elsewhere_need_a_yes(self) -> None:
        far = [installed("far:latest", far=True)]
        with pytest.raises(NoModelError, match="makers' servers"):
            choose_model(far, None)
        with pytest.raises(RemoteHostError, match="far:latest"):
            choose_model(far, "far")
        assert choose_model(far, None, remote_ok=True) == "far:latest"
        assert choose_model(far, "far", remote_ok=True) == "far:latest"


class TestMemory:
    def test_this_machine(self) -> None:
        memory = total_memory_bytes()
        assert memory is None or memory > 10**8

    def test_fits(self) -> None:
        seven, thirteen = SUGGESTED_MODELS[:2]
        assert (seven.name, thirteen.name) == ("llava:7b", "llava:13b")
        # Ollama's own rule: 8 GB for 7B models, 16 GB for 13B models.
        assert (fits(seven, 8 * 10**9), fits(thirteen, 8 * 10**9)) == (True, False)
        assert fits(thirteen, 16 * 10**9)
        assert fits(seven, None) is None
        assert fits(installed("m", size=40 * 10**9), 16 * 10**9) is False

    def test_something_for_every_machine(self) -> None:
        needs = sorted(m.memory_bytes for m in SUGGESTED_MODELS)
        assert needs[0] < 4.5 * 10**9
        assert needs[-1] < 16 * 10**9
        assert len({m.name for m in SUGGESTED_MODELS}) == len(SUGGESTED_MODELS)
