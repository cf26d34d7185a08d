"""The line at the foot of the window: what is being done, how long it takes, and by what."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QToolButton, QWidget

from g3desktop.ui.labels import OneLineLabel, plain_label
from g3desktop.ui.news import EngineView, Staged, Tally
from g3desktop.ui.photo_list import one_line, tooltip
from g3desktop.ui.stages import stage_words, translated
from g3desktop.ui.time_left import TimeLeft, time_left_words


class StatusLine(QFrame):
    """What is being done.

    Args:
        parent: The widget that it lies in.
    """

    stop_wanted = Signal()
    """All work is to be stopped."""

    privacy_wanted = Signal()
    """The user wants to see what may use the network."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tally = Tally()
        self._line = ""
        self._photo: int | None = None
        self._passed: list[str] = []
        self._time = TimeLeft()
        self.setProperty("role", "status")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(12)
        self._work, self._engine = OneLineLabel("dim"), OneLineLabel("dim")
        self._rest = plain_label("dim", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(140)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._stop = QToolButton()
        self._stop.setText(self.tr("Stop all"))
        self._stop.clicked.connect(self.stop_wanted)
        self._network = QToolButton()
        self._network.setProperty("role", "flat")
        self._network.clicked.connect(self.privacy_wanted)
        for widget in (self._bar, self._rest, self._stop):
            widget.hide()
        row.addWidget(self._work)
        row.addWidget(self._bar)
        row.addWidget(self._rest)
        row.addWidget(self._stop)
        row.addStretch(1)
        row.addWidget(self._engine)
        row.addWidget(self._network)
        self.show_network("")

    def show_network(self, host: str) -> None:
        """Say whether anything leaves this machine.

        Args:
            host: The machine that photos go to, "" for none.
        """
        if host:
            self._network.setText(self.tr("photos go to %1").replace("%1", one_line(host)))
            tip = self.tr("The language model runs on another machine, as you allowed.")
        else:
            self._network.setText(self.tr("offline"))
            tip = self.tr("No request leaves this machine.")
        self._network.setToolTip(tip)

    def show_engine(self, view: EngineView) -> None:
        """Say what computes."""
        ready = view.ready
        tip = view.message
        if ready is not None:
            model = ready.model.model if ready.model else self.tr("no language model")
            encoder = ready.encoder.split("-", 1)[0]
            self._engine.setText(one_line(f"{encoder} · {ready.device} · {model}"))
            tip = ready.without_model
        elif view.state == "starting":
            self._engine.setText(self.tr("engine starting…"))
        elif view.state == "gone":
            self._engine.setText(self.tr("engine starting again…"))
        else:
            self._engine.setText(self.tr("no engine"))
        self._engine.setToolTip(tooltip(tip) if tip else "")
        self._line = ""
        self._show()

    def show_tally(self, tally: Tally) -> None:
        """Say how many photos there are, and how many are done."""
        before, self._tally = self._tally, tally
        if not before.left and tally.left:
            self._time.begin()
        for _ in range(max(tally.settled - before.settled, 0) if before.left else 0):
            self._time.take_end()
        self._show()

    def show_stage(self, staged: Staged, name: str) -> None:
        """Say what is being done.

        Args:
            staged: How far it is.
            name: Of the photo, "" while the engine is being built.
        """
        if staged.photo is None:
            self._line = staged.note or stage_words(staged)
        else:
            self._time.take_stage(staged.photo, staged.stage, staged.done, staged.total)
            self._line = f"{name}: {self._stages(staged)}"
        self._show()

    def _stages(self, staged: Staged) -> str:
        """Return the stages of a photo up to now; those before the latest are done."""
        if self._photo != staged.photo:
            self._photo, self._passed = staged.photo, []
        if not self._passed or self._passed[-1] != staged.stage:
            self._passed.append(staged.stage)
        passed = [f"\u2713 {translated(stage)}" for stage in self._passed[:-1]]
        return "   ".join([*passed, f"\u25d0 {stage_words(staged)}"])

    def _show(self) -> None:
        tally, busy = self._tally, self._tally.left > 0
        self._bar.setVisible(busy)
        self._stop.setVisible(busy)
        self._bar.setRange(0, max(tally.total, 1))
        self._bar.setValue(tally.settled)
        seconds = self._time.seconds(tally.left) if busy else None
        self._rest.setVisible(seconds is not None)
        if seconds is not None:
            self._rest.setText(time_left_words(seconds))
        self._work.setText(one_line(self._line) if busy and self._line else self._summary())

    def _summary(self) -> str:
        tally = self._tally
        if not tally.total:
            return self.tr("Ready")
        text = self.tr("%Ln photo(s)", "", tally.total)
        if tally.failed:
            text += " · " + self.tr("%Ln without an answer", "", tally.failed)
        return text
