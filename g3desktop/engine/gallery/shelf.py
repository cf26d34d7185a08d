"""The folder that galleries stand in: their names, who may write, list and removal."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
import uuid
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from g3desktop.domain.errors import GalleryError, UsageError
from g3desktop.engine.gallery.inventory import inventory_path
from g3desktop.engine.gallery.manifest import GalleryManifest, read_manifest
from g3desktop.engine.gallery.store import Gallery
from g3desktop.files import disk_errors

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

MAX_NAME_CHARACTERS = 64
# A name is also part of longer file names, and file systems allow 255 bytes.
_MAX_NAME_BYTES = 200
_FORBIDDEN = frozenset('/\\:*?"<>|')
# Windows keeps these for devices, with any ending.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{kind}{n}" for kind in ("com", "lpt") for n in range(10)}
)


@dataclass(frozen=True, slots=True)
class GalleryEntry:
    """One gallery of a list; it may be damaged.

    Attributes:
        name: What the user calls it.
        folder: Where it lies.
        manifest: What it says of itself, or None where that cannot be read.
        problem: Why it cannot be used, or "".
    """

    name: str
    folder: Path
    manifest: GalleryManifest | None
    problem: str = ""


def check_name(name: str) -> None:
    """Make sure that a name can be a folder's on every system, and stays visible.

    Raises:
        UsageError: It cannot.
    """
    plain = name.isprintable() and not _FORBIDDEN & set(name)
    visible = not name.startswith((".", " ", "-")) and not name.endswith((".", " "))
    device = name.split(".")[0].casefold() in _DEVICES
    # What is not printable may not be encodable either.
    if device or not (plain and visible and _fits(name)):
        raise UsageError(
            f"{name!r} cannot be the name of a gallery.",
            hint=f"Use up to {MAX_NAME_CHARACTERS} letters, digits, - and _, such as my-photos.",
        )


def _fits(name: str) -> bool:
    return 0 < len(name) <= MAX_NAME_CHARACTERS and len(os.fsencode(name)) <= _MAX_NAME_BYTES


def list_galleries(folders: Sequence[Path]) -> list[GalleryEntry]:
    """Return the galleries of several folders by name; the first folder that has a name wins.

    A damaged gallery is listed with its problem. Unfinished builds are not listed.
    """
    entries: dict[str, GalleryEntry] = {}
    for shelf in folders:
        for folder in sorted(shelf.iterdir()) if shelf.is_dir() else ():
            hidden = folder.name.startswith(".")
            if hidden or folder.name in entries or not folder.is_dir():
                continue
            entries[folder.name] = _entry(folder)
    return [entries[name] for name in sorted(entries)]


def _entry(folder: Path) -> GalleryEntry:
    try:
        manifest = read_manifest(folder)
    except GalleryError as error:
        return GalleryEntry(folder.name, folder, None, error.one_line())
    return GalleryEntry(folder.name, folder, manifest)


def find_gallery(name: str, folders: Sequence[Path]) -> Gallery:
    """Open the gallery of this name from the first folder that has it.

    Raises:
        GalleryError: No folder has it, or it is damaged.
        UsageError: No gallery can have such a name.
    """
    check_name(name)
    for shelf in folders:
        if (shelf / name).is_dir():
            return Gallery.open(shelf / name)
    there = ", ".join(entry.name for entry in list_galleries(folders)) or "none"
    raise GalleryError(
        f"There is no gallery {name}.",
        hint=f"Galleries there: {there}. `g3desktop gallery build` makes one.",
    )


def remove_gallery(name: str, galleries_folder: Path) -> None:
    """Remove a gallery, or what a stopped build or import of it left. The photos stay.

    It vanishes in one step; a removal that is killed never leaves half a gallery behind.

    Raises:
        GalleryError: There is none of this name, or it is being built.
        EngineError: The system refused to remove it.
        UsageError: No gallery can have such a name.
    """
    check_name(name)
    folders = [
        galleries_folder / name,
        unfinished_folder(galleries_folder, name),
        importing_folder(galleries_folder, name),
    ]
    if not any(folder.is_dir() for folder in folders):
        raise GalleryError(
            f"There is no gallery {name} in {galleries_folder}.",
            hint="`g3desktop gallery list` shows those there; bundled ones stay.",
        )
    with locked(galleries_folder, name), writing_errors(galleries_folder):
        sweep_removed(galleries_folder, name)
        for folder in folders:
            if folder.is_dir():
                discard_folder(galleries_folder, name, folder)
        inventory_path(galleries_folder, name).unlink(missing_ok=True)


def unfinished_folder(galleries_folder: Path, name: str) -> Path:
    """Return where a gallery lies while it is built."""
    return galleries_folder / f".{name}.partial"


def importing_folder(galleries_folder: Path, name: str) -> Path:
    """Return where a gallery lies while it is imported."""
    return galleries_folder / f".{name}.importing"


def discard_folder(galleries_folder: Path, name: str, folder: Path) -> None:
    """Remove a folder so that nobody ever sees half of it."""
    aside = galleries_folder / f".{name}.removed-{uuid.uuid4().hex[:8]}"
    folder.rename(aside)
    shutil.rmtree(aside)


def sweep_removed(galleries_folder: Path, name: str) -> None:
    """Remove what a killed removal left."""
    start = f".{name}.removed-"
    for folder in galleries_folder.iterdir():
        if folder.name.startswith(start):
            shutil.rmtree(folder)


@contextmanager
def locked(galleries_folder: Path, name: str) -> Iterator[None]:
    """Be the only process that writes the gallery of this name; a killed one lets go by itself.

    Raises:
        GalleryError: Another one is writing it.
        EngineError: The folder cannot be written.
    """
    path = galleries_folder / f".{name}.lock"
    with writing_errors(galleries_folder):
        galleries_folder.mkdir(parents=True, exist_ok=True)
        stream = path.open("ab")
    with stream:
        try:
            _lock(stream.fileno())
            # Whoever held it before has removed the file by now; a lock on that one keeps nobody.
            held = os.path.samestat(os.fstat(stream.fileno()), path.stat())
        except OSError:
            held = False
        if not held:
            raise GalleryError(
                f"The gallery {name} is being built or removed by another run of the program.",
                hint="Wait until that is done, or choose another name.",
            )
        try:
            yield
        finally:
            # Windows removes no open file; an empty one may stay.
            with contextlib.suppress(PermissionError):
                path.unlink(missing_ok=True)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def writing_errors(folder: Path) -> AbstractContextManager[None]:
    """Tell failures to write a gallery, SQLite's too, as `disk_errors` does."""
    return disk_errors(folder, own=True, goes_on=True, kinds=(OSError, sqlite3.Error))
