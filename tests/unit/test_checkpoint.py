"""Published checkpoints that are not what they should be: refused in one line, nothing executed."""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from g3desktop.domain.errors import CancelledError, PackError
from g3desktop.engine.alignment.checkpoint import convert_g3
from tests.golden_checkpoint import hollow_weights

Weights = dict[str, torch.Tensor]


def convert(checkpoint: Path, **options) -> None:
    folder = checkpoint.parent / "pack"
    folder.mkdir(exist_ok=True)
    try:
        convert_g3(checkpoint, folder, **options)
    finally:
        written = list(folder.iterdir())
    raise AssertionError(f"accepted, and wrote {written}")


def refusal(checkpoint: Path) -> str:
    with pytest.raises(PackError) as caught:
        convert(checkpoint)
    line = caught.value.one_line()
    assert "\n" not in line
    assert str(checkpoint) in line
    assert not any((checkpoint.parent / "pack").iterdir())
    return line


def saved(path: Path, content: object, **options) -> Path:
    torch.save(content, path, **options)
    return path


@pytest.fixture(scope="module")
def hollow() -> Weights:
    return hollow_weights()


def test_missing_tensors_are_named(hollow: Weights, tmp_path: Path) -> None:
    weights = {k: v for k, v in hollow.items() if "logit_scale" not in k}
    line = refusal(saved(tmp_path / "g3.pth", weights))
    assert "lacks 3 of G3's 635 tensors" in line
    assert "logit_scale1" in line


def test_unknown_tensors_are_named(hollow: Weights, tmp_path: Path) -> None:
    weights = {**hollow, "vision_model.extra": torch.ones(1)}
    assert "vision_model.extra" in refusal(saved(tmp_path / "g3.pth", weights))


def test_other_shape_is_named(hollow: Weights, tmp_path: Path) -> None:
    weights = {**hollow, "vision_projection.weight": torch.ones(()).expand(1024, 768)}
    line = refusal(saved(tmp_path / "g3.pth", weights))
    assert "vision_projection.weight" in line
    assert "(1024, 768)" in line


@pytest.mark.parametrize("dtype", [torch.int64, torch.float64, torch.complex64])
def test_other_type_is_named(dtype: torch.dtype, hollow: Weights, tmp_path: Path) -> None:
    weights = {**hollow, "logit_scale2": torch.ones((), dtype=dtype)}
    assert "logit_scale2" in refusal(saved(tmp_path / "g3.pth", weights))


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_numbers_that_are_not_finite_are_refused(
    number: float, hollow: Weights, tmp_path: Path
) -> None:
    # Of the image tower's first tensors, so that little is written before it shows.
    name = "vision_model.embeddings.class_embedding"
    weights = {**hollow, name: torch.full((1024,), number)}
    with pytest.raises(PackError, match=name):
        convert(saved(tmp_path / "g3.pth", weights))


@pytest.mark.parametrize(
    "wrap",
    [
        lambda weights: {"state_dict": weights},
        lambda weights: {"model": weights, "epoch": 3},
        lambda weights: {f"module.{name}": tensor for name, tensor in weights.items()},
    ],
)
def test_usual_wrappers_are_looked_into(
    wrap: Callable[[Weights], object], hollow: Weights, tmp_path: Path
) -> None:
    weights = dict(hollow)
    del weights["logit_scale3"]
    assert "lacks 1 of" in refusal(saved(tmp_path / "g3.pth", wrap(weights)))


@pytest.mark.parametrize("old_format", [False, True])
def test_half_precision_and_the_old_format_are_read(*, old_format: bool, tmp_path: Path) -> None:
    weights = hollow_weights(torch.float16)
    del weights["logit_scale1"]
    path = saved(tmp_path / "g3.pth", weights, _use_new_zipfile_serialization=not old_format)
    assert "lacks 1 of" in refusal(path)


@pytest.mark.parametrize("content", [{}, [], 3, {"a": 1}, {"state_dict": {}}, {3: torch.ones(1)}])
def test_other_content_is_refused(content: object, tmp_path: Path) -> None:
    refusal(saved(tmp_path / "g3.pth", content))


class Payload:
    """Makes a folder when it is unpickled by something that executes what it reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (str(self.folder),)


@pytest.mark.parametrize("kind", ["zip", "legacy", "bare pickle"])
def test_code_in_a_checkpoint_is_refused_and_never_runs(
    kind: str, hollow: Weights, tmp_path: Path
) -> None:
    ran = tmp_path / "ran"
    content = {**hollow, "logit_scale1": Payload(ran)}
    path = tmp_path / "g3.pth"
    if kind == "bare pickle":
        path.write_bytes(pickle.dumps({"logit_scale1": Payload(ran)}))
    else:
        saved(path, content, _use_new_zipfile_serialization=kind == "zip")
    assert "without running code" in refusal(path)
    assert not ran.exists()


def test_cut_checkpoints_are_refused(hollow: Weights, tmp_path: Path) -> None:
    path = saved(tmp_path / "g3.pth", hollow)
    whole = path.read_bytes()
    for share in (0.0, 0.001, 0.1, 0.5, 0.9, 0.99):
        path.write_bytes(whole[: int(len(whole) * share)])
        refusal(path)


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_noise_is_refused(noise: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "g3.pth"
        path.write_bytes(noise)
        refusal(path)
        path.write_bytes(b"\x80\x02" + noise)  # the head of a pickle
        refusal(path)


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    assert "not a file" in refusal(tmp_path / "g3.pth")
    (tmp_path / "folder.pth").mkdir()
    assert "not a file" in refusal(tmp_path / "folder.pth")


def test_cancelling_stops_before_anything_is_written(hollow: Weights, tmp_path: Path) -> None:
    path = saved(tmp_path / "g3.pth", hollow)
    with pytest.raises(CancelledError):
        convert(path, cancelled=lambda: True)
    assert not any((tmp_path / "pack").iterdir())
