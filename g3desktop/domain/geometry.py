"""Positions on the globe and distances between them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

# NumPy is loaded where arrays are asked for: a window opens before it needs one.
if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

# IUGG mean radius R1; GRS 80 (Moritz 2000).
EARTH_RADIUS_KM = 6371.0088

FLATTENING = 1 / 298.257223563
"""Of WGS84."""

MEAN_AXIS_KM = 6378.137 * (1 - FLATTENING / 2)
"""Half the sum of the semi-axes of WGS84."""

THRESHOLDS_KM = (1.0, 25.0, 200.0, 750.0, 2500.0)
"""Street, city, region, country, continent (Vo et al. 2017, revisiting IM2GPS)."""


@dataclass(frozen=True, slots=True)
class LatLon:
    """A WGS84 position.

    Attributes:
        lat_deg: Latitude, degrees, in [-90, 90].
        lon_deg: Longitude, degrees, in [-180, 180]; use `wrap_lon_deg` for others.
    """

    lat_deg: float
    lon_deg: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lat_deg) and -90 <= self.lat_deg <= 90):
            raise ValueError(f"latitude {self.lat_deg} is outside [-90, 90]")
        if not (math.isfinite(self.lon_deg) and -180 <= self.lon_deg <= 180):
            raise ValueError(f"longitude {self.lon_deg} is outside [-180, 180]")


def wrap_lon_deg(lon_deg: float) -> float:
    """Bring any finite longitude into [-180, 180]; values already inside stay as they are."""
    if -180 <= lon_deg <= 180:
        return lon_deg
    return (lon_deg + 180) % 360 - 180


def unit_vectors(lat_lon_deg: ArrayLike) -> NDArray[np.float64]:
    """Turn latitude and longitude into points on the unit sphere.

    Args:
        lat_lon_deg: Degrees, shape (..., 2), latitude first.

    Returns:
        Shape (..., 3): x towards (0, 0), y towards (0, 90 E), z towards the north pole.
    """
    import numpy as np

    radians = np.radians(np.asarray(lat_lon_deg, dtype=np.float64))
    lat, lon = radians[..., 0], radians[..., 1]
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def distances_km(a_lat_lon_deg: ArrayLike, b_lat_lon_deg: ArrayLike) -> NDArray[np.float64]:
    """Great-circle distances by the haversine formula, broadcasting over leading axes.

    The product of the latitudes' cosines is written as a difference of squares, whose terms are
    there already: a trigonometric function less for each pair.

    Args:
        a_lat_lon_deg: Degrees, shape (..., 2), latitude first.
        b_lat_lon_deg: The same, of a shape that broadcasts with the first.

    Returns:
        Kilometres on a sphere of radius `EARTH_RADIUS_KM`.
    """
    north, east, cosines = _haversines(a_lat_lon_deg, b_lat_lon_deg)
    cosines -= north
    return EARTH_RADIUS_KM * _angles(north, east, cosines)


def ellipsoid_distances_km(
    a_lat_lon_deg: ArrayLike, b_lat_lon_deg: ArrayLike
) -> NDArray[np.float64]:
    """Distances along great circles between reduced latitudes: nearly those on the ellipsoid.

    They are within 0.18 % of the geodesic on WGS84, where those on a sphere err by up to 0.56 %.
    The reduced latitude is taken to the first order of the flattening, so that what depends on it
    follows from the terms of the spherical formula.

    Args:
        a_lat_lon_deg: Degrees, shape (..., 2), latitude first.
        b_lat_lon_deg: The same, of a shape that broadcasts with the first.

    Returns:
        Kilometres.

    Source: Lambert 1942, without the term for the course.
    """
    north, east, cosines = _haversines(a_lat_lon_deg, b_lat_lon_deg)
    # cos(a + b), and cos(b - a), of the latitudes.
    total = 2 * cosines - 1
    apart = 1 - 2 * north
    cosines -= north
    cosines *= 1 + FLATTENING * (1 - total * apart)
    north *= 1 - FLATTENING * total * (1 + apart)
    return MEAN_AXIS_KM * _angles(north, east, cosines)


def _haversines(
    a_lat_lon_deg: ArrayLike, b_lat_lon_deg: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return squares: sines of half the differences, and the cosine of the middle latitude."""
    import numpy as np

    a = np.asarray(a_lat_lon_deg, dtype=np.float64)
    b = np.asarray(b_lat_lon_deg, dtype=np.float64)
    half_degree = np.pi / 360
    north = np.sin((b[..., 0] - a[..., 0]) * half_degree)
    east = np.sin((b[..., 1] - a[..., 1]) * half_degree)
    middle = np.cos((b[..., 0] + a[..., 0]) * half_degree)
    return np.square(north), np.square(east), np.square(middle)


def _angles(
    north: NDArray[np.float64], east: NDArray[np.float64], cosines: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return angles in radians from their haversine's parts: north + cosines * east."""
    import numpy as np

    chord = np.clip(north + cosines * east, 0.0, 1.0)
    angles: NDArray[np.float64] = 2 * np.arcsin(np.sqrt(chord))
    return angles


def distance_km(a: LatLon, b: LatLon) -> float:
    """Great-circle distance between two positions, in kilometres; see `distances_km`."""
    a_lat, b_lat = math.radians(a.lat_deg), math.radians(b.lat_deg)
    chord = (
        math.sin((b_lat - a_lat) / 2) ** 2
        + math.cos(a_lat) * math.cos(b_lat) * math.sin(math.radians(b.lon_deg - a.lon_deg) / 2) ** 2
    )
    return EARTH_RADIUS_KM * 2 * math.asin(math.sqrt(min(chord, 1.0)))


def ellipsoid_distance_km(a: LatLon, b: LatLon) -> float:
    """Distance of two positions, in kilometres; see `ellipsoid_distances_km`."""
    a_lat, b_lat = math.radians(a.lat_deg), math.radians(b.lat_deg)
    north = math.sin((b_lat - a_lat) / 2) ** 2
    total, apart = math.cos(a_lat + b_lat), 1 - 2 * north
    cosines = (total + apart) / 2 * (1 + FLATTENING * (1 - total * apart))
    east = math.sin(math.radians(b.lon_deg - a.lon_deg) / 2) ** 2
    chord = north * (1 - FLATTENING * total * (1 + apart)) + cosines * east
    return MEAN_AXIS_KM * 2 * math.asin(math.sqrt(max(0.0, min(chord, 1.0))))
