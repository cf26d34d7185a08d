"""Geo-verification: how well a photo's image-to-GPS vector agrees with a position's vector."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.work import (
    Cancelled,
    Progress,
    Report,
    check_cancelled,
    ignore_progress,
    never_cancelled,
)
from g3desktop.engine.alignment.encoder import Encoder, Vectors
from g3desktop.engine.disuse import delete_disused, mark_used
from g3desktop.files import replacing

_CHUNK_POSITIONS = 4096
_UNIT_TOLERANCE = 0.01
"""How far a kept vector's length may be from 1; bfloat16 vectors are within 0.004."""


def verify(image_gps: Vectors, location_vectors: Vectors) -> NDArray[np.float32]:
    """Return the geo-verification cosine of every photo with every position.

    Args:
        image_gps: Image-to-GPS unit vectors of B photos, shape (B, G).
        location_vectors: Location unit vectors of M positions, shape (M, G).

    Returns:
        Cosines, shape (B, M).

    Source: Jia et al. 2024 (G3), geo-verification.
    """
    # Location vectors first: for one photo the product is then a plain pass over contiguous memory.
    cosines: NDArray[np.float32] = (location_vectors @ image_gps.T).T
    return np.clip(cosines, -1.0, 1.0)


def encode_positions(
    encoder: Encoder,
    lat_lon_deg: NDArray[np.float64],
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Vectors:
    """Encode positions, chunk by chunk.

    Args:
        encoder: Whose location encoder.
        lat_lon_deg: Latitude and longitude, shape (M, 2).
        report: Told how far it is, where that takes more than one chunk.
        cancelled: Asked between chunks.

    Returns:
        Unit vectors, shape (M, gps_dim).

    Raises:
        CancelledError: `cancelled` said so.
    """
    total = len(lat_lon_deg)
    vectors = np.empty((total, encoder.spec.gps_dim), dtype=np.float32)
    for start in range(0, total, _CHUNK_POSITIONS):
        check_cancelled(cancelled)
        chunk = slice(start, start + _CHUNK_POSITIONS)
        vectors[chunk] = encoder.encode_locations(lat_lon_deg[chunk])
        if total > _CHUNK_POSITIONS:
            report(Progress("encoding positions", min(start + _CHUNK_POSITIONS, total), total))
    return vectors


class LocationCache:
    """Location vectors of fixed sets of positions, encoded once for each encoder.

    The second photo then costs one matrix product, and the next start of the program one mapped
    file. What lies on disk is checked on reading and made again where it does not fit.

    Args:
        folder: Where to keep them between runs; None keeps them in memory alone.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._held: dict[str, Vectors] = {}

    def vectors(
        self,
        encoder: Encoder,
        lat_lon_deg: NDArray[np.float64],
        *,
        report: Report = ignore_progress,
        cancelled: Cancelled = never_cancelled,
    ) -> Vectors:
        """Return the unit vectors of positions, from memory, from disk, or encoded now.

        Args:
            encoder: Whose location encoder.
            lat_lon_deg: Latitude and longitude, shape (M, 2).
            report: Told how far encoding is, and in a note when they cannot be kept on disk.
            cancelled: Asked between chunks.

        Returns:
            Shape (M, gps_dim); read-only where it is mapped from disk.

        Raises:
            CancelledError: `cancelled` said so.
        """
        key = _key(encoder, lat_lon_deg)
        held = self._held.get(key)
        if held is None:
            shape = (len(lat_lon_deg), encoder.spec.gps_dim)
            held = self._read(key, shape)
            if held is None:
                total = len(lat_lon_deg)
                if total > _CHUNK_POSITIONS:
                    note = (
                        f"Encoding {total:,} positions, once for this encoder; this takes a while."
                    )
                    report(Progress("encoding positions", 0, total, note=note))
                held = encode_positions(encoder, lat_lon_deg, report=report, cancelled=cancelled)
                self._write(key, held, report)
            self._held[key] = held
        return held

    def _path(self, folder: Path, key: str) -> Path:
        return folder / f"{key}.npy"

    def _read(self, key: str, shape: tuple[int, int]) -> Vectors | None:
        """Map the file of `key`; None where there is none or it is not what it should be."""
        if self._folder is None:
            return None
        try:
            vectors = np.load(self._path(self._folder, key), mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return None
        if vectors.shape != shape or vectors.dtype != np.float32:
            return None
        # A pass over the whole file finds torn and damaged ones, and reads it ahead of its use.
        with np.errstate(all="ignore"):
            lengths = np.einsum("mg,mg->m", vectors, vectors)
        sound = bool(np.all(np.abs(lengths - 1) <= 2 * _UNIT_TOLERANCE))
        mark_used(self._path(self._folder, key))
        return vectors if sound else None

    def _write(self, key: str, vectors: Vectors, report: Report) -> None:
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            delete_disused(self._folder, ("*.npy", ".*.part"))
            with replacing(self._path(self._folder, key)) as file:
                np.save(file, vectors, allow_pickle=False)
        except OSError as error:
            why = error.strerror or type(error).__name__
            note = f"Location vectors could not be kept in {self._folder}: {why}."
            report(Progress("encoding positions", len(vectors), len(vectors), note=note))


def _key(encoder: Encoder, lat_lon_deg: NDArray[np.float64]) -> str:
    positions = np.ascontiguousarray(lat_lon_deg, dtype="<f8")
    # Encoder ids reach here from a pack's manifest, so they are hashed rather than put in a path.
    digest = hashlib.sha256(f"{encoder.id}\n{encoder.precision}\n".encode())
    digest.update(positions.tobytes())
    return digest.hexdigest()[:32]
