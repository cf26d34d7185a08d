"""How the map is drawn, and which files are maps."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from g3desktop.settings import MapSettings, Settings
from g3desktop.ui.settings_pages.map import MapPage
from tests.pmtiles import pmtiles_file


@pytest.fixture
def page(qtbot, background):
    def make(basemap: str = "") -> MapPage:
        page = MapPage(Settings(map=MapSettings(basemap=basemap)), background)
        qtbot.addWidget(page)
        page.show()
        return page

    return make


def test_everything_can_be_chosen(page):
    shown = page()
    shown.projection.setCurrentIndex(shown.projection.findData("flat"))
    shown.renderer.setCurrentIndex(shown.renderer.findData("canvas"))
    for switch in (shown.density, shown.references, shown.answers, shown.still):
        switch.click()
    assert shown.chosen(Settings()).map == MapSettings(
        projection="flat",
        renderer="canvas",
        density=False,
        references=False,
        answers=False,
        reduce_motion=True,
    )


def test_a_map_is_chosen_in_a_dialog(qtbot, page, tmp_path: Path, monkeypatch):
    good, bad = pmtiles_file(tmp_path / "good.pmtiles"), tmp_path / "bad.pmtiles"
    bad.write_text("no map")
    shown = page()
    for file in (bad, good):
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, file=file: (str(file), ""))
        shown._choose_basemap()
        expected = file == bad
        qtbot.waitUntil(lambda expected=expected: shown.basemap_state.isVisible() is expected)
    assert shown.chosen(Settings()).map.basemap == str(good)
    shown.check(shown.chosen(Settings()))


def test_a_map_that_was_chosen_before_may_be_away(qtbot, page, tmp_path: Path):
    shown = page(str(tmp_path / "away.pmtiles"))
    qtbot.waitUntil(shown.basemap_state.isVisible)
    shown.check(shown.chosen(Settings()))
