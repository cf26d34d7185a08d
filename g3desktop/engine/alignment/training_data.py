"""What a training run learns from, and what it comes to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import UsageError
from g3desktop.domain.pack import PackManifest
from g3desktop.engine.alignment.photo_cache import PreparedPhotos
from g3desktop.engine.alignment.recipe import TrainingRecipe, recipe_hash
from g3desktop.engine.alignment.trainable import TrainableEncoder
from g3desktop.engine.alignment.training_state import EpochMetrics

Describe = Callable[[NDArray[np.float64]], list[str]]
"""Writes the text of each position, shape (N, 2) in degrees: city, region, country, continent."""


@dataclass(frozen=True, slots=True, eq=False)
class TrainingData:
    """What a run learns from and is measured on.

    Attributes:
        train: Photos to learn from; the gallery of held-out recall.
        held_out: Photos to measure on, of other contents; or None.
        extra_lat_lon_deg: Places without photos, degrees, shape (E, 2).
        describe: Writes texts; needed by an encoder with a text part alone.
        features: What a frozen tower says of `train`, shape (N, F), where that is known already;
            None computes it.
    """

    train: PreparedPhotos
    held_out: PreparedPhotos | None = None
    extra_lat_lon_deg: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)))
    describe: Describe | None = None
    features: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class TrainingOutcome:
    """A finished run.

    Attributes:
        folder: The pack.
        manifest: What it says of itself.
        history: What each epoch came to.
        kept_epoch: Whose weights the pack holds.
    """

    folder: Path
    manifest: PackManifest
    history: tuple[EpochMetrics, ...]
    kept_epoch: int


def check_fit(model: TrainableEncoder, recipe: TrainingRecipe, data: TrainingData) -> None:
    """See that model, recipe and data go together.

    Raises:
        UsageError: They do not.
    """
    if len(data.train) < 2:
        raise UsageError("Training needs at least two photos.")
    if recipe.keep == "best" and data.held_out is None:
        raise UsageError(
            "The recipe keeps the best epoch, but nothing is held out to tell which that is.",
            hint='Hold photos out, or set "keep" to "last".',
        )
    if model.text_dim and data.describe is None:
        raise UsageError("This encoder has a text part, and nothing writes texts for it.")
    if recipe.tunes_backbone and not data.train.whole.size:
        raise ValueError("a tower that moves needs whole photos")


def fingerprint(model: TrainableEncoder, recipe: TrainingRecipe, data: TrainingData) -> str:
    """Return a hash of all that the result depends on."""
    digest = hashlib.sha256(recipe_hash(recipe).encode())
    digest.update(model.origin().encode())
    digest.update(data.train.fingerprint().encode())
    digest.update((data.held_out.fingerprint() if data.held_out else "").encode())
    digest.update(np.ascontiguousarray(data.extra_lat_lon_deg).tobytes())
    return digest.hexdigest()
