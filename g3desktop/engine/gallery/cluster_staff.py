"""Those who read and encode for a build on a Ray cluster, as the build's process sees them.

Workers and nodes may go away at any moment: what they had is given to others.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from g3desktop.domain.errors import EngineError, UserError
from g3desktop.engine.gallery.cluster_link import POLL_S, at_node, working_nodes
from g3desktop.engine.gallery.cluster_work import (
    EncoderRecipe,
    EncodingActor,
    Foreman,
    KnownArrays,
    WorkerRead,
    unpack,
)
from g3desktop.engine.gallery.journal import StoredVectors
from g3desktop.engine.gallery.reading import NewPhoto, Reader, Source

if TYPE_CHECKING:
    from ray import ObjectRef
    from ray.actor import ActorHandle

LEG_PHOTOS = 1 << 15
"""Photos that Ray Data is given at a time, so that nobody holds a task for each of millions."""

_CHUNKS_PER_ENCODER = 2
"""One in work, and one that waits for it to be done."""

_HIRE_INTERVAL_S = 30.0
"""So often it is looked for nodes that came, and for encoders that were lost."""

_MAX_LOSSES = 5
"""What is lost so often, without a chunk committed in between, is not lost by accident."""

_NO_PIXELS = np.empty((0, 0, 3), np.uint8)


class Losses:
    """Counts what died without anything done in between."""

    def __init__(self) -> None:
        self._count = 0

    def forget(self) -> None:
        """Begin to count anew: something was done."""
        self._count = 0

    def add(self, error: Exception) -> None:
        """Count one.

        Raises:
            EngineError: It was one too many.
        """
        self._count += 1
        if self._count > _MAX_LOSSES:
            raise EngineError(
                "Processes of the Ray cluster end again and again before they have done anything.",
                hint="Look at the memory of the nodes and at Ray's logs; the same command goes on.",
            ) from error


class Feed:
    """The photos, read by the cluster, in their order.

    Attributes:
        taken: How many were handed out.
        total: How many there are.
        reading: The reference that the next ones will stand behind; None where there are no more.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        reader: Reader,
        known: KnownArrays,
        workers: int | None,
        losses: Losses,
    ) -> None:
        import ray

        self._sources = sources
        # In a list it stays a reference, which the tasks of a node follow to one and the same copy.
        self._arguments = (reader, [ray.put(known)], workers)
        self._losses = losses
        self._foreman: ActorHandle | None = None
        self._leg_end = 0
        self.taken = 0
        self.total = len(sources)
        self.reading: ObjectRef | None = None
        self._begin_leg()

    def take(self) -> Sequence[WorkerRead]:
        """Return the photos that were read; none where they were lost and have to be read again."""
        import ray

        try:
            reads = unpack(ray.get(self.reading))
        except ray.exceptions.RayError as error:
            if _is_our_fault(error):
                raise
            self._losses.add(error)
            self._foreman = None
            self._begin_leg()
            return ()
        self._losses.forget()
        self.taken += len(reads)
        if self._foreman and self.taken < self._leg_end:
            self.reading = self._foreman.next.remote()
        else:
            self._begin_leg()
        return reads

    def _begin_leg(self) -> None:
        leg = self._sources[self.taken : self.taken + LEG_PHOTOS]
        self._leg_end = self.taken + len(leg)
        if not leg:
            self.reading = None
            return
        self._foreman = self._foreman or _hire_foreman(self._arguments)
        self.reading = self._foreman.begin.remote(leg)


def _hire_foreman(arguments: tuple[object, ...]) -> ActorHandle:
    import ray

    options: dict[str, object] = {"num_cpus": 0, "max_restarts": 0}
    if not ray.util.client.ray.is_connected():
        # Beside this process, where what it hands over lies in shared memory.
        here = ray.get_runtime_context().get_node_id()
        options["scheduling_strategy"] = at_node(here, soft=True)
    return ray.remote(Foreman).options(**options).remote(*arguments)


@dataclass(slots=True, eq=False)
class _Encoder:
    """An actor that encodes.

    Attributes:
        node_id: Where it is.
        actor: Ray's handle.
        opening: The reference that its encoder's id will stand behind; None when it is open.
        load: Chunks that it has been given.
    """

    node_id: str
    actor: ActorHandle
    opening: ObjectRef | None
    load: int = 0


@dataclass(slots=True, eq=False)
class Chunk:
    """Photos that are encoded together.

    Attributes:
        photos: The photos; their pixels go when `squares` is made.
        photo: How many photos were taken when it was full.
        squares: The reference that the pixels stand behind.
        encoder: Who has it.
        encoding: The reference that the vectors will stand behind.
        vectors: What came of it.
    """

    photos: list[NewPhoto]
    photo: int
    squares: ObjectRef | None = None
    encoder: _Encoder | None = None
    encoding: ObjectRef | None = None
    vectors: StoredVectors | None = None


class Encoders:
    """Hands chunks to the encoders of all nodes; what a lost one had goes to the others.

    Args:
        recipe: Opens an encoder.
        losses: Counts the lost ones.
    """

    def __init__(self, recipe: EncoderRecipe, losses: Losses) -> None:
        self._recipe = recipe
        self._losses = losses
        self._staff: list[_Encoder] = []
        self._next_hire_s = 0.0

    @property
    def room(self) -> int:
        """How many chunks are to be on the way at most."""
        return 1 + _CHUNKS_PER_ENCODER * max(1, len(self._staff))

    def hire(self) -> None:
        """From time to time, start the encoders that nodes could have and have not.

        Raises:
            EngineError: No node is left.
        """
        if self._staff and time.monotonic() < self._next_hire_s:
            return
        self._next_hire_s = time.monotonic() + _HIRE_INTERVAL_S
        for node in working_nodes():
            node_id = node["NodeID"]
            there = sum(encoder.node_id == node_id for encoder in self._staff)
            for _ in range(there, self._wanted(node["Resources"])):
                self._staff.append(self._start(node_id))
        if not self._staff:
            raise EngineError(
                f"No node of the Ray cluster has a {self._recipe.device} device.",
                hint="Choose another --device.",
            )

    def _wanted(self, resources: dict[str, float]) -> int:
        if self._recipe.device == "cuda":
            return int(resources.get("GPU", 0))
        if self._recipe.device == "mps":
            return 1
        return max(1, int(resources["CPU"]) // self._recipe.threads)

    def _start(self, node_id: str) -> _Encoder:
        import ray

        actor = (
            ray.remote(EncodingActor)
            .options(
                # It shares the processors with those that read: whoever is behind gets more.
                num_cpus=0,
                num_gpus=int(self._recipe.device == "cuda"),
                max_restarts=0,
                scheduling_strategy=at_node(node_id),
            )
            .remote(self._recipe)
        )
        return _Encoder(node_id, actor, actor.open.remote())

    def hand_out(self, chunks: Sequence[Chunk]) -> None:
        """Give chunks that nobody has to encoders that have little to do."""
        for chunk in chunks:
            if chunk.encoder is None and chunk.vectors is None:
                idle = [e for e in self._staff if not e.opening and e.load < _CHUNKS_PER_ENCODER]
                if not idle:
                    return
                self._give(chunk, min(idle, key=lambda encoder: encoder.load))

    def _give(self, chunk: Chunk, encoder: _Encoder) -> None:
        import ray

        if chunk.squares is None:
            chunk.squares = ray.put([photo.square for photo in chunk.photos])
            chunk.photos = [dataclasses.replace(p, square=_NO_PIXELS) for p in chunk.photos]
        chunk.encoder = encoder
        chunk.encoding = encoder.actor.encode.remote(chunk.squares)
        encoder.load += 1

    def awaited(self, chunks: Sequence[Chunk]) -> list[ObjectRef]:
        """Return the references that something will stand behind."""
        return [e.opening for e in self._staff if e.opening] + [
            chunk.encoding for chunk in chunks if chunk.encoding
        ]

    def collect(self, chunks: Sequence[Chunk], there: Container[ObjectRef]) -> None:
        """Take what has come.

        Args:
            chunks: Those on the way.
            there: The references that something stands behind.

        Raises:
            UserError: An encoder cannot be opened, is another one, or failed.
        """
        for encoder in list(self._staff):
            if encoder.opening in there:
                self._admit(encoder, self._answer(encoder, encoder.opening))
        for chunk in chunks:
            if chunk.encoder and chunk.encoding in there:
                vectors = self._answer(chunk.encoder, chunk.encoding)
                if vectors is None:
                    _take_back(chunks, chunk.encoder)
                else:
                    self._losses.forget()
                    chunk.encoder.load -= 1
                    chunk.encoder = chunk.encoding = chunk.squares = None
                    # A copy, as what Ray gives keeps its place in shared memory.
                    chunk.vectors = np.array(vectors)

    def _admit(self, encoder: _Encoder, encoder_id: object) -> None:
        if encoder_id is None:
            return
        if encoder_id != self._recipe.encoder_id:
            raise EngineError(
                f"A node of the Ray cluster has the encoder {encoder_id}, this machine "
                f"{self._recipe.encoder_id}.",
                hint="Install the same pack on every node.",
            )
        encoder.opening = None

    def _answer(self, encoder: _Encoder, reference: ObjectRef) -> object:
        """Return what an encoder answered; None where it is lost, and is then let go."""
        import ray

        try:
            answer: object = ray.get(reference)
        except ray.exceptions.RayError as error:
            if _is_our_fault(error):
                raise
            self._losses.add(error)
            self._staff.remove(encoder)
            return None
        if isinstance(answer, UserError):
            raise answer
        return answer


def _take_back(chunks: Sequence[Chunk], encoder: _Encoder) -> None:
    """Let others have what a lost encoder had."""
    for chunk in chunks:
        if chunk.encoder is encoder:
            chunk.encoder = chunk.encoding = None


def wait(references: Sequence[ObjectRef]) -> set[ObjectRef]:
    """Wait until something stands behind a reference, or for a moment; return those that have."""
    import ray

    if not references:
        time.sleep(POLL_S)
        return set()
    ray.wait(list(references), timeout=POLL_S)
    there, _ = ray.wait(list(references), num_returns=len(references), timeout=0)
    return set(there)


def _is_our_fault(error: object) -> bool:
    """Tell an exception of the program, which would come again, from a machine that went away."""
    from ray.exceptions import RayError, RayTaskError, UserCodeException

    # What a task raised may have come from a task of its own.
    while isinstance(error, RayTaskError):
        error = error.cause
    return isinstance(error, UserCodeException) or not isinstance(error, RayError)
