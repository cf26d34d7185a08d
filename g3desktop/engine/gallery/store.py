"""An opened gallery: its segments, rows and search, checked against its own description."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import EncoderMismatchError, GalleryError
from g3desktop.domain.geometry import LatLon
from g3desktop.engine.gallery import table
from g3desktop.engine.gallery.manifest import GalleryManifest, read_manifest
from g3desktop.engine.gallery.search import Cosines, JoinedSearch, Rows
from g3desktop.engine.gallery.segment import Segment, mapped
from g3desktop.engine.gallery.table import RowRecord, damaged, read_records, reading

THUMBNAILS_NAME = "thumbs"

EVIDENCE_ROWS = 8192
"""Most similar rows that count as evidence: all of a small gallery; the rest counts for nothing."""

COMPACT_EVIDENCE_ROWS = 1024
"""Of a large gallery; each of them is read from disk."""


@dataclass(frozen=True, slots=True)
class GalleryRow:
    """One photo of a gallery.

    Attributes:
        row: Its number.
        where: Its position.
        file: The photo; relative where the gallery was made for other machines.
        sha256: Of that file; None where nobody here has it.
        title: Its title, or None.
        author: Who took it, or None.
        source: The collection that it comes from, or None.
        url: Where it was published, or None.
        taken_at: When it was taken, or None.
        description: Place names, or "".
        thumbnail: Its thumbnail, or None where there is none.
    """

    row: int
    where: LatLon
    file: Path
    sha256: str | None
    title: str | None
    author: str | None
    source: str | None
    url: str | None
    taken_at: str | None
    description: str
    thumbnail: Path | None

    @property
    def image(self) -> Path | None:
        """A picture file on this machine: the thumbnail, else the photo, else None."""
        if self.thumbnail is not None and self.thumbnail.is_file():
            return self.thumbnail
        return self.file if self.file.is_absolute() and self.file.is_file() else None


def thumbnail_path(folder: Path, sha256: str) -> Path:
    """Return where the thumbnail of the photo with this hash lies."""
    return folder / THUMBNAILS_NAME / sha256[:2] / f"{sha256}.jpg"


class Gallery:
    """Photos with known positions and their vectors, made by one encoder.

    Nothing of it is read before it is needed, and nothing is ever written. Rows are numbered
    through its segments; those that were removed keep their numbers and are never found.
    """

    def __init__(
        self, folder: Path, manifest: GalleryManifest, segments: Sequence[Segment], removed: Rows
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        self.segments = segments
        self.removed = removed
        """Numbers of removed rows, sorted."""
        self._first = np.cumsum([0, *(segment.rows for segment in segments)])

    @classmethod
    def open(cls, folder: Path) -> Gallery:
        """Open a gallery and check that its files fit together; `verify_gallery` checks every byte.

        Raises:
            GalleryError: A file is missing or does not fit.
        """
        folder = folder.absolute()
        manifest = read_manifest(folder)
        for file in manifest.files:
            _check_size(folder / file.path, file.size)
        segments = [Segment(folder, segment, manifest.dims) for segment in manifest.segments]
        return cls(folder, manifest, segments, _read_removed(folder, manifest))

    @property
    def name(self) -> str:
        """What the user calls it: the name of its folder."""
        return self.folder.name

    @property
    def id(self) -> str:
        """Names its content; equal ids give equal answers."""
        return self.manifest.id

    @property
    def encoder_id(self) -> str:
        """The encoder that made it."""
        return self.manifest.encoder_id

    @property
    def rows(self) -> int:
        """How many photos it holds."""
        return self.manifest.rows

    @property
    def row_numbers(self) -> int:
        """How many numbers its rows take, those of removed ones among them."""
        return int(self._first[-1])

    @property
    def evidence_rows(self) -> int:
        """How many of the most similar rows are worth being counted as evidence."""
        compact = any(segment.manifest.is_compact for segment in self.segments)
        return COMPACT_EVIDENCE_ROWS if compact else EVIDENCE_ROWS

    @property
    def parts(self) -> int:
        """How many unit vectors a row holds; its inner product with itself."""
        return sum(dim > 0 for dim in self.manifest.dims)

    def require_encoder(self, encoder_id: str) -> None:
        """Make sure that vectors of this encoder can be compared with the rows.

        Raises:
            EncoderMismatchError: Another encoder made the gallery.
        """
        if encoder_id != self.encoder_id:
            raise EncoderMismatchError(
                f"The gallery {self.name} was made by the encoder {self.encoder_id}, "
                f"not by {encoder_id}.",
                hint="Choose the other encoder, or build a gallery of another name with this one.",
            )

    @cached_property
    def _search(self) -> JoinedSearch:
        return JoinedSearch([segment.search for segment in self.segments], self.removed)

    def make_ready(self, device: str = "cpu") -> None:
        """Read what every question needs, so that the first one does not wait for it.

        Args:
            device: Where the first pass over a large gallery runs, if there is room: "cuda".

        Raises:
            GalleryError: A file is damaged.
        """
        self._search.make_ready(device)

    def nearest(
        self,
        queries: NDArray[np.float32],
        k: int,
        *,
        exclude_rows: Sequence[Collection[int]] | None = None,
    ) -> tuple[Rows, Cosines]:
        """Find the most similar rows of each query; see `RowSearch.nearest`."""
        return self._search.nearest(queries, k, exclude_rows=exclude_rows)

    def farthest(
        self,
        queries: NDArray[np.float32],
        k: int,
        *,
        exclude_rows: Sequence[Collection[int]] | None = None,
    ) -> tuple[Rows, Cosines]:
        """Find the least similar rows of each query; see `RowSearch.farthest`."""
        return self._search.farthest(queries, k, exclude_rows=exclude_rows)

    def cosines(self, query: NDArray[np.float32], rows: Rows) -> Cosines:
        """Return the cosines of one query with some rows; see `RowSearch.cosines`."""
        return self._search.cosines(query, rows)

    def vectors(self, rows: Sequence[int] | Rows) -> NDArray[np.float32]:
        """Return the vectors of some rows, shape (R, image + text + gps), as they are kept."""
        chosen = np.asarray(rows, dtype=np.int64)
        vectors = np.empty((len(chosen), sum(self.manifest.dims)), np.float32)
        owners = self._owners(chosen)
        for number in np.unique(owners):
            its = owners == number
            vectors[its] = self.segments[number].vectors(chosen[its] - self._first[number])
        return vectors

    @cached_property
    def lat_lon_deg(self) -> NDArray[np.float64]:
        """Position of every row in degrees, shape (N, 2), latitude first; NaN of removed ones."""
        with self._readable():
            positions = [segment.lat_lon_deg() for segment in self.segments]
        if len(positions) == 1 and not len(self.removed):
            return positions[0]
        joined = np.concatenate(positions)
        joined[self.removed] = np.nan
        return joined

    def row(self, row: int) -> GalleryRow:
        """Return one row.

        Raises:
            IndexError: There is no such row.
        """
        return self.rows_at([row])[0]

    def rows_at(self, rows: Sequence[int]) -> list[GalleryRow]:
        """Return several rows, in the order asked.

        Raises:
            IndexError: One of them does not exist.
        """
        chosen = np.asarray(rows, dtype=np.int64)
        owners = self._owners(chosen)
        found: dict[int, GalleryRow] = {}
        for number in np.unique(owners):
            with self._reading(number) as connection:
                for row in chosen[owners == number].tolist():
                    found[row] = self._row(connection, row, int(self._first[number]))
        return [found[row] for row in chosen.tolist()]

    def rows_with_sha256(self, sha256: str) -> list[int]:
        """Return the rows of this very file: one, or none."""
        return self._rows_of("SELECT row FROM rows WHERE sha256 = ?", sha256)

    def rows_by_author(self, name: str) -> list[int]:
        """Return the rows of an author, whatever the case of the name."""
        query = "SELECT row FROM rows WHERE author_key = ? ORDER BY row"
        return self._rows_of(query, table.author_key(name))

    def count_without_sha256(self) -> int:
        """Return of how many rows the photo's content is not known, as in the published index."""
        count = 0
        for number, (first, end) in enumerate(pairwise(self._first.tolist())):
            removed = self.removed[(self.removed >= first) & (self.removed < end)] - first
            with self._reading(number) as connection:
                nameless = "SELECT COUNT(*) FROM rows WHERE sha256 IS NULL"
                count += connection.execute(nameless).fetchone()[0]
                for row in removed.tolist():
                    count -= connection.execute(f"{nameless} AND row = ?", (row,)).fetchone()[0]
        return count

    def records(self) -> Iterator[tuple[int, RowRecord]]:
        """Yield number and record of every row that was not removed, in their order."""
        removed = set(self.removed.tolist())
        for number, first in enumerate(self._first[:-1].tolist()):
            with self._reading(number) as connection:
                for row, record in enumerate(read_records(connection), first):
                    if row not in removed:
                        yield row, record

    def _owners(self, rows: Rows) -> Rows:
        """Return the number of each row's segment.

        Raises:
            IndexError: There is no such row.
        """
        owners = np.searchsorted(self._first, rows, side="right") - 1
        gone = (owners < 0) | (rows >= self.row_numbers) | np.isin(rows, self.removed)
        if gone.any():
            raise IndexError(f"row {int(rows[gone][0])} of {self.row_numbers}")
        numbers: Rows = owners.astype(np.int64)
        return numbers

    def _rows_of(self, query: str, value: str) -> list[int]:
        found: list[int] = []
        for number, first in enumerate(self._first[:-1].tolist()):
            with self._reading(number) as connection:
                found += [first + row for (row,) in connection.execute(query, (value,))]
        if found and len(self.removed):
            found = np.setdiff1d(found, self.removed, assume_unique=True).tolist()
        return found

    @contextmanager
    def _reading(self, segment: int) -> Iterator[sqlite3.Connection]:
        with self._readable(), reading(self.segments[segment].table_path) as connection:
            yield connection

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Tell a gallery that was changed under its reader from a damaged one."""
        try:
            yield
        except GalleryError as error:
            there = all(segment.table_path.exists() for segment in self.segments)
            if there or read_manifest(self.folder).id == self.id:
                raise
            raise GalleryError(
                f"The gallery {self.name} was added to in the meantime.",
                hint="Run the command again.",
            ) from error

    def _row(self, connection: sqlite3.Connection, row: int, first: int) -> GalleryRow:
        record = table.read_record(connection, row - first)
        if record is None:
            raise IndexError(f"row {row} of {self.row_numbers}")
        shown = record.thumbnail and record.sha256
        return GalleryRow(
            row=row,
            where=LatLon(record.lat_deg, record.lon_deg),
            file=record.path,
            sha256=record.sha256,
            title=record.title,
            author=record.author,
            source=record.source,
            url=record.url,
            taken_at=record.taken_at,
            description=record.description,
            thumbnail=thumbnail_path(self.folder, shown) if shown else None,
        )


def _check_size(path: Path, size: int) -> None:
    try:
        actual = path.stat().st_size
    except OSError as error:
        raise damaged(path, error.strerror or "it cannot be read") from error
    if actual != size:
        raise damaged(path, f"it has {actual} bytes instead of {size}")


def _read_removed(folder: Path, manifest: GalleryManifest) -> Rows:
    numbers = sum(segment.rows for segment in manifest.segments)
    removed = np.empty(0, np.int64)
    if manifest.removed is not None:
        path = folder / manifest.removed
        removed = np.array(mapped(path))
        ordered = removed.dtype == np.int64 and removed.ndim == 1 and (np.diff(removed) > 0).all()
        if not ordered or not len(removed) or removed[0] < 0 or removed[-1] >= numbers:
            raise damaged(path, "it holds no numbers of rows")
    if manifest.rows != numbers - len(removed):
        raise damaged(folder, f"it holds {numbers - len(removed)} rows instead of {manifest.rows}")
    return removed
