"""`g3desktop locate` with a vision model: one that does what is scripted, and a real one."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.program import Ended, run, start
from tests.pictures import write_photo
from tests.scripted_ollama import (
    ANSWER,
    FOREVER_S,
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

MODEL = "eye:latest"
# Four questions, one after the other.
IN_TURN = ("--llm-parallel", 1, "--prompts", "0,2", "--samples", 2)


def installed(server: ScriptedOllama, name: str = MODEL, *, sees: bool = True) -> None:
    """Let a server have one model."""
    server.otherwise["/api/tags"] = sending({"models": [{"name": name, "size": 10**9}]})
    able = ["completion", "vision"] if sees else ["completion"]
    server.otherwise["/api/show"] = sending({"capabilities": able, "details": {}})


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedOllama]:
    with ScriptedOllama() as scripted:
        installed(scripted)
        monkeypatch.setenv("OLLAMA_HOST", scripted.host)
        yield scripted


@pytest.fixture
def photo(furnished: Path, home: Path, tmp_path: Path) -> Path:
    """A photo; the home has the pack, the gallery and the vectors of the towns, to write beside."""
    for part_of_home in ("packs/tiny", "galleries/mine", "cache/locations"):
        link = home / part_of_home
        link.parent.mkdir()
        link.symlink_to(furnished / part_of_home)
    return write_photo(tmp_path / "asked.jpg", seed=99)


def locate(capsys: pytest.CaptureFixture[str], photo: Path, *arguments: object) -> Ended:
    return run(capsys, "locate", "--encoder", "tiny", *arguments, photo)


def answer_of(ended: Ended) -> dict[str, Any]:
    """Return the one JSON object on standard output of a run that went well."""
    assert ended.status == 0, ended.err
    assert "Traceback" not in ended.err
    (line,) = ended.out.splitlines()
    answer = json.loads(line)
    assert answer["schema"] == "g3desktop.locate/1"
    assert answer["candidates"]
    return answer


def warnings_about(ended: Ended, word: str) -> list[str]:
    return [
        line for line in ended.err.splitlines() if line.startswith("warning: ") and word in line
    ]


def from_model(answer: dict[str, Any]) -> list[dict[str, Any]]:
    sources = [source for one in answer["candidates"] for source in one["sources"]]
    return [source for source in sources if source["kind"] == "llm"]


# What it says of itself.


def test_the_model_takes_part_and_says_so(capsys, photo: Path, server: ScriptedOllama, home: Path):
    ended = locate(capsys, photo, "--json", "--seed", 4, "--top", 100)
    answer = answer_of(ended)
    assert answer["engine"]["llm"] == {"model": MODEL, "host": server.host}
    told = from_model(answer)
    # Twelve gallery photos are all there is to show.
    assert sorted(one["prompt"] for one in told) == [0, 5, 10, 12]
    assert all(one["raw"] == ANSWER and one["model"] == MODEL for one in told)
    assert {one["votes"] for one in told} == {4}
    sent = {exchange.json["options"]["seed"] for exchange in server.chats()}
    assert {one["seed"] for one in told} == sent
    assert answer["sampling"]["accepted"] == answer["sampling"]["planned"] == 4
    assert answer["sampling"]["stopped"] is None
    assert answer["sampling"]["server_s"] == 6.0
    assert not warnings_about(ended, "eye")
    # How long it will take is said first, and remembered for the next time.
    assert f"\nAsking {MODEL} 4 questions; on a CPU" in f"\n{ended.err}"
    assert list(json.loads((home / "cache" / "model-pace.json").read_text())) == [
        f"{server.host} {MODEL}"
    ]
    again = locate(capsys, photo, "--json")
    assert f"\nAsking {MODEL} 4 questions; about " in f"\n{again.err}"


def test_the_table_says_who_agrees(capsys, photo: Path, server: ScriptedOllama):
    ended = locate(capsys, photo, "--top", 100)
    assert ended.status == 0
    assert "model x4" in ended.out
    assert f"4 answers of {MODEL} say so too" in ended.out
    assert "So far: " in ended.err


def test_options_reach_the_server(capsys, photo: Path, server: ScriptedOllama):
    answer_of(
        locate(
            capsys, photo, "--json", "--prompts", "12,0", "--samples", 2, "--temperature", 0.25,
            "--llm", "eye", "--place-names", "--retrieved", 2, "--ranking", "paper",
        )
    )  # fmt: skip
    sent = [exchange.json for exchange in server.chats()]
    assert {one["options"]["temperature"] for one in sent} == {0.25}
    assert {one["model"] for one in sent} == {MODEL}
    shown = sorted(one["messages"][0]["content"].count("SIMILAR: ") for one in sent)
    assert shown == [0, 0, 12, 12]
    assert any(
        re.search(r"SIMILAR: \S+, \S+ \(.+\)", one["messages"][0]["content"]) for one in sent
    )


def test_presets(capsys, photo: Path, server: ScriptedOllama, home: Path):
    assert answer_of(locate(capsys, photo, "--json"))["sampling"]["planned"] == 4
    (home / "settings.toml").write_text('[llm]\neffort = "thorough"\nparallel = 2\n')
    assert answer_of(locate(capsys, photo, "--json"))["sampling"]["planned"] == 20
    more = locate(capsys, photo, "--json", "--effort", "standard", "--samples", 2)
    assert answer_of(more)["sampling"]["planned"] == 8


@pytest.mark.parametrize("option", ["--budget", "--temperature"])
@pytest.mark.parametrize("value", ["nan", "inf", "-1"])
def test_numbers_that_are_none(capsys, photo: Path, option: str, value: str):
    ended = locate(capsys, photo, option, value)
    assert (ended.status, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert option in line


# Faults. One of four questions meets with it; the others are answered.


def error_in_mid_stream(exchange: Exchange) -> None:
    exchange.begin_chunks()
    exchange.line(part('{"latitude": 1'))
    exchange.line({"error": "the runner\nhas ended"})
    exchange.chunk(b"")


def not_utf8(exchange: Exchange) -> None:
    exchange.begin_chunks()
    exchange.chunk(b'{"message": {"role": "assistant", "content": "\xff\xfe \xc3"}}\n')
    exchange.line(last())
    exchange.chunk(b"")


def ten_megabytes(exchange: Exchange) -> None:
    exchange.begin_chunks()
    for _ in range(100):
        exchange.line(part("x" * 100_000))


FAULTS: dict[str, tuple[list[Behaviour], str]] = {
    "404": ([refusing(404, f'model "{MODEL}" not found, try pulling it first')], "model not found"),
    "400 no vision": (
        [refusing(400, "this model is missing data required for image input")],
        "model does not see images",
    ),
    "500": ([refusing(500, "[red]out of memory\x1b[31m")], "HTTP 500"),
    "503 busy": ([refusing(503, "server busy, please try again")] * 3, "server busy"),
    "an error in mid-stream": ([error_in_mid_stream], "server error"),
    "silence": ([silent], "no answer in time"),
    "cut in the middle of a line": ([cutting], "connection cut"),
    "bytes that are not UTF-8": ([not_utf8], "no position in the reply"),
    "10 MB": ([ten_megabytes], "reply too long"),
    "cut off": ([answering('{"latitude": 48.9, "longit', "length")], "the reply is cut off"),
    "out of range": ([answering('{"latitude": 329.2, "longitude": 157}')], "out of range"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_costs_one_sample(
    capsys, photo: Path, server: ScriptedOllama, home: Path, fault: str
):
    behaviours, reason = FAULTS[fault]
    server.script["/api/chat"] += [answering(), *behaviours]
    if fault == "silence":
        (home / "settings.toml").write_text("[llm]\nsilence_limit_s = 1\n")
    ended = locate(capsys, photo, "--json", "--top", 100, *IN_TURN)
    answer = answer_of(ended)
    (rejected,) = answer["rejected"]
    assert reason in rejected["reason"]
    assert (rejected["prompt"], rejected["sample"]) == (0, 1)
    told = from_model(answer)
    assert len(told) == 3
    assert {one["votes"] for one in told} == {3}
    assert answer["sampling"]["planned"] == answer["sampling"]["answered"] == 4
    assert answer["sampling"]["accepted"] == 3
    (line,) = warnings_about(ended, "eye")
    assert "1 of 4 replies did not count (1 " in line
    assert reason in line
    assert "\x1b" not in ended.err
    # A model that the server says is not there is not worth another connection.
    assert len(server.chats()) == 3 + len(behaviours)


def test_a_server_that_is_killed_between_samples_and_comes_back(
    capsys, photo: Path, server: ScriptedOllama
):
    def die_and_return(exchange: Exchange) -> None:
        server.stop()
        server.start()

    server.script["/api/chat"] += [answering(), die_and_return]
    ended = locate(capsys, photo, "--json", "--top", 100, *IN_TURN)
    answer = answer_of(ended)
    assert [one["reason"] for one in answer["rejected"]] == ["connection cut"]
    assert len(from_model(answer)) == 3
    assert len(warnings_about(ended, "eye")) == 1


def test_a_server_that_goes_for_good_before_the_first_sample(
    capsys, photo: Path, server: ScriptedOllama
):
    told_of_the_model = server.otherwise["/api/show"]

    def tell_and_die(exchange: Exchange) -> None:
        told_of_the_model(exchange)
        server.stop()

    server.otherwise["/api/show"] = tell_and_die
    ended = locate(capsys, photo, "--json")
    answer = answer_of(ended)
    assert [one["reason"] for one in answer["rejected"]] == ["no connection"] * 4
    assert {source["kind"] for one in answer["candidates"] for source in one["sources"]} <= {
        "retrieved",
        "grid",
    }
    (line,) = warnings_about(ended, "eye")
    assert "gave no position that counts (4 no connection)" in line


@pytest.mark.parametrize("ranking", ["paper", "fused"])
def test_everything_rejected_is_one_warning(
    capsys, photo: Path, server: ScriptedOllama, ranking: str
):
    server.otherwise["/api/chat"] = answering("I'm sorry, I cannot tell.")
    ended = locate(capsys, photo, "--json", "--ranking", ranking)
    answer = answer_of(ended)
    assert answer["sampling"]["rejected"] == {"the model declined": 4}
    (line,) = (line for line in ended.err.splitlines() if line.startswith("warning: "))
    assert "eye" in line
    without = answer_of(locate(capsys, photo, "--json", "--ranking", ranking, "--no-llm"))
    assert answer["candidates"] == without["candidates"]


def test_time_is_up(capsys, photo: Path, server: ScriptedOllama):
    server.otherwise["/api/chat"] = silent
    ended = locate(capsys, photo, "--json", "--budget", 0.2)
    answer = answer_of(ended)
    assert answer["sampling"]["stopped"] == "budget"
    assert answer["rejected"] == []
    (line,) = warnings_about(ended, "eye")
    assert "the time was up when 0 of 4 questions were answered" in line
    assert all(exchange.gone.wait(FOREVER_S) for exchange in server.chats())


# No model.


def model_warnings(ended: Ended) -> list[str]:
    return warnings_about(ended, "model")


def assert_answered_without(ended: Ended, reason: str) -> None:
    answer = answer_of(ended)
    assert answer["engine"]["llm"] is None
    assert answer["sampling"] is None
    (line,) = model_warnings(ended)
    assert line.startswith("warning: No language model was used")
    assert reason in line
    assert sum(reason in one for one in answer["warnings"]) == 1


def test_without_ollama(capsys, photo: Path, monkeypatch: pytest.MonkeyPatch):
    with nobody_listening() as host:
        monkeypatch.setenv("OLLAMA_HOST", host)
        ended = locate(capsys, photo, "--json")
        assert_answered_without(ended, f"Ollama server answers at {host}")
        named = locate(capsys, photo, "--json", "--llm", "llava")
        assert_answered_without(named, f"Ollama server answers at {host}")


def test_without_a_model_that_sees(capsys, photo: Path, server: ScriptedOllama):
    installed(server, sees=False)
    assert_answered_without(locate(capsys, photo, "--json"), "no model that sees images")
    named = locate(capsys, photo, "--json", "--llm", "eye")
    assert_answered_without(named, "does not see images")
    other = locate(capsys, photo, "--json", "--llm", "llava:7b")
    assert_answered_without(other, "no model llava:7b")
    server.otherwise["/api/tags"] = sending({"models": []})
    assert_answered_without(locate(capsys, photo, "--json"), "no model that sees images")
    assert not server.chats()


@pytest.mark.parametrize(
    "answer", [sending(b"<html>"), sending({"models": 3}), refusing(500, "broken")]
)
def test_what_answers_is_no_ollama(capsys, photo: Path, server: ScriptedOllama, answer: Behaviour):
    server.otherwise["/api/tags"] = answer
    ended = locate(capsys, photo, "--json")
    assert answer_of(ended)["engine"]["llm"] is None
    assert len(model_warnings(ended)) == 1


@pytest.mark.parametrize(
    ("arguments", "setting"),
    [
        (("--no-llm",), ""),
        (("--effort", "quick"), ""),
        ((), '[llm]\neffort = "quick"\n'),
        (("--no-llm",), '[llm]\neffort = "thorough"\nmodel = "llava"\n'),
    ],
)
def test_who_wants_no_model_connects_to_nothing(
    capsys,
    photo: Path,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    setting: str,
):
    (home / "settings.toml").write_text(setting)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        monkeypatch.setenv("OLLAMA_HOST", f"127.0.0.1:{listening.getsockname()[1]}")
        ended = locate(capsys, photo, "--json", *arguments)
        listening.setblocking(False)  # noqa: FBT003, the library's own signature
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert_answered_without(ended, "none was asked for")


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect the hosts that are looked up or connected to; only this machine's are let through."""
    hosts: list[str] = []
    look_up, connect = socket.getaddrinfo, socket.socket.connect

    def watch_look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        hosts.append(str(host))
        assert host in ("127.0.0.1", "localhost", None), f"looked up {host}"
        return look_up(host, *arguments, **options)

    def watch_connect(self: socket.socket, address: Any) -> None:
        hosts.append(str(address[0]))
        assert address[0] == "127.0.0.1", f"connected to {address}"
        connect(self, address)

    monkeypatch.setattr(socket, "getaddrinfo", watch_look_up)
    monkeypatch.setattr(socket.socket, "connect", watch_connect)
    return hosts


ELSEWHERE = ["192.0.2.7:11434", "http://ollama.invalid", "https://[2001:db8::7]"]


@pytest.mark.parametrize("host", ELSEWHERE)
def test_another_machine_is_not_asked_without_a_yes(
    capsys, photo: Path, reached: list[str], monkeypatch: pytest.MonkeyPatch, host: str
):
    monkeypatch.setenv("OLLAMA_HOST", host)
    ended = locate(capsys, photo, "--json")
    assert_answered_without(ended, "--llm-host-remote-ok")
    for arguments in (("--llm", "llava"), ("--llm-host", host)):
        refused = locate(capsys, photo, "--json", *arguments)
        assert (refused.status, refused.out) == (2, "")
        (line,) = refused.err.splitlines()
        assert "--llm-host-remote-ok" in line
    assert reached == []


def test_the_watch_on_connections_sees_one(
    capsys, photo: Path, server: ScriptedOllama, reached: list[str]
):
    answer_of(locate(capsys, photo, "--json", "--samples", 1))
    assert "127.0.0.1" in reached


# Untrusted words.

MARKUP = "[bold red]x[/] \x1b[31m\x07\x00\u202e </script> [link=file:///etc]y"


@pytest.mark.parametrize("terminal", [False, True])
def test_replies_and_names_are_never_markup(
    capsys, photo: Path, server: ScriptedOllama, monkeypatch: pytest.MonkeyPatch, *, terminal: bool
):
    name = "[red]eye\x1b[35m:latest"
    installed(server, name)
    good = f'{{"latitude": 48.9, "longitude": 2.3, "why": {json.dumps(MARKUP)}}}'
    bad = f"I cannot say {MARKUP}"
    if terminal:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("COLUMNS", "300")
    scripted = [answering(good), answering(bad), refusing(500, MARKUP), answering(good)]
    server.script["/api/chat"] += scripted
    shown = locate(capsys, photo, "--top", 100, *IN_TURN)
    assert shown.status == 0
    if terminal:
        assert "\x1b[" in shown.out
    for text in (shown.out, shown.err):
        for control in ("\x1b[31m", "\x1b[35m", "\x07", "\x00", "\u202e"):
            assert control not in text
        # The model's name is said as it is.
        assert "[red]eye\\x1b[35m" in text
    assert "<" not in shown.out
    server.script["/api/chat"] += scripted
    answer = answer_of(locate(capsys, photo, "--json", "--top", 100, *IN_TURN))
    assert [one["raw"] for one in from_model(answer)] == [good, good]
    assert [one["raw"] for one in answer["rejected"]] == [bad, ""]
    assert answer["engine"]["llm"]["model"] == name


def test_half_a_surrogate_pair_is_valid_json(capsys, photo: Path, server: ScriptedOllama):
    server.otherwise["/api/chat"] = answering("nothing \ud800 here")
    ended = locate(capsys, photo, "--json")
    answer = answer_of(ended)
    assert len(answer["rejected"]) == 4
    json.dumps(answer, ensure_ascii=False).encode("utf-8")


# Stopping.


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.slow
def test_ctrl_c_stops_the_servers_work(photo: Path, server: ScriptedOllama):
    server.otherwise["/api/chat"] = silent
    with start(["locate", "--encoder", "tiny", "--json", photo], env=os.environ) as process:
        # What the server has, what its model sees, and four questions.
        server.wait_for(6)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert process.returncode == 130, err
    assert out == b""
    assert b"Traceback" not in err
    assert err.splitlines()[-1] == b"cancelled"
    assert len(server.chats()) == 4
    assert all(exchange.gone.wait(FOREVER_S) for exchange in server.chats())


# A real server, whose model answers at random.


@pytest.mark.ollama
@pytest.mark.slow
def test_a_real_model_answers_the_same_again(capsys, photo: Path, real_ollama: str):
    def ask() -> dict[str, Any]:
        return answer_of(
            locate(
                capsys, photo, "--llm", "tinyllava", "--llm-host", real_ollama, "--seed", 3,
                "--prompts", "0,2", "--samples", 1, "--top", 100, "--json",
            )
        )  # fmt: skip

    def said(answer: dict[str, Any]) -> list[tuple[int, int, int, str]]:
        return sorted(
            (one["prompt"], one["sample"], one["seed"], one["raw"])
            for one in (*from_model(answer), *answer["rejected"])
        )

    first, second = ask(), ask()
    assert said(first) == said(second)
    assert [one[:2] for one in said(first)] == [(0, 0), (2, 0)]
    assert all(raw for *_, raw in said(first))
    for answer in (first, second):
        sampling = answer["sampling"]
        rejected = sum(sampling["rejected"].values())
        assert sampling["accepted"] + rejected == sampling["answered"] == sampling["planned"] == 2
        assert sampling["accepted"] == len(from_model(answer))
        assert sampling["server_s"] > 0
        assert answer["engine"]["llm"]["model"] == "tinyllava:latest"
        for one in answer["candidates"]:
            assert -90 <= one["lat"] <= 90
            assert -180 <= one["lon"] <= 180
