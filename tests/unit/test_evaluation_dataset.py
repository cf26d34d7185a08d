"""Lists of photos as data sets publish them, good and bad, and the folders of those photos."""

from __future__ import annotations

import csv
import errno
import hashlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import UsageError
from g3desktop.domain.geometry import LatLon
from g3desktop.evaluation.dataset import LAYOUTS, read_dataset
from g3desktop.evaluation.outcomes import Dataset

IM2GPS3K = "IMG_ID,AUTHOR,LAT,LON,S3_Label,S16_Label,S365_Label,Prob_indoor,Prob_natural,Prob_urban"
YFCC4K = "IMG_ID,PhotoID,OwnerNSID,Title,LON,LAT"
OSV5M = "id,latitude,longitude,thumb_original_url,country,region,creator_username,creator_id"
PLAIN = "file,lat,lon,author"
links = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")


@pytest.fixture
def images(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    touch(folder, "a.jpg", "b.jpg", "c.jpg", "sub/d.jpg")
    return folder


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def read(
    images: Path,
    content: str | bytes,
    *,
    name: str = "list.csv",
    layout: str | None = None,
    split: str | None = None,
) -> Dataset:
    path = images.parent / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_dataset(path, images, layout=layout, split=split)


def names(dataset: Dataset) -> list[str]:
    return [query.name for query in dataset.queries]


def test_reads_a_plain_list(images: Path):
    content = "file,lat,lon,author,more\na.jpg,48.8584,2.2945, Ann ,x\nsub/d.jpg,-33.8,151.2,,\n"
    dataset = read(images, content)
    first, second = dataset.queries
    assert (first.line, first.name, first.path) == (2, "a.jpg", images / "a.jpg")
    assert (first.where, first.author) == (LatLon(48.8584, 2.2945), "Ann")
    assert (second.path, second.author) == (images / "sub" / "d.jpg", None)
    assert (dataset.name, dataset.layout) == ("list", "plain")
    assert dataset.sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert dataset.refused == dataset.missing == ()


@pytest.mark.parametrize("header", [IM2GPS3K, ",".join(reversed(IM2GPS3K.lower().split(",")))])
def test_reads_im2gps3k_in_any_order_and_case(images: Path, header: str):
    name = "104123223_7410c654ba_19_19355699@N00.jpg"
    touch(images, name)
    cells = {"img_id": name, "author": "19355699@N00", "lat": "-16.663606", "lon": "145.563537"}
    row = ",".join(cells.get(column.lower(), "0.25") for column in header.split(","))
    dataset = read(images, f"{header}\n{row}\n")
    assert dataset.layout == "im2gps3k"
    (query,) = dataset.queries
    assert (query.name, query.path) == (name, images / name)
    assert query.where == LatLon(-16.663606, 145.563537)
    assert query.author == "19355699@N00"


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("104123223_7410c654ba_19_19355699@N00.jpg", "19355699@N00"),
        ("104123223_7410c654ba_19_19355699@N00", "19355699@N00"),
        ("19355699@N00.jpg", None),
        ("a_b.jpg", None),
    ],
)
@pytest.mark.parametrize("row", ["IMG_ID,LAT,LON\n{},1,2\n", "IMG_ID,LAT,LON,AUTHOR\n{},1,2,\n"])
def test_the_author_is_part_of_im2gps3ks_names(
    images: Path, name: str, author: str | None, row: str
):
    touch(images, name)
    assert read(images, row.format(name)).queries[0].author == author


def test_reads_yfcc4k_whose_names_lack_endings(images: Path):
    touch(images, "10201275523.jpg", "102.PNG", "103.jpeg", "103.png", "9f_86_104.jpg")
    dataset = read(
        images,
        f"{YFCC4K}\n10201275523,1,34427466@N05,A title,2.5,48.5\n 102 ,2,,,2,1\n103,3,,,2,1\n"
        "9f/86/104.jpg,4,,,2,1\n105,5,,,2,1\n",
    )
    assert dataset.layout == "yfcc4k"
    assert [query.path.name for query in dataset.queries] == [
        "10201275523.jpg",
        "102.PNG",
        "103.jpeg",
        "9f_86_104.jpg",
    ]
    assert dataset.queries[0].where == LatLon(48.5, 2.5)
    assert [query.author for query in dataset.queries] == ["34427466@N05", None, None, None]
    assert [row.name for row in dataset.missing] == ["105"]


def test_the_files_name_tells_yfcc4k_where_columns_do_not(images: Path):
    rows = "IMG_ID,AUTHOR,LAT,LON,S3_Label\na.jpg,Ann,1,2,0\n"
    assert read(images, rows, name="yfcc4k_places365.csv").layout == "yfcc4k"
    assert read(images, rows, name="im2gps3k_places365.csv").layout == "im2gps3k"
    assert read(images, rows, name="yfcc4k.csv", layout="im2gps3k").layout == "im2gps3k"


def test_reads_osv5m_from_numbered_subfolders(images: Path):
    touch(images, "00/3859149887465501.jpg", "04/12.jpg", "7.jpg", "other/13.jpg")
    dataset = read(
        images,
        f"{OSV5M}\n3859149887465501,-43.80,-176.61,,NZ,Chatham Islands,roadroid,111\n"
        "12,1,2,,,,,222\n7,1,2,,,,,\n13,1,2,,,,,\n",
    )
    assert dataset.layout == "osv5m"
    assert [query.path for query in dataset.queries] == [
        images / "00" / "3859149887465501.jpg",
        images / "04" / "12.jpg",
        images / "7.jpg",
    ]
    assert [query.author for query in dataset.queries] == ["roadroid", "222", None]
    assert [(row.line, row.name, row.reason) for row in dataset.missing] == [
        (5, "13", "has no file")
    ]


def test_reads_the_shared_list(shared_data: Path):
    photos = shared_data / "photos"
    dataset = read_dataset(photos / "photos.csv", photos, split="queries")
    assert (dataset.name, dataset.layout) == ("photos", "plain")
    assert len(dataset.queries) == 516
    assert dataset.refused == dataset.missing == ()
    assert all(query.path.is_file() for query in dataset.queries)


def test_takes_the_rows_of_one_split(images: Path):
    content = (
        "file,Split,lat,lon\na.jpg,test,1,2\nb.jpg,train,x,y\nb.jpg, test,3,4\nn.jpg,train,1,2"
    )
    dataset = read(images, content, split="test")
    assert names(dataset) == ["a.jpg", "b.jpg"]
    assert dataset.refused == dataset.missing == ()
    with pytest.raises(UsageError, match="has the split val") as caught:
        read(images, content, split="val")
    assert caught.value.hint == "It has test, train."
    with pytest.raises(UsageError, match="has no column split"):
        read(images, "file,lat,lon\na.jpg,1,2\n", split="test")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_takes_any_separator_line_end_and_mark(images: Path, separator: str, end: str, mark: str):
    rows = ["", "Lon,File,Lat,a title", '2.5,"a.jpg",48.5,"x, y; z"', "", " , , ,", "7,b.jpg,-8,"]
    content = mark + end.join(row.replace(",", separator) for row in rows)
    dataset = read(images, content)
    assert [(query.line, query.name) for query in dataset.queries] == [(3, "a.jpg"), (6, "b.jpg")]
    assert dataset.queries[0].where == LatLon(48.5, 2.5)
    assert dataset.refused == ()


def test_a_decimal_comma_needs_another_separator(images: Path):
    assert read(images, "file;lat;lon\na.jpg;48,5;2,5\n").queries[0].where == LatLon(48.5, 2.5)


def test_quoted_names_hold_separators_and_count_as_lines(images: Path):
    touch(images, "o, x.jpg")
    content = 'file,lat,lon,t\n"o, x.jpg",1,2,"two\nlines"\n\na.jpg,x,2,\nb.jpg,1,2,t\n'
    dataset = read(images, content)
    assert [query.line for query in dataset.queries] == [2, 6]
    assert dataset.refused[0].line == 5


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("b.jpg,north,2", "latitude 'north' is not a number"),
        ("b.jpg,1,", "has no longitude"),
        ("b.jpg", "has no latitude"),
        ("b.jpg, ,2", "has no latitude"),
        ("b.jpg,nan,2", "latitude 'nan' is not a number"),
        ("b.jpg,1,inf", "longitude 'inf' is not a number"),
        ("b.jpg,1,-Infinity", "longitude '-Infinity' is not a number"),
        ("b.jpg,1,1e999", "longitude '1e999' is not a number"),
        ("b.jpg,1_0,2", "latitude '1_0' is not a number"),
        ("b.jpg,١,2", "latitude '١' is not a number"),
        ("b.jpg,0x1p3,2", "latitude '0x1p3' is not a number"),
        ("b.jpg,90.0001,2", "latitude 90.0001 and longitude 2 look swapped"),
        ("b.jpg,-95,200", "latitude -95 is outside -90 to 90"),
        ("b.jpg,200,1", "latitude 200 is outside -90 to 90"),
        ("b.jpg,48,180.01", "longitude 180.01 is outside -180 to 180"),
        ("b.jpg,48,359", "longitude 359 is outside -180 to 180"),
        ("b.jpg,139.69,35.68", "look swapped"),
        (",1,2", "names no file"),
        ("  ,1,2", "names no file"),
        ("../photos/b.jpg,1,2", "leads out of the folder"),
        ("sub/../../b.jpg,1,2", "leads out of the folder"),
        ("..,1,2", "leads out of the folder"),
        ("/etc/hosts,1,2", "leads out of the folder"),
        (r"..\b.jpg,1,2", "leads out of the folder"),
        (r"C:\b.jpg,1,2", "leads out of the folder"),
        (r"\\host\share\b.jpg,1,2", "leads out of the folder"),
        ("b\0.jpg,1,2", "has a character that no file name has"),
        ("b.jpg,1,2,extra", "has 4 cells where the first line names 3"),
        ("a.jpg,5,6", "repeats line 2"),
        ("./a.jpg,5,7", "puts the photo elsewhere than line 2, which is used"),
        ('b.jpg,1,"2"x', "is no CSV"),
        ("1" * 100_000 + "x,1", "has no longitude"),
        ("b.jpg," + "1" * 100_000 + "x,1", "is not a number"),
        ('"' + "n" * 200_000 + '",1,2', "is no CSV"),
    ],
)
def test_refuses_a_bad_row_by_its_line(images: Path, row: str, reason: str):
    dataset = read(images, f"file,lat,lon\na.jpg,5,6\n{row}\nc.jpg,7,8\n")
    assert names(dataset) == ["a.jpg", "c.jpg"]
    (refused,) = dataset.refused
    assert refused.line == 3
    assert reason in refused.reason
    assert len(refused.reason) < 150
    assert dataset.missing == ()


@pytest.mark.parametrize(
    "name",
    ["missing.jpg", "sub", "sub/", "sub/no.jpg", "no/b.jpg", "b.jpg/x", ".", "n" * 5000, "b"],
)
def test_names_what_has_no_file(images: Path, name: str):
    dataset = read(images, f"file,lat,lon\n{name},5,6\nc.jpg,7,8\n")
    assert names(dataset) == ["c.jpg"]
    assert [(row.line, row.name) for row in dataset.missing] == [(2, name)]
    assert dataset.refused == ()


def test_says_how_far_an_open_quote_reaches(images: Path):
    dataset = read(images, 'file,lat,lon\na.jpg,1,2\nb.jpg,1,"2\nc.jpg,3,4\n')
    assert names(dataset) == ["a.jpg"]
    (refused,) = dataset.refused
    assert refused.line == 3
    assert "lost up to line 4" in refused.reason


@links
def test_refuses_links_that_leave_the_folder(images: Path):
    touch(images.parent, "outside/x.jpg")
    (images / "in.jpg").symlink_to("a.jpg")
    (images / "out.jpg").symlink_to(images.parent / "outside" / "x.jpg")
    (images / "gone.jpg").symlink_to("nowhere.jpg")
    (images / "round.jpg").symlink_to("round.jpg")
    (images / "folder.jpg").symlink_to("sub")
    (images / "near").symlink_to("sub")
    (images / "far").symlink_to(images.parent / "outside")
    rows = ["in.jpg", "out.jpg", "gone.jpg", "round.jpg", "folder.jpg", "near/d.jpg", "far/x.jpg"]
    dataset = read(images, "file,lat,lon\n" + "".join(f"{name},1,2\n" for name in rows))
    assert names(dataset) == ["in.jpg", "near/d.jpg"]
    assert [row.name for row in dataset.refused] == ["out.jpg", "far/x.jpg"]
    assert {row.reason for row in dataset.refused} == {
        "leads out of the folder of photos by a link"
    }
    assert [row.name for row in dataset.missing] == ["gone.jpg", "round.jpg", "folder.jpg"]


@links
def test_the_folder_itself_may_be_a_link(images: Path):
    (images.parent / "link").symlink_to(images)
    path = images.parent / "list.csv"
    path.write_text("file,lat,lon\nsub/d.jpg,1,2\n")
    dataset = read_dataset(path, images.parent / "link")
    assert dataset.queries[0].path == images.parent / "link" / "sub" / "d.jpg"


def test_names_a_subfolder_that_cannot_be_read(images: Path, monkeypatch: pytest.MonkeyPatch):
    scandir = os.scandir

    def denied(path: Path):
        if path == images / "sub":
            raise PermissionError(errno.EACCES, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", denied)
    with pytest.raises(UsageError, match=r"Cannot read the folder .*sub: Permission denied"):
        read(images, "file,lat,lon\nsub/d.jpg,1,2\n")


def test_a_position_at_the_edge_is_good(images: Path):
    dataset = read(
        images, "file,lat,lon\na.jpg,90,180\nb.jpg,-90.0,-180\nc.jpg,+1.,-.5\nsub/d.jpg,0,0.0\n"
    )
    assert [query.where for query in dataset.queries] == [
        LatLon(90, 180),
        LatLon(-90, -180),
        LatLon(1, -0.5),
        LatLon(0, 0),
    ]


def test_refuses_a_list_whose_positions_are_exchanged(images: Path):
    # Bermuda and Queensland, as IM2GPS3K's list of 2018 has them.
    rows = ["32.325436,-64.764404", "-16.663606,145.563537"]
    touch(images, *(f"{index}.jpg" for index in range(60)))
    content = "IMG_ID,AUTHOR,LON,LAT\n" + "".join(
        f"{index}.jpg,x,{rows[index % 2]}\n" for index in range(60)
    )
    with pytest.raises(UsageError, match="look swapped in 30 of 60 rows") as caught:
        read(images, content)
    assert "Exchange their names" in caught.value.hint
    assert len(read(images, content.replace("LON,LAT", "LAT,LON")).queries) == 60


@pytest.mark.parametrize(
    ("content", "layout", "problem"),
    [
        ("", None, "is empty"),
        ("\n \n", None, "is empty"),
        ("a,b\n1,2\n", None, "no column file, IMG_ID or id"),
        ("file,lat\na.jpg,1\n", None, "no column lon"),
        ("file,x\na.jpg,1\n", None, "no column lat or lon"),
        ("id,region\n1,x\n", None, "no column lat or lon"),
        ("file,lat,lon\na.jpg,1,2\n", "osv5m", "no column id"),
        ("file,lat,lon\na.jpg,1,2\n", "im2gps3k", "no column img_id"),
        ("file,lat,LAT,lon\na.jpg,1,1,2\n", None, "more than one column lat"),
        ("file,lat,lon\na.jpg,1,2\n", "mp16", "no layout mp16"),
        ("file,lat,lon\n", None, "has no rows"),
        ("file,lat,lon\n\n,,\n", None, "has no rows"),
        ("file,lat,lon\nx.jpg,1,2\na.jpg,91,200\n", None, "1 rows are refused and 1 have no file"),
        ('file,lat,"lon\n', None, "is no CSV"),
        (b"file,lat,lon\na.jpg,1,2\ncaf\xe9.jpg,1,2\n", None, "not UTF-8 at line 3"),
        ("file,lat,lon\na.jpg,1,2\n".encode("utf-16"), None, "not UTF-8 at line 1"),
        (b"file,lat,lon\n" + b"a.jpg,1,2\n" * 5000 + b"\xff", None, "not UTF-8 at line 5002"),
    ],
)
def test_refuses_a_whole_file(images: Path, content: str | bytes, layout: str | None, problem: str):
    with pytest.raises(UsageError, match=problem) as caught:
        read(images, content, layout=layout)
    assert caught.value.hint or "split" in problem


def test_says_what_the_first_row_lacks_where_nothing_is_left(images: Path):
    with pytest.raises(UsageError, match="can be measured") as caught:
        read(images, "file,lat,lon\nx.jpg,1,2\na.jpg,91,200\n")
    assert caught.value.hint == "Line 2, x.jpg: has no file."


def test_names_a_file_or_folder_that_cannot_be_read(images: Path, tmp_path: Path):
    with pytest.raises(UsageError, match=r"nowhere\.csv: No such file"):
        read_dataset(tmp_path / "nowhere.csv", images)
    with pytest.raises(UsageError, match=r"Is a directory|Permission denied"):
        read_dataset(tmp_path, images)
    with pytest.raises(UsageError, match="Cannot read the folder") as caught:
        read(images.parent / "nowhere", "file,lat,lon\na.jpg,1,2\n")
    assert "--images" in caught.value.hint


def test_a_name_may_begin_or_end_with_a_space_in_a_plain_list(images: Path):
    touch(images, " e.jpg")
    assert read(images, "file,lat,lon\n e.jpg,1,2\n").queries[0].path == images / " e.jpg"


COLUMNS = {
    "im2gps3k": ("IMG_ID", "LAT", "LON", "AUTHOR"),
    "yfcc4k": ("img_id", "Lat", "Lon", "OwnerNSID"),
    "osv5m": ("id", "latitude", "longitude", "creator_username"),
    "plain": ("file", "lat", "lon", "author"),
}
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(
    layout=st.sampled_from(LAYOUTS),
    order=st.permutations(range(5)),
    positions=st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=6),
    author=TEXTS,
    separator=st.sampled_from(",;\t"),
)
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    layout: str,
    order: list[int],
    positions: list[tuple[float, float]],
    author: str,
    separator: str,
):
    folder = tmp_path_factory.mktemp("round")
    header = [*COLUMNS[layout], "more"]
    rows: list[Iterable[str]] = [header]
    for index, (lat, lon) in enumerate(positions):
        touch(folder, f"{index:02d}/{index}.jpg" if layout == "osv5m" else f"{index}.jpg")
        name = f"{index}.jpg" if layout in ("plain", "im2gps3k") else f"{index}"
        rows.append([name, repr(lat), repr(lon), author, author])
    with (folder / "x.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=separator)
        writer.writerows([list(row)[place] for place in order] for row in rows)
    dataset = read_dataset(folder / "x.csv", folder)
    assert dataset.layout == layout
    assert [query.where for query in dataset.queries] == [LatLon(*one) for one in positions]
    assert {query.author or "" for query in dataset.queries} == {author.strip()}
    assert dataset.refused == dataset.missing == ()


@given(
    header=st.sampled_from(["", PLAIN, IM2GPS3K, OSV5M, "file;lat;lon"]),
    content=st.one_of(
        st.binary(max_size=200),
        TEXTS.map(str.encode),
        st.lists(
            st.sampled_from(["a.jpg", "..", "/", "\\", ",", ";", "\n", '"', "1", "-", "e", "nan"])
        ).map(lambda parts: "".join(parts).encode()),
    ),
    layout=st.sampled_from([None, *LAYOUTS]),
)
def test_never_fails_in_another_way(
    tmp_path_factory: pytest.TempPathFactory, header: str, content: bytes, layout: str | None
):
    folder = tmp_path_factory.mktemp("fuzz")
    touch(folder, "a.jpg")
    path = folder / "fuzz.csv"
    path.write_bytes(f"{header}\na.jpg,1,2\n".encode() + content)
    try:
        dataset = read_dataset(path, folder, layout=layout)
    except UsageError:
        return
    assert all(query.path.is_file() for query in dataset.queries)
    lines = [one.line for one in (*dataset.queries, *dataset.refused, *dataset.missing)]
    assert len(lines) == len(set(lines))
