"""The answer for one photo: ranked candidates, each with its origin and its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from g3desktop.domain.geometry import LatLon
from g3desktop.domain.photo import ExifFacts

SCHEMA = "g3desktop.locate/1"

RankingRule = Literal["paper", "fused"]


@dataclass(frozen=True, slots=True)
class Place:
    """Names of a position, from the offline gazetteer; "" where there is none.

    Attributes:
        name: Town or city.
        admin1: First-level region.
        country: Country, in English.
        country_code: ISO 3166-1 alpha-2.
    """

    name: str = ""
    admin1: str = ""
    country: str = ""
    country_code: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a candidate came from.

    Attributes:
        kind: "retrieved", "grid", or, with a language model, "llm".
        facts: The kind's own facts: `row` for "retrieved", `name` for "grid".
    """

    kind: str
    facts: Mapping[str, str | int | float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """A gallery photo that supports a candidate.

    Attributes:
        row: Row of the gallery.
        where: Its position.
        cosine: Inner product of the photo's and the row's concatenated vectors, scaled to [-1, 1].
        distance_km: From the candidate.
        title: Its title, or None.
        image: Path of a thumbnail on this machine, or None.
        url: Where it was published, or None.
    """

    row: int
    where: LatLon
    cosine: float
    distance_km: float
    title: str | None = None
    image: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One ranked place.

    Attributes:
        rank: From 1.
        where: The position.
        cosine: Geo-verification similarity of image-to-GPS and location vector, in [-1, 1].
        score: What the ranking used; not a probability.
        place: Its names.
        sources: Every origin that led here.
        references: Gallery photos near it, most similar first.
    """

    rank: int
    where: LatLon
    cosine: float
    score: float
    place: Place
    sources: tuple[Source, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class GalleryFacts:
    """Which gallery the references came from."""

    name: str
    id: str
    rows: int


@dataclass(frozen=True, slots=True)
class EngineFacts:
    """What made the answer, so that it can be made again.

    Attributes:
        encoder: Encoder id; names the weights.
        device: "cpu", "cuda" or "mps".
        precision: "float32" or "bfloat16".
        gallery: The gallery, or None.
        ranking: The rule that ordered the candidates.
        seed: Seed of everything drawn at random.
    """

    encoder: str
    device: str
    precision: str
    gallery: GalleryFacts | None
    ranking: RankingRule
    seed: int


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """The photo that was asked about."""

    path: str
    sha256: str
    width: int
    height: int
    exif: ExifFacts


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds of each stage; a stage shared by a batch is divided among its photos."""

    decode: float = 0.0
    align: float = 0.0
    retrieve: float = 0.0
    diversify: float = 0.0
    verify: float = 0.0
    explain: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything known about where one photo was taken."""

    photo: PhotoFacts
    engine: EngineFacts
    candidates: tuple[Candidate, ...]
    warnings: tuple[str, ...]
    timings_ms: Timings


def to_json(answer: Answer) -> dict[str, Any]:
    """Return the answer in the published shape, ready for `json.dumps`."""
    engine, photo = answer.engine, answer.photo
    position = photo.exif.position
    return {
        "schema": SCHEMA,
        "photo": {
            "path": photo.path,
            "sha256": photo.sha256,
            "width": photo.width,
            "height": photo.height,
            "exif": {
                "lat": position.lat_deg if position else None,
                "lon": position.lon_deg if position else None,
                "taken_at": photo.exif.taken_at,
                "camera": photo.exif.camera,
            },
        },
        "engine": {
            "encoder": engine.encoder,
            "device": engine.device,
            "precision": engine.precision,
            "gallery": _gallery_json(engine.gallery),
            "llm": None,
            "ranking": engine.ranking,
            "seed": engine.seed,
        },
        "candidates": [_candidate_json(candidate) for candidate in answer.candidates],
        "rejected": [],
        "warnings": list(answer.warnings),
        "timings_ms": {
            stage: round(getattr(answer.timings_ms, stage), 3)
            for stage in ("decode", "align", "retrieve", "diversify", "verify", "explain")
        },
    }


def _gallery_json(gallery: GalleryFacts | None) -> dict[str, Any] | None:
    if gallery is None:
        return None
    return {"name": gallery.name, "id": gallery.id, "rows": gallery.rows}


def _candidate_json(candidate: Candidate) -> dict[str, Any]:
    place = candidate.place
    return {
        "rank": candidate.rank,
        "lat": candidate.where.lat_deg,
        "lon": candidate.where.lon_deg,
        "cosine": candidate.cosine,
        "score": candidate.score,
        "place": {
            "name": place.name,
            "admin1": place.admin1,
            "country": place.country,
            "country_code": place.country_code,
        },
        "sources": [{"kind": source.kind, **source.facts} for source in candidate.sources],
        "references": [
            {
                "row": reference.row,
                "lat": reference.where.lat_deg,
                "lon": reference.where.lon_deg,
                "cosine": reference.cosine,
                "distance_km": reference.distance_km,
                "title": reference.title,
                "image": reference.image,
                "url": reference.url,
            }
            for reference in candidate.references
        ],
    }
