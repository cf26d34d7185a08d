"""Training: photos, a recipe and first weights become a pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from g3desktop.domain.errors import UsageError
from g3desktop.domain.work import Cancelled, Report
from g3desktop.settings import Folders, find_folders
from g3desktop.wiring.bundled import STARTER, load_gazetteer
from g3desktop.wiring.packs import choose_pack

if TYPE_CHECKING:
    from g3desktop.engine.alignment.recipe import TrainingRecipe
    from g3desktop.engine.alignment.trainable import TrainableEncoder
    from g3desktop.engine.alignment.training_data import TrainingOutcome
    from g3desktop.engine.alignment.training_photos import HeldOut


@dataclass(frozen=True, slots=True)
class TrainingWish:
    """What the user wants trained.

    Attributes:
        folder: Photos to learn from.
        csv: Their positions; None takes them from EXIF.
        only: Rows of the CSV to take, by column and value.
        out: Folder of the run.
        resume: Go on with the run in `out`.
        encoder: "starter", or the id of a pack of G3.
        recipe: File with the fields of the recipe to change.
        changes: Fields to change over that.
        init_image: First weights of a starter's image network: a file, or a package.
        init_location: First weights of a starter's location encoder.
        extra_positions: Places without photos.
        held_out: Photos to measure on.
        held_out_csv: Their positions.
        held_out_only: Rows of that CSV to take.
        hold_out_sets: Sets of the training photos to measure on instead.
        hold_out_share: Share of the training photos to hold out, in whole sets.
        pack_id: Id of the new pack.
        pack_version: Its version.
        licence: Its licence.
        source: Where it comes from.
        device: "cuda", "mps" or "cpu"; None takes the fastest.
        precision: Of the frozen towers of G3; None is float32.
        checkpoint_every_s: Seconds between states on disk.
    """

    folder: Path
    csv: Path | None
    only: Mapping[str, str]
    out: Path
    resume: bool
    encoder: str
    recipe: Path | None
    changes: dict[str, object]
    init_image: str | None
    init_location: Path | None
    extra_positions: Path | None
    held_out: Path | None
    held_out_csv: Path | None
    held_out_only: Mapping[str, str]
    hold_out_sets: tuple[str, ...]
    hold_out_share: float
    pack_id: str
    pack_version: str
    licence: str
    source: str
    device: str | None
    precision: str | None
    checkpoint_every_s: float


def run_training(wish: TrainingWish, *, report: Report, cancelled: Cancelled) -> TrainingOutcome:
    """Train as wished.

    Args:
        wish: What and how.
        report: Told after every photo and every step; notes are worth keeping.
        cancelled: Asked between them; the state is saved first.

    Raises:
        UsageError: What was asked for does not fit together, or a photo stands in both sets.
        PackError: First weights are missing or do not fit.
        EngineError: The loss is no longer a number, or memory or disk is full.
        CancelledError: `cancelled` said so.
    """
    import numpy as np

    from g3desktop.engine.alignment.dataset import read_extra_positions
    from g3desktop.engine.alignment.devices import choose_device
    from g3desktop.engine.alignment.photo_cache import Squares
    from g3desktop.engine.alignment.trainable import PackLabel
    from g3desktop.engine.alignment.training import train
    from g3desktop.engine.alignment.training_data import TrainingData
    from g3desktop.engine.alignment.training_photos import PhotoSource, gather_photos
    from g3desktop.engine.alignment.training_run import RunOptions

    folders = find_folders()
    device = choose_device(wish.device)
    label = PackLabel(wish.pack_id, wish.pack_version, wish.licence, wish.source)
    run = RunOptions(wish.out, wish.resume, device, label, wish.checkpoint_every_s)
    extra = np.empty((0, 2))
    if wish.extra_positions is not None:
        extra = read_extra_positions(wish.extra_positions)
    held_out = _held_out(wish)
    recipe, model = _first_model(wish, device, folders)
    squares = Squares(
        model.prepare, model.input_px, recipe.stored_px if recipe.tunes_backbone else 0
    )
    learned, measured = gather_photos(
        PhotoSource(wish.folder, wish.csv, wish.only),
        replace(held_out, seed=recipe.seed),
        squares,
        cache=folders.cache / "training",
        report=report,
        cancelled=cancelled,
    )
    describe = load_gazetteer().describe
    data = TrainingData(learned, measured, extra_lat_lon_deg=extra, describe=describe)
    return train(model, recipe, data, run=run, report=report, cancelled=cancelled)


def _first_model(
    wish: TrainingWish, device: str, folders: Folders
) -> tuple[TrainingRecipe, TrainableEncoder]:
    """Return the recipe and the model as it stands before training."""
    from g3desktop.engine.alignment.recipe import change_recipe, default_recipe, read_recipe

    pack = None if wish.encoder == STARTER else choose_pack(wish.encoder, folders)
    base = default_recipe(pack.spec.family if pack else STARTER)
    if wish.recipe is not None:
        base = read_recipe(wish.recipe, base)
    recipe = change_recipe(base, wish.changes)
    if pack is None:
        from g3desktop.engine.alignment.initial_weights import create_starter

        model: TrainableEncoder = create_starter(
            recipe, init_image=wish.init_image, init_location=wish.init_location
        )
        return recipe, model
    if wish.init_image is not None or wish.init_location is not None:
        raise UsageError(
            "--init-image and --init-location are for the starter.",
            hint=f"Training {wish.encoder} starts from that pack's own weights.",
        )
    from g3desktop.engine.alignment.g3_training import G3Training

    return recipe, G3Training(pack, device=device, precision=wish.precision or "float32")


def _held_out(wish: TrainingWish) -> HeldOut:
    from g3desktop.engine.alignment.training_photos import HeldOut, PhotoSource

    source = None
    if wish.held_out is not None or wish.held_out_csv is not None:
        source = PhotoSource(wish.held_out or wish.folder, wish.held_out_csv, wish.held_out_only)
    return HeldOut(source, wish.hold_out_sets, wish.hold_out_share)
