"""Vectors of prepared photos and positions while a model is being trained."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.alignment.features import DeviceRows
from g3desktop.engine.alignment.photo_cache import PreparedPhotos
from g3desktop.engine.alignment.recall import PlacedPhotos
from g3desktop.engine.alignment.trainable import TrainableEncoder

_IMAGES_AT_ONCE = 64
_LOCATIONS_AT_ONCE = 8192


@torch.inference_mode()
def encode_photos(
    model: TrainableEncoder, photos: PreparedPhotos, *, features: DeviceRows | None, device: str
) -> PlacedPhotos:
    """Encode photos from their features, or from their pixels where the tower moves.

    Args:
        model: In evaluation mode.
        photos: What to encode.
        features: The tower's, of the same photos; None computes them.
        device: Where the model is.
    """
    pixels = DeviceRows(photos.prepared, "cpu")
    parts: list[tuple[NDArray[np.float32], ...]] = []
    for rows in torch.split(torch.arange(len(photos)), _IMAGES_AT_ONCE):
        if features is None:
            seen = model.square_features(pixels.take(rows).to(device))
        else:
            seen = features.take(rows).to(device)
        aligned = model.align_images(seen)
        text = aligned.image_text
        text = aligned.image.new_zeros(len(rows), 0) if text is None else text
        vectors = (aligned.image, text, aligned.image_gps)
        parts.append(tuple(part.float().cpu().numpy() for part in vectors))
    joined = ImageVectors(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    return PlacedPhotos(joined, photos.lat_lon_deg)


def on_device(lat_lon_deg: Tensor, device: str) -> Tensor:
    """Move positions to where they can be projected in float64, which MPS does not have."""
    return lat_lon_deg.to(device) if device == "cuda" else lat_lon_deg


@torch.inference_mode()
def encode_positions(
    model: TrainableEncoder, lat_lon_deg: Tensor, device: str
) -> NDArray[np.float32]:
    """Return location vectors of many positions, shape (M, gps_dim), in pieces that fit."""
    pieces = [
        model.align_locations(on_device(piece, device)).float().cpu().numpy()
        for piece in torch.split(lat_lon_deg, _LOCATIONS_AT_ONCE)
    ]
    return np.concatenate(pieces)
