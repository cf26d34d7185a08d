"""`g3desktop models` as a user runs it."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from g3desktop.services import ollama as service
from g3desktop.services.ollama import SUGGESTED_MODELS
from tests.e2e.program import Ended, run
from tests.scripted_ollama import (
    Behaviour,
    Exchange,
    ScriptedOllama,
    cutting,
    nobody_listening,
    refusing,
    sending,
)

NASTY = "[red]evil[/red]\x1b[31m\r\u202e:smile:"
PLAIN = "[red]evil[/red]\\x1b[31m\\r\\u202e:smile:"

PULL = (
    {"status": "pulling manifest"},
    {"status": "pulling aa", "digest": "sha256:aa", "total": 4_700_000_000},
    {
        "status": "pulling aa",
        "digest": "sha256:aa",
        "total": 4_700_000_000,
        "completed": 3_150_000_000,
    },
    {"status": "writing manifest"},
    {"status": "success"},
)


def lines(*values: object) -> Behaviour:
    def behave(exchange: Exchange) -> None:
        exchange.begin_chunks()
        for value in values:
            exchange.line(value)
        exchange.chunk(b"")

    return behave


def having(server: ScriptedOllama, *models: dict, sees_images: bool = True) -> None:
    server.otherwise["/api/tags"] = sending({"models": models})
    abilities = ["completion", "vision"] if sees_images else ["completion"]
    server.otherwise["/api/show"] = sending({"capabilities": abilities})


@pytest.fixture
def server(monkeypatch) -> Iterator[ScriptedOllama]:
    """A server without models where the program looks for one."""
    with ScriptedOllama() as scripted:
        scripted.otherwise["/api/version"] = sending({"version": "0.9.3"})
        having(scripted)
        monkeypatch.setenv("OLLAMA_HOST", scripted.host)
        yield scripted


def memory_of(monkeypatch, gigabytes: float | None) -> None:
    """Give this machine that much memory."""
    amount = None if gigabytes is None else round(gigabytes * 10**9)
    monkeypatch.setattr(service, "total_memory_bytes", lambda: amount)


def facts(ended: Ended) -> dict:
    (line,) = ended.out.splitlines()
    return json.loads(line)


def row(text: str, name: str) -> list[str]:
    (line,) = (one for one in text.splitlines() if one.startswith(f"{name} "))
    return line.split()


class TestList:
    def test_json(self, capsys, server: ScriptedOllama, monkeypatch):
        memory_of(monkeypatch, 8)
        details = {"family": "llama", "parameter_size": "7B"}
        entry = {"name": "llava:7b", "size": 4_700_000_000, "digest": "8dd3", "details": details}
        having(server, entry)
        ended = run(capsys, "models", "list", "--json")
        assert (ended.status, ended.err) == (0, "")
        found = facts(ended)
        suggested = found.pop("suggested")
        assert found == {
            "schema": "g3desktop.models/1",
            "host": server.host,
            "version": "0.9.3",
            "problem": None,
            "memory_bytes": 8 * 10**9,
            "chosen": "llava:7b",
            "effort": "standard",
            "installed": [
                {
                    "name": "llava:7b",
                    "size_bytes": 4_700_000_000,
                    "family": "llama",
                    "parameters": "7B",
                    "sees_images": True,
                    "elsewhere": False,
                    "digest": "8dd3",
                    "fits_memory": True,
                }
            ],
        }
        assert [one["name"] for one in suggested] == [
            one.name for one in SUGGESTED_MODELS if one.name != "llava:7b"
        ]
        assert suggested[0] == {
            "name": "llava:13b",
            "download_bytes": 8 * 10**9,
            "why": "the paper's family, larger",
            "memory_bytes": 12 * 10**9,
            "fits_memory": False,
            "command": "g3desktop models pull llava:13b",
        }

    def test_text(self, capsys, server: ScriptedOllama, monkeypatch):
        memory_of(monkeypatch, 8)
        having(
            server,
            {"name": "big:70b", "size": 40 * 10**9},
            {"name": "far:cloud", "remote_host": "https://elsewhere.example"},
            {"name": "llava:7b", "size": 4_700_000_000, "details": {"parameter_size": "7B"}},
        )
        ended = run(capsys, "models", "list")
        assert (ended.status, ended.err) == (0, "")
        assert ended.out.startswith(f"Ollama 0.9.3 at {server.host}; locate asks llava:7b.\n")
        assert row(ended.out, "llava:7b") == [
            *("llava:7b", "4.7", "GB", "7B", "yes", "locate", "asks", "it")
        ]
        assert "too large for this machine's memory" in ended.out
        assert "runs on its maker's servers" in ended.out
        assert "(this machine has 8.0 GB of memory)" in ended.out
        assert row(ended.out, "llava:13b")[1:6] == ["8.0", "GB", "12.0", "GB", "no"]
        assert row(ended.out, "gemma3:4b")[5] == "yes"
        assert "  g3desktop models pull gemma3:4b\n" in ended.out

    def test_memory_that_nobody_knows(self, capsys, server: ScriptedOllama, monkeypatch):
        memory_of(monkeypatch, None)
        assert facts(run(capsys, "models", "list", "--json"))["memory_bytes"] is None
        out = run(capsys, "models", "list").out
        assert "this machine has" not in out
        assert "not known" in out

    def test_no_model_is_no_failure(self, capsys, server: ScriptedOllama):
        having(server, {"name": "text:7b"}, sees_images=False)
        ended = run(capsys, "models", "list")
        assert (ended.status, ended.err) == (0, "")
        assert "locate asks none of its models: The Ollama server has no model" in ended.out
        assert row(ended.out, "text:7b")[4] == "no"
        found = facts(run(capsys, "models", "list", "--json"))
        assert found["chosen"] is None
        assert "no model that sees images" in found["problem"]

    def test_nobody_there(self, capsys, monkeypatch):
        with nobody_listening() as host:
            ended = run(capsys, "models", "list", "--llm-host", host)
            as_json = run(capsys, "models", "list", "--llm-host", host, "--json")
        for one in (ended, as_json):
            assert one.status == 5
            (line,) = one.err.splitlines()
            assert line.startswith(f"error: No Ollama server answers at {host}. Start Ollama")
        assert f"g3desktop models pull llava:7b --llm-host {host}\n" in ended.out
        found = facts(as_json)
        assert (found["version"], found["installed"]) == (None, [])
        assert found["problem"] in as_json.err
        assert len(found["suggested"]) == len(SUGGESTED_MODELS)

    @pytest.mark.parametrize(
        "behave", [refusing(500, "no \x1b[31mluck"), sending(b"\xff{"), sending({}), cutting]
    )
    def test_a_server_at_fault(self, capsys, server: ScriptedOllama, behave: Behaviour):
        server.otherwise["/api/tags"] = behave
        ended = run(capsys, "models", "list")
        assert ended.status == 5
        (line,) = ended.err.splitlines()
        assert line.startswith("error: ")
        assert "\x1b" not in line
        assert "llava:7b" in ended.out

    def test_what_the_server_says_is_plain_text(self, capsys, server: ScriptedOllama):
        server.otherwise["/api/version"] = sending({"version": NASTY})
        having(server, {"name": NASTY, "size": 5, "details": {"parameter_size": NASTY}})
        ended = run(capsys, "models", "list")
        assert ended.status == 0
        assert ended.out.startswith(f"Ollama {PLAIN} at ")
        assert f"locate asks {PLAIN}." in ended.out
        assert f"{PLAIN}  5 bytes  {PLAIN}" in ended.out
        assert ended.out.replace("\n", "").isprintable()
        (installed,) = facts(run(capsys, "models", "list", "--json"))["installed"]
        assert installed["name"] == NASTY

    @pytest.mark.parametrize("command", [("list",), ("list", "--json"), ("pull", "m"),
                                         ("unload", "m")])  # fmt: skip
    def test_another_machine_needs_a_yes(self, capsys, monkeypatch, command):
        monkeypatch.setenv("OLLAMA_HOST", "photos.example")
        ended = run(capsys, "models", *command)
        assert (ended.status, ended.out) == (2, "")
        (line,) = ended.err.splitlines()
        assert "photos.example" in line
        assert "--llm-host-remote-ok" in line

    def test_the_yes(self, capsys, server: ScriptedOllama):
        """It is passed on: here to a model that runs on its maker's servers."""
        having(server, {"name": "far:1b", "remote_host": "https://elsewhere.example"})
        assert facts(run(capsys, "models", "list", "--json"))["chosen"] is None
        found = facts(run(capsys, "models", "list", "--json", "--llm-host-remote-ok"))
        assert found["chosen"] == "far:1b"
        assert found["suggested"][0]["command"].endswith("llava:7b --llm-host-remote-ok")

    def test_an_address_that_is_none(self, capsys):
        ended = run(capsys, "models", "list", "--llm-host", "no address")
        assert (ended.status, ended.out) == (2, "")
        assert "no address" in ended.err

    @pytest.mark.ollama
    def test_the_real_server(self, capsys, real_ollama: str):
        found = facts(run(capsys, "models", "list", "--json", "--llm-host", real_ollama))
        (tiny,) = (one for one in found["installed"] if one["name"] == "tinyllava:latest")
        assert tiny["sees_images"]
        assert tiny["size_bytes"] > 0
        assert found["chosen"]
        out = run(capsys, "models", "list", "--llm-host", real_ollama).out
        assert row(out, "tinyllava:latest")[4] == "yes"


class TestSettings:
    def write(self, home: Path, **llm: str) -> None:
        said = "".join(f'{name} = "{value}"\n' for name, value in llm.items())
        (home / "settings.toml").write_text(f"[llm]\n{said}", encoding="utf-8")

    def test_they_choose_host_and_model(self, capsys, home: Path, server: ScriptedOllama):
        having(server, {"name": "llava:7b"}, {"name": "mine:1b"})
        self.write(home, host="127.0.0.1:9", model="mine:1b")
        assert run(capsys, "models", "list").status == 5
        arguments = ("models", "list", "--json", "--llm-host", server.host)
        assert facts(run(capsys, *arguments))["chosen"] == "mine:1b"
        self.write(home, host=server.host, model="gone:1b")
        found = facts(run(capsys, "models", "list", "--json"))
        assert found["chosen"] is None
        assert "no model gone:1b" in found["problem"]

    def test_quick_asks_none(self, capsys, home: Path, server: ScriptedOllama):
        having(server, {"name": "llava:7b"})
        self.write(home, effort="quick")
        assert "asks llava:7b only with --effort" in run(capsys, "models", "list").out
        assert facts(run(capsys, "models", "list", "--json"))["effort"] == "quick"


class TestPull:
    def test_success(self, capsys, server: ScriptedOllama):
        server.otherwise["/api/pull"] = lines(*PULL)
        ended = run(capsys, "models", "pull", "llava:7b")
        assert (ended.status, ended.out) == (0, "Pulled llava:7b.\n")
        (line,) = ended.err.splitlines()
        assert line == f"Ollama at {server.host} downloads llava:7b (4.7 GB) from the internet."
        assert server.exchanges[0].json["model"] == "llava:7b"

    def test_progress_on_a_terminal(self, capsys, server: ScriptedOllama, monkeypatch):
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "120")
        server.otherwise["/api/pull"] = lines(*PULL)
        ended = run(capsys, "models", "pull", "[red]m[/red]")
        assert ended.status == 0
        assert "pulling [red]m[/red] " in ended.err
        assert "/4.7 GB" in ended.err

    @pytest.mark.parametrize(
        ("behave", "status", "says"),
        [
            (lines({"error": "pull model manifest: file does not exist"}), 4, "models list"),
            (sending(b"404 page not found", 404), 5, "404"),
            (lines(*PULL[:3]), 5, "goes on where it stopped"),
            (cutting, 5, "Try again|address"),
            (lines(PULL[0], {"error": "no [b]space\x1b[31m"}), 5, r"no \[b\]space\?\[31m"),
        ],
    )
    def test_faults(self, capsys, server: ScriptedOllama, behave: Behaviour, status, says):
        server.otherwise["/api/pull"] = behave
        ended = run(capsys, "models", "pull", "llava:7b")
        assert (ended.status, ended.out) == (status, "")
        _, line = ended.err.splitlines()
        assert line.startswith("error: ")
        assert re.search(says, line)

    def test_nobody_there(self, capsys):
        with nobody_listening() as host:
            ended = run(capsys, "models", "pull", "llava:7b", "--llm-host", host)
        assert (ended.status, ended.out) == (5, "")
        assert f"No Ollama server answers at {host}" in ended.err

    @pytest.mark.parametrize("sent", [(), PULL[:3]], ids=["while it is silent", "on the way"])
    @pytest.mark.skipif(sys.platform == "win32", reason="signals")
    def test_the_first_ctrl_c_stops_and_the_next_pull_goes_on(
        self, capsys, server: ScriptedOllama, sent: tuple[dict, ...]
    ):
        def interrupting(exchange: Exchange) -> None:
            if sent:
                exchange.begin_chunks()
            for line in sent:
                exchange.line(line)
            os.kill(os.getpid(), signal.SIGINT)
            exchange.wait_gone()

        server.script["/api/pull"].append(interrupting)
        server.otherwise["/api/pull"] = lines(*PULL)
        command = ("models", "pull", "llava:7b", "--llm-host", server.host)
        ended = run(capsys, *command)
        assert (ended.status, ended.out) == (130, "")
        *_, advice, last = ended.err.splitlines()
        assert advice == f"What has come stays. To go on from there: g3desktop {' '.join(command)}"
        assert last == "cancelled"
        assert server.exchanges[0].gone.wait(30)
        assert run(capsys, *command).out == "Pulled llava:7b.\n"

    @pytest.mark.parametrize(
        ("name", "gigabytes", "warned"),
        [("llava:13b", 8, True), ("LLaVA:13b", 8, True), ("llava:13b", 16, False),
         ("llava:13b", None, False), ("unheard-of", 1, False)],
    )  # fmt: skip
    def test_memory_is_looked_at_before(
        self, capsys, server: ScriptedOllama, monkeypatch, name, gigabytes, warned
    ):
        memory_of(monkeypatch, gigabytes)
        server.otherwise["/api/pull"] = lines(*PULL)
        ended = run(capsys, "models", "pull", name)
        assert ended.status == 0
        assert ("needs 12.0 GB of memory; this machine has 8.0 GB" in ended.err) == warned

    @pytest.mark.parametrize("name", ["", " ", "a\x1b[31m", "caf\udce9"])
    @pytest.mark.parametrize("command", ["pull", "unload"])
    def test_names_that_are_none(self, capsys, server: ScriptedOllama, command, name):
        ended = run(capsys, "models", command, name)
        assert (ended.status, ended.out) == (2, "")
        (line,) = ended.err.splitlines()
        assert line.isprintable()
        assert not server.exchanges


class TestUnload:
    def test_unload(self, capsys, server: ScriptedOllama):
        server.otherwise["/api/generate"] = sending({"done": True, "done_reason": "unload"})
        ended = run(capsys, "models", "unload", "llava:7b")
        assert (ended.status, ended.err) == (0, "")
        assert ended.out.startswith("Unloaded llava:7b")
        (exchange,) = server.exchanges
        assert (exchange.json["model"], exchange.json["keep_alive"]) == ("llava:7b", 0)

    def test_what_is_not_there(self, capsys, server: ScriptedOllama):
        server.otherwise["/api/generate"] = refusing(404, "model '[b]m' not found")
        ended = run(capsys, "models", "unload", "m")
        assert (ended.status, ended.out) == (4, "")
        (line,) = ended.err.splitlines()
        assert "model '[b]m' not found" in line

    def test_nobody_there(self, capsys):
        with nobody_listening() as host:
            ended = run(capsys, "models", "unload", "m", "--llm-host", host)
        assert (ended.status, ended.out) == (5, "")

    @pytest.mark.ollama
    def test_the_real_server(self, capsys, real_ollama: str):
        ended = run(capsys, "models", "unload", "tinyllava", "--llm-host", real_ollama)
        assert (ended.status, ended.err) == (0, "")
        assert run(capsys, "models", "unload", "nope", "--llm-host", real_ollama).status == 4
