"""What an evaluation comes to, in numbers: what the tables and `metrics.json` both say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import PhotoError, UsageError
from g3desktop.evaluation.comparison import Comparison, compare, holm
from g3desktop.evaluation.metrics import Scores, median, score, share_within
from g3desktop.evaluation.outcomes import Evaluation, Outcome, Run

Against = tuple[str, Mapping[str, float]]
"""Title of another evaluation, and its distances in kilometres by the name of the photo."""

FEW = 5
"""Countries with fewer photos are shown together: their figures would say nothing."""

NOT_NAMED = "not named"
NO_ANSWER = "no answer"
NOT_RECORDED = "not recorded"

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Group:
    """Some photos of one run that belong together.

    Attributes:
        name: What they have in common.
        count: How many they are.
        within: Per cent of them at most as far as each of `THRESHOLDS_KM`; empty without photos.
        median_km: Median distance; infinite where too few have an answer, NaN without photos.
    """

    name: str
    count: int
    within: tuple[float, ...]
    median_km: float


@dataclass(frozen=True, slots=True)
class Pair:
    """The first run against something else.

    Attributes:
        title: Of the other run or evaluation.
        comparison: How they differ.
        holm: P of the shares and then of the distances, adjusted for all tests of the evaluation.
    """

    title: str
    comparison: Comparison
    holm: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What an evaluation comes to.

    Attributes:
        scores: One for each run.
        pairs: The first run against each other one, and against another evaluation.
        continents: The first run by continent, most photos first, unnamed ones last.
        countries: The same by country.
        common_countries: The same, countries with fewer than `FEW` photos as one.
        sources: Each run by where its answers came from.
        leakage: The first run by whether the gallery holds the photo.
    """

    scores: tuple[Scores, ...]
    pairs: tuple[Pair, ...]
    continents: tuple[Group, ...]
    countries: tuple[Group, ...]
    common_countries: tuple[Group, ...]
    sources: tuple[tuple[Group, ...], ...]
    leakage: tuple[Group, ...]


def find(evaluation: Evaluation, *, against: Against | None, seed: int) -> Findings:
    """Work out what an evaluation comes to.

    Args:
        evaluation: The evaluation.
        against: Another one to compare the first run with.
        seed: Of the intervals.

    Raises:
        PhotoError: No photo was measured.
        UsageError: The other evaluation has no photo of this one.
    """
    dataset = evaluation.dataset.name
    if not evaluation.runs or not all(run.outcomes for run in evaluation.runs):
        raise PhotoError(
            f"No photo of {dataset} could be measured.",
            hint="Check the folder of the images and the names in the CSV file.",
        )
    first = evaluation.runs[0]
    continents = [evaluation.continents.get(one.query.line) or NOT_NAMED for one in first.outcomes]
    countries = [_country(evaluation, one) for one in first.outcomes]
    return Findings(
        scores=tuple(score(distances(run.outcomes), seed=seed) for run in evaluation.runs),
        pairs=_pairs(evaluation, against, seed),
        continents=_groups(first, continents),
        countries=_groups(first, countries),
        common_countries=_groups(first, _common(countries)),
        sources=tuple(_groups(run, map(_source, run.outcomes)) for run in evaluation.runs),
        leakage=_leakage(evaluation, first),
    )


def distances(outcomes: tuple[Outcome, ...]) -> NDArray[np.float64]:
    """Return the distances of outcomes in kilometres, in their order, shape (N,)."""
    return np.array([one.distance_km for one in outcomes], dtype=np.float64)


def group(name: str, km: NDArray[np.float64]) -> Group:
    """Return what distances of shape (N,) come to, of photos that belong together."""
    if not len(km):
        return Group(name, 0, (), float("nan"))
    nearest_first = np.sort(km)
    return Group(name, len(km), share_within(nearest_first), median(nearest_first))


def _groups(run: Run, names: Iterable[str]) -> tuple[Group, ...]:
    """Group a run's outcomes by a name for each."""
    km: dict[str, list[float]] = {}
    for name, one in zip(names, run.outcomes, strict=True):
        km.setdefault(name, []).append(one.distance_km)
    groups = [group(name, np.array(values)) for name, values in km.items()]
    return tuple(sorted(groups, key=lambda one: (one.name == NOT_NAMED, -one.count, one.name)))


def _country(evaluation: Evaluation, one: Outcome) -> str:
    place = evaluation.places.get(one.query.line)
    return place.country if place and place.country else NOT_NAMED


def _common(countries: Sequence[str]) -> list[str]:
    """Return one name for all countries with few photos, where there are several."""
    few = {name for name, count in Counter(countries).items() if count < FEW} - {NOT_NAMED}
    if len(few) == 1:
        return list(countries)
    together = f"{len(few)} countries with fewer than {FEW} photos"
    return [together if name in few else name for name in countries]


def _source(one: Outcome) -> str:
    if one.answer is None:
        return NO_ANSWER
    return " + ".join(sorted(set(one.sources))) or NOT_RECORDED


def _leakage(evaluation: Evaluation, first: Run) -> tuple[Group, ...]:
    same_file = {twin.query.line for twin in evaluation.twins if twin.same_file}
    alike = {twin.query.line for twin in evaluation.twins} - same_file
    lines = np.array([one.query.line for one in first.outcomes])
    km = distances(first.outcomes)
    same, near = np.isin(lines, list(same_file)), np.isin(lines, list(alike))
    return (
        group("all", km),
        group("the same file is in the gallery", km[same]),
        group("nearly the same photo is in the gallery", km[near]),
        group("not in the gallery", km[~same & ~near]),
    )


def _pairs(evaluation: Evaluation, against: Against | None, seed: int) -> tuple[Pair, ...]:
    first, *others = evaluation.runs
    compared: list[tuple[str, Comparison]] = []
    for other in others:
        theirs = {one.query.line: one.distance_km for one in other.outcomes}
        comparison = _compare(first, theirs, lambda one: one.query.line, seed)
        if comparison:
            compared.append((other.title, comparison))
    if against:
        title, by_name = against
        comparison = _compare(first, by_name, lambda one: one.query.name, seed)
        if not comparison:
            raise UsageError(
                f"{title} has no photo of {evaluation.dataset.name}.",
                hint="Compare two evaluations of the same data set.",
            )
        compared.append((title, comparison))
    tests = [p for _, comparison in compared for p in p_values(comparison)]
    adjusted = iter(holm(tests))
    return tuple(
        Pair(title, comparison, tuple(next(adjusted) for _ in p_values(comparison)))
        for title, comparison in compared
    )


def p_values(comparison: Comparison) -> tuple[float, ...]:
    """Return the p of the shares and then of the distances."""
    return (*(share.p for share in comparison.shares), comparison.p_distance)


def _compare(
    first: Run, theirs: Mapping[_Key, float], key: Callable[[Outcome], _Key], seed: int
) -> Comparison | None:
    """Compare on the photos that both have; None without any."""
    shared = tuple(one for one in first.outcomes if key(one) in theirs)
    if not shared:
        return None
    return compare(distances(shared), np.array([theirs[key(one)] for one in shared]), seed=seed)
