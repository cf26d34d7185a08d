"""Latitude and longitude as tables hold them: a text for each, written by people and programs."""

from __future__ import annotations

import math
from typing import Final

from g3desktop.domain.geometry import LatLon

LAT_COLUMNS: Final = ("lat", "latitude")
LON_COLUMNS: Final = ("lon", "lng", "long", "longitude")
SEPARATORS: Final = (",", ";", "\t")
"""What stands between the cells of a table; the first is the usual one."""

_SHOWN_CHARACTERS = 40


class CoordinateError(ValueError):
    """Two texts are no position; this says why, in a few words."""


class SwappedError(CoordinateError):
    """Latitude and longitude make sense the other way round alone."""


def read_position(lat_text: str, lon_text: str, separator: str) -> LatLon:
    """Read a position that stands in two cells.

    Args:
        lat_text: Degrees, in [-90, 90].
        lon_text: Degrees, in [-180, 180].
        separator: Of the table; where it is not the comma, a number may have a decimal comma.

    Raises:
        CoordinateError: One of them is missing, no number, or out of range.
    """
    lat_deg, lon_deg = _number(lat_text, separator), _number(lon_text, separator)
    if abs(lat_deg) <= 90 and abs(lon_deg) <= 180:
        return LatLon(lat_deg, lon_deg)
    _check_number("latitude", lat_text, lat_deg)
    _check_number("longitude", lon_text, lon_deg)
    if 90 < abs(lat_deg) <= 180 and abs(lon_deg) <= 90:
        raise SwappedError(f"latitude {lat_deg:g} and longitude {lon_deg:g} look swapped")
    if abs(lat_deg) > 90:
        raise CoordinateError(f"latitude {lat_deg:g} is outside -90 to 90")
    raise CoordinateError(f"longitude {lon_deg:g} is outside -180 to 180")


def is_null_island(where: LatLon) -> bool:
    """Tell whether a position is twice zero, which programs write where they know none."""
    return where.lat_deg == 0 and where.lon_deg == 0


def _number(text: str, separator: str) -> float:
    """Return a number, or one that is not finite."""
    plain = text if separator == "," else text.replace(",", ".")
    # Python alone reads 1_0, and digits of every script.
    if "_" in plain or not plain.isascii():
        return math.nan
    try:
        return float(plain)
    except ValueError:
        return math.nan


def _check_number(name: str, text: str, value: float) -> None:
    if not text.strip():
        raise CoordinateError(f"has no {name}")
    if not math.isfinite(value):
        shown = text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}…"
        raise CoordinateError(f"{name} {shown!r} is not a number")
