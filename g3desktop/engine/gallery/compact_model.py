"""What turns the rows of a large gallery into codes and back: one small file beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.engine.gallery.row_codes import Records, RowCodes
from g3desktop.engine.gallery.row_heads import RowHeads, as_tensor
from g3desktop.engine.gallery.sketch import Codes, SketchSpec
from g3desktop.engine.gallery.table import damaged

SAMPLE_ROWS = 25_600
"""Rows by chance that are enough to learn from."""

LEAST_COSINE = 0.999
"""Rows that their codes bring back less exactly were not made by these heads."""


@dataclass(frozen=True, slots=True, eq=False)
class CompactModel:
    """How rows become codes, for both passes of a search.

    Attributes:
        sketch: For the first pass.
        codes: For the second.
        heads: Make rows of embeddings.
        usual_length: Of most embeddings.
    """

    sketch: SketchSpec
    codes: RowCodes
    heads: RowHeads
    usual_length: float

    @classmethod
    def learn(cls, sample: NDArray[np.float32], heads: RowHeads) -> CompactModel:
        """Learn from rows of a gallery by chance, shape (N, R)."""
        # As exactly as its file keeps it.
        usual_length = float(np.float32(heads.usual_length(as_tensor(sample))))
        embeddings = heads.embeddings(as_tensor(sample), usual_length).numpy()
        return cls(SketchSpec.learn(sample), RowCodes.learn(embeddings), heads, usual_length)

    def encode(self, rows: NDArray[np.float32]) -> tuple[Codes, Records]:
        """Return sketch codes and records of rows, shape (N, R)."""
        embeddings = self.heads.embeddings(as_tensor(rows), self.usual_length).numpy()
        return self.sketch.encode(rows), self.codes.encode(embeddings)

    def decode(self, records: Records) -> NDArray[np.float32]:
        """Return rows, shape (N, R), of their records."""
        embeddings = self.codes.decode(records)
        rows: NDArray[np.float32] = self.heads.rows(as_tensor(embeddings)).numpy()
        return rows

    def least_cosine(self, rows: NDArray[np.float32]) -> float:
        """Return the cosine of the row that comes back from its record least exactly."""
        _, records = self.encode(rows)
        products = np.einsum("ij,ij->i", self.decode(records), rows)
        return float(products.min(initial=np.inf) / self.heads.parts)

    def save(self, path: Path) -> None:
        """Write it to a safetensors file, matrices in half precision.

        What is encoded and decoded by one that was read agrees; by one that was not, nearly.
        """
        from safetensors.numpy import save

        arrays = {
            "mean": self.sketch.mean,
            "axes": self.sketch.axes,
            "levels": self.sketch.levels,
            "kinds": self.codes.kinds,
            "usual_length": np.array([self.usual_length], np.float32),
            **self.heads.arrays(),
        }
        kept = {
            name: np.ascontiguousarray(array, np.float16 if array.ndim > 1 else np.float32)
            for name, array in arrays.items()
        }
        # The library's own writer keeps the file from other users of the machine.
        path.write_bytes(save(kept))

    @classmethod
    def load(cls, path: Path) -> CompactModel:
        """Read what `save` wrote.

        Raises:
            GalleryError: The file is missing or damaged.
        """
        from safetensors import SafetensorError
        from safetensors.numpy import load_file

        try:
            arrays = {name: array.astype(np.float32) for name, array in load_file(path).items()}
            model = cls._of(arrays)
        except KeyError as error:
            raise damaged(path, f"{error} is missing in it") from error
        except (OSError, SafetensorError, ValueError) as error:
            raise damaged(path, str(error)) from error
        return model

    @classmethod
    def _of(cls, arrays: dict[str, NDArray[np.float32]]) -> CompactModel:
        heads, codes = RowHeads.from_arrays(arrays), RowCodes(arrays["kinds"])
        sketch = SketchSpec(arrays["mean"], arrays["axes"], arrays["levels"])
        if codes.kinds.shape[1:] != (heads.embedding_dim,) or len(sketch.mean) != heads.row_dim:
            raise ValueError("its parts do not fit together")
        if arrays["usual_length"].shape != (1,):
            raise ValueError("its parts do not fit together")
        return cls(sketch, codes, heads, float(arrays["usual_length"][0]))
