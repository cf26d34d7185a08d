"""Offers to fetch the picture of a reference, and says beforehand who will know."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from g3desktop.services.flickr_pages import SITE_NAME
from g3desktop.ui.labels import plain_label
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.picture_fetch import FetchState


class FetchOffer(QWidget):
    """A button that fetches a picture; while that goes on, one that stops it, and why it failed.

    Args:
        parent: The widget that it lies in.
    """

    wanted = Signal()
    """The picture is to be fetched."""

    stop_wanted = Signal()
    """It is not to be fetched after all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = FetchState()
        self._fetch, self._stop = QPushButton(), QPushButton(self.tr("Stop"))
        self._fetch.setProperty("role", "card")
        self._stop.setProperty("role", "flat")
        for button in (self._fetch, self._stop):
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        told = self.tr("%1 will see that this page was asked for, not your photo.")
        self._note = plain_label("small", told.replace("%1", SITE_NAME))
        self._failure = plain_label("failure")
        self._fetch.setAccessibleDescription(self._note.text())
        self._fetch.clicked.connect(self._press)
        self._stop.clicked.connect(self.stop_wanted)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._fetch)
        row.addWidget(self._stop)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        for widget in (self._failure, self._note):
            column.addWidget(widget)
        column.insertLayout(1, row)
        self.show_state(FetchState())

    @property
    def has_focus(self) -> bool:
        """Whether one of the buttons has the focus."""
        return self._fetch.hasFocus() or self._stop.hasFocus()

    def show_state(self, state: FetchState) -> None:
        """Show how far the fetching is."""
        before, self._state = self._state, state
        if not state.is_asking and self._stop.hasFocus():
            self._fetch.setFocus(Qt.FocusReason.OtherFocusReason)
        text = self.tr("Try again") if state.failure else self.tr("Fetch the picture")
        # It stays enabled, as it would lose the focus otherwise.
        self._fetch.setText(self.tr("Fetching…") if state.is_asking else text)
        self._stop.setVisible(state.is_asking)
        self._failure.setVisible(bool(state.failure))
        self._failure.setText(one_line(state.failure))
        if state.failure and state.failure != before.failure:
            said = QAccessibleAnnouncementEvent(self, self._failure.text())
            QAccessible.updateAccessibility(said)

    def _press(self) -> None:
        if not self._state.is_asking:
            self.wanted.emit()
