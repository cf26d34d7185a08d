"""Metadata blocks, sound and broken, written byte by byte as cameras write them."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g3desktop.domain.geometry import LatLon, distance_km
from g3desktop.engine.exif import MAX_TEXT_CHARS, Metadata, read_metadata
from g3desktop.engine.photo import read_photo

Rational = tuple[int, int]
Value = str | bytes | int | Sequence[Rational]

MAKE, MODEL, TITLE, ARTIST, ORIENTATION = 0x10F, 0x110, 0x10E, 0x13B, 0x112
CHANGED, TAKEN, DIGITIZED, TAKEN_OFFSET = 0x132, 0x9003, 0x9004, 0x9011
LAT_REF, LAT, LON_REF, LON, GPS_TIME, STATUS, GPS_DATE = 1, 2, 3, 4, 7, 9, 29
EXIF_POINTER, GPS_POINTER = 0x8769, 0x8825


def _field(order: str, value: Value) -> tuple[int, int, bytes]:
    """Return type, count and bytes of a value."""
    if isinstance(value, int):
        return 3, 1, struct.pack(order + "HH", value, 0)
    if isinstance(value, str):
        value = value.encode()
    if isinstance(value, bytes):
        return 2, len(value) + 1, value + b"\0"
    return 5, len(value), b"".join(struct.pack(order + "II", *ratio) for ratio in value)


def _directory(
    order: str, at: int, entries: Mapping[int, Value], pointers: Iterable[tuple[int, int]] = ()
) -> bytes:
    rows = [(tag, *_field(order, value)) for tag, value in entries.items()]
    rows += [(tag, 4, 1, struct.pack(order + "I", where)) for tag, where in pointers]
    heap_at = at + 2 + 12 * len(rows) + 4
    table, heap = struct.pack(order + "H", len(rows)), b""
    for tag, kind, count, content in sorted(rows):
        if len(content) > 4:
            pointer = struct.pack(order + "I", heap_at + len(heap))
            heap += content
            content = pointer
        table += struct.pack(order + "HHI", tag, kind, count) + content.ljust(4, b"\0")
    return table + bytes(4) + heap


def block(
    main: Mapping[int, Value] | None = None,
    exif: Mapping[int, Value] | None = None,
    gps: Mapping[int, Value] | None = None,
    order: str = "<",
) -> bytes:
    """Write a metadata block with up to three directories."""
    exif_at = 8 + len(_directory(order, 8, main or {}, [(EXIF_POINTER, 0), (GPS_POINTER, 0)]))
    exif_bytes = _directory(order, exif_at, exif or {})
    gps_at = exif_at + len(exif_bytes)
    pointers = [(EXIF_POINTER, exif_at), (GPS_POINTER, gps_at)]
    first = _directory(order, 8, main or {}, pointers)
    header = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    return header + first + exif_bytes + _directory(order, gps_at, gps or {})


def read(
    main: Mapping[int, Value] | None = None,
    exif: Mapping[int, Value] | None = None,
    gps: Mapping[int, Value] | None = None,
    order: str = "<",
) -> Metadata:
    return read_metadata(io.BytesIO(block(main, exif, gps, order)))


FLORENCE: dict[int, Value] = {
    LAT_REF: "N",
    LAT: [(43, 1), (46, 1), (1128, 100)],
    LON_REF: "E",
    LON: [(11, 1), (15, 1), (2172, 100)],
}


@settings(deadline=None)
@given(
    lat=st.tuples(st.integers(0, 89), st.integers(0, 59), st.integers(0, 59_999_999)),
    lon=st.tuples(st.integers(0, 179), st.integers(0, 59), st.integers(0, 59_999_999)),
    south=st.booleans(),
    west=st.booleans(),
    order=st.sampled_from("<>"),
)
def test_degrees_minutes_and_seconds_come_back(lat, lon, south, west, order):
    def rationals(parts: tuple[int, int, int]) -> list[Rational]:
        return [(parts[0], 1), (parts[1], 1), (parts[2], 1_000_000)]

    gps: dict[int, Value] = {
        LAT_REF: "S" if south else "N",
        LAT: rationals(lat),
        LON_REF: "W" if west else "E",
        LON: rationals(lon),
        STATUS: "A",
    }
    found = read(gps=gps, order=order)
    expected = LatLon(
        (lat[0] + lat[1] / 60 + lat[2] / 3.6e9) * (-1 if south else 1),
        (lon[0] + lon[1] / 60 + lon[2] / 3.6e9) * (-1 if west else 1),
    )
    assert found.facts.position is not None
    assert distance_km(found.facts.position, expected) < 1e-6
    assert found.warnings == ()


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1)), max_size=5),
    st.sampled_from(["N", "S", "E", "", "x", "n", "North"]),
)
def test_any_rationals_give_a_position_in_range_or_a_warning(values, reference):
    gps: dict[int, Value] = {**FLORENCE, LAT: values, LAT_REF: reference}
    found = read(gps=gps)
    if found.facts.position is None:
        assert len(found.warnings) == 1
        assert "position" in found.warnings[0]
    else:
        assert -90 <= found.facts.position.lat_deg <= 90


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({LAT: [(0, 0), (0, 0), (0, 0)]}, "not a number"),
        ({LAT: [(43, 1), (46, 1), (7, 0)]}, "not a number"),
        ({LAT: [(43, 1), (61, 1), (0, 1)]}, "not a number"),
        ({LAT: "43.77"}, "not a number"),
        ({LAT: []}, "not a number"),
        ({LAT: [(91, 1)]}, "out of range"),
        ({LON: [(181, 1), (0, 1), (0, 1)]}, "out of range"),
        ({LAT_REF: "E"}, "hemisphere"),
        ({LON_REF: ""}, "hemisphere"),
        ({LAT_REF: b"\xff"}, "hemisphere"),
    ],
)
def test_a_position_that_is_not_one_is_named_and_left_out(change, said):
    found = read(gps={**FLORENCE, **change})
    assert found.facts.position is None
    assert len(found.warnings) == 1
    assert said in found.warnings[0]


@pytest.mark.parametrize("missing", [LAT, LON, LAT_REF, LON_REF])
def test_half_a_position_is_none(missing):
    gps = {tag: value for tag, value in FLORENCE.items() if tag != missing}
    found = read(gps=gps)
    assert found.facts.position is None
    assert len(found.warnings) == 1


def test_a_camera_that_wrote_no_position_is_not_warned_about():
    gps: dict[int, Value] = {GPS_DATE: "2020:02:02", LAT_REF: "N", LON_REF: "E", STATUS: "V"}
    assert read(gps=gps) == Metadata()


@pytest.mark.parametrize(("status", "kept"), [("V", False), (None, False), ("A", True)])
def test_zero_zero_counts_only_with_a_fix(status, kept):
    zero: list[Rational] = [(0, 1), (0, 1), (0, 1)]
    gps: dict[int, Value] = {**FLORENCE, LAT: zero, LON: zero}
    found = read(gps=gps | ({STATUS: status} if status else {}))
    assert (found.facts.position == LatLon(0.0, 0.0)) is kept
    assert bool(found.warnings) is not kept


def test_the_equator_and_the_meridian_are_places():
    zero: list[Rational] = [(0, 1), (0, 1), (0, 1)]
    position = read(gps={**FLORENCE, LAT: zero}).facts.position
    assert position is not None
    assert position.lat_deg == 0


def test_a_void_position_is_kept_with_a_warning():
    found = read(gps={**FLORENCE, STATUS: "V"})
    assert found.facts.position is not None
    assert "not measured" in found.warnings[0]


@pytest.mark.parametrize(
    ("exif", "taken_at"),
    [
        ({TAKEN: "2022:08:14 14:12:31", TAKEN_OFFSET: "+03:00"}, "2022-08-14T14:12:31+03:00"),
        ({TAKEN: "2022:08:14 14:12:31", TAKEN_OFFSET: "Z"}, "2022-08-14T14:12:31+00:00"),
        ({TAKEN: "2022:08:14 14:12:31", TAKEN_OFFSET: "   :  "}, "2022-08-14T14:12:31"),
        ({TAKEN: "2022:08:14 14:12:31", TAKEN_OFFSET: "+99:00"}, "2022-08-14T14:12:31"),
        ({TAKEN: "2022-08-14T14:12:31"}, "2022-08-14T14:12:31"),
        ({DIGITIZED: "1999:12:31 23:59:59"}, "1999-12-31T23:59:59"),
        ({TAKEN: "0000:00:00 00:00:00", DIGITIZED: "1999:12:31 23:59:59"}, "1999-12-31T23:59:59"),
        ({TAKEN: "    :  :     :  :  "}, None),
        ({TAKEN: ""}, None),
    ],
)
def test_the_time_is_the_cameras_own(exif, taken_at):
    found = read(exif=exif)
    assert found.facts.taken_at == taken_at
    assert found.warnings == ()


@pytest.mark.parametrize(
    "written", ["2022:13:14 14:12:31", "yesterday at 9", "2022:02:30 00:00:01"]
)
def test_a_time_that_is_no_date_is_named(written):
    found = read(exif={TAKEN: written})
    assert found.facts.taken_at is None
    assert "time" in found.warnings[0]


def test_neither_gps_time_nor_time_of_change_is_the_time_of_the_exposure():
    gps: dict[int, Value] = {**FLORENCE, GPS_DATE: "2020:02:02", GPS_TIME: [(9, 1), (8, 1), (7, 1)]}
    assert read(main={CHANGED: "2020:02:02 02:02:02"}, gps=gps).facts.taken_at is None


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("NIKON", "COOLPIX P6000", "NIKON COOLPIX P6000"),
        ("NIKON CORPORATION", "NIKON D70s", "NIKON D70s"),
        ("Canon", "Canon EOS 5D", "Canon EOS 5D"),
        ("  ", "X100 ", "X100"),
        ("Leica", "", "Leica"),
        ("", "", None),
    ],
)
def test_make_and_model_are_one_name(make, model, camera):
    assert read(main={MAKE: make, MODEL: model}).facts.camera == camera


def test_author_and_title_are_read():
    facts = read(main={ARTIST: "Åsa Öberg", TITLE: "  Ponte\nVecchio  "}).facts
    assert (facts.author, facts.title) == ("Åsa Öberg", "Ponte Vecchio")


def test_latin_1_is_understood():
    assert read(main={ARTIST: "José".encode("latin-1")}).facts.author == "José"


@settings(deadline=None)
@given(st.text(max_size=2000))
def test_texts_are_one_bounded_printable_line(text):
    author = read(main={ARTIST: text.encode("utf-8", "replace").replace(b"\0", b" ")}).facts.author
    assert author is None or (
        0 < len(author) <= MAX_TEXT_CHARS
        and author == author.strip()
        and author.replace("\u200c", "").replace("\u200d", "").isprintable()
    )


def test_commands_to_a_terminal_and_reversed_reading_are_taken_out():
    author = read(main={ARTIST: "\x1b[31mred\u202egpj.exe"}).facts.author
    assert author == "[31mred gpj.exe"


@pytest.mark.parametrize(("written", "read_as"), [(1, 1), (6, 6), (8, 8), (0, 1), (9, 1), (700, 1)])
def test_orientation_is_one_of_eight(written, read_as):
    assert read(main={ORIENTATION: written}).orientation == read_as


def test_no_block_is_no_problem():
    assert read_metadata(io.BytesIO()) == Metadata()


def test_an_empty_directory_is_no_problem():
    assert read_metadata(io.BytesIO(b"II*\0\x08\0\0\0" + bytes(6))) == Metadata()


@pytest.mark.parametrize(
    "content",
    [b"nonsense", b"II*\0", b"MM\0*\xff\xff\xff\xff" + bytes(40), b"\x89PNG\r\n\x1a\n" + bytes(40)],
)
def test_a_block_that_cannot_be_read_says_so(content):
    found = read_metadata(io.BytesIO(content.ljust(15, b"\0")))
    assert found.facts.position is None
    assert "damaged" in found.warnings[0]


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"II*\0", b"MM\0*", b"II+\0"]))
def test_no_bytes_raise(content, header):
    read_metadata(io.BytesIO(header + content))


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_no_change_to_a_sound_block_raises(data):
    content = bytearray(
        block(
            main={MAKE: "Maker", MODEL: "Model", ARTIST: "Someone", ORIENTATION: 6},
            exif={TAKEN: "2022:08:14 14:12:31", TAKEN_OFFSET: "+03:00"},
            gps=FLORENCE,
        )
    )
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(8, len(content))) :]
    read_metadata(io.BytesIO(content))


def test_a_block_of_directories_within_directories_ends():
    """Every second byte begins a directory of 65,535 entries that reads all others."""
    content = b"II*\0\x08\0\0\0" + b"\xff\x03\x05\x00\xe7\x03\x00\x00" * 8000
    read_metadata(io.BytesIO(content))


def test_a_chain_of_many_directories_is_cut():
    count = 60_000
    directories = b"".join(
        struct.pack("<HI", 0, 8 + 6 * (index + 1) if index + 1 < count else 0)
        for index in range(count)
    )
    found = read_metadata(io.BytesIO(b"II*\0\x08\0\0\0" + directories))
    assert "damaged" in found.warnings[0]


@pytest.mark.parametrize(
    ("file", "lat", "lon", "taken_at", "camera"),
    [
        ("DSCN0010.jpg", 43.467, 11.885, "2008-10-22T16:28:39", "NIKON COOLPIX P6000"),
        ("DSCN0042.jpg", 43.464, 11.881, "2008-10-22T17:00:07", "NIKON COOLPIX P6000"),
        ("HMD_Nokia_8.3_5G.jpg", 60.147, 24.907, "2022-08-14T14:12:31+03:00", None),
        ("iphone_hdr_NO.jpg", 40.447, -3.725, "2015-04-10T20:12:23", "Apple iPhone 6"),
        ("IMG_5195.HEIC", 39.051, -94.289, "2021-04-11T15:47:53-05:00", None),
        ("Kodak_CX7530.jpg", -0.371, 36.056, "2005-08-13T09:47:23", None),
        ("67-0_length_string.jpg", 51.025, 7.592, None, "samsung SM-G930F"),
        ("87_OSError.jpg", 43.786, 11.235, "2005-12-14T14:39:47", "NIKON D70s"),
    ],
)
def test_real_cameras(shared_data: Path, file, lat, lon, taken_at, camera):
    photo = read_photo(shared_data / "exif" / file, short_side_px=16)
    assert photo.exif.position is not None
    assert photo.exif.position.lat_deg == pytest.approx(lat, abs=6e-4)
    assert photo.exif.position.lon_deg == pytest.approx(lon, abs=6e-4)
    assert photo.exif.taken_at == taken_at
    assert camera is None or photo.exif.camera == camera
    assert photo.warnings == ()


@pytest.mark.parametrize("file", ["corrupted.jpg", "image00971.jpg", "image01088.jpg"])
def test_damaged_files_of_real_cameras_keep_their_pixels(shared_data: Path, file):
    photo = read_photo(shared_data / "exif" / file, short_side_px=16)
    assert photo.exif.position is None
    assert photo.pixels.size > 0
