"""Verifying a photo's candidates and spreading the evidence over the world, second photo.

Baseline: every location is projected in a loop and encoded again for each photo, and the cosines
over the grid become a density. Ours keeps the grid's vectors; its candidates are encoded, as those
of a language model would have to be, and its density weighs the gallery's evidence too. Each runs
in a process of its own; `python -m benchmarks.verify` runs this row alone.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Row, peak_mb, run_fresh, show
from g3desktop import wiring
from g3desktop.domain.pack import Pack
from g3desktop.engine.alignment.encoder import Encoder, ImageVectors
from g3desktop.engine.alignment.load import load_encoder
from g3desktop.engine.diversification import Grid
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.pipeline import Engine, LocateOptions, density
from g3desktop.engine.verification import LocationCache, verify
from g3desktop.services.packs import read_pack
from g3desktop.settings import find_resources

CANDIDATES = 100
GRID_POINTS = 100_000
REPEATS = 5


def main() -> list[Row]:
    """Measure the row."""
    baseline, ours = (run_fresh("benchmarks.verify", way) for way in ("baseline", "ours"))
    apart = abs(baseline["best"] - ours["best"])
    return [
        Row(
            f"verify {CANDIDATES} candidates, density over {GRID_POINTS:,} points, second photo",
            baseline["seconds"],
            ours["seconds"],
            0.05,
            baseline["peak_mb"],
            ours["peak_mb"],
            f"ours once, for the first photo: {ours['first_s']:.1f} s; "
            f"best cosines differ by {apart:.0e}",
        )
    ]


def _starter() -> tuple[Pack, Encoder]:
    pack = read_pack(find_resources() / "packs" / "starter")
    return pack, load_encoder(pack, device="cpu", precision="float32")


def _grid() -> Grid:
    towns = wiring.load_gazetteer().grid()
    chosen = np.random.default_rng(0).choice(len(towns.lat_lon_deg), GRID_POINTS, replace=False)
    return Grid(towns.lat_lon_deg[chosen], towns.names)


def _candidates(gallery: Gallery) -> NDArray[np.float64]:
    return gallery.lat_lon_deg[:: gallery.rows // CANDIDATES][:CANDIDATES]


def _photo(encoder: Encoder, seed: int) -> ImageVectors:
    side = encoder.spec.input_px
    pixels = np.random.default_rng(seed).integers(0, 256, (side, side, 3), dtype=np.uint8)
    return encoder.encode_images([encoder.prepare(pixels)])


def _measure_baseline() -> dict[str, float]:
    import torch

    from benchmarks.baselines.every_location import cosines
    from g3desktop.engine.alignment.starter import load_model

    pack, encoder = _starter()
    model = load_model(pack).eval()
    grid, candidates = _grid().lat_lon_deg.tolist(), _candidates(_gallery()).tolist()

    def verify_photo(seed: int) -> Callable[[], float]:
        gps = torch.from_numpy(_photo(encoder, seed).image_gps[0])

        def verify_all() -> float:
            best = cosines(model.location_encoder, candidates, gps).max()
            torch.log_softmax(cosines(model.location_encoder, grid, gps) / 0.07, dim=0)
            return float(best)

        return verify_all

    _timed(verify_photo(0))
    seconds, best = _timed(verify_photo(1))
    return {"seconds": seconds, "best": best, "peak_mb": peak_mb()}


def _measure_ours() -> dict[str, float]:
    pack, encoder = _starter()
    gallery = _gallery()
    engine = Engine(
        encoder=encoder,
        gallery=gallery,
        grid=_grid(),
        names=wiring.load_gazetteer(),
        fusion=pack.manifest.fusion,
        locations=LocationCache(None),
    )
    candidates = _candidates(gallery)

    def verify_photo(seed: int) -> Callable[[], float]:
        vectors = _photo(encoder, seed)

        def verify_all() -> float:
            best = verify(vectors.image_gps, encoder.encode_locations(candidates)).max()
            density(vectors, engine=engine, options=LocateOptions(), sha256="")
            return float(best)

        return verify_all

    first_s, _ = _timed(verify_photo(0))
    runs = [_timed(verify_photo(1)) for _ in range(REPEATS)]
    return {
        "first_s": first_s,
        "seconds": statistics.median(seconds for seconds, _ in runs),
        "best": runs[0][1],
        "peak_mb": peak_mb(),
    }


def _gallery() -> Gallery:
    return Gallery.open(find_resources() / "galleries" / "starter")


def _timed(work: Callable[[], float]) -> tuple[float, float]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    if len(sys.argv) == 1:
        show(main())
    else:
        measure = {"baseline": _measure_baseline, "ours": _measure_ours}[sys.argv[1]]
        print(json.dumps(measure()))
