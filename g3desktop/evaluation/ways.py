"""Ways of answering where photos were taken: the program's own, and those it is measured against.

Every way sees the same vectors, the same gallery and the same replies, so that what differs is the
way alone. None of them sees the truth.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from g3desktop.domain.answer import Answer, Candidate, RankingRule, Reference
from g3desktop.domain.dialogue import VisionModel
from g3desktop.domain.errors import UsageError
from g3desktop.domain.geometry import LatLon, distances_km
from g3desktop.domain.work import Cancelled, Report
from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.consultation import Consultation, Counsel
from g3desktop.engine.gallery.search import Cosines, Rows
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.parts import Engine, LocateOptions
from g3desktop.engine.pipeline import EncodedBatch, EncodedPhoto, locate_encoded
from g3desktop.engine.retrieval import Evidence, Exclusion, retrieve
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.engine.verification import verify
from g3desktop.evaluation.outcomes import Heard

Part = Literal["image", "text", "gps"]
ALL_PARTS: tuple[Part, ...] = ("image", "text", "gps")
"""The three vectors of a gallery row: image, image-to-text, image-to-GPS."""

KNN_ROWS = 100
KNN_SIGMA_KM = 445.0
"""Four degrees, as in the program that Vo et al. published; the papers print sigma = 4."""

COORDINATES = 100_000
"""Positions that GeoCLIP compares a photo with (Vivanco Cepeda et al. 2023)."""

IMG2LOC_REFERENCES = 16
"""Nearest and farthest photos in the one prompt of Img2Loc's published program."""

_KNN_POWER = 10
_LEAST_DISTANCE = 1e-6
SHOWN_REFERENCES = 5
SAME_FILE = "same file"
_ALL_CANDIDATES = 10_000


@dataclass(frozen=True, slots=True)
class Answered:
    """What a way says about one photo.

    Attributes:
        where: The position, or None.
        sources: Kinds of the sources that led there.
        references: The gallery photos most similar to it.
        replies: What a language model said.
        unheard: Questions to it without a reply, as when the photo cannot be read any more.
    """

    where: LatLon | None
    sources: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    replies: tuple[Heard, ...] = ()
    unheard: int = 0


@dataclass(slots=True, eq=False)
class Batch:
    """Photos that are answered together.

    Attributes:
        photos: B photos, each with what it must not find.
        vectors: Theirs.
        engine: What answers.
        report: Told after every reply of a model.
        cancelled: Asked between photos, and several times a second while a model is asked.
    """

    photos: Sequence[EncodedPhoto]
    vectors: ImageVectors
    engine: Engine
    report: Report
    cancelled: Cancelled
    _evidence: dict[tuple[Part, ...], list[Evidence]] = field(default_factory=dict, init=False)

    @property
    def gallery(self) -> Gallery:
        """The gallery.

        Raises:
            UsageError: There is none.
        """
        if self.engine.gallery is None:
            raise UsageError("An evaluation needs a gallery.", hint="Name one with --gallery.")
        return self.engine.gallery

    def evidence(self, parts: tuple[Part, ...]) -> list[Evidence]:
        """Return the gallery as the photos see it by some parts of their vectors."""
        if parts not in self._evidence:
            exclusions = [photo.exclusion for photo in self.photos]
            asked = only_parts(self.vectors, parts)
            self._evidence[parts] = retrieve(self.gallery, asked, exclusions)
        return self._evidence[parts]


class Way(Protocol):
    """One way of answering."""

    @property
    def key(self) -> str:
        """Short name; see `Run.key`."""

    @property
    def title(self) -> str:
        """Name for people."""

    @property
    def model(self) -> VisionModel | None:
        """The language model that it asks, or None."""

    def settings(self) -> Mapping[str, object]:
        """Return what its answers depend on beside encoder and gallery, as JSON has it."""

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""


def only_parts(vectors: ImageVectors, parts: tuple[Part, ...]) -> ImageVectors:
    """Return vectors whose other parts are zero: they add nothing to an inner product.

    A gallery divides the product by the number of its parts. Those that are left grow by as much as
    makes that the mean cosine of theirs alone.
    """
    whole = dict(
        zip(ALL_PARTS, (vectors.image, vectors.image_text, vectors.image_gps), strict=True)
    )
    there = [part for part in ALL_PARTS if whole[part].shape[1]]
    growth = np.float32(len(there) / max(sum(part in parts for part in there), 1))
    return ImageVectors(
        *(whole[part] * (growth if part in parts else np.float32(0)) for part in ALL_PARTS)
    )


@dataclass(frozen=True, slots=True)
class Nearest:
    """The position of the most similar gallery photo.

    Attributes:
        parts: What the photos are compared by.
        shown: How many similar photos are told.
    """

    key: str = "nearest"
    title: str = "nearest neighbour"
    parts: tuple[Part, ...] = ALL_PARTS
    shown: int = SHOWN_REFERENCES
    model: None = None

    def settings(self) -> Mapping[str, object]:
        """Return the parts."""
        return {"way": "nearest", "parts": list(self.parts), "shown": self.shown}

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        return [
            Answered(_first(found), ("retrieved",), _similar(found, self.shown))
            for found in batch.evidence(self.parts)
        ]


@dataclass(frozen=True, slots=True)
class Probe:
    """No way of answering: what a gallery holds of the queries themselves, nothing left out.

    Its `references` are the rows of the very file, for each of which there is one of `sources`, and
    after them the most similar row of another.
    """

    key: str = "probe"
    title: str = "leakage"
    model: None = None

    def settings(self) -> Mapping[str, object]:
        """Return what it is."""
        return {"way": "probe"}

    def answer(self, batch: Batch) -> list[Answered]:
        """Look at a batch."""
        photos = [
            replace(photo, exclusion=Exclusion(sha256=photo.facts.sha256)) for photo in batch.photos
        ]
        whole = Batch(photos, batch.vectors, batch.engine, batch.report, batch.cancelled)
        answers = []
        for found in whole.evidence(ALL_PARTS):
            same = np.array(sorted(found.excluded), dtype=np.int64)
            cosines = batch.gallery.cosines(found.query, same)
            references = (*_references(batch.gallery, same, cosines), *_similar(found, 1))
            answers.append(Answered(None, (SAME_FILE,) * len(same), references))
        return answers


@dataclass(frozen=True, slots=True)
class KernelDensity:
    """Where the most similar photos lie most densely: [L]kNN.

    The k most similar photos vote, each with its distance in the space of vectors to the power of
    -10; votes spread by a Gaussian kernel; of the k positions the one with the greatest sum wins.

    Attributes:
        rows: k.
        sigma_km: Of the kernel.

    Source: Vo et al. 2017, revisiting IM2GPS; with our vectors and gallery in place of theirs.
    """

    rows: int = KNN_ROWS
    sigma_km: float = KNN_SIGMA_KM
    key: str = "knn"
    model: None = None

    @property
    def title(self) -> str:
        """Name with its width."""
        return f"kNN, kernel of {self.sigma_km:g} km"

    def settings(self) -> Mapping[str, object]:
        """Return k and sigma."""
        return {"way": "knn", "rows": self.rows, "sigma_km": self.sigma_km}

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        return [
            Answered(self._densest(found), ("retrieved",), _similar(found))
            for found in batch.evidence(ALL_PARTS)
        ]

    def _densest(self, found: Evidence) -> LatLon | None:
        where = found.lat_lon_deg[: self.rows]
        if not len(where):
            return None
        apart = np.maximum(1 - found.cosines[: self.rows].astype(np.float64), _LEAST_DISTANCE)
        # Of the nearest one's, so that the power stays finite.
        votes = (apart / apart[0]) ** -_KNN_POWER
        km = distances_km(where[:, None], where[None])
        density = np.exp(-((km / self.sigma_km) ** 2) / 2) @ votes
        return LatLon(*where[int(density.argmax())].tolist())


@dataclass(frozen=True, slots=True)
class CoordinateGallery:
    """The position whose location vector agrees best with the photo, of many: GeoCLIP's way.

    Attributes:
        limit: Positions of gallery photos, drawn by chance where there are more.
        seed: Of the draw.

    Source: Vivanco Cepeda et al. 2023, GeoCLIP; with our encoder in place of theirs.
    """

    limit: int = COORDINATES
    seed: int = 0
    key: str = "coordinates"
    title: str = "coordinate gallery, as GeoCLIP"
    model: None = None

    def settings(self) -> Mapping[str, object]:
        """Return how many, and the seed."""
        return {"way": "coordinates", "limit": self.limit, "seed": self.seed}

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        engine, where = batch.engine, batch.gallery.lat_lon_deg
        rows = np.flatnonzero(np.isfinite(where).all(axis=1))
        if len(rows) > self.limit:
            chance = np.random.default_rng(self.seed)
            rows = np.sort(chance.choice(rows, self.limit, replace=False))
        vectors = engine.locations.vectors(
            engine.encoder, np.asarray(where[rows]), report=batch.report, cancelled=batch.cancelled
        )
        cosines = verify(batch.vectors.image_gps, vectors).copy()
        answers = []
        for own, found in zip(cosines, batch.evidence(ALL_PARTS), strict=True):
            own[np.isin(rows, list(found.excluded))] = -np.inf
            best = int(own.argmax())
            position = LatLon(*where[rows[best]].tolist()) if np.isfinite(own[best]) else None
            answers.append(Answered(position, ("coordinate",)))
        return answers


@dataclass(frozen=True, slots=True)
class ByChance:
    """The position of a gallery photo drawn by chance: what knowing nothing reaches.

    Attributes:
        seed: Of the draws, together with each photo's content.
    """

    seed: int = 0
    key: str = "random"
    title: str = "random from the gallery"
    model: None = None

    def settings(self) -> Mapping[str, object]:
        """Return the seed."""
        return {"way": "random", "seed": self.seed}

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        where = batch.gallery.lat_lon_deg
        rows = np.flatnonzero(np.isfinite(where).all(axis=1))
        answers = []
        for photo, found in zip(batch.photos, batch.evidence(ALL_PARTS), strict=True):
            free = rows[~np.isin(rows, list(found.excluded))]
            chance = _chance(self.seed, photo.facts.sha256)
            position = LatLon(*where[chance.choice(free)].tolist()) if len(free) else None
            answers.append(Answered(position, ("random",)))
        return answers


@dataclass(frozen=True, slots=True)
class OneReply:
    """A language model's one answer to one prompt with references, unverified: Img2Loc.

    References are found by the image vector alone, without alignment.

    Attributes:
        model: Asked.
        seed: Of its sampling.
        temperature: Of its sampling.

    Source: Zhou et al. 2024, Img2Loc.
    """

    model: VisionModel
    seed: int = 0
    temperature: float = 0.7
    key: str = "img2loc"

    @property
    def title(self) -> str:
        """Name with the model's."""
        return f"Img2Loc, {self.model.name}"

    def _plan(self) -> SamplingPlan:
        return SamplingPlan((IMG2LOC_REFERENCES,), samples=1, temperature=self.temperature)

    def settings(self) -> Mapping[str, object]:
        """Return model, plan and seed."""
        plan = asdict(self._plan())
        return {"way": "img2loc", "model": self.model.name, "plan": plan, "seed": self.seed}

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        return [
            self._ask(photo, found, batch)
            for photo, found in zip(batch.photos, batch.evidence(("image",)), strict=True)
        ]

    def _ask(self, photo: EncodedPhoto, found: Evidence, batch: Batch) -> Answered:
        counsel = Counsel(self.model, self._plan(), batch.engine.pace)
        asked = Consultation.about(found, counsel, batch.engine.names, seed=self.seed)
        replies = asked.replies(
            Path(photo.facts.path),
            photo.facts.sha256,
            settled=lambda: False,
            report=batch.report,
            cancelled=batch.cancelled,
        )
        with closing(replies):
            for _ in replies:
                pass
        positions = asked.ballot.positions()
        heard = [
            Heard(int(str(facts["prompt"])), int(str(facts["sample"])), str(facts["raw"]))
            for sources in asked.ballot.sources()
            for facts in (source.facts for source in sources if source.kind == "llm")
        ]
        heard += [
            Heard(one.prompt, one.sample, one.raw, one.reason) for one in asked.ballot.rejected
        ]
        where = positions[0] if positions else None
        unheard = len(asked.samples) - asked.answered
        sources = ("llm",) if positions else ()
        return Answered(where, sources, _similar(found), tuple(heard), unheard)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The program's own way, whole or without one of its parts.

    Attributes:
        key: Short name.
        title: Name for people.
        ranking: The rule; None for the one that `locate` takes.
        plan: How a language model is asked; None asks none.
        model: Asked, or None.
        retrieved: Retrieved positions among the candidates; None leaves that to the rule.
        parts: What references are found by; the image alone is retrieval without geo-alignment.
        verified: Whether the best candidate wins; else one is drawn, without geo-verification.
        seed: Of the model's sampling, and of the draw.

    Source: Jia et al. 2024 (G3), and its ablations.
    """

    key: str
    title: str
    ranking: RankingRule | None = None
    plan: SamplingPlan | None = None
    model: VisionModel | None = None
    retrieved: int | None = None
    parts: tuple[Part, ...] = ALL_PARTS
    verified: bool = True
    seed: int = 0

    def settings(self) -> Mapping[str, object]:
        """Return everything but the names."""
        return {
            "way": "pipeline",
            "ranking": self.ranking,
            "plan": asdict(self.plan) if self.plan else None,
            "model": self.model.name if self.model else None,
            "retrieved": self.retrieved,
            "parts": list(self.parts),
            "verified": self.verified,
            "seed": self.seed,
        }

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        asks = self.model is not None and self.plan is not None
        options = LocateOptions(
            # Replies are told of candidates that are shown alone.
            top=_ALL_CANDIDATES if asks or not self.verified else 1,
            ranking=self.ranking,
            retrieved=self.retrieved,
            plan=self.plan if asks else None,
            # A draw is one among candidates, not among places.
            radius_km=LocateOptions().radius_km if self.verified else 0.0,
            seed=self.seed,
        )
        asked = EncodedBatch(batch.photos, batch.vectors, only_parts(batch.vectors, self.parts))
        located = locate_encoded(
            asked,
            engine=replace(batch.engine, model=self.model),
            options=options,
            report=batch.report,
            cancelled=batch.cancelled,
        )
        return [self._answered(one.answer, one.evidence) for one in located]

    def _answered(self, answer: Answer, found: Evidence) -> Answered:
        replies, asked = tuple(_heard(answer)), answer.sampling
        unheard = asked.planned - asked.answered if asked else 0
        if not answer.candidates:
            return Answered(None, (), _similar(found), replies, unheard)
        chosen = answer.candidates[0] if self.verified else self._drawn(answer)
        kinds = tuple(sorted({source.kind for source in chosen.sources}))
        return Answered(chosen.where, kinds, _similar(found), replies, unheard)

    def _drawn(self, answer: Answer) -> Candidate:
        """Draw one of the candidates; those that several replies gave are drawn more often."""
        chance = _chance(self.seed, answer.photo.sha256)
        # A reply that repeats a reference names that as a source too, and is one candidate all the
        # same.
        weights = np.array([max(one.agreement.model, 1) for one in answer.candidates])
        return answer.candidates[chance.choice(len(weights), p=weights / weights.sum())]


def _heard(answer: Answer) -> list[Heard]:
    """Return all replies of a model, in the order in which they were asked for."""
    heard = [
        Heard(
            int(str(source.facts["prompt"])),
            int(str(source.facts["sample"])),
            str(source.facts["raw"]),
        )
        for candidate in answer.candidates
        for source in candidate.sources
        if source.kind == "llm"
    ]
    heard += [Heard(one.prompt, one.sample, one.raw, one.reason) for one in answer.rejected]
    return sorted(heard, key=lambda one: (one.prompt, one.sample))


def _first(found: Evidence) -> LatLon | None:
    return LatLon(*found.lat_lon_deg[0].tolist()) if len(found.rows) else None


def _similar(found: Evidence, limit: int = SHOWN_REFERENCES) -> tuple[Reference, ...]:
    """Return the most similar gallery photos; their distance is from the first of them."""
    if found.gallery is None:
        return ()
    return _references(found.gallery, found.rows[:limit], found.cosines[:limit])


def _references(gallery: Gallery, rows: Rows, cosines: Cosines) -> tuple[Reference, ...]:
    if not len(rows):
        return ()
    where = gallery.lat_lon_deg[rows]
    km = distances_km(where[0], where)
    return tuple(
        Reference(
            row=row.row,
            where=row.where,
            cosine=round(float(cosines[index]), 6),
            distance_km=round(float(km[index]), 3),
            title=row.title,
            image=str(row.image) if row.image else None,
            url=row.url,
            author=row.author,
        )
        for index, row in enumerate(gallery.rows_at(rows.tolist()))
    )


def _chance(seed: int, sha256: str) -> np.random.Generator:
    """Return draws that depend on the photo's content, not on its place in a data set."""
    digest = hashlib.sha256(f"{seed} {sha256}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8]))
