"""A gallery once it is built: opening, searching, checking, and every way of being damaged."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import CancelledError, EncoderMismatchError, GalleryError
from g3desktop.domain.geometry import LatLon
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.engine.gallery.search import ExactSearch
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.gallery.table import content_id, read_records, reading
from g3desktop.engine.photo import read_photo
from tests.fakes import FakeEncoder, FakeTextEncoder
from tests.pictures import write_photo, write_photos


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gallery of twelve photos; do not write in it."""
    root = tmp_path_factory.mktemp("built")
    write_photos(root / "photos", 12)
    build_gallery(BuildPlan(root / "photos", "mine", root / "galleries"), FakeEncoder())
    return root / "galleries" / "mine"


@pytest.fixture
def copied(built: Path, tmp_path: Path) -> Path:
    """A copy of it to damage."""
    return shutil.copytree(built, tmp_path / "mine")


def vectors_file(folder: Path) -> Path:
    return next(folder.glob("vectors-*.npy"))


def table_file(folder: Path) -> Path:
    return next(folder.glob("rows-*.sqlite"))


def squares(built: Path, encoder: FakeEncoder) -> np.ndarray:
    gallery = Gallery.open(built)
    pixels = [read_photo(gallery.row(row).file).pixels for row in range(gallery.rows)]
    return encoder.encode_images([encoder.prepare(p) for p in pixels]).concatenated()


def test_a_photo_finds_its_own_row_first(built: Path):
    gallery = Gallery.open(built)
    queries = squares(built, FakeEncoder())
    rows, cosines = gallery.nearest(queries, 3)
    assert rows.shape == cosines.shape == (12, 3)
    assert (rows[:, 0] == np.arange(12)).all()
    assert cosines[:, 0] == pytest.approx(1, abs=1e-3)
    assert (np.diff(cosines, axis=1) <= 0).all()
    assert cosines.dtype == np.float32
    assert rows.dtype == np.int64


def test_nearest_and_farthest_agree_with_all_cosines(built: Path):
    gallery = Gallery.open(built)
    queries = squares(built, FakeEncoder())
    all_cosines = np.stack([gallery.cosines(query, np.arange(12)) for query in queries])
    products = queries @ gallery.vectors(range(12)).T
    assert all_cosines == pytest.approx(np.clip(products / 2, -1, 1), abs=1e-6)
    rows, cosines = gallery.nearest(queries, 12)
    assert np.take_along_axis(all_cosines, rows, 1) == pytest.approx(cosines, abs=1e-6)
    rows, cosines = gallery.farthest(queries, 2)
    assert cosines == pytest.approx(np.sort(all_cosines, axis=1)[:, :2], abs=1e-6)


def test_excluded_rows_are_not_found(built: Path):
    gallery = Gallery.open(built)
    queries = squares(built, FakeEncoder())[:3]
    rows, cosines = gallery.nearest(queries, 4, exclude_rows=[{0}, {1, 5, 99, -1}, set()])
    assert rows.shape == (3, 4)
    assert 0 not in rows[0]
    assert not {1, 5} & set(rows[1])
    assert rows[2, 0] == 2
    assert (np.diff(cosines, axis=1) <= 0).all()
    rows, _ = gallery.farthest(queries, 4, exclude_rows=[{0}, {1}, {2}])
    assert (rows != np.arange(3)[:, None]).all()


def test_fewer_rows_return_where_fewer_are_left(built: Path):
    gallery = Gallery.open(built)
    queries = squares(built, FakeEncoder())[:2]
    assert gallery.nearest(queries, 100)[0].shape == (2, 12)
    rows, _ = gallery.nearest(queries, 100, exclude_rows=[set(range(10)), {3}])
    assert rows.shape == (2, 2)
    assert set(rows[0]) == {10, 11}
    rows, cosines = gallery.nearest(queries, 5, exclude_rows=[range(12), ()])
    assert rows.shape == cosines.shape == (2, 0)
    assert gallery.nearest(queries[:0], 5)[0].shape == (0, 5)


def test_questions_that_make_no_sense_are_refused(built: Path):
    gallery = Gallery.open(built)
    with pytest.raises(ValueError, match="7 numbers for rows of 32"):
        gallery.nearest(np.zeros((1, 7), dtype=np.float32), 1)
    with pytest.raises(ValueError, match="1 exclusions for 2 queries"):
        gallery.nearest(np.zeros((2, 32), dtype=np.float32), 1, exclude_rows=[()])
    with pytest.raises(IndexError, match="row 12 of 12"):
        gallery.row(12)
    with pytest.raises(IndexError):
        gallery.row(-1)


@given(data=st.data())
def test_search_equals_sorting_everything(data: st.DataObject):
    rng = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    count, k = data.draw(st.integers(1, 40)), data.draw(st.integers(1, 50))
    vectors = rng.normal(size=(count, 6)).astype(np.float32)
    queries = rng.normal(size=(2, 6)).astype(np.float32)
    excluded = [data.draw(st.sets(st.integers(0, 45), max_size=10)) for _ in queries]
    rows, _ = ExactSearch(vectors, 2).nearest(queries, k, exclude_rows=excluded)
    for query, found, out in zip(queries, rows, excluded, strict=True):
        order = [int(row) for row in np.argsort(-(vectors @ query)) if row not in out]
        assert list(found) == order[: len(found)]
    left = min(count - len([row for row in out if row < count]) for out in excluded)
    assert rows.shape[1] == min(k, left)


def test_a_row_keeps_the_facts_of_its_photo(tmp_path: Path):
    photo = write_photo(
        tmp_path / "photos" / "a.jpg",
        (48.8584, 2.2945),
        author="Ann Example",
        title="The Tower",
        taken_at="2020:01:02 03:04:05",
    )
    plan = BuildPlan(
        photo.parent, "mine", tmp_path / "g", describe=lambda where: [f"{len(where)} Paris"]
    )
    gallery = build_gallery(plan, FakeEncoder()).gallery
    row = gallery.row(0)
    assert (row.file, row.author, row.title) == (photo, "Ann Example", "The Tower")
    assert row.taken_at is not None
    assert row.taken_at.startswith("2020-01-02T03:04:05")
    assert (row.where.lat_deg, row.where.lon_deg) == pytest.approx((48.8584, 2.2945), abs=1e-6)
    assert row.description == "1 Paris"
    assert row.image == row.thumbnail
    assert row.image.read_bytes()[:2] == b"\xff\xd8"
    assert gallery.rows_with_sha256(row.sha256) == [0]
    assert gallery.rows_with_sha256("0" * 64) == []
    assert gallery.count_without_sha256() == 0
    assert gallery.rows_by_author(" ann  EXAMPLE") == [0]
    assert gallery.rows_by_author("Ann") == []
    assert gallery.lat_lon_deg.tolist() == [[row.where.lat_deg, row.where.lon_deg]]
    row.thumbnail.unlink()
    assert row.image == photo
    photo.unlink()
    assert row.image is None


def test_a_gallery_may_have_three_parts(tmp_path: Path):
    write_photos(tmp_path / "photos", 5)
    encoder = FakeTextEncoder()
    gallery = build_gallery(BuildPlan(tmp_path / "photos", "g3", tmp_path / "g"), encoder).gallery
    queries = squares(gallery.folder, encoder)
    assert gallery.parts == 3
    assert queries.shape[1] == 42
    assert gallery.nearest(queries, 1)[1] == pytest.approx(1, abs=1e-3)
    assert gallery.vectors(range(5)) == pytest.approx(queries, abs=1e-3)
    assert gallery.vectors(range(5)).dtype == np.float32
    assert verify_gallery(gallery.folder).rows == 5


def test_another_encoder_is_refused(built: Path):
    gallery = Gallery.open(built)
    gallery.require_encoder("fake-1")
    with pytest.raises(
        EncoderMismatchError, match="mine was made by the encoder fake-1, not by g3"
    ):
        gallery.require_encoder("g3-1")


def test_opens_from_a_read_only_folder_with_an_odd_name(built: Path, tmp_path: Path):
    folder = shutil.copytree(built, tmp_path / "50% of #1?")
    for path in [*folder.iterdir(), folder]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = sorted(folder.iterdir())
    try:
        gallery = verify_gallery(folder)
        assert gallery.name == "50% of #1?"
        assert gallery.row(3).where == Gallery.open(built).row(3).where
        assert sorted(folder.iterdir()) == before
    finally:
        for path in [folder, *folder.iterdir()]:
            path.chmod(0o755)


def test_a_sound_gallery_is_verified_with_progress(built: Path):
    seen = []
    verify_gallery(built, report=seen.append)
    assert seen[-1].done == seen[-1].total == 12
    with pytest.raises(CancelledError):
        verify_gallery(built, cancelled=lambda: True)


def test_a_missing_gallery_is_named(tmp_path: Path):
    with pytest.raises(GalleryError, match=r"There is no gallery at .*nowhere") as caught:
        Gallery.open(tmp_path / "nowhere")
    assert caught.value.exit_status == 4
    assert caught.value.hint


@pytest.mark.parametrize("find", [vectors_file, table_file, lambda folder: folder / "gallery.json"])
@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "longer"])
def test_a_missing_or_cut_file_is_named_at_opening(
    copied: Path, find: Callable[[Path], Path], damage: str
):
    path = find(copied)
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes({"empty": b"", "cut": content[:-9], "longer": content + b"x"}[damage])
    with pytest.raises(GalleryError) as caught:
        Gallery.open(copied)
    assert str(path) in str(caught.value)
    assert "build it again" in caught.value.hint


@pytest.mark.parametrize("find", [vectors_file, table_file])
@pytest.mark.parametrize("where", [0, 100, -1])
def test_a_changed_byte_is_found(copied: Path, find: Callable[[Path], Path], where: int):
    path = find(copied)
    content = bytearray(path.read_bytes())
    content[where] ^= 0x55
    path.write_bytes(content)
    with pytest.raises(GalleryError) as caught:
        verify_gallery(copied)
    assert str(path) in str(caught.value)


def test_a_table_damaged_after_opening_is_named(copied: Path):
    gallery = Gallery.open(copied)
    path = table_file(copied)
    path.write_bytes(b"SQLite format 3\0" + b"\x99" * (path.stat().st_size - 16))
    with pytest.raises(GalleryError, match="damaged") as caught:
        gallery.row(0)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": 3}, "format 3"),
        ({"format": 1}, "vectors"),
        ({"format": "2"}, "format"),
        ({"rows": 11}, "instead of"),
        ({"rows": 0}, "make no sense"),
        ({"rows": 13}, "make no sense"),
        ({"segments": []}, "make no sense"),
        ({"gps_dim": -1}, "make no sense"),
        ({"gps_dim": 13}, "instead of"),
        ({"removed": "../../secret.npy"}, "names the file"),
        ({"removed": ""}, "names the file"),
        ({"files": []}, "names the file"),
    ],
)
def test_a_description_that_does_not_fit_is_refused(copied: Path, change: dict, words: str):
    path = copied / "gallery.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | change))
    with pytest.raises(GalleryError, match=words):
        Gallery.open(copied)


def test_a_file_beyond_the_folder_is_never_opened(copied: Path):
    path = copied / "gallery.json"
    manifest = json.loads(path.read_text())
    outside = shutil.copy(vectors_file(copied), copied.parent / "outside.npy")
    manifest["segments"][0]["vectors"] = manifest["files"][0]["path"] = "../outside.npy"
    path.write_text(json.dumps(manifest))
    with pytest.raises(GalleryError, match="names the file"):
        Gallery.open(copied)
    assert Path(outside).exists()


def test_pickled_vectors_are_refused(copied: Path):
    path = vectors_file(copied)
    np.save(path, np.array([{}], dtype=object), allow_pickle=True)
    fit_size(copied, path)
    with pytest.raises(GalleryError, match="Python objects"):
        Gallery.open(copied)


def fit_size(folder: Path, path: Path) -> None:
    manifest = json.loads((folder / "gallery.json").read_text())
    for file in manifest["files"]:
        if file["path"] == path.name:
            file["size"] = path.stat().st_size
    (folder / "gallery.json").write_text(json.dumps(manifest))


def resign(folder: Path) -> None:
    """Make sizes and hashes fit what the files now hold."""
    manifest = json.loads((folder / "gallery.json").read_text())
    for file in manifest["files"]:
        content = (folder / file["path"]).read_bytes()
        file |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "gallery.json").write_text(json.dumps(manifest))


def rename(folder: Path) -> None:
    """Make the id fit the content."""
    manifest = json.loads((folder / "gallery.json").read_text())
    dims = manifest["image_dim"], manifest["text_dim"], manifest["gps_dim"]
    (segment,) = manifest["segments"]
    sha256 = {file["path"]: file["sha256"] for file in manifest["files"]}[segment["vectors"]]
    with reading(table_file(folder)) as connection:
        records = list(read_records(connection))
    manifest["id"] = segment["id"] = content_id(manifest["encoder_id"], dims, sha256, records)
    (folder / "gallery.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE rows SET lat = 91 WHERE row = 3", "outside the globe"),
        ("UPDATE rows SET row = 40 WHERE row = 3", "rows run from 0 to 40|holds 41 rows"),
        ("UPDATE rows SET lat = lat + 0.1", "id does not name"),
    ],
)
def test_a_table_that_was_tampered_with_is_found(copied: Path, statement: str, words: str):
    with closing(sqlite3.connect(table_file(copied))) as connection, connection:
        connection.execute(statement)
    resign(copied)
    with pytest.raises(GalleryError, match=words):
        verify_gallery(copied)


@pytest.mark.parametrize("value", [0.0, np.nan, 3.0])
def test_a_vector_that_is_not_of_unit_length_is_found(copied: Path, value: float):
    path = vectors_file(copied)
    vectors = np.load(path)
    vectors[7, 20:] = value
    np.save(path, vectors)
    resign(copied)
    rename(copied)
    with pytest.raises(GalleryError, match="row 7 is not a unit vector"):
        verify_gallery(copied)


@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_a_damaged_thumbnail_is_found_but_does_not_stop_the_gallery(copied: Path, damage: str):
    gallery = Gallery.open(copied)
    path = gallery.row(4).thumbnail
    assert path is not None
    if damage == "missing":
        path.unlink()
    else:
        path.write_bytes(b"x")
    with pytest.raises(GalleryError) as caught:
        verify_gallery(copied)
    assert str(path) in str(caught.value)
    assert gallery.row(4).where == LatLon(*gallery.lat_lon_deg[4])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps open files")
def test_a_reader_is_told_when_the_gallery_was_added_to(tmp_path: Path):
    photos = tmp_path / "photos"
    write_photos(photos, 3)
    plan = BuildPlan(photos, "mine", tmp_path / "g")
    reader = build_gallery(plan, FakeEncoder()).gallery
    write_photo(photos / "new.jpg", (5, 5), seed=77)
    build_gallery(plan, FakeEncoder())
    with pytest.raises(GalleryError, match="added to in the meantime"):
        reader.row(0)
    queries = reader.vectors(range(3))
    assert (reader.nearest(queries, 1)[0][:, 0] == np.arange(3)).all()
