"""From which cosine on photos are the same picture: measured, and measured once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from g3desktop.domain.errors import CancelledError
from g3desktop.domain.work import never_cancelled
from g3desktop.engine.photo import read_photo
from g3desktop.evaluation.likeness import twin_cosine
from g3desktop.evaluation.memory import opened
from tests.fakes import FakeEncoder
from tests.small_study import dataset_of


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Photos of broad stripes, each in colours of its own."""
    generator = np.random.default_rng(0)
    paths = [tmp_path / f"{number}.png" for number in range(30)]
    for path in paths:
        blocks = generator.integers(0, 256, (6, 8, 3), dtype=np.uint8)
        Image.fromarray(blocks).resize((160, 120), Image.Resampling.BICUBIC).save(path)
    return paths


def cosine_of(photos: list[Path], folder: Path, encoder: FakeEncoder | None = None) -> float:
    with opened(folder) as memory:
        return twin_cosine(
            dataset_of(photos), encoder or FakeEncoder(), memory, cancelled=never_cancelled
        )


def test_copies_are_above_it_and_strangers_below(photos: list[Path], tmp_path: Path):
    encoder = FakeEncoder()
    cosine = cosine_of(photos, tmp_path / "kept", encoder)

    pixels = [read_photo(path).pixels for path in photos]
    copies = [one[6:-6, 8:-8] for one in pixels]
    whole, cut = (
        encoder.encode_images([encoder.prepare(one) for one in some]).concatenated() / np.sqrt(2)
        for some in (pixels, copies)
    )
    alike = np.einsum("nd,nd->n", whole, cut)
    strangers = (whole @ whole.T)[np.triu_indices(len(whole), 1)]
    assert (alike >= cosine).mean() > 0.5
    assert (strangers >= cosine).mean() < 0.05


def test_it_is_measured_once(photos: list[Path], tmp_path: Path):
    first = cosine_of(photos, tmp_path / "kept")
    for path in photos:
        path.unlink()

    assert cosine_of(photos, tmp_path / "kept") == first
    # Another encoder has another scale; without a photo nothing is alike.
    assert cosine_of(photos, tmp_path / "kept", FakeEncoder("other")) == 1.0


def test_what_cannot_be_read_is_left_out(photos: list[Path], tmp_path: Path):
    expected = cosine_of(photos[1:2], tmp_path / "one")
    photos[0].write_bytes(b"no photo")

    assert cosine_of(photos[:2], tmp_path / "two") == expected


def test_it_can_be_stopped(photos: list[Path], tmp_path: Path):
    with opened(tmp_path / "kept") as memory, pytest.raises(CancelledError):
        twin_cosine(dataset_of(photos), FakeEncoder(), memory, cancelled=lambda: True)
