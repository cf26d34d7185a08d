"""What was measured on what, in words, for the page and its plain version alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from g3desktop.evaluation.outcomes import Evaluation, LeftOut

MOST_NAMED = 200
"""Rows of one kind that a page names; the file of figures names all."""

QUERIES_FILE = "queries.csv"
METRICS_FILE = "metrics.json"

_HEADLINES = (
    ("encoder", "Encoder"),
    ("gallery", "Gallery"),
    ("gallery_rows", "Gallery rows"),
    ("models", "Models"),
    ("way", "Way"),
    ("ranking", "Ranking"),
)


@dataclass(frozen=True, slots=True)
class Absence:
    """Rows that were not measured, for one reason.

    Attributes:
        title: Why, for people.
        rows: Which.
    """

    title: str
    rows: tuple[LeftOut, ...]


def measured_count(evaluation: Evaluation) -> int:
    """Return how many photos were measured."""
    return len(evaluation.runs[0].outcomes) if evaluation.runs else 0


def headline_facts(evaluation: Evaluation) -> tuple[tuple[str, str], ...]:
    """Return what a reader asks first, name and value: experiment, encoder, gallery, ranking."""
    main = evaluation.runs[0].settings if evaluation.runs else {}
    known = {**main, **evaluation.settings}
    found = ((title, known.get(key)) for key, title in _HEADLINES)
    facts = ((title, setting_text(value)) for title, value in found if value is not None)
    return ("Experiment", evaluation.experiment), *facts


def flat_settings(settings: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield name and value of every setting; those inside others have names with dots."""
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from flat_settings(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", setting_text(value)


def setting_text(value: object) -> str:
    """Write a setting for people."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(setting_text, value)) or "none"
    return str(value)


def all_settings(evaluation: Evaluation) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return title and settings of the data set, of everything, and of each run that has any."""
    dataset = evaluation.dataset
    groups = [
        (
            "Data set",
            (("name", dataset.name), ("layout", dataset.layout), ("sha256", dataset.sha256)),
        ),
        ("Evaluation", tuple(flat_settings(evaluation.settings))),
    ]
    groups += [(run.title, tuple(flat_settings(run.settings))) for run in evaluation.runs]
    return tuple((title, rows) for title, rows in groups if rows)


def absences(evaluation: Evaluation) -> tuple[Absence, ...]:
    """Return what was left out, kind by kind."""
    kinds = (
        Absence("Refused: the position cannot be one", evaluation.dataset.refused),
        Absence("Missing: there is no such file", evaluation.dataset.missing),
        Absence("Unreadable: the file is no photo", evaluation.unreadable),
    )
    return tuple(kind for kind in kinds if kind.rows)
