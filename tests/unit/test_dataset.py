"""What training reads: lists, splits, leaks, and the cache of decoded photos."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from g3desktop.domain.errors import CancelledError, EngineError, UsageError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.photo import Pixels
from g3desktop.domain.work import Progress, ignore_progress, never_cancelled
from g3desktop.engine.alignment.dataset import (
    LabelledPhoto,
    hash_photos,
    hold_out,
    in_order,
    list_photos,
    read_extra_positions,
    refuse_leaks,
)
from g3desktop.engine.alignment.photo_cache import PreparedPhotos, Squares, prepare_photos
from g3desktop.engine.alignment.starter import prepare_square
from g3desktop.engine.alignment.training_photos import HeldOut, PhotoSource, gather_photos
from tests.pictures import write_photo, write_photos


def small_square(pixels: Pixels) -> Pixels:
    return prepare_square(pixels, 16, "centre")


SQUARES = Squares(small_square, 16, whole_px=24)


def hashed(photos: tuple[LabelledPhoto, ...]) -> tuple[LabelledPhoto, ...]:
    return hash_photos(photos, report=ignore_progress, cancelled=never_cancelled).photos


def prepared(photos: tuple[LabelledPhoto, ...], cache: Path) -> PreparedPhotos:
    return prepare_photos(
        hashed(photos), SQUARES, cache=cache, report=ignore_progress, cancelled=never_cancelled
    )


def table(tmp_path: Path, *rows: str, header: str = "file,lat,lon,set,precision_km") -> Path:
    path = tmp_path / "photos.csv"
    path.write_text("\n".join((header, *rows)) + "\n")
    return path


def test_csv_rows_carry_set_and_precision(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        write_photo(tmp_path / name)
    listed = list_photos(tmp_path, table(tmp_path, "a.jpg,1,2,alps,0.1", "b.jpg,3,4,,x"))
    assert [(p.file, p.where, p.group, p.precision_km) for p in listed.photos] == [
        ("a.jpg", LatLon(1, 2), "alps", 0.1),
        ("b.jpg", LatLon(3, 4), "", 0.0),
    ]


def test_bad_rows_are_named_and_good_ones_used(tmp_path: Path) -> None:
    write_photo(tmp_path / "a.jpg")
    listed = list_photos(
        tmp_path, table(tmp_path, "a.jpg,1,2,s,", "gone.jpg,1,2,s,", "a.jpg,nan,2,s,", "a.jpg,91,0")
    )
    assert [photo.file for photo in listed.photos] == ["a.jpg"]
    assert ["line 3" in p or "line 4" in p or "line 5" in p for p in listed.problems] == [True] * 3


def test_rows_are_chosen_by_column(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        write_photo(tmp_path / name)
    path = table(tmp_path, "a.jpg,1,2,x,", "b.jpg,1,2,y,")
    assert [p.file for p in list_photos(tmp_path, path, only={"set": "y"}).photos] == ["b.jpg"]
    with pytest.raises(UsageError, match="set=z"):
        list_photos(tmp_path, path, only={"set": "z"})
    with pytest.raises(UsageError, match="CSV"):
        list_photos(tmp_path, only={"set": "y"})


def test_folder_without_photos_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no usable photo"):
        list_photos(tmp_path)


def photos_of(*groups: str) -> list[LabelledPhoto]:
    return [
        LabelledPhoto(f"{n}.jpg", Path(f"{n}.jpg"), LatLon(0, n), group)
        for n, group in enumerate(groups)
    ]


def test_named_sets_are_held_out_whole() -> None:
    kept, away = hold_out(photos_of("a", "b", "a", "c"), groups=("a",), seed=0)
    assert [p.group for p in kept] == ["b", "c"]
    assert [p.group for p in away] == ["a", "a"]


def test_unknown_set_is_named() -> None:
    with pytest.raises(UsageError, match="alps"):
        hold_out(photos_of("a"), groups=("alps",), seed=0)


def test_nothing_left_is_refused() -> None:
    with pytest.raises(UsageError, match="none is left"):
        hold_out(photos_of("a", "a"), groups=("a",), seed=0)


@given(st.lists(st.sampled_from("abcdef"), min_size=4, max_size=40), st.integers(0, 99))
@settings(max_examples=60)
def test_share_takes_whole_sets_and_no_photo_twice(groups: list[str], seed: int) -> None:
    photos = photos_of(*groups)
    kept, away = hold_out(photos, share=0.3, seed=seed)
    assert {p.group for p in kept}.isdisjoint(p.group for p in away)
    assert sorted((*kept, *away), key=lambda p: int(p.file[:-4])) == photos
    assert (kept, away) == hold_out(photos, share=0.3, seed=seed)


def test_leak_is_refused_and_named(tmp_path: Path) -> None:
    photos = write_photos(tmp_path / "train", 4)
    away = tmp_path / "held"
    away.mkdir()
    shutil.copyfile(photos[1], away / "copy.jpg")
    write_photo(away / "other.jpg", (1, 1), seed=77)
    with pytest.raises(UsageError, match=r"1 training photos also .*0001\.jpg.*copy\.jpg"):
        gather_photos(
            PhotoSource(tmp_path / "train"),
            HeldOut(PhotoSource(away)),
            SQUARES,
            cache=tmp_path / "cache",
            report=ignore_progress,
            cancelled=never_cancelled,
        )
    assert not (tmp_path / "cache").exists()


def test_leak_between_sets_of_one_table_is_refused(tmp_path: Path) -> None:
    write_photo(tmp_path / "a.jpg", seed=1)
    shutil.copyfile(tmp_path / "a.jpg", tmp_path / "b.jpg")
    source = PhotoSource(tmp_path, table(tmp_path, "a.jpg,1,2,x,", "b.jpg,1,2,y,"))
    with pytest.raises(UsageError, match="also stand in the held-out set"):
        gather_photos(
            source,
            HeldOut(groups=("y",)),
            SQUARES,
            cache=tmp_path / "cache",
            report=ignore_progress,
            cancelled=never_cancelled,
        )


def test_many_leaks_are_counted() -> None:
    photos = [LabelledPhoto(f"{n}.jpg", Path(), None, sha256=str(n)) for n in range(9)]
    with pytest.raises(UsageError, match=r"9 training photos .* and 4 more"):
        refuse_leaks(photos, photos)


def test_folder_photos_take_their_position_from_exif(tmp_path: Path) -> None:
    write_photo(tmp_path / "in" / "roll" / "a.jpg", (12.5, -33.25), size=(64, 32))
    write_photo(tmp_path / "in" / "b.jpg", seed=2)
    (tmp_path / "in" / "c.jpg").write_bytes(b"no photo")
    (tmp_path / "in" / "d.jpg").touch()
    notes: list[Progress] = []
    learn, held = gather_photos(
        PhotoSource(tmp_path / "in"),
        HeldOut(),
        SQUARES,
        cache=tmp_path / "cache",
        report=notes.append,
        cancelled=never_cancelled,
    )
    assert held is None
    assert [photo.file for photo in learn.photos] == [str(Path("roll", "a.jpg"))]
    assert learn.photos[0].group == "roll"
    np.testing.assert_allclose(learn.lat_lon_deg, [[12.5, -33.25]], atol=1e-3)
    assert learn.aspects.tolist() == [2.0]
    for name in ("b.jpg", "c.jpg", "d.jpg"):
        assert any(name in note.note for note in notes)


def test_same_content_twice_is_used_once(tmp_path: Path) -> None:
    write_photo(tmp_path / "a.jpg", (1, 1))
    shutil.copyfile(tmp_path / "a.jpg", tmp_path / "b.jpg")
    result = hash_photos(
        list_photos(tmp_path).photos, report=ignore_progress, cancelled=never_cancelled
    )
    assert [photo.file for photo in result.photos] == ["a.jpg"]
    assert "b.jpg" in result.problems[0]


def test_second_call_decodes_nothing(tmp_path: Path) -> None:
    paths = write_photos(tmp_path / "in", 5)
    photos = list_photos(tmp_path / "in").photos
    first = prepared(photos, tmp_path / "cache")
    seen: list[Progress] = []
    for path in paths:
        path.chmod(0o000)
    again = prepare_photos(
        hashed_as(first),
        SQUARES,
        cache=tmp_path / "cache",
        report=seen.append,
        cancelled=never_cancelled,
    )
    assert not seen
    np.testing.assert_array_equal(first.prepared, again.prepared)
    np.testing.assert_array_equal(first.whole, again.whole)
    assert first.prepared.shape == (5, 16, 16, 3)
    assert first.whole.shape == (5, 24, 24, 3)
    assert first.fingerprint() == again.fingerprint()


def hashed_as(photos: PreparedPhotos) -> tuple[LabelledPhoto, ...]:
    """Return photos as they were before their EXIF was read."""
    return tuple(
        LabelledPhoto(p.file, p.path, None, p.group, p.precision_km, p.sha256)
        for p in photos.photos
    )


def test_squares_are_what_the_encoder_prepares(tmp_path: Path) -> None:
    from g3desktop.engine.photo import read_photo

    (path,) = write_photos(tmp_path / "in", 1)
    rows = prepared(list_photos(tmp_path / "in").photos, tmp_path / "cache")
    np.testing.assert_array_equal(rows.prepared[0], small_square(read_photo(path).pixels))


def test_another_cut_is_another_cache(tmp_path: Path) -> None:
    write_photos(tmp_path / "in", 1)
    photos = hashed(list_photos(tmp_path / "in").photos)
    rows = [
        prepare_photos(
            photos,
            Squares(lambda pixels, crop=crop: prepare_square(pixels, 16, crop), 16),
            cache=tmp_path / "cache",
            report=ignore_progress,
            cancelled=never_cancelled,
        ).prepared
        for crop in ("centre", "whole")
    ]
    assert not np.array_equal(*rows)


def test_cancelled_leaves_no_half_cache(tmp_path: Path) -> None:
    write_photos(tmp_path / "in", 5)
    photos = hashed(list_photos(tmp_path / "in").photos)
    calls = iter([False, False, True])
    with pytest.raises(CancelledError):
        prepare_photos(
            photos,
            SQUARES,
            cache=tmp_path / "cache",
            report=ignore_progress,
            cancelled=lambda: next(calls),
        )
    assert list((tmp_path / "cache").iterdir()) == []


def test_damaged_cache_is_named(tmp_path: Path) -> None:
    write_photos(tmp_path / "in", 3)
    photos = list_photos(tmp_path / "in").photos
    prepared(photos, tmp_path / "cache")
    (binary,) = (tmp_path / "cache").glob("*.bin")
    binary.write_bytes(binary.read_bytes()[:-1])
    with pytest.raises(EngineError, match="damaged"):
        prepared(photos, tmp_path / "cache")


def test_cache_that_cannot_be_written_is_an_error_of_the_engine(tmp_path: Path) -> None:
    write_photos(tmp_path / "in", 1)
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(EngineError, match="cache"):
        prepared(list_photos(tmp_path / "in").photos, tmp_path / "cache")


def test_extra_positions(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text("LON,LAT\n-72.5,-50.25\n180,90\n\n")
    np.testing.assert_array_equal(read_extra_positions(path), [[-50.25, -72.5], [90, 180]])


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("a,b\n1,2\n", "lat and lon"),
        ("", "lat and lon"),
        ("lat,lon\n91,0\n", "position 1"),
        ("lat,lon\n0,1\nnan,0\n", "position 2"),
        ("lat,lon\nhere,there\n", "no position"),
        ("lat,lon\n1\n", "no position"),
    ],
)
def test_bad_extra_positions_are_named(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "places.csv"
    path.write_text(content)
    with pytest.raises(UsageError, match=named) as caught:
        read_extra_positions(path)
    assert str(path) in str(caught.value)


def test_results_come_in_order_and_errors_come_through() -> None:
    assert [r for _, r in in_order(lambda n: n * n, range(50))] == [n * n for n in range(50)]
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda n: 1 // n, [1, 0, 1]))
