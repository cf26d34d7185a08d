"""Colours, sizes and the style sheet, in a dark and a light version."""

from __future__ import annotations

from dataclasses import dataclass, fields
from string import Template
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

ThemeName = Literal["dark", "light"]


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


DARK = Tokens(
    background="#14171c",
    panel="#1b1f26",
    raised="#232933",
    line="#2e3540",
    text="#e8ebf0",
    dim="#98a2b1",
    faint="#7f8998",
    accent="#4fb3a5",
    on_accent="#0c1513",
    working="#e0a458",
    failure="#e98080",
    reference="#5b9bd5",
    model="#c38ee0",
    grid="#8c96a5",
)

LIGHT = Tokens(
    background="#f3f4f6",
    panel="#ffffff",
    raised="#f0f2f5",
    line="#dde1e7",
    text="#1b2028",
    dim="#566070",
    faint="#69737f",
    accent="#1f8577",
    on_accent="#ffffff",
    working="#96590a",
    failure="#b93c3c",
    reference="#2a6fb0",
    model="#8b4fb3",
    grid="#6b7482",
)

# Sizes follow the system's font, in steps of a quarter of its height.
_STYLE = Template("""
QWidget { background: $panel; color: $text; }
QMainWindow, QSplitter { background: $background; }
QSplitter::handle { background: $line; }
QLabel { background: transparent; }
QLabel[role="answer"] { font-size: ${answer_pt}pt; font-weight: 600; }
QLabel[role="heading"] { color: $dim; font-weight: 600; }
QLabel[role="dim"] { color: $dim; }
QLabel[role="faint"] { color: $faint; font-size: ${small_pt}pt; }
QLabel[role="failure"] { color: $failure; }
QLabel[role="chip"] {
    border: 1px solid $line; border-radius: ${chip_px}px; padding: 2px 8px; color: $dim;
    font-size: ${small_pt}pt;
}
QLabel[role="chip"][agrees="true"] { color: $text; border-color: $accent; }
QFrame[role="header"] { background: $panel; border-bottom: 1px solid $line; }
QFrame[role="status"] { background: $panel; border-top: 1px solid $line; }
QPushButton, QToolButton {
    background: $raised; border: 1px solid $line; border-radius: 6px; padding: 4px 10px;
}
QPushButton:hover, QToolButton:hover { border-color: $faint; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; padding: 3px 9px; }
QPushButton:disabled, QToolButton:disabled { color: $faint; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
}
QToolButton::menu-indicator { image: none; }
QListView, QTreeView, QScrollArea, QTextBrowser, QPlainTextEdit {
    background: $panel; border: none; outline: none;
}
QListView::item { border-radius: 6px; padding: 3px 6px; color: $text; }
QListView::item:hover { background: $raised; }
QListView::item:selected { background: $raised; color: $text; border: 1px solid $accent; }
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox {
    background: $raised; border: 1px solid $line; border-radius: 6px; padding: 4px 8px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus { border-color: $accent; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; }
QMenu { background: $raised; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 4px 20px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px; }
QProgressBar {
    background: $line; border: none; border-radius: 3px; max-height: 6px; text-align: center;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: $line; border-radius: 5px; min-height: 24px; }
QScrollBar::handle:vertical:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: $line; border-radius: 5px; min-width: 24px; }
QTabBar::tab { padding: 6px 12px; color: $dim; background: transparent; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
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
    application.setStyle("Fusion")
    application.setPalette(_palette(colours))
    base_pt = application.font().pointSizeF()
    values = {field.name: getattr(colours, field.name) for field in fields(colours)}
    values |= {
        "answer_pt": f"{base_pt * 1.55:.1f}",
        "small_pt": f"{base_pt * 0.92:.1f}",
        "chip_px": round(base_pt),
    }
    application.setStyleSheet(_STYLE.substitute(values))


def tabular_font() -> QFont:
    """Return a font whose figures are of one width, for positions."""
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)


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
