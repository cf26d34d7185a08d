"""The files of a report: written all of them or none, into a folder that holds nothing else."""

from __future__ import annotations

import contextlib
import csv
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from g3desktop.domain.errors import UsageError
from g3desktop.domain.work import Cancelled, Report, check_cancelled
from g3desktop.evaluation.findings import find
from g3desktop.evaluation.outcomes import Evaluation, Table
from g3desktop.evaluation.record import SCHEMA, metrics_json
from g3desktop.evaluation.report.facts import METRICS_FILE, QUERIES_FILE
from g3desktop.evaluation.report.markdown import report_markdown
from g3desktop.evaluation.report.page import report_page
from g3desktop.evaluation.report.queries import COLUMNS, queries_csv
from g3desktop.evaluation.tables import tables_of
from g3desktop.files import disk_errors, replacing_all, sync_folder

PAGE_FILE = "report.html"
PLAIN_FILE = "report.md"

_FILES = (QUERIES_FILE, PLAIN_FILE, PAGE_FILE, METRICS_FILE)
"""In the order in which they are put in place: the first can be told from anybody else's, and the
last marks that the report is whole."""


@contextmanager
def report_folder(folder: Path) -> Iterator[None]:
    """Make a folder that a report may be written to before the work for it begins.

    Where the block fails, what was made here goes again.

    Raises:
        UsageError: It cannot be made, or holds what no evaluation wrote.
    """
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        is_ours = _is_ours(folder)
    except OSError as error:
        raise UsageError(
            f"{folder} cannot be used as a folder: {error.strerror}.",
            hint="Name another with --out.",
        ) from error
    if not is_ours:
        raise UsageError(
            f"{folder} holds other files.", hint="Name an empty or a new folder with --out."
        )
    try:
        yield
    except BaseException:
        for one in missing:
            # One that is no longer empty stays.
            with contextlib.suppress(OSError):
                one.rmdir()
        raise


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder holds a report at most, whole or not.

    Raises:
        OSError: It cannot be read.
    """
    # A report that was killed on its way leaves names with a dot, and systems leave such too.
    names = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    if not names.issubset(_FILES):
        return False
    # The one of them that stays when a report is killed while its files are put in place.
    if METRICS_FILE in names:
        return _has_schema(folder / METRICS_FILE)
    return not names or (QUERIES_FILE in names and _has_columns(folder / QUERIES_FILE))


def _has_schema(path: Path) -> bool:
    # Neither UTF-8 nor JSON, or JSON of endless depth, is nothing of ours.
    with contextlib.suppress(ValueError, RecursionError):
        content = json.loads(path.read_text(encoding="utf-8"))
        return isinstance(content, dict) and content.get("schema") == SCHEMA
    return False


def _has_columns(path: Path) -> bool:
    with contextlib.suppress(ValueError, csv.Error), path.open(encoding="utf-8") as stream:
        return tuple(next(csv.reader(stream), ())) == COLUMNS
    return False


def write_report(
    evaluation: Evaluation,
    folder: Path,
    *,
    against: tuple[str, Mapping[str, float]] | None = None,
    seed: int = 0,
    report: Report,
    cancelled: Cancelled,
) -> tuple[Table, ...]:
    """Write `report.html`, `report.md`, `queries.csv` and `metrics.json`.

    The same evaluation gives the same bytes. Former files stay until all new ones are on the disk;
    then `metrics.json` goes first and comes last. Where it is, the four are of one evaluation:
    left in place until the end it would lend its titles to another's distances.

    Args:
        evaluation: What was found.
        folder: Made if it is missing.
        against: Title and distances by name of another run, for paired tests.
        seed: Of the intervals.
        report: Told how far it is.
        cancelled: Asked between pictures.

    Returns:
        The tables that were written, the main one first.

    Raises:
        PhotoError: No photo was measured.
        UsageError: The other run has no photo of this one.
        EngineError: The disk is full, or the folder cannot be written.
        PackError: The map's file is missing or damaged.
        CancelledError: `cancelled` said so.
    """
    findings = find(evaluation, against=against, seed=seed)
    tables = tables_of(evaluation, findings)
    check_cancelled(cancelled)
    metrics = metrics_json(evaluation, findings, seed=seed)
    page = report_page(evaluation, tables, report=report, cancelled=cancelled)
    check_cancelled(cancelled)
    figures = json.dumps(metrics, indent=2, allow_nan=False) + "\n"
    plain = report_markdown(evaluation, tables)
    _write(folder, dict(zip(_FILES, (queries_csv(evaluation), plain, page, figures), strict=True)))
    return tables


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with replacing_all([folder / name for name in texts]) as streams:
            for text, stream in zip(texts.values(), streams, strict=True):
                # Halves of surrogate pairs, which models write at times, are no characters.
                stream.write(text.encode("utf-8", errors="replace"))
                stream.flush()
                os.fsync(stream.fileno())
            (folder / METRICS_FILE).unlink(missing_ok=True)
            sync_folder(folder)
