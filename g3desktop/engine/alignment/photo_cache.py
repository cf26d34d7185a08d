"""Decoded photos in one memory-mapped file of the cache, made once for a list of contents."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from g3desktop.domain.errors import EngineError, PhotoError, UsageError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.photo import Pixels
from g3desktop.domain.work import Cancelled, Progress, Report, check_cancelled
from g3desktop.engine.alignment.dataset import LabelledPhoto, in_order
from g3desktop.engine.disuse import delete_disused, mark_used
from g3desktop.engine.failures import as_user_error
from g3desktop.engine.photo import read_photo
from g3desktop.files import replace_file, replacing

# Part of the name of a cache, so that a change of what lies in it makes a new one.
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Squares:
    """Which squares of each photo are kept.

    Attributes:
        prepare: What an encoder reads of a photo; safe in several threads at once.
        prepared_px: Side of what `prepare` returns.
        whole_px: Side of the whole photo squeezed into a square, which random views are cut from;
            0 where there are none.
    """

    prepare: Callable[[Pixels], Pixels]
    prepared_px: int
    whole_px: int = 0

    @property
    def row_bytes(self) -> int:
        """Bytes of one photo in the file."""
        return 3 * (self.prepared_px**2 + self.whole_px**2)


@dataclass(frozen=True, slots=True, eq=False)
class PreparedPhotos:
    """Photos ready for training, a row each.

    Attributes:
        photos: What they are; every one has a position and a hash.
        prepared: What the encoder reads, shape (N, side, side, 3), uint8, mapped from disk.
        whole: The whole photo squeezed into a square, shape (N, S, S, 3), uint8; S may be 0.
        aspects: Width by height, shape (N,), float32.
        problems: A sentence for each photo that is not among them.
    """

    photos: tuple[LabelledPhoto, ...]
    prepared: NDArray[np.uint8]
    whole: NDArray[np.uint8]
    aspects: NDArray[np.float32]
    problems: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.photos)

    @property
    def lat_lon_deg(self) -> NDArray[np.float64]:
        """Positions in degrees, shape (N, 2)."""
        where = [photo.where for photo in self.photos if photo.where is not None]
        return np.array([(w.lat_deg, w.lon_deg) for w in where], np.float64).reshape(-1, 2)

    @property
    def precision_km(self) -> NDArray[np.float64]:
        """How well each position is known, shape (N,); 0 where that is not said."""
        return np.array([photo.precision_km for photo in self.photos], np.float64)

    def fingerprint(self) -> str:
        """Return a hash of contents, order and positions."""
        digest = hashlib.sha256("".join(photo.sha256 for photo in self.photos).encode())
        digest.update(np.ascontiguousarray(self.lat_lon_deg).tobytes())
        digest.update(self.precision_km.tobytes())
        digest.update(str((self.prepared.shape, self.whole.shape)).encode())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class _Decoded:
    prepared: Pixels
    whole: Pixels | None
    aspect: float
    where: LatLon


def prepare_photos(
    photos: Sequence[LabelledPhoto],
    squares: Squares,
    *,
    cache: Path,
    report: Report,
    cancelled: Cancelled,
) -> PreparedPhotos:
    """Decode photos once, or map what an earlier call decoded.

    Args:
        photos: With their hashes.
        squares: What is kept of each.
        cache: Folder for the file, about `squares.row_bytes` a photo; made where there is none.
        report: Told about every photo; a note names each that is left out.
        cancelled: Asked before every photo.

    Raises:
        UsageError: No photo is left.
        EngineError: The disk is full or the cache cannot be written.
    """
    path = cache / f"photos-{_key(photos, squares)}.bin"
    index_path = path.with_suffix(".json")
    try:
        if not index_path.is_file():
            cache.mkdir(parents=True, exist_ok=True)
            delete_disused(cache, ("photos-*.json", "photos-*.bin", ".photos-*.part"))
            _decode_all(photos, squares, path, report=report, cancelled=cancelled)
        mark_used(path)
        mark_used(index_path)
        return _open(photos, squares, path, index_path)
    except OSError as error:
        told = as_user_error(error)
        raise told or EngineError(f"Cannot keep photos in {cache}: {error.strerror}.") from error


def _key(photos: Sequence[LabelledPhoto], squares: Squares) -> str:
    digest = hashlib.sha256(f"{_FORMAT} {squares.prepared_px} {squares.whole_px} ".encode())
    # Encoders may cut squares of one size in different ways; what becomes of one picture tells.
    digest.update(squares.prepare(_probe()).tobytes())
    for photo in photos:
        digest.update(f"{photo.sha256}{photo.where is None}".encode())
    return digest.hexdigest()[:20]


def _probe() -> Pixels:
    y, x = np.mgrid[0:96, 0:128]
    return np.stack([2 * x, 2 * y, (x * y) % 256], axis=-1).astype(np.uint8)


def _decode_all(
    photos: Sequence[LabelledPhoto],
    squares: Squares,
    path: Path,
    *,
    report: Report,
    cancelled: Cancelled,
) -> None:
    """Write the squares and then the index; only both together count."""
    rows: list[dict[str, Any]] = []

    def decode(photo: LabelledPhoto) -> _Decoded | PhotoError:
        try:
            return _decode(photo, squares)
        except PhotoError as error:
            return error

    with replacing(path) as stream:
        for done, (_, result) in enumerate(in_order(decode, photos), start=1):
            check_cancelled(cancelled)
            rows.append(_write_row(stream, result))
            note = str(rows[-1].get("problem", ""))
            report(Progress("reading photos", done, len(photos), note))
    replace_file(path.with_suffix(".json"), json.dumps(rows).encode("utf-8"))


def _decode(photo: LabelledPhoto, squares: Squares) -> _Decoded:
    read = read_photo(photo.path, short_side_px=max(squares.prepared_px, squares.whole_px))
    where = photo.where or read.exif.position
    if where is None:
        raise PhotoError(f"{photo.file} has no position in its EXIF and is left out.")
    whole = None
    if squares.whole_px:
        size = (squares.whole_px, squares.whole_px)
        image = Image.fromarray(read.pixels).resize(size, Image.Resampling.BICUBIC)
        whole = np.asarray(image)
    return _Decoded(squares.prepare(read.pixels), whole, read.width / read.height, where)


def _write_row(stream: BinaryIO, result: _Decoded | PhotoError) -> dict[str, Any]:
    """Append the squares of a photo and return its line of the index."""
    if isinstance(result, PhotoError):
        return {"problem": result.one_line()}
    stream.write(np.ascontiguousarray(result.prepared).tobytes())
    if result.whole is not None:
        stream.write(np.ascontiguousarray(result.whole).tobytes())
    return {"aspect": result.aspect, "where": [result.where.lat_deg, result.where.lon_deg]}


def _open(
    photos: Sequence[LabelledPhoto], squares: Squares, path: Path, index_path: Path
) -> PreparedPhotos:
    index: list[dict[str, Any]] = json.loads(index_path.read_text(encoding="utf-8"))
    problems = tuple(str(facts["problem"]) for facts in index if "problem" in facts)
    kept = [
        (replace(photo, where=photo.where or LatLon(*facts["where"])), facts["aspect"])
        for photo, facts in zip(photos, index, strict=True)
        if "problem" not in facts
    ]
    if not kept:
        raise UsageError(
            f"No photo with a position is left; the last problem: {problems[-1]}",
            hint="Give --csv with the columns file, lat, lon, or photos with GPS in their EXIF.",
        )
    prepared, whole = _mapped(path, len(kept), squares)
    aspects = np.array([aspect for _, aspect in kept], np.float32)
    return PreparedPhotos(tuple(photo for photo, _ in kept), prepared, whole, aspects, problems)


def _mapped(path: Path, rows: int, squares: Squares) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    if path.stat().st_size != rows * squares.row_bytes:
        raise EngineError(
            f"The cached photos {path} are damaged.", hint="Delete that file and run again."
        )
    table = np.memmap(path, np.uint8, mode="r", shape=(rows, squares.row_bytes))
    split = 3 * squares.prepared_px**2
    side, whole_side = squares.prepared_px, squares.whole_px
    prepared = table[:, :split].reshape(rows, side, side, 3)
    return prepared, table[:, split:].reshape(rows, whole_side, whole_side, 3)
