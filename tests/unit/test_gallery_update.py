"""A gallery brought up to date: what is new, changed, moved and gone, and nothing else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest

from g3desktop.domain.errors import (
    CancelledError,
    EncoderMismatchError,
    GalleryError,
    UsageError,
)
from g3desktop.domain.work import Progress
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.engine.gallery.inventory import inventory_path
from g3desktop.engine.gallery.shelf import remove_gallery
from g3desktop.engine.gallery.store import Gallery, thumbnail_path
from g3desktop.engine.gallery.update import UpdateOutcome, UpdatePlan, update_gallery
from tests.fakes import FakeEncoder
from tests.pictures import write_photo, write_photos


class Counting(FakeEncoder):
    """Remembers how many photos it encoded."""

    def __init__(self, encoder_id: str = "fake-1") -> None:
        super().__init__(encoder_id)
        self.encoded = 0

    def encode_images(self, prepared):
        self.encoded += len(prepared)
        return super().encode_images(prepared)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    write_photos(tmp_path / "photos", 9)
    return tmp_path / "photos"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "galleries"


@pytest.fixture
def built(photos: Path, shelf: Path) -> Gallery:
    return build_gallery(BuildPlan(photos, "mine", shelf), FakeEncoder()).gallery


def not_needed() -> FakeEncoder:
    raise AssertionError("the encoder was opened")


def update(shelf: Path, open_encoder=Counting, **how) -> UpdateOutcome:
    outcome = update_gallery(UpdatePlan("mine", shelf, **how), open_encoder)
    verify_gallery(outcome.gallery.folder)
    return outcome


def counts(outcome: UpdateOutcome) -> tuple[int, int, int, int]:
    return outcome.added, outcome.removed, outcome.moved, outcome.unchanged


def files_of(gallery: Gallery) -> list[Path]:
    return sorted(record.path for _, record in gallery.records())


def fresh(photos: Path, shelf: Path, tmp_path: Path) -> Gallery:
    """Build the same from nothing."""
    plan = BuildPlan(photos, "mine", tmp_path / "fresh")
    shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
    return build_gallery(plan, FakeEncoder()).gallery


def assert_holds_the_same(ours: Gallery, theirs: Gallery) -> None:
    """Compare photo by photo, whatever the order of the rows."""
    sides = []
    for gallery in (ours, theirs):
        rows = {record.sha256: (row, record) for row, record in gallery.records()}
        vectors = {sha: gallery.vectors([row])[0] for sha, (row, _) in rows.items()}
        sides.append((rows, vectors))
    (mine, mine_vectors), (its, its_vectors) = sides
    assert {sha: record for sha, (_, record) in mine.items()} == {
        sha: record for sha, (_, record) in its.items()
    }
    for sha, vector in mine_vectors.items():
        assert vector == pytest.approx(its_vectors[sha], abs=2e-3)


def test_nothing_changed_is_nothing_done(photos: Path, shelf: Path, built: Gallery):
    before = {path: path.stat().st_mtime_ns for path in shelf.rglob("*")}
    outcome = update(shelf, not_needed)
    assert counts(outcome) == (0, 0, 0, 9)
    assert outcome.gallery.id == built.id
    assert {path: path.stat().st_mtime_ns for path in built.folder.rglob("*")}.items() <= (
        before.items()
    )


def test_new_changed_moved_and_gone_photos(
    photos: Path, shelf: Path, built: Gallery, tmp_path: Path
):
    paths = sorted(photos.rglob("*.jpg"))
    write_photo(photos / "new.jpg", (1, 2), seed=50)
    write_photo(paths[0], (3, 4), seed=51)
    paths[1].rename(photos / "moved.jpg")
    gone = Gallery.open(built.folder).rows_at([2])[0]
    paths[2].unlink()
    encoder = Counting()
    outcome = update(shelf, lambda: encoder)
    # The changed photo is one that is new and one that is gone.
    assert counts(outcome) == (2, 2, 1, 6)
    assert encoder.encoded == 2
    assert outcome.gallery.rows == 9
    assert_holds_the_same(outcome.gallery, fresh(photos, shelf, tmp_path))
    assert not thumbnail_path(built.folder, gone.sha256).exists()
    assert counts(update(shelf, not_needed)) == (0, 0, 0, 9)


def test_removed_rows_are_not_found_and_others_keep_their_numbers(
    tmp_path: Path, photos: Path, shelf: Path
):
    """Nothing but the numbers of the removed rows is written where nothing is new."""
    gallery = build_gallery(BuildPlan(photos, "mine", shelf), FakeEncoder()).gallery
    before = {path.name for path in gallery.folder.iterdir()}
    vectors = gallery.vectors(range(9))
    for row in (0, 4):
        gallery.row(row).file.unlink()
    outcome = update(shelf, not_needed)
    now = outcome.gallery
    assert counts(outcome) == (0, 2, 0, 7)
    assert (now.rows, now.row_numbers, now.removed.tolist()) == (7, 9, [0, 4])
    added = {path.name for path in now.folder.iterdir()} - before
    assert added == {now.manifest.removed}
    found, _ = now.nearest(vectors, 9)
    assert found.shape == (9, 7)
    assert not np.isin(found, [0, 4]).any()
    assert np.isnan(now.lat_lon_deg[[0, 4]]).all()
    assert now.count_without_sha256() == 0
    assert now.rows_with_sha256(gallery.row(4).sha256) == []
    assert 4 not in now.rows_by_author("Author 1")
    for row in (0, 4, 9, -1):
        with pytest.raises(IndexError):
            now.row(row)


def test_a_photo_that_comes_back_is_a_row_again(photos: Path, shelf: Path, built: Gallery):
    path, files = built.row(3).file, files_of(built)
    content = path.read_bytes()
    path.unlink()
    assert counts(update(shelf, not_needed)) == (0, 1, 0, 8)
    path.write_bytes(content)
    outcome = update(shelf)
    assert counts(outcome) == (1, 0, 0, 8)
    assert files_of(outcome.gallery) == files


def test_a_copy_takes_the_place_of_the_photo(photos: Path, shelf: Path, built: Gallery):
    path = built.row(3).file
    shutil.copy(path, photos / "copy.jpg")
    assert counts(update(shelf)) == (0, 0, 0, 9)
    path.unlink()
    outcome = update(shelf, not_needed)
    assert counts(outcome) == (0, 0, 1, 9)
    assert photos / "copy.jpg" in files_of(outcome.gallery)


def test_photos_that_cannot_be_used_are_not_read_again(photos: Path, shelf: Path, built: Gallery):
    (photos / "broken.jpg").write_bytes(b"nothing")
    write_photo(photos / "unplaced.jpg", seed=80)
    first = update(shelf)
    assert sorted(one.path.name for one in first.skipped) == ["broken.jpg", "unplaced.jpg"]
    second = update(shelf, not_needed)
    assert (counts(second), second.skipped) == ((0, 0, 0, 11), ())


def test_a_photo_that_was_only_touched_is_read_and_stays(photos: Path, shelf: Path, built: Gallery):
    os.utime(built.row(0).file, ns=(1, 1))
    encoder = Counting()
    outcome = update(shelf, lambda: encoder)
    assert (counts(outcome), encoder.encoded) == ((0, 0, 0, 8), 0)
    assert outcome.gallery.id == built.id
    assert counts(update(shelf, not_needed)) == (0, 0, 0, 9)


def test_positions_follow_the_csv(photos: Path, shelf: Path, tmp_path: Path):
    csv = tmp_path / "where.csv"
    names = [path.relative_to(photos) for path in sorted(photos.rglob("*.jpg"))][:4]
    csv.write_text("file,lat,lon,author\n" + "".join(f"{n},1,2,Ann\n" for n in names[:3]))
    plan = BuildPlan(photos, "mine", shelf, csv=csv, describe=lambda where: ["old"] * len(where))
    build_gallery(plan, FakeEncoder())
    assert counts(update(shelf, not_needed)) == (0, 0, 0, 3)
    csv.write_text(
        f"file,lat,lon,author\n{names[0]},1,2,Ann\n{names[1]},5,6,Ann\n{names[3]},7,8,Ben\n"
    )
    outcome = update(shelf, describe=lambda where: ["new"] * len(where))
    assert counts(outcome) == (1, 1, 1, 2)
    rows = {record.path.name: record for _, record in outcome.gallery.records()}
    facts = [(r.lat_deg, r.lon_deg, r.author, r.description) for _, r in sorted(rows.items())]
    assert facts == [(1, 2, "Ann", "old"), (5, 6, "Ann", "new"), (7, 8, "Ben", "new")]


def test_names_stay_relative_without_pictures(photos: Path, shelf: Path):
    plan = BuildPlan(photos, "mine", shelf, pictures=False)
    gallery = build_gallery(plan, FakeEncoder()).gallery
    (photos / gallery.row(0).file).rename(photos / "moved.jpg")
    write_photo(photos / "new.jpg", (1, 2), seed=50)
    outcome = update(shelf)
    assert counts(outcome) == (1, 0, 1, 8)
    assert Path("moved.jpg") in files_of(outcome.gallery)
    assert not any(path.is_absolute() for path in files_of(outcome.gallery))
    for path in outcome.gallery.folder.iterdir():
        assert str(photos).encode() not in path.read_bytes()


def test_several_folders_are_all_brought_up_to_date(
    photos: Path, shelf: Path, built: Gallery, tmp_path: Path
):
    more = write_photo(tmp_path / "more" / "a.jpg", (1, 2), seed=60).parent
    write_photo(more / "b.jpg", (1, 3), seed=61)
    build_gallery(BuildPlan(more, "mine", shelf), FakeEncoder())
    assert counts(update(shelf, not_needed)) == (0, 0, 0, 11)
    (more / "a.jpg").rename(photos / "a.jpg")
    (more / "b.jpg").unlink()
    write_photo(more / "c.jpg", (1, 4), seed=62)
    outcome = update(shelf)
    assert outcome.gallery.rows == 11
    names = [path.name for path in files_of(outcome.gallery)]
    assert {"a.jpg", "c.jpg"} < set(names)
    assert "b.jpg" not in names
    assert photos / "a.jpg" in files_of(outcome.gallery)
    assert counts(update(shelf, not_needed)) == (0, 0, 0, 11)


def test_rows_from_elsewhere_stay(photos: Path, shelf: Path, built: Gallery, tmp_path: Path):
    """A photo of the folder that the gallery already had from a folder nobody watches any more."""
    outside = tmp_path / "outside" / "same.jpg"
    outside.parent.mkdir()
    shutil.copy(built.row(0).file, outside)
    remove_gallery("mine", shelf)
    build_gallery(BuildPlan(outside.parent, "mine", shelf), FakeEncoder())
    inventory_path(shelf, "mine").unlink()
    build_gallery(BuildPlan(photos, "mine", shelf), FakeEncoder())
    (photos / "roll0" / "0000.jpg").unlink()
    outcome = update(shelf, not_needed)
    assert counts(outcome) == (0, 0, 0, 8)
    assert outside in files_of(outcome.gallery)


def test_a_gallery_whose_folders_nobody_knows_says_so(shelf: Path, built: Gallery):
    inventory_path(shelf, "mine").unlink()
    with pytest.raises(GalleryError, match="Nobody remembers which folder") as caught:
        update(shelf)
    assert "gallery build FOLDER --name mine" in caught.value.hint


def test_a_damaged_inventory_is_named(shelf: Path, built: Gallery):
    path = inventory_path(shelf, "mine")
    path.write_bytes(b"SQLite format 3\0" + b"\x99" * 5000)
    with pytest.raises(GalleryError, match=r"\.mine\.folders is damaged"):
        update(shelf)


@pytest.mark.parametrize("what", ["gone", "empty"])
def test_a_disk_that_is_not_there_removes_nothing(
    photos: Path, shelf: Path, built: Gallery, what: str
):
    shutil.rmtree(photos)
    if what == "empty":
        photos.mkdir()
    with pytest.raises(UsageError, match=r"is not there|holds no photo any more") as caught:
        update(shelf)
    assert "Plug its disk in" in caught.value.hint
    assert Gallery.open(built.folder).rows == 9


def test_a_broken_link_removes_nothing(photos: Path, shelf: Path, built: Gallery):
    """It may lead to a disk that is not plugged in."""
    (photos / "link.jpg").symlink_to(photos / "nowhere.jpg")
    built.row(0).file.unlink()
    outcome = update(shelf, not_needed)
    assert outcome.gallery.rows == 9
    assert any("No row was removed" in warning for warning in outcome.warnings)
    (photos / "link.jpg").unlink()
    assert update(shelf, not_needed).gallery.rows == 8


def test_another_encoder_is_refused(photos: Path, shelf: Path, built: Gallery):
    write_photo(photos / "new.jpg", (1, 2), seed=50)
    with pytest.raises(EncoderMismatchError):
        update(shelf, lambda: Counting("fake-2"))
    assert Gallery.open(built.folder).id == built.id


def test_a_stopped_update_goes_on(photos: Path, shelf: Path, built: Gallery, tmp_path: Path):
    for n in range(70):
        write_photo(photos / f"new{n:02d}.jpg", (n / 2 + 1, n), seed=100 + n)
    built.row(1).file.rename(photos / "zz.jpg")
    seen: list[Progress] = []
    plan = UpdatePlan("mine", shelf)
    with pytest.raises(CancelledError):
        update_gallery(
            plan,
            Counting,
            report=seen.append,
            cancelled=lambda: (
                bool(seen) and seen[-1].stage == "building the gallery" and seen[-1].done >= 68
            ),
        )
    assert Gallery.open(built.folder).id == built.id
    encoder = Counting()
    outcome = update(shelf, lambda: encoder)
    assert encoder.encoded == 70 - 64
    assert outcome.gallery.rows == 79
    assert_holds_the_same(outcome.gallery, fresh(photos, shelf, tmp_path))


def test_what_was_lost_of_the_inventory_costs_no_row(
    photos: Path, shelf: Path, built: Gallery, tmp_path: Path
):
    """A kill between the gallery's last step and the inventory's leaves the older inventory."""
    old = inventory_path(shelf, "mine").read_bytes()
    write_photo(photos / "new.jpg", (1, 2), seed=50)
    built.row(1).file.rename(photos / "moved.jpg")
    built.row(2).file.unlink()
    update(shelf)
    inventory_path(shelf, "mine").write_bytes(old)
    encoder = Counting()
    outcome = update(shelf, lambda: encoder)
    assert encoder.encoded == 0
    assert_holds_the_same(outcome.gallery, fresh(photos, shelf, tmp_path))
    assert counts(update(shelf, not_needed)) == (0, 0, 0, 9)


def test_removing_a_gallery_forgets_its_folders(shelf: Path, built: Gallery):
    remove_gallery("mine", shelf)
    assert list(shelf.iterdir()) == []
