"""The page of an empty list: two clicks to a first answer, and facts with a way forward."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from g3desktop.domain.answer import GalleryFacts, ModelFacts
from g3desktop.engine.messages import Ready
from g3desktop.settings import LlmSettings, NetworkSettings, Settings
from g3desktop.ui.links import permission
from g3desktop.ui.news import EngineView
from g3desktop.ui.theme import DARK, LIGHT
from g3desktop.ui.welcome import Welcome
from g3desktop.wiring import NO_MODEL_WANTED

pytestmark = pytest.mark.usefixtures("default_permission")

HERE = ModelFacts("llava:7b", "http://127.0.0.1:11434")
GALLERY = GalleryFacts("starter", "some-id", 4692)


def ready(
    *,
    encoder: str = "starter-b2a3f6",
    gallery: GalleryFacts | None = GALLERY,
    model: ModelFacts | None = None,
    without_model: str = "No server answers",
) -> EngineView:
    facts = Ready(encoder, "cpu", "float32", gallery, model, without_model, ())
    return EngineView("ready", facts)


@pytest.fixture
def welcome(qtbot) -> Welcome:
    page = Welcome(DARK)
    qtbot.addWidget(page)
    page.resize(340, 700)
    page.show()
    return page


def texts(welcome: Welcome) -> str:
    return "\n".join(label.text() for label in welcome.findChildren(QLabel) if label.isVisible())


def press(welcome: Welcome, name: str) -> None:
    (found,) = (
        one
        for one in welcome.findChildren(QPushButton)
        if name in {one.accessibleName(), one.text()}
    )
    found.click()


def test_photos_and_folders_are_one_click_away(qtbot, welcome):
    with qtbot.waitSignal(welcome.photos_wanted):
        press(welcome, "Choose photos…")
    with qtbot.waitSignal(welcome.folder_wanted):
        press(welcome, "Open a folder…")
    with qtbot.waitSignal(welcome.photos_wanted):
        qtbot.mouseClick(welcome._invitation, Qt.MouseButton.LeftButton)


def test_everything_can_be_reached_by_keyboard(qtbot, welcome):
    welcome.activateWindow()
    welcome.focus_first()
    reached = []
    for _ in range(5):
        focused = welcome.focusWidget()
        reached.append(focused.accessibleName() or focused.text())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == [
        "Choose photos…",
        "Open a folder…",
        "Encoder: Change…",
        "Gallery: Manage…",
        "Language model: Change…",
    ]


def test_what_there_is_is_said_and_can_be_changed(qtbot, welcome):
    welcome.show_engine(ready(model=HERE, without_model=""))
    shown = texts(welcome)
    assert "starter, computed on cpu" in shown
    assert "not for proof" in shown
    assert "4692" in shown
    assert "llava:7b, on this machine" in shown
    assert "Photos stay on this machine." in shown
    parts = (welcome._encoder, welcome._gallery, welcome._model)
    assert [part._mark.state for part in parts] == ["there"] * 3
    with qtbot.waitSignal(welcome.settings_wanted) as engine:
        press(welcome, "Encoder: Change…")
    with qtbot.waitSignal(welcome.settings_wanted) as model:
        press(welcome, "Language model: Change…")
    assert (engine.args, model.args) == (["engine"], ["model"])
    with qtbot.waitSignal(welcome.galleries_wanted):
        press(welcome, "Gallery: Manage…")


def test_what_is_missing_is_said_with_a_way_to_get_it(qtbot, welcome):
    welcome.show_engine(ready(encoder="g3-12ab", gallery=None))
    shown = texts(welcome)
    assert "None. No server answers." in shown
    assert "not for proof" not in shown
    assert welcome._model._mark.state == welcome._gallery._mark.state == "absent"
    with qtbot.waitSignal(welcome.galleries_wanted):
        press(welcome, "Gallery: Build one…")
    with qtbot.waitSignal(welcome.settings_wanted):
        press(welcome, "Language model: Get one…")
    welcome.show_engine(ready(without_model=NO_MODEL_WANTED))
    assert "None, as the settings say." in texts(welcome)


@pytest.mark.parametrize(
    ("host", "site"),
    [("http://far.example:11434", "far.example"), ("http://[no address", "http://[no address")],
)
def test_a_model_elsewhere_is_said_to_get_the_photos(welcome, host, site):
    welcome.show_engine(ready(model=ModelFacts("llava:7b", host), without_model=""))
    assert "llava:7b, on another machine" in texts(welcome)
    assert f"Photos are sent to the language model at {site}, as you allowed." in texts(welcome)
    assert "this machine" not in texts(welcome)


def test_a_model_in_the_cloud_is_not_said_to_be_here(welcome):
    welcome.show_engine(ready(model=ModelFacts("seer:235b-cloud", HERE.host), without_model=""))
    assert "seer:235b-cloud, in the cloud" in texts(welcome)
    assert "Photos are sent to the language model at ollama.com" in texts(welcome)
    assert "this machine" not in texts(welcome)


def test_what_is_said_of_the_network_holds_when_settings_change(welcome):
    welcome.show_engine(ready(model=HERE, without_model=""))
    closed = NetworkSettings(open_links=False, reference_pictures=False)
    permission.use(Settings(network=closed))
    assert "Nothing leaves this machine." in texts(welcome)
    permission.use(Settings(LlmSettings(host_remote_ok=True), network=closed))
    assert "Photos may be sent to a language model on another machine" in texts(welcome)
    assert "Nothing leaves" not in texts(welcome)
    welcome.show_engine(ready(without_model=NO_MODEL_WANTED))
    assert "Nothing leaves this machine." in texts(welcome)


def test_without_an_engine_the_reason_is_said_and_photos_can_still_be_chosen(qtbot, welcome):
    welcome.show_engine(EngineView("unready", None, "The pack <b>x</b> is damaged.", 4))
    assert "The pack <b>x</b> is damaged." in texts(welcome)
    assert welcome._problem.textFormat() is Qt.TextFormat.PlainText
    assert welcome._encoder._mark.state == "failed"
    with qtbot.waitSignal(welcome.photos_wanted):
        press(welcome, "Choose photos…")
    welcome.show_engine(EngineView("gone", None, "It is being started again."))
    assert welcome._encoder._mark.state == "waiting"
    welcome.show_engine(ready())
    assert not welcome._problem.isVisible()


def test_names_with_line_breaks_and_turned_text_stay_in_their_line(welcome):
    gallery = GalleryFacts("a\nb\u202ec", "some-id", 1)
    welcome.show_engine(ready(gallery=gallery))
    assert "a\\nb\\u202ec" in texts(welcome)


def test_nothing_is_cut_off_in_a_narrow_column(qtbot, welcome):
    welcome.show_engine(ready())
    assert welcome.minimumSizeHint().width() <= 320
    welcome.resize(320, 400)
    QApplication.processEvents()
    assert welcome.widget().width() <= welcome.viewport().width()
    for label in welcome.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())


def test_it_is_drawn_in_both_themes(welcome):
    def picture() -> QImage:
        return welcome._invitation.grab().toImage()

    dark = picture()
    welcome.set_colours(LIGHT)
    light = picture()
    assert dark != light
    welcome.set_colours(DARK)
    assert picture() == dark
