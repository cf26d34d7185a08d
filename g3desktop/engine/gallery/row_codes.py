"""The embeddings of a large gallery in eight bits a number, read from disk by mapping."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_GREATEST = 127
_KINDS = 1024
_ROWS_PER_KIND = 32
_ITERATIONS = 8
_SEED = 20241210

Records = NDArray[np.void]


def record_type(dim: int) -> np.dtype[np.void]:
    """Return how a row of a gallery's file of embeddings is laid out."""
    return np.dtype([("kind", "<u2"), ("scale", "<f4"), ("code", "i1", (dim,))])


@dataclass(frozen=True, slots=True, eq=False)
class RowCodes:
    """Turns embeddings into codes and back.

    An embedding is a kind (the nearest of up to 1,024 usual embeddings) and what it differs from it
    by, rounded to steps of its own size: the smaller the difference, the finer the steps.

    Attributes:
        kinds: Usual embeddings, shape (K, D).
    """

    kinds: NDArray[np.float32]

    @classmethod
    def learn(cls, sample: NDArray[np.float32]) -> RowCodes:
        """Learn from embeddings of a gallery, shape (N, D)."""
        import faiss

        count = max(1, min(_KINDS, len(sample) // _ROWS_PER_KIND))
        means = faiss.Kmeans(
            sample.shape[1], count, niter=_ITERATIONS, seed=_SEED, min_points_per_centroid=1
        )
        means.train(np.ascontiguousarray(sample))
        return cls(np.ascontiguousarray(means.centroids, dtype=np.float32))

    def encode(self, embeddings: NDArray[np.float32]) -> Records:
        """Return the records of embeddings (N, D)."""
        halves = (self.kinds**2).sum(axis=1) / 2
        kinds = np.argmax(embeddings @ self.kinds.T - halves, axis=1)
        rest = embeddings - self.kinds[kinds]
        greatest = np.abs(rest).max(axis=1)
        scales = np.where(greatest > 0, greatest, 1).astype(np.float32) / np.float32(_GREATEST)
        records = np.empty(len(embeddings), record_type(embeddings.shape[1]))
        records["kind"], records["scale"] = kinds, scales
        records["code"] = np.rint(rest / scales[:, None])
        return records

    def decode(self, records: Records) -> NDArray[np.float32]:
        """Return the embeddings of records, shape (N, D), each number off by half a step."""
        rest = records["code"].astype(np.float32)
        rest *= records["scale"][:, None]
        rest += self.kinds[records["kind"]]
        return rest
