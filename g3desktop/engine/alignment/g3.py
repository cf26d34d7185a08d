"""The paper's encoder: CLIP ViT-L/14, a location encoder, and a head on every part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from g3desktop.domain.errors import PackError
from g3desktop.domain.pack import EncoderSpec, Pack
from g3desktop.domain.photo import Pixels
from g3desktop.engine.alignment.clip_tower import (
    ARCHITECTURE,
    EMBEDDING_DIM,
    INPUT_PX,
    build_towers,
    crop_square,
    normalise_pixels,
    tokenize,
)
from g3desktop.engine.alignment.devices import device_errors
from g3desktop.engine.alignment.encoder import ImageVectors, Vectors
from g3desktop.engine.alignment.location_encoder import (
    FEATURES_DIM,
    LocationEncoder,
    alignment_head,
    unit,
)
from g3desktop.engine.alignment.tensor_file import load_tensors

ALIGNMENT_FILE: Final = "alignment.safetensors"
"""Location encoder, heads and temperatures: what the paper trains."""

IMAGE_FILE: Final = "image.safetensors"
TEXT_FILE: Final = "text.safetensors"

IMAGE_BFLOAT16_FILE: Final = "image_bfloat16.safetensors"
"""The image tower again in half the room, to be mapped where the processor has bfloat16."""

TOWER_FILES: Final = (IMAGE_FILE, IMAGE_BFLOAT16_FILE, TEXT_FILE)
"""What training leaves as it is."""

SPEC = EncoderSpec(
    family="g3",
    weights=ALIGNMENT_FILE,
    architecture=ARCHITECTURE,
    input_px=INPUT_PX,
    projection="web_mercator",
    image_dim=EMBEDDING_DIM,
    text_dim=EMBEDDING_DIM,
    gps_dim=EMBEDDING_DIM,
)

# Images and positions at a time: enough to keep the device busy, little enough to fit.
_IMAGES_AT_ONCE = {"cpu": 8, "mps": 16, "cuda": 64}
_TEXTS_AT_ONCE = 64
_LOCATIONS_AT_ONCE = 4096


class G3Model(nn.Module):
    """The modules of G3, without storage until `load` or `load_state_dict(..., assign=True)`.

    Attributes:
        visual: Image tower; frozen in training.
        text: Text tower; frozen in training.
        location_encoder: Positions, its head included.
        image_text_head: Image embedding towards texts.
        image_gps_head: Image embedding towards positions.
        text_alignment_head: Text embedding towards images.
        logit_scale1: Logarithm of the inverse temperature between images and texts.
        logit_scale2: The same between images and positions.
        logit_scale3: Stands in the published weights; the paper's objective leaves it alone.
    """

    def __init__(self) -> None:
        super().__init__()
        self.visual, self.text = build_towers()
        with torch.device("meta"):
            self.location_encoder = LocationEncoder(
                "web_mercator", head=alignment_head(FEATURES_DIM, EMBEDDING_DIM)
            )
            self.image_text_head = alignment_head(EMBEDDING_DIM, EMBEDDING_DIM)
            self.image_gps_head = alignment_head(EMBEDDING_DIM, EMBEDDING_DIM)
            self.text_alignment_head = alignment_head(EMBEDDING_DIM, EMBEDDING_DIM)
            self.logit_scale1 = nn.Parameter(torch.empty(()))
            self.logit_scale2 = nn.Parameter(torch.empty(()))
            self.logit_scale3 = nn.Parameter(torch.empty(()))
        self.visual.requires_grad_(requires_grad=False)
        self.text.requires_grad_(requires_grad=False)

    @classmethod
    def load(cls, folder: Path, *, device: str, precision: str, with_text: bool = False) -> G3Model:
        """Load a pack's weights, mapped from disk where device and precision allow.

        Args:
            folder: The pack's folder.
            device: "cpu", "cuda" or "mps".
            precision: What the towers compute in, "float32" or "bfloat16"; the rest is float32.
            with_text: Whether the text tower is loaded now; `load_text` does it later.

        Raises:
            PackError: A file is missing, damaged, or holds other tensors.
        """
        model = cls().eval()
        model.load_alignment(folder / ALIGNMENT_FILE, device=device)
        image = folder / IMAGE_FILE
        if precision == "bfloat16" and (folder / IMAGE_BFLOAT16_FILE).is_file():
            image = folder / IMAGE_BFLOAT16_FILE  # the same numbers, already rounded
        _fill(model.visual, image, device=device, precision=precision)
        if with_text:
            model.load_text(folder, device=device, precision=precision)
        return model

    def load_alignment(self, path: Path, *, device: str) -> None:
        """Load what the paper trains, in float32.

        Raises:
            PackError: The file is missing, damaged, or holds other tensors.
        """
        tensors = load_tensors(path, device=device, like=self.alignment_state())
        self.load_state_dict(tensors, strict=False, assign=True)

    def load_text(self, folder: Path, *, device: str, precision: str) -> None:
        """Load the text tower, which nothing but training and `clip_text` needs.

        Raises:
            PackError: The file is missing, damaged, or holds other tensors.
        """
        _fill(self.text, folder / TEXT_FILE, device=device, precision=precision)

    @property
    def has_text(self) -> bool:
        """Whether the text tower is loaded."""
        return not next(self.text.parameters()).is_meta

    def alignment_state(self) -> dict[str, Tensor]:
        """Return what the paper trains and the frequencies beside it, by the names of the file."""
        return {
            name: tensor
            for name, tensor in self.state_dict().items()
            if not name.startswith(("visual.", "text."))
        }

    def trained_parameters(self) -> Iterator[nn.Parameter]:
        """Return what the paper trains: 13,648,131 numbers."""
        return (p for p in self.parameters() if p.requires_grad)

    def clip_image(self, squares: Tensor) -> Tensor:
        """Return CLIP's embedding of images, not normalised.

        Args:
            squares: Shape (N, 224, 224, 3), uint8, on the model's device.

        Returns:
            Shape (N, 768), float32.
        """
        embedding: Tensor = self.visual(normalise_pixels(squares).to(_dtype(self.visual)))
        return embedding.float()

    def clip_text(self, tokens: Tensor) -> Tensor:
        """Return CLIP's embedding of tokens (N, 77), not normalised, shape (N, 768), float32."""
        embedding: Tensor = self.text(tokens)
        return embedding.float()

    def image_heads(self, clip_image: Tensor) -> tuple[Tensor, Tensor]:
        """Return image-to-text and image-to-GPS of CLIP embeddings (N, 768), not normalised."""
        return self.image_text_head(clip_image), self.image_gps_head(clip_image)

    def text_head(self, clip_text: Tensor) -> Tensor:
        """Return what image-to-text meets, of CLIP embeddings (N, 768), not normalised."""
        aligned: Tensor = self.text_alignment_head(clip_text)
        return aligned

    def location(self, lat_lon_deg: Tensor) -> Tensor:
        """Return what image-to-GPS meets, not normalised.

        Args:
            lat_lon_deg: Shape (M, 2), float64, on the CPU or the model's device.

        Returns:
            Shape (M, 768), float32.
        """
        vectors: Tensor = self.location_encoder(lat_lon_deg)
        return vectors


def _fill(tower: nn.Module, path: Path, *, device: str, precision: str) -> None:
    tensors = load_tensors(path, device=device, like=tower.state_dict(), precision=precision)
    tower.load_state_dict(tensors, assign=True)
    for name, buffer in list(tower.named_buffers(recurse=False)):
        tower.register_buffer(name, buffer.to(device), persistent=False)
    tower.requires_grad_(requires_grad=False)


def _dtype(tower: nn.Module) -> torch.dtype:
    return next(tower.parameters()).dtype


class G3Encoder:
    """The paper's encoder behind the interface of every encoder.

    Args:
        pack: Where the weights lie.
        device: "cpu", "cuda" or "mps".
        precision: "float32" or "bfloat16".

    Raises:
        PackError: A file is missing, damaged, or holds other tensors.
    """

    def __init__(self, pack: Pack, *, device: str, precision: str) -> None:
        if pack.manifest.encoder != SPEC:
            raise PackError(
                f"{pack.folder} describes an encoder that this version cannot build.",
                hint="Import the published checkpoint again, or update the program.",
            )
        self._pack = pack
        self._device = device
        self._precision = precision
        with device_errors(device):
            self._model = G3Model.load(pack.folder, device=device, precision=precision)

    @property
    def id(self) -> str:
        """Name of the weights."""
        return self._pack.encoder_id

    @property
    def spec(self) -> EncoderSpec:
        """Dimensions and projection."""
        return SPEC

    @property
    def device(self) -> str:
        """Where it computes."""
        return self._device

    @property
    def precision(self) -> str:
        """What the towers compute in."""
        return self._precision

    @property
    def short_side_px(self) -> int:
        """Short side that the tower reads; a decoder keeps its own margin above it."""
        return INPUT_PX

    @property
    def model(self) -> G3Model:
        """The modules, for training."""
        return self._model

    def prepare(self, pixels: Pixels) -> Pixels:
        """Resize and crop one upright photo, shape (height, width, 3), to (224, 224, 3)."""
        return crop_square(pixels)

    def encode_images(self, prepared: Sequence[Pixels]) -> ImageVectors:
        """Encode prepared squares.

        Raises:
            EngineError: The device has too little memory.
        """
        at_once = _IMAGES_AT_ONCE[self._device]
        parts: list[tuple[Vectors, Vectors, Vectors]] = []
        with torch.inference_mode(), device_errors(self._device):
            for start in range(0, len(prepared), at_once):
                squares = torch.from_numpy(np.stack(prepared[start : start + at_once]))
                clip = self._model.clip_image(squares.to(self._device))
                text, gps = self._model.image_heads(clip)
                parts.append((_vectors(clip), _vectors(text), _vectors(gps)))
        if not parts:
            empty = np.zeros((0, EMBEDDING_DIM), np.float32)
            return ImageVectors(empty, empty, empty)
        return ImageVectors(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def encode_locations(self, lat_lon_deg: NDArray[np.float64]) -> Vectors:
        """Encode positions in degrees, shape (M, 2), to unit vectors, shape (M, 768).

        Raises:
            EngineError: The device has too little memory.
            ValueError: A position is not finite.
        """
        if not np.isfinite(lat_lon_deg).all():
            raise ValueError("a position is not finite")
        vectors = np.empty((len(lat_lon_deg), EMBEDDING_DIM), np.float32)
        with torch.inference_mode(), device_errors(self._device):
            for start in range(0, len(lat_lon_deg), _LOCATIONS_AT_ONCE):
                rows = slice(start, start + _LOCATIONS_AT_ONCE)
                positions = torch.tensor(lat_lon_deg[rows], dtype=torch.float64)
                if self._device == "cuda":  # MPS has no float64: there the projection stays here
                    positions = positions.cuda()
                vectors[rows] = _vectors(self._model.location(positions))
        return vectors

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts to unit vectors, shape (N, 768); the first call loads the text tower.

        Raises:
            EngineError: The device has too little memory.
            PackError: The text tower's file is missing or damaged.
        """
        vectors = np.empty((len(texts), EMBEDDING_DIM), np.float32)
        with torch.inference_mode(), device_errors(self._device):
            if not self._model.has_text:
                self._model.load_text(
                    self._pack.folder, device=self._device, precision=self._precision
                )
            for start in range(0, len(texts), _TEXTS_AT_ONCE):
                rows = slice(start, start + _TEXTS_AT_ONCE)
                tokens = tokenize(texts[rows]).to(self._device)
                vectors[rows] = _vectors(self._model.text_head(self._model.clip_text(tokens)))
        return vectors


def _vectors(raw: Tensor) -> Vectors:
    vectors: Vectors = unit(raw).cpu().numpy()
    return vectors
