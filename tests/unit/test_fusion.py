"""One score from retrieval and verification, against the formula written out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.geometry import LatLon, distance_km
from g3desktop.domain.pack import FusionWeights
from g3desktop.engine import fusion
from g3desktop.engine.fusion import DENSITY_FLOOR, fused_scores

WEIGHTS = FusionWeights(
    temperature=0.1, scales_km=(5.0, 200.0, 2000.0), scale_weights=(0.5, 0.3, 0.2), verification=1.5
)
positions = st.lists(
    st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=6
).map(np.array)


def written_out(points, cosines, rows, row_cosines) -> list[float]:
    total = sum(math.exp(c / WEIGHTS.temperature) for c in row_cosines)
    scores = []
    for point, cosine in zip(points, cosines, strict=True):
        density = DENSITY_FLOOR
        for row, row_cosine in zip(rows, row_cosines, strict=True):
            km = distance_km(LatLon(*point), LatLon(*row))
            spread = sum(
                w * math.exp(-((km / s) ** 2) / 2)
                for s, w in zip(WEIGHTS.scales_km, WEIGHTS.scale_weights, strict=True)
            )
            density += math.exp(row_cosine / WEIGHTS.temperature) / total * spread
        scores.append(math.log(density) + WEIGHTS.verification * cosine)
    return scores


@given(points=positions, rows=positions, seed=st.integers(0, 99))
def test_it_is_the_formula(points, rows, seed):
    rng = np.random.default_rng(seed)
    cosines = rng.uniform(-1, 1, len(points)).astype(np.float32)
    row_cosines = rng.uniform(-1, 1, len(rows)).astype(np.float32)
    scores = fused_scores(points, cosines, rows, row_cosines, WEIGHTS)
    assert scores == pytest.approx(written_out(points, cosines, rows, row_cosines), abs=1e-5)


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch):
    rng = np.random.default_rng(1)
    points, rows = (rng.uniform(-80, 80, (n, 2)) for n in (57, 13))
    cosines, row_cosines = (rng.uniform(-1, 1, n).astype(np.float32) for n in (57, 13))
    whole = fused_scores(points, cosines, rows, row_cosines, WEIGHTS)
    monkeypatch.setattr(fusion, "_BLOCK_PAIRS", 40)
    assert fused_scores(points, cosines, rows, row_cosines, WEIGHTS) == pytest.approx(
        whole, abs=1e-12
    )


def test_without_rows_verification_alone_orders():
    cosines = np.array([0.1, 0.9, -0.5], dtype=np.float32)
    scores = fused_scores(
        np.zeros((3, 2)), cosines, np.empty((0, 2)), np.empty(0, np.float32), WEIGHTS
    )
    assert np.isfinite(scores).all()
    assert list(np.argsort(-scores)) == [1, 0, 2]


def test_far_from_every_row_is_finite_and_worse_than_near():
    narrow = FusionWeights(0.1, (1.0,), (1.0,), 0.0)
    points = np.array([[48.0, 2.0], [-48.0, -178.0]])
    near, far = fused_scores(
        points, np.zeros(2, np.float32), points[:1], np.array([0.5], np.float32), narrow
    )
    assert math.isfinite(far)
    assert near > far


def test_negligible_rows_move_no_density_by_more_than_their_share():
    rng = np.random.default_rng(2)
    points, rows = rng.uniform(-60, 60, (40, 2)), rng.uniform(-60, 60, (300, 2))
    cosines = np.zeros(40, np.float32)
    row_cosines = rng.uniform(-0.5, 1, 300).astype(np.float32)
    exact, quick = (
        fused_scores(points, cosines, rows, row_cosines, WEIGHTS, negligible=share)
        for share in (0.0, 1e-3)
    )
    assert np.abs(np.exp(exact) - np.exp(quick)).max() <= 1e-3


def test_one_row_always_counts():
    rows = np.array([[10.0, 10.0], [20.0, 20.0]])
    same = np.array([0.3, 0.3], np.float32)
    scores = fused_scores(rows, np.zeros(2, np.float32), rows, same, WEIGHTS, negligible=1.0)
    assert scores.max() > math.log(DENSITY_FLOOR) + 1
