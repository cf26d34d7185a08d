"""K prompts, N samples of each: what is asked, in which order, with which seeds."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.geometry import LatLon
from g3desktop.engine.prompts import REPLY_SCHEMA, Reference
from g3desktop.engine.sampling import (
    PRESETS,
    SamplingPlan,
    derive_seed,
    plan_samples,
    write_questions,
)

JPEG = b"\xff\xd8 a photo \xff\xd9"


def references(
    count: int, kind: Literal["similar", "dissimilar"], *, place: str = ""
) -> list[Reference]:
    return [Reference(n, LatLon(n, -n), 0.5, kind, place) for n in range(count)]


def plan(
    counts: tuple[int, int] = (15, 15), *, seed: int = 0, **more: Any
) -> list[tuple[int, int]]:
    samples = plan_samples(
        SamplingPlan(**more),
        references(counts[0], "similar"),
        references(counts[1], "dissimilar"),
        seed=seed,
    )
    return [(one.prompt, one.sample) for one in samples]


@pytest.mark.parametrize("samples", [1, 2, 5])
def test_each_prompt_is_asked_n_times_one_after_the_other(samples: int) -> None:
    expected = [(prompt, sample) for prompt in (0, 5, 10, 15) for sample in range(samples)]
    assert plan(samples=samples) == expected
    # A server reuses what it has read where the next prompt is longer.
    assert plan(samples=samples, prompts=(15, 0, 10, 5)) == expected


def test_presets() -> None:
    assert PRESETS["quick"] is None
    standard, thorough = PRESETS["standard"], PRESETS["thorough"]
    assert standard is not None
    assert thorough is not None
    assert (standard.prompts, standard.samples, standard.questions) == ((0, 5, 10, 15), 1, 4)
    assert (thorough.prompts, thorough.samples, thorough.questions) == ((0, 5, 10, 15), 5, 20)
    assert standard.temperature == thorough.temperature == 0.7


def test_a_prompt_shows_as_many_similar_as_dissimilar_references() -> None:
    similar, dissimilar = references(15, "similar"), references(15, "dissimilar")
    for one in plan_samples(SamplingPlan(), similar, dissimilar, seed=0):
        assert one.shown == (*similar[: one.prompt], *dissimilar[: one.prompt])


@pytest.mark.parametrize("counts", [(0, 0), (1, 0), (3, 0), (7, 1), (15, 2)])
def test_a_small_gallery_changes_what_is_shown_and_not_how_often_is_asked(
    counts: tuple[int, int],
) -> None:
    asked = plan(counts, samples=3)
    assert len(asked) == 12
    # No two questions are the same: the number of the sample goes on.
    assert len(set(asked)) == 12
    assert max(prompt for prompt, _ in asked) == counts[0]


@given(st.integers(), st.integers(1, 8))
def test_seeds_can_be_repeated_differ_and_fit_in_31_bits(seed: int, samples: int) -> None:
    def seeds() -> list[int]:
        return [
            one.seed
            for one in plan_samples(
                SamplingPlan(samples=samples), references(15, "similar"), [], seed=seed
            )
        ]

    first = seeds()
    assert first == seeds()
    assert len(set(first)) == len(first) == 4 * samples
    assert all(0 <= one < 2**31 for one in first)


def test_seeds_follow_from_all_three_numbers() -> None:
    assert len({derive_seed(*numbers) for numbers in ((1, 0, 0), (0, 1, 0), (0, 0, 1))}) == 3
    # Written one after the other these would be the same.
    assert derive_seed(1, 11, 1) != derive_seed(11, 1, 1) != derive_seed(1, 1, 11)


def test_a_sample_keeps_its_seed_whatever_else_is_asked() -> None:
    few = plan_samples(SamplingPlan(prompts=(5,)), references(15, "similar"), [], seed=4)
    many = plan_samples(SamplingPlan(samples=5), references(15, "similar"), [], seed=4)
    (same,) = [one for one in many if (one.prompt, one.sample) == (5, 0)]
    assert same.seed == few[0].seed


@pytest.mark.parametrize("place", ["", "San Carlos de Bariloche, Rio Negro, Argentina"])
def test_all_questions_leave_room_for_the_longest(place: str) -> None:
    samples = plan_samples(
        SamplingPlan(samples=2),
        references(15, "similar", place=place),
        references(15, "dissimilar", place=place),
        seed=1,
    )
    questions = write_questions(samples, image_jpeg=JPEG, temperature=0.3)
    (context,) = {one.context_tokens for one in questions}
    longest = max(len(one.text) for one in questions)
    # The picture and the reply need room beside a token for every second character.
    assert context >= 2880 + longest / 2 + questions[0].reply_tokens
    assert context <= 8192
    assert len({len(one.text) for one in questions}) == 4


def test_questions_carry_what_was_planned() -> None:
    samples = plan_samples(SamplingPlan(samples=2), references(15, "similar"), [], seed=1)
    questions = write_questions(samples, image_jpeg=JPEG, temperature=0.0)
    assert [one.seed for one in questions] == [one.seed for one in samples]
    assert all(one.image_jpeg is JPEG for one in questions)
    assert all(one.schema == REPLY_SCHEMA for one in questions)
    assert {one.temperature for one in questions} == {0.0}
    assert all(one.reply_tokens >= 64 for one in questions)
    # The samples of one prompt differ by their seed alone.
    assert [questions[n].text == questions[n + 1].text for n in range(7)] == [True, False] * 3 + [
        True
    ]


def test_nothing_to_ask() -> None:
    assert write_questions([], image_jpeg=JPEG, temperature=0.7) == []
