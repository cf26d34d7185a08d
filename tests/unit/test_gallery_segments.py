"""A gallery of several segments: what is written again when it grows, and what is not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from g3desktop.domain.errors import GalleryError
from g3desktop.engine.gallery import completion
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.gallery.update import UpdatePlan, update_gallery
from g3desktop.engine.photo import read_photo
from g3desktop.settings import find_resources
from tests.fakes import FakeEncoder
from tests.pictures import write_photo, write_photos

COMPACT_ROWS = 60


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighty photos; do not write in it."""
    folder = tmp_path_factory.mktemp("photos")
    write_photos(folder, 80)
    return folder


def grow(shelf: Path, photos: list[Path], tmp_path: Path, **how) -> Gallery:
    """Add some photos to a gallery."""
    folder = tmp_path / f"part{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    for path in photos:
        shutil.copy(path, folder)
    return build_gallery(BuildPlan(folder, "mine", shelf, **how), FakeEncoder()).gallery


def sizes(gallery: Gallery) -> list[int]:
    return [segment.rows for segment in gallery.manifest.segments]


def queries_of(photos: list[Path]) -> np.ndarray:
    encoder = FakeEncoder()
    pixels = [encoder.prepare(read_photo(path).pixels) for path in photos]
    return encoder.encode_images(pixels).concatenated()


def test_a_large_segment_stays_and_small_ones_grow(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(completion, "_MERGED_ROWS", 4)
    paths, shelf = sorted(photos.rglob("*.jpg")), tmp_path / "shelf"
    gallery = grow(shelf, paths[:20], tmp_path)
    large = gallery.manifest.segments[0]
    assert sizes(grow(shelf, paths[20:23], tmp_path)) == [20, 3]
    assert sizes(grow(shelf, paths[23:24], tmp_path)) == [20, 4]
    assert sizes(grow(shelf, paths[24:30], tmp_path)) == [20, 10]
    gallery = grow(shelf, paths[30:31], tmp_path)
    assert sizes(gallery) == [20, 10, 1]
    assert gallery.manifest.segments[0] == large
    whole = build_gallery(BuildPlan(photos, "whole", shelf), FakeEncoder()).gallery
    found, cosines = gallery.nearest(queries_of(paths[:31]), 5)
    true, true_cosines = whole.nearest(queries_of(paths[:31]), 5, exclude_rows=[range(31, 80)] * 31)
    assert (found == true).all()
    assert cosines == pytest.approx(true_cosines, abs=1e-6)
    assert [gallery.row(n).sha256 for n in range(31)] == [whole.row(n).sha256 for n in range(31)]
    assert (gallery.vectors(range(31)) == whole.vectors(range(31))).all()
    assert (gallery.lat_lon_deg == whole.lat_lon_deg[:31]).all()
    verify_gallery(gallery.folder)
    assert sizes(grow(shelf, paths[31:61], tmp_path)) == [61]
    named = {*Gallery.open(gallery.folder).manifest.named_files, "gallery.json", "thumbs"}
    assert {path.name for path in gallery.folder.iterdir()} == named


def test_many_rows_are_kept_as_codes(photos: Path, tmp_path: Path):
    paths, shelf = sorted(photos.rglob("*.jpg")), tmp_path / "shelf"
    gallery = grow(shelf, paths[:70], tmp_path, compact_rows=COMPACT_ROWS)
    assert gallery.manifest.segments[0].is_compact
    verify_gallery(gallery.folder)
    gallery = grow(shelf, paths[70:], tmp_path, compact_rows=COMPACT_ROWS)
    assert [segment.is_compact for segment in gallery.manifest.segments] == [True, False]
    verify_gallery(gallery.folder)
    queries = queries_of(paths)
    found, cosines = gallery.nearest(queries, 1)
    assert found[:, 0].tolist() == list(range(80))
    assert cosines == pytest.approx(1, abs=2e-3)
    assert gallery.vectors(range(80)) == pytest.approx(queries, abs=0.02)
    exact = build_gallery(BuildPlan(photos, "exact", shelf), FakeEncoder()).gallery
    for one, other in zip(gallery.nearest(queries, 80), exact.nearest(queries, 80), strict=True):
        assert one.shape == other.shape
    assert gallery.rows_by_author("Author 1") == exact.rows_by_author("Author 1")
    assert gallery.rows_with_sha256(exact.row(75).sha256) == [75]
    assert (gallery.lat_lon_deg == exact.lat_lon_deg).all()


def test_small_segments_become_a_large_one(photos: Path, tmp_path: Path):
    paths, shelf = sorted(photos.rglob("*.jpg")), tmp_path / "shelf"
    grow(shelf, paths[:50], tmp_path, compact_rows=COMPACT_ROWS)
    gallery = grow(shelf, paths[50:70], tmp_path, compact_rows=COMPACT_ROWS)
    assert sizes(gallery) == [70]
    assert gallery.manifest.segments[0].is_compact
    verify_gallery(gallery.folder)


def test_rows_are_removed_from_codes_too(photos: Path, tmp_path: Path):
    mine, shelf = tmp_path / "mine", tmp_path / "shelf"
    shutil.copytree(photos, mine)
    gallery = build_gallery(
        BuildPlan(mine, "mine", shelf, compact_rows=COMPACT_ROWS), FakeEncoder()
    ).gallery
    for row in range(10, 40):
        gallery.row(row).file.unlink()
    gallery.row(50).file.rename(mine / "zz.jpg")
    plan = UpdatePlan("mine", shelf, compact_rows=COMPACT_ROWS)
    now = update_gallery(plan, FakeEncoder).gallery
    verify_gallery(now.folder)
    assert (now.rows, sizes(now)) == (50, [80, 1])
    assert now.removed.tolist() == [*range(10, 40), 50]
    found, _ = now.nearest(gallery.vectors([20, 50]), 50)
    assert found.shape == (2, 50)
    assert not np.isin(found, now.removed).any()
    assert found[1, 0] == 80


def test_segments_whose_rows_are_all_gone_go(
    photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(completion, "_MERGED_ROWS", 1)
    paths, shelf = sorted(photos.rglob("*.jpg")), tmp_path / "shelf"
    for start, stop in ((0, 8), (8, 12), (12, 14)):
        gallery = grow(shelf, paths[start:stop], tmp_path)
    assert sizes(gallery) == [8, 4, 2]
    for row in range(8, 12):
        gallery.row(row).file.unlink()
    write_photo(gallery.row(8).file.parent / "without_position.jpg", seed=701)
    vectors = gallery.vectors([12, 13])
    now = update_gallery(UpdatePlan("mine", shelf), FakeEncoder).gallery
    verify_gallery(now.folder)
    assert (now.rows, sizes(now), now.removed.tolist()) == (10, [8, 2], [])
    assert now.nearest(vectors, 1)[0].tolist() == [[8], [9]]


def test_the_bundled_gallery_of_the_first_format_is_read():
    folder = find_resources() / "galleries" / "starter"
    assert json.loads((folder / "gallery.json").read_text())["format"] == 1
    gallery = verify_gallery(folder)
    assert gallery.id == gallery.manifest.segments[0].id
    found, _ = gallery.nearest(gallery.vectors(range(5)), 1)
    assert found[:, 0].tolist() == list(range(5))


@pytest.mark.parametrize("name", ["records", "sketch", "positions", "model", "rows", "removed"])
@pytest.mark.parametrize("damage", ["missing", "cut", "changed", "other"])
def test_every_damaged_file_of_codes_is_named(
    photos: Path, tmp_path: Path, name: str, damage: str, compact: Path
):
    folder = shutil.copytree(compact, tmp_path / "copy")
    (path,) = folder.glob(f"{name}-*")
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "cut":
        path.write_bytes(content[:-1])
    elif damage == "changed":
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    else:
        np.save(tmp_path / "x.npy", np.zeros(3))
        path.write_bytes((tmp_path / "x.npy").read_bytes().ljust(len(content), b"\0"))
    with pytest.raises(GalleryError) as caught:
        verify_gallery(folder)
    assert str(path) in str(caught.value)


@pytest.fixture(scope="module")
def compact(photos: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("compact")
    shutil.copytree(photos, root / "mine")
    plan = BuildPlan(root / "mine", "mine", root / "shelf", compact_rows=COMPACT_ROWS)
    gallery = build_gallery(plan, FakeEncoder()).gallery
    gallery.row(3).file.unlink()
    return update_gallery(UpdatePlan("mine", root / "shelf"), FakeEncoder).gallery.folder
