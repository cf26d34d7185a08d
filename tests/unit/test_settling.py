"""Whether a better position was overlooked: on fields whose peaks are known."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from g3desktop.domain.geometry import LatLon, distances_km
from g3desktop.engine.explanation import Scored
from g3desktop.engine.settling import Score, is_settled

RADIUS_KM = 25.0
WORLD = [LatLon(lat, lon) for lat in (-75, -45, -15, 15, 45, 75) for lon in range(-180, 180, 30)]

anywhere = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))


def field(*peaks: tuple[LatLon, float, float]) -> Score:
    """Return a score that has peaks, each of a height and a width in kilometres."""

    def score(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        assert positions.ndim == 2
        assert np.isfinite(positions).all()
        assert (np.abs(positions) <= (90, 180)).all()
        heights = [
            height * np.exp(-distances_km((where.lat_deg, where.lon_deg), positions) / width_km)
            for where, height, width_km in peaks
        ]
        return np.max(heights, axis=0)

    return score


def scored(where: LatLon, score: Score) -> Scored:
    value = float(score(np.array([(where.lat_deg, where.lon_deg)]))[0])
    return Scored(where, value, value, ())


def settled(first: LatLon, starts: Sequence[LatLon], score: Score) -> bool:
    return is_settled(
        scored(first, score), [scored(one, score) for one in starts], score, radius_km=RADIUS_KM
    )


PARIS, OSLO = LatLon(48.86, 2.35), LatLon(59.91, 10.75)


def test_one_peak_and_the_first_place_on_it() -> None:
    assert settled(PARIS, [PARIS, *WORLD], field((PARIS, 1.0, 3000.0)))


def test_a_peak_inside_the_neighbourhood_is_not_another_place() -> None:
    beside = LatLon(PARIS.lat_deg + 0.1, PARIS.lon_deg)
    assert settled(PARIS, [PARIS, beside, *WORLD], field((beside, 1.0, 3000.0), (PARIS, 0.9, 9.0)))


def test_a_higher_start_is_enough_to_go_on() -> None:
    score = field((PARIS, 1.0, 10.0), (OSLO, 1.1, 0.1))
    assert not settled(PARIS, [PARIS, OSLO], score)
    assert settled(PARIS, [PARIS], score)


def test_a_higher_peak_between_the_starts_is_found() -> None:
    # 800 km from the nearest start, on which it is lower than the first place.
    peak = LatLon(20.0, 7.0)
    score = field((PARIS, 1.0, 500.0), (peak, 1.2, 1500.0))
    assert settled(PARIS, [PARIS], score)
    assert not settled(PARIS, [PARIS, *WORLD], score)


def test_a_lower_peak_elsewhere_changes_nothing() -> None:
    score = field((PARIS, 1.0, 500.0), (LatLon(20.0, 7.0), 0.99, 1500.0))
    assert settled(PARIS, [PARIS, *WORLD], score)


def test_the_way_up_that_leads_into_the_neighbourhood_ends_at_its_edge() -> None:
    # The first place is not quite on the top, and what is higher lies within its neighbourhood.
    top = LatLon(PARIS.lat_deg + 0.05, PARIS.lon_deg)
    assert settled(PARIS, WORLD, field((top, 1.0, 400.0)))


def test_nothing_to_start_from() -> None:
    assert settled(PARIS, [], field((OSLO, 1.0, 10.0)))
    assert settled(PARIS, [PARIS], field((OSLO, 1.0, 10.0)))


def test_a_level_field_is_settled() -> None:
    assert settled(PARIS, WORLD, lambda positions: np.zeros(len(positions)))


@pytest.mark.parametrize("lat", [-90.0, 90.0])
@pytest.mark.parametrize("away_lon", [0.0, 45.0, 90.0, 135.0, 180.0, -90.0])
def test_from_a_pole_every_direction_is_looked_at(lat: float, away_lon: float) -> None:
    # Narrower than the steps beside it: there is no second chance to turn towards it.
    pole = LatLon(lat, 0.0)
    peak = (lat - np.sign(lat) * 2.698, away_lon)

    def score(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.maximum(0.0, 2.0 - distances_km(peak, positions) / 100.0)

    first = Scored(PARIS, 1.0, 1.0, ())
    assert not is_settled(first, [Scored(pole, 0.0, 0.0, ())], score, radius_km=RADIUS_KM)


@pytest.mark.parametrize("side", [-1, 1])
def test_the_antimeridian_is_no_wall(side: int) -> None:
    start, peak = LatLon(-17.0, side * 178.0), LatLon(-17.0, -side * 177.0)
    score = field((PARIS, 1.0, 10.0), (peak, 1.1, 900.0))
    assert not settled(PARIS, [PARIS, start], score)
    assert settled(peak, [peak, start, PARIS], score)


def test_a_neighbourhood_reaches_across_the_antimeridian() -> None:
    first, other = LatLon(0.0, 179.95), LatLon(0.0, -179.95)
    assert settled(first, [first, other], field((other, 1.0, 10.0)))


@given(anywhere, st.floats(500, 5000))
def test_the_top_of_one_hill_is_settled_wherever_it_is(top: LatLon, width_km: float) -> None:
    assert settled(top, [top, *WORLD], field((top, 1.0, width_km)))


@given(anywhere, anywhere)
def test_a_higher_hill_in_reach_of_a_start_is_found_wherever_it_is(
    first: LatLon, peak: LatLon
) -> None:
    apart_km = float(distances_km((first.lat_deg, first.lon_deg), (peak.lat_deg, peak.lon_deg)))
    if apart_km <= 2 * RADIUS_KM:
        return
    score = field((first, 1.0, 1.0), (peak, 1.5, 8000.0))
    # Worse than the first place where the search starts: some 1,600 km from the peak at most.
    low = field((first, 1.0, 1.0), (peak, 1.5, 1500.0))
    assert not settled(first, [first, *WORLD], score)
    assert not settled(first, [first, *WORLD], low)


@given(anywhere, st.lists(anywhere, min_size=1, max_size=6), st.integers(0, 2**31))
def test_any_field_ends_the_search(first: LatLon, starts: list[LatLon], seed: int) -> None:
    weights = np.random.default_rng(seed).normal(size=3)

    def score(positions: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.sin(positions @ weights[:2] * 40) * weights[2]

    found = settled(first, starts, score)
    best = max(starts, key=lambda one: scored(one, score).score)
    away_km = float(distances_km((first.lat_deg, first.lon_deg), (best.lat_deg, best.lon_deg)))
    if away_km > RADIUS_KM and scored(best, score).score > scored(first, score).score:
        assert not found
