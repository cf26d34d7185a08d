"""The loss terms: symmetric, and what they claim on cases worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn import functional

from g3desktop.domain.geometry import distances_km
from g3desktop.engine.alignment.objective import (
    ExtraNegatives,
    Pairing,
    geo_alignment_loss,
    neighbour_weights,
    pairwise_distances_km,
    place_contrast_loss,
    symmetric_cross_entropy,
    weighted_cross_entropy,
)


def units(count: int, width: int, seed: int) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return functional.normalize(torch.randn(count, width, generator=generator), dim=1)


def pairing(seed: int = 0, count: int = 5) -> Pairing:
    return Pairing(units(count, 8, seed), units(count, 8, seed + 1), torch.tensor(3.0))


def test_equal_logits_cost_the_logarithm_of_the_batch() -> None:
    assert symmetric_cross_entropy(torch.zeros(7, 7)).item() == pytest.approx(math.log(7))


def test_sure_and_right_costs_nothing() -> None:
    assert symmetric_cross_entropy(100 * torch.eye(4)).item() == pytest.approx(0, abs=1e-6)


@given(st.integers(0, 10_000), st.integers(2, 9))
@settings(max_examples=30, deadline=None)
def test_gradient_is_symmetric_in_both_sides(seed: int, count: int) -> None:
    logits = torch.randn(count, count, generator=torch.Generator().manual_seed(seed))
    there = logits.clone().requires_grad_()
    back = logits.T.clone().requires_grad_()
    symmetric_cross_entropy(there).backward()
    symmetric_cross_entropy(back).backward()
    assert there.grad is not None
    assert back.grad is not None
    torch.testing.assert_close(there.grad, back.grad.T)
    # Softmax minus target: every gradient sums to nothing.
    assert there.grad.sum().item() == pytest.approx(0, abs=1e-5)


def test_text_is_added_where_there_is_any() -> None:
    text, gps = pairing(0), pairing(7)
    alone = geo_alignment_loss(None, gps)
    together = geo_alignment_loss(text, gps)
    torch.testing.assert_close(together - alone, symmetric_cross_entropy(text.logits()))


def test_plain_positives_change_nothing() -> None:
    logits = pairing().logits()
    torch.testing.assert_close(weighted_cross_entropy(logits), symmetric_cross_entropy(logits))


def test_label_smoothing_agrees_with_torch() -> None:
    logits = pairing().logits()
    torch.testing.assert_close(
        weighted_cross_entropy(logits, label_smoothing=0.2),
        symmetric_cross_entropy(logits, label_smoothing=0.2),
    )


def test_twins_at_one_place_are_no_mistake() -> None:
    logits = torch.tensor([[10.0, 10.0, -10.0], [10.0, 10.0, -10.0], [-10.0, -10.0, 10.0]])
    twins = torch.tensor([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    confused = symmetric_cross_entropy(logits)
    forgiven = weighted_cross_entropy(logits, positives=twins)
    # What is left of the loss is that it cannot be sure of both at once: log 2 for each twin.
    assert forgiven.item() == pytest.approx(2 / 3 * math.log(2), abs=1e-4)
    gradient = torch.autograd.grad(
        weighted_cross_entropy(logits.requires_grad_(), positives=twins), logits
    )[0]
    assert gradient.abs().max() < 1e-4
    assert confused.item() == pytest.approx(forgiven.item(), abs=1e-4)


def test_extra_negatives_make_it_harder_unless_ignored() -> None:
    gps = pairing()
    others = gps.rows.clone()
    plain = geo_alignment_loss(None, gps)
    harder = geo_alignment_loss(None, gps, negatives=ExtraNegatives(others))
    everywhere = torch.ones(len(gps.rows), len(others), dtype=torch.bool)
    ignored = geo_alignment_loss(None, gps, negatives=ExtraNegatives(others, everywhere))
    assert harder > plain
    torch.testing.assert_close(ignored, plain)


def test_place_contrast_prefers_neighbours_that_look_alike() -> None:
    near = torch.tensor([[1.0, 1.0, 0.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    alike = functional.normalize(torch.tensor([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0]]), dim=1)
    mixed = alike[[0, 2, 1]]
    gathered = place_contrast_loss(alike, near, temperature=0.1)
    scattered = place_contrast_loss(mixed, near, temperature=0.1)
    assert gathered < scattered


def test_place_contrast_without_neighbours_is_nothing() -> None:
    image = units(4, 6, 0).requires_grad_()
    loss = place_contrast_loss(image, torch.eye(4), temperature=0.1)
    loss.backward()
    assert loss.item() == 0
    assert image.grad is not None
    assert torch.isfinite(image.grad).all()


positions = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(st.lists(positions, min_size=2, max_size=6))
@settings(max_examples=50, deadline=None)
def test_distances_agree_with_haversine(places: list[tuple[float, float]]) -> None:
    degrees = np.array(places)
    ours = pairwise_distances_km(torch.tensor(degrees), torch.tensor(degrees)).numpy()
    np.testing.assert_allclose(
        ours, distances_km(degrees[:, None], degrees[None]), rtol=1e-6, atol=1e-2
    )


@given(st.lists(positions, min_size=2, max_size=6))
@settings(max_examples=50, deadline=None)
def test_neighbour_weights_are_symmetric_with_one_on_the_diagonal(
    places: list[tuple[float, float]],
) -> None:
    weights = neighbour_weights(torch.tensor(places, dtype=torch.float64), scale_km=25)
    torch.testing.assert_close(weights, weights.T)
    assert (weights.diagonal() == 1).all()
    assert ((weights >= 0) & (weights <= 1)).all()
