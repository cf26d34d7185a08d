"""What a cluster's workers do in tests: open an encoder that costs nothing, and wait at a gate."""

from __future__ import annotations

from functools import partial

from g3desktop.domain.photo import Pixels
from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.gallery.cluster_work import EncoderRecipe
from tests.engine_child_gate import come
from tests.fakes import CompanyEncoder

READING, ENCODING = "reading", "encoding"

WIDE = (96, 24)
"""Size of the photos that their readers come to the gate with."""


class GatedEncoder(CompanyEncoder):
    """Comes to the gate with its second chunk."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port
        self._chunks = 0

    def encode_images(self, prepared) -> ImageVectors:
        self._chunks += 1
        if self._chunks == 2:
            come(self._port, ENCODING)
        return super().encode_images(prepared)


def prepare_at_gate(pixels: Pixels, port: int) -> Pixels:
    """Prepare a photo; a wide one after the gate has let it through."""
    height, width, _ = pixels.shape
    if width > 2 * height:
        come(port, READING)
    return CompanyEncoder().prepare(pixels)


def company_recipe(encoder_id: str = "company-1") -> EncoderRecipe:
    """Say how to open the encoder; any other id than its own is wrong."""
    encoder = CompanyEncoder()
    return EncoderRecipe(
        encoder_id, "cpu", encoder.short_side_px, 1, encoder.prepare, type(encoder)
    )


def gated_recipe(port: int) -> EncoderRecipe:
    """Say how to open an encoder that waits at a gate, as reading does."""
    side_px = CompanyEncoder().short_side_px
    prepare = partial(prepare_at_gate, port=port)
    return EncoderRecipe("company-1", "cpu", side_px, 1, prepare, partial(GatedEncoder, port))
