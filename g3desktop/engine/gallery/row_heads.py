"""A gallery row made of what an image encoder saw: the reason why a row can be kept small."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor

_TRIED = (0.6, 1.0, 1.4)
"""Shares of the usual inverse length; the answers turn about in proportion to it."""

_SAMPLE_OUTPUTS = 128
"""As many numbers of a head's answer tell the length of its question as all of them do."""

_SAMPLE_ROWS = 512
_LEAST_BEND = 1e-12
_LENGTHS = np.geomspace(0.1, 1000, 41)


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """One alignment head: two layers with a rectifier between them.

    Attributes:
        weight_1: Shape (H, D).
        bias_1: Shape (H,).
        weight_2: Shape (P, H).
        bias_2: Shape (P,).
    """

    weight_1: Tensor
    bias_1: Tensor
    weight_2: Tensor
    bias_2: Tensor

    def __call__(self, embeddings: Tensor) -> Tensor:
        """Return (N, P) of embeddings (N, D), not normalised."""
        return self.last(embeddings @ self.weight_1.T)

    def last(self, first: Tensor, outputs: int | None = None, *, times: float = 1.0) -> Tensor:
        """Return the answer, or its first numbers, of the first layer's products (N, H).

        Args:
            first: The products.
            outputs: How many numbers.
            times: What the products are multiplied by, as if the embeddings had been.
        """
        import torch

        hidden = torch.add(self.bias_1, first, alpha=times).clamp_(min=0)
        return hidden @ self.weight_2[:outputs].T + self.bias_2[:outputs]


class RowHeads:
    """Rows of a gallery as functions of an embedding of D numbers.

    A row is unit vectors side by side: first slices of the embedding itself, each made a unit
    vector, then the answers of the heads. The rows of the paper's encoder are one slice, CLIP's
    embedding, and two heads; an encoder whose row is no function of less has slices alone.

    Args:
        slices: Their lengths; their sum is D.
        heads: What makes the rest.
    """

    def __init__(self, slices: tuple[int, ...], heads: tuple[Head, ...] = ()) -> None:
        self.slices, self.heads = slices, heads

    @property
    def embedding_dim(self) -> int:
        """How many numbers an embedding has."""
        return sum(self.slices)

    @property
    def row_dim(self) -> int:
        """How many numbers a row has."""
        return self.embedding_dim + sum(len(head.weight_2) for head in self.heads)

    @property
    def parts(self) -> int:
        """How many unit vectors a row holds."""
        return len(self.slices) + len(self.heads)

    def rows(self, embeddings: Tensor) -> Tensor:
        """Return the rows (N, R) of embeddings (N, D), float32."""
        edges = np.cumsum([0, *self.slices]).tolist()
        sliced = [embeddings[:, left:right] for left, right in pairwise(edges)]
        parts = [_unit(part) for part in (*sliced, *(h(embeddings) for h in self.heads))]
        return _joined(parts)

    def usual_length(self, rows: Tensor) -> float:
        """Return the length of embeddings that explains most of some rows (N, R) best."""
        if not self.heads:
            return 1.0
        head, wanted, first = self._asked(rows[:_SAMPLE_ROWS])
        fits = [float(_fit(head, first, wanted, float(length)).mean()) for length in _LENGTHS]
        return float(_LENGTHS[int(np.argmax(fits))])

    def embeddings(self, rows: Tensor, usual_length: float) -> Tensor:
        """Return embeddings (N, D) whose rows these are.

        A row holds the direction of its embedding and what the heads make of its length, so that
        the length is what explains the heads' answers best. Heads are nearly indifferent to it;
        the little that they tell is all that is needed to have their answers back.
        """
        directions = rows[:, : self.embedding_dim]
        if not self.heads:
            return directions
        head, wanted, first = self._asked(rows)
        usual = 1 / usual_length
        fits = _joined([_fit(head, first, wanted, 1 / (usual * share)) for share in _TRIED])
        step = usual * (_TRIED[1] - _TRIED[0])
        lengths = 1 / (usual * _TRIED[0] + step * _peak(fits))
        return directions * lengths

    def _asked(self, rows: Tensor) -> tuple[Head, Tensor, Tensor]:
        """Return the head that tells lengths, a part of its answers, and its first products."""
        head, start = self.heads[0], self.embedding_dim
        wanted = rows[:, start : start + min(_SAMPLE_OUTPUTS, len(head.weight_2))]
        return head, wanted, rows[:, :start] @ head.weight_1.T

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """Return what they are made of, by name."""
        named = {
            f"head_{n}.{name}": getattr(head, name).numpy()
            for n, head in enumerate(self.heads)
            for name in Head.__slots__
        }
        return {"slices": np.array(self.slices, np.float32), **named}

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.float32]]) -> RowHeads:
        """Return the heads that `arrays` gave.

        Raises:
            KeyError: One is missing.
            ValueError: They do not fit together.
        """
        count = sum(name.endswith(".weight_1") for name in arrays)
        heads = tuple(
            Head(*(as_tensor(arrays[f"head_{n}.{name}"]) for name in Head.__slots__))
            for n in range(count)
        )
        made = cls(tuple(map(int, arrays["slices"])), heads)
        for head in heads:
            hidden, outputs = len(head.weight_1), len(head.weight_2)
            shapes = [(hidden, made.embedding_dim), (hidden,), (outputs, hidden), (outputs,)]
            if [tuple(getattr(head, name).shape) for name in Head.__slots__] != shapes:
                raise ValueError("its heads do not fit together")
        return made


def _unit(vectors: Tensor) -> Tensor:
    # The window lists galleries without ever loading torch.
    from torch.nn.functional import normalize

    return normalize(vectors, dim=1)


def _joined(parts: list[Tensor]) -> Tensor:
    import torch

    return torch.cat(parts, dim=1)


def _fit(head: Head, first: Tensor, wanted: Tensor, length: float) -> Tensor:
    """Return (N, 1): how well the answers to questions of some length point where they should."""
    answers = head.last(first, wanted.shape[1], times=length)
    return (_unit(answers) * wanted).sum(dim=1, keepdim=True)


def _peak(fits: Tensor) -> Tensor:
    """Return (N, 1): where the parabola through the greatest of (N, S) and its neighbours peaks."""
    middle = fits.argmax(dim=1, keepdim=True).clamp(1, fits.shape[1] - 2)
    left, here, right = (fits.gather(1, middle + n) for n in (-1, 0, 1))
    bend = (2 * here - left - right).clamp(min=_LEAST_BEND)
    return middle + ((right - left) / (2 * bend)).clamp(-1, 1)


def as_tensor(values: NDArray[np.float32]) -> Tensor:
    """Return numbers as a tensor that shares their memory."""
    import torch

    return torch.from_numpy(values)
