"""Forty photos with positions, by three authors, and an engine with a gallery of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.pipeline import Engine
from g3desktop.engine.verification import LocationCache
from tests.fakes import FakeEncoder
from tests.pictures import write_photos
from tests.small_engine import FUSION, GRID, Names


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The photos; not written to."""
    return write_photos(tmp_path_factory.mktemp("pipeline"), 40)


@pytest.fixture(scope="session")
def gallery(photos: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    """A gallery of them; not written to."""
    plan = BuildPlan(photos[0].parents[1], "mine", tmp_path_factory.mktemp("galleries"))
    return build_gallery(plan, FakeEncoder()).gallery


@pytest.fixture
def engine(gallery: Gallery) -> Engine:
    """What answers, without a model."""
    return Engine(FakeEncoder(), gallery, GRID, Names(), FUSION, LocationCache(None))
