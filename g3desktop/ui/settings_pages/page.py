"""What all pages of the settings have in common."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from g3desktop.settings import Settings
from g3desktop.ui.labels import plain_label

_WIDEST_CHARACTERS = 110
"""Longer lines are hard to read, and fields far from their names hard to follow."""


class SettingsPage(QScrollArea):
    """A page that scrolls where it is too tall.

    Args:
        title: Its name, which is also its headline.
        parent: Owner.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Its fields take the focus; the page itself would be a stop that does nothing.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._wheel = _WheelGuard(self)
        self._body = QWidget()
        self._body.setMaximumWidth(self.fontMetrics().averageCharWidth() * _WIDEST_CHARACTERS)
        self.column = QVBoxLayout(self._body)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(12)
        headline = plain_label("answer", title)
        self.column.addWidget(headline)
        self.setWidget(self._body)

    @override
    def minimumSizeHint(self) -> QSize:
        # It scrolls up and down, and never sideways.
        bar = self.verticalScrollBar().sizeHint().width()
        wide = self._body.minimumSizeHint().width() + bar
        return QSize(wide, super().minimumSizeHint().height())

    def chosen(self, settings: Settings) -> Settings:
        """Return settings with what is chosen on this page."""
        return settings

    def problem(self) -> str:
        """Return what cannot stay as it is, in a sentence; "" where all is well."""
        return ""

    def check(self, settings: Settings) -> None:
        """See whether what is chosen can be used; called in another thread before saving.

        Raises:
            UserError: It cannot.
        """

    def add_section(self, title: str) -> QFormLayout:
        """Add a headline and return the rows under it, which are as wide as there is room."""
        if title:
            self.column.addSpacing(8)
            self.column.addWidget(plain_label("heading", title))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(form)
        return form

    def add_row(self, form: QFormLayout, text: str, field: QWidget | QHBoxLayout) -> None:
        """Add a field with its name."""
        form.addRow(text, field)

    def add_note(self, text: str) -> QLabel:
        """Add a sentence that explains."""
        note = plain_label("dim", text)
        self.column.addWidget(note)
        return note

    def add_switch(self, text: str, explained: str, *, on: bool) -> QCheckBox:
        """Add a switch with its words, which wrap, and under them what it does."""
        switch = QCheckBox()
        switch.setChecked(on)
        switch.setAccessibleName(text)
        switch.setAccessibleDescription(explained)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(switch, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(_SwitchWords(text, switch), 0, 1, Qt.AlignmentFlag.AlignVCenter)
        if explained:
            grid.addWidget(plain_label("dim", explained), 1, 1)
        self.column.addLayout(grid)
        return switch

    def finish(self) -> None:
        """Leave what room there is at the foot, once everything has been added."""
        self.column.addStretch(1)
        for field in self._body.findChildren(QWidget):
            if isinstance(field, (QComboBox, QAbstractSpinBox)):
                field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                field.installEventFilter(self._wheel)


class _WheelGuard(QObject):
    """Lets the wheel scroll the page instead of changing a value that the pointer comes across."""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_wheel = event.type() == QEvent.Type.Wheel
        if is_wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class _SwitchWords(QLabel):
    """What a switch is for; a click on it is one on the switch. A check box's own cannot wrap."""

    def __init__(self, text: str, switch: QCheckBox) -> None:
        super().__init__(text)
        self._switch = switch
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    @override
    def mouseReleaseEvent(self, ev: QMouseEvent) -> None:
        if ev.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            ev.position().toPoint()
        ):
            self._switch.setFocus(Qt.FocusReason.MouseFocusReason)
            self._switch.click()


class PathLabel(QLabel):
    """A path, with its middle left out where it is too long; whole in its tip."""

    def __init__(self, path: str, parent: QWidget | None = None) -> None:
        super().__init__(path, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "dim")
        self.setToolTip(path.replace("&", "&amp;").replace("<", "&lt;"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def row_of(field: QWidget, button: QWidget) -> QHBoxLayout:
    """Return a field with its button, in one row."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(field, 1)
    row.addWidget(button)
    return row


def value_combo(name: str, values: Iterable[tuple[str, str]], chosen: str) -> QComboBox:
    """Return a choice among values, each with its text."""
    combo = QComboBox()
    combo.setAccessibleName(name)
    # A long text must not make the page wider than its window.
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(16)
    for value, text in values:
        combo.addItem(text, value)
    choose_value(combo, chosen)
    return combo


def choose_value(combo: QComboBox, value: str) -> None:
    """Choose a value, which is shown even where there is no such thing any more."""
    if value and combo.findData(value) < 0:
        combo.addItem(value, value)
    combo.setCurrentIndex(max(combo.findData(value), 0))
