"""The figures of an evaluation for programs: what `metrics.json` holds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from g3desktop.domain.geometry import THRESHOLDS_KM
from g3desktop.evaluation.comparison import Comparison
from g3desktop.evaluation.findings import Findings, Group, Pair
from g3desktop.evaluation.metrics import Estimate, Scores
from g3desktop.evaluation.outcomes import Evaluation, LeftOut, Run, Twin
from g3desktop.evaluation.published import PRINTED_IN, PublishedRow, published_rows

SCHEMA = "g3desktop.evaluate/1"

_DIGITS = 9
"""More would differ between processors, and mean nothing."""


def metrics_json(evaluation: Evaluation, findings: Findings, *, seed: int) -> dict[str, object]:
    """Return the figures of an evaluation, ready for `json.dumps`.

    Every number is finite; None stands for one that is not. No time is among them, so that the
    same answers give the same figures.

    Args:
        evaluation: The evaluation.
        findings: What it comes to.
        seed: Of the findings' intervals.
    """
    runs = zip(evaluation.runs, findings.scores, findings.sources, strict=True)
    return {
        "schema": SCHEMA,
        "experiment": evaluation.experiment,
        "dataset": _dataset(evaluation),
        "thresholds_km": list(THRESHOLDS_KM),
        "seed": seed,
        "settings": _plain(evaluation.settings),
        "runs": [_run(run, scores, sources) for run, scores, sources in runs],
        "published": [_published(row) for row in published_rows(evaluation.dataset.layout)],
        "pairs": [_pair(pair) for pair in findings.pairs],
        "continents": _groups(findings.continents),
        "countries": _groups(findings.countries),
        "leakage": _leakage(evaluation, findings),
        "tables": [asdict(table) for table in evaluation.tables],
        "notes": list(evaluation.notes),
    }


def _dataset(evaluation: Evaluation) -> dict[str, object]:
    dataset = evaluation.dataset
    return {
        "name": dataset.name,
        "layout": dataset.layout,
        "sha256": dataset.sha256,
        "queries": len(dataset.queries),
        "missing": _left_out(dataset.missing),
        "refused": _left_out(dataset.refused),
        "unreadable": _left_out(evaluation.unreadable),
    }


def _left_out(rows: Iterable[LeftOut]) -> list[dict[str, object]]:
    return [{"line": row.line, "name": row.name, "reason": row.reason} for row in rows]


def _run(run: Run, scores: Scores, sources: Sequence[Group]) -> dict[str, object]:
    return {
        "key": run.key,
        "title": run.title,
        "settings": _plain(run.settings),
        "photos": scores.count,
        "answered": scores.answered,
        "within_percent": [_estimate(one) for one in scores.within],
        "median_km": _estimate(scores.median_km),
        "mean_km": _estimate(scores.mean_km),
        "geoscore": _estimate(scores.geoscore),
        "sources": _groups(sources),
    }


def _published(row: PublishedRow) -> dict[str, object]:
    return {
        "system": row.system,
        "year": row.year,
        "citation": row.citation,
        "printed_in": PRINTED_IN,
        "within_percent": list(row.within),
    }


def _pair(pair: Pair) -> dict[str, object]:
    comparison: Comparison = pair.comparison
    *adjusted, adjusted_distance = pair.holm
    shares = [
        {
            "threshold_km": one.threshold_km,
            "difference_points": _estimate(one.difference),
            "p": _number(one.p),
            "p_holm": _number(corrected),
        }
        for one, corrected in zip(comparison.shares, adjusted, strict=True)
    ]
    return {
        "against": pair.title,
        "photos": comparison.count,
        "shares": shares,
        "median_km": _estimate(comparison.median_km),
        "p_distance": _number(comparison.p_distance),
        "p_distance_holm": _number(adjusted_distance),
    }


def _leakage(evaluation: Evaluation, findings: Findings) -> dict[str, object]:
    return {
        "groups": _groups(findings.leakage),
        "twins": [_twin(twin) for twin in evaluation.twins],
        "same_author": evaluation.same_author,
        "exclude_same_author": evaluation.exclude_same_author,
    }


def _twin(twin: Twin) -> dict[str, object]:
    return {
        "line": twin.query.line,
        "name": twin.query.name,
        "row": twin.row,
        "title": twin.title,
        "cosine": _number(twin.cosine),
        "same_file": twin.same_file,
    }


def _groups(groups: Iterable[Group]) -> list[dict[str, object]]:
    return [
        {
            "name": one.name,
            "photos": one.count,
            "within_percent": [_number(value) for value in one.within] or None,
            "median_km": _number(one.median_km),
        }
        for one in groups
    ]


def _estimate(one: Estimate) -> dict[str, object]:
    return {"value": _number(one.value), "low": _number(one.low), "high": _number(one.high)}


def _number(value: float) -> float | None:
    return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None


def _plain(value: object) -> object:
    """Return settings as JSON has them; whatever it has no word for becomes text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, Sequence):
        return [_plain(inner) for inner in value]
    return str(value)
