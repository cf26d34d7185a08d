import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.geometry import LatLon, distance_km
from g3desktop.domain.notation import write_position
from g3desktop.engine.replies import read_reply

POSITIONS = st.builds(LatLon, st.floats(-90, 90), st.floats(-180, 180))


@pytest.mark.parametrize(
    ("where", "notation", "text"),
    [
        (LatLon(27.1751, 78.0421), "decimal", "27.17510, 78.04210"),
        (LatLon(27.1751, 78.0421), "dms", "27°10′30.4″N 78°02′31.6″E"),
        (LatLon(-33.8568, -70.6), "dms", "33°51′24.5″S 70°36′00.0″W"),
        (LatLon(27.1751, 78.0421), "geo", "geo:27.1751,78.0421"),
        (LatLon(-0.000001, 180), "geo", "geo:0,180"),
        (LatLon(-0.000001, 180), "dms", "0°00′00.0″N 180°00′00.0″E"),
        (LatLon(59.999999, 1), "dms", "60°00′00.0″N 1°00′00.0″E"),
    ],
)
def test_notations(where, notation, text):
    assert write_position(where, notation) == text


@given(POSITIONS)
def test_degrees_minutes_and_seconds_are_read_back_within_metres(where):
    read = read_reply(write_position(where, "dms"))
    if read.reason.startswith("null island"):
        return
    assert distance_km(read.positions[0], where) < 0.003
