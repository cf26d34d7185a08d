"""Answers as text, as they are kept from one run to the next."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from g3desktop.domain.answer import Reference
from g3desktop.domain.geometry import LatLon
from g3desktop.evaluation.outcomes import Heard
from g3desktop.evaluation.ways import Answered


def write_answer(answered: Answered, elapsed_ms: float) -> str:
    """Return an answer as it is kept: in a line what is always read, in another its details.

    Args:
        answered: The answer.
        elapsed_ms: As `Outcome.elapsed_ms`.
    """
    where = None if answered.where is None else _angles(answered.where)
    references = [
        [*_angles(one.where), one.row, one.cosine, one.distance_km, *_texts(one)]
        for one in answered.references
    ]
    replies = [[one.prompt, one.sample, one.text, one.reason] for one in answered.replies]
    lines = ([where, answered.sources, elapsed_ms], [references, replies])
    return "\n".join(json.dumps(line, separators=(",", ":")) for line in lines)


def _texts(one: Reference) -> tuple[str | None, ...]:
    return one.title, one.image, one.url, one.author


class KeptAnswer(NamedTuple):
    """What a way said about a photo, as `Outcome` has it."""

    where: LatLon | None
    sources: tuple[str, ...]
    references: tuple[Reference, ...]
    replies: tuple[Heard, ...]
    elapsed_ms: float


def read_answers(kept: Sequence[str], *, whole: bool) -> list[KeptAnswer]:
    """Return answers that were kept.

    Args:
        kept: As `write_answer` returned them.
        whole: Whether details are wanted.
    """
    lines = [one.partition("\n") for one in kept]
    # One text of many takes a fraction of the time of many texts.
    facts = json.loads(f"[{','.join(first for first, _, _ in lines)}]")
    details: list[tuple[list[Any], list[Any]]] = [([], [])] * len(lines)
    if whole:
        details = json.loads(f"[{','.join(second for _, _, second in lines)}]")
    return [
        KeptAnswer(
            where=None if where is None else LatLon(*where),
            sources=tuple(sources),
            references=tuple([_reference(*found) for found in references]),
            replies=tuple([Heard(*heard) for heard in replies]),
            elapsed_ms=elapsed_ms,
        )
        for (where, sources, elapsed_ms), (references, replies) in zip(facts, details, strict=True)
    ]


def _reference(lat_deg: float, lon_deg: float, row: int, *rest: Any) -> Reference:  # noqa: ANN401, of JSON
    return Reference(row, LatLon(lat_deg, lon_deg), *rest)


def _angles(where: LatLon) -> tuple[float, float]:
    return where.lat_deg, where.lon_deg
