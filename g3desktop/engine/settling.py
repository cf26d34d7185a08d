"""Whether a position not yet proposed could still win: a search for a better one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.geometry import EARTH_RADIUS_KM, LatLon, distances_km, unit_vectors
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
        moving = np.arange(len(positions))
        for _ in range(_MOVES_PER_STEP):
            if best.max() > first.score:
                return False
            around = _around(positions[moving], step_km)
            scores = score(around.reshape(-1, 2)).reshape(around.shape[:2])
            scores[~_outside(around, first.where, radius_km)] = -np.inf
            rows, picks = np.arange(len(moving)), scores.argmax(axis=1)
            better = scores[rows, picks] > best[moving]
            rows, picks, moving = rows[better], picks[better], moving[better]
            if not len(moving):
                break
            positions[moving], best[moving] = around[rows, picks], scores[rows, picks]
    return bool(best.max() <= first.score)


def _outside(
    positions_deg: NDArray[np.float64], where: LatLon, radius_km: float
) -> NDArray[np.bool_]:
    far: NDArray[np.bool_] = distances_km((where.lat_deg, where.lon_deg), positions_deg) > radius_km
    return far


def _around(positions_deg: NDArray[np.float64], step_km: float) -> NDArray[np.float64]:
    """Return points at a distance in all directions, shapes (P, 2) to (P, 8, 2).

    In space rather than by bearings and longitudes, which mean nothing at a pole.
    """
    bearing = np.arange(_DIRECTIONS) * (2 * np.pi / _DIRECTIONS)
    lon = np.radians(positions_deg[:, 1])
    east = np.stack([-np.sin(lon), np.cos(lon), np.zeros_like(lon)], axis=-1)
    north = unit_vectors(positions_deg + np.array([90.0, 0.0]))
    directions = np.multiply.outer(np.cos(bearing), north) + np.multiply.outer(
        np.sin(bearing), east
    )
    arc = step_km / EARTH_RADIUS_KM
    points = np.cos(arc) * unit_vectors(positions_deg) + np.sin(arc) * directions
    x, y, z = np.moveaxis(points, -1, 0)
    around = np.degrees([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)])
    return np.moveaxis(around, (0, 1), (-1, -2))
