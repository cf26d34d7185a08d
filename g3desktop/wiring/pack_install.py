"""Installing a pack: from whoever has it to where the program uses it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from g3desktop.domain.errors import PackError
from g3desktop.domain.work import Cancelled, Report, ignore_progress, never_cancelled
from g3desktop.settings import Folders
from g3desktop.wiring.bundled import bundled_packs
from g3desktop.wiring.packs import accept

if TYPE_CHECKING:
    from g3desktop.domain.pack import Pack
    from g3desktop.services.supply.catalogue import KnownPack, Terms
    from g3desktop.services.supply.fetch import Fetched, Source
    from g3desktop.services.supply.offer import Offer
    from g3desktop.services.supply.partial import Partial
    from g3desktop.services.supply.wire import Patience

_ORIGINALS_NAME = "originals"


@dataclass(frozen=True, slots=True)
class InstallWish:
    """What is to be installed.

    Attributes:
        id: Of the pack.
        folders: The user's.
        source: A folder or an address to take it from; "" for the mirror of the environment, else
            where it is published.
        accept_terms: Whether the user accepts the terms that the pack has.
        keep_originals: Whether a downloaded file stays when something else was made of it.
    """

    id: str
    folders: Folders
    source: str = ""
    accept_terms: bool = False
    keep_originals: bool = False


@dataclass(frozen=True, slots=True)
class Installed:
    """A pack that is there.

    Attributes:
        id: Of the pack.
        folder: Where it lies.
        size_bytes: Of its files.
        was_there: Whether it had been installed before.
        gallery: Name of the gallery that came of it; "" for none.
        file: The file that it is, where it is one file for other uses; None otherwise.
        kept: Where what it was made from is kept; None where that was dropped, or was ours to keep.
    """

    id: str
    folder: Path
    size_bytes: int
    was_there: bool = False
    gallery: str = ""
    file: Path | None = None
    kept: Path | None = None


def originals_folder(pack_id: str, folders: Folders) -> Path:
    """Return where what a pack was made from is kept, where the user wants that."""
    return folders.packs.parent / _ORIGINALS_NAME / pack_id


def pending_terms(pack_id: str, folders: Folders) -> Terms | None:
    """Return the terms that the user has to accept before a pack is installed; None for none."""
    from g3desktop.services.supply.catalogue import find_known
    from g3desktop.services.supply.partial import accepted_for

    known = find_known(pack_id)
    if known is None or known.terms is None or (folders.packs / pack_id).exists():
        return None
    accepted = accepted_for(pack_id, folders.packs)
    return None if accepted and accepted.version == known.terms.version else known.terms


def install_pack(
    wish: InstallWish,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Installed:
    """Install a pack, going on where an earlier run stopped.

    Args:
        wish: Which, and from where.
        report: Told how far it is.
        cancelled: Asked whether to stop; what has come stays.

    Raises:
        PackError: Nobody has it, it cannot be reached, it is not what was announced, or it needs
            another pack first.
        GalleryError: A gallery of its name is there already.
        TermsError: It has terms that were not accepted.
        EngineError: There is too little room on the disk, or the disk refuses.
        CancelledError: `cancelled` said so.
    """
    with installation(wish) as under_way:
        under_way.fetch(report=report, cancelled=cancelled)
        return under_way.finish(report=report, cancelled=cancelled)


@contextmanager
def installation(
    wish: InstallWish,
    *,
    environ: Mapping[str, str] = os.environ,
    patience: Patience | None = None,
) -> Iterator[Installation]:
    """Begin to install a pack, or go on; nobody else installs or removes it meanwhile.

    Raises:
        PackError: No pack is called that, or another run of the program installs it.
        TermsError: It has terms that were not accepted.
        EngineError: The folder of packs cannot be written.
    """
    from g3desktop.domain.pack import is_pack_id
    from g3desktop.services.supply.catalogue import KNOWN_PACKS, find_known, named_mirror
    from g3desktop.services.supply.partial import Partial

    known, where = find_known(wish.id), wish.source or named_mirror(environ)
    if not is_pack_id(wish.id) or (known is None and not where):
        names = ", ".join(one.id for one in KNOWN_PACKS)
        raise PackError(
            f"There is no pack {wish.id!r} to install.",
            hint=f"Known are {names}; others come with --from or `g3desktop packs import`.",
        )
    there = _installed(wish.id, wish.folders)
    terms = pending_terms(wish.id, wish.folders) if there is None else None
    accepted = accept(terms, accepted=wish.accept_terms) if terms is not None else None
    with Partial.held(wish.folders.packs, wish.id) as partial:
        # Another run may have come to its end just before.
        there = there or _installed(wish.id, wish.folders)
        if there is None and accepted is not None:
            partial.note_terms(accepted)
        yield Installation(replace(wish, source=where), known, partial, there, patience)


class Installation:
    """A pack that is being installed, held by this process alone.

    Args:
        wish: Which, and from where.
        known: What the program knows of it; None where nothing.
        partial: What has come of it.
        there: What was installed before; None where nothing was.
        patience: How long hosts are waited for.
    """

    def __init__(
        self,
        wish: InstallWish,
        known: KnownPack | None,
        partial: Partial,
        there: Installed | None,
        patience: Patience | None,
    ) -> None:
        self._wish, self._known, self._partial = wish, known, partial
        self._there, self._patience = there, patience
        self._fetched: Fetched | None = None

    @property
    def was_there(self) -> bool:
        """Whether there is nothing to do."""
        return self._there is not None

    def fetch(
        self, *, report: Report = ignore_progress, cancelled: Cancelled = never_cancelled
    ) -> None:
        """Bring its files; see `install_pack`."""
        from g3desktop.services.supply.failures import OfflineError
        from g3desktop.services.supply.fetch import fetch

        if self.was_there:
            return
        try:
            self._fetched = fetch(
                self._source(),
                self._partial,
                check=self._check,
                patience=self._patience,
                report=report,
                cancelled=cancelled,
            )
        except OfflineError as error:
            works = f"Installed and working: {', '.join(_working(self._wish.folders))}."
            raise OfflineError(str(error), hint=f"{error.hint} {works}") from error

    def finish(
        self, *, report: Report = ignore_progress, cancelled: Cancelled = never_cancelled
    ) -> Installed:
        """Put them in place, made into what the program uses; see `install_pack`."""
        from g3desktop.files import disk_errors
        from g3desktop.wiring.pack_placing import place

        folders, there = self._wish.folders, self._there
        if there is None:
            if self._fetched is None:
                raise RuntimeError("its files were not fetched")
            pack = place(
                self._known,
                self._fetched,
                self._partial,
                folders,
                report=report,
                cancelled=cancelled,
            )
            there = _describe(pack)
        kept = None
        if self._wish.keep_originals and self._known is not None and self._known.becomes:
            with disk_errors(folders.packs):
                kept = self._partial.move_whole(originals_folder(there.id, folders))
        # What was found sound stands where it is used; an earlier run may have left this, too.
        self._partial.drop()
        return replace(there, kept=kept)

    def _source(self) -> Source:
        from g3desktop.services.supply.catalogue import DailyOrigin, HubOrigin
        from g3desktop.services.supply.hub import HubSource
        from g3desktop.services.supply.mirror import source_at
        from g3desktop.services.supply.single import DailySource, FileSource, is_file_of

        known, where = self._known, self._wish.source
        if where and known is not None and is_file_of(where, known):
            return FileSource(where, known)
        if where:
            return source_at(where, self._wish.id, known)
        begun = next((part.place for part in self._partial.state.files), "")
        match known.origin if known is not None else None:
            case HubOrigin() as origin if known is not None:
                return HubSource(known, origin)
            case DailyOrigin() as origin if known is not None:
                return DailySource(origin, known, begun)
        raise PackError(
            f"The pack {self._wish.id} is part of the program, and is not there.",
            hint="Install the program again.",
        )

    def _check(self, offer: Offer) -> float:
        """Refuse what cannot become a pack here before any of it comes."""
        from g3desktop.wiring.pack_placing import require_place

        return require_place(self._known, offer, self._partial, self._wish.folders)


def _installed(pack_id: str, folders: Folders) -> Installed | None:
    """Return what is installed under an id, or None.

    Raises:
        PackError: It is damaged.
    """
    from g3desktop.services.packs import find_pack, remove_pack
    from g3desktop.services.supply.stock import is_there

    bundled = bundled_packs()
    if not any((folder / pack_id).is_dir() for folder in (folders.packs, bundled)):
        return None
    pack = find_pack(pack_id, folders.packs, bundled)
    if not is_there(pack, folders.galleries):
        remove_pack(pack)
        return None
    return replace(_describe(pack), was_there=True)


def _describe(pack: Pack) -> Installed:
    manifest = pack.manifest
    return Installed(
        id=manifest.id,
        folder=pack.folder,
        size_bytes=sum(file.size for file in manifest.files),
        gallery=manifest.name,
        file=pack.folder / manifest.files[0].path if manifest.kind == "basemap" else None,
    )


def _working(folders: Folders) -> list[str]:
    from g3desktop.services.packs import list_packs

    return [pack.manifest.id for pack in list_packs(folders.packs, bundled_packs(), kind=None)]
