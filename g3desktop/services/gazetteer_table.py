"""The table of towns: what it holds, how it lies on the disk, and whether a file is one.

It is made by `resources/make_gazetteer.py`; resources/gazetteer/README.md describes the format.
"""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import PackError

TABLE_NAME = "towns.npz"
TABLE_FORMAT = 2

E5 = 100_000
"""Positions are kept in this part of a degree."""

ROW_SPAN = 360 * E5 + 1
"""How far the keys of a band of latitude are from those of the next."""

_BAND_E5 = E5 // 4

_DTYPES = {
    "lat_e5": np.int32,
    "lon_e5": np.int32,
    "population": np.uint32,
    "region": np.uint16,
    "county": np.uint16,
    "name_length": np.uint8,
    "names": np.uint8,
    "regions": np.uint8,
    "counties": np.uint8,
}
_COLUMNS = ("lon_e5", "population", "region", "county", "name_length")

# What numpy and zipfile raise for bytes that they did not write.
_DAMAGE = (ValueError, KeyError, TypeError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True, slots=True)
class Region:
    """A first-level region of a country, or all of a country's towns that have none.

    Attributes:
        country_code: ISO 3166-1 alpha-2.
        country: In English.
        admin1: The region's name, or "".
        continent: In English.
        group: The regions that it is counted among, such as the federal district of a Russian
            oblast; "" where none is known.
    """

    country_code: str
    country: str
    admin1: str
    continent: str
    group: str = ""


class TownNames:
    """Names of towns, decoded one by one when asked for.

    Args:
        text: All names in UTF-8, one after the other.
        starts: Where each town's name begins in `text`, and one more for the end.
        rows: The towns that this holds.
    """

    def __init__(
        self, text: NDArray[np.uint8], starts: NDArray[np.int64], rows: NDArray[np.int64]
    ) -> None:
        self._text, self._starts, self._rows = text, starts, rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: int) -> str:
        row = self._rows[index]
        return self._text[self._starts[row] : self._starts[row + 1]].tobytes().decode("utf-8")

    def decoded(self, indices: NDArray[np.int64]) -> list[str]:
        """Return many names at once; that of -1 is ""."""
        rows = self._rows[indices]
        begins = self._starts[rows]
        ends = np.where(indices < 0, begins, self._starts[rows + 1])
        text = self._text.data
        return [
            str(text[begin:end], "utf-8")
            for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)
        ]

    def only(self, rows: NDArray[np.int64]) -> TownNames:
        """Return the names at `rows`, still undecoded."""
        return TownNames(self._text, self._starts, self._rows[rows])


def read_table(folder: Path) -> dict[str, NDArray[Any]]:
    """Read the table of towns in `folder`.

    Returns:
        Its arrays by name, found sound.

    Raises:
        PackError: It is missing, damaged, or of another format.
    """
    path = folder / TABLE_NAME
    hint = "The table came with the program: install it again."
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            _check_format(arrays["format"])
            table = {name: arrays[name] for name in _DTYPES}
        _check(table)
    except OSError as error:
        raise PackError(
            f"The table of places {path} cannot be read: {error.strerror or error}.", hint=hint
        ) from error
    except _DAMAGE as error:
        raise PackError(f"The table of places {path} is damaged: {error}.", hint=hint) from error
    return table


def read_names(table: dict[str, NDArray[Any]]) -> TownNames:
    """Return the name of every town."""
    ends = np.cumsum(table["name_length"], dtype=np.int64)
    starts = np.concatenate([np.zeros(1, np.int64), ends])
    return TownNames(table["names"], starts, np.arange(len(ends)))


def read_regions(table: dict[str, NDArray[Any]]) -> list[Region]:
    """Return the regions that the column `region` counts."""
    return [Region(*line.split("\t")) for line in _lines(table["regions"])]


def read_counties(table: dict[str, NDArray[Any]]) -> list[str]:
    """Return the names that the column `county` counts; the first is "", for none."""
    return _lines(table["counties"])


def row_keys(lat_e5: NDArray[np.int32], lon_e5: NDArray[np.int32]) -> NDArray[np.int64]:
    """Number positions by band of latitude and, within a band, by longitude.

    Args:
        lat_e5: Latitudes, 1/100,000 degree, shape (N,).
        lon_e5: Longitudes, the same.

    Returns:
        Shape (N,); the table is in ascending order of these.
    """
    return latitude_bands(lat_e5) * ROW_SPAN + lon_e5.astype(np.int64) + 180 * E5


def latitude_bands(lat_e5: NDArray[Any]) -> NDArray[np.int64]:
    """Return the band of each latitude: bands of a quarter degree, from the south pole."""
    clipped = np.clip(lat_e5, -90 * E5, 90 * E5).astype(np.int64)
    band: NDArray[np.int64] = (clipped + 90 * E5) // _BAND_E5
    return band


def _lines(text: NDArray[np.uint8]) -> list[str]:
    return text.tobytes().decode("utf-8").split("\n")


def _check_format(form: NDArray[Any]) -> None:
    """Raise ValueError for the table of another version of the program."""
    if form.tolist() != TABLE_FORMAT:
        raise ValueError(f"its format is {form.tolist()}, not {TABLE_FORMAT}")


def _check(table: dict[str, NDArray[Any]]) -> None:
    """Raise ValueError where the arrays are not what the generator writes."""
    for name, dtype in _DTYPES.items():
        if table[name].dtype != dtype or table[name].ndim != 1:
            raise ValueError(f"{name} is {table[name].dtype} of {table[name].ndim} dimensions")
    towns = len(table["lat_e5"])
    if towns == 0 or any(len(table[name]) != towns for name in _COLUMNS):
        raise ValueError("its columns are empty or of different lengths")
    if table["name_length"].sum(dtype=np.int64) != len(table["names"]):
        raise ValueError("the names do not fill their text")
    table["names"].tobytes().decode("utf-8")
    _check_lines(table)
    _check_positions(table["lat_e5"], table["lon_e5"])


def _check_lines(table: dict[str, NDArray[Any]]) -> None:
    regions, counties = _lines(table["regions"]), _lines(table["counties"])
    if any(line.count("\t") != 4 for line in regions) or counties[0]:
        raise ValueError("its regions do not fit")
    if int(table["region"].max()) >= len(regions) or int(table["county"].max()) >= len(counties):
        raise ValueError("its regions do not fit")


def _check_positions(lat_e5: NDArray[np.int32], lon_e5: NDArray[np.int32]) -> None:
    # In 64 bits: the absolute value of the least 32-bit number is negative.
    lat, lon = lat_e5.astype(np.int64), lon_e5.astype(np.int64)
    if np.abs(lat).max() > 90 * E5 or np.abs(lon).max() > 180 * E5:
        raise ValueError("a position is off the globe")
    if (np.diff(row_keys(lat_e5, lon_e5)) < 0).any():
        raise ValueError("its towns are out of order")
