"""How much a language model is asked about one photo."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QSpinBox
from typing_extensions import override

from g3desktop.engine.sampling import choose_plan
from g3desktop.settings import (
    MOST_BUDGET_S,
    MOST_REFERENCES,
    MOST_SAMPLES,
    MOST_TEMPERATURE,
    LlmSettings,
    Settings,
    parse_references,
)
from g3desktop.ui.labels import plain_label
from g3desktop.ui.settings_pages.page import SettingsPage, value_combo


class AskingPage(SettingsPage):
    """Chooses prompts, samples and the time they may take.

    Args:
        settings: As they stand.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__(self.tr("Prompts and samples"))
        llm = self._llm = settings.llm
        self.effort = value_combo(
            self.tr("Effort"),
            [
                ("quick", self.tr("quick: ask no language model")),
                ("standard", self.tr("standard: ask each prompt once")),
                ("thorough", self.tr("thorough: ask each prompt five times, as in the paper")),
            ],
            llm.effort,
        )
        form = self.add_section("")
        self.add_row(form, self.tr("Effort"), self.effort)
        self.questions = plain_label("dim")
        self.questions.setAccessibleName(self.tr("Questions for one photo"))
        self.column.addWidget(self.questions)
        self._build_own(llm)
        self.place_names = self.add_switch(
            self.tr("Prompts name the places of reference photos"),
            self.tr("Without it they show positions alone, as in the paper."),
            on=llm.place_names,
        )
        self.finish()
        self.effort.currentIndexChanged.connect(self._show_plan)
        self.prompts.textChanged.connect(self._show_plan)
        self.samples.valueChanged.connect(self._show_plan)
        self._show_plan()

    def _build_own(self, llm: LlmSettings) -> None:
        self.prompts = QLineEdit(_listed(llm.prompts))
        self.prompts.setPlaceholderText(self.tr("as the effort says"))
        self.prompts.setAccessibleName(self.tr("References in each prompt"))
        self.prompts.setClearButtonEnabled(True)
        self.samples = QSpinBox()
        self.samples.setRange(0, MOST_SAMPLES)
        self.samples.setSpecialValueText(self.tr("as the effort says"))
        self.samples.setValue(llm.samples)
        self.temperature = QDoubleSpinBox()
        self.temperature.setRange(0, MOST_TEMPERATURE)
        self.temperature.setSingleStep(0.1)
        self.temperature.setValue(llm.temperature)
        self.budget = QDoubleSpinBox()
        self.budget.setRange(0, MOST_BUDGET_S)
        self.budget.setDecimals(0)
        self.budget.setSingleStep(10)
        self.budget.setSuffix(self.tr(" s", "seconds"))
        self.budget.setSpecialValueText(self.tr("no limit"))
        self.budget.setValue(llm.budget_s)
        form = self.add_section(self.tr("Your own choice"))
        for text, field in (
            (self.tr("References in each prompt"), self.prompts),
            (self.tr("Samples of each prompt"), self.samples),
            (self.tr("Temperature"), self.temperature),
            (self.tr("Time for one photo"), self.budget),
        ):
            field.setAccessibleName(text)
            self.add_row(form, text, field)
        self.add_note(
            self.tr(
                "One number for each prompt, with commas between them: how many similar photos it "
                "shows, and as many dissimilar ones. A higher temperature makes samples differ "
                "more. With a limited time, asking ends early once no reply could change the first "
                "place."
            )
        )

    def _show_plan(self) -> None:
        asks = self.effort.currentData() != "quick"
        for field in (self.prompts, self.samples, self.temperature, self.budget):
            field.setEnabled(asks)
        self.questions.setText(self._plan_in_words())

    def _plan_in_words(self) -> str:
        if problem := self.problem():
            return problem
        llm = self._chosen_llm()
        plan = choose_plan(llm.effort, prompts=llm.prompts or None, samples=llm.samples or None)
        if plan is None:
            return self.tr("No questions: places come from the gallery and the towns alone.")
        counted = self.tr("%n question(s) for one photo", "", plan.questions)
        shown = self.tr("References in the prompts: %1. Samples of each: %2.")
        listed = _listed(tuple(sorted(plan.prompts)))
        samples = QLocale().toString(plan.samples)
        return f"{counted}. {shown.replace('%1', listed).replace('%2', samples)}"

    @override
    def problem(self) -> str:
        try:
            self._own_prompts()
        except ValueError:
            return self.tr(
                "References in each prompt: write different numbers up to %1 with commas between "
                "them, such as 0, 5, 10, 15."
            ).replace("%1", str(MOST_REFERENCES))
        return ""

    def _own_prompts(self) -> tuple[int, ...]:
        text = self.prompts.text().strip()
        return parse_references(text) if text else ()

    def _chosen_llm(self) -> LlmSettings:
        return replace(
            self._llm,
            effort=self.effort.currentData(),
            prompts=self._own_prompts(),
            samples=self.samples.value(),
            temperature=_unrounded(self.temperature, self._llm.temperature),
            budget_s=_unrounded(self.budget, self._llm.budget_s),
            place_names=self.place_names.isChecked(),
        )

    @override
    def chosen(self, settings: Settings) -> Settings:
        llm = self._chosen_llm()
        return replace(
            settings,
            llm=replace(
                settings.llm,
                effort=llm.effort,
                prompts=llm.prompts,
                samples=llm.samples,
                temperature=llm.temperature,
                budget_s=llm.budget_s,
                place_names=llm.place_names,
            ),
        )


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))


def _unrounded(field: QDoubleSpinBox, before: float) -> float:
    """Return a field's value, or the one before where the field only rounds it."""
    return before if field.value() == round(before, field.decimals()) else field.value()
