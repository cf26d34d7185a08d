"""The folder of galleries: names, list, removal, and one writer at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from g3desktop.domain.errors import CancelledError, EngineError, GalleryError, UsageError
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.shelf import (
    check_name,
    find_gallery,
    list_galleries,
    locked,
    remove_gallery,
)
from tests.fakes import FakeEncoder
from tests.pictures import write_photo


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """Two galleries, one of them damaged, and things that are none."""
    for name in ("old", "new"):
        photos = tmp_path / f"photos-{name}"
        write_photo(photos / "a.jpg", (1, 2), seed=len(name))
        build_gallery(BuildPlan(photos, name, tmp_path / "shelf"), FakeEncoder())
    folder = tmp_path / "shelf"
    (folder / "old" / "gallery.json").write_text("{")
    (folder / ".hidden").mkdir()
    (folder / "note.txt").write_text("x")
    return folder


@pytest.mark.parametrize(
    "name", ["mine", "Ferien 2024", "日本", "a.b", "x" * 64, "my_photos-1", "été"]
)
def test_takes_names_that_every_system_takes(name: str):
    check_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", ".", "..", ".hidden", "a/b", "a\\b", "/abs", "c:", "a*b", "a\nb", "a\0b", "\udcff"),
        *("x" * 65, "𝄞" * 60, "CON", "nul.txt", "com1", "trail.", "trail ", " lead", "-rf"),
    ],
)
def test_refuses_other_names(name: str, tmp_path: Path):
    with pytest.raises(UsageError, match="cannot be the name of a gallery") as caught:
        check_name(name)
    assert caught.value.one_line().isprintable()
    with pytest.raises(UsageError):
        find_gallery(name, [tmp_path])
    with pytest.raises(UsageError):
        remove_gallery(name, tmp_path)
    with pytest.raises(UsageError):
        build_gallery(BuildPlan(tmp_path, name, tmp_path), FakeEncoder())


def test_lists_galleries_by_name_with_what_is_wrong(shelf: Path, tmp_path: Path):
    new, old = list_galleries([tmp_path / "nowhere", shelf])
    assert (new.name, new.folder, new.problem) == ("new", shelf / "new", "")
    assert new.manifest is not None
    assert (new.manifest.rows, new.manifest.encoder_id) == (1, "fake-1")
    assert (old.name, old.manifest) == ("old", None)
    assert "gallery.json" in old.problem
    assert list_galleries([]) == []


def test_the_first_folder_that_has_a_name_wins(shelf: Path, tmp_path: Path):
    photos = tmp_path / "other"
    write_photo(photos / "b.jpg", (3, 4), seed=50)
    build_gallery(BuildPlan(photos, "new", tmp_path / "bundled"), FakeEncoder())
    folders = [shelf, tmp_path / "bundled"]
    assert find_gallery("new", folders).folder == shelf / "new"
    assert find_gallery("new", folders[::-1]).folder == tmp_path / "bundled" / "new"
    assert [entry.folder.parent for entry in list_galleries(folders)] == [shelf, shelf]


def test_a_missing_name_is_answered_with_those_there(shelf: Path):
    with pytest.raises(GalleryError, match="There is no gallery mine") as caught:
        find_gallery("mine", [shelf])
    assert "new, old" in caught.value.hint


def test_removes_a_gallery_and_nothing_else(shelf: Path, tmp_path: Path):
    remove_gallery("new", shelf)
    remove_gallery("old", shelf)
    assert sorted(path.name for path in shelf.iterdir()) == [".hidden", "note.txt"]
    assert (tmp_path / "photos-new" / "a.jpg").is_file()
    with pytest.raises(GalleryError, match="There is no gallery new"):
        remove_gallery("new", shelf)


def test_removes_what_a_stopped_build_or_removal_left(tmp_path: Path):
    photos, shelf = tmp_path / "photos", tmp_path / "shelf"
    write_photo(photos / "a.jpg", (1, 2))
    with pytest.raises(CancelledError):
        build_gallery(BuildPlan(photos, "mine", shelf), FakeEncoder(), cancelled=stop_later())
    assert (shelf / ".mine.partial").is_dir()
    (shelf / ".mine.removed-0123").mkdir()
    assert list_galleries([shelf]) == []
    remove_gallery("mine", shelf)
    assert list(shelf.iterdir()) == []


def stop_later():
    answers = iter([False])
    return lambda: next(answers, True)


def test_two_writers_of_one_name_are_kept_apart(shelf: Path, tmp_path: Path):
    plan = BuildPlan(tmp_path / "photos-new", "new", shelf)
    with locked(shelf, "new"):
        with pytest.raises(GalleryError, match="being built or removed by another run") as caught:
            build_gallery(plan, FakeEncoder())
        assert caught.value.exit_status == 4
        with pytest.raises(GalleryError, match="being built or removed"):
            remove_gallery("new", shelf)
        with locked(shelf, "other"):
            pass
    assert build_gallery(plan, FakeEncoder()).known == 1
    assert not list(shelf.glob(".*.lock"))


def test_another_process_is_kept_out_too(shelf: Path):
    program = (
        "import sys, pathlib\n"
        "from g3desktop.engine.gallery.shelf import remove_gallery\n"
        "remove_gallery('new', pathlib.Path(sys.argv[1]))\n"
    )
    command = [sys.executable, "-c", program, str(shelf)]
    with locked(shelf, "new"):
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "being built or removed" in run.stderr
    assert (shelf / "new").is_dir()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    write_photo(tmp_path / "photos" / "a.jpg", (1, 2))
    with pytest.raises(EngineError, match="Cannot write in") as caught:
        build_gallery(BuildPlan(tmp_path / "photos", "x", tmp_path / "file"), FakeEncoder())
    assert str(tmp_path / "file") in str(caught.value)
