"""The best and the worst answers, each with what it was made from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from g3desktop.domain.answer import Place, Reference
from g3desktop.domain.geometry import LatLon, ellipsoid_distance_km
from g3desktop.domain.notation import write_position
from g3desktop.evaluation.diagnosis import Breakdown
from g3desktop.evaluation.outcomes import Evaluation, Heard, Outcome, Run
from g3desktop.evaluation.report.markup import distance, escaped, isolated, link, plain
from g3desktop.evaluation.report.pictures import Pictures

MOST_CASES = 12
"""Of each kind."""

MOST_REFERENCES = 5
MOST_REPLIES = 20
MOST_CHARACTERS = 2000

NO_PROBABILITY = (
    "A cosine says how alike two photos are to the encoder, from -1 to 1. It is not a probability."
)

_PHOTO_PX = 420
_REFERENCE_PX = 144


@dataclass(frozen=True, slots=True)
class Cases:
    """Photos of one run that are worth a look.

    Attributes:
        title: What they have in common.
        outcomes: The most telling one first.
    """

    title: str
    outcomes: tuple[Outcome, ...]


def cases_of(evaluation: Evaluation) -> tuple[Cases, ...]:
    """Return those of the first run: some of each kind where kinds are told, else `choose_cases`.

    Args:
        evaluation: With at least one run.
    """
    outcomes = evaluation.runs[0].outcomes
    kinds = [
        kind
        for table in evaluation.tables
        if isinstance(table, Breakdown)
        for kind in table.kinds
        if kind.lines
    ]
    if not kinds:
        return choose_cases(outcomes)
    by_line = {one.query.line: one for one in outcomes}
    return tuple(
        Cases(_sentence(kind.name), tuple(by_line[line] for line in kind.lines)) for kind in kinds
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def choose_cases(outcomes: Sequence[Outcome]) -> tuple[Cases, ...]:
    """Return the nearest, the farthest and the missing answers; no photo stands in two kinds."""
    answered = sorted(
        (one for one in outcomes if one.answer is not None),
        key=lambda one: (one.distance_km, one.query.line),
    )
    silent = tuple(one for one in outcomes if one.answer is None)
    best = min(MOST_CASES, (len(answered) + 1) // 2)
    worst = min(MOST_CASES, len(answered) - best)
    found = (
        Cases("Nearest to the truth", tuple(answered[:best])),
        Cases("Farthest from the truth", tuple(reversed(answered[len(answered) - worst :]))),
        Cases("Without an answer", silent[:MOST_CASES]),
    )
    return tuple(one for one in found if one.outcomes)


class CaseSheet:
    """Draws the cases of one evaluation.

    Args:
        evaluation: Whose photos they are.
        pictures: What is drawn already.
    """

    def __init__(self, evaluation: Evaluation, pictures: Pictures) -> None:
        self._places = evaluation.places
        self._twins: Collection[int] = {twin.query.line for twin in evaluation.twins}
        self._pictures = pictures
        self._title = evaluation.runs[0].title if evaluation.runs else ""
        self._others = tuple(_found_otherwise(evaluation.runs))

    @property
    def compares(self) -> bool:
        """Whether the photos that several runs found stand side by side, which takes room."""
        return bool(self._others)

    def case(self, outcome: Outcome) -> str:
        """Return one case as HTML."""
        query = outcome.query
        twin = query.line in self._twins
        warning = '<p class="twin">The gallery holds this photo, or nearly.</p>' if twin else ""
        facts = "".join(f"<dt>{term}</dt><dd>{said}</dd>" for term, said in self._facts(outcome))
        return (
            f'<article class="case">{self._photo(query.path, query.name)}<div>'
            f"<h4>{distance(outcome.distance_km)}</h4>"
            f'<p class="file">{isolated(query.name)}</p><dl>{facts}</dl>{warning}'
            f"{self._references(outcome)}{_replies(outcome.replies)}</div></article>\n"
        )

    def _facts(self, outcome: Outcome) -> list[tuple[str, str]]:
        query = outcome.query
        facts = [("Truth", _place(self._places.get(query.line, Place()), query.where))]
        if query.author:
            facts.append(("Author", isolated(query.author)))
        if outcome.answer is not None:
            facts.append(("Answer", _position(outcome.answer)))
        if outcome.sources:
            facts.append(("Found by", escaped(", ".join(outcome.sources))))
        return facts

    def _photo(self, path: Path, name: str) -> str:
        address = self._pictures.address(path, _PHOTO_PX)
        if address is None:
            return '<p class="photo gone">This photo cannot be read any more.</p>'
        return f'<img class="photo" src="{address}" alt="{escaped(name)}">'

    def _references(self, outcome: Outcome) -> str:
        """Show what the first run found similar, and beside it what the others did."""
        line, truth = outcome.query.line, outcome.query.where
        found: Sequence[tuple[str, Sequence[Reference]]] = [("", outcome.references)]
        if self._others:
            theirs = ((title, by_line.get(line, ())) for title, by_line in self._others)
            found = [(self._title, outcome.references), *theirs]
        lists = "".join(self._list(title, some, truth) for title, some in found if some)
        if not lists:
            return ""
        heading = "<h5>Most similar in the gallery, and how far from the truth</h5>"
        return f'{heading}<div class="beside">{lists}</div>'

    def _list(self, title: str, references: Sequence[Reference], truth: LatLon) -> str:
        whose = f"<h6>{isolated(title)}</h6>" if title else ""
        items = "".join(self._reference(one, truth) for one in references[:MOST_REFERENCES])
        left = len(references) - MOST_REFERENCES
        more = f'<p class="dim">{left} more are not shown.</p>' if left > 0 else ""
        return f'<div>{whose}<ol class="references">{items}</ol>{more}</div>'

    def _reference(self, reference: Reference, truth: LatLon) -> str:
        image = reference.image
        address = self._pictures.address(Path(image), _REFERENCE_PX) if image else None
        picture = f'<img src="{address}" alt="">' if address else '<span class="none"></span>'
        author = f"by {isolated(reference.author)}, " if reference.author else ""
        source = link(reference.url, "source")
        return (
            f"<li>{picture}<p>{isolated(reference.title or f'row {reference.row}')}<br>"
            f'<span class="dim">{author}cosine {reference.cosine:.3f}, '
            f"{distance(ellipsoid_distance_km(reference.where, truth))}"
            f"{', ' + source if source else ''}</span></p></li>"
        )


def _found_otherwise(
    runs: Sequence[Run],
) -> Iterator[tuple[str, Mapping[int, Sequence[Reference]]]]:
    """Yield each run that found other photos similar than the first, and what, by line."""
    if not runs:
        return
    first = {one.query.line: _rows(one) for one in runs[0].outcomes}
    for run in runs[1:]:
        if any(one.references and _rows(one) != first.get(one.query.line) for one in run.outcomes):
            yield run.title, {one.query.line: one.references for one in run.outcomes}


def _rows(outcome: Outcome) -> list[int]:
    return [one.row for one in outcome.references[:MOST_REFERENCES]]


def _place(place: Place, where: LatLon) -> str:
    names = ", ".join(name for name in (place.name, place.admin1, place.country) if name)
    return f"{isolated(names)}<br>{_position(where)}" if names else _position(where)


def _position(where: LatLon) -> str:
    return write_position(where, "decimal")


def _replies(replies: Sequence[Heard]) -> str:
    if not replies:
        return ""
    counting = sum(not one.reason for one in replies)
    said = "".join(map(_reply, replies[:MOST_REPLIES]))
    left = len(replies) - MOST_REPLIES
    more = f'<p class="dim">{left} more are not shown.</p>' if left > 0 else ""
    return (
        f"<details><summary>Replies of the model: {counting} of {len(replies)} count</summary>"
        f"{said}{more}</details>"
    )


def _reply(heard: Heard) -> str:
    why = f"; does not count: {isolated(heard.reason)}" if heard.reason else ""
    text = plain(heard.text)
    cut = len(text) - MOST_CHARACTERS
    more = f'<p class="dim">{cut:,} more characters are not shown.</p>' if cut > 0 else ""
    # A line break right after <pre> would be taken for layout and lost.
    shown = f'<pre dir="auto">\n{escaped(text[:MOST_CHARACTERS])}</pre>' if text else ""
    return f"<h5>{heard.prompt} references, sample {heard.sample}{why}</h5>{shown}{more}"
