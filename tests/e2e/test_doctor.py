"""`g3desktop doctor` with everything there, with something damaged, with nothing."""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from g3desktop.cli.doctor import LIBRARIES
from g3desktop.services.ollama import total_memory_bytes
from g3desktop.settings import find_resources
from g3desktop.wiring import bundled
from tests.e2e.program import Ended, run
from tests.scripted_ollama import ScriptedOllama, nobody_listening, refusing, sending


@pytest.fixture
def doctor(capsys, furnished: Path, own_home: Path):
    """Run it over a home to damage."""
    shutil.copytree(furnished / "galleries", own_home / "galleries")

    def examined(*arguments: str) -> Ended:
        return run(capsys, "doctor", *arguments)

    return examined


def facts(ended: Ended) -> dict:
    (line,) = ended.out.splitlines()
    return json.loads(line)


def test_every_library_that_the_project_needs_is_looked_at():
    project = Path(__file__).parents[2] / "pyproject.toml"
    needed = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    assert sorted(LIBRARIES) == sorted(one.split(">")[0] for one in needed)


def test_json_has_every_part(doctor):
    ended = doctor("--json")
    found = facts(ended)
    assert list(found) == [
        "schema", "program", "python", "platform", "libraries", "devices", "packs", "galleries",
        "language_model", "folders", "problems",
    ]  # fmt: skip
    assert found["schema"] == "g3desktop.doctor/1"
    assert all(one["version"] for one in found["libraries"])
    assert {"name": "cpu", "usable": True} in [
        {key: one[key] for key in ("name", "usable")} for one in found["devices"]
    ]
    assert "tiny" in [one["id"] for one in found["packs"]]
    (mine,) = (one for one in found["galleries"] if one["name"] == "mine")
    assert (mine["rows"], mine["problem"]) == (12, None)
    assert {one["name"] for one in found["folders"]} == {
        "packs", "galleries", "cache", "data", "logs", "settings", "program",
    }  # fmt: skip


def test_text_has_every_part(doctor):
    out = doctor().out
    for part in (
        "Libraries", "Devices", "Packs", "Galleries", "Language model", "Folders", "Problems",
    ):  # fmt: skip
        assert f"\n{part}" in out
    assert "torch" in out
    assert "GB free" in out


def test_a_pack_to_locate_with_is_needed(doctor, tmp_path: Path, monkeypatch):
    (tmp_path / "gazetteer").symlink_to(find_resources() / "gazetteer", target_is_directory=True)
    monkeypatch.setattr(bundled, "find_resources", lambda: tmp_path)
    ended = doctor("--json")
    assert ended.status == 4
    needed = [one for one in facts(ended)["problems"] if one["needed"]]
    assert ["starter" in one["what"] for one in needed] == [True]


def test_a_damaged_default_pack_is_a_problem_and_no_crash(doctor, own_home: Path):
    (own_home / "packs" / "g3").mkdir()
    (own_home / "packs" / "g3" / "pack.json").write_bytes(b"\xff{not json")
    ended = doctor("--json")
    assert ended.status == 4
    assert any("pack.json" in one["what"] and one["needed"] for one in facts(ended)["problems"])


def test_another_damaged_pack_is_a_problem_but_not_a_needed_one(doctor, own_home: Path):
    (own_home / "packs" / "odd").mkdir()
    problems = facts(doctor("--json"))["problems"]
    (odd,) = (one for one in problems if "odd" in one["what"])
    assert not odd["needed"]


def test_a_damaged_gallery_is_listed_with_its_problem(doctor, own_home: Path):
    (own_home / "galleries" / "mine" / "gallery.json").write_text("{}")
    found = facts(doctor("--json"))
    (mine,) = (one for one in found["galleries"] if one["name"] == "mine")
    assert mine["problem"]
    assert mine["problem"] in [one["what"] for one in found["problems"]]


def test_a_gallery_whose_encoder_is_not_there(doctor, own_home: Path):
    (own_home / "packs" / "tiny").unlink()
    problems = facts(doctor("--json"))["problems"]
    assert any("mine was made by tiny-" in one["what"] for one in problems)


def test_a_home_that_is_no_folder(capsys, tmp_path: Path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("G3DESKTOP_HOME", str(tmp_path / "file"))
    problems = facts(run(capsys, "doctor", "--json"))["problems"]
    assert sum("cannot be written" in one["what"] for one in problems) == 6


def test_a_missing_table_of_places_is_needed(doctor, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(bundled, "find_resources", lambda: tmp_path)
    ended = doctor("--json")
    assert ended.status == 4
    assert any("towns.npz" in one["what"] for one in facts(ended)["problems"])


ABLE = {"capabilities": ["completion", "vision"]}


@pytest.fixture
def ollama(monkeypatch) -> Iterator[ScriptedOllama]:
    """A server where the program looks for one."""
    with ScriptedOllama() as server:
        server.otherwise = {
            "/api/version": sending({"version": "0.9.3"}),
            "/api/tags": sending(
                {"models": [{"name": "me/mine:1b", "size": 10**9}, {"name": "llava:7b"}]}
            ),
            "/api/show": sending(ABLE),
        }
        monkeypatch.setenv("OLLAMA_HOST", server.host)
        yield server


def about_model(ended: Ended) -> tuple[dict, list[dict]]:
    """Return the language model, and the problems that say the same."""
    assert ended.status == 0
    found = facts(ended)
    model = found["language_model"]
    problems = [one for one in found["problems"] if one["what"] == model["problem"]]
    assert not any(one["needed"] for one in problems)
    assert len(problems) == (model["problem"] is not None)
    return model, problems


class TestLanguageModel:
    def test_a_server(self, doctor, ollama: ScriptedOllama):
        model, _ = about_model(doctor("--json"))
        assert model.pop("memory_bytes") == total_memory_bytes()
        assert model == {
            "host": ollama.host,
            "version": "0.9.3",
            "vision_models": ["me/mine:1b", "llava:7b"],
            "chosen": "llava:7b",
            "problem": None,
        }
        out = doctor().out
        assert f"Ollama 0.9.3 at {ollama.host}" in out
        assert "me/mine:1b, llava:7b" in out

    def test_the_settings_choose_host_and_model(
        self, doctor, own_home: Path, ollama: ScriptedOllama, monkeypatch
    ):
        (own_home / "settings.toml").write_text(
            f'[llm]\nhost = "{ollama.host}"\nmodel = "me/mine:1b"\n', encoding="utf-8"
        )
        monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")
        ended = doctor("--json")
        assert about_model(ended)[0]["chosen"] == "me/mine:1b"
        assert not any("cannot be written" in one["what"] for one in facts(ended)["problems"])

    def test_nobody_there(self, doctor, monkeypatch):
        with nobody_listening() as host:
            monkeypatch.setenv("OLLAMA_HOST", host)
            model, (problem,) = about_model(doctor("--json"))
            assert f"does not answer at {host}" in doctor().out
        assert (model["host"], model["version"], model["vision_models"]) == (host, None, [])
        assert "Start Ollama" in problem["hint"]

    def test_no_model_that_sees_images(self, doctor, ollama: ScriptedOllama):
        ollama.otherwise["/api/show"] = sending({"capabilities": ["completion"]})
        model, (problem,) = about_model(doctor("--json"))
        assert (model["version"], model["vision_models"], model["chosen"]) == ("0.9.3", [], None)
        assert "models pull" in problem["hint"]

    def test_a_server_at_fault(self, doctor, ollama: ScriptedOllama):
        ollama.otherwise["/api/tags"] = refusing(500, "out of \x1b[31mluck")
        model, _ = about_model(doctor("--json"))
        assert (model["version"], model["chosen"]) == (None, None)
        assert "\x1b" not in doctor().out

    def test_another_machine_is_not_connected_to(self, doctor, own_home: Path, monkeypatch):
        monkeypatch.setenv("OLLAMA_HOST", "photos.example")
        model, (problem,) = about_model(doctor("--json"))
        assert model["host"] is None
        assert "photos.example" in problem["what"]
        assert str(own_home / "settings.toml") in problem["hint"]
        assert "is not asked" in doctor().out

    def test_an_address_that_is_none(self, doctor, monkeypatch):
        monkeypatch.setenv("OLLAMA_HOST", "no address")
        _, (problem,) = about_model(doctor("--json"))
        assert "no address" in problem["what"]

    def test_the_library_does_not_load(self, doctor, monkeypatch):
        monkeypatch.setitem(sys.modules, "g3desktop.services.ollama", None)
        model, _ = about_model(doctor("--json"))
        assert "does not load" in model["problem"]

    def test_settings_that_cannot_be_read_are_needed(self, doctor, own_home: Path):
        (own_home / "settings.toml").write_text("[llm]\nhost = 7\n")
        ended = doctor("--json")
        assert ended.status == 4
        assert any(
            "settings.toml" in one["what"] and one["needed"] for one in facts(ended)["problems"]
        )

    @pytest.mark.ollama
    def test_the_real_server(self, doctor, real_ollama: str, monkeypatch):
        monkeypatch.setenv("OLLAMA_HOST", real_ollama)
        model, _ = about_model(doctor("--json"))
        assert "tinyllava:latest" in model["vision_models"]
        assert model["chosen"]


@pytest.mark.skipif(sys.platform != "linux", reason="folders of XDG")
def test_a_storage_folder_that_is_gone_is_a_problem_and_the_rest_is_looked_at(
    capsys, monkeypatch, tmp_path: Path
):
    monkeypatch.delenv("G3DESKTOP_HOME", raising=False)
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    gone = tmp_path / "gone"
    settings = tmp_path / "CONFIG" / "g3desktop" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'[storage]\nfolder = "{gone}"\n', encoding="utf-8")
    ended = run(capsys, "doctor", "--json")
    assert ended.status == 4
    found = facts(ended)
    assert any(str(gone) in str(one) for one in found["problems"])
    assert found["packs"]
