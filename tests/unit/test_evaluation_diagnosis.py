"""Tables of single experiments, against figures worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from g3desktop.domain.answer import Reference
from g3desktop.domain.geometry import LatLon
from g3desktop.evaluation.diagnosis import case_table, failure_table, retrieval_table
from g3desktop.evaluation.outcomes import NO_ANSWER_KM, Outcome, Query, Run

KM_PER_DEG = 111.195
HERE = LatLon(0.0, 0.0)


def outcome(line: int, km: float | None, *degrees_away: float) -> Outcome:
    """Return an answer so far from the truth, and references so many degrees east of it."""
    references = tuple(
        Reference(
            row=n,
            where=LatLon(0.0, degrees),
            cosine=0.9 - n / 100,
            distance_km=0.0,
            title=None,
            image=None,
            url=None,
            author=None,
        )
        for n, degrees in enumerate(degrees_away)
    )
    query = Query(line, f"{line}.jpg", Path(f"{line}.jpg"), HERE)
    answer = None if km is None else HERE
    return Outcome(query, answer, NO_ANSWER_KM if km is None else km, references=references)


def run(key: str, *outcomes: Outcome) -> Run:
    return Run(key, key.title(), outcomes)


def test_distances_are_of_each_photo_first_and_of_all_then():
    # Degrees of fifteen references: 1 to 15, and 0 alone.
    table = retrieval_table(
        [run("both", outcome(2, 0, *map(float, range(1, 16))), outcome(3, 0, *([0.0] * 15)))]
    )
    (row,) = table.rows
    assert row[0] == "Both"
    means = [3.0, 3.0, 5.0, 1.0, 5.5, 5.5, 10.0, 1.0, 8.0, 8.0, 15.0, 1.0]
    assert [float(cell) for cell in row[1:]] == pytest.approx(
        [one * KM_PER_DEG / 2 for one in means], rel=1e-3
    )
    assert len(table.columns) == len(row) == 13
    assert table.columns[1:5] == (
        "mean of 5, km", "median of 5, km", "farthest of 5, km", "nearest of 5, km",
    )  # fmt: skip


def test_photos_without_references_do_not_count():
    with_some = outcome(2, 0, 1.0, 2.0)
    assert retrieval_table([run("a", with_some, outcome(3, 0))]).rows == (
        retrieval_table([run("a", with_some)]).rows
    )
    (row,) = retrieval_table([run("a", outcome(3, 0))]).rows
    assert row[1:] == ("n/a",) * 12


def test_each_photos_references_are_told_with_distance_and_cosine():
    table = case_table(
        run("nearest", outcome(2, 0, 1.0, 0.0, 2.0, 3.0, 4.0, 5.0), outcome(3, 0, 0.5))
    )
    assert table.rows == (
        ("2.jpg", "111.2 km (0.900)", "0.0 km (0.890)", "222.4 km (0.880)", "333.6 km (0.870)",
         "444.8 km (0.860)"),
        ("3.jpg", "55.6 km (0.900)", *["n/a"] * 4),
    )  # fmt: skip
    assert len(table.columns) == 6


# Found is one of the most similar photos within 25 km, 0.2 degrees.
_CASES = [
    (0.0, True, (0.2,), "right"),
    (25.0, True, (), "right"),
    (25.0, False, (9.0,), "right, though the place is not in the gallery"),
    (25.1, True, (9.0, 0.2), "found, and another place ranked first"),
    (9000.0, True, (9.0, 0.3), "in the gallery, and not found"),
    (9000.0, True, (), "in the gallery, and not found"),
    (9000.0, False, (9.0,), "not in the gallery"),
    (None, True, (0.2,), "no answer"),
    (None, False, (), "no answer"),
]


@pytest.mark.parametrize(("km", "covered", "similar", "kind"), _CASES)
def test_a_wrong_answer_has_one_cause(km, covered, similar, kind):
    answers, looked = run("g3", outcome(2, km)), run("nearest", outcome(2, 0, *similar))
    table = failure_table(answers, looked, lambda _query: covered)
    assert {row[0]: row[1:] for row in table.rows}[kind] == ("1", "100.0")
    assert sum(int(row[1]) for row in table.rows) == 1


def test_causes_sum_to_all_photos():
    answers = run("g3", *(outcome(n, case[0]) for n, case in enumerate(_CASES)))
    looked = run("nearest", *(outcome(n, 0, *case[2]) for n, case in enumerate(_CASES)))
    table = failure_table(answers, looked, lambda query: _CASES[query.line][1])
    assert [row[1] for row in table.rows] == ["2", "1", "1", "2", "1", "2"]
    assert [row[2] for row in table.rows] == ["22.2", "11.1", "11.1", "22.2", "11.1", "22.2"]
    assert "G3" in table.title
