"""Positions on the globe into the space of image-to-GPS vectors."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from g3desktop.domain.pack import Projection

SIGMAS = (1.0, 16.0, 256.0)
"""Spread of each capsule's frequencies, coarse to fine (Vivanco et al. 2023, GeoCLIP)."""

FEATURES_DIM = 512

MERCATOR_LIMIT_DEG = 85.0511
"""Latitude at which Web Mercator (EPSG:3857) is a square; the poles themselves lie at infinity."""

SEAM_DEG = 0.05
"""How far from the antimeridian the two edges of the map are blended into each other."""

_WGS84_RADIUS_M = 6378137.0
_MERCATOR_HALF_WIDTH_M = 20037508.3427892
_FREQUENCIES = 256
_WIDTH = 1024

# Equal Earth polynomial (Savric, Patterson and Jenny 2018); the scale is GeoCLIP's, which brings
# the map's half width to 1.
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
_EQUAL_EARTH_SCALE = 66.50336 / 180.0


def project_web_mercator(lat_lon_deg: Tensor) -> Tensor:
    """Lay positions flat by Web Mercator, in half widths of the map.

    Args:
        lat_lon_deg: Degrees, shape (M, 2), float64; latitudes beyond `MERCATOR_LIMIT_DEG` are
            clamped, longitudes are taken as they are.

    Returns:
        Shape (M, 2), float32, the latitude part first, as the published weights expect. Metres are
        rounded to float32 before the division because the weights were trained on such numbers.
    """
    lat, lon = _published_radians(lat_lon_deg.clamp(*_limits(lat_lon_deg, MERCATOR_LIMIT_DEG)))
    y_m = _WGS84_RADIUS_M * torch.log(torch.tan(math.pi / 4 + lat / 2))
    metres = torch.stack([y_m, _WGS84_RADIUS_M * lon], dim=1).float()
    return metres / _MERCATOR_HALF_WIDTH_M


def project_equal_earth(lat_lon_deg: Tensor) -> Tensor:
    """Lay positions flat by Equal Earth, scaled as GeoCLIP scales it.

    Args:
        lat_lon_deg: Degrees, shape (M, 2), float64; longitudes are taken as they are.

    Returns:
        Shape (M, 2), float32, the longitude part first, as GeoCLIP's weights expect.

    Source: Savric, Patterson and Jenny 2018, The Equal Earth map projection.
    """
    a1, a2, a3, a4 = _EQUAL_EARTH
    lat, lon = _published_radians(lat_lon_deg.clamp(*_limits(lat_lon_deg, 90.0)))
    theta = torch.asin(math.sqrt(3) / 2 * torch.sin(lat))
    square = theta**2
    sixth = square**3
    slope = 9 * a4 * sixth * square + 7 * a3 * sixth + 3 * a2 * square + a1
    x = 2 * math.sqrt(3) * lon * torch.cos(theta) / (3 * slope)
    y = theta * (a4 * sixth * square + a3 * sixth + a2 * square + a1)
    return (torch.stack([x, y], dim=1) * _EQUAL_EARTH_SCALE).float()


PROJECTIONS: Mapping[Projection, Callable[[Tensor], Tensor]] = {
    "web_mercator": project_web_mercator,
    "equal_earth": project_equal_earth,
}


def _limits(like: Tensor, lat_deg: float) -> tuple[Tensor, Tensor]:
    upper = torch.tensor([lat_deg, math.inf], dtype=like.dtype, device=like.device)
    return -upper, upper


def _published_radians(lat_lon_deg: Tensor) -> tuple[Tensor, Tensor]:
    # Both published encoders read degrees as float32; near the poles that alone moves a vector
    # by more than 1e-5, so the same rounding is kept.
    radians = torch.deg2rad(lat_lon_deg.float().double())
    return radians[:, 0], radians[:, 1]


class FourierCapsule(nn.Module):
    """Random Fourier features of a flat position, and the network that reads them.

    Args:
        sigma: Standard deviation of the frequencies.
    """

    frequencies: Tensor

    def __init__(self, sigma: float) -> None:
        super().__init__()
        self.register_buffer("frequencies", torch.randn(_FREQUENCIES, 2) * sigma)
        self.mlp = nn.Sequential(
            nn.Linear(2 * _FREQUENCIES, _WIDTH),
            nn.ReLU(),
            nn.Linear(_WIDTH, _WIDTH),
            nn.ReLU(),
            nn.Linear(_WIDTH, _WIDTH),
            nn.ReLU(),
            nn.Linear(_WIDTH, FEATURES_DIM),
        )

    @override
    def forward(self, flat: Tensor) -> Tensor:
        """Encode flat positions, shape (M, 2), float32; return shape (M, 512)."""
        phases = self._phases(flat).to(self.frequencies.device)
        waves = torch.cat([torch.cos(phases), torch.sin(phases)], dim=1)
        encoded: Tensor = self.mlp(waves.to(self.dtype))
        return encoded

    @property
    def dtype(self) -> torch.dtype:
        """What the network computes in; the frequencies stay float32."""
        return next(self.mlp.parameters()).dtype

    def _phases(self, flat: Tensor) -> Tensor:
        """Return 2 pi B v in float32, with the rounding of a fused multiply-add.

        At sigma 256 a phase reaches thousands of radians, where float32 is coarse enough to show in
        the vector. Matrix products round differently on every processor; this is the rounding of
        the published code, made the same everywhere by going through float64.
        """
        turns = 2 * math.pi * flat
        b = self.frequencies.to(flat.device)
        first = (turns[:, :1] * b[:, 0]).double()
        return torch.addcmul(first, turns[:, 1:].double(), b[:, 1].double()).float()


class LocationEncoder(nn.Module):
    """Positions to vectors: a projection, one capsule per sigma, summed, then an optional head.

    A flat map has edges. Positions within `SEAM_DEG` of the antimeridian are blended with their
    twin beyond the other edge, so that the vector is continuous there and longitudes 180 and -180
    give the same one. At the poles each longitude keeps its own vector: the map stretches a pole
    into a line.

    Args:
        projection: How positions are laid flat.
        head: What turns the 512 features into the vector; nothing by default.
    """

    def __init__(self, projection: Projection, head: nn.Module | None = None) -> None:
        super().__init__()
        self.projection = projection
        self.capsules = nn.ModuleList(FourierCapsule(sigma) for sigma in SIGMAS)
        self.head = nn.Identity() if head is None else head

    @override
    def forward(self, lat_lon_deg: Tensor) -> Tensor:
        """Encode positions, shape (M, 2), to vectors that are not normalised, shape (M, D).

        Args:
            lat_lon_deg: Finite degrees in float64, latitude first, on any device: the projection
                runs where they are, the networks where their weights are.
        """
        vectors: Tensor = self.head(self.features(lat_lon_deg))
        return vectors

    def features(self, lat_lon_deg: Tensor) -> Tensor:
        """Return what the head reads, shape (M, 512)."""
        lat, lon = lat_lon_deg.double().unbind(dim=1)
        lon = torch.where(lon.abs() <= 180, lon, torch.remainder(lon + 180, 360) - 180)
        features = self._sum(torch.stack([lat, lon], dim=1))
        seam = torch.nonzero(lon.abs() > 180 - SEAM_DEG).flatten()
        if not len(seam):
            return features
        lat, lon = lat[seam], lon[seam]
        twin = self._sum(torch.stack([lat, lon - 360 * torch.sign(lon)], dim=1))
        # A half at the antimeridian itself, nothing at the seam's other side.
        share = ((lon.abs() - (180 - SEAM_DEG)) / (2 * SEAM_DEG)).to(features)
        rows = seam.to(features.device)
        return features.index_copy(0, rows, torch.lerp(features[rows], twin, share[:, None]))

    def _sum(self, lat_lon_deg: Tensor) -> Tensor:
        flat = PROJECTIONS[self.projection](lat_lon_deg)
        first, *others = (capsule(flat) for capsule in self.capsules)
        total: Tensor = sum(others, start=first)
        return total


def alignment_head(in_dim: int, out_dim: int) -> nn.Sequential:
    """Return the head that the paper puts on every part: two linear layers with a ReLU between."""
    return nn.Sequential(nn.Linear(in_dim, in_dim), nn.ReLU(), nn.Linear(in_dim, out_dim))


def published_name(name: str) -> str:
    """Return what GeoCLIP's code, and the paper's after it, calls a tensor of `LocationEncoder`.

    Args:
        name: A key of the module's state dict, without its head.
    """
    _, capsule, *rest = name.split(".")
    if rest == ["frequencies"]:
        return f"LocEnc{capsule}.capsule.0.b"
    _, layer, kind = rest
    place = "head.0" if layer == "6" else f"capsule.{int(layer) + 1}"
    return f"LocEnc{capsule}.{place}.{kind}"


def unit(vectors: Tensor) -> Tensor:
    """Scale vectors to unit length, in float32."""
    return functional.normalize(vectors.float(), dim=-1)
