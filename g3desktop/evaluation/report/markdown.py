"""The report as Markdown, for a repository or a mail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from g3desktop.evaluation.outcomes import Evaluation, Table
from g3desktop.evaluation.report.facts import (
    METRICS_FILE,
    MOST_NAMED,
    Absence,
    absences,
    all_settings,
    headline_facts,
    measured_count,
)
from g3desktop.evaluation.report.markup import photos, plain
from g3desktop.evaluation.tables import to_markdown

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&$])")
"""What is markup inside a line; nothing foreign stands at the beginning of one."""


def escaped(text: str) -> str:
    """Return untrusted text as one line that is no markup."""
    return _MARKUP.sub(r"\\\1", " ".join(plain(text).split()))


def report_markdown(evaluation: Evaluation, tables: Sequence[Table]) -> str:
    """Return headings, notes, every table, the configuration and what was left out."""
    return "\n\n".join(_parts(evaluation, tables)) + "\n"


def _parts(evaluation: Evaluation, tables: Sequence[Table]) -> Iterator[str]:
    yield f"# {escaped(evaluation.dataset.name)}: {photos(measured_count(evaluation))}"
    yield "; ".join(f"{name} {escaped(value)}" for name, value in headline_facts(evaluation))
    if evaluation.notes:
        yield "\n".join(f"- Note: {escaped(note)}" for note in evaluation.notes)
    yield "Curves, a map of the errors and single cases stand in report.html beside this file."
    for table in tables:
        yield f"## {escaped(table.title)}"
        yield to_markdown(table).strip()
    yield "## Configuration"
    for title, rows in all_settings(evaluation):
        yield f"### {escaped(title)}"
        yield "\n".join(f"- {escaped(name)}: {escaped(value)}" for name, value in rows)
    for absence in absences(evaluation):
        yield f"## {absence.title}"
        yield _absence(absence)


def _absence(absence: Absence) -> str:
    lines = [
        f"- line {row.line}, {escaped(row.name) or 'no name'}: {escaped(row.reason)}"
        for row in absence.rows[:MOST_NAMED]
    ]
    left = len(absence.rows) - MOST_NAMED
    if left > 0:
        lines.append(f"- and {left:,} more, in {METRICS_FILE}")
    return "\n".join(lines)
