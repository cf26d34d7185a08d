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
    exact = written_out(points, cosines, rows, row_cosines)
    assert np.isfinite(scores).all()
    # Cells and straight lines through the globe move a kernel's foot, where little is at stake.
    for score, wanted, cosine in zip(scores, exact, cosines, strict=True):
        density, right = (
            math.exp(one - WEIGHTS.verification * float(cosine)) for one in (score, wanted)
        )
        assert density == pytest.approx(right, rel=0.05, abs=0.005)


def test_many_rows_at_one_place_are_as_one_with_all_their_evidence():
    place = np.array([[10.0, 20.0]])
    one = fused_scores(place, np.zeros(1, np.float32), place, np.zeros(1, np.float32), WEIGHTS)
    many = fused_scores(
        place, np.zeros(1, np.float32), place.repeat(9, 0), np.zeros(9, np.float32), WEIGHTS
    )
    assert many == pytest.approx(one)


def test_the_order_of_positions_and_rows_changes_nothing():
    rng = np.random.default_rng(4)
    points, rows = rng.uniform(-80, 80, (1300, 2)), rng.uniform(-80, 80, (40, 2))
    cosines = np.zeros(1300, np.float32)
    row_cosines = rng.uniform(-1, 1, 40).astype(np.float32)
    scores = fused_scores(points, cosines, rows, row_cosines, WEIGHTS)
    back = fused_scores(points[::-1], cosines, rows[::-1], row_cosines[::-1], WEIGHTS)
    assert back[::-1] == pytest.approx(scores, abs=1e-3)


def test_rows_across_the_antimeridian_and_the_pole_are_near():
    weights = FusionWeights(0.1, (200.0,), (1.0,), 0.0)
    points = np.array([[0.0, 180.0], [0.0, 170.0], [89.9, 10.0], [80.0, 10.0]])
    rows = np.array([[0.0, -179.9], [89.9, -170.0]])
    scores = fused_scores(points, np.zeros(4, np.float32), rows, np.zeros(2, np.float32), weights)
    assert scores[0] > scores[1] + 5
    assert scores[2] > scores[3] + 5


@pytest.mark.parametrize("block", [1, 7, 100])
def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch, block):
    rng = np.random.default_rng(1)
    points, rows = (rng.uniform(-80, 80, (n, 2)) for n in (57, 13))
    cosines, row_cosines = (rng.uniform(-1, 1, n).astype(np.float32) for n in (57, 13))
    whole = fused_scores(points, cosines, rows, row_cosines, WEIGHTS)
    monkeypatch.setattr(fusion, "_BLOCK_POINTS", block)
    parts = fused_scores(points, cosines, rows, row_cosines, WEIGHTS)
    assert parts == pytest.approx(whole, abs=1e-3)


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


def test_a_row_far_less_alike_than_the_others_weighs_nothing():
    rows = np.array([[10.0, 10.0], [-20.0, 20.0]])
    alike = np.array([1.0, -1.0], np.float32)
    sharp = FusionWeights(1e-3, (10.0,), (1.0,), 0.0)
    first, second = fused_scores(rows, np.zeros(2, np.float32), rows, alike, sharp)
    assert first == pytest.approx(0, abs=1e-6)
    assert second == pytest.approx(math.log(DENSITY_FLOOR))
