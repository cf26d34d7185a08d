"""What is chosen in the dialogs beside the window: that it is kept and put to use."""

from __future__ import annotations

import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from g3desktop.settings import EngineSettings, MapSettings, find_folders, read_settings
from g3desktop.ui.application import make_program
from g3desktop.ui.library_dialog import LibraryDialog
from tests.pmtiles import pmtiles_file

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@pytest.mark.usefixtures("application")
def test_a_map_that_is_chosen_among_the_packs_is_kept_and_drawn(qtbot, home: Path, tmp_path: Path):
    file = str(pmtiles_file(tmp_path / "world.pmtiles"))
    folders = find_folders()
    program = make_program(folders, home / "data")
    with closing(program):
        program.doors.open_library("packs")
        dialog = program.window.findChild(LibraryDialog)
        with qtbot.waitSignal(program.doors.chosen) as told:
            dialog.basemap_chosen.emit(file)
        before, after = told.args
        assert after == replace(before, map=MapSettings(basemap=file))
        assert read_settings(folders.settings) == after
        assert program.window.map._basemap == Path(file)
        # It says so of what the settings choose, too.
        program.doors.chosen.emit(after, before)
        assert dialog._packs.frame.standing.basemap == ""
        with qtbot.waitSignal(program.doors.chosen) as told:
            dialog.gallery_chosen.emit("mine")
        assert told.args[1] == replace(after, engine=EngineSettings(gallery="mine"))
        dialog.reject()
    program.window.deleteLater()
