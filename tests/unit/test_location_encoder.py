"""Projections, Fourier features, and the edges of the map."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from g3desktop.engine.alignment.location_encoder import (
    FEATURES_DIM,
    SEAM_DEG,
    SIGMAS,
    LocationEncoder,
    alignment_head,
    project_equal_earth,
    project_web_mercator,
    published_name,
    unit,
)

PROJECTIONS = ("web_mercator", "equal_earth")

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
# Sixteenths of a degree stay exact when turns are added, in float64 and in float32.
exact_longitudes = st.integers(-180 * 16, 180 * 16).map(lambda n: n / 16)


@pytest.fixture(scope="module", params=PROJECTIONS)
def encoder(request) -> LocationEncoder:
    torch.manual_seed(7)
    return LocationEncoder(request.param).eval()


def encode(encoder: LocationEncoder, *positions: tuple[float, float]) -> np.ndarray:
    with torch.inference_mode():
        return unit(encoder(torch.tensor(positions, dtype=torch.float64))).numpy()


def flat(project, lat: float, lon: float) -> tuple[float, float]:
    first, second = project(torch.tensor([[lat, lon]], dtype=torch.float64))[0].tolist()
    return first, second


def test_web_mercator_is_the_published_formula() -> None:
    lat, lon = 48.8584, 2.2945
    y = math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) / math.pi
    assert flat(project_web_mercator, lat, lon) == pytest.approx((y, lon / 180), abs=1e-6)
    # The map is a square: the limit of latitude lies as far out as the antimeridian.
    assert flat(project_web_mercator, 90, 180) == pytest.approx((1, 1), abs=1e-5)


@given(latitudes, longitudes)
def test_web_mercator_stays_on_the_map(lat: float, lon: float) -> None:
    y, x = flat(project_web_mercator, lat, lon)
    assert abs(y) <= 1 + 1e-5
    assert abs(x) <= 1 + 1e-5
    assert flat(project_web_mercator, -lat, -lon) == pytest.approx((-y, -x), abs=1e-6)


@given(latitudes, longitudes)
def test_equal_earth_stays_on_the_map(lat: float, lon: float) -> None:
    x, y = flat(project_equal_earth, lat, lon)
    assert abs(x) <= 1.001
    assert abs(y) <= 0.5
    assert flat(project_equal_earth, -lat, -lon) == pytest.approx((-x, -y), abs=1e-6)


@given(st.floats(-89, 89), st.floats(-179, 179))
def test_equal_earth_keeps_areas(lat: float, lon: float) -> None:
    # The map's area element, by central differences, against the sphere's, cos(lat).
    def place(lat: float, lon: float) -> np.ndarray:
        return np.array(equal_earth(lat, lon))

    step = 1e-4
    to_east = (place(lat, lon + step) - place(lat, lon - step)) / (2 * math.radians(step))
    to_north = (place(lat + step, lon) - place(lat - step, lon)) / (2 * math.radians(step))
    area = to_east[0] * to_north[1] - to_east[1] * to_north[0]
    assert area == pytest.approx(math.cos(math.radians(lat)), rel=1e-4, abs=1e-5)
    scale = 66.50336 / 180
    ours = flat(project_equal_earth, lat, lon)
    assert ours == pytest.approx(tuple(place(lat, lon) * scale), abs=1e-6)


def equal_earth(lat: float, lon: float) -> tuple[float, float]:
    """Savric, Patterson and Jenny 2018, equations 1 to 3, on the unit sphere."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    slope = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * theta**2 + a1
    x = 2 * math.sqrt(3) * math.radians(lon) * math.cos(theta) / (3 * slope)
    return x, a4 * theta**9 + a3 * theta**7 + a2 * theta**3 + a1 * theta


@given(latitudes, longitudes)
def test_every_position_is_finite(lat: float, lon: float) -> None:
    for project in (project_web_mercator, project_equal_earth):
        assert all(math.isfinite(number) for number in flat(project, lat, lon))


def test_published_weights_give_the_numbers_of_the_formula() -> None:
    encoder = LocationEncoder("equal_earth").eval()
    rng = np.random.default_rng(1)
    published = {
        published_name(name): rng.normal(0, 0.05, tuple(tensor.shape)).astype(np.float32)
        for name, tensor in encoder.state_dict().items()
    }
    assert {"LocEnc0.capsule.0.b", "LocEnc1.capsule.5.bias", "LocEnc2.head.0.weight"} < set(
        published
    )
    encoder.load_state_dict(
        {name: torch.from_numpy(published[published_name(name)]) for name in encoder.state_dict()}
    )
    lat, lon = -33.8568, 151.2153
    position = np.array(equal_earth(lat, lon)) * 66.50336 / 180
    total = np.zeros(FEATURES_DIM)
    for capsule in (f"LocEnc{i}" for i in range(len(SIGMAS))):
        phases = 2 * np.pi * published[f"{capsule}.capsule.0.b"] @ position
        hidden = np.concatenate([np.cos(phases), np.sin(phases)])
        for layer in (1, 3, 5):
            weight = published[f"{capsule}.capsule.{layer}.weight"]
            bias = published[f"{capsule}.capsule.{layer}.bias"]
            hidden = np.maximum(weight @ hidden + bias, 0)
        total += published[f"{capsule}.head.0.weight"] @ hidden
        total += published[f"{capsule}.head.0.bias"]
    with torch.inference_mode():
        ours = encoder(torch.tensor([[lat, lon]], dtype=torch.float64))[0].numpy()
    np.testing.assert_allclose(ours, total, atol=1e-4)


@settings(max_examples=20)
@given(turns=st.integers(-3, 3), lat=st.floats(-80, 80), lon=exact_longitudes)
def test_whole_turns_change_nothing(
    encoder: LocationEncoder, turns: int, lat: float, lon: float
) -> None:
    here, there = encode(encoder, (lat, lon), (lat, lon + 360 * turns))
    np.testing.assert_allclose(here, there, atol=1e-5)


@pytest.mark.parametrize("lat", [-80.0, 0.0, 66.5])
def test_antimeridian_is_continuous(encoder: LocationEncoder, lat: float) -> None:
    east, west, before, after = encode(
        encoder, (lat, 180), (lat, -180), (lat, 179.9999), (lat, -179.9999)
    )
    np.testing.assert_allclose(east, west, atol=1e-6)
    assert before @ east > 1 - 1e-3
    assert after @ west > 1 - 1e-3
    # Where the seam begins nothing jumps either.
    edge = 180 - SEAM_DEG
    inside, outside = encode(encoder, (lat, edge + 1e-4), (lat, edge - 1e-4))
    assert inside @ outside > 1 - 1e-3


def test_blending_touches_the_seam_alone(encoder: LocationEncoder) -> None:
    positions = torch.tensor([[10.0, 179.9], [10.0, 180.0], [10.0, -12.0]], dtype=torch.float64)
    with torch.inference_mode():
        together = encoder.features(positions)
        plain = encoder._sum(positions)
    changed = (together != plain).any(dim=1).tolist()
    assert changed == [False, True, False]


def test_poles_are_finite_and_meet_their_neighbours(encoder: LocationEncoder) -> None:
    for pole in (90.0, -90.0):
        there, near = encode(encoder, (pole, 25), (pole * 0.9999999, 25))
        assert np.isfinite(there).all()
        assert there @ near > 1 - 1e-3


def test_head_and_precision() -> None:
    torch.manual_seed(3)
    encoder = LocationEncoder("web_mercator", head=alignment_head(FEATURES_DIM, 8)).eval()
    positions = [(40.6892, -74.0445), (-54.8, -68.3)]
    exact = encode(encoder, *positions)
    assert exact.shape == (2, 8)
    frequencies = encoder.capsules[2].frequencies.clone()
    for parameter in encoder.parameters():
        parameter.data = parameter.data.bfloat16()
    # The frequencies are no parameters: rounded to bfloat16 they would mean other places.
    assert torch.equal(encoder.capsules[2].frequencies, frequencies)
    assert ((encode(encoder, *positions) * exact).sum(axis=1) > 0.99).all()


def test_gradients_reach_the_networks_across_the_seam() -> None:
    encoder = LocationEncoder("web_mercator")
    encoder(torch.tensor([[0.0, 180.0], [1.0, 1.0]], dtype=torch.float64)).sum().backward()
    assert all(parameter.grad is not None for parameter in encoder.parameters())
    assert "capsules.0.frequencies" not in dict(encoder.named_parameters())
