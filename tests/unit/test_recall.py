"""Held-out recall on cases small enough to check by eye."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.alignment.recall import PlacedPhotos, Recall, measure_recall, recall_at


def placed(image: list[list[float]], gps: list[list[float]], where: list[list[float]]):
    rows = len(image)
    vectors = ImageVectors(
        np.array(image, np.float32), np.empty((rows, 0), np.float32), np.array(gps, np.float32)
    )
    return PlacedPhotos(vectors, np.array(where, np.float64))


def test_each_answer_goes_its_own_way() -> None:
    paris, rome = [48.8566, 2.3522], [41.9028, 12.4964]
    gallery = placed([[1, 0], [0, 1]], [[1, 0], [0, 1]], [paris, rome])
    # Looks like Paris in every vector; but the location vectors say Rome.
    queries = placed([[1, 0]], [[1, 0]], [paris])
    locations = np.array([[0, 1], [1, 0]], np.float32)
    recall = measure_recall(queries, gallery, locations, verification_weight=0.25)
    assert recall.retrieval == (1, 1, 1, 1, 1)
    assert recall.verification == (0, 0, 0, 0, 1)  # Rome is 1,106 km from Paris
    assert recall.both == (1, 1, 1, 1, 1)
    swayed = measure_recall(queries, gallery, locations, verification_weight=2.0)
    assert swayed.both == (0, 0, 0, 0, 1)


def test_edge_counts_as_within() -> None:
    assert recall_at(np.array([1.0, 25.0, 2501.0])) == pytest.approx((1 / 3, *[2 / 3] * 4))


def test_nothing_to_place() -> None:
    assert recall_at(np.empty(0)) == (0.0,) * 5


def test_line_has_per_cents() -> None:
    line = Recall((0.5,) * 5, (0.25,) * 5, (1.0,) * 5).one_line()
    assert line.startswith("retrieval 50.0 / 50.0")
    assert "both 100.0" in line


@given(
    st.lists(st.floats(0, 20_100), max_size=30),
    st.lists(st.floats(0, 20_100), min_size=1, max_size=6).map(sorted),
)
def test_recall_grows_with_the_radius(errors: list[float], radii: list[float]) -> None:
    shares = recall_at(np.array(errors), tuple(radii))
    assert list(shares) == sorted(shares)
    assert all(0 <= share <= 1 for share in shares)
