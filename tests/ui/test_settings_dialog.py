"""The settings dialog, on real widgets and a scripted server."""

from __future__ import annotations

from pathlib import Path

import pytest

from g3desktop.settings import LlmSettings, Settings, find_folders, read_settings
from g3desktop.ui.settings_dialog import SettingsDialog
from tests.scripted_ollama import nobody_listening


@pytest.fixture
def dialog(qtbot, home: Path):
    """The dialog with a server that is not there; closed at the end."""
    made = []

    def make(settings: Settings) -> SettingsDialog:
        dialog = SettingsDialog(find_folders(), settings)
        qtbot.addWidget(dialog)
        made.append(dialog)
        return dialog

    yield make
    for one in made:
        one.reject()


def test_the_bundled_encoder_and_gallery_are_offered(qtbot, dialog):
    shown = dialog(Settings())
    qtbot.waitUntil(lambda: shown._encoder.findData("starter") > 0)
    assert shown._gallery.findData("starter") > 0
    assert shown.settings() == Settings()


def test_what_is_chosen_is_saved_and_said(qtbot, dialog):
    shown = dialog(Settings())
    qtbot.waitUntil(lambda: shown._encoder.findData("starter") > 0)
    shown._encoder.setCurrentIndex(shown._encoder.findData("starter"))
    shown._theme.setCurrentIndex(shown._theme.findData("light"))
    shown._effort.setCurrentIndex(shown._effort.findData("quick"))
    with qtbot.waitSignal(shown.saved) as said:
        shown._save()
    (chosen,) = said.args
    assert (chosen.engine.encoder, chosen.window.theme, chosen.llm.effort) == (
        "starter",
        "light",
        "quick",
    )
    assert read_settings(find_folders().settings) == chosen


def test_a_missing_server_is_said_in_words_and_what_was_chosen_stays(qtbot, dialog):
    with nobody_listening() as host:
        shown = dialog(Settings(LlmSettings(host=host, model="<b>mine</b>")))
        qtbot.waitUntil(lambda: "No Ollama server answers" in shown._stock_label.text())
    assert shown.settings().llm.model == "<b>mine</b>"


def test_another_machine_is_not_asked_without_a_yes(qtbot, dialog):
    shown = dialog(Settings(LlmSettings(host="far.example")))
    qtbot.waitUntil(lambda: "not asked before you allow it" in shown._stock_label.text())


def test_settings_that_cannot_be_written_are_said_and_the_dialog_stays(qtbot, dialog):
    shown = dialog(Settings())
    folders = find_folders()
    folders.settings.parent.mkdir(parents=True, exist_ok=True)
    folders.settings.write_text("[broken", encoding="utf-8")
    shown._save()
    assert "cannot be written" in shown._problem.text()
    assert shown.result() == 0
