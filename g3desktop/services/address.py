"""Names of a position, level by level."""

from __future__ import annotations

from typing import NamedTuple


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
