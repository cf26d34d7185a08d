"""What the program is, what it stands on, and under which terms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QStandardItem,
    QStandardItemModel,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QTextBrowser,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from g3desktop import __version__
from g3desktop.domain.errors import UserError
from g3desktop.ui.background import Background
from g3desktop.ui.credits import (
    LICENCE,
    MODEL_CARD,
    NOTICE,
    Part,
    describe_system,
    libraries,
    main_parts,
    read_document,
)
from g3desktop.ui.labels import plain_label
from g3desktop.ui.photo_list import tooltip
from g3desktop.ui.sentences import error_words
from g3desktop.ui.theme import tabular_font

CITATION = (
    "Pengyue Jia, Yiding Liu, Xiaopeng Li, Yuhao Wang, Yantong Du, Xiao Han, Xuetao Wei, Shuaiqiang"
    " Wang, Dawei Yin, Xiangyu Zhao: G3: An Effective and Adaptive Framework for Worldwide"
    " Geolocalization Using Large Multi-Modality Models. Advances in Neural Information Processing"
    " Systems 37 (NeurIPS 2024). arXiv:2405.14702"
)
"""The paper whose method this is."""

_SECTION_PX = 8
_DOCUMENT_COLUMNS = 132
"""The documents are written for 120, and stand in a frame."""


class AboutDialog(QDialog):
    """Version, paper, parts, licences and the model card.

    Args:
        parent: The window.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = Background(1, "about", self)
        self.setWindowTitle(self.tr("About G3 Desktop"))
        self._parts = QFormLayout()
        pages = QTabWidget()
        pages.setDocumentMode(True)
        pages.tabBar().setDrawBase(False)
        pages.addTab(self._build_program(), self.tr("Program"))
        pages.addTab(self._build_document(LICENCE), self.tr("Licence"))
        pages.addTab(self._build_document(NOTICE), self.tr("Credits"))
        pages.addTab(self._build_card(), self.tr("Model card"))
        pages.addTab(self._build_libraries(), self.tr("Libraries"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(pages, 1)
        buttons = self._build_buttons()
        column.addWidget(buttons)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus()
        line_px = QFontMetrics(tabular_font()).averageCharWidth() * _DOCUMENT_COLUMNS
        self.resize(line_px, 40 * self.fontMetrics().height())

    def _build_program(self) -> QWidget:
        page = QWidget()
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 16, 8, 8)
        column.setSpacing(8)
        for role, text in (
            ("answer", "G3 Desktop"),
            ("dim", self.tr("Version %1").replace("%1", __version__)),
            (
                "",
                self.tr(
                    "Says where on Earth a photo was taken, shows why, and sends nothing anywhere"
                    " unless you switch it on."
                ),
            ),
            ("heading", self.tr("The paper whose method this is")),
            ("", CITATION),
        ):
            label = plain_label(role, selectable=True)
            label.setText(text)
            if role == "heading":
                column.addSpacing(_SECTION_PX)
            column.addWidget(label)
        column.addWidget(
            _copy_button(self.tr("Copy citation"), self.tr("Copied"), lambda: CITATION),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        self._build_parts(column)
        return scrolled

    def _build_parts(self, column: QVBoxLayout) -> None:
        heading = plain_label("heading")
        heading.setText(self.tr("What it runs on"))
        column.addSpacing(_SECTION_PX)
        column.addWidget(heading)
        self._parts.setHorizontalSpacing(24)
        column.addLayout(self._parts)
        column.addStretch(1)
        self._background.run(main_parts, self._show_parts)

    def _show_parts(self, parts: Sequence[Part]) -> None:
        for part in parts:
            name, version = plain_label("dim", wrap=False), plain_label(selectable=True)
            name.setText(part.name)
            version.setText(part.version or self.tr("not installed"))
            self._parts.addRow(name, version)

    def _build_document(self, name: str) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setReadOnly(True)
        text.setFont(tabular_font())
        text.setAccessibleName(name)
        self._read(name, text.setPlainText)
        return text

    def _build_card(self) -> QTextBrowser:
        card = _Card()
        card.setOpenLinks(False)
        card.setAccessibleName(self.tr("Model card"))
        self._read(MODEL_CARD, card.show_markdown)
        return card

    def _read(self, name: str, show: Callable[[str], None]) -> None:
        def say(error: BaseException) -> None:
            if not isinstance(error, UserError):
                raise error
            show(error_words(error))

        self._background.run(partial(read_document, name), show, say)

    def _build_libraries(self) -> QTreeView:
        table = QTreeView()
        self._libraries = QStandardItemModel(0, 3, self)
        self._libraries.setHorizontalHeaderLabels(
            [self.tr("Library"), self.tr("Version"), self.tr("Licence")]
        )
        table.setModel(self._libraries)
        table.setRootIsDecorated(False)
        table.setAllColumnsShowFocus(True)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAccessibleName(self.tr("Libraries"))
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._background.run(libraries, self._show_libraries)
        return table

    def _show_libraries(self, parts: Sequence[Part]) -> None:
        for part in parts:
            licence = part.licence or self.tr("stated in its own files")
            row = [QStandardItem(text) for text in (part.name, part.version, licence)]
            row[0].setData(
                f"{part.name} {part.version}, {licence}", Qt.ItemDataRole.AccessibleTextRole
            )
            row[2].setToolTip(tooltip(licence))
            self._libraries.appendRow(row)

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = _copy_button(self.tr("Copy versions"), self.tr("Copied"), describe_system)
        copy.setToolTip(self.tr("For a report of a fault; nothing in it is personal."))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        return buttons

    @override
    def done(self, result: int) -> None:
        """Close, and stop what is still being read."""
        self._background.close()
        super().done(result)


class _Card(QTextBrowser):
    """Shows text that may name pictures and links, and opens none of them."""

    def show_markdown(self, text: str) -> None:
        """Show a text from its beginning; markup of other kinds inside it stays text."""
        features = QTextDocument.MarkdownFeature
        document = self.document()
        document.setMarkdown(text, features.MarkdownDialectGitHub | features.MarkdownNoHTML)
        for frame in document.rootFrame().childFrames():
            look = frame.frameFormat()
            look.setBorderBrush(self.palette().mid())
            frame.setFrameFormat(look)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    @override
    def loadResource(self, type: int, name: QUrl | str) -> None:
        return None


def _copy_button(text: str, done: str, what: Callable[[], str]) -> QPushButton:
    button = QPushButton(text)

    def copy() -> None:
        QGuiApplication.clipboard().setText(what())
        button.setText(done)

    button.clicked.connect(copy)
    return button
