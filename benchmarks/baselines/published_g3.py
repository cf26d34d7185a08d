"""G3 as its published code does it: transformers' CLIP in float32, every photo decoded in full.

The modules carry the names of the published checkpoint, so that it loads by `load_state_dict`.
Needs `transformers`, which nothing but this baseline uses.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import nn
from torch.nn import functional
from transformers import CLIPConfig, CLIPModel, CLIPTextConfig, CLIPVisionConfig

from g3desktop.engine.alignment.clip_tower import INPUT_PX, normalise_pixels


class Capsule(nn.Module):
    """Fourier features and the network that reads them, by their published names."""

    def __init__(self) -> None:
        super().__init__()
        features = nn.Module()
        features.b = nn.Parameter(torch.empty(256, 2), requires_grad=False)
        sizes = ((512, 1024), (1024, 1024), (1024, 1024))
        layers = [layer for size in sizes for layer in (nn.Linear(*size), nn.ReLU())]
        self.capsule = nn.Sequential(features, *layers)
        self.head = nn.Sequential(nn.Linear(1024, 512))


class PublishedG3(nn.Module):
    """The published modules, with weights drawn at random until a checkpoint is loaded."""

    def __init__(self) -> None:
        super().__init__()
        clip = CLIPModel(_config())
        self.vision_model = clip.vision_model
        self.text_model = clip.text_model
        self.vision_projection = clip.visual_projection
        self.text_projection = clip.text_projection
        self.location_encoder = nn.ModuleDict({f"LocEnc{i}": Capsule() for i in range(3)})
        self.vision_projection_else_1 = _head(768, 768)
        self.vision_projection_else_2 = _head(768, 768)
        self.text_projection_else = _head(768, 768)
        self.location_projection_else = _head(512, 768)
        for i in (1, 2, 3):
            self.register_parameter(f"logit_scale{i}", nn.Parameter(torch.tensor(3.99)))

    @torch.no_grad()
    def encode(self, path: Path) -> np.ndarray:
        """Return the three vectors of one photo side by side, shape (2304,)."""
        pixels = normalise_pixels(torch.from_numpy(_square(path))[None])
        embedding = self.vision_projection(self.vision_model(pixels).pooler_output)
        vectors = (
            embedding,
            self.vision_projection_else_1(embedding),
            self.vision_projection_else_2(embedding),
        )
        return torch.cat([functional.normalize(v, dim=-1) for v in vectors], dim=1)[0].numpy()


def _config() -> CLIPConfig:
    # openai/clip-vit-large-patch14
    text = CLIPTextConfig(
        hidden_size=768, intermediate_size=3072, num_attention_heads=12, projection_dim=768
    )
    vision = CLIPVisionConfig(
        hidden_size=1024,
        intermediate_size=4096,
        num_attention_heads=16,
        num_hidden_layers=24,
        patch_size=14,
        projection_dim=768,
    )
    return CLIPConfig(
        text_config=text.to_dict(), vision_config=vision.to_dict(), projection_dim=768
    )


def _head(columns: int, rows: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(columns, columns), nn.ReLU(), nn.Linear(columns, rows))


def _square(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    short = min(upright.size)
    width, height = (int(INPUT_PX * side / short) for side in upright.size)
    resized = upright.resize((width, height), Image.Resampling.BICUBIC)
    left, top = (width - INPUT_PX) // 2, (height - INPUT_PX) // 2
    return np.array(resized.crop((left, top, left + INPUT_PX, top + INPUT_PX)))
