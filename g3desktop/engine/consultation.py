"""Asking a vision language model about one photo, and hearing its replies as they come."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import numpy as np

from g3desktop.domain.answer import SamplingFacts
from g3desktop.domain.dialogue import Reply, VisionModel
from g3desktop.domain.errors import PhotoError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.work import Cancelled, Progress, Report
from g3desktop.engine.explanation import PlaceNames
from g3desktop.engine.photo import jpeg_for_model
from g3desktop.engine.prompts import Reference
from g3desktop.engine.retrieval import Evidence
from g3desktop.engine.sampling import Sample, SamplingPlan, plan_samples, write_questions
from g3desktop.engine.votes import Ballot

Stopped = Literal["", "budget", "settled", "failed"]


class Pace(Protocol):
    """Remembers how long a model takes, from one run of the program to the next."""

    def expected_s(self, model: VisionModel) -> float | None:
        """Return the seconds that a reply took lately, or None where that is not known."""

    def record(self, model: VisionModel, reply_s: float) -> None:
        """Note how long a reply took."""


@dataclass(frozen=True, slots=True, eq=False)
class Counsel:
    """A model to ask, and how.

    Attributes:
        model: The model.
        plan: How often.
        pace: Remembers how long it takes, or None.
    """

    model: VisionModel
    plan: SamplingPlan
    pace: Pace | None = None


def references_for(
    evidence: Evidence, plan: SamplingPlan, names: PlaceNames
) -> tuple[list[Reference], list[Reference]]:
    """Return the most and the least similar gallery photos, as many as the longest prompt shows."""
    wanted = max(plan.prompts, default=0)
    similar = evidence.rows[:wanted]
    # A small gallery, or one of photos all alike, must not show one photo as both.
    least = evidence.dissimilar(len(similar) + wanted)
    dissimilar = np.flatnonzero(~np.isin(least.rows, similar))[:wanted]
    rows = np.concatenate([similar, least.rows[dissimilar]])
    cosines = np.concatenate([evidence.cosines[:wanted], least.cosines[dissimilar]])
    where = np.concatenate([evidence.lat_lon_deg[:wanted], least.lat_lon_deg[dissimilar]])
    places = [""] * len(rows)
    if plan.place_names and len(rows):
        places = [
            ", ".join(filter(None, (place.name, place.admin1, place.country)))
            for place in names.places(where)
        ]
    shown = [
        Reference(
            row=int(row),
            where=LatLon(*position.tolist()),
            cosine=round(float(cosine), 6),
            kind="similar" if index < len(similar) else "dissimilar",
            place=places[index],
        )
        for index, (row, cosine, position) in enumerate(zip(rows, cosines, where, strict=True))
    ]
    return shown[: len(similar)], shown[len(similar) :]


@dataclass(slots=True, eq=False)
class Consultation:
    """One photo's questions and what has come of them.

    Attributes:
        counsel: The model and the plan.
        samples: What is asked.
        ballot: The replies so far.
        answered: How many came.
        stopped: Why not all were asked, once that is known.
        wall_s: Seconds since the first question.
        server_s: Seconds that the server says it spent.
        problem: Why nothing could be asked; "" otherwise.
    """

    counsel: Counsel
    samples: Sequence[Sample]
    ballot: Ballot
    answered: int = 0
    stopped: Stopped = ""
    wall_s: float = 0.0
    server_s: float = 0.0
    problem: str = ""

    @staticmethod
    def about(
        evidence: Evidence, counsel: Counsel, names: PlaceNames, *, seed: int
    ) -> Consultation:
        """Plan the questions about a photo.

        Args:
            evidence: The gallery as the photo sees it.
            counsel: Whom to ask, and how often.
            names: Places of references, for prompts that show them.
            seed: Of everything drawn at random.
        """
        similar, dissimilar = references_for(evidence, counsel.plan, names)
        samples = plan_samples(counsel.plan, similar, dissimilar, seed=seed)
        return Consultation(counsel, samples, Ballot(counsel.model.name))

    def facts(self) -> SamplingFacts:
        """Return what has become of the questions."""
        return SamplingFacts(
            planned=len(self.samples),
            answered=self.answered,
            accepted=self.ballot.accepted,
            stopped=self.stopped,
            wall_s=self.wall_s,
            server_s=self.server_s,
        )

    def replies(
        self,
        photo: Path,
        sha256: str,
        *,
        settled: Callable[[], bool],
        report: Report,
        cancelled: Cancelled,
    ) -> Generator[bool]:
        """Ask, and yield after every reply whether it gave a position.

        Args:
            photo: File of the photo.
            sha256: Its content when it was encoded.
            settled: Tells whether no further reply could change the first place; asked after
                replies where there is a budget.
            report: Told how long it will take, and how far it is.
            cancelled: Asked several times a second.

        Raises:
            CancelledError: `cancelled` said so.
        """
        plan, model = self.counsel.plan, self.counsel.model
        try:
            image_jpeg = jpeg_for_model(photo, sha256)
        except PhotoError as error:
            self.stopped, self.problem = "failed", error.one_line()
            return
        questions = write_questions(
            self.samples, image_jpeg=image_jpeg, temperature=plan.temperature
        )
        started = time.monotonic()
        deadline_s = None if plan.budget_s is None else started + plan.budget_s
        self._tell(report)
        with closing(
            model.replies(questions, deadline_s=deadline_s, cancelled=cancelled)
        ) as replies:
            for reply in replies:
                self.wall_s = time.monotonic() - started
                accepted = self._take(reply)
                self._tell(report)
                if plan.budget_s is not None and self._left() and settled():
                    self.stopped = "settled"
                    yield accepted
                    break
                yield accepted
        self.wall_s = time.monotonic() - started
        if self._left() and not self.stopped:
            self.stopped = "budget"

    def _left(self) -> int:
        return len(self.samples) - self.answered

    def _take(self, reply: Reply) -> bool:
        self.answered += 1
        self.server_s += reply.server_s
        pace = self.counsel.pace
        if pace is not None and not reply.problem:
            pace.record(self.counsel.model, reply.wall_s)
        return self.ballot.add(self.samples[reply.question], reply)

    def _tell(self, report: Report) -> None:
        """Report how far it is and, before the first reply, how long it will take."""
        name, planned = self.counsel.model.name, len(self.samples)
        note = ""
        if not self.answered:
            note = f"Asking {name} {planned} questions; {self._expectation()}."
        report(Progress(f"asking {name}", self.answered, planned, note))

    def _expectation(self) -> str:
        pace, plan = self.counsel.pace, self.counsel.plan
        each_s = pace.expected_s(self.counsel.model) if pace else None
        most = "" if plan.budget_s is None else f", at most {plan.budget_s:g} s"
        if each_s is None:
            return f"on a CPU each may take half a minute{most}"
        return f"about {readable_seconds(each_s * len(self.samples))}{most}"


def readable_seconds(seconds: float) -> str:
    """Return a duration as a person says it."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"
