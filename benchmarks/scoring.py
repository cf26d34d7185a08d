"""Scoring predictions against the plain way: one after the other, in a Python loop.

Both measure the same distances and come to the same figures: shares within the thresholds, median,
mean and GeoScore. Ours adds the 95 % interval of each, which the loop leaves out.

`python -m benchmarks.scoring` runs this table alone.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Row, peak_mb, run_fresh, show
from g3desktop.domain.geometry import (
    THRESHOLDS_KM,
    LatLon,
    ellipsoid_distance_km,
    ellipsoid_distances_km,
)
from g3desktop.evaluation.metrics import GEOSCORE_BEST, GEOSCORE_SCALE_KM, score

PREDICTIONS = 1_000_000

_BLOCK = 8192
"""Predictions whose distances are measured at once, as an evaluation does: so they stay in the
processor's cache."""

_Positions = NDArray[np.float64]
_Figures = dict[str, float]


def main() -> list[Row]:
    """Measure both ways, each in a process of its own, and check that their figures agree."""
    baseline = run_fresh("benchmarks.scoring", "baseline")
    ours = run_fresh("benchmarks.scoring", "ours")
    figures = baseline.keys() - {"seconds", "peak_mb"}
    difference = max(abs(baseline[one] - ours[one]) for one in figures)
    return [
        Row(
            f"scoring {PREDICTIONS:,} predictions",
            baseline["seconds"],
            ours["seconds"],
            0.02,
            baseline["peak_mb"],
            ours["peak_mb"],
            f"ours with intervals; {len(figures)} figures differ by {difference:.0e} at most",
        )
    ]


def make_positions() -> tuple[_Positions, _Positions]:
    """Return answers and truths all over the globe, from metres apart to half the globe."""
    generator = np.random.default_rng(0)
    truth_deg = _anywhere(generator)
    near_deg = truth_deg + 10 ** generator.uniform(-5, 1, (PREDICTIONS, 1)) * generator.normal(
        size=(PREDICTIONS, 2)
    )
    near_deg[:, 0] = np.clip(near_deg[:, 0], -90, 90)
    near_deg[:, 1] = (near_deg[:, 1] + 180) % 360 - 180
    lost = generator.random((PREDICTIONS, 1)) < 0.3
    return np.where(lost, _anywhere(generator), near_deg), truth_deg


def _anywhere(generator: np.random.Generator) -> _Positions:
    lat_deg = np.degrees(np.arcsin(generator.uniform(-1, 1, PREDICTIONS)))
    return np.stack([lat_deg, generator.uniform(-180, 180, PREDICTIONS)], axis=1)


def score_plainly(answers_deg: _Positions, truth_deg: _Positions) -> tuple[float, _Figures]:
    """Score in a loop; return the seconds and the figures."""
    answers = [LatLon(*one) for one in answers_deg.tolist()]
    truths = [LatLon(*one) for one in truth_deg.tolist()]
    started = time.perf_counter()
    within = [0] * len(THRESHOLDS_KM)
    points = 0.0
    distances = []
    for answer, truth in zip(answers, truths, strict=True):
        km = ellipsoid_distance_km(answer, truth)
        for ring, threshold in enumerate(THRESHOLDS_KM):
            within[ring] += km <= threshold
        points += GEOSCORE_BEST * math.exp(-km / GEOSCORE_SCALE_KM)
        distances.append(km)
    distances.sort()
    half = PREDICTIONS // 2
    figures = {
        "median": (distances[half - 1] + distances[half]) / 2,
        "mean": sum(distances) / PREDICTIONS,
        "geoscore": points / PREDICTIONS,
    }
    for threshold, count in zip(THRESHOLDS_KM, within, strict=True):
        figures[f"within {threshold:g}"] = 100 * count / PREDICTIONS
    return time.perf_counter() - started, figures


def score_ours(answers_deg: _Positions, truth_deg: _Positions) -> tuple[float, _Figures]:
    """Score with the program; return the seconds and the figures."""
    # Neither way pays for the first use of NumPy's functions.
    score(ellipsoid_distances_km(answers_deg[:100], truth_deg[:100]))
    started = time.perf_counter()
    km = np.empty(PREDICTIONS)
    for start in range(0, PREDICTIONS, _BLOCK):
        block = slice(start, start + _BLOCK)
        km[block] = ellipsoid_distances_km(answers_deg[block], truth_deg[block])
    scores = score(km)
    seconds = time.perf_counter() - started
    figures = {
        "median": scores.median_km.value,
        "mean": scores.mean_km.value,
        "geoscore": scores.geoscore.value,
    }
    for threshold, within in zip(THRESHOLDS_KM, scores.within, strict=True):
        figures[f"within {threshold:g}"] = within.value
    return seconds, figures


_WAYS: dict[str, Callable[[_Positions, _Positions], tuple[float, _Figures]]] = {
    "baseline": score_plainly,
    "ours": score_ours,
}


def _measure_here(way: str) -> None:
    seconds, figures = _WAYS[way](*make_positions())
    print(json.dumps({"seconds": seconds, "peak_mb": peak_mb(), **figures}))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _measure_here(sys.argv[1])
    else:
        show(main())
