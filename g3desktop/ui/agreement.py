"""What speaks for a place: which ways of looking lead there, as shape, colour and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from g3desktop.domain.answer import Answer, Candidate
from g3desktop.domain.geometry import distance_km
from g3desktop.ui.theme import Tokens
from g3desktop.ui.words import distance_words

Shape = Literal["reference", "model", "grid", "verification"]
"""A square, a triangle and a ring, as on the map; and a tick."""

EvidenceKind = Literal["references", "replies", "places", ""]
"""Where a fact can be looked up in the panel; "" for one that stands for itself."""

_SAME_PLACE_KM = 25.0
"""Up to here the camera's position and a place are the same town."""


@dataclass(frozen=True, slots=True)
class Support:
    """One way of looking that leads to a place.

    Attributes:
        shape: How it is drawn.
        words: What it is, with its number, where its shape says the rest.
        spoken: The same where there is no shape.
        count: The number alone; "" where it has none.
    """

    shape: Shape
    words: str
    spoken: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something about a place that can be checked.

    Attributes:
        words: The fact.
        agrees: Whether it speaks for the place.
        evidence: Where it can be looked up.
    """

    words: str
    agrees: bool
    evidence: EvidenceKind = ""


def supports_of(candidate: Candidate) -> tuple[Support, ...]:
    """Return the ways of looking that lead to a place."""
    translate = QCoreApplication.translate
    kinds = [source.kind for source in candidate.sources]
    found = []
    if photos := kinds.count("retrieved"):
        words = translate("Agreement", "%n photo(s)", "", photos)
        spoken = translate("Agreement", "%n similar photo(s)", "", photos)
        found.append(Support("reference", words, spoken, str(photos)))
    if replies := candidate.agreement.model:
        words = translate("Agreement", "%n answer(s)", "", replies)
        spoken = translate("Agreement", "%n answer(s) of the model", "", replies)
        found.append(Support("model", words, spoken, str(replies)))
    if "grid" in kinds:
        spoken = translate("Agreement", "a town among those compared")
        found.append(Support("grid", translate("Agreement", "town"), spoken))
    if candidate.agreement.verification:
        spoken = translate("Agreement", "first by verification")
        found.append(Support("verification", translate("Agreement", "verification"), spoken))
    return tuple(found)


def spread_km(candidate: Candidate) -> float | None:
    """Return how far the farthest reference photo of a place lies from it; None without any."""
    return max((one.distance_km for one in candidate.references), default=None)


def facts_of(answer: Answer, candidate: Candidate) -> tuple[Fact, ...]:
    """Return what can be checked about a place, each with whether it speaks for it."""
    facts = [_about_references(candidate)]
    if (about_model := _about_model(answer, candidate)) is not None:
        facts.append(about_model)
    facts += [_about_verification(candidate), _about_exif(answer, candidate)]
    return tuple(facts)


def _about_references(candidate: Candidate) -> Fact:
    near = len(candidate.references)
    if not near:
        return Fact(
            QCoreApplication.translate("Agreement", "no reference photo near it"), agrees=False
        )
    words = QCoreApplication.translate("Agreement", "%n reference photo(s) near it", "", near)
    return Fact(words, agrees=True, evidence="references")


def _about_model(answer: Answer, candidate: Candidate) -> Fact | None:
    sampling = answer.sampling
    if sampling is None or not sampling.accepted:
        return None
    votes = candidate.agreement.model
    words = QCoreApplication.translate("Agreement", "model %1 of %2")
    words = words.replace("%1", str(votes)).replace("%2", str(sampling.accepted))
    return Fact(words, agrees=votes > 0, evidence="replies")


def _about_verification(candidate: Candidate) -> Fact:
    if candidate.agreement.verification:
        words = QCoreApplication.translate("Agreement", "verification first")
        return Fact(words, agrees=True, evidence="places")
    words = QCoreApplication.translate("Agreement", "verification prefers another")
    return Fact(words, agrees=False, evidence="places")


def _about_exif(answer: Answer, candidate: Candidate) -> Fact:
    position = answer.photo.exif.position
    if position is None:
        return Fact(QCoreApplication.translate("Agreement", "no EXIF position"), agrees=False)
    km = distance_km(position, candidate.where)
    words = QCoreApplication.translate("Agreement", "EXIF position %1 away")
    return Fact(words.replace("%1", distance_words(km)), agrees=km <= _SAME_PLACE_KM)


def paint_mark(painter: QPainter, shape: Shape, box: QRectF, colours: Tokens) -> None:
    """Draw a mark, as the map draws it."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    if shape == "reference":
        painter.setBrush(QColor(colours.reference))
        painter.drawRect(box.adjusted(1, 1, -1, -1))
    elif shape == "model":
        painter.setBrush(QColor(colours.model))
        corners = [QPointF(box.center().x(), box.top()), box.bottomRight(), box.bottomLeft()]
        painter.drawPolygon(QPolygonF(corners))
    elif shape == "grid":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.grid), 1.6))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    else:
        painter.setPen(QPen(QColor(colours.accent), 1.8))
        middle = QPointF(box.left() + 0.38 * box.width(), box.bottom() - 1)
        start = QPointF(box.left(), box.center().y())
        painter.drawPolyline([start, middle, QPointF(box.right(), box.top() + 1)])
    painter.restore()
