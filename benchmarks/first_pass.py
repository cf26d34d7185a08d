"""Ways of naming a few hundred rows of a large gallery among which the nearest fifteen are.

Each way keeps some bytes of a row in memory and is asked for candidates; the rows and queries are
those of `benchmarks.large_gallery`. The share of the true fifteen that are among the candidates is
what a second, exact pass over them can reach.

`python -m benchmarks.first_pass [ROWS]` prints one line a way, by default at 100,000 rows.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from benchmarks.large_gallery import QUERIES, Clusters, K, heads_of_layout
from g3desktop.engine.gallery.sketch import Sketch, SketchSpec

NEAR, FAR = 128, 256
SAMPLE_ROWS = 25_600
_BLOCK_ROWS = 4096

Ask = Callable[[NDArray[np.float32], int], NDArray[np.int64]]


def main(rows: int) -> None:
    """Print the table."""
    heads, chance = heads_of_layout(), np.random.default_rng(0)
    clusters = Clusters(rows)
    gallery = np.concatenate(
        [
            heads.rows(clusters.draw(min(_BLOCK_ROWS, rows - start), chance)).numpy()
            for start in range(0, rows, _BLOCK_ROWS)
        ]
    )
    queries = heads.rows(clusters.draw(QUERIES, np.random.default_rng(1))).numpy()
    flat = faiss.IndexFlatIP(gallery.shape[1])
    flat.add(gallery)
    near, far = flat.search(queries, K)[1], flat.search(-queries, K)[1]
    print("| way | bytes a row | ms for 1 photo | nearest | farthest |")
    print("|---|---|---|---|---|")
    for name, row_bytes, ask in ways(gallery, flat):
        seconds = []
        for query in queries:
            started = time.perf_counter()
            ask(query[None], NEAR)
            seconds.append(time.perf_counter() - started)
        found = _share(ask(queries, NEAR), near), _share(ask(-queries, FAR), far)
        ms = 1000 * statistics.median(seconds)
        print(f"| {name} | {row_bytes} | {ms:.1f} | {found[0]:.4f} | {found[1]:.4f} |", flush=True)


def ways(gallery: NDArray[np.float32], flat: Any) -> Iterator[tuple[str, int, Ask]]:  # noqa: ANN401
    """Yield name, bytes of a row and the way to ask for candidates."""
    chance = np.random.default_rng(2)
    count = min(SAMPLE_ROWS, len(gallery))
    sample = gallery[np.sort(chance.choice(len(gallery), count, replace=False))]
    width = gallery.shape[1]
    yield "float32, all rows compared", 4 * width, _of(flat)

    spec = SketchSpec.learn(sample)
    sketch = Sketch(spec, spec.encode(gallery), len(gallery))
    yield "256 axes, rotated, 4 bits (kept)", spec.row_bytes, sketch.promising

    centred = gallery - spec.mean
    turned, turned_sample = centred @ spec.axes, (sample - spec.mean) @ spec.axes
    for bits, kind in ((8, faiss.ScalarQuantizer.QT_8bit), (4, faiss.ScalarQuantizer.QT_4bit)):
        scalar = faiss.IndexScalarQuantizer(256, kind, faiss.METRIC_INNER_PRODUCT)
        yield (
            f"256 axes, {bits} bits, scalar",
            32 * bits,
            _made(scalar, turned, turned_sample, spec),
        )
    signs = faiss.IndexRaBitQFastScan(width, faiss.METRIC_INNER_PRODUCT)
    yield "RaBitQ, 1 bit of each number", width // 8 + 8, _made(signs, gallery, sample)
    signs = faiss.IndexRaBitQ(256, faiss.METRIC_INNER_PRODUCT)
    yield "256 axes, RaBitQ", 256 // 8 + 8, _made(signs, turned, turned_sample, spec)
    product = faiss.IndexPQFastScan(width, 256, 4, faiss.METRIC_INNER_PRODUCT)
    yield "product quantizer, 256 x 4 bits", 128, _made(product, gallery, sample)


def _made(
    index: Any,  # noqa: ANN401, FAISS has no types
    rows: NDArray[np.float32],
    sample: NDArray[np.float32],
    spec: SketchSpec | None = None,
) -> Ask:
    index.train(np.ascontiguousarray(sample))
    index.add(np.ascontiguousarray(rows))
    return _of(index, spec)


def _of(index: Any, spec: SketchSpec | None = None) -> Ask:  # noqa: ANN401, FAISS has no types
    def ask(queries: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        turned = queries if spec is None else np.ascontiguousarray(queries @ spec.axes)
        found: NDArray[np.int64] = index.search(turned, count)[1]
        return found

    return ask


def _share(found: NDArray[np.int64], true: NDArray[np.int64]) -> float:
    pairs = zip(found, true, strict=True)
    return float(np.mean([np.isin(its, candidates).mean() for candidates, its in pairs]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
