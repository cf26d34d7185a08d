"""Facts of the chosen gallery or pack: that none of their lines is cut off."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from g3desktop.ui.library_details import Details
from g3desktop.ui.library_list import Fact

LONG = [
    Fact("What it is", "rues et lieux du monde entier pour la carte"),
    Fact("Version", "1"),
    Fact("Source", "https://build.example.org/20261120.pmtiles"),
    Fact("None", ""),
]
SHORT = [Fact("Name", " ".join(["one two three"] * times)) for times in (9, 1, 5, 2)]
SHORT.append(Fact("Folder", "/a", is_code=True))


@pytest.mark.parametrize("width_px", range(240, 700, 20))
def test_every_line_of_a_value_is_shown(qtbot, qapp, width_px: int):
    details = Details()
    qtbot.addWidget(details)
    details.resize(width_px, 600)
    details.show()
    for facts in (SHORT, LONG, SHORT):
        details.show_item("name", "state", "", facts)
        # What is shown is measured when it is drawn, and once more when the rows before are gone.
        qapp.processEvents()
        qapp.processEvents()
        assert details.facts.texts() == [fact.value for fact in facts if fact.value]
        for label in details.facts.findChildren(QLabel):
            if label.isVisible() and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width())
