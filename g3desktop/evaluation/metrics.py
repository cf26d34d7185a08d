"""How good answers are: what their distances from the truth come to, each with an interval.

The intervals say how much the figures would differ for other photos of the same kind: 95 %
bootstrap intervals by the percentile method.

Sources: Efron and Tibshirani 1993 (An Introduction to the Bootstrap), chapter 13; the thresholds
are those of Vo et al. 2017.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.geometry import EARTH_RADIUS_KM, THRESHOLDS_KM

GEOSCORE_BEST = 5000.0
GEOSCORE_SCALE_KM = 1492.7
"""Of the world map of GeoGuessr, as PIGEON (Haas et al. 2024) and OSV-5M (Astruc et al. 2024)
take it."""

_TAIL = 0.025
"""Part of the resamples on either side of a 95 % interval."""

_STRATA = 32
"""Groups in which values are drawn for a mean; up to as many photos are drawn one by one."""

_CURVE_LOW_KM = 0.1
_FARTHEST_KM = math.pi * EARTH_RADIUS_KM


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval.

    Attributes:
        value: The figure itself.
        low: Where the interval begins.
        high: Where it ends.
    """

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Scores:
    """What distances come to.

    Attributes:
        count: Photos, those without an answer among them.
        answered: Photos with an answer.
        within: Per cent of all photos at most as far as each of `THRESHOLDS_KM`.
        median_km: Of all photos; infinite where too few have an answer.
        mean_km: Of the photos with an answer alone; NaN where there is none.
        geoscore: Mean of 5000 * exp(-km / 1492.7) over all photos; without an answer it is 0.
    """

    count: int
    answered: int
    within: tuple[Estimate, ...]
    median_km: Estimate
    mean_km: Estimate
    geoscore: Estimate


def score(km: NDArray[np.float64], *, resamples: int = 1000, seed: int = 0) -> Scores:
    """Say how good answers are by their distances.

    Args:
        km: Distance of each answer from the truth, shape (N,), infinite where there is none.
        resamples: How often the photos are drawn again for the intervals.
        seed: Of these draws: the same seed gives the same numbers, in any order of the photos.

    Returns:
        The figures with their intervals.

    Raises:
        ValueError: There are no photos, or something is not a distance.
    """
    nearest_first = np.sort(checked(km))
    generator = np.random.default_rng(seed)
    answered = int(nearest_first.searchsorted(np.inf))
    within = _within(nearest_first, resamples, generator)
    median_km = _median(nearest_first, resamples, generator)
    drawn = _drawn(len(nearest_first), answered, resamples, seed)
    mean_km, geoscore = _means(nearest_first, answered, drawn, generator)
    return Scores(len(nearest_first), answered, within, median_km, mean_km, geoscore)


def checked(km: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return distances as they are, shape (N,).

    Raises:
        ValueError: There are none, or something is not a distance.
    """
    if km.ndim != 1 or not len(km):
        raise ValueError(f"expected the distances of at least one photo, got shape {km.shape}")
    # False for NaN as well.
    if not km.min() >= 0:
        raise ValueError("a distance is negative or not a number")
    return km


def share_within(nearest_first: NDArray[np.float64]) -> tuple[float, ...]:
    """Return per cent of ascending distances, shape (N,), at most as far as `THRESHOLDS_KM`."""
    inside = nearest_first.searchsorted(THRESHOLDS_KM, side="right").tolist()
    return tuple(100 * photos / len(nearest_first) for photos in inside)


def median(ascending: NDArray[np.float64]) -> float:
    """Return the median of ascending values, shape (N,), of which there is one at least."""
    last = len(ascending) - 1
    return (float(ascending[last // 2]) + float(ascending[(last + 1) // 2])) / 2


def geoscores(km: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the points of each answer, from 0 to 5000, in the shape of the distances.

    Source: Haas et al. 2024 (PIGEON) and Astruc et al. 2024 (OSV-5M).
    """
    points: NDArray[np.float64] = GEOSCORE_BEST * np.exp(km / -GEOSCORE_SCALE_KM)
    return points


def curve(
    km: NDArray[np.float64],
    *,
    low_km: float = _CURVE_LOW_KM,
    high_km: float = _FARTHEST_KM,
    steps: int = 200,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Say for many distances how many answers are at most as far.

    Args:
        km: As for `score`.
        low_km: Where the curve begins, more than 0.
        high_km: Where it ends; without it at the far side of the globe.
        steps: Points of the curve, evenly spaced by the logarithm of the distance.

    Returns:
        Distances in kilometres and per cent of all photos within each, both of shape (steps,).

    Raises:
        ValueError: As for `score`.
    """
    nearest_first = np.sort(checked(km))
    x_km = np.geomspace(low_km, high_km, steps)
    return x_km, 100 * nearest_first.searchsorted(x_km, side="right") / len(nearest_first)


def estimated(value: float, draws: NDArray[np.float64]) -> Estimate:
    """Return a figure with the interval between the outer draws, which are not NaN."""
    outside = max(1, math.floor((len(draws) + 1) * _TAIL))
    ascending = np.sort(draws)
    return Estimate(value, float(ascending[outside - 1]), float(ascending[-outside]))


def _within(
    nearest_first: NDArray[np.float64], resamples: int, generator: np.random.Generator
) -> tuple[Estimate, ...]:
    """Estimate the shares within the thresholds.

    How many photos of a resample fall between two thresholds is multinomial: drawing those numbers
    is the bootstrap itself, whatever the number of photos.
    """
    count = len(nearest_first)
    within = nearest_first.searchsorted(THRESHOLDS_KM, side="right")
    rings = np.diff(within, prepend=0, append=count)
    drawn = generator.multinomial(count, rings / count, size=resamples).cumsum(axis=1)
    return tuple(
        estimated(100 * int(inside) / count, 100 * drawn[:, ring] / count)
        for ring, inside in enumerate(within)
    )


def _median(
    nearest_first: NDArray[np.float64], resamples: int, generator: np.random.Generator
) -> Estimate:
    """Estimate the median.

    The k-th of N draws from N sorted values is the value in whose N-th part the k-th of N uniform
    numbers falls, and that number has a beta distribution; given it, the next one is the least of
    N - k numbers above. So no resample is drawn, and the distribution is exact.

    Source: Maritz and Jarrett 1978.
    """
    count = len(nearest_first)
    lower = (count + 1) // 2
    level = generator.beta(lower, count + 1 - lower, size=resamples)
    draws = _at(nearest_first, level)
    if count % 2 == 0:
        above = 1 - generator.random(resamples) ** (1 / (count - lower))
        draws = (draws + _at(nearest_first, level + (1 - level) * above)) / 2
    return estimated(median(nearest_first), draws)


def _at(ascending: NDArray[np.float64], level: NDArray[np.float64]) -> NDArray[np.float64]:
    last = len(ascending) - 1
    return ascending[np.minimum((level * len(ascending)).astype(np.int64), last)]


def _means(
    nearest_first: NDArray[np.float64],
    answered: int,
    drawn: NDArray[np.int64],
    generator: np.random.Generator,
) -> tuple[Estimate, Estimate]:
    """Estimate the mean distance and the GeoScore.

    Sorted values are cut into strata of equal size; how many of a resample fall into each is
    `_drawn`. What they sum up to there is taken as normal, with the mean and the variance of the
    stratum. So the variance is that of the bootstrap, and skewness remains but for what is within
    strata. Single values have no variance: there it is the bootstrap itself.
    """
    count = len(nearest_first)
    if not answered:
        return Estimate(math.nan, math.nan, math.nan), Estimate(0.0, 0.0, 0.0)
    strata = [nearest_first[start:end] for start, end in pairwise(_edges(answered))]
    replied = drawn.sum(axis=1)
    some = replied > 0
    sum_km, sums_km = _sums(strata, drawn, generator)
    points, drawn_points = _sums(map(geoscores, strata), drawn, generator)
    nearest_km, farthest_km = nearest_first[0], nearest_first[answered - 1]
    return (
        estimated(
            sum_km / answered, np.clip(sums_km[some] / replied[some], nearest_km, farthest_km)
        ),
        estimated(points / count, np.clip(drawn_points / count, 0.0, GEOSCORE_BEST)),
    )


@lru_cache(maxsize=4)
def _drawn(count: int, answered: int, resamples: int, seed: int) -> NDArray[np.int64]:
    """Return how many values of each resample fall into each stratum, shape (resamples, strata).

    They are multinomial, and depend on no distance: ways of answering that are measured on the
    same photos share them.
    """
    sizes = np.append(np.diff(_edges(answered)), count - answered)
    # Apart from the other draws, which come from the seed alone.
    generator = np.random.default_rng((seed, _STRATA))
    drawn: NDArray[np.int64] = generator.multinomial(count, sizes / count, size=resamples)[:, :-1]
    drawn.flags.writeable = False
    return drawn


def _edges(answered: int) -> NDArray[np.int64]:
    """Return where strata of sorted values begin and end."""
    return np.linspace(0, answered, min(answered, _STRATA) + 1).astype(np.int64)


def _sums(
    strata: Iterable[NDArray[np.float64]],
    drawn: NDArray[np.int64],
    generator: np.random.Generator,
) -> tuple[float, NDArray[np.float64]]:
    """Sum all strata, and resamples that have `drawn` values of each, shape (resamples,)."""
    total = 0.0
    means, variances = np.empty((2, drawn.shape[1]))
    # One after the other, so that a million values pass through the processor's cache.
    for number, values in enumerate(strata):
        stratum_sum = float(values.sum())
        total += stratum_sum
        means[number] = stratum_sum / len(values)
        variances[number] = np.square(values - means[number]).mean()
    # Not a matrix product, whose last digits may depend on the number of threads.
    between = np.einsum("rs,s->r", drawn, means)
    within = np.sqrt(np.einsum("rs,s->r", drawn, variances))
    return total, between + within * generator.standard_normal(len(drawn))
