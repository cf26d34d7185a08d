"""Geo-diversification: positions that may be the photo's, each with where it came from.

There is no language model yet: the candidates are the positions of similar gallery photos, and the
towns of a grid, which reach places that no gallery photo shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.geometry import distances_km, unit_vectors

DISTINCT_KM = 1.0
"""Retrieved positions nearer to each other than a street count as one."""

_TOWN_POOL = 256
"""Towns with the best verification cosine that are looked at closely."""

_ROWS_WITH_TOWN = 64
"""Most similar gallery photos whose nearest town is looked at too."""


class Names(Protocol):
    """Names by index, which may be decoded only when asked for."""

    def __getitem__(self, index: int, /) -> str:
        """Return the name at an index."""


@dataclass(frozen=True)
class Grid:
    """Where people live: candidates that need no gallery photo.

    Attributes:
        lat_lon_deg: Shape (M, 2).
        names: M names, by index.
    """

    lat_lon_deg: NDArray[np.float64]
    names: Names

    def __len__(self) -> int:
        return len(self.lat_lon_deg)

    @cached_property
    def _points(self) -> NDArray[np.float32]:
        # Single precision tells towns apart down to about 3 km, enough to find a near one.
        return unit_vectors(self.lat_lon_deg).astype(np.float32)

    def nearest(self, lat_lon_deg: NDArray[np.float64]) -> NDArray[np.intp]:
        """Return the town nearest to each position, shape (N,), to about 3 km."""
        points = unit_vectors(lat_lon_deg).astype(np.float32)
        towns: NDArray[np.intp] = np.argmax(points @ self._points.T, axis=1)
        return towns

    def promising(
        self, cosines: NDArray[np.float32], rows_deg: NDArray[np.float64]
    ) -> NDArray[np.intp]:
        """Return the towns worth scoring for one photo.

        Args:
            cosines: Verification cosine of every town, shape (M,).
            rows_deg: Positions of the gallery photos, most similar first, shape (R, 2).

        Returns:
            Indices of the towns with the best cosines and of those nearest to similar photos.
        """
        if not len(self):
            return np.empty(0, dtype=np.intp)
        wanted = min(_TOWN_POOL, len(self))
        best = np.argpartition(-cosines, wanted - 1)[:wanted]
        return np.union1d(best, self.nearest(rows_deg[:_ROWS_WITH_TOWN]))


def first_distinct(
    lat_lon_deg: NDArray[np.float64], order: NDArray[np.intp], *, limit: int, apart_km: float
) -> list[int]:
    """Take positions in order, passing over those near to one already taken.

    Args:
        lat_lon_deg: Positions, shape (N, 2).
        order: Indices of positions, preferred first.
        limit: At most so many.
        apart_km: No two taken ones are this near or nearer.

    Returns:
        Indices, in the order given.
    """
    taken: list[int] = []
    remaining = order
    while len(remaining) and len(taken) < limit:
        first = int(remaining[0])
        taken.append(first)
        far = distances_km(lat_lon_deg[first], lat_lon_deg[remaining]) > apart_km
        remaining = remaining[far]
    return taken
