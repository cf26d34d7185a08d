"""Photos on their way into a gallery: read, sorted into chunks, encoded, committed.

The steps stand by themselves, so that a cluster takes the same ones as the threads of one machine.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import PhotoError
from g3desktop.domain.geometry import LatLon
from g3desktop.domain.work import Cancelled, Progress, Report, check_cancelled
from g3desktop.engine.alignment.encoder import Encoder
from g3desktop.engine.gallery.journal import Journal, StoredVectors
from g3desktop.engine.gallery.positions import PhotoPosition
from g3desktop.engine.gallery.reading import (
    KnownPhoto,
    NewPhoto,
    Read,
    Reader,
    SkippedPhoto,
    Source,
    encode_rows,
)
from g3desktop.engine.gallery.table import RowRecord

__all__ = [
    "CHUNK_PHOTOS",
    "STAGE",
    "Describe",
    "Intake",
    "Ledger",
    "Seen",
    "SkippedPhoto",
    "Source",
    "Tally",
]

CHUNK_PHOTOS = 64
"""Photos that are encoded and committed together.

Chunks are cut by the order of the photos alone, so that a build that was stopped encodes the same
photos side by side as one that was not: the company a photo is encoded in changes its last bits.
"""

STAGE = "building the gallery"

Describe = Callable[[NDArray[np.float64]], list[str]]
"""Place names of positions in degrees, shape (N, 2)."""

_MAX_WORKERS = 8


@dataclass(slots=True, eq=False)
class Seen:
    """What the gallery has or will have, read by the decoding threads and written by the main one.

    Attributes:
        where: Position of each row in degrees, by content hash.
        sizes: File sizes of all rows: a photo of another size is none of them.
        resumed: Hashes of rows that an earlier run of this build committed and whose photos have
            not come by in this run.
    """

    where: dict[str, tuple[float, float]] = field(default_factory=dict)
    sizes: set[int] = field(default_factory=set)
    resumed: set[str] = field(default_factory=set)

    def add(self, record: RowRecord) -> None:
        """Remember a row, unless nobody here has its photo."""
        if record.sha256 is not None:
            self.expect(record.sha256, record.size, (record.lat_deg, record.lon_deg))

    def expect(self, sha256: str, size: int, lat_lon_deg: tuple[float, float]) -> None:
        """Remember a photo that becomes a row."""
        self.where[sha256] = lat_lon_deg
        self.sizes.add(size)

    def may_have(self, size: int) -> bool:
        """Tell whether a row's photo is of this size, in bytes."""
        return size in self.sizes

    def has(self, sha256: str) -> bool:
        """Tell whether a row's photo has this content."""
        return sha256 in self.where


@dataclass(slots=True, eq=False)
class Tally:
    """What became of the photos that are no new rows.

    Attributes:
        known: Photos whose content already was in the gallery, or twice in the folder.
        skipped: Photos that could not be used.
        warnings: What the user should know.
        sha256s: Content of every photo that is a row now or was one, by its path.
    """

    known: int = 0
    skipped: list[SkippedPhoto] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    sha256s: dict[Path, str] = field(default_factory=dict)


class Ledger:
    """Sorts read photos into chunks, and commits these when they are encoded.

    Args:
        journal: Where rows are committed.
        seen: What the gallery has; grows with every new photo.
        describe: Gives the place names of rows, or None.
    """

    def __init__(self, journal: Journal, seen: Seen, describe: Describe | None) -> None:
        self._journal = journal
        self._seen = seen
        self._describe = describe
        self._open: list[NewPhoto] = []
        self.tally = Tally()

    def enter(self, read: Read) -> list[NewPhoto]:
        """Sort a photo in; photos come in the order of the sources.

        Returns:
            The chunk that is full with it, which is to be committed; mostly none.
        """
        if not isinstance(read, SkippedPhoto):
            self.tally.sha256s[read.source.path] = read.sha256
        if isinstance(read, SkippedPhoto):
            self.tally.skipped.append(read)
        elif read.sha256 in self._seen.where:
            self._count_known(read, LatLon(*self._seen.where[read.sha256]))
        elif isinstance(read, NewPhoto):
            self.tally.warnings += (f"{read.source.path}: {text}" for text in read.warnings)
            self._seen.expect(read.sha256, read.size, (read.where.lat_deg, read.where.lon_deg))
            self._open.append(read)
        return self.rest() if len(self._open) == CHUNK_PHOTOS else []

    def rest(self) -> list[NewPhoto]:
        """Return the chunk that is not full, to be committed when no photo is left."""
        chunk, self._open = self._open, []
        return chunk

    def commit(self, chunk: Sequence[NewPhoto], vectors: StoredVectors) -> None:
        """Make the next chunk's photos rows.

        Raises:
            EngineError: The disk is full or refuses.
        """
        lat_lon_deg = np.array([(p.where.lat_deg, p.where.lon_deg) for p in chunk])
        texts = self._describe(lat_lon_deg) if self._describe else [""] * len(chunk)
        records = [_record(p, text) for p, text in zip(chunk, texts, strict=True)]
        self._journal.append(records, vectors, [photo.thumbnail for photo in chunk])

    def _count_known(self, read: NewPhoto | KnownPhoto, where: LatLon) -> None:
        entry = read.source.entry
        if entry is not None and entry.where != where:
            self.tally.warnings.append(
                f"{read.source.path} stays at {where.lat_deg:g}, {where.lon_deg:g}, where the "
                f"gallery has it, not at {entry.where.lat_deg:g}, {entry.where.lon_deg:g}."
            )
        if read.sha256 in self._seen.resumed:
            self._seen.resumed.remove(read.sha256)
        else:
            self.tally.known += 1


class Intake:
    """Takes photos into a journal, in threads of this process.

    Args:
        encoder: Makes the vectors.
        journal: Where rows are committed.
        seen: What the gallery has; grows with every new photo.
        describe: Gives the place names of rows, or None.
        thumbnails: Whether rows have thumbnails.
    """

    def __init__(
        self,
        encoder: Encoder,
        journal: Journal,
        seen: Seen,
        *,
        describe: Describe | None,
        thumbnails: bool,
    ) -> None:
        self._encoder = encoder
        self._seen = seen
        self._reader = Reader(encoder.prepare, encoder.short_side_px, thumbnails)
        self._ledger = Ledger(journal, seen, describe)

    @property
    def tally(self) -> Tally:
        """What became of the photos that are no new rows."""
        return self._ledger.tally

    def take(
        self,
        sources: Sequence[Source],
        *,
        workers: int | None,
        report: Report,
        cancelled: Cancelled,
    ) -> None:
        """Read, encode and commit photos, in their order.

        Args:
            sources: The photos.
            workers: Threads that decode; None chooses.
            report: Told after every photo.
            cancelled: Asked before every photo.

        Raises:
            EngineError: The disk is full or refuses, or the encoder failed.
            CancelledError: `cancelled` said so.
        """
        # Closed at once when stopped, so that no thread outlives this call.
        with closing(self._read_ahead(sources, workers)) as reads:
            for done, read in enumerate(reads, 1):
                check_cancelled(cancelled)
                self._commit(self._ledger.enter(read))
                report(Progress(STAGE, done, len(sources)))
        self._commit(self._ledger.rest())

    def _commit(self, chunk: Sequence[NewPhoto]) -> None:
        if chunk:
            vectors = encode_rows(self._encoder, [photo.square for photo in chunk])
            self._ledger.commit(chunk, vectors)

    def _read_ahead(self, sources: Sequence[Source], workers: int | None) -> Generator[Read]:
        """Yield photos in order while threads decode the next ones, a chunk ahead at most."""
        threads = workers or min(_MAX_WORKERS, os.cpu_count() or 1)
        remaining = iter(sources)
        waiting: deque[Future[Read]] = deque()
        pool = ThreadPoolExecutor(threads, thread_name_prefix="decode")
        try:
            waiting.extend(
                pool.submit(self._read, source)
                for source in islice(remaining, CHUNK_PHOTOS + threads)
            )
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(pool.submit(self._read, source) for source in islice(remaining, 1))
        finally:
            pool.shutdown(cancel_futures=True)

    def _read(self, source: Source) -> Read:
        try:
            return self._reader.read(source, self._seen)
        except PhotoError as error:
            return SkippedPhoto(source.path, error.one_line())


def _record(photo: NewPhoto, description: str) -> RowRecord:
    entry, exif = photo.source.entry, photo.exif
    return RowRecord(
        lat_deg=photo.where.lat_deg,
        lon_deg=photo.where.lon_deg,
        file=os.fsencode(photo.source.file),
        size=photo.size,
        sha256=photo.sha256,
        title=_text(entry.title if entry and entry.title else exif.title),
        author=_text(entry.author if entry and entry.author else exif.author),
        source=_text(entry.source if entry else None),
        url=_text(entry.url if entry else None),
        taken_at=_text(entry.taken_at if entry and entry.taken_at else exif.taken_at),
        description=_text(description) or "",
        thumbnail=hashlib.sha256(photo.thumbnail).hexdigest() if photo.thumbnail else None,
    )


def record_by_entry(record: RowRecord, entry: PhotoPosition) -> RowRecord:
    """Return what is known of a row once its line of the CSV says something else."""
    return record._replace(
        lat_deg=entry.where.lat_deg,
        lon_deg=entry.where.lon_deg,
        title=_text(entry.title) or record.title,
        author=_text(entry.author) or record.author,
        source=_text(entry.source) or record.source,
        url=_text(entry.url) or record.url,
        taken_at=_text(entry.taken_at) or record.taken_at,
    )


def _text(value: str | None) -> str | None:
    """Return text as SQLite can hold it: valid Unicode, without NUL; None where nothing is left."""
    if not value:
        return None
    return value.encode("utf-8", "replace").decode().replace("\0", "").strip() or None
