"""The reference's numbers, and a pack made of weights that give them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
import pytest

from g3desktop.domain.pack import Pack
from g3desktop.engine.alignment.checkpoint import CHECKPOINT_NAME, convert_g3
from g3desktop.services.packs import write_manifest
from tests.golden_checkpoint import write_checkpoint


@pytest.fixture(scope="session")
def golden() -> Mapping[str, np.ndarray]:
    """What the reference implementation answered."""
    with np.load(Path(__file__).parents[1] / "data" / "g3_reference.npz") as arrays:
        return dict(arrays)


@pytest.fixture(scope="package")
def golden_pack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pack]:
    """The pack g3, converted from a checkpoint in the published layout; 2.4 GB on disk."""
    home = tmp_path_factory.mktemp("golden")
    try:
        write_checkpoint(home / CHECKPOINT_NAME)
        (home / "g3").mkdir()
        manifest = convert_g3(home / CHECKPOINT_NAME, home / "g3")
        write_manifest(home / "g3", manifest)
        (home / CHECKPOINT_NAME).unlink()
        yield Pack(home / "g3", manifest)
    finally:
        shutil.rmtree(home)
