"""Search in a large gallery: a first pass over sketches of all rows, a second over the best."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from g3desktop.engine.gallery.compact_model import CompactModel
from g3desktop.engine.gallery.row_codes import Records
from g3desktop.engine.gallery.search import Cosines, Rows, check_exclusions, check_width
from g3desktop.engine.gallery.sketch import Codes, Sketch

_NEAR_FACTOR, _NEAR_LEAST = 8, 128
_FAR_FACTOR, _FAR_LEAST = 16, 256
"""The farthest rows are far by chance, and less apart from the others than the nearest are."""


class CompactSearch:
    """Nearest and farthest rows, found by estimates and put in order by their embeddings.

    Args:
        model: What made codes and records.
        codes: Of all rows, for the first pass.
        records: Of all rows, mapped from disk.
    """

    def __init__(self, model: CompactModel, codes: Codes, records: Records) -> None:
        self._sketch = Sketch(model.sketch, codes, len(records))
        self._model, self._records = model, records

    def nearest(
        self,
        queries: NDArray[np.float32],
        k: int,
        *,
        exclude_rows: Sequence[Collection[int]] | None = None,
    ) -> tuple[Rows, Cosines]:
        """Find the most similar rows of each query; see `ExactSearch.nearest`."""
        return self._search(queries, k, exclude_rows, 1, max(_NEAR_FACTOR * k, _NEAR_LEAST))

    def farthest(
        self,
        queries: NDArray[np.float32],
        k: int,
        *,
        exclude_rows: Sequence[Collection[int]] | None = None,
    ) -> tuple[Rows, Cosines]:
        """Find the least similar rows of each query; see `ExactSearch.farthest`."""
        return self._search(queries, k, exclude_rows, -1, max(_FAR_FACTOR * k, _FAR_LEAST))

    def cosines(self, query: NDArray[np.float32], rows: Rows) -> Cosines:
        """Return the cosines of one query, shape (R,), with some rows."""
        # In the order in which they lie on the disk.
        order = np.argsort(rows, kind="stable")
        products = np.empty(len(rows), np.float32)
        products[order] = self._model.decode(self._records[rows[order]]) @ query
        cosines: Cosines = np.clip(products / np.float32(self._model.heads.parts), -1, 1)
        return cosines

    def _search(
        self,
        queries: NDArray[np.float32],
        k: int,
        exclude_rows: Sequence[Collection[int]] | None,
        sign: int,
        pool: int,
    ) -> tuple[Rows, Cosines]:
        check_width(queries, self._model.heads.row_dim)
        count = len(self._records)
        excluded, wanted = check_exclusions(exclude_rows, len(queries), count, k)
        rows = np.empty((len(queries), wanted), np.int64)
        cosines = np.empty((len(queries), wanted), np.float32)
        if not rows.size:
            return rows, cosines
        most = max(map(len, excluded), default=0)
        signed = np.ascontiguousarray(sign * queries, dtype=np.float32)
        promising = self._sketch.promising(signed, min(pool + most, count))
        for n, (query, found) in enumerate(zip(queries, promising, strict=True)):
            left = found[~np.isin(found, list(excluded[n]))] if excluded else found
            of_left = self.cosines(query, left)
            best = np.lexsort((left, -sign * of_left))[:wanted]
            rows[n], cosines[n] = left[best], of_left[best]
        return rows, cosines
