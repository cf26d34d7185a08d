"""Retrieval: the gallery photos most similar to one photo, as evidence for where it was taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.answer import Reference
from g3desktop.domain.geometry import LatLon, distances_km
from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.gallery.search import Cosines, Rows
from g3desktop.engine.gallery.store import Gallery

EVIDENCE_ROWS = 8192
"""Most similar rows that count: all of a small gallery, the tail of a large one left out."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Gallery rows that a photo must not find.

    Attributes:
        author: All of this author's, whatever the case; None leaves out nobody.
        sha256: Those with this content; None leaves out none.
    """

    author: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What a gallery shows about one photo; excluded rows are nowhere in it.

    Attributes:
        gallery: The gallery, or None without one.
        gallery_lat_lon_deg: Positions of all its rows, shape (N, 2).
        all_cosines: Retrieval cosine of each, shape (N,); -inf for excluded ones.
        rows: The most similar rows, best first, shape (R,).
        warnings: What was left out, one sentence each.
    """

    gallery: Gallery | None
    gallery_lat_lon_deg: NDArray[np.float64]
    all_cosines: Cosines
    rows: Rows
    warnings: tuple[str, ...] = ()

    @property
    def lat_lon_deg(self) -> NDArray[np.float64]:
        """Positions of `rows`, shape (R, 2)."""
        return self.gallery_lat_lon_deg[self.rows]

    @property
    def cosines(self) -> Cosines:
        """Retrieval cosines of `rows`, shape (R,)."""
        return self.all_cosines[self.rows]

    def facts(self, index: int) -> dict[str, str | int | float | None]:
        """Return what a candidate remembers of the row that it came from."""
        row = int(self.rows[index])
        return {"row": row, "cosine": round(float(self.all_cosines[row]), 6)}

    def dissimilar(self, limit: int) -> Rows:
        """Return the rows least similar to the photo, least similar first, shape (L,).

        Source: Jia et al. 2024 (G3), negative references.
        """
        allowed = np.flatnonzero(np.isfinite(self.all_cosines))
        wanted = min(limit, len(allowed))
        if not wanted:
            return np.empty(0, np.int64)
        cosines = self.all_cosines[allowed]
        least = np.argpartition(cosines, wanted - 1)[:wanted]
        return allowed[least[np.lexsort((least, cosines[least]))]].astype(np.int64)

    def near(self, where: LatLon, radius_km: float, limit: int) -> list[Reference]:
        """Return the rows within `radius_km` of a position, most similar to the photo first."""
        if self.gallery is None:
            return []
        km = distances_km((where.lat_deg, where.lon_deg), self.gallery_lat_lon_deg)
        near = np.flatnonzero((km <= radius_km) & np.isfinite(self.all_cosines))
        best = near[np.argsort(-self.all_cosines[near], kind="stable")][:limit]
        return [
            Reference(
                row=row.row,
                where=row.where,
                cosine=round(float(self.all_cosines[row.row]), 6),
                distance_km=round(float(km[row.row]), 3),
                title=row.title,
                image=str(row.image) if row.image else None,
                url=row.url,
                author=row.author,
            )
            for row in self.gallery.rows_at(best.tolist())
        ]


def retrieve(
    gallery: Gallery | None, vectors: ImageVectors, exclusions: Sequence[Exclusion]
) -> list[Evidence]:
    """Find the gallery rows most similar to each photo.

    Args:
        gallery: Made by the encoder that made `vectors`; None gives empty evidence.
        vectors: Of B photos.
        exclusions: What each must not find, B of them.

    Returns:
        B pieces of evidence.

    Raises:
        GalleryError: A file of the gallery is damaged.

    Source: Jia et al. 2024 (G3), retrieval by inner product of the concatenated vectors.
    """
    if gallery is None:
        nothing = Evidence(None, np.empty((0, 2)), np.empty(0, np.float32), np.empty(0, np.int64))
        return [nothing] * len(vectors)
    similarities = gallery.similarities(vectors.concatenated())
    return [
        _evidence(gallery, cosines, exclusion)
        for cosines, exclusion in zip(similarities, exclusions, strict=True)
    ]


def _evidence(gallery: Gallery, cosines: Cosines, exclusion: Exclusion) -> Evidence:
    same = gallery.rows_with_sha256(exclusion.sha256) if exclusion.sha256 else []
    by_author = gallery.rows_by_author(exclusion.author) if exclusion.author else []
    warnings = []
    if same:
        warnings.append("The gallery holds this very file; it was left out.")
    if exclusion.author:
        warnings.append(f"Left out {len(by_author)} gallery photos by {exclusion.author}.")
    cosines[[*same, *by_author]] = -np.inf
    allowed = int(np.isfinite(cosines).sum())
    wanted = min(EVIDENCE_ROWS, allowed)
    # A stable sort of the whole would do too; only the first few need to be in order.
    best = np.argpartition(-cosines, max(wanted - 1, 0))[:wanted]
    rows = best[np.lexsort((best, -cosines[best]))].astype(np.int64)
    return Evidence(gallery, gallery.lat_lon_deg, cosines, rows, tuple(warnings))
