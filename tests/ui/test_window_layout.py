"""What the window remembers of its looks, from one start to the next."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSplitter, QToolButton

from g3desktop.settings import MapSettings
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


def add_photos(window: Opened, folder: Path) -> None:
    """Three that are done and one that has failed."""
    write_photos(folder, 3)
    (folder / "broken.jpg").write_text("no picture")
    window.drag(window.list, urls(folder))
    window.wait_idle()


def sort_button(window: Opened) -> QToolButton:
    return window.part(ListColumn).findChild(QToolButton)


def test_order_and_filter_of_the_list_are_as_they_were_left(qtbot, tmp_path: Path):
    with opened(qtbot, tmp_path / "home") as window:
        add_photos(window, tmp_path / "photos")
        window.choose_in_list("By state")
        assert sort_button(window).text() == "Sort"
        window.choose_in_list("Only those without an answer")
        assert sort_button(window).text() == "Filtered"
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        assert window.rows() == ["broken.jpg"]
        assert sort_button(window).text() == "Filtered"
        assert window.action("Only those without an answer").isChecked()
        window.choose_in_list("All photos")
        assert window.rows()[0] == "broken.jpg"
        assert len(window.rows()) == 4
        assert window.action("By state").isChecked()


def test_a_filter_that_would_hide_every_photo_is_not_taken_up(qtbot, tmp_path: Path):
    with opened(qtbot, tmp_path / "home") as window:
        add_photos(window, tmp_path / "photos")
        window.choose_in_list("By name")
        window.choose_in_list("Only those still to be done")
        assert window.rows() == []
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        assert len(window.rows()) == 4
        assert window.action("All photos").isChecked()
        assert window.action("By name").isChecked()
        assert sort_button(window).text() == "Sort"


def switch_on_map(window: Opened, projection: str, **layers: bool) -> None:
    """What the page says when somebody presses its buttons."""
    window.map._take({"type": "view", "projection": projection, "layers": layers})


def drawn(window: Opened) -> tuple[object, object]:
    return window.map._state.get("projection"), window.map._state.get("layers")


FLAT = ("flat", {"density": False, "references": True, "answers": True})
GLOBE = ("globe", {"density": True, "references": True, "answers": True})


def test_the_map_is_drawn_as_it_was_left(qtbot, tmp_path: Path):
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        switch_on_map(window, "globe", density=False)
        window.action("Flat map").trigger()
        assert drawn(window) == FLAT
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        assert drawn(window) == FLAT
        # A file with streets that is chosen changes nothing else.
        window.window.use_map(MapSettings(basemap=str(tmp_path / "streets.pmtiles")))
        assert drawn(window) == FLAT


def test_settings_that_were_changed_since_come_before_what_was_left(qtbot, tmp_path: Path):
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        window.action("Flat map").trigger()
    with opened(qtbot, tmp_path / "home", settings=MapSettings(references=False)) as window:
        window.wait_idle()
        assert drawn(window) == ("globe", GLOBE[1] | {"references": False})


@pytest.mark.parametrize(
    "note", ["", "no JSON", "[]", "{}", "null", '{"key": "order", "states": ["lost"]}', "[" * 5000]
)
def test_a_choice_that_makes_no_sense_is_not_taken_up(qtbot, tmp_path: Path, note: str):
    photos = write_photos(tmp_path / "photos", 2)
    with opened(qtbot, tmp_path / "home") as window:
        window.drag(window.list, urls(*photos))
        window.wait_idle()
    with stored(tmp_path / "home") as library:
        for key in ("window.list", "window.map"):
            library.set_note(key, note)
    with opened(qtbot, tmp_path / "home") as window:
        window.wait_idle()
        assert window.rows() == [photo.name for photo in photos]
        assert drawn(window) == (None, None)
