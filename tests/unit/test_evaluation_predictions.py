"""Predictions of other programs, and the photos that they are for."""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import UsageError
from g3desktop.domain.geometry import LatLon
from g3desktop.evaluation.outcomes import Dataset, LeftOut, Query
from g3desktop.evaluation.predictions import (
    Predicted,
    Predictions,
    match,
    read_predictions,
)

REFERENCE = [
    f"{label}_{sample}_{what}"
    for label in ("zs", "5_rag", "10_rag", "15_rag")
    for sample in range(2)
    for what in ("latitude", "longitude")
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "predictions.csv"


def read(file: Path, content: str) -> Predictions:
    file.write_text(content, encoding="utf-8", newline="")
    return read_predictions(file)


def dataset(names: Sequence[str], *, left_out: Sequence[str] = ()) -> Dataset:
    queries = [
        Query(line, name, Path("photos") / name, LatLon(1, 2)) for line, name in enumerate(names, 2)
    ]
    missing = [LeftOut(100 + line, name, "has no file") for line, name in enumerate(left_out)]
    return Dataset("made-up", "plain", "0" * 64, tuple(queries), missing=tuple(missing))


def predictions(*names: str) -> Predictions:
    """One prediction for each name, told apart by its latitude: 0, 1, 2 and so on."""
    return Predictions(
        "positions", {name: (Predicted(LatLon(lat, 0)),) for lat, name in enumerate(names)}
    )


def used(found: Sequence[Sequence[Predicted]]) -> list[list[float]]:
    return [[one.where.lat_deg for one in several] for several in found]


@pytest.mark.parametrize(
    "header",
    [
        "file,lat,lon",
        "FileName,Latitude,Longitude",
        "IMG_ID,LAT,LON",
        "name,lat,lng",
        "id,latitude,long",
        # Beside the truth: what the reference code, GeoEstimation and we write.
        "IMG_ID,LAT_pred,LON_pred,LAT,LON",
        "img_id,predicted_lat,predicted_long,gt_lat,gt_long",
        "img_id,pred_lat,pred_lng,lat,lng",
        "name,answer_lat,answer_lon,lat,lon",
    ],
)
def test_reads_one_position_for_each_photo(file: Path, header: str):
    truth = ",7,8" if header.count(",") > 2 else ""
    found = read(file, f"{header}\na.jpg,48.5,2.25{truth}\nb.jpg,-90,180{truth}\n")
    assert found == Predictions(
        "positions",
        {"a.jpg": (Predicted(LatLon(48.5, 2.25)),), "b.jpg": (Predicted(LatLon(-90, 180)),)},
    )


@pytest.mark.parametrize("header", ["file,pred_lat,lat,lon", "file,lon_predicted,lon,lat"])
def test_never_takes_half_a_position_from_the_truth(file: Path, header: str):
    with pytest.raises(UsageError, match="has no column pred_"):
        read(file, f"{header}\na.jpg,1,2,3\n")


def test_reads_the_reference_layout(file: Path):
    header = ["IMG_ID", "AUTHOR", "LAT", "LON", *REFERENCE]
    row = ["a.jpg", "Ann", "80", "80", *[str(place + 0.5) for place in range(len(REFERENCE))]]
    found = read(file, f"{','.join(header)}\n{','.join(row)}\n")
    assert found.layout == "reference"
    assert found.by_name == {
        "a.jpg": tuple(
            Predicted(LatLon(2 * index + 0.5, 2 * index + 1.5), prompt, index % 2)
            for index, prompt in enumerate([0, 0, 5, 5, 10, 10, 15, 15])
        )
    }
    assert found.refused == ()


def test_prompts_and_samples_have_an_order_whatever_the_columns(file: Path):
    labels = ["10_rag_0", "5_rag_10", "zs_1", "5_rag_9", "zs_0"]
    header = [f"{label}_{what}" for label in labels for what in ("longitude", "latitude")]
    found = read(file, f"{','.join(header)},img_id\n{'1,' * 10}x\n")
    order = [(one.prompt, one.sample) for one in found.by_name["x"]]
    assert order == [(0, 0), (0, 1), (5, 9), (5, 10), (10, 0)]


@pytest.mark.parametrize(
    ("lat", "lon", "reason"),
    [
        ("0.0", "0.0", "latitude 0 and longitude 0 stand for a reply without a position"),
        ("", "", "has no latitude"),
        ("nan", "nan", "latitude 'nan' is not a number"),
        ("95.5", "200.5", "latitude 95.5 is outside -90 to 90"),
        ("1.5", "250.5", "longitude 250.5 is outside -180 to 180"),
        (
            "I cannot say where this is",
            "1",
            "latitude 'I cannot say where this is' is not a number",
        ),
        ('"{""latitude"": 1, ""longitude"": 2}"', "2", "is not a number"),
    ],
)
def test_counts_replies_that_are_no_position(file: Path, lat: str, lon: str, reason: str):
    found = read(
        file,
        "IMG_ID,zs_0_latitude,zs_0_longitude,5_rag_0_latitude,5_rag_0_longitude\n"
        f"a.jpg,0.0,2.5,{lat},{lon}\n",
    )
    assert found.by_name == {"a.jpg": (Predicted(LatLon(0, 2.5), 0, 0),)}
    (refused,) = found.refused
    assert (refused.line, refused.name) == (2, "a.jpg")
    assert refused.reason.startswith("5_rag_0: ")
    assert reason in refused.reason


@pytest.mark.parametrize(
    ("count", "taken"), [(1, (0,)), (2, (0, 3)), (3, (0, 3, 10)), (9, (0, 3, 10))]
)
def test_samples_with_the_lowest_numbers_count(file: Path, count: int, taken: tuple[int, ...]):
    labels = [f"{prompt}_{number}" for number in (10, 0, 3) for prompt in ("5_rag", "zs")]
    header = [f"{label}_{what}" for label in labels for what in ("latitude", "longitude")]
    # The first sample of one prompt is no position, and counts as a sample all the same.
    row = ["x" if "zs_0" in name else "1" for name in header]
    file.write_text(f"{','.join(header)},img_id\n{','.join(row)},a\n")
    found = read_predictions(file, samples=count)
    by_prompt = {
        prompt: tuple(one.sample for one in found.by_name["a"] if one.prompt == prompt)
        for prompt in (0, 5)
    }
    assert by_prompt == {0: taken[1:], 5: taken}
    assert found.samples == len(taken)
    assert read_predictions(file).samples == 3


def test_samples_that_are_left_out_are_not_refused(file: Path):
    file.write_text("img_id,zs_0_latitude,zs_0_longitude,zs_1_latitude,zs_1_longitude\na,1,2,x,2\n")
    assert read_predictions(file, samples=1).refused == ()
    assert len(read_predictions(file).refused) == 1


def test_one_position_for_each_photo_has_no_samples(file: Path):
    file.write_text("file,lat,lon\na.jpg,1,2\n")
    assert read_predictions(file).samples is None
    with pytest.raises(UsageError, match="no samples to count") as caught:
        read_predictions(file, samples=1)
    assert "--samples" in caught.value.hint


def test_a_photo_without_any_position_stays_a_photo(file: Path):
    found = read(file, "IMG_ID,zs_0_latitude,zs_0_longitude\na.jpg,0.0,0.0\nb.jpg,1.5,2.5\n")
    assert found.by_name["a.jpg"] == ()
    assert used(match(found, dataset(["a.jpg", "b.jpg"])).by_query) == [[], [1.5]]


def test_zero_is_a_position_where_each_photo_has_one(file: Path):
    assert read(file, "file,lat,lon\na.jpg,0,0\n").by_name["a.jpg"] == (Predicted(LatLon(0, 0)),)


def test_refuses_rows_by_their_line(file: Path):
    found = read(
        file,
        "file,lat,lon\na.jpg,1,2\n,3,4\na.jpg,5,6\nb.jpg,x,2\nc.jpg,1,2,3\nd.jpg,7,8\n",
    )
    assert [(one.line, one.name, one.reason) for one in found.refused] == [
        (3, "", "names no photo"),
        (4, "a.jpg", "is there already; the first row counts"),
        (5, "b.jpg", "latitude 'x' is not a number"),
        (6, "", "has 4 cells where the first line names 3"),
    ]
    assert {name: len(several) for name, several in found.by_name.items()} == {
        "a.jpg": 1,
        "b.jpg": 0,
        "d.jpg": 1,
    }


@pytest.mark.parametrize(
    ("content", "problem", "hint"),
    [
        ("", "is empty", "name the columns"),
        ("a,b\n1,2\n", "no column file", "name the photo"),
        ("file,x\na,2\n", "no column lat or lon", "pred_lat"),
        ("zs_0_latitude,zs_0_longitude\n1,2\n", "no column file", "name the photo"),
        ("img_id,zs_0_latitude\na,1\n", "no column zs_0_longitude", "both columns"),
        ("img_id,5_rag_1_longitude\na,1\n", "no column 5_rag_1_latitude", "both columns"),
        ("file,lat,lon\n", "has no prediction", ""),
        ("file,lat,lon\na.jpg,x,2\n", "has no prediction", "Line 2, a.jpg: latitude 'x'"),
    ],
)
def test_refuses_a_whole_file(file: Path, content: str, problem: str, hint: str):
    with pytest.raises(UsageError, match=problem) as caught:
        read(file, content)
    assert hint in caught.value.hint


def test_names_a_file_that_cannot_be_read(tmp_path: Path):
    with pytest.raises(UsageError, match=r"nowhere\.csv: No such file"):
        read_predictions(tmp_path / "nowhere.csv")


def test_matches_whole_names_first():
    found = match(
        predictions("b.jpg", "sub/a.jpg", "a.jpg"), dataset(["a.jpg", "sub/a.jpg", "c.jpg"])
    )
    assert used(found.by_query) == [[2], [1], []]
    assert (found.unknown, found.ambiguous) == (("b.jpg",), ())


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("a", "a.jpg"),
        ("a.png", "a.JPG"),
        ("images/test/a.jpg", "a"),
        (r"C:\photos\a.jpg", "sub/a.jpg"),
        ("./a.jpg", "a.jpg"),
        ("104_7c6_19_19355699@N00", "104_7c6_19_19355699@N00.jpg"),
        ("123.456", "123.456.jpg"),
    ],
)
def test_matches_names_without_folder_and_ending(name: str, query: str):
    assert used(match(predictions(name), dataset([query, "other.jpg"])).by_query) == [[0], []]


def test_never_chooses_among_photos_or_names():
    found = match(
        predictions("z", "a", "b.jpg", "b.png", "c.jpg", "c.png", "no.one"),
        dataset(["1/a.jpg", "2/a.jpg", "b", "c.jpg", "z.jpg"]),
    )
    assert used(found.by_query) == [[], [], [], [4], [0]]
    assert found.ambiguous == ("a", "b.jpg", "b.png", "c.png")
    assert found.unknown == ("no.one",)


def test_photos_that_are_left_out_are_not_unknown():
    found = match(
        predictions("a.jpg", "gone.jpg", "lost", "x"),
        dataset(["a.jpg", "1/x.jpg"], left_out=["gone.jpg", "1/lost.png", "2/x.jpg"]),
    )
    assert used(found.by_query) == [[0], []]
    assert found.unknown == ()
    # It may be the photo that is missing.
    assert found.ambiguous == ("x",)


def test_refuses_predictions_for_other_photos():
    with pytest.raises(UsageError, match=r"made-up: the first is for x\.jpg") as caught:
        match(predictions("x.jpg", "y.jpg"), dataset(["b.jpg", "a.jpg"]))
    assert "a.jpg" in caught.value.hint


DEGREES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(positions=st.lists(DEGREES, min_size=1, max_size=8), separator=st.sampled_from(",;\t"))
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    positions: list[tuple[float, float]],
    separator: str,
):
    file = tmp_path_factory.mktemp("round") / "x.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=separator)
        writer.writerow(["lon", "lat", "file"])
        writer.writerows(
            [repr(lon), repr(lat), f"{i}.jpg"] for i, (lat, lon) in enumerate(positions)
        )
    found = read_predictions(file)
    names = [f"{index}.jpg" for index in range(len(positions))]
    matched = match(found, dataset(names)).by_query
    assert [one.where for (one,) in matched] == [LatLon(*one) for one in positions]


@given(
    samples=st.dictionaries(
        st.tuples(st.sampled_from([0, 5, 10, 15]), st.integers(0, 12)),
        st.one_of(DEGREES, st.tuples(st.floats(), st.floats())),
        min_size=1,
        max_size=12,
    )
)
def test_every_reply_is_a_position_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    samples: dict[tuple[int, int], tuple[float, float]],
):
    file = tmp_path_factory.mktemp("replies") / "x.csv"
    labels = [f"{prompt}_rag_{n}" if prompt else f"zs_{n}" for prompt, n in samples]
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        names = [f"{label}_{what}" for label in labels for what in ("latitude", "longitude")]
        writer.writerow([*names, "IMG_ID"])
        writer.writerow([*[repr(value) for both in samples.values() for value in both], "a"])
    good = {
        key: (lat, lon)
        for key, (lat, lon) in samples.items()
        if math.isfinite(lat + lon) and abs(lat) <= 90 and abs(lon) <= 180 and (lat or lon)
    }
    if not good:
        with pytest.raises(UsageError, match="has no prediction"):
            read_predictions(file)
        return
    found = read_predictions(file)
    assert len(found.refused) == len(samples) - len(good)
    assert [((one.prompt, one.sample), one.where) for one in found.by_name["a"]] == [
        (key, LatLon(*good[key])) for key in sorted(good)
    ]


@given(
    header=st.sampled_from(["", "file,lat,lon", f"IMG_ID,{','.join(REFERENCE)}"]),
    content=st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    ),
)
def test_never_fails_in_another_way(
    tmp_path_factory: pytest.TempPathFactory, header: str, content: bytes
):
    file = tmp_path_factory.mktemp("fuzz") / "x.csv"
    file.write_bytes(f"{header}\na.jpg,{'1,' * 16}\n".encode() + content)
    try:
        found = read_predictions(file)
    except UsageError:
        return
    assert any(found.by_name.values())
