"""Tables of single experiments: how far away references are, and where wrong answers come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.geometry import ellipsoid_distances_km
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.retrieval import sorted_positions
from g3desktop.evaluation.outcomes import Curve, Outcome, Plot, Query, Run, Table, Twin
from g3desktop.evaluation.report.facts import QUERIES_FILE

RIGHT_KM = 25.0
"""An answer this near is right: "city" in the thresholds."""

MOST_LISTED = 100
"""Photos that a table has a row for: a report is to be read, and data sets have 200,000."""

MOST_LOOKED_AT = 6
"""Photos of one kind that are shown."""

_MOST_NAMED = 3
_SIMILAR_COUNTS = (5, 10, 15)
_STATISTICS: tuple[tuple[str, Callable[..., NDArray[np.float64]]], ...] = (
    ("mean", np.mean),
    ("median", np.median),
    ("farthest", np.max),
    ("nearest", np.min),
)

IsCovered = Callable[[Query], bool]
"""Tells whether a gallery photo was taken within `RIGHT_KM` of where a query was."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Photos of which the same became.

    Attributes:
        name: What, in a few words.
        count: How many they are.
        lines: Lines of those worth a look, the farthest answer first; none where answers are right.
    """

    name: str
    count: int
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Breakdown(Table):
    """A table with a row for each kind of photos.

    Attributes:
        kinds: The same as values, in the order of the rows.
    """

    kinds: tuple[Kind, ...] = ()


def coverage(
    gallery: Gallery, twins: Sequence[Twin], *, exclude_same_author: bool = False
) -> IsCovered:
    """Return what tells whether a photo that a query may find was taken near it.

    Args:
        gallery: The gallery.
        twins: What it holds of the queries themselves; the very file is never found.
        exclude_same_author: Whether gallery photos of a query's author are not found either.
    """
    own = {(twin.query.line, twin.row) for twin in twins if twin.same_file}

    @cache
    def rows_by(author: str) -> frozenset[int]:
        return frozenset(gallery.rows_by_author(author))

    def is_covered(query: Query) -> bool:
        rows, _ = sorted_positions(gallery).within(query.where, RIGHT_KM)
        barred = rows_by(query.author) if exclude_same_author and query.author else frozenset()
        return any(row not in barred and (query.line, row) not in own for row in rows.tolist())

    return is_covered


def retrieval_table(runs: Sequence[Run]) -> Table:
    """Say how far from each photo the gallery photos most similar to it were taken.

    Of each photo's 5, 10 and 15 most similar ones the mean, median, greatest and least distance,
    and of these the mean over photos.

    Source: Jia et al. 2024 (G3), table 3.
    """
    columns = tuple(
        f"{name} of {count}, km" for count in _SIMILAR_COUNTS for name, _ in _STATISTICS
    )
    rows = tuple((run.title, *_distances_of(run)) for run in runs)
    note = "Mean over the photos of each photo's own figure; a photo's own file is left out."
    return Table(
        "retrieval",
        "Distance to the most similar photos",
        ("Retrieval by", *columns),
        rows,
        (note,),
    )


def _distances_of(run: Run) -> list[str]:
    km = [_reference_km(one) for one in run.outcomes if one.references]
    cells = []
    for count in _SIMILAR_COUNTS:
        for _, statistic in _STATISTICS:
            values = [float(statistic(distances[:count])) for distances in km]
            cells.append(f"{np.mean(values):.1f}" if values else "n/a")
    return cells


def retrieval_plot(runs: Sequence[Run]) -> Plot:
    """Draw how far from the truth the most similar photo was taken, the second, and so on.

    Of each rank the median over the photos that have as many similar ones.
    """
    ranks = range(1, _SIMILAR_COUNTS[-1] + 1)
    curves = []
    for run in runs:
        km = [_reference_km(one) for one in run.outcomes]
        by_rank = [[one[rank - 1] for one in km if len(one) >= rank] for rank in ranks]
        medians = tuple(float(np.median(some)) if some else np.nan for some in by_rank)
        curves.append(Curve(run.title, tuple(map(float, ranks)), medians))
    return Plot(
        "retrieval",
        "How far away the most similar photos are",
        "rank by similarity",
        "median distance from the truth, km",
        tuple(curves),
    )


def case_table(run: Run) -> Table:
    """List photos' five most similar gallery photos with their distance from the truth.

    The first `MOST_LISTED` photos have a row; where there are more, a note says so.
    """
    rows = []
    for one in run.outcomes[:MOST_LISTED]:
        distances = _reference_km(one)
        cells = [
            f"{distance:.1f} km ({reference.cosine:.3f})"
            for distance, reference in zip(distances[:5], one.references[:5], strict=True)
        ]
        rows.append((one.query.name, *cells, *["n/a"] * (5 - len(cells))))
    notes = ["In brackets the retrieval cosine, which is no probability."]
    more = len(run.outcomes) - len(rows)
    if more:
        notes.append(
            f"And {more:,} more photos: {QUERIES_FILE} has the most similar one's position and "
            "distance of every photo."
        )
    return Table(
        f"references-{run.key}",
        f"References of each photo: {run.title}",
        ("Photo", *(f"reference {rank}" for rank in range(1, 6))),
        tuple(rows),
        tuple(notes),
    )


def failure_table(run: Run, similar: Run, is_covered: IsCovered) -> Breakdown:
    """Say for every answer that is wrong which step lost the place.

    Args:
        run: The answers.
        similar: For the same photos the gallery photos most similar to each.
        is_covered: Tells of a query whether the place is in the gallery.
    """
    found: dict[str, list[Outcome]] = {name: [] for name in _KINDS}
    for one, looked in zip(run.outcomes, similar.outcomes, strict=True):
        found[_kind(one, looked, covered=is_covered(one.query))].append(one)
    total = max(len(run.outcomes), 1)
    kinds, rows = [], []
    for name, outcomes in found.items():
        farthest = sorted(outcomes, key=lambda one: (-one.distance_km, one.query.line))
        shown = [] if name in _RIGHT else farthest[:MOST_LOOKED_AT]
        kinds.append(Kind(name, len(outcomes), tuple(one.query.line for one in shown)))
        share = f"{100 * len(outcomes) / total:.1f}"
        rows.append((name, _named(shown), str(len(outcomes)), share))
    return Breakdown(
        "failures",
        f"Where answers go wrong: {run.title}",
        ("What happened", "Farthest from the truth", "Photos", "%"),
        tuple(rows),
        (
            f"Right is within {RIGHT_KM:g} km. A place is in the gallery where a photo of it that "
            f"the query may find was taken within {RIGHT_KM:g} km, and found where one of the "
            f"{_SIMILAR_COUNTS[-1]} most similar photos was.",
        ),
        texts=2,
        kinds=tuple(kinds),
    )


_RIGHT = ("right", "right, though the place is not in the gallery")
_KINDS = (
    *_RIGHT,
    "found, and another place ranked first",
    "in the gallery, and not found",
    "not in the gallery",
    "no answer",
)


def _named(outcomes: Sequence[Outcome]) -> str:
    """Return the names of the first photos, each with its line, as names may be the same."""
    return "; ".join(f"line {one.query.line} {one.query.name}" for one in outcomes[:_MOST_NAMED])


def _kind(one: Outcome, looked: Outcome, *, covered: bool) -> str:
    if one.answer is None:
        return "no answer"
    if one.distance_km <= RIGHT_KM:
        return _RIGHT[0] if covered else _RIGHT[1]
    if not covered:
        return "not in the gallery"
    if (_reference_km(looked) <= RIGHT_KM).any():
        return "found, and another place ranked first"
    return "in the gallery, and not found"


def _reference_km(one: Outcome) -> NDArray[np.float64]:
    """Return how far from the truth a photo's references were taken, most similar first."""
    truth = (one.query.where.lat_deg, one.query.where.lon_deg)
    where = [(found.where.lat_deg, found.where.lon_deg) for found in one.references]
    return ellipsoid_distances_km(truth, np.array(where).reshape(-1, 2))
