"""What may leave this machine."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLabel

from g3desktop.settings import LlmSettings, NetworkSettings, Settings, find_folders
from g3desktop.ui.settings_pages.privacy import PrivacyPage

OPEN = Settings(
    LlmSettings(host_remote_ok=True), network=NetworkSettings(model_downloads=True, open_links=True)
)


@pytest.fixture
def page(qtbot):
    def make(settings: Settings) -> PrivacyPage:
        page = PrivacyPage(settings, find_folders())
        qtbot.addWidget(page)
        page.show()
        return page

    return make


def test_nothing_is_sent_or_fetched_before_it_is_switched_on(page):
    shown = page(Settings())
    assert not shown.remote.isChecked()
    assert not shown.downloads.isChecked()
    assert shown.chosen(Settings()) == Settings()


@pytest.mark.parametrize("name", ["remote", "downloads", "links", "pictures"])
def test_each_switch_is_one_setting_and_says_what_would_leave(page, name: str):
    shown = page(Settings())
    switch: QCheckBox = getattr(shown, name)
    before = shown.chosen(Settings())
    switch.click()
    after = shown.chosen(Settings())
    assert after != before
    assert switch.accessibleName()
    assert "would" in switch.accessibleDescription()
    assert any(
        label.text() == switch.accessibleDescription() and label.isVisibleTo(shown)
        for label in shown.findChildren(QLabel)
    )
    switch.click()
    assert shown.chosen(Settings()) == before


def test_what_is_switched_is_told_at_once(qtbot, page):
    shown = page(OPEN)
    with qtbot.waitSignals([shown.remote_switched, shown.downloads_switched]):
        shown.remote.click()
        shown.downloads.click()
    chosen = shown.chosen(OPEN)
    assert not chosen.llm.host_remote_ok
    assert not chosen.network.model_downloads


def test_a_click_on_its_words_is_one_on_the_switch(qtbot, page):
    shown = page(Settings())
    words = next(
        label
        for label in shown.findChildren(QLabel)
        if label.text() == shown.downloads.accessibleName()
    )
    qtbot.mouseClick(words, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert shown.downloads.isChecked()
    qtbot.mouseClick(words, Qt.MouseButton.RightButton, pos=QPoint(4, 4))
    assert shown.downloads.isChecked()


def test_what_is_kept_is_named_with_its_place(page, home):
    shown = page(Settings())
    texts = {label.text() for label in shown.findChildren(QLabel)}
    folders = find_folders()
    assert str(folders.cache / "references") in texts
    for path in (folders.data, folders.cache, folders.logs, folders.settings, folders.galleries):
        assert str(path) in texts
