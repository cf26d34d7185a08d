"""What a training run keeps on disk, so that a kill costs minutes and changes nothing.

Tensors in safetensors and facts in JSON, one file, renamed into place when it is whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from g3desktop.domain.errors import EngineError

_FACTS = "training"


@dataclass(frozen=True, slots=True)
class EpochMetrics:
    """What one epoch came to; nothing in it depends on the machine's speed.

    Attributes:
        epoch: From 1.
        steps: Optimizer steps since the start.
        loss: Mean over the epoch's steps.
        temperature: Of the image-GPS term, after the epoch.
        retrieval: Held-out recall within each of `THRESHOLDS_KM`; empty without held-out photos.
        verification: The same for the best location vector alone.
        both: The same for the two together.
    """

    epoch: int
    steps: int
    loss: float
    temperature: float
    retrieval: tuple[float, ...] = ()
    verification: tuple[float, ...] = ()
    both: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """Where a run stands.

    Attributes:
        fingerprint: Names recipe, photos and first weights; another one cannot go on.
        step: Optimizer steps done since the start.
        losses: Of the steps done in the current epoch.
        history: Finished epochs.
        best_epoch: The epoch kept as the best so far; 0 before there is one.
    """

    fingerprint: str
    step: int = 0
    losses: tuple[float, ...] = ()
    history: tuple[EpochMetrics, ...] = ()
    best_epoch: int = 0


def write_tensors_whole(
    path: Path, tensors: Mapping[str, Tensor], facts: Mapping[str, str] | None = None
) -> None:
    """Write a safetensors file aside, make it durable, and rename it into place."""
    aside = path.with_suffix(".part")
    kept = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    safetensors.torch.save_file(kept, aside, metadata=dict(facts or {}))
    with aside.open("rb+") as stream:
        os.fsync(stream.fileno())
    aside.replace(path)


def read_tensors_whole(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    """Read what `write_tensors_whole` wrote.

    Raises:
        EngineError: The file is damaged.
    """
    try:
        with safe_open(path, framework="pt", device="cpu") as stream:
            tensors = {name: stream.get_tensor(name) for name in stream.keys()}  # noqa: SIM118 -- safe_open is no mapping
            return tensors, dict(stream.metadata() or {})
    except (OSError, SafetensorError) as error:
        raise EngineError(
            f"The training state {path} cannot be read.",
            hint="Delete the run's folder and train again.",
        ) from error


def save_state(path: Path, tensors: Mapping[str, Tensor], facts: TrainingFacts) -> None:
    """Write tensors and facts as one file."""
    write_tensors_whole(path, tensors, {_FACTS: json.dumps(asdict(facts))})


def load_state(path: Path) -> tuple[dict[str, Tensor], TrainingFacts]:
    """Read what `save_state` wrote.

    Raises:
        EngineError: The file is damaged.
    """
    tensors, texts = read_tensors_whole(path)
    raw = json.loads(texts[_FACTS])
    history = tuple(_metrics(epoch) for epoch in raw.pop("history"))
    losses = tuple(raw.pop("losses"))
    return tensors, TrainingFacts(history=history, losses=losses, **raw)


def _metrics(raw: dict[str, Any]) -> EpochMetrics:
    for name in ("retrieval", "verification", "both"):
        raw[name] = tuple(raw[name])
    return EpochMetrics(**raw)


def metrics_lines(history: Sequence[EpochMetrics]) -> str:
    """Return one JSON object a line."""
    return "".join(json.dumps(asdict(epoch)) + "\n" for epoch in history)


def optimizer_tensors(optimizer: torch.optim.Optimizer, names: Sequence[str]) -> dict[str, Tensor]:
    """Flatten an optimizer's state to named tensors.

    Args:
        optimizer: Its parameters in the order of `names`.
        names: Of the parameters.
    """
    state = optimizer.state_dict()["state"]
    return {
        f"{names[index]}|{kind}": torch.as_tensor(value)
        for index, kinds in state.items()
        for kind, value in kinds.items()
    }


def restore_optimizer(
    optimizer: torch.optim.Optimizer, names: Sequence[str], tensors: Mapping[str, Tensor]
) -> None:
    """Put back what `optimizer_tensors` took out."""
    index_of = {name: index for index, name in enumerate(names)}
    state: dict[int, dict[str, Tensor]] = {}
    for key, tensor in tensors.items():
        name, _, kind = key.partition("|")
        state.setdefault(index_of[name], {})[kind] = tensor
    groups = optimizer.state_dict()["param_groups"]
    optimizer.load_state_dict({"state": state, "param_groups": groups})
