"""Which files are maps that can be drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import UsageError
from g3desktop.services.basemap import check_basemap
from tests.pmtiles import pmtiles_file


@pytest.mark.parametrize("tile_type", [1, 2, 3, 4, 5])
def test_tiles_that_can_be_drawn_are_taken(tmp_path: Path, tile_type: int) -> None:
    check_basemap(pmtiles_file(tmp_path / "a.pmtiles", tile_type=tile_type))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"version": 2}, "version 2"),
        ({"tile_type": 0}, "cannot draw"),
        ({"tile_type": 99}, "cannot draw"),
        ({"missing": 1}, "166 of 167 bytes"),
    ],
)
def test_what_cannot_be_drawn_is_named(tmp_path: Path, changes: dict[str, int], says: str) -> None:
    path = pmtiles_file(tmp_path / "a.pmtiles", **changes)
    with pytest.raises(UsageError, match=says) as caught:
        check_basemap(path)
    assert str(path) in caught.value.one_line()
    assert caught.value.hint


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(UsageError, match="cannot be read"):
            check_basemap(path)


@given(st.binary(max_size=200), st.sampled_from([b"", b"PMTiles\x03"]))
def test_any_bytes_are_a_map_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, begin: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.pmtiles"
    path.write_bytes(begin + content)
    problem = ""
    try:
        check_basemap(path)
    except UsageError as error:
        problem = error.one_line()
    assert not problem or str(path) in problem
