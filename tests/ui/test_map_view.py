"""The real map page in QtWebEngine."""

from __future__ import annotations

import json
import math
import os
import re
from dataclasses import asdict
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QLocale, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineSettings
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from typing_extensions import override

from g3desktop.domain.geometry import LatLon
from g3desktop.engine.messages import DensityArea
from g3desktop.ui import map_page, map_view
from g3desktop.ui.map_content import (
    MapCandidate,
    MapContent,
    MapEvidence,
    MapLayers,
)
from g3desktop.ui.map_view import MapView, find_map_page
from g3desktop.ui.theme import tokens

pytestmark = [
    pytest.mark.web,
    pytest.mark.skipif(
        not (find_map_page() / "index.html").is_file(),
        reason="the map page is not built: python installer/build_map.py",
    ),
]

WAIT_MS = 20_000
NOT_INVERTED = False
NO_KEYS = Qt.KeyboardModifier.NoModifier
MARKUP = "<img src=x onerror=\"document.title='owned'\">\u2028\u202e'\"</script>"

CONTENT = MapContent(
    key="photo",
    candidates=(
        MapCandidate("c1", LatLon(27.1751, 78.0421), 1, "Agra, India", 1.0),
        MapCandidate("c2", LatLon(28.61, 77.21), 2, "Delhi, India", 0.4, "model"),
        MapCandidate("c3", LatLon(-33.87, 151.21), 3, "Sydney, Australia", 0.1, "grid"),
    ),
    references=(MapEvidence("r1", LatLon(26.9, 75.8), "Hawa Mahal", ("c1",)),),
    answers=(MapEvidence("m1", LatLon(19.07, 72.87), "llava", ("c2",)),),
    density=(
        DensityArea(0.5, 8.0, (27.0, 78.0)),
        DensityArea(0.8, 8.0, (27.0, 78.0, 28.0, 77.0)),
        DensityArea(0.95, 200.0, (27.0, 78.0, 23.0, 80.0)),
    ),
    exif=MapEvidence("exif", LatLon(23.0, 72.6)),
)


@pytest.fixture(params=["gl", "canvas"])
def view(request, qtbot):
    """A map that is shown and idle, by each of the two renderers."""
    made = open_view(qtbot, renderer=request.param)
    made.set_theme("light")
    with qtbot.waitSignal(made.idle, timeout=WAIT_MS):
        made.show()
    return made


def open_view(qtbot, **options) -> MapView:
    made = MapView(still=True, **options)
    made.resize(640, 480)

    def end(view: MapView) -> None:
        if view.page is not None:
            with qtbot.waitSignal(view.page.profile().destroyed, timeout=WAIT_MS):
                view.close_page()

    qtbot.addWidget(made, before_close_func=end)
    return made


def settle(qtbot, view: MapView, act) -> None:
    with qtbot.waitSignal(view.idle, timeout=WAIT_MS):
        act()


def colours(view: MapView) -> set[str]:
    """The distinct colours of the map's picture, coarsely sampled."""
    picture = view.grab().toImage()
    return {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    }


def screen_of(run_script, view: MapView, id_: str):
    """Where a mark is on the widget; through the list for assistive technology it is not."""
    return json.loads(run_script(view, f"JSON.stringify(g3.screenOf({json.dumps(id_)}))"))


def test_the_first_picture_has_sea_and_land(view):
    assert {"#cfdbe6", "#f7f5f0"} <= colours(view)


def test_a_dark_theme_is_dark(view, qtbot):
    settle(qtbot, view, lambda: view.set_theme("dark"))
    shown = colours(view)
    assert {"#0f1319", "#262d37"} <= shown
    assert "#cfdbe6" not in shown


def test_places_are_drawn_in_their_colours(view, qtbot):
    before = colours(view)
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    shown = colours(view) - before
    assert "#1a7568" in shown  # the ring of a place that several ways agree on
    assert "#2a6fb0" in shown  # a reference


def test_marks_are_shown_before_the_map_is_idle(view, qtbot):
    order: list[str] = []
    view.shown.connect(lambda: order.append("shown"))
    view.idle.connect(lambda: order.append("idle"))
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    assert order == ["shown", "idle"]


def test_a_click_on_a_disc_chooses_it(view, qtbot, run_script):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    at = screen_of(run_script, view, "c1")
    with qtbot.waitSignal(view.selected, timeout=WAIT_MS) as chosen:
        click(qtbot, view, at)
    assert chosen.args == ["c1"]


def test_a_click_on_evidence_says_which(view, qtbot, run_script):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    at = screen_of(run_script, view, "r1")
    with qtbot.waitSignal(view.evidence_selected, timeout=WAIT_MS) as chosen:
        click(qtbot, view, at)
    assert chosen.args == ["r1"]


def test_the_pointer_over_a_disc_is_told_and_shows_its_name(view, qtbot, run_script):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    at = screen_of(run_script, view, "c2")
    target = view.focusProxy().focusProxy() or view.focusProxy()
    with qtbot.waitSignal(view.hovered, timeout=WAIT_MS) as over:
        qtbot.mouseMove(target, _point(at, -60))
        qtbot.mouseMove(target, _point(at))
    assert over.args == ["c2"]
    tip = run_script(view, "document.getElementById('tip').textContent")
    assert tip == "2 · Delhi, India"


def test_arrow_keys_walk_through_the_places(view, qtbot):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    target = view.focusProxy().focusProxy() or view.focusProxy()
    target.setFocus()
    for expected in ("c1", "c2"):
        with qtbot.waitSignal(view.selected, timeout=WAIT_MS) as chosen:
            qtbot.keyClick(target, Qt.Key.Key_Down)
        assert chosen.args == [expected]


def test_a_choice_from_outside_reaches_the_page_and_is_not_told_back(view, qtbot, run_script):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    told: list[str] = []
    view.selected.connect(told.append)
    settle(qtbot, view, lambda: view.select("c2"))
    marked = run_script(view, "document.querySelector('[aria-selected=true]').textContent")
    assert marked == "2. Delhi, India"
    assert told == []


def test_choosing_a_place_behind_the_globe_turns_it(view, qtbot, run_script):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    assert not screen_of(run_script, view, "c3")["visible"]
    settle(qtbot, view, lambda: view.select("c3"))
    assert screen_of(run_script, view, "c3")["visible"]


def test_a_refined_answer_leaves_the_view_alone(view, qtbot, run_script):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    before = screen_of(run_script, view, "r1")
    fewer = MapContent("photo", CONTENT.candidates[1:2], CONTENT.references)
    settle(qtbot, view, lambda: view.show_answer(fewer))
    assert screen_of(run_script, view, "r1") == before


def test_flat_and_globe(view, qtbot, run_script):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    settle(qtbot, view, lambda: view.set_projection("flat"))
    assert "#f7f5f0" in colours(view)
    pressed = run_script(view, "document.querySelector('#toolbar [aria-pressed=true]').textContent")
    assert pressed == "Flat"


def test_a_switch_of_the_page_is_told(view, qtbot, run_script):
    with qtbot.waitSignal(view.view_changed, timeout=WAIT_MS) as changed:
        run_script(view, "document.querySelectorAll('#toolbar button')[2].click(); 1")
    assert changed.args == ["globe", MapLayers(density=False)]


def test_names_are_text_never_markup(view, qtbot, run_script):
    content = MapContent(
        "evil",
        (MapCandidate("c1", LatLon(27.1751, 78.0421), 1, MARKUP),),
        (MapEvidence("r1", LatLon(28.9, 75.8), MARKUP, ("c1",)),),
        exif=MapEvidence("exif", LatLon(23, 72), MARKUP),
    )
    settle(qtbot, view, lambda: view.show_answer(content))
    settle(qtbot, view, lambda: view.hover("r1"))
    assert run_script(view, "document.images.length + '/' + document.title") == "0/"
    assert MARKUP in run_script(view, "document.getElementById('places').textContent")
    assert MARKUP in run_script(view, "document.getElementById('tip').textContent")


def test_the_page_speaks_the_language_of_the_locale(view, qtbot, run_script):
    settle(qtbot, view, lambda: view.set_locale(QLocale("de_DE")))
    assert run_script(view, "document.documentElement.lang") == "de"
    assert run_script(view, "document.getElementById('scale').textContent").endswith("km")


@pytest.mark.parametrize(
    "attempt",
    [
        "fetch('https://example.invalid/')",
        "fetch('g3map://other/index.html')",
        "document.body.append(Object.assign(new Image(), {src: 'file:///etc/passwd'}))",
        "document.body.append(Object.assign(document.createElement('iframe'), {src: 'data:,x'}))",
        "document.head.append(Object.assign(document.createElement('script'), {text: 'x = 1'}))",
    ],
)
def test_whatever_leads_out_is_blocked_and_reported(view, qtbot, attempt):
    with qtbot.waitSignal(view.failed, timeout=WAIT_MS) as failed:
        view.page.runJavaScript(f"{attempt}; 1")
    assert "blocked by policy" in failed.args[0]


@pytest.mark.parametrize(
    "path",
    ["/../../../../etc/passwd", "/..%2f..%2fpackage.json", "/-/basemap.pmtiles", "/nothing.js"],
)
def test_only_files_of_the_page_are_served(view, run_script, qtbot, path):
    run_script(view, f"globalThis.got = 0; fetch({path!r}).then(r => {{ got = r.status }}); 1")
    qtbot.waitUntil(lambda: run_script(view, "got") != 0, timeout=WAIT_MS)
    assert run_script(view, "got") == 404


def test_the_page_stays_where_it_is(view, qtbot, run_script):
    with qtbot.waitSignal(view.refused, timeout=WAIT_MS) as refused:
        view.page.runJavaScript("location.href = 'https://example.invalid/'; 1")
    assert refused.args == ["https://example.invalid/"]
    assert run_script(view, "String(window.open('https://example.invalid/'))") == "null"
    assert run_script(view, "location.pathname") == "/index.html"


def test_the_firewall_blocks_a_page_without_a_policy(view, qtbot):
    page = QWebEnginePage(view.page.profile(), view)
    with qtbot.waitSignal(view.refused, timeout=WAIT_MS) as refused:
        page.setHtml("<img src='https://example.invalid/x.png'>", QUrl("g3map://app/"))
    assert refused.args == ["https://example.invalid/x.png"]
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()


def test_nothing_is_kept_on_the_disk(view):
    assert view.page.profile().isOffTheRecord()


def test_a_page_whose_process_died_comes_back_with_what_it_showed(view, qtbot, run_script):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    with qtbot.waitSignal(view.idle, timeout=WAIT_MS):
        view.page.renderProcessTerminated.emit(
            QWebEnginePage.RenderProcessTerminationStatus.KilledTerminationStatus, 9
        )
    assert run_script(view, "document.querySelectorAll('#places li').length") == 3


def test_without_webgl2_the_canvas_takes_its_place(qtbot, monkeypatch, run_script):
    without = {**map_page.ATTRIBUTES, QWebEngineSettings.WebAttribute.WebGLEnabled: False}
    monkeypatch.setattr(map_page, "ATTRIBUTES", without)
    view = open_view(qtbot, renderer="gl")
    view.show_answer(CONTENT)
    with (
        qtbot.waitSignal(view.ready, timeout=WAIT_MS) as ready,
        qtbot.waitSignal(view.idle, timeout=WAIT_MS),
    ):
        view.show()
    assert ready.args == ["canvas"]
    assert run_script(view, "Boolean(document.querySelector('.flat-canvas'))")


def test_a_page_that_is_missing_is_said(qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(map_view, "find_map_page", lambda: tmp_path)
    view = open_view(qtbot)
    with qtbot.waitSignal(view.failed) as failed:
        view.show()
    assert "install the program again" in failed.args[0]


@pytest.mark.skipif(
    "swiftshader" not in os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", ""),
    reason="a graphics processor may draw here",
)
def test_software_in_place_of_a_graphics_processor_is_not_asked_for_webgl(qtbot):
    view = open_view(qtbot)
    with qtbot.waitSignal(view.ready, timeout=WAIT_MS) as ready:
        view.show()
    assert ready.args == ["canvas"]


def test_a_basemap_that_is_none_is_said_and_the_map_stays(qtbot, tmp_path):
    view = open_view(qtbot, renderer="gl")
    with qtbot.waitSignal(view.idle, timeout=WAIT_MS):
        view.show()
    file = tmp_path / "streets.pmtiles"
    file.write_bytes(b"no archive" * 100)
    with qtbot.waitSignal(view.failed, timeout=WAIT_MS):
        view.set_basemap(file)
    assert "#262d37" in colours(view)


@pytest.mark.parametrize("when", ["before", "later"])
def test_a_basemap_is_drawn_under_the_layers_even_by_software(qtbot, run_script, when):
    view = open_view(qtbot)
    basemap = find_map_page() / "data" / "world.pmtiles"
    if when == "before":
        view.set_basemap(basemap)
    with qtbot.waitSignal(view.idle, timeout=WAIT_MS):
        view.show()
    if when == "later":
        with qtbot.waitSignal(view.idle, timeout=WAIT_MS):
            view.set_basemap(basemap)
    assert "OpenStreetMap" in run_script(view, "document.getElementById('credit').textContent")
    assert run_script(view, "Boolean(document.querySelector('.maplibregl-canvas'))")


def test_evidence_is_shaded_in_steps_and_explained(view, qtbot, run_script):
    before = colours(view)
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    with_density = colours(view)
    legend = run_script(view, "document.getElementById('legend').textContent")
    for words in ("half of the evidence", "four fifths of it", "95 % of it"):
        assert words in legend
    settle(qtbot, view, lambda: view.set_layers(MapLayers(density=False)))
    assert "evidence" not in run_script(view, "document.getElementById('legend').textContent")
    assert len(with_density - before - colours(view)) > 3


def test_another_answer_has_its_own_evidence(view, qtbot):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    shaded = colours(view)
    none = MapContent(CONTENT.key, CONTENT.candidates, CONTENT.references, CONTENT.answers)
    settle(qtbot, view, lambda: view.show_answer(none))
    bare = colours(view)
    assert len(shaded - bare) > 3
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    assert len(colours(view) - bare) > 3


def inner_widget(view: MapView) -> QWidget:
    """The widget that the browser draws into, and that gets the pointer's events."""
    return view.childAt(view.rect().center())


class Window(QMainWindow):
    """A window that takes files, with the map in its middle."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.dropped: list[str] = []

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped += [url.fileName() for url in event.mimeData().urls()]
        event.acceptProposedAction()


def test_what_is_dropped_on_the_map_reaches_the_window(qtbot, run_script):
    view, window = open_view(qtbot, renderer="canvas"), Window()
    qtbot.addWidget(window)
    window.setCentralWidget(view)
    window.resize(640, 480)
    with qtbot.waitSignal(view.idle, timeout=WAIT_MS):
        window.show()
    assert inner_widget(view) is not view
    # As the system does: to the native window, at a place that the browser covers.
    data, at = QMimeData(), QPoint(320, 240)
    data.setUrls([QUrl.fromLocalFile("/photos/one.jpg"), QUrl.fromLocalFile("/photos/two.jpg")])
    keys = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NO_KEYS)
    enter, move = QDragEnterEvent(at, *keys), QDragMoveEvent(at, *keys)
    QApplication.sendEvent(window.windowHandle(), enter)
    assert enter.isAccepted()
    move.accept()  # as it was before
    QApplication.sendEvent(window.windowHandle(), move)
    assert move.isAccepted()
    QApplication.sendEvent(window.windowHandle(), QDropEvent(QPointF(at), *keys))
    assert window.dropped == ["one.jpg", "two.jpg"]
    assert run_script(view, "location.pathname") == "/index.html"


def test_dragging_turns_the_map(view, qtbot, run_script):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    before, told = screen_of(run_script, view, "r1"), []
    view.selected.connect(told.append)
    view.evidence_selected.connect(told.append)
    target = inner_widget(view)
    start = QPoint(320, 300)
    qtbot.mousePress(target, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 7):
        at = start + QPoint(-10 * step, 5 * step)
        move = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            QPointF(target.mapToGlobal(at)),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            NO_KEYS,
        )
        QApplication.sendEvent(target, move)
    qtbot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=start + QPoint(-60, 30))

    def moved() -> bool:
        after = screen_of(run_script, view, "r1")
        return after["x"] < before["x"] - 25 and after["y"] > before["y"] + 10

    qtbot.waitUntil(moved, timeout=WAIT_MS)
    assert told == []


@pytest.mark.parametrize("gesture", ["wheel", "double click", "key"])
def test_coming_closer(view, qtbot, run_script, gesture):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    distance = partial(distance_of, run_script, view)
    before, target = distance(), inner_widget(view)
    at = QPoint(320, 300)
    if gesture == "double click":
        double_click(target, at)
    elif gesture == "key":
        target.setFocus()
        qtbot.keyClick(target, Qt.Key.Key_Plus)

    def is_closer() -> bool:
        if gesture == "wheel":
            QApplication.sendEvent(target, wheel(target, at))
        return distance() > 1.2 * before

    qtbot.waitUntil(is_closer, timeout=WAIT_MS)


def double_click(target: QWidget, at: QPoint) -> None:
    """Press twice, as fast as the browser wants it; Qt's own test function takes its time."""
    kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for time_ms, kind in enumerate((*kinds, *kinds)):
        held = left if kind == QEvent.Type.MouseButtonPress else none
        event = QMouseEvent(kind, at, target.mapToGlobal(at), left, held, NO_KEYS)
        event.setTimestamp(100_000 + 30 * time_ms)
        QApplication.sendEvent(target, event)


def distance_of(run_script, view: MapView) -> float:
    """How far two places are from each other on the screen."""
    one, other = (screen_of(run_script, view, id_) for id_ in ("c1", "c2"))
    return math.hypot(one["x"] - other["x"], one["y"] - other["y"])


def wheel(target: QWidget, at: QPoint) -> QWheelEvent:
    return QWheelEvent(
        QPointF(at),
        QPointF(target.mapToGlobal(at)),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        NO_KEYS,
        Qt.ScrollPhase.NoScrollPhase,
        NOT_INVERTED,
    )


def test_shift_and_an_arrow_move_the_map(view, qtbot, run_script):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    before = screen_of(run_script, view, "c1")["x"]
    target = inner_widget(view)
    target.setFocus()
    qtbot.keyClick(target, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: screen_of(run_script, view, "c1")["x"] < before - 40, timeout=WAIT_MS)


def test_everything_to_press_has_a_name_and_shows_the_focus(view, qtbot, run_script):
    settle(qtbot, view, lambda: view.show_answer(CONTENT))
    named = (
        "[...document.querySelectorAll('button')].every((one) => one.ariaLabel || one.innerText)"
    )
    assert run_script(view, named) is True
    labelled = (
        "[...document.querySelectorAll('[role=toolbar], [role=group], [role=listbox], #legend')]"
    )
    assert run_script(view, f"{labelled}.every((one) => one.ariaLabel)") is True
    target = inner_widget(view)
    target.setFocus()
    run_script(view, "document.activeElement.blur(); 1")
    outlines: list[str] = []
    for _ in range(4):
        run_script(view, "globalThis.was = document.activeElement; 1")
        qtbot.keyClick(target, Qt.Key.Key_Tab)
        qtbot.waitUntil(
            lambda: run_script(view, "document.activeElement !== was") is True, timeout=WAIT_MS
        )
        style = "getComputedStyle(document.activeElement)"
        outlines.append(run_script(view, f"{style}.outlineStyle + ' ' + {style}.outlineWidth"))
    assert set(outlines) == {"solid 2px"}


def test_the_page_has_the_colours_of_the_window():
    source = (find_map_page() / "palette.js").read_text(encoding="utf-8")
    for theme in ("dark", "light"):
        block = source.partition(f"  {theme}: {{")[2].partition("  },")[0]
        page = dict(re.findall(r'(\w+): "(#\w+)"', block))
        window = asdict(tokens(theme))
        shared = {name: window[name] for name in window if name in page}
        assert len(shared) > 14
        assert {name: page[name] for name in shared} == shared
        assert page["onAccent"] == window["on_accent"]


def click(qtbot, view: MapView, at) -> None:
    target = view.focusProxy().focusProxy() or view.focusProxy()
    qtbot.mouseMove(target, _point(at))
    qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=_point(at))


def _point(at, shift: int = 0) -> QPoint:
    return QPoint(round(at["x"]) + shift, round(at["y"]))


def test_drops_are_left_to_the_window(view):
    assert not view.focusProxy().acceptDrops()
