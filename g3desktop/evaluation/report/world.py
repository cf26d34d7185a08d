"""A flat map of the world: where positions lie on it, shortest ways, and coastlines."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import PackError
from g3desktop.domain.geometry import unit_vectors
from g3desktop.settings import find_resources

WIDTH = 2000
"""Of the map, in its own pixels."""

Points = NDArray[np.float64]
"""Latitude and longitude in degrees, shape (N, 2); longitude may leave [-180, 180]."""

Pixels = NDArray[np.int64]
"""Places on the map, x first, shape (N, 2); x may leave it."""

_FORMAT = 1
_STEPS_A_DEGREE = 100
_STEP_RAD = np.radians(4.0)
_SMALLEST_ISLAND = 3
_TINY = 1e-9

# A map whose parallels are straight, so that what leaves it on one side enters on the other.
_PATTERSON = (1.0148, 0.23185, -0.14499, 0.02406)


def _northing(lat_deg: Points) -> Points:
    lat = np.radians(lat_deg)
    square = lat * lat
    a, b, c, d = _PATTERSON
    north: Points = lat * (a + square * square * (b + square * (c + d * square)))
    return north


_TOP = float(_northing(np.array([90.0]))[0])
_SCALE = WIDTH / (2 * np.pi)

HEIGHT = round(2 * _TOP * _SCALE)
"""Of the map, in its own pixels."""


def project(lat_lon_deg: Points) -> Pixels:
    """Return where positions lie; the map's upper left corner is (0, 0).

    Source: Patterson, Savric and Jenny 2015, "Introducing the Patterson Cylindrical Projection".
    """
    pixels = np.empty(lat_lon_deg.shape)
    pixels[:, 0] = (lat_lon_deg[:, 1] + 180) * (WIDTH / 360)
    pixels[:, 1] = (_TOP - _northing(lat_lon_deg[:, 0])) * _SCALE
    return np.rint(pixels).astype(np.int64)


def great_circles(starts: Points, ends: Points) -> tuple[Points, NDArray[np.int64]]:
    """Return points of the shortest ways, a few degrees apart.

    Of the many shortest ways between opposite points it is one.

    Args:
        starts: Where ways begin, shape (N, 2), N at least 1.
        ends: Where they end, shape (N, 2).

    Returns:
        The points of all ways, one way after the other, their longitudes running on past 180
        degrees; and where each way begins among them, with one more for the end, shape (N + 1,).
    """
    a, b = unit_vectors(starts), unit_vectors(ends)
    across = _unit_across(a, b)
    angles = np.arctan2(np.einsum("ij,ij->i", across, b), np.einsum("ij,ij->i", a, b))
    steps = np.maximum(1, np.ceil(angles / _STEP_RAD)).astype(np.int64)
    bounds = np.concatenate([[0], np.cumsum(steps + 1)])
    step = np.arange(bounds[-1]) - np.repeat(bounds[:-1], steps + 1)
    along = (step * np.repeat(angles / steps, steps + 1))[:, None]
    way = np.cos(along) * np.repeat(a, steps + 1, axis=0)
    way += np.sin(along) * np.repeat(across, steps + 1, axis=0)
    lat = np.degrees(np.arcsin(np.clip(way[:, 2], -1, 1)))
    lon = np.degrees(np.arctan2(way[:, 1], way[:, 0]))
    running = np.unwrap(lon, period=360)
    # Each way begins on the map, wherever the one before ended.
    begun = bounds[:-1]
    running -= np.repeat(running[begun] - lon[begun], steps + 1)
    return np.stack([lat, running], axis=1), bounds


def _unit_across(a: Points, b: Points) -> Points:
    """Return unit vectors at right angles to `a`, towards `b`."""
    across = b - np.einsum("ij,ij->i", a, b)[:, None] * a
    lengths = np.linalg.norm(across, axis=1)
    for index in np.flatnonzero(lengths < _TINY).tolist():
        axis = np.eye(3)[int(np.argmin(np.abs(a[index])))]
        across[index] = axis - (axis @ a[index]) * a[index]
        lengths[index] = np.linalg.norm(across[index])
    towards: Points = across / lengths[:, None]
    return towards


def copies(pixels: Pixels) -> Iterator[Pixels]:
    """Yield a line, and again a world away where it leaves the map."""
    yield pixels
    if pixels[:, 0].max() > WIDTH:
        yield pixels - np.array([WIDTH, 0])
    if pixels[:, 0].min() < 0:
        yield pixels + np.array([WIDTH, 0])


def path_data(pixels: Pixels) -> str:
    """Write a line for SVG, without points that fall on the one before."""
    (x, y), *others = pixels.tolist()
    parts = [f"M{x} {y}l"]
    for next_x, next_y in others:
        if next_x != x or next_y != y:
            parts.append(f"{next_x - x} {next_y - y} ")
            x, y = next_x, next_y
    if len(parts) == 1:
        return f"M{x} {y}h0"
    return "".join(parts).rstrip().replace(" -", "-")


@cache
def land() -> str:
    """Return the coastlines for SVG, to be filled by the odd-even rule.

    Raises:
        PackError: The map's file is missing or damaged.
    """
    path = find_resources() / "map" / "data" / "locator.npz"
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            rings = list(_large_rings(arrays))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise PackError(
            f"The map's file {path} cannot be read: {error}.",
            hint="It came with the program: install it again.",
        ) from error
    return "".join(f"{path_data(shifted)}z" for ring in rings for shifted in copies(_drawn(ring)))


def _large_rings(arrays: Mapping[str, NDArray[Any]]) -> Iterator[Points]:
    """Yield the rings that are more than a dot on the map."""
    if int(arrays["format"]) != _FORMAT:
        raise ValueError("another format")
    lat_lon = arrays["land_lon_lat"][:, ::-1] / _STEPS_A_DEGREE
    sizes = arrays["land_size"].astype(np.int64)
    ends = np.cumsum(sizes)
    starts = ends - sizes
    pixels = project(lat_lon)
    spans = np.maximum.reduceat(pixels, starts) - np.minimum.reduceat(pixels, starts)
    for index in np.flatnonzero(spans.max(axis=1) >= _SMALLEST_ISLAND).tolist():
        yield lat_lon[starts[index] : ends[index]]


def _drawn(ring: Points) -> Pixels:
    # Half of the map's steps are enough for a coast; lines are drawn in whole ones.
    return 2 * (project(_closed(ring)) // 2)


def _closed(ring: Points) -> Points:
    """Close a ring; one around a pole is led along the map's edge."""
    whole = np.concatenate([ring, ring[:1]])
    if np.ptp(whole[:, 1]) < 180:
        return whole
    whole[:, 1] = np.unwrap(whole[:, 1], period=360)
    if abs(whole[-1, 1] - whole[0, 1]) < 1:
        return whole
    pole = np.copysign(90.0, whole[:, 0].mean())
    edge = np.array([[pole, whole[-1, 1]], [pole, whole[0, 1]]])
    return np.concatenate([whole, edge])
