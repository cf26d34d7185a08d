"""`g3desktop train` as a user runs it: train, go on, install, locate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.program import run
from tests.pictures import write_photos

RECIPE = {
    "shape": {
        "architecture": "test_efficientnet",
        "input_px": 32,
        "hidden_dim": 16,
        "image_dim": 0,
        "whitened": False,
    },
    "objective": {"extra_negatives": 0},
    "optimisation": {"backbone_lr_scale": 1.0, "location_lr_scale": 0.1},
    "stored_px": 32,
    "batch": 6,
}


@pytest.fixture
def train(capsys, home: Path, tmp_path: Path):
    write_photos(tmp_path / "photos", 18)
    (tmp_path / "recipe.json").write_text(json.dumps(RECIPE))

    def trained(*arguments: object):
        return run(
            capsys, "train", tmp_path / "photos", "--out", tmp_path / "run", "--device", "cpu",
            "--recipe", tmp_path / "recipe.json", "--epochs", 2, *arguments,
        )  # fmt: skip

    return trained


def test_a_trained_pack_can_be_installed(capsys, train, tmp_path: Path):
    ended = train("--hold-out-sets", "roll2", "--id", "mine", "--licence", "CC0-1.0")
    assert ended.status == 0, ended.err
    assert "Trained mine" in ended.out
    epochs = [line for line in ended.err.splitlines() if line.startswith("epoch ")]
    assert len(epochs) == 2
    assert all("loss" in line and "recall" in line and "left" in line for line in epochs)
    assert run(capsys, "packs", "import", tmp_path / "run" / "pack").status == 0
    listed = json.loads(run(capsys, "packs", "list", "--json").out)["packs"]
    assert ("mine", "CC0-1.0") in [(one["id"], one["licence"]) for one in listed]
    again = train("--hold-out-sets", "roll2")
    assert again.status == 2
    assert "finished run" in again.err


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("--id", "No Good"), 2),
        (("--only", "split"), 2),
        (("--epochs", "0"), 2),
        (("--seed", "-1"), 2),
        (("--hold-out-share", "1"), 2),
        (("--recipe", "nowhere.json"), 2),
        (("--csv", "nowhere.csv"), 2),
        (("--encoder", "nope"), 4),
        (("--init-location", "nowhere.pth"), 2),
    ],
)
def test_what_cannot_be_done_is_one_line_and_its_status(train, arguments, status, tmp_path: Path):
    ended = train(*arguments)
    assert (ended.status, ended.out) == (status, "")
    assert ended.err.splitlines()[-1].startswith("error: ")
    assert not (tmp_path / "run").exists()


def test_photos_in_both_sets_are_refused(train, tmp_path: Path):
    ended = train("--held-out", tmp_path / "photos" / "roll0")
    assert ended.status == 2
    assert not (tmp_path / "run" / "pack").exists()
