"""Positions in two cells of a table: what is read, and why something is none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.geometry import LatLon
from g3desktop.domain.table_position import (
    SEPARATORS,
    CoordinateError,
    SwappedError,
    is_null_island,
    read_position,
)

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


@given(latitudes, longitudes, st.sampled_from(SEPARATORS), st.sampled_from(("", " ", "\t")))
def test_every_position_is_read_as_it_was_written(lat_deg, lon_deg, separator, around):
    texts = [f"{around}{value!r}{around}" for value in (lat_deg, lon_deg)]
    if separator != ",":
        texts = [text.replace(".", ",") for text in texts]
    assert read_position(*texts, separator) == LatLon(lat_deg, lon_deg)


@given(st.text(), st.text(), st.sampled_from(SEPARATORS))
def test_any_texts_are_a_position_or_say_why_not(lat_text, lon_text, separator):
    where, why = None, ""
    try:
        where = read_position(lat_text, lon_text, separator)
    except CoordinateError as error:
        why = str(error)
    assert (where is None) == bool(why)
    assert len(why) < 300


@given(st.floats(90, 180, exclude_min=True), st.floats(-90, 90))
def test_a_latitude_beyond_the_pole_looks_swapped(lat_deg, lon_deg):
    with pytest.raises(SwappedError):
        read_position(repr(lat_deg), repr(lon_deg), ",")


@pytest.mark.parametrize(
    ("lat_text", "lon_text", "why"),
    [
        ("", "2", "has no latitude"),
        ("1", " ", "has no longitude"),
        ("north", "2", "latitude 'north' is not a number"),
        ("1", "nan", "longitude 'nan' is not a number"),
        ("1e999", "2", "latitude '1e999' is not a number"),
        ("1_0", "2", "latitude '1_0' is not a number"),
        ("١", "2", "latitude '١' is not a number"),
        ("48,5", "2", "latitude '48,5' is not a number"),
        ("1", "181", "longitude 181 is outside -180 to 180"),
        ("95", "200", "latitude 95 is outside -90 to 90"),
    ],
)
def test_says_why_it_is_none(lat_text: str, lon_text: str, why: str):
    with pytest.raises(CoordinateError) as caught:
        read_position(lat_text, lon_text, ",")
    assert str(caught.value) == why


def test_a_long_cell_is_said_in_short():
    with pytest.raises(CoordinateError) as caught:
        read_position("9" * 100_000 + "x", "1", ",")
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_null_island_is_twice_zero_alone(zero: float):
    assert is_null_island(LatLon(zero, zero))
    assert not is_null_island(LatLon(zero, math.nextafter(0, 1)))
