"""The geo-alignment objective: image with text and image with position, both ways over the batch.

Every term is a small function of unit vectors, so that a recipe can put them together as it needs.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from g3desktop.domain.geometry import EARTH_RADIUS_KM


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """Unit vectors whose k-th rows belong together.

    Attributes:
        rows: Image side, shape (B, D).
        columns: Text or location side, shape (B, D).
        logit_scale: Logarithm of the inverse temperature, shape ().
    """

    rows: Tensor
    columns: Tensor
    logit_scale: Tensor

    def logits(self) -> Tensor:
        """Return scaled cosines, shape (B, B), a row for each image."""
        return self.logits_with(self.columns)

    def logits_with(self, columns: Tensor) -> Tensor:
        """Return scaled cosines of the rows with other vectors (E, D), shape (B, E)."""
        return self.logit_scale.exp() * (self.rows @ columns.T)


@dataclass(frozen=True, slots=True, eq=False)
class ExtraNegatives:
    """Places without a photo that an image should not be taken for.

    Attributes:
        locations: Unit vectors, shape (E, D).
        ignored: True where a place is too near an image's own to be wrong, shape (B, E); or None.
    """

    locations: Tensor
    ignored: Tensor | None = None


def geo_alignment_loss(
    image_text: Pairing | None,
    image_gps: Pairing,
    *,
    positives: Tensor | None = None,
    negatives: ExtraNegatives | None = None,
    label_smoothing: float = 0.0,
) -> Tensor:
    """Return the loss of one batch: the image-text term plus the image-GPS term.

    Args:
        image_text: None for an encoder without a text part.
        image_gps: Images and their positions.
        positives: How much each place of the batch counts as right for each image, symmetric,
            shape (B, B); None counts its own alone.
        negatives: Places to tell apart from every image's own; they stand on the GPS side only.
        label_smoothing: Share of certainty given to all places alike.

    Source: Jia et al. 2024 (G3), geo-alignment; with the defaults it is the paper's.
    """
    logits = image_gps.logits()
    extra = None
    if negatives is not None:
        extra = image_gps.logits_with(negatives.locations)
        if negatives.ignored is not None:
            extra = extra.masked_fill(negatives.ignored, float("-inf"))
    if positives is None and extra is None:
        loss = symmetric_cross_entropy(logits, label_smoothing=label_smoothing)
    else:
        loss = weighted_cross_entropy(
            logits, positives=positives, extra=extra, label_smoothing=label_smoothing
        )
    if image_text is not None:
        loss = loss + symmetric_cross_entropy(image_text.logits(), label_smoothing=label_smoothing)
    return loss


def symmetric_cross_entropy(logits: Tensor, *, label_smoothing: float = 0.0) -> Tensor:
    """Return the mean over both directions of naming the k-th column for the k-th row.

    Args:
        logits: Shape (B, B).
        label_smoothing: Share of certainty given to all columns alike.

    Source: Radford et al. 2021 (CLIP).
    """
    own = torch.arange(len(logits), device=logits.device)
    forth = functional.cross_entropy(logits, own, label_smoothing=label_smoothing)
    back = functional.cross_entropy(logits.T, own, label_smoothing=label_smoothing)
    return (forth + back) / 2


def weighted_cross_entropy(
    logits: Tensor,
    *,
    positives: Tensor | None = None,
    extra: Tensor | None = None,
    label_smoothing: float = 0.0,
) -> Tensor:
    """Return the symmetric cross entropy where several columns may be right, or more stand beside.

    Args:
        logits: Shape (B, B).
        positives: Non-negative weights with a positive diagonal, shape (B, B); None: the diagonal.
        extra: Logits of columns that are wrong for every row, shape (B, E); -inf where ignored.
        label_smoothing: Share of certainty spread evenly over the batch's own columns.
    """
    if positives is None:
        positives = torch.eye(len(logits), device=logits.device, dtype=logits.dtype)
    forth = _soft_cross_entropy(logits, positives, extra, label_smoothing)
    back = _soft_cross_entropy(logits.T, positives.T, None, label_smoothing)
    return (forth + back) / 2


def _soft_cross_entropy(
    logits: Tensor, weights: Tensor, extra: Tensor | None, label_smoothing: float
) -> Tensor:
    targets = weights / weights.sum(dim=1, keepdim=True)
    targets = targets * (1 - label_smoothing) + label_smoothing / logits.shape[1]
    every = logits if extra is None else torch.cat([logits, extra], dim=1)
    log_probability = logits - every.logsumexp(dim=1, keepdim=True)
    return -(targets * log_probability).sum(dim=1).mean()


def place_contrast_loss(image: Tensor, positives: Tensor, *, temperature: float) -> Tensor:
    """Return how badly image vectors gather by place; 0 where no image has a neighbour.

    Args:
        image: Unit vectors, shape (B, D).
        positives: Weight of each other image as a neighbour, shape (B, B); the diagonal is unused.
        temperature: Divides the cosines.

    Source: Khosla et al. 2020 (supervised contrastive learning), with distance in place of a class.
    """
    itself = torch.eye(len(image), dtype=torch.bool, device=image.device)
    weights = positives.masked_fill(itself, 0.0)
    total = weights.sum(dim=1)
    has_neighbour = total > 0
    logits = (image @ image.T / temperature).masked_fill(itself, float("-inf"))
    log_probability = torch.log_softmax(logits, dim=1).masked_fill(itself, 0.0)
    each = -(weights * log_probability).sum(dim=1) / total.clamp_min(1e-12)
    return each.masked_fill(~has_neighbour, 0.0).sum() / has_neighbour.sum().clamp_min(1)


def pairwise_distances_km(a_lat_lon_deg: Tensor, b_lat_lon_deg: Tensor) -> Tensor:
    """Return great-circle distances of every pair, shapes (N, 2) and (M, 2) to (N, M), kilometres.

    Meant for float64; its error near antipodes does not matter to a loss.
    """
    cosine = _on_sphere(a_lat_lon_deg) @ _on_sphere(b_lat_lon_deg).T
    half_chord = ((1 - cosine).clamp(0, 2) / 2).sqrt()
    return 2 * EARTH_RADIUS_KM * half_chord.asin()


def _on_sphere(lat_lon_deg: Tensor) -> Tensor:
    lat, lon = torch.deg2rad(lat_lon_deg).unbind(dim=1)
    return torch.stack([lat.cos() * lon.cos(), lat.cos() * lon.sin(), lat.sin()], dim=1)


def neighbour_weights(lat_lon_deg: Tensor, *, scale_km: float) -> Tensor:
    """Return how much each place of a batch counts as the place of another: exp(-distance/scale).

    Args:
        lat_lon_deg: Degrees, shape (B, 2), float64.
        scale_km: Distance at which a place counts 1/e.

    Returns:
        Shape (B, B), float32, symmetric, 1 on the diagonal, 0 below one part in a hundred.
    """
    distances = pairwise_distances_km(lat_lon_deg, lat_lon_deg).fill_diagonal_(0.0)
    weights = torch.exp(-distances / scale_km)
    return weights.masked_fill(weights < 0.01, 0.0).float()
