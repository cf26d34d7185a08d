"""The evidence for one place: the photo beside a reference, or beside a card with a small map."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from g3desktop.domain.answer import Candidate, Reference
from g3desktop.ui.labels import plain_label
from g3desktop.ui.map_content import candidate_mark, reference_mark
from g3desktop.ui.outline import Outline
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.pictures import WHOLE, Look, PictureView, arrange
from g3desktop.ui.place_card import PlaceCard, SourceLink
from g3desktop.ui.places import title_of, users
from g3desktop.ui.reference_pictures import ReferencePictures
from g3desktop.ui.reference_strip import ReferenceStrip
from g3desktop.ui.reference_words import (
    card_of_place,
    card_of_reference,
    facts_of_reference,
    number_of,
    title_words,
)
from g3desktop.ui.theme import Tokens

_GAP_PX = 10
_LEAST_ROOM_PX = 200
_ZOOM_STEP = 1.5
_PICTURE_RADIUS_PX = 8
_ALONE = 0.75
"""How much of the room the photo takes where it has a card beside it."""


class Exhibit(QWidget):
    """A picture with what is known of it below.

    Args:
        name: What it shows, for those who do not see it.
        colours: The theme's.
    """

    entered = Signal()
    """The pointer came over it."""

    left = Signal()
    """The pointer went away."""

    def __init__(self, name: str, colours: Tokens) -> None:
        super().__init__()
        self.view = PictureView(name)
        self.view.set_ground(colours.raised)
        self.outline = Outline(self.view, colours.dim, _PICTURE_RADIUS_PX)
        self._title = plain_label()
        self._facts = plain_label("small")
        self.link = SourceLink()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.view)
        column.addSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._facts)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(1)

    def show_exhibit(self, picture: QPixmap, title: str, facts: tuple[str, ...], url: str) -> None:
        """Show a picture, its title, and the facts that are known of it, a line each."""
        self.view.show_picture(picture, "; ".join((title, *facts)))
        self._title.setText(title)
        self._facts.setText("\n".join(facts))
        self._facts.setVisible(bool(facts))
        self.link.show_url(url)

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self.view.set_ground(colours.raised)
        self.outline.set_colour(colours.dim)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.entered.emit()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.left.emit()


class ZoomButtons(QWidget):
    """Zooms for those who have neither wheel nor keys.

    Args:
        parent: The widget that it lies in.
    """

    zoomed = Signal(float)
    """By this factor."""

    fitted = Signal()
    """All of the pictures is to be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        out = self._button("\N{MINUS SIGN}", self.tr("Zoom out"))
        closer = self._button("+", self.tr("Zoom in"))
        self._whole = self._button("⤢", self.tr("Show all of both pictures"))
        self._whole.setEnabled(False)
        out.clicked.connect(lambda: self.zoomed.emit(1 / _ZOOM_STEP))
        closer.clicked.connect(lambda: self.zoomed.emit(_ZOOM_STEP))
        self._whole.clicked.connect(self.fitted)
        for button in (out, closer, self._whole):
            row.addWidget(button)

    def show_look(self, look: Look) -> None:
        """Offer to show all where less is seen."""
        self._whole.setEnabled(look != WHOLE)

    def _button(self, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setProperty("role", "flat")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button


class Comparison(QWidget):
    """The photo and what speaks for a place, with one zoom for both pictures.

    Args:
        colours: The theme's.
        parent: The widget that it lies in.
    """

    source_wanted = Signal(str)
    """The address of a reference's source."""

    picked = Signal(str)
    """The reference that the user chose to compare, by its mark on the map."""

    hovered = Signal(str)
    """The mark of what is under the pointer; "" where it is over no evidence."""

    def __init__(self, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._candidate: Candidate | None = None
        self._index = 0
        self._under, self._is_over_exhibit, self._told = -1, False, ""
        self._room_px = 400
        self._pictures = ReferencePictures(self)
        self._heading = plain_label("heading")
        self._zoom = ZoomButtons()
        self._photo = Exhibit(self.tr("Your photo"), colours)
        self._reference = Exhibit(self.tr("Reference photo"), colours)
        self._card = PlaceCard(colours)
        self._strip = ReferenceStrip(self._pictures, colours)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._zoom)
        self._pair = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._pair.setSpacing(_GAP_PX)
        self._pair.addWidget(self._photo)
        self._pair.addWidget(self._reference)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._pair)
        column.addWidget(self._card)
        column.addWidget(self._strip)

    def _connect(self) -> None:
        views = (self._photo.view, self._reference.view)
        for one, other in (views, views[::-1]):
            one.looked.connect(other.look_at)
            one.looked.connect(self._zoom.show_look)
        self._zoom.zoomed.connect(self._photo.view.zoom_by)
        self._zoom.fitted.connect(self._photo.view.fit)
        self._strip.picked.connect(self._pick)
        self._strip.hovered.connect(self._hover_strip)
        for exhibit in (self._reference, self._card):
            exhibit.entered.connect(lambda: self._hover_exhibit(over=True))
            exhibit.left.connect(lambda: self._hover_exhibit(over=False))
        self._pictures.arrived.connect(self._take_picture)
        self._card.source_wanted.connect(self.source_wanted)
        self._reference.link.wanted.connect(self.source_wanted)

    @property
    def chosen_reference(self) -> Reference | None:
        """The reference that is compared, or None where a place has none."""
        references = self._candidate.references if self._candidate else ()
        return references[self._index] if self._index < len(references) else None

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        for exhibit in (self._photo, self._reference):
            exhibit.set_colours(colours)
        self._card.set_colours(colours)
        self._strip.set_colours(colours)

    def set_room(self, height_px: int) -> None:
        """Say how high both pictures may be together."""
        self._room_px = max(height_px, _LEAST_ROOM_PX)
        self._arrange()

    def forget_pointer(self) -> None:
        """Take the wheel for a scroll of the page until the pointer moves over a picture."""
        for exhibit in (self._photo, self._reference):
            exhibit.view.forget_pointer()

    def reset(self) -> None:
        """Show all of both pictures."""
        for exhibit in (self._photo, self._reference):
            exhibit.view.look_at(WHOLE)
        self._zoom.show_look(WHOLE)

    def show_photo(self, picture: QPixmap, facts: tuple[str, ...]) -> None:
        """Show the user's photo."""
        self._photo.show_exhibit(picture, self.tr("Your photo"), facts, "")
        self._arrange()

    def show_candidate(self, candidate: Candidate) -> None:
        """Show what speaks for a place; a reference that was compared stays so, if it is there."""
        before = self.chosen_reference
        self._candidate = candidate
        rows = [reference.row for reference in candidate.references]
        self._index = rows.index(before.row) if before and before.row in rows else 0
        place = users(candidate.place)
        name = one_line(place.name or place.admin1 or place.country) or title_of(candidate)
        self._heading.setText(self.tr("Evidence for %1").replace("%1", name))
        self._strip.show_references(candidate.references, self._index)
        self._show_reference()

    def _mark(self) -> str:
        """Return what the map calls that which is compared."""
        if (reference := self.chosen_reference) is not None:
            return reference_mark(reference)
        return candidate_mark(self._candidate.rank) if self._candidate else ""

    def pick(self, mark: str) -> bool:
        """Compare the reference with this mark; tell whether it is one of the place's."""
        place = self._place_of(mark)
        if place >= 0:
            self._strip.pick(place)
        return place >= 0

    def point(self, mark: str) -> bool:
        """Show the reference with this mark as pointed at on the map, and tell whether it is here.

        Args:
            mark: Of anything; what is no reference of the place takes the sign away.
        """
        place = self._place_of(mark)
        self._strip.point(place)
        is_compared = place >= 0 and place == self._index
        for exhibit in (self._reference, self._card):
            exhibit.outline.setVisible(is_compared)
        return place >= 0

    def _place_of(self, mark: str) -> int:
        references = self._candidate.references if self._candidate else ()
        marks = [reference_mark(reference) for reference in references]
        return marks.index(mark) if mark in marks else -1

    def focus_reference(self) -> None:
        """Give the focus to what is compared."""
        chosen = self._strip if self._strip.isVisible() else self._photo.view
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, index: int) -> None:
        if index >= 0:
            if index != self._index:
                self._index = index
                self._show_reference()
            self.picked.emit(self._mark())

    def _hover_strip(self, place: int) -> None:
        self._under = place
        self._tell_hover()

    def _hover_exhibit(self, *, over: bool) -> None:
        self._is_over_exhibit = over
        self._tell_hover()

    def _tell_hover(self) -> None:
        references = self._candidate.references if self._candidate else ()
        mark = self._mark() if self._is_over_exhibit else ""
        if 0 <= self._under < len(references):
            mark = reference_mark(references[self._under])
        if mark != self._told:
            self._told = mark
            self.hovered.emit(mark)

    def _take_picture(self, path: str) -> None:
        reference = self.chosen_reference
        if reference is not None and reference.image == path:
            self._show_reference()

    def _show_reference(self) -> None:
        reference, candidate = self.chosen_reference, self._candidate
        if candidate is None:
            return
        picture = None
        if reference is not None and reference.image:
            picture = self._pictures.picture(reference.image)
        # A picture that is still read has its frame already, so that nothing moves when it comes.
        unreadable = picture is not None and picture.isNull()
        pictured = reference is not None and bool(reference.image) and not unreadable
        self._reference.setVisible(pictured)
        self._card.setVisible(not pictured)
        if reference is None:
            self._card.show_card(card_of_place(candidate))
        else:
            number = number_of(self._index, len(candidate.references))
            if pictured:
                likeness, *more = facts_of_reference(reference)
                facts = (f"{number} · {likeness}", *more)
                title, url = title_words(reference), reference.url or ""
                self._reference.show_exhibit(picture or QPixmap(), title, facts, url)
            else:
                self._card.show_card(card_of_reference(reference, number, unreadable=unreadable))
        self._arrange()
        self._tell_hover()

    def _arrange(self) -> None:
        """Give both pictures the greatest size that there is room for."""
        photo, reference = self._photo.view, self._reference.view
        width = self.width()
        if self._reference.isHidden():
            height = min(width / max(photo.aspect, 0.6), _ALONE * self._room_px)
            photo.setFixedHeight(max(round(height), 1))
            return
        found = arrange((photo.aspect, reference.aspect), width, self._room_px, _GAP_PX)
        way = QBoxLayout.Direction
        self._pair.setDirection(way.TopToBottom if found.stacked else way.LeftToRight)
        for place, (view, height) in enumerate(zip((photo, reference), found.heights, strict=True)):
            view.setFixedHeight(height)
            self._pair.setStretch(place, found.widths[place])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()
