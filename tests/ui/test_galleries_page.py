"""Galleries in the window: real builds with a tiny encoder, stopped, killed, damaged, removed."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.engine.gallery.inventory import inventory_path
from g3desktop.engine.gallery.store import Gallery
from g3desktop.ui.library_work import GalleryBuilt, GallerySound
from tests.engine_child_gate import Gate
from tests.pictures import write_photo, write_photos
from tests.tiny_pack import write_tiny_pack
from tests.ui.library import Library, drop

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

PHOTOS = 80


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "My holiday: Alps?"
    write_photos(folder, PHOTOS)
    write_photo(folder / "roll1" / "nowhere.jpg", seed=500)
    (folder / "<b>broken.jpg").write_bytes(b"\xff\xd8\xff no photo")
    return folder


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packs")
    write_tiny_pack(folder)
    return folder


@pytest.fixture
def furnished(home: Path, packs: Path) -> Path:
    shutil.copytree(packs, home / "packs")
    return home


@pytest.fixture
def library(qtbot, furnished: Path) -> Iterator[Library]:
    with closing(Library(qtbot)) as library:
        yield library


@pytest.fixture
def work(qtbot, furnished: Path) -> Iterator:
    """Open a library whose work is done by a function of the tests."""
    made = []

    def make(name: str, **options) -> Library:
        made.append(Library(qtbot, function=f"tests.labour_works:{name}", **options))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture(scope="module")
def built(packs: Path, photos: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gallery made by the tiny encoder."""
    from g3desktop.engine.alignment.load import load_encoder
    from g3desktop.engine.gallery.build import BuildPlan, build_gallery
    from g3desktop.services.packs import read_pack

    shelf = tmp_path_factory.mktemp("shelf")
    encoder = load_encoder(read_pack(packs / "tiny"), device="cpu", precision=None)
    return build_gallery(BuildPlan(photos / "roll0", "mine", shelf), encoder).gallery.folder


@pytest.fixture
def mine(furnished: Path, built: Path) -> Path:
    return shutil.copytree(built, furnished / "galleries" / "mine")


def report_of(library: Library) -> list[str]:
    page = library.galleries
    assert page.frame._right.currentWidget() is page._report
    return page._report.lines()


# Building.


def test_a_gallery_is_built_from_photos_and_used(library: Library, photos: Path, home: Path):
    library.build(photos, "holiday")
    assert library.row(library.galleries, "holiday").state == "◐ in work"
    assert "Building the gallery holiday" in library.strip()
    outcome = library.finish()
    assert isinstance(outcome.result, GalleryBuilt)
    assert (outcome.result.added, outcome.result.skipped) == (PHOTOS, 2)
    assert verify_gallery(home / "galleries" / "holiday").rows == PHOTOS
    lines = report_of(library)
    assert any("nowhere.jpg: it has no position" in line for line in lines)
    assert any("<b>broken.jpg" in line for line in lines)
    library.click(library.galleries._report._use)
    assert library.told == [("encoder", "tiny"), ("gallery", "holiday")]
    assert library.row(library.galleries, "holiday").state == "✓ in use"
    assert not library.galleries._use.isVisible()


def test_the_list_of_what_was_left_out_can_be_copied(library: Library, photos: Path, qapp):
    library.build(photos, "holiday")
    library.finish()
    library.click(library.galleries._report._copy)
    assert qapp.clipboard().text().splitlines() == report_of(library)


def test_positions_from_a_table(library: Library, tmp_path: Path):
    write_photo(tmp_path / "p" / "a.jpg", seed=1)
    table = tmp_path / "where.csv"
    table.write_text("file,lat,lon,title\na.jpg,10,20,<b>Here</b>\nmissing.jpg,1,2,\n")
    library.build(tmp_path / "p", "table", table)
    assert library.finish().result.added == 1
    assert any("missing.jpg" in line for line in report_of(library))


def test_photos_without_positions_make_no_gallery_and_it_is_said(library: Library, tmp_path: Path):
    write_photo(tmp_path / "p" / "a.jpg", seed=1)
    library.build(tmp_path / "p", "nothing")
    assert "most often: it has no position" in library.finish().problem
    assert "It failed" in library.strip()
    assert "no position" in library.strip()


def test_a_folder_that_is_not_there_is_said(library: Library, tmp_path: Path):
    library.build(tmp_path / "gone", "nothing")
    assert "There is no folder" in library.finish().problem


def test_a_gallery_is_added_to_and_the_window_learns_of_it(
    library: Library, mine: Path, photos: Path
):
    library.galleries.frame.stale.emit()
    library.wait(lambda: len(library.galleries.frame._list.rows()) == 2)
    written = []
    library.workshop.gallery_written.connect(written.append)
    library.build(photos, "mine")
    result = library.finish().result
    assert result.rows == PHOTOS
    assert result.known == PHOTOS - result.added > 0
    assert written == ["mine"]


@posix
def test_a_build_that_is_killed_goes_on(work, photos: Path, home: Path):
    library = work("die_late")
    library.build(photos, "holiday")
    assert "was killed" in library.finish().problem
    assert library.row(library.galleries, "holiday").state == "◔ not finished"
    assert "stopped after 64 photo(s)" in library.galleries.frame.details.state_text()
    library.close()
    # Another start of the program.
    again = work("perform")
    again.choose(again.galleries, "holiday")
    again.click(again.galleries._go_on)
    again.click(again.galleries._form._start)
    result = again.finish().result
    assert (result.rows, result.skipped, result.warnings) == (PHOTOS, 2, ())
    verify_gallery(home / "galleries" / "holiday")
    left = {path.name for path in (home / "galleries").iterdir()}
    assert left == {"holiday", inventory_path(home / "galleries", "holiday").name}


@posix
def test_a_build_that_is_stopped_keeps_what_is_done(work, gate: Gate, photos: Path, home: Path):
    library = work("stop_late", grace_ms=600_000)
    library.build(photos, "holiday")
    arrival = gate.wait()
    library.wait(lambda: "of 82" in library.strip())
    library.stop()
    assert "Stopping" in library.strip()
    arrival.let_through()
    assert library.finish().was_stopped
    assert "not finished" in library.strip()
    item = library.galleries.frame.standing.stock.galleries[0]
    assert (item.name, item.unfinished.rows, item.unfinished.folder) == ("holiday", 64, photos)
    assert not (home / "galleries" / "holiday").exists()


@posix
def test_work_that_does_not_stop_by_itself_is_ended(work, gate: Gate, photos: Path):
    library = work("hold", grace_ms=0)
    library.build(photos, "holiday")
    arrival = gate.wait()
    library.stop()
    assert library.finish().was_stopped
    arrival.leave()


@posix
def test_work_goes_on_without_the_dialog_and_is_shown_by_the_next(work, gate: Gate, photos: Path):
    library = work("hold")
    library.build(photos, "holiday")
    arrival = gate.wait()
    library.dialog.reject()
    library.open()
    assert "Building the gallery holiday" in library.strip()
    assert library.row(library.galleries, "holiday").state == "◐ in work"
    library.click(library.galleries.frame._add)
    assert not library.galleries._form._start.isEnabled()
    library.dialog.reject()
    arrival.let_through()
    library.wait(lambda: library.workshop.outcome)
    library.open()
    assert any("nowhere.jpg" in line for line in report_of(library))
    library.dialog.reject()
    assert library.workshop.outcome is None


@posix
def test_closing_the_workshop_ends_the_work(work, gate: Gate, photos: Path):
    library = work("hold")
    library.build(photos, "holiday")
    arrival = gate.wait()
    library.close()
    with pytest.raises(ProcessLookupError):
        os.kill(arrival.pid, 0)
    arrival.leave()


@posix
def test_a_full_disk_is_said_and_the_next_build_goes_on(work, photos: Path, home: Path):
    library = work("short_of_space")
    library.build(photos, "holiday")
    assert "is full" in library.finish().problem
    assert "is full" in library.strip()
    assert not (home / "galleries" / "holiday").exists()
    library.close()
    again = work("perform")
    again.build(photos, "holiday")
    assert again.finish().result.rows == PHOTOS


def test_a_folder_that_cannot_be_written_is_said(library: Library, photos: Path, home: Path):
    (home / "galleries").write_text("no folder")
    library.build(photos, "holiday")
    assert "Cannot write in" in library.finish().problem


# The form.


def test_a_name_is_suggested_until_one_is_typed(library: Library, photos: Path, tmp_path: Path):
    form = library.galleries._form
    library.click(library.galleries.frame._add)
    form._photos.line.setText(str(photos))
    assert form._name.text() == "My holiday- Alps"
    form._photos.line.setText(str(tmp_path / "con"))
    assert form._name.text() == "co"
    form._name.setText("own")
    form._photos.line.setText(str(photos))
    assert form._name.text() == "own"


@pytest.mark.parametrize("name", ["a/b", "..", "con", "x" * 65, "line\u2028break", "zz\u202egpj"])
def test_a_name_that_cannot_be_is_said_at_once(library: Library, photos: Path, name: str):
    form = library.galleries._form
    library.click(library.galleries.frame._add)
    form._photos.line.setText(str(photos))
    form._name.setText(name)
    assert "cannot be the name" in form._problem.text()
    assert form._problem.textFormat() == Qt.TextFormat.PlainText
    assert not form._start.isEnabled()


def test_a_table_that_is_not_named_is_asked_for(library: Library, photos: Path):
    form = library.galleries._form
    library.click(library.galleries.frame._add)
    form._photos.line.setText(str(photos))
    assert form.wish() is not None
    form._positions.setCurrentIndex(1)
    assert form.wish() is None
    assert "CSV" in form._note.text()


def test_a_gallery_of_another_encoder_is_not_added_to(library: Library, mine: Path, photos: Path):
    library.galleries.frame.stale.emit()
    library.wait(lambda: len(library.galleries.frame._list.rows()) == 2)
    form = library.galleries._form
    library.click(library.galleries.frame._add)
    form._photos.line.setText(str(photos))
    form._name.setText("mine")
    form._encoder.setCurrentIndex(form._encoder.findData("starter"))
    assert "was made by tiny-" in form._problem.text()
    assert not form._start.isEnabled()
    form._encoder.setCurrentIndex(form._encoder.findData("tiny"))
    assert form._start.isEnabled()


def test_a_folder_and_a_table_can_be_dropped(library: Library, photos: Path, tmp_path: Path):
    form = library.galleries._form
    assert drop(library.galleries.frame, photos)
    library.wait(lambda: form._photos.path() == photos)
    (tmp_path / "where.csv").write_text("file,lat,lon\n")
    assert drop(library.galleries.frame, tmp_path / "where.csv")
    library.wait(lambda: form._csv.path() == tmp_path / "where.csv")
    assert form.wish().csv == tmp_path / "where.csv"


# What there is.


@pytest.fixture
def shown(mine: Path, library: Library) -> Library:
    """A library that has the gallery `mine`."""
    library.choose(library.galleries, "mine")
    return library


def test_details_are_those_of_the_gallery(shown: Library, mine: Path):
    gallery = Gallery.open(mine)
    texts = shown.galleries.frame.details.facts.texts()
    assert {gallery.id, gallery.encoder_id, str(mine)} <= set(texts)
    assert any(str(gallery.rows) in text for text in texts)
    assert "tiny" in shown.row(shown.galleries, "mine").line


def test_a_sound_gallery_is_checked(shown: Library, mine: Path):
    shown.click(shown.galleries._check)
    assert shown.finish().result == GallerySound("mine", Gallery.open(mine).rows)
    assert "✓ Checked" in shown.galleries.frame.details.state_text()
    assert "sound" in shown.strip()
    shown.stop()
    assert shown.strip() == ""


def test_damage_that_only_a_check_finds(shown: Library, mine: Path):
    vectors = mine / Gallery.open(mine).manifest.segments[0].vectors
    content = bytearray(vectors.read_bytes())
    content[-1] ^= 1
    vectors.write_bytes(content)
    shown.click(shown.galleries._check)
    assert vectors.name in shown.finish().problem
    assert shown.row(shown.galleries, "mine").state == "✕ damaged"
    assert "build it again" in shown.galleries.frame.details.state_text()
    assert not shown.galleries._use.isEnabled()
    # Also in the next dialog.
    shown.dialog.reject()
    shown.open()
    assert shown.row(shown.galleries, "mine").state == "✕ damaged"


@posix
def test_a_check_is_stopped(work, mine: Path, gate: Gate):
    library = work("hold", grace_ms=600_000)
    library.choose(library.galleries, "mine")
    library.click(library.galleries._check)
    arrival = gate.wait()
    library.stop()
    arrival.let_through()
    assert library.finish().was_stopped
    assert "Nothing was changed" in library.strip()
    assert library.row(library.galleries, "mine").state == ""


@posix
def test_a_check_that_is_killed_is_no_damage(work, mine: Path, gate: Gate):
    library = work("hold")
    library.choose(library.galleries, "mine")
    library.click(library.galleries._check)
    arrival = gate.wait()
    os.kill(arrival.pid, signal.SIGKILL)
    assert "was killed" in library.finish().problem
    arrival.leave()
    assert library.row(library.galleries, "mine").state == ""


@pytest.mark.parametrize("missing", ["gallery.json", "vectors", "rows"])
def test_a_damaged_gallery_is_shown_with_its_reason(library: Library, mine: Path, missing: str):
    next(path for path in mine.iterdir() if path.name.startswith(missing)).unlink()
    library.galleries.frame.stale.emit()
    library.settle()
    library.choose(library.galleries, "mine")
    assert library.row(library.galleries, "mine").state == "✕ damaged"
    assert "build it again" in library.galleries.frame.details.state_text()
    assert not (library.galleries._use.isVisible() and library.galleries._use.isEnabled())
    library.click(library.galleries._remove)
    library.answer("Remove")
    library.settle()
    assert not mine.exists()


ODD_NAMES = ["<b>bold", "line\nbreak", "zz\u202egpj.exe", "صور", "&amp; %1 %n", "x" * 200]


@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not know")
@pytest.mark.parametrize("name", ODD_NAMES)
def test_names_are_shown_as_what_they_are(library: Library, built: Path, home: Path, name: str):
    shutil.copytree(built, home / "galleries" / name)
    library.galleries.frame.stale.emit()
    library.settle()
    library.choose(library.galleries, name)
    title = library.galleries.frame.details._title
    assert title.textFormat() == Qt.TextFormat.PlainText
    assert "\n" not in title.text()
    assert "\u202e" not in title.text()
    assert title.text().startswith(name[:2])
    shown = library.galleries.frame._list.currentIndex().data()
    assert shown == title.text()
    library.click(library.galleries._remove)
    box = library.question()
    assert box.textFormat() == Qt.TextFormat.PlainText
    assert title.text() in box.text()
    library.answer("Cancel")


def test_a_folder_that_cannot_be_read_is_said(
    library: Library, home: Path, monkeypatch: pytest.MonkeyPatch
):
    real = Path.iterdir

    def refuse(path: Path):
        if path == home / "galleries":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    (home / "galleries").mkdir()
    monkeypatch.setattr(Path, "iterdir", refuse)
    library.galleries.frame.stale.emit()
    library.settle()
    assert f"{home / 'galleries'} cannot be read" in library.galleries.frame._problem.text()
    # The others are there.
    assert library.row(library.galleries, "starter")


# Choice and removal.


def test_the_gallery_of_the_encoder_in_use_is_chosen_alone(shown: Library, mine: Path):
    shown.dialog.show_in_use(Gallery.open(mine).encoder_id, "")
    shown.click(shown.galleries._use)
    assert shown.told == [("gallery", "mine")]


def test_a_gallery_whose_encoder_is_missing_cannot_be_used(
    library: Library, mine: Path, home: Path
):
    shutil.rmtree(home / "packs" / "tiny")
    library.galleries.frame.stale.emit()
    library.settle()
    library.choose(library.galleries, "mine")
    assert not library.galleries._use.isEnabled()
    assert "not installed" in library.galleries.frame.details.state_text()


def test_a_gallery_is_removed_after_a_question(shown: Library, mine: Path):
    shown.click(shown.galleries._remove)
    shown.answer("Cancel")
    assert mine.exists()
    shown.click(shown.galleries._remove)
    assert "photos that it was made from stay" in shown.question().informativeText()
    shown.answer("Remove")
    shown.settle()
    assert not mine.exists()
    assert [row.name for row in shown.galleries.frame._list.rows()] == ["starter"]
    assert shown.told == []


def test_removing_the_gallery_in_use_says_what_that_means_and_lets_go_of_it(
    shown: Library, mine: Path
):
    shown.dialog.show_in_use(Gallery.open(mine).encoder_id, "mine")
    shown.click(shown.galleries._remove)
    assert "It is in use" in shown.question().informativeText()
    shown.answer("Remove")
    shown.settle()
    assert shown.told == [("gallery", "")]
    assert not mine.exists()


def test_what_came_with_the_program_cannot_be_removed(library: Library):
    library.choose(library.galleries, "starter")
    assert not library.galleries._remove.isVisible()


@posix
def test_a_gallery_that_another_run_is_writing_stays(shown: Library, mine: Path):
    from g3desktop.engine.gallery.shelf import locked

    with locked(mine.parent, "mine"):
        shown.click(shown.galleries._remove)
        shown.answer("Remove")
        shown.settle()
        assert "is being built or removed" in shown.galleries.frame._problem.text()
    assert mine.exists()
    assert shown.galleries._remove.isEnabled()
