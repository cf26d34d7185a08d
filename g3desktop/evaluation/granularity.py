"""Textual granularity: one encoder, trained with fewer and with more names in the texts.

Source: Jia et al. 2024 (G3). Its program trains with city, state and country; its appendix adds
the neighbourhood.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.pack import Pack
from g3desktop.domain.work import Cancelled, Progress, Report
from g3desktop.engine.alignment.devices import device_errors
from g3desktop.engine.alignment.features import photo_features
from g3desktop.engine.alignment.photo_cache import PreparedPhotos
from g3desktop.engine.alignment.recipe import TrainingRecipe, recipe_hash
from g3desktop.engine.alignment.trainable import PackLabel, TrainableEncoder
from g3desktop.engine.alignment.training import train
from g3desktop.engine.alignment.training_data import TrainingData
from g3desktop.engine.alignment.training_run import PACK_NAME, RunOptions
from g3desktop.evaluation.measuring import Measured
from g3desktop.files import disk_errors, sync_folder
from g3desktop.services.address import Address, Level, write_sentence
from g3desktop.services.packs import read_pack

PACKS_FOLDER = "packs"
"""Below the folder of a lesson: what was trained."""

_RUNS_FOLDER = "runs"
_FEATURES_NAME = "features.f32"
_HASH_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Texts:
    """What the texts of a training name.

    Attributes:
        key: Short, of lower-case letters: the level that tells them apart.
        title: For people.
        levels: The narrowest first.
    """

    key: str
    title: str
    levels: tuple[Level, ...]


TEXTS = (
    Texts("state", "city, state and country", ("city", "state", "country")),
    Texts("city", "city and country", ("city", "country")),
    Texts(
        "neighbourhood",
        "neighbourhood, city, state and country",
        ("neighbourhood", "city", "state", "country"),
    ),
)
"""The paper's own first."""


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What an encoder is trained with, but for the texts.

    Attributes:
        photos: To learn from.
        addresses: Names of their positions, one for each.
        recipe: How.
        first: The pack of the first weights.
        open_model: Loads those anew, as training changes them.
        device: Where it is computed.
        precision: Of the frozen towers.
    """

    photos: PreparedPhotos
    addresses: Sequence[Address]
    recipe: TrainingRecipe
    first: Pack
    open_model: Callable[[], TrainableEncoder]
    device: str
    precision: str

    def key(self) -> str:
        """Return a hash of all that the results depend on, but for the texts."""
        files = sorted((file.path, file.sha256) for file in self.first.manifest.files)
        recipe, photos = recipe_hash(self.recipe), self.photos.fingerprint()
        # Devices sum in other orders: what one trained is not what another would.
        decisive = [recipe, photos, files, self.device, self.precision]
        return _hashed(json.dumps(decisive))

    def sentences(self, texts: Texts) -> list[str]:
        """Write the text of each photo."""
        return [write_sentence(address.names(texts.levels)) for address in self.addresses]


@dataclass(frozen=True, slots=True)
class Trained:
    """A pack that was trained with some texts.

    Attributes:
        texts: Which.
        pack_id: Of the pack, and its folder's name.
        example: One of the texts: of the first photo whose narrowest level has a name.
        named: Photos whose narrowest level has a name.
    """

    texts: Texts
    pack_id: str
    example: str
    named: int


def train_each(
    lesson: Lesson, folder: Path, *, report: Report, cancelled: Cancelled
) -> tuple[Trained, ...]:
    """Train once with each of `TEXTS`; what is there already is not trained again.

    Args:
        lesson: What is the same for all of them.
        folder: The lesson's own; packs come to lie in its `PACKS_FOLDER`.
        report: Told after every step.
        cancelled: Asked before every step; the state is saved first, and the same call goes on.

    Raises:
        UsageError: The recipe does not fit, or there are fewer than two photos.
        PackError: The first weights are missing or damaged.
        EngineError: The loss is no longer a number, or memory or disk is full.
        CancelledError: `cancelled` said so.
    """
    with disk_errors(folder):
        (folder / PACKS_FOLDER).mkdir(parents=True, exist_ok=True)
        trained = tuple(_train_with(texts, lesson, folder, report, cancelled) for texts in TEXTS)
        # Some 3 kB a photo. Windows removes no file that is still mapped; then it stays.
        with contextlib.suppress(PermissionError):
            (folder / _FEATURES_NAME).unlink(missing_ok=True)
    return trained


def _train_with(
    texts: Texts, lesson: Lesson, folder: Path, report: Report, cancelled: Cancelled
) -> Trained:
    sentences = lesson.sentences(texts)
    pack_id = f"{texts.key}-{_hashed(json.dumps(sentences))}"
    pack = folder / PACKS_FOLDER / pack_id
    if not pack.is_dir():
        made = folder / _RUNS_FOLDER / pack_id / PACK_NAME
        if not made.is_dir():
            _train(texts, sentences, lesson, made.parent, report, cancelled)
        _share_unchanged(made, lesson.first)
        made.rename(pack)
        sync_folder(pack.parent)
    named = [at for at, one in enumerate(lesson.addresses) if one.names(texts.levels[:1])[0]]
    return Trained(texts, pack_id, sentences[named[0] if named else 0], len(named))


def _train(
    texts: Texts,
    sentences: list[str],
    lesson: Lesson,
    run: Path,
    report: Report,
    cancelled: Cancelled,
) -> None:
    def reported(progress: Progress) -> None:
        report(replace(progress, stage=f"texts of {texts.title}: {progress.stage}"))

    manifest = lesson.first.manifest
    label = PackLabel(
        id=run.name,
        licence=manifest.licence,
        source=f"{manifest.id}, trained on with texts of {texts.title}",
    )
    model = lesson.open_model()
    data = TrainingData(
        lesson.photos,
        describe=lambda _positions: sentences,
        features=_features(model, lesson, run.parents[1], reported, cancelled),
    )
    options = RunOptions(run, resume=True, device=lesson.device, label=label)
    train(model, lesson.recipe, data, run=options, report=reported, cancelled=cancelled)


def _features(
    model: TrainableEncoder, lesson: Lesson, folder: Path, report: Report, cancelled: Cancelled
) -> NDArray[np.float32]:
    """Return what the frozen tower says of the photos: the same whatever the texts."""
    with device_errors(lesson.device):
        model.to(lesson.device)
        model.set_trainable(lesson.recipe)
        model.set_mode(lesson.recipe, training=False)
        return photo_features(
            model,
            lesson.photos,
            folder / _FEATURES_NAME,
            device=lesson.device,
            report=report,
            cancelled=cancelled,
        )


def _share_unchanged(pack: Path, first: Pack) -> None:
    """Let files that training left as they were lie on the disk once: the towers of g3 are large.

    Where the disk has no hard links, the pack keeps its own copies.
    """
    same = {(file.path, file.sha256) for file in first.manifest.files}
    for file in read_pack(pack).manifest.files:
        if (file.path, file.sha256) in same:
            aside = pack / f"{file.path}.link"
            aside.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                os.link((first.folder / file.path).resolve(), aside)
                aside.replace(pack / file.path)


def join(parts: Sequence[tuple[Trained, Measured, Mapping[str, object]]]) -> Measured:
    """Return what was measured of several packs as one: each way's runs side by side.

    Args:
        parts: Each pack, what was measured of it, and what its numbers depend on, the main one
            first; with the same ways and the same photos.
    """
    runs = [
        [
            replace(
                run,
                key=f"{run.key}-{trained.texts.key}",
                title=f"{run.title}, texts of {trained.texts.title}",
                settings={**run.settings, **settings},
            )
            for run in measured.runs
        ]
        for trained, measured, settings in parts
    ]
    _, main, _ = parts[0]
    return Measured(
        runs=[run for same_way in zip(*runs, strict=True) for run in same_way],
        unreadable=main.unreadable,
        twins=main.twins,
        same_author=main.same_author,
        failed=sum(measured.failed for _, measured, _ in parts),
    )


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_CHARACTERS]
