"""How a build or an update of a gallery ended: what is in it, and what was left out and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from g3desktop.ui.labels import plain_label
from g3desktop.ui.library_words import update_counts
from g3desktop.ui.library_work import GalleryBuilt, GalleryUpdated, Refused
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.sentences import translated_sentence


class BuildReport(QWidget):
    """Says what became of the photos.

    Args:
        parent: The widget that it lies in.
    """

    use_wanted = Signal(str)
    """Name of the gallery."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._title, self._counts = (
            plain_label("answer", selectable=True),
            plain_label(selectable=True),
        )
        self._heading = plain_label("heading", selectable=True)
        self._model = QStringListModel(self)
        self._lines = QListView()
        self._lines.setModel(self._model)
        self._lines.setUniformItemSizes(True)
        self._lines.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._use = QPushButton(self.tr("Use it now"))
        self._use.setProperty("role", "primary")
        self._copy = QPushButton(self.tr("Copy the list"))
        close = QPushButton(self.tr("Back"))
        row = QHBoxLayout()
        for button in (self._use, self._copy, close):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self._use.clicked.connect(lambda _checked: self.use_wanted.emit(self._name))
        self._copy.clicked.connect(lambda _checked: self._copy_lines())
        close.clicked.connect(lambda _checked: self.closed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._counts)
        column.addLayout(row)
        column.addWidget(self._heading)
        column.addWidget(self._lines, 1)
        column.addStretch(0)

    def show_built(self, built: GalleryBuilt) -> None:
        """Show how a build ended."""
        counts = [
            self.tr("%Ln photo(s) in all", "", built.rows),
            self.tr("%Ln new", "", built.added),
            self.tr("%Ln known already", "", built.known),
            self.tr("%Ln left out", "", built.skipped),
        ]
        self._show(self.tr("The gallery %1 is ready"), counts, built)

    def show_updated(self, updated: GalleryUpdated) -> None:
        """Show how an update ended."""
        counts = [self.tr("%Ln photo(s) in all", "", updated.rows), *update_counts(updated)]
        self._show(self.tr("The gallery %1 is up to date"), counts, updated)

    def show_in_use(self, name: str) -> None:
        """Say which gallery the engine uses: that one need not be chosen."""
        self._use.setVisible(self._name != name)

    def _show(
        self, title: str, counts: Sequence[str], built: GalleryBuilt | GalleryUpdated
    ) -> None:
        self._name = built.name
        self._title.setText(title.replace("%1", one_line(built.name)))
        # No line begins with a dot.
        self._counts.setText("\u00a0· ".join(counts))
        lines = [_refusal(one) for one in built.refused]
        if built.skipped > len(built.refused):
            lines.append(self.tr("… and %Ln more", "", built.skipped - len(built.refused)))
        lines += [one_line(translated_sentence(warning)) for warning in built.warnings]
        self._model.setStringList(lines)
        heading = self.tr("Left out, and why") if built.skipped else self.tr("Worth knowing")
        self._heading.setText(heading)
        self._lines.setAccessibleName(heading)
        for widget in (self._heading, self._lines, self._copy):
            widget.setVisible(bool(lines))

    def lines(self) -> list[str]:
        """Return what is said of photos that were left out, and what is worth knowing."""
        return self._model.stringList()

    def _copy_lines(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self.lines()))


def _refusal(refused: Refused) -> str:
    path, reason = one_line(str(refused.path)), one_line(translated_sentence(refused.reason))
    # Most reasons name the photo already.
    return reason if path in reason else f"{path}: {reason}"
