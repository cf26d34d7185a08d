"""What the window remembers of its looks, from one start to the next."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSplitter

from g3desktop.ui.list_column import ListColumn
from tests.pictures import write_photos
from tests.ui.sessions import stored
from tests.ui.windows import MapWithoutPage, Opened, opened, urls

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


def columns(window: Opened) -> QSplitter:
    splitter = window.part(ListColumn).parentWidget()
    assert isinstance(splitter, QSplitter)
    return splitter


def test_size_and_columns_are_as_they_were_left(qtbot, tmp_path: Path):
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        # No wider than the screen of tests: what is restored fits the screen.
        window.window.resize(780, 650)
        columns(window).setSizes([200, 300, 280])
        left = (window.window.size(), columns(window).sizes())
        assert columns(window).sizes()[0] == 200
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        assert (window.window.size(), columns(window).sizes()) == left


def test_in_a_narrow_window_the_map_keeps_its_place(qtbot, tmp_path: Path):
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        columns(window).setSizes([320, 480, 480])
        window.window.resize(window.window.minimumSizeHint())
        assert window.map.width() >= 160


@pytest.mark.parametrize("folded", [("Fold the photos", 0), ("Fold the evidence", 2)])
def test_a_folded_column_stays_folded_and_opens_again(
    qtbot, tmp_path: Path, folded: tuple[str, int]
):
    text, place = folded
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        window.action(text).trigger()
        assert columns(window).sizes()[place] == 0
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        assert columns(window).sizes()[place] == 0
        # A photo that comes does not open it.
        write_photos(tmp_path / "photos", 2)
        window.drag(window.part(MapWithoutPage), urls(tmp_path / "photos"))
        window.wait_idle()
        assert columns(window).sizes()[place] == 0
        window.action(text).trigger()
        assert columns(window).sizes()[place] > 0


def test_a_window_that_was_closed_at_once_forgets_nothing(qtbot, tmp_path: Path):
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        window.window.resize(1280, 650)
        window.action("Fold the photos").trigger()
    with opened(qtbot, tmp_path / "home"):
        pass
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        assert window.window.height() == 650
        assert columns(window).sizes()[0] == 0


@pytest.mark.parametrize("note", [b"", b"\x00nonsense" * 50, "text", b"\xff" * 10_000])
def test_a_layout_that_makes_no_sense_is_not_used(qtbot, tmp_path: Path, note: bytes | str):
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
    with stored(tmp_path / "home") as library:
        for key in ("window.geometry", "window.columns"):
            assert library.note(key)
            library.set_note(key, note)
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        assert all(size > 0 for size in columns(window).sizes())


def test_the_list_comes_back_in_the_order_of_work(qtbot, tmp_path: Path):
    photos = write_photos(tmp_path / "photos", 4)
    with opened(qtbot, tmp_path / "home") as window:
        window.drag(window.list, urls(tmp_path / "photos"))
        window.wait_idle()
        window.window.select_photo(2)
        # Nothing is left to be done, so that nothing can come before it.
        window.action("Place first").trigger()
        window.wait_idle()
        order = [photo.name for photo in photos]
        assert window.rows() == order
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        assert window.rows() == order
        assert [chosen for _, _, chosen in window.read_aloud()] == [True, False, False, False]
