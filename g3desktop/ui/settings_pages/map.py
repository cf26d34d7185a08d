"""How the map is drawn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton
from typing_extensions import override

from g3desktop.domain.errors import UserError
from g3desktop.services.basemap import SUFFIX, check_basemap
from g3desktop.settings import Settings
from g3desktop.ui.background import Background
from g3desktop.ui.labels import plain_label
from g3desktop.ui.sentences import error_words
from g3desktop.ui.settings_pages.page import SettingsPage, row_of, value_combo


class MapPage(SettingsPage):
    """Chooses projection, renderer, basemap and layers.

    Args:
        settings: As they stand.
        background: Where files are looked at.
        world_map: Where the map of the whole world lies if its pack is installed.
    """

    def __init__(
        self, settings: Settings, background: Background, world_map: Path | None = None
    ) -> None:
        super().__init__(self.tr("Map"))
        self._background, self._before = background, settings.map.basemap
        self._world_map: Path | None = None
        chosen = settings.map
        self.projection = value_combo(
            self.tr("At the start"),
            [("globe", self.tr("globe")), ("flat", self.tr("flat map"))],
            chosen.projection,
        )
        self.renderer = value_combo(
            self.tr("Drawn with"),
            [
                ("auto", self.tr("WebGL where there is some")),
                ("canvas", self.tr("the simple map, for machines without a graphics processor")),
            ],
            chosen.renderer,
        )
        form = self.add_section("")
        self.add_row(form, self.tr("At the start"), self.projection)
        self.add_row(form, self.tr("Drawn with"), self.renderer)
        self.still = self.add_switch(
            self.tr("Reduce motion"),
            self.tr("The map jumps to a place instead of gliding there."),
            on=chosen.reduce_motion,
        )
        self._build_basemap(chosen.basemap)
        self.add_section(self.tr("Layers at the start"))
        self.density = self.add_switch(self.tr("Density"), "", on=chosen.density)
        self.references = self.add_switch(self.tr("Reference photos"), "", on=chosen.references)
        self.answers = self.add_switch(
            self.tr("Answers of the language model"), "", on=chosen.answers
        )
        self.finish()
        self._look_at_basemap()
        if world_map is not None:
            background.run(
                lambda: world_map if world_map.is_file() else None, self._offer_world_map
            )

    def _build_basemap(self, basemap: str) -> None:
        self.basemap = QLineEdit(basemap)
        self.basemap.setPlaceholderText(self.tr("none"))
        self.basemap.setClearButtonEnabled(True)
        self.basemap.setAccessibleName(self.tr("File with streets"))
        self.basemap.editingFinished.connect(self._look_at_basemap)
        choose = QPushButton(self.tr("Choose…"))
        choose.setAutoDefault(False)
        choose.setAccessibleName(self.tr("Choose a file with streets"))
        choose.clicked.connect(self._choose_basemap)
        row = row_of(self.basemap, choose)
        form = self.add_section(self.tr("Streets"))
        self.add_row(form, self.tr("File with streets"), row)
        self.basemap_state = plain_label("failure")
        self.basemap_state.hide()
        self.basemap.textChanged.connect(self.basemap_state.hide)
        self.column.addWidget(self.basemap_state)
        self.world_map = QPushButton(self.tr("Use the installed world map"))
        self.world_map.setAutoDefault(False)
        self.world_map.clicked.connect(self._use_world_map)
        self.world_map.hide()
        self.basemap.textChanged.connect(self._show_world_map)
        self.column.addWidget(self.world_map, 0, Qt.AlignmentFlag.AlignLeading)
        self.add_note(
            self.tr(
                "A .pmtiles file of your own is drawn under everything else. It is read from the "
                "disk; nothing is fetched."
            )
        )

    def _choose_basemap(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Choose a file with streets"),
            self.basemap.text(),
            self.tr("Map tiles ({})").format(f"*{SUFFIX}"),
        )
        if name:
            self.basemap.setText(name)
            self._look_at_basemap()

    def _offer_world_map(self, world_map: Path | None) -> None:
        self._world_map = world_map
        self._show_world_map()

    def _show_world_map(self) -> None:
        is_chosen = self.basemap.text().strip() == str(self._world_map)
        self.world_map.setVisible(self._world_map is not None and not is_chosen)

    def _use_world_map(self) -> None:
        self.basemap.setText(str(self._world_map))
        # The button goes; who came to it by the keyboard stays beside it.
        self.basemap.setFocus()
        self._look_at_basemap()

    def _look_at_basemap(self) -> None:
        text = self.basemap.text().strip()
        if not text:
            return

        def show(problem: str) -> None:
            if text == self.basemap.text().strip():
                self.basemap_state.setText(problem)
                self.basemap_state.setVisible(bool(problem))

        self._background.run(lambda: _problem_with(text), show)

    @override
    def check(self, settings: Settings) -> None:
        # One that was there before may lie on a disk that is not connected now.
        if settings.map.basemap not in {"", self._before}:
            check_basemap(Path(settings.map.basemap).expanduser())

    @override
    def chosen(self, settings: Settings) -> Settings:
        return replace(
            settings,
            map=replace(
                settings.map,
                projection=self.projection.currentData(),
                renderer=self.renderer.currentData(),
                basemap=self.basemap.text().strip(),
                density=self.density.isChecked(),
                references=self.references.isChecked(),
                answers=self.answers.isChecked(),
                reduce_motion=self.still.isChecked(),
            ),
        )


def _problem_with(basemap: str) -> str:
    try:
        check_basemap(Path(basemap).expanduser())
    except UserError as error:
        return error_words(error)
    return ""
