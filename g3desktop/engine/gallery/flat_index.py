"""The published gallery's vectors: a flat index as FAISS writes it, read block by block.

FAISS itself reads the whole file into memory, 38 GB for the paper's gallery.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import GalleryError

HEADER = struct.Struct("<4siqqq?iQ")
"""Kind, numbers in a row, rows, two numbers without meaning, trained or not, metric, and numbers in
all; as `write_index` of FAISS 1.15 writes them."""

_KIND, _INNER_PRODUCT = b"IxFI", 0
_NUMBER_BYTES = 4


@dataclass(frozen=True, slots=True, eq=False)
class FlatIndex:
    """A flat index by inner product.

    Attributes:
        path: Its file.
        rows: How many vectors it holds.
        dim: Numbers in each.
    """

    path: Path
    rows: int
    dim: int

    @classmethod
    def open(cls, path: Path) -> FlatIndex:
        """Read what a file says of itself, and compare it with its length.

        Raises:
            GalleryError: It cannot be read, is of another kind, or is cut off.
        """
        try:
            with path.open("rb") as stream:
                head = stream.read(HEADER.size)
                length = stream.seek(0, 2)
        except OSError as error:
            raise GalleryError(
                f"Cannot read the index {path}: {error.strerror}.", hint="Check the path."
            ) from error
        if len(head) < HEADER.size or not head.startswith(_KIND):
            raise _of_another_kind(path)
        _, dim, rows, _, _, _, metric, numbers = HEADER.unpack(head)
        if metric != _INNER_PRODUCT or dim < 1 or rows < 1 or numbers != rows * dim:
            raise _of_another_kind(path)
        expected = HEADER.size + numbers * _NUMBER_BYTES
        if length != expected:
            raise GalleryError(
                f"The index {path} has {length} bytes instead of {expected}.",
                hint="Copy or download it again.",
            )
        return cls(path, rows, dim)

    def block(self, start: int, stop: int) -> NDArray[np.float32]:
        """Read some rows, shape (stop - start, dim), into memory of their own.

        Raises:
            GalleryError: The file cannot be read any more, or is shorter than it was.
        """
        start, stop, _ = slice(start, stop).indices(self.rows)
        count = max(stop - start, 0) * self.dim
        try:
            with self.path.open("rb", buffering=0) as stream:
                stream.seek(HEADER.size + start * self.dim * _NUMBER_BYTES)
                numbers = np.fromfile(stream, "<f4", count)
        except OSError as error:
            raise GalleryError(
                f"Cannot read the index {self.path}: {error.strerror}.",
                hint="Check the disk, then run the command again.",
            ) from error
        if len(numbers) != count:
            raise GalleryError(
                f"The index {self.path} became shorter while it was read.",
                hint="Copy or download it again.",
            )
        rows: NDArray[np.float32] = numbers.astype(np.float32, copy=False).reshape(-1, self.dim)
        return rows


def _of_another_kind(path: Path) -> GalleryError:
    return GalleryError(
        f"{path} is no flat FAISS index by inner product.",
        hint="Give the index of the G3 gallery, an IndexFlatIP.",
    )
