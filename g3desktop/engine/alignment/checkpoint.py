"""The published checkpoint of G3, turned once into files that are mapped from disk.

The published file is a pickle of 590 CLIP tensors under Hugging Face's names and the paper's own
parts. It is read without running anything in it, checked to the last key, and written again under
the names of open_clip and of this program, the towers apart from what the paper trains.
"""

from __future__ import annotations

import json
import pickle
import re
import struct
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from g3desktop.domain.errors import PackError
from g3desktop.domain.pack import PackFile, PackManifest
from g3desktop.domain.work import (
    Cancelled,
    Progress,
    Report,
    check_cancelled,
    ignore_progress,
    never_cancelled,
)
from g3desktop.engine.alignment.g3 import (
    ALIGNMENT_FILE,
    IMAGE_BFLOAT16_FILE,
    IMAGE_FILE,
    SPEC,
    TEXT_FILE,
    TOWER_FILES,
    G3Model,
)
from g3desktop.engine.alignment.location_encoder import published_name
from g3desktop.engine.alignment.tensor_file import Entry, write_tensors

CHECKPOINT_NAME: Final = "g3.pth"

_HINT = "Get the published g3.pth again and import its folder."

_BLOCK = re.compile(r"transformer\.resblocks\.(\d+)\.(.+)")
_BLOCK_NAMES = {
    "ln_1": "layer_norm1",
    "ln_2": "layer_norm2",
    "attn.out_proj": "self_attn.out_proj",
    "mlp.c_fc": "mlp.fc1",
    "mlp.c_proj": "mlp.fc2",
}
_IMAGE_NAMES = {
    "class_embedding": "vision_model.embeddings.class_embedding",
    "positional_embedding": "vision_model.embeddings.position_embedding.weight",
    "conv1.weight": "vision_model.embeddings.patch_embedding.weight",
    "ln_pre.weight": "vision_model.pre_layrnorm.weight",
    "ln_pre.bias": "vision_model.pre_layrnorm.bias",
    "ln_post.weight": "vision_model.post_layernorm.weight",
    "ln_post.bias": "vision_model.post_layernorm.bias",
    "proj": "vision_projection.weight",
}
_TEXT_NAMES = {
    "token_embedding.weight": "text_model.embeddings.token_embedding.weight",
    "positional_embedding": "text_model.embeddings.position_embedding.weight",
    "ln_final.weight": "text_model.final_layer_norm.weight",
    "ln_final.bias": "text_model.final_layer_norm.bias",
    "text_projection": "text_projection.weight",
}
_HEAD_NAMES = {
    "location_encoder.head": "location_projection_else",
    "image_text_head": "vision_projection_else_1",
    "image_gps_head": "vision_projection_else_2",
    "text_alignment_head": "text_projection_else",
}
# open_clip multiplies from the right by these, the published layers from the left.
_TRANSPOSED = {"proj", "text_projection"}

# What unpickling a file that is no checkpoint has been seen to raise.
_UNREADABLE = (
    pickle.UnpicklingError,
    zipfile.BadZipFile,
    struct.error,
    RuntimeError,
    EOFError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    OSError,
)


@dataclass(frozen=True, slots=True)
class _Part:
    """One of our tensors, and the published ones it is stacked from."""

    name: str
    shape: tuple[int, ...]
    published: tuple[str, ...]

    @property
    def published_shape(self) -> tuple[int, ...]:
        if self.name in _TRANSPOSED:
            return self.shape[::-1]
        return (self.shape[0] // len(self.published), *self.shape[1:]) if self.shape else ()

    def entry(self, weights: Mapping[str, Tensor], checkpoint: Path, dtype: torch.dtype) -> Entry:
        """Return what writes it."""

        def make() -> Tensor:
            pieces = [weights[name].float() for name in self.published]
            tensor = torch.cat(pieces) if len(pieces) > 1 else pieces[0]
            if not torch.isfinite(tensor).all():
                raise PackError(
                    f"{checkpoint} holds numbers that are not finite, in {self.published[0]}.",
                    hint=_HINT,
                )
            return tensor.T if self.name in _TRANSPOSED else tensor

        return Entry(self.name, self.shape, make, dtype)


def convert_g3(
    checkpoint: Path,
    folder: Path,
    *,
    report: Report = ignore_progress,
    cancelled: Cancelled = never_cancelled,
) -> PackManifest:
    """Write the published checkpoint as the files of a pack.

    Args:
        checkpoint: The published g3.pth, float32 or float16; nothing in it is executed.
        folder: Where the files go: a folder that nobody sees yet.
        report: Told after each file.
        cancelled: Asked before each file.

    Returns:
        The pack's manifest, which the caller writes.

    Raises:
        PackError: It is no checkpoint of G3: not readable without running code, or with tensors
            missing, unknown, of another shape or type, or not finite.
        OSError: The folder cannot be written to, or the disk is full.
        CancelledError: `cancelled` said so.
    """
    weights = _read(checkpoint)
    parts = _parts()
    _check(weights, parts, checkpoint)
    files: list[PackFile] = []
    for name in (*TOWER_FILES, ALIGNMENT_FILE):
        check_cancelled(cancelled)
        report(Progress("converting weights", len(files), len(parts)))
        dtype = torch.bfloat16 if name == IMAGE_BFLOAT16_FILE else torch.float32
        entries = [part.entry(weights, checkpoint, dtype) for part in parts[name]]
        # The encoder's id is the hash of the last file: with the towers' hashes in it, it names
        # the towers too.
        hashes = {file.path: file.sha256 for file in files} if name == ALIGNMENT_FILE else None
        files.append(write_tensors(folder / name, entries, metadata=hashes))
    report(Progress("converting weights", len(files), len(parts)))
    return PackManifest(
        format=1,
        id="g3",
        kind="encoder",
        version="1",
        licence="not stated in the checkpoint; that of the place it was downloaded from",
        source="the published checkpoint of G3 (Jia et al., NeurIPS 2024), converted here",
        files=tuple(files),
        encoder=SPEC,
    )


def _read(checkpoint: Path) -> dict[str, Tensor]:
    if not checkpoint.is_file():
        raise PackError(f"{checkpoint} is not a file.", hint=_HINT)
    try:
        # Files of the old format, no zip archives, cannot be mapped.
        mapped = zipfile.is_zipfile(checkpoint)
        with warnings.catch_warnings():
            # About pickles of other versions; whether it could be read is what counts.
            warnings.simplefilter("ignore", UserWarning)
            content = torch.load(checkpoint, map_location="cpu", weights_only=True, mmap=mapped)
    except _UNREADABLE as error:
        raise PackError(
            f"{checkpoint} is not a checkpoint that can be read without running code from it.",
            hint=_HINT,
        ) from error
    for wrapper in ("state_dict", "model"):
        if isinstance(content, dict) and isinstance(content.get(wrapper), dict):
            content = content[wrapper]
    if not isinstance(content, dict) or not content:
        raise PackError(f"{checkpoint} holds no weights.", hint=_HINT)
    if not all(isinstance(k, str) and isinstance(v, Tensor) for k, v in content.items()):
        raise PackError(f"{checkpoint} holds more than weights.", hint=_HINT)
    return {name.removeprefix("module."): tensor for name, tensor in content.items()}


def _parts() -> dict[str, list[_Part]]:
    """Return what each file holds."""
    model = G3Model()
    states: dict[str, Mapping[str, Tensor]] = {
        IMAGE_FILE: model.visual.state_dict(),
        IMAGE_BFLOAT16_FILE: model.visual.state_dict(),
        TEXT_FILE: model.text.state_dict(),
        ALIGNMENT_FILE: model.alignment_state(),
    }
    return {
        file: [
            _Part(name, tuple(tensor.shape), tuple(_published(file, name)))
            for name, tensor in state.items()
        ]
        for file, state in states.items()
    }


def _published(file: str, name: str) -> Iterator[str]:
    if file == ALIGNMENT_FILE:
        yield _published_alignment(name)
        return
    tower, names = (
        ("text_model", _TEXT_NAMES) if file == TEXT_FILE else ("vision_model", _IMAGE_NAMES)
    )
    block = _BLOCK.fullmatch(name)
    if not block:
        yield names[name]
        return
    layer = f"{tower}.encoder.layers.{block[1]}"
    module, _, kind = block[2].rpartition(".")
    if module in _BLOCK_NAMES:
        yield f"{layer}.{_BLOCK_NAMES[module]}.{kind}"
        return
    for letter in "qkv":  # in_proj_weight and in_proj_bias stack the three
        yield f"{layer}.self_attn.{letter}_proj.{kind.removeprefix('in_proj_')}"


def _published_alignment(name: str) -> str:
    for head, published in _HEAD_NAMES.items():
        if name.startswith(head + "."):
            return published + name.removeprefix(head)
    if name.startswith("location_encoder."):
        return f"location_encoder.{published_name(name.removeprefix('location_encoder.'))}"
    return name


def _check(
    weights: Mapping[str, Tensor], parts: Mapping[str, list[_Part]], checkpoint: Path
) -> None:
    shapes = {
        published: part.published_shape
        for group in parts.values()
        for part in group
        for published in part.published
    }
    if missing := sorted(shapes.keys() - weights.keys()):
        raise PackError(
            f"{checkpoint} lacks {len(missing)} of G3's {len(shapes)} tensors: {_some(missing)}.",
            hint=_HINT,
        )
    if others := sorted(weights.keys() - shapes.keys()):
        raise PackError(
            f"{checkpoint} holds {len(others)} tensors that G3 has not: {_some(others)}.",
            hint=_HINT,
        )
    for name, shape in shapes.items():
        tensor = weights[name]
        if tuple(tensor.shape) != shape:
            raise PackError(
                f"{checkpoint} holds {name} with shape {tuple(tensor.shape)}, not {shape}.",
                hint=_HINT,
            )
        if tensor.dtype not in (torch.float32, torch.float16) or tensor.layout != torch.strided:
            raise PackError(
                f"{checkpoint} holds {name} as {tensor.dtype}, not float32 or float16.", hint=_HINT
            )


def _some(names: list[str]) -> str:
    shown = json.dumps(names[:3])[1:-1]
    return shown if len(names) <= 3 else f"{shown} and more"
