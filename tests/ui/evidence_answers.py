"""Answers for tests of what the window shows of them."""

from __future__ import annotations

from dataclasses import replace

from g3desktop.domain.answer import (
    Agreement,
    Answer,
    Candidate,
    EngineFacts,
    ModelFacts,
    PhotoFacts,
    Place,
    Reference,
    Rejected,
    SamplingFacts,
    Source,
    Timings,
)
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.photo import ExifFacts

AGRA = (LatLon(27.1751, 78.0421), Place("Agra", "Uttar Pradesh", "India", "IN"))
DELHI = (LatLon(28.61, 77.21), Place("Delhi", "Delhi", "India", "IN"))
LAHORE = (LatLon(31.55, 74.34), Place("Lahore", "Punjab", "Pakistan", "PK"))
OSLO = (LatLon(59.91, 10.75), Place("Oslo", "Oslo", "Norway", "NO"))

NASTY = "<b>bold</b> & \u202egpj.exe\nnext"


def reference(row: int, *, image: str | None = None, title: str | None = "Taj Mahal", **more):
    where = LatLon(27.17 + row / 1000, 78.04)
    return Reference(row, where, 0.9 - row / 100, 0.3 * row, title, image, **more)


def reply(prompt: int, sample: int, raw: str = "27.17, 78.04") -> Source:
    facts = {"model": "llava", "prompt": prompt, "sample": sample, "seed": sample, "raw": raw}
    return Source("llm", facts)


def candidate(at, cosine: float, *sources: Source, references=(), verified: bool = False):
    where, place = at
    kinds = [source.kind for source in sources]
    agreement = Agreement("retrieved" in kinds, kinds.count("llm"), verified)
    return Candidate(1, where, cosine, cosine, place, sources, tuple(references), agreement)


def answer(*candidates: Candidate, key: str = "f00d", exif: LatLon | None = None, **more) -> Answer:
    """An answer with these candidates, ranked as they come."""
    ranked = tuple(replace(one, rank=rank) for rank, one in enumerate(candidates, start=1))
    model = ModelFacts("llava", "localhost")
    engine = EngineFacts("starter", "cpu", "float32", None, "fused", 0, model)
    photo = PhotoFacts("/photos/a.jpg", key, 400, 300, ExifFacts(position=exif))
    return Answer(photo, engine, ranked, more.pop("warnings", ()), Timings(), **more)


def sampling(accepted: int) -> SamplingFacts:
    return SamplingFacts(accepted, accepted, accepted, "", 1.0, 1.0)


def rejected(reason: str, raw: str, *, prompt: int = 0, sample: int = 0) -> Rejected:
    return Rejected(reason, prompt, sample, 7, raw)


TOWN = Source("grid", {"name": "Agra"})
SIMILAR = Source("retrieved", {"row": 1, "cosine": 0.9})


def usual() -> Answer:
    """Three places: one with references and replies, one that verification prefers, a town."""
    return answer(
        candidate(
            AGRA, 0.4, SIMILAR, reply(0, 0), reply(5, 1), references=[reference(1), reference(2)]
        ),
        candidate(DELHI, 0.6, reply(0, 2), verified=True),
        candidate(LAHORE, 0.2, TOWN),
        sampling=sampling(3),
        rejected=(rejected("no position: text", "I do not know", prompt=5, sample=3),),
    )
