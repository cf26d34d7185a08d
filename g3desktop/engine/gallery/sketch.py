"""The first pass over a large gallery: 128 bytes for each row, kept in memory.

A row is turned to the principal axes of the gallery and cut to the first 256 of them. These are
mixed by a random rotation, so that all of them vary alike, and each is kept in four bits. What
FAISS calls fast scan then compares a query with 32 rows in a few instructions. The estimate is
good enough to name a few hundred rows among which the nearest are.

Sources: Jegou et al. 2011, product quantization; Andre et al. 2015, its scan in registers; Gong et
al. 2013, why a rotation evens out what the axes hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

AXES = 256
ROW_BYTES = AXES // 2
BLOCK_ROWS = 32
"""Rows whose codes lie interleaved in a file, as FAISS keeps them."""

_LEVELS = 16
_ITERATIONS = 20
_SEED = 20241210

_DEALT = np.arange(BLOCK_ROWS // 2).reshape(2, -1).T.ravel()

Codes = NDArray[np.uint8]
Levels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class SketchSpec:
    """How rows become codes.

    Attributes:
        mean: Of the rows it was learned from, shape (R,).
        axes: Turns a row less the mean, shape (R, A).
        levels: Sixteen values of each turned axis, shape (A, 16).

    Raises:
        ValueError: Their shapes do not fit together.
    """

    mean: NDArray[np.float32]
    axes: NDArray[np.float32]
    levels: NDArray[np.float32]

    def __post_init__(self) -> None:
        width = self.axes.shape[-1]
        shapes = (self.mean.shape, self.axes.shape, self.levels.shape)
        if shapes != ((len(self.mean),), (len(self.mean), width), (width, _LEVELS)) or width % 2:
            raise ValueError("its sketch does not fit together")

    @classmethod
    def learn(cls, sample: NDArray[np.float32]) -> SketchSpec:
        """Learn from rows of a gallery, shape (N, R): some 25,000 by chance are enough."""
        mean = sample.mean(axis=0)
        centred = sample - mean
        # The axes of the covariance, most of the variance last.
        _, vectors = np.linalg.eigh(centred.T @ centred)
        # Two axes share a byte.
        axes = vectors[:, ::-1][:, : min(AXES, sample.shape[1] // 2 * 2)]
        chance = np.random.default_rng(_SEED).standard_normal((axes.shape[1],) * 2)
        rotation, _ = np.linalg.qr(chance)
        axes = np.ascontiguousarray(axes @ rotation, dtype=np.float32)
        return cls(mean.astype(np.float32), axes, _levels(centred @ axes))

    def encode(self, rows: NDArray[np.float32]) -> Codes:
        """Return the codes of rows, shape (N, R), in blocks of 32, shape (ceil(N / 32), 4096)."""
        turned = (rows - self.mean) @ self.axes
        blocks = -(-len(rows) // BLOCK_ROWS)
        numbers = np.zeros((blocks * BLOCK_ROWS, turned.shape[1]), np.uint8)
        # A number's level is how many of the bounds between levels it is above; FAISS would look
        # for the nearest level of one number after another.
        for bound in ((self.levels[:, 1:] + self.levels[:, :-1]) / 2).T:
            numbers[: len(rows)] += turned > bound
        return codes_of(numbers)

    @property
    def row_bytes(self) -> int:
        """Bytes that a row takes."""
        return int(self.axes.shape[1]) // 2

    def index(self, codes: Codes, rows: int) -> Any:  # noqa: ANN401, FAISS has no types
        """Return a FAISS index of rows whose codes are there."""
        import faiss

        width = self.axes.shape[1]
        index: Any = faiss.IndexPQFastScan(width, width, 4, faiss.METRIC_INNER_PRODUCT, BLOCK_ROWS)
        faiss.copy_array_to_vector(self.levels.ravel(), index.pq.centroids)
        index.is_trained = True
        faiss.copy_array_to_AlignedTable(codes.reshape(-1), index.codes)
        index.ntotal = rows
        index.ntotal2 = len(codes) * BLOCK_ROWS
        return index


def _levels(turned: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the sixteen values that stand for the numbers of each axis with the least error.

    On one axis the rows nearest to a value are a run of the sorted ones, whose mean is a difference
    of sums. Thousands of small clusterings by a library would mostly wait for their threads.

    Args:
        turned: Shape (N, A).

    Sources: Lloyd 1982, least squares quantization; Panter and Dite 1951, where to begin.
    """
    count, width = turned.shape
    ordered = np.sort(turned, axis=0)
    sums = np.zeros((count + 1, width))
    np.cumsum(ordered, axis=0, dtype=np.float64, out=sums[1:])
    # A mixture of many axes is nearly normal; the best values lie as if it were wider by root 3.
    normal = NormalDist(0, 3**0.5)
    first = [normal.inv_cdf((n + 0.5) / _LEVELS) for n in range(_LEVELS)]
    levels = turned.mean(axis=0) + np.outer(first, turned.std(axis=0)).astype(np.float32)
    columns = ordered.T.copy()
    for _ in range(_ITERATIONS):
        between = (levels[1:] + levels[:-1]) / 2
        cuts = [np.searchsorted(columns[axis], between[:, axis]) for axis in range(width)]
        edges = np.pad(np.array(cuts).T, ((1, 1), (0, 0)), constant_values=((0, count), (0, 0)))
        rows = np.diff(edges, axis=0)
        means = np.diff(np.take_along_axis(sums, edges, 0), axis=0) / np.maximum(rows, 1)
        levels = np.where(rows > 0, means, levels).astype(np.float32)
    return np.ascontiguousarray(levels.T)


def codes_of(numbers: Levels) -> Codes:
    """Return blocks of codes (B, 16 A) of the levels of their rows, shape (32 B, A).

    A block has 16 bytes for each axis. Their low halves are the first sixteen of its rows and their
    high halves the others, in the order in which FAISS deals them out to its registers.
    """
    rows = numbers.reshape(-1, BLOCK_ROWS, numbers.shape[1])
    halves = rows[:, _DEALT] | rows[:, BLOCK_ROWS // 2 + _DEALT] << 4
    return np.ascontiguousarray(halves.transpose(0, 2, 1)).reshape(len(rows), -1)


def levels_of(codes: Codes) -> Levels:
    """Return which level stands for each axis of each row, shape (32 B, A), as `codes_of` took."""
    blocks, half = len(codes), BLOCK_ROWS // 2
    halves = codes.reshape(blocks, -1, half)
    numbers = np.empty((blocks, BLOCK_ROWS, halves.shape[1]), np.uint8)
    numbers[:, _DEALT] = (halves & 15).transpose(0, 2, 1)
    numbers[:, half + _DEALT] = (halves >> 4).transpose(0, 2, 1)
    return numbers.reshape(blocks * BLOCK_ROWS, -1)


class Sketch:
    """Estimates of queries' inner products with every row.

    Args:
        spec: How the rows became codes.
        codes: Of the rows, as `SketchSpec.encode` makes them.
        rows: How many there are.
    """

    def __init__(self, spec: SketchSpec, codes: Codes, rows: int) -> None:
        self._spec = spec
        self._index = spec.index(codes, rows)

    def promising(self, queries: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        """Return `count` rows of the highest estimates for each query, shape (B, count).

        Args:
            queries: Shape (B, R).
            count: At most as many as there are rows.
        """
        turned = np.ascontiguousarray(queries @ self._spec.axes)
        _, rows = self._index.search(turned, count)
        found: NDArray[np.int64] = rows
        return found
