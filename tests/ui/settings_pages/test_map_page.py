"""How the map is drawn, and which files are maps."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from g3desktop.settings import MapSettings, Settings
from g3desktop.ui.settings_pages.map import MapPage
from tests.pmtiles import pmtiles_file


@pytest.fixture
def page(qtbot, background):
    def make(basemap: str = "", world_map: Path | None = None) -> MapPage:
        page = MapPage(Settings(map=MapSettings(basemap=basemap)), background, world_map)
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


def test_the_installed_world_map_is_offered_until_it_is_chosen(qtbot, page, tmp_path: Path):
    world = pmtiles_file(tmp_path / "world.pmtiles")
    shown = page(world_map=world)
    qtbot.waitUntil(shown.world_map.isVisible)
    qtbot.mouseClick(shown.world_map, Qt.MouseButton.LeftButton)
    assert shown.chosen(Settings()).map.basemap == str(world)
    assert not shown.world_map.isVisible()
    shown.basemap.clear()
    assert shown.world_map.isVisible()


def test_a_world_map_that_is_not_there_is_not_offered(page, background, tmp_path: Path, qtbot):
    shown = page(world_map=tmp_path / "world.pmtiles")
    done: list[None] = []
    background.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    shown.basemap.setText("else")
    assert not shown.world_map.isVisible()
