"""A fault that nobody foresaw: written to the log, and shown in one dialog."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections import Counter
from pathlib import Path
from types import TracebackType

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from g3desktop.domain.errors import CancelledError, UserError
from g3desktop.ui.crash_log import CrashLog, last_crash
from g3desktop.ui.crash_report import Fault, fault_of
from g3desktop.ui.credits import describe_system
from g3desktop.ui.labels import plain_label
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.theme import tabular_font

_MOST_TRACES = 5
"""Different faults in one report; the first ones tell the most."""

_ANY_HEIGHT_PX = 16_777_215
"""Qt's largest widget: QWIDGETSIZE_MAX, which its Python modules lack."""

_log = logging.getLogger(__name__)


class CrashGuard(QObject):
    """Takes faults while the window is open: those of Qt's calls, of threads, and hard crashes.

    A context manager. A fault inside it is logged and shown, and the window goes on; what ends
    the block by an exception is logged, and raised as it is.

    Args:
        log: The window's log file.
    """

    _fell = Signal(object)

    def __init__(self, log: Path) -> None:
        super().__init__()
        self.last_crash: str | None = None
        """A sentence, if the window ended unexpectedly last time; known once the guard is on."""
        self._log = CrashLog(log)
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._muted: set[str] = set()
        self._dialog: CrashDialog | None = None
        self._is_silent = False
        # Queued: a fault while something is drawn must not open a dialog there, and one in a
        # thread must not touch the window.
        self._fell.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def __enter__(self) -> CrashGuard:
        self.last_crash = last_crash(self._log.path)
        self._log.open()
        self._hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread
        sys.unraisablehook = self._take_unraisable
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        self._is_silent = True
        if self._dialog is not None and shiboken6.isValid(self._dialog):
            self._dialog.hide()
            self._dialog.deleteLater()
        self._dialog = None
        ended = isinstance(error, Exception) and not isinstance(error, UserError | CancelledError)
        if ended:
            _log.error("The window ends by a fault.", exc_info=error)
        self._log.close(clean=not ended)

    # Where faults come from.

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            self._note(error.with_traceback(trace))
        else:
            # Ctrl-C and the like are no faults.
            self._hooks[0](kind, error, trace)

    def _take_from_thread(self, fallen: threading.ExceptHookArgs) -> None:
        if isinstance(fallen.exc_value, Exception):
            self._note(fallen.exc_value)
        else:
            self._hooks[1](fallen)

    def _take_unraisable(self, fallen: sys.UnraisableHookArgs) -> None:
        if isinstance(fallen.exc_value, Exception):
            # Nothing was asked for that failed: a thing was only being taken away.
            _log.error("Fault in %r.", fallen.object, exc_info=fallen.exc_value)
        else:
            self._hooks[2](fallen)

    def _note(self, error: Exception) -> None:
        fault = fault_of(error)
        with self._lock:
            self._counts[fault.place] += 1
            count = self._counts[fault.place]
        if count == 1:
            _log.error("An unforeseen fault.", exc_info=error)
        elif count & (count - 1) == 0:
            # A fault that comes with every frame must not push the first one out of the log.
            _log.error("%s: %d times so far.", fault.line, count)
        # One that comes of showing faults is not shown, or there would be no end of it.
        if not self._is_silent and not _is_of_this_module(error):
            self._fell.emit(fault)

    # What is shown.

    def _show(self, fault: Fault) -> None:
        if self._is_silent or fault.place in self._muted:
            return
        if self._dialog is None or not shiboken6.isValid(self._dialog):
            parent = QApplication.activeModalWidget() or QApplication.activeWindow()
            self._dialog = CrashDialog(self._log.path, written=self._log.is_written, parent=parent)
            self._dialog.finished.connect(self._forget)
            self._dialog.quit_wanted.connect(self._quit)
        self._dialog.add(fault)
        if self._counts[fault.place] > 1:
            self._dialog.offer_silence()
        self._dialog.open()

    def _forget(self) -> None:
        if self._dialog is not None:
            self._muted |= self._dialog.muted
            self._dialog.deleteLater()
            self._dialog = None

    def _quit(self) -> None:
        self._is_silent = True
        try:
            QApplication.closeAllWindows()
        finally:
            # Not `quit`, which a window that does not close prevents: it may be what is broken.
            QApplication.exit()


class CrashDialog(QDialog):
    """Says that something went wrong, what to try, and what can be told to the developers.

    Args:
        log: The log file.
        written: Whether it could be written.
        parent: The window.
    """

    quit_wanted = Signal()
    """The user wants to end the program."""

    def __init__(self, log: Path, *, written: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log, self._is_written = log, written
        self._faults: dict[str, Fault] = {}
        self._counts: Counter[str] = Counter()
        self.setWindowTitle("G3 Desktop")
        self._summary = plain_label("dim", selectable=True)
        self._mute = QCheckBox(self.tr("Do not show this again until the next start"))
        self._details = QToolButton()
        self._report = QPlainTextEdit()
        self._copy = QPushButton(self.tr("Copy report"))
        self._go_on = QPushButton(self.tr("Go on"))
        self._build_details()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(12)
        self._column.addLayout(self._build_head())
        self._column.addWidget(self._summary)
        self._column.addWidget(self._details, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._report, 1)
        self._column.addWidget(self._mute)
        # What room is left over is the report's. A screen that makes every window as large as
        # itself leaves it over the foot while that is folded, and not between the sentences.
        self._column.addStretch(0)
        self._column.addLayout(self._build_buttons())
        self._mute.hide()
        self._go_on.setFocus()
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 76)

    def _build_head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(8)
        title = plain_label("answer", self.tr("Something went wrong"), selectable=True)
        safe = plain_label(
            "",
            self.tr(
                "The program met a fault that it did not expect. Your photos are unchanged, and the"
                " answers so far are kept."
            ),
            selectable=True,
        )
        advice = plain_label(
            "",
            self.tr(
                "Go on, and try again what you did. If it keeps happening, quit and start the"
                " program again: it takes up the work where it was."
            ),
            selectable=True,
        )
        for label in (title, safe, advice):
            head.addWidget(label)
        self.setAccessibleDescription(f"{safe.text()} {advice.text()}")
        return head

    def _build_details(self) -> None:
        self._details.setText(self.tr("What can be reported"))
        self._details.setCheckable(True)
        self._details.setProperty("role", "fold")
        self._details.setArrowType(Qt.ArrowType.RightArrow)
        self._details.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._details.toggled.connect(self._open_details)
        self._report.setProperty("role", "card")
        self._report.setReadOnly(True)
        self._report.setFont(tabular_font())
        self._report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._report.setMinimumHeight(self.fontMetrics().height() * 12)
        self._report.setAccessibleName(self.tr("Report"))
        self._report.hide()

    def _build_buttons(self) -> QVBoxLayout:
        written = self.tr("Nothing was sent anywhere. The fault is written down in %1")
        if not self._is_written:
            written = self.tr("Nothing was sent anywhere. The log could not be written: %1")
        foot = QVBoxLayout()
        foot.setSpacing(12)
        # Long paths have no spaces to break at.
        path = str(self._log).replace(str(Path.home()), "~", 1)
        foot.addWidget(plain_label("faint", one_line(written.replace("%1", path)), selectable=True))
        row = QHBoxLayout()
        self._copy.clicked.connect(self._copy_report)
        quit_ = QPushButton(self.tr("Quit"))
        quit_.clicked.connect(self._choose_quit)
        self._go_on.setProperty("role", "primary")
        self._go_on.setDefault(True)
        self._go_on.clicked.connect(self.accept)
        row.addWidget(self._copy)
        row.addStretch(1)
        row.addWidget(quit_)
        row.addWidget(self._go_on)
        foot.addLayout(row)
        return foot

    def add(self, fault: Fault) -> None:
        """Show a fault, or count it where it is shown."""
        self._counts[fault.place] += 1
        if len(self._faults) < _MOST_TRACES:
            self._faults.setdefault(fault.place, fault)
        count = self._counts.total()
        first = next(iter(self._faults.values())).line
        many = self.tr("%n fault(s) so far", "", count)
        self._summary.setText(first if count == 1 else f"{first}\n{many}")
        if self._report.isVisible():
            self._report.setPlainText(self.report())
        self._fit()

    def offer_silence(self) -> None:
        """Let the user choose not to see these faults again."""
        self._mute.show()
        self._fit()

    @property
    def muted(self) -> set[str]:
        """Places of the faults that the user does not want to see again."""
        return set(self._counts) if self._mute.isChecked() else set()

    def report(self) -> str:
        """Return what can be told to the developers."""
        parts = [describe_system()]
        parts += [f"{self._counts[place]} x {fault.trace}" for place, fault in self._faults.items()]
        return "\n\n".join(parts)

    def _open_details(self, opened: bool) -> None:  # noqa: FBT001, Qt calls it so
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self._details.setArrowType(arrow)
        self._report.setPlainText(self.report())
        self._report.setVisible(opened)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the text needs, which depends on how wide it is."""
        self._column.activate()
        width = max(self.width(), self.minimumWidth())
        self._bound(width)
        self.resize(width, self._column.totalHeightForWidth(width))

    def _bound(self, width: int) -> None:
        """Let the report alone make it higher than it needs to be."""
        folded = self._report.isHidden()
        most = self._column.totalHeightForWidth(width) if folded else _ANY_HEIGHT_PX
        self.setMaximumHeight(most)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._bound(event.size().width())

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self.report())
        self._copy.setText(self.tr("Copied"))

    def _choose_quit(self) -> None:
        self.accept()
        self.quit_wanted.emit()


def _is_of_this_module(error: BaseException) -> bool:
    frames = traceback.walk_tb(error.__traceback__)
    return any(frame.f_code.co_filename == __file__ for frame, _line in frames)
