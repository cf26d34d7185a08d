"""From the user's folders and tables to photos ready for training, and photos held out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from g3desktop.domain.work import Cancelled, Progress, Report
from g3desktop.engine.alignment.dataset import (
    LabelledPhoto,
    hash_photos,
    hold_out,
    list_photos,
    refuse_leaks,
)
from g3desktop.engine.alignment.photo_cache import PreparedPhotos, Squares, prepare_photos


@dataclass(frozen=True, slots=True)
class PhotoSource:
    """Where photos and their positions are.

    Attributes:
        folder: The photos.
        csv_path: Their positions; None reads EXIF.
        only: Rows of the CSV to take, by column and value.
    """

    folder: Path
    csv_path: Path | None = None
    only: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What is kept from training to be measured on; nothing by default.

    Attributes:
        source: Photos of their own.
        groups: Groups of the training photos, by name.
        share: Share of the training photos, in whole groups drawn at random.
        seed: Of that draw.
    """

    source: PhotoSource | None = None
    groups: tuple[str, ...] = ()
    share: float = 0.0
    seed: int = 0


def gather_photos(
    training: PhotoSource,
    held_out: HeldOut,
    squares: Squares,
    *,
    cache: Path,
    report: Report,
    cancelled: Cancelled,
) -> tuple[PreparedPhotos, PreparedPhotos | None]:
    """List, split, check and decode; every photo or row that is left out is a note of `report`.

    Contents are compared before anything is decoded, so that a leak is refused at once.

    Args:
        training: Photos to learn from.
        held_out: What of them, or besides them, is kept away.
        squares: What is kept of each; held-out photos are never augmented.
        cache: Folder for decoded photos.
        report: Told about every photo.
        cancelled: Asked before every photo.

    Raises:
        UsageError: A photo stands in both, or nothing usable is left of one.
        EngineError: The disk is full.
    """
    listed = _listed(training, report)
    kept, away = hold_out(listed, groups=held_out.groups, share=held_out.share, seed=held_out.seed)
    if held_out.source is not None:
        away = (*away, *_listed(held_out.source, report))
    learned = hash_photos(kept, report=report, cancelled=cancelled).photos
    measured = hash_photos(away, report=report, cancelled=cancelled).photos
    refuse_leaks(learned, measured)
    prepared = prepare_photos(learned, squares, cache=cache, report=report, cancelled=cancelled)
    if not measured:
        return prepared, None
    plain = Squares(squares.prepare, squares.prepared_px)
    return prepared, prepare_photos(
        measured, plain, cache=cache, report=report, cancelled=cancelled
    )


def _listed(source: PhotoSource, report: Report) -> Sequence[LabelledPhoto]:
    listed = list_photos(source.folder, source.csv_path, only=source.only)
    for problem in listed.problems:
        report(Progress("reading positions", 0, None, problem))
    return listed.photos
