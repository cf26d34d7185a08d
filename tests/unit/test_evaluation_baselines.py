"""How the votes of the kernel density are weighed, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from g3desktop.domain.geometry import LatLon
from g3desktop.engine.retrieval import Evidence
from g3desktop.evaluation.baselines import KernelDensity

ALONE, TOGETHER = (60.0, 10.0), (-20.0, 30.0)


def at_angles(*found: tuple[float, tuple[float, float]]) -> Evidence:
    """Return gallery photos whose unit vectors are so many radians from the query's."""
    cosines = np.cos([angle for angle, _ in found]).astype(np.float32)
    where = np.array([position for _, position in found])
    return Evidence(None, cosines[:0], frozenset(), np.arange(len(found)), cosines, where)


@pytest.mark.parametrize(("farther", "wins"), [(1.05, TOGETHER), (1.08, ALONE), (1.2, ALONE)])
def test_votes_are_the_squared_distance_to_the_power_of_minus_ten(farther, wins):
    # Three votes equal one where they are 3 ** (1 / 20) = 1.056 times as far. Of the distance
    # itself to that power, they would up to 3 ** (1 / 10) = 1.116 times.
    photos = at_angles((0.4, ALONE), *[(0.4 * farther, TOGETHER)] * 3)
    assert KernelDensity()._densest(photos) == LatLon(*wins)


@pytest.mark.parametrize("sigma_km", [1e-3, 1e-160, 1e-300, 5e-324])
def test_a_kernel_of_next_to_no_width_gives_the_nearest(sigma_km: float):
    photos = at_angles((0.4, ALONE), (0.41, TOGETHER), (0.41, (-20.001, 30.0)))
    assert KernelDensity(sigma_km=445.0)._densest(photos) == LatLon(*TOGETHER)
    assert KernelDensity(sigma_km=sigma_km)._densest(photos) == LatLon(*ALONE)
