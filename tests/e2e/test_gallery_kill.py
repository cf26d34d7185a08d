"""Builds that are killed, or whose disk is full, at many moments: the next run ends the same."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from g3desktop.engine.gallery.build import BuildOutcome, BuildPlan, build_gallery
from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.engine.gallery.shelf import list_galleries
from g3desktop.engine.gallery.store import Gallery
from tests.e2e.gallery_child import IMAGE_DIM
from tests.fakes import CompanyEncoder
from tests.pictures import write_photo, write_photos

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

PHOTOS = 150
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    write_photos(folder, PHOTOS)
    write_photo(folder / "roll1" / "nowhere.jpg", seed=500)
    return folder


@pytest.fixture(scope="module")
def undisturbed(photos: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildOutcome:
    return build(photos, tmp_path_factory.mktemp("undisturbed"))


def build(photos: Path, shelf: Path) -> BuildOutcome:
    return build_gallery(BuildPlan(photos, "mine", shelf), CompanyEncoder(image_dim=IMAGE_DIM))


def run_child(photos: Path, shelf: Path, how: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.e2e.gallery_child", str(photos), str(shelf), how]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


def assert_next_run_ends_the_same(photos: Path, shelf: Path, undisturbed: BuildOutcome) -> None:
    outcome = build(photos, shelf)
    ours, theirs = verify_gallery(outcome.gallery.folder), undisturbed.gallery
    assert ours.id == theirs.id
    assert ours.manifest.files == theirs.manifest.files
    for file in ours.manifest.files:
        assert (ours.folder / file.path).read_bytes() == (theirs.folder / file.path).read_bytes()
    assert outcome.warnings == ()
    assert sorted(path.name for path in shelf.iterdir()) == [".mine.folders", "mine"]
    names = sorted(path.name for path in ours.folder.iterdir())
    assert names == sorted(["gallery.json", "thumbs", *ours.manifest.named_files])


# Calls of an undisturbed build: fsync 3 chunks, vectors, table, gallery.json, folder twice, shelf;
# replace vectors, table, gallery.json; rename into place, journal aside.
@pytest.mark.parametrize(
    "moment",
    [
        *("progress:1", "progress:63", "progress:64", "progress:100", "progress:151"),
        *("write_bytes:1", "write_bytes:70", "fsync:1", "fsync:2", "fsync:4", "fsync:5", "fsync:8"),
        *("replace:1", "replace:2", "replace:3", "rename:1", "rename:2", "rmdir:1", "unlink:4"),
    ],
)
def test_a_killed_build_goes_on(
    photos: Path, undisturbed: BuildOutcome, tmp_path: Path, moment: str
):
    run = run_child(photos, tmp_path, moment)
    assert run.returncode == -signal.SIGKILL, run.stderr
    for entry in list_galleries([tmp_path]):
        assert verify_gallery(entry.folder).id == undisturbed.gallery.id
    assert_next_run_ends_the_same(photos, tmp_path, undisturbed)


def test_a_build_killed_again_and_again_goes_on(
    photos: Path, undisturbed: BuildOutcome, tmp_path: Path
):
    for moment in ("progress:80", "fsync:1", "progress:140", "replace:1", "rename:1"):
        run = run_child(photos, tmp_path, moment)
        assert run.returncode == -signal.SIGKILL, run.stderr
    assert_next_run_ends_the_same(photos, tmp_path, undisturbed)


@pytest.mark.parametrize("moment", ["progress:100", "fsync:4", "replace:3", "unlink:1", "rename:1"])
def test_adding_that_is_killed_leaves_the_old_gallery_or_the_new_one(
    photos: Path, tmp_path: Path, moment: str
):
    write_photo(tmp_path / "first" / "a.jpg", (1, 2), seed=901)
    shelves = [tmp_path / "disturbed", tmp_path / "undisturbed"]
    old = {build(tmp_path / "first", shelf).gallery.id for shelf in shelves}
    expected = build(photos, shelves[1])
    run = run_child(photos, shelves[0], moment)
    assert run.returncode == -signal.SIGKILL, run.stderr
    assert Gallery.open(shelves[0] / "mine").id in old | {expected.gallery.id}
    verify_gallery(shelves[0] / "mine")
    assert_next_run_ends_the_same(photos, shelves[0], expected)


# In bytes: too little for the table, for the second chunk of vectors, and for vectors.npy, whose
# header makes it longer than the journal of 150 rows of 512 float16.
@pytest.mark.parametrize("limit", [10_000, 100_000, PHOTOS * 1024 + 100])
def test_a_full_disk_is_said_and_the_next_run_goes_on(
    photos: Path, undisturbed: BuildOutcome, tmp_path: Path, limit: int
):
    run = run_child(photos, tmp_path, f"limit:{limit}")
    assert run.returncode == 5, run.stderr
    last = run.stderr.splitlines()[-1]
    assert str(tmp_path) in last
    assert "Traceback" not in run.stderr
    assert list_galleries([tmp_path]) == []
    assert_next_run_ends_the_same(photos, tmp_path, undisturbed)
