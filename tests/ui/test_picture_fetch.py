"""A reference's picture is fetched at the press of a button, and never otherwise."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCursor,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from shiboken6 import isValid

from g3desktop.services.picture_shelf import PictureShelf
from g3desktop.settings import NetworkSettings, Settings, find_folders
from g3desktop.ui.application import make_program
from g3desktop.ui.evidence import EvidencePanel
from g3desktop.ui.exhibit import Exhibit
from g3desktop.ui.fetch_offer import FetchOffer
from g3desktop.ui.links import permission
from g3desktop.ui.network import requests
from g3desktop.ui.picture_fetch import PictureFetch, pictures_folder
from g3desktop.ui.place_card import PlaceCard
from g3desktop.ui.reference_strip import ReferenceStrip
from g3desktop.ui.status_line import StatusLine
from g3desktop.ui.theme import apply_theme, tokens
from g3desktop.wiring.references import small_jpeg
from tests.flickr_server import (
    OTHER_PAGE,
    PAGE,
    FlickrServer,
    hanging,
    held,
    sending,
    serving,
)
from tests.pictures import write_photo
from tests.ui.browser import Browser
from tests.ui.evidence_answers import AGRA, LAHORE, NASTY, TOWN, answer, candidate, reference

FOREIGN = "https://example.org/photos/a/1/"
CLOSED = Settings(network=NetworkSettings(reference_pictures=False))


@pytest.fixture(autouse=True)
def _as_by_default():
    permission.use(Settings())
    yield
    permission.use(Settings())
    assert requests.sites == (), "every request that begins ends"


@pytest.fixture
def picture(tmp_path: Path) -> bytes:
    return write_photo(tmp_path / "there.jpg", size=(400, 300)).read_bytes()


@pytest.fixture
def flickr(monkeypatch, picture: bytes):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with serving(picture) as server:
        yield server


@pytest.fixture
def shelf(flickr: FlickrServer, tmp_path: Path) -> PictureShelf:
    return PictureShelf(tmp_path / "references", site=flickr.site)


class Column:
    """The right column with something that fetches."""

    def __init__(self, qtbot, shelf: PictureShelf) -> None:
        self.qtbot = qtbot
        self.fetch = PictureFetch(lambda: shelf)
        self.panel = EvidencePanel(tokens("dark"), self.fetch)
        qtbot.addWidget(self.panel)
        self.panel.resize(400, 800)
        QCursor.setPos(0, 0)
        self.panel.move(50, 50)
        self.panel.show()
        qtbot.waitExposed(self.panel)

    def part(self, kind):
        (found,) = self.panel.findChildren(kind)
        return found

    def show(self, *references, key: str = "f00d") -> None:
        found = candidate(AGRA, 0.4, references=references)
        photo = QPixmap(400, 300)
        photo.fill(Qt.GlobalColor.red)
        self.panel.show_answer(answer(found, candidate(LAHORE, 0.2, TOWN), key=key), photo)

    @property
    def offer(self) -> FetchOffer:
        return self.part(FetchOffer)

    @property
    def buttons(self) -> dict[str, QPushButton]:
        return {one.text(): one for one in self.offer.findChildren(QPushButton) if one.isVisible()}

    @property
    def exhibit(self) -> Exhibit:
        return self.panel.findChildren(Exhibit)[1]

    @property
    def said(self) -> str:
        """What stands in the column, of what is seen."""
        return "\n".join(one.text() for one in self.panel.findChildren(QLabel) if one.isVisible())

    def press(self, text: str = "Fetch the picture") -> None:
        self.qtbot.mouseClick(self.buttons[text], Qt.MouseButton.LeftButton)

    def wait_offer(self, text: str = "Fetch the picture") -> None:
        self.qtbot.waitUntil(lambda: text in self.buttons)

    def wait_picture(self) -> None:
        self.qtbot.waitUntil(lambda: not self.exhibit.view.pixmap().isNull())

    def wait_quiet(self) -> None:
        self.qtbot.waitUntil(lambda: requests.sites == ())

    def end(self) -> None:
        """Take everything down, as the end of the program does."""
        if isValid(self.fetch):
            self.fetch.deleteLater()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def column(qtbot, qapp, shelf: PictureShelf):
    apply_theme(qapp, "dark")
    column = Column(qtbot, shelf)
    yield column
    column.end()
    qapp.setStyleSheet("")


def published(row: int = 1, url: str = PAGE, **more):
    return reference(row, url=url, author="12345678@N00", **more)


# Nothing is asked before the button is pressed.


def test_it_is_offered_with_what_will_leave_this_machine(flickr, column: Column):
    column.show(published())
    column.wait_offer()
    assert "flickr.com will see that this page was asked for, not your photo." in column.said
    button = column.buttons["Fetch the picture"]
    assert "not your photo" in button.accessibleDescription()
    assert list(column.buttons) == ["Fetch the picture"]
    assert flickr.requests == []


def test_no_request_leaves_before_the_button_is_pressed(flickr, column: Column):
    refs = [published(1), published(2, OTHER_PAGE)]
    for key in ("a", "b"):
        column.show(*refs, key=key)
        column.wait_offer()
        column.part(ReferenceStrip).pick(1)
        column.wait_offer()
        column.panel.choose(2)
        column.panel.choose(1)
    column.offer.show_state(column.fetch.state_of(PAGE))
    assert flickr.requests == []
    assert requests.sites == ()


@pytest.mark.parametrize("url", [None, FOREIGN, "file:///etc/passwd", "https://www.flickr.com/"])
def test_nothing_is_offered_for_other_pages(flickr, column: Column, url: str | None):
    column.show(published(url=url))
    assert not column.offer.isVisible()
    column.fetch.fetch(url or "")
    assert flickr.requests == []


def test_a_picture_of_the_gallery_needs_no_other(flickr, column: Column, tmp_path: Path):
    image = str(write_photo(tmp_path / "r.jpg", size=(200, 150)))
    column.show(published(image=image))
    column.wait_picture()
    assert not column.offer.isVisible()
    assert "Attribution" not in column.said


def test_one_that_cannot_be_read_may_be_fetched(flickr, column: Column, tmp_path: Path):
    column.show(published(image=str(tmp_path / "gone.jpg")))
    column.wait_offer()
    assert "cannot be read" in column.said
    column.press()
    column.wait_picture()


def test_a_place_without_references_offers_nothing(column: Column):
    column.show(published())
    column.wait_offer()
    column.panel.choose(2)
    assert column.part(PlaceCard).isVisible()
    assert not column.offer.isVisible()


def test_without_anything_that_fetches_nothing_is_offered(qtbot, qapp):
    panel = EvidencePanel(tokens("dark"))
    qtbot.addWidget(panel)
    panel.show()
    panel.show_answer(answer(candidate(AGRA, 0.4, references=[published()])), QPixmap(40, 30))
    (offer,) = panel.findChildren(FetchOffer)
    assert not offer.isVisible()


# The picture.


def test_the_picture_comes_with_author_licence_and_link(flickr, column: Column):
    column.show(published())
    column.wait_offer()
    column.press()
    column.wait_picture()
    assert column.exhibit.view.pixmap().width() == 400
    assert not column.part(PlaceCard).isVisible()
    said = column.said.splitlines()
    assert "photo by Bees · Attribution-ShareAlike License" in said
    assert "Taj at dawn" in said
    assert "Taj Mahal" in said
    assert "photo by Bees" in column.exhibit.view.accessibleDescription()
    assert column.exhibit.link.text() == "Source: www.flickr.com ↗"
    assert len(flickr.requests) == 2


def test_what_its_author_wrote_is_text_and_never_markup(flickr, column: Column):
    flickr.says(flickr.embed(author_name=NASTY, title="<img src=x>", license="<b>none</b>"))
    column.show(published())
    column.wait_offer()
    column.press()
    column.wait_picture()
    labels = [one for one in column.exhibit.findChildren(QLabel) if "photo by" in one.text()]
    assert [one.textFormat() for one in labels] == [Qt.TextFormat.PlainText]
    (facts,) = [one.text() for one in labels]
    assert "photo by <b>bold</b> & \\u202egpj.exe next · <b>none</b>" in facts
    assert "<img src=x>" in facts


def test_its_link_opens_the_page_in_the_browser(flickr, column: Column, browser: Browser):
    column.show(published())
    column.wait_offer()
    column.press()
    column.wait_picture()
    column.qtbot.mouseClick(column.exhibit.link, Qt.MouseButton.LeftButton)
    assert browser.opened == [PAGE]


def test_the_next_time_it_is_there_without_a_request(qtbot, flickr, shelf, column: Column):
    shelf.fetch(PAGE, small_jpeg)
    asked = len(flickr.requests)
    column.show(published())
    column.wait_picture()
    assert not column.offer.isVisible()
    column.show(published(2, OTHER_PAGE), key="other")
    column.wait_offer()
    column.show(published(), key="again")
    column.wait_picture()
    assert len(flickr.requests) == asked


def test_a_picture_that_was_damaged_is_offered_and_fetched_anew(flickr, shelf, column: Column):
    shelf.fetch(PAGE, small_jpeg).image.write_bytes(b"damaged")
    column.show(published())
    column.wait_offer()
    column.press()
    column.wait_picture()
    assert len(flickr.requests) == 4


def test_keys_fetch_too_and_the_focus_goes_to_the_picture(flickr, column: Column):
    column.show(published())
    column.wait_offer()
    button = column.buttons["Fetch the picture"]
    button.setFocus()
    column.qtbot.keyClick(button, Qt.Key.Key_Space)
    column.wait_picture()
    assert column.exhibit.view.hasFocus()


# While it is asked for.


def test_more_presses_send_no_more_requests(flickr, column: Column, picture: bytes):
    flickr.shows(held(picture))
    column.show(published())
    column.wait_offer()
    button = column.buttons["Fetch the picture"]
    for _ in range(3):
        column.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    column.qtbot.waitUntil(flickr.hung.is_set)
    column.qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
    assert button.text() == "Fetching…"
    column.show(published(), published(2))
    assert button.text() == "Fetching…", "an answer that comes again, better, changes nothing"
    flickr.go_on.set()
    column.wait_picture()
    assert flickr.paths == ["/services/oembed/", "/picture.jpg"]


def test_the_foot_says_so_while_it_lasts(qtbot, flickr, column: Column, picture: bytes):
    line = StatusLine()
    qtbot.addWidget(line)
    line.show()
    foot = line._network
    before = foot.text()
    flickr.shows(held(picture))
    column.show(published())
    column.wait_offer()
    assert foot.text() == before
    column.press()
    assert foot.text() == "asking flickr.com for a picture"
    assert "flickr.com is asked for the picture of a reference" in foot.toolTip()
    flickr.go_on.set()
    column.wait_picture()
    assert foot.text() == before


def choose_another(column: Column) -> None:
    column.part(ReferenceStrip).pick(1)


def choose_another_place(column: Column) -> None:
    column.panel.choose(2)


def choose_another_photo(column: Column) -> None:
    column.show(published(2, OTHER_PAGE), key="other")


def choose_no_photo(column: Column) -> None:
    column.panel.show_nothing()


def press_stop(column: Column) -> None:
    column.press("Stop")


def switch_it_off(column: Column) -> None:
    permission.use(CLOSED)


@pytest.mark.parametrize(
    "away",
    [
        *(choose_another, choose_another_place, choose_another_photo, choose_no_photo),
        *(press_stop, switch_it_off),
    ],
)
def test_turning_away_ends_the_request(flickr, column: Column, away):
    flickr.shows(hanging)
    column.show(published(), published(2, OTHER_PAGE))
    column.wait_offer()
    column.press()
    column.qtbot.waitUntil(flickr.hung.is_set)
    away(column)
    column.wait_quiet()
    assert flickr.left.wait(20)
    assert "Fetching" not in column.said
    permission.use(Settings())
    column.show(published(), key="back")
    column.wait_offer()


def test_another_one_can_be_fetched_meanwhile(flickr, column: Column, picture: bytes):
    flickr.says(hanging)
    column.show(published(), published(2, OTHER_PAGE))
    column.wait_offer()
    column.press()
    column.qtbot.waitUntil(flickr.hung.is_set)
    choose_another(column)
    flickr.says(flickr.embed())
    column.wait_offer()
    column.press()
    column.wait_picture()
    assert "Reference 2 of 2" in column.said


def test_the_end_of_the_program_does_not_wait_for_the_site(flickr, column: Column):
    flickr.says(hanging)
    column.show(published())
    column.wait_offer()
    column.press()
    column.qtbot.waitUntil(flickr.hung.is_set)
    column.end()
    assert flickr.left.wait(20)
    assert requests.sites == ()


# Failures.


def test_a_failure_is_said_in_place_and_can_be_tried_again(flickr, column: Column, monkeypatch):
    told: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            told.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    flickr.says(sending(b"", 429, Retry_After="90"))
    column.show(published())
    column.wait_offer()
    column.press()
    column.wait_offer("Try again")
    assert "flickr.com asks to slow down. Try again in 90 s." in column.said
    assert told == ["flickr.com asks to slow down. Try again in 90 s."]
    assert column.part(PlaceCard).isVisible()
    flickr.says(flickr.embed())
    column.press("Try again")
    column.wait_picture()
    assert "slow down" not in column.said


def test_a_failure_belongs_to_its_page(flickr, column: Column):
    flickr.says(sending(b"", 404))
    column.show(published(), published(2, OTHER_PAGE))
    column.wait_offer()
    column.press()
    column.wait_offer("Try again")
    assert "no longer on flickr.com" in column.said
    choose_another(column)
    column.wait_offer()
    assert "no longer on flickr.com" not in column.said
    column.part(ReferenceStrip).pick(0)
    assert "no longer on flickr.com" in column.said


def test_the_focus_stays_on_the_button_when_it_fails(flickr, column: Column):
    flickr.says(sending(b"", 404))
    column.show(published())
    column.wait_offer()
    button = column.buttons["Fetch the picture"]
    button.setFocus()
    column.qtbot.keyClick(button, Qt.Key.Key_Space)
    column.wait_offer("Try again")
    assert button.hasFocus()


def test_a_folder_that_cannot_be_used_is_said(qtbot, flickr, column: Column, tmp_path: Path):
    (tmp_path / "references").write_text("a file")
    column.show(published())
    column.wait_offer()
    column.press()
    column.wait_offer("Try again")
    assert "Cannot write in" in column.said


def test_a_fault_of_the_program_is_not_swallowed(qtbot, flickr):
    class Broken(PictureShelf):
        def fetch(self, *args, **more):
            raise ZeroDivisionError

    fetch = PictureFetch(lambda: Broken(Path("nowhere"), site=flickr.site))
    with qtbot.waitSignal(fetch.changed):
        fetch.state_of(PAGE)
    with qtbot.captureExceptions() as raised:
        fetch.fetch(PAGE)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError
    fetch.deleteLater()


# As it is allowed.


def test_switched_off_it_is_not_offered(flickr, column: Column):
    permission.use(CLOSED)
    column.show(published())
    column.qtbot.waitUntil(lambda: column.fetch.state_of(PAGE) is not None)
    QCoreApplication.processEvents()
    assert not column.offer.isVisible()
    column.fetch.fetch(PAGE)
    assert flickr.requests == []
    permission.use(Settings())
    column.wait_offer()


def test_switched_off_what_is_there_is_shown(flickr, shelf, column: Column):
    shelf.fetch(PAGE, small_jpeg)
    permission.use(CLOSED)
    column.show(published())
    column.wait_picture()


@pytest.mark.usefixtures("application")
def test_the_window_finds_pictures_in_the_cache_and_offers_others(qtbot, flickr, home: Path):
    folders = find_folders()
    PictureShelf(pictures_folder(folders.cache), site=flickr.site).fetch(PAGE, small_jpeg)
    asked = len(flickr.requests)
    program = make_program(folders, home / "data", theme="dark")
    with closing(program):
        panel = program.window._furnish().evidence
        picture, offer = panel.findChildren(Exhibit)[1], panel.findChildren(FetchOffer)[0]
        for page, wanted in ((PAGE, picture), (OTHER_PAGE, offer)):
            shown = candidate(AGRA, 0.4, references=[published(url=page)])
            panel.show_answer(answer(shown, key=page), QPixmap(40, 30))
            qtbot.waitUntil(lambda wanted=wanted: wanted.isVisibleTo(panel))
    program.window.deleteLater()
    assert len(flickr.requests) == asked


def test_long_names_of_references_do_not_push_the_last_one_out(column: Column):
    refs = [published(row, title="Taj Ganj, " * 20) for row in (1, 2, 3)]
    column.show(*refs)
    QCoreApplication.processEvents()
    strip = column.part(ReferenceStrip)
    assert not strip.horizontalScrollBar().isVisible()
    boxes = [strip.visualItemRect(strip.item(row)) for row in range(3)]
    assert all(strip.viewport().rect().contains(box) for box in boxes)
    assert {box.width() for box in boxes} == {strip.viewport().width()}
