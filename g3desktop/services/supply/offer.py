"""What a source has of a pack, told before any of it is read."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from g3desktop.domain.pack import PackManifest


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """One file, and how it is known again.

    Attributes:
        path: What it is called in the pack.
        place: Its address, or where it lies on this machine.
        size: In bytes.
        sha256: Of its content; "" where the source does not say.
        etag: Names its content at the source; "" where nothing does.
        authorization: Header that its host alone is shown; "" for none.
    """

    path: str
    place: str | Path
    size: int
    sha256: str = ""
    etag: str = ""
    authorization: str = field(default="", repr=False)

    @property
    def content(self) -> str:
        """What two files with the same content share; "" where nothing tells."""
        return self.sha256 or self.etag


@dataclass(frozen=True, slots=True)
class Offer:
    """What a source has of one pack.

    Attributes:
        files: All of them, but pack.json.
        version: Of the pack, as the source counts.
        source: Where it comes from, for the pack's own description.
        manifest: The description of a pack that is ready; None where one is made of the files.
        notes: What the user should know.
    """

    files: tuple[OfferedFile, ...]
    version: str
    source: str
    manifest: PackManifest | None = None
    notes: tuple[str, ...] = ()

    @property
    def total_bytes(self) -> int:
        """Of all files."""
        return sum(file.size for file in self.files)


def pick_file(names: Iterable[str], wanted: Sequence[str]) -> str | None:
    """Return the one name that is wanted most, or None where none is or several are alike.

    Args:
        names: Paths with slashes.
        wanted: File names, the preferred first; `*` stands for any part.
    """
    names = sorted(names)
    for pattern in wanted:
        fitting = [one for one in names if fnmatch.fnmatchcase(PurePosixPath(one).name, pattern)]
        if fitting:
            return fitting[0] if len(fitting) == 1 else None
    return None
