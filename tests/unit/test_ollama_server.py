"""The models of an Ollama server: listed, downloaded, chosen, and fit for this machine."""

from __future__ import annotations

import json

import ollama
import pytest

from g3desktop.domain.errors import CancelledError
from g3desktop.domain.work import Progress, ignore_progress, never_cancelled
from g3desktop.services.ollama import (
    SUGGESTED_MODELS,
    InstalledModel,
    NoModelError,
    OllamaError,
    OllamaServer,
    RemoteHostError,
    choose_model,
    fits,
    total_memory_bytes,
)
from g3desktop.services.ollama.server import RATE_EVERY_S, PullTally
from tests.asked_ollama import HASTY
from tests.scripted_ollama import (
    Behaviour,
    Exchange,
    ScriptedOllama,
    cutting,
    lines,
    nobody_listening,
    raw,
    refusing,
    sending,
    silent,
)

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
