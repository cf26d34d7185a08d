"""Positions of photos from a CSV file that the user wrote or some tool exported."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from g3desktop.domain.errors import UsageError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.table_position import (
    LAT_COLUMNS,
    LON_COLUMNS,
    SEPARATORS,
    CoordinateError,
    is_null_island,
    read_position,
)

REQUIRED_COLUMNS = ("file", "lat", "lon")
FACT_COLUMNS = ("title", "author", "url", "source", "taken_at")
# Other names of the required columns in files that people have: GPS exports, Im2GPS3k's list.
_ALIASES = {
    "filename": "file",
    "img_id": "file",
    **dict.fromkeys(LAT_COLUMNS, "lat"),
    **dict.fromkeys(LON_COLUMNS, "lon"),
}


@dataclass(frozen=True, slots=True)
class PhotoPosition:
    """One usable row of the CSV.

    Attributes:
        line: Line of the CSV where the row starts, from 1.
        file: The photo, relative to the folder and without "." or "..".
        path: The photo on this machine.
        where: Its position.
        title: Its title, or None.
        author: Who took it, or None.
        url: Where it was published, or None.
        source: The collection that it comes from, or None.
        taken_at: When it was taken, as written, or None.
        columns: Every other column that is not empty, by its name in lower case.
    """

    line: int
    file: str
    path: Path
    where: LatLon
    title: str | None = None
    author: str | None = None
    url: str | None = None
    source: str | None = None
    taken_at: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PositionTable:
    """What a CSV of positions holds.

    Attributes:
        entries: The usable rows, in the order of the file, each photo once.
        problems: One sentence for each row that is not used, with its line number.
    """

    entries: tuple[PhotoPosition, ...]
    problems: tuple[str, ...]


class _RowError(Exception):
    """One row cannot be used; the text says why."""


def read_positions_csv(path: Path, folder: Path) -> PositionTable:
    """Read `file,lat,lon` and further columns; name the bad rows and keep the good ones.

    Comma, semicolon and tab separate, whichever the first line holds most of; where it is not the
    comma, a number may have a decimal comma. UTF-8 with or without a mark, or UTF-16 with one.

    Args:
        path: The CSV; its first line names the columns, in any case and order.
        folder: What the column `file` is relative to.

    Returns:
        Usable rows and a sentence for each other one.

    Raises:
        UsageError: The file cannot be read or lacks one of the three columns.
    """
    try:
        with path.open(encoding=_encoding(path), errors="surrogateescape", newline="") as stream:
            return _read_table(stream, path, folder)
    except OSError as error:
        raise UsageError(
            f"Cannot read {path}: {error.strerror}.", hint="Check the path after --csv."
        ) from error
    except UnicodeError as error:
        raise UsageError(f"{path} is not text.", hint="Save it as CSV in UTF-8.") from error


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        mark = stream.read(2)
    return "utf-16" if mark in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _read_table(lines: Iterator[str], path: Path, folder: Path) -> PositionTable:
    header_line = next(lines, "")
    separator = max(SEPARATORS, key=header_line.count)
    names = _column_names(next(csv.reader([header_line], delimiter=separator), []), path)
    entries: dict[str, PhotoPosition] = {}
    problems: list[str] = []
    for line, cells in _records(lines, separator):
        try:
            entry = _entry(line, _by_name(names, cells), folder, separator)
            _check_repeated(entry, entries)
            entries[entry.file] = entry
        except (_RowError, CoordinateError) as reason:
            problems.append(f"{path.name}, line {line}: {reason}")
    return PositionTable(tuple(entries.values()), tuple(problems))


def _column_names(header: Sequence[str], path: Path) -> list[str]:
    names = [name.strip().casefold() for name in header]
    names = [_ALIASES.get(name, name) for name in names]
    missing = [name for name in REQUIRED_COLUMNS if name not in names]
    if missing:
        raise UsageError(
            f"{path} has no column {' or '.join(missing)}.",
            hint="Its first line must name the columns file, lat and lon.",
        )
    repeated = sorted({name for name in names if name and names.count(name) > 1})
    if repeated:
        raise UsageError(
            f"{path} has more than one column {' and '.join(repeated)}.",
            hint="Keep one column of each name.",
        )
    return names


def _records(lines: Iterator[str], separator: str) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Yield each record that is not blank, with the line that it starts on."""
    reader = csv.reader(lines, delimiter=separator)
    while True:
        # The header took the first line before this reader saw any.
        line = reader.line_num + 2
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, error
            continue
        if any(cell.strip() for cell in cells):
            yield line, cells


def _by_name(names: Sequence[str], cells: Sequence[str] | csv.Error) -> dict[str, str]:
    if isinstance(cells, csv.Error):
        raise _RowError(f"cannot be read as CSV ({cells})")
    if any(cell.strip() for cell in cells[len(names) :]):
        raise _RowError(f"has {len(cells)} fields where the first line names {len(names)}")
    values = {
        name: cell.strip() for name, cell in zip(names, cells, strict=False) if name != "file"
    }
    # A file name may begin or end with a space.
    index = names.index("file")
    return values | {"file": cells[index] if index < len(cells) else ""}


def _entry(line: int, values: dict[str, str], folder: Path, separator: str) -> PhotoPosition:
    file = _relative_file(values.pop("file"))
    where = read_position(values.pop("lat", ""), values.pop("lon", ""), separator)
    if is_null_island(where):
        raise _RowError("latitude 0 and longitude 0 stand for a missing position")
    path = folder / file
    if not _is_file(path):
        raise _RowError(f"there is no file {file} in {folder}")
    # Surrogates stand for bytes that were not UTF-8; they may name a file, but are no text.
    texts = {
        name: value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        for name, value in values.items()
        if name and value
    }
    facts = {name: texts.pop(name, None) for name in FACT_COLUMNS}
    return PhotoPosition(line, file, path, where, columns=texts, **facts)


def _relative_file(text: str) -> str:
    if not text.strip():
        raise _RowError("names no file")
    # Separators of both kinds are refused as a way out, on every system.
    parts = re.split(r"[/\\]", os.path.normpath(text))
    if PurePath(text).is_absolute() or PurePath(text).drive or parts[0] == "..":
        raise _RowError(f"{text} leads out of the folder; name files relative to it")
    return os.path.normpath(text)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _check_repeated(entry: PhotoPosition, entries: Mapping[str, PhotoPosition]) -> None:
    earlier = entries.get(entry.file)
    if earlier is None:
        return
    if earlier.where == entry.where:
        raise _RowError(f"repeats line {earlier.line} ({entry.file})")
    raise _RowError(f"puts {entry.file} elsewhere than line {earlier.line}, which is used")
