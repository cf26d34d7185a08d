"""Which device and precision are chosen, and what is refused."""

from __future__ import annotations

import pytest
import torch

from g3desktop.domain.errors import EngineError, UsageError
from g3desktop.engine.alignment.devices import (
    choose_device,
    choose_precision,
    cpu_has_bfloat16,
    device_errors,
    has_bfloat16,
)


def test_cpu_is_always_there() -> None:
    assert choose_device("cpu") == "cpu"
    assert choose_device() in ("cuda", "mps", "cpu")


def test_unknown_device_is_refused() -> None:
    with pytest.raises(UsageError, match="tpu"):
        choose_device("tpu")


@pytest.mark.skipif(torch.backends.mps.is_available(), reason="this machine has MPS")
def test_absent_device_is_refused() -> None:
    with pytest.raises(EngineError, match="mps"):
        choose_device("mps")


@pytest.mark.parametrize(
    ("capabilities", "expected"),
    [
        ({}, False),
        ({"avx2": True}, False),
        ({"avx512_f": True, "avx512_bf16": False}, False),
        ({"avx512_bf16": True}, True),
        ({"amx_bf16": True}, True),
    ],
)
def test_bfloat16_needs_units_for_it(capabilities: dict[str, object], *, expected: bool) -> None:
    assert cpu_has_bfloat16(capabilities) is expected


def test_precision_follows_the_cpu() -> None:
    expected = "bfloat16" if has_bfloat16("cpu") else "float32"
    assert choose_precision("cpu") == expected
    assert choose_precision("cpu", "float32") == "float32"
    with pytest.raises(UsageError, match="int4"):
        choose_precision("cpu", "int4")


def test_emulated_bfloat16_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx2": True})
    with pytest.raises(EngineError, match="bfloat16"):
        choose_precision("cpu", "bfloat16")


@pytest.mark.parametrize(
    "error",
    [
        torch.OutOfMemoryError("CUDA out of memory."),
        MemoryError(),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"),
    ],
)
def test_full_device_is_a_users_error(error: Exception) -> None:
    with pytest.raises(EngineError, match="ran out of memory"), device_errors("cuda"):
        raise error


def test_bugs_stay_bugs() -> None:
    with pytest.raises(RuntimeError, match="shapes"), device_errors("cpu"):
        raise RuntimeError("shapes do not match")
