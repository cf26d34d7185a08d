"""What frozen towers say of each photo and text, computed once and kept beside the run."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from g3desktop.domain.work import Cancelled, Progress, Report, check_cancelled
from g3desktop.engine.alignment.photo_cache import PreparedPhotos
from g3desktop.engine.alignment.trainable import TrainableEncoder

_AT_ONCE = 64

# An accelerator keeps rows in its own memory where they take no more than this share of what is
# free, so that steps do not wait for copies.
_RESIDENT_SHARE = 0.3


class DeviceRows:
    """Rows of an array, handed out on a device.

    Args:
        rows: Shape (N, ...); may be mapped from disk.
        device: Where batches go.
    """

    def __init__(self, rows: NDArray[np.generic], device: str) -> None:
        self._rows = rows
        self._device = device
        self._resident: Tensor | None = None
        if device == "cuda" and rows.nbytes < _RESIDENT_SHARE * torch.cuda.mem_get_info()[0]:
            self._resident = self._copied(slice(None))

    def take(self, indices: Tensor) -> Tensor:
        """Return some rows, in the order of `indices` (on the CPU)."""
        if self._resident is not None:
            return self._resident[indices.to(self._device)]
        return self._copied(indices.numpy())

    def _copied(self, part: slice | NDArray[np.int64]) -> Tensor:
        return torch.from_numpy(np.array(self._rows[part])).to(self._device)


def photo_features(
    model: TrainableEncoder,
    photos: PreparedPhotos,
    path: Path,
    *,
    device: str,
    report: Report,
    cancelled: Cancelled,
) -> NDArray[np.float32]:
    """Return the tower's features of prepared photos, shape (N, F), mapped from `path`.

    A run that was stopped goes on where it was.
    """
    rows = DeviceRows(photos.prepared, "cpu")

    def compute(start: int, end: int) -> Tensor:
        return model.square_features(rows.take(torch.arange(start, end)).to(device))

    return _kept(len(photos), compute, path, "encoding photos", report=report, cancelled=cancelled)


def text_features(
    model: TrainableEncoder,
    texts: Sequence[str],
    path: Path,
    *,
    report: Report,
    cancelled: Cancelled,
) -> NDArray[np.float32]:
    """Return the text tower's features, shape (N, F), mapped from `path`."""

    def compute(start: int, end: int) -> Tensor:
        return model.text_tower(texts[start:end])

    return _kept(len(texts), compute, path, "encoding texts", report=report, cancelled=cancelled)


def _kept(
    count: int,
    compute: Callable[[int, int], Tensor],
    path: Path,
    stage: str,
    *,
    report: Report,
    cancelled: Cancelled,
) -> NDArray[np.float32]:
    width = _measure_width(compute)
    if not path.is_file():
        part = path.with_suffix(".part")
        batch_bytes = 4 * width * _AT_ONCE
        with part.open("ab") as stream:
            # Whole batches alone are taken over: a batch of another size may round otherwise.
            done = min(stream.tell() // batch_bytes * _AT_ONCE, count // _AT_ONCE * _AT_ONCE)
            stream.truncate(4 * width * done)
            for start in range(done, count, _AT_ONCE):
                check_cancelled(cancelled)
                end = min(start + _AT_ONCE, count)
                with torch.inference_mode():
                    stream.write(compute(start, end).float().cpu().numpy().tobytes())
                report(Progress(stage, end, count))
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    return np.memmap(path, np.float32, mode="r", shape=(count, width))


def _measure_width(compute: Callable[[int, int], Tensor]) -> int:
    with torch.inference_mode():
        return int(compute(0, 1).shape[1])
