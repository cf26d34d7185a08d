"""Ways of answering that the program is measured against, on the same vectors and gallery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from g3desktop.domain.geometry import LatLon, distances_km
from g3desktop.engine.retrieval import Evidence, Exclusion, references_of
from g3desktop.engine.verification import verify
from g3desktop.evaluation.ways import (
    ALL_PARTS,
    SHOWN_REFERENCES,
    Answered,
    Batch,
    Part,
    draws_for,
    similar_photos,
)

KNN_ROWS = 100
KNN_SIGMA_KM = 445.0
"""Four degrees, as in the program that Vo et al. published; the papers print sigma = 4."""

COORDINATES = 100_000
"""Positions that GeoCLIP compares a photo with (Vivanco Cepeda et al. 2023)."""

_KNN_POWER = 10
_LEAST_APART = 1e-6

SAME_FILE = "same file"
"""What `Probe` has as sources."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """The position of the most similar gallery photo.

    Attributes:
        parts: What the photos are compared by.
        shown: How many similar photos are told.
    """

    key: str = "nearest"
    title: str = "nearest neighbour"
    parts: tuple[Part, ...] = ALL_PARTS
    shown: int = SHOWN_REFERENCES
    model: None = None

    def settings(self) -> Mapping[str, object]:
        """Return the parts."""
        return {"way": "nearest", "parts": list(self.parts), "shown": self.shown}

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        return [
            Answered(_first(found), ("retrieved",), similar_photos(found, self.shown))
            for found in batch.evidence(self.parts)
        ]


@dataclass(frozen=True, slots=True)
class Probe:
    """No way of answering: what a gallery holds of the queries themselves, nothing left out.

    Its `references` are the rows of the very file, for each of which there is one of `sources`, and
    after them the most similar row of another.
    """

    key: str = "probe"
    title: str = "leakage"
    model: None = None

    def settings(self) -> Mapping[str, object]:
        """Return what it is."""
        return {"way": "probe"}

    def answer(self, batch: Batch) -> list[Answered]:
        """Look at a batch."""
        photos = [
            replace(photo, exclusion=Exclusion(sha256=photo.facts.sha256)) for photo in batch.photos
        ]
        whole = Batch(photos, batch.vectors, batch.engine, batch.report, batch.cancelled)
        answers = []
        for found in whole.evidence(ALL_PARTS):
            same = np.array(sorted(found.excluded), dtype=np.int64)
            cosines = batch.gallery.cosines(found.query, same)
            references = (
                # How far they are from each other does not matter.
                *references_of(batch.gallery, same, cosines, np.zeros(len(same))),
                *similar_photos(found, 1),
            )
            answers.append(Answered(None, (SAME_FILE,) * len(same), references))
        return answers


@dataclass(frozen=True, slots=True)
class KernelDensity:
    """Where the most similar photos lie most densely: [L]kNN.

    The k most similar photos vote, each with the square of its Euclidean distance in the space of
    vectors to the power of -10; votes spread by a Gaussian kernel; of the k positions the one with
    the greatest sum wins.

    The square is what FLANN, which their program searches with, gives as a distance; whether the
    paper means it too is not known here. Their votes spread over a grid of degrees, and the answer
    is then moved to a photo within 100 km; ours is a photo's position from the start.

    Attributes:
        rows: k.
        sigma_km: Of the kernel; where it is next to nothing the nearest photo wins.

    Source: Vo et al. 2017, revisiting IM2GPS, and `predict_gps.m` of its program; with our vectors
    and gallery in place of theirs.
    """

    rows: int = KNN_ROWS
    sigma_km: float = KNN_SIGMA_KM
    key: str = "knn"
    model: None = None

    @property
    def title(self) -> str:
        """Name with its width."""
        return f"kNN, kernel of {self.sigma_km:g} km"

    def settings(self) -> Mapping[str, object]:
        """Return k and sigma."""
        return {"way": "knn", "rows": self.rows, "sigma_km": self.sigma_km}

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        return [
            Answered(self._densest(found), ("retrieved",), similar_photos(found))
            for found in batch.evidence(ALL_PARTS)
        ]

    def _densest(self, found: Evidence) -> LatLon | None:
        where = found.lat_lon_deg[: self.rows]
        if not len(where):
            return None
        # The squared distance of unit vectors is twice this.
        apart = np.maximum(1 - found.cosines[: self.rows].astype(np.float64), _LEAST_APART)
        # Of the nearest one's, so that the power stays finite.
        votes = (apart / apart[0]) ** -_KNN_POWER
        km = distances_km(where[:, None], where[None])
        # Too many sigmas for a number are as good as endlessly many.
        with np.errstate(over="ignore"):
            density = np.exp(-((km / self.sigma_km) ** 2) / 2) @ votes
        return LatLon(*where[int(density.argmax())].tolist())


@dataclass(frozen=True, slots=True)
class CoordinateGallery:
    """The position whose location vector agrees best with the photo, of many: GeoCLIP's way.

    Attributes:
        limit: Positions of gallery photos, drawn by chance where there are more.
        seed: Of the draw.

    Source: Vivanco Cepeda et al. 2023, GeoCLIP; with our encoder in place of theirs.
    """

    limit: int = COORDINATES
    seed: int = 0
    key: str = "coordinates"
    title: str = "coordinate gallery, as GeoCLIP"
    model: None = None

    def settings(self) -> Mapping[str, object]:
        """Return how many, and the seed."""
        return {"way": "coordinates", "limit": self.limit, "seed": self.seed}

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        engine, where = batch.engine, batch.gallery.lat_lon_deg
        rows = np.flatnonzero(np.isfinite(where).all(axis=1))
        if len(rows) > self.limit:
            chance = np.random.default_rng(self.seed)
            rows = np.sort(chance.choice(rows, self.limit, replace=False))
        vectors = engine.locations.vectors(
            engine.encoder, np.asarray(where[rows]), report=batch.report, cancelled=batch.cancelled
        )
        cosines = verify(batch.vectors.image_gps, vectors).copy()
        answers = []
        for own, found in zip(cosines, batch.evidence(ALL_PARTS), strict=True):
            own[np.isin(rows, list(found.excluded))] = -np.inf
            best = int(own.argmax())
            position = LatLon(*where[rows[best]].tolist()) if np.isfinite(own[best]) else None
            answers.append(Answered(position, ("coordinate",)))
        return answers


@dataclass(frozen=True, slots=True)
class ByChance:
    """The position of a gallery photo drawn by chance: what knowing nothing reaches.

    Attributes:
        seed: Of the draws, together with each photo's content.
    """

    seed: int = 0
    key: str = "random"
    title: str = "random from the gallery"
    model: None = None

    def settings(self) -> Mapping[str, object]:
        """Return the seed."""
        return {"way": "random", "seed": self.seed}

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        where = batch.gallery.lat_lon_deg
        rows = np.flatnonzero(np.isfinite(where).all(axis=1))
        answers = []
        for photo, found in zip(batch.photos, batch.evidence(ALL_PARTS), strict=True):
            free = rows[~np.isin(rows, list(found.excluded))]
            chance = draws_for(self.seed, photo.facts.sha256)
            position = LatLon(*where[chance.choice(free)].tolist()) if len(free) else None
            answers.append(Answered(position, ("random",)))
        return answers


def _first(found: Evidence) -> LatLon | None:
    return LatLon(*found.lat_lon_deg[0].tolist()) if len(found.rows) else None
