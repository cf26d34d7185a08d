"""How long a model's replies took, remembered from one run of the program to the next."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from g3desktop.domain.dialogue import VisionModel
from g3desktop.files import replace_file

# An average that forgets: half of it comes from the latest three replies.
_NEW_SHARE = 0.2

# Nobody waits longer; what says so is damaged.
_MOST_S = 1e6

_LIMIT_BYTES = 1 << 16
_MOST_MODELS = 64


class PaceMemory:
    """Seconds a reply, for every model and host, in one small file of the cache.

    What cannot be read or written is forgotten: nothing depends on it but an estimate.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seconds = _read(path)

    def expected_s(self, model: VisionModel) -> float | None:
        """Return the seconds that a reply took lately, or None where that is not known."""
        return self._seconds.get(_key(model))

    def record(self, model: VisionModel, reply_s: float) -> None:
        """Note how long a reply took."""
        key = _key(model)
        before = self._seconds.pop(key, reply_s)
        # The latest stand last, so that the oldest are dropped.
        self._seconds[key] = before + _NEW_SHARE * (reply_s - before)
        kept = list(self._seconds.items())[-_MOST_MODELS:]
        _write(self._path, dict(kept))


def _key(model: VisionModel) -> str:
    return f"{model.host} {model.name}"


def _read(path: Path) -> dict[str, float]:
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(_LIMIT_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    # Compared before it is made a float: whole numbers in JSON may have hundreds of digits.
    return {
        key: float(value)
        for key, value in found.items()
        if isinstance(value, int | float) and 0 <= value <= _MOST_S
    }


def _write(path: Path, seconds: dict[str, float]) -> None:
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, json.dumps(seconds).encode("utf-8"))
