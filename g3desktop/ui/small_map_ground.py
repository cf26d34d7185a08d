"""The ground of the small map: coasts, borders, lakes and towns, cut to what a view shows; no Qt.

Everything is seen from straight above the place in the middle, at true distances from it
(azimuthal equidistant), so that neither 180 degrees nor a pole is a special place.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from g3desktop.domain.errors import PackError
from g3desktop.domain.geometry import LatLon, unit_vectors
from g3desktop.settings import find_resources

FORMAT = 1
_STEPS_A_DEGREE = 100

_MARGIN_RAD = np.radians(1.0)
"""More than the longest edge, half a degree: none between points out of reach comes into view."""

_SECTORS = 24
_LONGEST_ARC_RAD = np.pi / 4

Plane = NDArray[np.float64]
"""Radians east and north of the middle, shape (N, 2)."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines or rings on the sphere.

    Attributes:
        points: Unit vectors of all of them, shape (N, 3).
        starts: Where each begins, and one more for the end, shape (M + 1,).
        middles: Unit vectors of their middles, shape (M, 3).
        reaches_rad: How far each reaches from its middle, shape (M,).
    """

    points: NDArray[np.float64]
    starts: NDArray[np.int64]
    middles: NDArray[np.float64]
    reaches_rad: NDArray[np.float64]

    @classmethod
    def of(cls, points: NDArray[np.float64], sizes: NDArray[np.int64]) -> Lines:
        """Make lines from their points and the number of points of each."""
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
        sums = np.add.reduceat(points, starts[:-1])
        middles = sums / np.linalg.norm(sums, axis=1, keepdims=True)
        dots = np.einsum("ij,ij->i", points, np.repeat(middles, sizes, axis=0))
        reaches = np.arccos(np.clip(np.minimum.reduceat(dots, starts[:-1]), -1, 1))
        return cls(points, starts, middles, reaches)


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What the small map draws.

    Attributes:
        land: Rings; outer ones run clockwise seen from above, holes the other way.
        land_is_hole: Which rings are holes.
        lakes: Rings.
        borders: Lines between countries.
        towns: Unit vectors, the greatest town first.
        town_names: As many names.
    """

    land: Lines
    land_is_hole: NDArray[np.bool_]
    lakes: Lines
    borders: Lines
    towns: NDArray[np.float64]
    town_names: tuple[str, ...]


@cache
def load_ground() -> Ground:
    """Read the file that came with the program; once is enough, and any thread may do it.

    Raises:
        PackError: It is missing, damaged, or of another format.
    """
    path = find_resources() / "map" / "data" / "locator.npz"
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return _ground(dict(arrays))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        translate = QCoreApplication.translate
        message = translate("SmallMap", "The small map's file %1 cannot be read: %2.")
        raise PackError(
            message.replace("%2", str(error)).replace("%1", str(path)),
            hint=translate("SmallMap", "It came with the program: install it again."),
        ) from error


def _ground(arrays: dict[str, NDArray[Any]]) -> Ground:
    if int(arrays["format"]) != FORMAT:
        raise ValueError("another format")

    def vectors(name: str) -> NDArray[np.float64]:
        return unit_vectors(arrays[name][:, ::-1] / _STEPS_A_DEGREE)

    def lines(name: str) -> Lines:
        return Lines.of(vectors(f"{name}_lon_lat"), arrays[f"{name}_size"].astype(np.int64))

    ends = np.cumsum(arrays["town_name_size"], dtype=np.int64).tolist()
    text = arrays["town_names"].tobytes()
    return Ground(
        land=lines("land"),
        land_is_hole=arrays["land_is_hole"],
        lakes=lines("lake"),
        borders=lines("border"),
        towns=vectors("town_lon_lat"),
        town_names=tuple(
            text[start:end].decode("utf-8") for start, end in zip([0, *ends], ends, strict=False)
        ),
    )


class View:
    """The part of the globe around a place.

    Args:
        where: The middle; north is up, and at a pole the place's own meridian says where that is.
        reach_deg: How far from the middle anything is seen.
    """

    def __init__(self, where: LatLon, reach_deg: float) -> None:
        lat, lon = np.radians(where.lat_deg), np.radians(where.lon_deg)
        east = [-np.sin(lon), np.cos(lon), 0.0]
        north = [-np.sin(lat) * np.cos(lon), -np.sin(lat) * np.sin(lon), np.cos(lat)]
        up = [np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)]
        self._axes = np.array([east, north, up]).T
        self._limit_rad = min(np.pi, 1.25 * np.radians(reach_deg) + _MARGIN_RAD)

    def filled(self, rings: Lines, is_hole: NDArray[np.bool_] | None = None) -> Iterator[Plane]:
        """Yield rings to be filled by the odd-even rule.

        A ring around the point opposite of the middle, and not around the middle, turns inside
        out; a disc of all that is seen sets that right.
        """
        turned = 0
        for index in self._near(rings).tolist():
            ring, turns = self._outline(rings.points[rings.starts[index] : rings.starts[index + 1]])
            hole = is_hole is not None and bool(is_hole[index])
            turned += turns == (-1 if hole else 1)
            if len(ring) > 2:
                yield ring
        if turned % 2:
            angles = np.linspace(0, 2 * np.pi, _SECTORS, endpoint=False)
            yield self._limit_rad * np.stack([np.cos(angles), np.sin(angles)], axis=1)

    def stroked(self, lines: Lines) -> Iterator[Plane]:
        """Yield the pieces of lines that may be seen."""
        for index in self._near(lines).tolist():
            line = lines.points[lines.starts[index] : lines.starts[index + 1]]
            angles, flat = self._project(line)
            inside = angles <= self._limit_rad
            near = inside.copy()
            near[1:] |= inside[:-1]
            near[:-1] |= inside[1:]
            cuts = np.flatnonzero(np.diff(near)) + 1
            for piece, is_near in zip(
                np.split(flat, cuts), near[np.append(0, cuts)].tolist(), strict=True
            ):
                if is_near and len(piece) > 1:
                    yield piece

    def points(self, vectors: NDArray[np.float64]) -> tuple[NDArray[np.int64], Plane]:
        """Return which of some points may be seen, and where."""
        seen = np.flatnonzero(vectors @ self._axes[:, 2] >= np.cos(self._limit_rad))
        return seen, self._project(vectors[seen])[1]

    def _near(self, lines: Lines) -> NDArray[np.int64]:
        apart = np.arccos(np.clip(lines.middles @ self._axes[:, 2], -1, 1))
        return np.flatnonzero(apart <= lines.reaches_rad + self._limit_rad)

    def _project(self, vectors: NDArray[np.float64]) -> tuple[NDArray[np.float64], Plane]:
        """Return the angle of each point from the middle, and the point in the plane."""
        local = vectors @ self._axes
        across = np.hypot(local[:, 0], local[:, 1])
        angles = np.arctan2(across, local[:, 2])
        with np.errstate(invalid="ignore", divide="ignore"):
            stretch = np.where(across > 0, angles / across, 0.0)
        return angles, local[:, :2] * stretch[:, None]

    def _outline(self, ring: NDArray[np.float64]) -> tuple[Plane, int]:
        """Put a ring in the plane; what is out of reach is pulled to a circle around the view.

        Returns:
            The ring, and how often it runs around the middle: 1 counterclockwise, -1 clockwise.
        """
        angles, flat = self._project(ring)
        directions = np.arctan2(flat[:, 1], flat[:, 0])
        around = round(float(_turns(directions).sum() / (2 * np.pi)))
        outside = angles > self._limit_rad
        if not outside.any():
            return flat, around
        # Of a run out of reach in one sector, only the ends say where it goes.
        sectors = np.floor(directions * (_SECTORS / (2 * np.pi)))
        starts = ~outside | (sectors != np.roll(sectors, 1))
        kept = starts | np.roll(starts, -1) | np.roll(~outside, 1)
        outside, directions, flat = outside[kept], directions[kept], flat[kept]
        flat[outside] = self._limit_rad * _on_circle(directions[outside])
        steps = _turns(directions)
        wide = outside & np.roll(outside, -1) & (np.abs(steps) > _LONGEST_ARC_RAD)
        for at in np.flatnonzero(wide)[::-1].tolist():
            # Around the circle, as the edge goes, and not straight through the view.
            count = int(abs(steps[at]) / _LONGEST_ARC_RAD)
            between = directions[at] + steps[at] * np.arange(1, count + 1) / (count + 1)
            flat = np.insert(flat, at + 1, self._limit_rad * _on_circle(between), axis=0)
        return flat, around


def _turns(directions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the angle from each direction to the next, and from the last to the first."""
    turns: NDArray[np.float64] = (np.roll(directions, -1) - directions + np.pi) % (
        2 * np.pi
    ) - np.pi
    return turns


def _on_circle(directions: NDArray[np.float64]) -> Plane:
    return np.stack([np.cos(directions), np.sin(directions)], axis=1)
