"""Failures of the machine become lines that say what to do."""

from __future__ import annotations

import errno

import pytest

from g3desktop.domain.errors import EngineError, PhotoError
from g3desktop.engine.failures import as_user_error


def on_the_accelerator() -> None:
    import torch

    raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2 GiB")


def on_the_cpu() -> None:
    import torch

    torch.empty(10**15)


def in_python() -> None:
    raise MemoryError


@pytest.mark.parametrize("fail", [on_the_accelerator, on_the_cpu, in_python])
def test_memory(fail):
    with pytest.raises((RuntimeError, MemoryError)) as caught:
        fail()
    known = as_user_error(caught.value)
    assert isinstance(known, EngineError)
    assert "memory" in str(known)
    assert known.hint


def test_a_full_disk_names_the_file():
    known = as_user_error(OSError(errno.ENOSPC, "No space left on device", "/somewhere/file"))
    assert isinstance(known, EngineError)
    assert "/somewhere/file" in str(known)


def test_an_error_for_the_user_stays_itself():
    error = PhotoError("x")
    assert as_user_error(error) is error


@pytest.mark.parametrize("error", [RuntimeError("shapes do not fit"), OSError(errno.EIO, "x")])
def test_anything_else_is_unknown(error: Exception):
    assert as_user_error(error) is None
