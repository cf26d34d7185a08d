"""Sentences that an answer must say about itself."""

from __future__ import annotations

from collections.abc import Sequence

from g3desktop.domain.answer import Candidate, Rejected, count_reasons
from g3desktop.domain.geometry import distances_km
from g3desktop.engine.consultation import Consultation
from g3desktop.engine.retrieval import Evidence

_OTHER_CANDIDATES = "The candidates are positions of similar gallery photos and towns."

_NEAR_KM = 200.0
_REFERENCES = 15


def about_no_model(why: str) -> str:
    """Say that no language model took part, and why."""
    reason = f": {why[:1].lower()}{why[1:]}" if why else ""
    return f"No language model was used{reason}. {_OTHER_CANDIDATES}"


def about_replies(consultation: Consultation) -> list[str]:
    """Say in one sentence what went wrong or was left out with the model, if anything was."""
    name, facts = consultation.counsel.model.name, consultation.facts()
    rejected = consultation.ballot.rejected
    if consultation.problem:
        return [f"{name} was not asked: {consultation.problem}"]
    heard = _counted(rejected)
    asked = f"{facts.answered} of {facts.planned} questions were answered"
    ended = {
        "budget": f"the time was up when {asked}",
        "settled": f"{asked}, as no further reply could change the first place",
    }.get(facts.stopped, "")
    if not facts.accepted:
        why = "; ".join(filter(None, (heard, ended)))
        heard = f" ({why})" if why else ""
        return [f"{name} gave no position that counts{heard}. {_OTHER_CANDIDATES}"]
    lost = f"{len(rejected)} of {facts.answered} replies did not count ({heard})" if heard else ""
    said = "; ".join(filter(None, (lost, ended)))
    return [f"{name}: {said}."] if said else []


def about_the_first(candidates: Sequence[Candidate], evidence: Evidence) -> list[str]:
    """Warn where the model's answer leads though no similar photo was taken near it."""
    if not candidates:
        return []
    first = candidates[0]
    # A town of the grid is no evidence: there is one near most places.
    if not first.agreement.model or first.agreement.retrieval:
        return []
    shown = evidence.lat_lon_deg[:_REFERENCES]
    if len(shown):
        near = distances_km((first.where.lat_deg, first.where.lon_deg), shown) <= _NEAR_KM
        if near.any():
            return []
    return [
        "The first place is the model's answer: none of the most similar gallery photos "
        f"was taken within {_NEAR_KM:.0f} km of it."
    ]


def _counted(rejected: Sequence[Rejected]) -> str:
    counts = count_reasons(rejected)
    return ", ".join(f"{count} {reason}" for reason, count in counts.items())
