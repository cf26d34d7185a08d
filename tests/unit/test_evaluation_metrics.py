"""Shares, medians, means and their intervals, against a second, naive implementation."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from g3desktop.domain.geometry import (
    EARTH_RADIUS_KM,
    THRESHOLDS_KM,
    distances_km,
    ellipsoid_distances_km,
)
from g3desktop.evaluation.metrics import Estimate, Scores, curve, score

distances = st.lists(
    st.one_of(st.floats(0, 20_015.0), st.sampled_from([0.0, *THRESHOLDS_KM]), st.just(math.inf)),
    min_size=1,
    max_size=60,
)
coordinates = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


def spread(count: int, *, seed: int = 0, unanswered: int = 0) -> NDArray[np.float64]:
    """Distances from metres to the far side of the globe, as real ones are."""
    km = np.exp(np.random.default_rng(seed).uniform(np.log(0.01), np.log(20_000), count))
    km[:unanswered] = np.inf
    return km


@given(distances)
def test_the_figures_are_those_of_a_plain_loop(km: list[float]):
    scores = score(np.array(km), resamples=50)

    answered = [one for one in km if one != math.inf]
    assert (scores.count, scores.answered) == (len(km), len(answered))
    for threshold, within in zip(THRESHOLDS_KM, scores.within, strict=True):
        assert within.value == pytest.approx(100 * sum(d <= threshold for d in km) / len(km))
    points = [0.0 if one == math.inf else 5000 * math.exp(-one / 1492.7) for one in km]
    assert scores.geoscore.value == pytest.approx(sum(points) / len(km))
    assert scores.median_km.value == pytest.approx(statistics.median(km))
    if answered:
        assert scores.mean_km.value == pytest.approx(statistics.fmean(answered))
    else:
        assert math.isnan(scores.mean_km.value)


@given(distances)
def test_every_interval_lies_where_its_figure_can(km: list[float]):
    scores = score(np.array(km), resamples=50)

    answered = [one for one in km if one != math.inf]
    for within in scores.within:
        assert 0 <= within.low <= within.high <= 100
    assert min(km) <= scores.median_km.low <= scores.median_km.high <= max(km)
    assert 0 <= scores.geoscore.low <= scores.geoscore.high <= 5000
    if answered:
        assert min(answered) <= scores.mean_km.low <= scores.mean_km.high <= max(answered)


@given(distances, st.randoms())
def test_the_order_of_the_photos_changes_nothing(km: list[float], order):
    shuffled = list(km)
    order.shuffle(shuffled)

    assert _numbers(score(np.array(km), resamples=20)) == _numbers(
        score(np.array(shuffled), resamples=20)
    )


@pytest.mark.parametrize(
    ("count", "unanswered"), [(20, 2), (31, 0), (100, 7), (516, 30), (2997, 0)]
)
def test_intervals_agree_with_photos_drawn_one_by_one(count: int, unanswered: int):
    km = spread(count, unanswered=unanswered)

    scores = score(km, resamples=4000, seed=1)
    naive = _drawn_one_by_one(km, resamples=4000)

    quick = {
        "median": scores.median_km,
        "mean": scores.mean_km,
        "geoscore": scores.geoscore,
        **{f"{t:g}": one for t, one in zip(THRESHOLDS_KM, scores.within, strict=True)},
    }
    for name, (low, high) in naive.items():
        # Two runs of the naive way differ by some hundredths of the width as well, and a share
        # by a photo.
        step = 100.1 / count if name.isdigit() else 1e-9
        slack = max(0.1 * (high - low), step)
        if name == "median":
            low_rank, high_rank = np.searchsorted(np.sort(km), [low, high])
            ranks = np.searchsorted(np.sort(km), [quick[name].low, quick[name].high])
            assert abs(ranks - [low_rank, high_rank]).max() <= 0.1 * (high_rank - low_rank) + 1
        else:
            assert quick[name].low == pytest.approx(low, abs=slack), name
            assert quick[name].high == pytest.approx(high, abs=slack), name


def test_a_distance_of_exactly_a_threshold_is_within():
    km = np.array([1.0, np.nextafter(1.0, 2), 25.0, np.nextafter(25.0, 26)])

    within = [one.value for one in score(km).within]

    assert within == [25.0, 75.0, 100.0, 100.0, 100.0]


def test_one_photo_has_no_spread():
    scores = score(np.array([30.0]))

    assert scores.within[1] == Estimate(0.0, 0.0, 0.0)
    assert scores.within[2] == Estimate(100.0, 100.0, 100.0)
    assert scores.median_km == scores.mean_km == Estimate(30.0, 30.0, 30.0)
    assert scores.geoscore.value == pytest.approx(5000 * math.exp(-30 / 1492.7))
    assert scores.geoscore.low == pytest.approx(scores.geoscore.high)


def test_photos_without_any_answer_score_nothing():
    scores = score(np.full(10, np.inf))

    assert (scores.count, scores.answered) == (10, 0)
    assert all(one == Estimate(0.0, 0.0, 0.0) for one in scores.within)
    assert scores.geoscore == Estimate(0.0, 0.0, 0.0)
    assert scores.median_km == Estimate(math.inf, math.inf, math.inf)
    assert math.isnan(scores.mean_km.value)


def test_the_median_is_infinite_only_where_too_few_answered():
    assert score(np.array([1.0, 2.0, np.inf])).median_km.value == 2.0
    assert score(np.array([1.0, np.inf])).median_km.value == math.inf


@pytest.mark.parametrize("km", [[], [math.nan], [1.0, math.nan], [-1.0], [[1.0]]])
def test_what_is_no_list_of_distances_is_refused(km: list[float]):
    with pytest.raises(ValueError, match="distance"):
        score(np.array(km, dtype=np.float64))


def test_the_same_seed_gives_the_same_numbers():
    km = spread(300)

    assert score(km, seed=3) == score(km, seed=3)
    assert score(km, seed=3) != score(km, seed=4)


def test_more_photos_make_intervals_narrower():
    few, many = score(spread(100)), score(spread(10_000))

    for less, more in (
        (few.within[2], many.within[2]),
        (few.median_km, many.median_km),
        (few.mean_km, many.mean_km),
        (few.geoscore, many.geoscore),
    ):
        assert 0 < more.high - more.low < 0.3 * (less.high - less.low)


def test_a_few_resamples_still_give_an_interval():
    scores = score(spread(50), resamples=1)

    assert scores.median_km.low == scores.median_km.high


def test_the_geoscore_is_that_of_the_world_map():
    km = np.array([0.0, 1492.7, 2 * 1492.7])

    assert [score(km[i : i + 1]).geoscore.value for i in range(3)] == pytest.approx(
        [5000, 5000 / math.e, 5000 / math.e**2]
    )


@given(distances)
def test_the_curve_rises_from_the_nearest_to_all_answers(km: list[float]):
    x_km, per_cent = curve(np.array(km), steps=40)

    assert len(x_km) == len(per_cent) == 40
    assert (np.diff(x_km) > 0).all()
    assert (np.diff(per_cent) >= 0).all()
    for x, share in zip(x_km, per_cent, strict=True):
        assert share == pytest.approx(100 * sum(d <= x for d in km) / len(km))
    assert per_cent[-1] == pytest.approx(100 * sum(d != math.inf for d in km) / len(km))


def test_the_curve_has_even_steps_of_the_logarithm():
    x_km, _ = curve(np.array([5.0]), low_km=1, high_km=10_000, steps=5)

    assert x_km == pytest.approx([1, 10, 100, 1000, 10_000])


@given(coordinates, coordinates)
def test_every_distance_agrees_with_the_geodesic_within_half_a_per_cent(
    a: tuple[float, float], b: tuple[float, float]
):
    geodesic_km = Geodesic.WGS84.Inverse(*a, *b)["s12"] / 1000

    assert float(ellipsoid_distances_km(a, b)) == pytest.approx(geodesic_km, rel=0.005, abs=1e-6)


def test_distances_are_as_near_to_the_geodesic_as_is_said():
    generator = np.random.default_rng(0)
    lat_deg = np.degrees(np.arcsin(generator.uniform(-1, 1, (2000, 2))))
    lon_deg = generator.uniform(-180, 180, (2000, 2))
    a, b = (np.stack([lat_deg[:, i], lon_deg[:, i]], axis=1) for i in (0, 1))
    # Half of them next to each other, where the direction alone matters.
    b[::2] = a[::2] + generator.uniform(-0.1, 0.1, (1000, 2))
    b[:, 0] = b[:, 0].clip(-90, 90)

    geodesic_km = np.array(
        [Geodesic.WGS84.Inverse(*p, *q)["s12"] / 1000 for p, q in zip(a, b, strict=True)]
    )

    assert abs(ellipsoid_distances_km(a, b) / geodesic_km - 1).max() < 0.0018


_QUARTER_KM = math.pi * EARTH_RADIUS_KM / 2


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        pytest.param((0, 0), (1, 0), math.radians(1) * EARTH_RADIUS_KM, id="a degree north"),
        pytest.param((60, 10), (60, 10), 0.0, id="no way at all"),
        pytest.param((90, 0), (-90, 0), 2 * _QUARTER_KM, id="pole to pole"),
        pytest.param((90, -120), (90, 60), 0.0, id="one pole, two longitudes"),
        pytest.param((0, 37), (90, 0), _QUARTER_KM, id="equator to pole"),
        pytest.param((0, 179.5), (0, -179.5), math.radians(1) * EARTH_RADIUS_KM, id="antimeridian"),
        pytest.param((30, 20), (-30, -160), 2 * _QUARTER_KM, id="antipodes"),
        pytest.param((60, 0), (60, 180), math.radians(60) * EARTH_RADIUS_KM, id="over the pole"),
        # cos c = sin 48.8584 sin 40.6892 + cos 48.8584 cos 40.6892 cos 76.3390, by hand.
        pytest.param((48.8584, 2.2945), (40.6892, -74.0445), 5837.4, id="Eiffel Tower to Liberty"),
    ],
)
def test_distances_by_hand(a: tuple[float, float], b: tuple[float, float], km: float):
    assert float(distances_km(a, b)) == pytest.approx(km, abs=0.1 if km == 5837.4 else 1e-3)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        pytest.param((0, 0), (90, 0), 10_001.966, id="a quarter of a meridian"),
        pytest.param((90, 0), (-90, 0), 2 * 10_001.966, id="pole to pole"),
        pytest.param((0, 179.5), (0, -179.5), 111.319, id="a degree of the equator"),
        pytest.param((-0.5, 7), (0.5, 7), 110.574, id="the shortest degree of a meridian"),
        pytest.param((89.5, 7), (89.5, -173), 111.694, id="the longest one, over the pole"),
        pytest.param((60, 10), (60, 10), 0.0, id="no way at all"),
    ],
)
def test_distances_of_the_earth(a: tuple[float, float], b: tuple[float, float], km: float):
    assert float(ellipsoid_distances_km(a, b)) == pytest.approx(km, rel=0.0018, abs=1e-9)


def _numbers(scores: Scores) -> list[float]:
    """All figures, NaN as -1, so that lists compare."""
    estimates = (*scores.within, scores.median_km, scores.mean_km, scores.geoscore)
    numbers = [n for one in estimates for n in (one.value, one.low, one.high)]
    return [-1.0 if math.isnan(one) else one for one in numbers]


def _drawn_one_by_one(km: NDArray[np.float64], *, resamples: int) -> dict[str, tuple[float, float]]:
    """The bootstrap as it is told: draw photos, take the figure, look at the outer draws."""
    generator = np.random.default_rng(99)
    draws: dict[str, list[float]] = {}
    for _ in range(resamples):
        drawn = generator.choice(km, len(km))
        answered = drawn[np.isfinite(drawn)]
        draws.setdefault("median", []).append(float(np.median(drawn)))
        draws.setdefault("mean", []).append(float(answered.mean()))
        draws.setdefault("geoscore", []).append(float(5000 * np.exp(-drawn / 1492.7).mean()))
        for threshold in THRESHOLDS_KM:
            within = 100 * float((drawn <= threshold).mean())
            draws.setdefault(f"{threshold:g}", []).append(within)
    return {
        name: tuple(np.quantile(values, [0.025, 0.975], method="inverted_cdf"))
        for name, values in draws.items()
    }
