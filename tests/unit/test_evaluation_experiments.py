"""The presets: what the paper says of each, and what is drawn of their runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from g3desktop.domain.errors import UsageError
from g3desktop.domain.geometry import THRESHOLDS_KM, LatLon
from g3desktop.evaluation.baselines import ByChance, CoordinateGallery, KernelDensity, Nearest
from g3desktop.evaluation.experiments import PRESETS, Design, Setting, design
from g3desktop.evaluation.outcomes import NO_ANSWER_KM, Outcome, Query, Run
from g3desktop.evaluation.ways import ALL_PARTS, OneReply, Pipeline, Way
from tests.fakes import FakeVisionModel

FOUR = (0, 5, 10, 15)


class OtherModel(FakeVisionModel):
    name = "other-llava"


MODEL, OTHER = FakeVisionModel(""), OtherModel("")
ALONE, ASKED = Setting(), Setting(models=(MODEL,))


def pipelines(made: Design) -> dict[str, Pipeline]:
    return {way.key: way for way in made.ways if isinstance(way, Pipeline)}


def run_of(way: Way | str, *distances: float) -> Run:
    key = way if isinstance(way, str) else way.key
    here = LatLon(0.0, 0.0)
    outcomes = tuple(
        Outcome(Query(line, str(line), Path(str(line)), here), here, km)
        for line, km in enumerate(distances, 2)
    )
    return Run(key, key, outcomes)


def test_an_unknown_experiment_is_told_what_there_is():
    with pytest.raises(UsageError, match="no experiment 'everything'") as caught:
        design("everything", ALONE)
    assert all(name in caught.value.hint for name in PRESETS)


def test_the_papers_experiments_are_all_there():
    assert {
        "overall", "ablation", "models", "representations", "references", "candidates",
        "retrieval", "failures", "granularity",
    } <= set(PRESETS)  # fmt: skip
    assert all(preset.name == name for name, preset in PRESETS.items())


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_without_a_model_asks_none_or_says_that_it_needs_one(name: str):
    if PRESETS[name].needs_model:
        with pytest.raises(UsageError, match="language model"):
            design(name, ALONE)
    else:
        assert all(way.model is None for way in design(name, ALONE).ways)


@pytest.mark.parametrize("name", PRESETS)
def test_keys_tell_runs_and_tables_and_plots_apart(name: str):
    made = design(name, Setting(models=(MODEL, OTHER)))
    keys = [way.key for way in made.ways]
    assert len(set(keys)) == len(keys) > 1
    assert len({way.title for way in made.ways}) == len(keys)
    assert all(re.fullmatch("[a-z0-9-]+", key) for key in keys)
    runs = [run_of(way, 0.5, 30.0) for way in made.ways]
    tables = [table.key for table in made.tables(runs, lambda _query: True)]
    assert len(set(tables)) == len(tables)
    plots = [plot.key for plot in made.plots(runs)]
    assert len(set(plots)) == len(plots)


def test_overall_is_g3_beside_the_baselines():
    made = design("overall", Setting(models=(MODEL,), knn_rows=50, knn_sigma_km=10.0, seed=3))
    assert [type(way) for way in made.ways] == [
        Pipeline, Pipeline, Nearest, KernelDensity, OneReply, CoordinateGallery, ByChance,
    ]  # fmt: skip
    main, paper, nearest, knn, img2loc, coordinates, chance = made.ways
    assert main.settings()["ranking"] is None
    assert paper.settings()["ranking"] == "paper"
    for way in (main, paper):
        plan = way.settings()["plan"]
        assert (plan["prompts"], plan["samples"], plan["temperature"]) == (FOUR, 5, 0.7)
    assert nearest.settings()["parts"] == list(ALL_PARTS)
    assert knn.settings() == {"way": "knn", "rows": 50, "sigma_km": 10.0}
    plan = img2loc.settings()["plan"]
    assert (plan["prompts"], plan["samples"]) == ((16,), 1)
    assert coordinates.settings()["limit"] == 100_000
    assert all(way.settings()["seed"] == 3 for way in (main, paper, img2loc, coordinates, chance))
    assert made.notes == ()
    alone = design("overall", ALONE)
    assert not any(isinstance(way, OneReply) for way in alone.ways)
    assert "Img2Loc" in alone.notes[0]
    assert KernelDensity().settings() == {"way": "knn", "rows": 100, "sigma_km": 445.0}


@pytest.mark.parametrize("ranking", ["paper", "fused"])
def test_the_rule_asked_for_is_that_of_the_main_way(ranking):
    made = design("overall", Setting(ranking=ranking))
    assert made.ways[0].settings()["ranking"] == ranking
    assert made.ways[1].settings()["ranking"] == "paper"


def test_ablation_leaves_out_one_part_at_a_time():
    ways = pipelines(design("ablation", ASKED))
    whole = dict(ways["g3-paper"].settings())
    assert whole["verified"] is True
    assert whole["plan"]["prompts"] == FOUR
    changed = {
        key: {name: value for name, value in way.settings().items() if value != whole[name]}
        for key, way in ways.items()
    }
    assert changed["without-alignment"] == {"parts": ["image"]}
    assert changed["without-verification"] == {"verified": False}
    (plan,) = changed["without-diversification"].values()
    assert plan == whole["plan"] | {"prompts": (10,)}
    assert list(pipelines(design("ablation", ALONE))) == [
        "g3-paper", "without-alignment", "without-verification",
    ]  # fmt: skip


def test_what_is_drawn_from_without_verification_is_said():
    alone, asked = (" ".join(design("ablation", setting).notes) for setting in (ALONE, ASKED))
    similar = "the first 15 different positions of similar photos"
    assert f"drawn by chance, of {similar}; towns" in alone
    assert "of the model's replies and the most similar photo's position or" in asked
    assert f"where no reply counts, of {similar}; towns" in asked


def test_models_are_asked_by_both_ways_and_compared_with_none():
    made = design("models", Setting(models=(MODEL, OTHER)))
    assert [(type(way), way.model) for way in made.ways] == [
        (Pipeline, MODEL), (OneReply, MODEL), (Pipeline, OTHER), (OneReply, OTHER),
        (Pipeline, None),
    ]  # fmt: skip


@pytest.mark.parametrize("has_text", [True, False])
def test_representations_are_parts_of_the_vectors(*, has_text: bool):
    made = design("representations", Setting(has_text=has_text))
    parts = [tuple(way.settings()["parts"]) for way in made.ways]
    three = [ALL_PARTS, ("image", "gps"), ("image",)][not has_text :]
    assert parts == [*three, *three]
    assert [type(way) for way in made.ways] == [Pipeline] * len(three) + [Nearest] * len(three)
    assert len(made.notes) == 1


def test_prompts_are_added_in_the_papers_order():
    made = design("references", ASKED)
    prompts = {way.key: way.settings()["plan"]["prompts"] for way in made.ways}
    assert prompts == {
        "prompts-4": FOUR, "prompts-3": (0, 5, 10), "prompts-2": (0, 5), "prompts-1": (0,),
        "references-0": (0,), "references-5": (5,), "references-10": (10,),
        "references-15": (15,),
    }  # fmt: skip
    assert {way.settings()["plan"]["samples"] for way in made.ways} == {5}


def test_candidates_are_the_papers_with_all_four_prompts():
    made = design("candidates", Setting(models=(MODEL,), samples=2))
    plans = [way.settings()["plan"] for way in made.ways]
    assert [plan["samples"] for plan in plans] == [9, 7, 5, 3, 1]
    assert {plan["prompts"] for plan in plans} == {FOUR}


def test_a_curve_is_the_share_within_each_threshold():
    made = design("candidates", ASKED)
    distances = {
        "samples-1": (0.5, NO_ANSWER_KM, 5000.0, 2500.0),
        "samples-3": (1.0, 25.0, 200.0, 750.0),
        "samples-5": (1.001, 25.001, 201.0, NO_ANSWER_KM),
        "samples-7": (0.0, 0.0, 0.0, 0.0),
        "samples-9": (NO_ANSWER_KM,) * 4,
    }
    runs = [run_of(way, *distances[way.key]) for way in made.ways]
    (plot,) = made.plots(runs)
    expected = {
        1.0: (25, 25, 0, 100, 0),
        25.0: (25, 50, 25, 100, 0),
        200.0: (25, 75, 50, 100, 0),
        750.0: (25, 100, 75, 100, 0),
        2500.0: (50, 100, 75, 100, 0),
    }
    assert set(expected) == set(THRESHOLDS_KM)
    for curve, threshold in zip(plot.curves, THRESHOLDS_KM, strict=True):
        assert curve.title == f"within {threshold:g} km"
        assert curve.x == (1, 3, 5, 7, 9)
        assert curve.y == expected[threshold]


def test_each_diagram_of_references_has_its_own_runs():
    made = design("references", ASKED)
    runs = [run_of(way, 0.0 if way.key.startswith("prompts") else 9000.0) for way in made.ways]
    prompts, references = made.plots(runs)
    assert prompts.curves[0].x == (1, 2, 3, 4)
    assert prompts.curves[0].y == (100,) * 4
    assert references.curves[0].x == (0, 5, 10, 15)
    assert references.curves[0].y == (0,) * 4


def test_retrieval_looks_at_fifteen_photos_with_and_without_alignment():
    made = design("retrieval", ASKED)
    shown = [(way.settings()["parts"], way.settings()["shown"]) for way in made.ways]
    assert shown == [(list(ALL_PARTS), 15), (["image"], 15)]
    (plot,) = made.plots([run_of(way, 0.0) for way in made.ways])
    assert [curve.title for curve in plot.curves] == ["nearest", "nearest-image"]


def test_failures_look_at_answers_and_at_fifteen_photos():
    main, similar = design("failures", ASKED).ways
    assert main.settings() == design("overall", ASKED).ways[0].settings()
    assert similar.settings()["shown"] == 15
