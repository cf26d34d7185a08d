"""Recipes: what a file may change, and how the learning rate runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import UsageError
from g3desktop.engine.alignment.recipe import (
    G3_RECIPE,
    STARTER_RECIPE,
    change_recipe,
    default_recipe,
    lr_share,
    read_recipe,
    recipe_hash,
    recipe_json,
)


def test_file_changes_what_it_names(tmp_path: Path) -> None:
    path = tmp_path / "recipe.json"
    path.write_text('{"epochs": 3, "optimisation": {"lr": 0.5}}')
    recipe = read_recipe(path, STARTER_RECIPE)
    assert recipe.epochs == 3
    assert recipe.optimisation.lr == 0.5
    assert recipe.optimisation.weight_decay == STARTER_RECIPE.optimisation.weight_decay
    assert recipe.objective == STARTER_RECIPE.objective


def test_written_recipe_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "recipe.json"
    path.write_text(recipe_json(G3_RECIPE))
    assert read_recipe(path, STARTER_RECIPE) == G3_RECIPE
    assert recipe_hash(default_recipe("g3")) == recipe_hash(G3_RECIPE)
    assert recipe_hash(G3_RECIPE) != recipe_hash(STARTER_RECIPE)


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('{"epoch": 3}', "epoch"),
        ('{"optimisation": {"momentum": 1}}', "momentum"),
        ('{"optimisation": 3}', "optimisation"),
        ('{"epochs": "many"}', "epochs"),
        ('{"epochs": 0}', "epochs"),
        ('{"batch": 1}', "batch"),
        ('{"stored_px": 32}', "stored_px"),
        ('{"augmentation": {"min_area": 0}}', "min_area"),
        ('{"optimisation": {"lr": NaN}}', "lr"),
        ("[]", "object"),
        ("{", "JSON"),
        ("\ufffd", "JSON"),
    ],
)
def test_bad_file_is_named(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "recipe.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=named) as caught:
        read_recipe(path, STARTER_RECIPE)
    assert str(path) in str(caught.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.json"):
        read_recipe(tmp_path / "none.json", STARTER_RECIPE)


def test_steps_fall_after_each_epoch() -> None:
    shares = [lr_share(G3_RECIPE, step, steps_per_epoch=2) for step in range(6)]
    assert shares == pytest.approx([1, 1, 0.87, 0.87, 0.87**2, 0.87**2])


@given(st.integers(1, 20), st.integers(1, 20), st.floats(0, 0.5))
def test_cosine_rises_then_falls(epochs: int, steps_per_epoch: int, warmup: float) -> None:
    recipe = change_recipe(
        STARTER_RECIPE, {"epochs": epochs, "optimisation": {"warmup_share": warmup}}
    )
    total = epochs * steps_per_epoch
    shares = [lr_share(recipe, step, steps_per_epoch=steps_per_epoch) for step in range(total)]
    peak = shares.index(max(shares))
    assert shares[:peak] == sorted(shares[:peak])
    assert shares[peak:] == sorted(shares[peak:], reverse=True)
    assert all(0 < share <= 1 for share in shares)


def test_every_field_has_a_json_form() -> None:
    assert json.loads(recipe_json(STARTER_RECIPE))["objective"]["extra_negatives"] > 0
