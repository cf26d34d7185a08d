"""Names of a position, level by level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

Level = Literal["neighbourhood", "city", "county", "state", "region", "country", "continent"]
"""A field of `Address`."""


class Address(NamedTuple):
    """Names of a position under the columns of MP16-Pro; "" where nothing is known.

    Source: Jia et al. 2024 (G3), MP16-Pro, whose columns are those of Nominatim.

    Attributes:
        neighbourhood: The nearest town, where it lies within the city: a quarter as a rule.
        city: The town that names the position.
        county: The second-level division of the nearest town, where that is near.
        state: The first-level region.
        region: The regions that the state is counted among, in countries that have such groups.
        country: In English.
        continent: In English.
    """

    neighbourhood: str = ""
    city: str = ""
    county: str = ""
    state: str = ""
    region: str = ""
    country: str = ""
    continent: str = ""

    def names(self, levels: Sequence[Level]) -> list[str]:
        """Return the names of some levels, "" where nothing is known."""
        return [getattr(self, level) for level in levels]


def write_sentence(names: Iterable[str]) -> str:
    """Say in a sentence where a photo was taken.

    Args:
        names: Of its position, the narrowest first; "" and the name of the level before it are left
            out.
    """
    distinct = [name for name, _ in groupby(filter(None, names))]
    if not distinct:
        return "A photo taken far from any town."
    return f"A photo taken in {', '.join(distinct)}."
