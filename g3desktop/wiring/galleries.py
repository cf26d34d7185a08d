"""Galleries: where they stand, and which one an encoder is used with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from g3desktop.settings import Folders
from g3desktop.wiring.bundled import STARTER, bundled_galleries

if TYPE_CHECKING:
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
