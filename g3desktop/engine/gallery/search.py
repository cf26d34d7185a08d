"""Exact search among gallery rows by inner product (FAISS)."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Cosines = NDArray[np.float32]

_BLOCK_ROWS = 8192


class ExactSearch:
    """Inner products of queries with every row.

    The index, float32 in memory, is made at the first question: a gallery that is only listed or
    checked costs nothing. It may be asked from several threads.

    Args:
        vectors: Rows of unit vectors side by side, shape (N, D); may be mapped from disk.
        parts: How many unit vectors a row holds; divides the inner product into a cosine.
    """

    def __init__(self, vectors: NDArray[np.floating[Any]], parts: int) -> None:
        self._vectors = vectors
        self._parts = parts
        self._index: Any = None
        self._making = threading.Lock()

    def nearest(
        self,
        queries: NDArray[np.float32],
        k: int,
        *,
        exclude_rows: Sequence[Collection[int]] | None = None,
    ) -> tuple[Rows, Cosines]:
        """Find the most similar rows of each query, best first.

        Args:
            queries: Shape (B, D), made as the rows were.
            k: Rows wanted.
            exclude_rows: For each query the rows that must not be found; None excludes none.

        Returns:
            Rows, shape (B, K), and their cosines, shape (B, K), in [-1, 1]. K is `k`, or as many as
            every query has rows left.
        """
        return self._search(queries, k, exclude_rows, sign=1)

    def farthest(
        self,
        queries: NDArray[np.float32],
        k: int,
        *,
        exclude_rows: Sequence[Collection[int]] | None = None,
    ) -> tuple[Rows, Cosines]:
        """Find the least similar rows of each query, least similar first; see `nearest`."""
        return self._search(queries, k, exclude_rows, sign=-1)

    def cosines(self, query: NDArray[np.float32], rows: Rows) -> Cosines:
        """Return the cosines of one query, shape (D,), with some rows, shape (R,)."""
        check_width(query, self._vectors.shape[1])
        # In the order in which they lie on the disk.
        order = np.argsort(rows, kind="stable")
        products = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _BLOCK_ROWS):
            block = order[start : start + _BLOCK_ROWS]
            products[block] = self._vectors[rows[block]].astype(np.float32) @ query
        return self._cosines(products)

    def similarities(self, queries: NDArray[np.float32]) -> Cosines:
        """Return the cosine of one query, shape (D,), or several, shape (B, D), with every row.

        Returns:
            Shape (N,) or (B, N), in [-1, 1].
        """
        check_width(queries, self._vectors.shape[1])
        import faiss

        index = self._ready_index()
        count, width = self._vectors.shape
        if not count:
            return np.empty((*queries.shape[:-1], 0), dtype=np.float32)
        flat: NDArray[np.float32] = faiss.rev_swig_ptr(index.get_xb(), count * width)
        rows = flat.reshape(count, width)
        return self._cosines(queries @ rows.T)

    def _search(
        self,
        queries: NDArray[np.float32],
        k: int,
        exclude_rows: Sequence[Collection[int]] | None,
        sign: int,
    ) -> tuple[Rows, Cosines]:
        check_width(queries, self._vectors.shape[1])
        excluded, wanted = check_exclusions(exclude_rows, len(queries), len(self._vectors), k)
        most = max(map(len, excluded), default=0)
        if not wanted or not len(queries):
            shape = (len(queries), wanted)
            return np.empty(shape, dtype=np.int64), np.empty(shape, dtype=np.float32)
        signed = np.ascontiguousarray(sign * queries, dtype=np.float32)
        products, rows = self._ready_index().search(signed, wanted + most)
        if most:
            keep = np.stack(
                [_first_allowed(r, e, wanted) for r, e in zip(rows, excluded, strict=True)]
            )
            rows, products = (
                np.take_along_axis(rows, keep, 1),
                np.take_along_axis(products, keep, 1),
            )
        return rows, self._cosines(sign * products)

    def _cosines(self, products: NDArray[np.float32]) -> Cosines:
        # Rounded vectors are a hair longer or shorter than 1.
        cosines: Cosines = np.clip(products / np.float32(self._parts), -1, 1)
        return cosines

    def _ready_index(self) -> Any:  # noqa: ANN401, FAISS has no types
        with self._making:
            if self._index is None:
                import faiss

                index = faiss.IndexFlatIP(self._vectors.shape[1])
                for start in range(0, len(self._vectors), _BLOCK_ROWS):
                    block = self._vectors[start : start + _BLOCK_ROWS]
                    index.add(np.ascontiguousarray(block, dtype=np.float32))
                self._index = index
            return self._index


def check_exclusions(
    exclude_rows: Sequence[Collection[int]] | None, queries: int, count: int, k: int
) -> tuple[list[set[int]], int]:
    """Return the existing rows that each query leaves out, and how many rows it can find."""
    if exclude_rows is not None and len(exclude_rows) != queries:
        raise ValueError(f"{len(exclude_rows)} exclusions for {queries} queries")
    excluded = [{row for row in rows if 0 <= row < count} for rows in exclude_rows or ()]
    return excluded, max(min(k, count - max(map(len, excluded), default=0)), 0)


def check_width(queries: NDArray[np.float32], width: int) -> None:
    """Make sure that queries are as long as rows."""
    if queries.shape[-1] != width:
        raise ValueError(f"queries of {queries.shape[-1]} numbers for rows of {width}")


def _first_allowed(rows: Rows, excluded: Collection[int], wanted: int) -> NDArray[np.intp]:
    """Return where the first `wanted` rows stand that are not excluded."""
    allowed = ~np.isin(rows, list(excluded))
    return np.flatnonzero(allowed)[:wanted]
