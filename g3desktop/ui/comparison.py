"""The evidence for one place: the photo beside a reference, or beside a card with a small map."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from g3desktop.domain.answer import Candidate, Reference
from g3desktop.ui.exhibit import Exhibit, ZoomButtons
from g3desktop.ui.fetch_offer import FetchOffer
from g3desktop.ui.labels import plain_label
from g3desktop.ui.links import permission
from g3desktop.ui.map_content import candidate_mark, reference_mark
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.picture_fetch import FetchState, PictureFetch
from g3desktop.ui.pictures import WHOLE, arrange
from g3desktop.ui.place_card import PlaceCard
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
_ALONE = 0.75
"""How much of the room the photo takes where it has a card beside it."""


class Comparison(QWidget):
    """The photo and what speaks for a place, with one zoom for both pictures.

    Args:
        colours: The theme's.
        fetch: What fetches pictures that the gallery does not keep; without it none is offered.
        parent: The widget that it lies in.
    """

    source_wanted = Signal(str)
    """The address of a reference's source."""

    picked = Signal(str)
    """The reference that the user chose to compare, by its mark on the map."""

    hovered = Signal(str)
    """The mark of what is under the pointer; "" where it is over no evidence."""

    def __init__(
        self,
        colours: Tokens,
        fetch: PictureFetch | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
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
        self._offer = FetchOffer()
        self._card.add_below(self._offer)
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
        self._offer.hide()
        if self._fetch is not None:
            self._fetch.changed.connect(self._take_state)
            self._offer.wanted.connect(self._fetch_picture)
            self._offer.stop_wanted.connect(self._fetch.stop)
            permission.changed.connect(self._show_reference)

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
        if reference is None:
            return
        fetched = self._state_of(reference).picture
        if path in (reference.image, str(fetched.image) if fetched else None):
            self._show_reference()

    # Pictures that are published elsewhere.

    def _state_of(self, reference: Reference) -> FetchState:
        known = self._fetch.state_of(reference.url or "") if self._fetch else None
        return known or FetchState()

    def _take_state(self, url: str) -> None:
        reference = self.chosen_reference
        if reference is not None and reference.url == url:
            self._show_reference()

    def _fetch_picture(self) -> None:
        reference = self.chosen_reference
        if self._fetch is not None and reference is not None:
            self._fetch.fetch(reference.url or "")

    def _show_offer(self, reference: Reference | None) -> None:
        """Offer to fetch a picture where there is none, and where there may be one."""
        url = reference.url or "" if reference else ""
        state = self._fetch.state_of(url) if self._fetch else None
        if self._fetch is not None:
            self._fetch.stop(but=url)
        self._offer.setVisible(state is not None and permission.allowed.pictures)
        if state is not None:
            self._offer.show_state(state)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Not where the whole window is put away: what was wished for may come meanwhile.
        if self._fetch is not None and not event.spontaneous():
            self._fetch.stop()

    # What is seen.

    def _likeness(self, reference: Reference) -> tuple[str, QPixmap | None]:
        """Return the path of a reference's picture, "" for none, and what is read of it by now."""
        if reference.image:
            picture = self._pictures.picture(reference.image)
            if picture is None or not picture.isNull():
                return reference.image, picture
        if (fetched := self._state_of(reference).picture) is not None:
            path = str(fetched.image)
            picture = self._pictures.picture(path)
            if picture is None or not picture.isNull():
                return path, picture
            self._pictures.forget(path)
            if self._fetch is not None:
                self._fetch.forget(reference.url or "")
        return "", None

    def _show_reference(self) -> None:
        reference, candidate = self.chosen_reference, self._candidate
        if candidate is None:
            return
        path, picture = self._likeness(reference) if reference else ("", None)
        self._show_offer(reference)
        # A picture that is still read has its frame already, so that nothing moves when it comes.
        self._reference.setVisible(bool(path))
        if path and self._offer.has_focus:
            self._reference.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._card.setVisible(not path)
        if reference is None:
            self._card.show_card(card_of_place(candidate))
        else:
            number = number_of(self._index, len(candidate.references))
            if path:
                fetched = None if path == reference.image else self._state_of(reference).picture
                likeness, *more = facts_of_reference(reference, fetched)
                facts = (f"{number} · {likeness}", *more)
                title, url = title_words(reference), reference.url or ""
                self._reference.show_exhibit(picture or QPixmap(), title, facts, url)
            else:
                unreadable = bool(reference.image)
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
