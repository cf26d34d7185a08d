"""Tensors in safetensors files: written one at a time, mapped when read."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from g3desktop.domain.errors import PackError
from g3desktop.domain.pack import PackFile

_DAMAGED = "Verify the pack, or install it again."

# Mapped tensors start on a cache line, as the fast kernels like them.
_ALIGNMENT_BYTES = 64

_TYPE_NAMES = {torch.float32: "F32", torch.bfloat16: "BF16"}


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A tensor to be written.

    Attributes:
        name: Its key.
        shape: Its shape.
        make: Returns it; called when it is written, so that only one is in memory.
        dtype: What it is stored as, float32 or bfloat16.
    """

    name: str
    shape: tuple[int, ...]
    make: Callable[[], Tensor]
    dtype: torch.dtype = torch.float32


def write_tensors(
    path: Path, entries: Sequence[Entry], *, metadata: Mapping[str, str] | None = None
) -> PackFile:
    """Write a safetensors file, holding one tensor in memory at a time, and hash it on the way.

    The library's own writer holds every tensor and a copy of its bytes.

    Args:
        path: The file; its folder exists.
        entries: What to write, in this order.
        metadata: Text kept in the file's head.

    Returns:
        The file's name, size and hash.

    Raises:
        OSError: The disk is full or the folder cannot be written to.
    """
    digest = hashlib.sha256()
    with path.open("wb") as file:

        def put(data: bytes | memoryview) -> None:
            digest.update(data)
            file.write(data)

        put(_head(entries, metadata or {}))
        for entry in entries:
            tensor = entry.make().to(entry.dtype).contiguous()
            if tensor.shape != entry.shape:
                raise ValueError(f"{entry.name} has shape {tuple(tensor.shape)}, not {entry.shape}")
            put(tensor.reshape(-1).view(torch.uint8).numpy().data)
        size = file.tell()
    return PackFile(path=path.name, size=size, sha256=digest.hexdigest())


def _head(entries: Sequence[Entry], metadata: Mapping[str, str]) -> bytes:
    table: dict[str, object] = {"__metadata__": dict(metadata)} if metadata else {}
    offset = 0
    for entry in entries:
        end = offset + entry.dtype.itemsize * torch.Size(entry.shape).numel()
        table[entry.name] = {
            "dtype": _TYPE_NAMES[entry.dtype],
            "shape": list(entry.shape),
            "data_offsets": [offset, end],
        }
        offset = end
    text = json.dumps(table, separators=(",", ":")).encode()
    text += b" " * (-(len(text) + 8) % _ALIGNMENT_BYTES)
    return len(text).to_bytes(8, "little") + text


def load_tensors(
    path: Path, *, device: str, like: Mapping[str, Tensor], precision: str = "float32"
) -> dict[str, Tensor]:
    """Read a safetensors file; on the CPU tensors of the right precision are only mapped.

    Args:
        path: The file.
        device: Where the tensors go.
        like: The tensors that must be there, and no others; only their shapes are looked at.
        precision: What floating-point tensors become, "float32" or "bfloat16".

    Raises:
        PackError: The file is missing, damaged, or holds other tensors.
    """
    dtype = torch.bfloat16 if precision == "bfloat16" else torch.float32
    try:
        _read_ahead(path)
        with safe_open(path, framework="pt", device="cpu") as file:
            _check_names(path, set(file.keys()), set(like))
            tensors = {name: file.get_tensor(name).to(device, dtype) for name in like}
    except FileNotFoundError as error:
        raise PackError(f"{path} is missing.", hint=_DAMAGED) from error
    except (SafetensorError, OSError) as error:
        raise PackError(f"{path} cannot be read: {error}.", hint=_DAMAGED) from error
    for name, tensor in tensors.items():
        if tensor.shape != like[name].shape:
            raise PackError(f"{path} holds {name} in another shape.", hint=_DAMAGED)
    return tensors


def _read_ahead(path: Path) -> None:
    """Let the system read the file while the program goes on; the first use then waits less."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_WILLNEED)


def _check_names(path: Path, found: set[str], wanted: set[str]) -> None:
    if missing := sorted(wanted - found):
        raise PackError(f"{path} lacks {len(missing)} tensors ({missing[0]}).", hint=_DAMAGED)
    if others := sorted(found - wanted):
        raise PackError(f"{path} holds {len(others)} unknown tensors ({others[0]}).", hint=_DAMAGED)
