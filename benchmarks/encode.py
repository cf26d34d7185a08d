"""Photos of 12 megapixels to the three vectors of g3, against transformers' CLIP in float32.

The baseline decodes each photo in full and encodes it by itself; both start with weights loaded and
one image encoded. Ours decodes at reduced size, and computes in bfloat16 where the CPU has units
for it. Without them both do the same multiplications in float32, and only the rest can be saved.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.measure import Row, peak_mb, run_fresh, show
from benchmarks.weights import cache, find_checkpoint, find_pack
from g3desktop.engine.alignment.devices import choose_precision

SIZE = (4000, 3000)
PHOTOS = 64
BASELINE_PHOTOS = 6
ROUNDS = 3


def main() -> list[Row]:
    """Measure both rows; rounds of both alternate, so that neither has the quieter machine."""
    checkpoint = find_checkpoint(cache())
    pack = find_pack(checkpoint, cache())
    with tempfile.TemporaryDirectory() as folder:
        write_photos(Path(folder), PHOTOS)
        rounds = [
            (
                run_fresh("benchmarks.encode", "baseline", checkpoint, folder),
                run_fresh("benchmarks.encode", "ours", pack.folder, folder),
            )
            for _ in range(ROUNDS)
        ]
        vectors = [np.load(Path(folder) / f"{way}.npy") for way in ("baseline", "ours")]
    baseline, ours = (
        {key: statistics.median(pair[way][key] for pair in rounds) for key in rounds[0][way]}
        for way in (0, 1)
    )
    cosine = (vectors[0] * vectors[1][: len(vectors[0])]).sum(axis=1).min() / 3
    note = f"{choose_precision('cpu')}, least cosine with the baseline {cosine:.5f}"
    rows = (
        ("one 12-megapixel JPEG to the three vectors", "one_s", 0.30, "one_peak_mb"),
        (f"the same for {PHOTOS} photos in one call, per photo", "many_s", 0.25, "many_peak_mb"),
    )
    return [
        Row(what, baseline["one_s"], ours[key], reach, baseline["one_peak_mb"], ours[peak], note)
        for what, key, reach, peak in rows
    ]


def write_photos(folder: Path, count: int) -> None:
    """Enlarge a photo to 12 megapixels, with grain so that a file has the size of a camera's."""
    from sklearn.datasets import load_sample_image

    enlarged = Image.fromarray(load_sample_image("china.jpg")).resize(
        SIZE, Image.Resampling.BICUBIC
    )
    pixels = np.asarray(enlarged).astype(np.int16)
    grain = np.random.default_rng(0).normal(0, 5, (*pixels.shape[:2], 1)).astype(np.int16)
    for number in range(count):
        rolled = np.roll(pixels, 53 * number, axis=1) + np.roll(grain, 97 * number, axis=1)
        image = Image.fromarray(np.clip(rolled, 0, 255).astype(np.uint8))
        image.save(folder / f"{number:03d}.jpg", quality=88)


def _measure_baseline(checkpoint: Path, folder: Path) -> dict[str, float]:
    import torch

    from benchmarks.baselines.published_g3 import PublishedG3

    model = PublishedG3().eval()
    model.load_state_dict(torch.load(checkpoint, weights_only=True, mmap=True), assign=True)
    photos = sorted(folder.glob("*.jpg"))[: BASELINE_PHOTOS + 1]
    model.encode(photos[-1])
    times, vectors = [], []
    for path in photos[:-1]:
        start = time.perf_counter()
        vectors.append(model.encode(path))
        times.append(time.perf_counter() - start)
    np.save(folder / "baseline.npy", np.stack(vectors))
    return {"one_s": statistics.median(times), "one_peak_mb": peak_mb()}


def _measure_ours(pack: Path, folder: Path) -> dict[str, float]:
    from g3desktop.engine.alignment.load import load_encoder
    from g3desktop.engine.photo import read_photo
    from g3desktop.services.packs import read_pack

    encoder = load_encoder(read_pack(pack), device="cpu")
    photos = sorted(folder.glob("*.jpg"))

    def square(path: Path) -> np.ndarray:
        return encoder.prepare(read_photo(path, short_side_px=encoder.short_side_px).pixels)

    encoder.encode_images([square(photos[-1])])
    times = []
    for path in photos[:BASELINE_PHOTOS]:
        start = time.perf_counter()
        encoder.encode_images([square(path)])
        times.append(time.perf_counter() - start)
    one_peak_mb = peak_mb()
    start = time.perf_counter()
    with ThreadPoolExecutor() as pool:
        vectors = encoder.encode_images(list(pool.map(square, photos)))
    many_s = (time.perf_counter() - start) / len(photos)
    np.save(folder / "ours.npy", vectors.concatenated())
    return {
        "one_s": statistics.median(times),
        "one_peak_mb": one_peak_mb,
        "many_s": many_s,
        "many_peak_mb": peak_mb(),
    }


if __name__ == "__main__":
    if len(sys.argv) == 1:
        show(main())
    else:
        ways = {"baseline": _measure_baseline, "ours": _measure_ours}
        measure = partial(ways[sys.argv[1]], *map(Path, sys.argv[2:]))
        print(json.dumps(measure()))
