"""One photo from its comparisons to its answer: diversify, verify, explain."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.answer import (
    Answer,
    EngineFacts,
    GalleryFacts,
    ModelFacts,
    PhotoFacts,
    Source,
    Timings,
)
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.work import check_cancelled
from g3desktop.engine.cautions import about_no_model, about_replies, about_the_first
from g3desktop.engine.consultation import Consultation, Counsel
from g3desktop.engine.explanation import Scored, explain, merge
from g3desktop.engine.parts import Job
from g3desktop.engine.ranking import Verified, retrieved, towns
from g3desktop.engine.retrieval import Exclusion
from g3desktop.engine.settling import is_settled
from g3desktop.engine.stopwatch import stopwatch
from g3desktop.engine.verification import verify

PAPER_RETRIEVED = 1
"""Retrieved positions beside a model's answers (Jia et al. 2024: S = 1)."""


@dataclass(frozen=True, slots=True)
class EncodedPhoto:
    """A photo whose vectors are known, and whose pixels are needed no more.

    Attributes:
        facts: What the answer says of it.
        warnings: What the reader had to work around, one sentence each.
        exclusion: What it must not find in a gallery.
        timings: What was spent on it so far.
    """

    facts: PhotoFacts
    warnings: tuple[str, ...] = ()
    exclusion: Exclusion = field(default_factory=Exclusion)
    timings: Timings = field(default_factory=Timings)


class Asked:
    """One photo on its way from comparisons to an answer."""

    def __init__(self, photo: EncodedPhoto, verified: Verified, job: Job) -> None:
        self.photo, self.verified, self.job = photo, verified, job
        self.timings = photo.timings
        engine, options = job.engine, job.options
        self.consultation: Consultation | None = None
        if engine.model is not None and options.plan is not None:
            counsel = Counsel(engine.model, options.plan, engine.pace)
            self.consultation = Consultation.about(
                verified.evidence, counsel, engine.names, seed=options.seed
            )
        self.retrieved: dict[int, list[Scored]] = {}
        self.towns: list[Scored] | None = None

    def updates(self) -> Generator[tuple[Answer, bool]]:
        """Yield the answer as it stands, first without the model, and whether it is the last."""
        consultation = self.consultation
        lap_ms = stopwatch()
        if consultation is not None:
            yield self._answer(self._candidates(last=False), last=False), False
            replies = consultation.replies(
                Path(self.photo.facts.path),
                self.photo.facts.sha256,
                settled=self._is_settled,
                report=self.job.report,
                cancelled=self.job.cancelled,
            )
            with closing(replies):
                for _ in replies:
                    yield self._answer(self._candidates(last=False), last=False), False
        scored = self._candidates(last=True)
        self.timings = replace(self.timings, diversify=lap_ms())
        answer = self._answer(scored, last=True)
        yield replace(answer, timings_ms=replace(self.timings, explain=lap_ms())), True

    def _candidates(self, *, last: bool) -> list[Scored]:
        """Return all candidates as they stand, scored.

        By the paper's rule a model's answers compete with `retrieved` positions alone, as in the
        paper; where it gives none in the end, the other sources answer.
        """
        options, rule, heard = self.job.options, self.job.rule, self.consultation
        proposed = []
        if heard is not None:
            named, origins = heard.ballot.positions(), heard.ballot.sources()
            proposed = _scored(named, origins, self.verified, self.job)
        # Without a gallery a model alone would decide, which the paper never lets it.
        possible = rule.name == "paper" and self.job.engine.gallery is not None
        as_in_paper = possible and heard is not None and not (last and not proposed)
        limit = options.retrieved or (PAPER_RETRIEVED if as_in_paper else options.proposals)
        if limit not in self.retrieved:
            self.retrieved[limit] = retrieved(self.verified, rule, limit=limit)
        competing = [*proposed, *self.retrieved[limit]]
        if as_in_paper and competing:
            return competing
        if self.towns is None:
            self.towns = towns(
                self.verified, rule, limit=options.proposals, radius_km=options.radius_km
            )
        return [*competing, *self.towns]

    def _is_settled(self) -> bool:
        """Tell whether no position on Earth was found that would take the first place."""
        job, options = self.job, self.job.options
        candidates = self._candidates(last=False)
        places = merge(candidates, options.radius_km)
        if not places or self.consultation is None:
            return False
        # What competes may be less than what is known, and a model may repeat what it was shown.
        shown = [one.where for one in self.consultation.samples[-1].shown]
        starts = [
            *candidates,
            *retrieved(self.verified, job.rule, limit=options.proposals),
            *towns(self.verified, job.rule, limit=options.proposals, radius_km=options.radius_km),
            *_scored(shown, [()] * len(shown), self.verified, job),
        ]

        def score(positions: NDArray[np.float64]) -> NDArray[np.float64]:
            # The search may take seconds.
            check_cancelled(job.cancelled)
            return _score(positions, self.verified, job)[1]

        # Of starts on one hill the best is enough.
        return is_settled(
            places[0], merge(starts, options.radius_km), score, radius_km=options.radius_km
        )

    def _answer(self, scored: Sequence[Scored], *, last: bool) -> Answer:
        engine, options, evidence = self.job.engine, self.job.options, self.verified.evidence
        photo, consultation = self.photo, self.consultation
        candidates = explain(
            merge(scored, options.radius_km)[: options.top],
            names=engine.names,
            supporters=evidence,
            radius_km=options.radius_km,
            best_verified=max(scored, key=lambda one: one.cosine, default=None),
        )
        gallery, model = engine.gallery, consultation.counsel.model if consultation else None
        if consultation is None:
            about_model = [about_no_model(engine.without_model)]
        else:
            # Before the end nothing is known to be missing.
            about_model = about_replies(consultation) if last else []
            about_model += about_the_first(candidates, evidence)
        return Answer(
            photo=photo.facts,
            engine=EngineFacts(
                encoder=engine.encoder.id,
                device=engine.encoder.device,
                precision=engine.encoder.precision,
                gallery=GalleryFacts(gallery.name, gallery.id, gallery.rows) if gallery else None,
                ranking=self.job.rule.name,
                seed=options.seed,
                llm=ModelFacts(model.name, model.host) if model else None,
            ),
            candidates=candidates,
            warnings=(*photo.warnings, *engine.warnings, *evidence.warnings, *about_model),
            timings_ms=self.timings,
            rejected=consultation.ballot.rejected if consultation else (),
            sampling=consultation.facts() if consultation else None,
        )


def _scored(
    positions: Sequence[LatLon],
    sources: Sequence[tuple[Source, ...]],
    verified: Verified,
    job: Job,
) -> list[Scored]:
    """Score positions that somebody named."""
    if not positions:
        return []
    flat = np.array([(one.lat_deg, one.lon_deg) for one in positions])
    cosines, scores = _score(flat, verified, job)
    return [
        Scored(where, round(float(cosine), 6), round(float(score), 6), origins)
        for where, cosine, score, origins in zip(positions, cosines, scores, sources, strict=True)
    ]


def _score(
    lat_lon_deg: NDArray[np.float64], verified: Verified, job: Job
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Return the verification cosine and the score of positions, shapes (P,)."""
    vectors = job.engine.encoder.encode_locations(lat_lon_deg)
    cosines = verify(verified.image_gps[None], vectors)[0]
    return cosines, job.rule.scores(lat_lon_deg, cosines, verified)
