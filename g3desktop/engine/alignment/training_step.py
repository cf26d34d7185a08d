"""One step of geo-alignment: which photos, how they are seen, and what the loss is.

Everything drawn at random comes from the recipe's seed and the number of the step, never from what
was drawn before, so that a run which goes on after a kill draws what it would have drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from g3desktop.domain.geometry import EARTH_RADIUS_KM
from g3desktop.engine.alignment.augmentation import random_views
from g3desktop.engine.alignment.features import DeviceRows
from g3desktop.engine.alignment.held_out import on_device
from g3desktop.engine.alignment.objective import (
    ExtraNegatives,
    Pairing,
    geo_alignment_loss,
    neighbour_weights,
    pairwise_distances_km,
    place_contrast_loss,
)
from g3desktop.engine.alignment.recipe import TrainingRecipe
from g3desktop.engine.alignment.trainable import TrainableEncoder


@dataclass(frozen=True, slots=True, eq=False)
class StepData:
    """What steps draw from; rows of every part belong to the same photos.

    Attributes:
        lat_lon_deg: Positions, shape (N, 2), float64, on the CPU.
        precision_km: How well they are known, shape (N,), float64.
        features: The frozen tower's, or None where the tower moves.
        whole: Whole photos squeezed into squares, or None where the tower is frozen.
        aspects: Width by height, shape (N,).
        texts: The text tower's features, or None without a text part.
        extra_lat_lon_deg: Places without photos, shape (E, 2), float64, on the CPU.
        locations: Vectors of the positions where the location encoder is frozen; else None.
        extra_locations: Vectors of the extra places where it is frozen and they are drawn often.
    """

    lat_lon_deg: Tensor
    precision_km: Tensor
    features: DeviceRows | None
    whole: DeviceRows | None
    aspects: Tensor
    texts: DeviceRows | None
    extra_lat_lon_deg: Tensor
    locations: DeviceRows | None = None
    extra_locations: DeviceRows | None = None


def epoch_batches(recipe: TrainingRecipe, count: int, epoch: int) -> list[Tensor]:
    """Return the rows of each step of an epoch (from 0); a last, smaller batch is left out.

    The order is another in every epoch, so that no photo stays out for long.
    """
    size = min(recipe.batch, count)
    generator = _generator(recipe.seed, epoch)
    order = torch.randperm(count, generator=generator)
    return [order[start : start + size] for start in range(0, count - size + 1, size)]


def _generator(*numbers: int) -> torch.Generator:
    state = np.random.SeedSequence(numbers).generate_state(1, np.uint64)
    return torch.Generator().manual_seed(int(state[0]))


@contextmanager
def _seeded_dropout(device: str, generator: torch.Generator) -> Iterator[None]:
    """Seed what layers draw by themselves, and leave the process's own generators as they were."""
    devices = [torch.cuda.current_device()] if device == "cuda" else []
    with torch.random.fork_rng(devices=devices):
        torch.manual_seed(int(torch.randint(2**62, (), generator=generator)))
        yield


def step_loss(
    model: TrainableEncoder,
    recipe: TrainingRecipe,
    data: StepData,
    rows: Tensor,
    *,
    step: int,
    device: str,
) -> Tensor:
    """Return the loss of one step.

    Args:
        model: In training mode.
        recipe: Terms and strengths.
        data: What to draw from.
        rows: Photos of the batch.
        step: Optimizer steps done since the start; seeds everything that is drawn.
        device: Where the model is.
    """
    generator = _generator(recipe.seed, 1, step)
    lat_lon_deg = data.lat_lon_deg[rows]
    if recipe.objective.jitter_positions:
        lat_lon_deg = jitter(lat_lon_deg, data.precision_km[rows], generator)
    extra = _draw_extra(recipe, data, generator)
    with _seeded_dropout(device, generator):
        images = model.align_images(_batch_features(model, recipe, data, rows, generator, device))
        texts = None if data.texts is None else model.align_texts(data.texts.take(rows))
        own, others = _locations(model, data, rows, lat_lon_deg, extra, device)
    pairing = Pairing(images.image_gps, own, model.gps_logit_scale())
    text_pairing = None
    if texts is not None and images.image_text is not None:
        text_pairing = Pairing(images.image_text, texts, model.text_logit_scale())
    loss = geo_alignment_loss(
        text_pairing,
        pairing,
        positives=_positives(lat_lon_deg, recipe.objective.positive_scale_km, device),
        negatives=_negatives(recipe, data, lat_lon_deg, extra, others),
        label_smoothing=recipe.objective.label_smoothing,
    )
    if recipe.objective.place_weight:
        near = neighbour_weights(lat_lon_deg, scale_km=recipe.objective.place_scale_km).to(device)
        temperature = recipe.objective.place_temperature
        gathered = place_contrast_loss(images.image, near, temperature=temperature)
        loss = loss + recipe.objective.place_weight * gathered
    return loss


def _batch_features(
    model: TrainableEncoder,
    recipe: TrainingRecipe,
    data: StepData,
    rows: Tensor,
    generator: torch.Generator,
    device: str,
) -> Tensor:
    if data.features is not None:
        return data.features.take(rows)
    if data.whole is None:
        raise ValueError("a tower that moves needs the photos")
    views = random_views(
        data.whole.take(rows),
        data.aspects[rows],
        side_px=model.input_px,
        strength=recipe.augmentation,
        generator=generator,
    ).contiguous(memory_format=torch.channels_last)
    fast = device == "cuda" and recipe.optimisation.mixed_precision
    with torch.autocast("cuda", torch.bfloat16) if fast else nullcontext():
        return model.tower(views)


def _draw_extra(
    recipe: TrainingRecipe, data: StepData, generator: torch.Generator
) -> Tensor | None:
    wanted, there = recipe.objective.extra_negatives, len(data.extra_lat_lon_deg)
    if not wanted or not there:
        return None
    return torch.randint(there, (wanted,), generator=generator)


def _locations(
    model: TrainableEncoder,
    data: StepData,
    rows: Tensor,
    lat_lon_deg: Tensor,
    extra: Tensor | None,
    device: str,
) -> tuple[Tensor, Tensor | None]:
    """Return vectors of the batch's own positions and of the extra ones."""
    if data.locations is not None:
        return data.locations.take(rows), _kept_extra(model, data, extra, device)
    if extra is None:
        return model.align_locations(on_device(lat_lon_deg, device)), None
    every = torch.cat([lat_lon_deg, data.extra_lat_lon_deg[extra]])
    vectors = model.align_locations(on_device(every, device))
    return vectors[: len(rows)], vectors[len(rows) :]


def _kept_extra(
    model: TrainableEncoder, data: StepData, extra: Tensor | None, device: str
) -> Tensor | None:
    if extra is None:
        return None
    if data.extra_locations is not None:
        return data.extra_locations.take(extra)
    return model.align_locations(on_device(data.extra_lat_lon_deg[extra], device))


def _positives(lat_lon_deg: Tensor, scale_km: float, device: str) -> Tensor | None:
    return neighbour_weights(lat_lon_deg, scale_km=scale_km).to(device) if scale_km else None


def _negatives(
    recipe: TrainingRecipe,
    data: StepData,
    lat_lon_deg: Tensor,
    extra: Tensor | None,
    vectors: Tensor | None,
) -> ExtraNegatives | None:
    if extra is None or vectors is None:
        return None
    places = on_device(data.extra_lat_lon_deg[extra], vectors.device.type)
    distances = pairwise_distances_km(on_device(lat_lon_deg, vectors.device.type), places)
    ignored = distances < recipe.objective.extra_ignored_km
    return ExtraNegatives(vectors, ignored.to(vectors.device))


def jitter(lat_lon_deg: Tensor, precision_km: Tensor, generator: torch.Generator) -> Tensor:
    """Move positions to a random point within their precision.

    Args:
        lat_lon_deg: Degrees, shape (B, 2), float64.
        precision_km: Radius of the disc of each, shape (B,).
        generator: Draws the points.

    Returns:
        Degrees, shape (B, 2); latitudes stay in range, longitudes may pass 180.
    """
    count = len(lat_lon_deg)
    radius = precision_km * torch.rand(count, generator=generator, dtype=torch.float64).sqrt()
    angle = 2 * torch.pi * torch.rand(count, generator=generator, dtype=torch.float64)
    step_deg = torch.rad2deg(radius / EARTH_RADIUS_KM)
    lat = (lat_lon_deg[:, 0] + step_deg * angle.sin()).clamp(-90, 90)
    # A meridian's width vanishes at the poles, where any longitude will do.
    shrink = torch.deg2rad(lat).cos().clamp_min(0.01)
    lon = lat_lon_deg[:, 1] + step_deg * angle.cos() / shrink
    return torch.stack([lat, lon], dim=1)
