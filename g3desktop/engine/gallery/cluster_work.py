"""What the machines of a Ray cluster do for a build: look around, read photos, encode chunks.

Photos are read and chunks encoded by the very functions that a build on one machine calls. What
comes from other machines of the cluster is unpickled: they are trusted.
"""

from __future__ import annotations

import pickle
import platform
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from g3desktop.domain.errors import PhotoError, UserError
from g3desktop.domain.pack import Pack
from g3desktop.domain.photo import Pixels
from g3desktop.engine.alignment.encoder import Encoder
from g3desktop.engine.failures import as_user_error
from g3desktop.engine.gallery.reading import KnownPhotos, Read, Reader, Source, encode_rows

if TYPE_CHECKING:
    import pyarrow
    from ray import ObjectRef

    from g3desktop.engine.gallery.journal import StoredVectors

PARCEL_PHOTOS = 16
"""Photos that one task reads: long enough to outweigh its start, short enough to be lost."""

_DECISIVE = ("g3desktop", "numpy", "pi-heif", "pillow", "timm", "torch")
"""Packages whose versions decide over pixels and vectors."""

_READ_RETRIES = 3
"""A photo that crashes the process that reads it would crash every other one as well."""

# Columns of Ray Data's tables.
_PARCEL, _READS = "parcel", "reads"


@dataclass(frozen=True, slots=True)
class EncoderRecipe:
    """How another process opens the encoder that this one has.

    The functions are pickled by their names, and `functools.partial` gives them plain arguments.

    Attributes:
        encoder_id: What the encoder opened there has to be called.
        device: What it has to compute on.
        short_side_px: The encoder's.
        threads: Threads that an open encoder computes with, on a CPU.
        prepare: The encoder's, without its weights.
        open: Opens it.
    """

    encoder_id: str
    device: str
    short_side_px: int
    threads: int
    prepare: Callable[[Pixels], Pixels]
    open: Callable[[], Encoder]


def pack_recipe(pack: Pack, encoder: Encoder) -> EncoderRecipe:
    """Say how to open a pack's encoder as it is open here.

    Device, precision and the number of threads are the same everywhere: another of these changes
    the last bits of a vector.
    """
    import torch

    threads = torch.get_num_threads()
    return EncoderRecipe(
        encoder_id=encoder.id,
        device=encoder.device,
        short_side_px=encoder.short_side_px,
        threads=threads,
        prepare=_preparation(pack),
        open=partial(_open_pack, pack, encoder.device, encoder.precision, threads),
    )


def _preparation(pack: Pack) -> Callable[[Pixels], Pixels]:
    spec = pack.spec
    if spec.family == "g3":
        from g3desktop.engine.alignment.clip_tower import crop_square

        return crop_square
    from g3desktop.engine.alignment.starter import prepare_square

    return partial(prepare_square, side_px=spec.input_px, crop=spec.crop)


def _open_pack(pack: Pack, device: str, precision: str, threads: int) -> Encoder:
    import torch

    from g3desktop.engine.alignment.load import load_encoder

    torch.set_num_threads(threads)
    return load_encoder(pack, device=device, precision=precision)


@dataclass(frozen=True, slots=True)
class NodeFacts:
    """What a machine says of itself.

    Attributes:
        host: Its name.
        versions: Of the packages that decide over pixels and vectors.
        sample_size: Of one photo, bytes; None where it does not see that.
    """

    host: str
    versions: dict[str, str]
    sample_size: int | None


def look_around(sample: Path) -> NodeFacts:
    """Say what this machine has, and whether it sees a photo."""
    try:
        size = sample.stat().st_size
    except (OSError, ValueError):
        size = None
    return NodeFacts(platform.node(), {name: _version(name) for name in _DECISIVE}, size)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


@dataclass(frozen=True, slots=True, eq=False)
class KnownArrays:
    """What the gallery has, in arrays that the processes of a machine share.

    Attributes:
        sizes: File sizes of all rows, ascending.
        hashes: SHA-256 of all rows, ascending.
    """

    sizes: NDArray[np.int64]
    hashes: NDArray[np.bytes_]

    @classmethod
    def of(cls, sizes: Collection[int], sha256s: Collection[str]) -> KnownArrays:
        """Take them from where they are in no order."""
        hashes = np.array([bytes.fromhex(sha256) for sha256 in sha256s], "S32")
        return cls(np.sort(np.fromiter(sizes, np.int64, len(sizes))), np.sort(hashes))

    def may_have(self, size: int) -> bool:
        """Tell whether a row's photo is of this size, in bytes."""
        return _holds(self.sizes, np.array(size, np.int64))

    def has(self, sha256: str) -> bool:
        """Tell whether a row's photo has this content."""
        # Through an array, as NumPy leaves zero bytes at the end of a single one out.
        return _holds(self.hashes, np.array(bytes.fromhex(sha256), "S32"))


def _holds(ascending: NDArray[Any], value: NDArray[Any]) -> bool:
    place = int(np.searchsorted(ascending, value))
    return place < len(ascending) and bool(ascending[place] == value)


@dataclass(frozen=True, slots=True)
class UnreadablePhoto:
    """A photo that a worker could not read, and on which host that was."""

    source: Source
    host: str


WorkerRead = Read | UnreadablePhoto


def read_parcel(
    parcels: pyarrow.Table, *, reader: Reader, known: Sequence[ObjectRef]
) -> dict[str, pyarrow.Array]:
    """Read the photos of one parcel; a task of Ray Data.

    Args:
        parcels: One row.
        reader: Does it.
        known: A reference to what the gallery has, in a list, which Ray leaves as it is.
    """
    import pyarrow
    import ray

    gallery: KnownArrays = ray.get(known[0])
    sources: Sequence[Source] = unpack(parcels[_PARCEL][0].as_py())
    reads = [_read(source, reader, gallery) for source in sources]
    return {_READS: pyarrow.array([_pack(reads)], pyarrow.large_binary())}


def _read(source: Source, reader: Reader, known: KnownPhotos) -> WorkerRead:
    try:
        return reader.read(source, known)
    except PhotoError:
        return UnreadablePhoto(source, platform.node())


class Foreman:
    """An actor that has photos read by the whole cluster and hands them out in their order.

    It stands between the build and Ray Data, so that the build never waits in a call that nothing
    can stop, and may reach the cluster in ways in which Ray Data itself cannot be used.

    Args:
        reader: Reads photos.
        known: A reference to what the gallery has, in a list.
        tasks: Tasks that read at once; None leaves that to Ray.
    """

    def __init__(self, reader: Reader, known: Sequence[ObjectRef], tasks: int | None) -> None:
        self._reader = reader
        self._known = known
        self._tasks = tasks
        self._reads: Iterator[pyarrow.Table] = iter(())

    def begin(self, sources: Sequence[Source]) -> bytes:
        """Take up photos, after the ones before are all handed out; return what `next` does."""
        import ray.data

        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.execution_options.preserve_order = True
        parcels = [
            {_PARCEL: _pack(sources[start : start + PARCEL_PHOTOS])}
            for start in range(0, len(sources), PARCEL_PHOTOS)
        ]
        dataset = ray.data.from_items(parcels, override_num_blocks=len(parcels)).map_batches(
            read_parcel,
            batch_size=1,
            batch_format="pyarrow",
            fn_kwargs={"reader": self._reader, "known": self._known},
            compute=ray.data.TaskPoolStrategy(size=self._tasks),
            max_retries=_READ_RETRIES,
        )
        self._reads = iter(dataset.iter_batches(batch_size=1, batch_format="pyarrow"))
        return self.next()

    def next(self) -> bytes:
        """Return the next parcel's reads, packed; there are as many parcels as were taken up."""
        reads: bytes = next(self._reads)[_READS][0].as_py()
        return reads


_Answer = TypeVar("_Answer")


class EncodingActor:
    """An actor that holds an open encoder.

    What the user can mend comes back as a value, since what Ray raises holds a whole traceback.

    Args:
        recipe: Opens the encoder.
    """

    def __init__(self, recipe: EncoderRecipe) -> None:
        self._recipe = recipe
        self._encoder: Encoder | None = None

    def open(self) -> UserError | str:
        """Open the encoder; return its id."""
        opened = _answer(self._recipe.open)
        if isinstance(opened, UserError):
            return opened
        self._encoder = opened
        return opened.id

    def encode(self, squares: Sequence[Pixels]) -> UserError | StoredVectors:
        """Encode the prepared squares of one chunk."""
        if self._encoder is None:
            raise RuntimeError("a chunk came before the encoder was open")
        return _answer(partial(encode_rows, self._encoder, squares))


def _answer(work: Callable[[], _Answer]) -> _Answer | UserError:
    """Return what comes of it, or what the user can mend, with this machine's name."""
    try:
        return work()
    except (UserError, MemoryError, OSError, RuntimeError) as error:
        told = as_user_error(error)
        if told is None:
            raise
        return type(told)(f"The node {platform.node()} fails: {told}", hint=told.hint)


def unpack(packed: bytes) -> Sequence[Any]:
    """Return what `_pack` was given on a machine of the cluster, which is trusted."""
    values: Sequence[Any] = pickle.loads(packed)  # noqa: S301 - as Ray does with every message
    return values


def _pack(values: Sequence[Source] | Sequence[WorkerRead]) -> bytes:
    return pickle.dumps(values, protocol=pickle.HIGHEST_PROTOCOL)
