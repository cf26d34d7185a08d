"""Geo-verification the plain way: every location projected in a loop and encoded, each time."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from g3desktop.engine.alignment.location_encoder import LocationEncoder

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_SCALE = 66.50336 / 180


def project(lat_deg: float, lon_deg: float) -> tuple[float, float]:
    """Lay one position flat by Equal Earth, as GeoCLIP scales it."""
    lat, lon = math.radians(lat_deg), math.radians(lon_deg)
    theta = math.asin(math.sqrt(3) / 2 * math.sin(lat))
    slope = 9 * _A4 * theta**8 + 7 * _A3 * theta**6 + 3 * _A2 * theta**2 + _A1
    x = 2 * math.sqrt(3) * lon * math.cos(theta) / (3 * slope)
    y = _A4 * theta**9 + _A3 * theta**7 + _A2 * theta**3 + _A1 * theta
    return x * _SCALE, y * _SCALE


@torch.no_grad()
def cosines(encoder: LocationEncoder, positions: list[tuple[float, float]], gps: Tensor) -> Tensor:
    """Return the cosine of one image-to-GPS vector with every position, shape (M,)."""
    flat = torch.tensor([project(lat, lon) for lat, lon in positions])
    vectors = []
    for block in flat.split(4096):
        summed = sum(capsule(block) for capsule in encoder.capsules)
        vectors.append(torch.nn.functional.normalize(encoder.head(summed), dim=1))
    return torch.cat(vectors) @ gps
