"""Measuring ways of answering on a data set, block by block, going on where a run was ended."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace

import numpy as np

from g3desktop.domain.answer import PhotoFacts
from g3desktop.domain.errors import UsageError
from g3desktop.domain.geometry import LatLon, ellipsoid_distances_km
from g3desktop.domain.photo import ExifFacts
from g3desktop.domain.work import Cancelled, Progress, Report, check_cancelled
from g3desktop.engine.answering import EncodedPhoto
from g3desktop.engine.parts import Engine
from g3desktop.engine.pipeline import BATCH_PHOTOS
from g3desktop.engine.retrieval import Exclusion
from g3desktop.evaluation.answering import Answering, Turn
from g3desktop.evaluation.baselines import Nearest, Probe
from g3desktop.evaluation.kept_answers import KeptAnswer, read_answers
from g3desktop.evaluation.likeness import twin_cosine
from g3desktop.evaluation.memory import Memory
from g3desktop.evaluation.outcomes import (
    NO_ANSWER_KM,
    Dataset,
    LeftOut,
    Outcome,
    Query,
    Run,
    Twin,
)
from g3desktop.evaluation.sight import Identified, Seen, Sight, identify
from g3desktop.evaluation.submission import Submitted
from g3desktop.evaluation.ways import SHOWN_REFERENCES, Batch, Way, questions_sha256

STAGE = "evaluating"

_FORMAT = 4
"""Counts up whenever a way comes to answer in another manner: what was kept is then of no use.
What a model is asked, and which towns there are, is known without it."""

_BLOCK_BATCHES = 16
_ASKING = "asking "


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What is measured, on what, and with what.

    Attributes:
        dataset: Photos of known position.
        ways: Ways of answering, the main one first.
        engine: What they answer with.
        memory: What is kept between runs.
        exclude_same_author: Leave out gallery photos of each query's author.
        workers: Threads that decode; None as many as there are processors, up to four.
    """

    dataset: Dataset
    ways: Sequence[Way]
    engine: Engine
    memory: Memory
    exclude_same_author: bool = False
    workers: int | None = None


@dataclass(slots=True)
class Measured:
    """What came of a study.

    Attributes:
        runs: One for each way.
        unreadable: Photos that could not be read.
        twins: Queries that the gallery holds too, or nearly.
        twin_cosine: From which cosine on a query is nearly in the gallery; None without one.
        same_author: How many queries have photos of their author in the gallery.
        failed: Questions that a language model's server did not get answered; they are asked again
            by the next run.
    """

    runs: list[Run] = field(default_factory=list)
    unreadable: list[LeftOut] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    twin_cosine: float | None = None
    same_author: int = 0
    failed: int = 0


def measure(study: Study, *, report: Report, cancelled: Cancelled) -> Measured:
    """Have every way answer about every photo.

    Args:
        study: What and how.
        report: Told after every batch or, where a model is asked, after every photo and reply.
        cancelled: Asked between batches; what was answered is kept.

    Raises:
        UsageError: There is no gallery, two ways have one key, or no photo can be read.
        EngineError: The encoder failed, a language model's server is gone, or the disk is full or
            refuses.
        GalleryError: A file of the gallery is damaged.
        CancelledError: `cancelled` said so.
    """
    keys = [way.key for way in study.ways]
    if len(set(keys)) != len(keys):
        raise UsageError(f"Two ways of answering are called the same: {', '.join(keys)}.")
    work = _Work(study, report, cancelled)
    queries = study.dataset.queries
    step = _BLOCK_BATCHES * BATCH_PHOTOS
    report(Progress(STAGE, 0, len(queries)))
    work.prepare()
    for start in range(0, len(queries), step):
        work.block(queries[start : start + step])
    return work.measured()


class _Work:
    """One study on its way."""

    def __init__(self, study: Study, report: Report, cancelled: Cancelled) -> None:
        self._study, self._report, self._cancelled = study, report, cancelled
        self._said: set[str] = set()
        self._done = self._kept = 0
        # Replies that are kept take no time, and must not teach anybody how long a model takes.
        self._engine = replace(study.engine, pace=None)
        self._sight = Sight(study.engine.encoder, study.memory, study.workers)
        probes = (Probe(),) if study.engine.gallery else ()
        self._probes = len(probes)
        self._ways: tuple[Way, ...] = (*probes, *study.ways)
        towns = study.engine.grid.lat_lon_deg
        self._towns_sha256 = hashlib.sha256(towns.tobytes()).hexdigest()
        self._names = [self._name(way) for way in self._ways]
        self._outcomes: list[list[Outcome]] = [[] for _ in study.ways]
        self._answering = Answering(study.memory, cancelled)
        self._measured = Measured()

    def prepare(self) -> None:
        """Find out what is to be taken for a copy of a query, where there is a gallery."""
        if self._probes:
            study = self._study
            self._measured.twin_cosine = twin_cosine(
                study.dataset, study.engine.encoder, study.memory, cancelled=self._cancelled
            )

    def measured(self) -> Measured:
        """Return what was found."""
        ways, measured = self._study.ways, self._measured
        if not any(self._outcomes):
            raise UsageError(
                "None of the photos could be read.", hint="Check the folder after --images."
            )
        measured.runs = [
            Run(way.key, way.title, tuple(outcomes), way.settings())
            for way, outcomes in zip(ways, self._outcomes, strict=True)
        ]
        measured.same_author = self._same_author()
        measured.failed = self._answering.failed
        measured.unreadable.sort(key=lambda one: one.line)
        return measured

    def block(self, queries: Sequence[Query]) -> None:
        """Answer about some whole batches."""
        check_cancelled(self._cancelled)
        photos, left_out = identify(queries, self._study.memory, cancelled=self._cancelled)
        self._measured.unreadable += left_out
        batches = _batches(queries, photos)
        # Two ways may be one under two names, and what the first answers the second need not.
        by_name = {
            name: self._study.memory.answers(name, self._keys(way, photos))
            for name, way in dict(zip(self._names, self._ways, strict=True)).items()
        }
        kept = [by_name[name] for name in self._names]
        missing = [batch for batch in batches if not self._is_known(batch, kept)]
        self._advance(len(photos) - sum(map(len, missing)), kept=True)
        self._advance(len(queries) - len(photos))
        lost: set[int] = set()
        with closing(self._sight.look(missing, cancelled=self._cancelled)) as looking:
            for batch, seen in zip(missing, looking, strict=True):
                self._measured.unreadable += seen.left_out
                lost |= {one.line for one in seen.left_out}
                end = self._done + len(batch)
                self._answer(seen, kept)
                self._advance(end - self._done)
        self._take([one for one in photos if one.query.line not in lost], kept)

    def _advance(self, photos: int, *, kept: bool = False) -> None:
        self._done += photos
        self._kept += photos if kept else 0
        self._tell(self._progress())

    def _progress(self) -> Progress:
        total = len(self._study.dataset.queries)
        return Progress(STAGE, self._done, total, kept=self._kept)

    def _tell(self, progress: Progress) -> None:
        """Pass on how far it is; what is said about every photo is said once."""
        note = "" if progress.note in self._said else progress.note
        self._said.add(note)
        if progress.stage.startswith(_ASKING):
            # One photo's questions would hide how far the whole is.
            progress = self._progress()
        self._report(replace(progress, note=note))

    def _is_known(self, batch: Sequence[Identified], kept: Sequence[Mapping[str, str]]) -> bool:
        return all(
            key in known
            for way, known in zip(self._ways, kept, strict=True)
            for key in self._keys(way, batch)
        )

    def _answer(self, seen: Seen, kept: Sequence[dict[str, str]]) -> None:
        """Let every way answer about a batch that it has not answered about, all of it."""
        if not seen.photos:
            return
        turns: dict[str, Turn] = {}
        for way, name, known in zip(self._ways, self._names, kept, strict=True):
            keys = self._keys(way, seen.photos)
            if name not in turns and any(key not in known for key in keys):
                turns[name] = Turn(way, name, keys, known)
        batch = Batch(
            [self._encoded(one) for one in seen.photos],
            seen.vectors,
            self._engine,
            self._tell,
            self._cancelled,
        )
        answering = self._answering
        answering.answer(list(turns.values()), batch, answered=lambda: self._advance(1))

    def _take(self, photos: Sequence[Identified], kept: Sequence[dict[str, str]]) -> None:
        """Make outcomes of what was answered."""
        true = np.array([_flat(one.query.where) for one in photos]).reshape(-1, 2)
        for number, (way, known) in enumerate(zip(self._ways, kept, strict=True)):
            # Of a large data set the details of the main way are enough to look at, and of those
            # that are run for the sake of them.
            whole = number <= self._probes or _is_looked_at(way)
            keys = self._keys(way, photos)
            read = read_answers([known[key] for key in keys], whole=whole)
            if number < self._probes:
                self._look_for_twins(photos, read)
                continue
            where = np.array([_flat(one.where) for one in read]).reshape(-1, 2)
            km = np.nan_to_num(ellipsoid_distances_km(where, true), nan=NO_ANSWER_KM)
            self._outcomes[number - self._probes] += [
                Outcome(
                    query=one.query,
                    answer=said.where,
                    distance_km=distance,
                    sources=said.sources,
                    references=said.references,
                    replies=said.replies,
                    elapsed_ms=said.elapsed_ms,
                )
                for one, said, distance in zip(photos, read, km.tolist(), strict=True)
            ]

    def _look_for_twins(self, photos: Sequence[Identified], probed: Sequence[KeptAnswer]) -> None:
        least = self._measured.twin_cosine
        for one, said in zip(photos, probed, strict=True):
            same = len(said.sources)
            self._measured.twins += [
                Twin(
                    query=one.query,
                    row=found.row,
                    title=found.title or f"row {found.row}",
                    cosine=found.cosine,
                    same_file=rank < same,
                )
                for rank, found in enumerate(said.references)
                if rank < same or (least is not None and found.cosine >= least)
            ]

    def _same_author(self) -> int:
        gallery = self._study.engine.gallery
        queries = [outcome.query for outcome in self._outcomes[0]]
        authors = {query.author for query in queries if query.author}
        there = {author for author in authors if gallery and gallery.rows_by_author(author)}
        return sum(query.author in there for query in queries)

    def _encoded(self, one: Identified) -> EncodedPhoto:
        facts = PhotoFacts(str(one.query.path), one.sha256, 0, 0, ExifFacts())
        author = one.query.author if self._study.exclude_same_author else None
        return EncodedPhoto(facts, exclusion=Exclusion(author, one.sha256))

    def _keys(self, way: Way, photos: Sequence[Identified]) -> list[str]:
        """Return what a way's answers about photos are kept by."""
        # One content may have several names, and another program other predictions for each.
        if isinstance(way, Submitted):
            return [f"{one.sha256} {one.query.name}" for one in photos]
        if self._study.exclude_same_author:
            return [f"{one.sha256} {one.query.author or ''}" for one in photos]
        return [one.sha256 for one in photos]

    def _name(self, way: Way) -> str:
        """Return what a way's answers depend on, hashed."""
        engine = self._study.engine
        facts = {
            "format": _FORMAT,
            "sight": self._sight.name,
            "gallery": engine.gallery.id if engine.gallery else None,
            "fusion": asdict(engine.fusion) if engine.fusion else None,
            "towns": self._towns_sha256,
            "questions": questions_sha256() if way.model else None,
            "exclude_same_author": self._study.exclude_same_author,
            "settings": dict(way.settings()),
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _batches(queries: Sequence[Query], photos: Sequence[Identified]) -> list[list[Identified]]:
    """Part photos into the batches of the data set, whatever could not be read of them."""
    by_line = {one.query.line: one for one in photos}
    return [
        [
            by_line[query.line]
            for query in queries[start : start + BATCH_PHOTOS]
            if query.line in by_line
        ]
        for start in range(0, len(queries), BATCH_PHOTOS)
    ]


def _is_looked_at(way: Way) -> bool:
    """Tell whether a way is run for the sake of the similar photos that it finds."""
    return isinstance(way, Nearest) and way.shown > SHOWN_REFERENCES


def _flat(where: LatLon | None) -> tuple[float, float]:
    return (np.nan, np.nan) if where is None else (where.lat_deg, where.lon_deg)
