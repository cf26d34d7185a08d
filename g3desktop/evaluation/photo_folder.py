"""The photos below one folder: found by name without asking the file system for each."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PureWindowsPath

from g3desktop.domain.errors import UsageError
from g3desktop.engine.photo import SUPPORTED_SUFFIXES
from g3desktop.evaluation.csv_rows import RowError

_SEPARATORS = re.compile(r"[/\\]")
# Parts that do not begin with a dot, and hold nothing that some system takes for a separator: such
# a name is in its shortest form, and below the folder.
_PLAIN_NAME = re.compile(r"[^/\\:\0.][^/\\:\0]*(?:/[^/\\:\0.][^/\\:\0]*)*")
# What the system says of names under which there can be no folder.
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL}
# Where several files differ in their endings alone, the first of these is meant.
_USUAL_ENDINGS = (".jpg", ".jpeg", ".png")


@dataclass(frozen=True, slots=True)
class FoundPhoto:
    """A photo that is there.

    Attributes:
        key: Its name below the folder; one file has one.
        path: The file.
    """

    key: str
    path: Path


@dataclass(frozen=True, slots=True)
class _Listing:
    """What one folder holds.

    Attributes:
        path: The folder.
        files: Names of its files and links.
        links: Names of its links alone.
        by_stem: Name of the file, by its name without the ending.
    """

    path: Path
    files: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    by_stem: Mapping[str, str] = field(default_factory=dict)


class PhotoFolder:
    """Finds photos below a folder, each subfolder of which is listed once.

    Args:
        root: The folder.
        by_id: Names may lack their endings, may have spaces around them, and have "_" for "/" in
            the folder where they have "/" in a list.
        numbered: Photos may also be in the subfolders whose names are digits.

    Raises:
        UsageError: The folder cannot be read.
    """

    def __init__(self, root: Path, *, by_id: bool = False, numbered: bool = False) -> None:
        self.root = root
        self._by_id = by_id
        self._real_root = os.path.realpath(root)
        self._listings: dict[str, _Listing] = {}
        try:
            with os.scandir(root) as entries:
                self._numbered = sorted(
                    entry.name for entry in entries if numbered and _is_number(entry)
                )
        except OSError as error:
            raise UsageError(
                f"Cannot read the folder {root}: {error.strerror}.",
                hint="Check the path after --images.",
            ) from error

    def find(self, name: str) -> FoundPhoto | None:
        """Return the photo that a list names, or None where there is none.

        Raises:
            RowError: The name is empty or leads out of the folder.
            UsageError: A subfolder cannot be read.
        """
        wanted = name.strip() if self._by_id else name
        if not wanted.strip():
            raise RowError("names no file")
        inside = _checked(wanted)
        found = self._find(inside)
        if found is None and self._by_id and "/" in wanted:
            return self._find(wanted.replace("/", "_"))
        return found

    def _find(self, inside: str) -> FoundPhoto | None:
        folder, base = os.path.split(inside)
        for under in (folder, *(self._numbered if not folder else ())):
            listing = self._listing(under)
            file = base if base in listing.files else listing.by_stem.get(base)
            if file is None:
                continue
            path = listing.path / file
            if file in listing.links and not self._leads_to_file(path):
                continue
            return FoundPhoto(f"{under}/{file}", path)
        return None

    def _leads_to_file(self, link: Path) -> bool:
        self._check_inside(link)
        return link.is_file()

    def _check_inside(self, path: Path) -> None:
        if not PurePath(os.path.realpath(path)).is_relative_to(self._real_root):
            raise RowError("leads out of the folder of photos by a link")

    def _listing(self, under: str) -> _Listing:
        listing = self._listings.get(under)
        if listing is None:
            path = self.root / under
            self._check_inside(path)
            listing = self._listings[under] = _listed(path, with_stems=self._by_id)
        return listing


def _listed(path: Path, *, with_stems: bool) -> _Listing:
    files, links = set(), set()
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_symlink():
                    links.add(entry.name)
                elif not entry.is_file(follow_symlinks=False):
                    continue
                files.add(entry.name)
    except OSError as error:
        if error.errno in _NO_FOLDER:
            return _Listing(path)
        raise UsageError(
            f"Cannot read the folder {path}: {error.strerror}.", hint="Check who may read it."
        ) from error
    return _Listing(path, frozenset(files), frozenset(links), _by_stem(files) if with_stems else {})


def _by_stem(files: Iterable[str]) -> dict[str, str]:
    usual: dict[str, str] = {}
    ranked = []
    for file in files:
        stem, dot, ending = file.rpartition(".")
        ending = f"{dot}{ending.lower()}"
        if ending in SUPPORTED_SUFFIXES:
            ranked.append((ending not in _USUAL_ENDINGS, ending, file, stem))
    for _, _, file, stem in sorted(ranked):
        usual.setdefault(stem, file)
    return usual


def _is_number(entry: os.DirEntry[str]) -> bool:
    return entry.name.isascii() and entry.name.isdigit() and entry.is_dir()


def _checked(name: str) -> str:
    """Return a name in its shortest form, below the folder."""
    if _PLAIN_NAME.fullmatch(name):
        return name
    if "\0" in name:
        raise RowError("has a character that no file name has")
    inside = os.path.normpath(name)
    absolute = PurePath(name).anchor or PureWindowsPath(name).root or PurePath(name).drive
    # Separators of both kinds lead out, on every system.
    if absolute or _SEPARATORS.split(inside)[0] == "..":
        raise RowError("leads out of the folder of photos; names must be relative to it")
    return inside
