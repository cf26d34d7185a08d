"""The report's folder: whose it is, and what a kill in between leaves there."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from g3desktop.domain.errors import EngineError, UsageError
from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.evaluation.outcomes import Evaluation
from g3desktop.evaluation.record import SCHEMA
from g3desktop.evaluation.report.files import report_folder, write_report
from g3desktop.evaluation.report.queries import COLUMNS, read_queries
from tests.evaluated_photos import hostile_evaluation

METRICS = json.dumps({"schema": SCHEMA})


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    return hostile_evaluation(tmp_path_factory.mktemp("photos"))


def write(evaluation: Evaluation, folder: Path) -> None:
    write_report(evaluation, folder, report=ignore_progress, cancelled=never_cancelled)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(
    "files",
    [
        {},
        {".DS_Store": "x", ".report.html.0123abcd.part": "half"},
        {"metrics.json": METRICS, "report.md": "", "report.html": "", "queries.csv": ""},
        # Killed while the files were put in place.
        {"queries.csv": ",".join(COLUMNS) + "\n"},
        {"queries.csv": ",".join(COLUMNS) + "\n", "report.md": "", "report.html": ""},
    ],
)
def test_a_folder_of_reports_may_be_written_to(tmp_path: Path, files: dict[str, str]):
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    with report_folder(tmp_path):
        pass


@pytest.mark.parametrize(
    "files",
    [
        {"notes.txt": "mine"},
        {"metrics.json": "{}"},
        {"metrics.json": json.dumps({"schema": "another.program/1"}), "report.md": "mine"},
        {"metrics.json": json.dumps([SCHEMA])},
        {"metrics.json": SCHEMA},
        {"metrics.json": "\udcff"},
        {"metrics.json": "[" * 100_000},
        {"metrics.json": METRICS, "notes.txt": "mine"},
        {"report.md": "mine"},
        {"queries.csv": "name,lat,lon\n", "report.md": "mine"},
        {"queries.csv": "\udcff"},
        {"queries.csv": '"' + "x" * 200_000},
    ],
)
def test_what_others_wrote_is_left_alone(tmp_path: Path, files: dict[str, str]):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8", errors="surrogateescape")
    before = contents(tmp_path)
    with pytest.raises(UsageError, match="holds other files"), report_folder(tmp_path):
        pass
    assert contents(tmp_path) == before


def fail_in(folder: Path, *, beside: str = "") -> None:
    with report_folder(folder):
        assert folder.is_dir()
        if beside:
            (folder.parent / beside).write_text("")
        raise KeyboardInterrupt


def test_a_folder_that_came_to_nothing_goes(tmp_path: Path):
    with pytest.raises(KeyboardInterrupt):
        fail_in(tmp_path / "a" / "b")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_was_there_or_holds_something_stays(tmp_path: Path):
    (tmp_path / "there").mkdir()
    with pytest.raises(KeyboardInterrupt):
        fail_in(tmp_path / "there")
    with pytest.raises(KeyboardInterrupt):
        fail_in(tmp_path / "a" / "b", beside="another.txt")
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")) == [
        "a",
        "a/another.txt",
        "there",
    ]


def test_a_file_is_no_folder(tmp_path: Path):
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(UsageError, match="cannot be used as a folder"), report_folder(folder):
            pass


@pytest.mark.parametrize("is_new", [True, False])
def test_figures_are_there_where_the_report_is_whole(
    evaluation: Evaluation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_new: bool
):
    changed = replace(evaluation, notes=("another",), runs=evaluation.runs[::-1])
    write(changed, tmp_path / "changed")
    new = contents(tmp_path / "changed")
    for point in range(1, 10):
        out = tmp_path / str(point)
        if not is_new:
            write(evaluation, out)
        with monkeypatch.context() as patched:
            fail_at(point, patched)
            try:
                write(changed, out)
            except EngineError:
                left = {name: text for name, text in contents(out).items() if name[0] != "."}
            else:
                break
        if "metrics.json" in left:
            read_queries(out)
            assert left in (new, contents_of(evaluation, tmp_path / "old"))
        else:
            # Nobody takes it for a report, and the next run may write it.
            with pytest.raises(UsageError, match=r"metrics\.json" if left else r"queries\.csv"):
                read_queries(out)
        with report_folder(out):
            write(changed, out)
        assert contents(out) == new
    assert point > 4


def contents_of(evaluation: Evaluation, folder: Path) -> dict[str, bytes]:
    write(evaluation, folder)
    return contents(folder)


def fail_at(point: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk fail from the change of a folder on that comes at a point, of renames."""
    calls = 0

    def failing(real):
        def change(*arguments, **options):
            nonlocal calls
            calls += 1
            if calls >= point:
                raise OSError("the disk is gone")
            return real(*arguments, **options)

        return change

    monkeypatch.setattr(os, "replace", failing(os.replace))
    monkeypatch.setattr(os, "unlink", failing(os.unlink))
