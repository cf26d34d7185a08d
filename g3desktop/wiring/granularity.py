"""Textual granularity, from what a user types to packs, galleries and what was measured of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from g3desktop.domain.errors import UsageError
from g3desktop.domain.work import Cancelled, Report
from g3desktop.settings import Folders, read_settings
from g3desktop.wiring.bundled import load_gazetteer
from g3desktop.wiring.engine import EngineWish, build_engine, open_encoder
from g3desktop.wiring.packs import choose_pack

if TYPE_CHECKING:
    from g3desktop.domain.pack import Pack
    from g3desktop.engine.parts import Engine
    from g3desktop.evaluation.granularity import Lesson, Trained
    from g3desktop.evaluation.measuring import Measured
    from g3desktop.evaluation.sight import Identified

FOLDER = "granularity"
"""Of the cache's `evaluation`: what was trained, a folder for each set of photos and recipe."""

_GALLERIES_FOLDER = "galleries"

_UNUSED = ("shape", "augmentation", "fusion")
"""Of a recipe, where an encoder with a text part is trained."""


@dataclass(frozen=True, slots=True)
class TrainingPhotos:
    """What the encoders learn from, and the gallery is made of.

    Attributes:
        images: Folder of the photos.
        csv: Their positions; None takes them from EXIF.
        recipe: File with the fields of the recipe to change, or None.
    """

    images: Path
    csv: Path | None = None
    recipe: Path | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """Who is trained from what.

    Attributes:
        pack: The first weights; with a text part.
        photos: To learn from.
        wish: Device and precision.
        seed: Of everything drawn at random.
        folders: The user's.
    """

    pack: Pack
    photos: TrainingPhotos
    wish: EngineWish
    seed: int
    folders: Folders


@dataclass(frozen=True, slots=True)
class TrialOutcome:
    """What came of it.

    Attributes:
        measured: The runs of all packs.
        settings: What they depend on beside their own.
        notes: What a reader must know, one sentence each.
    """

    measured: Measured
    settings: dict[str, object]
    notes: tuple[str, ...]


def plan_trial(
    experiment: str,
    photos: TrainingPhotos | None,
    wish: EngineWish,
    seed: int,
    folders: Folders,
) -> Trial | None:
    """Settle on the encoder to train, before anything that takes time.

    Args:
        experiment: Name of the preset.
        photos: To learn from, where the user named any.
        wish: Encoder, device and precision.
        seed: Of everything drawn at random.
        folders: The user's.

    Returns:
        What to do, or None where the experiment trains nothing.

    Raises:
        UsageError: The encoder has no text part, there are no photos to learn from, a gallery is
            named, which has no use here, or photos are, and the experiment trains nothing.
        PackError: The pack is missing or damaged.
    """
    from g3desktop.evaluation.experiments import PRESETS

    if experiment not in PRESETS or not PRESETS[experiment].trains:
        if photos is not None:
            raise UsageError(
                "Photos to learn from have no use without the experiment granularity.",
                hint="Leave the options that begin with --training out.",
            )
        return None
    chosen = read_settings(folders.settings).engine
    pack = choose_pack(wish.encoder or chosen.encoder or None, folders)
    if not pack.spec.text_dim:
        raise UsageError(
            f"The encoder {pack.manifest.id} has no text part: texts would teach it nothing.",
            hint="Name one that has with --encoder, such as g3; see `g3desktop packs list`.",
        )
    if photos is None:
        raise UsageError(
            "The experiment granularity trains encoders, and there are no photos to learn from.",
            hint="Name them with --training-images, and their positions with --training-csv.",
        )
    if wish.gallery is not None:
        raise UsageError(
            "The experiment granularity makes its galleries of the photos that it trains with.",
            hint="Leave --gallery out.",
        )
    wish = replace(wish, encoder=None, device=wish.device or chosen.device or None)
    return Trial(pack, photos, wish, seed, folders)


def measure_texts(
    trial: Trial,
    queries: Sequence[Identified],
    measure_with: Callable[[Engine], Measured],
    *,
    report: Report,
    cancelled: Cancelled,
) -> TrialOutcome:
    """Train with each kind of texts, and measure each pack with a gallery of its own.

    Args:
        trial: Who is trained from what.
        queries: What is measured on; none of them may be among the photos to learn from.
        measure_with: Measures an encoder with its gallery.
        report: Told how far it is.
        cancelled: Asked all the while; the same call goes on where this one was.

    Raises:
        UsageError: Photos cannot be used, stand in both sets, or do not fit the recipe.
        PackError: The first weights are missing or damaged.
        EngineError: The loss is no longer a number, or memory or disk is full.
        CancelledError: `cancelled` said so.
    """
    from g3desktop.evaluation.granularity import PACKS_FOLDER, join, train_each

    lesson = _prepare(trial, report, cancelled)
    _refuse_trained(lesson, queries)
    folder = trial.folders.cache / "evaluation" / FOLDER / lesson.key()
    trained = train_each(lesson, folder, report=report, cancelled=cancelled)
    own = replace(trial.folders, packs=folder / PACKS_FOLDER, galleries=folder / _GALLERIES_FOLDER)
    parts = []
    warnings: list[str] = []
    for one in trained:
        engine = _engine(one, trial, own, report, cancelled)
        warnings += engine.warnings
        parts.append((one, measure_with(engine), _facts(one, engine)))
    notes = (_summary(lesson, trained), *dict.fromkeys(warnings))
    return TrialOutcome(join(parts), _settings(trial, lesson), notes)


def _prepare(trial: Trial, report: Report, cancelled: Cancelled) -> Lesson:
    """Read recipe and photos, and name where these were taken."""
    from g3desktop.engine.alignment.clip_tower import INPUT_PX, crop_square
    from g3desktop.engine.alignment.devices import choose_device
    from g3desktop.engine.alignment.g3_training import G3Training
    from g3desktop.engine.alignment.photo_cache import Squares
    from g3desktop.engine.alignment.recipe import change_recipe, default_recipe, read_recipe
    from g3desktop.engine.alignment.training_photos import HeldOut, PhotoSource, gather_photos
    from g3desktop.evaluation.granularity import Lesson

    pack, wish, given = trial.pack, trial.wish, trial.photos
    device, precision = choose_device(wish.device), wish.precision or "float32"
    recipe = default_recipe(pack.spec.family)
    if given.recipe is not None:
        recipe = read_recipe(given.recipe, recipe)
    photos, _ = gather_photos(
        PhotoSource(given.images, given.csv),
        HeldOut(),
        Squares(crop_square, INPUT_PX),
        cache=trial.folders.cache / "training",
        report=report,
        cancelled=cancelled,
    )
    return Lesson(
        photos=photos,
        addresses=load_gazetteer().addresses(photos.lat_lon_deg),
        recipe=change_recipe(recipe, {"seed": trial.seed}),
        first=pack,
        open_model=lambda: G3Training(pack, device=device, precision=precision),
        device=device,
        precision=precision,
    )


def _refuse_trained(lesson: Lesson, queries: Sequence[Identified]) -> None:
    """Refuse before hours of training to measure on what is trained with."""
    from g3desktop.engine.alignment.dataset import LabelledPhoto, refuse_leaks

    measured = [
        LabelledPhoto(one.query.name, one.query.path, one.query.where, sha256=one.sha256)
        for one in queries
    ]
    refuse_leaks(lesson.photos.photos, measured)


def _engine(
    trained: Trained, trial: Trial, own: Folders, report: Report, cancelled: Cancelled
) -> Engine:
    """Return a trained encoder with a gallery of the photos that it learned from."""
    from g3desktop.engine.gallery.build import BuildPlan, build_gallery

    wish = replace(trial.wish, encoder=trained.pack_id, gallery=trained.pack_id)
    if not (own.galleries / trained.pack_id).is_dir():
        _, encoder = open_encoder(wish, own, report=report)
        plan = BuildPlan(
            folder=trial.photos.images,
            name=trained.pack_id,
            galleries_folder=own.galleries,
            csv=trial.photos.csv,
            describe=load_gazetteer().describe,
        )
        build_gallery(plan, encoder, report=report, cancelled=cancelled)
    return build_engine(wish, folders=own, report=report, cancelled=cancelled)


def _facts(trained: Trained, engine: Engine) -> dict[str, object]:
    """Return what one pack's numbers depend on."""
    gallery = engine.gallery
    return {
        "levels": list(trained.texts.levels),
        "text_example": trained.example,
        "encoder": engine.encoder.id,
        "gallery_id": gallery.id if gallery else None,
        "gallery_rows": gallery.rows if gallery else None,
    }


def _settings(trial: Trial, lesson: Lesson) -> dict[str, object]:
    """Return what the numbers of all packs depend on."""
    recipe = {name: value for name, value in asdict(lesson.recipe).items() if name not in _UNUSED}
    return {
        "encoder": trial.pack.encoder_id,
        "training": {
            "photos": len(lesson.photos),
            "photos_sha256": lesson.photos.fingerprint(),
            "device": lesson.device,
            "precision": lesson.precision,
            "recipe": recipe,
        },
    }


def _summary(lesson: Lesson, trained: Sequence[Trained]) -> str:
    counts = {one.texts.levels[0]: one.named for one in trained}
    named = ", ".join(f"{count:,} with a {level}" for level, count in counts.items())
    return (
        f"Each encoder was trained from {lesson.first.manifest.id} with {len(lesson.photos):,} "
        f"photos, {named}; the same photos are its gallery."
    )
