"""What an encoder sees in the photos of a data set, each read and encoded but once."""

from __future__ import annotations

import os
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import EngineError, PhotoError, UserError
from g3desktop.domain.photo import Pixels
from g3desktop.domain.work import Cancelled, check_cancelled
from g3desktop.engine.alignment.encoder import Encoder, ImageVectors
from g3desktop.engine.photo import content_sha256
from g3desktop.engine.pipeline import BATCH_PHOTOS, PhotoFailure, decoded_batches
from g3desktop.evaluation.memory import Memory
from g3desktop.evaluation.outcomes import LeftOut, Query

_UNREADABLE = "unreadable"
"""Under this name the memory keeps why contents are no photos."""


@dataclass(frozen=True, slots=True)
class Identified:
    """A query whose file was read.

    Attributes:
        query: The photo.
        sha256: Of its file.
    """

    query: Query
    sha256: str


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One batch whose vectors are known.

    Attributes:
        photos: B photos.
        vectors: Theirs; shape (0, D) each where there is no photo.
        left_out: Those of the batch that turned out to be no photos.
    """

    photos: Sequence[Identified]
    vectors: ImageVectors
    left_out: Sequence[LeftOut]


def identify(
    queries: Sequence[Query], memory: Memory, *, cancelled: Cancelled
) -> tuple[list[Identified], list[LeftOut]]:
    """Hash files, those that are as they were at the last time without reading them.

    Returns:
        Those that can be read, in their order, and the others.

    Raises:
        CancelledError: `cancelled` said so.
    """
    stats = {os.fsencode(query.path): stat for query in queries if (stat := _stat(query.path))}
    known = memory.hashes(stats)
    found, left_out, new = [], [], []
    for query in queries:
        path = os.fsencode(query.path)
        sha256 = known.get(path)
        if sha256 is None:
            check_cancelled(cancelled)
            try:
                sha256 = content_sha256(query.path)
            except PhotoError as error:
                left_out.append(_left_out(query, _reason(query, error)))
                continue
            if path in stats:
                new.append((path, *stats[path], sha256))
        found.append(Identified(query, sha256))
    if new:
        memory.keep_hashes(new)
    broken = memory.answers(_UNREADABLE, [one.sha256 for one in found])
    left_out += [_left_out(one.query, broken[one.sha256]) for one in found if one.sha256 in broken]
    return [one for one in found if one.sha256 not in broken], left_out


class Sight:
    """Vectors of photos by their content.

    Photos are encoded in the batches of the data set, whatever is known of some of them and however
    many threads decode, and every batch is filled up to `BATCH_PHOTOS`: matrices of another size
    may be multiplied in another order, with other last bits. In batches of one size the starter's
    vectors do not depend on the photos beside them either (on a CPU). Where those of another
    encoder or device do, a photo that was first seen in another data set keeps the vector that it
    got there, and may differ in the last bits from a run that begins with nothing.

    Args:
        encoder: Encodes them.
        memory: Where vectors are kept.
        workers: Threads that decode; None as many as there are processors, up to four.
    """

    def __init__(self, encoder: Encoder, memory: Memory, workers: int | None) -> None:
        self._encoder, self._memory, self._workers = encoder, memory, workers
        # Processors and precisions differ in the last bits, or in more.
        self.name = f"{encoder.id} {encoder.device} {encoder.precision}"

    def look(
        self, batches: Sequence[Sequence[Identified]], *, cancelled: Cancelled
    ) -> Generator[Seen]:
        """Yield batches with their vectors, while threads decode the next ones.

        Args:
            batches: Photos that are encoded together, up to `BATCH_PHOTOS` each.
            cancelled: Asked before each batch.

        Raises:
            EngineError: The encoder failed, or the disk is full or refuses.
            CancelledError: `cancelled` said so.
        """
        sha256s = [one.sha256 for batch in batches for one in batch]
        vectors = self._memory.vectors(self.name, sha256s)
        left = [any(one.sha256 not in vectors for one in batch) for batch in batches]
        unknown = [batch for batch, is_left in zip(batches, left, strict=True) if is_left]
        with closing(self._encoded(unknown, cancelled)) as encoded:
            for batch, is_left in zip(batches, left, strict=True):
                left_out: list[LeftOut] = []
                if is_left:
                    new, failed = next(encoded)
                    self._keep(new, failed)
                    vectors = {**new, **vectors}
                    left_out = [
                        _left_out(one.query, _reason(one.query, error)) for one, error in failed
                    ]
                lines = {one.line for one in left_out}
                photos = [one for one in batch if one.query.line not in lines]
                rows = [vectors[one.sha256] for one in photos]
                yield Seen(photos, self._vectors(rows), left_out)

    def _keep(
        self,
        new: dict[str, NDArray[np.float32]],
        failed: Sequence[tuple[Identified, UserError]],
    ) -> None:
        self._memory.keep_vectors(self.name, new)
        self._memory.keep_answers(
            _UNREADABLE,
            {one.sha256: _reason(one.query, error) for one, error in failed if _lasts(one, error)},
        )

    def _encoded(
        self, batches: Sequence[Sequence[Identified]], cancelled: Cancelled
    ) -> Generator[tuple[dict[str, NDArray[np.float32]], list[tuple[Identified, UserError]]]]:
        """Yield the vectors of each batch, and what could not be read."""
        paths = [one.query.path for batch in batches for one in batch]
        decoded = decoded_batches(paths, self._encoder, cancelled, workers=self._workers)
        with closing(decoded):
            results = chain.from_iterable(decoded)
            for batch in batches:
                squares, failed = {}, []
                for one, result in zip(batch, islice(results, len(batch)), strict=True):
                    if isinstance(result, PhotoFailure):
                        failed.append((one, result.error))
                    elif result.photo.sha256 != one.sha256:
                        # Its size and time may be the old ones, and would mislead the next run too.
                        self._memory.forget_hashes([os.fsencode(one.query.path)])
                        raise EngineError(
                            f"{one.query.path} changed while it was read.", hint="Run it again."
                        )
                    else:
                        squares[one.sha256] = result.photo.pixels
                rows = encoded_rows(self._encoder, list(squares.values()))
                yield dict(zip(squares, rows, strict=True)), failed

    def _vectors(self, rows: Sequence[NDArray[np.float32]]) -> ImageVectors:
        """Return vectors as the encoder gives them."""
        spec = self._encoder.spec
        dims = (spec.image_dim, spec.text_dim, spec.gps_dim)
        ends = np.cumsum(dims[:-1])
        return ImageVectors(
            *np.split(np.array(rows, np.float32).reshape(-1, sum(dims)), ends, axis=1)
        )


def encoded_rows(encoder: Encoder, squares: Sequence[Pixels]) -> NDArray[np.float32]:
    """Return the row of each prepared square, up to `BATCH_PHOTOS` of them, shape (N, D).

    Raises:
        EngineError: The encoder failed, or gave numbers that are not finite.
    """
    if not squares:
        return np.empty((0, 0), np.float32)
    filling = [squares[0]] * (BATCH_PHOTOS - len(squares))
    rows = encoder.encode_images([*squares, *filling]).concatenated()[: len(squares)]
    if not np.isfinite(rows).all():
        raise EngineError(
            f"The encoder {encoder.id} gave numbers that are not finite.",
            hint="Verify its pack, or try --precision float32.",
        )
    return rows


def _stat(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        # Reading it says what is wrong.
        return None
    return status.st_size, status.st_mtime_ns


def _lasts(one: Identified, error: UserError) -> bool:
    """Tell whether it is the content that is wrong, and not memory, a disk or a permission."""
    if isinstance(error.__cause__, MemoryError):
        return False
    try:
        return content_sha256(one.query.path) == one.sha256
    except PhotoError:
        return False


def _reason(query: Query, error: UserError) -> str:
    """Return why a photo cannot be read, without its path: others may have the same content."""
    message = str(error).removeprefix(f"{query.path} ")
    return PhotoError(message, hint=error.hint).one_line()


def _left_out(query: Query, reason: str) -> LeftOut:
    return LeftOut(query.line, query.name, reason)
