"""Colours, sizes and the style sheet, in a dark and a light version."""

from __future__ import annotations

from dataclasses import dataclass, fields
from string import Template
from typing import Literal

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QGuiApplication,
    QPalette,
)
from PySide6.QtWidgets import QApplication

from g3desktop.settings import find_resources

ThemeName = Literal["dark", "light"]

_SMALL = 0.92
"""Second lines, in the size of first ones."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by what they mean, as #rrggbb."""

    background: str
    panel: str
    raised: str
    line: str
    text: str
    dim: str
    faint: str
    accent: str
    on_accent: str
    working: str
    failure: str
    reference: str
    model: str
    grid: str
    sea: str
    land: str
    coast: str


DARK = Tokens(
    background="#14171c",
    panel="#1b1f26",
    raised="#232933",
    line="#2e3540",
    text="#e8ebf0",
    dim="#98a2b1",
    faint="#8d97a6",
    accent="#4fb3a5",
    on_accent="#0c1513",
    working="#e0a458",
    failure="#e98080",
    reference="#5b9bd5",
    model="#c38ee0",
    grid="#8c96a5",
    sea="#0f1319",
    land="#262d37",
    coast="#46505e",
)

LIGHT = Tokens(
    background="#f3f4f6",
    panel="#ffffff",
    raised="#f0f2f5",
    line="#dde1e7",
    text="#1b2028",
    dim="#566070",
    faint="#606a76",
    accent="#1a7568",
    on_accent="#ffffff",
    working="#96590a",
    failure="#b93c3c",
    reference="#2a6fb0",
    model="#8b4fb3",
    grid="#646d7b",
    sea="#cfdbe6",
    land="#f7f5f0",
    coast="#aab4bf",
)

# Letters are sized by the system's font. What has the focus has a line of two pixels in the colour
# of the accent, in place of its own, so that nothing moves when the focus does.
_STYLE = Template("""
QWidget { background: $panel; color: $text; }
QMainWindow, QSplitter { background: $background; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $faint; }
QLabel { background: transparent; }
QLabel[role="answer"] { font-size: ${answer_pt}pt; font-weight: 600; }
QLabel[role="heading"] { color: $dim; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="dim"] { color: $dim; }
QLabel[role="small"] { color: $dim; font-size: ${small_pt}pt; }
QLabel[role="faint"] { color: $faint; font-size: ${small_pt}pt; }
QLabel[role="failure"] { color: $failure; }
QLabel[role="working"] { color: $working; }
QLabel[role="chip"], QPushButton[role="chip"] {
    background: transparent; border: 1px solid $line; border-radius: ${chip_px}px;
    padding: 2px 8px; color: $dim; font-size: ${small_pt}pt;
}
QLabel[role="chip"][state="agrees"], QPushButton[role="chip"][state="agrees"] {
    color: $text; border-color: $accent;
}
QLabel[role="chip"][state="working"] { color: $working; border-color: $working; }
QPushButton[role="chip"]:hover { background: $raised; }
QPushButton[role="chip"]:focus { border: 2px solid $accent; padding: 1px 7px; }
QFrame[role="header"] { background: $panel; border-bottom: 1px solid $line; }
QFrame[role="status"] { background: $panel; border-top: 1px solid $line; }
QFrame[role="alert"] { background: $raised; border-top: 2px solid $working; }
QLabel[role="drop"] { color: $dim; border: 1px dashed $line; border-radius: 8px; }
QToolButton[role="flat"] { background: transparent; border-color: transparent; color: $dim; }
QToolButton[role="flat"]:focus { border-color: $accent; }
QMenuBar { background: $panel; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: $raised; }
QFrame[role="notice"] { background: $raised; border: 1px solid $line; border-radius: 8px; }
QFrame[role="card"] { background: $raised; border: 1px solid $line; border-radius: 8px; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; }
QPushButton, QToolButton {
    background: $raised; border: 1px solid $line; border-radius: 6px; padding: 4px 10px;
}
QPushButton:hover, QToolButton:hover { border-color: $faint; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 3px 9px; }
QPushButton:disabled, QToolButton:disabled { color: $faint; }
QPushButton[role="card"] { background: $panel; border-color: $faint; }
QPushButton[role="card"]:pressed { background: $line; }
QPushButton[role="card"]:focus { border-color: $accent; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled {
    background: $raised; color: $faint; border-color: $line;
}
QPushButton[role="flat"], QToolButton[role="flat"] {
    background: transparent; border: 1px solid transparent; padding: 2px 6px;
}
QPushButton[role="flat"]:hover, QToolButton[role="flat"]:hover { background: $raised; }
QPushButton[role="flat"]:focus, QToolButton[role="flat"]:focus {
    border: 2px solid $accent; padding: 1px 5px;
}
QPushButton[role="link"] {
    background: transparent; border: 1px solid transparent; padding: 1px 3px; color: $accent;
    text-align: left;
}
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 0px 2px; }
QToolButton[role="fold"] {
    background: transparent; border: 1px solid transparent; padding: 4px 4px; color: $dim;
    font-weight: 600;
}
QToolButton[role="fold"]:hover { color: $text; }
QToolButton[role="fold"]:focus { border: 2px solid $accent; padding: 3px 3px; }
QToolButton[role="small"] { padding: 1px 7px; font-size: ${small_pt}pt; }
QToolButton[role="small"]:focus { border: 2px solid $accent; padding: 0px 6px; }
QToolButton::menu-indicator { image: none; }
QAbstractItemView, QScrollArea, QTextBrowser, QPlainTextEdit {
    background: $panel; border: none; outline: none;
}
QTextBrowser, QPlainTextEdit { border: 1px solid $line; border-radius: 6px; padding: 4px; }
QTextBrowser:focus, QPlainTextEdit:focus { border: 2px solid $accent; padding: 3px; }
QListView::item, QTreeView::item {
    border: 1px solid transparent; border-radius: 6px; padding: 3px 6px; color: $text;
}
QListView::item:hover, QTreeView::item:hover { background: $raised; }
QListView::item:selected, QTreeView::item:selected {
    background: $raised; color: $text; border: 1px solid $accent;
}
QListView::item:selected:focus, QTreeView::item:selected:focus {
    border: 2px solid $accent; padding: 2px 5px;
}
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox {
    background: $raised; border: 1px solid $line; border-radius: 6px; padding: 4px 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus {
    border: 2px solid $accent; padding: 3px 7px;
}
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow, QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {
    image: url(g3icons:down-$theme.svg); width: 10px; height: 10px;
}
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {
    image: url(g3icons:up-$theme.svg); width: 10px; height: 10px;
}
QSpinBox, QDoubleSpinBox { padding-right: 22px; }
QSpinBox::up-button, QDoubleSpinBox::up-button {
    subcontrol-origin: border; subcontrol-position: top right; width: 22px; border: none;
}
QSpinBox::down-button, QDoubleSpinBox::down-button {
    subcontrol-origin: border; subcontrol-position: bottom right; width: 22px; border: none;
}
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; }
QMenu { background: $raised; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 4px 20px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px; }
QProgressBar {
    background: $line; border: none; border-radius: 3px; max-height: 6px; text-align: center;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 5px; min-height: 24px; }
QScrollBar::handle:vertical:hover { background: $faint; }
QScrollBar::handle:vertical:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: $line; border-radius: 5px; min-width: 24px; }
QScrollBar::handle:horizontal:hover { background: $faint; }
QTabBar::tab {
    padding: 6px 12px; color: $dim; background: transparent; border: 2px solid transparent;
}
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { border: 2px solid $accent; border-radius: 6px; }
QCheckBox, QRadioButton { border: 2px solid transparent; border-radius: 6px; padding: 2px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator {
    width: ${indicator_px}px; height: ${indicator_px}px; background: $raised;
    border: 1px solid $faint; border-radius: 4px;
}
QRadioButton::indicator { border-radius: ${indicator_round_px}px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked {
    background: $accent; border-color: $accent; image: url(g3icons:check-$theme.svg);
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; }
QHeaderView::section {
    background: $panel; color: $dim; border: none; border-bottom: 1px solid $line;
    padding: 4px 8px; font-weight: 600;
}
""")


def tokens(theme: ThemeName) -> Tokens:
    """Return the colours of a theme."""
    return DARK if theme == "dark" else LIGHT


def system_theme() -> ThemeName:
    """Return the theme that the system prefers."""
    hints = QGuiApplication.styleHints()
    return "light" if hints.colorScheme() == Qt.ColorScheme.Light else "dark"


def apply_theme(application: QApplication, theme: ThemeName) -> None:
    """Give all windows a theme; sizes follow the system's font."""
    colours = tokens(theme)
    QDir.setSearchPaths("g3icons", [str(find_resources() / "icons")])
    application.setStyle("Fusion")
    application.setPalette(_palette(colours))
    # A font that was given in pixels has no size in points of its own.
    base_pt = QFontInfo(application.font()).pointSizeF()
    values = {field.name: getattr(colours, field.name) for field in fields(colours)}
    values |= {
        "answer_pt": f"{base_pt * 1.55:.1f}",
        "small_pt": f"{base_pt * _SMALL:.1f}",
        "theme": theme,
        "indicator_px": QFontMetrics(application.font()).height(),
        "indicator_round_px": QFontMetrics(application.font()).height() // 2 + 1,
        # Half a chip's height, so that its ends are round.
        "chip_px": QFontMetrics(application.font()).height() // 2 + 2,
    }
    application.setStyleSheet(_STYLE.substitute(values))


def tabular_font() -> QFont:
    """Return a font whose figures are of one width, for positions, in the size of the others."""
    font = QFont()
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    # Nothing but the family, so that the size is the widget's.
    font.setFamilies(fixed.families())
    return font


def small_font(font: QFont) -> QFont:
    """Return the font of second lines, next to that of first ones."""
    small = QFont(font)
    if font.pointSizeF() > 0:
        small.setPointSizeF(font.pointSizeF() * _SMALL)
    else:
        small.setPixelSize(round(font.pixelSize() * _SMALL))
    return small


def _palette(colours: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for names, colour in (
        ((role.Window, role.Base), colours.panel),
        ((role.AlternateBase, role.Button, role.ToolTipBase), colours.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), colours.text),
        ((role.Highlight, role.Link), colours.accent),
        ((role.HighlightedText,), colours.on_accent),
        ((role.PlaceholderText,), colours.faint),
        ((role.Mid, role.Dark), colours.line),
    ):
        for name in names:
            palette.setColor(name, QColor(colour))
    return palette
