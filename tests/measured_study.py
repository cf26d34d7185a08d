"""A small study, measured as the program does, and what stands in its way."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pytest

from g3desktop.domain.errors import PhotoError
from g3desktop.domain.work import ignore_progress, never_cancelled
from g3desktop.engine import photo as reading
from g3desktop.engine.parts import Engine
from g3desktop.engine.pipeline import BATCH_PHOTOS
from g3desktop.evaluation.baselines import ByChance, KernelDensity, Nearest
from g3desktop.evaluation.measuring import Measured, Study, measure
from g3desktop.evaluation.memory import opened
from g3desktop.evaluation.outcomes import Dataset, Run
from g3desktop.evaluation.ways import Way
from tests.fakes import CompanyEncoder
from tests.small_study import dataset_of

WAYS: tuple[Way, ...] = (Nearest("main"), Nearest(shown=7), KernelDensity(), ByChance())


TRIED = [BATCH_PHOTOS, BATCH_PHOTOS]
"""Photos that are encoded first, and as many copies, to see what is to be taken for a copy."""


class CountingEncoder(CompanyEncoder):
    """Counts the photos that it encodes, whose vectors depend on those encoded beside them.

    A photo that fills a batch up counts once.
    """

    def __init__(self) -> None:
        super().__init__("fake-1")
        self.batches: list[int] = []

    def encode_images(self, prepared):
        self.batches.append(len({square.tobytes() for square in prepared}))
        return super().encode_images(prepared)


def study(
    dataset: Dataset | Sequence[Path],
    engine: Engine,
    folder: Path,
    ways: Sequence[Way] = WAYS,
    *,
    report=ignore_progress,
    cancelled=never_cancelled,
    **others,
) -> Measured:
    """Measure ways on a data set, or on photos, with a memory in that folder."""
    if not isinstance(dataset, Dataset):
        dataset = dataset_of(dataset)
    with opened(folder) as memory:
        asked = Study(dataset, ways, engine, memory, **others)
        return measure(asked, report=report, cancelled=cancelled)


def figures(measured: Measured) -> list[Run]:
    """Return runs without what they took."""
    return [
        dataclasses.replace(
            run,
            outcomes=tuple(dataclasses.replace(one, elapsed_ms=0.0) for one in run.outcomes),
        )
        for run in measured.runs
    ]


def refuse(monkeypatch: pytest.MonkeyPatch, path: Path, problem: Exception) -> None:
    """Let opening one file, or decoding it, fail as the operating system does."""
    whole, part = reading.Path.open, reading.decode

    def open_(self: Path, *arguments, **options):
        if self == path and isinstance(problem, OSError):
            raise problem
        return whole(self, *arguments, **options)

    def decode(name: Path, *arguments, **options):
        if name == path and isinstance(problem, MemoryError):
            raise PhotoError(f"{name} does not fit into memory.") from problem
        return part(name, *arguments, **options)

    monkeypatch.setattr(Path, "open", open_)
    monkeypatch.setattr(reading, "decode", decode)
