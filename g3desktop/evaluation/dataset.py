"""Data sets of photos with positions, as their authors publish them.

The layouts:
    im2gps3k: IMG_ID, LAT, LON, AUTHOR and labels of scenes.
    yfcc4k: the same with YFCC100M's facts; OwnerNSID is the author.
    osv5m: id, latitude, longitude, creator_username and much else; photos are id.jpg, in the
        folder itself or in its numbered subfolders 00, 01 and so on.
    plain: file, lat, lon and, where there is one, author; `file` is relative to the folder.

Source: Müller-Budack et al. 2018 (GeoEstimation) for IM2GPS3K's list; Vo et al. 2017 for YFCC4K;
Astruc et al. 2024 for OpenStreetView-5M.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from g3desktop.domain.errors import UsageError
from g3desktop.domain.table_position import (
    LAT_COLUMNS,
    LON_COLUMNS,
    CoordinateError,
    SwappedError,
    read_position,
)
from g3desktop.evaluation.csv_rows import Header, Row, RowError, content_sha256, open_rows
from g3desktop.evaluation.outcomes import Dataset, LeftOut, Query
from g3desktop.evaluation.photo_folder import PhotoFolder

LAYOUTS = ("im2gps3k", "yfcc4k", "osv5m", "plain")

_FILE_COLUMNS = {
    "im2gps3k": ("img_id",),
    "yfcc4k": ("img_id",),
    "osv5m": ("id",),
    "plain": ("file", "filename", "img_id"),
}
_YFCC_AUTHORS = ("ownernsid", "usernsid")
_AUTHOR_COLUMNS = {
    "im2gps3k": ("author",),
    "yfcc4k": (*_YFCC_AUTHORS, "author"),
    "osv5m": ("creator_username", "creator_id", "author"),
    "plain": ("author",),
}
# IM2GPS3K's names end with the account that published the photo: 1045_7c6_19_19355699@N00.jpg
_ACCOUNT_IN_NAME = re.compile(r".*_(\d+@N\d\d)(?:\.[A-Za-z]+)?", re.ASCII | re.DOTALL)
# Of the rows; 35 per cent of IM2GPS3K's list of 2018, whose two columns were exchanged.
_SWAPPED_SHARE = 0.05
_FEWEST_SWAPPED = 20
_SPLITS_SHOWN = 5


def read_dataset(
    csv: Path, images: Path, *, layout: str | None = None, split: str | None = None
) -> Dataset:
    """Read which photos there are and where they were taken.

    Args:
        csv: UTF-8; comma, semicolon or tab separate; its first line names the columns.
        images: Where the photos are.
        layout: One of `LAYOUTS`; None goes by the columns, and by the file's name where IM2GPS3K
            and YFCC4K have the same.
        split: Take the rows alone whose column `split` says so.

    Returns:
        Every row of the file: to be measured, refused by its line, or without a file.

    Raises:
        UsageError: The file or folder cannot be read, a column is missing, latitude and longitude
            are exchanged, or no row is left.
    """
    if layout is not None and layout not in LAYOUTS:
        raise UsageError(
            f"There is no layout {layout} of data sets.", hint=f"Give {', '.join(LAYOUTS)}."
        )
    sha256 = content_sha256(csv)
    with open_rows(csv) as (header, rows):
        columns = _Columns.of(header, layout or _recognised(header), split)
        intake = _Intake(columns, _photo_folder(images, columns.layout))
        for row in rows if split is None else _of_split(rows, columns, split):
            intake.take(row)
    intake.check()
    return Dataset(
        name=csv.stem,
        layout=columns.layout,
        sha256=sha256,
        queries=tuple(intake.queries),
        refused=tuple(intake.refused),
        missing=tuple(intake.missing),
    )


def _photo_folder(images: Path, layout: str) -> PhotoFolder:
    return PhotoFolder(images, by_id=layout != "plain", numbered=layout == "osv5m")


def _recognised(header: Header) -> str:
    if header.find(("file", "filename")) is not None:
        return "plain"
    if header.find(("img_id",)) is not None:
        of_yfcc = header.find(_YFCC_AUTHORS) is not None or "yfcc" in header.path.name.casefold()
        return "yfcc4k" if of_yfcc else "im2gps3k"
    if header.find(("id",)) is not None:
        return "osv5m"
    raise UsageError(
        f"{header.path} has no column file, IMG_ID or id.",
        hint="Its first line must name the columns, such as file,lat,lon.",
    )


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns stand.

    Attributes:
        header: What the first line says.
        layout: One of `LAYOUTS`.
        file: The photo.
        lat: Latitude.
        lon: Longitude.
        authors: Columns that may name the author, the first that does counts.
        split: The part of the data set, or None where every part is taken.
    """

    header: Header
    layout: str
    file: int
    lat: int
    lon: int
    authors: tuple[int, ...]
    split: int | None

    @classmethod
    def of(cls, header: Header, layout: str, split: str | None) -> _Columns:
        file, lat, lon = header.need(
            _FILE_COLUMNS[layout],
            LAT_COLUMNS,
            LON_COLUMNS,
            hint=f"A data set of the layout {layout} needs it; --format chooses another layout.",
        )
        found = [header.find((name,)) for name in _AUTHOR_COLUMNS[layout]]
        authors = tuple(place for place in found if place is not None)
        at = None
        if split is not None:
            (at,) = header.need(("split",), hint="Leave --split out to take every row.")
        return cls(header, layout, file, lat, lon, authors, at)

    def author(self, cells: Sequence[str], name: str) -> str | None:
        for place in self.authors:
            if author := cells[place].strip():
                return author
        in_name = _ACCOUNT_IN_NAME.fullmatch(name) if self.layout == "im2gps3k" else None
        return in_name[1] if in_name else None


def _of_split(rows: Iterator[Row], columns: _Columns, split: str) -> Iterator[Row]:
    """Yield the rows of one part; one that cannot be read may be of any, and is yielded too."""
    others: dict[str, None] = {}
    found = False
    for row in rows:
        value = row.cells[columns.split].strip() if row.cells and columns.split is not None else ""
        if row.problem or value == split:
            found = found or not row.problem
            yield row
        elif len(others) < _SPLITS_SHOWN:
            others[value] = None
    if not found:
        there = ", ".join(others)
        raise UsageError(
            f"No row of {columns.header.path} has the split {split}.",
            hint=f"It has {there}." if there else "",
        )


@dataclass(slots=True)
class _Intake:
    """Sorts rows into those to be measured and those that cannot be.

    Attributes:
        columns: Where to look.
        folder: The photos.
        queries: To be measured.
        refused: Not usable.
        missing: Without a file.
        index: Which query has a file, by the file's name below the folder.
        swapped: How many rows make sense alone with latitude and longitude exchanged.
    """

    columns: _Columns
    folder: PhotoFolder
    queries: list[Query] = field(default_factory=list)
    refused: list[LeftOut] = field(default_factory=list)
    missing: list[LeftOut] = field(default_factory=list)
    index: dict[str, int] = field(default_factory=dict)
    swapped: int = 0

    def take(self, row: Row) -> None:
        name = row.cells[self.columns.file] if row.cells else ""
        try:
            query = self._query(row, name)
        except SwappedError as reason:
            self.swapped += 1
            self.refused.append(LeftOut(row.line, name, str(reason)))
        except (RowError, CoordinateError) as reason:
            self.refused.append(LeftOut(row.line, name, str(reason)))
        else:
            if query is not None:
                self.queries.append(query)

    def _query(self, row: Row, name: str) -> Query | None:
        if row.problem:
            raise RowError(row.problem)
        columns = self.columns
        separator = columns.header.separator
        where = read_position(row.cells[columns.lat], row.cells[columns.lon], separator)
        found = self.folder.find(name)
        if found is None:
            self.missing.append(LeftOut(row.line, name, "has no file"))
            return None
        before = self.index.setdefault(found.key, len(self.queries))
        if before < len(self.queries):
            earlier = self.queries[before]
            if earlier.where == where:
                raise RowError(f"repeats line {earlier.line}")
            raise RowError(f"puts the photo elsewhere than line {earlier.line}, which is used")
        return Query(row.line, name, found.path, where, columns.author(row.cells, name))

    def check(self) -> None:
        """Refuse a data set of which nothing, or nothing that is right, can be measured."""
        csv = self.columns.header.path
        rows = len(self.queries) + len(self.refused) + len(self.missing)
        if not rows:
            raise UsageError(f"{csv} has no rows.", hint="Each line must name a photo.")
        if self.swapped >= max(_FEWEST_SWAPPED, _SWAPPED_SHARE * rows):
            raise UsageError(
                f"Latitude and longitude look swapped in {self.swapped} of {rows} rows of {csv}.",
                hint="Exchange their names in its first line; IM2GPS3K's list of 2018 needs it.",
            )
        if not self.queries:
            first = min((*self.refused, *self.missing), key=lambda one: one.line)
            raise UsageError(
                f"No photo of {csv} can be measured: {len(self.refused)} rows are refused and "
                f"{len(self.missing)} have no file in {self.folder.root}.",
                hint=f"Line {first.line}, {first.name}: {first.reason}.",
            )
