"""The right column for people: names, roles, focus, contrast, and large letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetrics, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QStyle, QStyleOptionViewItem

from g3desktop.ui.agreement import supports_of
from g3desktop.ui.comparison import Comparison
from g3desktop.ui.disclosure import Disclosure
from g3desktop.ui.evidence import EvidencePanel
from g3desktop.ui.pictures import PictureView
from g3desktop.ui.place_card import Locator
from g3desktop.ui.place_list import PlaceDelegate, PlaceList
from g3desktop.ui.places import PlaceModel, rows_of
from g3desktop.ui.reference_strip import ReferenceStrip
from g3desktop.ui.theme import apply_theme, small_font, tokens
from tests.ui.evidence_answers import AGRA, answer, candidate, reference, usual


@pytest.fixture
def shown(qtbot, qapp):
    """A panel with an answer, in letters of the size asked for."""
    usual_font = QFont(qapp.font())
    panels = []

    def show(answered=None, *, width: int = 400, times: float = 1.0) -> EvidencePanel:
        font = QFont(usual_font)
        font.setPointSizeF(usual_font.pointSizeF() * times)
        qapp.setFont(font)
        apply_theme(qapp, "light")
        panel = EvidencePanel(tokens("light"))
        qtbot.addWidget(panel)
        panel.resize(width, 800)
        picture = QPixmap(400, 300)
        picture.fill(Qt.GlobalColor.red)
        panel.show_answer(answered or usual(), picture)
        panel.show()
        QApplication.processEvents()
        panels.append(panel)
        return panel

    yield show
    qapp.setStyleSheet("")
    qapp.setFont(usual_font)


def seen(widget):
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface


def only(panel, kind):
    (found,) = panel.findChildren(kind)
    return found


NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


def test_rows_say_all_that_they_draw(shown):
    places = seen(only(shown(), PlaceList))
    assert places.role() == QAccessible.Role.List
    assert places.text(NAME) == "Ranked places"
    assert places.childCount() == 3
    first, second = places.child(0), places.child(1)
    assert first.role() == QAccessible.Role.ListItem
    assert first.state().selected
    assert first.text(NAME) == (
        "1. Agra, Uttar Pradesh, India; verification cosine 0.400; "
        "1 similar photo(s), 2 answer(s) of the model; spread 0.6 km"
    )
    assert "first by verification" in second.text(NAME)


def test_pictures_and_maps_are_pictures_with_a_description(qtbot, shown):
    panel = shown()
    photo = next(view for view in panel.findChildren(PictureView) if view.isVisible())
    assert seen(photo).role() == QAccessible.Role.Graphic
    assert seen(photo).text(NAME) == "Your photo"
    assert "400 × 300" in seen(photo).text(DESCRIPTION)
    locator = only(panel, Locator)
    qtbot.waitUntil(lambda: not locator.pixmap().isNull())
    assert seen(locator).role() == QAccessible.Role.Graphic
    assert seen(locator).text(DESCRIPTION) == "Taj Mahal"
    strip = seen(only(panel, ReferenceStrip))
    assert strip.child(1).text(NAME) == "Taj Mahal, similarity 0.88, 0.6 km from the place"


def test_a_disclosure_says_whether_it_is_open(shown):
    panel = shown()
    said = panel.findChildren(Disclosure)[0]
    button = said.focusWidget() or said.findChild(type(said._button))
    assert not seen(button).state().checked
    assert seen(button).text(DESCRIPTION) == "closed"
    said.open()
    assert seen(button).state().checked
    assert seen(button).text(DESCRIPTION) == "open"
    assert seen(button).text(NAME) == "What the model said (3)"


def test_everything_that_takes_the_focus_has_a_name(shown):
    panel = shown()
    reached = _by_tab(panel)
    for widget in reached:
        interface = seen(widget)
        assert interface.text(NAME) or interface.text(QAccessible.Text.Value), widget
    kinds = [type(widget).__name__ for widget in reached]
    order = ["PlaceList", "PictureView", "ReferenceStrip"]
    assert [kind for kind in kinds if kind in order] == order
    assert kinds.index("PlaceList") > kinds.index("QPushButton"), "facts before places"


def _by_tab(panel):
    """Return what Tab goes through, in its order."""
    chain, widget = [], panel.nextInFocusChain()
    while widget is not panel:
        can = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if panel.isAncestorOf(widget) and can and widget.isVisible() and widget.isEnabled():
            chain.append(widget)
        widget = widget.nextInFocusChain()
    return chain


def test_the_focus_is_seen_wherever_it_is(shown, qapp):
    panel = shown()
    panel.activateWindow()
    for widget in _by_tab(panel):
        widget.clearFocus()
        QApplication.processEvents()
        without = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        assert widget.hasFocus(), widget
        assert widget.grab().toImage() != without, f"{widget} looks the same with the focus"


# Colours.


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""

    def luminance(colour: str) -> float:
        parts = [QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF()]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXTS = ("text", "dim", "faint", "accent", "working", "failure", "reference", "model", "grid")
GROUNDS = ("background", "panel", "raised")


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_readable_on_every_ground(theme, text: str, ground: str):
    colours = tokens(theme)
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_pressed_and_accented_buttons_are_readable_and_the_focus_is_seen(theme):
    colours = tokens(theme)
    assert contrast(colours.text, colours.line) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    for ground in GROUNDS:
        assert contrast(colours.accent, getattr(colours, ground)) >= 3
    assert contrast(colours.accent, colours.line) >= 3, "a bar on its groove"


# Letters and screens of other sizes.


@pytest.mark.parametrize("width", [320, 400])
@pytest.mark.parametrize("times", [1.0, 2.0])
def test_no_text_is_cut_off_at_any_size_of_letters(shown, times: float, width: int):
    panel = shown(width=round(width * times), times=times)
    assert panel.widget().width() <= panel.viewport().width()
    letters = QFontMetrics(QApplication.font()).height()
    for label in panel.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert QFontMetrics(label.font()).height() >= 0.85 * letters, label.text()
            box = label.heightForWidth(label.width()) if label.wordWrap() else 0
            assert label.height() >= max(box, QFontMetrics(label.font()).height()), label.text()
    for button in panel.findChildren(QPushButton):
        if button.isVisible():
            assert button.height() >= QFontMetrics(button.font()).height(), button.text()


def test_rows_grow_with_the_letters(shown):
    heights = []
    for times in (1.0, 2.0):
        places = only(shown(times=times), PlaceList)
        lines = QFontMetrics(places.font()).height()
        lines += QFontMetrics(small_font(places.font())).height()
        heights.append(places.sizeHintForRow(0))
        assert heights[-1] >= lines
        assert places.height() >= 3 * heights[-1]
    assert heights[1] > 1.5 * heights[0]


@pytest.mark.parametrize("ratio", [1, 2, 3])
@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
def test_a_row_is_drawn_at_every_scale_and_mirrored(qapp, ratio: int, direction):
    model, delegate = PlaceModel(), PlaceDelegate(tokens("dark"))
    model.show_rows(rows_of(usual().candidates), hold=False)
    option = QStyleOptionViewItem()
    option.direction = direction
    option.state |= QStyle.StateFlag.State_Selected
    option.rect = QRect(0, 0, 340, delegate.sizeHint(option, model.index(0, 0)).height())
    image = QImage(option.rect.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    delegate.paint(painter, option, model.index(0, 0))
    painter.end()
    blue = QColor(tokens("dark").reference).rgb()
    marked = [
        x for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) == blue
    ]
    left = direction == Qt.LayoutDirection.LeftToRight
    assert marked
    assert (max(marked) < image.width() / 2) == left


def test_each_way_of_looking_has_a_shape_of_its_own(qapp):
    shapes = [one.shape for place in usual().candidates for one in supports_of(place)]
    assert set(shapes) == {"reference", "model", "verification", "grid"}


def test_long_names_stay_within_the_column(shown):
    long = (AGRA[0], AGRA[1].__class__("Llan" * 30, "Gwynedd" * 20, "Cymru" * 20, "GB"))
    refs = [reference(1, title="Wort" * 60), reference(2, title="Wort" * 60)]
    panel = shown(answer(candidate(long, 0.4, references=refs)), width=320)
    assert panel.widget().width() <= panel.viewport().width()
    assert only(panel, Comparison).width() <= panel.viewport().width()
