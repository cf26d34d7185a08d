"""Engines for tests of the window, built in the engine's own process.

They are those of the engine's own tests; where the wish names a file `count`, it gets a line for
every photo that is placed; where it has the address `ollama`, the model of that server is asked;
`places` is what every place is called; `gallery_fails` whether no gallery ever answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from g3desktop.domain.answer import Place
from g3desktop.domain.errors import GalleryError
from g3desktop.domain.photo import Pixels
from g3desktop.domain.work import Cancelled, Report
from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.parts import Engine
from g3desktop.settings import LlmSettings
from g3desktop.wiring import LlmWish, open_model
from tests import engine_child_builders as plain

BUILDER = f"{__name__}:build"


class CountingEncoder(plain.SpecialEncoder):
    def __init__(self, wish: dict) -> None:
        super().__init__(wish)
        self._count = Path(wish["count"])

    def encode_images(self, prepared: Sequence[Pixels]) -> ImageVectors:
        with self._count.open("a") as count:
            count.write("x\n" * len(prepared))
        return super().encode_images(prepared)


class Called:
    """Places that are all called the same."""

    def __init__(self, name: str) -> None:
        self._name = name

    def places(self, lat_lon_deg: np.ndarray) -> list[Place]:
        return [Place(self._name, self._name, self._name, "XX") for _ in lat_lon_deg]


class Failing:
    """As a gallery is that can be opened, and not read."""

    def places(self, lat_lon_deg: np.ndarray) -> list[Place]:
        raise GalleryError("The gallery is damaged.")


def build(wish: dict, report: Report, cancelled: Cancelled) -> Engine:
    engine = plain.build(wish, report, cancelled)
    if "count" in wish:
        engine = replace(engine, encoder=CountingEncoder(wish))
    if "ollama" in wish:
        model, why_not = open_model(
            LlmWish(host=wish["ollama"]), LlmSettings(), cancelled=cancelled
        )
        engine = replace(engine, model=model, without_model=why_not)
    if "places" in wish:
        engine = replace(engine, names=Called(wish["places"]))
    if wish.get("gallery_fails"):
        engine = replace(engine, names=Failing())
    return engine
