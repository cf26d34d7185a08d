"""The first pass on a graphics processor: the same estimates, by one product of matrices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from g3desktop.engine.gallery.search import Rows
from g3desktop.engine.gallery.sketch import BLOCK_ROWS, Codes, SketchSpec, levels_of

if TYPE_CHECKING:
    from torch import Tensor

_SHARE_OF_FREE_MEMORY = 0.5
"""What is left is for the encoder, which computes on the same device."""

_CHUNK_BLOCKS = 1 << 14


class DeviceScan:
    """Estimates of queries' inner products with every row, computed by torch.

    The numbers that the codes stand for are kept in half precision, four times the bytes of the
    codes themselves.

    Args:
        spec: How the rows became codes.
        codes: Of the rows, as `SketchSpec.encode` makes them.
        rows: How many there are.
        device: Where to compute, for example "cuda".
    """

    def __init__(self, spec: SketchSpec, codes: Codes, rows: int, device: str) -> None:
        import torch

        self._spec, self._device = spec, device
        levels = torch.from_numpy(spec.levels).to(device)
        width = spec.axes.shape[1]
        self._turned = torch.empty((rows, width), dtype=torch.float16, device=device)
        columns = torch.arange(width, device=device)
        for start in range(0, len(codes), _CHUNK_BLOCKS):
            numbers = torch.from_numpy(levels_of(codes[start : start + _CHUNK_BLOCKS]))
            first = start * BLOCK_ROWS
            chunk = levels[columns, numbers.to(device).long()[: rows - first]]
            self._turned[first : first + len(chunk)] = chunk.half()

    def promising(self, queries: NDArray[np.float32], count: int) -> Rows:
        """Return `count` rows of the highest estimates for each query; see `Sketch.promising`."""
        import torch

        turned = torch.from_numpy(np.ascontiguousarray(queries @ self._spec.axes))
        # Queries of length about 1: half precision holds their products to 0.001.
        estimates: Tensor = turned.half().to(self._device) @ self._turned.T
        found: Rows = torch.topk(estimates.float(), count, dim=1).indices.cpu().numpy()
        return found


def has_room(rows: int, axes: int, device: str) -> bool:
    """Tell whether a device has enough free memory for the scan of so many rows."""
    import torch

    if device != "cuda":
        return False
    free, _ = torch.cuda.mem_get_info()
    return rows * axes * 2 < free * _SHARE_OF_FREE_MEMORY
