"""CSV files of positions as people have them, good and bad."""

from __future__ import annotations

import csv
import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import UsageError
from g3desktop.domain.geometry import LatLon
from g3desktop.engine.gallery.positions import PositionTable, read_positions_csv


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    photos = tmp_path / "photos"
    (photos / "sub").mkdir(parents=True)
    for name in ("a.jpg", "b.jpg", "c.jpg", "sub/d.jpg"):
        (photos / name).write_bytes(b"x")
    return photos


def read(folder: Path, content: str | bytes) -> PositionTable:
    path = folder.parent / "positions.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_positions_csv(path, folder)


def test_reads_positions_and_facts(folder: Path):
    table = read(
        folder,
        "file,lat,lon,title,author,url,source,taken_at,set\n"
        "a.jpg,48.8584,2.2945,The Tower,Ann,https://x.example/1,attic,2020-01-02,paris\n"
        "sub/d.jpg,-33.8568,151.2153,,,,,,\n",
    )
    assert table.problems == ()
    first, second = table.entries
    assert (first.file, first.path, first.line) == ("a.jpg", folder / "a.jpg", 2)
    assert first.where == LatLon(48.8584, 2.2945)
    assert (first.title, first.author, first.url) == ("The Tower", "Ann", "https://x.example/1")
    assert (first.source, first.taken_at) == ("attic", "2020-01-02")
    assert first.columns == {"set": "paris"}
    assert second.path == folder / "sub" / "d.jpg"
    assert second.title is None
    assert second.columns == {}


def test_takes_mark_case_order_and_aliases_of_columns(folder: Path):
    table = read(folder, b"\xef\xbb\xbfLongitude, LAT ,File\r\n2.5,48.5,a.jpg\r\n")
    assert table.entries[0].where == LatLon(48.5, 2.5)
    assert table.problems == ()


@pytest.mark.parametrize("separator", [";", "\t"])
def test_takes_other_separators_and_decimal_commas(folder: Path, separator: str):
    table = read(folder, "file,lat,lon\na.jpg,48.5,2.5\n".replace(",", separator))
    assert table.entries[0].where == LatLon(48.5, 2.5)
    table = read(
        folder, separator.join(["file", "lat", "lon"]) + f"\nb.jpg{separator}48,5{separator}2,5"
    )
    assert table.entries[0].where == LatLon(48.5, 2.5)


def test_takes_utf16_with_a_mark(folder: Path):
    table = read(folder, "file\tlat\tlon\ttitle\na.jpg\t1\t2\tÜber\n".encode("utf-16"))
    assert table.entries[0].title == "Über"


def test_counts_lines_as_an_editor_does(folder: Path):
    table = read(folder, 'file,lat,lon,title\na.jpg,1,2,"two\nlines"\n\nb.jpg,x,2,\nc.jpg,1,2,t\n')
    assert [entry.line for entry in table.entries] == [2, 6]
    assert table.problems == ("positions.csv, line 5: latitude 'x' is not a number",)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("missing.jpg,1,2", "there is no file missing.jpg"),
        ("sub,1,2", "there is no file sub"),
        (",1,2", "names no file"),
        ("a.jpg,north,2", "latitude 'north' is not a number"),
        ("a.jpg,1,", "has no longitude"),
        ("a.jpg", "has no latitude"),
        ("a.jpg,nan,2", "latitude 'nan' is not a number"),
        ("a.jpg,1,inf", "longitude 'inf' is not a number"),
        ("a.jpg,1,1e999", "longitude '1e999' is not a number"),
        ("a.jpg,1_0,2", "latitude '1_0' is not a number"),
        ("a.jpg,95,200", "latitude 95 is outside -90 to 90"),
        ("a.jpg,48,181", "longitude 181 is outside -180 to 180"),
        ("a.jpg,139.69,35.68", "look swapped"),
        ("a.jpg,0,0.0", "stand for a missing position"),
        ("../photos/a.jpg,1,2", "leads out of the folder"),
        ("sub/../../x.jpg,1,2", "leads out of the folder"),
        ("/etc/hosts,1,2", "leads out of the folder"),
        (r"..\a.jpg,1,2", "leads out of the folder"),
        ("a.jpg,1,2,extra", "has 4 fields where the first line names 3"),
        ("b.jpg,5,6", "repeats line 2 (b.jpg)"),
        ("./b.jpg,5,7", "puts b.jpg elsewhere than line 2, which is used"),
        ("n" * 5000 + ".jpg,1,2", "there is no file"),
        ('"' + "n" * 200_000 + '",1,2', "cannot be read as CSV"),
        ("nul\0.jpg,1,2", "there is no file"),
    ],
)
def test_names_a_bad_row_and_uses_the_good_ones(folder: Path, row: str, problem: str):
    table = read(folder, f"file,lat,lon\nb.jpg,5,6\n{row}\nc.jpg,7,8\n")
    assert [entry.file for entry in table.entries] == ["b.jpg", "c.jpg"]
    assert len(table.problems) == 1
    assert table.problems[0].startswith("positions.csv, line 3: ")
    assert problem in table.problems[0]


def test_a_position_at_the_edge_is_good(folder: Path):
    table = read(folder, "file,lat,lon\na.jpg,90,180\nb.jpg,-90,-180\nc.jpg,+1.,-.5\n")
    assert [entry.where for entry in table.entries] == [
        LatLon(90, 180),
        LatLon(-90, -180),
        LatLon(1, -0.5),
    ]


@pytest.mark.parametrize("content", ["", "\n", "a,b\n1,2\n", "file,lat\nx,1\n", "\0\0"])
def test_refuses_a_file_without_the_columns(folder: Path, content: str):
    with pytest.raises(UsageError, match="has no column") as caught:
        read(folder, content)
    assert "file, lat and lon" in caught.value.hint


def test_refuses_repeated_columns(folder: Path):
    with pytest.raises(UsageError, match="more than one column lat"):
        read(folder, "file,lat,latitude,lon\n")


def test_names_a_csv_that_cannot_be_read(folder: Path, tmp_path: Path):
    with pytest.raises(UsageError, match=r"nowhere\.csv: No such file"):
        read_positions_csv(tmp_path / "nowhere.csv", folder)
    with pytest.raises(UsageError, match=r"Is a directory|Permission denied"):
        read_positions_csv(tmp_path, folder)


def test_refuses_a_broken_utf16_file(folder: Path):
    with pytest.raises(UsageError, match="is not text"):
        read(folder, b"\xff\xfef\0i\0l")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_file_names_need_not_be_utf8(folder: Path):
    (folder / os.fsdecode(b"caf\xe9.jpg")).write_bytes(b"x")
    table = read(folder, b"file,lat,lon,title\ncaf\xe9.jpg,1,2,caf\xe9\n")
    assert os.fsencode(table.entries[0].path.name) == b"caf\xe9.jpg"
    assert table.entries[0].title == "caf�"


def test_file_names_hold_quotes_and_newlines(folder: Path):
    name = 'o "q"\n, x.jpg'
    (folder / name).write_bytes(b"x")
    row = io.StringIO()
    csv.writer(row).writerow([name, 1, 2])
    assert read(folder, "file,lat,lon\n" + row.getvalue()).entries[0].path == folder / name


@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
    )
)
def test_never_fails_in_another_way(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    folder = tmp_path_factory.mktemp("fuzz")
    path = folder / "fuzz.csv"
    path.write_bytes(b"file,lat,lon\n" + content)
    table = read_positions_csv(path, folder)
    assert all(entry.path.is_file() for entry in table.entries)


@given(
    lat=st.floats(-90, 90),
    lon=st.floats(-180, 180),
    title=st.text(st.characters(exclude_categories=("Cs",)), max_size=30),
    separator=st.sampled_from(",;\t"),
)
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, lat: float, lon: float, title: str, separator: str
):
    folder = tmp_path_factory.mktemp("round")
    (folder / "a.jpg").write_bytes(b"x")
    with (folder / "x.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=separator)
        writer.writerows([["file", "lat", "lon", "title"], ["a.jpg", repr(lat), repr(lon), title]])
    table = read_positions_csv(folder / "x.csv", folder)
    if lat == 0 and lon == 0:
        assert "missing position" in table.problems[0]
        return
    (entry,) = table.entries
    assert entry.where == LatLon(lat, lon)
    assert (entry.title or "") == title.strip()
