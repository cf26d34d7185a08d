"""The way of a photo: decode, align, retrieve, diversify, verify, explain."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.answer import (
    Answer,
    EngineFacts,
    GalleryFacts,
    PhotoFacts,
    RankingRule,
    Timings,
)
from g3desktop.domain.errors import EngineError, UsageError, UserError
from g3desktop.domain.pack import FusionWeights
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
from g3desktop.engine.diversification import Grid
from g3desktop.engine.explanation import PlaceNames, explain, merge
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.photo import read_photo
from g3desktop.engine.ranking import Rule, Verified, log_density, rank
from g3desktop.engine.retrieval import Exclusion, retrieve
from g3desktop.engine.verification import LocationCache, verify

NO_MODEL = (
    "No language model was used: the candidates are positions of similar gallery photos and towns."
)

BATCH_PHOTOS = 16
"""Photos encoded together; fixed, so that the same call gives the same floating-point answer."""

_BATCHES_AHEAD = 2
"""Batches that may wait decoded, as small squares, while one is encoded."""


@dataclass(frozen=True, slots=True)
class LocateOptions:
    """What may differ from one question to the next.

    Attributes:
        top: Places wanted.
        ranking: The rule, or None for fused where it can be and paper elsewhere.
        exclude_author: Leave out gallery photos of this author.
        exclude_same_file: Leave out gallery photos with the same content.
        proposals: Positions that each way of proposing may add.
        radius_km: Candidates this near to a better one are one place; references this near
            support it.
        seed: Recorded in the answer; nothing is drawn at random without a language model.
    """

    top: int = 5
    ranking: RankingRule | None = None
    exclude_author: str | None = None
    exclude_same_file: bool = True
    proposals: int = 15
    radius_km: float = 25.0
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """What answers: an encoder, what it is compared with, and names for the result.

    Attributes:
        encoder: Image and positions into one space.
        gallery: Photos of known position, or None.
        grid: Towns of the world, candidates that no reference shows.
        names: The gazetteer.
        fusion: Weights of the fused ranking, or None where the pack has none.
        locations: Where location vectors are kept.
        warnings: What every answer must say about this engine.

    Raises:
        EncoderMismatchError: Another encoder made the gallery.
    """

    encoder: Encoder
    gallery: Gallery | None
    grid: Grid
    names: PlaceNames
    fusion: FusionWeights | None
    locations: LocationCache
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.gallery is not None:
            self.gallery.require_encoder(self.encoder.id)

    def choose_rule(self, wanted: RankingRule | None) -> Rule:
        """Return the rule to rank by: the one wanted, else fused where it can be.

        Raises:
            UsageError: The fused rule was asked for and cannot be used.
        """
        lacks = "a gallery" if self.gallery is None else "fitted weights"
        possible = self.fusion is not None and self.gallery is not None
        if wanted == "fused" and not possible:
            raise UsageError(
                f"The fused ranking needs {lacks}, which {self.encoder.id} is without.",
                hint="Leave --ranking out, or use --ranking paper.",
            )
        if possible and wanted != "paper":
            return Rule("fused", self.fusion)
        return Rule("paper", None)


@dataclass(frozen=True, slots=True)
class PhotoFailure:
    """A photo that could not be read."""

    path: Path
    error: UserError


@dataclass(frozen=True, slots=True, eq=False)
class _Decoded:
    """A photo whose pixels are already the encoder's square."""

    photo: Photo
    decode_ms: float


@dataclass(frozen=True, slots=True)
class _Job:
    """What stays the same over all photos of one call."""

    engine: Engine
    options: LocateOptions
    rule: Rule
    report: Report
    cancelled: Cancelled


def locate(
    photos: Sequence[Path],
    *,
    engine: Engine,
    options: LocateOptions,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> Iterator[Answer | PhotoFailure]:
    """Say where each photo was taken, in the order asked.

    Decoding runs in threads beside the encoding of earlier photos, and only a few batches ahead,
    so that thousands of photos need no more memory than dozens.

    Args:
        photos: Files.
        engine: What answers.
        options: How.
        report: Told after every photo, and while positions are encoded the first time.
        cancelled: Asked between stages.

    Yields:
        An answer, or the failure of a photo that could not be read.

    Raises:
        UsageError: The ranking asked for cannot be used with this engine.
        EngineError: The encoder failed.
        GalleryError: A file of the gallery is damaged.
        CancelledError: `cancelled` said so.
    """
    job = _Job(engine, options, engine.choose_rule(options.ranking), report, cancelled)
    done = 0
    for batch in _decoded_batches(photos, engine.encoder, cancelled):
        answers = _answers([one for one in batch if isinstance(one, _Decoded)], job)
        for one in batch:
            answer = one if isinstance(one, PhotoFailure) else next(answers)
            done += 1
            report(Progress("locating photos", done, len(photos)))
            yield answer


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
    job = _Job(
        engine, options, engine.choose_rule(options.ranking), ignore_progress, never_cancelled
    )
    (verified,), _ = _verified(vectors, [sha256], job)
    return log_density(verified, job.rule)


def _decoded_batches(
    photos: Sequence[Path], encoder: Encoder, cancelled: Cancelled
) -> Iterator[list[_Decoded | PhotoFailure]]:
    """Yield decoded photos in order, batch by batch, while threads decode the next ones."""

    def decode(path: Path) -> _Decoded | PhotoFailure:
        lap_ms = _clock()
        try:
            photo = read_photo(path, short_side_px=encoder.short_side_px)
        except UserError as error:
            return PhotoFailure(path, error)
        # Only the square is kept: the full pixels of whole batches would not fit in memory.
        square = encoder.prepare(photo.pixels)
        return _Decoded(replace(photo, pixels=square), lap_ms())

    remaining = iter(photos)
    waiting: deque[Future[_Decoded | PhotoFailure]] = deque()
    workers = ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="decode")
    try:
        while True:
            check_cancelled(cancelled)
            room = BATCH_PHOTOS * (1 + _BATCHES_AHEAD) - len(waiting)
            waiting.extend(workers.submit(decode, path) for path in islice(remaining, room))
            if not waiting:
                return
            yield [waiting.popleft().result() for _ in range(min(BATCH_PHOTOS, len(waiting)))]
    finally:
        workers.shutdown(cancel_futures=True)


def _answers(decoded: Sequence[_Decoded], job: _Job) -> Iterator[Answer]:
    """Answer a batch: vectors, retrieval and verification together, the rest photo by photo."""
    if not decoded:
        return
    lap_ms = _clock()
    vectors = job.engine.encoder.encode_images([one.photo.pixels for one in decoded])
    align_ms = lap_ms()
    if not all(np.isfinite(part).all() for part in (vectors.image, vectors.image_gps)):
        raise EngineError(
            f"The encoder {job.engine.encoder.id} gave numbers that are not finite.",
            hint="Verify its pack, or try --precision float32.",
        )
    comparisons, (retrieve_ms, verify_ms) = _verified(
        vectors, [one.photo.sha256 for one in decoded], job
    )
    for one, verified in zip(decoded, comparisons, strict=True):
        check_cancelled(job.cancelled)
        timings = Timings(
            decode=one.decode_ms,
            align=align_ms / len(decoded),
            retrieve=retrieve_ms / len(decoded),
            verify=verify_ms / len(decoded),
        )
        yield _answer(one.photo, verified, timings, job)


def _verified(
    vectors: ImageVectors, sha256s: Sequence[str], job: _Job
) -> tuple[list[Verified], tuple[float, float]]:
    """Compare photos with gallery and grid; also return the milliseconds of both stages."""
    engine, options = job.engine, job.options
    author = options.exclude_author
    exclusions = [
        Exclusion(author, sha256 if options.exclude_same_file else None) for sha256 in sha256s
    ]
    # Before the clock starts: only the first photo of all waits for the vectors of positions.
    grid_vectors = _location_vectors(engine.grid.lat_lon_deg, job)
    gallery = engine.gallery
    row_vectors = _location_vectors(gallery.lat_lon_deg if gallery else np.empty((0, 2)), job)
    lap_ms = _clock()
    evidence = retrieve(gallery, vectors, exclusions)
    retrieve_ms = lap_ms()
    grid_cosines = verify(vectors.image_gps, grid_vectors)
    comparisons = [
        Verified(
            found, verify(image_gps[None], row_vectors[found.rows])[0], engine.grid, town_cosines
        )
        for found, image_gps, town_cosines in zip(
            evidence, vectors.image_gps, grid_cosines, strict=True
        )
    ]
    return comparisons, (retrieve_ms, lap_ms())


def _location_vectors(lat_lon_deg: NDArray[np.float64], job: _Job) -> Vectors:
    return job.engine.locations.vectors(
        job.engine.encoder, lat_lon_deg, report=job.report, cancelled=job.cancelled
    )


def _answer(photo: Photo, verified: Verified, timings: Timings, job: _Job) -> Answer:
    engine, options = job.engine, job.options
    lap_ms = _clock()
    scored = rank(verified, job.rule, limit=options.proposals, radius_km=options.radius_km)
    diversify_ms = lap_ms()
    candidates = explain(
        merge(scored, options.radius_km)[: options.top],
        names=engine.names,
        supporters=verified.evidence,
        radius_km=options.radius_km,
    )
    gallery = engine.gallery
    return Answer(
        photo=PhotoFacts(str(photo.path), photo.sha256, photo.width, photo.height, photo.exif),
        engine=EngineFacts(
            encoder=engine.encoder.id,
            device=engine.encoder.device,
            precision=engine.encoder.precision,
            gallery=GalleryFacts(gallery.name, gallery.id, gallery.rows) if gallery else None,
            ranking=job.rule.name,
            seed=options.seed,
        ),
        candidates=candidates,
        warnings=(*photo.warnings, *engine.warnings, *verified.evidence.warnings, NO_MODEL),
        timings_ms=replace(timings, diversify=diversify_ms, explain=lap_ms()),
    )


def _clock() -> Callable[[], float]:
    """Return a function that gives the milliseconds since it was last called."""
    last = time.perf_counter()

    def lap_ms() -> float:
        nonlocal last
        before, last = last, time.perf_counter()
        return (last - before) * 1000

    return lap_ms
