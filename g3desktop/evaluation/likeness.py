"""From which cosine on two photos are most likely the same picture, cut or saved anew.

Every encoder has its own scale: what is a copy to one is a neighbour to another. So some photos of
the data set are cut a little, and it is seen how alike they are to themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import PhotoError
from g3desktop.domain.photo import Pixels
from g3desktop.domain.work import Cancelled, check_cancelled
from g3desktop.engine.alignment.encoder import Encoder
from g3desktop.engine.photo import read_photo
from g3desktop.engine.pipeline import BATCH_PHOTOS
from g3desktop.evaluation.memory import Memory
from g3desktop.evaluation.outcomes import Dataset, Query
from g3desktop.evaluation.sight import encoded_rows

_CUT = 20
"""A copy lacks this part of the height or width on each side."""

_FOUND = 0.9
"""Part of such copies that are to be found."""

_STRANGERS = 0.99
"""Part of the pairs of different photos that are not to be taken for copies."""

_UNLIKE_ALL = 1.0


def twin_cosine(
    dataset: Dataset, encoder: Encoder, memory: Memory, *, cancelled: Cancelled
) -> float:
    """Return the retrieval cosine from which on photos are taken for the same picture, in [-1, 1].

    Nine of ten photos that are cut by a tenth are as alike to themselves, and less than one of a
    hundred pairs of the photos that were tried. It is measured once for a data set and an encoder.

    Args:
        dataset: Some of its photos are tried, evenly spread.
        encoder: Encodes them.
        memory: Where it is kept.
        cancelled: Asked before each photo.

    Raises:
        EngineError: The encoder failed, or the disk is full or refuses.
        CancelledError: `cancelled` said so.
    """
    tried = _spread(dataset.queries)
    lines = ",".join(str(query.line) for query in tried)
    key = hashlib.sha256(f"{dataset.sha256} {lines}".encode()).hexdigest()
    way = f"twin cosine {encoder.id} {encoder.device} {encoder.precision}"
    kept = memory.answers(way, [key])
    if key in kept:
        return float(kept[key])
    cosine = _measured(list(_readable(tried, encoder, cancelled)), encoder)
    memory.keep_answers(way, {key: repr(cosine)})
    return cosine


def _spread(queries: Sequence[Query]) -> list[Query]:
    places = np.linspace(0, len(queries) - 1, min(BATCH_PHOTOS, len(queries))).astype(int)
    return [queries[place] for place in places]


def _readable(
    queries: Sequence[Query], encoder: Encoder, cancelled: Cancelled
) -> Iterator[tuple[Pixels, Pixels]]:
    """Yield the square of each photo that can be read, and that of its copy."""
    for query in queries:
        check_cancelled(cancelled)
        try:
            pixels = read_photo(query.path, short_side_px=encoder.short_side_px).pixels
        except PhotoError:
            # What cannot be read is told where it is to be measured.
            continue
        yield encoder.prepare(pixels), encoder.prepare(_cut(pixels))


def _cut(pixels: Pixels) -> Pixels:
    top, left = (side // _CUT for side in pixels.shape[:2])
    height, width = pixels.shape[:2]
    return np.ascontiguousarray(pixels[top : height - top, left : width - left])


def _measured(squares: Sequence[tuple[Pixels, Pixels]], encoder: Encoder) -> float:
    if not squares:
        return _UNLIKE_ALL
    rows = encoded_rows(encoder, [one for one, _ in squares]).astype(np.float64)
    copies = encoded_rows(encoder, [copy for _, copy in squares]).astype(np.float64)
    # A row is two or three unit vectors side by side.
    parts = 2 + bool(encoder.spec.text_dim)
    alike = np.einsum("nd,nd->n", rows, copies) / parts
    strangers = (rows @ rows.T)[np.triu_indices(len(rows), 1)] / parts
    return max(_quantile(alike, 1 - _FOUND), _quantile(strangers, _STRANGERS))


def _quantile(cosines: NDArray[np.float64], part: float) -> float:
    if not len(cosines):
        return -1.0
    # To three digits, as it is said in the report.
    return float(np.floor(1000 * np.quantile(cosines, part)) / 1000)
