"""A map of the world with a line from each answer to the truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from g3desktop.domain.geometry import LatLon
from g3desktop.evaluation.outcomes import Outcome
from g3desktop.evaluation.report.markup import distance, escaped, photos
from g3desktop.evaluation.report.reach import legend, reach_class
from g3desktop.evaluation.report.world import (
    HEIGHT,
    WIDTH,
    copies,
    great_circles,
    land,
    path_data,
    project,
)

MOST_LINES = 1500
"""More would hide each other, and make a page of many megabytes."""


def error_map(outcomes: Sequence[Outcome]) -> str:
    """Draw where answers were, and how far that is from the truth, as HTML.

    Args:
        outcomes: Of one run; those without an answer are not drawn.

    Raises:
        PackError: The map's file is missing or damaged.
    """
    answered = sorted(
        ((one.answer, one) for one in outcomes if one.answer is not None),
        key=lambda pair: (-pair[1].distance_km, pair[1].query.line),
    )
    picks = np.unique(np.linspace(0, len(answered) - 1, min(len(answered), MOST_LINES)).round())
    shown = [answered[int(index)] for index in picks]
    drawn = list(_drawn(shown)) if shown else []
    return (
        '<figure class="map">'
        f'<svg class="world" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="Map of the world: lines from {photos(len(shown))} to their answers">'
        f'<path class="land" fill-rule="evenodd" d="{land()}"/>'
        f'<g class="errors">{"".join(line for line, _ in drawn)}</g>'
        f'<g class="truths">{"".join(dot for _, dot in drawn)}</g></svg>'
        f"{legend()}<figcaption>{_caption(len(shown), len(answered), len(outcomes))}</figcaption>"
        "</figure>\n"
    )


def _drawn(shown: Sequence[tuple[LatLon, Outcome]]) -> Iterator[tuple[str, str]]:
    """Yield the line and the dot of each answer."""
    answers = np.array([(answer.lat_deg, answer.lon_deg) for answer, _ in shown])
    truths = np.array([(one.query.where.lat_deg, one.query.where.lon_deg) for _, one in shown])
    points, bounds = great_circles(answers, truths)
    pixels, dots = project(points), project(truths).tolist()
    for at, (_, one) in enumerate(shown):
        line = pixels[bounds[at] : bounds[at + 1]]
        data = "".join(map(path_data, copies(line)))
        kind = reach_class(one.distance_km)
        title = f"{escaped(one.query.name)}: {distance(one.distance_km)}"
        x, y = dots[at]
        yield (
            f'<path class="{kind}" d="{data}"><title>{title}</title></path>',
            f'<path class="{kind}" d="M{x} {y}h0"/>',
        )


def _caption(shown: int, answered: int, count: int) -> str:
    words = (
        "A dot is where a photo was taken; the line from it, along a great circle, ends at the"
        " answer."
    )
    if shown < answered:
        words += f" {shown:,} of {photos(answered)} are drawn, spread evenly over the distances."
    if answered < count:
        words += f" {photos(count - answered)} without an answer cannot be drawn."
    return words
