"""Every byte of a gallery against what the gallery says of itself."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np

from g3desktop.domain.work import (
    Cancelled,
    Progress,
    Report,
    check_cancelled,
    ignore_progress,
    never_cancelled,
)
from g3desktop.engine.gallery.manifest import (
    MANIFEST_NAME,
    GalleryManifest,
    SegmentManifest,
    gallery_id,
)
from g3desktop.engine.gallery.segment import Segment
from g3desktop.engine.gallery.store import Gallery, thumbnail_path
from g3desktop.engine.gallery.table import content_id, damaged, read_records, reading

_BLOCK_ROWS = 4096
# Unit vectors of up to 1,280 numbers, rounded to float16, keep their length within 0.0003.
_LENGTH_TOLERANCE = 2e-3
_STAGE = "checking the gallery"


def verify_gallery(
    folder: Path,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Gallery:
    """Check hashes, rows, vectors and thumbnails.

    Returns:
        The gallery, found sound.

    Raises:
        GalleryError: A file is missing or damaged; the message names it.
        CancelledError: `cancelled` said so.
    """
    gallery = Gallery.open(folder)
    for file in gallery.manifest.files:
        check_cancelled(cancelled)
        path = gallery.folder / file.path
        if file_sha256(path) != file.sha256:
            raise damaged(path, "its content has changed")
    _check_id(gallery)
    done = 0
    for segment in gallery.segments:
        _check_rows(gallery, segment)
        _check_vectors(segment, gallery.manifest, (done, gallery.row_numbers), report, cancelled)
        done += segment.rows
    _check_thumbnails(gallery, report, cancelled)
    return gallery


def file_sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a gallery's file.

    Raises:
        GalleryError: It cannot be read.
    """
    try:
        with path.open("rb", buffering=0) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise damaged(path, error.strerror or "it cannot be read") from error


def vectors_sha256(manifest: SegmentManifest, sha256_of: Callable[[str], str]) -> str:
    """Return what names the vectors of a segment: the hash of their file, or of its codes' files.

    Args:
        manifest: The segment's.
        sha256_of: Gives the hash of a file by its name.
    """
    coded = (manifest.vectors, manifest.sketch, manifest.model)
    names = [name for name in coded if name is not None]
    if len(names) == 1:
        return sha256_of(names[0])
    return hashlib.sha256("".join(map(sha256_of, names)).encode("ascii")).hexdigest()


def _check_id(gallery: Gallery) -> None:
    manifest = gallery.manifest
    removed = manifest.removed and manifest.file(manifest.removed).sha256
    if manifest.id != gallery_id(manifest.segments, removed):
        raise damaged(gallery.folder / MANIFEST_NAME, "its id does not name this content")


def _check_rows(gallery: Gallery, segment: Segment) -> None:
    manifest, path = gallery.manifest, segment.table_path
    with reading(path) as connection:
        first, last, count = connection.execute(
            "SELECT min(row), max(row), count(*) FROM rows"
        ).fetchone()
        found = content_id(
            manifest.encoder_id,
            manifest.dims,
            vectors_sha256(segment.manifest, lambda name: manifest.file(name).sha256),
            read_records(connection),
        )
        values = connection.execute("SELECT lat, lon FROM rows ORDER BY row").fetchall()
    if (first, last, count) != (0, segment.rows - 1, segment.rows):
        raise damaged(path, f"its {count} rows run from {first} to {last}")
    degrees = np.array(values, dtype=np.float64).reshape(-1, 2)
    if not (np.abs(degrees) <= (90, 180)).all():
        raise damaged(path, "a position lies outside the globe")
    if not np.array_equal(degrees, segment.lat_lon_deg()):
        raise damaged(path, "its positions are not those of the file beside it")
    if found != segment.manifest.id:
        raise damaged(gallery.folder / MANIFEST_NAME, "its id does not name this content")


def _check_vectors(
    segment: Segment,
    manifest: GalleryManifest,
    progress: tuple[int, int],
    report: Report,
    cancelled: Cancelled,
) -> None:
    edges = np.cumsum([0, *manifest.dims])
    done, total = progress
    for start in range(0, segment.rows, _BLOCK_ROWS):
        check_cancelled(cancelled)
        report(Progress(_STAGE, done + start, total))
        block = segment.vectors(slice(start, start + _BLOCK_ROWS))
        for left, right in itertools.pairwise(edges):
            lengths = np.linalg.norm(block[:, left:right], axis=1)
            # A comparison with NaN is false.
            wrong = ~(np.abs(lengths - 1) <= _LENGTH_TOLERANCE)
            if right > left and wrong.any():
                row = start + int(np.flatnonzero(wrong)[0])
                path = segment.folder / segment.manifest.vectors
                raise damaged(path, f"row {row} is not a unit vector")


def _check_thumbnails(gallery: Gallery, report: Report, cancelled: Cancelled) -> None:
    for done, (_, record) in enumerate(gallery.records(), 1):
        check_cancelled(cancelled)
        report(Progress(_STAGE, done, gallery.rows))
        if record.thumbnail is None or record.sha256 is None:
            continue
        path = thumbnail_path(gallery.folder, record.sha256)
        if file_sha256(path) != record.thumbnail:
            raise damaged(path, "its content has changed")
