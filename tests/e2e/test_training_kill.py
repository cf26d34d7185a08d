"""A training process killed without warning goes on to the same weights."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from g3desktop.engine.alignment.training_run import METRICS_NAME, STATE_NAME
from g3desktop.services.packs import read_pack
from tests.tiny_starter import TINY_RECIPE, tiny_photos

# Runs one training in a process of its own; dies by SIGKILL inside step argv[3], if that is not 0.
_PROGRAM = """
import os, signal, sys
from pathlib import Path
from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.engine.alignment.training import train
from g3desktop.engine.alignment.training_data import TrainingData
from g3desktop.engine.alignment.training_run import RunOptions
from tests.tiny_starter import tiny_model, tiny_photos, tiny_recipe

folder, out, deadly = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
recipe = tiny_recipe(keep="best", optimisation={"backbone_lr_scale": 0.1, "ema_decay": 0.9})
steps = 0

def cancelled():
    global steps
    steps += 1
    if steps == deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    return False

learn, held = tiny_photos(folder, recipe)
train(
    tiny_model(recipe), recipe, TrainingData(learn, held),
    run=RunOptions(out, resume=True, checkpoint_every_s=0), report=ignore_progress,
    cancelled=cancelled,
)
"""


def train_in_process(folder: Path, out: Path, deadly_step: int = 0) -> int:
    command = [sys.executable, "-c", _PROGRAM, str(folder), str(out), str(deadly_step)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
    return done.returncode


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX")
def test_killed_training_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    tiny_photos(tmp_path, TINY_RECIPE)
    assert train_in_process(tmp_path, tmp_path / "whole") == 0
    # Within the first epoch; then, gone on from there, after its end.
    for deadly_step in (2, 3):
        assert train_in_process(tmp_path, tmp_path / "cut", deadly_step) == -signal.SIGKILL
        assert not (tmp_path / "cut" / "pack").exists()
    assert (tmp_path / "cut" / STATE_NAME).is_file()
    assert train_in_process(tmp_path, tmp_path / "cut") == 0
    whole, cut = (read_pack(tmp_path / out / "pack") for out in ("whole", "cut"))
    assert whole.manifest == cut.manifest
    histories = [
        [json.loads(line) for line in (tmp_path / out / METRICS_NAME).read_text().splitlines()]
        for out in ("whole", "cut")
    ]
    assert histories[0] == histories[1]
    assert len(histories[0]) == TINY_RECIPE.epochs
