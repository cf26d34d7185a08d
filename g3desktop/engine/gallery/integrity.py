"""Every byte of a gallery against what the gallery says of itself."""

from __future__ import annotations

import hashlib
import itertools
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
from g3desktop.engine.gallery.store import MANIFEST_NAME, Gallery, thumbnail_path
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
    _check_rows(gallery)
    _check_vectors(gallery, report, cancelled)
    _check_thumbnails(gallery, report, cancelled)
    return gallery


def file_sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a gallery's file.

    Raises:
        GalleryError: It cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise damaged(path, error.strerror or "it cannot be read") from error


def _check_rows(gallery: Gallery) -> None:
    manifest, path = gallery.manifest, gallery.table_path
    with reading(path) as connection:
        first, last = connection.execute("SELECT min(row), max(row) FROM rows").fetchone()
        vectors = next(file for file in manifest.files if file.path == manifest.vectors)
        found = content_id(
            manifest.encoder_id, manifest.dims, vectors.sha256, read_records(connection)
        )
    if (first, last) != (0, gallery.rows - 1):
        raise damaged(path, f"its rows run from {first} to {last}")
    degrees = np.abs(gallery.lat_lon_deg)
    if not (degrees <= (90, 180)).all():
        raise damaged(path, "a position lies outside the globe")
    if found != gallery.id:
        raise damaged(gallery.folder / MANIFEST_NAME, "its id does not name this content")


def _check_vectors(gallery: Gallery, report: Report, cancelled: Cancelled) -> None:
    edges = np.cumsum([0, *gallery.manifest.dims])
    for start in range(0, gallery.rows, _BLOCK_ROWS):
        check_cancelled(cancelled)
        report(Progress(_STAGE, start, gallery.rows))
        block = np.asarray(gallery.vectors[start : start + _BLOCK_ROWS], dtype=np.float32)
        for left, right in itertools.pairwise(edges):
            lengths = np.linalg.norm(block[:, left:right], axis=1)
            # A comparison with NaN is false.
            wrong = ~(np.abs(lengths - 1) <= _LENGTH_TOLERANCE)
            if right > left and wrong.any():
                row = start + int(np.flatnonzero(wrong)[0])
                path = gallery.folder / gallery.manifest.vectors
                raise damaged(path, f"row {row} is not a unit vector")


def _check_thumbnails(gallery: Gallery, report: Report, cancelled: Cancelled) -> None:
    with reading(gallery.table_path) as connection:
        for row, record in enumerate(read_records(connection)):
            check_cancelled(cancelled)
            report(Progress(_STAGE, row + 1, gallery.rows))
            path = thumbnail_path(gallery.folder, record.sha256)
            if record.thumbnail is not None and file_sha256(path) != record.thumbnail:
                raise damaged(path, "its content has changed")
