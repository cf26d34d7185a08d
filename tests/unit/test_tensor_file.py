"""Weights written a tensor at a time and read back."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import load_file

from g3desktop.domain.errors import PackError
from g3desktop.engine.alignment.tensor_file import Entry, load_tensors, write_tensors

shapes = st.lists(st.integers(0, 4), max_size=3).map(tuple)


def entries(tensors: dict[str, torch.Tensor]) -> list[Entry]:
    return [Entry(n, tuple(t.shape), lambda t=t: t) for n, t in tensors.items()]


@given(st.dictionaries(st.text(min_size=1, max_size=8), shapes, max_size=5))
def test_what_is_written_is_read(named_shapes: dict[str, tuple[int, ...]]) -> None:
    named_shapes.pop("__metadata__", None)
    tensors = {name: torch.randn(shape) for name, shape in named_shapes.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "some.safetensors"
        described = write_tensors(path, entries(tensors), metadata={"from": "a test"})
        data = path.read_bytes()
        assert described.size == len(data)
        assert described.sha256 == hashlib.sha256(data).hexdigest()
        theirs = load_file(path)  # the library reads it too
        ours = load_tensors(path, device="cpu", like=tensors)
    assert theirs.keys() == ours.keys() == tensors.keys()
    assert all(torch.equal(ours[name], tensor) for name, tensor in tensors.items())
    assert all(torch.equal(theirs[name], tensor) for name, tensor in tensors.items())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "some.safetensors"
    write_tensors(path, entries({"a": torch.ones(3, 2), "b": torch.zeros(())}))
    return path


def test_half_and_transposed_tensors_become_plain_float32(tmp_path: Path) -> None:
    half = torch.arange(6).reshape(2, 3).half()
    write_tensors(tmp_path / "t", [Entry("a", (3, 2), lambda: half.T)])
    read = load_tensors(tmp_path / "t", device="cpu", like={"a": torch.empty(3, 2)})["a"]
    assert read.dtype == torch.float32
    assert torch.equal(read, half.T.float())


def test_bfloat16_is_stored_in_half_the_room(tmp_path: Path) -> None:
    tensors = {"a": torch.randn(64, 64), "b": torch.tensor(3.99)}
    written = [Entry(n, tuple(t.shape), lambda t=t: t, torch.bfloat16) for n, t in tensors.items()]
    assert write_tensors(tmp_path / "t", written).size < 64 * 64 * 2 + 500
    read = load_tensors(tmp_path / "t", device="cpu", like=tensors, precision="bfloat16")
    assert all(torch.equal(read[name], tensor.bfloat16()) for name, tensor in tensors.items())


def test_other_shape_than_announced_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shape"):
        write_tensors(tmp_path / "t", [Entry("a", (3,), lambda: torch.ones(2))])


def test_bfloat16_on_request(path: Path) -> None:
    like = {"a": torch.empty(3, 2), "b": torch.empty(())}
    read = load_tensors(path, device="cpu", like=like, precision="bfloat16")
    assert {tensor.dtype for tensor in read.values()} == {torch.bfloat16}


@pytest.mark.parametrize(
    ("like", "problem"),
    [
        ({"a": (3, 2)}, "unknown"),
        ({"a": (3, 2), "b": (), "c": ()}, "lacks"),
        ({"a": (2, 3), "b": ()}, "another shape"),
    ],
)
def test_other_tensors_are_refused(path: Path, like: dict[str, tuple], problem: str) -> None:
    wanted = {name: torch.empty(shape) for name, shape in like.items()}
    with pytest.raises(PackError, match=problem):
        load_tensors(path, device="cpu", like=wanted)


def test_missing_and_damaged_files_are_refused(path: Path) -> None:
    like = {"a": torch.empty(3, 2), "b": torch.empty(())}
    data = path.read_bytes()
    for length in (0, 4, 8, 50, len(data) - 1):
        path.write_bytes(data[:length])
        with pytest.raises(PackError, match=r"some\.safetensors"):
            load_tensors(path, device="cpu", like=like)
    path.unlink()
    with pytest.raises(PackError, match="missing"):
        load_tensors(path, device="cpu", like=like)
