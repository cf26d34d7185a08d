"""Engines for tests of the window, built in the engine's own process.

They are those of the engine's own tests; where the wish names a file `count`, it gets a line for
every photo that is placed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from g3desktop.domain.photo import Pixels
from g3desktop.domain.work import Cancelled, Report
from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.parts import Engine
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


def build(wish: dict, report: Report, cancelled: Cancelled) -> Engine:
    engine = plain.build(wish, report, cancelled)
    if "count" in wish:
        engine = replace(engine, encoder=CountingEncoder(wish))
    return engine
