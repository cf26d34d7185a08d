"""Galleries brought up to date with the folders that they were built from."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from g3desktop.domain.errors import PackError
from g3desktop.domain.work import Cancelled, Report, ignore_progress, never_cancelled
from g3desktop.settings import Folders
from g3desktop.wiring.bundled import bundled_packs, load_gazetteer
from g3desktop.wiring.engine import EngineWish, open_encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from g3desktop.engine.alignment.encoder import Encoder
    from g3desktop.engine.gallery.update import UpdateOutcome


def update_gallery(
    name: str,
    folders: Folders,
    *,
    device: str | None = None,
    precision: str | None = None,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> UpdateOutcome:
    """Bring a gallery up to date with its folders, with the encoder that made it.

    Weights and place names are loaded only where a photo has to be read.

    Args:
        name: The gallery's name.
        folders: Where packs and galleries lie.
        device: See `EngineWish`.
        precision: See `EngineWish`.
        report: Told how far it is.
        cancelled: Asked before every photo.

    Raises:
        UsageError: No gallery can have such a name, or a folder is not there.
        GalleryError: The gallery is missing or damaged, or nobody knows its folders.
        PackError: No pack has the encoder that made it.
        EngineError: The disk is full or refuses, or the encoder failed.
        CancelledError: `cancelled` said so.
    """
    from g3desktop.engine.gallery.manifest import read_manifest
    from g3desktop.engine.gallery.shelf import check_name
    from g3desktop.engine.gallery.update import UpdatePlan, update_gallery

    check_name(name)
    encoder_id = read_manifest(folders.galleries / name).encoder_id
    names = functools.cache(load_gazetteer)

    def open_its_encoder() -> Encoder:
        pack_id = pack_of_encoder(encoder_id, folders)
        wish = EngineWish(encoder=pack_id, device=device, precision=precision)
        return open_encoder(wish, folders, report=report)[1]

    def describe(lat_lon_deg: NDArray[np.float64]) -> list[str]:
        return names().describe(lat_lon_deg)

    plan = UpdatePlan(name, folders.galleries, describe)
    return update_gallery(plan, open_its_encoder, report=report, cancelled=cancelled)


def pack_of_encoder(encoder_id: str, folders: Folders) -> str:
    """Return the id of the installed pack whose encoder has this id.

    Raises:
        PackError: There is none.
    """
    from g3desktop.services.packs import list_packs

    for pack in list_packs(folders.packs, bundled_packs()):
        if pack.manifest.encoder is not None and pack.encoder_id == encoder_id:
            return pack.manifest.id
    raise PackError(
        f"No pack here has the encoder {encoder_id}, which made the gallery.",
        hint="`g3desktop packs list` shows those there; install or import that one.",
    )
