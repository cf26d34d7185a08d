"""Two ways of answering on the same photos: exact tests, ties, missing answers."""

from __future__ import annotations

import math
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.geometry import THRESHOLDS_KM
from g3desktop.evaluation.comparison import compare, even_odds_p, holm
from g3desktop.evaluation.metrics import Estimate

a_distance = st.one_of(st.floats(0, 20_015.0), st.sampled_from(THRESHOLDS_KM), st.just(math.inf))
pairs = st.lists(st.tuples(a_distance, a_distance), min_size=1, max_size=40)


@given(st.integers(0, 60), st.integers(0, 60))
def test_the_exact_test_sums_the_binomial(ones: int, others: int):
    trials = ones + others
    tail = sum(comb(trials, k) for k in range(min(ones, others) + 1)) / 2**trials

    assert even_odds_p(ones, others) == pytest.approx(min(1.0, 2 * tail), rel=1e-9)


@pytest.mark.parametrize(
    ("ones", "others", "p"),
    [(0, 0, 1.0), (5, 0, 0.0625), (1, 9, 22 / 1024), (3, 3, 1.0), (6, 16, 0.0524793)],
)
def test_the_exact_test_by_hand(ones: int, others: int, p: float):
    assert even_odds_p(ones, others) == pytest.approx(p, rel=1e-5)


def test_the_exact_test_of_many_trials_is_the_normal_one():
    # Half a million each way but for two standard deviations: 2 (1 - Phi(2)).
    assert even_odds_p(501_000, 499_000) == pytest.approx(0.0455, abs=2e-4)
    assert even_odds_p(600_000, 400_000) == 0.0


@given(pairs)
def test_shares_differ_by_who_gained_and_lost(both: list[tuple[float, float]]):
    ours, other = np.array(both).T

    comparison = compare(ours, other, resamples=30)

    assert comparison.count == len(both)
    for threshold, one in zip(THRESHOLDS_KM, comparison.shares, strict=True):
        gained = sum(a <= threshold < b for a, b in both)
        lost = sum(b <= threshold < a for a, b in both)
        assert one.threshold_km == threshold
        assert one.difference.value == pytest.approx(100 * (gained - lost) / len(both))
        assert one.difference.low <= one.difference.high
        assert one.p == even_odds_p(gained, lost)


@given(pairs)
def test_turned_around_a_comparison_says_the_opposite(both: list[tuple[float, float]]):
    ours, other = np.array(both).T

    forth, back = compare(ours, other, resamples=30), compare(other, ours, resamples=30)

    assert forth.p_distance == back.p_distance
    for one, opposite in zip(forth.shares, back.shares, strict=True):
        assert one.difference.value == -opposite.difference.value
        assert one.p == opposite.p
    if math.isnan(forth.median_km.value):
        assert math.isnan(back.median_km.value)
    else:
        assert forth.median_km.value == -back.median_km.value


def test_a_way_does_not_differ_from_itself():
    km = np.array([0.0, 3.0, 900.0, np.inf, 17_000.0])

    comparison = compare(km, km.copy())

    assert all(one.difference == Estimate(0.0, 0.0, 0.0) for one in comparison.shares)
    assert all(one.p == 1.0 for one in comparison.shares)
    assert comparison.median_km == Estimate(0.0, 0.0, 0.0)
    assert comparison.p_distance == 1.0


def test_less_than_a_metre_and_two_missing_answers_tie():
    ours = np.array([10.0, 10.0, np.inf, 5.0])
    other = np.array([10.0005, 9.9995, np.inf, np.inf])

    # Only the last pair counts, and one pair proves nothing.
    assert compare(ours, other).p_distance == 1.0


def test_a_missing_answer_is_farther_than_any():
    ours, other = np.full(8, 20_000.0), np.full(8, np.inf)

    assert compare(ours, other).p_distance == pytest.approx(2 / 2**8)


def test_the_test_of_distances_asks_who_is_nearer_more_often():
    # One great loss among nine small gains.
    ours = np.array([*np.full(9, 10.0), 19_000.0])
    other = np.array([*np.full(9, 11.0), 1.0])

    assert compare(ours, other).p_distance == pytest.approx(even_odds_p(9, 1))


@pytest.mark.parametrize("alike", [0.0, 0.8])
@pytest.mark.parametrize("count", [200, 2001])
def test_the_interval_of_the_medians_agrees_with_pairs_drawn_one_by_one(count: int, alike: float):
    generator = np.random.default_rng(5)
    ours = np.exp(generator.uniform(0, 9, count))
    other = np.where(
        generator.random(count) < alike, ours, np.exp(generator.uniform(0, 9.3, count))
    )

    quick = compare(ours, other, resamples=4000).median_km

    drawn = generator.integers(0, count, (2000, count))
    naive = np.median(ours[drawn], axis=1) - np.median(other[drawn], axis=1)
    low, high = np.quantile(naive, [0.025, 0.975])
    assert quick.value == pytest.approx(float(np.median(ours) - np.median(other)))
    assert quick.low == pytest.approx(low, abs=0.2 * (high - low))
    assert quick.high == pytest.approx(high, abs=0.2 * (high - low))


def test_the_interval_of_a_share_agrees_with_pairs_drawn_one_by_one():
    generator = np.random.default_rng(6)
    ours, other = np.exp(generator.uniform(0, 9, (2, 500)))

    quick = compare(ours, other, resamples=4000).shares[2].difference

    drawn = generator.integers(0, 500, (2000, 500))
    naive = 100 * ((ours[drawn] <= 200).mean(axis=1) - (other[drawn] <= 200).mean(axis=1))
    low, high = np.quantile(naive, [0.025, 0.975])
    assert quick.low == pytest.approx(low, abs=0.1 * (high - low))
    assert quick.high == pytest.approx(high, abs=0.1 * (high - low))


def test_medians_that_are_missing_have_no_difference():
    answered, missing = np.full(9, 5.0), np.full(9, np.inf)

    assert compare(answered, missing).median_km.value == -math.inf
    assert math.isnan(compare(missing, missing).median_km.value)


def test_the_same_seed_gives_the_same_numbers():
    ours, other = np.exp(np.random.default_rng(7).uniform(0, 9, (2, 300)))

    assert compare(ours, other, seed=3) == compare(ours, other, seed=3)
    assert compare(ours, other, seed=3) != compare(ours, other, seed=4)


@pytest.mark.parametrize(
    ("ours", "other"), [([], []), ([1.0], [1.0, 2.0]), ([1.0], [math.nan]), ([-1.0], [1.0])]
)
def test_what_cannot_be_paired_is_refused(ours: list[float], other: list[float]):
    with pytest.raises(ValueError, match="distance"):
        compare(np.array(ours), np.array(other))


def test_holm_by_hand():
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([]) == ()
    assert holm([0.7, 0.6]) == (1.0, 1.0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_holm_never_makes_p_less_and_keeps_their_order(p_values: list[float]):
    adjusted = holm(p_values)

    assert all(p <= a <= 1 for p, a in zip(p_values, adjusted, strict=True))
    ranked = [a for _, a in sorted(zip(p_values, adjusted, strict=True))]
    assert ranked == sorted(ranked)
