"""The paper's encoder as something to train: frozen towers, trained heads and location encoder."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from typing_extensions import override

from g3desktop.domain.errors import EngineError, PackError
from g3desktop.domain.pack import Pack, PackManifest
from g3desktop.domain.photo import Pixels
from g3desktop.engine.alignment.clip_tower import EMBEDDING_DIM, INPUT_PX, crop_square, tokenize
from g3desktop.engine.alignment.g3 import ALIGNMENT_FILE, G3Model
from g3desktop.engine.alignment.location_encoder import unit
from g3desktop.engine.alignment.recipe import TrainingRecipe
from g3desktop.engine.alignment.tensor_file import Entry, write_tensors
from g3desktop.engine.alignment.trainable import AlignedImages, PackLabel, TrainableEncoder


class G3Training(TrainableEncoder):
    """Heads, location encoder and temperatures of a G3 pack, which train; its towers do not.

    Args:
        pack: Where the weights lie; they stay as they are.
        device: Where the towers are loaded to: "cpu", "cuda" or "mps".
        precision: What the towers compute in, "float32" or "bfloat16".

    Raises:
        PackError: The pack is of another family, or a file is missing or damaged.
    """

    text_dim = EMBEDDING_DIM

    def __init__(self, pack: Pack, *, device: str, precision: str = "float32") -> None:
        super().__init__()
        if pack.spec.family != "g3":
            raise PackError(
                f"The pack {pack.manifest.id} is not of the family g3.",
                hint="Train from a pack that was imported from the published g3.pth.",
            )
        self._pack = pack
        self.model = G3Model.load(pack.folder, device=device, precision=precision, with_text=True)

    @property
    @override
    def input_px(self) -> int:
        return INPUT_PX

    @override
    def prepare(self, pixels: Pixels) -> Pixels:
        return crop_square(pixels)

    @override
    def set_trainable(self, recipe: TrainingRecipe) -> None:
        for parameter in self._trained():
            parameter.requires_grad = True
        if recipe.optimisation.location_lr_scale == 0:
            self.model.location_encoder.requires_grad_(requires_grad=False)
        for scale in (self.model.logit_scale1, self.model.logit_scale2, self.model.logit_scale3):
            scale.requires_grad = recipe.learn_temperature
            if recipe.logit_scale is not None:
                with torch.no_grad():
                    scale.fill_(recipe.logit_scale)

    def _trained(self) -> list[torch.nn.Parameter]:
        return [
            parameter
            for name, parameter in self.model.named_parameters()
            if not name.startswith(("visual.", "text."))
        ]

    @override
    def set_mode(self, recipe: TrainingRecipe, *, training: bool) -> None:
        self.train(training)
        self.model.visual.eval()
        self.model.text.eval()

    @override
    def lr_scale(self, parameter: str, recipe: TrainingRecipe) -> float:
        location = parameter.startswith("model.location_encoder.")
        return recipe.optimisation.location_lr_scale if location else 1.0

    @override
    def tower(self, views: Tensor) -> Tensor:
        raise EngineError("The towers of g3 stay as they are, so random views are of no use.")

    @override
    def square_features(self, squares: Tensor) -> Tensor:
        return self.model.clip_image(squares)

    @override
    def align_images(self, features: Tensor) -> AlignedImages:
        image_text, image_gps = self.model.image_heads(features)
        return AlignedImages(unit(features), unit(image_text), unit(image_gps))

    @override
    def align_locations(self, lat_lon_deg: Tensor) -> Tensor:
        return unit(self.model.location(lat_lon_deg))

    @override
    def text_tower(self, texts: Sequence[str]) -> Tensor:
        return self.model.clip_text(tokenize(texts).to(self.model.logit_scale1.device))

    @override
    def align_texts(self, features: Tensor) -> Tensor:
        return unit(self.model.text_head(features))

    @override
    def gps_logit_scale(self) -> Tensor:
        return self.model.logit_scale2

    @override
    def text_logit_scale(self) -> Tensor:
        return self.model.logit_scale1

    @override
    def clamp_logit_scales(self, greatest: float) -> None:
        with torch.no_grad():
            for scale in (self.model.logit_scale1, self.model.logit_scale2):
                scale.clamp_(max=greatest)

    @override
    def origin(self) -> str:
        # The files' hashes name the weights; hashing the towers again would read them all.
        files = sorted((file.path, file.sha256) for file in self._pack.manifest.files)
        return hashlib.sha256(repr(files).encode()).hexdigest()

    @override
    def save_pack(self, folder: Path, label: PackLabel) -> PackManifest:
        """Write what was trained and copy the towers beside it."""
        entries = [
            Entry(name, tuple(tensor.shape), tensor.detach().cpu)
            for name, tensor in self.model.alignment_state().items()
        ]
        trained = write_tensors(folder / ALIGNMENT_FILE, entries)
        manifest = self._pack.manifest
        towers = tuple(file for file in manifest.files if file.path != ALIGNMENT_FILE)
        for file in towers:
            shutil.copyfile(self._pack.folder / file.path, folder / file.path)
        return PackManifest(
            format=manifest.format,
            id=label.id,
            kind=manifest.kind,
            version=label.version,
            licence=label.licence,
            source=label.source,
            files=(trained, *towers),
            encoder=manifest.encoder,
        )
