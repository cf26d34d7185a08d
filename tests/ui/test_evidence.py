"""The right column: what it says, and that it stays still while an answer grows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)

from g3desktop.domain.geometry import LatLon
from g3desktop.ui.comparison import Comparison, Exhibit
from g3desktop.ui.disclosure import Disclosure
from g3desktop.ui.evidence import EvidencePanel
from g3desktop.ui.photo_state import split_reason
from g3desktop.ui.place_card import Locator, PlaceCard, SourceLink
from g3desktop.ui.place_list import PlaceList
from g3desktop.ui.places import Role
from g3desktop.ui.reference_strip import ReferenceStrip
from g3desktop.ui.theme import apply_theme, tokens
from tests.pictures import write_photo
from tests.ui.browser import Browser
from tests.ui.evidence_answers import (
    AGRA,
    DELHI,
    LAHORE,
    NASTY,
    OSLO,
    TOWN,
    answer,
    candidate,
    reference,
    rejected,
    reply,
    sampling,
    usual,
)
from tests.ui.evidence_panels import shown_panel
from tests.ui.pointer import enter, leave


@pytest.fixture
def panel(qtbot, qapp) -> Iterator[EvidencePanel]:
    with shown_panel(qtbot, qapp, height_px=700) as panel:
        yield panel


def photo() -> QPixmap:
    picture = QPixmap(400, 300)
    picture.fill(Qt.GlobalColor.red)
    return picture


def only(panel, kind):
    (found,) = panel.findChildren(kind)
    return found


def texts(panel) -> list[str]:
    shown = [one for one in panel.findChildren(QLabel) if one.isVisible()]
    buttons = [one for one in panel.findChildren(QPushButton) if one.isVisible()]
    return [one.text() for one in (*shown, *buttons)]


def title(panel) -> str:
    return next(
        one.text()
        for one in panel.findChildren(QLabel)
        if one.isVisible() and one.property("role") == "answer"
    )


def names(panel) -> list[str]:
    model = only(panel, PlaceList).model()
    return [model.index(row, 0).data(Role.NAMES)[-1] for row in range(model.rowCount())]


# What it says.


def test_the_answer_is_a_sentence_with_facts_and_no_per_cent(panel: EvidencePanel):
    panel.show_answer(usual(), photo())
    said = texts(panel)
    assert title(panel) == "Agra, Uttar Pradesh"
    assert "India · references within 0.6 km" in said
    assert "27.17510, 78.04210" in said
    assert "✓ 2 reference photo(s) near it" in said
    assert "✓ model 2 of 3" in said
    assert "verification prefers another" in said
    assert "no EXIF position" in said
    model = only(panel, PlaceList).model()
    rows = [
        str(model.index(row, 0).data(role))
        for row in range(3)
        for role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
    ]
    assert not [text for text in (*said, *rows) if "%" in text]
    assert "it is no probability" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "verification cosine 0.400" in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_camera_s_position_is_compared(panel: EvidencePanel):
    panel.show_answer(replace(usual(), photo=answer(exif=AGRA[0]).photo), photo())
    assert "✓ EXIF position under 0.1 km away" in texts(panel)
    panel.choose(3)
    assert any(text.startswith("EXIF position 60") for text in texts(panel))


def test_a_place_without_a_name_is_its_position(panel: EvidencePanel):
    nowhere = (LatLon(-60.0, 12.5), replace(AGRA[1], name="", admin1="", country=""))
    panel.show_answer(answer(candidate(nowhere, 0.4, TOWN)), photo())
    assert title(panel) == "-60.00000, 12.50000"
    assert names(panel) == ["-60.00000, 12.50000"]


def test_names_are_text_and_never_markup(panel: EvidencePanel):
    nasty = (AGRA[0], replace(AGRA[1], name=NASTY, country=NASTY))
    refs = [reference(1, title=NASTY, url="https://example.org/<b>"), reference(2, title=NASTY)]
    shown = answer(
        candidate(nasty, 0.4, reply(0, 0, NASTY), references=refs),
        sampling=sampling(1),
        rejected=(rejected(NASTY, NASTY),),
        warnings=(NASTY,),
    )
    panel.show_answer(shown, photo())
    labels = [one for one in panel.findChildren(QLabel) if "<b>" in one.text()]
    assert len(labels) >= 3
    for label in labels:
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert "\u202e" not in label.text()
    for text in panel.findChildren(QPlainTextEdit):
        assert "<b>bold</b>" in text.toPlainText()
        assert "\u202e" not in text.toPlainText()
    strip = only(panel, ReferenceStrip)
    assert "&lt;b&gt;" in strip.item(0).toolTip()
    assert "\n" not in strip.item(0).text()


def test_replies_are_grouped_by_prompt_and_rejected_ones_say_why(panel: EvidencePanel):
    panel.show_answer(usual(), photo())
    said, turned = panel.findChildren(Disclosure)
    text = said.findChild(QPlainTextEdit)
    assert not text.isVisible()
    said.open()
    assert text.isVisible()
    lines = text.toPlainText().splitlines()
    without, with_five = (
        lines.index("Asked without references"),
        lines.index("Asked with 5 reference(s)"),
    )
    assert without < lines.index("Reply 3, seed 2 → 2. Delhi, India") < with_five
    assert lines.index("Reply 2, seed 1 → 1. Agra, India") > with_five
    rest = turned.findChild(QPlainTextEdit).toPlainText()
    assert "1 × no position" in rest
    assert "Reply 4, seed 7: no position: text\nI do not know" in rest


def test_no_candidates_and_no_photo(panel: EvidencePanel):
    panel.show_answer(answer(warnings=("No gallery.",)), photo())
    assert title(panel) == "No place found"
    assert any("No gallery." in text for text in texts(panel))
    panel.show_nothing()
    assert title(panel) == "No photo chosen"
    assert not only(panel, PlaceList).isVisible()


def test_work_is_told_by_stage(panel: EvidencePanel):
    panel.show_state("Placing…", "aligning", photo(), working=True)
    (line,) = [one for one in panel.findChildren(QLabel) if one.text() == "aligning"]
    assert line.property("role") == "working"
    assert not [one for one in panel.findChildren(QPushButton) if one.isVisible()]
    panel.show_state("Waiting", "waiting", photo())
    assert line.property("role") == "dim"


def test_a_failed_photo_says_why_and_helps(qtbot, panel: EvidencePanel):
    reason = "/a. b/c.jpg is truncated: it holds less than it promises. Copy it again."
    panel.show_failed(reason, "/a. b/c.jpg", photo())
    said = texts(panel)
    assert "The file is truncated: it holds less than it promises." in said
    assert "Copy it again." in said
    buttons = {one.text(): one for one in panel.findChildren(QPushButton) if one.isVisible()}
    with qtbot.waitSignals([panel.again_wanted, panel.folder_wanted]):
        buttons["Place again"].click()
        buttons["Show in folder"].click()


@pytest.mark.parametrize(
    ("reason", "failed", "advice"),
    [
        ("/a.jpg is empty. Copy it again.", "The file is empty.", "Copy it again."),
        ("/a.jpg: the file is bad", "The file is bad", ""),
        ("The engine died twice on it.", "The engine died twice on it.", ""),
    ],
)
def test_a_reason_is_parted_from_what_to_try(qapp, reason: str, failed: str, advice: str):
    assert split_reason(reason, "/a.jpg") == (failed, advice)


# References and cards.


def test_a_reference_without_a_picture_has_a_card_with_a_map(qtbot, panel: EvidencePanel):
    refs = [reference(1, title="Taj Mahal", url="https://example.org/taj"), reference(2)]
    panel.show_answer(answer(candidate(AGRA, 0.4, references=refs)), photo())
    card, locator = only(panel, PlaceCard), only(panel, Locator)
    assert card.isVisible()
    qtbot.waitUntil(lambda: not locator.pixmap().isNull())
    drawn = locator.grab().toImage()
    colours = {
        drawn.pixel(x, y) for x in range(0, drawn.width(), 5) for y in range(0, drawn.height(), 5)
    }
    assert len(colours) > 3
    said = [one.text() for one in card.findChildren(QLabel)]
    assert "Taj Mahal" in said
    (facts,) = [text for text in said if "similarity" in text]
    assert facts.splitlines()[:2] == ["Reference 1 of 2", "similarity 0.89 · 0.3 km from the place"]
    assert "keeps no picture" in facts
    only(panel, ReferenceStrip).setCurrentRow(1)
    assert any("Reference 2 of 2" in one.text() for one in card.findChildren(QLabel))


def test_a_town_without_references_has_the_same_card(panel: EvidencePanel):
    panel.show_answer(usual(), photo())
    panel.choose(3)
    said = "\n".join(one.text() for one in only(panel, PlaceCard).findChildren(QLabel))
    assert "Lahore, Pakistan" in said
    assert "No reference photo was taken near it." in said
    assert "a town among those compared" in said
    assert not only(panel, ReferenceStrip).isVisible()


def test_a_reference_s_picture_comes_beside_the_photo(qtbot, panel: EvidencePanel, tmp_path):
    image = str(write_photo(tmp_path / "r.jpg", size=(200, 150)))
    refs = [reference(1, image=image), reference(2, image=str(tmp_path / "gone.jpg"))]
    panel.show_answer(answer(candidate(AGRA, 0.4, references=refs)), photo())
    mine, other = panel.findChildren(Exhibit)
    before = other.view.height()
    assert other.isVisible()
    assert not only(panel, PlaceCard).isVisible()
    qtbot.waitUntil(lambda: not other.view.pixmap().isNull())
    assert other.view.pixmap().width() == 200
    assert other.view.height() == before, "nothing moves when a picture of usual shape comes"
    strip = only(panel, ReferenceStrip)
    strip.setCurrentRow(1)
    qtbot.waitUntil(only(panel, PlaceCard).isVisible)
    assert any(
        "cannot be read" in one.text() for one in only(panel, PlaceCard).findChildren(QLabel)
    )
    assert mine.isVisible()


def test_the_browser_opens_on_a_click_and_for_web_pages_alone(
    panel: EvidencePanel, browser: Browser
):
    urls = ["https://example.org/taj", "file:///etc/passwd", "javascript:alert(1)", None]
    refs = [reference(row, url=url) for row, url in enumerate(urls, start=1)]
    panel.show_answer(answer(candidate(AGRA, 0.4, references=refs)), photo())
    link = only(only(panel, PlaceCard), SourceLink)
    strip = only(panel, ReferenceStrip)
    assert link.text() == "Source: example.org ↗"
    link.click()
    for row in (1, 2, 3):
        strip.setCurrentRow(row)
        assert not link.isVisible()
        link.click()
    assert browser.opened == ["https://example.org/taj"]
    panel.open_map()
    assert browser.opened[1].startswith("https://www.openstreetmap.org/?mlat=27.17510&mlon=78.04")


def test_the_position_is_copied_in_four_notations(qtbot, panel: EvidencePanel):
    panel.show_answer(usual(), photo())
    written = {}
    for copy in (panel.copy_decimal, panel.copy_dms, panel.copy_plus_code, panel.copy_geo_link):
        with qtbot.waitSignal(panel.copied) as signal:
            copy()
        assert QGuiApplication.clipboard().text() == signal.args[0]
        written[copy.__name__] = signal.args[0]
    assert list(written.values()) == [
        "27.17510, 78.04210",
        "27°10′30.4″N 78°02′31.6″E",
        "7JVW52GR+2R",
        "geo:27.1751,78.0421",
    ]
    menu = next(one.menu() for one in panel.findChildren(QToolButton) if one.menu())
    assert [action.text().split("\t")[-1] for action in menu.actions()[:4]] == list(
        written.values()
    )
    menu.actions()[1].trigger()
    assert QGuiApplication.clipboard().text() == written["copy_dms"]


def test_facts_lead_to_their_evidence(qtbot, panel: EvidencePanel):
    panel.show_answer(usual(), photo())
    chips = {one.accessibleName(): one for one in panel.findChildren(QPushButton)}
    chips["model 2 of 3"].click()
    assert panel.findChildren(Disclosure)[0].is_open
    with qtbot.waitSignal(panel.place_chosen, check_params_cb=lambda rank: rank == 2):
        chips["verification prefers another"].click()
    assert panel.chosen == 2


# What is looked at stays where it is.


def again(*order):
    """The usual photo, answered again with places in this order."""
    places = {
        "Agra": candidate(AGRA, 0.4, references=[reference(1), reference(2)]),
        "Delhi": candidate(DELHI, 0.6, verified=True),
        "Lahore": candidate(LAHORE, 0.2, TOWN),
        "Oslo": candidate(OSLO, 0.5, reply(0, 0)),
    }
    return answer(*(places[name] for name in order))


def test_a_picked_place_stays_chosen_whatever_its_rank_becomes(qtbot, panel: EvidencePanel):
    panel.show_answer(again("Agra", "Delhi"), photo())
    panel.choose(2)
    with qtbot.assertNotEmitted(panel.place_chosen):
        panel.show_answer(again("Oslo", "Agra", "Lahore", "Delhi"), photo())
    assert panel.chosen == 4
    assert title(panel) == "Delhi"
    assert only(panel, PlaceList).currentIndex().row() == 3
    panel.show_answer(again("Oslo", "Agra"), photo())
    assert (panel.chosen, title(panel)) == (1, "Oslo")


def test_the_best_place_is_shown_where_nobody_picked_one(panel: EvidencePanel):
    panel.show_answer(again("Agra", "Delhi"), photo())
    panel.show_answer(again("Oslo", "Agra", "Delhi"), photo())
    assert (panel.chosen, title(panel)) == (1, "Oslo")


def test_under_the_pointer_the_place_that_is_read_stays(qtbot, panel: EvidencePanel):
    panel.show_answer(again("Agra", "Delhi"), photo())
    enter(panel)
    panel.show_answer(again("Oslo", "Agra", "Delhi"), photo())
    assert (panel.chosen, title(panel)) == (2, "Agra, Uttar Pradesh")
    with qtbot.waitSignal(panel.place_chosen):
        leave(panel)
    assert (panel.chosen, title(panel)) == (1, "Oslo")


def test_rows_keep_their_order_under_the_pointer(panel: EvidencePanel):
    places = only(panel, PlaceList)
    panel.show_answer(again("Agra", "Delhi", "Lahore"), photo())
    enter(places)
    panel.show_answer(again("Oslo", "Lahore", "Agra"), photo())
    assert names(panel) == ["Agra", "Delhi", "Lahore", "Oslo"]
    model = places.model()
    gone = model.index(1, 0)
    assert gone.data(Role.GONE)
    assert not gone.flags() & Qt.ItemFlag.ItemIsEnabled
    assert places.ranks() == [3, 2, 2, 1]
    # A click means what the row says, not what stands in that place of the ranking.
    places.setCurrentIndex(model.index(2, 0))
    assert (panel.chosen, title(panel)) == (2, "Lahore, Punjab")
    leave(places)
    assert names(panel) == ["Oslo", "Lahore", "Agra"]
    assert places.currentIndex().row() == 1
    assert panel.chosen == 2


def test_another_photo_is_not_held(panel: EvidencePanel):
    places = only(panel, PlaceList)
    panel.show_answer(again("Agra", "Delhi"), photo())
    panel.choose(2)
    enter(places)
    panel.show_answer(replace(again("Oslo"), photo=answer(key="beef").photo), photo())
    assert names(panel) == ["Oslo"]
    assert panel.chosen == 1


def test_what_is_read_stays_in_place_when_rows_come_above_it(qtbot, panel: EvidencePanel):
    panel.resize(400, 300)
    panel.show_answer(again("Agra", "Delhi"), photo())
    compared = only(panel, Comparison)
    bar = panel.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 300)
    bar.setValue(compared.y() + 20)
    enter(panel)
    enter(compared)

    def top() -> int:
        return compared.mapTo(panel.viewport(), QPoint(0, 0)).y()

    before, scrolled = top(), bar.value()
    panel.show_answer(again("Agra", "Delhi", "Lahore", "Oslo"), photo(), refining=True)
    assert top() == before
    assert bar.value() > scrolled
    QApplication.processEvents()
    assert top() == before


def test_a_compared_reference_stays_compared(panel: EvidencePanel):
    panel.show_answer(again("Agra"), photo())
    only(panel, ReferenceStrip).setCurrentRow(1)
    more = candidate(AGRA, 0.4, references=[reference(9), reference(1), reference(2)])
    panel.show_answer(answer(more), photo())
    assert only(panel, ReferenceStrip).currentRow() == 2
    assert only(panel, Comparison).chosen_reference.row == 2


def test_refining_is_said_while_it_lasts(panel: EvidencePanel):
    panel.show_answer(usual(), photo(), refining=True)
    assert "◐ still being refined" in texts(panel)
    panel.choose(2)
    assert "◐ still being refined" in texts(panel)
    panel.show_answer(usual(), photo())
    QApplication.processEvents()
    assert "◐ still being refined" not in texts(panel)


def test_both_themes_draw_other_pictures(qtbot, panel: EvidencePanel, qapp):
    panel.show_answer(usual(), photo())
    dark: QImage = panel.grab().toImage()
    apply_theme(qapp, "light")
    panel.set_colours(tokens("light"))
    light = panel.grab().toImage()
    assert dark.pixelColor(4, 4).lightnessF() < 0.5 < light.pixelColor(4, 4).lightnessF()
