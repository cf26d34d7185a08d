"""CSV files of other programs: which columns they have, and their rows by line.

Nothing is guessed: a row that cannot be read says why, and what follows it is read on.
"""

from __future__ import annotations

import csv
import hashlib
import itertools
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from g3desktop.domain.errors import UsageError
from g3desktop.domain.table_position import SEPARATORS


class RowError(Exception):
    """One row cannot be used; the text says why, in a few words."""


class Row(NamedTuple):
    """One row that is not blank.

    Attributes:
        line: Line of the file on which it starts, from 1.
        cells: As many as the file has columns, or none where there is a problem.
        problem: Why it cannot be read, or "".
    """

    line: int
    cells: Sequence[str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first line says.

    Attributes:
        path: The file.
        separator: What stands between its cells.
        names: Of its columns, in lower case.
    """

    path: Path
    separator: str
    names: tuple[str, ...]

    def find(self, names: Sequence[str]) -> int | None:
        """Return where the first of some columns stands that the file has, or None.

        Raises:
            UsageError: The file has it twice.
        """
        for name in names:
            if self.names.count(name) > 1:
                raise UsageError(
                    f"{self.path} has more than one column {name}.",
                    hint="Keep one column of each name.",
                )
            if name in self.names:
                return self.names.index(name)
        return None

    def need(self, *wanted: Sequence[str], hint: str) -> list[int]:
        """Return where each of some columns stands.

        Args:
            wanted: The names that each may have.
            hint: What to try where one is missing.

        Raises:
            UsageError: The file lacks one, or has it twice.
        """
        places = [self.find(names) for names in wanted]
        found = [place for place in places if place is not None]
        if len(found) < len(places):
            missing = [names[0] for names, at in zip(wanted, places, strict=True) if at is None]
            raise UsageError(f"{self.path} has no column {' or '.join(missing)}.", hint=hint)
        return found


@contextmanager
def open_rows(path: Path) -> Iterator[tuple[Header, Iterator[Row]]]:
    """Open a CSV file whose first line that is not blank names its columns.

    UTF-8, with or without a mark. Comma, semicolon and tab separate, whichever parts that line
    into most names.

    Raises:
        UsageError: The file cannot be read, is empty, or is no CSV; also later, from the rows.
    """
    try:
        stream = path.open(encoding="utf-8-sig", newline="")
    except OSError as error:
        raise _unreadable(path, error) from error
    with stream:
        lines = _checked_lines(stream, path)
        blank = 0
        for first in lines:
            if first.strip():
                break
            blank += 1
        else:
            raise UsageError(f"{path} is empty.", hint="Its first line must name the columns.")
        # The first wins where they part the column names into as many.
        separator = max(SEPARATORS, key=lambda one: _count_cells(first, one))
        records = _records(itertools.chain([first], lines), separator, blank)
        header = next(records)
        if header.problem:
            raise UsageError(
                f"{path}, line {header.line}, {header.problem}.", hint="Save it as CSV again."
            )
        names = tuple(name.strip().casefold() for name in header.cells)
        yield Header(path, separator, names), _as_wide(records, len(names))


def content_sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a table's bytes.

    Raises:
        UsageError: It cannot be read.
    """
    try:
        with path.open("rb", buffering=0) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(path, error) from error


def _checked_lines(lines: Iterator[str], path: Path) -> Iterator[str]:
    try:
        yield from lines
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path} is not UTF-8 at line {_line_not_utf8(path)}.", hint="Save it as CSV in UTF-8."
        ) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _line_not_utf8(path: Path) -> int:
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.encode("utf-8")
            except UnicodeEncodeError:
                return number
    return 1


def _unreadable(path: Path, error: OSError) -> UsageError:
    return UsageError(f"Cannot read {path}: {error.strerror}.", hint="Check the path of the CSV.")


def _count_cells(line: str, separator: str) -> int:
    try:
        return len(next(csv.reader([line], delimiter=separator), []))
    except csv.Error:
        return 0


def _records(lines: Iterator[str], separator: str, before: int) -> Iterator[Row]:
    """Yield every record that is not blank; as many lines came before the first of `lines`."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        line = reader.line_num + before + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # An open quote runs on over lines, and all of those are lost.
            last = reader.line_num + before
            lost = f", lost up to line {last}" if last > line else ""
            yield Row(line, (), f"is no CSV ({error}){lost}")
            continue
        if cells and (cells[0].strip() or any(cell.strip() for cell in cells)):
            yield Row(line, cells)


def _as_wide(records: Iterator[Row], width: int) -> Iterator[Row]:
    """Give every row a cell for each column; spreadsheets leave empty ones out, or add some."""
    for row in records:
        cells = row.cells
        if row.problem or len(cells) == width:
            yield row
        elif len(cells) < width:
            yield Row(row.line, [*cells, *[""] * (width - len(cells))])
        elif any(cell.strip() for cell in cells[width:]):
            problem = f"has {len(cells)} cells where the first line names {width}"
            yield Row(row.line, (), problem)
        else:
            yield Row(row.line, cells[:width])
