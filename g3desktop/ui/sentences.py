"""Sentences that come from below the window, in the user's language.

The engine, the store and the services speak English: what they say goes to the command line too,
is kept in the database, and reaches the window as text. Here it is known by its shape, a template
with %1, %2, … where names and numbers stand. Text of another shape is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

from g3desktop.domain.errors import UserError
from g3desktop.ui import engine_sentences as engine
from g3desktop.ui import library_sentences as library
from g3desktop.ui import pack_sentences as packs
from g3desktop.ui import reference_sentences as references

SYSTEM = (
    QT_TRANSLATE_NOOP("Sentences", "[Errno %1] %2: %3"),
    QT_TRANSLATE_NOOP("Sentences", "[Errno %1] %2"),
    QT_TRANSLATE_NOOP("Sentences", "permission denied"),
    QT_TRANSLATE_NOOP("Sentences", "operation not permitted"),
    QT_TRANSLATE_NOOP("Sentences", "no such file or directory"),
    QT_TRANSLATE_NOOP("Sentences", "is a directory"),
    QT_TRANSLATE_NOOP("Sentences", "not a directory"),
    QT_TRANSLATE_NOOP("Sentences", "file exists"),
    QT_TRANSLATE_NOOP("Sentences", "directory not empty"),
    QT_TRANSLATE_NOOP("Sentences", "no space left on device"),
    QT_TRANSLATE_NOOP("Sentences", "disk quota exceeded"),
    QT_TRANSLATE_NOOP("Sentences", "file too large"),
    QT_TRANSLATE_NOOP("Sentences", "read-only file system"),
    QT_TRANSLATE_NOOP("Sentences", "input/output error"),
    QT_TRANSLATE_NOOP("Sentences", "file name too long"),
    QT_TRANSLATE_NOOP("Sentences", "too many levels of symbolic links"),
    QT_TRANSLATE_NOOP("Sentences", "too many open files"),
    QT_TRANSLATE_NOOP("Sentences", "device or resource busy"),
    QT_TRANSLATE_NOOP("Sentences", "resource temporarily unavailable"),
    QT_TRANSLATE_NOOP("Sentences", "stale file handle"),
    QT_TRANSLATE_NOOP("Sentences", "transport endpoint is not connected"),
    QT_TRANSLATE_NOOP("Sentences", "host is down"),
    QT_TRANSLATE_NOOP("Sentences", "no such device"),
    QT_TRANSLATE_NOOP("Sentences", "no such device or address"),
    QT_TRANSLATE_NOOP("Sentences", "invalid argument"),
    QT_TRANSLATE_NOOP("Sentences", "cannot allocate memory"),
    QT_TRANSLATE_NOOP("Sentences", "exec format error"),
    QT_TRANSLATE_NOOP("Sentences", "embedded null byte"),
    QT_TRANSLATE_NOOP("Sentences", "embedded null character in path"),
    QT_TRANSLATE_NOOP("Sentences", "database disk image is malformed"),
    QT_TRANSLATE_NOOP("Sentences", "file is not a database"),
    QT_TRANSLATE_NOOP("Sentences", "disk I/O error"),
    QT_TRANSLATE_NOOP("Sentences", "database or disk is full"),
    QT_TRANSLATE_NOOP("Sentences", "database is locked"),
    QT_TRANSLATE_NOOP("Sentences", "attempt to write a readonly database"),
    QT_TRANSLATE_NOOP("Sentences", "unable to open database file"),
    QT_TRANSLATE_NOOP("Sentences", "no such table: %1"),
    QT_TRANSLATE_NOOP("Sentences", "broken data stream when reading image file"),
    QT_TRANSLATE_NOOP("Sentences", "unrecognized data stream contents when reading image file"),
    QT_TRANSLATE_NOOP("Sentences", "broken PNG file (chunk %1)"),
    QT_TRANSLATE_NOOP("Sentences", "decoder error %1 when reading image file"),
    QT_TRANSLATE_NOOP("Sentences", "cannot identify image file %1"),
    QT_TRANSLATE_NOOP("Sentences", "input should be a valid string"),
    QT_TRANSLATE_NOOP("Sentences", "input should be a valid number"),
    QT_TRANSLATE_NOOP("Sentences", "input should be a valid integer"),
    QT_TRANSLATE_NOOP("Sentences", "input should be a valid boolean"),
    QT_TRANSLATE_NOOP("Sentences", "input should be %1"),
    QT_TRANSLATE_NOOP("Sentences", "unexpected keyword argument"),
    QT_TRANSLATE_NOOP("Sentences", "field required"),
    QT_TRANSLATE_NOOP("Sentences", "invalid JSON: %1"),
)
"""What the system, SQLite, pydantic and the decoders of pictures say, without a capital."""

STOPPED = (QT_TRANSLATE_NOOP("Sentences", "cancelled"),)
"""What is kept for a photo that somebody stopped, in the language of that time."""

JOINED = (QT_TRANSLATE_NOOP("Sentences", "%1; %2"),)
"""Sentences that stand in one line."""

_QUOTING = frozenset(map(str, engine.QUOTING))
_SEPARATED = str(JOINED[0])

_MOST_PARTS = 16
"""Sentences in one line; of a line with more the beginning counts as one."""

_DEEPEST = 3
"""How often a value of a sentence may be a sentence itself."""

_PLACE = re.compile(r"%([1-9])")
_WHY = (": ", "(", "] ")
"""A value behind these says why, and may be a sentence or a phrase of ours."""

_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_COUNTED = re.compile(r"([0-9]+) (.+)")


def translated_sentence(text: str) -> str:
    """Return what the engine, the store or a service said, in the user's language.

    Args:
        text: A sentence, several in one line, or a reason; with or without its last full stop.

    Returns:
        The same in the user's language; what is not known stays as it is.
    """
    return _read(text).words


def error_words(error: UserError) -> str:
    """Return message and hint of an error as one printable line in the user's language."""
    return translated_sentence(error.one_line())


def templates_in(text: str) -> tuple[str, ...]:
    """Return the templates that a text is made of, those inside of others after them."""
    return _read(text).templates


class _Reading(NamedTuple):
    """A text as it was understood.

    Attributes:
        known: How many characters are those of templates; the reading with the most is right.
        words: The text in the user's language.
        templates: What it is made of.
        parts: Of how many parts it is made.
    """

    known: int
    words: str
    templates: tuple[str, ...] = ()
    parts: int = 1


@dataclass(frozen=True, slots=True)
class _Template:
    """The shape of a sentence.

    Attributes:
        source: As the translators see it.
        literals: What stands around the values, without a last full stop and a first capital.
        places: Number of each value, in the order of the text.
    """

    source: str
    literals: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many characters a text must have in common with it."""
        return sum(map(len, self.literals))

    def values_in(self, text: str) -> dict[str, str] | None:
        """Return the values of a text of this shape, by their number; None for other texts.

        Each literal is looked for once, behind the one before: no text takes longer than its
        length. A value has one character at least.
        """
        first, *others = self.literals
        if first and not _small(text).startswith(first):
            return None
        if not others:
            return {} if len(text) == len(first) else None
        last, values, at = others.pop(), [], len(first)
        end = len(text) - len(last)
        if end <= at or not text.endswith(last):
            return None
        for literal in others:
            found = text.find(literal, at + 1, end)
            if found < 0:
                return None
            values.append(text[at:found])
            at = found + len(literal)
        if at >= end:
            return None
        return dict(zip(self.places, (*values, text[at:end]), strict=True))

    def explained(self) -> Iterator[str]:
        """Yield the numbers of the values that may be sentences themselves."""
        if self.source not in _QUOTING:
            for literal, place in zip(self.literals, self.places, strict=False):
                if literal.endswith(_WHY):
                    yield place


class _Index:
    """Templates by how a text of theirs begins, the most specific first.

    Args:
        templates: All of them.
    """

    def __init__(self, templates: Iterable[_Template]) -> None:
        self._by_word: dict[str, list[tuple[str, _Template]]] = {}
        self._others: list[tuple[str, _Template]] = []
        for template in sorted(templates, key=lambda one: one.size, reverse=True):
            word, blank, _ = template.literals[0].partition(" ")
            is_whole = word and (blank or not template.places)
            group = self._by_word.setdefault(word, []) if is_whole else self._others
            group.append((max(template.literals[1:], key=len, default=""), template))

    def matching(self, text: str) -> tuple[_Template, dict[str, str]] | None:
        """Return the most specific template of a text, and the values in it."""
        found = []
        for group in (self._by_word.get(_small(text).partition(" ")[0], ()), self._others):
            for literal, template in group:
                # Most are put off by this, which costs next to nothing.
                if literal in text and (values := template.values_in(text)) is not None:
                    found.append((template, values))
                    break
        return max(found, key=lambda one: one[0].size, default=None)


@cache
def _index() -> _Index:
    sources = (
        *(*engine.FILES, *engine.METADATA, *engine.ANSWERS, *engine.REJECTIONS, *engine.QUOTING),
        *(*engine.ENGINE, *library.GALLERIES, *library.TABLES, *library.PACKS, *library.STORE),
        *(*library.UPDATES, *library.PUBLISHED, *library.SETTINGS, *library.OLLAMA),
        *(*references.FLICKR, *SYSTEM, *STOPPED),
        *(*packs.PACKS, *packs.KNOWN, *packs.SUPPLY, *packs.REASONS),
    )
    return _Index(_template(source) for source in dict.fromkeys(map(str, sources)))


def _template(source: str) -> _Template:
    literals = _PLACE.split(source.removesuffix("."))
    return _Template(source, (_small(literals[0]), *literals[2::2]), tuple(literals[1::2]))


def _small(text: str) -> str:
    """Return a text without its first capital: in the middle of a line a sentence has none."""
    return text[:1].lower() + text[1:]


def _read(text: str, depth: int = 0) -> _Reading:
    """Part a line so that as much of it as can be is known."""
    starts = [
        0,
        *(at + 1 for at, c in enumerate(text) if at and c == " " and text[at - 1] in ".?!:;"),
    ]
    starts = starts[:1] + starts[1:][1 - _MOST_PARTS :]
    # From the end: what follows a part is best read in one way, whatever stands before.
    best = {len(text) + 1: _Reading(0, "", (), 0)}
    ends = [*starts[1:], len(text) + 1]
    for start in reversed(starts):
        readings = (
            _joined(_read_part(text[start : end - 1], depth), best[end])
            for end in ends
            if end > start
        )
        best[start] = max(readings, key=lambda one: (one.known, -one.parts))
    return best[0]


def _joined(first: _Reading, rest: _Reading) -> _Reading:
    words = first.words
    if rest.parts:
        gap = " "
        if first.known and words.endswith(";"):
            gap = _said(_SEPARATED).removeprefix("%1").removesuffix("%2")
            words = words.removesuffix(";")
        words += gap + rest.words
    return _Reading(
        first.known + rest.known,
        words,
        (*first.templates, *rest.templates),
        first.parts + rest.parts,
    )


def _read_part(part: str, depth: int) -> _Reading:
    mark = part[-1:] if part.endswith((".", ";")) else ""
    found = _read_words(part.removesuffix(mark), depth)
    if found is None:
        return _Reading(0, part)
    return found._replace(words=found.words + mark, parts=1)


def _read_words(text: str, depth: int) -> _Reading | None:
    """Read what stands between two marks; None where no template has its shape."""
    found = _index().matching(text)
    if found is None:
        return _read_counts(text, depth) if depth else None
    template, values = found
    readings = {
        place: _read(values[place], depth + 1)
        for place in (template.explained() if depth < _DEEPEST else ())
    }
    inside = readings.values()
    known = template.size + sum(one.known for one in inside)
    templates = (template.source, *(name for one in inside for name in one.templates))
    wording = _said(template.source)
    if wording == template.source:
        # As it was, also where it has lost its capital.
        return _Reading(known, text, templates)
    said = {place: _number(value) for place, value in values.items()}
    said |= {place: one.words for place, one in readings.items() if one.known}
    words = _PLACE.sub(lambda match: said[match[1]], wording.removesuffix("."))
    return _Reading(known, words, templates)


def _read_counts(text: str, depth: int) -> _Reading | None:
    """Read "3 out of range, 1 cut off": reasons, and how often each was given."""
    counts = [_COUNTED.fullmatch(part) for part in text.split(", ")]
    readings = [(one[1], _read_part(one[2], depth)) for one in counts if one]
    known = sum(reason.known for _, reason in readings)
    if len(readings) < len(counts) or not known:
        return None
    words = ", ".join(f"{count} {reason.words}" for count, reason in readings)
    return _Reading(known, words, tuple(name for _, one in readings for name in one.templates))


def _number(value: str) -> str:
    """Return a number with its thousands apart as the user's language has it; else the value."""
    if _GROUPED.fullmatch(value):
        return QLocale().toString(int(value.replace(",", "")))
    return value


def _said(template: str) -> str:
    return QCoreApplication.translate("Sentences", template)
