"""Rows of a small gallery that is like a large one: clusters, and heads that make rows of them."""

from __future__ import annotations

import numpy as np
import torch

from g3desktop.engine.gallery.row_heads import Head, RowHeads

DIM = 48


def make_head(seed: int) -> Head:
    chance = np.random.default_rng(seed)

    def drawn(*shape, size):
        return torch.from_numpy(chance.standard_normal(shape).astype(np.float32) * size)

    layers = [drawn(DIM, DIM, size=DIM**-0.5), drawn(DIM, size=0.02)]
    return Head(*layers, drawn(DIM, DIM, size=DIM**-0.5), drawn(DIM, size=0.02))


def make_embeddings(rows: int, seed: int) -> torch.Tensor:
    """Clusters whose numbers vary less and less, of lengths that differ."""
    chance, fixed = np.random.default_rng(seed), np.random.default_rng(1)
    sizes = (1 + np.arange(DIM)) ** -0.35
    middles = fixed.standard_normal((100, DIM)) * sizes
    spread = 0.7 * sizes * chance.standard_normal((rows, DIM))
    lengths = 4 + 0.4 * chance.standard_normal((rows, 1))
    embeddings = middles[chance.integers(0, 100, rows)] + spread
    return torch.from_numpy((embeddings * lengths).astype(np.float32))


def make_heads() -> RowHeads:
    return RowHeads((DIM,), (make_head(2), make_head(3)))
