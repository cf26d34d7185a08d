"""Names of places without a network, and a grid of where people live.

The table of towns is made by `resources/make_gazetteer.py`; docs/decisions/0003-gazetteer.md says
why it is as it is.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from g3desktop.domain.answer import Place
from g3desktop.domain.errors import PackError
from g3desktop.domain.geometry import EARTH_RADIUS_KM, LatLon, distances_km

TABLE_NAME = "towns.npz"
TABLE_FORMAT = 1

NEAR_KM = 25.0
"""Towns farther away than this do not compete for the name; "city" in `THRESHOLDS_KM`."""

NAMED_KM = 50.0
"""Beyond this the nearest town says nothing of the position but its country and region."""

KNOWN_KM = 200.0
"""Beyond this a position has no names at all: open sea, ice, the emptiest deserts."""

_E5 = 100_000
_BAND_E5 = _E5 // 4
_ROW_SPAN = 360 * _E5 + 1
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

_DTYPES = {
    "lat_e5": np.int32,
    "lon_e5": np.int32,
    "population": np.uint32,
    "region": np.uint16,
    "name_length": np.uint8,
    "names": np.uint8,
    "regions": np.uint8,
}

# What numpy and zipfile raise for bytes that they did not write.
_DAMAGE = (ValueError, KeyError, TypeError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)

_Ints = NDArray[np.int64]
_Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Region:
    """A first-level region of a country, or all of a country's towns that have none.

    Attributes:
        country_code: ISO 3166-1 alpha-2.
        country: In English.
        admin1: The region's name, or "".
        continent: In English.
    """

    country_code: str
    country: str
    admin1: str
    continent: str


class TownNames:
    """Names of towns, decoded one by one when asked for.

    Args:
        text: All names in UTF-8, one after the other.
        starts: Where each town's name begins in `text`, and one more for the end.
        rows: The towns that this holds.
    """

    def __init__(self, text: NDArray[np.uint8], starts: _Ints, rows: _Ints) -> None:
        self._text, self._starts, self._rows = text, starts, rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> str:
        row = self._rows[index]
        return self._text[self._starts[row] : self._starts[row + 1]].tobytes().decode("utf-8")

    def only(self, rows: _Ints) -> TownNames:
        """Return the names at `rows`, still undecoded."""
        return TownNames(self._text, self._starts, self._rows[rows])


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


class Gazetteer:
    """Towns of the world, with region, country and continent.

    Args:
        table: The arrays that `load` read and found sound.
    """

    def __init__(self, table: dict[str, NDArray[Any]]) -> None:
        self._lat_lon_deg = np.stack([table["lat_e5"], table["lon_e5"]], axis=-1) / _E5
        self._keys = row_keys(table["lat_e5"], table["lon_e5"])
        self._population = table["population"].astype(np.int64)
        self._region = table["region"]
        ends = np.cumsum(table["name_length"], dtype=np.int64)
        starts = np.concatenate([np.zeros(1, np.int64), ends])
        self._names = TownNames(table["names"], starts, np.arange(len(ends)))
        self._regions = [Region(*line) for line in _region_lines(table["regions"])]
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
        path = folder / TABLE_NAME
        hint = "The table came with the program: install it again."
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                table = {name: arrays[name] for name in ("format", *_DTYPES)}
            _check(table)
        except OSError as error:
            raise PackError(
                f"The table of places {path} cannot be read: {error.strerror or error}.", hint=hint
            ) from error
        except _DAMAGE as error:
            raise PackError(
                f"The table of places {path} is damaged: {error}.", hint=hint
            ) from error
        return cls(table)

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
        nearest, named = self._match(_checked_positions(lat_lon_deg))
        return [self._place(n, t) for n, t in zip(nearest.tolist(), named.tolist(), strict=True)]

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
        nearest, named = self._match(_checked_positions(lat_lon_deg))
        return [self._sentence(n, t) for n, t in zip(nearest.tolist(), named.tolist(), strict=True)]

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

    def _sentence(self, nearest: int, named: int) -> str:
        if nearest < 0:
            return "A photo taken far from any town."
        region = self._regions[self._region[nearest]]
        name = self._names[named] if named >= 0 else ""
        levels = [name, region.admin1, region.country, region.continent]
        distinct = [level for level, _ in groupby(filter(None, levels))]
        return f"A photo taken in {', '.join(distinct)}."

    def _match(self, lat_lon_deg: _Floats) -> tuple[_Ints, _Ints]:
        """Return the nearest and the naming town of each position; -1 where there is none."""
        nearest = np.full(len(lat_lon_deg), -1, dtype=np.int64)
        named = nearest.copy()
        for pairs in self._pairs_within(lat_lon_deg, np.arange(len(lat_lon_deg)), NEAR_KM):
            first = _first_by(pairs, pairs.km)
            nearest[pairs.query[first]] = pairs.town[first]
            competing = self._competing(pairs, nearest)
            blurred_km = competing.km + _POINT_BLUR_KM
            first = _first_by(competing, blurred_km / self._radius_km[competing.town])
            named[competing.query[first]] = competing.town[first]
        for pairs in self._pairs_within(lat_lon_deg, np.flatnonzero(nearest < 0), KNOWN_KM):
            first = _first_by(pairs, pairs.km)
            nearest[pairs.query[first]] = pairs.town[first]
            close = first[pairs.km[first] <= NAMED_KM]
            named[pairs.query[close]] = pairs.town[close]
        return nearest, named

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
        query = np.repeat(queries, runs[1].sum(axis=1))
        starts, counts = (array.ravel() for array in runs)
        before = np.cumsum(counts) - counts
        town = np.arange(len(query)) + np.repeat(starts - before, counts)
        km = distances_km(lat_lon_deg[query], self._lat_lon_deg[town])
        keep = km <= radius_km
        return _Pairs(query[keep], town[keep], km[keep])

    def _windows(self, lat_lon_deg: _Floats, radius_km: float) -> tuple[_Ints, _Ints]:
        """Return the runs of towns that cover a disc around each position.

        Starts and counts, both of shape (N, W). Each run is one band of latitude between two
        longitudes: a circle of angle r around latitude p reaches asin(sin r / cos p) of longitude
        to either side, and all of it where it covers a pole.
        """
        pad_deg = 2 / _E5
        lat, lon = lat_lon_deg[:, :1], lat_lon_deg[:, 1:]
        reach_deg = np.degrees(radius_km / EARTH_RADIUS_KM)
        over_pole = np.abs(lat) + reach_deg >= 90 - pad_deg
        ratio = np.sin(np.radians(reach_deg)) / np.cos(np.radians(np.where(over_pole, 0, lat)))
        half_deg = np.where(over_pole, 180.0, np.degrees(np.arcsin(np.minimum(ratio, 1)))) + pad_deg

        lowest = _band(np.floor((lat - reach_deg - pad_deg) * _E5))
        highest = _band(np.ceil((lat + reach_deg + pad_deg) * _E5))
        bands = lowest + np.arange(int((highest - lowest).max(initial=0)) + 1)
        bands = np.repeat(bands, 3, axis=1)
        # A disc across the antimeridian goes on at the other side, one turn away.
        turns = np.tile([-360.0, 0.0, 360.0], bands.shape[1] // 3)
        west = np.clip(lon - half_deg + turns, -180, 180)
        east = np.clip(lon + half_deg + turns, -180, 180)
        row = bands * _ROW_SPAN
        starts = np.searchsorted(self._keys, row + np.floor((west + 180) * _E5).astype(np.int64))
        last = row + np.ceil((east + 180) * _E5).astype(np.int64)
        ends = np.searchsorted(self._keys, last, side="right")
        counts = np.where((bands <= highest) & (west < east), ends - starts, 0)
        return starts, counts


def row_keys(lat_e5: NDArray[np.int32], lon_e5: NDArray[np.int32]) -> _Ints:
    """Number positions by band of latitude and, within a band, by longitude.

    Args:
        lat_e5: Latitudes, 1/100,000 degree, shape (N,).
        lon_e5: Longitudes, the same.

    Returns:
        Shape (N,); the table is in ascending order of these.
    """
    return _band(lat_e5) * _ROW_SPAN + lon_e5.astype(np.int64) + 180 * _E5


def _band(lat_e5: NDArray[Any]) -> _Ints:
    clipped = np.clip(lat_e5, -90 * _E5, 90 * _E5).astype(np.int64)
    band: _Ints = (clipped + 90 * _E5) // _BAND_E5
    return band


def _first_by(pairs: _Pairs, measure: _Floats) -> _Ints:
    """Return, for each position that occurs, the index of the pair with the least measure."""
    order = np.lexsort((pairs.town, measure, pairs.query))
    _, first = np.unique(pairs.query[order], return_index=True)
    chosen: _Ints = order[first]
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


def _region_lines(text: NDArray[np.uint8]) -> list[list[str]]:
    return [line.split("\t") for line in text.tobytes().decode("utf-8").splitlines()]


def _check(table: dict[str, NDArray[Any]]) -> None:
    """Raise ValueError where the arrays are not what the generator writes."""
    if table["format"].tolist() != TABLE_FORMAT:
        raise ValueError(f"its format is {table['format'].tolist()}, not {TABLE_FORMAT}")
    for name, dtype in _DTYPES.items():
        if table[name].dtype != dtype or table[name].ndim != 1:
            raise ValueError(f"{name} is {table[name].dtype} of {table[name].ndim} dimensions")
    towns = len(table["lat_e5"])
    if towns == 0 or any(
        len(table[name]) != towns for name in ("lon_e5", "population", "region", "name_length")
    ):
        raise ValueError("its columns are empty or of different lengths")
    if table["name_length"].sum(dtype=np.int64) != len(table["names"]):
        raise ValueError("the names do not fill their text")
    table["names"].tobytes().decode("utf-8")
    regions = _region_lines(table["regions"])
    if any(len(line) != 4 for line in regions) or int(table["region"].max()) >= len(regions):
        raise ValueError("its regions do not fit")
    _check_positions(table["lat_e5"], table["lon_e5"])


def _check_positions(lat_e5: NDArray[np.int32], lon_e5: NDArray[np.int32]) -> None:
    # In 64 bits: the absolute value of the least 32-bit number is negative.
    lat, lon = lat_e5.astype(np.int64), lon_e5.astype(np.int64)
    if np.abs(lat).max() > 90 * _E5 or np.abs(lon).max() > 180 * _E5:
        raise ValueError("a position is off the globe")
    if (np.diff(row_keys(lat_e5, lon_e5)) < 0).any():
        raise ValueError("its towns are out of order")
