"""Where the networks compute, and in what precision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import torch

from g3desktop.domain.errors import EngineError, UsageError

DEVICES = ("cuda", "mps", "cpu")
PRECISIONS = ("float32", "bfloat16")

_OUT_OF_MEMORY = ("out of memory", "can't allocate memory", "not enough memory")


def choose_device(name: str | None = None) -> str:
    """Return the device asked for, or the fastest there is.

    Raises:
        UsageError: No device is called that.
        EngineError: This machine has no such device.
    """
    if name is None:
        return next(device for device in DEVICES if _is_there(device))
    if name not in DEVICES:
        raise UsageError(f"There is no device {name!r}.", hint=f"Try {', '.join(DEVICES)}.")
    if not _is_there(name):
        raise EngineError(f"This machine has no usable {name} device.", hint="Try cpu.")
    return name


def choose_precision(device: str, wanted: str | None = None) -> str:
    """Return the precision asked for, or the fastest that the device computes by itself.

    On the CPU bfloat16 without the units for it is emulated, many times slower than float32.

    Args:
        device: "cuda", "mps" or "cpu".
        wanted: "float32", "bfloat16" or None.

    Raises:
        UsageError: No precision is called that.
        EngineError: The device has no units for it.
    """
    if wanted is None:
        return "bfloat16" if device != "mps" and has_bfloat16(device) else "float32"
    if wanted not in PRECISIONS:
        raise UsageError(f"There is no precision {wanted!r}.", hint=f"Try {', '.join(PRECISIONS)}.")
    if wanted == "bfloat16" and not has_bfloat16(device):
        raise EngineError(f"The {device} device has no bfloat16 units.", hint="Try float32.")
    return wanted


def has_bfloat16(device: str) -> bool:
    """Return whether the device multiplies bfloat16 numbers in hardware."""
    if device == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    if device == "mps":
        return bool(torch.backends.mps.is_macos_or_newer(14, 0))
    # Older versions of PyTorch cannot say what the CPU has.
    capabilities = getattr(torch.cpu, "get_capabilities", dict)
    return cpu_has_bfloat16(capabilities())


def cpu_has_bfloat16(capabilities: Mapping[str, object]) -> bool:
    """Return whether a CPU with these capabilities has units that PyTorch's kernels use.

    Args:
        capabilities: Names of instruction sets and whether the CPU has them, as
            `torch.cpu.get_capabilities` gives them.
    """
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))


def _is_there(device: str) -> bool:
    if device == "cuda":
        return torch.cuda.is_available()
    if device == "mps":
        return torch.backends.mps.is_available()
    return True


@contextmanager
def device_errors(device: str) -> Iterator[None]:
    """Turn a device that is full into an error that the user can act on.

    Raises:
        EngineError: The device has too little memory.
    """
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        # The CPU's and MPS's allocators raise a bare RuntimeError; only its text tells.
        full = isinstance(error, torch.OutOfMemoryError | MemoryError)
        if not full and not any(words in str(error) for words in _OUT_OF_MEMORY):
            raise
        raise EngineError(
            f"The {device} device ran out of memory.",
            hint="Close other programs, or compute on another device.",
        ) from error
