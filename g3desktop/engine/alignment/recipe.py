"""How an encoder is trained: every number that the result depends on, in one value."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked_dataclass

from g3desktop.domain.errors import UsageError
from g3desktop.domain.pack import Crop, FusionWeights, Projection
from g3desktop.engine.alignment.augmentation import Augmentation

_CLOSED = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class StarterShape:
    """The parts of a starter model.

    Attributes:
        architecture: timm's name of the image network.
        input_px: Side of the square it reads.
        projection: How positions are laid flat before the location encoder.
        hidden_dim: Width of the image-to-GPS head.
        image_dim: Length of the image vector; 0 keeps the network's pooled features as they are.
        whitened: Whether the image vector whitens the features of the training photos (PCA), as
            far as a frozen image network allows; else its projection is learned.
        crop: How a photo becomes the square.
        input_dropout: Share of features dropped before the head while training.
        dropout: Share dropped inside the head.
        pixel_mean: Subtracted from pixels in [0, 1].
        pixel_std: Divides them afterwards.
    """

    architecture: str = "tf_efficientnet_lite2"
    input_px: int = 260
    projection: Projection = "equal_earth"
    hidden_dim: int = 768
    image_dim: int = 0
    whitened: bool = False
    crop: Crop = "centre"
    input_dropout: float = 0.1
    dropout: float = 0.4
    pixel_mean: float = 127 / 255
    pixel_std: float = 128 / 255


@dataclass(frozen=True, slots=True)
class Objective:
    """Which terms the loss has.

    Attributes:
        extra_negatives: Places drawn for every batch from the table of extra positions.
        extra_ignored_km: A drawn place nearer than this to a photo is no negative for it.
        positive_scale_km: Photos of a batch near each other count as right for each other, by
            exp(-distance / scale); 0 counts a photo's own position alone, as the paper does.
        label_smoothing: Share of certainty given to all places of a batch alike.
        place_weight: Weight of the term that gathers image vectors by place; 0 leaves it out.
        place_scale_km: How far a place reaches in that term.
        place_temperature: Divides cosines in that term.
        jitter_positions: Whether positions move by a random step of their own precision.
    """

    extra_negatives: int = 0
    extra_ignored_km: float = 25.0
    positive_scale_km: float = 0.0
    label_smoothing: float = 0.0
    place_weight: float = 0.0
    place_scale_km: float = 1.0
    place_temperature: float = 0.1
    jitter_positions: bool = False


@dataclass(frozen=True, slots=True)
class Optimisation:
    """How the weights move.

    Attributes:
        lr: Peak learning rate of heads, projections and temperatures.
        backbone_lr_scale: Times `lr` for the image network; 0 freezes it.
        location_lr_scale: Times `lr` for the location encoder; 0 freezes it.
        weight_decay: Of matrices and kernels; biases, norms and temperatures have none.
        schedule: "cosine" falls to `final_lr_share`; "step" is multiplied by `lr_decay` an epoch.
        warmup_share: Share of all steps in which the rate rises from nothing.
        final_lr_share: Where the cosine ends.
        lr_decay: Factor of each epoch.
        ema_decay: Decay of the average of weights that is measured and kept; 0 keeps the weights.
        clip_norm: Longest gradient; 0 does not clip.
        tune_batch_norm: Whether batch statistics are followed where the image network is tuned.
        mixed_precision: Whether the image network runs in bfloat16 on an accelerator.
    """

    lr: float = 1e-3
    backbone_lr_scale: float = 0.0
    location_lr_scale: float = 0.1
    weight_decay: float = 0.01
    schedule: Literal["cosine", "step"] = "cosine"
    warmup_share: float = 0.05
    final_lr_share: float = 0.01
    lr_decay: float = 0.87
    ema_decay: float = 0.0
    clip_norm: float = 1.0
    tune_batch_norm: bool = False
    mixed_precision: bool = True


@checked_dataclass(frozen=True, slots=True, config=_CLOSED)
class TrainingRecipe:
    """Everything the result depends on besides the photos and the first weights.

    Attributes:
        family: Which kind of encoder is trained.
        shape: The starter's parts; unused for "g3", whose parts come from its pack.
        objective: Terms of the loss.
        optimisation: How the weights move.
        augmentation: How far training views depart; unused where the image network is frozen.
        epochs: Passes over the photos.
        batch: Photos in a step; all of them where there are fewer.
        stored_px: Side of the cached squares that views are cut from.
        logit_scale: First logarithm of the inverse temperature; None keeps that of the weights.
        learn_temperature: Whether temperatures are learned.
        verification_weight: Of the verification cosine beside the retrieval cosine in held-out
            recall.
        keep: Weights of the "last" epoch, or of the "best" by held-out recall.
        fusion: Weights of the fused ranking that the pack will carry, fitted on photos held out
            beforehand; None leaves the pack to the paper's ranking.
        seed: Of everything drawn at random.
    """

    family: Literal["starter", "g3"] = "starter"
    shape: StarterShape = StarterShape()
    objective: Objective = Objective()
    optimisation: Optimisation = Optimisation()
    augmentation: Augmentation = Augmentation()
    epochs: int = 30
    batch: int = 512
    stored_px: int = 320
    logit_scale: float | None = math.log(20.0)
    learn_temperature: bool = True
    verification_weight: float = 0.25
    keep: Literal["last", "best"] = "last"
    fusion: FusionWeights | None = None
    seed: int = 0

    @property
    def tunes_backbone(self) -> bool:
        """Whether the image network moves, so that its features cannot be kept."""
        return self.family == "starter" and self.optimisation.backbone_lr_scale > 0


STARTER_RECIPE = TrainingRecipe(
    shape=StarterShape(input_px=416, image_dim=512, whitened=True, crop="whole", hidden_dim=1024),
    objective=Objective(extra_negatives=4096, positive_scale_km=1.0),
    optimisation=Optimisation(location_lr_scale=0.0, weight_decay=0.05, warmup_share=0.0),
    stored_px=416,
    verification_weight=0.25,
    fusion=FusionWeights(
        temperature=0.02,
        scales_km=(0.5, 12.0, 100.0, 400.0, 1200.0),
        scale_weights=(1.0, 1.0, 1.0, 1.0, 1.0),
        verification=0.0,
        row_verification=0.5,
    ),
)
"""The encoder that ships: a fixed network that sees the whole photo, whitened features beside one
trained head. Each choice was compared on sets held out of the gallery (docs/measurements.md)."""

# Jia et al. 2024 (G3), implementation details: AdamW, 3e-5, weight decay 1e-6, batch 256, ten
# epochs, the rate times 0.87 after each.
G3_RECIPE = TrainingRecipe(
    family="g3",
    optimisation=Optimisation(
        lr=3e-5,
        location_lr_scale=1.0,
        weight_decay=1e-6,
        schedule="step",
        warmup_share=0.0,
        clip_norm=0.0,
    ),
    epochs=10,
    batch=256,
    logit_scale=None,
)
"""The paper's."""

_CHECKED = TypeAdapter(TrainingRecipe)


def default_recipe(family: Literal["starter", "g3"]) -> TrainingRecipe:
    """Return what `train` uses unless told otherwise."""
    return G3_RECIPE if family == "g3" else STARTER_RECIPE


def read_recipe(path: Path, base: TrainingRecipe) -> TrainingRecipe:
    """Read a JSON file that names the fields to change, nested as in `TrainingRecipe`.

    Args:
        path: The file.
        base: Values of the fields that the file does not name.

    Raises:
        UsageError: The file is missing or no JSON, or a field is unknown or of another type.
    """
    try:
        changes = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"Cannot read the recipe {path}: {error.strerror}.") from error
    except ValueError as error:
        raise UsageError(
            f"The recipe {path} is not JSON.", hint='Write one object, such as {"epochs": 10}.'
        ) from error
    if not isinstance(changes, dict):
        raise UsageError(f"The recipe {path} is not one JSON object.")
    return change_recipe(base, changes, where=str(path))


def change_recipe(
    base: TrainingRecipe, changes: dict[str, object], *, where: str = "the options"
) -> TrainingRecipe:
    """Return a recipe with some fields changed, nested ones by nested dicts.

    Raises:
        UsageError: A field is unknown, of another type, or out of range.
    """
    merged = _merge(dataclasses.asdict(base), changes)
    try:
        recipe = _CHECKED.validate_python(merged)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"The recipe in {where}: {field}: {first['msg']}.") from error
    _check_ranges(recipe, where)
    return recipe


def _merge(base: dict[str, object], changes: dict[str, object]) -> dict[str, object]:
    merged = dict(base)
    for name, value in changes.items():
        below = merged.get(name)
        if isinstance(below, dict) and isinstance(value, dict):
            merged[name] = _merge(below, value)
        else:
            merged[name] = value
    return merged


def _check_ranges(recipe: TrainingRecipe, where: str) -> None:
    optimisation, shape = recipe.optimisation, recipe.shape
    rules = {
        "epochs must be at least 1": recipe.epochs >= 1,
        "batch must be at least 2": recipe.batch >= 2,
        "shape.input_px must be at least 32": shape.input_px >= 32,
        "stored_px must be at least shape.input_px": recipe.stored_px >= shape.input_px,
        "shape.dropout must be in [0, 1)": 0 <= shape.dropout < 1,
        "shape.input_dropout must be in [0, 1)": 0 <= shape.input_dropout < 1,
        "shape.whitened needs shape.image_dim": not shape.whitened or shape.image_dim > 0,
        "shape.whitened needs a frozen image network": not (
            shape.whitened and recipe.tunes_backbone
        ),
        "optimisation.lr must be above 0": optimisation.lr > 0,
        "optimisation.ema_decay must be in [0, 1)": 0 <= optimisation.ema_decay < 1,
        "optimisation.warmup_share must be in [0, 1)": 0 <= optimisation.warmup_share < 1,
        "objective.label_smoothing must be in [0, 1)": 0 <= recipe.objective.label_smoothing < 1,
        "augmentation.min_area must be in (0, 1]": 0 < recipe.augmentation.min_area <= 1,
        "augmentation.max_aspect must be at least 1": recipe.augmentation.max_aspect >= 1,
    }
    broken = [rule for rule, holds in rules.items() if not holds]
    if broken:
        raise UsageError(f"The recipe in {where}: {broken[0]}.")


def recipe_json(recipe: TrainingRecipe) -> str:
    """Return the recipe as JSON that `read_recipe` takes."""
    return json.dumps(dataclasses.asdict(recipe), indent=2, sort_keys=True)


def recipe_hash(recipe: TrainingRecipe) -> str:
    """Return a hexadecimal hash that names the recipe."""
    return hashlib.sha256(recipe_json(recipe).encode()).hexdigest()


def lr_share(recipe: TrainingRecipe, step: int, *, steps_per_epoch: int) -> float:
    """Return the share of the peak learning rate that step `step` (from 0) takes."""
    how = recipe.optimisation
    total = recipe.epochs * steps_per_epoch
    warmup = int(how.warmup_share * total)
    if step < warmup:
        return (step + 1) / (warmup + 1)
    if how.schedule == "step":
        return float(how.lr_decay ** (step // steps_per_epoch))
    progress = (step - warmup) / max(total - warmup, 1)
    return how.final_lr_share + (1 - how.final_lr_share) * (1 + math.cos(math.pi * progress)) / 2
