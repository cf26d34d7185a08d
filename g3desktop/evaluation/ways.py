"""Ways of answering where photos were taken, those that a language model may have a part in.

Every way sees the same vectors, the same gallery and the same replies, so that what differs is the
way alone. None of them sees the truth.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable

import numpy as np

from g3desktop.domain.answer import Answer, Candidate, RankingRule, Reference
from g3desktop.domain.dialogue import VisionModel
from g3desktop.domain.errors import UsageError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.work import Cancelled, Report
from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.consultation import Consultation, Counsel
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.parts import Engine, LocateOptions
from g3desktop.engine.pipeline import EncodedBatch, EncodedPhoto, locate_encoded
from g3desktop.engine.prompts import Reference as Shown
from g3desktop.engine.retrieval import Evidence, retrieve
from g3desktop.engine.sampling import SamplingPlan, plan_samples, write_questions
from g3desktop.evaluation.outcomes import Heard

Part = Literal["image", "text", "gps"]
ALL_PARTS: tuple[Part, ...] = ("image", "text", "gps")
"""The three vectors of a gallery row: image, image-to-text, image-to-GPS."""

IMG2LOC_REFERENCES = 16
"""Nearest and farthest photos in the one prompt of Img2Loc's published program."""

SHOWN_REFERENCES = 5
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

    def first(self) -> Batch:
        """Return the first photo alone, as if nothing were known of it."""
        whole = self.vectors
        vectors = ImageVectors(whole.image[:1], whole.image_text[:1], whole.image_gps[:1])
        return Batch(self.photos[:1], vectors, self.engine, self.report, self.cancelled)

    def evidence(self, parts: tuple[Part, ...]) -> list[Evidence]:
        """Return the gallery as the photos see it by some parts of their vectors."""
        if parts not in self._evidence:
            exclusions = [photo.exclusion for photo in self.photos]
            asked = only_parts(self.vectors, parts)
            self._evidence[parts] = retrieve(self.gallery, asked, exclusions)
        return self._evidence[parts]


class Way(Protocol):
    """One way of answering; see also `AskingWay`."""

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


@runtime_checkable
class AskingWay(Way, Protocol):
    """A way that may ask a language model, and then takes its time for each photo."""

    def answers(self, batch: Batch) -> Generator[Answered]:
        """Yield the answer about each photo of a batch as it is there."""


def questions_sha256() -> str:
    """Name what a model is asked whatever the photo: wording, schema and room for the reply."""
    where = LatLon(1.25, -2.5)
    shown = [Shown(1, where, 0.5, kind, "Town") for kind in ("similar", "dissimilar")]
    samples = plan_samples(SamplingPlan((0, 1)), shown[:1], shown[1:], seed=0)
    questions = write_questions(samples, image_jpeg=b"", temperature=0.0)
    facts = [
        [one.text, dict(one.schema), one.seed, one.context_tokens, one.reply_tokens]
        for one in questions
    ]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


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
        return {
            "way": "img2loc",
            "model": self.model.name,
            "digest": self.model.digest,
            "plan": plan,
            "seed": self.seed,
        }

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        return list(self.answers(batch))

    def answers(self, batch: Batch) -> Generator[Answered]:
        """Yield the answer about each photo of a batch as it is there."""
        for photo, found in zip(batch.photos, batch.evidence(("image",)), strict=True):
            yield self._ask(photo, found, batch)

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
        return Answered(where, sources, similar_photos(found), tuple(heard), unheard)


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
        verified: Whether the best candidate wins; else one is drawn, without geo-verification, of
            those that a similar photo or the model proposed.
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
            "digest": self.model.digest if self.model else None,
            "retrieved": self.retrieved,
            "parts": list(self.parts),
            "verified": self.verified,
            "seed": self.seed,
        }

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        return list(self.answers(batch))

    def answers(self, batch: Batch) -> Generator[Answered]:
        """Yield the answer about each photo of a batch as it is there."""
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
        for one in located:
            yield self._answered(one.answer, one.evidence)

    def _answered(self, answer: Answer, found: Evidence) -> Answered:
        replies, asked = tuple(_heard(answer)), answer.sampling
        unheard = asked.planned - asked.answered if asked else 0
        if not self.verified:
            answer = replace(answer, candidates=_unverified(answer.candidates))
        if not answer.candidates:
            return Answered(None, (), similar_photos(found), replies, unheard)
        chosen = answer.candidates[0] if self.verified else self._drawn(answer)
        kinds = tuple(sorted({source.kind for source in chosen.sources}))
        return Answered(chosen.where, kinds, similar_photos(found), replies, unheard)

    def _drawn(self, answer: Answer) -> Candidate:
        """Draw one of the candidates; those that several replies gave are drawn more often."""
        chance = draws_for(self.seed, answer.photo.sha256)
        # A reply that repeats a reference names that as a source too, and is one candidate all the
        # same.
        weights = np.array([max(one.agreement.model, 1) for one in answer.candidates])
        return answer.candidates[chance.choice(len(weights), p=weights / weights.sum())]


def _unverified(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return those that a similar photo or a model proposed; towns are found by verifying."""
    return tuple(one for one in candidates if any(source.kind != "grid" for source in one.sources))


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


def similar_photos(found: Evidence, limit: int = SHOWN_REFERENCES) -> tuple[Reference, ...]:
    """Return the most similar gallery photos; their distances are from the first of them."""
    return tuple(found.similar(limit))


def draws_for(seed: int, sha256: str) -> np.random.Generator:
    """Return draws that depend on the photo's content, not on its place in a data set."""
    digest = hashlib.sha256(f"{seed} {sha256}".encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:8]))
