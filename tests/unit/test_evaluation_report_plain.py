"""The report's plain files: Markdown, and every photo's answer as CSV."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import UsageError
from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.evaluation.outcomes import NO_ANSWER_KM, Evaluation, LeftOut
from g3desktop.evaluation.report.facts import MOST_NAMED, flat_settings
from g3desktop.evaluation.report.files import write_report
from g3desktop.evaluation.report.markdown import escaped, report_markdown
from g3desktop.evaluation.report.queries import COLUMNS, queries_csv, read_queries
from tests.evaluated_photos import MARKUP, hostile_evaluation


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory) -> Evaluation:
    return hostile_evaluation(tmp_path_factory.mktemp("photos"))


@pytest.fixture(scope="module")
def folder(evaluation, tmp_path_factory) -> Path:
    made = tmp_path_factory.mktemp("report")
    write_report(evaluation, made, report=ignore_progress, cancelled=never_cancelled)
    return made


def rows_of(evaluation: Evaluation) -> list[dict[str, str]]:
    return list(csv.DictReader(queries_csv(evaluation).splitlines(keepends=True)))


def test_every_photo_of_every_run_has_a_row(evaluation):
    rows = rows_of(evaluation)
    assert [row["run"] for row in rows] == ["fused"] * 8 + ["truth"] * 7
    assert rows[0] == {
        "run": "fused",
        "line": "2",
        "name": "a.jpg",
        "lat": "27.175100",
        "lon": "78.042100",
        "country": "India",
        "continent": "Asia",
        "answer_lat": "27.175100",
        "answer_lon": "78.042100",
        "distance_km": "0.000",
        "sources": "retrieved;llm",
        "elapsed_ms": "12.3",
    }
    assert [row["name"] for row in rows[:8]] == [
        one.query.name for one in evaluation.runs[0].outcomes
    ]


def test_the_time_stands_last():
    assert COLUMNS[-1] == "elapsed_ms"


def test_no_answer_is_empty(evaluation):
    row = rows_of(evaluation)[5]
    assert (row["answer_lat"], row["answer_lon"], row["distance_km"], row["sources"]) == ("",) * 4


def test_an_earlier_evaluation_is_read_back(evaluation, folder):
    title, distances = read_queries(folder)
    run = evaluation.runs[0]
    assert title == run.title
    assert distances == {
        one.query.name: NO_ANSWER_KM if one.answer is None else round(one.distance_km, 3)
        for one in run.outcomes
    }


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        *(
            ("=1+1.jpg", "'=1+1.jpg"),
            ("+x", "'+x"),
            ("-2.jpg", "'-2.jpg"),
            ("@SUM(A1)", "'@SUM(A1)"),
        ),
        *(("\tx", "'\tx"), ("'=x", "''=x"), ("''-x", "'''-x")),
        *(("'x", "'x"), ("a=b", "a=b"), ("", ""), (" =x", " =x")),
    ],
)
def test_no_name_is_a_formula_and_each_is_found_again(folder, evaluation, tmp_path, name, cell):
    run = evaluation.runs[0]
    first = replace(run.outcomes[0], query=replace(run.outcomes[0].query, name=name))
    named = replace(evaluation, runs=(replace(run, outcomes=(first, *run.outcomes[1:])),))
    assert rows_of(named)[0]["name"] == cell
    (tmp_path / "queries.csv").write_text(queries_csv(named), "utf-8")
    (tmp_path / "metrics.json").write_bytes((folder / "metrics.json").read_bytes())
    _, distances = read_queries(tmp_path)
    assert set(distances) == {one.query.name for one in named.runs[0].outcomes}


def test_a_name_that_stands_twice_is_no_photos(folder, tmp_path):
    lines = (folder / "queries.csv").read_text("utf-8")
    header, first, rest = lines.split("\n", 2)
    (tmp_path / "queries.csv").write_text("\n".join([header, first, first, rest]), "utf-8")
    (tmp_path / "metrics.json").write_bytes((folder / "metrics.json").read_bytes())
    _, distances = read_queries(tmp_path)
    assert "a.jpg" not in distances
    assert len(distances) == 7


GOOD = "fused,2,a.jpg,1.0,2.0,,,1.0,2.0,{km},x,1.0"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        *((None, "No such file"), ("", "columns"), ("file,lat,lon\n", "columns")),
        *((",".join(COLUMNS) + "\n", "no rows"), (",".join(COLUMNS) + "\na,b\n", "row 2")),
        *(
            (f"{','.join(COLUMNS)}\n{GOOD.format(km=km)}\n", "row 2")
            for km in ("-1", "nan", "inf", "x")
        ),
        (f"{','.join(COLUMNS)}\n{GOOD.format(km=1)}\n", "No such file"),
    ],
)
def test_what_is_no_evaluation_is_one_line(tmp_path, text, says):
    if text is not None:
        (tmp_path / "queries.csv").write_text(text, "utf-8")
    with pytest.raises(UsageError) as caught:
        read_queries(tmp_path)
    assert says in caught.value.one_line()
    assert str(tmp_path) in caught.value.one_line()


@pytest.mark.parametrize(
    "metrics", ["", "[]", "{}", '{"runs": []}', '{"runs": [{"key": 1}]}', '{"runs": 3}']
)
def test_damaged_metrics_are_one_line(tmp_path, metrics):
    (tmp_path / "queries.csv").write_text(f"{','.join(COLUMNS)}\n{GOOD.format(km=1)}\n", "utf-8")
    (tmp_path / "metrics.json").write_text(metrics, "utf-8")
    with pytest.raises(UsageError, match=r"metrics\.json"):
        read_queries(tmp_path)


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_read_or_refused(tmp_path_factory, content, whole):
    made = tmp_path_factory.getbasetemp() / "any"
    made.mkdir(exist_ok=True)
    start = f"{','.join(COLUMNS)}\n".encode() if whole else b""
    (made / "queries.csv").write_bytes(start + content)
    with pytest.raises(UsageError):
        read_queries(made)


@given(st.text())
def test_markdown_keeps_text_as_text(text):
    made = escaped(text)
    assert "\n" not in made
    assert not re.search(r"(?<!\\)(\\\\)*[<>`*_|\[\]#&$]", made)


def test_the_plain_report_has_no_foreign_markup(folder):
    text = (folder / "report.md").read_text("utf-8")
    assert "<script" not in text.replace("\\<", "")
    assert text.startswith("# set ")
    assert "## Configuration" in text
    assert "- gallery: " in text


def test_many_left_out_are_counted_and_some_named(evaluation):
    missing = tuple(LeftOut(line, f"{line}.jpg", "no file") for line in range(1000))
    dataset = replace(evaluation.dataset, missing=missing)
    text = report_markdown(replace(evaluation, dataset=dataset), ())
    assert "## Missing" in text
    assert text.count("no file\n") == MOST_NAMED
    assert f"and {1000 - MOST_NAMED:,} more" in text


def test_settings_are_flat_and_readable():
    settings = {"a": {"b": {"c": True}}, "d": None, "e": [0, 5], "f": (), "g": 0.1, "h": MARKUP}
    assert dict(flat_settings(settings)) == {
        "a.b.c": "yes",
        "d": "none",
        "e": "0, 5",
        "f": "none",
        "g": "0.1",
        "h": MARKUP,
    }
