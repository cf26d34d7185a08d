"""The folder of a training run: begun once, gone on with by the same run alone, ended by a pack."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from g3desktop.domain.errors import UsageError
from g3desktop.domain.pack import MANIFEST_NAME, FusionWeights, PackManifest
from g3desktop.engine.alignment.recipe import TrainingRecipe, recipe_json
from g3desktop.engine.alignment.trainable import PackLabel, TrainableEncoder
from g3desktop.files import replace_file

STATE_NAME = "state.safetensors"
BEST_NAME = "best.safetensors"
METRICS_NAME = "metrics.jsonl"
RECIPE_NAME = "recipe.json"
PACK_NAME = "pack"
MARK_NAME = "run.json"


@dataclass(frozen=True, slots=True)
class RunOptions:
    """Where and how a run is made; none of it changes the result on one device.

    Attributes:
        out: The run's folder: state, metrics, recipe, and in the end the pack.
        resume: Go on with what `out` holds, if it holds anything.
        device: "cpu", "cuda" or "mps".
        label: Names of the pack.
        checkpoint_every_s: Seconds between states on disk; 0 writes one after every step.
    """

    out: Path
    resume: bool = False
    device: str = "cpu"
    label: PackLabel = field(default_factory=lambda: PackLabel("trained"))
    checkpoint_every_s: float = 60.0


def open_run(run: RunOptions, recipe: TrainingRecipe, fingerprint: str) -> bool:
    """Make or check the run's folder.

    Returns:
        Whether it holds a state to go on with.

    Raises:
        UsageError: It is taken, or its run began with something else.
    """
    if (run.out / PACK_NAME).exists():
        raise UsageError(f"{run.out} holds a finished run.", hint="Choose another --out.")
    mark = run.out / MARK_NAME
    if mark.is_file():
        if not run.resume:
            raise UsageError(
                f"{run.out} holds an unfinished run.", hint="Add --resume, or choose another --out."
            )
        if json.loads(mark.read_text(encoding="utf-8")).get("fingerprint") != fingerprint:
            raise UsageError(
                f"The run in {run.out} began with another recipe, other photos or other weights.",
                hint="Give the same again, or choose another --out.",
            )
        return (run.out / STATE_NAME).is_file()
    run.out.mkdir(parents=True, exist_ok=True)
    if any(run.out.iterdir()):
        raise UsageError(f"{run.out} is not empty.", hint="Choose another --out.")
    replace_file(run.out / RECIPE_NAME, (recipe_json(recipe) + "\n").encode("utf-8"))
    replace_file(mark, (json.dumps({"fingerprint": fingerprint}) + "\n").encode("utf-8"))
    return False


def finish_run(
    model: TrainableEncoder, run: RunOptions, fusion: FusionWeights | None
) -> PackManifest:
    """Write the pack, then drop what only an unfinished run needs."""
    folder = run.out / PACK_NAME
    aside = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    manifest = dataclasses.replace(model.save_pack(aside, run.label), fusion=fusion)
    text = json.dumps(dataclasses.asdict(manifest), indent=2)
    (aside / MANIFEST_NAME).write_text(text + "\n", encoding="utf-8")
    for path in aside.iterdir():
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())
    aside.rename(folder)
    for leftover in (run.out / STATE_NAME, run.out / BEST_NAME, *run.out.glob("features-*")):
        leftover.unlink(missing_ok=True)
    return manifest
