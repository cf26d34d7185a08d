"""The page of keys: what the window's actions, its list and its map answer to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QCoreApplication,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QAction, QFont, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from g3desktop.ui.commands import GROUP_PROPERTY
from g3desktop.ui.labels import plain_label

_AROUND_COLUMNS = 16
"""Letters that go beside both columns: margins, indentation, a bar to scroll."""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One line of the page.

    Attributes:
        group: What it belongs to.
        text: What it does.
        keys: In the system's own writing; each does it.
    """

    group: str
    text: str
    keys: tuple[str, ...]


def shortcuts_of(actions: Sequence[QAction]) -> Iterator[Shortcut]:
    """Return the lines of those actions that have keys, grouped by their menus."""
    other = QCoreApplication.translate("Shortcuts", "Window")
    for action in actions:
        keys = tuple(_native(key) for key in action.shortcuts() if not key.isEmpty())
        text = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
        if keys and text:
            yield Shortcut(action.property(GROUP_PROPERTY) or other, text.rstrip("…."), keys)


def built_in_shortcuts() -> tuple[Shortcut, ...]:
    """Return what the map and the list answer to while they have the focus."""
    translate = QCoreApplication.translate
    the_map = translate("Shortcuts", "On the map")
    the_list = translate("Shortcuts", "In the list of photos")
    return (
        Shortcut(the_map, translate("Shortcuts", "Next place"), _keys("Right", "Down")),
        Shortcut(the_map, translate("Shortcuts", "Previous place"), _keys("Left", "Up")),
        Shortcut(the_map, translate("Shortcuts", "Zoom in"), _keys("+")),
        Shortcut(the_map, translate("Shortcuts", "Zoom out"), _keys("-")),
        Shortcut(the_map, translate("Shortcuts", "Show everything"), _keys("0")),
        Shortcut(the_map, translate("Shortcuts", "Choose no place"), _keys("Esc")),
        Shortcut(the_list, translate("Shortcuts", "Next photo"), _keys("Down")),
        Shortcut(the_list, translate("Shortcuts", "Previous photo"), _keys("Up")),
        Shortcut(the_list, translate("Shortcuts", "First photo"), _keys("Home")),
        Shortcut(the_list, translate("Shortcuts", "Last photo"), _keys("End")),
        Shortcut(
            the_list,
            translate("Shortcuts", "Select more photos"),
            _keys("Shift+Down", "Shift+Up"),
        ),
        Shortcut(the_list, translate("Shortcuts", "Select all photos"), _keys("Ctrl+A")),
    )


def _native(key: QKeySequence) -> str:
    return key.toString(QKeySequence.SequenceFormat.NativeText)


def _keys(*keys: str) -> tuple[str, ...]:
    return tuple(_native(QKeySequence(key)) for key in keys)


class ShortcutsDialog(QDialog):
    """Lists keys by what they belong to, and finds them by name or key.

    Args:
        actions: The window's; their group is the property that `commands` gives them.
        parent: The window.
    """

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self._model = QStandardItemModel(0, 2, self)
        self._model.setHorizontalHeaderLabels([self.tr("What it does"), self.tr("Keys")])
        shortcuts = (*shortcuts_of(actions), *built_in_shortcuts())
        self._fill(shortcuts)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        # Both columns; a group stays while one of its lines does, and with all of them if it is
        # named itself.
        self._found.setFilterKeyColumn(-1)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._found.setRecursiveFilteringEnabled(True)
        self._found.setAutoAcceptChildRows(True)
        self._search = self._build_search()
        self._table = self._build_table()
        self._nothing = plain_label("dim")
        self._nothing.setText(self.tr("No action or key has this in its name."))
        self._nothing.hide()
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._search)
        column.addWidget(self._nothing)
        column.addWidget(self._table, 1)
        column.addWidget(close)
        self._open_all()
        # As wide as the longest keys, also when others are looked for.
        self._table.resizeColumnToContents(1)
        self._search.setFocus()
        metrics = self.fontMetrics()
        em = metrics.averageCharWidth()
        words_px = max(metrics.horizontalAdvance(one.text) for one in shortcuts)
        wide_px = words_px + self._table.columnWidth(1) + _AROUND_COLUMNS * em
        self.resize(max(64 * em, wide_px), 34 * metrics.height())

    def _build_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setPlaceholderText(self.tr("Find an action or a key"))
        search.setAccessibleName(self.tr("Find an action or a key"))
        search.setClearButtonEnabled(True)
        search.textChanged.connect(self._show_only)
        return search

    def _build_table(self) -> QTreeView:
        table = QTreeView()
        table.setModel(self._found)
        table.setAccessibleName(self.tr("Keyboard shortcuts"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setRootIsDecorated(False)
        table.setItemsExpandable(False)
        table.setAllColumnsShowFocus(True)
        table.setIndentation(self.fontMetrics().averageCharWidth())
        header = table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.setSectionsMovable(False)
        header.hide()
        return table

    def _fill(self, shortcuts: Sequence[Shortcut]) -> None:
        groups: dict[str, QStandardItem] = {}
        line_px = self.fontMetrics().height()
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        for one in shortcuts:
            if one.group not in groups:
                head = QStandardItem(one.group)
                head.setFont(strong)
                head.setFlags(Qt.ItemFlag.ItemIsEnabled)
                head.setSizeHint(QSize(0, round(2.2 * line_px)))
                head.setTextAlignment(Qt.AlignmentFlag.AlignBottom)
                groups[one.group] = head
                self._model.appendRow(head)
            either = one.keys[0]
            for key in one.keys[1:]:
                either = self.tr("%1 or %2").replace("%2", key).replace("%1", either)
            text, keys = QStandardItem(one.text), QStandardItem(either)
            text.setSizeHint(QSize(0, round(1.6 * line_px)))
            # A line is read as a whole, whichever of its cells has the focus.
            text.setData(f"{one.text}: {either}", Qt.ItemDataRole.AccessibleTextRole)
            groups[one.group].appendRow([text, keys])

    def _show_only(self, text: str) -> None:
        self._found.setFilterFixedString(text.strip())
        self._nothing.setVisible(self._found.rowCount() == 0)
        self._open_all()

    def _open_all(self) -> None:
        self._table.expandAll()
        for row in range(self._found.rowCount()):
            self._table.setFirstColumnSpanned(row, self._table.rootIndex(), True)  # noqa: FBT003, Qt's own signature
