"""Galleries: where they stand, and which one an encoder is used with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from g3desktop.domain.errors import PackError
from g3desktop.domain.work import Cancelled, Report, ignore_progress, never_cancelled
from g3desktop.settings import Folders
from g3desktop.wiring.bundled import STARTER, bundled_galleries, bundled_packs
from g3desktop.wiring.packs import PAPER_PACK

if TYPE_CHECKING:
    from g3desktop.engine.gallery.published import ImportOutcome
    from g3desktop.engine.gallery.store import Gallery


def gallery_shelves(folders: Folders) -> list[Path]:
    """Return the folders that galleries stand in, the user's first."""
    return [folders.galleries, bundled_galleries()]


def choose_gallery(
    name: str | None, encoder_id: str, shelves: Sequence[Path]
) -> tuple[Gallery | None, tuple[str, ...]]:
    """Return the gallery asked for, else the one that fits the encoder.

    Without a name that is the bundled gallery if this encoder made it, else the only gallery that
    it made. Two or more are the user's to choose between.

    Returns:
        The gallery, or None, and warnings that say why there is none.

    Raises:
        GalleryError: The gallery is missing or damaged, or another encoder made it.
    """
    from g3desktop.engine.gallery.shelf import find_gallery, list_galleries

    if name is not None:
        gallery = find_gallery(name, shelves)
        gallery.require_encoder(encoder_id)
        return gallery, ()
    fitting = [
        entry.name
        for entry in list_galleries(shelves)
        if entry.manifest is not None and entry.manifest.encoder_id == encoder_id
    ]
    chosen = STARTER if STARTER in fitting else fitting[0] if len(fitting) == 1 else None
    if chosen is not None:
        return find_gallery(chosen, shelves), ()
    if fitting:
        return None, (
            f"No gallery was used: name one of {', '.join(fitting)} with --gallery. "
            "The candidates are towns alone.",
        )
    return None, (
        f"There is no gallery made by {encoder_id}: the candidates are towns alone. "
        "`g3desktop gallery build` makes one from photos of your own.",
    )


def import_published(
    index: Path,
    metadata: Path,
    name: str,
    folders: Folders,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> ImportOutcome:
    """Make a gallery of the published index and its table, with the heads of the pack `g3`.

    Args:
        index: The flat index by inner product.
        metadata: CSV in the layout of MP16-Pro; row k of one is row k of the other.
        name: The new gallery's name.
        folders: Where packs and galleries lie.
        report: Told how far it is.
        cancelled: Asked between blocks.

    Raises:
        PackError: The pack `g3` is not installed, or damaged.
        UsageError: No gallery can have such a name.
        GalleryError: There is a gallery of this name, or the files do not fit each other.
        EngineError: The disk is full or refuses.
        CancelledError: `cancelled` said so.
    """
    from g3desktop.engine.alignment.g3 import SPEC
    from g3desktop.engine.gallery.encoder_heads import heads_of_pack
    from g3desktop.engine.gallery.published import ImportPlan, import_published
    from g3desktop.engine.gallery.segment_writer import Origin
    from g3desktop.services.packs import find_pack

    if not (folders.packs / PAPER_PACK).exists():
        raise PackError(
            f"The published gallery needs the pack {PAPER_PACK}, whose encoder made it.",
            hint=f"`g3desktop packs install {PAPER_PACK}`, or `g3desktop packs import FOLDER` "
            "with the folder of g3.pth.",
        )
    pack = find_pack(PAPER_PACK, folders.packs, bundled_packs())
    origin = Origin(pack.encoder_id, (SPEC.image_dim, SPEC.text_dim, SPEC.gps_dim))
    plan = ImportPlan(index, metadata, name, folders.galleries, origin)
    return import_published(plan, heads_of_pack(pack), report=report, cancelled=cancelled)
