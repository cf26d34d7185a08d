"""Parts of an engine that cost nothing: six towns, their names, and weights of fusion."""

from __future__ import annotations

import numpy as np

from g3desktop.domain.answer import Place
from g3desktop.domain.pack import FusionWeights
from g3desktop.engine.diversification import Grid

FUSION = FusionWeights(
    temperature=0.05, scales_km=(10.0, 300.0), scale_weights=(0.5, 0.5), verification=0.5
)
TOWNS = np.array(
    [[48.85, 2.35], [52.52, 13.4], [-33.87, 151.2], [40.71, -74.0], [35.68, 139.7], [-17.7, 179.9]]
)
GRID = Grid(TOWNS, ["Paris", "Berlin", "Sydney", "New York", "Tokyo", "Fiji"])
NO_GRID = Grid(np.empty((0, 2)), [])


class Names:
    """Names positions by their degrees."""

    def places(self, lat_lon_deg: np.ndarray) -> list[Place]:
        return [Place(name=f"{lat:.2f} {lon:.2f}") for lat, lon in lat_lon_deg]
