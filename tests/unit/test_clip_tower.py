"""What a photo becomes before the image tower reads it."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from g3desktop.engine.alignment.clip_tower import (
    INPUT_PX,
    build_towers,
    crop_square,
    normalise_pixels,
    tokenize,
)


@given(st.integers(1, 500), st.integers(1, 500))
def test_every_photo_becomes_a_square(height: int, width: int) -> None:
    square = crop_square(np.full((height, width, 3), 77, np.uint8))
    assert square.shape == (INPUT_PX, INPUT_PX, 3)
    assert square.dtype == np.uint8
    assert (square == 77).all()


def test_square_is_the_middle_of_the_resized_photo() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (301, 455, 3), np.uint8)
    width = int(INPUT_PX * 455 / 301)
    left = (width - INPUT_PX) // 2
    whole = Image.fromarray(pixels).resize((width, INPUT_PX), Image.Resampling.BICUBIC)
    np.testing.assert_array_equal(crop_square(pixels), np.asarray(whole)[:, left : left + INPUT_PX])
    upright = crop_square(np.ascontiguousarray(pixels.transpose(1, 0, 2)))
    assert upright.shape == (INPUT_PX, INPUT_PX, 3)


@pytest.mark.parametrize("shape", [(2, 300_000), (300_000, 2)])
def test_strip_takes_no_memory_beyond_its_middle(shape: tuple[int, int]) -> None:
    # Resized whole it would be 224 by 33,600,000 pixels.
    pixels = np.zeros((*shape, 3), np.uint8)
    middle = 150_000
    (pixels[:, middle - 1 : middle + 1] if shape[0] == 2 else pixels[middle - 1 : middle + 1])[
        :
    ] = 255
    square = crop_square(pixels)
    assert square.shape == (INPUT_PX, INPUT_PX, 3)
    assert square.mean() > 200


def test_normalised_pixels() -> None:
    black, white = normalise_pixels(
        torch.stack([torch.zeros(224, 224, 3), torch.full((224, 224, 3), 255)]).to(torch.uint8)
    )
    assert black.shape == (3, 224, 224)
    assert black[:, 0, 0].tolist() == pytest.approx([-1.7923, -1.7521, -1.4802], abs=1e-4)
    assert white[:, 5, 9].tolist() == pytest.approx([1.9303, 2.0749, 2.1459], abs=1e-4)


def test_towers_take_no_room_until_they_are_loaded() -> None:
    image, text = build_towers()
    assert all(p.is_meta for p in [*image.parameters(), *text.parameters()])
    mask = text.get_buffer("attn_mask")
    assert mask.shape == (77, 77)
    assert mask[3, 3] == 0
    assert mask[3, 4] == -torch.inf


def test_long_texts_are_cut() -> None:
    tokens = tokenize(["street " * 200, ""])
    assert tokens.shape == (2, 77)
    assert tokens[0, -1] == tokens[1, 1] == 49407  # end of text
