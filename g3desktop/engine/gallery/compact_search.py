"""Search in a large gallery: a first pass over sketches of all rows, a second over the best."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from g3desktop.engine.gallery.compact_model import CompactModel
from g3desktop.engine.gallery.device_scan import DeviceScan, has_room
from g3desktop.engine.gallery.row_codes import Records
from g3desktop.engine.gallery.search import Cosines, Rows, RowSearch, check_width
from g3desktop.engine.gallery.sketch import Codes, Sketch

_POOL_FACTOR, _POOL_LEAST = 8, 128
"""Promising rows that are compared for each row wanted: more find hardly any more."""

_MOST_SPARE = 1024
"""Of hundreds of rows the last are no better than the next ones, and each costs a read."""


class CompactSearch(RowSearch):
    """Nearest and farthest rows, found by estimates and put in order by their embeddings.

    Model and codes are read at the first question.

    Args:
        model: File of what made codes and records.
        codes: Of all rows, for the first pass; may be mapped from disk.
        records: Of all rows, mapped from disk.
        row_dim: Numbers in a row.
    """

    def __init__(self, model: Path, codes: Codes, records: Records, row_dim: int) -> None:
        self.rows, self.row_dim = len(records), row_dim
        self._model_file, self._codes, self._records = model, codes, records
        self._ready: tuple[CompactModel, Sketch | DeviceScan] | None = None
        self._making = threading.Lock()

    @property
    def model(self) -> CompactModel:
        """What made codes and records.

        Raises:
            GalleryError: Its file is missing or damaged.
        """
        return self._made_ready()[0]

    @override
    def cosines(self, query: NDArray[np.float32], rows: Rows) -> Cosines:
        """Return the cosines of one query with some rows; see `RowSearch.cosines`."""
        check_width(query, self.row_dim)
        # In the order in which they lie on the disk.
        order = np.argsort(rows, kind="stable")
        products = np.empty(len(rows), np.float32)
        products[order] = self.model.decode(self._records[rows[order]]) @ query
        cosines: Cosines = np.clip(products / np.float32(self.model.heads.parts), -1, 1)
        return cosines

    @override
    def make_ready(self, device: str = "cpu") -> None:
        """Read model and codes; see `RowSearch.make_ready`."""
        self._made_ready(device)

    @override
    def ranked(
        self, queries: NDArray[np.float32], k: int, excluded: Sequence[Rows], *, sign: int
    ) -> tuple[Rows, Cosines]:
        """Find rows of each query; see `RowSearch.ranked`."""
        pool = _pool(k)
        most = max(map(len, excluded), default=0)
        signed = np.ascontiguousarray(sign * queries, dtype=np.float32)
        _, sketch = self._made_ready()
        promising = sketch.promising(signed, min(pool + most, self.rows))
        rows = np.full((len(queries), k), -1, np.int64)
        cosines = np.full((len(queries), k), -sign * np.inf, np.float32)
        for n, (query, found) in enumerate(zip(queries, promising, strict=True)):
            left = found[~np.isin(found, excluded[n])][:pool]
            of_left = self.cosines(query, left)
            best = np.lexsort((left, -sign * of_left))[:k]
            rows[n, : len(best)], cosines[n, : len(best)] = left[best], of_left[best]
        return rows, cosines

    def _made_ready(self, device: str = "cpu") -> tuple[CompactModel, Sketch | DeviceScan]:
        with self._making:
            if self._ready is None:
                model = CompactModel.load(self._model_file)
                scan = (
                    DeviceScan(model.sketch, self._codes, self.rows, device)
                    if has_room(self.rows, model.sketch.axes.shape[1], device)
                    else Sketch(model.sketch, self._codes, self.rows)
                )
                self._ready = model, scan
            return self._ready


def _pool(k: int) -> int:
    """Return how many promising rows are compared to find `k`."""
    return max(_POOL_LEAST, min(_POOL_FACTOR * k, k + _MOST_SPARE))
