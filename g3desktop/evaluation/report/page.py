"""The report as one HTML page that needs nothing beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from g3desktop.domain.work import Cancelled, Progress, Report, check_cancelled
from g3desktop.evaluation.diagnosis import Breakdown
from g3desktop.evaluation.outcomes import Evaluation, Run, Table
from g3desktop.evaluation.report.cases import NO_PROBABILITY, CaseSheet, cases_of
from g3desktop.evaluation.report.charts import distance_chart, marks, plot_chart
from g3desktop.evaluation.report.error_map import error_map
from g3desktop.evaluation.report.facts import (
    METRICS_FILE,
    MOST_NAMED,
    QUERIES_FILE,
    Absence,
    absences,
    all_settings,
    headline_facts,
    measured_count,
)
from g3desktop.evaluation.report.markup import escaped, isolated, photos
from g3desktop.evaluation.report.pictures import Pictures
from g3desktop.evaluation.report.reach import bars, share_bars
from g3desktop.evaluation.report.style import CONTENT_POLICY, STYLE

_UNNAMED = "not named"
_MOST_NOTES = 5
"""More are shown at a click: citations of published rows."""

_TALL_ROWS = 30
"""More get a scroll bar of their own, except on paper."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A part of the page.

    Attributes:
        key: Where links lead.
        title: Its heading.
        body: HTML.
    """

    key: str
    title: str
    body: str


def report_page(
    evaluation: Evaluation, tables: Sequence[Table], *, report: Report, cancelled: Cancelled
) -> str:
    """Return the page.

    Args:
        evaluation: What was found.
        tables: Of the same, the main one first.
        report: Told of every picture.
        cancelled: Asked before every picture.

    Raises:
        PackError: The map's file is missing or damaged.
        CancelledError: `cancelled` said so.
    """
    sections = [
        *_measures(evaluation, tables),
        *_cases(evaluation, report, cancelled),
        _Section("configuration", "Configuration", _configuration(evaluation)),
        *_left_out(evaluation),
    ]
    title = f"{evaluation.dataset.name}: {photos(measured_count(evaluation))}"
    links = "".join(
        f'<li><a href="#{escaped(one.key)}">{escaped(one.title)}</a></li>' for one in sections
    )
    body = "".join(
        f'<section id="{escaped(one.key)}"><h2>{isolated(one.title)}</h2>\n{one.body}</section>\n'
        for one in sections
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escaped(CONTENT_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escaped(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{marks()}"
        f"<header><h1>{isolated(title)}</h1>\n{_headline(evaluation)}"
        f'<nav aria-label="Parts of this report"><ul>{links}</ul></nav></header>\n'
        f"<main>\n{body}</main>\n"
        "<footer>Made by G3 Desktop. Coastlines: Natural Earth, public domain.</footer>\n"
        "</body>\n</html>\n"
    )


def _headline(evaluation: Evaluation) -> str:
    facts = "".join(
        f"<li><b>{name}</b> {isolated(value)}</li>" for name, value in headline_facts(evaluation)
    )
    notes = "".join(f"<li>{isolated(note)}</li>" for note in evaluation.notes)
    said = f'<ul class="notes">{notes}</ul>\n' if notes else ""
    return f'<ul class="facts">{facts}</ul>\n{said}'


def _measures(evaluation: Evaluation, tables: Sequence[Table]) -> Iterator[_Section]:
    yield from map(_table, tables[:1])
    chart = distance_chart(evaluation.runs)
    yield _Section("distances", "How many photos are how near", chart)
    if len(evaluation.runs) > 1:
        ways = [(run.title, _distances(run)) for run in evaluation.runs if run.outcomes]
        yield _Section("ways", "How near, by way", bars(ways))
    for plot in evaluation.plots:
        yield _Section(f"plot-{plot.key}", plot.title, plot_chart(plot))
    if measured_count(evaluation):
        run = evaluation.runs[0]
        parts = bars(_continents(evaluation, run))
        yield _Section("continents", "How near, by continent", _of(run) + parts)
        yield _Section("map", "Map of errors", _of(run) + error_map(run.outcomes))
    yield from map(_table, tables[1:])


def _of(run: Run) -> str:
    return f'<p class="dim">Of {isolated(run.title)}.</p>\n'


def _table(table: Table) -> _Section:
    drawn = ""
    if isinstance(table, Breakdown):
        drawn = share_bars([(kind.name, kind.count) for kind in table.kinds])
    return _Section(f"table-{table.key}", table.title, drawn + table_html(table))


def _distances(run: Run) -> list[float]:
    return [one.distance_km for one in run.outcomes]


def table_html(table: Table) -> str:
    """Return a table and its notes, without its title."""
    head = "".join(
        f'<th scope="col"{_alignment(table, at)}>{escaped(name)}</th>'
        for at, name in enumerate(table.columns)
    )
    rows = "".join(f"<tr>{''.join(_cells(table, row))}</tr>\n" for row in table.rows)
    has_cosines = any("cosine" in name.lower() for name in table.columns)
    said = (*table.notes, NO_PROBABILITY) if has_cosines else table.notes
    notes = [f'<p class="below-table">{escaped(note)}</p>' for note in said]
    shown, others = "".join(notes[:_MOST_NOTES]), "".join(notes[_MOST_NOTES:])
    more = f"<details><summary>More remarks</summary>{others}</details>" if others else ""
    kind = "scroll tall" if len(table.rows) > _TALL_ROWS else "scroll"
    return (
        f'<div class="{kind}" role="region" tabindex="0" aria-label="{escaped(table.title)}">'
        f"<table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table></div>\n"
        f"{shown}{more}\n"
    )


def _cells(table: Table, row: Sequence[str]) -> Iterator[str]:
    for at, text in enumerate(row):
        tag, scope = ("th", ' scope="row"') if at == 0 else ("td", "")
        said = isolated(text) if at < table.texts else _figure(text)
        yield f"<{tag}{scope}{_alignment(table, at)}>{said}</{tag}>"


def _figure(text: str) -> str:
    """Put an interval in brackets under its figure, so that wide tables fit."""
    value, bracket, interval = text.partition(" [")
    return escaped(value) + (f"<br><small>[{escaped(interval)}</small>" if bracket else "")


def _alignment(table: Table, column: int) -> str:
    return "" if column < table.texts else ' class="n"'


def _continents(evaluation: Evaluation, run: Run) -> list[tuple[str, list[float]]]:
    """Gather distances by continent, the one with the most photos first, after all of them."""
    groups = defaultdict[str, list[float]](list)
    for one in run.outcomes:
        groups[evaluation.continents.get(one.query.line, "")].append(one.distance_km)
    named = sorted((name for name in groups if name), key=lambda name: (-len(groups[name]), name))
    every = [("all", _distances(run))]
    unnamed = [(_UNNAMED, groups[""])] if "" in groups else []
    return [*every, *((name, groups[name]) for name in named), *unnamed]


def _cases(evaluation: Evaluation, report: Report, cancelled: Cancelled) -> Iterator[_Section]:
    if not measured_count(evaluation):
        return
    run = evaluation.runs[0]
    chosen = cases_of(evaluation)
    total, done = sum(len(one.outcomes) for one in chosen), 0
    sheet = CaseSheet(evaluation, Pictures())
    has_cosines = any(outcome.references for one in chosen for outcome in one.outcomes)
    layout = "cases wide" if sheet.compares else "cases"
    parts = [_of(run), f"<p>{NO_PROBABILITY}</p>\n" if has_cosines else ""]
    for kind in chosen:
        drawn = []
        for outcome in kind.outcomes:
            check_cancelled(cancelled)
            drawn.append(sheet.case(outcome))
            done += 1
            report(Progress("writing the report", done, total))
        parts.append(f'<h3>{kind.title}</h3>\n<div class="{layout}">{"".join(drawn)}</div>\n')
    if len(run.outcomes) > total:
        parts.append(
            f'<p class="dim">Of {photos(len(run.outcomes))} {total} are shown; {QUERIES_FILE} has '
            "the answers of all.</p>\n"
        )
    yield _Section("cases", "Single cases", "".join(parts))


def _configuration(evaluation: Evaluation) -> str:
    return "".join(
        f'<h3>{isolated(title)}</h3>\n<div class="scroll"><table class="settings">'
        f"<tbody>{_settings(rows)}</tbody></table></div>\n"
        for title, rows in all_settings(evaluation)
    )


def _settings(rows: Sequence[tuple[str, str]]) -> str:
    return "".join(
        f'<tr><th scope="row">{escaped(name)}</th><td>{isolated(value)}</td></tr>\n'
        for name, value in rows
    )


def _left_out(evaluation: Evaluation) -> Iterator[_Section]:
    body = "".join(map(_absence, absences(evaluation)))
    if body:
        yield _Section("left-out", "What was not measured, row by row", body)


def _absence(absence: Absence) -> str:
    items = "".join(
        f"<li>line {row.line}, {isolated(row.name) if row.name else 'no name'}: "
        f"{isolated(row.reason)}</li>\n"
        for row in absence.rows[:MOST_NAMED]
    )
    left = len(absence.rows) - MOST_NAMED
    more = f"<p>And {left:,} more, in {METRICS_FILE}.</p>\n" if left > 0 else ""
    return f"<h3>{absence.title}: {len(absence.rows):,}</h3>\n<ul>{items}</ul>\n{more}"
