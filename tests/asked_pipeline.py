"""Photos located with a vision model: how they are asked about, and what their answers hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from g3desktop.domain.answer import Answer, Candidate
from g3desktop.domain.dialogue import VisionModel
from g3desktop.domain.geometry import LatLon
from g3desktop.engine.photo import read_photo
from g3desktop.engine.pipeline import Engine, LocateOptions, Update, locate_updates
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.services.ollama import Patience
from tests.fakes import said

PLAN = SamplingPlan()
HASTY = Patience(retry_waits_s=(0.0,))

# Far from each other, from the towns and from every photo.
SOUTH, EAST, NORTH, WEST = (-48.1, 60.2), (5.1, 88.2), (71.3, 45.4), (40.2, -140.7)
FOUR = [said(*one) for one in (SOUTH, EAST, NORTH, WEST)]


def updates_of(
    photos: Sequence[Path], engine: Engine, model: VisionModel | None, **options: Any
) -> list[Update]:
    chosen = LocateOptions(**({"plan": PLAN, "top": 100} | options))
    asked = dataclasses.replace(engine, model=model)
    return list(locate_updates(photos, engine=asked, options=chosen))


def answers_of(photo: Path, engine: Engine, model: VisionModel | None, **options) -> list[Answer]:
    """Return the answers to one photo, each better informed than the one before."""
    answers = []
    for one in updates_of([photo], engine, model, **options):
        assert isinstance(one.result, Answer)
        answers.append(one.result)
    return answers


def ask(photo: Path, engine: Engine, model: VisionModel | None, **options) -> Answer:
    return answers_of(photo, engine, model, **options)[-1]


def sources(candidates: Sequence[Candidate], kind: str) -> list[dict[str, Any]]:
    return [
        dict(source.facts) for one in candidates for source in one.sources if source.kind == kind
    ]


def kinds(candidates: Sequence[Candidate]) -> set[str]:
    return {source.kind for one in candidates for source in one.sources}


def about_the_model(answer: Answer) -> list[str]:
    return [line for line in answer.warnings if "fake-llava" in line]


def best_position(engine: Engine, photo: Path) -> LatLon:
    """Return the point of the greatest verification cosine, to some hundred metres."""
    encoder = engine.encoder
    vectors = encoder.encode_images([encoder.prepare(read_photo(photo).pixels)])
    lat, lon, span = 0.0, 0.0, 180.0
    for _ in range(8):
        lats = np.clip(np.linspace(lat - span / 2, lat + span / 2, 121), -89.9, 89.9)
        lons = np.clip(np.linspace(lon - span, lon + span, 241), -180, 180)
        grid = np.stack(np.meshgrid(lats, lons, indexing="ij"), axis=-1).reshape(-1, 2)
        cosines = encoder.encode_locations(grid).astype(np.float64) @ vectors.image_gps[0]
        lat, lon = grid[int(cosines.argmax())].tolist()
        span /= 6
    return LatLon(lat, lon)
