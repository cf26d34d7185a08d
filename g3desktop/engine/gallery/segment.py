"""Rows of a gallery that were written together: opened, searched, read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from g3desktop.engine.gallery.compact_search import CompactSearch
from g3desktop.engine.gallery.manifest import SegmentManifest
from g3desktop.engine.gallery.row_codes import record_type
from g3desktop.engine.gallery.search import ExactSearch, Rows, RowSearch
from g3desktop.engine.gallery.sketch import BLOCK_ROWS
from g3desktop.engine.gallery.table import damaged, reading


class Segment:
    """A segment of a gallery; nothing of it is read before it is needed.

    Args:
        folder: The gallery's folder.
        manifest: What the gallery says of the segment.
        dims: Lengths of the parts of a row.

    Raises:
        GalleryError: A file is missing or does not fit.
    """

    def __init__(self, folder: Path, manifest: SegmentManifest, dims: tuple[int, int, int]) -> None:
        self.folder, self.manifest, self._dims = folder, manifest, dims
        self.rows = manifest.rows
        self.table_path = folder / manifest.table
        self._vectors = mapped(folder / manifest.vectors)
        self._check_shapes()
        with reading(self.table_path) as connection:
            (last,) = connection.execute("SELECT max(row) FROM rows").fetchone()
        count = 0 if last is None else last + 1
        if count != self.rows:
            raise damaged(self.table_path, f"it holds {count} rows instead of {self.rows}")

    @cached_property
    def search(self) -> RowSearch:
        """Finds its rows, numbered from 0."""
        if self.manifest.sketch is None or self.manifest.model is None:
            return ExactSearch(self._vectors, sum(dim > 0 for dim in self._dims))
        codes = mapped(self.folder / self.manifest.sketch)
        model = self.folder / self.manifest.model
        return CompactSearch(model, codes, self._vectors, sum(self._dims))

    def lat_lon_deg(self) -> NDArray[np.float64]:
        """Return the position of every row in degrees, shape (N, 2), latitude first."""
        if self.manifest.positions is not None:
            return mapped(self.folder / self.manifest.positions)
        with reading(self.table_path) as connection:
            values = connection.execute("SELECT lat, lon FROM rows ORDER BY row").fetchall()
        return np.array(values, dtype=np.float64).reshape(-1, 2)

    def vectors(self, rows: Sequence[int] | Rows | slice) -> NDArray[np.float32]:
        """Return the vectors of some rows, shape (R, image + text + gps).

        Of a compact segment they are what its codes bring back.

        Raises:
            GalleryError: A file is damaged.
        """
        stored = self._vectors[rows]
        if isinstance(self.search, CompactSearch):
            return self.search.model.decode(stored)
        vectors: NDArray[np.float32] = stored.astype(np.float32)
        return vectors

    def _check_shapes(self) -> None:
        compact = self.manifest.is_compact
        row_dim, vectors = sum(self._dims), self.folder / self.manifest.vectors
        if not compact:
            _check(self._vectors, vectors, np.dtype(np.float16), (self.rows, row_dim))
            return
        if self._vectors.dtype.names != record_type(1).names or self._vectors.shape != (self.rows,):
            raise damaged(vectors, "it holds no records of embeddings")
        if self.manifest.positions is not None:
            path = self.folder / self.manifest.positions
            _check(mapped(path), path, np.dtype(np.float64), (self.rows, 2))
        if self.manifest.sketch is not None:
            path = self.folder / self.manifest.sketch
            codes = mapped(path)
            blocks = -(-self.rows // BLOCK_ROWS)
            if codes.ndim != 2:
                raise damaged(path, "it holds no codes")
            _check(codes, path, np.dtype(np.uint8), (blocks, codes.shape[1]))


def mapped(path: Path) -> NDArray[Any]:
    """Map an array of a gallery from disk.

    Raises:
        GalleryError: It is missing or damaged.
    """
    try:
        array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise damaged(path, str(error)) from error
    return array


def _check(array: NDArray[Any], path: Path, dtype: np.dtype[Any], shape: tuple[int, ...]) -> None:
    if array.dtype != dtype or array.shape != shape:
        raise damaged(path, f"it holds {array.dtype} {array.shape} instead of {dtype} {shape}")
