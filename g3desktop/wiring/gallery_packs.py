"""Galleries that go to another machine: a folder with a pack.json, made here and taken in there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from g3desktop.domain.errors import GalleryError
from g3desktop.domain.pack import MANIFEST_NAME, Pack, PackFile, PackManifest
from g3desktop.domain.work import (
    Cancelled,
    Progress,
    Report,
    ignore_progress,
    never_cancelled,
)

COPYING = "copying the gallery"

_DESCRIPTION = "gallery.json"
"""Of a gallery; replaced whenever the gallery changes."""

_SMALL_BYTES = 1 << 20
"""Files below that, in folders of the gallery's own, go into one archive."""

_NO_ID = re.compile(r"[^a-z0-9._-]+")


def export_gallery(
    gallery_folder: Path,
    target: Path,
    *,
    licence: str = "",
    source: str = "",
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Pack:
    """Write a gallery as a pack that `packs import` takes on another machine.

    Args:
        gallery_folder: The gallery; is read alone.
        target: The folder to make; there must be nothing there yet.
        licence: Of the photos and what is written about them, for whoever imports it.
        source: Where it comes from, for the same.
        report: Told how many bytes are copied.
        cancelled: Asked every few megabytes.

    Raises:
        GalleryError: The gallery is damaged, or changed meanwhile.
        PackError: There is something at the target already.
        EngineError: The disk is full, or a file cannot be read or written.
        CancelledError: `cancelled` said so; nothing is left.
    """
    from g3desktop.engine.gallery.integrity import verify_gallery
    from g3desktop.services.pack_archive import ARCHIVE_NAME
    from g3desktop.services.packs import FORMAT, write_manifest
    from g3desktop.services.staging import staged_folder
    from g3desktop.services.supply.space import require_space

    gallery = verify_gallery(gallery_folder, report=report, cancelled=cancelled)
    before = _described(gallery_folder)
    target = target.absolute()
    require_space(target.parent, sum(size for _, size in _files(gallery_folder)))
    with staged_folder(target.parent, target.name) as aside:
        files = _write_files(gallery_folder, aside, report, cancelled)
        if _described(gallery_folder) != before:
            raise GalleryError(
                f"The gallery {gallery.name} was changed meanwhile.", hint="Export it again."
            )
        manifest = PackManifest(
            format=FORMAT,
            id=_pack_id(gallery.name),
            kind="gallery",
            version=gallery.id,
            licence=licence or "not stated",
            source=source
            or f"the gallery {gallery.name}, made by the encoder {gallery.encoder_id}",
            files=files,
            name=gallery.name,
            archive=ARCHIVE_NAME if any(one.path == ARCHIVE_NAME for one in files) else "",
        )
        write_manifest(aside, manifest)
    return Pack(target, manifest)


def _write_files(
    gallery_folder: Path, aside: Path, report: Report, cancelled: Cancelled
) -> tuple[PackFile, ...]:
    """Copy a gallery's files, the small ones into one archive; return what was written."""
    from g3desktop.services.pack_archive import ARCHIVE_NAME, write_archive
    from g3desktop.services.packs import copy_file

    sizes = dict(_files(gallery_folder))
    small = [name for name, size in sizes.items() if "/" in name and size < _SMALL_BYTES]
    written, done = [], 0
    for name in sorted(set(sizes) - set(small)):
        report(Progress(COPYING, done, sum(sizes.values())))
        written.append(copy_file(gallery_folder / name, aside, name, cancelled=cancelled))
        done += sizes[name]
    if small:
        archive = aside / ARCHIVE_NAME
        write_archive(gallery_folder, small, archive, report=report, cancelled=cancelled)
        written.append(_file(archive, ARCHIVE_NAME))
    return tuple(written)


def import_gallery(
    pack: Pack,
    galleries_folder: Path,
    *,
    name: str = "",
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Path:
    """Take the gallery of a pack into the user's galleries, verified.

    Args:
        pack: The pack.
        galleries_folder: Where galleries stand.
        name: What to call it; "" takes the name that it had.
        report: Told after each file.
        cancelled: Asked every few megabytes.

    Returns:
        The folder of the gallery.

    Raises:
        GalleryError: The name is taken, or the pack holds no sound gallery.
        PackError: A file of the pack is missing or damaged.
        EngineError: The disk is full, or a file cannot be read or written.
        UsageError: No gallery can have such a name.
        CancelledError: `cancelled` said so; nothing is left.
    """
    from g3desktop.engine.gallery.integrity import verify_gallery
    from g3desktop.engine.gallery.shelf import check_name, locked
    from g3desktop.services.pack_archive import unpack_archive
    from g3desktop.services.packs import copy_files
    from g3desktop.services.staging import staged_folder
    from g3desktop.services.supply.space import require_space

    name = name or pack.manifest.name
    check_name(name)
    require_free_name(galleries_folder, name)
    require_space(galleries_folder, sum(file.size for file in pack.manifest.files))
    with locked(galleries_folder, name), staged_folder(galleries_folder, name) as aside:
        copy_files(pack, aside, report=report, cancelled=cancelled)
        if pack.manifest.archive:
            archive = aside / pack.manifest.archive
            unpack_archive(archive, aside, report=report, cancelled=cancelled)
            archive.unlink()
        verify_gallery(aside, report=report, cancelled=cancelled)
    return galleries_folder / name


def require_free_name(galleries_folder: Path, name: str) -> None:
    """See that no gallery is called that.

    Raises:
        GalleryError: One is.
    """
    if os.path.lexists(galleries_folder / name):
        raise GalleryError(
            f"There is a gallery {name} already.",
            hint=f"Remove that one: g3desktop gallery remove {name}; or import it with --name.",
        )


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield paths and sizes of a gallery's files, but for what is hidden: works of others."""
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if name.startswith(".") or path == folder / MANIFEST_NAME:
                continue
            if path.is_symlink():
                raise GalleryError(f"{path} is a link.", hint="Put the file itself there.")
            yield path.relative_to(folder).as_posix(), path.stat().st_size


def _described(folder: Path) -> bytes:
    with contextlib.suppress(OSError):
        return (folder / _DESCRIPTION).read_bytes()
    return b""


def _file(path: Path, name: str) -> PackFile:
    with path.open("rb", buffering=0) as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return PackFile(name, path.stat().st_size, digest)


def _pack_id(name: str) -> str:
    plain = _NO_ID.sub("-", name.lower()).strip("-._")[:64]
    return plain or "gallery"


def gallery_pack(folder: Path) -> Pack | None:
    """Return the pack in a folder where it is a gallery, else None.

    Raises:
        PackError: What is there is no sound pack.
    """
    from g3desktop.services.packs import read_pack

    if not (folder / MANIFEST_NAME).exists():
        return None
    pack = read_pack(folder)
    return pack if pack.manifest.kind == "gallery" else None
