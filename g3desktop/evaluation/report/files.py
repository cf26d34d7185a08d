"""Writes the files of a report, all of them or none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from g3desktop.domain.work import Cancelled, Report, check_cancelled
from g3desktop.evaluation.findings import find
from g3desktop.evaluation.outcomes import Evaluation, Table
from g3desktop.evaluation.record import metrics_json
from g3desktop.evaluation.report.facts import METRICS_FILE, QUERIES_FILE
from g3desktop.evaluation.report.markdown import report_markdown
from g3desktop.evaluation.report.page import report_page
from g3desktop.evaluation.report.queries import queries_csv
from g3desktop.evaluation.tables import tables_of
from g3desktop.files import disk_errors, replacing_all

PAGE_FILE = "report.html"
PLAIN_FILE = "report.md"


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

    The same evaluation gives the same bytes. Former files stay until all new ones are on the disk.

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
    texts = {
        METRICS_FILE: json.dumps(metrics, indent=2, allow_nan=False) + "\n",
        QUERIES_FILE: queries_csv(evaluation),
        PLAIN_FILE: report_markdown(evaluation, tables),
        PAGE_FILE: page,
    }
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with replacing_all([folder / name for name in texts]) as streams:
            for text, stream in zip(texts.values(), streams, strict=True):
                # Halves of surrogate pairs, which models write at times, are no characters.
                stream.write(text.encode("utf-8", errors="replace"))
    return tables
