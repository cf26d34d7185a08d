"""Options of `g3desktop evaluate` that have no use: refused, and those alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from g3desktop.cli.evaluate_options import UNUSED
from g3desktop.evaluation.experiments import PRESETS, Setting, design
from tests.fakes import FakeVisionModel


class OtherModel(FakeVisionModel):
    name = "other-llava"


SETTING = Setting(models=(FakeVisionModel(""),))
CHANGES: dict[str, dict[str, Any]] = {
    "llm": {"models": (OtherModel(""),)},
    "ranking": {"ranking": "fused"},
    "samples": {"samples": 2},
    "temperature": {"temperature": 0.1},
    "knn_rows": {"knn_rows": 7},
    "knn_sigma": {"knn_sigma_km": 8.0},
}


def settings_of(experiment: str, setting: Setting) -> list[dict[str, object]]:
    return [dict(way.settings()) for way in design(experiment, setting).ways]


@pytest.mark.parametrize("option", CHANGES)
@pytest.mark.parametrize("experiment", PRESETS)
def test_an_option_is_of_no_use_where_no_way_depends_on_it(experiment: str, option: str):
    changed = settings_of(experiment, replace(SETTING, **CHANGES[option]))
    has_use = changed != settings_of(experiment, SETTING)
    assert has_use == (option not in UNUSED[experiment])
