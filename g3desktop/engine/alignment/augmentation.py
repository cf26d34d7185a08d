"""Random views of training photos, made in batches on the device that trains.

Photos are kept whole, squeezed into a square, with their aspect ratio beside them; a view is a
crop of the true shape, so that the sides of a landscape photo are seen too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How far a random view may depart from the photo.

    Attributes:
        min_area: Smallest share of the photo's area that a view shows.
        max_aspect: Widest view, width by height; the tallest is its inverse.
        flip: Probability of a mirrored view.
        brightness: Greatest relative change.
        contrast: Greatest relative change.
        saturation: Greatest relative change.
        grey: Probability of a view without colour.
    """

    min_area: float = 0.35
    max_aspect: float = 4 / 3
    flip: float = 0.5
    brightness: float = 0.25
    contrast: float = 0.25
    saturation: float = 0.25
    grey: float = 0.05


def random_views(
    squares: Tensor,
    aspects: Tensor,
    *,
    side_px: int,
    strength: Augmentation,
    generator: torch.Generator,
) -> Tensor:
    """Draw one view of each photo.

    Args:
        squares: Whole photos squeezed into squares, shape (B, S, S, 3), uint8.
        aspects: Width by height of each photo, shape (B,).
        side_px: Side of the views.
        strength: How far to go.
        generator: On the CPU, so that every device sees the same views.

    Returns:
        Shape (B, 3, side_px, side_px), float32, in [0, 1], on the device of `squares`.
    """
    device = squares.device
    crops = _random_crops(aspects.cpu(), strength, generator).to(device)
    colours = _random_colours(len(squares), strength, generator).to(device)
    images = squares.permute(0, 3, 1, 2).float() / 255
    grid = functional.affine_grid(crops, [len(squares), 3, side_px, side_px], align_corners=False)
    views = functional.grid_sample(
        images, grid, mode="bilinear", padding_mode="reflection", align_corners=False
    )
    return _recolour(views, colours)


def _uniform(count: int, low: float, high: float, generator: torch.Generator) -> Tensor:
    return torch.rand(count, generator=generator) * (high - low) + low


def _random_crops(aspects: Tensor, strength: Augmentation, generator: torch.Generator) -> Tensor:
    """Return the affine maps (B, 2, 3) from a view to its box in the squeezed square."""
    count = len(aspects)
    area = _uniform(count, strength.min_area, 1.0, generator)
    widest = math.log(strength.max_aspect)
    aspect = _uniform(count, -widest, widest, generator).exp()
    width = (area * aspect / aspects).sqrt().clamp(max=1.0)
    height = (area * aspects / aspect).sqrt().clamp(max=1.0)
    centre_x = (1 - width) * _uniform(count, -1.0, 1.0, generator)
    centre_y = (1 - height) * _uniform(count, -1.0, 1.0, generator)
    mirrored = torch.rand(count, generator=generator) < strength.flip
    sign = torch.where(mirrored, -1.0, 1.0)
    zero = torch.zeros(count)
    top = torch.stack([width * sign, zero, centre_x], dim=1)
    bottom = torch.stack([zero, height, centre_y], dim=1)
    return torch.stack([top, bottom], dim=1)


def _random_colours(count: int, strength: Augmentation, generator: torch.Generator) -> Tensor:
    """Return brightness, contrast and saturation factors, shape (B, 3)."""
    factors = [
        _uniform(count, 1 - reach, 1 + reach, generator)
        for reach in (strength.brightness, strength.contrast, strength.saturation)
    ]
    without_colour = torch.rand(count, generator=generator) < strength.grey
    factors[2] = factors[2].masked_fill(without_colour, 0.0)
    return torch.stack(factors, dim=1)


def _recolour(views: Tensor, colours: Tensor) -> Tensor:
    brightness, contrast, saturation = colours[:, :, None, None, None].unbind(dim=1)
    views = views * brightness
    mean = views.mean(dim=(1, 2, 3), keepdim=True)
    views = (views - mean) * contrast + mean
    # ITU-R BT.601 luma
    weights = torch.tensor([0.299, 0.587, 0.114], device=views.device)[None, :, None, None]
    grey = (views * weights).sum(dim=1, keepdim=True)
    return ((views - grey) * saturation + grey).clamp(0.0, 1.0)
