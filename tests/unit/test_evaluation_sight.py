"""Hashes and vectors of photos, each file read and each content encoded but once."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from g3desktop.domain.errors import CancelledError, EngineError
from g3desktop.domain.work import never_cancelled
from g3desktop.engine.photo import content_sha256, read_photo
from g3desktop.engine.pipeline import BATCH_PHOTOS, PhotoFailure, decoded_batches
from g3desktop.evaluation import sight
from g3desktop.evaluation.memory import Memory, opened
from g3desktop.evaluation.sight import Identified, Sight, identify
from tests.fakes import CompanyEncoder, FakeEncoder, FakeTextEncoder
from tests.pictures import write_photo
from tests.small_study import dataset_of


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("sight")
    return [write_photo(folder / f"{n:03}.jpg", seed=n) for n in range(2 * BATCH_PHOTOS + 3)]


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with opened(tmp_path / "memory") as one:
        yield one


def found(paths: Sequence[Path], memory: Memory) -> list[Identified]:
    known, left_out = identify(dataset_of(paths).queries, memory, cancelled=never_cancelled)
    assert left_out == []
    return known


def in_batches(some: Sequence[Identified]) -> list[Sequence[Identified]]:
    return [some[n : n + BATCH_PHOTOS] for n in range(0, len(some), BATCH_PHOTOS)]


def test_hashes_are_of_the_bytes_and_read_once(
    paths: list[Path], memory: Memory, monkeypatch: pytest.MonkeyPatch
):
    first = found(paths[:5], memory)
    assert [one.sha256 for one in first] == [read_photo(path).sha256 for path in paths[:5]]
    read = []
    monkeypatch.setattr(sight, "content_sha256", lambda path: read.append(path) or "0" * 64)
    assert found(paths[:5], memory) == first
    assert read == []
    os.utime(paths[2], ns=(1, 1))
    assert found(paths[:5], memory)[2].sha256 == "0" * 64
    assert read == [paths[2]]


@pytest.mark.parametrize(
    "kind",
    [
        *("missing", "folder", "empty"),
        pytest.param(
            "pipe",
            marks=pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes"),
        ),
    ],
)
def test_what_is_no_file_with_content_is_left_out_by_name(
    paths: list[Path], memory: Memory, tmp_path: Path, kind: str
):
    path = tmp_path / "a.jpg"
    if kind == "folder":
        path.mkdir()
    elif kind == "empty":
        path.touch()
    elif kind == "pipe":
        os.mkfifo(path)
    queries = dataset_of([paths[0], path, paths[1]]).queries
    known, left_out = identify(queries, memory, cancelled=never_cancelled)
    assert [one.query.path for one in known] == paths[:2]
    (one,) = left_out
    assert (one.line, one.name) == (3, "a.jpg")
    assert str(tmp_path) not in one.reason
    assert one.reason


def test_reading_can_be_cancelled(paths: list[Path], memory: Memory):
    with pytest.raises(CancelledError):
        identify(dataset_of(paths).queries, memory, cancelled=lambda: True)


def seen_by(
    looking: Sight, batches: Sequence[Sequence[Identified]], cancelled=never_cancelled
) -> dict[str, NDArray[np.float32]]:
    """Return the row of each photo by its content; all of them are photos."""
    rows = {}
    for seen in looking.look(batches, cancelled=cancelled):
        assert seen.left_out == []
        shas = [one.sha256 for one in seen.photos]
        rows |= dict(zip(shas, seen.vectors.concatenated(), strict=True))
    return rows


@pytest.mark.parametrize("encoder", [FakeEncoder(), FakeTextEncoder()], ids=lambda one: one.id)
def test_vectors_are_the_encoders_own(paths: list[Path], memory: Memory, encoder: FakeEncoder):
    batches = in_batches(found(paths, memory))
    squares = [encoder.prepare(read_photo(path, short_side_px=8).pixels) for path in paths]
    expected = encoder.encode_images(squares[:BATCH_PHOTOS])
    first, *others = Sight(encoder, memory, None).look(batches, cancelled=never_cancelled)
    assert [len(one.photos) for one in others] == [BATCH_PHOTOS, 3]
    assert first.photos == batches[0]
    for name in ("image", "image_text", "image_gps"):
        assert np.array_equal(getattr(first.vectors, name), getattr(expected, name))


class CrowdEncoder(FakeEncoder):
    """A vector here depends on how many photos are encoded at once, as it may in real ones."""

    def _vectors(self, colours):
        return super()._vectors(colours + len(colours))


def test_vectors_depend_neither_on_the_length_of_a_data_set_nor_on_what_cannot_be_read(
    paths: list[Path], memory: Memory, tmp_path: Path
):
    some = found(paths, memory)
    whole = seen_by(Sight(CrowdEncoder(), memory, 1), in_batches(some))
    bad = tmp_path / "bad.jpg"
    bad.write_text("no photo")
    with opened(tmp_path / "few") as other:
        few = found([*paths[:2], bad, paths[2]], other)
        (seen,) = Sight(CrowdEncoder(), other, 1).look([few], cancelled=never_cancelled)
    assert [one.name for one in seen.left_out] == ["bad.jpg"]
    assert [one.sha256 for one in seen.photos] == [one.sha256 for one in some[:3]]
    for one, row in zip(seen.photos, seen.vectors.concatenated(), strict=True):
        assert np.array_equal(row, whole[one.sha256])


def test_a_batch_without_a_photo_has_no_vectors(memory: Memory, tmp_path: Path):
    bad = tmp_path / "bad.jpg"
    bad.write_text("no photo")
    looking = Sight(FakeEncoder(), memory, 1)
    (seen,) = looking.look([found([bad], memory)], cancelled=never_cancelled)
    assert (len(seen.photos), len(seen.vectors), len(seen.left_out)) == (0, 0, 1)
    assert seen.vectors.image.shape == (0, 20)


def test_photos_are_encoded_in_the_batches_of_the_data_set_whatever_is_known(
    paths: list[Path], memory: Memory, tmp_path: Path
):
    some = found(paths, memory)
    batches = in_batches(some)
    whole = seen_by(Sight(CompanyEncoder(), memory, 1), batches)
    for known in range(0, len(some), 5):
        with opened(tmp_path / str(known)) as other:
            looking = Sight(CompanyEncoder(), other, 3)
            sha256 = some[known].sha256
            other.keep_vectors(looking.name, {sha256: whole[sha256]})
            seen = seen_by(looking, batches)
        assert seen.keys() == whole.keys()
        assert all(np.array_equal(seen[key], whole[key]) for key in whole)


def test_a_batch_is_seen_before_the_next_is_encoded(paths: list[Path], memory: Memory):
    encoded = []

    class Noting(FakeEncoder):
        def encode_images(self, prepared):
            encoded.append(len(prepared))
            return super().encode_images(prepared)

    looking = Sight(Noting(), memory, 1)
    batches = in_batches(found(paths, memory))
    for number, _ in enumerate(looking.look(batches, cancelled=never_cancelled), 1):
        assert encoded == [BATCH_PHOTOS] * number


def test_vectors_of_another_device_or_precision_are_others(memory: Memory):
    class Elsewhere(FakeEncoder):
        device = "cuda"

    class Coarse(FakeEncoder):
        precision = "bfloat16"

    names = {Sight(one, memory, None).name for one in (FakeEncoder(), Elsewhere(), Coarse())}
    assert len(names) == 3


def test_what_was_encoded_before_it_was_cancelled_is_kept(paths: list[Path], memory: Memory):
    batches = in_batches(found(paths, memory))
    looking = Sight(FakeEncoder(), memory, 1)
    asked = iter([False, False, True])
    with pytest.raises(CancelledError):
        seen_by(looking, batches, lambda: next(asked, True))
    sha256s = [one.sha256 for batch in batches for one in batch]
    kept = memory.vectors(looking.name, sha256s)
    assert BATCH_PHOTOS <= len(kept) < len(sha256s)


def test_a_photo_that_changes_between_hash_and_pixels_is_told(
    paths: list[Path], memory: Memory, tmp_path: Path
):
    path = write_photo(tmp_path / "a.jpg", seed=1)
    some = found([path], memory)
    write_photo(path, seed=2)
    looking = Sight(FakeEncoder(), memory, None)
    with pytest.raises(EngineError, match="changed") as caught:
        seen_by(looking, [some])
    assert "\n" not in caught.value.one_line()
    (again,) = found([path], memory)
    assert again.sha256 == content_sha256(path)


# The door of the pipeline that it uses.


@pytest.mark.parametrize("workers", [1, 5, None])
def test_decoded_photos_come_in_order_and_threads_end(paths: list[Path], tmp_path: Path, workers):
    bad = tmp_path / "bad.jpg"
    bad.write_text("no photo")
    asked = [*paths[:3], bad, *paths[3:]]
    batches = list(decoded_batches(asked, FakeEncoder(), never_cancelled, workers=workers))
    assert [len(batch) for batch in batches] == [BATCH_PHOTOS, BATCH_PHOTOS, 4]
    flat = [one for batch in batches for one in batch]
    names = [one.path if isinstance(one, PhotoFailure) else one.photo.path for one in flat]
    assert names == asked
    assert [n for n, one in enumerate(flat) if isinstance(one, PhotoFailure)] == [3]


def test_as_many_threads_decode_as_asked_for(paths: list[Path]):
    class Meeting(FakeEncoder):
        """Goes on once three threads are here."""

        def __init__(self) -> None:
            super().__init__()
            self.barrier = threading.Barrier(3)

        def prepare(self, pixels):
            self.barrier.wait(timeout=30)
            return super().prepare(pixels)

    (batch,) = decoded_batches(paths[:3], Meeting(), never_cancelled, workers=3)
    assert not any(isinstance(one, PhotoFailure) for one in batch)


def test_closed_early_it_leaves_no_thread(paths: list[Path]):
    batches = decoded_batches(paths, FakeEncoder(), never_cancelled, workers=2)
    next(batches)
    batches.close()
    assert not [one for one in threading.enumerate() if one.name.startswith("decode")]
