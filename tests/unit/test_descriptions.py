"""Place names for tables: everything else stays as it is, byte for byte."""

from __future__ import annotations

import csv
import errno
import io
import os
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from g3desktop.domain.errors import CancelledError, EngineError, UsageError
from g3desktop.services.address import Address
from g3desktop.services.descriptions import COLUMNS, Described, DescribeWish, describe_table
from g3desktop.services.gazetteer import Gazetteer
from g3desktop.services.position_table import LONGEST_RECORD
from g3desktop.services.written_aside import written_aside

RESOURCES = Path(__file__).parents[2] / "resources"
HEAD = ",".join(COLUMNS)
PARIS = "Paris 01 Louvre,Paris,Paris,Île-de-France,Metropolitan France,France,Europe"


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(RESOURCES / "gazetteer")


def by_hemisphere(positions):
    """Name positions so that a test sees which one a row got; one name needs quotation marks."""
    return [
        Address(f"{lat:g} {lon:g}", 'A, "b"; c' if lat < 0 else "", country="South")
        for lat, lon in positions
    ]


def describe(path: Path, content: str | bytes, find=by_hemisphere, **wish) -> tuple[str, Described]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    sink = io.BytesIO()
    described = describe_table(DescribeWish(path, **wish), sink, find)
    return sink.getvalue().decode(), described


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "table.csv"


def test_names_stand_behind_every_row(gazetteer, table):
    text, described = describe(
        table,
        "file,lat,lon\nlouvre.jpg,48.8606,2.3376\nsea.jpg,0,-150\nno.jpg,,\n",
        gazetteer.addresses,
    )

    assert text.splitlines() == [
        f"file,lat,lon,{HEAD}",
        f"louvre.jpg,48.8606,2.3376,{PARIS}",
        "sea.jpg,0,-150,,,,,,,",
        "no.jpg,,,,,,,,,",
    ]
    assert described == Described(3, 1, (4,), (2,) * 7)


@pytest.mark.parametrize(
    "header",
    ["lat,lon", "LAT,LON", "Latitude,Longitude", " lat , LNG ", '"lat","long"', "lat,x,lon"],
)
def test_columns_of_positions_are_recognised(table, header):
    width = header.count(",") + 1
    row = ["-7", "8"] if width == 2 else ["-7", "x", "8"]

    text, described = describe(table, f"{header}\n{','.join(row)}\n")

    assert list(csv.reader(io.StringIO(text)))[1][width] == "-7 8"
    assert described.without_position == 0


def test_columns_of_positions_can_be_named(table):
    text, _ = describe(table, "lat,lon,north,east\n1,2,-3,4\n", lat="NORTH", lon="east")

    assert '-3 4,"A, ""b""; c",' in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no first line"),
        ("\n\n", "no first line"),
        ("\ufeff", "no first line"),
        ("file,y,x\na,1,2\n", "no column of latitude"),
        ("file,lat\na,1\n", "no column of longitude"),
        ("a.jpg,48.1,2.3\nb.jpg,1,2\n", "its first line is: a.jpg, 48.1, 2.3"),
        ("lat,latitude,lon\n1,1,2\n", "2 columns of latitude"),
        ("lat,lon,LON\n1,1,2\n", "2 columns of longitude"),
        ("lat,lon,City\n1,2,x\n", "has the columns city already"),
        ("lat,lon\n1,2,3\n", "3 cells at line 2"),
        ('lat,lon,note\n1,2,a\n3,4,"b\n5,6,c\n', "line 3: a quoted cell that is never closed"),
        (b"lat,lon,note\n1,2,\xff\n", "no text in UTF-8 near line"),
        ("lat,lon\n1,2\n".encode("utf-16"), "no text in UTF-8 near line 1"),
        ("lat,lon,note\n1,2," + "x" * 140_000 + "\n", "no CSV at line 2"),
        ("lat,lon\n1,2\n1,2" + " " * LONGEST_RECORD, "line 3: a row without an end"),
    ],
)
def test_what_is_no_table_of_positions_is_refused(table, content, said):
    with pytest.raises(UsageError, match=r"table\.csv") as caught:
        describe(table, content)

    assert said in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match="Cannot read"):
        describe_table(DescribeWish(tmp_path / name), io.BytesIO(), by_hemisphere)


def test_a_header_alone_is_a_table_without_rows(table):
    assert describe(table, "lat,lon") == (f"lat,lon,{HEAD}", Described(0, 0, (), (0,) * 7))


@pytest.mark.parametrize(
    "cells",
    ["91,0", "0,181", "nan,1", "1,inf", "1_0,2", "x,2", ",", "0,0", "0.0,-0", "1", "٤,٥", "1e9,2"],
)
def test_rows_without_a_usable_position_are_counted(table, cells):
    text, described = describe(table, f"lat,lon\n-1,2\n{cells}\n")

    missing = "," * (1 - cells.count(","))
    assert text.splitlines()[2] == f"{cells}{missing},,,,,,,"
    assert (described.rows, described.without_position, described.first_without) == (2, 1, (3,))


def test_only_the_first_lines_without_a_position_are_named(table):
    rows = ["1,2" if line % 2 else ",," for line in range(40)]

    _, described = describe(table, "lat,lon,note\n" + '1,2,"a\nb"\n' + "\n".join(rows) + "\n")

    assert described.without_position == 20
    assert described.first_without == (4, 6, 8, 10, 12)


def test_short_rows_are_filled_up_and_blank_lines_left_alone(table):
    text, described = describe(table, "lat,lon,note\n\n-1,2\n\r\n-3,4,x\n")

    assert text.splitlines(keepends=True)[1:] == [
        "\n",
        '-1,2,,-1 2,"A, ""b""; c",,,,South,\n',
        "\r\n",
        '-3,4,x,-3 4,"A, ""b""; c",,,,South,\n',
    ]
    assert described.rows == 2


def test_a_decimal_comma_is_read_where_semicolons_separate(table):
    text, described = describe(table, "lat;lon;note\n48,5;-2,25;a,b\n")

    assert text.splitlines()[1].startswith("48,5;-2,25;a,b;48.5 -2.25;")
    assert described.without_position == 0


def test_columns_that_are_replaced_stay_where_they_are(table):
    text, _ = describe(
        table,
        'Country,"lat",lon,city,note\nold,"-1",2,"a ""b"", c","x, y"\nold,3,4\n',
        replace=True,
    )

    added = [name for name in COLUMNS if name not in ("city", "country")]
    assert text.splitlines() == [
        f'Country,"lat",lon,city,note,{",".join(added)}',
        'South,"-1",2,"A, ""b""; c","x, y",-1 2,,,,',
        "South,3,4,,,3 4,,,,",
    ]


def test_describing_again_with_replace_changes_nothing(gazetteer, table):
    once, _ = describe(table, "lat;lon\n48,8606;2,3376\n0;-150\n-41,3;174,8\n", gazetteer.addresses)
    twice, _ = describe(table, once, gazetteer.addresses, replace=True)

    assert twice == once


@pytest.mark.parametrize(
    ("content", "wish"),
    [
        ("lat,lon,city,CITY\n1,2,,\n", {}),
        ("city,county,x\n1,2,\n", {"lat": "city", "lon": "county"}),
    ],
)
def test_columns_that_cannot_be_replaced_are_refused(table, content, wish):
    with pytest.raises(UsageError):
        describe(table, content, replace=True, **wish)


separators = st.sampled_from([",", ";", "\t"])
ends = st.sampled_from(["\n", "\r\n", "\r"])
plain_cells = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters='",;\t\r\n\ufeff')
)
quoted_cells = st.text(
    st.one_of(st.sampled_from('",;\t\r\n'), st.characters(exclude_categories=["Cs"]))
).map(lambda text: '"' + text.replace('"', '""') + '"')
numbers = st.floats(-90, 90).map(lambda number: f"{number:.4f}")
rows = st.lists(st.tuples(st.one_of(plain_cells, quoted_cells), numbers, numbers, ends), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(separator=separators, end=ends, mark=st.booleans(), rows=rows, is_cut=st.booleans())
@example(separator=",", end="\r\n", mark=True, rows=[('"a\r""\n,"', "1", "2", "\r")], is_cut=True)
def test_every_other_byte_stays(table, separator, end, mark, rows, is_cut):
    head = separator.join(["note", "lat", "lon"])
    lines = [(head, end), *((separator.join([n, a, o]), e) for n, a, o, e in rows)]
    if is_cut:
        lines[-1] = (lines[-1][0], "")
    # A lone carriage return before a line that begins with a line feed would be one line end.
    content = "".join(text + line_end for text, line_end in lines)
    head_mark = "\ufeff" if mark else ""

    text, described = describe(table, head_mark + content)

    assert described.rows == len(rows)
    left = text
    assert left.startswith(head_mark)
    left = left.removeprefix(head_mark)
    for number, (line, line_end) in enumerate(lines):
        assert left.startswith(line)
        left = left.removeprefix(line)
        if number == 0:
            added = separator + separator.join(COLUMNS)
        else:
            lat, lon = float(rows[number - 1][1]), float(rows[number - 1][2])
            is_known = (lat, lon) != (0, 0)
            address = by_hemisphere([(lat, lon)])[0] if is_known else Address()
            quoted = io.StringIO()
            csv.writer(quoted, delimiter=separator, lineterminator="").writerow(["x", *address])
            added = quoted.getvalue()[1:]
            if not any(address):
                added = separator * len(COLUMNS)
        assert left.startswith(added + line_end)
        left = left.removeprefix(added + line_end)
    assert left == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(separator=separators, rows=rows)
def test_replacing_leaves_the_other_cells_as_they_are_written(table, separator, rows):
    lines = [separator.join(["note", "city", "lat", "lon"]) + "\n"]
    lines += [separator.join([note, note, lat, lon]) + end for note, lat, lon, end in rows]

    text, _ = describe(table, "".join(lines), lambda p: [Address(city="C")] * len(p), replace=True)

    left = text.partition("\n")[2]
    for note, lat, lon, end in rows:
        name = "" if float(lat) == float(lon) == 0 else "C"
        kept = separator.join([note, name, lat, lon]) + separator * 6 + end
        assert left.startswith(kept)
        left = left.removeprefix(kept)
    assert left == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_any_bytes_are_a_table_or_refused(table, content):
    try:
        text, described = describe(table, b"lat,lon\n" + content)
    except UsageError:
        return
    assert described.rows <= text.count("\n") + text.count("\r") + 1


def test_each_position_of_a_block_is_looked_up_once_and_blocks_keep_their_order(table):
    asked = []

    def find(positions):
        asked.append(list(positions))
        return by_hemisphere(positions)

    numbers = [number % 89 + 1 for number in range(40_000)]

    text, described = describe(
        table, "lat,lon\n" + "".join(f"{number},2\n" for number in numbers), find
    )

    assert len(asked) > 1
    assert all(len(one) == len(set(one)) == 89 for one in asked)
    assert [row.split(",")[2] for row in text.splitlines()[1:]] == [f"{n} 2" for n in numbers]
    assert described.unnamed == (0, 40_000, 40_000, 40_000, 40_000, 0, 40_000)


def test_progress_ends_at_the_size_of_the_file(table):
    table.write_text("lat,lon\n" + "1,2\n" * 40_000)
    told = []

    describe_table(DescribeWish(table), io.BytesIO(), by_hemisphere, report=told.append)

    assert [one.total for one in told] == [table.stat().st_size] * 3
    assert told[-1].done == table.stat().st_size
    assert told[0].done < told[1].done < told[2].done


def test_a_pipe_is_read_too(tmp_path):
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    feeding = threading.Thread(target=pipe.write_text, args=("lat,lon\n-1,2\n",))
    feeding.start()
    sink, told = io.BytesIO(), []

    described = describe_table(DescribeWish(pipe), sink, by_hemisphere, report=told.append)

    feeding.join()
    assert (described.rows, told) == (1, [])


def test_who_stops_it_is_heard(table):
    table.write_text("lat,lon\n1,2\n")

    with pytest.raises(CancelledError):
        describe_table(DescribeWish(table), io.BytesIO(), by_hemisphere, cancelled=lambda: True)


def test_a_file_written_aside_appears_whole(tmp_path, table):
    out = tmp_path / "out.csv"
    out.write_bytes(b"old")

    with written_aside(out, reading=table) as sink:
        sink.write(b"new")
        assert out.read_bytes() == b"old"

    assert out.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_a_file_that_could_not_be_written_leaves_nothing(tmp_path, table):
    out = tmp_path / "out.csv"

    def fill_the_disk() -> None:
        with written_aside(out, reading=table) as sink:
            sink.write(b"half")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(EngineError, match="full"):
        fill_the_disk()

    assert list(tmp_path.iterdir()) == []


def test_the_end_of_a_link_is_replaced(tmp_path, table):
    (tmp_path / "real.csv").write_bytes(b"old")
    (tmp_path / "link.csv").symlink_to("real.csv")

    with written_aside(tmp_path / "link.csv", reading=table) as sink:
        sink.write(b"new")

    assert (tmp_path / "real.csv").read_bytes() == b"new"
    assert (tmp_path / "link.csv").is_symlink()


@pytest.mark.parametrize("out", ["table.csv", ".", "nowhere/out.csv", "link.csv", "pipe"])
def test_where_nothing_can_be_written_is_refused(tmp_path, table, out):
    table.write_text("lat,lon\n")
    (tmp_path / "link.csv").symlink_to("table.csv")
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(UsageError), written_aside(tmp_path / out, reading=table):
        pass

    assert table.read_text() == "lat,lon\n"
