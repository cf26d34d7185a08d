"""Bars of photos, and classes of distance that they and the map draw alike."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

from g3desktop.domain.geometry import THRESHOLDS_KM
from g3desktop.evaluation.report.markup import escaped, isolated, number, photos

CLASSES = len(THRESHOLDS_KM) + 2
"""Each threshold's, farther, and no answer."""

_NAMES = (
    *(f"within {number(km)} km" for km in THRESHOLDS_KM),
    f"farther than {number(THRESHOLDS_KM[-1])} km",
    "no answer",
)
_ROOM_FOR_A_NUMBER = 11.0
"""Per cent of a bar's length; less has no room for two digits on a telephone."""


def reach(distance_km: float) -> int:
    """Return the class of a distance, from 0 for the nearest."""
    return CLASSES - 1 if math.isinf(distance_km) else bisect_left(THRESHOLDS_KM, distance_km)


def reach_class(distance_km: float) -> str:
    """Return the name that the style sheet has for a distance."""
    return f"reach-{reach(distance_km)}"


def legend(*, unanswered: bool = False) -> str:
    """Return what the classes mean, as HTML."""
    items = "".join(
        f'<li><svg class="swatch" aria-hidden="true"><rect class="reach-{index}" width="100%"'
        f' height="100%"/></svg>{name}</li>'
        for index, name in enumerate(_NAMES[: None if unanswered else -1])
    )
    return f'<ul class="legend">{items}</ul>'


def bars(groups: Sequence[tuple[str, Sequence[float]]]) -> str:
    """Draw, for each group of photos, which part of it is how near, as HTML.

    Args:
        groups: Name and distances in km of each; no group is empty.
    """
    rows = "".join(_bar(name, km) for name, km in groups)
    unanswered = any(math.isinf(one) for _, km in groups for one in km)
    return (
        f'<figure class="bars"><ul>{rows}</ul>{legend(unanswered=unanswered)}'
        "<figcaption>Numbers are per cent of the photos on the right.</figcaption></figure>\n"
    )


def _bar(name: str, km: Sequence[float]) -> str:
    counts = [0] * CLASSES
    for one in km:
        counts[reach(one)] += 1
    parts, words, left = [], [], 0.0
    for index, count in enumerate(counts):
        if not count:
            continue
        share = 100 * count / len(km)
        words.append(f"{share:.1f} % {_NAMES[index]}")
        parts.append(
            f'<rect class="reach-{index}" x="{left:.2f}%" width="{share:.2f}%" height="100%">'
            f"<title>{words[-1]}</title></rect>"
        )
        if share >= _ROOM_FOR_A_NUMBER:
            middle = left + share / 2
            parts.append(f'<text class="on-{index}" x="{middle:.2f}%" y="50%">{share:.0f}</text>')
        left += share
    said = escaped(f"{name}: {', '.join(words)}")
    return (
        f'<li><span class="name">{isolated(name)}</span><svg class="bar" role="img"'
        f' aria-label="{said}">{"".join(parts)}</svg>'
        f'<span class="count">{photos(len(km))}</span></li>'
    )


def share_bars(parts: Sequence[tuple[str, int]]) -> str:
    """Draw how many photos each part has, as HTML.

    Args:
        parts: Name and number of photos of each; together they are all photos.
    """
    total = max(sum(count for _, count in parts), 1)
    rows = "".join(_share_bar(name, count, 100 * count / total) for name, count in parts)
    return (
        f'<figure class="bars"><ul>{rows}</ul>'
        "<figcaption>The whole width is all photos.</figcaption></figure>\n"
    )


def _share_bar(name: str, count: int, share: float) -> str:
    return (
        f'<li><span class="name">{isolated(name)}</span><svg class="bar share" role="img"'
        f' aria-label="{escaped(name)}: {share:.1f} %"><rect class="whole" width="100%"'
        f' height="100%"/><rect class="part" width="{share:.2f}%" height="100%"/></svg>'
        f'<span class="count">{photos(count)}, {share:.1f} %</span></li>'
    )
