"""Whether a position not yet proposed could still win: a search for a better one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.geometry import EARTH_RADIUS_KM, LatLon, distances_km
from g3desktop.engine.explanation import Scored, positions_of

Score = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Scores positions, shape (P, 2) in degrees, as the ranking does; shape (P,)."""

_STEPS_KM = (300.0, 100.0, 30.0, 10.0, 3.0, 1.0)
_DIRECTIONS = 8
_MOVES_PER_STEP = 4


def is_settled(first: Scored, starts: Sequence[Scored], score: Score, *, radius_km: float) -> bool:
    """Tell whether no position outside the first place's neighbourhood was found to score higher.

    A language model may name any point on Earth, and no formula bounds its score. So the best
    points are looked for: from every start that is not in the neighbourhood, uphill in ever
    shorter steps.

    Args:
        first: The place that leads.
        starts: Positions to search from, such as the best towns and gallery photos.
        score: The ranking's score of any position.
        radius_km: How far the neighbourhood reaches.
    """
    positions = positions_of(starts)
    best = np.array([one.score for one in starts])
    outside = _outside(positions, first.where, radius_km)
    positions, best = positions[outside], best[outside]
    if not len(positions):
        return True
    for step_km in _STEPS_KM:
        for _ in range(_MOVES_PER_STEP):
            if best.max() > first.score:
                return False
            around = _around(positions, step_km)
            scores = score(around.reshape(-1, 2)).reshape(around.shape[:2])
            scores[~_outside(around, first.where, radius_km)] = -np.inf
            better = scores.max(axis=1) > best
            if not better.any():
                break
            rows = np.flatnonzero(better)
            picks = scores[rows].argmax(axis=1)
            positions[rows], best[rows] = around[rows, picks], scores[rows, picks]
    return bool(best.max() <= first.score)


def _outside(
    positions_deg: NDArray[np.float64], where: LatLon, radius_km: float
) -> NDArray[np.bool_]:
    far: NDArray[np.bool_] = distances_km((where.lat_deg, where.lon_deg), positions_deg) > radius_km
    return far


def _around(positions_deg: NDArray[np.float64], step_km: float) -> NDArray[np.float64]:
    """Return points at a distance in all directions, shapes (P, 2) to (P, 8, 2)."""
    bearing = np.arange(_DIRECTIONS) * (2 * np.pi / _DIRECTIONS)
    arc = step_km / EARTH_RADIUS_KM
    lat, lon = (np.radians(positions_deg[:, axis])[:, None] for axis in (0, 1))
    sine = np.sin(lat) * np.cos(arc) + np.cos(lat) * np.sin(arc) * np.cos(bearing)
    new_lat = np.arcsin(np.clip(sine, -1, 1))
    east = np.sin(bearing) * np.sin(arc) * np.cos(lat)
    new_lon = lon + np.arctan2(east, np.cos(arc) - np.sin(lat) * np.sin(new_lat))
    wrapped = (np.degrees(new_lon) + 180) % 360 - 180
    return np.stack([np.degrees(new_lat), wrapped], axis=-1)
