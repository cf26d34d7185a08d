"""A card with a small map, where there is no picture to show."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from g3desktop.domain.errors import UserError
from g3desktop.domain.geometry import LatLon
from g3desktop.ui.errands import Errands
from g3desktop.ui.labels import plain_label
from g3desktop.ui.links import host_of
from g3desktop.ui.outline import Outline
from g3desktop.ui.photo_list import one_line, tooltip
from g3desktop.ui.sentences import error_words
from g3desktop.ui.theme import Tokens

if TYPE_CHECKING:
    from g3desktop.ui.small_map import Trace

_RADIUS_PX = 6
_CARD_RADIUS_PX = 8
_MAP_LINES = 8
_BESIDE_LINES = 21
"""Lines of text that go into the width from which the map stands beside the words."""

_MAPS_KEPT = 8
"""Small maps of the same card that are not drawn again."""


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says.

    Attributes:
        where: The position on the map.
        title: In one line or more.
        lines: Facts, one a line.
        url: Where it was published; "" where that is not known.
    """

    where: LatLon
    title: str
    lines: tuple[str, ...] = ()
    url: str = ""


class SourceLink(QPushButton):
    """Names the site that a reference comes from; opens it on a click.

    Args:
        parent: The widget that it lies in.
    """

    wanted = Signal(str)
    """The address that is to be opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = ""
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.wanted.emit(self._url))
        self.hide()

    def show_url(self, url: str) -> None:
        """Show where an address leads; nothing for one that a browser has no business with."""
        host = host_of(url)
        self._url = url if host else ""
        self.setVisible(bool(host))
        text = self.tr("Source: %1").replace("%1", one_line(host))
        self.setText(text.replace("&", "&&") + " ↗")
        self.setAccessibleName(text)
        self.setToolTip(tooltip(url, self.tr("Opens in the browser.")))


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A small map: of where, how many pixels wide and high, in which theme, how finely."""

    where: LatLon
    size: tuple[int, int]
    colours: Tokens
    ratio: float

    def trace(self) -> Trace:
        """Find what is to be drawn, in whatever thread this is called."""
        from g3desktop.ui.small_map import trace_locator

        return trace_locator(self.where, self.size)

    def draw(self, trace: Trace) -> QPixmap:
        """Draw what was found, in the window's thread."""
        from g3desktop.ui.small_map import draw_locator

        return draw_locator(trace, self.colours, self.ratio)


class Locator(QLabel):
    """A small map of one place; what is drawn is found in another thread, and the latest are kept.

    It is a label because assistive programs know a label with a picture as a picture.

    Args:
        colours: The theme's.
        parent: The widget that it lies in.
    """

    def __init__(self, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._where: LatLon | None = None
        self._picture = QPixmap()
        self._kept: OrderedDict[_Drawing, QPixmap] = OrderedDict()
        self._errands = Errands("small map", self)
        # The words around it are drawn first.
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._ask)
        self.setAccessibleName(self.tr("Map of the place"))

    def show_place(self, where: LatLon, name: str) -> None:
        """Show a place; its name is for those who do not see the map."""
        self.setAccessibleDescription(name)
        if where != self._where:
            self._where = where
            self._show(QPixmap())
            self._draw()

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._colours = colours
        self._draw()

    def _draw(self) -> None:
        """Show the map that is wanted now, as soon as it is drawn."""
        wanted = self._wanted()
        if wanted is None:
            return
        if wanted in self._kept:
            self._kept.move_to_end(wanted)
            self._show(self._kept[wanted])
        else:
            self._soon.start()

    def _wanted(self) -> _Drawing | None:
        if self._where is None or self.size().isEmpty():
            return None
        size = (self.width(), self.height())
        return _Drawing(self._where, size, self._colours, self.devicePixelRatioF())

    def _ask(self) -> None:
        wanted = self._wanted()
        if wanted is not None and self._errands.is_idle:
            self._errands.run(wanted.trace, lambda found: self._take(wanted, found), self._fail)

    def _take(self, asked: _Drawing, found: Trace) -> None:
        self._kept[asked] = asked.draw(found)
        if len(self._kept) > _MAPS_KEPT:
            self._kept.popitem(last=False)
        # Something else may be wanted by now.
        self._draw()

    def _fail(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            raise error
        self.setToolTip(tooltip(error_words(error)))

    def _show(self, picture: QPixmap) -> None:
        self._picture = picture
        # The label draws nothing of it: this tells assistive programs of a picture.
        self.setPixmap(picture)
        self.update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)

    @override
    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(_MAP_LINES * line, _MAP_LINES * line)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(60, 60)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), _RADIUS_PX, _RADIUS_PX)
        painter.fillPath(shape, QColor(self._colours.sea))
        if not self._picture.isNull():
            painter.setClipPath(shape)
            painter.drawPixmap(self.rect(), self._picture)


class PlaceCard(QFrame):
    """A small map, and beside or below it what is known.

    Args:
        colours: The theme's.
        parent: The widget that it lies in.
    """

    source_wanted = Signal(str)
    """The address that is to be opened."""

    entered = Signal()
    """The pointer came over it."""

    left = Signal()
    """The pointer went away."""

    def __init__(self, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.outline = Outline(self, colours.dim, _CARD_RADIUS_PX)
        self._map = Locator(colours)
        self._title = plain_label("strong")
        self._lines = plain_label("small")
        self._link = SourceLink()
        self._link.wanted.connect(self.source_wanted)
        self._words = words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._lines)
        words.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeading)
        words.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(8, 8, 8, 8)
        self._row.setSpacing(12)
        self._row.addWidget(self._map, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)

    def add_below(self, widget: QWidget) -> None:
        """Put something below the words."""
        self._words.insertWidget(self._words.count() - 1, widget)

    def show_card(self, card: Card) -> None:
        """Show what is known of a place."""
        self._title.setText(card.title)
        self._lines.setText("\n".join(card.lines))
        self._link.show_url(card.url)
        self._map.show_place(card.where, card.title)

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._map.set_colours(colours)
        self.outline.set_colour(colours.dim)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        beside = self.width() >= _BESIDE_LINES * line
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)
        side = _MAP_LINES * line
        self._map.setFixedSize(QSize(side, side) if beside else QSize(self.width() - 18, side))
