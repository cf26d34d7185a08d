"""What is dropped on the window by the system's own events, and what is pasted into it."""

from __future__ import annotations

import base64
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QLabel, QWidget

from g3desktop.store.records import PhotoState
from g3desktop.ui.list_column import ListColumn
from g3desktop.ui.photo_list import Role
from g3desktop.ui.status_line import StatusLine
from tests.pictures import write_photo, write_photos
from tests.ui.sessions import stored
from tests.ui.windows import Opened, opened, urls

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

DONE, FAILED = PhotoState.DONE, PhotoState.FAILED


@pytest.fixture
def window(qtbot, tmp_path: Path):
    with opened(qtbot, tmp_path / "home") as window:
        yield window


def drop(window: Opened, data: QMimeData) -> None:
    window.drag(window.list, data)


def paste(window: Opened, data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)
    window.action("Paste").trigger()


BOTH_WAYS = pytest.mark.parametrize("give", [drop, paste])


def teal() -> QImage:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    return image


def teal_url() -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert teal().save(buffer, "PNG")
    return f"data:image/png;base64,{base64.b64encode(buffer.data().data()).decode()}"


def as_image() -> QMimeData:
    data = QMimeData()
    data.setImageData(teal())
    return data


def as_text() -> QMimeData:
    data = QMimeData()
    data.setText(teal_url())
    return data


def as_address() -> QMimeData:
    return urls(teal_url())


def as_browser() -> QMimeData:
    """As browsers drag a picture: where it comes from, and the picture itself."""
    data = urls("https://example.org/teal.png")
    data.setImageData(teal())
    data.setHtml("<img src='https://example.org/teal.png'>")
    return data


@BOTH_WAYS
@pytest.mark.parametrize("make", [as_image, as_text, as_address, as_browser])
def test_a_picture_without_a_file_is_kept_and_placed(
    window: Opened, give, make: Callable[[], QMimeData]
):
    give(window, make())
    window.wait_idle()
    assert window.states() == [DONE]
    (record,) = window.heard.records.values()
    assert record.path.parent == window.heard.folder / "pasted"
    assert QImage(str(record.path)).pixelColor(1, 1) == QColor("teal")


@BOTH_WAYS
@pytest.mark.parametrize(
    "name", [b"caf\xe9.jpg", b"50%.jpg", b"a?b#c.jpg", b"two\nlines.jpg", b"a b+c.jpg"]
)
def test_files_of_any_name(window: Opened, give, tmp_path: Path, name: bytes):
    photo = write_photo(tmp_path / "a.jpg").rename(tmp_path / os.fsdecode(name))
    give(window, urls(photo))
    window.wait_idle()
    assert [record.path for record in window.heard.records.values()] == [photo]
    assert window.states() == [DONE]


@BOTH_WAYS
def test_files_and_folders_together(window: Opened, give, tmp_path: Path):
    inside = write_photos(tmp_path / "folder", 3)
    one = write_photo(tmp_path / "one.jpg")
    give(window, urls(one, tmp_path / "folder"))
    window.wait_idle()
    assert [record.path for record in window.heard.records.values()] == [one, *inside]
    assert window.states() == [DONE] * 4


@pytest.mark.slow
@BOTH_WAYS
def test_several_hundred_files_at_once(window: Opened, give, tmp_path: Path):
    photos = write_photos(tmp_path / "photos", 300)
    give(window, urls(*photos))
    window.wait_idle()
    assert [record.path for record in window.heard.records.values()] == photos
    assert window.states() == [DONE] * 300
    assert "300 photo(s)" in window.status


@BOTH_WAYS
def test_a_picture_on_the_web_is_refused_with_a_notice(window: Opened, give):
    give(window, urls("http://127.0.0.1:9/a.jpg"))
    window.wait_idle()
    assert window.rows() == []
    (notice,) = window.notices
    assert "not fetched" in notice


@BOTH_WAYS
def test_files_are_taken_from_the_web_nothing_is(window: Opened, give, tmp_path: Path):
    photo = write_photo(tmp_path / "a.jpg")
    give(window, urls("https://127.0.0.1:9/b.jpg", photo))
    window.wait_idle()
    assert [record.path for record in window.heard.records.values()] == [photo]
    (notice,) = window.notices
    assert "not fetched" in notice


@BOTH_WAYS
def test_addresses_of_files_may_be_text(window: Opened, give, tmp_path: Path):
    names = [b"a b.jpg", b"caf\xe9.jpg", "\u00fc.jpg".encode()]
    photos = [
        write_photo(tmp_path / f"{n}.jpg", seed=n).rename(tmp_path / os.fsdecode(name))
        for n, name in enumerate(names)
    ]
    data = QMimeData()
    lines = [photos[0].as_uri(), photos[1].as_uri(), f"FILE://{photos[2]}"]
    data.setText("\r\n".join(lines) + "\n")
    give(window, data)
    window.wait_idle()
    assert [record.path for record in window.heard.records.values()] == photos
    assert window.states() == [DONE] * 3


@BOTH_WAYS
def test_an_address_on_the_web_may_be_text(window: Opened, give):
    data = QMimeData()
    data.setText("https://127.0.0.1:9/a.jpg")
    give(window, data)
    window.wait_idle()
    assert window.rows() == []
    (notice,) = window.notices
    assert "not fetched" in notice


@BOTH_WAYS
@pytest.mark.parametrize(
    "text", ["just words", "see file:///a.jpg", "file:///a.jpg\nand b", "data:text/html,<b>", ""]
)
def test_other_text_is_left_alone(window: Opened, give, text: str):
    data = QMimeData()
    data.setText(text)
    give(window, data)
    assert not window.drag(window.list, data)
    window.wait_idle()
    assert window.rows() == []
    assert window.notices == ()


def test_nothing_on_the_clipboard(window: Opened):
    paste(window, QMimeData())
    window.wait_idle()
    assert window.rows() == []


@BOTH_WAYS
def test_a_damaged_address_is_said(window: Opened, give):
    give(window, urls("data:image/png;base64,????"))
    window.wait_idle()
    assert window.rows() == []
    assert len(window.notices) == 1


@pytest.mark.parametrize("obstacle", ["full disk", "folder"])
def test_a_picture_that_cannot_be_kept_is_said_and_nothing_is_left(
    window: Opened, monkeypatch: pytest.MonkeyPatch, obstacle: str
):
    pasted = window.heard.folder / "pasted"
    paste(window, as_text())
    window.wait_idle()
    assert len(list(pasted.iterdir())) == 1
    window.action("Remove from the list").trigger()
    window.wait_idle()
    assert list(pasted.iterdir()) == []
    if obstacle == "full disk":
        monkeypatch.setattr(os, "fsync", refuse_to_sync)
    else:
        pasted.rmdir()
        pasted.write_text("in the way")
    paste(window, as_text())
    window.wait_idle()
    assert window.rows() == []
    (notice,) = window.notices
    assert "could not be kept" in notice
    assert pasted.is_file() or list(pasted.iterdir()) == []


def refuse_to_sync(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def places(window: Opened) -> dict[str, QWidget]:
    """Where people let go: on what lies deepest under the pointer."""
    return {
        "list": window.list,
        "filter": window.filter,
        "right": window.right,
        "status": window.part(StatusLine),
    }


@pytest.mark.parametrize("place", ["list", "filter", "right", "status"])
def test_photos_are_taken_wherever_they_are_dropped(window: Opened, place: str, tmp_path: Path):
    write_photos(tmp_path / "photos", 2)
    assert window.drag(places(window)[place], urls(tmp_path / "photos"))
    window.wait_idle()
    assert window.states() == [DONE, DONE]
    # With an answer the right column shows other widgets.
    write_photo(tmp_path / "one.jpg", seed=9)
    assert window.drag(places(window)[place], urls(tmp_path / "one.jpg"))
    window.wait_idle()
    assert window.states() == [DONE] * 3
    assert window.filter.text() == ""


BROKEN = {
    "cut short": lambda whole: whole[: len(whole) // 2],
    "of no bytes": lambda _whole: b"",
    "no picture": lambda _whole: b"<html>no picture</html>",
}


@pytest.fixture
def five_hundred(tmp_path: Path) -> tuple[Path, set[Path]]:
    """A folder of 500 photos, and those 50 of them that are broken, each in one of three ways."""
    folder = tmp_path / "folder"
    photos = write_photos(folder, 500)
    broken = photos[4::10]
    for number, photo in enumerate(broken):
        damage = list(BROKEN.values())[number % len(BROKEN)]
        photo.write_bytes(damage(photo.read_bytes()))
    return folder, set(broken)


@pytest.mark.slow
@pytest.mark.web
def test_500_photos_of_which_50_are_broken(qtbot, tmp_path: Path, five_hundred):
    folder, broken = five_hundred
    with opened(qtbot, tmp_path / "home", with_page=True) as window:
        window.wait(lambda: window.map.page is not None)
        (inner,) = window.map.focusProxy().findChildren(QWidget)
        assert window.drag(inner, urls(folder))
        window.wait_idle()
        window.wait(lambda: not any(row.endswith(", done") for row, _, _ in window.read_aloud()))
        names = [path.name for path in sorted(folder.rglob("*.jpg"))]
        assert window.rows() == names
        check_list(window, {path.name for path in broken})
        check_views(window, names, {path.name for path in broken})
    with stored(tmp_path / "home") as library:
        records = library.photos()
        assert [record.path.name for record in records] == names
        assert {record.path for record in records if record.state is FAILED} == broken
        assert {record.state for record in records} == {DONE, FAILED}
        for record in records:
            assert bool(record.reason) == (record.path in broken)
            assert bool(library.answer(record.id)) == (record.path not in broken)


def check_list(window: Opened, broken: set[str]) -> None:
    """The list, to the eye and to the ear."""
    lines = window.rows(Role.LINE)
    for name, state, line, (heard, _, _) in zip(
        window.rows(), window.states(), lines, window.read_aloud(), strict=True
    ):
        assert state == (FAILED if name in broken else DONE)
        assert heard.startswith(f"{name}, ")
        assert heard.endswith(line)
        assert line
    assert sum(chosen for _, _, chosen in window.read_aloud()) == 1
    assert "500 photo(s)" in window.status
    assert "50 without an answer" in window.status


def check_views(window: Opened, names: list[str], broken: set[str]) -> None:
    """Every order and every choice of the list."""
    done = [name for name in names if name not in broken]
    failed = [name for name in names if name in broken]
    trigger = window.choose_in_list
    trigger("By state")
    assert window.rows() == failed + done
    trigger("Only those without an answer")
    assert window.rows() == failed
    assert [row.split(",")[0] for row, _, _ in window.read_aloud()] == failed
    trigger("Only those that are done")
    assert window.rows() == done
    trigger("Only those still to be done")
    assert window.rows() == []
    assert window.read_aloud() == []
    trigger("All photos")
    trigger("By name")
    assert window.rows() == sorted(names)
    window.filter.setText("049")
    assert window.rows() == [name for name in names if "049" in name]
    window.filter.setText("no such photo")
    assert window.rows() == []
    labels = window.part(ListColumn).findChildren(QLabel)
    assert any(label.text() == "No photo matches the filter." for label in labels)
    window.filter.clear()
    trigger("In order of work")
    assert window.rows() == names
