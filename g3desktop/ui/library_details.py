"""What is known of the gallery or pack that is chosen, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from g3desktop.ui.flow import FlowLayout
from g3desktop.ui.labels import plain_label
from g3desktop.ui.library_list import Fact, Facts, Mood
from g3desktop.ui.photo_list import one_line


class Details(QScrollArea):
    """A title, a state, facts and buttons, in this order.

    Args:
        parent: The widget that it lies in.

    Attributes:
        facts: Names and values.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._title, self._state = (
            plain_label("answer", selectable=True),
            plain_label("dim", selectable=True),
        )
        self.facts = Facts()
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, spacing_px=8)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(20, 16, 16, 16)
        self._column.setSpacing(12)
        for widget in (self._title, self._state, self.facts, self._buttons):
            self._column.addWidget(widget)
        # Takes what is left where nothing below it does.
        self._column.addStretch(0)
        self.setWidget(body)

    def add_button(
        self, text: str, slot: Callable[[], None], *, is_primary: bool = False
    ) -> QPushButton:
        """Return a new button behind those before it."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        if is_primary:
            button.setProperty("role", "primary")
        button.clicked.connect(lambda _checked: slot())
        self._flow.addWidget(button)
        return button

    def add_below(self, heading: QWidget, widget: QWidget) -> None:
        """Put a widget below everything, as high as there is space."""
        self._column.insertWidget(self._column.count() - 1, heading)
        self._column.insertWidget(self._column.count() - 1, widget, 1)

    def show_item(self, title: str, state: str, mood: Mood, facts: Sequence[Fact]) -> None:
        """Show another one, or the same anew."""
        self._title.setText(one_line(title))
        self._state.setText(one_line(state))
        self._state.setVisible(bool(state))
        role = "failure" if mood == "failure" else "dim"
        if self._state.property("role") != role:
            self._state.setProperty("role", role)
            self._state.style().polish(self._state)
        self.facts.show_facts(facts)

    def state_text(self) -> str:
        """Return the state as it stands there."""
        return self._state.text()


def ask(
    parent: QWidget, question: str, consequences: str, yes: str, then: Callable[[], None]
) -> None:
    """Ask before something that cannot be undone; the window goes on meanwhile.

    Args:
        parent: What the question belongs to.
        question: It.
        consequences: What a yes does.
        yes: The text of the button that does it.
        then: Called after a yes.
    """
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setInformativeText(consequences)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))

    def decide() -> None:
        if box.clickedButton() is agreed:
            then()

    box.finished.connect(decide)
    box.open()
