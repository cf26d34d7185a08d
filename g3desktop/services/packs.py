"""Packs on disk: found, checked, imported, removed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pydantic import TypeAdapter, ValidationError

from g3desktop.domain.errors import PackError
from g3desktop.domain.pack import (
    MANIFEST_NAME,
    AcceptedTerms,
    Pack,
    PackFile,
    PackKind,
    PackManifest,
    is_pack_id,
)
from g3desktop.domain.work import (
    Cancelled,
    Progress,
    Report,
    check_cancelled,
    ignore_progress,
    never_cancelled,
)
from g3desktop.services.pack_rules import FORMAT, problems
from g3desktop.services.staging import remove_folder, staged_folder

__all__ = [
    "FORMAT",
    "copy_file",
    "copy_files",
    "damaged_packs",
    "describe_files",
    "find_pack",
    "import_folder",
    "list_packs",
    "parse_manifest",
    "read_pack",
    "remove_pack",
    "staged_folder",
    "verify_pack",
    "write_manifest",
]

MANIFEST_LIMIT_BYTES = 1 << 20
_CHUNK_BYTES = 1 << 22
# What file managers leave in any folder that somebody has looked at.
_STRAYS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_REINSTALL = "Remove the pack and install it again."

_manifests = TypeAdapter(PackManifest)


def list_packs(
    packs_folder: Path, bundled_folder: Path, *, kind: PackKind | None = "encoder"
) -> list[Pack]:
    """Return every sound pack by id; the user's own stands before a bundled one of the same id.

    Args:
        packs_folder: The user's packs, a folder each; may be missing.
        bundled_folder: Those that came with the program.
        kind: Of the packs wanted; None for all.

    Raises:
        PackError: A folder of packs cannot be read.
    """
    packs = _scan(packs_folder, bundled_folder)[0]
    return [pack for pack in packs if kind in (None, pack.manifest.kind)]


def damaged_packs(packs_folder: Path, bundled_folder: Path) -> list[PackError]:
    """Return what is wrong with the packs that `list_packs` leaves out.

    Raises:
        PackError: A folder of packs cannot be read.
    """
    return _scan(packs_folder, bundled_folder)[1]


def find_pack(pack_id: str, packs_folder: Path, bundled_folder: Path) -> Pack:
    """Return one pack by its id.

    Raises:
        PackError: There is none, or it is damaged.
    """
    for parent, bundled in ((packs_folder, False), (bundled_folder, True)):
        folder = parent / pack_id
        if is_pack_id(pack_id) and folder.is_dir():
            return _read_installed(folder, bundled=bundled)
    raise PackError(
        f"There is no pack {pack_id!r}.",
        hint="See `g3desktop packs list`; `g3desktop packs import FOLDER` adds one.",
    )


def read_pack(folder: Path) -> Pack:
    """Read a pack's description and see that its files are there, without reading them.

    Raises:
        PackError: The description is missing, damaged, of a newer format, or names a path outside
            the folder; or a file is missing or of another size.
    """
    path = folder / MANIFEST_NAME
    try:
        with path.open("rb") as file:
            text = file.read(MANIFEST_LIMIT_BYTES + 1)
    except OSError as error:
        raise PackError(
            f"{path} cannot be read: {error.strerror}.", hint="A pack is a folder with a pack.json."
        ) from error
    manifest = parse_manifest(text, path)
    for described in manifest.files:
        _check_size(folder, described)
    return Pack(folder=folder, manifest=manifest)


def parse_manifest(text: bytes, path: Path | str) -> PackManifest:
    """Read a description.

    Args:
        text: As it stands in a pack.json.
        path: File or address that it comes from, for messages.

    Raises:
        PackError: It is damaged, of a newer format, or names a path outside the folder.
    """
    if len(text) > MANIFEST_LIMIT_BYTES:
        raise PackError(f"{path} is too large to be a pack's description.", hint=_REINSTALL)
    try:
        manifest = _manifests.validate_json(text, strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "the file"
        raise PackError(f"{path} is damaged: {where}: {first['msg']}.", hint=_REINSTALL) from error
    for problem in problems(manifest):
        raise PackError(f"{path} is damaged: {problem}.", hint=_REINSTALL)
    return manifest


def verify_pack(
    pack: Pack, *, report: Report = ignore_progress, cancelled: Cancelled = never_cancelled
) -> None:
    """Read every file of a pack and compare it with its description.

    Raises:
        PackError: A file is missing, damaged, or one too many.
        CancelledError: `cancelled` said so.
    """
    files = pack.manifest.files
    for done, described in enumerate(files):
        report(Progress("verifying files", done, len(files)))
        _verify_file(pack.folder, described, cancelled)
    report(Progress("verifying files", len(files), len(files)))
    names = {MANIFEST_NAME, *(described.path for described in files)}
    for path in sorted(pack.folder.rglob("*")):
        name = path.relative_to(pack.folder).as_posix()
        if name not in names and path.name not in _STRAYS and not path.is_dir():
            raise PackError(f"{path} is not part of the pack.", hint="Remove that file.")


def _verify_file(folder: Path, described: PackFile, cancelled: Cancelled) -> None:
    _check_size(folder, described)
    path = folder / described.path
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            for chunk in _chunks(file, cancelled):
                digest.update(chunk)
    except OSError as error:
        raise PackError(f"{path} cannot be read: {error.strerror}.", hint=_REINSTALL) from error
    _check_hash(path, described, digest.hexdigest())


def remove_pack(pack: Pack) -> None:
    """Remove a pack from the disk, whole.

    Raises:
        PackError: It came with the program.
        EngineError: The system refuses.
    """
    if pack.bundled:
        raise PackError(
            f"The pack {pack.manifest.id} is part of the program and cannot be removed.",
            hint="Uninstall the program to remove it.",
        )
    remove_folder(pack.folder)


def import_folder(
    folder: Path,
    packs_folder: Path,
    *,
    terms: AcceptedTerms | None = None,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Pack:
    """Copy a pack into the user's packs, verifying it on the way.

    Args:
        folder: A folder with a pack.json; files that it does not name are not copied.
        packs_folder: Where packs lie.
        terms: What the user accepted for it; None leaves what it says itself.
        report: Told after each file.
        cancelled: Asked every few megabytes.

    Raises:
        PackError: The folder is no sound pack, or its id is installed already.
        EngineError: The disk is full, or a file cannot be read or written.
        CancelledError: `cancelled` said so.
    """
    source = read_pack(folder)
    # As it was checked: a file that changes meanwhile cannot slip in.
    manifest = dataclasses.replace(source.manifest, terms=terms or source.manifest.terms)
    with staged_folder(packs_folder, manifest.id) as aside:
        copy_files(source, aside, report=report, cancelled=cancelled)
        write_manifest(aside, manifest)
    return Pack(folder=packs_folder / manifest.id, manifest=manifest)


def copy_files(
    source: Pack,
    target: Path,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> None:
    """Copy every file of a pack but pack.json, verifying each on the way.

    Args:
        source: The pack.
        target: A folder that nobody sees yet.
        report: Told after each file.
        cancelled: Asked every few megabytes.

    Raises:
        PackError: A file is missing or damaged.
        CancelledError: `cancelled` said so.
    """
    files = source.manifest.files
    for done, described in enumerate(files):
        report(Progress("copying files", done, len(files)))
        _copy(source.folder, target, described, cancelled)
    report(Progress("copying files", len(files), len(files)))


def write_manifest(folder: Path, manifest: PackManifest) -> None:
    """Write a pack's description into a folder that nobody sees yet.

    Raises:
        PackError: The description would not be read again.
    """
    for problem in problems(manifest):
        raise PackError(f"The description of {manifest.id!r} is not sound: {problem}.")
    fields = dataclasses.asdict(manifest)
    for name in ("terms", "name", "archive"):
        if not fields[name]:
            del fields[name]
    text = json.dumps(fields, indent=2, ensure_ascii=False)
    (folder / MANIFEST_NAME).write_text(text + "\n", encoding="utf-8")


def describe_files(folder: Path) -> tuple[PackFile, ...]:
    """Return path, size and hash of every file below a folder but pack.json, by path."""
    described = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != MANIFEST_NAME:
            with path.open("rb", buffering=0) as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            described.append(PackFile(path=name, size=path.stat().st_size, sha256=digest))
    return tuple(described)


def _scan(packs_folder: Path, bundled_folder: Path) -> tuple[list[Pack], list[PackError]]:
    packs: dict[str, Pack] = {}
    damaged: list[PackError] = []
    for parent, bundled in ((packs_folder, False), (bundled_folder, True)):
        for folder in _subfolders(parent):
            try:
                packs.setdefault(folder.name, _read_installed(folder, bundled=bundled))
            except PackError as error:
                damaged.append(error)
    return [packs[pack_id] for pack_id in sorted(packs)], damaged


def _read_installed(folder: Path, *, bundled: bool) -> Pack:
    pack = read_pack(folder)
    if pack.manifest.id != folder.name:
        raise PackError(
            f"{folder} holds the pack {pack.manifest.id!r}.",
            hint="Give the folder the pack's name.",
        )
    return dataclasses.replace(pack, bundled=bundled)


def _subfolders(parent: Path) -> list[Path]:
    try:
        return sorted(f for f in parent.iterdir() if f.is_dir() and not f.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise PackError(
            f"{parent} cannot be read: {error.strerror}.", hint="Check its permissions."
        ) from error


def _check_size(folder: Path, described: PackFile) -> None:
    path = folder / described.path
    # Not `Path.resolve`: that fails on a loop of links.
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise PackError(f"{path} leads out of the pack.", hint=_REINSTALL)
    if not path.is_file():
        raise PackError(f"{path} is missing.", hint=_REINSTALL)
    size = path.stat().st_size
    if size != described.size:
        raise PackError(
            f"{path} is damaged: it has {size} bytes, not {described.size}.", hint=_REINSTALL
        )


def _check_hash(path: Path, described: PackFile, sha256: str) -> None:
    if sha256 != described.sha256:
        raise PackError(f"{path} is damaged: its contents changed.", hint=_REINSTALL)


def copy_file(
    source: Path,
    folder: Path,
    name: str,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> PackFile:
    """Copy one file into the folder of a pack that nobody sees yet.

    Args:
        source: The file.
        folder: Of the pack.
        name: What it is called there.
        report: Told how many bytes are copied.
        cancelled: Asked every few megabytes.

    Returns:
        What was copied, for the pack's description.

    Raises:
        OSError: A file cannot be read or written.
        CancelledError: `cancelled` said so.
    """
    destination = folder / name
    destination.parent.mkdir(parents=True, exist_ok=True)
    digest, done = hashlib.sha256(), 0
    with source.open("rb") as reading, destination.open("wb") as writing:
        total = os.fstat(reading.fileno()).st_size
        for chunk in _chunks(reading, cancelled):
            digest.update(chunk)
            done += writing.write(chunk)
            report(Progress("copying", done, total))
    return PackFile(name, done, digest.hexdigest())


def _copy(source: Path, target: Path, described: PackFile, cancelled: Cancelled) -> None:
    copied = copy_file(source / described.path, target, described.path, cancelled=cancelled)
    _check_hash(source / described.path, described, copied.sha256)


def _chunks(file: BinaryIO, cancelled: Cancelled) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK_BYTES):
        check_cancelled(cancelled)
        yield chunk
