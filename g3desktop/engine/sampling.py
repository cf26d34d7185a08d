"""What a vision language model is asked about one photo: K prompts, N samples of each.

Source: Jia et al. 2024 (G3), geo-diversification.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from g3desktop.domain.dialogue import Question
from g3desktop.engine.prompts import REPLY_SCHEMA, Reference, write_prompt

_REPLY_TOKENS = 128
"""Two numbers in JSON take some forty."""

_IMAGE_TOKENS = 2880
"""LLaVA 1.6 (Liu et al. 2024) reads five tiles of 576; others read fewer."""

_TOKENS_PER_CHARACTER = 0.6
"""Digits are tokens of their own; words have fewer than one for every three letters."""

_CONTEXT_STEP_TOKENS = 1024


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """How often a model is asked, and how.

    Attributes:
        prompts: How many similar references each prompt shows, and as many dissimilar ones.
        samples: Samples of each prompt.
        temperature: Of the model's sampling.
        budget_s: Seconds for one photo, after which no reply is waited for, and within which
            asking ends early once no reply could change the first place; None asks them all.
        place_names: Whether prompts show references' places in words too.
    """

    prompts: tuple[int, ...] = (0, 5, 10, 15)
    samples: int = 1
    temperature: float = 0.7
    budget_s: float | None = None
    place_names: bool = False

    @property
    def questions(self) -> int:
        """How many questions a photo takes."""
        return len(self.prompts) * self.samples


PRESETS: Mapping[str, SamplingPlan | None] = {
    "quick": None,
    "standard": SamplingPlan(),
    "thorough": SamplingPlan(samples=5),
}
"""How much to ask: nothing, each prompt once, or K = 4 prompts of N = 5 samples as in the paper."""


def choose_plan(
    effort: str,
    *,
    prompts: tuple[int, ...] | None = None,
    samples: int | None = None,
    temperature: float | None = None,
    budget_s: float | None = None,
    place_names: bool = False,
) -> SamplingPlan | None:
    """Return an effort's plan with what the user wants otherwise; None where it asks no model."""
    plan = PRESETS[effort]
    if plan is None:
        return None
    return SamplingPlan(
        prompts=prompts or plan.prompts,
        samples=samples or plan.samples,
        temperature=plan.temperature if temperature is None else temperature,
        budget_s=budget_s,
        place_names=place_names,
    )


@dataclass(frozen=True, slots=True)
class Sample:
    """One question's identity.

    Attributes:
        prompt: How many similar references it shows.
        sample: Which sample of that prompt, from 0.
        seed: Of the model's sampling.
        shown: The references.
    """

    prompt: int
    sample: int
    seed: int
    shown: tuple[Reference, ...]


def plan_samples(
    plan: SamplingPlan,
    similar: Sequence[Reference],
    dissimilar: Sequence[Reference],
    *,
    seed: int,
) -> list[Sample]:
    """Return what to ask, in the order in which a server can use again what it has read.

    Args:
        plan: How often.
        similar: References, most similar first; a prompt shows fewer where there are fewer.
        dissimilar: References, least similar first.
        seed: Every question's own seed follows from this one, its prompt and its sample.
    """
    asked: Counter[int] = Counter()
    samples = []
    for wanted in sorted(plan.prompts):
        shown = (*similar[:wanted], *dissimilar[:wanted])
        prompt = min(wanted, len(similar))
        for _ in range(plan.samples):
            number = asked[prompt]
            asked[prompt] += 1
            samples.append(Sample(prompt, number, derive_seed(seed, prompt, number), shown))
    return samples


def derive_seed(seed: int, prompt: int, sample: int) -> int:
    """Return the seed of one question, in [0, 2**31)."""
    digest = hashlib.sha256(f"{seed} {prompt} {sample}".encode()).digest()
    return int.from_bytes(digest[:4]) >> 1


def write_questions(
    samples: Sequence[Sample], *, image_jpeg: bytes, temperature: float
) -> list[Question]:
    """Return the requests for samples; all have room for the longest of them.

    A server loads a model anew when the room changes, so it is one for all.
    """
    texts = [
        write_prompt(
            [one for one in sample.shown if one.kind == "similar"],
            [one for one in sample.shown if one.kind == "dissimilar"],
        )
        for sample in samples
    ]
    longest = max(map(len, texts), default=0)
    tokens = _IMAGE_TOKENS + _TOKENS_PER_CHARACTER * longest + _REPLY_TOKENS
    context = _CONTEXT_STEP_TOKENS * math.ceil(tokens / _CONTEXT_STEP_TOKENS)
    return [
        Question(
            text=text,
            image_jpeg=image_jpeg,
            schema=REPLY_SCHEMA,
            seed=sample.seed,
            temperature=temperature,
            context_tokens=context,
            reply_tokens=_REPLY_TOKENS,
        )
        for text, sample in zip(texts, samples, strict=True)
    ]
