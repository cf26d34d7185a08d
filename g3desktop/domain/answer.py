"""The answer for one photo: ranked candidates, each with its origin and its evidence."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Mapping
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
        facts: The kind's own facts: `row` for "retrieved", `name` for "grid"; for "llm" `model`,
            `prompt` (how many similar references it showed), `sample`, `seed`, `raw` (the reply),
            `votes` (replies that say this position, this one among them), and, where the reply
            only repeats a reference, `echo` ("similar" or "dissimilar") and its `row`.
    """

    kind: str
    facts: Mapping[str, str | int | float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Which ways of looking lead to one place.

    Attributes:
        retrieval: A similar gallery photo was taken there.
        model: Replies of the language model that say so.
        verification: Of all candidates this place has the greatest geo-verification cosine.
    """

    retrieval: bool
    model: int
    verification: bool


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
        author: Who took it, or None.
    """

    row: int
    where: LatLon
    cosine: float
    distance_km: float
    title: str | None = None
    image: str | None = None
    url: str | None = None
    author: str | None = None


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
        agreement: Which ways of looking lead here.
    """

    rank: int
    where: LatLon
    cosine: float
    score: float
    place: Place
    sources: tuple[Source, ...]
    references: tuple[Reference, ...]
    agreement: Agreement = Agreement(retrieval=False, model=0, verification=False)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A reply of the language model that does not count.

    Attributes:
        reason: Why, in a few words; details stand behind a colon.
        prompt: How many similar references the prompt showed.
        sample: Which sample of that prompt, from 0.
        seed: The sample's seed.
        raw: The reply as it came, untrusted; "" where nothing came.
    """

    reason: str
    prompt: int
    sample: int
    seed: int
    raw: str


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """Which language model took part.

    Attributes:
        model: Its name.
        host: Where it ran.
    """

    model: str
    host: str


@dataclass(frozen=True, slots=True)
class SamplingFacts:
    """What became of the questions to the language model.

    Attributes:
        planned: Questions planned.
        answered: Replies that came in time, whole or not.
        accepted: Replies that gave a position.
        stopped: "" where all were asked; "budget" when the time was up; "settled" when no further
            reply could change the first place; "failed" when the server could not be asked.
        wall_s: Seconds from the first question to the end.
        server_s: Seconds that the server says it spent, summed over replies.
    """

    planned: int
    answered: int
    accepted: int
    stopped: Literal["", "budget", "settled", "failed"]
    wall_s: float
    server_s: float


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
        llm: The language model that was asked, or None.
    """

    encoder: str
    device: str
    precision: str
    gallery: GalleryFacts | None
    ranking: RankingRule
    seed: int
    llm: ModelFacts | None = None


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
    """Milliseconds of each stage; a stage shared by a batch is divided among its photos.

    The time that a language model takes is part of `diversify`.
    """

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
    rejected: tuple[Rejected, ...] = ()
    sampling: SamplingFacts | None = None


def count_reasons(rejected: Iterable[Rejected]) -> dict[str, int]:
    """Count rejected replies by reason without its details, the most frequent first."""
    counts = Counter(one.reason.partition(":")[0].strip() for one in rejected)
    return dict(counts.most_common())


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
            "llm": dataclasses.asdict(engine.llm) if engine.llm else None,
            "ranking": engine.ranking,
            "seed": engine.seed,
        },
        "candidates": [_candidate_json(candidate) for candidate in answer.candidates],
        "rejected": [dataclasses.asdict(one) for one in answer.rejected],
        "sampling": _sampling_json(answer),
        "warnings": list(answer.warnings),
        "timings_ms": {
            stage: round(getattr(answer.timings_ms, stage), 3)
            for stage in ("decode", "align", "retrieve", "diversify", "verify", "explain")
        },
    }


def _sampling_json(answer: Answer) -> dict[str, Any] | None:
    facts = answer.sampling
    if facts is None:
        return None
    return {
        "planned": facts.planned,
        "answered": facts.answered,
        "accepted": facts.accepted,
        "rejected": count_reasons(answer.rejected),
        "stopped": facts.stopped or None,
        "wall_s": round(facts.wall_s, 3),
        "server_s": round(facts.server_s, 3),
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
                "author": reference.author,
            }
            for reference in candidate.references
        ],
        "agreement": dataclasses.asdict(candidate.agreement),
    }
