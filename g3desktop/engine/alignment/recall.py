"""Held-out recall: how many photos are placed within each distance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.geometry import THRESHOLDS_KM, distances_km
from g3desktop.engine.alignment.encoder import ImageVectors, Vectors

_QUERIES_AT_ONCE = 256


@dataclass(frozen=True, slots=True, eq=False)
class PlacedPhotos:
    """Encoded photos whose positions are known.

    Attributes:
        vectors: Unit vectors of N photos.
        lat_lon_deg: Degrees, shape (N, 2).
    """

    vectors: ImageVectors
    lat_lon_deg: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Recall:
    """Shares of queries placed within each of `THRESHOLDS_KM`, each in [0, 1].

    Attributes:
        retrieval: The gallery row with the greatest inner product.
        verification: The gallery position with the greatest image-to-GPS cosine.
        both: The row with the greatest sum of mean retrieval cosine and weighted verification.
    """

    retrieval: tuple[float, ...]
    verification: tuple[float, ...]
    both: tuple[float, ...]

    def one_line(self) -> str:
        """Return the three answers as percentages."""
        parts = (("retrieval", self.retrieval), ("verification", self.verification))
        return ", ".join(
            f"{name} " + " / ".join(f"{100 * share:.1f}" for share in shares)
            for name, shares in (*parts, ("both", self.both))
        )


def recall_at(
    errors_km: NDArray[np.float64], thresholds_km: tuple[float, ...] = THRESHOLDS_KM
) -> tuple[float, ...]:
    """Return the share of errors within each threshold, its edge included; 0 of nothing."""
    if not len(errors_km):
        return tuple(0.0 for _ in thresholds_km)
    return tuple(float(np.mean(errors_km <= threshold)) for threshold in thresholds_km)


def measure_recall(
    queries: PlacedPhotos, gallery: PlacedPhotos, locations: Vectors, *, verification_weight: float
) -> Recall:
    """Place every query by the gallery's rows and compare with the truth.

    Args:
        queries: Held-out photos.
        gallery: Photos to answer from.
        locations: Location vectors of the gallery's positions, shape (rows, gps_dim).
        verification_weight: Weight of the verification cosine in `both`.
    """
    chosen: dict[str, list[NDArray[np.intp]]] = {"retrieval": [], "verification": [], "both": []}
    rows = gallery.vectors.concatenated()
    wanted = queries.vectors.concatenated()
    for start in range(0, len(wanted), _QUERIES_AT_ONCE):
        part = slice(start, start + _QUERIES_AT_ONCE)
        retrieval = wanted[part] @ rows.T / gallery.vectors.parts()
        verification = queries.vectors.image_gps[part] @ locations.T
        chosen["retrieval"].append(retrieval.argmax(axis=1))
        chosen["verification"].append(verification.argmax(axis=1))
        both = retrieval + verification_weight * verification
        chosen["both"].append(both.argmax(axis=1))
    shares = {name: _recall_of(picks, queries, gallery) for name, picks in chosen.items()}
    return Recall(**shares)


def _recall_of(
    picks: list[NDArray[np.intp]], queries: PlacedPhotos, gallery: PlacedPhotos
) -> tuple[float, ...]:
    if not picks:
        return recall_at(np.empty(0))
    answers = gallery.lat_lon_deg[np.concatenate(picks)]
    return recall_at(distances_km(answers, queries.lat_lon_deg))
