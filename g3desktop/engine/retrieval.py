"""Retrieval: the gallery photos most similar to one photo, as evidence for where it was taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.answer import Reference
from g3desktop.domain.geometry import LatLon, distances_km
from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.gallery.search import Cosines, Rows
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.sorted_positions import SortedPositions

_MOST_BEYOND = 1024
"""Rows near a place that are compared though they are no evidence, the nearest ones: each is read
from the disk of a large gallery, and an answer has several places."""

_sorted_positions: WeakKeyDictionary[Gallery, SortedPositions] = WeakKeyDictionary()


def sorted_positions(gallery: Gallery) -> SortedPositions:
    """Return the positions of a gallery's rows in their order, which is made once."""
    kept = _sorted_positions.get(gallery)
    if kept is None:
        kept = _sorted_positions[gallery] = SortedPositions(gallery.lat_lon_deg)
    return kept


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
class Compared:
    """Gallery rows and how similar they are to a photo.

    Attributes:
        rows: Their numbers, shape (R,).
        cosines: Retrieval cosine of each, shape (R,).
        lat_lon_deg: Position of each, shape (R, 2).
    """

    rows: Rows
    cosines: Cosines
    lat_lon_deg: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What a gallery shows about one photo; excluded rows are nowhere in it.

    Attributes:
        gallery: The gallery, or None without one.
        query: The photo's vector, made as the rows were, shape (D,).
        excluded: Rows that the photo must not find.
        rows: The most similar rows, best first, shape (R,); all of a small gallery.
        cosines: Retrieval cosine of each, shape (R,).
        lat_lon_deg: Position of each, shape (R, 2).
        warnings: What was left out, one sentence each.
    """

    gallery: Gallery | None
    query: NDArray[np.float32]
    excluded: frozenset[int]
    rows: Rows
    cosines: Cosines
    lat_lon_deg: NDArray[np.float64]
    warnings: tuple[str, ...] = ()
    _references: dict[tuple[LatLon, float, int], list[Reference]] = field(
        default_factory=dict, init=False, repr=False
    )

    @staticmethod
    def of_nothing() -> Evidence:
        """Return what there is without a gallery."""
        none = np.empty(0, np.float32)
        return Evidence(None, none, frozenset(), np.empty(0, np.int64), none, np.empty((0, 2)))

    def facts(self, index: int) -> dict[str, str | int | float | None]:
        """Return what a candidate remembers of the row that it came from."""
        return {
            "row": int(self.rows[index]),
            "cosine": round(float(self.cosines[index]), 6),
        }

    def dissimilar(self, limit: int) -> Compared:
        """Return the rows least similar to the photo, least similar first.

        Source: Jia et al. 2024 (G3), negative references.
        """
        if self.gallery is None or not limit:
            return Compared(self.rows[:0], self.cosines[:0], self.lat_lon_deg[:0])
        (rows,), (cosines,) = self.gallery.farthest(
            self.query[None], limit, exclude_rows=[self.excluded]
        )
        order = np.lexsort((rows, cosines))
        rows, cosines = rows[order], cosines[order]
        return Compared(rows, cosines, _positions(self.gallery, rows))

    def similar(self, limit: int) -> list[Reference]:
        """Return the rows most similar to the photo; their distances are from the first of them."""
        if self.gallery is None or not len(self.rows):
            return []
        where = self.lat_lon_deg[:limit]
        km = distances_km(where[:1], where)
        return references_of(self.gallery, self.rows[:limit], self.cosines[:limit], km)

    def near(self, where: LatLon, radius_km: float, limit: int) -> list[Reference]:
        """Return the rows within `radius_km` of a position, most similar to the photo first.

        Where the evidence has too few there, the nearest of the other rows are compared too.
        """
        # The places of an answer are mostly those of the answer before the model's last reply.
        asked = (where, radius_km, limit)
        if asked not in self._references:
            self._references[asked] = self._near(where, radius_km, limit)
        return list(self._references[asked])

    def _near(self, where: LatLon, radius_km: float, limit: int) -> list[Reference]:
        gallery = self.gallery
        if gallery is None:
            return []
        km = distances_km((where.lat_deg, where.lon_deg), self.lat_lon_deg)
        first = np.flatnonzero(km <= radius_km)[:limit]
        rows, cosines, km = self.rows[first], self.cosines[first], km[first]
        if len(rows) < limit and len(self.rows) >= gallery.evidence_rows:
            others, km_others = self._beyond(gallery, where, radius_km)
            rows, km = np.concatenate([rows, others]), np.concatenate([km, km_others])
            cosines = np.concatenate([cosines, gallery.cosines(self.query, others)])
        best = np.lexsort((rows, -cosines))[:limit]
        return references_of(gallery, rows[best], cosines[best], km[best])

    def _beyond(
        self, gallery: Gallery, where: LatLon, radius_km: float
    ) -> tuple[Rows, NDArray[np.float64]]:
        """Return the nearest rows that are no evidence, and their distances."""
        rows, km = sorted_positions(gallery).within(where, radius_km)
        others = ~np.isin(rows, [*self.rows.tolist(), *self.excluded])
        rows, km = rows[others], km[others]
        if len(rows) > _MOST_BEYOND:
            nearest = np.argpartition(km, _MOST_BEYOND)[:_MOST_BEYOND]
            rows, km = rows[nearest], km[nearest]
        return rows, km


def references_of(
    gallery: Gallery, rows: Rows, cosines: Cosines, km: NDArray[np.float64]
) -> list[Reference]:
    """Return what an answer says of rows.

    Args:
        gallery: Theirs.
        rows: Their numbers, shape (R,).
        cosines: Retrieval cosine of each, shape (R,).
        km: Distance of each from what the answer says, shape (R,).
    """
    return [
        Reference(
            row=row.row,
            where=row.where,
            cosine=round(float(cosine), 6),
            distance_km=round(float(distance), 3),
            title=row.title,
            image=str(row.image) if row.image else None,
            url=row.url,
            author=row.author,
        )
        for row, cosine, distance in zip(gallery.rows_at(rows.tolist()), cosines, km, strict=True)
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
        return [Evidence.of_nothing()] * len(vectors)
    queries = vectors.concatenated()
    authors = {one.author for one in exclusions if one.author}
    by_author = {author: frozenset(gallery.rows_by_author(author)) for author in authors}
    same = [gallery.rows_with_sha256(one.sha256) if one.sha256 else [] for one in exclusions]
    excluded = [
        by_author.get(one.author or "", frozenset()).union(rows)
        for one, rows in zip(exclusions, same, strict=True)
    ]
    found = _most_similar(gallery, queries, excluded)
    evidence = []
    for n, (rows, cosines) in enumerate(found):
        author, warnings = exclusions[n].author, []
        if same[n]:
            warnings.append("The gallery holds this very file; it was left out.")
        if author:
            warnings.append(f"Left out {len(by_author[author])} gallery photos by {author}.")
        where = _positions(gallery, rows)
        evidence.append(
            Evidence(gallery, queries[n], excluded[n], rows, cosines, where, tuple(warnings))
        )
    return evidence


def _most_similar(
    gallery: Gallery, queries: NDArray[np.float32], excluded: Sequence[frozenset[int]]
) -> list[tuple[Rows, Cosines]]:
    """Find the rows that count as evidence for each query, best first."""
    # The search finds as many rows for every query as the one with the most exclusions has left.
    # So only what no query may find is left out there, an author's photos; the rest, mostly
    # the photo's own file, is found in addition and dropped.
    shared = frozenset.intersection(*excluded) if excluded else frozenset()
    wanted = gallery.evidence_rows
    most = max((len(rows - shared) for rows in excluded), default=0)
    all_rows, all_cosines = gallery.nearest(
        queries, wanted + most, exclude_rows=[shared] * len(queries)
    )
    found = []
    for rows, cosines, own in zip(all_rows, all_cosines, excluded, strict=True):
        # Rows that are equally similar stand in their own order.
        order = np.lexsort((rows, -cosines))
        kept = order[~np.isin(rows[order], list(own - shared))][:wanted]
        found.append((rows[kept], cosines[kept]))
    return found


def _positions(gallery: Gallery, rows: Rows) -> NDArray[np.float64]:
    # Of a mapped file a plain array, as every other.
    return np.asarray(gallery.lat_lon_deg[rows])
