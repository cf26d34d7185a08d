"""Builds that were stopped, and can be gone on with."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from g3desktop.engine.gallery.journal import TABLE_NAME
from g3desktop.engine.gallery.shelf import unfinished_folder

_PARTIAL = re.compile(r"\.(.+)\.partial", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A build that was stopped; the same build goes on from there.

    Attributes:
        name: The gallery's name.
        folder: The photos.
        encoder_id: What encodes them.
        from_csv: Whether positions come from a CSV; which one is not known any more.
        pictures: Whether thumbnails are kept.
        rows: Photos that are done.
    """

    name: str
    folder: Path
    encoder_id: str
    from_csv: bool
    pictures: bool
    rows: int


def list_unfinished(galleries_folder: Path) -> list[Unfinished]:
    """Return the stopped builds of a folder of galleries by name.

    One whose own record cannot be read cannot be gone on with and is left out.

    Raises:
        OSError: The folder cannot be read.
    """
    if not galleries_folder.is_dir():
        return []
    names = [match[1] for path in galleries_folder.iterdir() if (match := _matched(path))]
    found = (_read(galleries_folder, name) for name in sorted(names))
    return [build for build in found if build is not None]


def _matched(path: Path) -> re.Match[str] | None:
    return _PARTIAL.fullmatch(path.name)


def _read(galleries_folder: Path, name: str) -> Unfinished | None:
    path = unfinished_folder(galleries_folder, name) / TABLE_NAME
    try:
        # Not for reading alone: what a killed process left half-written is rolled back first.
        uri = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            (fingerprint,) = connection.execute("SELECT fingerprint FROM build").fetchone()
            (rows,) = connection.execute("SELECT count(*) FROM rows").fetchone()
        said = json.loads(fingerprint)
        return Unfinished(
            name=name,
            folder=Path(os.fsdecode(bytes.fromhex(said["folder"]))),
            encoder_id=str(said["encoder"][0]),
            from_csv=said["csv"] is not None,
            pictures=bool(said["pictures"]),
            rows=rows,
        )
    except (sqlite3.Error, ValueError, TypeError, LookupError):
        return None
