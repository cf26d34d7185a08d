"""The answer as a sentence, its position to copy, and what agrees."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from g3desktop.domain.answer import Candidate
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.notation import Notation, write_position
from g3desktop.ui.agreement import Fact, spread_km
from g3desktop.ui.flow import FlowLayout
from g3desktop.ui.labels import plain_label
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.places import title_of, users
from g3desktop.ui.theme import tabular_font
from g3desktop.ui.words import radius_words


class FactChips(QWidget):
    """Small facts, each a way to its evidence.

    Args:
        after: What has the focus before them.
        parent: The widget that it lies in.
    """

    wanted = Signal(str)
    """The kind of evidence that somebody wants to see."""

    def __init__(self, after: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._after = after
        self._shown: tuple[Sequence[Fact], bool] = ((), False)
        self._flow = FlowLayout(self, spacing_px=6)

    def show_facts(self, facts: Sequence[Fact], *, refining: bool) -> None:
        """Show facts, and whether they may still change."""
        if (facts, refining) == self._shown:
            return
        self._shown = (facts, refining)
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        chips = [self._chip(fact) for fact in facts]
        if refining:
            chips.append(_label("◐ " + self.tr("still being refined"), "working"))
        last = self._after
        for chip in chips:
            self._flow.addWidget(chip)
            # Now, so that whoever asks for the height is told of it.
            chip.show()
            if chip.focusPolicy() != Qt.FocusPolicy.NoFocus:
                # They came after all else, and would have the focus after all else.
                QWidget.setTabOrder(last, chip)
                last = chip

    def _chip(self, fact: Fact) -> QWidget:
        state = "agrees" if fact.agrees else ""
        text = ("✓ " if fact.agrees else "") + fact.words
        if not fact.evidence:
            return _label(text, state)
        # An ampersand would underline the letter after it.
        button = QPushButton(text.replace("&", "&&"))
        button.setAccessibleName(fact.words)
        button.setProperty("role", "chip")
        button.setProperty("state", state)
        button.setToolTip(self.tr("Show the evidence"))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(partial(self.wanted.emit, fact.evidence))
        return button


def _label(text: str, state: str) -> QLabel:
    label = plain_label("chip", wrap=False)
    # As wide as a button with the same text.
    label.setIndent(0)
    label.setText(text)
    label.setProperty("state", state)
    return label


class AnswerHeader(QWidget):
    """Place, country, position, and what agrees.

    Args:
        parent: The widget that it lies in.
    """

    copy_wanted = Signal(str)
    """The notation in which the position is wanted."""

    map_wanted = Signal()
    """The place is wanted on a map in the browser."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = plain_label("answer", selectable=True)
        self._country = plain_label("dim")
        self._position = plain_label("dim", wrap=False, selectable=True)
        self._position.setFont(tabular_font())
        self._copy = self._button(self.tr("Copy"), self.tr("Copy the position in decimal degrees"))
        self._copy.clicked.connect(partial(self.copy_wanted.emit, "decimal"))
        self._more = self._button("▾", self.tr("Other notations, and a map in the browser"))
        self._more.setAccessibleName(self.tr("Other notations"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._notations: dict[Notation, tuple[QAction, str]] = {}
        self._more.setMenu(self._build_menu())
        self.chips = FactChips(self._more)
        where = QWidget()
        flow = FlowLayout(where, spacing_px=8)
        for widget in (self._position, self._copy, self._more):
            flow.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._country)
        column.addWidget(where)
        column.addSpacing(4)
        column.addWidget(self.chips)

    def show_candidate(self, candidate: Candidate) -> None:
        """Show a place."""
        place = users(candidate.place)
        near = ", ".join(filter(None, dict.fromkeys((place.name, place.admin1))))
        self._title.setText(one_line(near or place.country) or title_of(candidate))
        self._country.setText(self._country_words(candidate))
        self._country.setVisible(bool(self._country.text()))
        self._position.setText(write_position(candidate.where, "decimal"))
        self._show_notations(candidate.where)

    def _country_words(self, candidate: Candidate) -> str:
        country = one_line(users(candidate.place).country)
        km = spread_km(candidate)
        spread = ""
        if km is not None:
            spread = self.tr("references within %1").replace("%1", radius_words(km))
        return " · ".join(filter(None, (country, spread)))

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setProperty("role", "small")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _build_menu(self) -> QMenu:
        menu = QMenu(self._more)
        texts: tuple[tuple[str, Notation], ...] = (
            (self.tr("Decimal degrees"), "decimal"),
            (self.tr("Degrees, minutes, seconds"), "dms"),
            (self.tr("Plus code"), "plus"),
            (self.tr("geo: link"), "geo"),
        )
        for text, notation in texts:
            action = menu.addAction(text, partial(self.copy_wanted.emit, notation))
            self._notations[notation] = (action, text)
        menu.addSeparator()
        menu.addAction(self.tr("Open in the browser (OpenStreetMap)"), self.map_wanted.emit)
        return menu

    def _show_notations(self, where: LatLon) -> None:
        """Write each notation beside its name, as shortcuts stand in menus."""
        for notation, (action, text) in self._notations.items():
            action.setText(f"{text}\t{write_position(where, notation)}")
