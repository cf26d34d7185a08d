"""Where the evidence about a photo lies, as areas that a map can draw."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.geometry import unit_vectors
from g3desktop.engine.messages import DensityArea

HELD_SHARES = (0.5, 0.8, 0.95)
"""How much of the evidence the densest areas hold, from the innermost to the outermost."""

_MOST_CELLS = 1500
_CELLS_KM = (6.0, 12.0, 25.0, 50.0, 100.0, 200.0, 400.0, 800.0)
_KM_PER_DEG = 111.195
_MOST_COLUMNS = 10_000
_OVERLAP = 1.3
"""A cell reaches beyond its own width, so that neighbours flow together."""


def density_areas(
    lat_lon_deg: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[DensityArea, ...]:
    """Find the densest towns that hold half, four fifths and 95 % of the evidence.

    Cells are as small as they can be for their number, so that one town is drawn as one town and
    half a continent as that.

    Args:
        lat_lon_deg: All positions, shape (N, 2).
        weights: What speaks for each, compared with each other only, shape (N,).

    Returns:
        One area for each of `HELD_SHARES`, or none where nothing has weight. Any thread may ask.
    """
    order = np.argsort(-weights, kind="stable")
    held = np.cumsum(weights[order])
    if not len(held) or not held[-1] > 0:
        return ()
    counts = [int(np.searchsorted(held, share * held[-1])) + 1 for share in HELD_SHARES]
    return tuple(
        _area(share, lat_lon_deg[order[:count]])
        for share, count in zip(HELD_SHARES, counts, strict=True)
    )


def _area(share: float, lat_lon_deg: NDArray[np.float64]) -> DensityArea:
    for cell_km in _CELLS_KM:
        cells = _cells(lat_lon_deg, cell_km)
        if len(cells) <= _MOST_CELLS:
            break
    middles = tuple(np.round(cells, 4).ravel().tolist())
    return DensityArea(share, cell_km * _OVERLAP, middles)


def _cells(lat_lon_deg: NDArray[np.float64], cell_km: float) -> NDArray[np.float64]:
    """Return the middle of the towns in each cell, shape (C, 2)."""
    step = cell_km / _KM_PER_DEG
    rows = np.floor((lat_lon_deg[:, 0] + 90) / step)
    # As wide as high on the side where a row is wider; at a pole one cell goes all around.
    widest = np.minimum(np.abs(rows * step - 90), np.abs((rows + 1) * step - 90))
    widths = step / np.maximum(np.cos(np.radians(widest)), step / 360)
    columns = np.floor((lat_lon_deg[:, 1] + 180) / widths)
    _, inverse = np.unique(rows * _MOST_COLUMNS + columns, return_inverse=True)
    # On the sphere: degrees have no mean around a pole.
    x, y, z = (np.bincount(inverse, weights=axis) for axis in unit_vectors(lat_lon_deg).T)
    middles: NDArray[np.float64] = np.degrees(
        np.stack([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)], axis=1)
    )
    return middles
