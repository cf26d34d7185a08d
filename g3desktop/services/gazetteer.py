"""Names of places without a network, and a grid of where people live.

The table of towns is made by `resources/make_gazetteer.py`; docs/decisions/0003-gazetteer.md says
why it is as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from g3desktop.domain.answer import Place
from g3desktop.domain.geometry import EARTH_RADIUS_KM, LatLon, distances_km
from g3desktop.services.address import Address, write_sentence
from g3desktop.services.gazetteer_table import (
    E5,
    ROW_SPAN,
    TownNames,
    latitude_bands,
    read_counties,
    read_names,
    read_regions,
    read_table,
    row_keys,
)

NEAR_KM = 25.0
"""Towns farther away than this do not compete for the name; "city" in `THRESHOLDS_KM`."""

NAMED_KM = 50.0
"""Beyond this the nearest town says nothing of the position but its country and region."""

KNOWN_KM = 200.0
"""Beyond this a position has no names at all: open sea, ice, the emptiest deserts."""

COUNTY_KM = 10.0
"""Beyond this the nearest town tells the second-level division no better than a coin does."""

# Bound the memory of one step, whatever the number of positions: some 100 MB.
_MAX_QUERIES = 8192
_MAX_PAIRS = 1_000_000

# How densely a town is built, which makes a disc of its population. Higher, and a city's name ends
# before its own quarters do; lower, and it covers towns that have a name of their own.
_PEOPLE_PER_KM2 = 5000.0
_LEAST_POPULATION = 500.0
# Added to every distance, so that standing on the very point of a quarter does not outweigh the
# city around it; a GeoNames point stands for an area and is itself some kilometres off.
_POINT_BLUR_KM = 1.0

_Ints = NDArray[np.int64]
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class TownGrid:
    """Where people live, as points.

    Attributes:
        lat_lon_deg: Shape (M, 2), latitude first.
        population: Shape (M,); 0 where the source has none.
        names: M names, by index.
    """

    lat_lon_deg: _Floats
    population: _Ints
    names: TownNames


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Positions and the towns near them: three arrays of one length, grouped by position."""

    query: _Ints
    town: _Ints
    km: _Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Match:
    """What tells the names of N positions.

    Attributes:
        nearest: The nearest town; -1 where none is near enough.
        named: The town that names the position; -1 where there is none.
        km: How far the nearest town is.
    """

    nearest: _Ints
    named: _Ints
    km: _Floats

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield nearest and naming town of each position."""
        return zip(self.nearest.tolist(), self.named.tolist(), strict=True)


class Gazetteer:
    """Towns of the world, with region, country and continent.

    Args:
        table: Arrays that `read_table` found sound.
    """

    def __init__(self, table: dict[str, NDArray[Any]]) -> None:
        self._lat_lon_deg = np.stack([table["lat_e5"], table["lon_e5"]], axis=-1) / E5
        self._keys = row_keys(table["lat_e5"], table["lon_e5"])
        self._lat, self._lon = np.radians(self._lat_lon_deg).T.copy()
        self._cos_lat = np.cos(self._lat)
        self._population = table["population"].astype(np.int64)
        self._region = table["region"].astype(np.int64)
        self._names = read_names(table)
        self._county, self._counties = table["county"], read_counties(table)
        self._regions = read_regions(table)
        self._wider = [(r.admin1, r.group, r.country, r.continent) for r in self._regions]
        self._wider.append(("",) * 4)  # at -1
        self._no_admin1 = np.array([not region.admin1 for region in self._regions])
        codes = [region.country_code for region in self._regions]
        self._country_of = np.unique(codes, return_inverse=True)[1]
        people = np.maximum(self._population, _LEAST_POPULATION)
        self._radius_km = np.minimum(np.sqrt(people / (np.pi * _PEOPLE_PER_KM2)), NEAR_KM)

    @classmethod
    def load(cls, folder: Path) -> Gazetteer:
        """Read the table of towns in `folder`.

        Raises:
            PackError: It is missing, damaged, or of another format.
        """
        return cls(read_table(folder))

    def place(self, where: LatLon) -> Place:
        """Name one position; `places` has the rule."""
        return self.places([[where.lat_deg, where.lon_deg]])[0]

    def places(self, lat_lon_deg: ArrayLike) -> list[Place]:
        """Name positions.

        Country and region are those of the nearest town, up to `KNOWN_KM` away; beyond that all
        names are "". The name is a town's of the same region: of those whose built-up area, a disc
        of as many people as the town has, reaches the position, the one nearest in units of its own
        radius; where there is none, the nearest town, up to `NAMED_KM` away.

        Args:
            lat_lon_deg: Shape (N, 2), latitude first; longitudes of any turn.

        Returns:
            N places.

        Raises:
            ValueError: Another shape, a number that is not finite, or a latitude out of range.
        """
        match = self._match(_checked_positions(lat_lon_deg))
        return [self._place(nearest, named) for nearest, named in match.pairs()]

    def addresses(self, lat_lon_deg: ArrayLike) -> list[Address]:
        """Name positions under the columns of MP16-Pro; `places` has the rule for city and state.

        Args:
            lat_lon_deg: Shape (N, 2), latitude first; longitudes of any turn.

        Returns:
            N addresses; positions with the same names share one.

        Raises:
            ValueError: As for `places`.
        """
        match = self._match(_checked_positions(lat_lon_deg))
        quarter, near = self._is_quarter(match), match.km <= COUNTY_KM
        # Each position's facts as one number, so that sorting them is quick.
        facts = (match.nearest * (len(self._names) + 1) + match.named + 1) * 4 + quarter * 2 + near
        _, first, which = np.unique(facts, return_index=True, return_inverse=True)
        addresses = self._addresses(
            match.nearest[first], match.named[first], quarter[first], near[first]
        )
        return [addresses[index] for index in which.tolist()]

    def describe(self, lat_lon_deg: ArrayLike) -> list[str]:
        """Say in a sentence where each position is: city, region, country, continent.

        A level without a name, or with that of the level before it, is left out.

        Args:
            lat_lon_deg: Shape (N, 2), latitude first; longitudes of any turn.

        Returns:
            N sentences.

        Raises:
            ValueError: As for `places`.
        """
        match = self._match(_checked_positions(lat_lon_deg))
        return [self._sentence(nearest, named) for nearest, named in match.pairs()]

    def grid(self, min_population: int = 0) -> TownGrid:
        """Return the towns with at least so many people, as points."""
        rows = np.flatnonzero(self._population >= min_population)
        return TownGrid(
            lat_lon_deg=self._lat_lon_deg[rows],
            population=self._population[rows],
            names=self._names.only(rows),
        )

    def _place(self, nearest: int, named: int) -> Place:
        if nearest < 0:
            return Place()
        region = self._regions[self._region[nearest]]
        name = self._names[named] if named >= 0 else ""
        return Place(name, region.admin1, region.country, region.country_code)

    def _addresses(
        self,
        nearest: _Ints,
        named: _Ints,
        is_quarter: NDArray[np.bool_],
        is_near: NDArray[np.bool_],
    ) -> list[Address]:
        """Return the address of every position that a row of these tells."""
        quarters = self._names.decoded(np.where(is_quarter, nearest, -1))
        cities = self._names.decoded(named)
        counties = np.where(is_near, self._county[nearest], 0).tolist()
        regions = np.where(nearest < 0, -1, self._region[nearest]).tolist()
        return [
            Address(quarter, city, self._counties[county], *self._wider[region])
            for quarter, city, county, region in zip(
                quarters, cities, counties, regions, strict=True
            )
        ]

    def _sentence(self, nearest: int, named: int) -> str:
        if nearest < 0:
            return write_sentence(())
        region = self._regions[self._region[nearest]]
        name = self._names[named] if named >= 0 else ""
        return write_sentence((name, region.admin1, region.country, region.continent))

    def _match(self, lat_lon_deg: _Floats) -> _Match:
        """Return the nearest and the naming town of each position."""
        nearest = np.full(len(lat_lon_deg), -1, dtype=np.int64)
        named = nearest.copy()
        km = np.full(len(lat_lon_deg), np.inf)
        for pairs in self._pairs_within(lat_lon_deg, np.arange(len(lat_lon_deg)), NEAR_KM):
            first = _first_by(pairs, pairs.km)
            nearest[pairs.query[first]] = pairs.town[first]
            km[pairs.query[first]] = pairs.km[first]
            competing = self._competing(pairs, nearest)
            blurred_km = competing.km + _POINT_BLUR_KM
            first = _first_by(competing, blurred_km / self._radius_km[competing.town])
            named[competing.query[first]] = competing.town[first]
        for pairs in self._pairs_within(lat_lon_deg, np.flatnonzero(nearest < 0), KNOWN_KM):
            first = _first_by(pairs, pairs.km)
            nearest[pairs.query[first]] = pairs.town[first]
            km[pairs.query[first]] = pairs.km[first]
            close = first[pairs.km[first] <= NAMED_KM]
            named[pairs.query[close]] = pairs.town[close]
        return _Match(nearest, named, km)

    def _is_quarter(self, match: _Match) -> NDArray[np.bool_]:
        """Tell where the nearest town is a part of the one that names the position.

        It is one where it lies in the other's disc, would itself be named after the other, and no
        second-level division is known that has only one of them.
        """
        is_quarter: NDArray[np.bool_] = (match.named >= 0) & (match.nearest != match.named)
        rows = np.flatnonzero(is_quarter)
        part, whole = match.nearest[rows], match.named[rows]
        radius_km, within_km = self._radius_km[part], self._radius_km[whole]
        km = distances_km(self._lat_lon_deg[part], self._lat_lon_deg[whole])
        weaker = (km + _POINT_BLUR_KM) / within_km < _POINT_BLUR_KM / radius_km
        county, other = self._county[part], self._county[whole]
        together = (county == other) | (county == 0) | (other == 0)
        is_quarter[rows] = (km <= within_km) & weaker & together
        return is_quarter

    def _competing(self, pairs: _Pairs, nearest: _Ints) -> _Pairs:
        """Keep nearest towns, and those that reach the position and lie in the same region."""
        closest = nearest[pairs.query]
        reaching = pairs.km <= self._radius_km[pairs.town]
        neighbours = self._same_region(pairs.town, closest)
        keep = (pairs.town == closest) | (reaching & neighbours)
        return _Pairs(pairs.query[keep], pairs.town[keep], pairs.km[keep])

    def _same_region(self, towns: _Ints, others: _Ints) -> NDArray[np.bool_]:
        """Tell where towns share a region; one without a region shares every one of its country."""
        region, other = self._region[towns], self._region[others]
        compatriots = self._country_of[region] == self._country_of[other]
        same: NDArray[np.bool_] = (region == other) | (compatriots & self._no_admin1[region])
        return same

    def _pairs_within(
        self, lat_lon_deg: _Floats, queries: _Ints, radius_km: float
    ) -> Iterator[_Pairs]:
        """Yield every town within the radius of the positions `queries`, in blocks of positions."""
        for block in np.array_split(queries, -(-len(queries) // _MAX_QUERIES) or 1):
            starts, counts = self._windows(lat_lon_deg[block], radius_km)
            total = np.cumsum(counts.sum(axis=1))
            cuts = np.flatnonzero(np.diff(total // _MAX_PAIRS)) + 1
            for part in np.split(np.arange(len(block)), cuts):
                yield self._pairs(lat_lon_deg, block[part], (starts[part], counts[part]), radius_km)

    def _pairs(
        self, lat_lon_deg: _Floats, queries: _Ints, runs: tuple[_Ints, _Ints], radius_km: float
    ) -> _Pairs:
        """Measure the towns of each position's runs, and keep those within the radius."""
        each = runs[1].sum(axis=1)
        starts, counts = (array[runs[1] > 0] for array in runs)
        before = np.cumsum(counts) - counts
        town = np.arange(int(each.sum())) + np.repeat(starts - before, counts)
        # The formula of `distances_km`, with all that is known of one position computed once.
        lat, lon = np.radians(lat_lon_deg[queries]).T
        north = np.sin((self._lat[town] - np.repeat(lat, each)) / 2)
        east = np.sin((self._lon[town] - np.repeat(lon, each)) / 2)
        chord = north**2 + np.repeat(np.cos(lat), each) * self._cos_lat[town] * east**2
        # Most lie in the corners; a little is added, so that the distance itself decides.
        near = np.flatnonzero(chord <= (np.sin(radius_km / EARTH_RADIUS_KM / 2) + 1e-9) ** 2)
        km = EARTH_RADIUS_KM * (2 * np.arcsin(np.sqrt(np.clip(chord[near], 0.0, 1.0))))
        near, km = near[km <= radius_km], km[km <= radius_km]
        return _Pairs(np.repeat(queries, each)[near], town[near], km)

    def _windows(self, lat_lon_deg: _Floats, radius_km: float) -> tuple[_Ints, _Ints]:
        """Return the runs of towns that cover a disc around each position.

        Starts and counts, both of shape (N, W). Each run is one band of latitude between two
        longitudes: a circle of angle r around latitude p reaches asin(sin r / cos p) of longitude
        to either side, and all of it where it covers a pole.
        """
        pad_deg = 2 / E5
        lat, lon = lat_lon_deg[:, :1], lat_lon_deg[:, 1:]
        reach_deg = np.degrees(radius_km / EARTH_RADIUS_KM)
        over_pole = np.abs(lat) + reach_deg >= 90 - pad_deg
        ratio = np.sin(np.radians(reach_deg)) / np.cos(np.radians(np.where(over_pole, 0, lat)))
        half_deg = np.where(over_pole, 180.0, np.degrees(np.arcsin(np.minimum(ratio, 1)))) + pad_deg

        lowest = latitude_bands(np.floor((lat - reach_deg - pad_deg) * E5))
        highest = latitude_bands(np.ceil((lat + reach_deg + pad_deg) * E5))
        bands = lowest + np.arange(int((highest - lowest).max(initial=0)) + 1)
        bands = np.repeat(bands, 3, axis=1)
        # A disc across the antimeridian goes on at the other side, one turn away.
        turns = np.tile([-360.0, 0.0, 360.0], bands.shape[1] // 3)
        west = np.clip(lon - half_deg + turns, -180, 180)
        east = np.clip(lon + half_deg + turns, -180, 180)
        row = bands * ROW_SPAN
        starts = np.searchsorted(self._keys, row + np.floor((west + 180) * E5).astype(np.int64))
        last = row + np.ceil((east + 180) * E5).astype(np.int64)
        ends = np.searchsorted(self._keys, last, side="right")
        counts = np.where((bands <= highest) & (west < east), ends - starts, 0)
        return starts, counts


def _first_by(pairs: _Pairs, measure: _Floats) -> _Ints:
    """Return, for each position that occurs, the index of the pair with the least measure.

    Of equal ones it is that of the first town, since each position's towns are in order.
    """
    if not len(pairs.query):
        return np.empty(0, dtype=np.int64)
    starts = np.flatnonzero(np.diff(pairs.query, prepend=-1))
    least = np.minimum.reduceat(measure, starts)
    sizes = np.diff(starts, append=len(measure))
    ties = np.flatnonzero(measure == np.repeat(least, sizes))
    chosen: _Ints = ties[np.diff(pairs.query[ties], prepend=-1) > 0]
    return chosen


def _checked_positions(lat_lon_deg: ArrayLike) -> _Floats:
    positions = np.array(lat_lon_deg, dtype=np.float64)
    if positions.size == 0:
        positions = positions.reshape(0, 2)
    if positions.ndim != 2 or positions.shape[1] != 2:
        raise ValueError(f"positions have shape {positions.shape}, not (N, 2)")
    if not np.isfinite(positions).all() or (np.abs(positions[:, 0]) > 90).any():
        raise ValueError("a position is not finite, or its latitude is outside [-90, 90]")
    outside = np.abs(positions[:, 1]) > 180
    positions[outside, 1] = (positions[outside, 1] + 180) % 360 - 180
    return positions
