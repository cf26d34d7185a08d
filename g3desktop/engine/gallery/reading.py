"""What is done with one photo, or one chunk of them, on its way into a gallery.

A build does it in threads, and a cluster on many machines: so nothing here knows of the gallery.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from g3desktop.domain.errors import EngineError, PhotoError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.photo import ExifFacts, Pixels
from g3desktop.engine.alignment.encoder import Encoder
from g3desktop.engine.gallery.positions import PhotoPosition
from g3desktop.engine.photo import content_sha256, read_photo, thumbnail_jpeg

if TYPE_CHECKING:
    from g3desktop.engine.gallery.journal import StoredVectors


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the folder, and what the CSV says of it or None without a CSV.

    Attributes:
        path: The photo.
        file: Its path as the gallery keeps it.
        entry: The row of the CSV.
    """

    path: Path
    file: Path
    entry: PhotoPosition | None


@dataclass(frozen=True, slots=True)
class SkippedPhoto:
    """A photo that did not become a row, and why."""

    path: Path
    reason: str


class KnownPhotos(Protocol):
    """What reading asks of the gallery, to leave undecoded what it has."""

    def may_have(self, size: int) -> bool:
        """Tell whether a row's photo is of this size, in bytes."""

    def has(self, sha256: str) -> bool:
        """Tell whether a row's photo has this content."""


@dataclass(frozen=True, slots=True, eq=False)
class NewPhoto:
    """A photo ready to be encoded; `square` is what the encoder's `prepare` made of it."""

    source: Source
    where: LatLon
    exif: ExifFacts
    sha256: str
    size: int
    square: Pixels
    thumbnail: bytes | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownPhoto:
    """A photo that the gallery has; it was not decoded."""

    source: Source
    sha256: str


Read = NewPhoto | KnownPhoto | SkippedPhoto


@dataclass(frozen=True, slots=True)
class Reader:
    """Does all with a photo that needs no weights. Safe in several threads at once.

    Attributes:
        prepare: The encoder's.
        short_side_px: The encoder's.
        thumbnails: Whether rows have thumbnails.
    """

    prepare: Callable[[Pixels], Pixels]
    short_side_px: int
    thumbnails: bool

    def read(self, source: Source, known: KnownPhotos) -> Read:
        """Read one photo.

        Args:
            source: The photo.
            known: Says what the gallery has.

        Raises:
            PhotoError: The file cannot be read, or it is no sound photo.
        """
        if source.entry and _stands_for_none(source.entry.where):
            return _nowhere(source)
        size = _file_size(source.path)
        if known.may_have(size):
            sha256 = content_sha256(source.path)
            if known.has(sha256):
                return KnownPhoto(source, sha256)
        photo = read_photo(source.path, short_side_px=self.short_side_px)
        where = source.entry.where if source.entry else photo.exif.position
        if where is None:
            return SkippedPhoto(source.path, "it has no position in its EXIF data")
        if _stands_for_none(where):
            return _nowhere(source)
        return NewPhoto(
            source=source,
            where=where,
            exif=photo.exif,
            sha256=photo.sha256,
            size=size,
            square=self.prepare(photo.pixels),
            thumbnail=thumbnail_jpeg(photo.pixels) if self.thumbnails else None,
            warnings=photo.warnings,
        )


def encode_rows(encoder: Encoder, squares: Sequence[Pixels]) -> StoredVectors:
    """Encode the prepared squares of one chunk as a gallery stores them.

    Raises:
        EngineError: The encoder failed.
    """
    vectors = encoder.encode_images(squares).concatenated()
    if not np.isfinite(vectors).all():
        raise EngineError(
            f"The encoder {encoder.id} gave numbers that are not finite.",
            hint="Try --precision float32, or another --device.",
        )
    return vectors.astype(np.float16)


def _stands_for_none(where: LatLon) -> bool:
    return (where.lat_deg, where.lon_deg) == (0, 0)


def _nowhere(source: Source) -> SkippedPhoto:
    return SkippedPhoto(source.path, "its position 0, 0 stands for a missing one")


def _file_size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError) as error:
        raise PhotoError(f"{path} cannot be read.", hint="Check its name.") from error
