"""The published gallery's rows: a CSV file in the layout of MP16-Pro, read line by line.

Row k of the file is row k of the index, so that no line can be left out: one without a usable
position is a row without a position.

Source: Jia et al. 2024 (G3), MP16-Pro, which adds place names to photos of the MediaEval Placing
Task.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from g3desktop.domain.errors import GalleryError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.table_position import CoordinateError, is_null_island, read_position

PLACE_COLUMNS = ("neighbourhood", "city", "county", "state", "region", "country", "continent")
_REQUIRED = ("img_id", "lat", "lon")
_COLUMNS = ("img_id", "author", "lat", "lon", *PLACE_COLUMNS)
_NOTHING = {"", "nan", "none", "null"}
_LONGEST_NOTHING = 4
_PHOTO_NUMBER = re.compile(r"(?:.*[_/\\])?(\d{4,})(?:\.[A-Za-z]+)?", re.ASCII | re.DOTALL)
_ACCOUNT = re.compile(r"[\w-]+@N\d\d", re.ASCII)


class PublishedRow(NamedTuple):
    """One photo of the published gallery.

    Attributes:
        line: Where it stands in the file, from 1.
        image_id: Its name there, which holds its number on Flickr.
        where: Its position; None where the file gives none that can be.
        author: The account that published it, or None.
        url: Its page on Flickr, or None where no number is known.
        places: Names from the neighbourhood to the continent, those that are given.
    """

    line: int
    image_id: str
    where: LatLon | None
    author: str | None
    url: str | None
    places: tuple[str, ...]

    @property
    def description(self) -> str:
        """The place names in one line."""
        return ", ".join(self.places)


def read_published_rows(path: Path) -> Iterator[PublishedRow]:
    """Yield every row in the order of the file, without ever holding more than one.

    Args:
        path: CSV in UTF-8; its first line names the columns, in any case and order.

    Raises:
        GalleryError: The file cannot be read, lacks a column, or is no CSV from some line on.
    """
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            layout = _Layout.of(next(reader, []), path)
            line = reader.line_num + 1
            for cells in reader:
                if cells:
                    yield layout.row(line, cells)
                line = reader.line_num + 1
    except OSError as error:
        raise GalleryError(
            f"Cannot read {path}: {error.strerror}.", hint="Check the path after --metadata."
        ) from error
    except UnicodeError as error:
        raise GalleryError(
            f"{path} is no text in UTF-8 near line {line}.", hint="Download it again."
        ) from error
    except csv.Error as error:
        raise GalleryError(
            f"{path} is no CSV at line {line}: {error}.", hint="Download it again."
        ) from error


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the columns stand.

    Attributes:
        columns: Place in a line of each of `_COLUMNS`; one behind the last for one that is not
            there.
        width: How many columns there are.
    """

    columns: tuple[int, ...]
    width: int

    @classmethod
    def of(cls, header: Sequence[str], path: Path) -> _Layout:
        columns = {name.strip().casefold(): place for place, name in enumerate(header)}
        missing = [name.upper() for name in _REQUIRED if name not in columns]
        if missing:
            raise GalleryError(
                f"{path} has no column {' or '.join(missing)}.",
                hint="Give the MP16-Pro metadata, whose first line names its columns.",
            )
        return cls(tuple(columns.get(name, len(header)) for name in _COLUMNS), len(header))

    def row(self, line: int, cells: Sequence[str]) -> PublishedRow:
        whole = (*cells, *[""] * (self.width + 1 - len(cells)))
        picked = [whole[place].strip() for place in self.columns]
        # Longer texts are something, whatever they are.
        image_id, author, lat, lon, *places = [
            "" if len(text) <= _LONGEST_NOTHING and text.casefold() in _NOTHING else text
            for text in picked
        ]
        return PublishedRow(
            line=line,
            image_id=image_id,
            where=_position(lat, lon),
            author=author or None,
            url=flickr_page(image_id, author),
            places=_named(places),
        )


def _named(places: Sequence[str]) -> tuple[str, ...]:
    """Leave out what is not given, and what says the same as the one before."""
    given = [place for place in places if place]
    return (*given[:1], *(place for before, place in pairwise(given) if place != before))


def flickr_page(image_id: str, author: str) -> str | None:
    """Return the address of a photo's page.

    Args:
        image_id: Its name in MP16-Pro, such as `d1_2a_1234567890.jpg`; the last number counts.
        author: Its account's number, such as `12345678@N00`; without one the page is found by a
            redirection of Flickr.
    """
    number = _PHOTO_NUMBER.fullmatch(image_id)
    if number is None:
        return None
    if _ACCOUNT.fullmatch(author):
        return f"https://www.flickr.com/photos/{author}/{number[1]}/"
    return f"https://www.flickr.com/photo.gne?id={number[1]}"


def _position(lat_text: str, lon_text: str) -> LatLon | None:
    try:
        where = read_position(lat_text, lon_text, ",")
    except CoordinateError:
        return None
    return None if is_null_island(where) else where
