"""Candidates in order: by the paper's rule, or by retrieval and verification together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.answer import RankingRule, Source
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.pack import FusionWeights
from g3desktop.engine.diversification import DISTINCT_KM, Grid, first_distinct
from g3desktop.engine.explanation import Scored
from g3desktop.engine.fusion import fused_scores
from g3desktop.engine.retrieval import Evidence

PAPER_TEMPERATURE = 0.07
"""Turns cosines into a density where no fitted weights exist; CLIP's first temperature
(Radford et al. 2021)."""

_ROW_POOL = 256
"""Most similar rows, and rows of the most evidence, whose positions are looked at closely."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How candidates of one photo are scored.

    Attributes:
        name: "paper" or "fused".
        weights: The fitted weights; present for "fused".
    """

    name: RankingRule
    weights: FusionWeights | None

    def scores(
        self,
        lat_lon_deg: NDArray[np.float64],
        cosines: NDArray[np.float32],
        verified: Verified,
    ) -> NDArray[np.float64]:
        """Score positions, shape (P,); higher is better, and no probability.

        Args:
            lat_lon_deg: Shape (P, 2).
            cosines: Their verification cosines, shape (P,).
            verified: What the photo was compared with.
        """
        if self.name == "paper" or self.weights is None:
            return cosines.astype(np.float64)
        return fused_scores(
            lat_lon_deg,
            cosines,
            verified.evidence.lat_lon_deg,
            verified.row_evidence(self.weights),
            self.weights,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Verified:
    """What one photo is compared with, and the verification cosines.

    Attributes:
        evidence: Similar gallery photos.
        row_cosines: Verification cosine of each one's position, shape (R,).
        grid: The towns.
        grid_cosines: Verification cosine of each town, shape (M,).
        image_gps: The photo's image-to-GPS vector, shape (gps_dim,).
    """

    evidence: Evidence
    row_cosines: NDArray[np.float32]
    grid: Grid
    grid_cosines: NDArray[np.float32]
    image_gps: NDArray[np.float32]

    def row_evidence(self, weights: FusionWeights) -> NDArray[np.float32]:
        """Return what each similar photo counts for: how alike it is, and how apt its position."""
        return self.evidence.cosines + np.float32(weights.row_verification) * self.row_cosines


def log_density(verified: Verified, rule: Rule) -> NDArray[np.float64]:
    """Return the logarithm of a density over the grid that sums to 1, shape (M,).

    It shows where the evidence lies, for a map; it is not calibrated.
    """
    grid = verified.grid
    scores = rule.scores(grid.lat_lon_deg, verified.grid_cosines, verified)
    if rule.name == "paper":
        scores = scores / PAPER_TEMPERATURE
    peak = scores.max(initial=-np.inf)
    logs: NDArray[np.float64] = scores - (peak + np.log(np.exp(scores - peak).sum()))
    return logs


def retrieved(verified: Verified, rule: Rule, *, limit: int) -> list[Scored]:
    """Return as candidates the positions of similar photos.

    Args:
        verified: The photo's comparisons.
        rule: How to score; by the fused rule the best-scored positions join the most similar ones.
        limit: How many distinct positions each of these adds.

    Returns:
        Candidates in no particular order; `merge` unites and sorts them.
    """
    evidence = verified.evidence
    pool = np.arange(len(evidence.rows))[:_ROW_POOL]
    if rule.weights is not None:
        by_evidence = np.argsort(-verified.row_evidence(rule.weights), kind="stable")
        pool = np.union1d(pool, by_evidence[:_ROW_POOL])
    where, cosines = evidence.lat_lon_deg[pool], verified.row_cosines[pool]
    scores = rule.scores(where, cosines, verified)
    # The pool is ordered by similarity, as the evidence is.
    orders = [np.arange(len(pool))]
    if rule.name == "fused":
        orders.append(np.argsort(-scores, kind="stable"))
    picked = dict.fromkeys(
        index
        for order in orders
        for index in first_distinct(where, order, limit=limit, apart_km=DISTINCT_KM)
    )
    return [
        Scored(
            where=LatLon(*where[index].tolist()),
            cosine=round(float(cosines[index]), 6),
            score=round(float(scores[index]), 6),
            sources=(Source("retrieved", evidence.facts(int(pool[index]))),),
        )
        for index in picked
    ]


def towns(verified: Verified, rule: Rule, *, limit: int, radius_km: float) -> list[Scored]:
    """Return as candidates the towns that score best.

    Args:
        verified: The photo's comparisons.
        rule: How to score.
        limit: How many.
        radius_km: Towns this near to a better one add nothing.
    """
    grid, cosines = verified.grid, verified.grid_cosines
    pool = grid.promising(cosines, verified.evidence.lat_lon_deg)
    where = grid.lat_lon_deg[pool]
    scores = rule.scores(where, cosines[pool], verified)
    order = np.argsort(-scores, kind="stable")
    return [
        Scored(
            where=LatLon(*where[index].tolist()),
            cosine=round(float(cosines[pool[index]]), 6),
            score=round(float(scores[index]), 6),
            sources=(Source("grid", {"name": grid.names[int(pool[index])]}),),
        )
        for index in first_distinct(where, order, limit=limit, apart_km=radius_km)
    ]
