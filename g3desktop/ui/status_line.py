"""The line at the foot of the window: what is being done, how long it takes, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QToolButton, QWidget
from typing_extensions import override

from g3desktop.ui.labels import OneLineLabel, plain_label
from g3desktop.ui.links import permission
from g3desktop.ui.network import (
    NetworkUse,
    network_use,
    requests,
    short_site_words,
    site_words,
)
from g3desktop.ui.news import EngineView, Staged, Tally
from g3desktop.ui.photo_list import one_line, tooltip
from g3desktop.ui.sentences import translated_sentence
from g3desktop.ui.stages import stage_words, translated
from g3desktop.ui.time_left import TimeLeft, time_left_words

if TYPE_CHECKING:
    from g3desktop.engine.messages import Ready

WORD_MS = 4000
"""How long a short word stands: some seconds, for who looks elsewhere when it comes."""


class StatusLine(QFrame):
    """What is being done.

    Args:
        parent: The widget that it lies in.
        word_ms: How long a short word stands.
    """

    stop_wanted = Signal()
    """All work is to be stopped."""

    privacy_wanted = Signal()
    """The user wants to see what may use the network."""

    def __init__(self, parent: QWidget | None = None, *, word_ms: int = WORD_MS) -> None:
        super().__init__(parent)
        self._tally = Tally()
        self._line = self._word = ""
        self._photo: int | None = None
        self._passed: list[str] = []
        self._time = TimeLeft()
        self._ready: Ready | None = None
        self._word_ends = QTimer(self, singleShot=True, interval=word_ms)
        self._word_ends.timeout.connect(self._end_word)
        self._build()
        self._show_network()
        permission.changed.connect(self._show_network)
        requests.changed.connect(self._show_network)

    def _build(self) -> None:
        self.setProperty("role", "status")
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
        self._network.clicked.connect(self.privacy_wanted)
        for widget in (self._bar, self._rest, self._stop):
            widget.hide()
        row = QHBoxLayout(self)
        row.setSpacing(12)
        # The space before what follows the room for the button is the margin.
        row.setContentsMargins(0, 4, 12, 4)
        row.addWidget(_Room(self._stop))
        row.addWidget(self._work)
        row.addWidget(self._bar)
        row.addWidget(self._rest)
        row.addWidget(self._stop)
        row.addStretch(1)
        row.addWidget(self._engine)
        row.addWidget(self._network)

    def show_word(self, text: str) -> None:
        """Say for some seconds, in place of what is being done, that something was done."""
        self._word = one_line(text)
        self._word_ends.start()
        self._show()
        # A screen reader says it when it has said what it is saying.
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._word))

    def _end_word(self) -> None:
        self._word = ""
        self._show()

    # What leaves this machine.

    def _show_network(self) -> None:
        use = network_use(self._ready)
        words = self._network_words(use)
        lines = self._network_lines(use)
        named = use.sites or use.asked
        self._network.setText(words.replace("%1", short_site_words(named)))
        self._network.setAccessibleName(words.replace("%1", site_words(named)))
        self._network.setAccessibleDescription(" ".join(lines))
        self._network.setToolTip(tooltip(*lines))
        # Raised from the line where photos leave: not by its words alone.
        self._network.setProperty("role", "" if use.sites else "flat")
        self._network.style().unpolish(self._network)
        self._network.style().polish(self._network)

    def _network_words(self, use: NetworkUse) -> str:
        if use.sites:
            return self.tr("photos go to %1")
        if use.asked:
            return self.tr("asking %1 for a picture")
        if use.may_send:
            return self.tr("photos may be sent")
        return self.tr("offline") if use.is_offline else self.tr("photos stay here")

    def _network_lines(self, use: NetworkUse) -> list[str]:
        """Return a sentence for each thing that is on."""
        if use.is_offline:
            return [self.tr("No request leaves this machine.")]
        lines = []
        if use.sites:
            sent = self.tr("Photos are sent to the language model at %1, as you allowed.")
            lines.append(sent.replace("%1", site_words(use.sites)))
        elif use.may_send:
            lines.append(
                self.tr(
                    "Photos may be sent to a language model on another machine; none is known to"
                    " be asked there now."
                )
            )
        else:
            lines.append(self.tr("No photo leaves this machine."))
        if use.asked:
            asked = self.tr("%1 is asked for the picture of a reference, as you wished.")
            lines.append(asked.replace("%1", site_words(use.asked)))
        if use.may_download:
            lines.append(self.tr("Language models may be downloaded, at the press of a button."))
        if use.may_open:
            lines.append(self.tr("Links may be opened in the browser, at a click on them."))
        if use.may_fetch:
            lines.append(
                self.tr("Pictures of references may be fetched, at the press of a button.")
            )
        return lines

    # What is being done, and by what.

    def show_engine(self, view: EngineView) -> None:
        """Say what computes, and what leaves this machine with it."""
        self._ready = ready = view.ready
        tip = view.message
        if ready is not None:
            model = ready.model.model if ready.model else self.tr("no language model")
            encoder = ready.encoder.split("-", 1)[0]
            self._engine.setText(one_line(f"{encoder} · {ready.device} · {model}"))
            tip = translated_sentence(ready.without_model)
        elif view.state == "starting":
            self._engine.setText(self.tr("engine starting…"))
        elif view.state == "gone":
            self._engine.setText(self.tr("engine starting again…"))
        else:
            self._engine.setText(self.tr("no engine"))
        self._engine.setToolTip(tooltip(tip) if tip else "")
        self._line = ""
        self._show_network()
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
            line = self.tr("%1: %2").replace("%2", self._stages(staged))
            self._line = line.replace("%1", name)
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
        line = one_line(self._line) if busy and self._line else self._summary()
        self._work.setText(self._word or line)

    def _summary(self) -> str:
        tally = self._tally
        if not tally.total:
            return self.tr("Ready")
        text = self.tr("%Ln photo(s)", "", tally.total)
        if tally.failed:
            text += " · " + self.tr("%Ln without an answer", "", tally.failed)
        return text


class _Room(QWidget):
    """Room for the height of another widget, also while that is hidden.

    The line would become lower and higher with each photo, and the map beside it be drawn anew.
    """

    def __init__(self, other: QWidget) -> None:
        super().__init__()
        self._other = other

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, self._other.sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
