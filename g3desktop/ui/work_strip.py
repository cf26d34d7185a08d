"""The work under way, below both pages: how far it is, and a way to stop it; then how it ended."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from g3desktop.ui.labels import plain_label
from g3desktop.ui.library_words import outcome_words, progress_words, wish_words
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.sentences import translated_sentence
from g3desktop.ui.workshop import Outcome, Working, Workshop

_STEPS = 1000


class WorkStrip(QFrame):
    """Shows a workshop; hidden while there is nothing to show.

    Args:
        workshop: Has the work done.
        parent: The widget that it lies in.
    """

    def __init__(self, workshop: Workshop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self.setProperty("role", "status")
        self._title, self._line = plain_label(selectable=True), plain_label("dim", selectable=True)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = QPushButton(self.tr("Stop"))
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(self._stop_or_dismiss)
        words = QVBoxLayout()
        words.setSpacing(4)
        for widget in (self._title, self._line, self._bar):
            words.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignVCenter)
        workshop.changed.connect(self._show_work)
        workshop.finished.connect(self._show_outcome)
        if workshop.working is not None:
            self._show_work(workshop.working)
        elif workshop.outcome is not None:
            self._show_outcome(workshop.outcome)
        else:
            self.hide()

    def _show_work(self, working: Working | None) -> None:
        if working is None:
            return
        title, line = wish_words(working.wish), progress_words(working)
        self._show_texts(title, line, "dim")
        total = working.progress.total
        self._bar.setRange(0, _STEPS if total else 0)
        if total:
            self._bar.setValue(round(_STEPS * working.progress.done / total))
        self._bar.setAccessibleName(title)
        self._bar.setAccessibleDescription(line)
        self._bar.show()
        self._stop.setText(self.tr("Stop"))
        self._stop.setEnabled(not working.is_stopping)
        if working.progress.note:
            self._line.setText(one_line(translated_sentence(working.progress.note)))
        self.show()

    def _show_outcome(self, outcome: Outcome) -> None:
        words = one_line(outcome_words(outcome))
        if outcome.problem:
            self._show_texts(self.tr("It failed"), words, "failure")
        elif outcome.was_stopped:
            self._show_texts(self.tr("Stopped"), words, "dim")
        else:
            self._show_texts(self.tr("Done"), words, "dim")
        self._bar.hide()
        self._stop.setText(self.tr("Hide"))
        self._stop.setEnabled(True)
        self.show()

    def _show_texts(self, title: str, line: str, role: str) -> None:
        self._title.setText(title)
        self._line.setText(line)
        if self._line.property("role") != role:
            self._line.setProperty("role", role)
            self._line.style().polish(self._line)

    def _stop_or_dismiss(self) -> None:
        if self._workshop.working is not None:
            self._workshop.cancel()
        else:
            self._workshop.dismiss()
            self.hide()
