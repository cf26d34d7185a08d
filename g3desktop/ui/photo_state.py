"""A photo without an answer: waiting, being worked on, or failed, and what can be done then."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from g3desktop.ui.labels import plain_label
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.pictures import PictureView
from g3desktop.ui.theme import Tokens

_LEAST_ASPECT = 0.75


class PhotoStateView(QWidget):
    """Says in words how far a photo is, and helps where it failed.

    Args:
        colours: The theme's.
        parent: The widget that it lies in.
    """

    again_wanted = Signal()
    """The photo is to be placed once more."""

    folder_wanted = Signal()
    """The photo is to be shown in its folder."""

    def __init__(self, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = PictureView(self.tr("Your photo"))
        self._view.set_ground(colours.raised)
        self._title = plain_label("answer")
        self._line = plain_label("dim", selectable=True)
        self._advice_title = plain_label("heading")
        self._advice_title.setText(self.tr("What to try"))
        self._advice = plain_label(selectable=True)
        self._again = QPushButton(self.tr("Place again"))
        self._again.setProperty("role", "primary")
        self._folder = QPushButton(self.tr("Show in folder"))
        self._again.clicked.connect(self.again_wanted)
        self._folder.clicked.connect(self.folder_wanted)
        buttons = QHBoxLayout()
        buttons.addWidget(self._again)
        buttons.addWidget(self._folder)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._title, self._line, self._advice_title, self._advice):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addWidget(self._view)
        column.addStretch(1)

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._view.set_ground(colours.raised)

    def show_state(self, title: str, line: str, photo: QPixmap, *, working: bool = False) -> None:
        """Show how far a photo is.

        Args:
            title: The state in a word or two.
            line: What there is to say of it.
            photo: Its picture; may be empty.
            working: Whether it is being worked on now.
        """
        self._show(title, line, photo, "working" if working else "dim")
        self._show_help(advice="", shown=False)

    def show_failed(self, reason: str, advice: str, photo: QPixmap) -> None:
        """Show why a photo has no answer, and what can be done."""
        self._show(self.tr("No answer"), reason, photo, "failure")
        own = self.tr("Mend what is said above, then place it again; or look at the file itself.")
        self._show_help(advice=advice or own, shown=True)

    def _show(self, title: str, line: str, photo: QPixmap, role: str) -> None:
        self._title.setText(one_line(title))
        self._line.setText(one_line(line))
        if self._line.property("role") != role:
            self._line.setProperty("role", role)
            self._line.style().polish(self._line)
        self._view.show_picture(photo, f"{title}; {line}")
        self._view.setVisible(not photo.isNull())
        self._fit()

    def _show_help(self, advice: str, *, shown: bool) -> None:
        self._advice.setText(one_line(advice))
        for widget in (self._advice_title, self._advice, self._again, self._folder):
            widget.setVisible(shown)

    def _fit(self) -> None:
        height = self.width() / max(self._view.aspect, _LEAST_ASPECT)
        self._view.setFixedHeight(max(round(height), 1))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def split_reason(reason: str, path: str) -> tuple[str, str]:
    """Part what failed from what to try, as the engine writes them: one sentence, then another.

    Args:
        reason: In one line.
        path: The photo's; it is left out, as its name stands above.

    Returns:
        What failed, and what to try; "" where the reason says nothing of it.
    """
    rest = reason.removeprefix(path)
    failed, dot, advice = rest.lstrip(":").strip().partition(". ")
    if path and rest != reason and not rest.startswith(":"):
        # "FILE is truncated".
        the_file = QCoreApplication.translate("PhotoStateView", "The file %1")
        failed = the_file.replace("%1", failed)
    return (failed[:1].upper() + failed[1:] + dot.rstrip(), advice.strip())
