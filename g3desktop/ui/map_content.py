"""What the map shows, as plain values; no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from g3desktop.ui.place_names import localised

if TYPE_CHECKING:
    from g3desktop.domain.answer import Answer, Candidate, Place, Reference, Source
    from g3desktop.domain.geometry import LatLon
    from g3desktop.engine.messages import DensityArea

Theme = Literal["dark", "light"]
Projection = Literal["globe", "flat"]
Renderer = Literal["auto", "gl", "canvas"]
Origin = Literal["several", "retrieved", "model", "grid"]
"""Which way of looking found a place; "several" where more than one did."""


@dataclass(frozen=True, slots=True)
class MapCandidate:
    """A ranked place: a numbered disc.

    Attributes:
        id: What the map and its owner call it.
        where: The position.
        rank: From 1.
        name: For people; untrusted text.
        size: 0 for the smallest disc to 1 for the largest.
        origin: Which way of looking found it.
    """

    id: str
    where: LatLon
    rank: int
    name: str
    size: float = 0.5
    origin: Origin = "several"


@dataclass(frozen=True, slots=True)
class MapEvidence:
    """A reference photo (blue square) or an answer of the language model (violet triangle).

    Attributes:
        id: What the map and its owner call it.
        where: The position.
        name: For people; untrusted text.
        supports: Ids of the candidates that a line leads to.
    """

    id: str
    where: LatLon
    name: str = ""
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MapContent:
    """Everything that the map shows of one photo.

    Attributes:
        key: The photo's; while it stays the same the map keeps its view.
        candidates: Ranked places.
        references: Photos of the gallery.
        answers: Positions that the language model gave.
        density: Areas of evidence, the innermost first; each lies within the next.
        exif: The position that the camera wrote, or None.
    """

    key: str = ""
    candidates: tuple[MapCandidate, ...] = ()
    references: tuple[MapEvidence, ...] = ()
    answers: tuple[MapEvidence, ...] = ()
    density: tuple[DensityArea, ...] = ()
    exif: MapEvidence | None = None


@dataclass(frozen=True, slots=True)
class MapLayers:
    """Which layers are switched on."""

    density: bool = True
    references: bool = True
    answers: bool = True


def candidate_mark(rank: int) -> str:
    """Return the id of a candidate's disc: "c1" for rank 1."""
    return f"c{rank}"


def reference_mark(reference: Reference) -> str:
    """Return the id of a reference's square: "r12" for row 12."""
    return f"r{reference.row}"


def reply_mark(source: Source) -> str:
    """Return the id of a reply's triangle: "m0.3" for sample 3 of the prompt without references."""
    return f"m{source.facts.get('prompt')}.{source.facts.get('sample')}"


def ranks_of(answer: Answer, mark: str) -> tuple[int, ...]:
    """Return the ranks of the candidates that a mark is or supports, best first."""
    return tuple(one.rank for one in answer.candidates if mark in _marks_of(one))


def _marks_of(candidate: Candidate) -> Iterator[str]:
    yield candidate_mark(candidate.rank)
    yield from map(reference_mark, candidate.references)
    yield from (reply_mark(source) for source in candidate.sources if source.kind == "llm")


def content_of(
    answer: Answer, density: tuple[DensityArea, ...] = (), *, language: str = ""
) -> MapContent:
    """Lay out an answer for the map.

    The camera's position has the id "exif"; the functions above say those of the other marks.

    Args:
        answer: The answer; its photo's digest becomes the key.
        density: Areas of evidence, the innermost first, where they are known.
        language: That places are named in; "" leaves the names that they have.
    """
    references: dict[str, MapEvidence] = {}
    answers: dict[str, MapEvidence] = {}
    for candidate in answer.candidates:
        id_ = candidate_mark(candidate.rank)
        for reference in candidate.references:
            evidence = MapEvidence(
                reference_mark(reference), reference.where, reference.title or ""
            )
            _support(references, evidence, id_)
        for source in candidate.sources:
            if source.kind == "llm":
                name = str(answer.engine.llm.model if answer.engine.llm else "")
                _support(answers, MapEvidence(reply_mark(source), candidate.where, name), id_)
    position = answer.photo.exif.position
    return MapContent(
        key=answer.photo.sha256,
        candidates=_discs(answer.candidates, language),
        references=tuple(references.values()),
        answers=tuple(answers.values()),
        density=density,
        exif=MapEvidence("exif", position) if position else None,
    )


def _support(known: dict[str, MapEvidence], evidence: MapEvidence, candidate: str) -> None:
    earlier = known.get(evidence.id)
    supports = (*(earlier.supports if earlier else ()), candidate)
    known[evidence.id] = MapEvidence(evidence.id, evidence.where, evidence.name, supports)


def _discs(candidates: Sequence[Candidate], language: str) -> tuple[MapCandidate, ...]:
    scores = [candidate.score for candidate in candidates]
    least, span = min(scores, default=0.0), max(scores, default=0.0) - min(scores, default=0.0)
    return tuple(
        MapCandidate(
            id=candidate_mark(one.rank),
            where=one.where,
            rank=one.rank,
            name=place_name(one.place, language),
            size=(one.score - least) / span if span > 0 else 0.5,
            origin=_origin(one),
        )
        for one in candidates
    )


def place_name(place: Place, language: str) -> str:
    """Name a place as far as the gazetteer can: town, region, country."""
    named = localised(place, language)
    levels = dict.fromkeys((named.name, named.admin1, named.country))
    return ", ".join(filter(None, levels))


def _origin(candidate: Candidate) -> Origin:
    names: dict[str, Origin] = {"retrieved": "retrieved", "llm": "model", "grid": "grid"}
    kinds = {names.get(source.kind, "several") for source in candidate.sources}
    return kinds.pop() if len(kinds) == 1 else "several"


def content_json(content: MapContent) -> dict[str, Any]:
    """Return the content as the page reads it."""
    exif = content.exif
    return {
        "key": content.key,
        "candidates": [
            {
                "id": one.id,
                "lat": one.where.lat_deg,
                "lon": one.where.lon_deg,
                "rank": one.rank,
                "name": one.name,
                "size": one.size,
                "origin": one.origin,
            }
            for one in content.candidates
        ],
        "references": [_evidence_json(one) for one in content.references],
        "answers": [_evidence_json(one) for one in content.answers],
        "density": [
            {"share": one.share, "reach": one.reach_km, "points": list(one.lat_lon_deg)}
            for one in content.density
        ],
        "exif": _evidence_json(exif) if exif else None,
    }


def _evidence_json(one: MapEvidence) -> dict[str, Any]:
    return {
        "id": one.id,
        "lat": one.where.lat_deg,
        "lon": one.where.lon_deg,
        "name": one.name,
        "supports": list(one.supports),
    }
