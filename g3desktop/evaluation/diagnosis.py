"""Tables of single experiments: how far away references are, and where wrong answers come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.geometry import distances_km
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.retrieval import sorted_positions
from g3desktop.evaluation.outcomes import Outcome, Query, Run, Table, Twin

RIGHT_KM = 25.0
"""An answer this near is right: "city" in the thresholds."""

_SIMILAR_COUNTS = (5, 10, 15)
_STATISTICS: tuple[tuple[str, Callable[..., NDArray[np.float64]]], ...] = (
    ("mean", np.mean),
    ("median", np.median),
    ("farthest", np.max),
    ("nearest", np.min),
)

IsCovered = Callable[[Query], bool]
"""Tells whether a gallery photo was taken within `RIGHT_KM` of where a query was."""


def coverage(gallery: Gallery, twins: Sequence[Twin]) -> IsCovered:
    """Return what tells whether a gallery photo, not the query itself, was taken near a query.

    Args:
        gallery: The gallery.
        twins: What it holds of the queries themselves.
    """
    own = {(twin.query.line, twin.row) for twin in twins if twin.same_file}

    def is_covered(query: Query) -> bool:
        rows, _ = sorted_positions(gallery).within(query.where, RIGHT_KM)
        return any((query.line, row) not in own for row in rows.tolist())

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


def case_table(run: Run) -> Table:
    """List each photo's five most similar gallery photos with their distance from the truth."""
    rows = []
    for one in run.outcomes:
        distances = _reference_km(one)
        cells = [
            f"{distance:.1f} km ({reference.cosine:.3f})"
            for distance, reference in zip(distances[:5], one.references[:5], strict=True)
        ]
        rows.append((one.query.name, *cells, *["n/a"] * (5 - len(cells))))
    return Table(
        f"references-{run.key}",
        f"References of each photo: {run.title}",
        ("Photo", *(f"reference {rank}" for rank in range(1, 6))),
        tuple(rows),
        ("In brackets the retrieval cosine, which is no probability.",),
    )


def failure_table(run: Run, similar: Run, is_covered: IsCovered) -> Table:
    """Say for every answer that is wrong which step lost the place.

    Args:
        run: The answers.
        similar: For the same photos the gallery photos most similar to each.
        is_covered: Tells of a query whether the place is in the gallery.
    """
    counts = dict.fromkeys(_KINDS, 0)
    for one, looked in zip(run.outcomes, similar.outcomes, strict=True):
        counts[_kind(one, looked, covered=is_covered(one.query))] += 1
    total = max(len(run.outcomes), 1)
    rows = tuple((kind, str(count), f"{100 * count / total:.1f}") for kind, count in counts.items())
    return Table(
        "failures",
        f"Where answers go wrong: {run.title}",
        ("What happened", "Photos", "%"),
        rows,
        (
            f"Right is within {RIGHT_KM:g} km. A place is in the gallery where a photo of it was "
            f"taken within {RIGHT_KM:g} km, and found where one of the "
            f"{_SIMILAR_COUNTS[-1]} most similar photos was.",
        ),
    )


_KINDS = (
    "right",
    "right, though the place is not in the gallery",
    "found, and another place ranked first",
    "in the gallery, and not found",
    "not in the gallery",
    "no answer",
)


def _kind(one: Outcome, looked: Outcome, *, covered: bool) -> str:
    if one.answer is None:
        return "no answer"
    if one.distance_km <= RIGHT_KM:
        return "right" if covered else "right, though the place is not in the gallery"
    if not covered:
        return "not in the gallery"
    if (_reference_km(looked) <= RIGHT_KM).any():
        return "found, and another place ranked first"
    return "in the gallery, and not found"


def _reference_km(one: Outcome) -> NDArray[np.float64]:
    """Return how far from the truth a photo's references were taken, most similar first."""
    truth = (one.query.where.lat_deg, one.query.where.lon_deg)
    where = [(found.where.lat_deg, found.where.lon_deg) for found in one.references]
    return distances_km(truth, np.array(where).reshape(-1, 2))
