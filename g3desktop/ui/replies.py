"""What the language model said, laid out for reading: as it came, and grouped by prompt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QCoreApplication

from g3desktop.domain.answer import Answer, Rejected, Source, count_reasons
from g3desktop.ui.map_content import reply_mark
from g3desktop.ui.places import title_of
from g3desktop.ui.sentences import translated_sentence

_CONTROLS = {ord(c): ascii(c)[1:-1] for c in map(chr, range(0x20)) if c not in "\n\t"}
_CONTROLS |= {
    ord(c): ascii(c)[1:-1] for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
}
"""What would turn or hide the text after it; the rest of a reply stays as it came."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text.

    Attributes:
        head: Stands over it; "" for none.
        body: The text, untrusted.
        mark: What the map calls it; "" for what is not on the map.
    """

    head: str
    body: str
    mark: str = ""


def raw_words(text: str) -> str:
    """Return a reply as it came, but for marks that change how what follows is read."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines.translate(_CONTROLS).encode("utf-8", "backslashreplace").decode()


def said(answer: Answer) -> list[Passage]:
    """Return the replies that count, grouped by how many references their prompt showed."""
    told = [
        (source, f"{candidate.rank}. {title_of(candidate)}")
        for candidate in answer.candidates
        for source in candidate.sources
        if source.kind == "llm"
    ]
    told.sort(key=lambda one: (_number(one[0], "prompt"), _number(one[0], "sample")))
    passages = []
    for prompt, group in groupby(told, key=lambda one: _number(one[0], "prompt")):
        for place, (source, where) in enumerate(group):
            head = _prompt_words(prompt) if place == 0 else ""
            line = _sample_words(_number(source, "sample"), _number(source, "seed"))
            raw = raw_words(str(source.facts.get("raw", "")))
            body = f"{line} → {where}\n{raw}\n"
            passages.append(Passage(head, body, reply_mark(source)))
    return passages


def turned_down(rejected: Sequence[Rejected]) -> list[Passage]:
    """Return the replies that do not count, each with its reason, and first how many of each."""
    if not rejected:
        return []
    summary = "\n".join(
        f"{count} \N{MULTIPLICATION SIGN} {translated_sentence(reason)}"
        for reason, count in count_reasons(rejected).items()
    )
    head = QCoreApplication.translate("Replies", "Reasons")
    return [Passage(head, raw_words(summary) + "\n"), *_each(rejected)]


def _each(rejected: Iterable[Rejected]) -> list[Passage]:
    passages = []
    in_order = sorted(rejected, key=lambda one: (one.prompt, one.sample))
    for prompt, group in groupby(in_order, key=lambda one: one.prompt):
        for place, one in enumerate(group):
            head = _prompt_words(prompt) if place == 0 else ""
            line = _sample_words(one.sample, one.seed)
            raw = raw_words(one.raw) or QCoreApplication.translate("Replies", "(nothing came)")
            passages.append(
                Passage(head, f"{line}: {raw_words(translated_sentence(one.reason))}\n{raw}\n")
            )
    return passages


def _number(source: Source, fact: str) -> int:
    number = source.facts.get(fact)
    return int(number) if isinstance(number, int | float) else 0


def _prompt_words(prompt: int) -> str:
    if not prompt:
        return QCoreApplication.translate("Replies", "Asked without references")
    return QCoreApplication.translate("Replies", "Asked with %n reference(s)", "", prompt)


def _sample_words(sample: int, seed: int) -> str:
    words = QCoreApplication.translate("Replies", "Reply %1, seed %2")
    return words.replace("%1", str(sample + 1)).replace("%2", str(seed))
