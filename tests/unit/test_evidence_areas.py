"""The areas that hold most of the evidence."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from g3desktop.domain.geometry import distances_km
from g3desktop.engine.evidence_areas import density_areas

positions = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
weighted = st.lists(st.tuples(positions, st.floats(0, 1e6)), min_size=1, max_size=60)


def areas_of(points):
    lat_lon_deg = np.array([where for where, _ in points], dtype=float).reshape(-1, 2)
    return density_areas(lat_lon_deg, np.array([weight for _, weight in points], dtype=float))


def middles_of(area) -> np.ndarray:
    return np.array(area.lat_lon_deg).reshape(-1, 2)


@given(weighted)
@settings(deadline=None)
def test_an_area_holds_the_share_that_it_says(points):
    areas = areas_of(points)
    total = sum(weight for _, weight in points)
    assert [one.share for one in areas] == ([0.5, 0.8, 0.95] if total > 0 else [])
    for area in areas:
        middles = middles_of(area)
        covered = [
            weight
            for where, weight in points
            if distances_km(np.array(where), middles).min() <= area.reach_km * 1.1
        ]
        assert sum(covered) >= area.share * total * (1 - 1e-9)


def test_an_area_leaves_out_what_the_densest_towns_do_without():
    areas = areas_of([((27, 78), 50.0), ((48, 2), 31.0), ((-33, 151), 15.0), ((60, 25), 4.0)])
    assert [len(middles_of(one)) for one in areas] == [1, 2, 3]
    assert middles_of(areas[0]).tolist() == [[27, 78]]


def test_many_towns_become_few_cells_that_reach_farther():
    rng = np.random.default_rng(1)
    lat_lon_deg = np.stack([rng.uniform(-60, 70, 69_000), rng.uniform(-180, 180, 69_000)], axis=1)
    areas = density_areas(lat_lon_deg, np.ones(69_000))
    assert max(len(middles_of(one)) for one in areas) <= 1500
    assert areas[2].reach_km > 100
