"""The settings dialog, on real widgets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QLineEdit, QPushButton

from g3desktop.settings import (
    EngineSettings,
    LlmSettings,
    MapSettings,
    NetworkSettings,
    Settings,
    StorageSettings,
    WindowSettings,
    find_folders,
    read_settings,
)
from g3desktop.ui.settings_dialog import SettingsDialog

EVERYTHING = Settings(
    LlmSettings(
        host="127.0.0.1:9",
        model="mine",
        host_remote_ok=True,
        effort="thorough",
        parallel=2,
        silence_limit_s=9,
        prompts=(1, 2),
        samples=2,
        temperature=0.123456,
        budget_s=7.25,
        place_names=True,
    ),
    EngineSettings("mine", "ours", "cpu"),
    WindowSettings("dark", "fr", "gazetteer"),
    MapSettings(
        projection="flat",
        renderer="canvas",
        basemap="/away.pmtiles",
        density=False,
        references=False,
        answers=False,
        reduce_motion=True,
    ),
    NetworkSettings(model_downloads=True, open_links=False, reference_pictures=False),
    StorageSettings("/away"),
)


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


@pytest.mark.parametrize(
    "settings", [Settings(), Settings(LlmSettings(effort="quick")), EVERYTHING]
)
def test_what_is_shown_and_left_alone_stays(qtbot, dialog, settings: Settings):
    shown = dialog(settings)
    assert shown.settings() == settings
    qtbot.waitUntil(lambda: shown.engine.encoder.findData("starter") > 0)
    assert shown.engine.gallery.findData("starter") > 0
    assert shown.settings() == settings


def test_what_is_chosen_is_saved_and_said(qtbot, dialog):
    shown = dialog(Settings())
    qtbot.waitUntil(lambda: shown.engine.encoder.findData("starter") > 0)
    for combo, value in (
        (shown.engine.encoder, "starter"),
        (shown.engine.device, "cpu"),
        (shown.look.theme, "light"),
        (shown.language.language, "de"),
        (shown.language.names, "gazetteer"),
        (shown.asking.effort, "quick"),
    ):
        combo.setCurrentIndex(combo.findData(value))
    with qtbot.waitSignal(shown.saved) as said:
        shown._save()
    (chosen,) = said.args
    assert chosen == Settings(
        LlmSettings(effort="quick"),
        EngineSettings(encoder="starter", device="cpu"),
        WindowSettings("light", "de", "gazetteer"),
    )
    assert read_settings(find_folders().settings) == chosen
    assert shown.result() == SettingsDialog.DialogCode.Accepted


def test_settings_that_cannot_be_written_are_said_and_the_dialog_stays(qtbot, dialog):
    shown = dialog(Settings())
    folders = find_folders()
    folders.settings.parent.mkdir(parents=True, exist_ok=True)
    folders.settings.write_text("[broken", encoding="utf-8")
    shown._save()
    qtbot.waitUntil(lambda: "cannot be written" in shown._problem.text())
    assert shown.result() == 0
    assert shown._buttons.isEnabled()


def test_what_cannot_be_used_is_not_saved(qtbot, dialog, tmp_path: Path):
    shown = dialog(Settings())
    shown.map.basemap.setText(str(tmp_path / "missing.pmtiles"))
    shown._save()
    qtbot.waitUntil(lambda: "cannot be read" in shown._problem.text())
    assert not find_folders().settings.exists()


def test_a_mistake_turns_to_its_page(dialog):
    shown = dialog(Settings())
    shown.show()
    shown.asking.prompts.setText("5,5")
    shown._save()
    assert shown.asking.isVisible()
    assert shown._problem.text() == shown.asking.problem()
    assert not find_folders().settings.exists()


def test_the_privacy_page_rules_the_others(qtbot, dialog):
    shown = dialog(Settings(LlmSettings(host="127.0.0.2:9")))
    shown.show()
    assert not shown.model.pull.isEnabled()
    shown.model.privacy_wanted.emit()
    assert shown.privacy.isVisible()
    shown.privacy.downloads.click()
    qtbot.waitUntil(shown.model.pull.isEnabled)


def test_pages_are_turned_by_the_keyboard_and_every_field_is_reached(qtbot, dialog):
    shown = dialog(Settings())
    shown.show()
    shown.activateWindow()
    shown._list.setFocus()
    qtbot.waitUntil(shown._list.hasFocus)
    for page in shown.pages:
        assert page.isVisible()
        fields = [
            field
            for kind in (QComboBox, QAbstractSpinBox, QCheckBox, QPushButton)
            for field in page.findChildren(kind)
            if field.isVisible() and field.isEnabled()
        ]
        fields += [
            field
            for field in page.findChildren(QLineEdit)
            if field.isVisible() and not isinstance(field.parent(), QAbstractSpinBox)
        ]
        seen, field = set(), shown._list
        for _ in range(200):
            field = field.nextInFocusChain()
            seen.add(field)
        for field in fields:
            assert field in seen
            assert field.focusPolicy() & Qt.FocusPolicy.TabFocus
            assert field.accessibleName() or field.text(), field
        qtbot.keyClick(shown._list, Qt.Key.Key_Down)


def test_no_page_is_wider_than_its_room(qtbot, dialog):
    shown = dialog(EVERYTHING)
    shown.resize(1, 1)
    shown.show()
    for page in shown.pages:
        shown.show_page(page)
        qtbot.waitUntil(page.isVisible)
        assert page.widget().width() <= page.viewport().width(), page.title
