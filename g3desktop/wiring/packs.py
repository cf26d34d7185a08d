"""Packs: which one is used, and how one is taken into the user's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from g3desktop.domain.errors import PackError
from g3desktop.domain.work import Cancelled, Report, ignore_progress, never_cancelled
from g3desktop.settings import Folders
from g3desktop.wiring.bundled import STARTER, bundled_packs

if TYPE_CHECKING:
    from g3desktop.domain.pack import Pack

PAPER_PACK = "g3"


CHECKPOINT_NAME = "g3.pth"


def choose_pack(encoder_id: str | None, folders: Folders) -> Pack:
    """Return the pack asked for, else `g3` where it is installed, else the starter.

    Raises:
        PackError: There is none of that id, or it is damaged.
    """
    from g3desktop.services.packs import find_pack

    if encoder_id is None:
        # An installed g3 that is damaged is an error to see, not a reason to answer with less.
        encoder_id = PAPER_PACK if (folders.packs / PAPER_PACK).exists() else STARTER
    return find_pack(encoder_id, folders.packs, bundled_packs())


def import_pack(
    folder: Path,
    packs_folder: Path,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Pack:
    """Take a pack, or the published checkpoint of G3, into the user's packs.

    Args:
        folder: Holds pack.json, or g3.pth.
        packs_folder: Where packs lie.
        report: Told after each file.
        cancelled: Asked between files and parts of them.

    Raises:
        PackError: The folder holds neither, what it holds is damaged, or the id is taken.
        EngineError: The disk is full, or a file cannot be read or written.
        CancelledError: `cancelled` said so.
    """
    from g3desktop.domain.pack import MANIFEST_NAME
    from g3desktop.services.packs import import_folder, read_pack, staged_folder, write_manifest

    checkpoint = folder / CHECKPOINT_NAME
    if (folder / MANIFEST_NAME).exists():
        return import_folder(folder, packs_folder, report=report, cancelled=cancelled)
    if not checkpoint.is_file():
        raise PackError(
            f"{folder} holds neither {MANIFEST_NAME} nor {CHECKPOINT_NAME}.",
            hint="Name the folder of a pack, or the one that the published checkpoint lies in.",
        )
    with staged_folder(packs_folder, PAPER_PACK) as aside:
        from g3desktop.engine.alignment.checkpoint import convert_g3

        manifest = convert_g3(checkpoint, aside, report=report, cancelled=cancelled)
        write_manifest(aside, manifest)
    return read_pack(packs_folder / PAPER_PACK)
