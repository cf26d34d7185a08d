"""What the window and the engine's process say to each other.

Both ends are ours and the pipe between them has no name, so values travel pickled. They are read
by an unpickler that makes values and nothing else, and a message that is none of those expected
is refused. Nothing here loads more than the standard library.
"""

from __future__ import annotations

import io
import pickle
import struct
from dataclasses import dataclass, is_dataclass
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING

from typing_extensions import override

from g3desktop.domain.work import Progress

if TYPE_CHECKING:
    from g3desktop.domain.answer import Answer, GalleryFacts, ModelFacts, RankingRule
    from g3desktop.settings import Effort

READING, ALIGNING, COMPARING = "reading", "aligning", "comparing"
"""Stages of one photo, in `Progress.stage`; what else stands there the pipeline says."""

_LENGTH = struct.Struct("<I")
_MOST_BYTES = 1 << 28


class MessageError(Exception):
    """What came through the pipe is no message, or none that this end takes."""


@dataclass(frozen=True, slots=True)
class PhotoOptions:
    """How one photo is to be placed; None leaves the choice to the engine.

    Attributes:
        effort: How much a language model is asked, where the engine has one.
        prompts: In place of the effort's: how many similar references each prompt shows.
        samples: In place of the effort's: samples of each prompt.
        temperature: In place of the effort's: of the model's sampling.
        budget_s: Seconds that asking may take.
        place_names: Whether prompts name places.
        top: Places wanted.
        ranking: The rule.
        exclude_author: Leave out gallery photos of this author.
        exclude_same_file: Leave out gallery photos with the same content.
        retrieved: Retrieved positions among the candidates.
        seed: Of everything drawn at random.
    """

    effort: Effort = "quick"
    prompts: tuple[int, ...] | None = None
    samples: int | None = None
    temperature: float | None = None
    budget_s: float | None = None
    place_names: bool = False
    top: int = 5
    ranking: RankingRule | None = None
    exclude_author: str | None = None
    exclude_same_file: bool = True
    retrieved: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Begin:
    """Build the engine, in place of the one before.

    Attributes:
        builder: Who builds it, as "module:function", called with the wish and with `report` and
            `cancelled` by name.
        wish: What the builder is given: a value of plain values or of this program's own.
    """

    builder: str
    wish: object


@dataclass(frozen=True, slots=True)
class Locate:
    """Place a photo, after those asked before.

    Attributes:
        job: Number of the question, never used again.
        photo: Its file.
        options: How.
        alone: Not together with others, as the engine once stopped or failed on it.
    """

    job: int
    photo: Path
    options: PhotoOptions
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Describe:
    """Say where the evidence about a photo lies; goes before waiting photos.

    Attributes:
        job: Number of the question, never used again.
        photo: Its file.
        options: The same as for its answer.
    """

    job: int
    photo: Path
    options: PhotoOptions


@dataclass(frozen=True, slots=True)
class Arrange:
    """Take these photos next, in this order; the others follow in the order they had."""

    jobs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Cancel:
    """Forget these questions."""

    jobs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """End the process as soon as the work allows."""


@dataclass(frozen=True, slots=True)
class Hello:
    """The process runs; the engine is still to be built."""

    pid: int


@dataclass(frozen=True, slots=True)
class Ready:
    """The engine is built.

    Attributes:
        encoder: Id of the encoder.
        device: Where it computes.
        precision: What it computes in.
        gallery: The gallery, or None.
        model: The language model, or None.
        without_model: Why there is none, in a few words.
        warnings: What every answer says about this engine.
    """

    encoder: str
    device: str
    precision: str
    gallery: GalleryFacts | None
    model: ModelFacts | None
    without_model: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unready:
    """There is no engine, and none will be tried until one is asked for again; photos wait.

    Attributes:
        message: Why, and what to try, in one line.
        exit_status: What a command would end with.
    """

    message: str
    exit_status: int


@dataclass(frozen=True, slots=True)
class Begun:
    """These questions are in work from now on, and no others."""

    jobs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """How far the work is: on one photo, or, where `job` is None, on building the engine."""

    job: int | None
    progress: Progress


@dataclass(frozen=True, slots=True)
class State:
    """The answer about a photo as it stands; if `last`, it stays so."""

    job: int
    answer: Answer
    last: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """A question has no answer and gets none.

    Attributes:
        job: Its number.
        message: Why, and what to try, in one line.
        exit_status: What a command would end with.
        of_gallery: Whether it was the gallery that failed, which somebody may have rewritten or
            removed: an engine that opens it anew may have an answer.
    """

    job: int
    message: str
    exit_status: int
    of_gallery: bool = False


@dataclass(frozen=True, slots=True)
class DensityArea:
    """The densest towns that together hold a share of the evidence, gathered in cells.

    Attributes:
        share: Of the evidence, 0 to 1.
        reach_km: How far a cell reaches from its middle.
        lat_lon_deg: Latitude and longitude of the cells' middles, one after the other.
    """

    share: float
    reach_km: float
    lat_lon_deg: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Density:
    """Where the evidence about a photo lies.

    Attributes:
        job: The question's number; this ends it.
        areas: The innermost first; each lies within the next.
    """

    job: int
    areas: tuple[DensityArea, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """The process has ended; said by the window's side.

    Attributes:
        reason: Why, in a few words.
        again: Whether it is started again by itself.
    """

    reason: str
    again: bool


ToEngine = Begin | Locate | Describe | Arrange | Cancel | Stop
FromEngine = Hello | Ready | Unready | Begun | Stage | State | Failed | Density
Event = FromEngine | Gone
"""What the window is told."""


def encode(message: object) -> bytes:
    """Return a message as it goes through the pipe: a value of this program.

    Raises:
        MessageError: It holds what is no value.
    """
    try:
        body = pickle.dumps(message, protocol=5)
    except (pickle.PicklingError, TypeError, AttributeError, RecursionError) as error:
        raise MessageError(f"{type(message).__name__} cannot be sent: {error}") from error
    return _LENGTH.pack(len(body)) + body


def read_to_engine(stream: IO[bytes]) -> ToEngine:
    """Wait for the window's next message.

    Raises:
        EOFError: The window is gone.
        MessageError: Something else came.
    """
    message = read_value(stream)
    if isinstance(message, ToEngine):
        return message
    raise MessageError(f"{type(message).__name__} is nothing that an engine is told")


def read_from_engine(stream: IO[bytes]) -> FromEngine:
    """Wait for the engine's next message.

    Raises:
        EOFError: The engine is gone.
        MessageError: Something else came.
    """
    message = read_value(stream)
    if isinstance(message, FromEngine):
        return message
    raise MessageError(f"{type(message).__name__} is nothing that an engine says")


def read_value(stream: IO[bytes]) -> object:
    """Wait for the next value, whatever it is.

    Raises:
        EOFError: The other end is gone.
        MessageError: What came is no value.
    """
    (length,) = _LENGTH.unpack(_read_exactly(stream, _LENGTH.size))
    if length > _MOST_BYTES:
        raise MessageError(f"a message of {length:,} bytes")
    body = _read_exactly(stream, length)
    try:
        return _Unpickler(io.BytesIO(body)).load()
    # What a damaged pickle raises depends on where it is damaged.
    except Exception as error:
        raise MessageError(f"{len(body)} bytes that are no message: {error}") from error


def _read_exactly(stream: IO[bytes], count: int) -> bytes:
    read = stream.read(count)
    if len(read) < count:
        raise EOFError
    return read


class _Unpickler(pickle.Unpickler):
    """Makes values of this program and paths; calls nothing else."""

    @override
    def find_class(self, module_name: str, global_name: str, /) -> type:
        if module_name.partition(".")[0] in ("g3desktop", "pathlib"):
            found = super().find_class(module_name, global_name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, PurePath)):
                return found
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no value")
