"""How it stands with every pack: installed, begun, or there to be had."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from g3desktop.domain.pack import Pack
from g3desktop.services.packs import list_packs
from g3desktop.services.supply.catalogue import KNOWN_PACKS, KnownPack, find_known
from g3desktop.services.supply.partial import Unfinished, list_unfinished

PackState = Literal["bundled", "installed", "partly downloaded", "available"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one pack.

    Attributes:
        id: Of the pack.
        pack: What is installed; None where nothing is.
        known: What the program knows of it; None where nothing.
        unfinished: The download that was begun; None where none was, or it is installed.
    """

    id: str
    pack: Pack | None
    known: KnownPack | None
    unfinished: Unfinished | None

    @property
    def state(self) -> PackState:
        """The same in a word or two."""
        if self.pack is not None:
            return "bundled" if self.pack.bundled else "installed"
        return "available" if self.unfinished is None else "partly downloaded"


def is_there(pack: Pack, galleries_folder: Path) -> bool:
    """Tell whether a pack is what it says: the note of a gallery says nothing once that is gone."""
    manifest = pack.manifest
    return manifest.kind != "index" or (galleries_folder / manifest.name).is_dir()


def list_standings(
    packs_folder: Path, bundled_folder: Path, galleries_folder: Path
) -> list[Standing]:
    """Return the installed packs by id, then those begun and those to be had.

    Raises:
        PackError: A folder of packs cannot be read.
    """
    packs = [
        pack
        for pack in list_packs(packs_folder, bundled_folder, kind=None)
        if is_there(pack, galleries_folder)
    ]
    installed = [Standing(pack.manifest.id, pack, find_known(pack.manifest.id), None)
                 for pack in packs]  # fmt: skip
    there = {one.id for one in installed}
    begun = {one.id: one for one in list_unfinished(packs_folder) if one.id not in there}
    known = [one.id for one in KNOWN_PACKS if one.id not in there]
    others = [*known, *(pack_id for pack_id in begun if pack_id not in known)]
    return [
        *installed,
        *(Standing(one, None, find_known(one), begun.get(one)) for one in others),
    ]
