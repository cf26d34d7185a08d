"""Whether one way of answering is better than another on the same photos.

Every test is about pairs: the same photo, answered twice.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.geometry import THRESHOLDS_KM
from g3desktop.evaluation.metrics import Estimate, checked, estimated, median

_SAME_KM = 0.001
"""Distances that differ by less tie: no photo's position is known to a metre."""


@dataclass(frozen=True, slots=True)
class PairedShare:
    """How the shares within one threshold differ.

    Attributes:
        threshold_km: The threshold.
        difference: Ours minus the other's, percentage points.
        p: How probable so great a difference would be if neither were better, in [0, 1].
    """

    threshold_km: float
    difference: Estimate
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two ways of answering differ on the same photos.

    Attributes:
        count: Photos that both were asked about.
        shares: One for each of `THRESHOLDS_KM`.
        median_km: Our median distance minus the other's; infinite where one of them is, NaN where
            both are.
        p_distance: As `PairedShare.p`, of which way is nearer to the truth more often.
    """

    count: int
    shares: tuple[PairedShare, ...]
    median_km: Estimate
    p_distance: float


def compare(
    ours_km: NDArray[np.float64],
    other_km: NDArray[np.float64],
    *,
    resamples: int = 1000,
    seed: int = 0,
) -> Comparison:
    """Compare distances of two ways, photo by photo.

    Shares within a threshold are tested by McNemar's test in its exact form: of the photos that
    only one way has within, as many should be of either. Distances are tested by the sign test:
    each way should be the nearer one equally often. It asks nothing of how distances are
    distributed, which spread from metres to the far side of the globe, and it takes a missing
    answer for what it is, farther than any other. Ties say nothing and are left out of it, two
    missing answers among them.

    Args:
        ours_km: Distances of ours, shape (N,), infinite where there is no answer.
        other_km: Distances of the other way for the same photos, shape (N,).
        resamples: How often the photos are drawn again for the intervals.
        seed: Of these draws.

    Returns:
        The differences, ours minus the other's.

    Raises:
        ValueError: There are no photos, not as many of both, or something is not a distance.

    Sources: McNemar 1947; Dixon and Mood 1946 (sign test).
    """
    ours_km, other_km = checked(ours_km), checked(other_km)
    if len(ours_km) != len(other_km):
        raise ValueError(f"{len(ours_km)} distances cannot be paired with {len(other_km)}")
    generator = np.random.default_rng(seed)
    shares = tuple(
        _share(ours_km <= threshold, other_km <= threshold, threshold, resamples, generator)
        for threshold in THRESHOLDS_KM
    )
    # Infinity on both sides fails both conditions, so it ties.
    nearer = int((ours_km < other_km - _SAME_KM).sum())
    farther = int((other_km < ours_km - _SAME_KM).sum())
    return Comparison(
        len(ours_km),
        shares,
        _median_difference(ours_km, other_km, resamples, generator),
        even_odds_p(nearer, farther),
    )


def even_odds_p(ones: int, others: int) -> float:
    """Return how probable a split at least as uneven is where both sides are equally likely.

    The two-sided exact binomial test; without any trial it is 1.
    """
    trials, fewer = ones + others, min(ones, others)
    steps = np.arange(1, fewer + 1)
    log_ways = np.cumsum(np.log((trials + 1 - steps) / steps))
    log_half = math.log(0.5) * trials
    tail = math.exp(log_half) + float(np.exp(log_ways + log_half).sum())
    return min(1.0, 2 * tail)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjust the p of several tests so that the chance of any false finding stays bounded.

    Args:
        p_values: Of tests that are read together, each in [0, 1].

    Returns:
        The adjusted ones, in the same order.

    Source: Holm 1979.
    """
    adjusted = [0.0] * len(p_values)
    greatest = 0.0
    ascending = sorted(range(len(p_values)), key=p_values.__getitem__)
    for rank, test in enumerate(ascending):
        greatest = max(greatest, min(1.0, (len(p_values) - rank) * p_values[test]))
        adjusted[test] = greatest
    return tuple(adjusted)


def _share(
    ours: NDArray[np.bool_],
    other: NDArray[np.bool_],
    threshold_km: float,
    resamples: int,
    generator: np.random.Generator,
) -> PairedShare:
    """Compare the shares within one threshold; see `compare`."""
    count = len(ours)
    gained, lost = int((ours & ~other).sum()), int((other & ~ours).sum())
    # Photos of a resample that were gained, lost or neither are multinomial: the bootstrap itself.
    odds = np.array([gained, lost, count - gained - lost]) / count
    drawn = generator.multinomial(count, odds, size=resamples)
    difference = estimated(100 * (gained - lost) / count, 100 * (drawn[:, 0] - drawn[:, 1]) / count)
    return PairedShare(threshold_km, difference, even_odds_p(gained, lost))


def _median_difference(
    ours_km: NDArray[np.float64],
    other_km: NDArray[np.float64],
    resamples: int,
    generator: np.random.Generator,
) -> Estimate:
    """Estimate the difference of the medians.

    A resample with s photos too many from the nearer half has its median s ranks lower. How
    many of either way's nearer half are drawn is multinomial over the four ways in which photos
    are in both halves, one or none, so that the two medians move together as they do in a
    resample of pairs.

    Source: Bahadur 1966.
    """
    count = len(ours_km)
    half = count // 2
    ours_order = np.argsort(ours_km, kind="stable")
    other_order = np.argsort(other_km, kind="stable")
    place = np.zeros(count, dtype=np.int64)
    place[ours_order[:half]] += 2
    place[other_order[:half]] += 1
    cells = np.bincount(place, minlength=4) / count
    drawn = generator.multinomial(count, cells, size=resamples)
    ours_shift = half - drawn[:, 2] - drawn[:, 3]
    other_shift = half - drawn[:, 1] - drawn[:, 3]
    ours_sorted, other_sorted = ours_km[ours_order], other_km[other_order]
    with np.errstate(invalid="ignore"):
        value = median(ours_sorted) - median(other_sorted)
        draws = _near_median(ours_sorted, ours_shift) - _near_median(other_sorted, other_shift)
    draws = draws[~np.isnan(draws)]
    if math.isnan(value) or not len(draws):
        return Estimate(math.nan, math.nan, math.nan)
    return estimated(value, draws)


def _near_median(ascending: NDArray[np.float64], shift: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what lies `shift` ranks above the median of ascending values, in its shape."""
    last = len(ascending) - 1
    lower = np.clip(last // 2 + shift, 0, last)
    upper = np.clip((last + 1) // 2 + shift, 0, last)
    halves: NDArray[np.float64] = (ascending[lower] + ascending[upper]) / 2
    return halves
