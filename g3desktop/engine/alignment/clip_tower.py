"""The two towers of CLIP ViT-L/14, built by open_clip without drawing weights that are thrown away.

open_clip takes seconds to import, so that this happens only where a tower is built.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from g3desktop.domain.photo import Pixels

ARCHITECTURE = "ViT-L-14-quickgelu"
INPUT_PX = 224
EMBEDDING_DIM = 768

# Mean and standard deviation of CLIP's training pictures (Radford et al. 2021).
_MEAN = (0.48145466, 0.4578275, 0.40821073)
_STD = (0.26862954, 0.26130258, 0.27577711)

# A picture longer than this many times its width is cut to its middle before it is resized: what
# goes lies far outside the crop, and a strip of one pixel by millions would fill the memory.
_LONGEST_ASPECT = 16


def build_towers() -> tuple[nn.Module, nn.Module]:
    """Return image and text tower, their weights shapes without storage.

    Load them with `load_state_dict(..., assign=True)`.
    """
    import open_clip

    config = open_clip.get_model_config(ARCHITECTURE)
    with torch.device("meta"):
        clip = open_clip.CustomTextCLIP(**config)
    image: nn.Module = clip.visual
    text: nn.Module = clip.text
    # The causal mask is no weight: no file holds it.
    text.attn_mask = torch.full((77, 77), -math.inf).triu_(1)
    return image.eval(), text.eval()


def tokenize(texts: Sequence[str]) -> Tensor:
    """Return CLIP's BPE tokens, shape (N, 77), int64; longer texts are cut."""
    import open_clip

    tokens: Tensor = open_clip.get_tokenizer(ARCHITECTURE)(list(texts))
    return tokens


def crop_square(pixels: Pixels) -> Pixels:
    """Resize the short side to 224 (bicubic) and cut the middle out.

    Args:
        pixels: Upright RGB, shape (height, width, 3).

    Returns:
        Shape (224, 224, 3). The long side is truncated to whole pixels and an odd rest of the crop
        goes to the right and bottom, as CLIP's published preprocessing does.
    """
    image = Image.fromarray(_without_far_ends(pixels))
    short = min(image.size)
    width, height = (int(INPUT_PX * side / short) for side in image.size)
    resized = image.resize((width, height), Image.Resampling.BICUBIC)
    left, top = (width - INPUT_PX) // 2, (height - INPUT_PX) // 2
    return np.asarray(resized.crop((left, top, left + INPUT_PX, top + INPUT_PX)))


def _without_far_ends(pixels: Pixels) -> Pixels:
    longest = _LONGEST_ASPECT * min(pixels.shape[:2])
    for axis in (0, 1):
        if (excess := pixels.shape[axis] - longest) > 0:
            pixels = np.take(pixels, range(excess // 2, excess // 2 + longest), axis=axis)
    return pixels


def normalise_pixels(squares: Tensor) -> Tensor:
    """Scale to [0, 1], then by CLIP's mean and deviation.

    Args:
        squares: Shape (N, 224, 224, 3), uint8, on any device.

    Returns:
        Shape (N, 3, 224, 224), float32.
    """
    mean = torch.tensor(_MEAN, device=squares.device)
    std = torch.tensor(_STD, device=squares.device)
    return ((squares.float() / 255 - mean) / std).permute(0, 3, 1, 2)
