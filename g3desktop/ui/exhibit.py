"""A picture with what is known of it, and buttons that zoom."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from g3desktop.ui.labels import plain_label
from g3desktop.ui.outline import Outline
from g3desktop.ui.pictures import WHOLE, Look, PictureView
from g3desktop.ui.place_card import SourceLink
from g3desktop.ui.theme import Tokens

_ZOOM_STEP = 1.5
_PICTURE_RADIUS_PX = 8


class Exhibit(QWidget):
    """A picture with what is known of it below.

    Args:
        name: What it shows, for those who do not see it.
        colours: The theme's.
    """

    entered = Signal()
    """The pointer came over it."""

    left = Signal()
    """The pointer went away."""

    def __init__(self, name: str, colours: Tokens) -> None:
        super().__init__()
        self.view = PictureView(name)
        self.view.set_ground(colours.raised)
        self.outline = Outline(self.view, colours.dim, _PICTURE_RADIUS_PX)
        self._title = plain_label()
        self._facts = plain_label("small")
        self.link = SourceLink()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.view)
        column.addSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    def show_exhibit(self, picture: QPixmap, title: str, facts: tuple[str, ...], url: str) -> None:
        """Show a picture, its title, and the facts that are known of it, a line each."""
        self.view.show_picture(picture, "; ".join((title, *facts)))
        self._title.setText(title)
        self._facts.setText("\n".join(facts))
        self._facts.setVisible(bool(facts))
        self.link.show_url(url)

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self.view.set_ground(colours.raised)
        self.outline.set_colour(colours.dim)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


class ZoomButtons(QWidget):
    """Zooms for those who have neither wheel nor keys.

    Args:
        parent: The widget that it lies in.
    """

    zoomed = Signal(float)
    """By this factor."""

    fitted = Signal()
    """All of the pictures is to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        out = self._button("\N{MINUS SIGN}", self.tr("Zoom out"))
        closer = self._button("+", self.tr("Zoom in"))
        self._whole = self._button("⤢", self.tr("Show all of both pictures"))
        self._whole.setEnabled(False)
        out.clicked.connect(lambda: self.zoomed.emit(1 / _ZOOM_STEP))
        closer.clicked.connect(lambda: self.zoomed.emit(_ZOOM_STEP))
        self._whole.clicked.connect(self.fitted)
        for button in (out, closer, self._whole):
            row.addWidget(button)

    def show_look(self, look: Look) -> None:
        """Offer to show all where less is seen."""
        self._whole.setEnabled(look != WHOLE)

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setProperty("role", "flat")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button
