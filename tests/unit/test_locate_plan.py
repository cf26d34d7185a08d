"""How a model is asked: what is typed now, over what was chosen once and for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from g3desktop.cli.locate import _plan, command
from g3desktop.engine.sampling import SamplingPlan

CHOSEN = """
[llm]
prompts = [3, 0]
samples = 2
temperature = 0.2
budget_s = 60
place_names = true
"""


def plan(*arguments: str) -> SamplingPlan | None:
    return _plan(command.make_context("locate", [*arguments, "photo.jpg"]).params)


@pytest.fixture
def chosen(home: Path) -> None:
    (home / "settings.toml").write_text(CHOSEN, encoding="utf-8")


def test_nothing_chosen_is_each_prompt_once() -> None:
    assert plan() == SamplingPlan()


@pytest.mark.usefixtures("chosen")
def test_what_was_chosen_holds() -> None:
    assert plan() == SamplingPlan((3, 0), 2, 0.2, 60, place_names=True)


@pytest.mark.usefixtures("chosen")
@pytest.mark.parametrize(
    ("option", "value", "field", "expected"),
    [
        ("--prompts", "7", "prompts", (7,)),
        ("--samples", "4", "samples", 4),
        ("--temperature", "0", "temperature", 0),
        ("--budget", "5", "budget_s", 5),
        ("--no-place-names", None, "place_names", False),
    ],
)
def test_what_is_typed_now_goes_first(
    option: str, value: str | None, field: str, expected: object
) -> None:
    arguments = [option] if value is None else [option, value]
    made = plan(*arguments)
    assert getattr(made, field) == expected
    unchanged = {"prompts": (3, 0), "samples": 2, "temperature": 0.2, "budget_s": 60}
    assert {name: getattr(made, name) for name in unchanged if name != field} == {
        name: value for name, value in unchanged.items() if name != field
    }


@pytest.mark.usefixtures("chosen")
def test_an_effort_that_is_typed_is_that_effort_whole() -> None:
    made = plan("--effort", "thorough")
    assert (made.prompts, made.samples) == ((0, 5, 10, 15), 5)
    assert made.temperature == 0.2


@pytest.mark.usefixtures("chosen")
def test_no_model_is_no_model() -> None:
    assert plan("--no-llm") is None
    assert plan("--effort", "quick") is None
