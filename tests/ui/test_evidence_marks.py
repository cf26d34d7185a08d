"""Map and right column at one: what is pointed at or chosen in one is so in the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from g3desktop.domain.answer import Answer
from g3desktop.ui.comparison import Comparison, Exhibit
from g3desktop.ui.evidence import EvidencePanel
from g3desktop.ui.place_card import Locator, PlaceCard
from g3desktop.ui.place_list import PlaceList
from g3desktop.ui.reference_strip import ReferenceStrip
from g3desktop.ui.reply_list import ReplyList
from g3desktop.ui.theme import tokens
from tests.pictures import write_photo
from tests.ui.evidence_answers import (
    AGRA,
    DELHI,
    LAHORE,
    SIMILAR,
    TOWN,
    answer,
    candidate,
    reference,
    reply,
    sampling,
    usual,
)
from tests.ui.evidence_panels import shown_panel
from tests.ui.pointer import enter, leave, move_pointer


@pytest.fixture
def panel(qtbot, qapp) -> Iterator[EvidencePanel]:
    with shown_panel(qtbot, qapp, height_px=900) as panel:
        yield panel


class Told:
    """What a panel says of what is pointed at and chosen."""

    def __init__(self, panel: EvidencePanel) -> None:
        self.hovered: list[str] = []
        self.chosen: list[str] = []
        self.places: list[int] = []
        panel.hovered.connect(self.hovered.append)
        panel.evidence_chosen.connect(self.chosen.append)
        panel.place_chosen.connect(self.places.append)


@pytest.fixture
def told(panel):
    return Told(panel)


def show(panel: EvidencePanel, shown: Answer) -> None:
    """Show an answer, and let it be laid out."""
    panel.show_answer(shown, photo())
    boxes = None
    while boxes != (boxes := boxes_of(panel)):
        QApplication.processEvents()


def boxes_of(panel: EvidencePanel) -> list[QRect]:
    return [widget.geometry() for widget in panel.findChildren(QWidget)]


def photo() -> QPixmap:
    picture = QPixmap(400, 300)
    picture.fill(Qt.GlobalColor.red)
    return picture


def only(panel, kind):
    (found,) = panel.findChildren(kind)
    return found


def shared():
    """Two places; the second reference speaks for both, and Delhi has two of its own."""
    both = reference(2, title="Both")
    return answer(
        candidate(AGRA, 0.4, SIMILAR, reply(0, 0), references=[reference(1), both]),
        candidate(DELHI, 0.6, reply(5, 1), references=[reference(3), both, reference(4)]),
        candidate(LAHORE, 0.2, TOWN),
        sampling=sampling(2),
    )


def middle(view, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def picture_of(view, row: int) -> QImage:
    return view.viewport().grab(view.visualRect(view.model().index(row, 0))).toImage()


# The pointer.


def test_the_pointer_over_a_place_raises_its_disc_once(qtbot, panel: EvidencePanel, told: Told):
    show(panel, shared())
    places = only(panel, PlaceList)
    for row in (0, 1):
        for aside in (0, 5):
            move_pointer(places.viewport(), middle(places, row) + QPoint(aside, 0))
    leave(places)
    assert told.hovered == ["c1", "c2", ""]
    assert told.places == [], "nothing is chosen by pointing at it"


def test_the_pointer_keeps_to_its_place_when_ranks_change(qtbot, panel: EvidencePanel, told: Told):
    show(panel, shared())
    places = only(panel, PlaceList)
    enter(places)
    move_pointer(places.viewport(), middle(places, 1))
    first, second, third = shared().candidates
    show(panel, answer(second, first, third))
    assert told.hovered == ["c2", "c1"]
    show(panel, answer(first, third))
    assert told.hovered == ["c2", "c1", ""], "a place that is gone is no mark"


def test_the_pointer_over_references_raises_their_squares(qtbot, panel, told: Told):
    show(panel, shared())
    strip, card = only(panel, ReferenceStrip), only(panel, PlaceCard)
    for row in (0, 1):
        move_pointer(strip.viewport(), middle(strip, row))
    leave(strip)
    enter(card)
    leave(card)
    assert told.hovered == ["r1", "r2", "", "r1", ""]
    assert told.chosen == []
    panel.choose(3)
    enter(card)
    assert told.hovered[-1] == "c3", "the card of a place without references is the place's"


def test_the_compared_picture_is_pointed_at_as_what_it_is(qtbot, panel, told: Told, tmp_path):
    image = str(write_photo(tmp_path / "r.jpg"))
    refs = [reference(1, image=image), reference(2, image=image)]
    show(panel, answer(candidate(AGRA, 0.4, references=refs)))
    mine, other = panel.findChildren(Exhibit)
    enter(mine)
    leave(mine)
    assert told.hovered == []
    enter(other)
    only(panel, ReferenceStrip).setCurrentRow(1)
    leave(other)
    assert told.hovered == ["r1", "r2", ""]


def test_a_disc_that_is_pointed_at_shows_its_row(panel: EvidencePanel, told: Told):
    show(panel, shared())
    places = only(panel, PlaceList)
    before = [picture_of(places, row) for row in range(3)]
    boxes = boxes_of(panel)
    panel.point("c2")
    after = [picture_of(places, row) for row in range(3)]
    assert [one != other for one, other in zip(before, after, strict=True)] == [False, True, False]
    drawn = {after[1].pixelColor(x, y).name() for x in range(after[1].width()) for y in range(9)}
    assert tokens("dark").faint in drawn
    panel.point("")
    assert [picture_of(places, row) for row in range(3)] == before
    assert boxes_of(panel) == boxes
    assert (panel.chosen, told.hovered, told.places) == (1, [], [])


def test_a_chosen_row_with_the_focus_shows_the_pointer_too(qtbot, panel: EvidencePanel):
    show(panel, shared())
    places = only(panel, PlaceList)
    panel.activateWindow()
    places.setFocus()
    qtbot.waitUntil(places.hasFocus)
    before = picture_of(places, 0)
    panel.point("c1")
    assert picture_of(places, 0) != before


def test_a_square_that_is_pointed_at_shows_its_reference(panel: EvidencePanel):
    show(panel, shared())
    places, strip = only(panel, PlaceList), only(panel, ReferenceStrip)
    rows = [picture_of(places, row) for row in range(3)]
    tiles = [picture_of(strip, row) for row in range(2)]
    panel.point("r2")
    assert picture_of(strip, 0) == tiles[0]
    assert picture_of(strip, 1) != tiles[1]
    assert [picture_of(places, row) for row in range(3)] == rows
    assert strip.currentRow() == 0
    panel.point("r3")
    assert [picture_of(strip, row) for row in range(2)] == tiles
    assert picture_of(places, 1) != rows[1], "one of another place shows that place"
    panel.point("m5.1")
    assert picture_of(places, 1) != rows[1]


def test_the_compared_one_shows_it_around_its_card(qtbot, panel: EvidencePanel):
    one = answer(candidate(AGRA, 0.4, references=[reference(1)]))
    show(panel, one)
    card, locator = only(panel, PlaceCard), only(panel, Locator)
    qtbot.waitUntil(lambda: not locator.pixmap().isNull())
    before = card.grab().toImage()
    panel.point("r1")
    seen = card.grab().toImage()
    assert seen != before
    edge = seen.pixelColor(seen.width() // 2, 0)
    assert edge.lightness() > QColor(tokens("dark").line).lightness()
    panel.resize(420, 900)
    assert card.outline.size() == card.size()
    panel.point("")
    panel.resize(400, 900)
    assert card.grab().toImage() == before


def test_pointing_scrolls_nothing(panel: EvidencePanel):
    panel.resize(400, 300)
    show(panel, shared())
    for mark in ("c3", "r4", "m0.0", "exif", "nonsense", ""):
        panel.point(mark)
        assert panel.verticalScrollBar().value() == 0


# What is chosen.


def test_a_reference_of_the_place_is_compared_and_seen(qtbot, panel: EvidencePanel, told: Told):
    panel.resize(400, 350)
    refs = [reference(row) for row in range(1, 30)]
    show(panel, answer(candidate(AGRA, 0.4, references=refs)))
    strip = only(panel, ReferenceStrip)
    panel.pick("r29")
    assert only(panel, Comparison).chosen_reference.row == 29
    assert strip.currentRow() == 28
    inside = strip.viewport().rect().contains(middle(strip, 28))
    assert inside
    qtbot.waitUntil(lambda: not strip.visibleRegion().isEmpty())
    assert panel.picked == "r29"
    assert told.chosen == ["r29"]
    assert told.places == []


def test_a_reference_of_another_place_chooses_that_place(panel: EvidencePanel, told: Told):
    show(panel, shared())
    panel.pick("r4")
    assert panel.chosen == 2
    assert only(panel, Comparison).chosen_reference.row == 4
    assert told.places == [2]
    panel.pick("r2")
    assert panel.chosen == 2, "the chosen place has it, too"
    panel.choose(3)
    assert panel.picked == ""
    panel.pick("r2")
    assert panel.chosen == 1, "the better one of its places"


@pytest.mark.parametrize("mark", ["exif", "c2", "r77", "m9.9", ""])
def test_what_is_no_evidence_changes_nothing(panel: EvidencePanel, told: Told, mark: str):
    panel.show_nothing()
    panel.pick(mark)
    show(panel, shared())
    panel.pick(mark)
    assert (panel.chosen, panel.picked) == (1, "r1")
    assert (told.places, told.chosen) == ([], [])


def marked_lines(panel: EvidencePanel) -> list[str]:
    text = only(panel, ReplyList).findChild(QPlainTextEdit)
    pieces = [one.cursor.selectedText() for one in text.extraSelections()]
    return pieces[0].split("\u2029") if pieces else []


def test_a_reply_is_unfolded_marked_and_seen(qtbot, panel: EvidencePanel, told: Told):
    panel.resize(400, 350)
    # Characters that Qt counts as two, and the head of another reply inside of one.
    raws = ("\U0001f600 first\nReply 2, seed 1 → 1. Agra, India", "second\nline")
    places = [candidate(AGRA, 0.4, *(reply(5, n, raw) for n, raw in enumerate(raws)))]
    places.append(candidate(DELHI, 0.3, *(reply(0, n, "x\n" * 9) for n in range(6))))
    show(panel, answer(*places, sampling=sampling(8)))
    replies = only(panel, ReplyList)
    assert not replies.is_open
    panel.pick("m5.1")
    assert replies.is_open
    assert marked_lines(panel) == ["Reply 2, seed 1 → 1. Agra, India", "second", "line"]
    text = replies.findChild(QPlainTextEdit)
    line = text.cursorRect()
    assert text.textCursor().block().text() == "Reply 2, seed 1 → 1. Agra, India"
    qtbot.waitUntil(lambda: text.viewport().visibleRegion().contains(line.center()))
    assert not text.hasFocus(), "who clicked on the map goes on there"
    assert (panel.picked, panel.chosen) == ("m5.1", 1)
    panel.pick("m0.3")
    assert panel.chosen == 2
    assert marked_lines(panel)[0] == "Reply 4, seed 3 → 2. Delhi, India"


def test_a_mark_on_a_reply_goes_with_another_choice(panel: EvidencePanel, told: Told):
    show(panel, shared())
    panel.pick("m0.0")
    assert panel.picked == "m0.0"
    panel.show_answer(shared(), photo(), refining=True)
    assert panel.picked == "m0.0", "a refined answer leaves it"
    assert marked_lines(panel)
    panel.choose(2)
    assert (panel.picked, marked_lines(panel)) == ("r3", [])
    panel.pick("m5.1")
    only(panel, ReferenceStrip).setCurrentRow(2)
    assert (panel.picked, marked_lines(panel)) == ("r4", [])
    panel.pick("m5.1")
    show(panel, replace(shared(), photo=answer(key="beef").photo))
    assert (panel.picked, marked_lines(panel)) == ("r1", [])


def test_a_reply_that_is_gone_is_marked_no_longer(panel: EvidencePanel):
    show(panel, usual())
    panel.pick("m5.1")
    fewer = candidate(AGRA, 0.4, SIMILAR, reply(0, 0), references=[reference(1)])
    show(panel, answer(fewer, sampling=sampling(1)))
    assert (panel.picked, marked_lines(panel)) == ("r1", [])


def test_the_marked_reply_is_drawn_in_the_theme(panel: EvidencePanel, qapp):
    show(panel, usual())
    panel.pick("m5.1")
    text = only(panel, ReplyList).findChild(QPlainTextEdit)
    for theme in ("dark", "light"):
        panel.set_colours(tokens(theme))
        ground, head = text.extraSelections()
        assert ground.format.background().color().name() == tokens(theme).raised
        assert head.format.foreground().color().name() == tokens(theme).accent
        assert head.format.fontUnderline(), "to be seen without colours"


def test_a_reference_is_chosen_by_mouse_and_by_keyboard(qtbot, panel, told: Told):
    show(panel, shared())
    panel.choose(2)
    strip = only(panel, ReferenceStrip)
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=middle(strip, 1))
    assert set(told.chosen) == {"r2"}
    qtbot.keyClick(strip, Qt.Key.Key_Down)
    assert told.chosen[-1] == panel.picked == "r4"
    panel.pick("m5.1")
    del told.chosen[:]
    qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=middle(strip, 2))
    assert set(told.chosen) == {"r4"}, "a click on the compared one comes back to it"
    assert panel.picked == "r4"


def test_an_answer_that_is_shown_chooses_nothing(panel: EvidencePanel, told: Told):
    show(panel, shared())
    panel.show_answer(shared(), photo(), refining=True)
    assert (told.chosen, told.places, told.hovered) == ([], [], [])
    assert panel.picked == "r1"
    panel.show_nothing()
    assert panel.picked == ""


# Who took a reference.


def test_the_author_stands_with_title_and_link(qtbot, panel: EvidencePanel, tmp_path):
    image = str(write_photo(tmp_path / "r.jpg"))
    signed = reference(1, image=image, author="Ann <b>\nBee", url="https://example.org/1")
    show(panel, answer(candidate(AGRA, 0.4, references=[signed, reference(2)])))
    _mine, other = panel.findChildren(Exhibit)
    assert "photo by Ann <b>\\nBee" in other.view.accessibleDescription()
    strip = only(panel, ReferenceStrip)
    assert "photo by Ann &lt;b&gt;\\nBee" in strip.item(0).toolTip()
    spoken = strip.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Taj Mahal, photo by Ann <b>\\nBee, similarity")
    strip.setCurrentRow(1)
    assert only(panel, PlaceCard).isVisible()
    words = [label.text() for label in panel.findChildren(type(other._facts))]
    assert not any("photo by" in text for text in words if "Reference 2 of 2" in text)
