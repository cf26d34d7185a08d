"""What a pack says of itself in its pack.json."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from g3desktop.domain.errors import PackError

MANIFEST_NAME = "pack.json"

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")

Projection = Literal["web_mercator", "equal_earth"]

PackKind = Literal["encoder", "gallery", "metadata", "index", "basemap"]
"""What a pack holds; an index holds nothing any more once a gallery was made of it."""

Crop = Literal["centre", "whole"]
"""How a photo becomes a square: its middle is cut out, or all of it is squeezed."""


def is_pack_id(text: str) -> bool:
    """Tell whether a text can be a pack's id, which names a folder on every system."""
    return _ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack, its path relative to the pack's folder."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class EncoderSpec:
    """How to build an encoder around a pack's weights.

    Attributes:
        family: "g3" is the paper's CLIP ViT-L/14; "starter" a small timm network.
        weights: The safetensors file, relative to the pack's folder.
        architecture: open_clip's or timm's name of the image tower.
        input_px: Side of the square that the image tower reads, pixels.
        projection: How positions are laid flat before the random Fourier features.
        image_dim: Length of the image vector.
        text_dim: Length of the image-to-text vector; 0 where the encoder has no text part.
        gps_dim: Length of the image-to-GPS and location vectors.
        crop: How a photo becomes the square.
    """

    family: Literal["g3", "starter"]
    weights: str
    architecture: str
    input_px: int
    projection: Projection
    image_dim: int
    text_dim: int
    gps_dim: int
    crop: Crop = "centre"


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """How retrieval and verification are weighed into one score, fitted on held-out photos.

    The evidence of a gallery row is its retrieval cosine plus `row_verification` times the
    geo-verification cosine of its position. A position's score is the logarithm of a kernel
    density over the rows, each counting exp(evidence / temperature) and spread over several
    distances at once, plus `verification` times the position's own geo-verification cosine.

    Attributes:
        temperature: Divides a row's evidence before the exponential.
        scales_km: Widths of the kernels.
        scale_weights: Share of each kernel, same length as `scales_km`.
        verification: Weight of a position's own geo-verification cosine beside the logarithm of
            the density.
        row_verification: Weight of a row's geo-verification cosine beside its retrieval cosine.
    """

    temperature: float
    scales_km: tuple[float, ...]
    scale_weights: tuple[float, ...]
    verification: float
    row_verification: float = 0.0


@dataclass(frozen=True, slots=True)
class AcceptedTerms:
    """Terms of use that the user read and accepted.

    Attributes:
        title: What they are called.
        version: Which wording of them.
        accepted_at: When, ISO 8601, UTC.
    """

    title: str
    version: str
    accepted_at: str


@dataclass(frozen=True, slots=True)
class PackManifest:
    """A pack's description of itself.

    Attributes:
        format: Version of this description; 1.
        id: Short name that the user types.
        kind: What it holds.
        version: The pack's own version.
        licence: SPDX id, or a sentence where there is none.
        source: Where its files come from.
        files: Every other file of the folder.
        encoder: How to build the encoder; None where the pack is none.
        fusion: Fitted weights of the fused ranking, or None where there are none.
        terms: What the user accepted before it was installed; None where nothing was asked.
        name: Of a gallery, what it is called; of an index, the gallery that was made of it.
        archive: The one of its files that the small ones are packed in; "" where none are.
    """

    format: int
    id: str
    kind: PackKind
    version: str
    licence: str
    source: str
    files: tuple[PackFile, ...]
    encoder: EncoderSpec | None = None
    fusion: FusionWeights | None = None
    terms: AcceptedTerms | None = None
    name: str = ""
    archive: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack on disk whose manifest was read and found sound.

    Attributes:
        folder: Where it lies.
        manifest: What it says of itself.
        bundled: Whether it came with the program and cannot be removed.
    """

    folder: Path
    manifest: PackManifest
    bundled: bool = False

    @property
    def spec(self) -> EncoderSpec:
        """How to build its encoder.

        Raises:
            PackError: It is no encoder.
        """
        if self.manifest.encoder is None:
            raise PackError(
                f"The pack {self.manifest.id} is no encoder.",
                hint="`g3desktop packs list` shows which are.",
            )
        return self.manifest.encoder

    def require_encoder(self) -> None:
        """See that it is an encoder.

        Raises:
            PackError: It is not.
        """
        _ = self.spec

    @property
    def encoder_id(self) -> str:
        """Name of the encoder's weights: the pack's id and the head of their hash.

        Raises:
            PackError: It is no encoder.
        """
        weights = next(f for f in self.manifest.files if f.path == self.spec.weights)
        return f"{self.manifest.id}-{weights.sha256[:12]}"

    @property
    def weights_path(self) -> Path:
        """The safetensors file.

        Raises:
            PackError: It is no encoder.
        """
        return self.folder / self.spec.weights
