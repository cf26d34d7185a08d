"""Positions in an order in which those near a point are found without looking at all of them."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.geometry import EARTH_RADIUS_KM, LatLon, distances_km

_SLACK_DEG = 1e-3
"""A hundred metres beyond the circle: what single precision rounds is still looked at closely."""


class SortedPositions:
    """Positions from south to north: those of a band are next to each other.

    A pass over millions of positions, for each place of each answer, would take longer than all the
    rest of the answer. This takes 16 bytes for each position, and half a second for millions.

    Args:
        lat_lon_deg: Shape (N, 2); NaN where there is no position; may be mapped from disk.
    """

    def __init__(self, lat_lon_deg: NDArray[np.float64]) -> None:
        lat_deg = np.ascontiguousarray(lat_lon_deg[:, 0])
        # NaN comes last.
        self._order = np.argsort(lat_deg)[: len(lat_deg) - np.count_nonzero(np.isnan(lat_deg))]
        self._lat_deg = lat_deg[self._order].astype(np.float32)
        self._lon_deg = lat_lon_deg[self._order, 1].astype(np.float32)
        self._lat_lon_deg = lat_lon_deg

    def within(
        self, where: LatLon, radius_km: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Find the positions at most so far from a point, in ascending order of their indices.

        Returns:
            Their indices, shape (P,), and their distances in km, shape (P,).
        """
        reach = radius_km / EARTH_RADIUS_KM
        reach_deg = math.degrees(reach) + _SLACK_DEG
        south, north = where.lat_deg - reach_deg, where.lat_deg + reach_deg
        # In the array's own type: of another, all of it would be converted first.
        low, high = self._lat_deg.searchsorted(np.array((south, north), np.float32))
        indices = self._order[low:high]
        # A circle around a pole crosses every meridian.
        if south > -90 and north < 90:
            widest = math.asin(math.sin(reach) / math.cos(math.radians(where.lat_deg)))
            apart_deg = np.abs(self._lon_deg[low:high] - np.float32(where.lon_deg))
            apart_deg = np.minimum(apart_deg, 360 - apart_deg)
            indices = indices[apart_deg <= math.degrees(widest) + _SLACK_DEG]
        indices = np.sort(indices).astype(np.int64, copy=False)
        km = distances_km((where.lat_deg, where.lon_deg), self._lat_lon_deg[indices])
        near = km <= radius_km
        return indices[near], np.asarray(km[near])
