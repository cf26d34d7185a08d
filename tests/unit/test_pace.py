"""How long a model takes, remembered in a file that may be missing, damaged or locked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.services.pace import PaceMemory
from tests.fakes import FakeVisionModel


class Other(FakeVisionModel):
    @property
    def name(self) -> str:
        return "other"


MODEL, OTHER = FakeVisionModel(""), Other("")


def test_nothing_is_known_at_first(tmp_path: Path) -> None:
    assert PaceMemory(tmp_path / "pace.json").expected_s(MODEL) is None
    assert not list(tmp_path.iterdir())


def test_what_was_measured_is_expected_in_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "pace.json"
    PaceMemory(path).record(MODEL, 12.0)
    again = PaceMemory(path)
    assert again.expected_s(MODEL) == 12.0
    assert again.expected_s(OTHER) is None
    assert [one.name for one in path.parent.iterdir()] == ["pace.json"]


def test_an_average_that_follows_the_latest(tmp_path: Path) -> None:
    memory = PaceMemory(tmp_path / "pace.json")
    memory.record(MODEL, 10.0)
    memory.record(MODEL, 20.0)
    assert memory.expected_s(MODEL) == pytest.approx(12.0)
    for _ in range(50):
        memory.record(MODEL, 20.0)
    assert memory.expected_s(MODEL) == pytest.approx(20.0, abs=0.01)


def test_the_oldest_models_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "pace.json"
    path.write_text(json.dumps({f"host model{n}": 1.0 for n in range(500)}))
    PaceMemory(path).record(MODEL, 3.0)
    kept = json.loads(path.read_text())
    assert len(kept) == 64
    assert "host model499" in kept
    assert PaceMemory(path).expected_s(MODEL) == 3.0


KEY = f"{MODEL.host} {MODEL.name}"


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[1]",
        b"null",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"%s": null}' % KEY.encode(),
        b'{"%s": "12"}' % KEY.encode(),
        b'{"%s": -1}' % KEY.encode(),
        b'{"%s": NaN}' % KEY.encode(),
        b'{"%s": Infinity}' % KEY.encode(),
        b'{"%s": 1%s}' % (KEY.encode(), b"0" * 400),
        b'{"%s": 1%s}' % (KEY.encode(), b"0" * 5000),
        b'{"a": "' + b"x" * 100_000 + b'"}',
    ],
)
def test_a_damaged_file_is_forgotten_and_written_anew(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "pace.json"
    path.write_bytes(text)
    memory = PaceMemory(path)
    assert memory.expected_s(MODEL) is None
    memory.record(MODEL, 2.0)
    assert PaceMemory(path).expected_s(MODEL) == 2.0


@given(st.binary(max_size=60) | st.dictionaries(st.text(), st.floats()).map(json.dumps))
def test_no_file_stops_anything(tmp_path_factory: pytest.TempPathFactory, held) -> None:
    path = tmp_path_factory.getbasetemp() / "any-pace.json"
    path.write_bytes(held if isinstance(held, bytes) else held.encode())
    expected = PaceMemory(path).expected_s(MODEL)
    assert expected is None or expected >= 0


def test_a_file_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = PaceMemory(tmp_path / "file" / "pace.json")
    memory.record(MODEL, 2.0)
    assert memory.expected_s(MODEL) == 2.0
    folder = tmp_path / "pace.json"
    folder.mkdir()
    PaceMemory(folder).record(MODEL, 2.0)
    assert folder.is_dir()
