"""Packs of very many files: a list beside the description, a JSON object a line.

A gallery has a thumbnail for each of its photos. Their names, sizes and hashes would make pack.json
too large to be read whole, so they stand in a file of their own, whose hash pack.json holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from g3desktop.domain.errors import PackError
from g3desktop.domain.pack import Pack, PackFile
from g3desktop.services.pack_rules import file_problems

LISTING_NAME = "files.jsonl"
MOST_FILES = 1000
"""A pack of more files lists them apart."""

_LINE_LIMIT_BYTES = 1 << 12
_HINT = "Get the pack again."

_files = TypeAdapter(PackFile)


def write_listing(folder: Path, files: Iterable[PackFile]) -> None:
    """Write a list of files into the folder of a pack that nobody sees yet."""
    with (folder / LISTING_NAME).open("w", encoding="utf-8") as stream:
        for file in files:
            line = {"path": file.path, "size": file.size, "sha256": file.sha256}
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")


def listed_files(pack: Pack) -> Iterator[PackFile]:
    """Yield every file of a pack but pack.json; the listing first, where there is one.

    Raises:
        PackError: The listing is damaged, or names a path outside the folder.
    """
    listing = pack.manifest.listing
    yield from sorted(pack.manifest.files, key=lambda file: file.path != listing)
    if not listing:
        return
    path = pack.folder / listing
    seen = {file.path.casefold() for file in pack.manifest.files}
    try:
        with path.open("rb") as stream:
            while line := stream.readline(_LINE_LIMIT_BYTES):
                yield _listed(line, seen, path)
    except OSError as error:
        raise PackError(f"{path} cannot be read: {error.strerror}.", hint=_HINT) from error


def _listed(line: bytes, seen: set[str], path: Path) -> PackFile:
    try:
        file = _files.validate_json(line, strict=True)
    except ValidationError as error:
        raise PackError(f"{path} is damaged: it holds a line that is no file.", hint=_HINT) from (
            error
        )
    for problem in file_problems([file]):
        raise PackError(f"{path} is damaged: {problem}.", hint=_HINT)
    key = file.path.casefold()
    if key in seen:
        raise PackError(f"{path} is damaged: it names a file twice.", hint=_HINT)
    seen.add(key)
    return file
