"""The line at the foot of the window: what leaves the machine, short words, and its height."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QVBoxLayout, QWidget

from g3desktop.domain.answer import ModelFacts
from g3desktop.engine.messages import Ready
from g3desktop.settings import LlmSettings, NetworkSettings, Settings
from g3desktop.ui.links import permission
from g3desktop.ui.news import EngineView, Staged, Tally
from g3desktop.ui.status_line import StatusLine
from g3desktop.ui.theme import apply_theme
from g3desktop.wiring import NO_MODEL_WANTED

pytestmark = pytest.mark.usefixtures("default_permission")

HERE = ModelFacts("llava:7b", "http://127.0.0.1:11434")
FAR = ModelFacts("llava:7b", "http://far.example:11434")
CLOUD = ModelFacts("qwen3-vl:235b-cloud", "http://127.0.0.1:11434")
BOTH = ModelFacts("qwen3-vl:235b-cloud", "http://far.example:11434")

NOTHING = NetworkSettings(open_links=False, reference_pictures=False)
CLOSED = Settings(network=NOTHING)
LINKS = Settings()
DOWNLOADS = Settings(network=replace(NOTHING, model_downloads=True))
REMOTE = Settings(LlmSettings(host_remote_ok=True), network=NOTHING)
PICTURES = Settings(network=replace(NOTHING, reference_pictures=True))


@pytest.fixture
def line(qtbot) -> StatusLine:
    return shown(qtbot, StatusLine())


def shown(qtbot, line: StatusLine) -> StatusLine:
    qtbot.addWidget(line)
    line.resize(1200, 40)
    line.show()
    return line


def with_model(model: ModelFacts | None, why: str = "") -> EngineView:
    return EngineView("ready", Ready("starter-1", "cpu", "float32", None, model, why, ()))


def network(line: StatusLine) -> QToolButton:
    return line.findChildren(QToolButton)[-1]


def tip(line: StatusLine) -> str:
    return QTextDocumentFragment.fromHtml(network(line).toolTip()).toPlainText()


def said(line: StatusLine) -> str:
    return " | ".join(one.text() for one in line.findChildren(QLabel) if one.isVisible())


class TestNetwork:
    @pytest.mark.parametrize("model", [HERE, None])
    def test_offline_is_said_where_nothing_is_on(self, line, model):
        permission.use(CLOSED)
        line.show_engine(with_model(model))
        assert network(line).text() == "offline"
        assert tip(line) == "No request leaves this machine."

    @pytest.mark.parametrize(
        ("settings", "words", "named"),
        [
            (LINKS, "photos stay here", "Links may be opened"),
            (DOWNLOADS, "photos stay here", "models may be downloaded"),
            (PICTURES, "photos stay here", "Pictures of references may be fetched"),
            (REMOTE, "photos may be sent", "Photos may be sent"),
        ],
    )
    def test_each_thing_that_is_on_is_named_at_once(self, line, settings, words, named):
        permission.use(CLOSED)
        line.show_engine(with_model(HERE))
        permission.use(settings)
        assert network(line).text() == words
        assert named in tip(line)
        assert "No request leaves" not in tip(line)
        permission.use(CLOSED)
        assert network(line).text() == "offline"
        assert named not in tip(line)

    @pytest.mark.parametrize(
        ("model", "where"),
        [
            (FAR, "far.example"),
            (CLOUD, "ollama.com"),
            (BOTH, QLocale().createSeparatedList(["far.example", "ollama.com"])),
        ],
    )
    def test_where_photos_go_is_said_while_they_do(self, line, model, where):
        permission.use(REMOTE)
        line.show_engine(with_model(model))
        assert network(line).text() == f"photos go to {where}"
        assert f"the language model at {where}, as you allowed" in tip(line)
        line.show_engine(EngineView("starting"))
        assert network(line).text() == "photos may be sent"

    def test_what_the_engine_does_goes_before_what_is_set(self, line):
        permission.use(CLOSED)
        line.show_engine(with_model(FAR))
        assert network(line).text() == "photos go to far.example"

    @pytest.mark.parametrize("why", [NO_MODEL_WANTED, "No server answers"])
    def test_an_engine_without_a_model_sends_nothing_whatever_is_allowed(self, line, why):
        permission.use(REMOTE)
        assert network(line).text() == "photos may be sent"
        line.show_engine(with_model(None, why))
        assert network(line).text() == "offline"

    def test_it_differs_by_more_than_words(self, line):
        line.show_engine(with_model(HERE))
        quiet = network(line).property("role")
        line.show_engine(with_model(FAR))
        assert network(line).property("role") != quiet

    def test_it_leads_to_the_settings(self, qtbot, line):
        with qtbot.waitSignal(line.privacy_wanted):
            network(line).click()

    def test_a_long_name_is_shortened_and_said_in_full(self, line):
        host = "a<b>" + "long." * 40 + "example.org"
        line.show_engine(with_model(ModelFacts("llava:7b", host)))
        assert len(network(line).text()) < 60
        assert network(line).text().endswith("example.org")
        assert network(line).accessibleName() == f"photos go to {host}"
        assert host in network(line).accessibleDescription()
        assert host in tip(line)


class TestWords:
    def test_a_word_stands_in_place_of_the_work_and_then_that_again(self, qtbot):
        line = shown(qtbot, StatusLine(word_ms=0))
        line.show_tally(Tally(2, 0))
        line.show_stage(Staged(7, "reading", 0, None, ""), "a.jpg")
        before = said(line)
        assert before.startswith("a.jpg: ")
        line.show_word("Copied 48.85, 2.35")
        assert said(line).startswith("Copied 48.85, 2.35")
        assert "a.jpg" not in said(line)
        qtbot.waitUntil(lambda: said(line) == before)

    def test_work_that_goes_on_leaves_it_and_is_there_afterwards(self, qtbot):
        line = shown(qtbot, StatusLine(word_ms=0))
        line.show_word("Copied")
        line.show_tally(Tally(2, 0))
        line.show_stage(Staged(7, "reading", 0, None, ""), "a.jpg")
        line.show_engine(with_model(HERE))
        assert said(line).startswith("Copied")
        line.show_stage(Staged(7, "aligning", 0, None, ""), "a.jpg")
        qtbot.waitUntil(lambda: said(line).startswith("a.jpg: "))
        assert "aligning" in said(line)

    def test_a_later_word_takes_the_place_of_one_before(self, line):
        line.show_word("Copied 1")
        line.show_word("Copied\n2")
        assert said(line).startswith("Copied\\n2")

    def test_screen_readers_say_it_in_their_own_time(self, line, monkeypatch):
        told: list[tuple[str, object]] = []

        def hear(event: object) -> None:
            if isinstance(event, QAccessibleAnnouncementEvent):
                told.append((event.message(), event.politeness()))

        monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
        line.show_word("Copied")
        assert told == [("Copied", QAccessible.AnnouncementPoliteness.Polite)]


class TestHeight:
    @pytest.fixture
    def large(self, qapp):
        font = qapp.font()
        larger = qapp.font()
        larger.setPointSizeF(font.pointSizeF() * 2)
        yield larger
        qapp.setFont(font)
        qapp.setStyleSheet("")

    @pytest.mark.parametrize("times", [1, 2])
    def test_it_is_the_same_whatever_is_done(self, qtbot, qapp, large, times: int):
        if times == 2:
            qapp.setFont(large)
        apply_theme(qapp, "dark")
        window, line = in_window(qtbot)
        heights = set()
        for view in (EngineView("starting"), with_model(HERE), with_model(FAR)):
            line.show_engine(view)
            for tally in (Tally(), Tally(2, 0), Tally(2, 1, 1), Tally(2, 2, 1)):
                line.show_tally(tally)
                line.show_stage(Staged(7, "reading", 0, None, ""), "a.jpg")
                heights.add(height(window, line))
        line.show_word("Copied")
        heights.add(height(window, line))
        assert heights == {line.minimumSizeHint().height()}

    def test_it_grows_with_the_letters(self, qtbot, qapp, large):
        apply_theme(qapp, "dark")
        window, line = in_window(qtbot)
        small = height(window, line)
        qapp.setFont(large)
        apply_theme(qapp, "dark")
        idle = height(window, line)
        line.show_tally(Tally(2, 0))
        assert small < idle == height(window, line)


def in_window(qtbot) -> tuple[QWidget, StatusLine]:
    """Return a line at the foot of something that takes what room is left, as the map does."""
    window, line = QWidget(), StatusLine()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(QWidget(), 1)
    column.addWidget(line)
    window.resize(1600, 400)
    window.show()
    return window, line


def height(window: QWidget, line: StatusLine) -> int:
    QApplication.processEvents()
    window.layout().activate()
    return line.height()
