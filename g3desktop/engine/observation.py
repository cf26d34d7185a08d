"""What the window sees of the engine's work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.pack import EncoderSpec
from g3desktop.domain.photo import Pixels
from g3desktop.engine.alignment.encoder import Encoder, ImageVectors, Vectors


class ObservedEncoder:
    """An encoder that tells when it encodes photos.

    Args:
        encoder: Does the work.
        before: Called before photos are encoded.
        after: Called afterwards.
    """

    def __init__(
        self, encoder: Encoder, *, before: Callable[[], None], after: Callable[[], None]
    ) -> None:
        self._encoder, self._before, self._after = encoder, before, after

    @property
    def id(self) -> str:
        """Name of the weights."""
        return self._encoder.id

    @property
    def spec(self) -> EncoderSpec:
        """Dimensions and projection."""
        return self._encoder.spec

    @property
    def device(self) -> str:
        """Where it computes."""
        return self._encoder.device

    @property
    def precision(self) -> str:
        """What it computes in."""
        return self._encoder.precision

    @property
    def short_side_px(self) -> int:
        """Short side that a decoder may reduce a photo to."""
        return self._encoder.short_side_px

    def prepare(self, pixels: Pixels) -> Pixels:
        """Resize and crop one upright photo."""
        return self._encoder.prepare(pixels)

    def encode_images(self, prepared: Sequence[Pixels]) -> ImageVectors:
        """Encode prepared squares, and tell so."""
        self._before()
        vectors = self._encoder.encode_images(prepared)
        self._after()
        return vectors

    def encode_locations(self, lat_lon_deg: NDArray[np.float64]) -> Vectors:
        """Encode positions."""
        return self._encoder.encode_locations(lat_lon_deg)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts."""
        return self._encoder.encode_texts(texts)
