"""An opened gallery: its vectors, rows and search, checked against its own description."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath

import numpy as np
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from g3desktop.domain.errors import EncoderMismatchError, GalleryError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.pack import PackFile
from g3desktop.engine.gallery import table
from g3desktop.engine.gallery.search import Cosines, ExactSearch, Rows
from g3desktop.engine.gallery.table import RowRecord, damaged, reading

FORMAT = 1
MANIFEST_NAME = "gallery.json"
THUMBNAILS_NAME = "thumbs"

EVIDENCE_ROWS = 8192
"""Most similar rows that count as evidence: all of a small gallery; the rest counts for nothing."""

StoredVectors = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class GalleryManifest:
    """What a gallery says of itself in its gallery.json.

    Attributes:
        format: Version of this description.
        name: Its name when it was built; the folder's name counts.
        id: Names its content; equal ids give equal answers.
        encoder_id: The encoder that made the vectors.
        image_dim: Length of the image part of a row's vector.
        text_dim: Length of the image-to-text part; 0 without one.
        gps_dim: Length of the image-to-GPS part.
        rows: How many.
        created: When it was last written, ISO 8601, UTC.
        vectors: The file of vectors, shape (rows, image + text + gps), float16.
        table: The SQLite file of rows.
        files: Size and SHA-256 of those two.
    """

    format: int
    name: str
    id: str
    encoder_id: str
    image_dim: int
    text_dim: int
    gps_dim: int
    rows: int
    created: str
    vectors: str
    table: str
    files: tuple[PackFile, ...]

    @property
    def dims(self) -> tuple[int, int, int]:
        """Lengths of the image, image-to-text and image-to-GPS parts."""
        return self.image_dim, self.text_dim, self.gps_dim


_MANIFESTS = TypeAdapter(GalleryManifest)


@dataclass(frozen=True, slots=True)
class GalleryRow:
    """One photo of a gallery.

    Attributes:
        row: Its number.
        where: Its position.
        file: The photo; relative where the gallery was made for other machines.
        sha256: Of that file.
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
    sha256: str
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


def read_manifest(folder: Path) -> GalleryManifest:
    """Read and check a gallery's description.

    Raises:
        GalleryError: It is missing, damaged, or of another version of the program.
    """
    path = folder / MANIFEST_NAME
    if not folder.is_dir():
        raise GalleryError(
            f"There is no gallery at {folder}.", hint="`g3desktop gallery list` shows those there."
        )
    try:
        manifest = _MANIFESTS.validate_json(path.read_bytes(), strict=True)
    except OSError as error:
        raise damaged(path, error.strerror or "it cannot be read") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise damaged(path, f"{where + ': ' if where else ''}{first['msg']}") from error
    _check_manifest(manifest, path)
    return manifest


def _check_manifest(manifest: GalleryManifest, path: Path) -> None:
    if manifest.format != FORMAT:
        raise GalleryError(
            f"The gallery {path.parent} has format {manifest.format}; this program reads {FORMAT}.",
            hint="Build it again, or use the version of the program that made it.",
        )
    named = {file.path for file in manifest.files}
    for name in (manifest.vectors, manifest.table):
        if name not in named or not name or PurePath(name).name != name or "\\" in name:
            raise damaged(path, f"it names the file {name!r}")
    if manifest.rows < 1 or min(manifest.dims) < 0 or not manifest.image_dim:
        raise damaged(path, "its numbers make no sense")


class Gallery:
    """Photos with known positions and their vectors, made by one encoder.

    Nothing of it is read before it is needed, and nothing is ever written.
    """

    def __init__(self, folder: Path, manifest: GalleryManifest, vectors: StoredVectors) -> None:
        self.folder = folder
        self.manifest = manifest
        self.vectors = vectors
        self._search = ExactSearch(vectors, self.parts)

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
        gallery = cls(folder, manifest, _map_vectors(folder / manifest.vectors, manifest))
        path = gallery.table_path
        with reading(path) as connection:
            count = connection.execute("SELECT count(*) FROM rows").fetchone()[0]
        if count != manifest.rows:
            raise damaged(path, f"it holds {count} rows instead of {manifest.rows}")
        return gallery

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
    def evidence_rows(self) -> int:
        """How many of the most similar rows are worth being counted as evidence."""
        return EVIDENCE_ROWS

    @property
    def parts(self) -> int:
        """How many unit vectors a row holds; its inner product with itself."""
        return sum(dim > 0 for dim in self.manifest.dims)

    @property
    def table_path(self) -> Path:
        """The SQLite file of rows."""
        return self.folder / self.manifest.table

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

    def nearest(
        self,
        queries: NDArray[np.float32],
        k: int,
        *,
        exclude_rows: Sequence[Collection[int]] | None = None,
    ) -> tuple[Rows, Cosines]:
        """Find the most similar rows of each query; see `ExactSearch.nearest`."""
        return self._search.nearest(queries, k, exclude_rows=exclude_rows)

    def farthest(
        self,
        queries: NDArray[np.float32],
        k: int,
        *,
        exclude_rows: Sequence[Collection[int]] | None = None,
    ) -> tuple[Rows, Cosines]:
        """Find the least similar rows of each query; see `ExactSearch.farthest`."""
        return self._search.farthest(queries, k, exclude_rows=exclude_rows)

    def cosines(self, query: NDArray[np.float32], rows: Rows) -> Cosines:
        """Return the cosines of one query with some rows; see `ExactSearch.cosines`."""
        return self._search.cosines(query, rows)

    def similarities(self, queries: NDArray[np.float32]) -> Cosines:
        """Return the cosines of queries with every row; see `ExactSearch.similarities`."""
        return self._search.similarities(queries)

    def gps_vectors(self) -> NDArray[np.float32]:
        """Return the image-to-GPS part of every row, shape (N, gps_dim), unit length."""
        start = self.manifest.image_dim + self.manifest.text_dim
        return self.vectors[:, start:].astype(np.float32)

    @cached_property
    def lat_lon_deg(self) -> NDArray[np.float64]:
        """Position of every row in degrees, shape (N, 2), latitude first."""
        with self._reading() as connection:
            values = connection.execute("SELECT lat, lon FROM rows ORDER BY row").fetchall()
        return np.array(values, dtype=np.float64).reshape(-1, 2)

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
        with self._reading() as connection:
            return [self._row(connection, int(row)) for row in rows]

    def rows_with_sha256(self, sha256: str) -> list[int]:
        """Return the rows of this very file: one, or none."""
        return self._rows_of("SELECT row FROM rows WHERE sha256 = ?", sha256)

    def rows_by_author(self, name: str) -> list[int]:
        """Return the rows of an author, whatever the case of the name."""
        query = "SELECT row FROM rows WHERE author_key = ? ORDER BY row"
        return self._rows_of(query, table.author_key(name))

    def _rows_of(self, query: str, value: str) -> list[int]:
        with self._reading() as connection:
            return [row for (row,) in connection.execute(query, (value,))]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            with reading(self.table_path) as connection:
                yield connection
        except GalleryError as error:
            if self.table_path.exists() or read_manifest(self.folder).id == self.id:
                raise
            raise GalleryError(
                f"The gallery {self.name} was added to in the meantime.",
                hint="Run the command again.",
            ) from error

    def _row(self, connection: sqlite3.Connection, row: int) -> GalleryRow:
        record = table.read_record(connection, row)
        if record is None:
            raise IndexError(f"row {row} of {self.rows}")
        return self._gallery_row(row, record)

    def _gallery_row(self, row: int, record: RowRecord) -> GalleryRow:
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
            thumbnail=thumbnail_path(self.folder, record.sha256) if record.thumbnail else None,
        )


def _check_size(path: Path, size: int) -> None:
    try:
        actual = path.stat().st_size
    except OSError as error:
        raise damaged(path, error.strerror or "it cannot be read") from error
    if actual != size:
        raise damaged(path, f"it has {actual} bytes instead of {size}")


def _map_vectors(path: Path, manifest: GalleryManifest) -> StoredVectors:
    try:
        vectors = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise damaged(path, str(error)) from error
    shape = (manifest.rows, sum(manifest.dims))
    if vectors.dtype != np.float16 or vectors.shape != shape:
        raise damaged(path, f"it holds {vectors.dtype} {vectors.shape} instead of float16 {shape}")
    mapped: StoredVectors = vectors
    return mapped
