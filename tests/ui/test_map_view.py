"""The real map page in QtWebEngine."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt, QUrl
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineSettings

from g3desktop.domain.geometry import LatLon
from g3desktop.ui import map_page, map_view
from g3desktop.ui.map_content import (
    DensityPoint,
    MapCandidate,
    MapContent,
    MapEvidence,
    MapLayers,
)
from g3desktop.ui.map_view import MapView, find_map_page

pytestmark = [
    pytest.mark.web,
    pytest.mark.skipif(
        not (find_map_page() / "index.html").is_file(),
        reason="the map page is not built: python installer/build_map.py",
    ),
]

WAIT_MS = 20_000
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
    density=(DensityPoint(LatLon(27, 78), 1.0), DensityPoint(LatLon(28, 77), 0.5)),
    exif=MapEvidence("exif", LatLon(23.0, 72.6)),
)


@pytest.fixture(params=["auto", "canvas"])
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
    assert "#1f8577" in shown  # the ring of a place that several ways agree on
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
    view = open_view(qtbot)
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


def test_a_basemap_that_is_none_is_said_and_the_map_stays(qtbot, tmp_path):
    view = open_view(qtbot)
    with qtbot.waitSignal(view.idle, timeout=WAIT_MS):
        view.show()
    file = tmp_path / "streets.pmtiles"
    file.write_bytes(b"no archive" * 100)
    with qtbot.waitSignal(view.failed, timeout=WAIT_MS):
        view.set_basemap(file)
    assert "#262d37" in colours(view)


def test_a_basemap_is_drawn_under_the_layers(qtbot, run_script):
    view = open_view(qtbot)
    view.set_basemap(find_map_page() / "data" / "world.pmtiles")
    with qtbot.waitSignal(view.idle, timeout=WAIT_MS):
        view.show()
    assert "OpenStreetMap" in run_script(view, "document.getElementById('credit').textContent")


def click(qtbot, view: MapView, at) -> None:
    target = view.focusProxy().focusProxy() or view.focusProxy()
    qtbot.mouseMove(target, _point(at))
    qtbot.mouseClick(target, Qt.MouseButton.LeftButton, pos=_point(at))


def _point(at, shift: int = 0) -> QPoint:
    return QPoint(round(at["x"]) + shift, round(at["y"]))


def test_drops_are_left_to_the_window(view):
    assert not view.focusProxy().acceptDrops()
