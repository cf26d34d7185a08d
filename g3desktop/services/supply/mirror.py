"""Packs that lie ready: in a folder, or at an address, for machines without the network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from g3desktop.domain.errors import PackError
from g3desktop.domain.pack import MANIFEST_NAME, PackManifest
from g3desktop.services.packs import MANIFEST_LIMIT_BYTES, parse_manifest, read_pack
from g3desktop.services.supply.catalogue import KnownPack
from g3desktop.services.supply.failures import AttemptError, SupplyError
from g3desktop.services.supply.offer import Offer, OfferedFile, pick_file
from g3desktop.services.supply.wire import Wire

_BE_A_MIRROR = "A mirror holds a folder for each pack, with its pack.json and its files."


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder of this machine: a pack, a folder of packs, or one with the published file.

    Attributes:
        folder: The folder.
        pack_id: What is looked for.
        known: The same, where the program knows it.
    """

    folder: Path
    pack_id: str
    known: KnownPack | None

    async def offer(self, wire: Wire) -> Offer:  # noqa: ARG002, a folder needs none
        """Return what the folder has.

        Raises:
            SupplyError: It has nothing of this pack.
            PackError: The pack in it is damaged, or another one.
        """
        for folder in (self.folder / self.pack_id, self.folder):
            if (folder / MANIFEST_NAME).is_file():
                manifest = read_pack(folder).manifest
                _require_id(manifest, self.pack_id, folder)
                files = (
                    OfferedFile(file.path, folder / file.path, file.size, file.sha256, file.sha256)
                    for file in manifest.files
                )
                return Offer(tuple(files), manifest.version, manifest.source, manifest)
            found = self._original(folder)
            if found is not None:
                return found
        raise SupplyError(
            f"{self.folder} holds nothing of the pack {self.pack_id}.", hint=_BE_A_MIRROR
        )

    def _original(self, folder: Path) -> Offer | None:
        """Return the published file that lies in a folder, as whoever put it there got it."""
        if self.known is None or not folder.is_dir():
            return None
        try:
            names = [path.name for path in folder.iterdir() if path.is_file()]
            name = pick_file(names, self.known.files)
            if name is None:
                return None
            size = (folder / name).stat().st_size
        except OSError as error:
            raise SupplyError(
                f"{folder} cannot be read: {error.strerror}.", hint="Check its permissions."
            ) from error
        file = OfferedFile(self.known.stored_as or name, folder / name, size)
        return Offer((file,), "1", f"{self.known.source}, from {folder}")


@dataclass(frozen=True, slots=True)
class AddressSource:
    """A pack at an address, or a mirror of packs.

    Attributes:
        url: Of the pack's folder, or of the one above it.
        pack_id: What is looked for.
    """

    url: str
    pack_id: str

    async def offer(self, wire: Wire) -> Offer:
        """Return what is there.

        Raises:
            AttemptError: The host cannot be asked.
            SupplyError: It has nothing of this pack.
            PackError: The pack there is damaged, or another one.
        """
        root = self.url.rstrip("/")
        for base in (f"{root}/{quote(self.pack_id)}", root):
            try:
                text = await wire.read(f"{base}/{MANIFEST_NAME}", MANIFEST_LIMIT_BYTES)
            except AttemptError as failure:
                if not failure.is_missing:
                    raise
                continue
            manifest = parse_manifest(text, f"{base}/{MANIFEST_NAME}")
            _require_id(manifest, self.pack_id, base)
            files = (
                OfferedFile(
                    file.path, f"{base}/{quote(file.path)}", file.size, file.sha256, file.sha256
                )
                for file in manifest.files
            )
            return Offer(tuple(files), manifest.version, manifest.source, manifest)
        raise SupplyError(f"{root} holds nothing of the pack {self.pack_id}.", hint=_BE_A_MIRROR)


def source_at(where: str, pack_id: str, known: KnownPack | None) -> FolderSource | AddressSource:
    """Return the source that somebody named.

    Args:
        where: A folder, or an address.
        pack_id: What is looked for.
        known: The same, where the program knows it.
    """
    if where.startswith(("http://", "https://")):
        return AddressSource(where, pack_id)
    return FolderSource(Path(where).expanduser(), pack_id, known)


def _require_id(manifest: PackManifest, pack_id: str, where: Path | str) -> None:
    if manifest.id != pack_id:
        raise PackError(
            f"{where} holds the pack {manifest.id!r}.", hint=f"Name one that holds {pack_id}."
        )
