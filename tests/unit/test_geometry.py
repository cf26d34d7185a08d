"""Distances on the globe, one at a time and many at once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.geometry import (
    EARTH_RADIUS_KM,
    LatLon,
    distance_km,
    distances_km,
    ellipsoid_distance_km,
    ellipsoid_distances_km,
)

positions = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("one", "many"), [(distance_km, distances_km), (ellipsoid_distance_km, ellipsoid_distances_km)]
)
@given(a=positions, b=positions)
def test_one_distance_is_as_many_are(one, many, a: LatLon, b: LatLon):
    found_km = float(many((a.lat_deg, a.lon_deg), (b.lat_deg, b.lon_deg)))
    assert one(a, b) == pytest.approx(found_km, abs=1e-6)
    assert one(a, b) == pytest.approx(one(b, a), abs=1e-6)


@pytest.mark.parametrize(
    ("a", "b", "share_of_half"),
    [
        (LatLon(90, 0), LatLon(-90, 77), 1.0),
        (LatLon(0, 180), LatLon(0, -180), 0.0),
        (LatLon(0, 0), LatLon(0, 180), 1.0),
        (LatLon(90, 12), LatLon(90, -170), 0.0),
        (LatLon(0, 179), LatLon(0, -91), 0.5),
    ],
)
def test_poles_and_the_antimeridian(a: LatLon, b: LatLon, share_of_half: float):
    half_km = np.pi * EARTH_RADIUS_KM
    assert distance_km(a, b) == pytest.approx(share_of_half * half_km, abs=1e-3)
