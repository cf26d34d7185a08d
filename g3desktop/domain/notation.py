"""Positions as people write them."""

from __future__ import annotations

from typing import Literal

from g3desktop.domain.geometry import LatLon

_MINUTE, _SECOND = "\N{PRIME}", "\N{DOUBLE PRIME}"

Notation = Literal["decimal", "dms", "plus", "geo"]


def write_position(where: LatLon, notation: Notation) -> str:
    """Return a position as text.

    Args:
        where: The position.
        notation: "decimal" is `27.17510, 78.04210`, about a metre; "dms" degrees, minutes and
            seconds, about three metres; "plus" an Open
            Location Code of fourteen metres; "geo" a URI that other programs open (RFC 5870).
    """
    if notation == "decimal":
        return f"{where.lat_deg:.5f}, {where.lon_deg:.5f}"
    if notation == "geo":
        return f"geo:{_plain(where.lat_deg)},{_plain(where.lon_deg)}"
    if notation == "plus":
        return _plus_code(where)
    return f"{_dms(where.lat_deg, 'NS')} {_dms(where.lon_deg, 'EW')}"


def _plus_code(where: LatLon) -> str:
    import openlocationcode.openlocationcode as codes

    code: str = codes.encode(where.lat_deg, where.lon_deg)
    return code


def _plain(degrees: float) -> str:
    """Write a number without an exponent or a negative zero, as the URI wants it."""
    text = f"{degrees:.5f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _dms(degrees: float, letters: str) -> str:
    tenths = round(abs(degrees) * 36_000)
    minutes, seconds_tenths = divmod(tenths, 600)
    whole, minutes = divmod(minutes, 60)
    letter = letters[degrees < 0 and tenths > 0]
    return f"{whole}°{minutes:02d}{_MINUTE}{seconds_tenths / 10:04.1f}{_SECOND}{letter}"
