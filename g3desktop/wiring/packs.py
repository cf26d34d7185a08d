"""Packs: which one is used, and how one is taken into the user's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from g3desktop.domain.errors import PackError
from g3desktop.domain.work import Cancelled, Report, ignore_progress, never_cancelled
from g3desktop.settings import Folders
from g3desktop.wiring.bundled import STARTER, bundled_packs

if TYPE_CHECKING:
    from g3desktop.domain.pack import AcceptedTerms, Pack, PackKind, PackManifest
    from g3desktop.services.supply.catalogue import Terms

PAPER_PACK = "g3"


CHECKPOINT_NAME = "g3.pth"


@dataclass(frozen=True, slots=True)
class ImportWish:
    """What is to be taken in from a folder of this machine.

    Attributes:
        folder: Holds pack.json, or g3.pth.
        name: What to call the gallery, where it is one; "" leaves its name.
        accept_terms: Whether the user accepts the terms that the pack has.
    """

    folder: Path
    name: str = ""
    accept_terms: bool = False


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A pack that stands with the others now, or a gallery that came as one.

    Attributes:
        id: Of the pack.
        kind: What it holds.
        folder: Where it lies.
        size_bytes: Of its files.
        gallery: What the gallery is called; "" where it is none.
    """

    id: str
    kind: PackKind
    folder: Path
    size_bytes: int
    gallery: str = ""


def choose_pack(encoder_id: str | None, folders: Folders) -> Pack:
    """Return the pack asked for, else `g3` where it is installed, else the starter.

    Raises:
        PackError: There is none of that id, it is no encoder, or it is damaged.
    """
    from g3desktop.services.packs import find_pack

    if encoder_id is None:
        # An installed g3 that is damaged is an error to see, not a reason to answer with less.
        encoder_id = PAPER_PACK if (folders.packs / PAPER_PACK).exists() else STARTER
    pack = find_pack(encoder_id, folders.packs, bundled_packs())
    pack.require_encoder()
    return pack


def import_pack(
    folder: Path,
    packs_folder: Path,
    *,
    terms: AcceptedTerms | None = None,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Pack:
    """Take a pack, or the published checkpoint of G3, into the user's packs.

    Args:
        folder: Holds pack.json, or g3.pth.
        packs_folder: Where packs lie.
        terms: What the user accepted for it.
        report: Told after each file.
        cancelled: Asked between files and parts of them.

    Raises:
        PackError: The folder holds neither, what it holds is damaged, or the id is taken.
        EngineError: The disk is full, or a file cannot be read or written.
        CancelledError: `cancelled` said so.
    """
    from g3desktop.domain.pack import MANIFEST_NAME
    from g3desktop.services.packs import import_folder

    checkpoint = folder / CHECKPOINT_NAME
    if (folder / MANIFEST_NAME).exists():
        return import_folder(folder, packs_folder, terms=terms, report=report, cancelled=cancelled)
    if not checkpoint.is_file():
        raise PackError(
            f"{folder} holds neither {MANIFEST_NAME} nor {CHECKPOINT_NAME}.",
            hint="Name the folder of a pack, or the one that the published checkpoint lies in.",
        )
    return convert_checkpoint(checkpoint, packs_folder, report=report, cancelled=cancelled)


def convert_checkpoint(
    checkpoint: Path,
    packs_folder: Path,
    *,
    licence: str = "",
    source: str = "",
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Pack:
    """Make the pack of the paper's encoder from the published checkpoint, and verify it.

    Args:
        checkpoint: The published g3.pth; stays as it is.
        packs_folder: Where packs lie.
        licence: Of the checkpoint; "" where that is not known.
        source: Where it was got; "" where that is not known.
        report: Told after each file.
        cancelled: Asked between files.

    Raises:
        PackError: It is no checkpoint of G3, or the id is taken.
        EngineError: The disk is full, or a file cannot be read or written.
        CancelledError: `cancelled` said so.
    """
    from g3desktop.services.packs import read_pack, staged_folder, verify_pack, write_manifest

    with staged_folder(packs_folder, PAPER_PACK) as aside:
        from g3desktop.engine.alignment.checkpoint import convert_g3

        manifest = convert_g3(checkpoint, aside, report=report, cancelled=cancelled)
        manifest = _with_origin(manifest, licence, source)
        write_manifest(aside, manifest)
        # What it was made from may be removed once this is seen.
        verify_pack(read_pack(aside), report=report, cancelled=cancelled)
    return read_pack(packs_folder / PAPER_PACK)


def take_in(
    wish: ImportWish,
    folders: Folders,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> TakenIn:
    """Take in a pack of any kind, the published checkpoint, or a gallery that was exported.

    Args:
        wish: What.
        folders: The user's.
        report: Told after each file.
        cancelled: Asked between files and parts of them.

    Raises:
        PackError: The folder holds nothing of the kind, what it holds is damaged, or its id is
            taken.
        GalleryError: The gallery's name is taken, or the gallery is damaged.
        TermsError: The pack has terms that were not accepted.
        EngineError: The disk is full, or a file cannot be read or written.
        UsageError: No gallery can have such a name.
        CancelledError: `cancelled` said so.
    """
    from g3desktop.wiring.gallery_packs import gallery_pack, import_gallery

    exported = gallery_pack(wish.folder)
    if exported is not None:
        gallery = import_gallery(
            exported, folders.galleries, name=wish.name, report=report, cancelled=cancelled
        )
        return _taken(replace(exported, folder=gallery), gallery.name)
    accepted = None
    terms = unaccepted_terms(wish.folder)
    if terms is not None:
        accepted = accept(terms, accepted=wish.accept_terms)
    pack = import_pack(
        wish.folder, folders.packs, terms=accepted, report=report, cancelled=cancelled
    )
    return _taken(pack)


def unaccepted_terms(folder: Path) -> Terms | None:
    """Return the terms that a pack in a folder has and nobody accepted; None where there are none.

    Raises:
        PackError: What is there is no sound pack.
    """
    from g3desktop.domain.pack import MANIFEST_NAME
    from g3desktop.services.packs import read_pack
    from g3desktop.services.supply.catalogue import find_known

    if not (folder / MANIFEST_NAME).exists():
        return None
    manifest = read_pack(folder).manifest
    known = find_known(manifest.id)
    terms = known.terms if known is not None else None
    if terms is not None and manifest.terms is not None and manifest.terms.version == terms.version:
        return None
    return terms


def accept(terms: Terms, *, accepted: bool) -> AcceptedTerms:
    """Return what is written down of the user's consent.

    Raises:
        TermsError: The user does not consent.
    """
    from g3desktop.domain.pack import AcceptedTerms
    from g3desktop.services.supply.failures import TermsError

    if not accepted:
        raise TermsError(
            f"The {terms.title} were not accepted.",
            hint=f"Read them ({terms.url}), then use --accept-terms.",
        )
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return AcceptedTerms(terms.title, terms.version, now)


def _with_origin(manifest: PackManifest, licence: str, source: str) -> PackManifest:
    return replace(
        manifest,
        licence=licence or manifest.licence,
        source=f"{manifest.source}; {source}" if source else manifest.source,
    )


def _taken(pack: Pack, gallery: str = "") -> TakenIn:
    manifest = pack.manifest
    size = sum(file.size for file in manifest.files)
    return TakenIn(manifest.id, manifest.kind, pack.folder, size, gallery)
