"""Photo and reference: how they share the room, and one zoom for both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from g3desktop.ui.comparison import Comparison
from g3desktop.ui.pictures import MOST_ZOOM, WHOLE, Look, PictureView, arrange
from g3desktop.ui.theme import tokens
from tests.pictures import write_photo
from tests.ui.evidence_answers import AGRA, candidate, reference

LANDSCAPE, PORTRAIT, PANORAMA = 4 / 3, 2 / 3, 5.0


def test_landscapes_are_stacked_in_a_narrow_column_and_portraits_are_not():
    assert arrange((LANDSCAPE, LANDSCAPE), 364, 400, 10).stacked
    assert not arrange((PORTRAIT, PORTRAIT), 364, 400, 10).stacked
    assert not arrange((LANDSCAPE, LANDSCAPE), 900, 400, 10).stacked
    assert arrange((PANORAMA, PANORAMA), 364, 400, 10).stacked


@given(
    st.tuples(st.floats(0.05, 20), st.floats(0.05, 20)),
    st.integers(240, 2000),
    st.integers(200, 1500),
)
def test_both_pictures_fit_the_room(aspects: tuple[float, float], width: int, room: int):
    found = arrange(aspects, width, room, 10)
    high = sum(found.heights) + 10 if found.stacked else max(found.heights)
    assert 0 < high <= room + 2
    assert all(share > 0 for share in found.widths)


@pytest.fixture
def view(qtbot):
    view = PictureView("a picture")
    qtbot.addWidget(view)
    picture = QPixmap(400, 300)
    picture.fill(Qt.GlobalColor.red)
    view.show_picture(picture, "400 by 300")
    view.resize(300, 200)
    view.show()
    return view


def wheel(view: PictureView, turned: int, at: QPointF) -> bool:
    no_keys, no_buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    event = QWheelEvent(
        at,
        view.mapToGlobal(at),
        QPoint(),
        QPoint(0, turned),
        no_buttons,
        no_keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003, Qt's own signature
    )
    event.ignore()
    view.wheelEvent(event)
    return event.isAccepted()


looks = st.builds(Look, st.floats(1, MOST_ZOOM), st.floats(-1, 2), st.floats(-1, 2))


@given(looks, st.integers(20, 800), st.integers(20, 800))
def test_a_picture_covers_its_frame_or_lies_in_its_middle(qapp, look: Look, wide: int, high: int):
    view = PictureView("a picture")
    view.show_picture(QPixmap(400, 300), "")
    view.resize(wide, high)
    view.look_at(look)
    box, frame = view.frame(), QRectF(view.rect())
    for low, size, seen, whole in (
        (box.left(), box.width(), frame.width(), box.center().x() - frame.width() / 2),
        (box.top(), box.height(), frame.height(), box.center().y() - frame.height() / 2),
    ):
        if size > seen + 1e-6:
            assert low <= 1e-6
            assert low + size >= seen - 1e-6
        else:
            assert abs(whole) < 1e-6


def test_the_wheel_zooms_about_the_pointer_once_it_is_meant(view: PictureView):
    at = QPointF(200, 60)
    assert not wheel(view, 120, at), "a scroll of the page that comes across the picture goes on"
    QTest.mouseMove(view, at.toPoint())
    QApplication.processEvents()
    before = view.frame()
    share = (at.x() - before.x()) / before.width(), (at.y() - before.y()) / before.height()
    assert wheel(view, 240, at)
    after = view.frame()
    assert after.width() == pytest.approx(before.width() * 1.25**2)
    assert after.x() + share[0] * after.width() == pytest.approx(at.x())
    assert after.y() + share[1] * after.height() == pytest.approx(at.y(), abs=1)
    view.forget_pointer()
    assert not wheel(view, 120, at)


def test_a_picture_that_is_seen_whole_lets_the_page_scroll_on(view: PictureView):
    QTest.mouseMove(view, QPoint(100, 100))
    QApplication.processEvents()
    assert not wheel(view, -120, QPointF(100, 100))
    assert view.look == WHOLE


def test_keys_zoom_move_and_show_all(qtbot, view: PictureView):
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.look == WHOLE
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    zoomed = view.look
    assert zoomed.zoom == pytest.approx(1.25**4)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.look.x > zoomed.x
    assert view.look.y > zoomed.y
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert view.look.zoom == pytest.approx(1.25**3)
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.look == WHOLE
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Equal)
    assert view.look.zoom == MOST_ZOOM


def test_dragging_moves_and_a_double_click_shows_all(qtbot, view: PictureView):
    view.look_at(Look(4.0))
    left = Qt.MouseButton.LeftButton
    start = view.frame().topLeft()
    qtbot.mousePress(view, left, pos=QPoint(150, 100))
    qtbot.mouseMove(view, QPoint(120, 90))
    qtbot.mouseRelease(view, left, pos=QPoint(120, 90))
    moved = view.frame().topLeft()
    assert (moved.x() - start.x(), moved.y() - start.y()) == pytest.approx((-30, -10))
    qtbot.mouseMove(view, QPoint(20, 20))
    assert view.frame().topLeft() == moved
    qtbot.mouseDClick(view, left, pos=QPoint(100, 100))
    assert view.look == WHOLE


def test_an_empty_frame_does_nothing(qtbot, view: PictureView):
    view.show_picture(QPixmap(), "nothing")
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    QTest.mouseMove(view, QPoint(100, 100))
    assert not wheel(view, 120, QPointF(100, 100))
    assert view.look == WHOLE
    assert not view.grab().isNull()


@pytest.fixture
def compared(qtbot, tmp_path):
    comparison = Comparison(tokens("light"))
    qtbot.addWidget(comparison)
    comparison.resize(400, 900)
    comparison.show()
    image = str(write_photo(tmp_path / "r.jpg", size=(300, 200)))
    picture = QPixmap(400, 300)
    picture.fill(QColor("navy"))
    comparison.show_photo(picture, ("400 by 300",))
    comparison.show_candidate(candidate(AGRA, 0.4, references=[reference(1, image=image)]))
    mine, other = comparison.findChildren(PictureView)
    qtbot.waitUntil(lambda: not other.pixmap().isNull())
    return comparison, mine, other


def test_both_pictures_zoom_and_move_together(qtbot, compared):
    comparison, mine, other = compared
    buttons = {one.accessibleName(): one for one in comparison.findChildren(QToolButton)}
    whole = buttons["Show all of both pictures"]
    assert not whole.isEnabled()
    qtbot.keyClick(mine, Qt.Key.Key_Plus)
    qtbot.keyClick(mine, Qt.Key.Key_Right)
    assert other.look == mine.look != WHOLE
    qtbot.keyClick(other, Qt.Key.Key_Plus)
    assert mine.look == other.look
    assert mine.look.zoom == pytest.approx(1.25**2)
    buttons["Zoom in"].click()
    assert other.look == mine.look
    assert mine.look.zoom == pytest.approx(1.25**2 * 1.5)
    whole.click()
    assert mine.look == other.look == WHOLE
    assert not whole.isEnabled()


def test_pictures_take_the_width_that_there_is(qtbot, compared):
    comparison, mine, other = compared
    comparison.set_room(800)
    QApplication.processEvents()
    assert other.mapTo(comparison, QPoint()).y() > mine.mapTo(comparison, QPoint()).y()
    assert mine.width() == other.width() == comparison.width()
    assert mine.height() == pytest.approx(300, abs=2)
    comparison.resize(1000, 900)
    comparison.set_room(300)
    QApplication.processEvents()
    assert other.mapTo(comparison, QPoint()).y() == mine.mapTo(comparison, QPoint()).y()
    assert mine.height() == other.height() == 300
