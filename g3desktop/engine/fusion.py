"""One score from retrieval and verification: the only place where the two are weighed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.geometry import EARTH_RADIUS_KM, unit_vectors
from g3desktop.domain.pack import FusionWeights

DENSITY_FLOOR = 1e-9
"""Density where no row is near: keeps its logarithm finite, so that verification still orders."""

_CELLS_PER_SCALE = 3
"""Rows nearer to each other than this part of a kernel's width spread as one from their middle;
that moves no density by more than a per cent or two, far less than the fit can tell."""

_REACH_SCALES = 5.5
"""How far north and south a kernel is followed: to less than a millionth of its height."""

_SINGLE_PRECISION_KM = 50.0
"""Single precision places unit vectors to some 2 km, enough for kernels at least this wide."""

_LEAST_EXPONENT = -60.0
"""As good as nothing; processors are slow with numbers that are nearer to it."""

_BLOCK_POINTS = 256


def fused_scores(
    positions_deg: NDArray[np.float64],
    position_cosines: NDArray[np.float32],
    rows_deg: NDArray[np.float64],
    row_evidence: NDArray[np.float32],
    weights: FusionWeights,
) -> NDArray[np.float64]:
    """Score positions by what the similar photos say and by what their location vectors say.

    Each similar photo (a row) has the share softmax(evidence / temperature) and spreads it around
    itself by Gaussian kernels of the distance; the logarithm of that density and the
    weighed geo-verification cosine add up.

    Args:
        positions_deg: Latitude and longitude of M positions, shape (M, 2).
        position_cosines: Geo-verification cosine of each, shape (M,).
        rows_deg: Positions of the R most similar gallery rows, shape (R, 2); R may be 0.
        row_evidence: What each counts for, shape (R,); see `FusionWeights`.
        weights: Fitted on photos held out from training.

    Returns:
        Scores, shape (M,), finite; comparable between positions of one photo alone.
    """
    verification = weights.verification * position_cosines.astype(np.float64)
    if not len(rows_deg):
        unseen: NDArray[np.float64] = verification + np.log(DENSITY_FLOOR)
        return unseen
    shares = _softmax(row_evidence.astype(np.float64) / weights.temperature)
    density = _density(positions_deg, rows_deg, shares, weights)
    scores: NDArray[np.float64] = verification + np.log(density + DENSITY_FLOOR)
    return scores


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    exponentials = np.exp(logits - logits.max())
    shares: NDArray[np.float64] = exponentials / exponentials.sum()
    return shares


@dataclass(frozen=True, slots=True, eq=False)
class _Masses:
    """Evidence gathered in cells, from south to north.

    Attributes:
        points: Where each cell's evidence lies, unit vectors, shape (C, 3).
        lat_deg: Its latitude, ascending, shape (C,).
        shares: Share of the evidence, shape (C,).
    """

    points: NDArray[np.float64]
    lat_deg: NDArray[np.float64]
    shares: NDArray[np.float64]


def _density(
    positions_deg: NDArray[np.float64],
    rows_deg: NDArray[np.float64],
    shares: NDArray[np.float64],
    weights: FusionWeights,
) -> NDArray[np.float64]:
    """Return the density of the evidence at each position, shape (M,)."""
    northwards = np.argsort(positions_deg[:, 0])
    lat_deg = positions_deg[northwards, 0]
    points = unit_vectors(positions_deg[northwards])
    ordered = np.zeros(len(points))
    for scale_km, weight in zip(weights.scales_km, weights.scale_weights, strict=True):
        masses = _gather(rows_deg, shares, scale_km / _CELLS_PER_SCALE)
        ordered += weight * _kernel_sums(points, lat_deg, masses, scale_km)
    density = np.empty_like(ordered)
    density[northwards] = ordered
    return density


def _kernel_sums(
    points: NDArray[np.float64],
    lat_deg: NDArray[np.float64],
    masses: _Masses,
    scale_km: float,
) -> NDArray[np.float64]:
    """Sum kernels of one width at points that go from south to north, shape (M,).

    On the unit sphere half the squared distance through the globe is 1 - the dot product: a fourth
    component makes one matrix product of the whole exponent.
    """
    sharpness = (EARTH_RADIUS_KM / scale_km) ** 2
    precision = np.dtype(np.float32 if scale_km >= _SINGLE_PRECISION_KM else np.float64)
    sources = np.pad(masses.points * sharpness, ((0, 0), (0, 1)), constant_values=-sharpness)
    sources = sources.T.astype(precision)
    targets = np.pad(points, ((0, 0), (0, 1)), constant_values=1).astype(precision)
    shares = masses.shares.astype(precision)
    reach_deg = np.degrees(_REACH_SCALES * scale_km / EARTH_RADIUS_KM)
    sums = np.empty(len(points))
    for start in range(0, len(points), _BLOCK_POINTS):
        block = slice(start, start + _BLOCK_POINTS)
        low, high = masses.lat_deg.searchsorted(
            (lat_deg[block][0] - reach_deg, lat_deg[block][-1] + reach_deg)
        )
        kernels = targets[block] @ sources[:, low:high]
        np.maximum(kernels, _LEAST_EXPONENT, out=kernels)
        np.exp(kernels, out=kernels)
        sums[block] = kernels @ shares[low:high]
    return sums


def _gather(rows_deg: NDArray[np.float64], shares: NDArray[np.float64], cell_km: float) -> _Masses:
    """Sum the shares of rows in cells of about `cell_km`, each placed at its weighed middle."""
    cell_deg = np.degrees(cell_km / EARTH_RADIUS_KM)
    band = np.floor(rows_deg[:, 0] / cell_deg)
    # Cells keep their width towards the poles.
    around = np.floor(rows_deg[:, 1] * np.cos(np.radians(band * cell_deg)) / cell_deg)
    _, cell = np.unique(band + 1j * around, return_inverse=True)
    points = unit_vectors(rows_deg)
    sums = np.stack([np.bincount(cell, shares * axis) for axis in points.T], axis=1)
    lengths = np.linalg.norm(sums, axis=1)
    # A cell whose shares vanish has no middle; it says nothing either.
    said = lengths > 0
    middles = sums[said] / lengths[said, None]
    lat_deg = np.degrees(np.arcsin(np.clip(middles[:, 2], -1, 1)))
    order = np.argsort(lat_deg)
    total = np.bincount(cell, shares)[said]
    return _Masses(middles[order], lat_deg[order], total[order])
