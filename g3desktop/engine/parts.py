"""What answers questions about photos, and how it is asked."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from g3desktop.domain.answer import RankingRule
from g3desktop.domain.dialogue import VisionModel
from g3desktop.domain.errors import UsageError
from g3desktop.domain.pack import FusionWeights
from g3desktop.domain.work import Cancelled, Report
from g3desktop.engine.alignment.encoder import Encoder, Vectors
from g3desktop.engine.consultation import Pace
from g3desktop.engine.diversification import Grid
from g3desktop.engine.explanation import PlaceNames
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.ranking import Rule
from g3desktop.engine.retrieval import Exclusion, sorted_positions
from g3desktop.engine.sampling import SamplingPlan
from g3desktop.engine.verification import LocationCache

KEPT_ROWS = 100_000
"""Rows of a gallery whose location vectors are all encoded, once, and kept: up to 200 MB on disk.
Of a larger gallery only what is evidence about a photo is encoded, each time."""


@dataclass(frozen=True, slots=True)
class LocateOptions:
    """What may differ from one question to the next.

    Attributes:
        top: Places wanted.
        ranking: The rule, or None for fused where it can be and paper elsewhere.
        exclude_author: Leave out gallery photos of this author.
        exclude_same_file: Leave out gallery photos with the same content.
        proposals: Positions that each way of proposing may add.
        retrieved: Retrieved positions among the candidates; None takes `proposals`, or as many as
            the paper where its rule ranks a model's answers.
        plan: How a language model is asked; None asks none.
        radius_km: Candidates this near to a better one are one place; references this near
            support it.
        seed: Every question's seed follows from it; nothing else is drawn at random.
    """

    top: int = 5
    ranking: RankingRule | None = None
    exclude_author: str | None = None
    exclude_same_file: bool = True
    proposals: int = 15
    retrieved: int | None = None
    plan: SamplingPlan | None = None
    radius_km: float = 25.0
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """What answers: an encoder, what it is compared with, and names for the result.

    Attributes:
        encoder: Image and positions into one space.
        gallery: Photos of known position, or None.
        grid: Towns of the world, candidates that no reference shows.
        names: The gazetteer.
        fusion: Weights of the fused ranking, or None where the pack has none.
        locations: Where location vectors are kept.
        warnings: What every answer must say about this engine.
        model: A vision language model to ask, or None.
        pace: Remembers how long the model takes, or None.
        without_model: Why there is no model, in a few words.

    Raises:
        EncoderMismatchError: Another encoder made the gallery.
    """

    encoder: Encoder
    gallery: Gallery | None
    grid: Grid
    names: PlaceNames
    fusion: FusionWeights | None
    locations: LocationCache
    warnings: tuple[str, ...] = ()
    model: VisionModel | None = None
    pace: Pace | None = None
    without_model: str = ""

    def __post_init__(self) -> None:
        if self.gallery is not None:
            self.gallery.require_encoder(self.encoder.id)

    def warm_up(self, *, report: Report, cancelled: Cancelled) -> None:
        """Make what photos have in common, before somebody waits for the first.

        Raises:
            GalleryError: A file of the gallery is damaged.
            CancelledError: `cancelled` said so.
        """
        self.grid_vectors(report=report, cancelled=cancelled)
        self.row_vectors(report=report, cancelled=cancelled)
        if self.gallery is not None:
            self.gallery.make_ready(self.encoder.device)
            if self.gallery.rows > self.gallery.evidence_rows:
                sorted_positions(self.gallery)

    def grid_vectors(self, *, report: Report, cancelled: Cancelled) -> Vectors:
        """Return the location vectors of the towns, shape (M, gps_dim); see `LocationCache`."""
        return self.locations.vectors(
            self.encoder, self.grid.lat_lon_deg, report=report, cancelled=cancelled
        )

    def row_vectors(self, *, report: Report, cancelled: Cancelled) -> Vectors | None:
        """Return the location vectors of the gallery's rows, shape (N, gps_dim).

        Those of rows without a position mean nothing.

        Returns:
            None without a gallery, or where it has too many rows to keep them.
        """
        if self.gallery is None or len(self.gallery.lat_lon_deg) > KEPT_ROWS:
            return None
        # Anything that can be encoded will do for rows that are never found.
        where = np.nan_to_num(self.gallery.lat_lon_deg)
        return self.locations.vectors(self.encoder, where, report=report, cancelled=cancelled)

    def choose_rule(self, wanted: RankingRule | None) -> Rule:
        """Return the rule to rank by: the one wanted, else fused where it can be.

        Raises:
            UsageError: The fused rule was asked for and cannot be used.
        """
        lacks = "a gallery" if self.gallery is None else "fitted weights"
        possible = self.fusion is not None and self.gallery is not None
        if wanted == "fused" and not possible:
            raise UsageError(
                f"The fused ranking needs {lacks}, which {self.encoder.id} is without.",
                hint="Leave --ranking out, or use --ranking paper.",
            )
        if possible and wanted != "paper":
            return Rule("fused", self.fusion)
        return Rule("paper", None)


@dataclass(frozen=True, slots=True)
class Job:
    """What stays the same over all photos of one call."""

    engine: Engine
    options: LocateOptions
    rule: Rule
    report: Report
    cancelled: Cancelled

    def exclusion(self, sha256: str) -> Exclusion:
        """Return what a photo of this content must not find."""
        options = self.options
        return Exclusion(options.exclude_author, sha256 if options.exclude_same_file else None)
