"""The right column: what the answer is, what agrees, and the evidence for the chosen place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from g3desktop.domain.answer import Answer, Candidate
from g3desktop.domain.notation import Notation, write_position
from g3desktop.ui.agreement import facts_of
from g3desktop.ui.answer_header import AnswerHeader
from g3desktop.ui.comparison import Comparison
from g3desktop.ui.disclosure import Disclosure
from g3desktop.ui.labels import plain_label
from g3desktop.ui.links import open_map, open_page
from g3desktop.ui.map_content import candidate_mark, ranks_of, reference_mark
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.photo_state import PhotoStateView, split_reason
from g3desktop.ui.picture_fetch import PictureFetch
from g3desktop.ui.place_list import PlaceList
from g3desktop.ui.places import follow
from g3desktop.ui.reference_words import size_words
from g3desktop.ui.replies import said, turned_down
from g3desktop.ui.reply_list import ReplyList
from g3desktop.ui.sentences import translated_sentence
from g3desktop.ui.theme import Tokens

_ROOM_LINES = 4
"""Lines that are to be seen around a reply that was chosen on the map."""

_PICTURES_SHARE = 0.46
"""How much of the column's height photo and reference take together."""


class EvidencePanel(QScrollArea):
    """Shows one photo's answer.

    An answer that comes again, better, leaves in place what is looked at: the chosen place and
    reference stay chosen, what lies under the pointer stays there, and rows keep their order as
    long as the pointer is over them.

    Args:
        colours: The theme's.
        fetch: What fetches pictures of references; without it none is offered.
        parent: The widget that it lies in.
    """

    place_chosen = Signal(int)
    """Rank of the place chosen in the list."""

    evidence_chosen = Signal(str)
    """The reference that the user chose to compare, by its mark on the map."""

    hovered = Signal(str)
    """The mark on the map of what the pointer is over here; "" where it is over nothing such."""

    again_wanted = Signal()
    """The photo that is shown is to be placed once more."""

    folder_wanted = Signal()
    """The photo that is shown is to be shown in its folder."""

    copied = Signal(str)
    """The position that is on the clipboard now, as it was written there."""

    def __init__(
        self,
        colours: Tokens,
        fetch: PictureFetch | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._answer: Answer | None = None
        self._chosen = 1
        self._pointed = ""
        self._is_picked = self._is_refining = False
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always: a bar that comes and goes would change the width, and with it every height.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Evidence"))
        self._build(colours, fetch)
        self._connect()
        self.show_nothing()

    def _build(self, colours: Tokens, fetch: PictureFetch | None) -> None:
        self._state = PhotoStateView(colours)
        self._header = AnswerHeader()
        self._places = PlaceList(colours)
        self._comparison = Comparison(colours, fetch)
        self._rule = QFrame()
        self._rule.setProperty("role", "rule")
        self._rule.setFixedHeight(1)
        self._replies = ReplyList(colours)
        self._rejected = Disclosure()
        self._notes = plain_label("small", selectable=True)
        self._parts: tuple[QWidget, ...] = (
            self._header,
            self._places,
            self._comparison,
            self._rule,
            self._replies,
            self._rejected,
            self._notes,
        )
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(18, 16, 8, 16)
        column.setSpacing(12)
        for widget in (self._state, *self._parts):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(self._body)

    def _connect(self) -> None:
        self._places.chosen.connect(self._choose)
        self._places.hovered.connect(
            lambda rank: self.hovered.emit(candidate_mark(rank) if rank else "")
        )
        self._comparison.hovered.connect(self.hovered)
        self._comparison.picked.connect(self._pick_reference)
        self._header.copy_wanted.connect(self.copy)
        self._header.map_wanted.connect(self.open_map)
        self._header.chips.wanted.connect(self._show_evidence)
        self._comparison.source_wanted.connect(open_page)
        self._state.again_wanted.connect(self.again_wanted)
        self._state.folder_wanted.connect(self.folder_wanted)
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._comparison.forget_pointer)
        bar.rangeChanged.connect(lambda low, high: bar.setEnabled(high > low))

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        for part in (self._state, self._places, self._comparison, self._replies):
            part.set_colours(colours)

    # A photo without an answer.

    def show_nothing(self) -> None:
        """Show that no photo is chosen."""
        line = self.tr("Drop photos anywhere in this window, or choose one.")
        self.show_state(self.tr("No photo chosen"), line, QPixmap())

    def show_state(self, title: str, line: str, photo: QPixmap, *, working: bool = False) -> None:
        """Show a photo that has no answer yet.

        Args:
            title: Its state.
            line: What there is to say of it: a stage, or how many are before it.
            photo: Its picture; may be empty.
            working: Whether it is being worked on now.
        """
        self._answer = None
        self._state.show_state(title, line, photo, working=working)
        self._show_parts(answered=False)

    def show_failed(self, reason: str, path: str, photo: QPixmap) -> None:
        """Show a photo that will have no answer, why, and what to try.

        Args:
            reason: In one line, as the engine gave it.
            path: The photo's file.
            photo: Its picture; may be empty.
        """
        self._answer = None
        failed, advice = split_reason(reason, one_line(path))
        self._state.show_failed(failed, advice, photo)
        self._show_parts(answered=False)

    # A photo with an answer.

    def show_answer(self, answer: Answer, photo: QPixmap, *, refining: bool = False) -> None:
        """Show an answer; the chosen place stays chosen where it is still there.

        Args:
            answer: As it stands.
            photo: The photo, for the comparison.
            refining: Whether replies of a model may still change it.
        """
        before = self._answer
        same_photo = before is not None and before.photo.sha256 == answer.photo.sha256
        if not answer.candidates:
            nothing = self.tr("There was nothing to compare the photo with.")
            line = " ".join((nothing, *map(translated_sentence, answer.warnings)))
            self.show_state(self.tr("No place found"), line, photo)
            self._answer = answer
            return
        with self._nothing_moves(hold=same_photo):
            self._chosen = self._rank_after(answer) if same_photo else 1
            self._answer = answer
            if not same_photo:
                self._is_picked = False
                self._replies.mark("")
                self._comparison.reset()
            self._show_parts(answered=True)
            self._places.show_candidates(answer.candidates, self._chosen, same_photo=same_photo)
            size = size_words(answer.photo.width, answer.photo.height)
            self._comparison.show_photo(photo, (size,))
            self._show_place(refining=refining)
            self._show_replies(answer)
        if not same_photo:
            self.verticalScrollBar().setValue(0)

    def choose(self, rank: int) -> None:
        """Choose a place from outside."""
        self._places.choose(rank)

    @property
    def chosen(self) -> int:
        """Rank of the chosen place."""
        return self._chosen

    # What is chosen and pointed at on the map.

    @property
    def picked(self) -> str:
        """The evidence that is looked at, by its mark on the map; "" for none."""
        if self._answer is None or not self._answer.candidates:
            return ""
        reference = self._comparison.chosen_reference
        return self._replies.marked or (reference_mark(reference) if reference else "")

    def pick(self, mark: str) -> None:
        """Go to a reference or a reply that was chosen on the map, and to its place.

        Args:
            mark: The map's name of it; what is no evidence changes nothing.
        """
        ranks = ranks_of(self._answer, mark) if self._answer else ()
        if not ranks or mark == candidate_mark(ranks[0]):
            return
        if self._chosen not in ranks:
            self._places.choose(ranks[0])
        is_reply = self._replies.mark(mark)
        if is_reply:
            self._replies.unfold_marked()
        else:
            self._comparison.pick(mark)
        self._lay_out_now()
        if is_reply:
            line = self._replies.box_of_marked()
            corner = self._replies.mapTo(self._body, line.topLeft())
            self.ensureVisible(corner.x(), corner.y(), 0, _ROOM_LINES * line.height())
        else:
            self.ensureWidgetVisible(self._comparison)

    def point(self, mark: str) -> None:
        """Show what is pointed at on the map: the reference, or else the place that it is about.

        Args:
            mark: The map's name of it; "" for nothing.
        """
        self._pointed = mark
        self._show_pointed()

    def _show_pointed(self) -> None:
        is_compared = self._comparison.point(self._pointed)
        ranks = ranks_of(self._answer, self._pointed) if self._answer and self._pointed else ()
        rank = self._chosen if self._chosen in ranks else next(iter(ranks), 0)
        self._places.point(0 if is_compared else rank)

    def _pick_reference(self, mark: str) -> None:
        self._replies.mark("")
        self._show_pointed()
        self.evidence_chosen.emit(mark)

    # What can be taken along.

    def copy(self, notation: Notation) -> None:
        """Put the position of the chosen place on the clipboard."""
        if candidate := self._candidate():
            position = write_position(candidate.where, notation)
            QGuiApplication.clipboard().setText(position)
            self.copied.emit(position)

    def copy_decimal(self) -> None:
        """Put the position on the clipboard in decimal degrees."""
        self.copy("decimal")

    def copy_dms(self) -> None:
        """Put the position on the clipboard in degrees, minutes and seconds."""
        self.copy("dms")

    def copy_plus_code(self) -> None:
        """Put the position on the clipboard as a plus code."""
        self.copy("plus")

    def copy_geo_link(self) -> None:
        """Put the position on the clipboard as a geo: link."""
        self.copy("geo")

    def open_map(self) -> None:
        """Show the chosen place on OpenStreetMap in the system's browser."""
        if candidate := self._candidate():
            open_map(candidate.where)

    def _candidate(self) -> Candidate | None:
        if self._answer is None or not self._answer.candidates:
            return None
        return self._answer.candidates[self._chosen - 1]

    def _rank_after(self, answer: Answer) -> int:
        """Return the rank, in a further answer, of the place that is looked at.

        A place that nobody picked gives way to a better one, but not under the reader's pointer.
        """
        candidate = self._candidate()
        if candidate is None or not (self._is_picked or self.underMouse()):
            return 1
        rank = follow(candidate.where, answer.candidates)
        if rank is None:
            self._is_picked = False
        return rank or 1

    def _choose(self, rank: int) -> None:
        if self._answer is not None and 1 <= rank <= len(self._answer.candidates):
            self._chosen, self._is_picked = rank, True
            self._show_place()
            self.place_chosen.emit(rank)

    def _show_parts(self, *, answered: bool) -> None:
        self._state.setVisible(not answered)
        if not answered:
            self._pointed = ""
        for widget in self._parts:
            widget.setVisible(answered)

    def _show_place(self, *, refining: bool | None = None) -> None:
        answer, candidate = self._answer, self._candidate()
        if answer is None or candidate is None:
            return
        if refining is not None:
            self._is_refining = refining
        self._header.show_candidate(candidate)
        self._header.chips.show_facts(facts_of(answer, candidate), refining=self._is_refining)
        self._comparison.show_candidate(candidate)
        if self._chosen not in ranks_of(answer, self._replies.marked):
            self._replies.mark("")
        self._show_pointed()

    def _show_replies(self, answer: Answer) -> None:
        replies, rejected = said(answer), turned_down(answer.rejected)
        count = answer.sampling.accepted if answer.sampling else 0
        self._replies.setVisible(bool(replies))
        self._replies.show_passages(self.tr("What the model said (%n)", "", count), replies)
        self._rejected.setVisible(bool(rejected))
        turned = self.tr("Answers that do not count (%n)", "", len(answer.rejected))
        self._rejected.show_passages(turned, rejected)
        self._rule.setVisible(bool(replies or rejected or answer.warnings))
        self._notes.setText(
            "\n".join(one_line(translated_sentence(one)) for one in answer.warnings)
        )
        self._notes.setVisible(bool(answer.warnings))

    def _show_evidence(self, kind: str) -> None:
        """Go to the evidence of a fact."""
        if kind == "references":
            self.ensureWidgetVisible(self._comparison)
            self._comparison.focus_reference()
        elif kind == "replies" and not self._replies.isHidden():
            self._replies.open()
            self.ensureWidgetVisible(self._replies)
        elif kind == "places" and self._answer is not None:
            best = max(self._answer.candidates, key=lambda one: one.cosine)
            self._places.choose(best.rank)
            self._places.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is looked at stays where it is.

    @contextmanager
    def _nothing_moves(self, *, hold: bool) -> Iterator[None]:
        """Change what is shown, and scroll so that what is looked at stays where it is.

        That is what lies under the pointer, or, without a pointer, what is topmost.
        """
        anchor = self._anchor() if hold else None
        if anchor is None:
            yield
            return
        if self.underMouse():
            self._header.setMinimumHeight(self._header.height())
        before = self._top_of(anchor)
        yield
        self._lay_out_now()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._top_of(anchor) - before)

    def _lay_out_now(self) -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)

    def _anchor(self) -> QWidget | None:
        shown = [part for part in self._parts if not part.isHidden()]
        pointed = next((part for part in shown if part.underMouse()), None)
        below = (part for part in shown if self._top_of(part) + part.height() > 0)
        return pointed or next(below, None)

    def _top_of(self, part: QWidget) -> int:
        return part.mapTo(self.viewport(), QPoint(0, 0)).y()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._header.setMinimumHeight(0)
        if self._answer is not None and not self._is_picked and self._chosen != 1:
            self._places.choose(1)
            self._is_picked = False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._comparison.set_room(round(self.viewport().height() * _PICTURES_SHARE))

    @override
    def minimumSizeHint(self) -> QSize:
        # No narrower than its parts: it scrolls up and down alone.
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self._body.minimumSizeHint().width() + bar, 200)
