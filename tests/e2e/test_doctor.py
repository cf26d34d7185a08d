"""`g3desktop doctor` with everything there, with something damaged, with nothing."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from g3desktop import wiring
from g3desktop.cli.doctor import LIBRARIES
from tests.e2e.program import Ended, run


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
        "folders", "problems",
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
        "packs", "galleries", "cache", "logs", "program",
    }  # fmt: skip


def test_text_has_every_part(doctor):
    out = doctor().out
    for part in ("Libraries", "Devices", "Packs", "Galleries", "Folders", "Problems"):
        assert f"\n{part}" in out
    assert "torch" in out
    assert "GB free" in out


def test_a_pack_to_locate_with_is_needed(doctor, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(wiring, "bundled_packs", lambda: tmp_path / "none")
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
    assert sum("cannot be written" in one["what"] for one in problems) == 4


def test_a_missing_table_of_places_is_needed(doctor, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(wiring, "find_resources", lambda: tmp_path)
    ended = doctor("--json")
    assert ended.status == 4
    assert any("towns.npz" in one["what"] for one in facts(ended)["problems"])
