"""Galleries that are brought up to date in the window, and imported ones, which cannot be."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import faiss
import pytest
from PySide6.QtCore import QLocale

from g3desktop.engine.alignment.load import load_encoder
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.engine.gallery.inventory import inventory_path
from g3desktop.engine.gallery.published import ImportPlan, import_published
from g3desktop.engine.gallery.segment_writer import Origin
from g3desktop.services.packs import read_pack
from g3desktop.ui.gallery_view import GalleryView
from g3desktop.ui.library_stock import GalleryItem
from g3desktop.ui.library_work import GalleryUpdated
from tests.clustered_rows import DIM, make_embeddings, make_heads
from tests.engine_child_gate import Gate
from tests.pictures import write_photo, write_photos
from tests.tiny_pack import write_tiny_pack
from tests.ui.library import Library

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

PHOTOS = 6


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_pack(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """The folder that the gallery was built from."""
    folder = tmp_path / "<b>My photos"
    write_photos(folder, PHOTOS)
    return folder


@pytest.fixture
def trip(pack: Path, photos: Path, home: Path) -> Path:
    """A gallery of the user's."""
    shutil.copytree(pack, home / "packs" / pack.name)
    encoder = load_encoder(read_pack(pack), device="cpu", precision=None)
    return build_gallery(BuildPlan(photos, "trip", home / "galleries"), encoder).gallery.folder


@pytest.fixture
def library(qtbot, trip: Path) -> Iterator[Library]:
    with closing(Library(qtbot)) as library:
        library.choose(library.galleries, "trip")
        yield library


def update(library: Library):
    library.click(library.galleries._update)
    return library.finish()


def facts(library: Library) -> list[str]:
    return library.galleries.frame.details.facts.texts()


def again(library: Library) -> None:
    """Look at what there is once more."""
    library.galleries.frame.stale.emit()
    library.settle()


def test_what_changed_in_the_folder_is_taken_in(library: Library, photos: Path, trip: Path):
    written = []
    library.workshop.gallery_written.connect(written.append)
    assert str(photos) in facts(library)
    (photos / "roll0" / "0000.jpg").unlink()
    (photos / "roll0" / "0001.jpg").rename(photos / "elsewhere.jpg")
    write_photo(photos / "new.jpg", (10, 20), seed=900)
    write_photo(photos / "nowhere.jpg", seed=901)
    result = update(library).result
    counts = (result.rows, result.added, result.removed, result.moved, result.unchanged)
    assert counts == (PHOTOS, 1, 1, 1, PHOTOS - 2)
    assert verify_gallery(trip).rows == PHOTOS
    assert written == ["trip"]
    assert library.strip() == (
        "Done: The gallery trip has 6 photo(s): 1 new, 1 removed, 1 moved or described anew, "
        "4 unchanged, 1 left out."
    )
    page = library.galleries
    assert page.frame._right.currentWidget() is page._report
    lines = [f"{photos / 'nowhere.jpg'}: it has no position in its EXIF data"]
    assert page._report.lines() == lines
    library.click(page._report._use)
    assert library.told == [("encoder", "tiny"), ("gallery", "trip")]


def test_a_folder_that_is_as_it_was_is_said_to_be(library: Library):
    written = []
    library.workshop.gallery_written.connect(written.append)
    assert update(library).result == GalleryUpdated("trip", PHOTOS, 0, 0, 0, PHOTOS, 0, (), ())
    assert "nothing has changed" in library.strip()
    assert written == []
    # The counts are in the strip: there is nothing to read up.
    page = library.galleries
    assert page.frame._right.currentWidget() is page.frame.details


@posix
def test_what_is_worth_knowing_is_listed(library: Library, photos: Path):
    (photos / "lost.jpg").symlink_to(photos / "nothing")
    library.dialog.show_in_use("whatever", "trip")
    assert not update(library).result.has_changed
    report = library.galleries._report
    assert "lost.jpg" in "".join(report.lines())
    assert report._heading.text() == "Worth knowing"
    assert report._copy.isVisible()
    # It is in use already.
    assert not report._use.isVisible()


def test_a_folder_whose_disk_is_away_takes_nothing_from_the_gallery(
    library: Library, photos: Path, trip: Path
):
    shutil.rmtree(photos)
    assert "Plug its disk in" in update(library).problem
    assert "is not there" in library.strip()
    assert verify_gallery(trip).rows == PHOTOS


@posix
def test_a_stopped_update_goes_on(qtbot, gate: Gate, trip: Path, photos: Path):
    write_photos(photos / "more", 80)
    new = 80 - PHOTOS
    for n in range(80, 80 + PHOTOS):
        write_photo(photos / "more" / f"{n}.jpg", (n / 9, n), seed=n)
    options = {"function": "tests.labour_works:stop_late", "grace_ms": 600_000}
    with closing(Library(qtbot, **options)) as library:
        library.choose(library.galleries, "trip")
        library.click(library.galleries._update)
        arrival = gate.wait()
        assert library.row(library.galleries, "trip").state == "◐ in work"
        assert "Bringing the gallery trip up to date" in library.strip()
        library.wait(lambda: "reading photos" in library.strip())
        library.stop()
        arrival.let_through()
        assert library.finish().was_stopped
        assert "not up to date yet" in library.strip()
        assert library.row(library.galleries, "trip").state == "◔ not finished"
        assert "An update was stopped" in library.galleries.frame.details.state_text()
        assert not library.galleries._go_on.isVisible()
        assert library.galleries._update.text() == "Go on with the update"
    # Another start of the program.
    with closing(Library(qtbot)) as library:
        library.choose(library.galleries, "trip")
        assert update(library).result.added == new + PHOTOS
        assert library.row(library.galleries, "trip").state == ""
        assert library.galleries._update.text() == "Bring up to date"
    assert verify_gallery(trip).rows == PHOTOS + new + PHOTOS


# Where there is no button.


def test_what_nobody_remembers_the_folders_of_cannot_be_updated(library: Library, trip: Path):
    inventory_path(trip.parent, "trip").unlink()
    again(library)
    assert not library.galleries._update.isVisible()
    library.choose(library.galleries, "starter")
    assert not library.galleries._update.isVisible()


def test_damaged_memory_of_the_folders_is_said(library: Library, trip: Path):
    inventory_path(trip.parent, "trip").write_bytes(b"no database " * 400)
    again(library)
    assert not library.galleries._update.isVisible()
    assert "build the gallery once more" in library.galleries.frame.details.state_text()
    assert library.galleries._use.isEnabled()


def test_an_update_needs_the_encoder_of_the_gallery(library: Library, home: Path):
    shutil.rmtree(home / "packs" / "tiny")
    again(library)
    assert library.galleries._update.isVisible()
    assert not library.galleries._update.isEnabled()


# Imported galleries.


@pytest.fixture
def published(home: Path, tmp_path: Path) -> Path:
    heads = make_heads()
    rows = heads.rows(make_embeddings(1200, 4)).numpy()
    index = faiss.IndexFlatIP(rows.shape[1])
    index.add(rows)
    faiss.write_index(index, str(tmp_path / "G3.index"))
    lines = [f"ab_cd_{10**9 + n}.jpg,{n}@N00,{n / 100 + 1},{n / 50}" for n in range(len(rows))]
    (tmp_path / "rows.csv").write_text("\n".join(["IMG_ID,AUTHOR,LAT,LON", *lines]))
    plan = ImportPlan(
        index=tmp_path / "G3.index",
        metadata=tmp_path / "rows.csv",
        name="mp16",
        galleries_folder=home / "galleries",
        origin=Origin("g3-1", (DIM, DIM, DIM)),
    )
    return import_published(plan, heads).gallery.folder


def test_an_imported_gallery_says_what_it_holds(qtbot, published: Path):
    with closing(Library(qtbot)) as library:
        library.choose(library.galleries, "mp16")
        assert "1200 photo(s)" in facts(library)
        assert any(text.startswith("none of its own; ") for text in facts(library))
        assert any(text.endswith(", kept compactly") for text in facts(library))
        assert not library.galleries._update.isVisible()


def test_millions_of_rows_have_separators(qapp, home: Path):
    item = GalleryItem("mp16", home, id="1", rows=4_120_000, size_bytes=4_000_000_000)
    view = GalleryView(item, problem="", is_sound=False, is_in_work=False, is_in_use=False)
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    try:
        assert view.row().line.startswith("4.120.000 ")
    finally:
        QLocale.setDefault(before)
