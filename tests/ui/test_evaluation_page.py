"""The report of an evaluation in a real browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QUrl
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from typing_extensions import override

from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.evaluation.report.files import write_report
from tests.evaluated_photos import hostile_evaluation

pytestmark = pytest.mark.web

WAIT_MS = 20_000


class Requests(QWebEngineUrlRequestInterceptor):
    """Notes every address that a page asks for, and lets none pass but its own file."""

    def __init__(self, allowed: QUrl, parent: QObject) -> None:
        super().__init__(parent)
        self._allowed = allowed
        self.seen: list[str] = []

    @override
    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        address = info.requestUrl()
        self.seen.append(address.toString())
        info.block(address != self._allowed)


class Page(QWebEnginePage):
    """Notes what the browser has to say about the page."""

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self.messages: list[str] = []

    @override
    def javaScriptConsoleMessage(self, level, message, lineNumber, sourceID):
        self.messages.append(message)


@pytest.fixture(scope="module")
def report_file(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("evaluation")
    evaluation = hostile_evaluation(folder / "photos")
    write_report(evaluation, folder, report=ignore_progress, cancelled=never_cancelled)
    return folder / "report.html"


@pytest.fixture
def browse(qtbot, run_script, report_file):
    """Open the report at a width, and return the view."""

    def open_at(width_px: int, path: Path = report_file) -> QWebEngineView:
        view = QWebEngineView()
        address = QUrl.fromLocalFile(str(path))
        profile = QWebEngineProfile(view)  # without a name: it keeps nothing
        view.requests = Requests(address, profile)
        profile.setUrlRequestInterceptor(view.requests)
        view.page = Page(profile, profile)
        view.setPage(view.page)
        qtbot.addWidget(view, before_close_func=end)
        view.resize(width_px, 800)
        view.show()
        with qtbot.waitSignal(view.page.loadFinished, timeout=WAIT_MS) as loaded:
            view.load(address)
        assert loaded.args == [True]
        return view

    def end(view: QWebEngineView) -> None:
        profile = view.page.profile()
        with qtbot.waitSignal(profile.destroyed, timeout=WAIT_MS):
            profile.deleteLater()

    return open_at


def asked(run_script, view, script: str):
    return json.loads(run_script(view, f"JSON.stringify({script})"))


def test_the_browser_asks_for_nothing_and_has_nothing_to_say(browse, run_script):
    view = browse(1280)
    pictures = asked(
        run_script,
        view,
        "[...document.images].map(one => one.complete && one.naturalWidth > 0)",
    )
    assert len(pictures) == 15
    assert all(pictures)
    others = [one for one in view.requests.seen if not one.startswith("data:")]
    assert others == [view.url().toString()]
    assert view.page.messages == []
    assert view.page.title().startswith("set <script>")


def test_the_browser_would_have_said_what_the_page_must_not_do(browse, tmp_path, report_file):
    source = report_file.read_text(encoding="utf-8")
    broken = tmp_path / "broken.html"
    foreign = "<script>document.title='owned'</script><img src='https://example.org/a.png'>"
    broken.write_text(source.replace("<main>", f"<main>{foreign}"), encoding="utf-8")
    view = browse(1280, broken)
    assert len([one for one in view.page.messages if "Content Security Policy" in one]) == 2
    assert view.page.title().startswith("set <script>")


def test_the_style_sheet_counts(browse, run_script):
    view = browse(1280)
    assert asked(run_script, view, "getComputedStyle(document.body).maxWidth") == "1200px"
    (fill,) = set(
        asked(
            run_script,
            view,
            "[...document.querySelectorAll('.bar .reach-0')]"
            ".map(one => getComputedStyle(one).fill)",
        )
    )
    assert fill not in ("none", "rgb(0, 0, 0)")


@pytest.mark.parametrize("width_px", [1280, 400])
def test_nothing_sticks_out_of_the_page(browse, run_script, width_px):
    view = browse(width_px)
    wide, inner = asked(
        run_script,
        view,
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]",
    )
    assert wide <= inner <= width_px
    heights = asked(
        run_script,
        view,
        "[...document.querySelectorAll('.world, .plot, .bar')]"
        ".map(one => one.getBoundingClientRect().height)",
    )
    assert min(heights) > 10


def test_numbers_of_an_axis_do_not_touch_on_a_telephone(browse, run_script):
    view = browse(400)
    overlaps = asked(
        run_script,
        view,
        """[...document.querySelectorAll('.grid')].map(grid => {
            const boxes = [...grid.querySelectorAll('text:not(.y)')]
                .map(one => one.getBoundingClientRect())
                .filter(box => box.width > 0);
            return boxes.slice(1).filter((box, at) => box.left < boxes[at].right + 2).length;
        })""",
    )
    assert overlaps
    assert not any(overlaps)
