"""Tables of positions, record by record, each with its text as it stands in the file.

A record is a row of a CSV file: one line, or several where a quoted cell holds line breaks.
"""

from __future__ import annotations

import csv
import io
import itertools
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TextIO

from g3desktop.domain.errors import UsageError
from g3desktop.domain.table_position import (
    LAT_COLUMNS,
    LON_COLUMNS,
    SEPARATORS,
    CoordinateError,
    is_null_island,
    read_position,
)

LONGEST_RECORD = 1 << 23
"""Characters after which a record is taken for none: whatever the file, memory is bounded."""

_BYTE_ORDER_MARK = "\ufeff"
_SHOWN_COLUMNS = 12
_HEADER_HINT = "The first line must name the columns, as in file,lat,lon."


class Record(NamedTuple):
    """One record.

    Attributes:
        line: Where it begins in the file, from 1.
        text: It as it stands, without its line end.
        end: Its line end; "" where the file ends without one.
        cells: What it says; none for a blank line.
    """

    line: int
    text: str
    end: str
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Columns:
    """What the first record of a table says.

    Attributes:
        names: Of the columns, as they are written.
        separator: What stands between cells.
        lat: Which column holds latitudes.
        lon: Which column holds longitudes.
    """

    names: tuple[str, ...]
    separator: str
    lat: int
    lon: int

    def position(self, cells: Sequence[str]) -> tuple[float, float] | None:
        """Return latitude and longitude in degrees, or None where a record has no usable ones.

        A decimal comma is understood where commas do not separate cells. Twice zero is what
        programs write for a position that they do not know.
        """
        if len(cells) <= max(self.lat, self.lon):
            return None
        try:
            where = read_position(cells[self.lat], cells[self.lon], self.separator)
        except CoordinateError:
            return None
        return None if is_null_island(where) else (where.lat_deg, where.lon_deg)


@dataclass(frozen=True, slots=True, eq=False)
class PositionTable:
    """A table that is being read.

    Attributes:
        mark: The byte order mark before the header, or "".
        header: The record that names the columns.
        columns: What it says.
        records: Those after it, each read when it is asked for; they raise UsageError where the
            file cannot be read, is no text, or is no CSV.
        size_bytes: Of the file, or None where it is a pipe.
        stream: Its bytes.
    """

    mark: str
    header: Record
    columns: Columns
    records: Iterator[Record]
    size_bytes: int | None
    stream: io.BufferedReader

    def bytes_read(self) -> int:
        """Return how much of a file that has a size is read."""
        return self.stream.tell()


@contextmanager
def open_position_table(path: Path, lat: str = "", lon: str = "") -> Iterator[PositionTable]:
    """Open a CSV file in UTF-8 whose cells are parted by commas, semicolons or tabs.

    Args:
        path: The file.
        lat: Name of the column of latitudes; "" to recognise both columns by `LAT_COLUMNS` and
            `LON_COLUMNS`, in any case.
        lon: Name of the column of longitudes; "" as for `lat`.

    Raises:
        UsageError: It cannot be read, or its columns of positions cannot be told.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise _unreadable(path, error) from error
    with stream, io.TextIOWrapper(stream, encoding="utf-8", newline="") as text:
        lines = _Lines(text, path)
        first = next(lines, "")
        if not first.strip():
            raise UsageError(f"{path} has no first line.", hint=_HEADER_HINT)
        separator = _find_separator(first, lat, lon)
        records = _read_records(lines, first, separator)
        header = next(records)
        places = _find_columns(header.cells, lat, lon, path)
        status = os.fstat(stream.fileno())
        yield PositionTable(
            mark=lines.mark,
            header=header,
            columns=Columns(tuple(header.cells), separator, *places),
            records=records,
            size_bytes=status.st_size if stat.S_ISREG(status.st_mode) else None,
            stream=stream,
        )


class _Lines:
    """The lines of a file, kept until they are taken as a record."""

    def __init__(self, stream: TextIO, path: Path) -> None:
        self._stream, self.path = stream, path
        self._kept: list[str] = []
        self._kept_characters = 0
        self.count = 0
        self.has_ended = False
        self.mark = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self._stream.readline(LONGEST_RECORD)
        except UnicodeError as error:
            raise UsageError(
                f"{self.path} is no text in UTF-8 near line {self.count + 1}.",
                hint="Save it as CSV in UTF-8.",
            ) from error
        except OSError as error:
            raise _unreadable(self.path, error) from error
        if not line:
            self.has_ended = True
            raise StopIteration
        if self.count == 0 and line.startswith(_BYTE_ORDER_MARK):
            self.mark, line = _BYTE_ORDER_MARK, line[1:]
        self.count += 1
        self._kept.append(line)
        self._kept_characters += len(line)
        if self._kept_characters >= LONGEST_RECORD:
            raise self.no_csv("a row without an end")
        return line

    def take(self) -> str:
        """Return the lines since the last record as they stand."""
        text = self._kept[0] if len(self._kept) == 1 else "".join(self._kept)
        self._kept.clear()
        self._kept_characters = 0
        return text

    @property
    def begin(self) -> int:
        """The line that the kept ones begin at, from 1."""
        return self.count - len(self._kept) + 1

    def no_csv(self, why: str) -> UsageError:
        """Return the error for the lines that are kept."""
        return UsageError(
            f"{self.path} is no CSV at line {self.begin}: {why}.",
            hint="Mend it; a quotation mark within a quoted cell is written twice.",
        )


def _read_records(lines: _Lines, first: str, separator: str) -> Iterator[Record]:
    reader = csv.reader(itertools.chain([first], lines), delimiter=separator)
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise lines.no_csv(str(error)) from error
        if cells is None:
            return
        if lines.has_ended:
            # The reader asks for more lines than a record has only within a quoted cell.
            raise lines.no_csv("a quoted cell that is never closed")
        begin, text = lines.begin, lines.take()
        end = "\r\n" if text.endswith("\r\n") else text[-1:] if text.endswith(("\n", "\r")) else ""
        yield Record(begin, text.removesuffix(end), end, cells)


def _find_separator(first_line: str, lat: str, lon: str) -> str:
    """Return the separator that parts the columns of positions, else the most columns."""

    def measure(separator: str) -> tuple[int, int]:
        cells = next(csv.reader([first_line], delimiter=separator), [])
        names = {_folded(cell) for cell in cells}
        wanted = [{_folded(lat)}, {_folded(lon)}] if lat else [{*LAT_COLUMNS}, {*LON_COLUMNS}]
        return sum(bool(names & one) for one in wanted), len(cells)

    return max(SEPARATORS, key=measure)


def _find_columns(cells: Sequence[str], lat: str, lon: str, path: Path) -> tuple[int, int]:
    """Return where latitude and longitude stand."""
    names = [_folded(cell) for cell in cells]
    sought = ([_folded(lat)], [_folded(lon)]) if lat else (LAT_COLUMNS, LON_COLUMNS)
    places = [[place for place, name in enumerate(names) if name in one] for one in sought]
    for what, found in zip(("latitude", "longitude"), places, strict=True):
        if len(found) > 1:
            raise UsageError(
                f"{path} has {len(found)} columns of {what}.",
                hint="Name one with --lat and --lon; no two columns may have the same name.",
            )
        if not found:
            shown = ", ".join(cell[:40] for cell in cells[:_SHOWN_COLUMNS])
            raise UsageError(
                f"{path} has no column of {what}; its first line is: {shown}.",
                hint=_HEADER_HINT + " Other names go after --lat and --lon.",
            )
    return places[0][0], places[1][0]


def _folded(name: str) -> str:
    return name.strip().casefold()


def _unreadable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"Cannot read {path}: {error.strerror or error}.", hint="Check the path.")
