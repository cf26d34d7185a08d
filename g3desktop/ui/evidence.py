"""The right column: what the answer is, what agrees, and the evidence for the chosen place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QIcon, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from g3desktop.domain.answer import Answer, Candidate, Reference, Rejected, count_reasons
from g3desktop.domain.geometry import distance_km
from g3desktop.domain.notation import Notation, write_position
from g3desktop.ui.flow import FlowLayout
from g3desktop.ui.photo_list import one_line, tooltip
from g3desktop.ui.pictures import PicturePair
from g3desktop.ui.places import PlaceList, title_of
from g3desktop.ui.theme import Tokens, tabular_font
from g3desktop.ui.words import count_words, distance_words, number_words

_THUMB_PX = QSize(76, 56)


def _label(role: str, *, wrap: bool = True) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    # Names come from files and from galleries; none of them is markup.
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class Disclosure(QWidget):
    """A line that opens to show text, as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._button = QToolButton()
        self._button.setCheckable(True)
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setArrowType(Qt.ArrowType.RightArrow)
        self._button.setAutoRaise(True)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setFont(tabular_font())
        self._text.setMinimumHeight(140)
        self._text.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._button)
        column.addWidget(self._text)
        self._button.toggled.connect(self._open)

    def show_text(self, title: str, text: str) -> None:
        """Show a title, and behind it a text."""
        self._button.setText(title)
        if self._text.toPlainText() != text:
            self._text.setPlainText(text)

    def _open(self, opened: bool) -> None:  # noqa: FBT001, Qt calls it so
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self._button.setArrowType(arrow)
        self._text.setVisible(opened)


class EvidencePanel(QScrollArea):
    """Shows one photo's answer.

    Args:
        colours: The theme's.
        parent: The widget that it lies in.
    """

    place_chosen = Signal(int)
    """Rank of the place chosen in the list."""

    def __init__(self, colours: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer: Answer | None = None
        self._chosen = 1
        self._reference = 0
        self._photo = QPixmap()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(300)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(18, 16, 18, 16)
        self._column.setSpacing(10)
        self.setWidget(body)
        self._build(colours)
        self.show_nothing()

    def _build(self, colours: Tokens) -> None:
        self._title = _label("answer")
        self._where = _label("dim")
        self._copy = self._copy_button()
        self._chips = QWidget()
        FlowLayout(self._chips, spacing_px=6)
        self._places = PlaceList(colours)
        self._places.chosen.connect(self._choose)
        self._heading = _label("heading")
        self._pair = PicturePair()
        self._caption = _label("dim")
        self._strip = self._reference_strip()
        self._source = QToolButton()
        self._source.setText(self.tr("Open its source in the browser"))
        self._source.clicked.connect(self._open_source)
        self._replies = Disclosure()
        self._rejected = Disclosure()
        self._notes = _label("dim")
        where_row = QHBoxLayout()
        where_row.addWidget(self._where, 1)
        where_row.addWidget(self._copy)
        self._column.addWidget(self._title)
        self._column.addLayout(where_row)
        self._parts = (
            self._chips,
            self._places,
            self._heading,
            self._pair,
            self._caption,
            self._strip,
            self._source,
            self._replies,
            self._rejected,
            self._notes,
        )
        for widget in self._parts:
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def _copy_button(self) -> QToolButton:
        button = QToolButton()
        button.setText(self.tr("Copy"))
        button.setToolTip(self.tr("Copy the position of the chosen place"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(button)
        notations: tuple[tuple[str, Notation], ...] = (
            (self.tr("Decimal degrees"), "decimal"),
            (self.tr("Degrees, minutes, seconds"), "dms"),
            (self.tr("Plus code"), "plus"),
            (self.tr("geo: link"), "geo"),
        )
        for text, notation in notations:
            menu.addAction(text, partial(self.copy, notation))
        menu.addSeparator()
        menu.addAction(self.tr("Open in the browser (OpenStreetMap)"), self._open_map)
        button.setMenu(menu)
        button.clicked.connect(lambda: self.copy("decimal"))
        return button

    def _reference_strip(self) -> QListWidget:
        strip = QListWidget()
        strip.setViewMode(QListView.ViewMode.IconMode)
        strip.setFlow(QListView.Flow.LeftToRight)
        strip.setWrapping(False)
        strip.setMovement(QListView.Movement.Static)
        strip.setIconSize(_THUMB_PX)
        strip.setSpacing(4)
        strip.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        strip.setAccessibleName(self.tr("Reference photos"))
        strip.currentRowChanged.connect(self._show_reference)
        return strip

    def set_colours(self, colours: Tokens) -> None:
        """Draw in another theme."""
        self._places.set_colours(colours)

    def show_nothing(self) -> None:
        """Show that no photo is chosen."""
        self._answer = None
        self._title.setText(self.tr("No photo chosen"))
        self._where.setText(self.tr("Drop photos anywhere in this window, or choose one."))
        self._show_parts(answered=False)

    def show_state(self, title: str, line: str, photo: QPixmap) -> None:
        """Show a photo that has no answer yet, or will have none, and why."""
        self._answer = None
        self._photo = photo
        self._title.setText(title)
        self._where.setText(line)
        self._show_parts(answered=False)

    def show_answer(self, answer: Answer, photo: QPixmap) -> None:
        """Show an answer; the chosen place stays chosen where it is still there.

        Args:
            answer: As it stands.
            photo: The photo, for the comparison.
        """
        before = self._answer
        same_photo = before is not None and before.photo.sha256 == answer.photo.sha256
        if not same_photo or self._chosen > len(answer.candidates):
            self._chosen = 1
            self._pair.reset()
        self._answer, self._photo = answer, photo
        self._show_parts(answered=bool(answer.candidates))
        self._places.show_candidates(answer.candidates, self._chosen)
        self._show_replies(answer)
        self._notes.setText("\n".join(answer.warnings))
        self._notes.setVisible(bool(answer.warnings))
        if answer.candidates:
            self._show_place()
        else:
            self._title.setText(self.tr("No place found"))
            self._where.setText(self.tr("There was nothing to compare the photo with."))

    def choose(self, rank: int) -> None:
        """Choose a place from outside."""
        self._places.choose(rank)

    @property
    def chosen(self) -> int:
        """Rank of the chosen place."""
        return self._chosen

    def copy(self, notation: Notation) -> None:
        """Put the position of the chosen place on the clipboard."""
        if candidate := self._candidate():
            QGuiApplication.clipboard().setText(write_position(candidate.where, notation))

    def _candidate(self) -> Candidate | None:
        if self._answer is None or not self._answer.candidates:
            return None
        return self._answer.candidates[self._chosen - 1]

    def _choose(self, rank: int) -> None:
        if self._answer is not None and 1 <= rank <= len(self._answer.candidates):
            self._chosen = rank
            self._show_place()
            self.place_chosen.emit(rank)

    def _show_parts(self, *, answered: bool) -> None:
        for widget in (self._copy, *self._parts):
            widget.setVisible(answered)

    def _show_place(self) -> None:
        answer, candidate = self._answer, self._candidate()
        if answer is None or candidate is None:
            return
        place = candidate.place
        near = ", ".join(filter(None, dict.fromkeys((place.name, place.admin1))))
        self._title.setText(near or place.country or title_of(candidate))
        position = write_position(candidate.where, "decimal")
        self._where.setText(" · ".join(filter(None, (place.country, position))))
        self._show_chips(answer, candidate)
        name = place.name or place.admin1 or place.country
        self._heading.setText(self.tr("Evidence for %1").replace("%1", name or position))
        self._show_references(candidate.references)

    def _show_chips(self, answer: Answer, candidate: Candidate) -> None:
        layout = self._chips.layout()
        if layout is None:
            return
        while (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for text, agrees in self._facts(answer, candidate):
            chip = _label("chip", wrap=False)
            chip.setText(("✓ " if agrees else "") + text)
            chip.setProperty("agrees", agrees)
            layout.addWidget(chip)

    def _facts(self, answer: Answer, candidate: Candidate) -> list[tuple[str, bool]]:
        """Return what can be checked about a place, each with whether it speaks for it."""
        agreement = candidate.agreement
        near = len(candidate.references)
        facts = [
            (
                count_words(
                    near,
                    self.tr("a reference photo near it"),
                    self.tr("%1 reference photos near it"),
                )
                if near
                else self.tr("no reference photo near it"),
                near > 0,
            )
        ]
        sampling = answer.sampling
        if sampling is not None and sampling.accepted:
            text = self.tr("model %1 of %2")
            votes = text.replace("%1", str(agreement.model)).replace("%2", str(sampling.accepted))
            facts.append((votes, agreement.model > 0))
        first = self.tr("verification first") if agreement.verification else ""
        facts.append((first or self.tr("verification prefers another"), agreement.verification))
        position = answer.photo.exif.position
        if position is None:
            facts.append((self.tr("no EXIF position"), False))
        else:
            away = distance_words(distance_km(position, candidate.where))
            facts.append((self.tr("EXIF position %1 away").replace("%1", away), False))
        return facts

    def _show_references(self, references: Sequence[Reference]) -> None:
        self._strip.blockSignals(True)  # noqa: FBT003, Qt's own signature
        self._strip.clear()
        pictured = any(reference.image for reference in references)
        self._arrange_strip(pictured=pictured, rows=len(references))
        for reference in references:
            text = reference.title or self.tr("Row %1").replace("%1", str(reference.row))
            cosine = number_words(reference.cosine, decimals=2)
            away = distance_words(reference.distance_km)
            words = cosine if pictured else one_line(f"{cosine}   {text} · {away}")
            item = QListWidgetItem(words)
            if reference.image:
                item.setIcon(QIcon(reference.image))
            item.setToolTip(tooltip(text))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            self._strip.addItem(item)
        self._strip.setCurrentRow(0 if references else -1)
        self._strip.blockSignals(False)  # noqa: FBT003, Qt's own signature
        self._strip.setVisible(len(references) > 1)
        self._pair.photo.show_picture(self._photo)
        self._pair.reference.setVisible(bool(references))
        self._show_reference(0 if references else -1)

    def _arrange_strip(self, *, pictured: bool, rows: int) -> None:
        """Show references as small pictures side by side, or, without any, as lines of text."""
        strip = self._strip
        mode = QListView.ViewMode.IconMode if pictured else QListView.ViewMode.ListMode
        strip.setViewMode(mode)
        flow = QListView.Flow.LeftToRight if pictured else QListView.Flow.TopToBottom
        strip.setFlow(flow)
        strip.setSpacing(4 if pictured else 0)
        line = strip.fontMetrics().height()
        strip.setFixedHeight(_THUMB_PX.height() + 3 * line if pictured else rows * (line + 8) + 4)

    def _show_reference(self, index: int) -> None:
        candidate = self._candidate()
        if candidate is None or not 0 <= index < len(candidate.references):
            self._caption.setText(self.tr("No gallery photo was taken near this place."))
            self._source.hide()
            return
        self._reference = index
        reference = candidate.references[index]
        picture = QPixmap(reference.image) if reference.image else QPixmap()
        title = reference.title or self.tr("Row %1").replace("%1", str(reference.row))
        away = distance_words(reference.distance_km)
        position = write_position(reference.where, "decimal")
        missing = "" if reference.image else "\n" + self.tr("the gallery keeps no picture of it")
        self._pair.reference.show_picture(picture, f"{title}\n{position}{missing}")
        caption = self.tr("Reference %1 of %2: %3 · similarity %4 · %5 from the place")
        for number, value in enumerate(
            (
                str(index + 1),
                str(len(candidate.references)),
                title,
                number_words(reference.cosine, decimals=2),
                away,
            ),
            start=1,
        ):
            caption = caption.replace(f"%{number}", value)
        self._caption.setText(caption)
        self._source.setVisible(reference.url is not None)

    def _show_replies(self, answer: Answer) -> None:
        replies = [
            source.facts
            for candidate in answer.candidates
            for source in candidate.sources
            if source.kind == "llm"
        ]
        sampling = answer.sampling
        self._replies.setVisible(sampling is not None and sampling.accepted > 0)
        if sampling is not None:
            title = count_words(
                sampling.accepted,
                self.tr("What the model said (one reply)"),
                self.tr("What the model said (%1 replies)"),
            )
            text = "\n\n".join(
                f"prompt with {facts['prompt']} references, sample {facts['sample']}, "
                f"seed {facts['seed']}\n{facts['raw']}"
                for facts in replies
            )
            self._replies.show_text(title, text)
        self._rejected.setVisible(bool(answer.rejected))
        self._rejected.show_text(
            self.tr("Answers that do not count: %1").replace("%1", str(len(answer.rejected))),
            _rejected_text(answer.rejected),
        )

    def _open_source(self) -> None:
        candidate = self._candidate()
        if candidate is None or self._reference >= len(candidate.references):
            return
        url = QUrl(candidate.references[self._reference].url or "")
        if url.scheme() in {"http", "https"}:
            QDesktopServices.openUrl(url)

    def _open_map(self) -> None:
        if candidate := self._candidate():
            where = candidate.where
            QDesktopServices.openUrl(
                QUrl(
                    f"https://www.openstreetmap.org/?mlat={where.lat_deg:.5f}"
                    f"&mlon={where.lon_deg:.5f}#map=15/{where.lat_deg:.5f}/{where.lon_deg:.5f}"
                )
            )


def _rejected_text(rejected: Sequence[Rejected]) -> str:
    counted = ", ".join(f"{count} {reason}" for reason, count in count_reasons(rejected).items())
    each = "\n\n".join(
        f"{one.reason} (prompt with {one.prompt} references, sample {one.sample})\n{one.raw}"
        for one in rejected
    )
    return f"{counted}\n\n{each}" if rejected else ""
