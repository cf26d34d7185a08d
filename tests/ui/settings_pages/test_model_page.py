"""Which language model is asked, against a scripted server."""

from __future__ import annotations

import pytest

from g3desktop.services.ollama import SUGGESTED_MODELS
from g3desktop.settings import LlmSettings, NetworkSettings, Settings
from g3desktop.ui.settings_pages.model import ModelPage
from tests.scripted_ollama import Exchange, ScriptedOllama, nobody_listening, sending

DOWNLOADS = NetworkSettings(model_downloads=True)


@pytest.fixture
def page(qtbot, background):
    def make(settings: Settings) -> ModelPage:
        page = ModelPage(settings, background)
        qtbot.addWidget(page)
        page.start()
        page.show()
        return page

    return make


def test_a_missing_server_is_said_in_words_and_what_was_chosen_stays(qtbot, page):
    with nobody_listening() as host:
        settings = Settings(LlmSettings(host=host, model="<b>mine</b>"))
        shown = page(settings)
        qtbot.waitUntil(lambda: "No Ollama server answers" in shown.stock.text())
    assert shown.chosen(settings) == settings


def test_another_machine_is_not_asked_without_a_yes(qtbot, page):
    shown = page(Settings(LlmSettings(host="far.example")))
    qtbot.waitUntil(lambda: "not asked before you allow it" in shown.stock.text())
    with qtbot.waitSignal(shown.privacy_wanted):
        shown._allow_remote.click()


def test_only_the_latest_question_is_answered(qtbot, page):
    with nobody_listening() as host:
        shown = page(Settings(LlmSettings(host=host)))
        shown.host.setText("far.example")
        shown.look()
        qtbot.waitUntil(lambda: "far.example" in shown.stock.text())
        assert "No Ollama" not in shown.stock.text()


def test_downloads_are_off_before_they_are_allowed(qtbot, page):
    shown = page(Settings())
    assert not shown.pull.isEnabled()
    assert shown.permission.isVisible()
    with qtbot.waitSignal(shown.privacy_wanted):
        shown._allow_downloads.click()
    shown.allow_downloads(allowed=True)
    qtbot.waitUntil(shown.pull.isEnabled)
    assert not shown.permission.isVisible()
    assert not shown._allow_downloads.isVisible()


def test_a_download_that_fails_is_told_and_can_be_tried_again(qtbot, page):
    with nobody_listening() as host:
        shown = page(Settings(LlmSettings(host=host), network=DOWNLOADS))
        label = shown.pull.text()
        qtbot.waitUntil(shown.pull.isEnabled)
        with qtbot.waitSignal(shown.failed) as told:
            shown.pull.click()
            assert shown.bar.isVisible()
            assert shown.pull.text() != label
        (error,) = told.args
    assert "No Ollama server answers" in error.one_line()
    assert not shown.bar.isVisible()
    assert shown.pull.text() == label


def test_every_suggested_model_says_in_words_what_speaks_for_it(page):
    shown = page(Settings())
    assert {model.why for model in SUGGESTED_MODELS} <= set(shown._reasons())


def line_of(name: str, size_bytes: int) -> dict[str, object]:
    return {"name": name, "model": name, "size": size_bytes, "details": {}}


def test_models_that_see_images_are_offered_with_their_size(qtbot, page):
    with ScriptedOllama() as server:
        models = [line_of("seer:7b", 4_700_000_000), line_of("talker:7b", 1)]
        server.otherwise["/api/tags"] = sending({"models": models})
        server.script["/api/show"] += [sending({"capabilities": ["completion", "vision"]})]
        server.otherwise["/api/show"] = sending({"capabilities": ["completion"]})
        shown = page(Settings(LlmSettings(host=server.host, model="gone:1b")))
        qtbot.waitUntil(lambda: shown.model.findData("seer:7b") > 0)
        assert shown.model.itemText(shown.model.findData("seer:7b")) == "seer:7b · 4.7 GB"
        assert shown.model.findData("talker:7b") < 0
        assert shown.model.currentData() == "gone:1b"
        assert server.host in shown.stock.text()


@pytest.mark.parametrize("name", ["seer:235b-cloud", "an-alias:7b"])
def test_a_model_in_the_cloud_is_said_to_be_there(qtbot, page, name: str):
    with ScriptedOllama() as server:
        far = line_of(name, 300) | {"remote_host": "https://elsewhere.example"}
        server.otherwise["/api/tags"] = sending({"models": [far, line_of("near:7b", 10**9)]})
        server.otherwise["/api/show"] = sending({"capabilities": ["vision"]})
        shown = page(Settings(LlmSettings(host=server.host)))
        qtbot.waitUntil(lambda: shown.model.findData(name) > 0)
        assert shown.model.itemText(shown.model.findData(name)) == f"{name} · in the cloud"
        shown.model.setCurrentIndex(shown.model.findData("near:7b"))
        assert not shown.cloud.isVisible()
        assert not shown._allow_remote.isVisible()
        shown.model.setCurrentIndex(shown.model.findData(name))
        assert shown.cloud.text().startswith(name)
        assert "not asked before you allow it" in shown.cloud.text()
        with qtbot.waitSignal(shown.privacy_wanted):
            shown._allow_remote.click()
        shown.allow_remote(allowed=True)
        assert "photos go there, as you allowed" in shown.cloud.text()
        assert not shown._allow_remote.isVisible()
        qtbot.waitUntil(lambda: server.host in shown.stock.text())
        assert shown.cloud.isVisible()


def test_a_cloud_model_of_the_settings_is_known_by_its_name(qtbot, page):
    with nobody_listening() as host:
        shown = page(Settings(LlmSettings(host=host, model="seer:cloud")))
        assert shown.cloud.isVisible()
        qtbot.waitUntil(lambda: "No Ollama server answers" in shown.stock.text())
        assert shown.cloud.isVisible()
        assert shown._allow_remote.isVisible()


def test_a_download_shows_how_far_it_is_and_can_be_stopped(qtbot, page):
    def half_way(exchange: Exchange) -> None:
        exchange.begin_chunks()
        exchange.line({"status": "pulling aa", "digest": "sha256:aa", "total": 1000})
        exchange.line(
            {"status": "pulling aa", "digest": "sha256:aa", "total": 1000, "completed": 400}
        )
        exchange.wait_gone()

    with ScriptedOllama() as server:
        server.otherwise["/api/tags"] = sending({"models": []})
        server.otherwise["/api/pull"] = half_way
        shown = page(Settings(LlmSettings(host=server.host), network=DOWNLOADS))
        qtbot.waitUntil(shown.pull.isEnabled)
        label = shown.pull.text()
        shown.pull.click()
        qtbot.waitUntil(lambda: shown.bar.maximum() == 1000 and shown.bar.value() == 400)
        with qtbot.assertNotEmitted(shown.failed):
            shown.pull.click()
            qtbot.waitUntil(lambda: shown.pull.text() == label)
        assert not shown.bar.isVisible()


def test_a_download_stops_when_downloads_are_switched_off(qtbot, page):
    with ScriptedOllama() as server:
        server.otherwise["/api/tags"] = sending({"models": []})
        server.otherwise["/api/pull"] = lambda exchange: exchange.wait_gone()
        shown = page(Settings(LlmSettings(host=server.host), network=DOWNLOADS))
        qtbot.waitUntil(shown.pull.isEnabled)
        shown.pull.click()
        with qtbot.assertNotEmitted(shown.failed):
            shown.allow_downloads(allowed=False)
            qtbot.waitUntil(lambda: not shown.bar.isVisible())
        assert not shown.pull.isEnabled()
