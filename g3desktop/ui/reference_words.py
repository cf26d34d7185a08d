"""What is known of a reference, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from g3desktop.domain.answer import Candidate, Reference
from g3desktop.domain.notation import write_position
from g3desktop.ui.agreement import supports_of
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.place_card import Card
from g3desktop.ui.places import title_of
from g3desktop.ui.words import distance_words, number_words

if TYPE_CHECKING:
    from g3desktop.services.picture_shelf import FetchedPicture


@dataclass(frozen=True, slots=True)
class Similarity:
    """How similar a reference is: the number alone, and with its name."""

    number: str
    words: str


def title_words(reference: Reference) -> str:
    """Return a reference's title, or the row that it has in its gallery."""
    row = QCoreApplication.translate("Reference", "Row %1").replace("%1", str(reference.row))
    return one_line(reference.title or "") or row


def similarity_words(reference: Reference) -> Similarity:
    """Return how similar a reference is to the photo."""
    number = number_words(reference.cosine, decimals=2)
    words = QCoreApplication.translate("Reference", "similarity %1")
    return Similarity(number, words.replace("%1", number))


def distance_from_place(reference: Reference) -> str:
    """Return how far a reference lies from the place that it supports."""
    words = QCoreApplication.translate("Reference", "%1 from the place")
    return words.replace("%1", distance_words(reference.distance_km))


def author_words(reference: Reference) -> str:
    """Return who took a reference; "" where that is not known."""
    author = one_line(reference.author or "")
    words = QCoreApplication.translate("Reference", "photo by %1")
    return words.replace("%1", author) if author else ""


def number_of(index: int, of: int) -> str:
    """Return which one of the references this is."""
    words = QCoreApplication.translate("Reference", "Reference %1 of %2")
    return words.replace("%1", str(index + 1)).replace("%2", str(of))


def size_words(width: int, height: int) -> str:
    """Return a picture's size in pixels."""
    return f"{width} \N{MULTIPLICATION SIGN} {height}"


def facts_of_reference(
    reference: Reference, fetched: FetchedPicture | None = None
) -> tuple[str, ...]:
    """Return what is known of a reference, a fact a line.

    Args:
        reference: As its gallery has it.
        fetched: Its picture where it was published: what its author says there counts.
    """
    likeness = f"{similarity_words(reference).words} · {distance_from_place(reference)}"
    if fetched is None:
        return tuple(filter(None, (likeness, author_words(reference))))
    title = one_line(fetched.title)
    credit = (
        author_words(replace(reference, author=fetched.author or reference.author)),
        one_line(fetched.licence),
    )
    named = "" if title == title_words(reference) else title
    return tuple(filter(None, (likeness, named, " · ".join(filter(None, credit)))))


def card_of_reference(reference: Reference, number: str, *, unreadable: bool) -> Card:
    """Return the card of a reference that has no picture, or none that can be read."""
    translate = QCoreApplication.translate
    missing = translate("Reference", "The gallery keeps no picture of it.")
    if unreadable:
        missing = translate("Reference", "Its picture cannot be read.")
    lines = (
        number,
        *facts_of_reference(reference),
        write_position(reference.where, "decimal"),
        missing,
    )
    return Card(reference.where, title_words(reference), lines, reference.url or "")


def card_of_place(candidate: Candidate) -> Card:
    """Return the card of a place that no reference speaks for."""
    lines = (
        QCoreApplication.translate("Reference", "No reference photo was taken near it."),
        *(one.spoken for one in supports_of(candidate)),
        write_position(candidate.where, "decimal"),
    )
    return Card(candidate.where, title_of(candidate), lines)
