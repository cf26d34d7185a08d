"""How much a language model is asked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from g3desktop.engine.messages import PhotoOptions
from g3desktop.settings import LlmSettings, Settings
from g3desktop.ui.settings_pages.asking import AskingPage
from g3desktop.ui.wishes import photo_options


@pytest.fixture
def shown(qtbot) -> AskingPage:
    page = AskingPage(Settings())
    qtbot.addWidget(page)
    return page


def test_everything_can_be_chosen(shown):
    shown.effort.setCurrentIndex(shown.effort.findData("thorough"))
    shown.prompts.setText(" 3, 0 ")
    shown.samples.setValue(4)
    shown.temperature.setValue(1.5)
    shown.budget.setValue(60)
    shown.place_names.click()
    assert shown.chosen(Settings(LlmSettings(host="kept"))).llm == LlmSettings(
        host="kept",
        effort="thorough",
        prompts=(3, 0),
        samples=4,
        temperature=1.5,
        budget_s=60,
        place_names=True,
    )


@pytest.mark.parametrize(
    ("effort", "prompts", "samples", "questions"),
    [
        ("standard", "", 0, 4),
        ("thorough", "", 0, 20),
        ("standard", "0,5", 0, 2),
        ("thorough", "0,5", 0, 10),
        ("standard", "0,5,9", 7, 21),
    ],
)
def test_how_many_questions_a_photo_takes_is_said(
    shown, effort: str, prompts: str, samples: int, questions: int
):
    shown.effort.setCurrentIndex(shown.effort.findData(effort))
    shown.prompts.setText(prompts)
    shown.samples.setValue(samples)
    assert shown.questions.text().startswith(f"{questions} ")


def test_quick_asks_nothing_and_its_fields_say_so(shown):
    assert shown.samples.isEnabled()
    shown.effort.setCurrentIndex(shown.effort.findData("quick"))
    assert "No questions" in shown.questions.text()
    assert not shown.samples.isEnabled()


@pytest.mark.parametrize("text", ["5,5", "many", "0;5", "101", "1,"])
def test_what_is_no_list_of_numbers_is_a_problem(shown, text: str):
    assert shown.problem() == ""
    shown.prompts.setText(text)
    assert "0, 5, 10, 15" in shown.problem()
    assert shown.questions.text() == shown.problem()


def test_settings_become_options_of_photos():
    assert photo_options(LlmSettings()) == PhotoOptions(effort="standard")
    chosen = LlmSettings(
        effort="thorough",
        prompts=(0, 7),
        samples=3,
        temperature=0.123456,
        budget_s=7.25,
        place_names=True,
    )
    assert photo_options(chosen) == PhotoOptions(
        effort="thorough",
        prompts=(0, 7),
        samples=3,
        temperature=0.123456,
        budget_s=7.25,
        place_names=True,
    )


def test_the_wheel_scrolls_the_page_and_changes_nothing_on_its_way(qtbot, shown):
    shown.show()
    centre = QPointF(shown.samples.rect().center())
    wheel = QWheelEvent(
        centre,
        shown.samples.mapToGlobal(centre),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003, Qt's own signature
    )
    assert wheel.type() == QEvent.Type.Wheel
    QApplication.sendEvent(shown.samples, wheel)
    assert shown.samples.value() == 0
    shown.activateWindow()
    shown.samples.setFocus()
    qtbot.waitUntil(shown.samples.hasFocus)
    QApplication.sendEvent(shown.samples, wheel)
    assert shown.samples.value() == 1
