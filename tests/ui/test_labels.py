"""A line that has less room than text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from g3desktop.ui.labels import OneLineLabel
from tests.ui.windows import PATIENCE_MS

LONG = "first <b>words</b> " + "of many " * 40 + "and the last"


@pytest.fixture
def holder(qtbot) -> QWidget:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.resize(200, 40)
    return holder


@pytest.fixture
def label(holder: QWidget) -> OneLineLabel:
    label = OneLineLabel("dim")
    QHBoxLayout(holder).addWidget(label)
    holder.show()
    return label


def drawn(label: OneLineLabel) -> str:
    return QLabel.text(label)


def test_its_ends_are_shown_and_the_whole_is_said(qtbot, label: OneLineLabel):
    label.setText(LONG)
    qtbot.waitUntil(lambda: drawn(label) != LONG, timeout=PATIENCE_MS)
    assert label.window().width() == 200
    assert drawn(label).startswith("first")
    assert drawn(label).endswith("last")
    assert label.fontMetrics().horizontalAdvance(drawn(label)) <= label.width()
    assert label.text() == LONG
    tree = QAccessible.queryAccessibleInterface(label)
    assert tree.text(QAccessible.Text.Name) == LONG
    assert QTextDocumentFragment.fromHtml(label.toolTip()).toPlainText() == LONG


def test_with_room_it_is_shown_as_it_is(label: OneLineLabel):
    label.setText(LONG)
    label.window().resize(label.sizeHint().width() + 60, 40)
    QApplication.processEvents()
    assert drawn(label) == LONG
    assert label.toolTip() == ""
    label.setText("short")
    QApplication.processEvents()
    assert drawn(label) == "short"
    assert label.sizeHint().width() < 100


def test_a_tooltip_of_its_own_stays(label: OneLineLabel):
    label.setToolTip("why")
    label.setText(LONG)
    label.window().resize(300, 40)
    QApplication.processEvents()
    assert label.toolTip() == "why"
