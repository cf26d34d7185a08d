"""The starter behind the interface that every encoder has."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from numpy.typing import NDArray

from g3desktop.domain.errors import EngineError
from g3desktop.domain.pack import EncoderSpec, Pack
from g3desktop.domain.photo import Pixels
from g3desktop.engine.alignment.devices import device_errors
from g3desktop.engine.alignment.encoder import ImageVectors, Vectors
from g3desktop.engine.alignment.folding import fold_batch_norms
from g3desktop.engine.alignment.starter import load_model, prepare_square

_BATCH = {"cpu": 2, "mps": 32, "cuda": 128}
_LOCATIONS_AT_ONCE = 8192


class StarterEncoder:
    """A starter ready to encode, behind the interface that every encoder has.

    Args:
        pack: Where the weights lie.
        device: "cpu", "cuda" or "mps".

    Raises:
        PackError: The weights are missing or damaged, or do not fit the description.
    """

    def __init__(self, pack: Pack, *, device: str) -> None:
        self._pack = pack
        self._device = device
        self._model = load_model(pack).eval().requires_grad_(requires_grad=False)
        self._model.backbone = fold_batch_norms(self._model.backbone).to(
            memory_format=torch.channels_last
        )
        with device_errors(device):
            self._model.to(device)

    @property
    def id(self) -> str:
        """Name of the weights."""
        return self._pack.encoder_id

    @property
    def spec(self) -> EncoderSpec:
        """Dimensions and projection."""
        return self._pack.spec

    @property
    def device(self) -> str:
        """Where it computes."""
        return self._device

    @property
    def precision(self) -> str:
        """What it computes in: "float32", for which this network is small enough everywhere."""
        return "float32"

    @property
    def short_side_px(self) -> int:
        """Short side that a decoder may reduce a photo to without changing the answer."""
        return self.spec.input_px

    def prepare(self, pixels: Pixels) -> Pixels:
        """Resize and crop one upright photo to the square that the image network reads."""
        return prepare_square(pixels, self.spec.input_px, self.spec.crop)

    def encode_images(self, prepared: Sequence[Pixels]) -> ImageVectors:
        """Encode prepared squares, in batches of a size that suits the device.

        Raises:
            EngineError: The device has too little memory.
        """
        size = _BATCH[self._device]
        parts = [prepared[start : start + size] for start in range(0, len(prepared), size)]
        with device_errors(self._device):
            side_by_side = self._device == "cpu" and len(parts) > 1
            encoded = self._encode_side_by_side(parts) if side_by_side else map(self._encode, parts)
            pairs = list(encoded)
        if not pairs:
            pairs = [
                (
                    np.empty((0, self.spec.image_dim), np.float32),
                    np.empty((0, self.spec.gps_dim), np.float32),
                )
            ]
        image, image_gps = (np.concatenate(arrays) for arrays in zip(*pairs, strict=True))
        return ImageVectors(image, np.empty((len(prepared), 0), np.float32), image_gps)

    def _encode(self, squares: Sequence[Pixels]) -> tuple[Vectors, Vectors]:
        # The mode belongs to the thread.
        with torch.inference_mode():
            batch = torch.from_numpy(np.stack(squares)).to(self._device)
            aligned = self._model.align_images(self._model.square_features(batch))
            return aligned.image.cpu().numpy(), aligned.image_gps.cpu().numpy()

    def _encode_side_by_side(
        self, parts: Sequence[Sequence[Pixels]]
    ) -> list[tuple[Vectors, Vectors]]:
        """Encode small batches on one core each.

        The layers are too small to be shared among cores: their threads would wait for each other
        after every one of them, all the more where decoders want the cores too.
        """
        cores = torch.get_num_threads()
        try:
            with ThreadPoolExecutor(
                cores, initializer=torch.set_num_threads, initargs=(1,)
            ) as pool:
                return list(pool.map(self._encode, parts))
        finally:
            # MKL keeps one number for the whole process.
            torch.set_num_threads(cores)

    def encode_locations(self, lat_lon_deg: NDArray[np.float64]) -> Vectors:
        """Encode positions in degrees, shape (M, 2), to unit vectors, shape (M, gps_dim).

        Raises:
            EngineError: The device has too little memory.
            ValueError: A position is not finite.
        """
        if not np.isfinite(lat_lon_deg).all():
            raise ValueError("a position is not finite")
        vectors = np.empty((len(lat_lon_deg), self.spec.gps_dim), np.float32)
        with torch.inference_mode(), device_errors(self._device):
            for start in range(0, len(lat_lon_deg), _LOCATIONS_AT_ONCE):
                part = slice(start, start + _LOCATIONS_AT_ONCE)
                positions = torch.tensor(lat_lon_deg[part], dtype=torch.float64)
                # MPS has no float64: there the projection stays on the CPU.
                positions = positions.cuda() if self._device == "cuda" else positions
                vectors[part] = self._model.align_locations(positions).cpu().numpy()
        return vectors

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Refuse: the starter has no text part.

        Raises:
            EngineError: Always.
        """
        raise EngineError(
            f"The encoder {self.id} has no text part, so it cannot encode {len(texts)} texts.",
            hint="Use the g3 encoder.",
        )
