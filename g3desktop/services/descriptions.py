"""Place names for a table of positions: the columns of MP16-Pro, added to every row.

Source: Jia et al. 2024 (G3), MP16-Pro, which adds these columns to photos of the MediaEval
Placing Task.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from g3desktop.domain.errors import UsageError
from g3desktop.domain.work import (
    Cancelled,
    Progress,
    Report,
    check_cancelled,
    ignore_progress,
    never_cancelled,
)
from g3desktop.services.address import Address
from g3desktop.services.position_table import Columns, PositionTable, Record, open_position_table

COLUMNS = Address._fields

FindAddresses = Callable[[Sequence[tuple[float, float]]], Sequence[Address]]
"""Names positions, latitude and longitude in degrees; `Gazetteer.addresses`."""

# Rows that are held at a time, and named in one step.
_BLOCK = 16_384
_LINES_NAMED = 5

# Beside the separator.
_NEEDS_MARKS = re.compile(r'["\r\n]')


@dataclass(frozen=True, slots=True)
class DescribeWish:
    """What table to describe, and how.

    Attributes:
        path: A CSV file.
        lat: Name of its column of latitudes, or "" to recognise both columns.
        lon: Name of its column of longitudes, or "".
        replace: Whether columns of the names in `COLUMNS` that it has are written over.
    """

    path: Path
    lat: str = ""
    lon: str = ""
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Described:
    """What came of it.

    Attributes:
        rows: Of the table, without its header and its blank lines.
        without_position: Rows whose position is missing or cannot be one.
        first_without: Lines on which the first of these begin.
        unnamed: Rows left empty in each of `COLUMNS`, those without a position among them.
    """

    rows: int
    without_position: int
    first_without: tuple[int, ...]
    unnamed: tuple[int, ...]


def describe_table(
    wish: DescribeWish,
    sink: BinaryIO,
    find_addresses: FindAddresses,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Described:
    """Write a table with `COLUMNS` added, in UTF-8, all else as it stands and in the same order.

    New columns come last; those that are replaced stay where they are. Rows without a usable
    position get empty cells, rows with fewer cells than the header are filled up, blank lines are
    left alone.

    Args:
        wish: What to describe.
        sink: Where to write; partly written when this fails.
        find_addresses: The gazetteer.
        report: Told the bytes read.
        cancelled: Asked every few thousand rows.

    Raises:
        UsageError: The table cannot be read, has no columns of positions, has columns of these
            names that are not to be replaced, or has a row with more cells than its header.
        OSError: The sink refused.
        CancelledError: `cancelled` said so.
    """
    with open_position_table(wish.path, wish.lat, wish.lon) as table:
        writer = _Writer(table.columns, _find_own(table.columns, wish), find_addresses, wish.path)
        sink.write((table.mark + writer.header(table.header)).encode())
        while block := list(islice(table.records, _BLOCK)):
            check_cancelled(cancelled)
            sink.write(writer.rows(block).encode())
            _report_read(table, report)
        sink.flush()
    return writer.outcome()


def _report_read(table: PositionTable, report: Report) -> None:
    if table.size_bytes is not None:
        report(Progress("naming places", table.bytes_read(), table.size_bytes))


def _find_own(columns: Columns, wish: DescribeWish) -> tuple[int | None, ...]:
    """Return where each of `COLUMNS` stands in the table already."""
    names = [name.strip().casefold() for name in columns.names]
    there = [name for name in COLUMNS if name in names]
    if there and not wish.replace:
        raise UsageError(
            f"{wish.path} has the columns {', '.join(there)} already.",
            hint="Give --replace to write over them, or rename them.",
        )
    repeated = [name for name in there if names.count(name) > 1]
    if repeated:
        raise UsageError(
            f"{wish.path} has more than one column {' and '.join(repeated)}.",
            hint="Keep one column of each name.",
        )
    places = tuple(names.index(name) if name in there else None for name in COLUMNS)
    if columns.lat in places or columns.lon in places:
        raise UsageError(
            "A column of positions cannot be written over.", hint="Choose others for --lat, --lon."
        )
    return places


class _Writer:
    """Writes records with their names, and counts.

    Args:
        columns: Of the table.
        own: Where each of `COLUMNS` stands in it already, or None.
        find_addresses: The gazetteer.
        path: The file, for sentences.
    """

    def __init__(
        self,
        columns: Columns,
        own: tuple[int | None, ...],
        find_addresses: FindAddresses,
        path: Path,
    ) -> None:
        self._columns, self._path = columns, path
        self._find_addresses = find_addresses
        self._new = [at for at, place in enumerate(own) if place is None]
        self._replaced = {place: at for at, place in enumerate(own) if place is not None}
        separator = re.escape(columns.separator)
        # As the csv module reads them: what follows the closing mark belongs to the cell too.
        self._cells = re.compile(rf'((?:"[^"]*(?:""[^"]*)*")?[^{separator}]*){separator}')
        self._rows = 0
        self._without = 0
        self._first_without: list[int] = []
        self._unnamed = [0] * len(COLUMNS)

    def header(self, record: Record) -> str:
        """Return the first record with the names of the new columns."""
        return self._columns.separator.join([record.text, *self._new_of(COLUMNS)]) + record.end

    def rows(self, records: Sequence[Record]) -> str:
        """Return records with the names of their positions; each position is looked up once."""
        rows = [record for record in records if record.cells]
        positions = [self._columns.position(record.cells) for record in rows]
        counts = Counter(positions)
        different = [position for position in counts if position is not None]
        addresses: dict[tuple[float, float] | None, Address] = {None: Address()}
        addresses.update(zip(different, self._find_addresses(different), strict=True))
        self._count(rows, positions, [(addresses[one], n) for one, n in counts.items()])
        added = {address: self._added(address) for address in set(addresses.values())}
        named = (addresses[position] for position in positions)
        written = (
            self._row(record, address, added[address])
            for record, address in zip(rows, named, strict=True)
        )
        return "".join(next(written) if one.cells else one.text + one.end for one in records)

    def outcome(self) -> Described:
        """Return what was counted."""
        return Described(
            self._rows, self._without, tuple(self._first_without), tuple(self._unnamed)
        )

    def _count(
        self,
        rows: Sequence[Record],
        positions: Sequence[tuple[float, float] | None],
        addresses: Sequence[tuple[Address, int]],
    ) -> None:
        without = [row.line for row, one in zip(rows, positions, strict=True) if one is None]
        self._rows += len(rows)
        self._without += len(without)
        self._first_without += without[: _LINES_NAMED - len(self._first_without)]
        for at in range(len(COLUMNS)):
            self._unnamed[at] += sum(number for address, number in addresses if not address[at])

    def _row(self, record: Record, address: Address, added: str) -> str:
        missing = len(self._columns.names) - len(record.cells)
        text = record.text
        if missing:
            if missing < 0:
                raise UsageError(
                    f"{self._path} has {len(record.cells)} cells at line {record.line}, where its "
                    f"first line names {len(self._columns.names)} columns.",
                    hint="Put quotation marks around cells that hold the separator.",
                )
            text += self._columns.separator * missing
        if self._replaced:
            text = self._with_replaced(text, address)
        return f"{text}{added}{record.end}"

    def _added(self, address: Address) -> str:
        """Return the new cells, each after a separator."""
        separator = self._columns.separator
        names = self._new_of(address)
        plain = separator.join(["", *names])
        # One look at all of them: hardly any needs quotation marks.
        if plain.count(separator) == len(names) and not _NEEDS_MARKS.search(plain):
            return plain
        return separator.join(["", *map(self._marked, names)])

    def _new_of(self, names: Sequence[str]) -> list[str]:
        return [names[at] for at in self._new]

    def _with_replaced(self, text: str, address: Address) -> str:
        cells: list[str] = self._cells.findall(text + self._columns.separator)
        for place, at in self._replaced.items():
            cells[place] = self._marked(address[at])
        return self._columns.separator.join(cells)

    def _marked(self, name: str) -> str:
        """Return a name as a cell, in quotation marks where it needs them."""
        if self._columns.separator in name or _NEEDS_MARKS.search(name):
            return '"' + name.replace('"', '""') + '"'
        return name
