"""Loading the g3 encoder from its pack against torch.load and load_state_dict.

Each in a process of its own, files already read once. The clock of the baseline starts with its
modules built, ours before they are; imports count for neither. Both then encode one image, which
reads what was only mapped: the peak of memory is taken after that, and what that image took beyond
a second one is in the note.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.measure import Row, peak_mb, run_fresh, show
from benchmarks.weights import cache, find_checkpoint, find_pack
from g3desktop.engine.alignment.devices import choose_precision

REPEATS = 3


def main() -> list[Row]:
    """Measure the row."""
    checkpoint = find_checkpoint(cache())
    pack = find_pack(checkpoint, cache())
    runs = [
        (run_fresh("benchmarks.load", "baseline", checkpoint), _ours(pack.folder))
        for _ in range(REPEATS)
    ]
    baseline, ours = (
        {k: statistics.median(r[i][k] for r in runs) for k in runs[0][i]} for i in (0, 1)
    )
    memory = ours["peak_mb"] / baseline["peak_mb"]
    return [
        Row(
            "load the g3 encoder",
            baseline["seconds"],
            ours["seconds"],
            0.25,
            baseline["peak_mb"],
            ours["peak_mb"],
            f"memory ratio {memory:.2f} (reach 0.6), {choose_precision('cpu')}; the first image "
            f"takes {ours['first_s'] - ours['second_s']:.2f} s more than the second, in the "
            f"baseline {baseline['first_s'] - baseline['second_s']:.2f} s",
        )
    ]


def _ours(folder: Path) -> dict[str, float]:
    return run_fresh("benchmarks.load", "ours", folder)


def _measure_baseline(checkpoint: Path) -> dict[str, float]:
    import torch

    from benchmarks.baselines.published_g3 import PublishedG3

    model = PublishedG3()
    start = time.perf_counter()
    model.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True))
    seconds = time.perf_counter() - start
    model.eval()
    image = torch.zeros(1, 3, 224, 224)

    def encode() -> None:
        with torch.no_grad():
            model.vision_projection(model.vision_model(image).pooler_output)

    return _with_first_image(seconds, encode)


def _measure_ours(folder: Path) -> dict[str, float]:
    import open_clip  # noqa: F401 - its import counts for neither

    from g3desktop.engine.alignment.load import load_encoder
    from g3desktop.services.packs import read_pack

    start = time.perf_counter()
    encoder = load_encoder(read_pack(folder), device="cpu")
    seconds = time.perf_counter() - start
    square = np.zeros((224, 224, 3), np.uint8)
    return _with_first_image(seconds, lambda: encoder.encode_images([square]))


def _with_first_image(seconds: float, encode: Callable[[], object]) -> dict[str, float]:
    times = []
    for _ in range(2):
        start = time.perf_counter()
        encode()
        times.append(time.perf_counter() - start)
    return {
        "seconds": seconds,
        "first_s": times[0],
        "second_s": times[1],
        "peak_mb": peak_mb(),
    }


if __name__ == "__main__":
    if len(sys.argv) == 1:
        show(main())
    else:
        measure = {"baseline": _measure_baseline, "ours": _measure_ours}[sys.argv[1]]
        print(json.dumps(measure(Path(sys.argv[2]))))
