"""What every encoder offers, whatever its weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.pack import EncoderSpec
from g3desktop.domain.photo import Pixels

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class ImageVectors:
    """Unit vectors of N images.

    Attributes:
        image: Shape (N, image_dim).
        image_text: Image-to-text, shape (N, text_dim); text_dim is 0 without a text part.
        image_gps: Image-to-GPS, shape (N, gps_dim).
    """

    image: Vectors
    image_text: Vectors
    image_gps: Vectors

    def __len__(self) -> int:
        return len(self.image)

    def concatenated(self) -> Vectors:
        """Return the gallery row of each image, shape (N, image_dim + text_dim + gps_dim).

        Source: Jia et al. 2024 (G3), retrieval by inner product of the three vectors side by side.
        """
        return np.concatenate([self.image, self.image_text, self.image_gps], axis=1)

    def parts(self) -> int:
        """Return how many unit vectors a row holds; its inner product with itself."""
        return 2 + bool(self.image_text.shape[1])


class Encoder(Protocol):
    """Image, text and position into one space. Not for use from several threads at once.

    `prepare` alone is: it touches no weights, so that decode workers can call it side by side.
    """

    @property
    def id(self) -> str:
        """Name of the weights; a gallery records it."""

    @property
    def spec(self) -> EncoderSpec:
        """Dimensions and projection."""

    @property
    def device(self) -> str:
        """Where it computes: "cpu", "cuda" or "mps"."""

    @property
    def precision(self) -> str:
        """What it computes in: "float32" or "bfloat16"."""

    @property
    def short_side_px(self) -> int:
        """Short side that a decoder may reduce a photo to without changing the answer."""

    def prepare(self, pixels: Pixels) -> Pixels:
        """Resize and crop one upright photo to the square that the image tower reads."""

    def encode_images(self, prepared: Sequence[Pixels]) -> ImageVectors:
        """Encode prepared squares, in batches of a size that suits the device."""

    def encode_locations(self, lat_lon_deg: NDArray[np.float64]) -> Vectors:
        """Encode positions in degrees, shape (M, 2), to unit vectors, shape (M, gps_dim)."""

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts to unit vectors, shape (N, text_dim).

        Raises:
            EngineError: The encoder has no text part.
        """
