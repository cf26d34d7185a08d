"""Tables of single experiments, against figures worked out by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from g3desktop.domain.answer import Reference
from g3desktop.domain.geometry import LatLon
from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.store import Gallery
from g3desktop.evaluation.diagnosis import (
    MOST_LISTED,
    MOST_LOOKED_AT,
    case_table,
    coverage,
    failure_table,
    retrieval_plot,
    retrieval_table,
)
from g3desktop.evaluation.outcomes import NO_ANSWER_KM, Outcome, Query, Run, Twin
from tests.fakes import FakeEncoder
from tests.pictures import write_photo

# Along the equator, on a sphere of the mean axis.
KM_PER_DEG = 111.133
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
        ("2.jpg", "111.1 km (0.900)", "0.0 km (0.890)", "222.3 km (0.880)", "333.4 km (0.870)",
         "444.5 km (0.860)"),
        ("3.jpg", "55.6 km (0.900)", *["n/a"] * 4),
    )  # fmt: skip
    assert len(table.columns) == 6


def test_a_table_of_photos_ends_where_nobody_reads_on():
    some = tuple(outcome(line, 0, 1.0) for line in range(2, MOST_LISTED + 4))
    whole, cut = case_table(run("a", *some[:MOST_LISTED])), case_table(run("a", *some))
    assert cut.rows == whole.rows
    assert len(cut.rows) == MOST_LISTED
    assert len(whole.notes) == 1
    assert cut.notes[1].startswith("And 2 more photos: queries.csv")


def test_the_curve_of_retrieval_is_the_median_at_each_rank():
    near, far = run("near", outcome(2, 0, 1.0, 3.0), outcome(3, 0, 2.0)), run("far", outcome(2, 0))
    plot = retrieval_plot([near, far])
    first, second = plot.curves
    assert (first.title, second.title) == ("Near", "Far")
    assert first.x == second.x == tuple(range(1, 16))
    assert first.y[:2] == pytest.approx((1.5 * KM_PER_DEG, 3.0 * KM_PER_DEG), rel=1e-3)
    assert all(map(math.isnan, (*first.y[2:], *second.y)))


# A query that stands in the gallery, with photos of its author.


def query_at(gallery: Gallery, row: int, author: str | None) -> Query:
    """Return a query taken exactly where a gallery photo was, and which is that photo."""
    return Query(2 + row, f"{row}.jpg", Path(f"{row}.jpg"), gallery.row(row).where, author)


def test_what_a_query_may_not_find_does_not_cover_it(tmp_path: Path):
    # Two photos at one place, by one author; another of hers, and a stranger's, elsewhere.
    written = [((10.0, 5.0), "Ada"), ((10.1, 5.0), "ada"), ((50.0, 5.0), "Ada"), ((-30, 5), "Bo")]
    for number, (where, author) in enumerate(written):
        write_photo(tmp_path / "photos" / f"{number}.jpg", where, seed=number, author=author)
    plan = BuildPlan(tmp_path / "photos", "mine", tmp_path / "galleries")
    build_gallery(plan, FakeEncoder())
    gallery = Gallery.open(tmp_path / "galleries" / "mine")
    rows = {round(gallery.row(row).where.lat_deg, 1): row for row in range(gallery.rows)}

    def covered(lat: float, author: str | None, *, twin: bool, **options: bool) -> bool:
        query = query_at(gallery, rows[lat], author)
        twins = [Twin(query, rows[lat], "", 1.0, same_file=True)] if twin else []
        return coverage(gallery, twins, **options)(query)

    # The other photo of the place is hers too.
    assert covered(10.0, "ADA", twin=True)
    assert not covered(10.0, "ADA", twin=True, exclude_same_author=True)
    assert not covered(50.0, None, twin=True)
    assert covered(50.0, "Bo", twin=False, exclude_same_author=True)
    assert covered(-30.0, None, twin=False, exclude_same_author=True)
    assert not covered(-30.0, "Bo", twin=False, exclude_same_author=True)


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
    named = "" if kind.startswith("right") else "line 2 2.jpg"
    assert {row[0]: row[1:] for row in table.rows}[kind] == (named, "1", "100.0")
    assert sum(int(row[2]) for row in table.rows) == 1
    (found,) = (one for one in table.kinds if one.count)
    assert (found.name, found.lines) == (kind, (2,) if named else ())


def test_causes_sum_to_all_photos():
    answers = run("g3", *(outcome(n, case[0]) for n, case in enumerate(_CASES)))
    looked = run("nearest", *(outcome(n, 0, *case[2]) for n, case in enumerate(_CASES)))
    table = failure_table(answers, looked, lambda query: _CASES[query.line][1])
    assert [row[2] for row in table.rows] == ["2", "1", "1", "2", "1", "2"]
    assert [row[3] for row in table.rows] == ["22.2", "11.1", "11.1", "22.2", "11.1", "22.2"]
    assert "G3" in table.title


def test_the_farthest_of_each_wrong_kind_are_looked_at():
    distances = [30.0 + line % 5 for line in range(2, 15)]
    answers = run("g3", *(outcome(line, km) for line, km in enumerate(distances, 2)))
    looked = run("nearest", *(outcome(line, 0, 9.0) for line in range(2, 15)))
    table = failure_table(answers, looked, lambda _query: False)
    (kind,) = (one for one in table.kinds if one.count)
    assert kind.name == "not in the gallery"
    assert kind.lines == (4, 9, 14, 3, 8, 13)
    assert len(kind.lines) == MOST_LOOKED_AT
    named = {row[0]: row[1] for row in table.rows}
    assert named["not in the gallery"] == "line 4 4.jpg; line 9 9.jpg; line 14 14.jpg"
    assert [one.name for one in table.kinds] == [row[0] for row in table.rows]
