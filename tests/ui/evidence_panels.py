"""The right column alone, on the screen of a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from g3desktop.ui.evidence import EvidencePanel
from g3desktop.ui.theme import apply_theme, tokens


@contextmanager
def shown_panel(qtbot, qapp: QApplication, *, height_px: int) -> Iterator[EvidencePanel]:
    """Show a dark panel without an answer; the theme goes with it."""
    apply_theme(qapp, "dark")
    panel = EvidencePanel(tokens("dark"))
    qtbot.addWidget(panel)
    panel.resize(400, height_px)
    # The pointer of this screen is elsewhere, until a test says otherwise.
    QCursor.setPos(0, 0)
    panel.move(50, 50)
    panel.show()
    qtbot.waitExposed(panel)
    yield panel
    qapp.setStyleSheet("")
