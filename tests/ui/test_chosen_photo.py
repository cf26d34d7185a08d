"""One photo on the real map page and in the real right column: both show the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCursor, QImage, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from g3desktop.domain.answer import Answer, Reference
from g3desktop.domain.geometry import LatLon
from g3desktop.store.records import PhotoRecord, PhotoState
from g3desktop.ui.chosen_photo import ChosenPhoto
from g3desktop.ui.comparison import Comparison
from g3desktop.ui.evidence import EvidencePanel
from g3desktop.ui.map_view import MapView, find_map_page
from g3desktop.ui.news import Shown, Staged
from g3desktop.ui.place_list import PlaceList
from g3desktop.ui.reference_strip import ReferenceStrip
from g3desktop.ui.reply_list import ReplyList
from g3desktop.ui.theme import apply_theme, tokens
from tests.ui.evidence_answers import AGRA, DELHI, OSLO, answer, candidate, reply, sampling
from tests.ui.pointer import leave, move_pointer
from tests.ui.test_map_view import WAIT_MS, inner_widget, open_view, screen_of, settle

pytestmark = [
    pytest.mark.web,
    pytest.mark.skipif(
        not (find_map_page() / "index.html").is_file(),
        reason="the map page is not built: python installer/build_map.py",
    ),
]

JAIPUR = Reference(1, LatLon(26.9, 75.8), 0.9, 220.0, "Hawa Mahal")
VARANASI = Reference(2, LatLon(25.3, 83.0), 0.8, 540.0, "Ghats")
SHIMLA = Reference(3, LatLon(31.1, 77.2), 0.7, 280.0, "Mall Road")


def placed(*, key: str = "f00d") -> Answer:
    return answer(
        candidate(AGRA, 0.6, references=[JAIPUR, VARANASI]),
        candidate(DELHI, 0.5, reply(5, 1, "Delhi, I say"), references=[SHIMLA]),
        key=key,
        exif=LatLon(28.2, 80.0),
        sampling=sampling(1),
    )


class OnePhoto(QObject):
    """Stands where the session would be: two photos, whose answers the test gives."""

    changed = Signal(object)
    staged = Signal(object)
    answered = Signal(object)
    heated = Signal(object)

    def record(self, photo: int) -> PhotoRecord:
        name = f"{photo}.jpg"
        state = self.states.get(photo, PhotoState.DONE)
        return PhotoRecord(
            photo, Path("/", name), name, photo, 0.0, state, "", 0, None, None, None, None
        )

    def __init__(self) -> None:
        super().__init__()
        self.states: dict[int, PhotoState] = {}
        self.previews: list[tuple[int, Callable[[QImage], None]]] = []

    def preview(self, photo: int, take) -> None:
        """Leave it to the test when it is there."""
        self.previews.append((photo, take))

    def show(self, photo: int) -> None:
        """Say nothing: the test says it."""

    def describe(self, photo: int) -> None:
        """Know no density."""


class Sight:
    """What a user has before the eyes."""

    def __init__(self, qtbot, view: MapView, evidence: EvidencePanel, session: OnePhoto) -> None:
        self.qtbot, self.map, self.evidence, self.session = qtbot, view, evidence, session
        self.chosen = ChosenPhoto(session, view, evidence, lambda _photo: None)
        self.told: list[str] = []
        for signal in (view.selected, view.evidence_selected):
            signal.connect(self.told.append)

    def part(self, kind):
        (found,) = self.evidence.findChildren(kind)
        return found

    def show(self, photo: int, shown: Answer) -> None:
        def act() -> None:
            self.chosen.show(photo)
            self.session.answered.emit(Shown(photo, shown, last=True))

        settle(self.qtbot, self.map, act)
        boxes = None
        while boxes != (boxes := [w.geometry() for w in self.evidence.findChildren(QWidget)]):
            QApplication.processEvents()


@pytest.fixture
def sight(qtbot, qapp):
    apply_theme(qapp, "dark")
    view = open_view(qtbot, renderer="canvas")
    evidence = EvidencePanel(tokens("dark"))
    qtbot.addWidget(evidence)
    evidence.resize(400, 900)
    evidence.move(700, 50)
    # The pointer of this screen is elsewhere, until a test says otherwise.
    QCursor.setPos(0, 0)
    evidence.show()
    with qtbot.waitSignal(view.idle, timeout=WAIT_MS):
        view.show()
    sight = Sight(qtbot, view, evidence, OnePhoto())
    sight.show(1, placed())
    yield sight
    qapp.setStyleSheet("")


@pytest.fixture
def tip(sight, run_script):
    """What the map writes at the mark that is pointed at; "" without one."""

    def read() -> str:
        script = "(() => { const t = document.getElementById('tip');"
        return run_script(sight.map, f"{script} return t.hidden ? '' : t.textContent; }})()")

    return read


def wait_until(qtbot, condition) -> None:
    qtbot.waitUntil(condition, timeout=WAIT_MS)


def on_map(sight: Sight, run_script, mark: str, shift: tuple[int, int] = (0, 0)) -> QPoint:
    at = screen_of(run_script, sight.map, mark)
    assert at["visible"], mark
    return QPoint(round(at["x"]) + shift[0], round(at["y"]) + shift[1])


def point_on_map(sight: Sight, at: QPoint) -> None:
    target = inner_widget(sight.map)
    move_pointer(target, at - QPoint(60, 0))
    move_pointer(target, at)


def click_on_map(sight: Sight, at: QPoint) -> None:
    point_on_map(sight, at)
    sight.qtbot.mouseClick(inner_widget(sight.map), Qt.MouseButton.LeftButton, pos=at)


def row_picture(view, row: int) -> QImage:
    return view.viewport().grab(view.visualRect(view.model().index(row, 0))).toImage()


def middle(view, row: int) -> QPoint:
    return view.visualRect(view.model().index(row, 0)).center()


def mark_picture(sight: Sight, at: QPoint) -> QImage:
    box = QRect(0, 0, 24, 24)
    box.moveCenter(at)
    picture: QPixmap = sight.map.grab(box)
    return picture.toImage()


def test_rows_and_references_under_the_pointer_are_named_on_the_map(qtbot, sight: Sight, tip):
    places, strip = sight.part(PlaceList), sight.part(ReferenceStrip)
    move_pointer(places.viewport(), middle(places, 1))
    wait_until(qtbot, lambda: tip() == "2 · Delhi, India")
    leave(places)
    wait_until(qtbot, lambda: tip() == "")
    move_pointer(strip.viewport(), middle(strip, 1))
    wait_until(qtbot, lambda: "Ghats" in tip())
    leave(strip)
    wait_until(qtbot, lambda: tip() == "")
    assert sight.told == []


def test_marks_under_the_pointer_are_shown_in_the_lists(qtbot, sight: Sight, run_script):
    places, strip = sight.part(PlaceList), sight.part(ReferenceStrip)
    rows = [row_picture(places, row) for row in range(2)]
    tiles = [row_picture(strip, row) for row in range(2)]
    point_on_map(sight, on_map(sight, run_script, "c2"))
    wait_until(qtbot, lambda: row_picture(places, 1) != rows[1])
    point_on_map(sight, on_map(sight, run_script, "r2"))
    wait_until(qtbot, lambda: row_picture(strip, 1) != tiles[1])
    assert [row_picture(places, row) for row in range(2)] == rows
    assert row_picture(strip, 0) == tiles[0]
    # A reference of the other place has no tile: its place stands for it.
    point_on_map(sight, on_map(sight, run_script, "r3"))
    wait_until(qtbot, lambda: row_picture(places, 1) != rows[1])
    assert (sight.evidence.chosen, strip.currentRow()) == (1, 0)
    assert sight.told == [], "nothing is chosen by pointing at it"


def test_a_click_on_a_reference_compares_it(qtbot, sight: Sight, run_script):
    compared = sight.part(Comparison)
    click_on_map(sight, on_map(sight, run_script, "r2"))
    wait_until(qtbot, lambda: compared.chosen_reference == VARANASI)
    assert sight.part(ReferenceStrip).currentRow() == 1
    click_on_map(sight, on_map(sight, run_script, "r3"))
    wait_until(qtbot, lambda: compared.chosen_reference == SHIMLA)
    assert sight.evidence.chosen == 2
    # The page was told of both, and answers nothing to that.
    settle(qtbot, sight.map, lambda: sight.map.hover(""))
    assert sight.told == ["r2", "r3"]


def test_a_click_on_an_answer_of_the_model_shows_its_reply(qtbot, sight: Sight, run_script):
    replies = sight.part(ReplyList)
    # The triangle is pinned to the upper right edge of its place's disc.
    click_on_map(sight, on_map(sight, run_script, "c2", (11, -11)))
    wait_until(qtbot, lambda: replies.marked == "m5.1")
    assert replies.is_open
    assert sight.evidence.chosen == 2


def test_a_click_on_the_camera_s_position_leaves_the_evidence(qtbot, sight: Sight, run_script):
    before = on_map(sight, run_script, "r1")
    marked = mark_picture(sight, before)
    click_on_map(sight, on_map(sight, run_script, "exif"))
    wait_until(qtbot, lambda: sight.told == ["exif"])
    settle(qtbot, sight.map, lambda: sight.map.hover(""))
    assert sight.evidence.picked == "r1"
    assert mark_picture(sight, before) == marked, "and the map marks what is compared"


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_a_reference_chosen_in_the_strip_is_marked_on_the_map(
    qtbot, sight: Sight, run_script, how: str
):
    strip = sight.part(ReferenceStrip)
    first, second = (on_map(sight, run_script, mark) for mark in ("r1", "r2"))
    before = [mark_picture(sight, at) for at in (first, second)]
    if how == "mouse":
        qtbot.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=middle(strip, 1))
        leave(strip)
    else:
        strip.setFocus()
        qtbot.keyClick(strip, Qt.Key.Key_Down)
    wait_until(qtbot, lambda: mark_picture(sight, second) != before[1])
    settle(qtbot, sight.map, lambda: sight.map.hover(""))
    after = [mark_picture(sight, at) for at in (first, second)]
    assert after[0] != before[0], "the other one is marked no longer"
    chosen = tokens("dark").text
    assert chosen in colours(after[1])
    assert chosen not in colours(before[1])
    assert sight.told == []


def colours(picture: QImage) -> set[str]:
    width, height = picture.width(), picture.height()
    return {picture.pixelColor(x, y).name() for x in range(width) for y in range(height)}


def test_another_photo_begins_without_marks_of_the_one_before(qtbot, sight: Sight, run_script):
    click_on_map(sight, on_map(sight, run_script, "c2", (11, -11)))
    wait_until(qtbot, lambda: sight.evidence.picked == "m5.1")
    other = answer(candidate(OSLO, 0.5, reply(5, 1)), key="beef", sampling=sampling(1))
    sight.show(2, other)
    assert sight.evidence.picked == ""
    sight.session.answered.emit(Shown(2, other, last=True))
    assert sight.evidence.picked == ""


def test_the_large_picture_is_read_once_and_after_the_answer(qtbot, sight: Sight):
    session = sight.session
    session.previews.clear()
    sight.chosen.show(2)
    for stage in ("reading", "aligning", "comparing"):
        session.staged.emit(Staged(2, stage, 0, None, ""))
    assert session.previews == []
    for last in (False, True):
        session.answered.emit(Shown(2, placed(key="beef"), last=last))
    wait_until(qtbot, lambda: session.previews != [])
    ((photo, take),) = session.previews
    assert photo == 2
    picture = QImage(900, 600, QImage.Format.Format_RGB888)
    take(picture)
    sight.chosen.show(1)
    sight.chosen.show(2)
    session.answered.emit(Shown(2, placed(key="beef"), last=True))
    assert [one for one, _ in session.previews if one == 2] == [2]


def test_the_large_picture_of_a_photo_that_waits_comes_after_a_moment(qtbot, sight: Sight):
    sight.session.previews.clear()
    sight.chosen.show(2)
    wait_until(qtbot, lambda: [one for one, _ in sight.session.previews] == [2])


@pytest.mark.parametrize("is_drawn", [True, False])
def test_the_evidence_follows_the_map_which_is_not_waited_for_long(
    qtbot, sight: Sight, monkeypatch, is_drawn
):
    steps = []

    def noting(step: str, function):
        def note(*args, **options) -> None:
            steps.append(step)
            function(*args, **options)

        return note

    monkeypatch.setattr(
        sight.evidence, "show_answer", noting("evidence", sight.evidence.show_answer)
    )
    if not is_drawn:
        monkeypatch.setattr(sight.map, "_run", lambda _patch: None)
    sight.session.states[2] = PhotoState.WORKING
    sight.chosen.show(2)
    monkeypatch.setattr(sight.map, "_take_shown", noting("map", sight.map._take_shown))
    for last in (False, True):
        sight.session.answered.emit(Shown(2, placed(key="beef"), last=last))
    assert steps == []
    wait_until(qtbot, lambda: "evidence" in steps)
    assert ("map" in steps) is is_drawn
    assert sight.evidence.chosen == 1
