"""From a pack's files on this machine to the pack: put in place, or made into something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from g3desktop.domain.errors import PackError, UsageError
from g3desktop.domain.work import Cancelled, Report
from g3desktop.settings import Folders
from g3desktop.wiring.bundled import bundled_packs
from g3desktop.wiring.gallery_packs import import_gallery, require_free_name

if TYPE_CHECKING:
    from g3desktop.domain.pack import Pack, PackFile, PackManifest
    from g3desktop.services.supply.catalogue import KnownPack
    from g3desktop.services.supply.fetch import Fetched
    from g3desktop.services.supply.offer import Offer
    from g3desktop.services.supply.partial import Partial

GALLERY_OF_INDEX = "mp16-pro"
"""What the gallery is called that is made of the published index."""

_PUT_SHARE = 0.05
"""What was downloaded is put in place without a copy."""


def require_place(
    known: KnownPack | None, offer: Offer, partial: Partial, folders: Folders
) -> float:
    """See that what is offered can become a pack here.

    Returns:
        The room that it takes beside what is offered, as a share of that.

    Raises:
        PackError: It needs a pack that is not there, or nobody knows what it is.
        GalleryError: A gallery of its name is there already.
    """
    is_here = any(isinstance(file.place, Path) for file in offer.files)
    copied = 1.0 if is_here else _PUT_SHARE
    manifest = offer.manifest
    if manifest is not None:
        if manifest.kind == "gallery":
            _require_gallery_name(manifest.name, partial, folders)
            return 1.0
        return copied
    if known is None:
        raise PackError(
            f"Nobody knows what becomes of the files of {partial.state.id}.",
            hint="Name a folder or an address that holds a pack.json.",
        )
    for pack_id in known.needs:
        if not (folders.packs / pack_id).is_dir():
            raise PackError(
                f"The pack {known.id} needs the pack {pack_id}, which is not installed.",
                hint=f"Install that first: g3desktop packs install {pack_id}.",
            )
    if known.becomes == "gallery":
        _require_gallery_name(GALLERY_OF_INDEX, partial, folders)
    return known.installed_share if known.becomes else copied


def place(
    known: KnownPack | None,
    fetched: Fetched,
    partial: Partial,
    folders: Folders,
    *,
    report: Report,
    cancelled: Cancelled,
) -> Pack:
    """Make a pack of files that were fetched. It is seen whole and sound, or not at all.

    Args:
        known: What the program knows of the pack; None where nothing.
        fetched: Its files.
        partial: Where those lie that were downloaded, and what is known of them.
        folders: The user's.
        report: Told how far it is.
        cancelled: Asked whether to stop.

    Returns:
        The pack; of a gallery, the note that it came as one.

    Raises:
        PackError: The files are damaged, or not what they should be.
        GalleryError: A gallery of its name is there already, or it is damaged.
        EngineError: The disk is full or refuses.
        CancelledError: `cancelled` said so.
    """
    making = _Making(fetched, partial, folders, report, cancelled)
    manifest = fetched.offer.manifest
    if manifest is not None:
        if manifest.kind == "gallery":
            return making.gallery_of_pack(manifest)
        return making.ready(manifest)
    if known is None:
        raise RuntimeError("nobody knows what becomes of these files")
    match known.becomes:
        case "encoder":
            return making.encoder(known)
        case "gallery":
            return making.gallery_of_index(known)
    return making.file(known)


class _Making:
    def __init__(
        self,
        fetched: Fetched,
        partial: Partial,
        folders: Folders,
        report: Report,
        cancelled: Cancelled,
    ) -> None:
        self._fetched, self._partial, self._folders = fetched, partial, folders
        self._report, self._cancelled = report, cancelled

    def ready(self, manifest: PackManifest) -> Pack:
        """Put a pack in place that is ready."""
        terms = self._partial.state.terms
        if not self._fetched.came:
            from g3desktop.services.packs import import_folder

            return import_folder(
                self._folder(manifest),
                self._folders.packs,
                terms=terms,
                report=self._report,
                cancelled=self._cancelled,
            )
        return self._put(replace(manifest, terms=terms or manifest.terms))

    def file(self, known: KnownPack) -> Pack:
        """Make a pack of one published file."""
        ((name, path),) = self._fetched.paths.items()
        if known.kind == "basemap":
            _check_map(path)
        if not self._fetched.came:
            return self._copy(known, name, path)
        part = self._partial.part(name)
        return self._put(self._manifest(known, [_pack_file(name, part.size, part.sha256)]))

    def encoder(self, known: KnownPack) -> Pack:
        """Convert the published checkpoint."""
        from g3desktop.wiring.packs import convert_checkpoint

        (path,) = self._fetched.paths.values()
        return convert_checkpoint(
            path,
            self._folders.packs,
            licence=known.licence,
            source=self._fetched.offer.source,
            report=self._report,
            cancelled=self._cancelled,
        )

    def gallery_of_index(self, known: KnownPack) -> Pack:
        """Make a compact gallery of the published index and the metadata that is installed."""
        from g3desktop.services.packs import find_pack
        from g3desktop.services.supply.catalogue import MP16_PRO

        (index,) = self._fetched.paths.values()
        metadata = find_pack(MP16_PRO, self._folders.packs, bundled_packs())
        table = metadata.folder / metadata.manifest.files[0].path

        def make() -> None:
            from g3desktop.wiring.galleries import import_published

            import_published(
                index,
                table,
                GALLERY_OF_INDEX,
                self._folders,
                report=self._report,
                cancelled=self._cancelled,
            )
            # What it was made of may be removed once this is done.
            self._verify_gallery(GALLERY_OF_INDEX)

        self._make_gallery(GALLERY_OF_INDEX, make)
        return self._note_gallery(self._manifest(known, []), GALLERY_OF_INDEX)

    def gallery_of_pack(self, manifest: PackManifest) -> Pack:
        """Take in a gallery that was made elsewhere."""
        from g3desktop.domain.pack import Pack

        pack = Pack(self._folder(manifest), manifest)

        def make() -> None:
            import_gallery(
                pack, self._folders.galleries, report=self._report, cancelled=self._cancelled
            )

        self._make_gallery(manifest.name, make)
        note = replace(manifest, kind="index", files=(), archive="")
        return self._note_gallery(note, manifest.name)

    def _make_gallery(self, name: str, make: Callable[[], None]) -> None:
        """Make a gallery, unless a run that was killed had just come to the end of that."""
        from g3desktop.engine.gallery.shelf import locked
        from g3desktop.services.staging import clear_leftovers

        galleries = self._folders.galleries
        self._partial.note_making(name)
        if not (galleries / name).is_dir():
            make()
            return
        with locked(galleries, name):
            clear_leftovers(galleries)
            self._verify_gallery(name)

    def _verify_gallery(self, name: str) -> None:
        from g3desktop.engine.gallery.integrity import verify_gallery

        folder = self._folders.galleries / name
        verify_gallery(folder, report=self._report, cancelled=self._cancelled)

    def _note_gallery(self, manifest: PackManifest, name: str) -> Pack:
        """Write down that a gallery came of a pack: all that stays among the packs."""
        from g3desktop.services.packs import read_pack, write_manifest

        with self._staged(manifest.id) as aside:
            write_manifest(aside, replace(manifest, name=name))
        return read_pack(self._folders.packs / manifest.id)

    def _put(self, manifest: PackManifest) -> Pack:
        """Put files in place that were downloaded and found right."""
        from g3desktop.services.packs import read_pack, write_manifest
        from g3desktop.services.staging import take_into

        with self._staged(manifest.id) as aside:
            for name, path in self._fetched.paths.items():
                take_into(path, aside / name)
            write_manifest(aside, manifest)
        return read_pack(self._folders.packs / manifest.id)

    def _copy(self, known: KnownPack, name: str, path: Path) -> Pack:
        """Copy a file that somebody put into a folder."""
        from g3desktop.services.packs import copy_file, read_pack, write_manifest

        with self._staged(known.id) as aside:
            file = copy_file(path, aside, name, report=self._report, cancelled=self._cancelled)
            write_manifest(aside, self._manifest(known, [file]))
        return read_pack(self._folders.packs / known.id)

    def _staged(self, pack_id: str) -> AbstractContextManager[Path]:
        from g3desktop.services.staging import staged_folder

        return staged_folder(self._folders.packs, pack_id)

    def _folder(self, manifest: PackManifest) -> Path:
        """Return the folder that the files of a ready pack lie in."""
        if not manifest.files:
            raise PackError(f"The pack {manifest.id} holds nothing.", hint="Name another source.")
        name = manifest.files[0].path
        return self._fetched.paths[name].parents[name.count("/")]

    def _manifest(self, known: KnownPack, files: Iterable[PackFile]) -> PackManifest:
        from g3desktop.domain.pack import PackManifest
        from g3desktop.services.packs import FORMAT

        return PackManifest(
            format=FORMAT,
            id=known.id,
            kind=known.kind,
            version=self._fetched.offer.version,
            licence=known.licence,
            source=self._fetched.offer.source,
            files=tuple(files),
            terms=self._partial.state.terms,
        )


def _pack_file(name: str, size: int, sha256: str) -> PackFile:
    from g3desktop.domain.pack import PackFile

    return PackFile(name, size, sha256)


def _require_gallery_name(name: str, partial: Partial, folders: Folders) -> None:
    if partial.state.making != name:  # else it is ours
        require_free_name(folders.galleries, name)


def _check_map(path: Path) -> None:
    from g3desktop.services.basemap import check_basemap

    try:
        check_basemap(path)
    except UsageError as error:
        raise PackError(str(error), hint=error.hint) from error
