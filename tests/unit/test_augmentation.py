"""Random views: what they may show, and that the seed decides them."""

from __future__ import annotations

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from g3desktop.engine.alignment.augmentation import Augmentation, random_views

STILL = Augmentation(
    min_area=1, max_aspect=1, flip=0, brightness=0, contrast=0, saturation=0, grey=0
)


def squares(count: int = 3, side: int = 32) -> torch.Tensor:
    generator = torch.Generator().manual_seed(1)
    return torch.randint(0, 256, (count, side, side, 3), generator=generator, dtype=torch.uint8)


def views(strength: Augmentation, *, seed: int = 0, side: int = 32) -> torch.Tensor:
    photos = squares()
    return random_views(
        photos,
        torch.ones(len(photos)),
        side_px=side,
        strength=strength,
        generator=torch.Generator().manual_seed(seed),
    )


def test_no_strength_gives_the_photo_itself() -> None:
    expected = squares().permute(0, 3, 1, 2) / 255
    torch.testing.assert_close(views(STILL), expected, atol=1e-5, rtol=0)


def test_mirror() -> None:
    mirrored = Augmentation(
        min_area=1, max_aspect=1, flip=1, brightness=0, contrast=0, saturation=0, grey=0
    )
    expected = squares().permute(0, 3, 1, 2).flip(3) / 255
    torch.testing.assert_close(views(mirrored), expected, atol=1e-5, rtol=0)


def test_grey_has_equal_channels() -> None:
    grey = views(Augmentation(grey=1.0))
    torch.testing.assert_close(grey[:, 0], grey[:, 1])
    torch.testing.assert_close(grey[:, 1], grey[:, 2])


def test_seed_decides() -> None:
    assert torch.equal(views(Augmentation(), seed=3), views(Augmentation(), seed=3))
    assert not torch.equal(views(Augmentation(), seed=3), views(Augmentation(), seed=4))


def test_sides_of_a_wide_photo_are_seen() -> None:
    side = 64
    photo = torch.zeros(1, side, side, 3, dtype=torch.uint8)
    photo[:, :, :8] = 255  # the left eighth of a photo twice as wide as high
    seen = [
        random_views(
            photo,
            torch.tensor([2.0]),
            side_px=32,
            strength=Augmentation(min_area=0.2),
            generator=torch.Generator().manual_seed(seed),
        ).max()
        for seed in range(40)
    ]
    assert max(seen) > 0.5


@given(st.floats(0.2, 5), st.integers(0, 1000), st.floats(0.05, 1), st.floats(1, 3))
@settings(max_examples=40, deadline=None)
def test_views_stay_in_range(aspect: float, seed: int, area: float, widest: float) -> None:
    result = random_views(
        squares(2),
        torch.tensor([aspect, 1 / aspect]),
        side_px=16,
        strength=Augmentation(min_area=area, max_aspect=widest, brightness=0.5),
        generator=torch.Generator().manual_seed(seed),
    )
    assert result.shape == (2, 3, 16, 16)
    assert torch.isfinite(result).all()
    assert result.min() >= 0
    assert result.max() <= 1
