"""Geo-verification and the vectors that it keeps."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import numpy as np
import pytest

from g3desktop.domain.errors import CancelledError
from g3desktop.domain.work import Progress
from g3desktop.engine import verification
from g3desktop.engine.verification import LocationCache, verify
from tests.fakes import FakeEncoder

POSITIONS = np.random.default_rng(5).uniform(-80, 80, (50, 2))


class CountingEncoder(FakeEncoder):
    def __init__(self, encoder_id: str = "counting-1") -> None:
        super().__init__(encoder_id)
        self.encoded = 0

    def encode_locations(self, lat_lon_deg: np.ndarray) -> np.ndarray:
        self.encoded += len(lat_lon_deg)
        return super().encode_locations(lat_lon_deg)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "locations"


@pytest.fixture
def kept_file(folder: Path) -> Path:
    LocationCache(folder).vectors(CountingEncoder(), POSITIONS)
    (path,) = folder.iterdir()
    return path


def test_cosines_are_those_of_every_pair():
    rng = np.random.default_rng(0)
    photos, places = (rng.normal(size=(n, 6)).astype(np.float32) for n in (3, 5))
    photos /= np.linalg.norm(photos, axis=1, keepdims=True)
    places /= np.linalg.norm(places, axis=1, keepdims=True)
    cosines = verify(photos, places)
    assert cosines.shape == (3, 5)
    assert cosines[1, 4] == pytest.approx(float(photos[1] @ places[4]), abs=1e-6)
    assert verify(photos, photos).max() <= 1


def test_positions_are_encoded_once(folder: Path):
    encoder = CountingEncoder()
    cache = LocationCache(folder)
    first = cache.vectors(encoder, POSITIONS)
    again = cache.vectors(encoder, POSITIONS)
    assert encoder.encoded == len(POSITIONS)
    assert np.array_equal(first, encoder.encode_locations(POSITIONS))
    assert np.array_equal(first, again)


def test_the_next_program_reads_them_from_disk(kept_file: Path):
    encoder = CountingEncoder()
    vectors = LocationCache(kept_file.parent).vectors(encoder, POSITIONS)
    assert encoder.encoded == 0
    assert np.array_equal(vectors, encoder.encode_locations(POSITIONS))


@pytest.mark.parametrize("other", ["encoder", "positions"])
def test_another_encoder_or_other_positions_are_encoded_anew(kept_file: Path, other: str):
    encoder = CountingEncoder("counting-2" if other == "encoder" else "counting-1")
    positions = POSITIONS if other == "encoder" else POSITIONS[::-1]
    vectors = LocationCache(kept_file.parent).vectors(encoder, positions)
    assert encoder.encoded == len(POSITIONS)
    assert np.array_equal(vectors, encoder.encode_locations(positions))


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def fill_with_nan(path: Path) -> None:
    vectors = np.load(path)
    vectors[3, 2] = np.nan
    np.save(path, vectors)


def fill_with_zeros(path: Path) -> None:
    size = path.stat().st_size
    with path.open("rb+") as stream:
        stream.seek(size - 100)
        stream.write(bytes(100))


def change_shape(path: Path) -> None:
    np.save(path, np.load(path)[:, :5])


def change_type(path: Path) -> None:
    np.save(path, np.load(path).astype(np.float64))


def put_a_pickle(path: Path) -> None:
    class Bomb:
        def __reduce__(self):
            return (pytest.fail, ("the file was executed",))

    path.write_bytes(pickle.dumps(Bomb()))


@pytest.mark.parametrize(
    "damage",
    [truncate, empty, fill_with_nan, fill_with_zeros, change_shape, change_type, put_a_pickle],
)
def test_a_damaged_file_is_made_again(kept_file: Path, damage):
    damage(kept_file)
    encoder = CountingEncoder()
    vectors = LocationCache(kept_file.parent).vectors(encoder, POSITIONS)
    assert encoder.encoded == len(POSITIONS)
    assert np.array_equal(vectors, encoder.encode_locations(POSITIONS))
    again = CountingEncoder()
    LocationCache(kept_file.parent).vectors(again, POSITIONS)
    assert again.encoded == 0


def test_a_folder_that_cannot_be_written_is_noted_and_no_obstacle(tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")
    reports: list[Progress] = []
    vectors = LocationCache(tmp_path / "file" / "locations").vectors(
        FakeEncoder(), POSITIONS, report=reports.append
    )
    assert len(vectors) == len(POSITIONS)
    assert any("could not be kept" in one.note for one in reports)


def test_cancelling_leaves_no_file(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(verification, "_CHUNK_POSITIONS", 10)
    reports: list[Progress] = []
    with pytest.raises(CancelledError):
        LocationCache(folder).vectors(
            FakeEncoder(), POSITIONS, report=reports.append, cancelled=lambda: len(reports) > 2
        )
    assert not folder.exists()


def test_a_failed_write_leaves_nothing_aside(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_args: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    reports: list[Progress] = []
    LocationCache(folder).vectors(FakeEncoder(), POSITIONS, report=reports.append)
    assert list(folder.iterdir()) == []
    assert "No space left" in reports[-1].note


def test_no_positions_are_no_vectors(folder: Path):
    assert LocationCache(folder).vectors(FakeEncoder(), np.empty((0, 2))).shape == (0, 12)


def test_without_a_folder_memory_is_enough():
    encoder = CountingEncoder()
    cache = LocationCache(None)
    cache.vectors(encoder, POSITIONS)
    cache.vectors(encoder, POSITIONS)
    assert encoder.encoded == len(POSITIONS)
