"""Building galleries: what becomes a row, what does not, and going on after every kind of stop."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import threading
from pathlib import Path

import pytest

from g3desktop.domain.errors import (
    CancelledError,
    EncoderMismatchError,
    EngineError,
    GalleryError,
    UsageError,
)
from g3desktop.domain.photo import Pixels
from g3desktop.domain.work import Progress
from g3desktop.engine.gallery.build import BuildOutcome, BuildPlan, build_gallery
from g3desktop.engine.gallery.intake import CHUNK_PHOTOS
from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.engine.gallery.store import Gallery
from tests.fakes import BrokenEncoder, CompanyEncoder, FakeEncoder
from tests.pictures import write_photo, write_photos


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return tmp_path / "photos"


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    return tmp_path / "galleries"


@pytest.fixture(scope="session")
def many_photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two chunks and a half, with a repeated photo and one without a position on the way."""
    folder = tmp_path_factory.mktemp("many")
    paths = write_photos(folder, CHUNK_PHOTOS * 5 // 2)
    shutil.copy(paths[10], folder / "roll0" / "0030-again.jpg")
    write_photo(folder / "roll1" / "nowhere.jpg", seed=500)
    return folder


@pytest.fixture(scope="session")
def undisturbed(many_photos: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildOutcome:
    plan = BuildPlan(many_photos, "mine", tmp_path_factory.mktemp("undisturbed"))
    return build_gallery(plan, CompanyEncoder())


def build(photos: Path, shelf: Path, **options) -> BuildOutcome:
    return build_gallery(BuildPlan(photos, "mine", shelf, **options), FakeEncoder())


def assert_same(outcome: BuildOutcome, other: BuildOutcome) -> None:
    """Same gallery, byte for byte, and the same account of the photos."""
    ours, theirs = outcome.gallery, other.gallery
    assert ours.id == theirs.id
    for mine, its in zip(ours.manifest.files, theirs.manifest.files, strict=True):
        assert mine == its
        assert (ours.folder / mine.path).read_bytes() == (theirs.folder / its.path).read_bytes()
    assert (outcome.added, outcome.known) == (other.added, other.known)
    assert outcome.skipped == other.skipped
    verify_gallery(ours.folder)


def names_in(folder: Path) -> list[str]:
    """Return what lies in a folder but for the inventory of what was built."""
    names = (path.name for path in folder.iterdir())
    return sorted(name for name in names if not name.endswith(".folders"))


def test_walks_subfolders_and_says_what_it_left_out(photos: Path, shelf: Path):
    write_photo(photos / "b" / "deep" / "1.jpg", (10, 20), seed=1)
    write_photo(photos / "a.jpg", (-10, -20), seed=2)
    write_photo(photos / "none.jpg", seed=3)
    write_photo(photos / "zero.jpg", (0, 0), seed=4)
    (photos / "empty.jpg").write_bytes(b"")
    (photos / "text.jpg").write_bytes(b"no photo at all")
    (photos / "cut.jpg").write_bytes((photos / "a.jpg").read_bytes()[:900])
    (photos / "notes.txt").write_text("x")
    outcome = build(photos, shelf)
    gallery = outcome.gallery
    assert (gallery.rows, outcome.added, outcome.known) == (2, 2, 0)
    assert [gallery.row(n).file.name for n in range(2)] == ["a.jpg", "1.jpg"]
    reasons = {skipped.path.name: skipped.reason for skipped in outcome.skipped}
    assert set(reasons) == {"none.jpg", "zero.jpg", "empty.jpg", "text.jpg", "cut.jpg"}
    assert "no position" in reasons["none.jpg"]
    assert "position" in reasons["zero.jpg"]
    assert str(photos / "empty.jpg") in reasons["empty.jpg"]
    assert names_in(shelf) == ["mine"]
    assert (gallery.name, gallery.encoder_id) == ("mine", "fake-1")
    assert verify_gallery(gallery.folder).id == gallery.id


def test_positions_come_from_the_csv_where_there_is_one(photos: Path, shelf: Path, tmp_path: Path):
    write_photo(photos / "a.jpg", (10, 20), seed=1, author="Camera", title="From EXIF")
    write_photo(photos / "b.jpg", seed=2)
    write_photo(photos / "unlisted.jpg", (10, 20), seed=3)
    csv = tmp_path / "p.csv"
    csv.write_text(
        "file,lat,lon,author,url,source\nb.jpg,3,4,Ann,u://x,s\na.jpg,1,2,,,\nc.jpg,1,2,,,\n"
    )
    outcome = build(photos, shelf, csv=csv)
    first, second = outcome.gallery.rows_at([0, 1])
    assert outcome.gallery.rows == 2
    assert outcome.gallery.lat_lon_deg.tolist() == [[3, 4], [1, 2]]
    assert (first.author, first.url, first.source) == ("Ann", "u://x", "s")
    assert (second.author, second.title, second.url) == ("Camera", "From EXIF", None)
    assert outcome.warnings == (f"p.csv, line 4: there is no file c.jpg in {photos}",)


def test_a_second_run_adds_nothing(photos: Path, shelf: Path):
    write_photos(photos, 5)
    first = build(photos, shelf)
    seen: list[Progress] = []
    plan = BuildPlan(photos, "mine", shelf)
    second = build_gallery(plan, FakeEncoder(), report=seen.append)
    assert (second.added, second.known, second.gallery.id) == (0, 5, first.gallery.id)
    assert second.gallery.manifest == first.gallery.manifest
    assert [progress.done for progress in seen] == [1, 2, 3, 4, 5]
    assert names_in(shelf) == ["mine"]


def test_content_decides_not_name_or_place(photos: Path, shelf: Path):
    paths = write_photos(photos, 4)
    first = build(photos, shelf)
    paths[0].rename(photos / "renamed.jpg")
    shutil.copy(paths[1], photos / "copy.jpg")
    # Of the same size, and yet another photo.
    content = bytearray(paths[2].read_bytes())
    content[-40] ^= 1
    (photos / "other.jpg").write_bytes(content)
    second = build(photos, shelf)
    assert (second.added, second.known) == (1, 5)
    assert second.gallery.row(4).file.name == "other.jpg"
    assert second.gallery.id != first.gallery.id
    # 12 and no more: gallery.json, two files, and a folder of thumbnails.
    assert len(names_in(second.gallery.folder)) == 4
    verify_gallery(second.gallery.folder)


def test_the_same_photo_twice_is_one_row(photos: Path, shelf: Path, tmp_path: Path):
    write_photo(photos / "a.jpg", (1, 2))
    shutil.copy(photos / "a.jpg", photos / "b.jpg")
    csv = tmp_path / "p.csv"
    csv.write_text("file,lat,lon\na.jpg,1,2\nb.jpg,1,3\n")
    outcome = build(photos, shelf, csv=csv)
    assert (outcome.added, outcome.known) == (1, 1)
    assert outcome.warnings == (
        f"{photos / 'b.jpg'} stays at 1, 2, where the gallery has it, not at 1, 3.",
    )


def test_adding_keeps_the_rows_there(photos: Path, shelf: Path, tmp_path: Path):
    write_photos(photos, 3)
    before = build(photos, shelf).gallery
    rows = before.rows_at([0, 1, 2])
    vectors = before.vectors(range(3))
    write_photo(tmp_path / "more" / "x.jpg", (5, 6), seed=99)
    outcome = build(tmp_path / "more", shelf)
    assert (outcome.added, outcome.gallery.rows) == (1, 4)
    assert outcome.gallery.rows_at([0, 1, 2]) == rows
    assert (outcome.gallery.vectors(range(3)) == vectors).all()
    verify_gallery(outcome.gallery.folder)


def test_nothing_usable_leaves_nothing_behind(photos: Path, shelf: Path):
    write_photo(photos / "none.jpg")
    with pytest.raises(UsageError, match=r"No photo in .* can be used.*no position") as caught:
        build(photos, shelf)
    assert "--csv" in caught.value.hint
    assert names_in(shelf) == []


def test_a_missing_folder_is_named(tmp_path: Path, shelf: Path):
    with pytest.raises(UsageError, match="There is no folder"):
        build(tmp_path / "nowhere", shelf)
    with pytest.raises(UsageError, match=r"Cannot read .*nowhere\.csv"):
        build(tmp_path, shelf, csv=tmp_path / "nowhere.csv")


def test_another_encoder_cannot_add(photos: Path, shelf: Path):
    write_photos(photos, 2)
    before = build(photos, shelf).gallery
    with pytest.raises(EncoderMismatchError, match="made by the encoder fake-1, not by fake-2"):
        build_gallery(BuildPlan(photos, "mine", shelf), FakeEncoder("fake-2"))
    assert verify_gallery(before.folder).id == before.id
    assert names_in(shelf) == ["mine"]


def test_a_damaged_gallery_is_not_added_to(photos: Path, shelf: Path):
    write_photos(photos, 2)
    gallery = build(photos, shelf).gallery
    gallery.segments[0].table_path.unlink()
    with pytest.raises(GalleryError, match="damaged or missing"):
        build(photos, shelf)
    (shelf / "other").mkdir()
    (shelf / "other" / "letters.txt").write_text("not ours")
    with pytest.raises(GalleryError, match=r"gallery\.json"):
        build_gallery(BuildPlan(photos, "other", shelf), FakeEncoder())
    assert (shelf / "other" / "letters.txt").exists()


def test_without_pictures_a_gallery_can_leave_the_machine(photos: Path, shelf: Path):
    write_photos(photos, 3)
    outcome = build(photos, shelf, pictures=False, describe=lambda where: ["Town"] * len(where))
    row = outcome.gallery.row(0)
    assert row.file == Path("roll0/0000.jpg")
    assert (row.thumbnail, row.image, row.description) == (None, None, "Town")
    assert str(photos).encode() not in outcome.gallery.segments[0].table_path.read_bytes()
    assert str(photos) not in (outcome.gallery.folder / "gallery.json").read_text()
    assert len(names_in(outcome.gallery.folder)) == 3


def test_its_own_thumbnails_are_no_photos(photos: Path):
    write_photos(photos, 3)
    build(photos, photos / "galleries")
    outcome = build(photos, photos / "galleries")
    assert (outcome.added, outcome.known, outcome.skipped) == (0, 3, ())


def test_vectors_that_are_not_finite_stop_the_build(photos: Path, shelf: Path):
    write_photos(photos, 2)
    with pytest.raises(EngineError, match="not finite"):
        build_gallery(BuildPlan(photos, "mine", shelf), BrokenEncoder())
    assert not (shelf / "mine").exists()
    assert build(photos, shelf).added == 2


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_file_names_may_be_any_bytes(photos: Path, shelf: Path):
    names = [b"caf\xe9.jpg", b"quo\"te'.jpg", b"new\nline.jpg", "日本.jpg".encode()]
    for seed, name in enumerate(names):
        write_photo(photos / os.fsdecode(name), (seed + 1, 2), seed=seed)
    (photos / os.fsdecode(b"bad\xff.jpg")).write_bytes(b"x")
    outcome = build(photos, shelf)
    files = [outcome.gallery.row(n).file for n in range(4)]
    assert {os.fsencode(file.name) for file in files} == set(names)
    assert all(file.is_file() for file in files)
    assert len(outcome.skipped) == 1
    assert build(photos, shelf).known == 4


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_link_loops_end(photos: Path, shelf: Path):
    write_photo(photos / "sub" / "a.jpg", (1, 2))
    (photos / "sub" / "loop").symlink_to(photos)
    (photos / "self.jpg").symlink_to(photos / "self.jpg")
    (photos / "b.jpg").symlink_to(photos / "sub" / "a.jpg")
    outcome = build(photos, shelf)
    assert (outcome.gallery.rows, outcome.added) == (1, 1)


def test_text_of_any_kind_is_stored(photos: Path, shelf: Path):
    write_photo(photos / "a.jpg", (1, 2))
    outcome = build(photos, shelf, describe=lambda where: ["a\0b \udce9 'x'\n"])
    assert outcome.gallery.row(0).description == "ab ? 'x'"


def test_the_company_of_a_photo_is_fixed(undisturbed: BuildOutcome, many_photos: Path, shelf: Path):
    """The fake of this file tells a batch from another, and one thread gives the same as many."""
    alone = build_gallery(BuildPlan(many_photos, "mine", shelf, workers=1), CompanyEncoder())
    assert_same(alone, undisturbed)
    assert alone.added == CHUNK_PHOTOS * 5 // 2
    assert alone.known == 1
    other = build_gallery(BuildPlan(many_photos / "roll0", "x", shelf), CompanyEncoder())
    last = other.gallery.rows - 1
    assert (other.gallery.vectors([last]) != alone.gallery.vectors([last])).any()


@pytest.mark.parametrize("photo", [1, 30, CHUNK_PHOTOS, CHUNK_PHOTOS + 1, 130, 162])
def test_a_cancelled_build_goes_on(
    undisturbed: BuildOutcome, many_photos: Path, shelf: Path, photo: int
):
    plan = BuildPlan(many_photos, "mine", shelf)
    seen: list[Progress] = []
    with pytest.raises(CancelledError):
        build_gallery(
            plan,
            CompanyEncoder(),
            report=seen.append,
            cancelled=lambda: bool(seen) and seen[-1].done >= photo,
        )
    assert not (shelf / "mine").exists()
    assert_same(build_gallery(plan, CompanyEncoder()), undisturbed)
    assert names_in(shelf) == ["mine"]


class CountingEncoder(CompanyEncoder):
    """Remembers how many photos it encoded."""

    def __init__(self) -> None:
        super().__init__()
        self.encoded = 0

    def encode_images(self, prepared):
        self.encoded += len(prepared)
        return super().encode_images(prepared)


def test_ctrl_c_keeps_what_was_committed(undisturbed: BuildOutcome, many_photos: Path, shelf: Path):
    def interrupt(progress: Progress) -> None:
        if progress.done == 140:
            raise KeyboardInterrupt

    plan = BuildPlan(many_photos, "mine", shelf)
    with pytest.raises(KeyboardInterrupt):
        build_gallery(plan, CompanyEncoder(), report=interrupt)
    encoder = CountingEncoder()
    assert_same(build_gallery(plan, encoder), undisturbed)
    assert encoder.encoded == undisturbed.added - 2 * CHUNK_PHOTOS


def test_adding_that_was_stopped_goes_on_and_the_old_gallery_stays(
    many_photos: Path, photos: Path, shelf: Path, tmp_path: Path
):
    write_photos(photos, 3)
    write_photo(photos / "roll9" / "new.jpg", (1, 1), seed=900)
    for where in (shelf, tmp_path / "undisturbed"):
        build_gallery(BuildPlan(photos, "mine", where), CompanyEncoder())
    expected = build_gallery(
        BuildPlan(many_photos, "mine", tmp_path / "undisturbed"), CompanyEncoder()
    )
    before = Gallery.open(shelf / "mine").id
    plan = BuildPlan(many_photos, "mine", shelf)
    for stop in (70, 150):
        seen: list[Progress] = []
        with pytest.raises(CancelledError):
            build_gallery(
                plan,
                CompanyEncoder(),
                report=seen.append,
                cancelled=lambda seen=seen, stop=stop: len(seen) >= stop,
            )
        assert verify_gallery(shelf / "mine").id == before
    assert_same(build_gallery(plan, CompanyEncoder()), expected)


def test_an_unfinished_build_of_other_settings_is_discarded_and_said(
    many_photos: Path, shelf: Path, undisturbed: BuildOutcome
):
    with pytest.raises(KeyboardInterrupt):
        build_gallery(
            BuildPlan(many_photos, "mine", shelf), FakeEncoder("fake-9"), report=interrupt_at(100)
        )
    outcome = build_gallery(BuildPlan(many_photos, "mine", shelf), CompanyEncoder())
    assert any("unfinished build" in warning for warning in outcome.warnings)
    assert_same(outcome, undisturbed)


def interrupt_at(photo: int):
    def report(progress: Progress) -> None:
        if progress.done == photo:
            raise KeyboardInterrupt

    return report


@pytest.mark.parametrize("damage", ["table", "vectors", "thumbnail", "empty thumbnail"])
def test_a_damaged_unfinished_build_is_made_good(
    many_photos: Path, shelf: Path, undisturbed: BuildOutcome, damage: str
):
    plan = BuildPlan(many_photos, "mine", shelf)
    with pytest.raises(KeyboardInterrupt):
        build_gallery(plan, CompanyEncoder(), report=interrupt_at(150))
    staging = shelf / ".mine.partial"
    thumbnail = sorted(staging.rglob("*.jpg"))[20]
    if damage == "table":
        path = staging / "rows.sqlite"
        path.write_bytes(b"SQLite format 3\0" + b"\x88" * 5000)
    elif damage == "vectors":
        os.truncate(staging / "vectors.raw", 70 * 64)
    elif damage == "thumbnail":
        thumbnail.unlink()
    else:
        thumbnail.write_bytes(b"")
    assert_same(build_gallery(plan, CompanyEncoder()), undisturbed)


def test_photos_added_between_two_runs_come_in(photos: Path, shelf: Path):
    write_photos(photos, 80)
    plan = BuildPlan(photos, "mine", shelf)
    with pytest.raises(KeyboardInterrupt):
        build_gallery(plan, FakeEncoder(), report=interrupt_at(70))
    write_photo(photos / "0first.jpg", (5, 5), seed=300)
    outcome = build_gallery(plan, FakeEncoder())
    assert (outcome.added, outcome.gallery.rows, outcome.known) == (81, 81, 0)
    verify_gallery(outcome.gallery.folder)


@pytest.mark.parametrize("step", ["write_bytes", "fsync", "replace", "mkdir"])
def test_a_full_disk_is_said_and_the_next_run_goes_on(
    many_photos: Path,
    shelf: Path,
    undisturbed: BuildOutcome,
    step: str,
    monkeypatch: pytest.MonkeyPatch,
):
    calls = 0
    owner = os if step == "fsync" else Path
    real = getattr(owner, step)

    def full(*arguments, **options):
        nonlocal calls
        calls += 1
        if calls == 2:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*arguments, **options)

    plan = BuildPlan(many_photos, "mine", shelf)
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, full)
        with pytest.raises(EngineError, match=r"disk that holds .* is full") as caught:
            build_gallery(plan, CompanyEncoder())
    assert str(shelf) in str(caught.value)
    assert "goes on" in caught.value.hint
    assert not (shelf / "mine").exists()
    assert_same(build_gallery(plan, CompanyEncoder()), undisturbed)


class WatchingEncoder(FakeEncoder):
    """Counts the photos that are prepared and not yet encoded."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting = self.most = 0
        self._counting = threading.Lock()

    def prepare(self, pixels: Pixels) -> Pixels:
        with self._counting:
            self.waiting += 1
            self.most = max(self.most, self.waiting)
        return super().prepare(pixels)

    def encode_images(self, prepared):
        with self._counting:
            self.waiting -= len(prepared)
        return super().encode_images(prepared)


def test_a_bounded_number_of_photos_waits(many_photos: Path, shelf: Path):
    encoder = WatchingEncoder()
    build_gallery(BuildPlan(many_photos, "mine", shelf, workers=3), encoder)
    assert encoder.most <= 2 * CHUNK_PHOTOS + 6


def test_the_description_is_plain_json(photos: Path, shelf: Path):
    write_photos(photos, 2)
    gallery = build(photos, shelf).gallery
    manifest = json.loads((gallery.folder / "gallery.json").read_text(encoding="utf-8"))
    assert manifest["format"] == 2
    assert manifest["id"] == gallery.id
    assert [manifest[f"{part}_dim"] for part in ("image", "text", "gps")] == [20, 0, 12]
    (segment,) = manifest["segments"]
    assert {file["path"] for file in manifest["files"]} == {segment["vectors"], segment["table"]}
