"""The tables and figures of an evaluation, and the files that they become."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.answer import Place
from g3desktop.domain.errors import PhotoError, UsageError
from g3desktop.domain.geometry import LatLon
from g3desktop.evaluation import record, tables
from g3desktop.evaluation.comparison import compare, holm
from g3desktop.evaluation.findings import Against, find
from g3desktop.evaluation.metrics import score
from g3desktop.evaluation.outcomes import (
    Dataset,
    Evaluation,
    LeftOut,
    Outcome,
    Query,
    Run,
    Table,
    Twin,
)
from g3desktop.evaluation.tables import to_markdown

SOMEWHERE = LatLon(10, 20)


def queries(count: int) -> tuple[Query, ...]:
    return tuple(
        Query(line, f"photo{line}.jpg", Path(f"photo{line}.jpg"), SOMEWHERE, "someone")
        for line in range(2, 2 + count)
    )


def run_of(
    asked: tuple[Query, ...], km: list[float], key: str = "ours", title: str = "Ours"
) -> Run:
    """A run whose answers are so far off; infinity is no answer."""
    outcomes = tuple(
        Outcome(
            query,
            None if distance == math.inf else SOMEWHERE,
            distance,
            () if distance == math.inf else ("retrieved",),
            elapsed_ms=7.0 + index,
        )
        for index, (query, distance) in enumerate(zip(asked, km, strict=True))
    )
    return Run(key, title, outcomes, {"seed": 0, "scale_km": math.inf, "scales": (1, 2.5)})


def evaluation_of(
    *runs: Run, asked: tuple[Query, ...], layout: str = "plain", **changes: object
) -> Evaluation:
    dataset = Dataset("little", layout, "ab" * 32, asked)
    places = {query.line: Place(country="Kenya", country_code="KE") for query in asked}
    continents = {query.line: "Africa" for query in asked}
    whole = Evaluation("overall", dataset, (), runs, places, continents)
    return replace(whole, **changes)


@pytest.fixture
def ten() -> Evaluation:
    asked = queries(10)
    ours = run_of(asked, [0.5, 1.0, 20.0, 30.0, 100.0, 300.0, 800.0, 3000.0, 9000.0, math.inf])
    other = run_of(asked, [2.0] * 5 + [math.inf] * 5, "nearest", "Nearest neighbour")
    return evaluation_of(ours, other, asked=asked)


def tables_of(
    evaluation: Evaluation, *, against: Against | None = None, seed: int = 0
) -> tuple[Table, ...]:
    return tables.tables_of(evaluation, find(evaluation, against=against, seed=seed))


def metrics_json(evaluation: Evaluation, *, against: Against | None = None) -> dict:
    findings = find(evaluation, against=against, seed=0)
    return record.metrics_json(evaluation, findings, seed=0)


def table(evaluation: Evaluation, key: str, **arguments: object) -> Table:
    return {one.key: one for one in tables_of(evaluation, **arguments)}[key]


def cells(of: Table, column: str) -> list[str]:
    return [row[of.columns.index(column)] for row in of.rows]


def test_the_main_table_tells_what_scoring_says(ten: Evaluation):
    main = table(ten, "main")
    scores = score(np.array([one.distance_km for one in ten.runs[0].outcomes]))

    assert cells(main, "Way") == ["Ours", "Nearest neighbour"]
    assert cells(main, "Photos") == ["10", "10"]
    assert cells(main, "No answer") == ["1", "5"]
    within = scores.within[0]
    assert within.value == 20.0
    assert cells(main, "1 km, %")[0] == f"20.0 [{within.low:.1f}, {within.high:.1f}]"
    assert cells(main, "Median, km")[0].startswith("200.0 [")
    # Half of the photos without an answer: the median has none either.
    assert cells(main, "Median, km")[1].startswith("n/a")
    assert cells(main, "GeoScore")[0].startswith(f"{scores.geoscore.value:.0f} [")


@pytest.mark.parametrize("layout", ["im2gps3k", "yfcc4k"])
def test_published_rows_stand_below_ours_and_say_so(ten: Evaluation, layout: str):
    known = replace(ten, dataset=replace(ten.dataset, layout=layout))

    main = table(known, "main")

    published = main.rows[2:]
    assert len(published) == 10
    assert all("published" in row[0] for row in published)
    assert published[-1][0] == "G3 (2024, published)"
    assert not any("published" in row[0] for row in main.rows[:2])
    assert any("not like for like" in note for note in main.notes)
    for row in published:
        system = row[0].partition(" (")[0]
        assert any(note.startswith(f"{system}: ") and "et al. 20" in note for note in main.notes)
    photos = {"im2gps3k": "2997", "yfcc4k": "4536"}[layout]
    assert any(photos in note and "10" in note for note in main.notes)


def test_other_data_sets_have_no_published_rows(ten: Evaluation):
    assert len(table(ten, "main").rows) == 2
    assert metrics_json(ten)["published"] == []


def test_the_first_run_is_compared_with_every_other(ten: Evaluation):
    paired = table(ten, "paired")
    ours, other = (np.array([one.distance_km for one in run.outcomes]) for run in ten.runs)
    expected = compare(ours, other)

    assert set(cells(paired, "Against")) == {"Nearest neighbour"}
    assert len(paired.rows) == 6
    values = [one.difference.value for one in expected.shares]
    assert cells(paired, "Difference")[:5] == [f"{round(value, 1) + 0.0:+.1f}" for value in values]
    p_values = [*(one.p for one in expected.shares), expected.p_distance]
    assert cells(paired, "p") == [f"{p:.3f}" for p in p_values]
    assert cells(paired, "p, Holm") == [f"{p:.3f}" for p in holm(p_values)]


def test_another_evaluation_is_compared_by_the_names_of_the_photos(ten: Evaluation):
    earlier = {"photo2.jpg": 5.0, "photo4.jpg": 1.0, "elsewhere.jpg": 3.0}

    paired = table(ten, "paired", against=("Last week", earlier))

    rows = [row for row in paired.rows if row[0] == "Last week"]
    assert {row[paired.columns.index("Photos")] for row in rows} == {"2"}
    # 0.5 and 20 km against 5 and 1 km: one gained and one lost within 1 km.
    assert rows[0][paired.columns.index("Difference")] == "+0.0"


def test_another_evaluation_without_any_of_the_photos_is_refused(ten: Evaluation):
    with pytest.raises(UsageError, match="Last week has no photo of little"):
        tables_of(ten, against=("Last week", {"elsewhere.jpg": 1.0}))
    with pytest.raises(UsageError, match="Last week"):
        metrics_json(ten, against=("Last week", {}))


def test_runs_are_paired_by_photo_and_not_by_order(ten: Evaluation):
    ours, other = ten.runs
    turned = replace(other, outcomes=other.outcomes[::-1])

    assert table(replace(ten, runs=(ours, turned)), "paired") == table(ten, "paired")


def test_one_run_alone_has_nothing_to_compare_with(ten: Evaluation):
    alone = replace(ten, runs=ten.runs[:1])

    assert "paired" not in {one.key for one in tables_of(alone)}


def test_countries_with_few_photos_are_told_together():
    asked = queries(12)
    names = ["Kenya"] * 6 + ["Chad"] * 3 + ["Togo"] + ["", ""]
    places = {query.line: Place(country=name) for query, name in zip(asked, names, strict=True)}
    run = run_of(asked, [0.5] * 6 + [100.0] * 6)
    evaluation = evaluation_of(run, asked=asked, places=places)

    countries = table(evaluation, "countries")

    assert cells(countries, "Country") == [
        "Kenya",
        "2 countries with fewer than 5 photos",
        "not named",
    ]
    assert cells(countries, "Photos") == ["6", "4", "2"]
    assert cells(countries, "1 km, %") == ["100.0", "0.0", "0.0"]
    named = [one["name"] for one in metrics_json(evaluation)["countries"]]
    assert named == ["Kenya", "Chad", "Togo", "not named"]


def test_a_single_country_with_few_photos_keeps_its_name(ten: Evaluation):
    places = {2: Place(country="Chad"), **{line: Place(country="Kenya") for line in range(3, 12)}}

    countries = table(replace(ten, places=places), "countries")

    assert cells(countries, "Country") == ["Kenya", "Chad"]


def test_photos_nowhere_known_are_counted_too(ten: Evaluation):
    nowhere = replace(ten, places={}, continents={2: "Africa", 3: ""})

    assert cells(table(nowhere, "countries"), "Country") == ["not named"]
    assert cells(table(nowhere, "continents"), "Continent") == ["Africa", "not named"]
    assert cells(table(nowhere, "continents"), "Photos") == ["1", "9"]


def test_where_answers_came_from_adds_up_to_all_photos(ten: Evaluation):
    sources = [("retrieved", "llm"), ("llm", "retrieved", "llm"), ("grid",), ()]
    outcomes = tuple(
        replace(one, sources=kinds) if kinds else one
        for one, kinds in zip(ten.runs[0].outcomes, [*sources, *[()] * 6], strict=True)
    )
    outcomes = (*outcomes[:3], replace(outcomes[3], sources=()), *outcomes[4:])

    told = table(replace(ten, runs=(replace(ten.runs[0], outcomes=outcomes),)), "sources")

    counts = dict(zip(cells(told, "Answer from"), cells(told, "Photos"), strict=True))
    assert counts == {
        "retrieved": "5",
        "llm + retrieved": "2",
        "grid": "1",
        "no answer": "1",
        "not recorded": "1",
    }


def test_photos_that_the_gallery_holds_are_told_apart(ten: Evaluation):
    first, second, *_ = (one.query for one in ten.runs[0].outcomes)
    twins = (
        Twin(first, 7, "=HYPERLINK(1)", 1.0, same_file=True),
        Twin(first, 8, "again", 0.99, same_file=False),
        Twin(second, 9, "", 0.987654, same_file=False),
    )
    leaky = replace(ten, twins=twins, same_author=4, exclude_same_author=True)

    leakage, named = table(leaky, "leakage"), table(leaky, "twins")

    assert cells(leakage, "Count") == ["10", "1", "1", "8"]
    assert cells(leakage, "1 km, %") == ["20.0", "100.0", "100.0", "0.0"]
    assert any(
        "4; the gallery photos of each one's author were left out" in n for n in leakage.notes
    )
    assert cells(named, "Photo") == [first.name, first.name, second.name]
    assert cells(named, "Same file") == ["yes", "no", "no"]
    assert cells(named, "Cosine")[2] == "0.9877"


def test_what_leakage_cannot_tell_is_said_where_it_is_known(ten: Evaluation):
    silent = " ".join(table(ten, "leakage").notes)
    settings = {"twin_cosine": 0.97, "gallery_rows_without_hash": 4_120_000}

    told = " ".join(table(replace(ten, settings=settings), "leakage").notes)
    hashed = table(replace(ten, settings={"gallery_rows_without_hash": 0}), "leakage").notes

    assert "early the same are" not in silent
    assert "not known here" not in silent
    assert "cosine is 0.97 or more" in told
    assert "Of 4,120,000 gallery photos the content is not known here" in told
    assert " ".join(hashed) == silent


def test_without_twins_there_is_no_table_of_them(ten: Evaluation):
    assert "twins" not in {one.key for one in tables_of(ten)}
    assert cells(table(ten, "leakage"), "1 km, %")[1:3] == ["n/a", "n/a"]


def test_many_twins_are_cut_off_and_counted(ten: Evaluation):
    query = ten.runs[0].outcomes[0].query
    twins = tuple(Twin(query, row, "t", 0.99, same_file=False) for row in range(25))

    named = table(replace(ten, twins=twins), "twins")

    assert len(named.rows) == 20
    assert named.notes == ("And 5 more.",)
    assert len(metrics_json(replace(ten, twins=twins))["leakage"]["twins"]) == 25


def test_what_was_left_out_is_counted_and_named(ten: Evaluation):
    missing = tuple(LeftOut(line, f"gone{line}.jpg", "no such file") for line in range(20, 27))
    dataset = replace(
        ten.dataset, missing=missing, refused=(LeftOut(3, "", "latitude 91 is out of range"),)
    )
    left = replace(ten, dataset=dataset, unreadable=(LeftOut(9, "bad.jpg", "is damaged"),))

    told = table(left, "left-out")

    assert cells(told, "Rows") == ["7", "1", "1"]
    which = cells(told, "Which")
    assert which[0].startswith("line 20 gone20.jpg: no such file; ")
    assert which[0].endswith("; and 2 more")
    assert "latitude 91 is out of range" in which[1]
    assert "bad.jpg: is damaged" in which[2]


def test_an_evaluation_without_photos_is_refused(ten: Evaluation):
    for empty in (replace(ten, runs=()), replace(ten, runs=(replace(ten.runs[0], outcomes=()),))):
        with pytest.raises(PhotoError, match="No photo of little"):
            tables_of(empty)


def test_every_row_has_as_many_cells_as_columns(ten: Evaluation):
    known = replace(ten, dataset=replace(ten.dataset, layout="yfcc4k"))
    found = tables_of(known, against=("Last week", {"photo2.jpg": 1.0}))

    assert [one.key for one in found] == [
        "main",
        "paired",
        "continents",
        "countries",
        "sources",
        "leakage",
        "left-out",
    ]
    for one in found:
        assert 1 <= one.texts < len(one.columns)
        assert all(len(row) == len(one.columns) for row in one.rows)


def test_the_figures_are_those_of_the_tables(ten: Evaluation):
    figures = metrics_json(ten)
    scores = score(np.array([one.distance_km for one in ten.runs[0].outcomes]))

    assert figures["schema"] == "g3desktop.evaluate/1"
    ours = figures["runs"][0]
    assert [one["value"] for one in ours["within_percent"]] == [one.value for one in scores.within]
    assert ours["geoscore"]["high"] == pytest.approx(scores.geoscore.high, rel=1e-8)
    assert (ours["photos"], ours["answered"]) == (10, 9)
    assert figures["runs"][1]["median_km"]["value"] is None
    assert ours["settings"] == {"seed": 0, "scale_km": None, "scales": [1, 2.5]}
    assert figures["pairs"][0]["against"] == "Nearest neighbour"
    assert figures["continents"][0]["name"] == "Africa"


def test_photos_without_any_answer_leave_no_number_that_json_lacks():
    asked = queries(4)
    silent = run_of(asked, [math.inf] * 4)
    evaluation = evaluation_of(silent, replace(silent, key="b", title="B"), asked=asked)

    figures = metrics_json(evaluation)

    json.dumps(figures, allow_nan=False)
    assert figures["runs"][0]["mean_km"] == {"value": None, "low": None, "high": None}
    assert figures["pairs"][0]["median_km"]["value"] is None
    assert "nan" not in "".join(map(to_markdown, tables_of(evaluation)))


def test_no_time_enters_and_the_same_seed_gives_the_same_bytes(ten: Evaluation):
    slower = replace(
        ten,
        runs=tuple(
            replace(run, outcomes=tuple(replace(one, elapsed_ms=1e6) for one in run.outcomes))
            for run in ten.runs
        ),
    )

    assert json.dumps(metrics_json(ten)) == json.dumps(metrics_json(slower))
    assert tables_of(ten) == tables_of(slower)
    assert tables_of(ten, seed=1) != tables_of(ten)


def test_markdown_aligns_numbers_and_keeps_notes_below():
    one = Table("k", "Title", ("Way", "km"), (("a|b\n*c*", "1.5"),), ("Not <b>bold</b>.",))

    assert to_markdown(one) == (
        "| Way | km |\n| --- | ---: |\n| a\\|b \\*c\\* | 1.5 |\n\nNot \\<b\\>bold\\</b\\>.\n"
    )


def test_markdown_keeps_intervals_readable_and_makes_no_links():
    one = Table("k", "T", ("a", "b"), (("[x](http://y) ![z][1]", "1.5 [1.0, 2.0]"),))

    row = to_markdown(one).splitlines()[2]

    assert row == r"| [x]\(http://y) ![z]\[1] | 1.5 [1.0, 2.0] |"


@given(st.lists(st.text(max_size=20), min_size=2, max_size=2))
def test_no_cell_breaks_a_markdown_table(texts: list[str]):
    lines = to_markdown(Table("k", "T", ("a", "b"), (tuple(texts),))).splitlines()

    assert len(lines) == 3
    assert lines[2].replace("\\\\", "").replace("\\|", "").count("|") == 3
