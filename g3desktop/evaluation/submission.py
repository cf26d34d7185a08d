"""Scoring what another program predicted: as it stands, or ranked by geo-verification."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from g3desktop.domain.geometry import LatLon, ellipsoid_distances_km
from g3desktop.evaluation.outcomes import NO_ANSWER_KM, Dataset, Outcome, Run
from g3desktop.evaluation.predictions import Matched, Predicted
from g3desktop.evaluation.ways import Answered, Batch

_SOURCE = "predicted"


@dataclass(frozen=True, slots=True)
class Submitted:
    """Of the positions that another program predicted the one that geo-verification ranks first.

    Attributes:
        by_path: Predictions by the photo's path.
        positions_sha256: Of all of them, with the names of the photos that they are for. The file's
            own would not do: which of its rows is for a photo depends on the other photos too.

    Source: Jia et al. 2024 (G3), geo-verification.
    """

    by_path: Mapping[str, Sequence[Predicted]]
    positions_sha256: str
    key: str = "verified"
    title: str = "geo-verification's choice"
    model: None = None

    @classmethod
    def of(cls, dataset: Dataset, matched: Matched) -> Submitted:
        """Submit what was predicted for the photos of a data set."""
        digest = hashlib.sha256()
        by_path = {}
        for query, some in zip(dataset.queries, matched.by_query, strict=True):
            by_path[str(query.path)] = some
            digest.update(json.dumps([query.name, [_flat(one.where) for one in some]]).encode())
        return cls(by_path, digest.hexdigest())

    def settings(self) -> Mapping[str, object]:
        """Return which predictions these are."""
        return {"way": "submitted", "positions_sha256": self.positions_sha256}

    def answer(self, batch: Batch) -> list[Answered]:
        """Answer a batch."""
        return [
            self._choose(self.by_path.get(photo.facts.path, ()), image_gps, batch)
            for photo, image_gps in zip(batch.photos, batch.vectors.image_gps, strict=True)
        ]

    def _choose(
        self, predicted: Sequence[Predicted], image_gps: np.ndarray, batch: Batch
    ) -> Answered:
        if not predicted:
            return Answered(None)
        flat = np.array([(one.where.lat_deg, one.where.lon_deg) for one in predicted])
        cosines = batch.engine.encoder.encode_locations(flat) @ image_gps
        # Of equals the first, as the reference code does.
        return Answered(predicted[int(cosines.argmax())].where, (_SOURCE,))


def run_of_positions(dataset: Dataset, matched: Matched, *, key: str, title: str) -> Run:
    """Score the first prediction of each photo, without looking at a photo."""
    return _run(dataset, matched, key, title, lambda _one: True)


def runs_of_prompts(dataset: Dataset, matched: Matched) -> list[Run]:
    """Score the first sample of each prompt, unverified."""
    prompts = sorted(
        {one.prompt for some in matched.by_query for one in some if one.prompt is not None}
    )

    def first_of(prompt: int) -> Callable[[Predicted], bool]:
        return lambda one: one.prompt == prompt and one.sample == 0

    return [
        _run(
            dataset,
            matched,
            f"prompt-{prompt}",
            f"first reply, {prompt} references",
            first_of(prompt),
        )
        for prompt in prompts
    ]


def _run(
    dataset: Dataset, matched: Matched, key: str, title: str, wanted: Callable[[Predicted], bool]
) -> Run:
    chosen = [next((one.where for one in some if wanted(one)), None) for some in matched.by_query]
    where = np.array([_flat(one) for one in chosen]).reshape(-1, 2)
    true = np.array([_flat(query.where) for query in dataset.queries]).reshape(-1, 2)
    km = np.nan_to_num(ellipsoid_distances_km(where, true), nan=NO_ANSWER_KM).tolist()
    outcomes = tuple(
        Outcome(query, answer, distance_km, (_SOURCE,) if answer else ())
        for query, answer, distance_km in zip(dataset.queries, chosen, km, strict=True)
    )
    return Run(key, title, outcomes)


def _flat(where: LatLon | None) -> tuple[float, float]:
    return (np.nan, np.nan) if where is None else (where.lat_deg, where.lon_deg)
