"""Every photo's answer as a CSV file, and the distances of an earlier one."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from g3desktop.domain.answer import Place
from g3desktop.domain.errors import UsageError
from g3desktop.domain.geometry import LatLon
from g3desktop.evaluation.outcomes import NO_ANSWER_KM, Evaluation, Outcome, Query
from g3desktop.evaluation.report.facts import METRICS_FILE, QUERIES_FILE

COLUMNS = (
    *("run", "line", "name", "lat", "lon", "country", "continent"),
    *("answer_lat", "answer_lon", "distance_km", "sources", "elapsed_ms"),
)

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How text begins that a spreadsheet takes for a formula, or that such text became here."""

_RUN, _NAME, _DISTANCE = COLUMNS.index("run"), COLUMNS.index("name"), COLUMNS.index("distance_km")


def queries_csv(evaluation: Evaluation) -> str:
    """Return every photo of every run, a line each.

    Degrees have six decimals (a tenth of a metre), kilometres three; without an answer both stay
    empty. The time stands last, so that the rest can be compared from run to run. A name that a
    spreadsheet would take for a formula has an apostrophe before it.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    # Each run has the same photos.
    truths: dict[int, tuple[str, ...]] = {}
    for run in evaluation.runs:
        for outcome in run.outcomes:
            line = outcome.query.line
            if line not in truths:
                truths[line] = _truth(evaluation, outcome.query)
            writer.writerow((run.key, *truths[line], *_answer(outcome)))
    return stream.getvalue()


def _truth(evaluation: Evaluation, query: Query) -> tuple[str, ...]:
    return (
        str(query.line),
        _harmless(query.name),
        *_degrees(query.where),
        evaluation.places.get(query.line, Place()).country,
        evaluation.continents.get(query.line, ""),
    )


def _answer(outcome: Outcome) -> tuple[str, ...]:
    return (
        *_degrees(outcome.answer),
        f"{outcome.distance_km:.3f}" if outcome.answer is not None else "",
        ";".join(outcome.sources),
        f"{outcome.elapsed_ms:.1f}",
    )


def _harmless(name: str) -> str:
    """Keep a spreadsheet from taking a name for a formula; `_name` undoes it.

    Source: OWASP, CSV Injection.
    """
    return f"'{name}" if _FORMULA.match(name) else name


def _name(cell: str) -> str:
    return cell.removeprefix("'") if _FORMULA.match(cell) else cell


def _degrees(where: LatLon | None) -> tuple[str, str]:
    return ("", "") if where is None else (f"{where.lat_deg:.6f}", f"{where.lon_deg:.6f}")


def read_queries(folder: Path) -> tuple[str, dict[str, float]]:
    """Read the first run of an earlier evaluation.

    Args:
        folder: Where that evaluation was written.

    Returns:
        The run's title, and the distance in km of each photo by its name; `NO_ANSWER_KM` where
        there was no answer. A name that stands there twice tells no photo, and is left out.

    Raises:
        UsageError: There is no evaluation in the folder, or it is damaged.
    """
    path = folder / QUERIES_FILE
    with _refused(path), path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        if tuple(next(rows, ())) != COLUMNS:
            raise _no_evaluation(path, "its columns are others")
        key, found = _first_run(path, rows)
    title = _title(folder / METRICS_FILE, key)
    names = Counter(name for name, _ in found)
    return title, {name: km for name, km in found if names[name] == 1}


def _first_run(path: Path, rows: Iterable[Sequence[str]]) -> tuple[str, list[tuple[str, float]]]:
    key, found = "", list[tuple[str, float]]()
    for index, row in enumerate(rows):
        if len(row) != len(COLUMNS):
            raise _no_evaluation(path, f"row {index + 2} is not whole")
        if not found:
            key = row[_RUN]
        if row[_RUN] != key:
            break
        found.append((_name(row[_NAME]), _distance(path, index + 2, row[_DISTANCE])))
    if not found:
        raise _no_evaluation(path, "it has no rows")
    return key, found


def _distance(path: Path, row: int, text: str) -> float:
    if not text:
        return NO_ANSWER_KM
    try:
        km = float(text)
    except ValueError:
        km = math.nan
    if not (math.isfinite(km) and km >= 0):
        raise _no_evaluation(path, f"row {row} has no distance")
    return km


def _title(path: Path, key: str) -> str:
    with _refused(path):
        content = json.loads(path.read_text(encoding="utf-8"))
    runs = content.get("runs") if isinstance(content, dict) else None
    for run in runs if isinstance(runs, list) else ():
        if isinstance(run, dict) and run.get("key") == key:
            return str(run.get("title", key))
    raise _no_evaluation(path, f"it has no run {key}")


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """Tell what a file that cannot be read is not."""
    try:
        yield
    except OSError as error:
        raise _no_evaluation(path, error.strerror or "it cannot be read") from error
    # Neither UTF-8 nor JSON, or JSON of endless depth.
    except (ValueError, csv.Error, RecursionError) as error:
        raise _no_evaluation(path, "it is damaged") from error


def _no_evaluation(path: Path, why: str) -> UsageError:
    return UsageError(
        f"{path} is not an evaluation's: {why}.",
        hint="Name a folder that `g3desktop evaluate --out` wrote.",
    )
