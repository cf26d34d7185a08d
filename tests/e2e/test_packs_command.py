"""`g3desktop packs` as a user runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.e2e.program import run


@pytest.fixture
def pack(furnished: Path, tmp_path: Path) -> Path:
    """A copy of a sound pack outside the home."""
    return shutil.copytree(furnished / "packs" / "tiny", tmp_path / "tiny")


def test_a_pack_is_imported_listed_verified_and_removed(capsys, home: Path, pack: Path):
    ended = run(capsys, "packs", "import", pack)
    assert (ended.status, ended.err) == (0, "")
    assert "Imported pack tiny" in ended.out
    listed = json.loads(run(capsys, "packs", "list", "--json").out)["packs"]
    (tiny,) = (one for one in listed if one["id"] == "tiny")
    assert tiny["encoder"].startswith("tiny-")
    assert (tiny["bundled"], tiny["folder"]) == (False, str(home / "packs" / "tiny"))
    assert "tiny" in run(capsys, "packs", "list").out
    assert "is sound" in run(capsys, "packs", "verify", "tiny").out
    assert run(capsys, "packs", "remove", "tiny").status == 0
    assert run(capsys, "packs", "verify", "tiny").status == 4


def flip_last_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 255
    path.write_bytes(content)


def test_a_pack_that_was_damaged_on_the_way_is_refused_whole(capsys, home: Path, pack: Path):
    flip_last_byte(next(pack.glob("*.safetensors")))
    ended = run(capsys, "packs", "import", pack)
    assert ended.status == 4
    assert "safetensors" in ended.err
    assert list((home / "packs").iterdir()) == []


def test_damage_on_this_disk_is_found(capsys, home: Path, pack: Path):
    run(capsys, "packs", "import", pack)
    flip_last_byte(next((home / "packs" / "tiny").glob("*.safetensors")))
    assert run(capsys, "packs", "verify", "tiny").status == 4


def test_a_damaged_pack_does_not_hide_the_others(capsys, home: Path, pack: Path):
    run(capsys, "packs", "import", pack)
    (home / "packs" / "odd").mkdir()
    ended = run(capsys, "packs", "list")
    assert ended.status == 0
    assert "tiny" in ended.out
    assert "odd" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [("import", "nowhere"), ("import", "."), ("verify", "nope"), ("remove", "nope"),
     ("remove", "../packs")],
)  # fmt: skip
def test_what_is_not_there_is_status_4(capsys, home: Path, tmp_path: Path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    ended = run(capsys, "packs", *arguments)
    assert (ended.status, ended.out) == (4, "")
    (line,) = ended.err.splitlines()
    assert line.startswith("error: ")


def test_a_checkpoint_that_is_none_is_refused_and_leaves_nothing(
    capsys, home: Path, tmp_path: Path
):
    (tmp_path / "g3.pth").write_bytes(b"not a checkpoint")
    ended = run(capsys, "packs", "import", tmp_path)
    assert ended.status == 4
    assert "g3.pth" in ended.err
    assert [one.name for one in (home / "packs").iterdir()] == []
