"""Positions near a point: the poles, the antimeridian, and rows without a position."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from g3desktop.domain.geometry import LatLon, distances_km
from g3desktop.engine.sorted_positions import SortedPositions

NOWHERE = (float("nan"), float("nan"))
LATITUDES = st.floats(-90, 90) | st.sampled_from([-90.0, -89.9, 0.0, 89.9, 90.0])
LONGITUDES = st.floats(-180, 180) | st.sampled_from([-180.0, -179.9, 0.0, 179.9, 180.0])
POSITIONS = st.tuples(LATITUDES, LONGITUDES)
RADII_KM = st.floats(0, 21_000) | st.sampled_from([0.0, 1.0, 25.0, 200.0, 5000.0, 10_000.0])


def check(table: np.ndarray, where: LatLon, radius_km: float) -> None:
    km = distances_km((where.lat_deg, where.lon_deg), table)
    expected = np.flatnonzero(km <= radius_km)
    indices, found_km = SortedPositions(table).within(where, radius_km)
    # Rounding may differ with how many distances are computed together.
    doubtful = set(np.flatnonzero(np.abs(km - radius_km) < 1e-6).tolist())
    assert set(indices.tolist()) - doubtful == set(expected.tolist()) - doubtful
    assert indices.tolist() == sorted(indices.tolist())
    assert found_km == pytest.approx(km[indices], abs=1e-6)
    assert (found_km <= radius_km).all()


@given(st.lists(POSITIONS | st.just(NOWHERE), max_size=40), POSITIONS, RADII_KM)
@example([(10.0, 180.0), (10.0, -180.0), (10.0, 0.0)], (10.0, 179.999), 1.0)
@example([(90.0, 0.0), (89.95, 120.0), (89.95, -60.0)], (89.99, 10.0), 25.0)
@example([(0.0, 90.0), (0.0, -90.0), (89.0, 170.0)], (0.0, 0.0), 10_007.5)
@example([NOWHERE, (1.0, 1.0), NOWHERE], (1.0, 1.0), 0.0)
def test_those_within_are_found_wherever_they_are(
    positions: list[tuple[float, float]], where: tuple[float, float], radius_km: float
) -> None:
    check(np.array(positions).reshape(-1, 2), LatLon(*where), radius_km)


@given(POSITIONS, st.floats(0, 3000), st.integers(0, 2**32 - 1))
def test_many_around_the_point_and_on_its_edge(
    where: tuple[float, float], radius_km: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    spread_deg = np.degrees(2 * radius_km / 6371) + 0.01
    table = np.array(where) + rng.uniform(-spread_deg, spread_deg, (300, 2))
    table[:, 0] = np.clip(table[:, 0], -90, 90)
    table[:, 1] = (table[:, 1] + 180) % 360 - 180
    check(table, LatLon(*where), radius_km)


def test_a_table_mapped_from_disk(tmp_path) -> None:
    table = np.random.default_rng(1).uniform((-90, -180), (90, 180), (500, 2))
    np.save(tmp_path / "positions.npy", table)
    check(np.load(tmp_path / "positions.npy", mmap_mode="r"), LatLon(20.0, 10.0), 3000.0)


def test_positions_of_nobody() -> None:
    for table in (np.empty((0, 2)), np.full((3, 2), np.nan)):
        indices, km = SortedPositions(table).within(LatLon(0.0, 0.0), 30_000.0)
        assert (len(indices), len(km)) == (0, 0)
