"""A gallery of the paper's kind, as codes, against the published flat index of the same rows.

Rows are clustered vectors run through heads of the published layout: clusters of clusters, spread
most along few directions, as embeddings of photos are. The baseline is FAISS with the flat index in
memory. Each way runs in a process of its own.

`python -m benchmarks.large_gallery [ROWS ...]` measures at each number of rows, by default at
125,000, 250,000 and 500,000; 10 GB of the disk are needed for the last. TMPDIR says where.
"""

from __future__ import annotations

import csv
import json
import os
import statistics
import struct
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.measure import Row, peak_mb, run_fresh, show
from g3desktop.engine.gallery.row_heads import Head, RowHeads
from g3desktop.engine.gallery.segment_writer import Origin

SIZES = (125_000, 250_000, 500_000)
QUERIES = 100
K = 15
DIM = 768

_HEADER = struct.Struct("<4siqqq?iQ")
_COLUMNS = (
    *("IMG_ID", "AUTHOR", "LAT", "LON", "neighbourhood", "city"),
    *("county", "state", "region", "country", "continent"),
)

_BLOCK_ROWS = 4096
_CLUSTER_ROWS = 40
_CLUSTERS_ABOVE = 300
_LENGTH = 10.0


def main(sizes: tuple[int, ...] = SIZES[-1:]) -> list[Row]:
    """Measure every row at each size."""
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            rows += _measure(size, folder)
    return rows


def _measure(size: int, folder: str) -> list[Row]:
    run_fresh("benchmarks.large_gallery", "make", folder, size)
    copied = run_fresh("benchmarks.large_gallery", "copy", folder)
    imported = run_fresh("benchmarks.large_gallery", "import", folder)
    flat = run_fresh("benchmarks.large_gallery", "flat", folder)
    ours = run_fresh("benchmarks.large_gallery", "ours", folder)
    of = f"{size:,} rows"
    memory = flat["peak_mb"], ours["peak_mb"]
    return [
        Row(
            f"{K} nearest for one photo, {of}",
            flat["near_s"], ours["near_s"], 0.10, *memory,
            f"recall@{K} {ours['near_recall']:.4f} (reach 0.99)",
        ),
        Row(
            f"{K} farthest, {of}",
            flat["far_s"], ours["far_s"], 0.10, *memory,
            f"recall@{K} {ours['far_recall']:.4f} (reach 0.95)",
        ),
        Row(
            f"opening, ready to search, {of}",
            flat["open_s"], ours["open_s"], 0.02, *memory,
            "against faiss.read_index",
        ),
        Row(
            f"bytes on disk, in GB for s, {of}",
            flat["disk_gb"], ours["disk_gb"], 0.10, *memory,
            f"with table and positions of the rows {ours['all_gb'] / flat['disk_gb']:.3f}",
        ),
        Row(
            f"bytes resident, in GB for s, {of}",
            flat["resident_gb"], ours["resident_gb"], 0.04, *memory,
            f"after {QUERIES} photos",
        ),
        Row(
            f"importing the index, {of}",
            copied["seconds"], imported["seconds"], 6, copied["peak_mb"], imported["peak_mb"],
            "against reading and writing the same bytes; memory to stay below 2,000 MB",
        ),
    ]  # fmt: skip


def make(folder: Path, size: int) -> None:
    """Write the flat index, its table, and queries of the same kind."""
    heads, chance = heads_of_layout(), np.random.default_rng(0)
    clusters = Clusters(size)
    with (folder / "G3.index").open("wb") as stream:
        width = heads.row_dim
        stream.write(_HEADER.pack(b"IxFI", width, size, 1, 1, 1, 0, size * width))
        for start in range(0, size, _BLOCK_ROWS):
            count = min(_BLOCK_ROWS, size - start)
            stream.write(heads.rows(clusters.draw(count, chance)).numpy().tobytes())
    queries = heads.rows(clusters.draw(QUERIES, np.random.default_rng(1))).numpy()
    np.save(folder / "queries.npy", queries)
    with (folder / "rows.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(_COLUMNS)
        for row in range(size):
            lat, lon = chance.uniform(-60, 70), chance.uniform(-180, 180)
            where = [f"Quarter {row % 977}", f"Town {row % 5003}", "", f"State {row % 101}", ""]
            author = f"{row % 90_000:08d}@N00"
            identity = f"{row % 256:02x}_{row % 251:02x}_{10**9 + row}.jpg"
            writer.writerow([identity, author, lat, lon, *where, f"Land {row % 190}", "Europe"])


class Clusters:
    """Embeddings as those of photos: groups in groups, most of their spread along few directions.

    Args:
        rows: How many there will be; decides how many groups there are.
    """

    def __init__(self, rows: int) -> None:
        chance = np.random.default_rng(7)
        self._sizes = ((1 + np.arange(DIM)) ** -0.4).astype(np.float32)
        self._common = 2 * self._spread(chance, 1)
        above = self._spread(chance, _CLUSTERS_ABOVE)
        count = max(rows // _CLUSTER_ROWS, 1)
        parents = chance.integers(0, _CLUSTERS_ABOVE, count)
        self._middles = self._common + above[parents] + 0.7 * self._spread(chance, count)

    def draw(self, count: int, chance: np.random.Generator) -> torch.Tensor:
        """Return embeddings (count, 768)."""
        groups = chance.integers(0, len(self._middles), count)
        drawn = self._middles[groups] + 0.7 * self._spread(chance, count)
        drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
        lengths = _LENGTH + 0.7 * chance.standard_normal((count, 1))
        return torch.from_numpy((drawn * lengths).astype(np.float32))

    def _spread(self, chance: np.random.Generator, count: int) -> NDArray[np.float32]:
        return chance.standard_normal((count, DIM), dtype=np.float32) * self._sizes


def heads_of_layout() -> RowHeads:
    """Return the two image heads of the golden checkpoint: tensors drawn from their own names."""
    from tests.golden_checkpoint import draw

    def head(name: str) -> Head:
        layers = [(f"{name}.{layer}.weight", f"{name}.{layer}.bias") for layer in (0, 2)]
        drawn = [(draw(weight, (DIM, DIM)), draw(bias, (DIM,))) for weight, bias in layers]
        return Head(*drawn[0], *drawn[1])

    return RowHeads((DIM,), (head("vision_projection_else_1"), head("vision_projection_else_2")))


def copy(folder: Path) -> dict[str, float]:
    """Read the index and write the same bytes."""
    os.sync()
    started = time.perf_counter()
    with (folder / "G3.index").open("rb") as source, (folder / "copy").open("wb") as target:
        while block := source.read(1 << 22):
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    seconds = time.perf_counter() - started
    (folder / "copy").unlink()
    return {"seconds": seconds, "peak_mb": peak_mb()}


def import_(folder: Path) -> dict[str, float]:
    """Take index and table in."""
    from g3desktop.engine.gallery.published import ImportPlan, import_published

    heads = heads_of_layout()
    os.sync()
    started = time.perf_counter()
    plan = ImportPlan(
        folder / "G3.index", folder / "rows.csv", "paper", folder / "galleries",
        Origin("g3-golden", (DIM, DIM, DIM)),
    )  # fmt: skip
    import_published(plan, heads)
    return {"seconds": time.perf_counter() - started, "peak_mb": peak_mb()}


def flat(folder: Path) -> dict[str, float]:
    """Search the flat index as FAISS does."""
    import faiss

    before = resident_bytes()
    started = time.perf_counter()
    index = faiss.read_index(str(folder / "G3.index"))
    opened = time.perf_counter() - started
    queries = np.load(folder / "queries.npy")
    near_s, near = _each(queries, lambda query: index.search(query, K)[1])
    far_s, far = _each(queries, lambda query: index.search(-query, K)[1])
    np.savez(folder / "true.npz", near=near, far=far)
    return {
        "open_s": opened,
        "near_s": near_s,
        "far_s": far_s,
        "resident_gb": (resident_bytes() - before) / 1e9,
        "disk_gb": (folder / "G3.index").stat().st_size / 1e9,
        "peak_mb": peak_mb(),
    }


def ours(folder: Path) -> dict[str, float]:
    """Search the gallery."""
    import faiss  # noqa: F401, imported before the clock starts, as in the baseline
    import safetensors.numpy  # noqa: F401, the same

    from g3desktop.engine.gallery.store import Gallery

    place = folder / "galleries" / "paper"
    queries = np.load(folder / "queries.npy")
    torch.nn.functional.normalize(torch.zeros(2, 2))
    before = resident_bytes()
    started = time.perf_counter()
    gallery = Gallery.open(place)
    gallery.make_ready()
    opened = time.perf_counter() - started
    near_s, near = _each(queries, lambda query: gallery.nearest(query, K)[0])
    far_s, far = _each(queries, lambda query: gallery.farthest(query, K)[0])
    true = np.load(folder / "true.npz")
    # The index knows neither the rows nor where they are.
    others = {
        name for segment in gallery.manifest.segments for name in (segment.table, segment.positions)
    }
    sizes = {file.path: file.size for file in gallery.manifest.files}
    return {
        "open_s": opened,
        "near_s": near_s,
        "far_s": far_s,
        "near_recall": _recall(near, true["near"]),
        "far_recall": _recall(far, true["far"]),
        "resident_gb": (resident_bytes() - before) / 1e9,
        "disk_gb": sum(size for name, size in sizes.items() if name not in others) / 1e9,
        "all_gb": sum(sizes.values()) / 1e9,
        "peak_mb": peak_mb(),
    }


def resident_bytes() -> int:
    """Return the memory that this process holds for itself, mapped files apart."""
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("RssAnon"))
    return int(line.split()[1]) * 1024


def _each(
    queries: NDArray[np.float32], ask: Callable[[NDArray[np.float32]], NDArray[np.int64]]
) -> tuple[float, NDArray[np.int64]]:
    """Ask one query after another; return the median of the seconds, and the answers."""
    ask(queries[:1])
    seconds, answers = [], []
    for query in queries:
        started = time.perf_counter()
        answers.append(ask(query[None])[0])
        seconds.append(time.perf_counter() - started)
    return statistics.median(seconds), np.array(answers)


def _recall(found: NDArray[np.int64], true: NDArray[np.int64]) -> float:
    pairs = zip(found.tolist(), true.tolist(), strict=True)
    return float(np.mean([len(set(a) & set(b)) / len(b) for a, b in pairs]))


_WAYS = {"copy": copy, "import": import_, "flat": flat, "ours": ours}

if __name__ == "__main__":
    if sys.argv[1:2] == ["make"]:
        make(Path(sys.argv[2]), int(sys.argv[3]))
        print("{}")
    elif sys.argv[1:] and sys.argv[1] in _WAYS:
        print(json.dumps(_WAYS[sys.argv[1]](Path(sys.argv[2]))))
    else:
        show(main(tuple(map(int, sys.argv[1:])) or SIZES))
