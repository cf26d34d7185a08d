"""What the settings ask of the engine."""

from __future__ import annotations

from g3desktop.engine.messages import PhotoOptions
from g3desktop.settings import LlmSettings, Settings
from g3desktop.wiring import EngineWish, LlmWish


def engine_wish(settings: Settings) -> EngineWish:
    """Return the engine that is asked for; encoder, gallery and device it takes by itself."""
    return EngineWish(llm=None if settings.llm.effort == "quick" else LlmWish())


def wishes_of(settings: Settings) -> tuple[EngineWish, PhotoOptions]:
    """Return the engine that is asked for, and how photos are placed."""
    return engine_wish(settings), photo_options(settings.llm)


def photo_options(llm: LlmSettings) -> PhotoOptions:
    """Return how photos are placed with these settings.

    What is as by default is left to the effort, so that photos placed before are not placed again.
    """
    usual = LlmSettings()
    return PhotoOptions(
        effort=llm.effort,
        prompts=llm.prompts or None,
        samples=llm.samples or None,
        temperature=None if llm.temperature == usual.temperature else llm.temperature,
        budget_s=llm.budget_s or None,
        place_names=llm.place_names,
    )
