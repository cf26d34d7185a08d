"""Search among gallery rows by inner product: exact (FAISS), and over several searches at once."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

Rows = NDArray[np.int64]
Cosines = NDArray[np.float32]

_BLOCK_ROWS = 8192
_NO_ROW = -1


class RowSearch(ABC):
    """Finds the rows most and least similar to queries. It may be asked from several threads.

    Attributes:
        rows: How many there are.
        row_dim: Numbers in a row.
    """

    rows: int
    row_dim: int

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

    @abstractmethod
    def cosines(self, query: NDArray[np.float32], rows: Rows) -> Cosines:
        """Return the cosines of one query, shape (D,), with some rows, shape (R,)."""

    @abstractmethod
    def make_ready(self, device: str = "cpu") -> None:
        """Read what every question needs, before the first one.

        Args:
            device: Where a first pass over many rows may run, if there is room.
        """

    @abstractmethod
    def ranked(
        self, queries: NDArray[np.float32], k: int, excluded: Sequence[Rows], *, sign: int
    ) -> tuple[Rows, Cosines]:
        """Find up to `k` rows of each query, at most as many as there are.

        Args:
            queries: Shape (B, D).
            k: Rows wanted, from 1 to `rows`.
            excluded: For each query the rows that must not be found, sorted.
            sign: 1 for the most similar rows, -1 for the least similar.

        Returns:
            Rows and cosines, shape (B, k); where a query has fewer rows left, its last ones are -1
            with a cosine of -inf times `sign`.
        """

    def _search(
        self,
        queries: NDArray[np.float32],
        k: int,
        exclude_rows: Sequence[Collection[int]] | None,
        *,
        sign: int,
    ) -> tuple[Rows, Cosines]:
        check_width(queries, self.row_dim)
        if exclude_rows is not None and len(exclude_rows) != len(queries):
            raise ValueError(f"{len(exclude_rows)} exclusions for {len(queries)} queries")
        excluded = [self._existing(rows) for rows in exclude_rows or [()] * len(queries)]
        most = max(map(len, excluded), default=0)
        wanted = max(min(k, self.living - most), 0)
        if not wanted or not len(queries):
            shape = (len(queries), wanted)
            return np.empty(shape, dtype=np.int64), np.empty(shape, dtype=np.float32)
        return self.ranked(queries, wanted, excluded, sign=sign)

    @property
    def living(self) -> int:
        """How many rows can be found at all."""
        return self.rows

    def _existing(self, rows: Collection[int]) -> Rows:
        chosen = np.unique(np.fromiter(rows, np.int64, len(rows)))
        return chosen[(chosen >= 0) & (chosen < self.rows)]


class ExactSearch(RowSearch):
    """Inner products of queries with every row.

    The index, float32 in memory, is made at the first question: a gallery that is only listed or
    checked costs nothing.

    Args:
        vectors: Rows of unit vectors side by side, shape (N, D); may be mapped from disk.
        parts: How many unit vectors a row holds; divides the inner product into a cosine.
    """

    def __init__(self, vectors: NDArray[np.floating[Any]], parts: int) -> None:
        self.rows, self.row_dim = vectors.shape
        self._vectors = vectors
        self._parts = parts
        self._index: Any = None
        self._making = threading.Lock()

    @override
    def cosines(self, query: NDArray[np.float32], rows: Rows) -> Cosines:
        """Return the cosines of one query with some rows; see `RowSearch.cosines`."""
        check_width(query, self.row_dim)
        # In the order in which they lie on the disk.
        order = np.argsort(rows, kind="stable")
        products = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _BLOCK_ROWS):
            block = order[start : start + _BLOCK_ROWS]
            products[block] = self._vectors[rows[block]].astype(np.float32) @ query
        return self._cosines(products)

    @override
    def make_ready(self, device: str = "cpu") -> None:
        """Make the index; see `RowSearch.make_ready`."""
        self._ready_index()

    @override
    def ranked(
        self, queries: NDArray[np.float32], k: int, excluded: Sequence[Rows], *, sign: int
    ) -> tuple[Rows, Cosines]:
        """Find rows of each query; see `RowSearch.ranked`."""
        most = max(map(len, excluded), default=0)
        signed = np.ascontiguousarray(sign * queries, dtype=np.float32)
        products, rows = self._ready_index().search(signed, min(k + most, self.rows))
        cosines = self._cosines(sign * products)
        if most:
            pairs = zip(rows, excluded, strict=True)
            allowed = np.stack([~np.isin(found, out) for found, out in pairs])
            order = np.argsort(~allowed, axis=1, kind="stable")[:, :k]
            rows, cosines, allowed = (
                np.take_along_axis(array, order, 1) for array in (rows, cosines, allowed)
            )
            rows[~allowed], cosines[~allowed] = _NO_ROW, -sign * np.inf
        return rows, cosines

    def _cosines(self, products: NDArray[np.float32]) -> Cosines:
        # Rounded vectors are a hair longer or shorter than 1.
        cosines: Cosines = np.clip(products / np.float32(self._parts), -1, 1)
        return cosines

    def _ready_index(self) -> Any:  # noqa: ANN401, FAISS has no types
        with self._making:
            if self._index is None:
                import faiss

                index = faiss.IndexFlatIP(self.row_dim)
                for start in range(0, self.rows, _BLOCK_ROWS):
                    block = self._vectors[start : start + _BLOCK_ROWS]
                    index.add(np.ascontiguousarray(block, dtype=np.float32))
                self._index = index
            return self._index


class JoinedSearch(RowSearch):
    """Several searches as one, their rows numbered through, less rows that are never found.

    Args:
        searches: At least one, all of rows of the same length.
        removed: Rows that are never found, sorted.
    """

    def __init__(self, searches: Sequence[RowSearch], removed: Rows) -> None:
        self._searches, self._removed = searches, removed
        self._first = np.cumsum([0, *(search.rows for search in searches)])
        self.rows, self.row_dim = int(self._first[-1]), searches[0].row_dim

    @property
    @override
    def living(self) -> int:
        """How many rows can be found at all."""
        return self.rows - len(self._removed)

    @override
    def cosines(self, query: NDArray[np.float32], rows: Rows) -> Cosines:
        """Return the cosines of one query with some rows; see `RowSearch.cosines`."""
        cosines = np.empty(len(rows), np.float32)
        owners = np.searchsorted(self._first, rows, side="right") - 1
        for number in np.unique(owners):
            its = owners == number
            local = rows[its] - self._first[number]
            cosines[its] = self._searches[number].cosines(query, local)
        return cosines

    @override
    def make_ready(self, device: str = "cpu") -> None:
        """Make every search ready; see `RowSearch.make_ready`."""
        for search in self._searches:
            search.make_ready(device)

    @override
    def ranked(
        self, queries: NDArray[np.float32], k: int, excluded: Sequence[Rows], *, sign: int
    ) -> tuple[Rows, Cosines]:
        """Find rows of each query; see `RowSearch.ranked`."""
        if len(self._removed):
            excluded = [np.union1d(out, self._removed) for out in excluded]
        if len(self._searches) == 1:
            return self._searches[0].ranked(queries, k, excluded, sign=sign)
        found = [
            self._ranked_by(number, queries, k, excluded, sign)
            for number in range(len(self._searches))
        ]
        rows = np.concatenate([rows for rows, _ in found], axis=1)
        cosines = np.concatenate([cosines for _, cosines in found], axis=1)
        order = np.lexsort((rows, -sign * cosines), axis=1)[:, :k]
        return np.take_along_axis(rows, order, 1), np.take_along_axis(cosines, order, 1)

    @override
    def _existing(self, rows: Collection[int]) -> Rows:
        # What is never found is not left out a second time.
        return np.setdiff1d(super()._existing(rows), self._removed, assume_unique=True)

    def _ranked_by(
        self,
        number: int,
        queries: NDArray[np.float32],
        k: int,
        excluded: Sequence[Rows],
        sign: int,
    ) -> tuple[Rows, Cosines]:
        search, first = self._searches[number], int(self._first[number])
        edges = [first, first + search.rows]
        local = [out[slice(*np.searchsorted(out, edges))] - first for out in excluded]
        rows, cosines = search.ranked(queries, min(k, search.rows), local, sign=sign)
        return np.where(rows == _NO_ROW, _NO_ROW, rows + first), cosines


def check_width(queries: NDArray[np.float32], width: int) -> None:
    """Make sure that queries are as long as rows."""
    if queries.shape[-1] != width:
        raise ValueError(f"queries of {queries.shape[-1]} numbers for rows of {width}")
