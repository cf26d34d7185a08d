"""The replies of a language model, gathered into positions with votes and origins."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from g3desktop.domain.answer import Rejected, Source
from g3desktop.domain.dialogue import Reply
from g3desktop.domain.geometry import LatLon, distance_km, distances_km
from g3desktop.engine.diversification import DISTINCT_KM
from g3desktop.engine.prompts import Reference
from g3desktop.engine.replies import read_reply
from g3desktop.engine.sampling import Sample

ECHO_KM = 0.1
"""A reply this near to a reference that it was shown repeats it, perhaps rounded."""

_CUT_OFF = "cut off"


@dataclass(frozen=True, slots=True)
class Vote:
    """One reply that gave a position.

    Attributes:
        sample: What was asked.
        where: What the reply says; a reference's own position where it repeats that.
        raw: The reply, untrusted.
        also: Further positions that it names.
        echo: The reference that it repeats, or None.
    """

    sample: Sample
    where: LatLon
    raw: str
    also: tuple[LatLon, ...] = ()
    echo: Reference | None = None


@dataclass(slots=True)
class Ballot:
    """Replies to the questions about one photo.

    Whatever comes of them has the order in which they were asked: that in which they came differs
    from run to run where several are asked at once.

    Attributes:
        model: Name of the model.
    """

    model: str
    _votes: list[Vote] = field(default_factory=list)
    _rejected: list[Rejected] = field(default_factory=list)

    def add(self, sample: Sample, reply: Reply) -> bool:
        """Read a reply; tell whether it gave a position."""
        # What came before a reply broke off may still be a whole answer, but its end may not be.
        read = read_reply(reply.text, cut_off=bool(reply.problem))
        if not read.positions:
            reason = reply.problem or read.reason
            if reply.problem == _CUT_OFF:
                reason = read.reason
            self._rejected.append(
                Rejected(reason, sample.prompt, sample.sample, sample.seed, reply.text)
            )
            return False
        first, *also = read.positions
        echo = _echoed(first, sample.shown)
        where = echo.where if echo else first
        self._votes.append(Vote(sample, where, reply.text, tuple(also), echo))
        return True

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """Replies that do not count, and why."""
        return tuple(sorted(self._rejected, key=lambda one: (one.prompt, one.sample)))

    @property
    def accepted(self) -> int:
        """How many replies gave a position."""
        return len(self._votes)

    def positions(self) -> list[LatLon]:
        """Return the positions proposed, each once, in the order in which they were asked for."""
        return [_middle(votes) for votes in self._proposals()]

    def sources(self) -> list[tuple[Source, ...]]:
        """Return the origins of each of `positions`."""
        return [
            tuple(source for vote in votes for source in _sources(vote, self.model, len(votes)))
            for votes in self._proposals()
        ]

    def _proposals(self) -> list[list[Vote]]:
        """Gather votes for the same position."""
        proposals: list[list[Vote]] = []
        for vote in sorted(self._votes, key=lambda one: (one.sample.prompt, one.sample.sample)):
            same = (
                votes
                for votes in proposals
                if distance_km(votes[0].where, vote.where) <= DISTINCT_KM
            )
            found = next(same, None)
            if found is None:
                proposals.append([vote])
            else:
                found.append(vote)
        return proposals


def _middle(votes: list[Vote]) -> LatLon:
    """Return where a proposal stands: on the reference that it repeats, else on its first vote."""
    return next((vote.where for vote in votes if vote.echo), votes[0].where)


def _echoed(where: LatLon, shown: tuple[Reference, ...]) -> Reference | None:
    """Return the nearest reference that a position repeats."""
    if not shown:
        return None
    positions = np.array([(one.where.lat_deg, one.where.lon_deg) for one in shown])
    km = distances_km((where.lat_deg, where.lon_deg), positions)
    nearest = int(km.argmin())
    return shown[nearest] if km[nearest] <= ECHO_KM else None


def _sources(vote: Vote, model: str, votes: int) -> list[Source]:
    sample = vote.sample
    facts: dict[str, str | int | float | None] = {
        "model": model,
        "prompt": sample.prompt,
        "sample": sample.sample,
        "seed": sample.seed,
        "raw": vote.raw,
        "votes": votes,
    }
    if vote.also:
        facts["also"] = "; ".join(f"{one.lat_deg:.6g}, {one.lon_deg:.6g}" for one in vote.also)
    if vote.echo is None:
        return [Source("llm", facts)]
    facts |= {"echo": vote.echo.kind, "row": vote.echo.row}
    if vote.echo.kind == "dissimilar":
        return [Source("llm", facts)]
    return [
        Source("llm", facts),
        Source("retrieved", {"row": vote.echo.row, "cosine": vote.echo.cosine}),
    ]
