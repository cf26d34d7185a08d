"""Labels for text that comes from files, galleries and models: none of it is markup."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy


def plain_label(role: str = "", *, wrap: bool = True, selectable: bool = False) -> QLabel:
    """Return a label that shows its text as it is.

    Args:
        role: What the style sheet knows it by.
        wrap: Whether long text goes on in the next line.
        selectable: Whether the text can be marked and copied, by mouse and by keyboard.
    """
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    if role:
        label.setProperty("role", role)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
