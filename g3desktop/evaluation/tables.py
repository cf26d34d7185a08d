"""The tables of an evaluation, for people and for programs.

None holds a time, so that the same answers give the same tables.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from g3desktop.domain.geometry import THRESHOLDS_KM
from g3desktop.evaluation.findings import Findings, Group
from g3desktop.evaluation.metrics import Estimate, Scores
from g3desktop.evaluation.outcomes import Evaluation, LeftOut, Table
from g3desktop.evaluation.published import PHOTOS, PRINTED_IN, PublishedRow, published_rows

NOTHING = "n/a"
"""Where there is no number; not a dash, which a spreadsheet takes for a formula."""

_MOST_TWINS = 20
_MOST_NAMED = 5

_MARKUP = re.compile(r"([\\`*_<>#|~&]|(?<=\])[(\[:])")
"""Brackets alone are none: intervals have them, and stay readable."""

_WITHIN = tuple(f"{threshold:g} km, %" for threshold in THRESHOLDS_KM)
_GROUP = ("Photos", *_WITHIN, "Median, km")


def tables_of(evaluation: Evaluation, findings: Findings) -> tuple[Table, ...]:
    """Return the tables of an evaluation, the main one first.

    Args:
        evaluation: The evaluation.
        findings: What it comes to.
    """
    title = evaluation.runs[0].title
    continents, countries = findings.continents, findings.common_countries
    tables = (
        _main(evaluation, findings),
        *evaluation.tables,
        _paired(title, findings),
        _grouped("continents", f"By continent: {title}", "Continent", continents),
        _grouped("countries", f"By country: {title}", "Country", countries),
        _sources(evaluation, findings),
        _leakage(evaluation, findings),
        _twins(evaluation),
        _left_out(evaluation),
    )
    return tuple(table for table in tables if table.rows)


def to_markdown(table: Table) -> str:
    """Return a table and its notes as Markdown, without the title; no cell is read as markup."""
    rule = ["---" if column < table.texts else "---:" for column in range(len(table.columns))]
    lines = [_line(map(_escaped, table.columns)), _line(rule)]
    lines += [_line(map(_escaped, row)) for row in table.rows]
    notes = "".join(f"\n{_escaped(note)}\n" for note in table.notes)
    return "\n".join(lines) + "\n" + notes


def _share(value: float) -> str:
    """Return per cent for people."""
    return f"{value:.1f}"


def _kilometres(km: float) -> str:
    """Return a distance for people; metres are told where they matter."""
    if not math.isfinite(km):
        return NOTHING
    return f"{km:.3f}" if abs(km) < 1 else f"{km:.1f}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    printable = "".join(c if c.isprintable() else " " for c in text)
    return _MARKUP.sub(r"\\\1", " ".join(printable.split()))


def _main(evaluation: Evaluation, findings: Findings) -> Table:
    published = published_rows(evaluation.dataset.layout)
    measured = [
        (run.title, *_scores(scores))
        for run, scores in zip(evaluation.runs, findings.scores, strict=True)
    ]
    printed = [_printed(row) for row in published]
    columns = ("Way", *_WITHIN, "Median, km", "Mean, km", "GeoScore", "Photos", "No answer")
    notes = (
        "Per cent of all photos at most so far from the truth, along great circles; a photo "
        "without an answer is within no distance. In brackets 95 % bootstrap intervals.",
        "The median is of all photos, n/a where it falls on one without an answer; the mean is of "
        "those with an answer alone. GeoScore is the mean "
        "of 5000 exp(-distance / 1492.7 km), 0 without an answer "
        "(Haas et al. 2024, PIGEON; Astruc et al. 2024, OSV-5M).",
        *_published_notes(evaluation, findings, published),
    )
    return Table("main", "Accuracy", columns, (*measured, *printed), notes)


def _scores(scores: Scores) -> tuple[str, ...]:
    return (
        *(_interval(one, _share) for one in scores.within),
        _interval(scores.median_km, _kilometres),
        _interval(scores.mean_km, _kilometres),
        _interval(scores.geoscore, "{:.0f}".format),
        str(scores.count),
        str(scores.count - scores.answered),
    )


def _interval(one: Estimate, said: Callable[[float], str]) -> str:
    if math.isnan(one.value):
        return NOTHING
    return f"{said(one.value)} [{said(one.low)}, {said(one.high)}]"


def _printed(row: PublishedRow) -> tuple[str, ...]:
    within = (NOTHING if value is None else str(value) for value in row.within)
    return (f"{row.system} ({row.year}, published)", *within, *(NOTHING,) * 5)


def _published_notes(
    evaluation: Evaluation, findings: Findings, published: Sequence[PublishedRow]
) -> Iterator[str]:
    if not published:
        return
    photos, measured = PHOTOS[evaluation.dataset.layout], findings.scores[0].count
    yield f"Published rows stand as printed in {PRINTED_IN}; nothing of them was measured here."
    yield (
        "They are not like for like: those systems have their own galleries, training photos and "
        "language models. Some were run again by the authors of that table, so that the papers "
        "cited print other figures."
    )
    if measured != photos:
        yield f"Published rows are of {photos} photos, ours of {measured}."
    for row in published:
        yield f"{row.system}: {row.citation}."


def _paired(title: str, findings: Findings) -> Table:
    rows = []
    for pair in findings.pairs:
        photos = str(pair.comparison.count)
        *adjusted, adjusted_distance = pair.holm
        for one, corrected in zip(pair.comparison.shares, adjusted, strict=True):
            what = f"within {one.threshold_km:g} km, percentage points"
            figures = _difference(one.difference)
            rows.append((pair.title, what, photos, *figures, _p(one.p), _p(corrected)))
        figures = _difference(pair.comparison.median_km)
        tested = (_p(pair.comparison.p_distance), _p(adjusted_distance))
        rows.append((pair.title, "median, km", photos, *figures, *tested))
    return Table(
        "paired",
        f"{title} against the others",
        ("Against", "Measure", "Photos", "Difference", "Low", "High", "p", "p, Holm"),
        tuple(rows),
        (
            f"Differences are {title} minus the other, with 95 % bootstrap intervals over the "
            "photos that both were asked about.",
            "Shares are tested by McNemar's exact test. The p beside the median is of the sign "
            "test: whether one way is nearer to the truth on more photos; ties are left out.",
            "The last column is adjusted for all tests of this table (Holm 1979).",
        ),
        texts=2,
    )


def _difference(one: Estimate) -> tuple[str, str, str]:
    return (_signed(one.value), _signed(one.low), _signed(one.high))


def _signed(value: float) -> str:
    # Adding 0 makes one zero of both.
    return f"{round(value, 1) + 0.0:+.1f}" if math.isfinite(value) else NOTHING


def _p(value: float) -> str:
    return "<0.001" if value < 0.001 else f"{value:.3f}"


def _grouped(key: str, title: str, kind: str, groups: Sequence[Group]) -> Table:
    return Table(key, title, (kind, *_GROUP), tuple(map(_group, groups)))


def _group(one: Group) -> tuple[str, ...]:
    within = tuple(map(_share, one.within)) or (NOTHING,) * len(THRESHOLDS_KM)
    return (one.name, str(one.count), *within, _kilometres(one.median_km))


def _sources(evaluation: Evaluation, findings: Findings) -> Table:
    rows = [
        (run.title, *_group(one))
        for run, groups in zip(evaluation.runs, findings.sources, strict=True)
        for one in groups
    ]
    return Table(
        "sources",
        "Where the answers came from",
        ("Way", "Answer from", *_GROUP),
        tuple(rows),
        ("Every kind of candidate that led to the answer is named.",),
        texts=2,
    )


def _leakage(evaluation: Evaluation, findings: Findings) -> Table:
    were = "were" if evaluation.exclude_same_author else "were not"
    return Table(
        "leakage",
        f"Photos that the gallery holds too: {evaluation.runs[0].title}",
        ("Photos", "Count", *_GROUP[1:]),
        tuple(map(_group, findings.leakage)),
        (
            "A photo that the gallery holds is found, not located: the last row is the honest one.",
            *_twin_notes(evaluation.settings),
            f"Photos by authors who have photos in the gallery: {evaluation.same_author}; "
            f"the gallery photos of each one's author {were} left out.",
        ),
    )


def _twin_notes(settings: Mapping[str, object]) -> Iterator[str]:
    """Yield from where on photos are nearly the same, and which files cannot be told the same."""
    cosine, unhashed = settings.get("twin_cosine"), settings.get("gallery_rows_without_hash")
    if isinstance(cosine, float):
        yield f"Nearly the same are photos whose retrieval cosine is {cosine:g} or more."
    if isinstance(unhashed, int) and unhashed:
        yield (
            f"Of {unhashed:,} gallery photos the content is not known here: a file among them is "
            "not told to be the same and may answer for itself; it counts as nearly the same."
        )


def _twins(evaluation: Evaluation) -> Table:
    rows = tuple(
        (
            twin.query.name,
            twin.title,
            "yes" if twin.same_file else "no",
            str(twin.row),
            f"{twin.cosine:.4f}",
        )
        for twin in evaluation.twins[:_MOST_TWINS]
    )
    more = len(evaluation.twins) - len(rows)
    return Table(
        "twins",
        "Which photos the gallery holds too",
        ("Photo", "In the gallery", "Same file", "Row", "Cosine"),
        rows,
        (f"And {more} more.",) if more else (),
        texts=3,
    )


def _left_out(evaluation: Evaluation) -> Table:
    dataset = evaluation.dataset
    return Table(
        "left-out",
        "What was not measured",
        ("Why", "Which", "Rows"),
        (
            ("no such file", _named(dataset.missing), str(len(dataset.missing))),
            ("position refused", _named(dataset.refused), str(len(dataset.refused))),
            ("photo not readable", _named(evaluation.unreadable), str(len(evaluation.unreadable))),
        ),
        texts=2,
    )


def _named(rows: Sequence[LeftOut]) -> str:
    first = [f"line {row.line} {row.name}: {row.reason}" for row in rows[:_MOST_NAMED]]
    more = len(rows) - len(first)
    return "; ".join([*first, f"and {more} more"] if more else first)
