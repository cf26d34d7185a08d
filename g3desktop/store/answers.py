"""Answers as the text that is published and stored, and back."""

from __future__ import annotations

import json
import math
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from g3desktop.domain.answer import (
    SCHEMA,
    Agreement,
    Answer,
    Candidate,
    EngineFacts,
    PhotoFacts,
    Place,
    Reference,
    Rejected,
    SamplingFacts,
    Source,
    Timings,
    to_json,
)
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.photo import ExifFacts

MAX_TEXT_BYTES = 32 << 20
"""A hundred times what a thorough answer with every raw reply takes."""

_MAX_CANDIDATES = 10_000
_MAX_REFERENCES = 1_000
_MAX_LINES = 100_000
_INTEGER_BITS = 64

_Lat = Annotated[float, Field(ge=-90, le=90)]
_Lon = Annotated[float, Field(ge=-180, le=180)]
# Rounded vectors are a hair longer than 1.
_Cosine = Annotated[float, Field(ge=-1.001, le=1.001)]
_Count = Annotated[int, Field(ge=0)]


class AnswerFormatError(ValueError):
    """A text is no answer in the published shape."""


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", allow_inf_nan=False, frozen=True)


class _Exif(_Shape):
    lat: _Lat | None = None
    lon: _Lon | None = None
    taken_at: str | None = None
    camera: str | None = None

    def facts(self) -> ExifFacts:
        position = None
        if self.lat is not None and self.lon is not None:
            position = LatLon(self.lat, self.lon)
        return ExifFacts(position=position, taken_at=self.taken_at, camera=self.camera)


class _Photo(_Shape):
    path: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    width: _Count
    height: _Count
    exif: _Exif

    def facts(self) -> PhotoFacts:
        return PhotoFacts(self.path, self.sha256, self.width, self.height, self.exif.facts())


class _Reference(_Shape):
    row: _Count
    lat: _Lat
    lon: _Lon
    cosine: _Cosine
    distance_km: Annotated[float, Field(ge=0)]
    title: str | None = None
    image: str | None = None
    url: str | None = None
    author: str | None = None

    def value(self) -> Reference:
        return Reference(
            row=self.row,
            where=LatLon(self.lat, self.lon),
            cosine=self.cosine,
            distance_km=self.distance_km,
            title=self.title,
            image=self.image,
            url=self.url,
            author=self.author,
        )


class _Candidate(_Shape):
    rank: Annotated[int, Field(ge=1)]
    lat: _Lat
    lon: _Lon
    cosine: _Cosine
    score: float
    place: Place
    sources: Annotated[list[dict[str, Any]], Field(max_length=_MAX_LINES)]
    references: Annotated[list[_Reference], Field(max_length=_MAX_REFERENCES)]
    agreement: Agreement = Agreement(retrieval=False, model=0, verification=False)

    def value(self) -> Candidate:
        return Candidate(
            rank=self.rank,
            where=LatLon(self.lat, self.lon),
            cosine=self.cosine,
            score=self.score,
            place=self.place,
            sources=tuple(_source(facts) for facts in self.sources),
            references=tuple(reference.value() for reference in self.references),
            agreement=self.agreement,
        )


class _Sampling(_Shape):
    planned: _Count
    answered: _Count
    accepted: _Count
    stopped: Literal["budget", "settled", "failed"] | None
    wall_s: float
    server_s: float

    def facts(self) -> SamplingFacts:
        return SamplingFacts(
            planned=self.planned,
            answered=self.answered,
            accepted=self.accepted,
            stopped=self.stopped or "",
            wall_s=self.wall_s,
            server_s=self.server_s,
        )


class _Answer(_Shape):
    schema_name: Annotated[Literal["g3desktop.locate/1"], Field(alias="schema")]
    photo: _Photo
    engine: EngineFacts
    candidates: Annotated[list[_Candidate], Field(max_length=_MAX_CANDIDATES)]
    rejected: Annotated[list[Rejected], Field(max_length=_MAX_LINES)] = []
    sampling: _Sampling | None = None
    warnings: Annotated[list[str], Field(max_length=_MAX_LINES)] = []
    timings_ms: Timings = Timings()


def to_text(answer: Answer) -> str:
    """Return an answer as JSON in the published shape, in ASCII.

    Raises:
        AnswerFormatError: It is too large, or holds a number that JSON does not have.
    """
    try:
        text = json.dumps(to_json(answer), allow_nan=False)
    except ValueError as error:
        raise AnswerFormatError(f"An answer cannot be written as JSON: {error}.") from error
    if len(text) > MAX_TEXT_BYTES:
        raise AnswerFormatError(f"An answer takes {len(text)} bytes.")
    return text


def from_json(text: str) -> Answer:
    """Read an answer in the published shape, trusting nothing in it.

    Fields that are not known are left out, as a later version may add some. What the shape rounds
    (times, to a thousandth) or lacks (author and title of the photo) does not come back.

    Args:
        text: JSON, as `locate --json` prints and `to_text` writes it.

    Raises:
        AnswerFormatError: It is too large, not JSON, of another schema, or a value is of a wrong
            kind or out of range.
    """
    if len(text) > MAX_TEXT_BYTES:
        raise AnswerFormatError(f"An answer takes {len(text)} characters.")
    try:
        document = json.loads(
            text, parse_int=_integer, parse_float=_number, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:
        raise AnswerFormatError(f"An answer is no JSON: {error}.") from error
    try:
        shape = _Answer.model_validate(document)
        return _value(shape)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "the whole"
        raise AnswerFormatError(f"An answer is no {SCHEMA}: {where}: {first['msg']}.") from error


def _value(shape: _Answer) -> Answer:
    return Answer(
        photo=shape.photo.facts(),
        engine=shape.engine,
        candidates=tuple(candidate.value() for candidate in shape.candidates),
        warnings=tuple(shape.warnings),
        timings_ms=shape.timings_ms,
        rejected=tuple(shape.rejected),
        sampling=shape.sampling.facts() if shape.sampling else None,
    )


def _source(facts: dict[str, Any]) -> Source:
    kind = facts.get("kind")
    if not isinstance(kind, str):
        raise AnswerFormatError(f"An answer is no {SCHEMA}: a source without its kind.")
    # Facts that later versions add may be of any kind; those of today are plain.
    plain = {
        name: fact
        for name, fact in facts.items()
        if name != "kind" and (fact is None or isinstance(fact, str | int | float))
    }
    return Source(kind, plain)


def _integer(digits: str) -> int:
    # Python reads up to 4300 digits; nothing that we count needs more than 64 bits.
    value = int(digits) if len(digits) <= _INTEGER_BITS else None
    if value is None or value.bit_length() >= _INTEGER_BITS:
        raise ValueError("a whole number is too large")
    return value


def _number(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError("a number is too large")
    return value


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")
