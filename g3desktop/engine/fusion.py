"""One score from retrieval and verification: the only place where the two are weighed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.geometry import EARTH_RADIUS_KM, unit_vectors
from g3desktop.domain.pack import FusionWeights

DENSITY_FLOOR = 1e-9
"""Density where no row is near: keeps its logarithm finite, so that verification still orders."""

_BLOCK_PAIRS = 1 << 20
"""Position-row pairs worked on at once: 8 MiB for each array of that size."""


def fused_scores(
    positions_deg: NDArray[np.float64],
    position_cosines: NDArray[np.float32],
    rows_deg: NDArray[np.float64],
    row_evidence: NDArray[np.float32],
    weights: FusionWeights,
    *,
    negligible: float = 0.0,
) -> NDArray[np.float64]:
    """Score positions by what the similar photos say and by what their location vectors say.

    Each similar photo (a row) has the share softmax(evidence / temperature) and spreads it around
    itself by Gaussian kernels of the great-circle distance; the logarithm of that density and the
    weighed geo-verification cosine add up.

    Args:
        positions_deg: Latitude and longitude of M positions, shape (M, 2).
        position_cosines: Geo-verification cosine of each, shape (M,).
        rows_deg: Positions of the R most similar gallery rows, shape (R, 2); R may be 0.
        row_evidence: What each counts for, shape (R,); see `FusionWeights`.
        weights: Fitted on photos held out from training.
        negligible: Leave out the least similar rows as long as their shares sum to at most this;
            no density is off by more than it.

    Returns:
        Scores, shape (M,), finite; comparable between positions of one photo alone.
    """
    verification = weights.verification * position_cosines.astype(np.float64)
    if not len(rows_deg):
        unseen: NDArray[np.float64] = verification + np.log(DENSITY_FLOOR)
        return unseen
    shares = _softmax(row_evidence.astype(np.float64) / weights.temperature)
    kept = _without_negligible(shares, negligible)
    rows, shares = unit_vectors(rows_deg[kept]), shares[kept]
    points = unit_vectors(positions_deg)
    density = np.empty(len(points))
    step = max(1, _BLOCK_PAIRS // len(rows))
    for start in range(0, len(points), step):
        block = slice(start, start + step)
        density[block] = _spread(_squared_km(points[block], rows), weights) @ shares
    scores: NDArray[np.float64] = verification + np.log(density + DENSITY_FLOOR)
    return scores


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    exponentials = np.exp(logits - logits.max())
    shares: NDArray[np.float64] = exponentials / exponentials.sum()
    return shares


def _without_negligible(shares: NDArray[np.float64], negligible: float) -> NDArray[np.intp]:
    """Return the rows to keep; the one with the greatest share always stays."""
    ascending = np.argsort(shares, kind="stable")
    dropped = int(np.searchsorted(np.cumsum(shares[ascending]), negligible, side="right"))
    return ascending[min(dropped, len(shares) - 1) if negligible > 0 else 0 :]


def _squared_km(points: NDArray[np.float64], rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squared great-circle distances between unit vectors, shape (len(points), len(rows)).

    In float64 the dot product resolves distances down to a tenth of a metre, far below any kernel.
    """
    half_chord = np.sqrt(np.clip((1 - points @ rows.T) / 2, 0.0, 1.0))
    squared: NDArray[np.float64] = np.square(2 * EARTH_RADIUS_KM * np.arcsin(half_chord))
    return squared


def _spread(squared_km: NDArray[np.float64], weights: FusionWeights) -> NDArray[np.float64]:
    total = np.zeros_like(squared_km)
    for scale_km, weight in zip(weights.scales_km, weights.scale_weights, strict=True):
        total += weight * np.exp(squared_km * (-0.5 / scale_km**2))
    return total
