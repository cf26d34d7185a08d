from __future__ import annotations

import json
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from g3desktop.domain.geometry import LatLon
from g3desktop.engine.replies import MAX_CHARACTERS, ReadReply, read_reply

TOWER = (48.8584, 2.2945)
OPERA = (-33.8568, 151.2153)
LIBERTY = (40.6892, -74.0445)


def positions(reply: ReadReply) -> list[tuple[float, float]]:
    return [(where.lat_deg, where.lon_deg) for where in reply.positions]


def counted(reply: ReadReply) -> str:
    """The part of a reason that is counted."""
    assert reply.positions == ()
    return reply.reason.partition(":")[0]


@pytest.mark.parametrize(
    "text",
    [
        '{"latitude": 48.8584, "longitude": 2.2945}',
        '{"longitude":2.2945,"latitude":48.8584}',
        '{"LAT": 48.8584, "Lng": 2.2945}',
        '{"lat": 488584e-4, "lon": 0.22945E1}',
        '{"Latitude (deg)": 48.8584, "long": 2.2945}',
        '{"latitude_degrees": "48.8584", "longitude_degrees": "2.2945"}',
        '\ufeff{"latitude": "48,8584", "longitude": "2,2945"}',
        '{"latitude": "48.8584°", "longitude": "2.2945°"}',
        '{"latitude": "48.8584° N", "longitude": "2.2945° E"}',
        '{"latitude": "48.8584 n", "longitude": "e 2.2945"}',
        '{"latitude": "N48.8584", "longitude": "2.2945 degrees East"}',
        '{"latitude": "+48.8584", "longitude": "about 2.2945"}',
        '{"latitude": "48\\u00b051\'30.24\\" N", "longitude": "2\\u00b017\'40.2\\" E"}',
        """{"latitude": "48°51'30.24" N", "longitude": "2°17'40.2" E"}""",
        """{"latitude": 48°51'30.24" N, "longitude": 2°17'40.2" E}""",
        '{"latitude": "48:51:30.24", "longitude": "2 17 40.2"}',
        '{"latitude": 48.8584, "latitude_ref": "N", "longitude": 2.2945, "longitude_ref": "East"}',
        '{"answer": {"lat": 48.8584, "lng": 2.2945}, "confidence": 0.8}',
        '{"a": [{"b": {"location": {"lat": 48.8584, "lng": 2.2945}}}]}',
        '{"lat": 48.8584, "town": {"name": "Paris", "size": [10, 20]}, "lon": 2.2945}',
        '{"coordinates": [48.8584, 2.2945]}',
        '{"position": ["48.8584° N", "2.2945° E"]}',
        '{"position": ["2.2945° E", "48.8584° N"]}',
        '{"location": "48.8584, 2.2945"}',
        '{"location": "Paris, France (48.8584° N, 2.2945° E)"}',
        '{"type": "Point", "coordinates": [2.2945, 48.8584]}',
        '{"lnglat": [2.2945, 48.8584]}',
        # Nearly JSON.
        '{"latitude": 48.8584, "longitude": 2.2945,}',
        "{'latitude': 48.8584, 'longitude': '2.2945'}",
        "{latitude: 48.8584, longitude: 2.2945}",
        "{latitude = 48.8584; longitude = 2.2945}",
        '{"latitude": 48.8584 // Paris\n, "longitude": /* east */ 2.2945 # of Greenwich\n}',
        '{"latitude": 48.8584\n "longitude": 2.2945\n}',
        '{"latitude": "48.8584"\n "longitude": "2.2945"\n}',
        '{"latitude": 48,8584, "longitude": 2,2945}',
        '{"latitude": 48.8584, "longitude": 2.2945]',
        '{"latitude": 48.8584, "lat": "48.8584 N", "longitude": 2.2945}',
        r"{\"latitude\": 48.8584, \"longitude\": 2.2945}",
        "{\u201clatitude\u201d: \u201c48.8584\u201d, \u201clongitude\u201d: \u201c2.2945\u201d}",
        # Around JSON.
        'Sure! ```json\n{"latitude": 48.8584, "longitude": 2.2945}\n``` Hope that helps.',
        'I see [the tower]. {"latitude": 48.8584, "longitude": 2.2945} is my answer {really}.',
        '[1] Like 10.55 N, 20.55 E. {"latitude": 48.8584, "longitude": 2.2945}',
        '{"reasoning": "like \\"10.55 N, 20.55 E\\"", "latitude": 48.8584, "longitude": 2.2945}',
        '{"why": "{\\"lat\\": 1, \\"lon\\": 2}", "latitude": 48.8584, "longitude": 2.2945}',
        '{"why": "like (10.55, 20.55)", "answer": "48.8584, 2.2945"}',
        '<think>{"lat": 1, "lon": 2}</think>{"latitude": 48.8584, "longitude": 2.2945}',
        '{"lat": 1, "lon": 2}?\n</think>\n{"latitude": 48.8584, "longitude": 2.2945}',
        '{"<think>": "</think>", "latitude": 48.8584, "longitude": 2.2945}',
        '{"properties": {"latitude": {"type": "number"}, "longitude": {"type": "number"}}}\n'
        '{"latitude": 48.8584, "longitude": 2.2945}',
        # Sentences.
        "The photo was taken at 48.8584° N, 2.2945° E.",
        "The photo was taken at 2.2945° E, 48.8584° N.",
        "It shows Paris, at 48.8584, 2.2945.",
        "latitude: 48.8584, longitude: 2.2945",
        "lat=48.8584; lon=2.2945",
        "Longitude 2.2945 and latitude 48.8584",
        "lat. 48.8584, long. 2.2945",
        "1. **Latitude:** 48.8584\n2. **Longitude:** 2.2945",
        "- Latitude - 48.8584° N\n- Longitude - 2.2945° E",
        "The latitude is approx. 48.8584, the longitude of the tower is about 2.2945 degrees.",
        "The latitude and longitude are 48.8584 and 2.2945.",
        "Lat/Long: 48.8584, 2.2945",
        "(longitude, latitude) = (2.2945, 48.8584)",
        "| Latitude | Longitude |\n|---|---|\n| 48.8584 | 2.2945 |",
        "48.8584 degrees latitude and 2.2945 degrees longitude",
        "48.8584° North latitude and a longitude of 2.2945° East",
        "(48.8584, 2.2945)",
        "[48.8584, 2.2945]",
        "(48,8584; 2,2945)",
        "(48,8584, 2,2945)",
        "48.8584 2.2945",
        "Coordinates: 48.8584/2.2945",
        "48,8584° N, 2,2945° E",
        "N 48.8584 E 2.2945",
        "N48.8584, E2.2945",
        "48.8584n, 2.2945e",
        "48.8584 (N), 2.2945 (E)",
        "latitude (N): 48.8584, longitude (E): 2.2945",
        "48.8584° Nord, 2.2945° Ost",
        "48.8584° nord, 2.2945° est",
        "Breitengrad: 48,8584, Längengrad: 2,2945",
        "$48.8584^{\\circ} N, 2.2945^{\\circ} E$",
        "48°51\u203230.24\u2033N 2°17\u203240.2\u2033E",
        "48\u00ba 51' 30.24'' N, 2\u00ba 17' 40.2'' E",
        "48\u02da 51\u2019 30.24\u201d N, 2\u02da 17\u2019 40.2\u201d E",
        "48° 51.504' N, 2° 17.67' E",
        "48 deg 51 min 30.24 sec N, 2 deg 17 min 40.2 sec E",
        "N 48 51 30.24, E 2 17 40.2",
        "48 51 30.24 N 2 17 40.2 E",
        "48 degrees 51 minutes 30.24 seconds north, 2 degrees 17 minutes 40.2 seconds east",
    ],
)
def test_the_tower_is_read_however_it_is_written(text: str) -> None:
    reply = read_reply(text)
    assert reply.reason == ""
    assert len(reply.positions) == 1
    assert positions(reply)[0] == pytest.approx(TOWER, abs=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        '{"latitude": -33.8568, "longitude": 151.2153}',
        '{"latitude": "-33.8568° S", "longitude": "151.2153"}',
        '{"latitude": "\u221233.8568", "longitude": "+151.2153 E"}',
        '{"latitude": "- 33.8568", "longitude": 151.2153}',
        '{"latitude": 33.8568, "latitude_ref": "S", "longitude": 151.2153}',
        '{"latitude": "33.8568 (South)", "longitude": 151.2153}',
        "33.8568° S, 151.2153° E",
        "33.8568 s 151.2153 e",
        "33.8568°, South; 151.2153°, East",
        "latitude -33.8568, longitude 151.2153",
        "latitude \u201333.8568, longitude 151.2153",
        "latitude \u2013 33.8568 S, longitude \u2013 151.2153 E",
        "latitude 33.8568 s, longitude 151.2153 e",
        "latitude (S): 33.8568, longitude (E): 151.2153",
        "(-33.8568, 151.2153)",
        "33° 51' 24.48\" S, 151° 12' 55.08\" E",
        "S 33 51 24.48, E 151 12 55.08",
        "33.8568° Süd, 151.2153° Ost",
    ],
)
def test_no_sign_is_lost(text: str) -> None:
    assert positions(read_reply(text)) == [pytest.approx(OPERA, abs=1e-9)]


def test_both_hemispheres_in_the_west() -> None:
    for west in ("74.0445° W", "74.0445 West", "W 74.0445", "-74.0445", "74.0445° Ouest"):
        text = f"latitude 40.6892, longitude {west}"
        assert positions(read_reply(text)) == [LIBERTY], text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "the reply is empty"),
        (" \n\t\u00a0", "the reply is empty"),
        ("null", "no position in the reply"),
        ("0", "no position in the reply"),
        ("true", "no position in the reply"),
        ("{}", "no position in the reply"),
        ("[]", "no position in the reply"),
        ("```json\n```", "no position in the reply"),
        ("Paris, France", "no position in the reply"),
        ('{"city": "Paris", "confidence": [0.5, 0.9]}', "no position in the reply"),
        ("In 1889 some 3, 4 or 5 people came 12 km.", "no position in the reply"),
        ("Version 48.85.2, 2.29.4 of 2024-05-03", "no position in the reply"),
        ("95.123% or 96.123%, 97.123%", "no position in the reply"),
        ("scores 0.123, 0.456, 0.789", "no position in the reply"),
        ("route (66, 12)", "no position in the reply"),
        ("(48,2)", "no position in the reply"),
        ("I cannot determine where this was taken.", "the model declined"),
        ("I'm sorry, but I can\u2019t help with that.", "the model declined"),
        ("<think>latitude 48.8, longitude 2.2", "the reply is empty"),
        # Not numbers.
        ('{"latitude": null, "longitude": null}', "not a number"),
        ('{"latitude": NaN, "longitude": 2}', "not a number"),
        ('{"latitude": 48, "longitude": Infinity}', "not a number"),
        ('{"latitude": 48, "longitude": -Infinity}', "not a number"),
        ('{"latitude": "NaN", "longitude": "inf"}', "not a number"),
        ('{"latitude": true, "longitude": false}', "not a number"),
        ('{"latitude": "", "longitude": ""}', "not a number"),
        ('{"latitude": , "longitude": }', "not a number"),
        ('{"latitude": "unknown", "longitude": "unknown"}', "not a number"),
        ('{"latitude": {"value": 48.8}, "longitude": {"value": 2.2}}', "not a number"),
        ('{"latitude": [48.8, 40], "longitude": [2.2, -74]}', "not a number"),
        ('{"latitude": "48.8, 2.2", "longitude": 2.2}', "not a number"),
        ('{"latitude": 1_0, "longitude": 2}', "not a number"),
        ('{"latitude": 0x10, "longitude": 2}', "not a number"),
        ('{"latitude": "٤٨", "longitude": "٢"}', "not a number"),
        ('{"latitude": "48.8.5", "longitude": "2"}', "not a number"),
        ('{"latitude": "1,048.8", "longitude": "2"}', "not a number"),
        ('{"coordinates": [null, null]}', "not a number"),
        # Numbers that cannot be.
        ('{"latitude": 473, "longitude": 2}', "out of range"),
        ('{"latitude": 120, "longitude": 40}', "out of range"),
        ('{"latitude": 48, "longitude": 182.5}', "out of range"),
        ('{"latitude": 48, "longitude": 360}', "out of range"),
        ('{"latitude": 90.0001, "longitude": 0}', "out of range"),
        ('{"latitude": 1e999, "longitude": 1}', "out of range"),
        ('{"latitude": -1e999, "longitude": 1}', "out of range"),
        ('{"latitude": ' + "9" * 30 + ', "longitude": 1}', "out of range"),
        ("latitude 120, longitude 40", "out of range"),
        ("latitude " + "9" * 5000 + ", longitude 40", "malformed angle"),
        ("(123.456, 2.345)", "out of range"),
        ('{"latitude": ' + "9" * 5000 + ', "longitude": 1}', "not a number"),
        ('{"latitude": 0, "longitude": 0}', "null island"),
        ('{"latitude": "0.0° N", "longitude": -0.0}', "null island"),
        ("latitude 0, longitude 0", "null island"),
        # Sexagesimal nonsense.
        ('{"latitude": "48°60\'", "longitude": "2"}', "malformed angle"),
        ('{"latitude": "48°30\'60\\"", "longitude": "2"}', "malformed angle"),
        ('{"latitude": "48.5°30\'", "longitude": "2"}', "not a number"),
        ('{"latitude": "48°30.5\'10\\"", "longitude": "2"}', "malformed angle"),
        ('{"latitude": "S 33 60 24", "longitude": "2"}', "malformed angle"),
        ("latitude 48° 75', longitude 2° 10'", "malformed angle"),
        ("48° 51 N, 2° 17 E", "malformed angle"),
        ("latitude 48-50, longitude 2-3", "malformed angle"),
        ("latitude 48 - 50, longitude 2 - 3", "malformed angle"),
        # More than one meaning.
        ('{"latitude": 48, "longitude": "2 O"}', "ambiguous"),
        ('{"latitude": "48 85", "longitude": "2 29"}', "ambiguous"),
        ("48.85 N, 2.29 O", "ambiguous"),
        ("latitude \u2013 33.8568, longitude \u2013 151.2153", "ambiguous"),
        ("latitude minus 33.8568, longitude 151.2153", "ambiguous"),
        # Against themselves.
        ('{"latitude": "-48 N", "longitude": 2}', "contradiction"),
        ('{"latitude": "+33 S", "longitude": 2}', "contradiction"),
        ('{"latitude": -33, "latitude_ref": "N", "longitude": 2}', "contradiction"),
        ('{"latitude": 33, "lat_ref": "N", "latitude_ref": "S", "longitude": 2}', "contradiction"),
        ('{"latitude": "48 E", "longitude": "2 N"}', "contradiction"),
        ('{"latitude": 48, "latitude": 49, "longitude": 2}', "contradiction"),
        ('{"lat": 48, "latitude": 49, "lon": 2}', "contradiction"),
        ('{"latitude": "N 48 S", "longitude": 2}', "not a number"),
        ("-48.85° N, 2.29° E", "contradiction"),
        # Halves.
        ('{"latitude": 48.8}', "half a position"),
        ('[{"latitude": 48.8}, {"longitude": 2.2}]', "half a position"),
        ("The latitude is 48.8.", "half a position"),
        ("The latitude cannot be told. In 1889 it was built. Longitude: 2.2", "half a position"),
        # An answer without a position is not made up for by what was considered.
        ('Like (10.55, 20.55). {"latitude": null, "longitude": null}', "not a number"),
    ],
)
def test_what_is_no_position_is_rejected_with_the_reason(text: str, reason: str) -> None:
    assert counted(read_reply(text)) == reason


def test_details_stand_behind_the_colon() -> None:
    assert read_reply('{"latitude": 473, "longitude": 2}').reason == "out of range: latitude 473"


def test_a_reason_has_nothing_that_a_terminal_obeys() -> None:
    reply = read_reply('{"latitude": "\x1b[31m\ud800\n' + "x" * 900 + '", "longitude": 2}')
    assert reply.reason.isprintable()
    assert len(reply.reason) < 80


@pytest.mark.parametrize("at", [(0, 12.5), (12.5, 0), (90, 180), (-90, -180)])
def test_edges_of_the_range_are_positions(at: tuple[float, float]) -> None:
    assert positions(read_reply(json.dumps({"lat": at[0], "lon": at[1]}))) == [at]


# Cut off


WHOLE = '{"latitude": 48.8584, "longitude": 2.2945}'


@pytest.mark.parametrize("known", [True, False])
def test_json_cut_anywhere_never_yields_another_number(*, known: bool) -> None:
    for length in range(1, len(WHOLE) - 1):
        reply = read_reply(WHOLE[:length], cut_off=known)
        assert reply.positions == (), WHOLE[:length]
    assert read_reply('{"latitude": 48.8584, "longitude": 2.29').reason == "the reply is cut off"


@pytest.mark.parametrize("end", [",", ', "', ', "why": "The tower', "\n", " ,", "\n```"])
def test_a_number_that_something_ends_is_whole(end: str) -> None:
    text = '{"latitude": 48.8584, "longitude": 2.2945' + end
    assert positions(read_reply(text, cut_off=True)) == [TOWER]


def test_a_string_that_was_never_closed_may_lack_its_hemisphere() -> None:
    text = '{"latitude": "33°51\'24" S", "longitude": "70°40\'12"'
    assert counted(read_reply(text, cut_off=True)) == "the reply is cut off"


@pytest.mark.parametrize(
    "text",
    [
        "Latitude: 48.8584, longitude: 2.29",
        "Latitude: 48.8584, longitude: 2.",
        "Latitude: 48.8584, longitude: 2",
        "48.8584° N, 2.2945",
        "48.8584° N, 2.2945° ",
        "48.8584° N, 2° 17'",
        "N 48.8584, E 2.29",
        "It is at (48.8584, 2.29",
        '{"why": "latitude 48.8584, longitude 2.29',
    ],
)
def test_sentences_that_are_cut_off_may_lack_digits(text: str) -> None:
    assert counted(read_reply(text, cut_off=True)) == "the reply is cut off"


@pytest.mark.parametrize(
    "text",
    [
        "48.8584° N, 2.2945° E",
        "48.8584° N, 2.2945° E, near the",
        "Latitude: 48.8584, longitude: 2.2945 degr",
        "(48.8584, 2.2945) is",
    ],
)
def test_sentences_cut_off_later_are_read(text: str) -> None:
    assert positions(read_reply(text, cut_off=True)) == [TOWER]


def test_a_whole_answer_before_the_cut_counts() -> None:
    text = '[{"lat": 48.8584, "lon": 2.2945}, {"lat": 40.6892, "lon": -74.0'
    assert positions(read_reply(text, cut_off=True)) == [TOWER]


def test_a_list_that_was_never_closed_is_not_taken_for_a_pair() -> None:
    assert counted(read_reply('{"coordinates": [48.8584, 2.2945, ')) == "the reply is cut off"


# Several answers


@pytest.mark.parametrize(
    "text",
    [
        '[{"lat": 48.8584, "lon": 2.2945}, {"lat": 40.6892, "lon": -74.0445}]',
        '{"lat": 48.8584, "lon": 2.2945}\n{"lat": 40.6892, "lon": -74.0445}',
        '{"lat": 48.8584, "other": {"lat": 40.6892, "lon": -74.0445}, "lon": 2.2945}',
        '{"candidates": [[48.8584, 2.2945], [40.6892, -74.0445]]}',
        '{"candidates": ["48.8584, 2.2945", "40.6892, -74.0445"]}',
        '{"type": "MultiPoint", "coordinates": [[2.2945, 48.8584], [-74.0445, 40.6892]]}',
        "[[48.8584, 2.2945], [40.6892, -74.0445]]",
        "Either (48.8584, 2.2945) or (40.6892, -74.0445).",
        "48.8584 N, 2.2945 E or 40.6892 N, 74.0445 W",
        "lat 48.8584 lon 2.2945\nlat 40.6892 lon -74.0445",
    ],
)
def test_the_first_answer_leads_and_all_are_kept(text: str) -> None:
    assert positions(read_reply(text)) == [TOWER, LIBERTY]


def test_the_first_valid_answer_wins() -> None:
    text = '{"lat": 95, "lon": 2} {"lat": 0, "lon": 0} {"lat": 48.8584, "lon": 2.2945}'
    assert read_reply(text) == ReadReply((LatLon(*TOWER),), "")


def test_equal_answers_count_once() -> None:
    text = '{"lat": 48.8584, "lon": 2.2945}{"lat": 1, "lon": 2}{"lat": "48.8584", "lon": 2.2945}'
    assert positions(read_reply(text)) == [TOWER, (1, 2)]


def test_keys_of_different_objects_make_no_pair() -> None:
    text = '[{"lat": 1}, {"lon": 2, "lat": 3}, {"lon": 4}]'
    assert positions(read_reply(text)) == [(3, 2)]


# Hostile


@pytest.mark.parametrize(
    "piece",
    [
        *("[", "{", "}", "[]", "{}", '"', "'", "\\", "`", "/*", "/**/", "//", "#\n", ":", ";"),
        *('{"a":', '{"lat":', '{"a":[', '{"lat":1,', '["lat":1,', '"\t\t', "a'", "a=", "<think>"),
        *("1", "1 ", "1,", "1.1,", "1-", "1:1", "1e", "1°", "1°1'", "N", "N1 ", "N1 E1 ", "-", "."),
        *("lat ", "lat 1 ", "long ", "coordinates 1,2 ", "\\u00b0", "1^{\\circ}", "\0", "\ud800"),
        *("[1.5,2.5],", '{"lat":1}', " ", "\n", "</think>"),
    ],
)
@pytest.mark.parametrize("start", ["", '{"', '{"lat":', '{"answer":["'])
def test_endless_repetition_is_read_to_its_end(piece: str, start: str) -> None:
    text = start + piece * (MAX_CHARACTERS // 4 // len(piece))
    assert read_reply(text).positions in ((), (LatLon(1, 1),), (LatLon(1.5, 2.5),))


def test_deep_nesting_is_no_recursion() -> None:
    text = '{"answer":' + "[" * 40_000 + "48.8584,2.2945" + "]" * 40_000 + "}"
    assert positions(read_reply(text)) == [TOWER]


def test_many_keys_that_differ_are_one_contradiction() -> None:
    many = "".join(f'"lat":{n},"lat_ref":"{n}",' for n in range(3000))
    assert counted(read_reply("{" + many + '"lon":1}')) == "contradiction"


def test_of_ten_megabytes_only_the_beginning_is_read() -> None:
    assert positions(read_reply(WHOLE + " " * 10_000_000)) == [TOWER]
    late = read_reply("x" * 10_000_000 + WHOLE)
    assert counted(late) == "the reply is too long"
    assert str(MAX_CHARACTERS) in late.reason


def test_the_limit_cuts_like_an_end() -> None:
    text = '{"latitude": 48.8584, "longitude": 2.2945}'
    padding = " " * (MAX_CHARACTERS - len(text) + 3)
    assert counted(read_reply(padding + text)) == "the reply is too long"


# Properties


any_character = st.characters(exclude_categories=())
pieces = st.sampled_from(
    [
        *"{}[]()\"':,;.\\/#`+-=°\u2032\u2033\u2019\u201d\u00ba \n\t\ud800",
        *("latitude", "longitude", '"lat": ', '"lon": ', "lng", "long", '"coordinates": '),
        *("48", "2.5", "1e5", "-", "1e999", "NaN", "null", "true", "48°51'29.6\" N", "9" * 50),
        *(
            "N",
            "S",
            "E",
            "W",
            "O",
            "\u017f",
            "\u221a",
            " north ",
            "West",
            "/*",
            "*/",
            "//",
            "\\u00b0",
        ),
        *('{"lat": 1, "lon": 2}', "[1.5, 2.5]", "```json\n", "<think>", "</think>", "lat_ref"),
    ]
)
noise = st.one_of(
    st.text(),
    st.text(any_character),
    st.lists(pieces, max_size=30).map("".join),
    st.lists(st.one_of(pieces, st.text(any_character, max_size=3)), max_size=30).map("".join),
)


@given(text=noise, cut_off=st.booleans())
def test_no_text_makes_it_raise_and_what_it_accepts_is_in_range(
    *, text: str, cut_off: bool
) -> None:
    reply = read_reply(text, cut_off=cut_off)
    assert bool(reply.positions) != bool(reply.reason)
    assert reply.reason.isprintable()
    assert len(set(reply.positions)) == len(reply.positions)
    for lat, lon in positions(reply):
        assert math.isfinite(lat)
        assert math.isfinite(lon)
        assert abs(lat) <= 90
        assert abs(lon) <= 180
        assert (lat, lon) != (0, 0)


lats = st.floats(-90, 90)
lons = st.floats(-180, 180)
other_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(any_character),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
).filter(lambda value: not read_reply(json.dumps(value)).positions)


@given(
    lats,
    lons,
    st.sampled_from(["lat", "latitude", "Latitude", "LAT"]),
    st.sampled_from(["lon", "lng", "long", "longitude", "LONGITUDE"]),
    st.dictionaries(st.text(any_character).map("x{}".format), other_values, max_size=3),
    st.sampled_from([None, 0, 2]),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_it_reads_what_json_reads(
    lat, lon, lat_key, lon_key, others, indent, ascii_only, random
) -> None:
    assume((lat, lon) != (0, 0))
    items = [(lat_key, lat), (lon_key, lon), *others.items()]
    random.shuffle(items)
    text = json.dumps(dict(items), indent=indent, ensure_ascii=ascii_only)
    assert positions(read_reply(text)) == [(lat, lon)]
    assert positions(read_reply(f"Here:\n```json\n{text}\n```\nOf course.")) == [(lat, lon)]


def lettered(lat: str, lon: str) -> tuple[str, str]:
    """Put letters in place of the signs."""
    return (
        lat.lstrip("-") + ("° S" if lat.startswith("-") else "° N"),
        lon.lstrip("-") + ("° W" if lon.startswith("-") else "° E"),
    )


@given(lats, lons, st.integers(1, 9))
def test_decimals_come_back_within_their_digits(lat: float, lon: float, digits: int) -> None:
    plain = f"{lat:.{digits}f}", f"{lon:.{digits}f}"
    assume(any(map(float, plain)))
    comma = [number.replace(".", ",") for number in plain]
    letters = lettered(*plain)
    for text in (
        "latitude: {}, longitude: {}".format(*plain),
        "({}, {})".format(*plain),
        "The coordinates are {}, {}.".format(*plain),
        "The photo was taken at {}, {}.".format(*letters),
        '{{"latitude": "{}", "longitude": "{}"}}'.format(*letters),
        '{{"latitude": "{}", "longitude": "{}"}}'.format(*comma),
        '{{"latitude": {}, "longitude": {}}}'.format(*comma),
        "Latitude {}; longitude {}".format(*comma),
        "{} {}".format(*lettered(*comma)),
    ):
        assert positions(read_reply(text)) == [tuple(map(float, plain))], text


def sexagesimal(tenths: int, letters: str, form: str) -> str:
    rest, tenth = divmod(abs(tenths), 10)
    rest, second = divmod(rest, 60)
    degree, minute = divmod(rest, 60)
    return form.format(degree, minute, f"{second}.{tenth}", letters[tenths < 0])


@given(
    st.integers(-90 * 36000, 90 * 36000),
    st.integers(-180 * 36000, 180 * 36000),
    st.sampled_from(
        [
            "{0}°{1}'{2}\" {3}",
            "{0}° {1}\u2032 {2}\u2033{3}",
            "{0}\u00ba{1:02}\u2019{2}\u201d{3}",
            "{3} {0}° {1}' {2}''",
            "{3} {0} {1} {2}",
            "{0} {1} {2} {3}",
            "{0}:{1:02}:{2} {3}",
            "{0} degrees {1} minutes {2} seconds {3}",
        ]
    ),
)
def test_degrees_minutes_and_seconds_come_back(lat: int, lon: int, form: str) -> None:
    assume(lat or lon)
    written = sexagesimal(lat, "NS", form), sexagesimal(lon, "EW", form)
    for text in (
        "The photo was taken at {}, {}.".format(*written),
        json.dumps(dict(zip(("latitude", "longitude"), written, strict=True))),
        json.dumps({"coordinates": list(written)}),
        "latitude: {}\nlongitude: {}".format(*written),
    ):
        assert positions(read_reply(text)) == [pytest.approx((lat / 36000, lon / 36000))], text


@given(lats, lons, st.integers(0, 80))
def test_a_cut_reply_says_the_truth_or_nothing(lat: float, lon: float, length: int) -> None:
    assume((lat, lon) != (0, 0))
    text = json.dumps({"latitude": lat, "longitude": lon, "why": "48.85 N, 2.29 E"})
    assert positions(read_reply(text[:length], cut_off=True)) in ([], [(lat, lon)])
