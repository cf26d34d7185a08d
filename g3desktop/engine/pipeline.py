"""The way of a photo: decode, align, retrieve, diversify, verify, explain."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.answer import Answer, PhotoFacts, Timings
from g3desktop.domain.errors import EngineError, UserError
from g3desktop.domain.photo import Photo
from g3desktop.domain.work import (
    Cancelled,
    Progress,
    Report,
    check_cancelled,
    ignore_progress,
    never_cancelled,
)
from g3desktop.engine.alignment.encoder import Encoder, ImageVectors, Vectors
from g3desktop.engine.answering import Asked, EncodedPhoto
from g3desktop.engine.parts import Engine, Job, LocateOptions
from g3desktop.engine.photo import read_photo
from g3desktop.engine.ranking import Verified, log_density
from g3desktop.engine.retrieval import Evidence, Exclusion, retrieve
from g3desktop.engine.stopwatch import stopwatch
from g3desktop.engine.verification import encode_positions, verify

__all__ = [
    "BATCH_PHOTOS",
    "EncodedBatch",
    "EncodedPhoto",
    "Engine",
    "LocateOptions",
    "Located",
    "PhotoFailure",
    "Update",
    "decoded_batches",
    "density",
    "locate",
    "locate_encoded",
    "locate_updates",
]

BATCH_PHOTOS = 16
"""Photos encoded together; fixed, so that the same call gives the same floating-point answer."""

_BATCHES_AHEAD = 2
"""Batches that may wait decoded, as small squares, while one is encoded."""


@dataclass(frozen=True, slots=True)
class PhotoFailure:
    """A photo that could not be read."""

    path: Path
    error: UserError


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """A photo whose pixels are already the encoder's square."""

    photo: Photo
    decode_ms: float


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """The answer about one photo, and the gallery as the photo sees it."""

    answer: Answer
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Update:
    """What is known about one photo at some moment.

    Attributes:
        photo: Index of the photo.
        result: The answer as it stands, or why there is none.
        last: Whether it stays so.
    """

    photo: int
    result: Answer | PhotoFailure
    last: bool


def locate(
    photos: Sequence[Path],
    *,
    engine: Engine,
    options: LocateOptions,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Iterator[Answer | PhotoFailure]:
    """Say where each photo was taken, in the order asked.

    The last state of every answer of `locate_updates`, which see.
    """
    updates = locate_updates(
        photos, engine=engine, options=options, report=report, cancelled=cancelled
    )
    with closing(updates):
        for update in updates:
            if update.last:
                yield update.result


def locate_updates(
    photos: Sequence[Path],
    *,
    engine: Engine,
    options: LocateOptions,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Generator[Update]:
    """Say where each photo was taken, in the order asked, and better with every model's reply.

    Decoding runs in threads beside the encoding of earlier photos, and only a few batches ahead,
    so that thousands of photos need no more memory than dozens. Where a language model is asked,
    the answer of retrieval comes first and is ranked anew after every reply.

    Args:
        photos: Files.
        engine: What answers.
        options: How.
        report: Told after every photo and reply, and while positions are encoded the first time.
        cancelled: Asked between stages, and several times a second while a model is asked.

    Yields:
        States of the answers; for a photo that could not be read, one that says why.

    Raises:
        UsageError: The ranking asked for cannot be used with this engine.
        EngineError: The encoder failed.
        GalleryError: A file of the gallery is damaged.
        CancelledError: `cancelled` said so.
    """
    job = Job(engine, options, engine.choose_rule(options.ranking), report, cancelled)
    done = 0
    for batch in decoded_batches(photos, engine.encoder, cancelled):
        answers = _updates_of_batch([one for one in batch if isinstance(one, Decoded)], job)
        for one in batch:
            if isinstance(one, PhotoFailure):
                yield Update(done, one, last=True)
            else:
                with closing(next(answers)) as states:
                    for answer, last in states:
                        yield Update(done, answer, last)
            done += 1
            report(Progress("locating photos", done, len(photos)))


def density(
    vectors: ImageVectors, *, engine: Engine, options: LocateOptions, sha256: str
) -> NDArray[np.float64]:
    """Return where the evidence about one photo lies, for a map.

    Args:
        vectors: Of one photo.
        engine: What answers.
        options: The same as for its answer.
        sha256: Of the photo's file, which must not be its own evidence.

    Returns:
        Logarithm of a density over `engine.grid`, shape (M,); its exponentials sum to 1.
    """
    job = Job(
        engine, options, engine.choose_rule(options.ranking), ignore_progress, never_cancelled
    )
    (verified,), _ = _verified(vectors, vectors, [job.exclusion(sha256)], job)
    return log_density(verified, job.rule)


@dataclass(frozen=True, slots=True, eq=False)
class EncodedBatch:
    """Photos whose vectors are known.

    Attributes:
        photos: B photos.
        vectors: Theirs.
        retrieved_by: What the gallery is searched with; `vectors`, or a part of each.
    """

    photos: Sequence[EncodedPhoto]
    vectors: ImageVectors
    retrieved_by: ImageVectors


def locate_encoded(
    batch: EncodedBatch,
    *,
    engine: Engine,
    options: LocateOptions,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Iterator[Located]:
    """Say where photos were taken whose vectors are known: the second half of `locate`.

    Args:
        batch: The photos.
        engine: What answers.
        options: How; what each photo must not find is said with the photo.
        report: Told after every reply of a model.
        cancelled: Asked between photos, and several times a second while a model is asked.

    Raises:
        UsageError: The ranking asked for cannot be used with this engine.
        GalleryError: A file of the gallery is damaged.
        CancelledError: `cancelled` said so.
    """
    job = Job(engine, options, engine.choose_rule(options.ranking), report, cancelled)
    for asked in _asked(batch, job):
        with closing(asked.updates()) as states:
            (answer,) = [state for state, last in states if last]
        yield Located(answer, asked.verified.evidence)


def decoded_batches(
    photos: Sequence[Path],
    encoder: Encoder,
    cancelled: Cancelled,
    *,
    workers: int | None = None,
) -> Generator[list[Decoded | PhotoFailure]]:
    """Yield decoded photos in order, batch by batch, while threads decode the next ones.

    Args:
        photos: Files.
        encoder: Whose squares they become.
        cancelled: Asked before each batch.
        workers: Threads; None takes as many as there are processors, up to four.

    Raises:
        CancelledError: `cancelled` said so.
    """

    def decode(path: Path) -> Decoded | PhotoFailure:
        lap_ms = stopwatch()
        try:
            photo = read_photo(path, short_side_px=encoder.short_side_px)
        except UserError as error:
            return PhotoFailure(path, error)
        # Only the square is kept: the full pixels of whole batches would not fit in memory.
        square = encoder.prepare(photo.pixels)
        return Decoded(replace(photo, pixels=square), lap_ms())

    remaining = iter(photos)
    waiting: deque[Future[Decoded | PhotoFailure]] = deque()
    threads = ThreadPoolExecutor(
        workers or min(4, os.cpu_count() or 1), thread_name_prefix="decode"
    )
    try:
        while True:
            check_cancelled(cancelled)
            room = BATCH_PHOTOS * (1 + _BATCHES_AHEAD) - len(waiting)
            waiting.extend(threads.submit(decode, path) for path in islice(remaining, room))
            if not waiting:
                return
            yield [waiting.popleft().result() for _ in range(min(BATCH_PHOTOS, len(waiting)))]
    finally:
        threads.shutdown(cancel_futures=True)


def _updates_of_batch(
    decoded: Sequence[Decoded], job: Job
) -> Iterator[Generator[tuple[Answer, bool]]]:
    """Compare a batch with gallery and grid at once; then answer photo by photo.

    Yields:
        For each photo the states of its answer, and whether a state is the last.
    """
    if not decoded:
        return
    lap_ms = stopwatch()
    vectors = job.engine.encoder.encode_images([one.photo.pixels for one in decoded])
    align_ms = lap_ms()
    if not all(np.isfinite(part).all() for part in (vectors.image, vectors.image_gps)):
        raise EngineError(
            f"The encoder {job.engine.encoder.id} gave numbers that are not finite.",
            hint="Verify its pack, or try --precision float32.",
        )
    photos = [_encoded(one, align_ms / len(decoded), job) for one in decoded]
    for asked in _asked(EncodedBatch(photos, vectors, vectors), job):
        yield asked.updates()


def _encoded(decoded: Decoded, align_ms: float, job: Job) -> EncodedPhoto:
    photo = decoded.photo
    return EncodedPhoto(
        PhotoFacts(str(photo.path), photo.sha256, photo.width, photo.height, photo.exif),
        photo.warnings,
        job.exclusion(photo.sha256),
        Timings(decode=decoded.decode_ms, align=align_ms),
    )


def _asked(batch: EncodedBatch, job: Job) -> Iterator[Asked]:
    """Compare a batch with gallery and grid at once; yield each photo ready to be answered."""
    exclusions = [photo.exclusion for photo in batch.photos]
    comparisons, (retrieve_ms, verify_ms) = _verified(
        batch.vectors, batch.retrieved_by, exclusions, job
    )
    count = len(batch.photos)
    for photo, verified in zip(batch.photos, comparisons, strict=True):
        check_cancelled(job.cancelled)
        timings = replace(photo.timings, retrieve=retrieve_ms / count, verify=verify_ms / count)
        yield Asked(replace(photo, timings=timings), verified, job)


def _verified(
    vectors: ImageVectors,
    retrieved_by: ImageVectors,
    exclusions: Sequence[Exclusion],
    job: Job,
) -> tuple[list[Verified], tuple[float, float]]:
    """Compare photos with gallery and grid; also return the milliseconds of both stages."""
    engine = job.engine
    # Before the clock starts: only the first photo of all waits for vectors that are kept.
    grid_vectors = engine.grid_vectors(report=job.report, cancelled=job.cancelled)
    kept_vectors = engine.row_vectors(report=job.report, cancelled=job.cancelled)
    lap_ms = stopwatch()
    evidence = retrieve(engine.gallery, retrieved_by, exclusions)
    retrieve_ms = lap_ms()
    grid_cosines = verify(vectors.image_gps, grid_vectors)
    if kept_vectors is None:
        row_vectors, places = _encoded_rows(evidence, job)
    else:
        row_vectors, places = kept_vectors, [found.rows for found in evidence]
    comparisons = [
        Verified(
            found,
            verify(image_gps[None], row_vectors[place])[0],
            engine.grid,
            town_cosines,
            image_gps,
        )
        for found, place, image_gps, town_cosines in zip(
            evidence, places, vectors.image_gps, grid_cosines, strict=True
        )
    ]
    return comparisons, (retrieve_ms, lap_ms())


def _encoded_rows(evidence: Sequence[Evidence], job: Job) -> tuple[Vectors, list[NDArray[np.intp]]]:
    """Encode the positions of the rows that are evidence about some photo, each but once.

    Returns:
        Location vectors, shape (P, gps_dim), and for each photo the one of each of its rows.
    """
    where = np.concatenate([found.lat_lon_deg for found in evidence])
    # A pair of numbers is compared as one, which is much faster than as a row.
    places, which = np.unique(where[:, 0] + 1j * where[:, 1], return_inverse=True)
    vectors = encode_positions(
        job.engine.encoder,
        np.stack([places.real, places.imag], axis=1),
        report=job.report,
        cancelled=job.cancelled,
    )
    ends = np.cumsum([len(found.rows) for found in evidence])
    return vectors, np.split(which, ends[:-1])
