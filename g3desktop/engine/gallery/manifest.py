"""What a gallery says of itself in its gallery.json."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath

from pydantic import TypeAdapter, ValidationError

from g3desktop.domain.errors import GalleryError
from g3desktop.domain.pack import PackFile
from g3desktop.engine.gallery.table import damaged
from g3desktop.files import sync_folder

FORMAT = 2
_FIRST_FORMAT = 1
MANIFEST_NAME = "gallery.json"


@dataclass(frozen=True, slots=True)
class SegmentManifest:
    """Rows that were written together; its files never change.

    An exact segment keeps its rows as they are. A compact one keeps an embedding of each in eight
    bits a number, and sketches of all for the first pass of a search.

    Attributes:
        id: Names its content.
        rows: How many, removed ones among them.
        table: The SQLite file of rows.
        vectors: The file of vectors, shape (rows, image + text + gps), float16; of a compact
            segment the records of embeddings.
        positions: Of a compact segment, degrees, shape (rows, 2); an exact one has its table.
        sketch: Codes for the first pass; None makes the segment exact.
        model: What made codes and records; None with an exact segment.
    """

    id: str
    rows: int
    table: str
    vectors: str
    positions: str | None = None
    sketch: str | None = None
    model: str | None = None

    @property
    def is_compact(self) -> bool:
        """Tell whether its rows are kept as codes."""
        return self.sketch is not None

    @property
    def files(self) -> tuple[str, ...]:
        """The names of its files."""
        names = (self.table, self.vectors, self.positions, self.sketch, self.model)
        return tuple(name for name in names if name is not None)


@dataclass(frozen=True, slots=True)
class GalleryManifest:
    """A gallery's description.

    Attributes:
        format: Version of this description.
        name: Its name when it was built; the folder's name counts.
        id: Names its content; equal ids give equal answers.
        encoder_id: The encoder that made the vectors.
        image_dim: Length of the image part of a row's vector.
        text_dim: Length of the image-to-text part; 0 without one.
        gps_dim: Length of the image-to-GPS part.
        rows: How many photos it holds.
        created: When it was last written, ISO 8601, UTC.
        segments: Where the rows lie; they are numbered through, removed ones among them.
        removed: The file of removed rows' numbers, or None.
        files: Size and SHA-256 of all these files.
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
    segments: tuple[SegmentManifest, ...]
    removed: str | None
    files: tuple[PackFile, ...]

    @property
    def dims(self) -> tuple[int, int, int]:
        """Lengths of the image, image-to-text and image-to-GPS parts."""
        return self.image_dim, self.text_dim, self.gps_dim

    @property
    def size_bytes(self) -> int:
        """Bytes of all its files, thumbnails apart."""
        return sum(file.size for file in self.files)

    @property
    def named_files(self) -> tuple[str, ...]:
        """The names of all files that it needs."""
        of_segments = (name for segment in self.segments for name in segment.files)
        return (*of_segments, *(() if self.removed is None else (self.removed,)))

    def file(self, name: str) -> PackFile:
        """Return size and hash of one of its files."""
        return next(file for file in self.files if file.path == name)


@dataclass(frozen=True, slots=True)
class _FirstManifest:
    """A description of format 1: one exact segment."""

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

    def as_now(self) -> GalleryManifest:
        return GalleryManifest(
            format=self.format,
            name=self.name,
            id=self.id,
            encoder_id=self.encoder_id,
            image_dim=self.image_dim,
            text_dim=self.text_dim,
            gps_dim=self.gps_dim,
            rows=self.rows,
            created=self.created,
            segments=(SegmentManifest(self.id, self.rows, self.table, self.vectors),),
            removed=None,
            files=self.files,
        )


@dataclass(frozen=True, slots=True)
class _AnyManifest:
    """What tells one format from another."""

    format: int


_ANY = TypeAdapter(_AnyManifest)
_FIRST = TypeAdapter(_FirstManifest)
_MANIFESTS = TypeAdapter(GalleryManifest)


def gallery_id(segments: Sequence[SegmentManifest], removed_sha256: str | None) -> str:
    """Name a gallery by its content, 16 hexadecimal digits; one whole segment names it itself."""
    if len(segments) == 1 and removed_sha256 is None:
        return segments[0].id
    content = json.dumps([[segment.id for segment in segments], removed_sha256])
    return hashlib.sha256(content.encode("ascii")).hexdigest()[:16]


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
        manifest = _parse(path.read_bytes(), path)
    except OSError as error:
        raise damaged(path, error.strerror or "it cannot be read") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise damaged(path, f"{where + ': ' if where else ''}{first['msg']}") from error
    _check_manifest(manifest, path)
    return manifest


def replace_manifest(folder: Path, manifest: GalleryManifest) -> None:
    """Put a gallery's new description in the place of the old one, in one step that counts."""
    new = folder / "gallery.new"
    with new.open("w", encoding="utf-8") as stream:
        json.dump(asdict(manifest), stream, indent=1)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    sync_folder(folder)
    new.replace(folder / MANIFEST_NAME)
    sync_folder(folder)


def _parse(content: bytes, path: Path) -> GalleryManifest:
    format_ = _ANY.validate_json(content, strict=True).format
    if format_ == _FIRST_FORMAT:
        return _FIRST.validate_json(content, strict=True).as_now()
    if format_ != FORMAT:
        raise GalleryError(
            f"The gallery {path.parent} has format {format_}; this program reads up to {FORMAT}.",
            hint="Build it again, or use the version of the program that made it.",
        )
    return _MANIFESTS.validate_json(content, strict=True)


def _check_manifest(manifest: GalleryManifest, path: Path) -> None:
    described = {file.path for file in manifest.files}
    names = manifest.named_files
    for name in names:
        if name not in described or not name or PurePath(name).name != name or "\\" in name:
            raise damaged(path, f"it names the file {name!r}")
    sizes = [segment.rows for segment in manifest.segments]
    twice = len(set(names)) < len(names) or len(described) < len(manifest.files)
    if twice or not sizes or min(sizes) < 1 or not 1 <= manifest.rows <= sum(sizes):
        raise damaged(path, "its numbers make no sense")
    if min(manifest.dims) < 0 or not manifest.image_dim:
        raise damaged(path, "its numbers make no sense")
    if any(None in (s.positions, s.model) for s in manifest.segments if s.is_compact):
        raise damaged(path, "a compact segment lacks a file")
