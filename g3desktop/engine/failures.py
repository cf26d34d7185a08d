"""Failures of the machine, told as what the user can do about them."""

from __future__ import annotations

import errno
import sys

from g3desktop.domain.errors import EngineError, UserError


def as_user_error(error: BaseException) -> UserError | None:
    """Return what a failure of memory or disk means for the user; None for anything else.

    Torch is looked up, not imported: where it was never loaded, it cannot have failed.
    """
    if isinstance(error, UserError):
        return error
    if _out_of_memory(error):
        return EngineError(
            "There was not enough memory to go on.",
            hint="Close other programs, or try --device cpu or --precision bfloat16.",
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        where = f" while writing {error.filename}" if error.filename else ""
        return EngineError(
            f"The disk is full{where}.",
            hint="Free some space, or set G3DESKTOP_HOME to a folder on another disk.",
        )
    return None


def _out_of_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError):
        return True
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(error, torch.OutOfMemoryError):
        return True
    # The CPU's allocator has no exception class of its own.
    return isinstance(error, RuntimeError) and "DefaultCPUAllocator" in str(error)
