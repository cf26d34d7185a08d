"""A build whose photos are read and encoded by a Ray cluster; this process commits the rows.

The photos come back in their order, are sorted into the same chunks as on one machine, and each
chunk is encoded as a whole by one worker: so the rows are those of a build on one machine. Nothing
but this process writes, so that a build is stopped, killed and gone on with like any other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from g3desktop.domain.errors import PhotoError
from g3desktop.domain.work import Cancelled, Progress, Report, check_cancelled
from g3desktop.engine.gallery.cluster_link import check_address, check_nodes, connected, unseen
from g3desktop.engine.gallery.cluster_staff import Chunk, Encoders, Feed, Losses, wait
from g3desktop.engine.gallery.cluster_work import (
    EncoderRecipe,
    KnownArrays,
    UnreadablePhoto,
    WorkerRead,
)
from g3desktop.engine.gallery.intake import (
    STAGE,
    Describe,
    Ledger,
    Seen,
    Tally,
)
from g3desktop.engine.gallery.journal import Journal
from g3desktop.engine.gallery.reading import Read, Reader, SkippedPhoto, Source


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a build is done, and how its encoder is opened there.

    Attributes:
        address: "auto", "local", "HOST:PORT" or "ray://HOST:PORT".
        recipe: Opens the encoder.
    """

    address: str
    recipe: EncoderRecipe


class ClusterIntake:
    """Takes photos into a journal, read and encoded by a cluster.

    Args:
        cluster: Does it.
        journal: Where rows are committed.
        seen: What the gallery has; grows with every new photo.
        describe: Gives the place names of rows, or None.
        thumbnails: Whether rows have thumbnails.
    """

    def __init__(
        self,
        cluster: Cluster,
        journal: Journal,
        seen: Seen,
        *,
        describe: Describe | None,
        thumbnails: bool,
    ) -> None:
        self._cluster = cluster
        self._seen = seen
        recipe = cluster.recipe
        self._reader = Reader(recipe.prepare, recipe.short_side_px, thumbnails)
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
        """Have photos read and encoded, and commit them in their order.

        Args:
            sources: The photos.
            workers: Tasks that read at once; None leaves that to Ray.
            report: Told after every chunk, and after every few photos that are no new rows.
            cancelled: Asked several times a second.

        Raises:
            UsageError: The address can be none, or Ray is not installed.
            EngineError: The cluster cannot be reached or does not do what this machine would, the
                disk is full or refuses, or the encoder failed.
            CancelledError: `cancelled` said so.
        """
        check_address(self._cluster.address)
        if not sources:
            return
        report(Progress("connecting to the cluster", 0))
        with connected(self._cluster.address, cancelled):
            losses = Losses()
            known = KnownArrays.of(self._seen.sizes, self._seen.where)
            feed = Feed(sources, self._reader, known, workers, losses)
            encoders = Encoders(self._cluster.recipe, losses)
            # Their processes start while the nodes are looked at.
            encoders.hire()
            check_nodes([source.path for source in sources], cancelled)
            self._run(feed, encoders, report=report, cancelled=cancelled)

    def _run(self, feed: Feed, encoders: Encoders, *, report: Report, cancelled: Cancelled) -> None:
        """Go round until every photo has come and every chunk is committed."""
        chunks = deque[Chunk]()
        settled = 0
        while feed.reading or chunks:
            check_cancelled(cancelled)
            encoders.hire()
            encoders.hand_out(chunks)
            reading = [feed.reading] if feed.reading and len(chunks) < encoders.room else []
            there = wait([*encoders.awaited(chunks), *reading])
            encoders.collect(chunks, there)
            if reading and reading[0] in there:
                chunks += self._sort_in(feed)
            while chunks and (vectors := chunks[0].vectors) is not None:
                chunk = chunks.popleft()
                self._ledger.commit(chunk.photos, vectors)
                report(Progress(STAGE, settled := chunk.photo, feed.total))
            if not chunks and settled < feed.taken:
                report(Progress(STAGE, settled := feed.taken, feed.total))

    def _sort_in(self, feed: Feed) -> list[Chunk]:
        """Take the photos that were read; return the chunks that are full with them."""
        before = feed.taken
        chunks = [
            Chunk(photos, number)
            for number, read in enumerate(feed.take(), before + 1)
            if (photos := self._ledger.enter(self._trusted(read)))
        ]
        if not feed.reading and (rest := self._ledger.rest()):
            chunks.append(Chunk(rest, feed.total))
        return chunks

    def _trusted(self, read: WorkerRead) -> Read:
        """Try what a worker could not read: the fault may be its own."""
        if not isinstance(read, UnreadablePhoto):
            return read
        path = read.source.path
        try:
            self._reader.read(read.source, self._seen)
        except PhotoError as error:
            return SkippedPhoto(path, error.one_line())
        raise unseen(read.host, path)
