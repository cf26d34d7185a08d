"""A checkpoint in the layout of the published g3.pth, with weights that anybody can draw again.

Every tensor comes from NumPy's generator, seeded with the CRC-32 of the tensor's own name, so that
any machine makes the same file; `tests/data/g3_reference.npz` is what the reference implementation
of the paper made of it.
"""

from __future__ import annotations

import math
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

Shape = tuple[int, ...]

LOGIT_SCALE = 3.99


def published_shapes() -> dict[str, Shape]:
    """Return name and shape of every tensor of the published file."""
    return dict(_shapes())


def _shapes() -> Iterator[tuple[str, Shape]]:
    yield from ((f"logit_scale{i}", ()) for i in (1, 2, 3))
    yield from _tower("vision_model", width=1024, layers=24)
    yield from _tower("text_model", width=768, layers=12)
    vision = "vision_model.embeddings"
    yield f"{vision}.class_embedding", (1024,)
    yield f"{vision}.patch_embedding.weight", (1024, 3, 14, 14)
    yield f"{vision}.position_embedding.weight", (1 + 16 * 16, 1024)
    for norm in ("pre_layrnorm", "post_layernorm"):  # one misspelt upstream
        yield from _weight_and_bias(f"vision_model.{norm}", (1024,))
    yield "text_model.embeddings.token_embedding.weight", (49408, 768)
    yield "text_model.embeddings.position_embedding.weight", (77, 768)
    yield from _weight_and_bias("text_model.final_layer_norm", (768,))
    yield "vision_projection.weight", (768, 1024)
    yield "text_projection.weight", (768, 768)
    for i in range(3):
        capsule = f"location_encoder.LocEnc{i}"
        yield f"{capsule}.capsule.0.b", (256, 2)
        for layer, columns in ((1, 512), (3, 1024), (5, 1024)):
            yield from _weight_and_bias(f"{capsule}.capsule.{layer}", (1024, columns))
        yield from _weight_and_bias(f"{capsule}.head.0", (512, 1024))
    for head in ("vision_projection_else_1", "vision_projection_else_2", "text_projection_else"):
        for layer in (0, 2):
            yield from _weight_and_bias(f"{head}.{layer}", (768, 768))
    for layer, rows in ((0, 512), (2, 768)):
        yield from _weight_and_bias(f"location_projection_else.{layer}", (rows, 512))


def _tower(tower: str, *, width: int, layers: int) -> Iterator[tuple[str, Shape]]:
    for layer in range(layers):
        block = f"{tower}.encoder.layers.{layer}"
        for projection in ("q_proj", "k_proj", "v_proj", "out_proj"):
            yield from _weight_and_bias(f"{block}.self_attn.{projection}", (width, width))
        yield from _weight_and_bias(f"{block}.mlp.fc1", (4 * width, width))
        yield from _weight_and_bias(f"{block}.mlp.fc2", (width, 4 * width))
        for norm in ("layer_norm1", "layer_norm2"):
            yield from _weight_and_bias(f"{block}.{norm}", (width,))


def _weight_and_bias(name: str, shape: Shape) -> Iterator[tuple[str, Shape]]:
    yield f"{name}.weight", shape
    yield f"{name}.bias", shape[:1]


def draw(name: str, shape: Shape) -> torch.Tensor:
    """Return one tensor, float32: normal numbers, spread by what kind of tensor it is."""
    if name.startswith("logit_scale"):
        return torch.tensor(LOGIT_SCALE)
    numbers = np.random.default_rng(zlib.crc32(name.encode())).standard_normal(shape, np.float32)
    numbers *= np.float32(_spread(name, shape))
    if "norm" in name and name.endswith("weight"):
        numbers += np.float32(1)
    return torch.from_numpy(numbers)


def _spread(name: str, shape: Shape) -> float:
    if name.endswith("capsule.0.b"):
        return 16.0 ** int(name.split(".")[1][-1])
    if "norm" in name:
        return 0.05
    if name.endswith("bias"):
        return 0.02
    if "embedding" in name and "patch" not in name:
        return 0.05
    return 1 / math.sqrt(math.prod(shape[1:]))


def write_checkpoint(path: Path) -> None:
    """Write the file: 1.8 GB, all of it in memory meanwhile."""
    torch.save({name: draw(name, shape) for name, shape in published_shapes().items()}, path)


def hollow_weights(dtype: torch.dtype = torch.float32) -> dict[str, torch.Tensor]:
    """Return tensors of the right names and shapes that take no room: one number each, repeated."""
    return {
        name: torch.full((), 0.5, dtype=dtype).expand(shape)
        for name, shape in published_shapes().items()
    }


def synthetic_image(k: int) -> np.ndarray:
    """Return image k of the reference, shape (300, 400, 3), uint8."""
    y, x = np.mgrid[0:300, 0:400].astype(np.float64)
    red = 127.5 + 127.5 * np.sin(x / (11 + 5 * k) + k)
    green = 127.5 + 127.5 * np.cos(y / (7 + 3 * k))
    blue = (x * y / (470 + 31 * k)) % 256
    return np.stack([np.round(c).astype(np.uint8) for c in (red, green, blue)], axis=-1)


if __name__ == "__main__":
    write_checkpoint(Path(sys.argv[1]))
