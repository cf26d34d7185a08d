"""What the map shows, as plain values; no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.answer import Answer, Candidate
from g3desktop.domain.geometry import LatLon, unit_vectors

Theme = Literal["dark", "light"]
Projection = Literal["globe", "flat"]
Renderer = Literal["auto", "gl", "canvas"]
Origin = Literal["several", "retrieved", "model", "grid"]
"""Which way of looking found a place; "several" where more than one did."""

HELD_SHARES = (0.5, 0.8, 0.95)
"""How much of the evidence the densest areas hold, from the innermost to the outermost."""

_MOST_CELLS = 1500
_CELLS_KM = (6.0, 12.0, 25.0, 50.0, 100.0, 200.0, 400.0, 800.0)
_KM_PER_DEG = 111.195
_MOST_COLUMNS = 10_000
_OVERLAP = 1.3
"""A cell reaches beyond its own width, so that neighbours flow together."""


@dataclass(frozen=True, slots=True)
class MapCandidate:
    """A ranked place: a numbered disc.

    Attributes:
        id: What the map and its owner call it.
        where: The position.
        rank: From 1.
        name: For people; untrusted text.
        size: 0 for the smallest disc to 1 for the largest.
        origin: Which way of looking found it.
    """

    id: str
    where: LatLon
    rank: int
    name: str
    size: float = 0.5
    origin: Origin = "several"


@dataclass(frozen=True, slots=True)
class MapEvidence:
    """A reference photo (blue square) or an answer of the language model (violet triangle).

    Attributes:
        id: What the map and its owner call it.
        where: The position.
        name: For people; untrusted text.
        supports: Ids of the candidates that a line leads to.
    """

    id: str
    where: LatLon
    name: str = ""
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DensityPoint:
    """How much speaks for one town; weights are compared with each other only."""

    where: LatLon
    weight: float


@dataclass(frozen=True, slots=True)
class DensityArea:
    """The densest towns that together hold a share of the evidence, gathered in cells.

    Attributes:
        share: Of the evidence, 0 to 1.
        reach_km: How far a cell reaches from its middle.
        lat_lon_deg: Latitude and longitude of the cells' middles, one after the other.
    """

    share: float
    reach_km: float
    lat_lon_deg: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MapContent:
    """Everything that the map shows of one photo.

    Attributes:
        key: The photo's; while it stays the same the map keeps its view.
        candidates: Ranked places.
        references: Photos of the gallery.
        answers: Positions that the language model gave.
        density: Areas of evidence, the innermost first; each lies within the next.
        exif: The position that the camera wrote, or None.
    """

    key: str = ""
    candidates: tuple[MapCandidate, ...] = ()
    references: tuple[MapEvidence, ...] = ()
    answers: tuple[MapEvidence, ...] = ()
    density: tuple[DensityArea, ...] = ()
    exif: MapEvidence | None = None


@dataclass(frozen=True, slots=True)
class MapLayers:
    """Which layers are switched on."""

    density: bool = True
    references: bool = True
    answers: bool = True


def content_of(
    answer: Answer,
    density: Iterable[DensityPoint] = (),
    *,
    areas: tuple[DensityArea, ...] = (),
) -> MapContent:
    """Lay out an answer for the map.

    Ids: "c1" is the candidate of rank 1, "r12" the reference of row 12, "m0.3" sample 3 of the
    prompt with 0 references; "exif" the camera's position.

    Args:
        answer: The answer; its photo's digest becomes the key.
        density: Weighted points, where there are any; gathered here, which takes a moment.
        areas: The same as `density_areas` gathered them elsewhere.
    """
    references: dict[str, MapEvidence] = {}
    answers: dict[str, MapEvidence] = {}
    for candidate in answer.candidates:
        id_ = f"c{candidate.rank}"
        for reference in candidate.references:
            evidence = MapEvidence(f"r{reference.row}", reference.where, reference.title or "")
            _support(references, evidence, id_)
        for source in candidate.sources:
            if source.kind == "llm":
                prompt, sample = source.facts.get("prompt"), source.facts.get("sample")
                name = str(answer.engine.llm.model if answer.engine.llm else "")
                _support(answers, MapEvidence(f"m{prompt}.{sample}", candidate.where, name), id_)
    position = answer.photo.exif.position
    return MapContent(
        key=answer.photo.sha256,
        candidates=_discs(answer.candidates),
        references=tuple(references.values()),
        answers=tuple(answers.values()),
        density=areas or _areas_of(density),
        exif=MapEvidence("exif", position) if position else None,
    )


def _areas_of(points: Iterable[DensityPoint]) -> tuple[DensityArea, ...]:
    rows = [(one.where.lat_deg, one.where.lon_deg, one.weight) for one in points]
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return density_areas(table[:, :2], table[:, 2])


def density_areas(
    lat_lon_deg: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[DensityArea, ...]:
    """Find the densest towns that hold half, four fifths and 95 % of the evidence.

    Cells are as small as they can be for their number, so that one town is drawn as one town and
    half a continent as that.

    Args:
        lat_lon_deg: All positions, shape (N, 2).
        weights: What speaks for each, compared with each other only, shape (N,).

    Returns:
        One area for each of `HELD_SHARES`, or none where nothing has weight. Any thread may ask.
    """
    order = np.argsort(-weights, kind="stable")
    held = np.cumsum(weights[order])
    if not len(held) or not held[-1] > 0:
        return ()
    counts = [int(np.searchsorted(held, share * held[-1])) + 1 for share in HELD_SHARES]
    return tuple(
        _area(share, lat_lon_deg[order[:count]])
        for share, count in zip(HELD_SHARES, counts, strict=True)
    )


def _area(share: float, lat_lon_deg: NDArray[np.float64]) -> DensityArea:
    for cell_km in _CELLS_KM:
        cells = _cells(lat_lon_deg, cell_km)
        if len(cells) <= _MOST_CELLS:
            break
    middles = tuple(np.round(cells, 4).ravel().tolist())
    return DensityArea(share, cell_km * _OVERLAP, middles)


def _cells(lat_lon_deg: NDArray[np.float64], cell_km: float) -> NDArray[np.float64]:
    """Return the middle of the towns in each cell, shape (C, 2)."""
    step = cell_km / _KM_PER_DEG
    rows = np.floor((lat_lon_deg[:, 0] + 90) / step)
    # As wide as high on the side where a row is wider; at a pole one cell goes all around.
    widest = np.minimum(np.abs(rows * step - 90), np.abs((rows + 1) * step - 90))
    widths = step / np.maximum(np.cos(np.radians(widest)), step / 360)
    columns = np.floor((lat_lon_deg[:, 1] + 180) / widths)
    _, inverse = np.unique(rows * _MOST_COLUMNS + columns, return_inverse=True)
    # On the sphere: degrees have no mean around a pole.
    x, y, z = (np.bincount(inverse, weights=axis) for axis in unit_vectors(lat_lon_deg).T)
    middles: NDArray[np.float64] = np.degrees(
        np.stack([np.arctan2(z, np.hypot(x, y)), np.arctan2(y, x)], axis=1)
    )
    return middles


def _support(known: dict[str, MapEvidence], evidence: MapEvidence, candidate: str) -> None:
    earlier = known.get(evidence.id)
    supports = (*(earlier.supports if earlier else ()), candidate)
    known[evidence.id] = MapEvidence(evidence.id, evidence.where, evidence.name, supports)


def _discs(candidates: Sequence[Candidate]) -> tuple[MapCandidate, ...]:
    scores = [candidate.score for candidate in candidates]
    least, span = min(scores, default=0.0), max(scores, default=0.0) - min(scores, default=0.0)
    return tuple(
        MapCandidate(
            id=f"c{one.rank}",
            where=one.where,
            rank=one.rank,
            name=place_name(one),
            size=(one.score - least) / span if span > 0 else 0.5,
            origin=_origin(one),
        )
        for one in candidates
    )


def place_name(candidate: Candidate) -> str:
    """Name a place as far as the gazetteer can: town, region, country."""
    place = candidate.place
    levels = dict.fromkeys((place.name, place.admin1, place.country))
    return ", ".join(filter(None, levels))


def _origin(candidate: Candidate) -> Origin:
    names: dict[str, Origin] = {"retrieved": "retrieved", "llm": "model", "grid": "grid"}
    kinds = {names.get(source.kind, "several") for source in candidate.sources}
    return kinds.pop() if len(kinds) == 1 else "several"


def content_json(content: MapContent) -> dict[str, Any]:
    """Return the content as the page reads it."""
    exif = content.exif
    return {
        "key": content.key,
        "candidates": [
            {
                "id": one.id,
                "lat": one.where.lat_deg,
                "lon": one.where.lon_deg,
                "rank": one.rank,
                "name": one.name,
                "size": one.size,
                "origin": one.origin,
            }
            for one in content.candidates
        ],
        "references": [_evidence_json(one) for one in content.references],
        "answers": [_evidence_json(one) for one in content.answers],
        "density": [
            {"share": one.share, "reach": one.reach_km, "points": list(one.lat_lon_deg)}
            for one in content.density
        ],
        "exif": _evidence_json(exif) if exif else None,
    }


def _evidence_json(one: MapEvidence) -> dict[str, Any]:
    return {
        "id": one.id,
        "lat": one.where.lat_deg,
        "lon": one.where.lon_deg,
        "name": one.name,
        "supports": list(one.supports),
    }
