"""From scored positions to places: merged, named, and shown with the photos that support them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.answer import Agreement, Candidate, Place, Reference, Source
from g3desktop.domain.geometry import LatLon, distance_km, distances_km

MAX_REFERENCES = 5


@dataclass(frozen=True, slots=True)
class Scored:
    """A position that something proposed, with what the ranking made of it.

    Attributes:
        where: The position.
        cosine: Geo-verification cosine.
        score: What the ranking orders by.
        sources: Who proposed it.
    """

    where: LatLon
    cosine: float
    score: float
    sources: tuple[Source, ...]


class PlaceNames(Protocol):
    """Names of positions; the offline gazetteer."""

    def places(self, lat_lon_deg: NDArray[np.float64]) -> Sequence[Place]:
        """Return the place of each position, shape (N, 2) in degrees."""


class Supporters(Protocol):
    """The gallery as one photo sees it: without the rows that it may not use."""

    def near(self, where: LatLon, radius_km: float, limit: int) -> Sequence[Reference]:
        """Return the rows within `radius_km`, most similar to the photo first."""


def merge(scored: Sequence[Scored], radius_km: float) -> list[Scored]:
    """Unite positions near a better one into it, best first.

    Every position joins the best one within the radius that has not itself joined another, so that
    a chain of neighbours cannot pull a place across a continent.

    Args:
        scored: In any order.
        radius_km: Great-circle distance up to which two positions are one place.

    Returns:
        Places, best first, no two within the radius; each with its best position, score and
        cosine, and with the sources of all.
    """
    best_first = sorted(scored, key=lambda one: -one.score)
    positions = positions_of(best_first)
    free = np.ones(len(best_first), dtype=bool)
    places = []
    for index, one in enumerate(best_first):
        if not free[index]:
            continue
        joins = free & (distances_km(positions[index], positions) <= radius_km)
        joins[index] = True
        free &= ~joins
        sources = [source for i in np.flatnonzero(joins) for source in best_first[i].sources]
        places.append(replace(one, sources=_distinct(sources)))
    return places


def explain(
    places: Sequence[Scored],
    *,
    names: PlaceNames,
    supporters: Supporters | None,
    radius_km: float,
    best_verified: Scored | None = None,
) -> tuple[Candidate, ...]:
    """Rank merged places, name them and attach the gallery photos near each.

    Args:
        places: Best first, from `merge`.
        names: The gazetteer.
        supporters: The gallery as the photo sees it, or None without one.
        radius_km: How far a supporting photo may lie from the place.
        best_verified: The candidate of the greatest verification cosine, whether or not it is
            among the places.

    Returns:
        Candidates in the same order, rank from 1.
    """
    if not places:
        return ()
    named = names.places(positions_of(places))
    return tuple(
        Candidate(
            rank=rank,
            where=place.where,
            cosine=place.cosine,
            score=place.score,
            place=name,
            sources=place.sources,
            references=tuple(supporters.near(place.where, radius_km, MAX_REFERENCES))
            if supporters
            else (),
            agreement=_agreement(place, best_verified, radius_km),
        )
        for rank, (place, name) in enumerate(zip(places, named, strict=True), start=1)
    )


def _agreement(place: Scored, best_verified: Scored | None, radius_km: float) -> Agreement:
    kinds = [source.kind for source in place.sources]
    return Agreement(
        retrieval="retrieved" in kinds,
        model=kinds.count("llm"),
        verification=best_verified is not None
        and distance_km(place.where, best_verified.where) <= radius_km,
    )


def positions_of(scored: Sequence[Scored]) -> NDArray[np.float64]:
    """Return the positions as latitude and longitude, shape (N, 2)."""
    flat = [(one.where.lat_deg, one.where.lon_deg) for one in scored]
    return np.array(flat, dtype=np.float64).reshape(-1, 2)


def _distinct(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Drop repeated sources, keeping the first of each; facts make them unhashable."""
    kept: list[Source] = []
    for source in sources:
        if source not in kept:
            kept.append(source)
    return tuple(kept)
