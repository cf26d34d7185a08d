"""What is done to galleries and packs in a process of its own; no Qt comes into that process.

Wishes and results are values, and name what they are about. Everything heavy is imported by the
functions, which the window never calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from g3desktop.domain.pack import Pack
from g3desktop.domain.work import Cancelled, Report, check_cancelled
from g3desktop.settings import Folders, read_settings
from g3desktop.wiring import EngineWish, load_gazetteer, open_encoder

if TYPE_CHECKING:
    from g3desktop.engine.gallery.reading import SkippedPhoto

PERFORM = f"{__name__}:perform"
"""Name of the function below, for the process that calls it."""

_MOST_REFUSED = 10_000


@dataclass(frozen=True, slots=True)
class BuildGallery:
    """Build a gallery from photos, or add new ones to it.

    Attributes:
        name: Of the gallery.
        photos: Their folder.
        csv: Their positions; None takes them from EXIF.
        encoder: Id of the pack; "" leaves the choice to the program.
        pictures: Whether thumbnails and full paths are kept.
        folders: Where the program's files are.
    """

    name: str
    photos: Path
    csv: Path | None
    encoder: str
    pictures: bool
    folders: Folders


@dataclass(frozen=True, slots=True)
class UpdateGallery:
    """Bring a gallery up to date with the folders that it was built from.

    Attributes:
        name: Of the gallery.
        folders: Where the program's files are.
    """

    name: str
    folders: Folders


@dataclass(frozen=True, slots=True)
class CheckGallery:
    """Read every file of a gallery."""

    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class CheckPack:
    """Read every file of a pack."""

    pack: Pack


@dataclass(frozen=True, slots=True)
class ImportPack:
    """Take in a pack, the published checkpoint, or a gallery that was exported."""

    source: Path
    folders: Folders


@dataclass(frozen=True, slots=True)
class InstallPack:
    """Bring a pack from where it is published or mirrored, or go on with that.

    Attributes:
        id: Of the pack.
        folders: Where the program's files are.
        accept_terms: Whether the user accepted the terms that were shown.
    """

    id: str
    folders: Folders
    accept_terms: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A photo that did not become a row, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class GalleryBuilt:
    """A build that came to its end.

    Attributes:
        name: Of the gallery.
        rows: How many it has now.
        added: Photos that are new in it.
        known: Photos that it had already.
        skipped: How many photos could not be used.
        refused: The first of them.
        warnings: What the user should know, one sentence each.
    """

    name: str
    rows: int
    added: int
    known: int
    skipped: int
    refused: tuple[Refused, ...]
    warnings: tuple[str, ...]

    @property
    def has_changed(self) -> bool:
        """Whether the gallery is another one than before."""
        return self.added > 0


@dataclass(frozen=True, slots=True)
class GalleryUpdated:
    """An update that came to its end.

    Attributes:
        name: Of the gallery.
        rows: How many it has now.
        added: Photos that are new, or whose content is.
        removed: Rows whose photos are gone, or have another content.
        moved: Rows whose photos lie elsewhere now, or of which other things are said.
        unchanged: Photos that are as they were.
        skipped: How many photos could not be used, among those that were read.
        refused: The first of them.
        warnings: What the user should know, one sentence each.
    """

    name: str
    rows: int
    added: int
    removed: int
    moved: int
    unchanged: int
    skipped: int
    refused: tuple[Refused, ...]
    warnings: tuple[str, ...]

    @property
    def has_changed(self) -> bool:
        """Whether the gallery is another one than before."""
        return bool(self.added or self.removed or self.moved)


@dataclass(frozen=True, slots=True)
class GallerySound:
    """Every byte of a gallery is as it was written."""

    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class PackSound:
    """Every byte of a pack is as it was made."""

    id: str
    files: int


@dataclass(frozen=True, slots=True)
class PackImported:
    """A pack stands with the others, or a gallery that came as one.

    Attributes:
        id: Of the pack.
        gallery: What the gallery is called; "" where it is none.
    """

    id: str
    gallery: str = ""


@dataclass(frozen=True, slots=True)
class PackInstalled:
    """A pack that was brought is there.

    Attributes:
        id: Of the pack.
        gallery: Name of the gallery that came of it; "" for none.
    """

    id: str
    gallery: str


Wish = BuildGallery | UpdateGallery | CheckGallery | CheckPack | ImportPack | InstallPack
Result = GalleryBuilt | GalleryUpdated | GallerySound | PackSound | PackImported | PackInstalled


def perform(wish: Wish, *, report: Report, cancelled: Cancelled) -> Result:
    """Do what is wished for.

    Args:
        wish: What.
        report: Told how far it is.
        cancelled: Asked whether to stop.

    Raises:
        UserError: It cannot be done; the message says why and what to try.
        CancelledError: `cancelled` said so.
    """
    match wish:
        case BuildGallery():
            return _build(wish, report, cancelled)
        case UpdateGallery():
            return _update(wish, report, cancelled)
        case CheckGallery():
            from g3desktop.engine.gallery.integrity import verify_gallery

            gallery = verify_gallery(wish.folder, report=report, cancelled=cancelled)
            return GallerySound(wish.name, gallery.rows)
        case CheckPack():
            from g3desktop.services.packs import verify_pack

            verify_pack(wish.pack, report=report, cancelled=cancelled)
            return PackSound(wish.pack.manifest.id, len(wish.pack.manifest.files))
        case ImportPack():
            from g3desktop.wiring.packs import ImportWish, take_in

            taken = take_in(
                ImportWish(wish.source), wish.folders, report=report, cancelled=cancelled
            )
            return PackImported(taken.id, taken.gallery)
        case InstallPack():
            from g3desktop.wiring.pack_install import InstallWish, install_pack

            asked = InstallWish(wish.id, wish.folders, accept_terms=wish.accept_terms)
            installed = install_pack(asked, report=report, cancelled=cancelled)
            return PackInstalled(installed.id, installed.gallery)


def _build(wish: BuildGallery, report: Report, cancelled: Cancelled) -> GalleryBuilt:
    from g3desktop.engine.gallery.build import BuildPlan, build_gallery
    from g3desktop.engine.gallery.shelf import check_name

    # What cannot be is said before the encoder is loaded.
    check_name(wish.name)
    engine = EngineWish(encoder=wish.encoder or None, device=_device(wish.folders))
    _, encoder = open_encoder(engine, wish.folders, report=report)
    check_cancelled(cancelled)
    plan = BuildPlan(
        folder=wish.photos,
        name=wish.name,
        galleries_folder=wish.folders.galleries,
        csv=wish.csv,
        describe=load_gazetteer().describe,
        pictures=wish.pictures,
    )
    outcome = build_gallery(plan, encoder, report=report, cancelled=cancelled)
    return GalleryBuilt(
        name=wish.name,
        rows=outcome.gallery.rows,
        added=outcome.added,
        known=outcome.known,
        skipped=len(outcome.skipped),
        refused=_refused(outcome.skipped),
        warnings=outcome.warnings[:_MOST_REFUSED],
    )


def _update(wish: UpdateGallery, report: Report, cancelled: Cancelled) -> GalleryUpdated:
    from g3desktop.wiring.gallery_update import update_gallery

    folders = wish.folders
    outcome = update_gallery(
        wish.name, folders, device=_device(folders), report=report, cancelled=cancelled
    )
    return GalleryUpdated(
        name=wish.name,
        rows=outcome.gallery.rows,
        added=outcome.added,
        removed=outcome.removed,
        moved=outcome.moved,
        unchanged=outcome.unchanged,
        skipped=len(outcome.skipped),
        refused=_refused(outcome.skipped),
        warnings=outcome.warnings[:_MOST_REFUSED],
    )


def _device(folders: Folders) -> str | None:
    return read_settings(folders.settings).engine.device or None


def _refused(skipped: Sequence[SkippedPhoto]) -> tuple[Refused, ...]:
    return tuple(Refused(one.path, one.reason) for one in skipped[:_MOST_REFUSED])
