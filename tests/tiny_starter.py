"""A starter small enough to train in a test, and photos for it."""

from __future__ import annotations

from pathlib import Path

import torch

from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.engine.alignment.photo_cache import PreparedPhotos, Squares
from g3desktop.engine.alignment.recipe import TrainingRecipe, change_recipe
from g3desktop.engine.alignment.starter import StarterModel
from g3desktop.engine.alignment.training_photos import HeldOut, PhotoSource, gather_photos
from tests.pictures import write_photos

TINY_RECIPE = change_recipe(
    TrainingRecipe(),
    {
        "shape": {
            "architecture": "test_efficientnet",
            "input_px": 32,
            "hidden_dim": 16,
            "image_dim": 0,
            "whitened": False,
        },
        "objective": {"extra_negatives": 0},
        "optimisation": {"lr": 3e-3, "location_lr_scale": 0.0, "warmup_share": 0.0},
        "epochs": 3,
        "batch": 6,
        "stored_px": 40,
    },
)
"""A frozen network of 99,000 weights and a small head."""


def tiny_recipe(**changes: object) -> TrainingRecipe:
    return change_recipe(TINY_RECIPE, changes)


def tiny_model(recipe: TrainingRecipe = TINY_RECIPE) -> StarterModel:
    """Draw every weight, those of frozen parts too, which `create_starter` refuses."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(recipe.seed)
        return StarterModel(recipe.shape)


def tiny_photos(
    folder: Path, recipe: TrainingRecipe, *, count: int = 18
) -> tuple[PreparedPhotos, PreparedPhotos | None]:
    """Make photos in three subfolders, one of which is held out."""
    if not (folder / "photos").exists():
        write_photos(folder / "photos", count)
    model = tiny_model(recipe)
    return gather_photos(
        PhotoSource(folder / "photos"),
        HeldOut(groups=("roll2",)),
        Squares(model.prepare, model.input_px, recipe.stored_px if recipe.tunes_backbone else 0),
        cache=folder / "cache",
        report=ignore_progress,
        cancelled=never_cancelled,
    )
