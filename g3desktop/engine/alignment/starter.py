"""The small encoder: a timm image network, one head to positions, and a location encoder."""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import safetensors.torch
import timm
import torch
from safetensors import SafetensorError
from torch import Tensor, nn
from torch.nn import functional
from typing_extensions import override

from g3desktop.domain.errors import EngineError, PackError, UsageError
from g3desktop.domain.pack import Crop, EncoderSpec, Pack, PackFile, PackManifest
from g3desktop.domain.photo import Pixels
from g3desktop.engine.alignment.folding import fold_batch_norms
from g3desktop.engine.alignment.location_encoder import FEATURES_DIM, LocationEncoder, unit
from g3desktop.engine.alignment.recipe import StarterShape, TrainingRecipe
from g3desktop.engine.alignment.trainable import AlignedImages, PackLabel, TrainableEncoder
from g3desktop.engine.photo import content_sha256

WEIGHTS_NAME = "starter.safetensors"

# Kernels and matrices are stored in half precision; what is smaller (norms, biases, temperatures,
# and the frequencies of positions, which half precision would move by a quarter turn) is not.
_HALF_FROM_NUMEL = 4096
_HALF_FROM_DIMS = 2

# Axes along which features hardly vary hold noise; whitening must not blow it up without bound.
_LEAST_VARIANCE_SHARE = 1e-9

# On a CPU the activations of one square stay in its cache; those of several do not, and cost more.
_SQUARES_AT_ONCE = {"cpu": 1}


def prepare_square(pixels: Pixels, side_px: int, crop: Crop) -> Pixels:
    """Make a square of a photo (bicubic, antialiased, rounded to whole levels once).

    Pillow rounds between its two passes, by which a photo read at reduced size and in full would
    differ twice as much.

    Args:
        pixels: Upright RGB, shape (height, width, 3).
        side_px: Side of the square.
        crop: Cut it from the middle, or squeeze the whole photo into it.
    """
    height, width = pixels.shape[:2]
    if crop == "centre":
        short = min(height, width)
        left, top = (width - short) // 2, (height - short) // 2
        pixels = pixels[top : top + short, left : left + short]
    with torch.inference_mode():
        levels = torch.tensor(pixels).permute(2, 0, 1)[None].float()
        square = functional.interpolate(
            levels, (side_px, side_px), mode="bicubic", antialias=True, align_corners=False
        )
        return square[0].permute(1, 2, 0).round().clamp(0, 255).byte().contiguous().numpy()


class StarterModel(TrainableEncoder):
    """Image network, optional projection of its features, head to positions, location encoder.

    Args:
        shape: The parts.
    """

    pixel_mean: Tensor
    pixel_std: Tensor

    def __init__(self, shape: StarterShape) -> None:
        super().__init__()
        self.shape = shape
        self.backbone = _create_backbone(shape.architecture)
        pooled_dim = self._pooled_dim
        self.image_projection: nn.Module = (
            nn.Linear(pooled_dim, shape.image_dim) if shape.image_dim else nn.Identity()
        )
        self.gps_head = nn.Sequential(
            nn.Dropout(shape.input_dropout),
            nn.Linear(pooled_dim, shape.hidden_dim),
            nn.ReLU(),
            nn.Dropout(shape.dropout),
            nn.Linear(shape.hidden_dim, FEATURES_DIM),
        )
        self.location_encoder = LocationEncoder(shape.projection)
        self.logit_scale = nn.Parameter(torch.tensor(math.log(20.0)))
        self.register_buffer("pixel_mean", torch.tensor(shape.pixel_mean))
        self.register_buffer("pixel_std", torch.tensor(shape.pixel_std))
        # A faster twin of a frozen network; in a list, so that it is no part of what is saved.
        self._fixed: list[nn.Module] = []

    @property
    @override
    def input_px(self) -> int:
        return self.shape.input_px

    @property
    def _pooled_dim(self) -> int:
        width = self.backbone.num_features
        if not isinstance(width, int):  # for the type checker: timm says nothing of types
            raise TypeError("timm's num_features is no number")
        return width

    @property
    def image_dim(self) -> int:
        """Length of the image vector."""
        return self.shape.image_dim or self._pooled_dim

    @override
    def prepare(self, pixels: Pixels) -> Pixels:
        return prepare_square(pixels, self.shape.input_px, self.shape.crop)

    @override
    def set_trainable(self, recipe: TrainingRecipe) -> None:
        self.requires_grad_(requires_grad=True)
        self.backbone.requires_grad_(recipe.optimisation.backbone_lr_scale > 0)
        if not recipe.tunes_backbone:
            folded = fold_batch_norms(copy.deepcopy(self.backbone).eval())
            self._fixed = [folded.to(memory_format=torch.channels_last)]
        self.location_encoder.requires_grad_(recipe.optimisation.location_lr_scale > 0)
        # Without the term that reads image vectors nothing would teach their projection.
        self.image_projection.requires_grad_(recipe.objective.place_weight > 0)
        self.logit_scale.requires_grad = recipe.learn_temperature
        if recipe.logit_scale is not None:
            with torch.no_grad():
                self.logit_scale.fill_(recipe.logit_scale)

    @override
    def set_mode(self, recipe: TrainingRecipe, *, training: bool) -> None:
        self.train(training)
        if not recipe.tunes_backbone:
            self.backbone.eval()
        elif not recipe.optimisation.tune_batch_norm:
            for module in self.backbone.modules():
                if isinstance(module, nn.modules.batchnorm._BatchNorm):
                    module.eval()

    @override
    def lr_scale(self, parameter: str, recipe: TrainingRecipe) -> float:
        if parameter.startswith("backbone."):
            return recipe.optimisation.backbone_lr_scale
        if parameter.startswith("location_encoder."):
            return recipe.optimisation.location_lr_scale
        return 1.0

    @override
    def tower(self, views: Tensor) -> Tensor:
        features: Tensor = self.backbone((views - self.pixel_mean) / self.pixel_std)
        return features.float()

    @override
    def square_features(self, squares: Tensor) -> Tensor:
        network = self._fixed[0] if self._fixed else self.backbone
        at_once = _SQUARES_AT_ONCE.get(squares.device.type, len(squares))
        return torch.cat([self._features(network, part) for part in torch.split(squares, at_once)])

    def _features(self, network: nn.Module, squares: Tensor) -> Tensor:
        # (B, H, W, 3) seen as (B, 3, H, W) already has its channels last, as the network likes it.
        views = squares.permute(0, 3, 1, 2).float() / 255
        features: Tensor = network((views - self.pixel_mean) / self.pixel_std)
        return features.float()

    @override
    def align_images(self, features: Tensor) -> AlignedImages:
        # Of one length whatever the contrast of a photo, and about 1 in each component.
        even = unit(features) * math.sqrt(features.shape[1])
        return AlignedImages(unit(self.image_projection(even)), None, unit(self.gps_head(even)))

    @override
    @torch.no_grad()
    def fit_features(self, features: Tensor) -> None:
        """Set the projection of image vectors to whiten the features of the training photos.

        Args:
            features: Of the frozen image network, shape (N, F).

        Raises:
            UsageError: The network has fewer features than the image vector is to have.

        Source: Jegou and Chum 2012, negative evidences and co-occurrences in image retrieval.
        """
        projection = self.image_projection
        if not self.shape.whitened or not isinstance(projection, nn.Linear):
            return
        if self.shape.image_dim > features.shape[1]:
            raise UsageError(
                f"{self.shape.architecture} has {features.shape[1]} features to whiten, fewer than "
                f"the image vector's {self.shape.image_dim}.",
                hint="Lower shape.image_dim in the recipe.",
            )
        even = unit(features).double() * math.sqrt(features.shape[1])
        mean = even.mean(dim=0)
        variances, axes = torch.linalg.eigh(torch.cov((even - mean).T))
        kept = slice(-self.shape.image_dim, None)
        scale = variances[kept].clamp_min(_LEAST_VARIANCE_SHARE * variances[-1]).rsqrt()
        weight = (axes[:, kept] * scale).T
        projection.weight.copy_(weight)
        projection.bias.copy_(-weight @ mean)

    @override
    def align_locations(self, lat_lon_deg: Tensor) -> Tensor:
        return unit(self.location_encoder(lat_lon_deg))

    @override
    def text_tower(self, texts: Sequence[str]) -> Tensor:
        raise EngineError("The starter encoder has no text part.")

    @override
    def align_texts(self, features: Tensor) -> Tensor:
        raise EngineError("The starter encoder has no text part.")

    @override
    def gps_logit_scale(self) -> Tensor:
        return self.logit_scale

    @override
    def text_logit_scale(self) -> Tensor:
        raise EngineError("The starter encoder has no text part.")

    @override
    def clamp_logit_scales(self, greatest: float) -> None:
        with torch.no_grad():
            self.logit_scale.clamp_(max=greatest)

    @override
    def save_pack(self, folder: Path, label: PackLabel) -> PackManifest:
        return save_pack(self, folder, label)


def _create_backbone(architecture: str) -> nn.Module:
    try:
        backbone: nn.Module = timm.create_model(architecture, pretrained=False, num_classes=0)
    except RuntimeError as error:
        raise PackError(
            f"This version of timm has no image network named {architecture}.",
            hint="Update the program, or check the architecture in the recipe.",
        ) from error
    return backbone


def save_pack(model: StarterModel, folder: Path, label: PackLabel) -> PackManifest:
    """Write a model's weights into a folder that is already there.

    Args:
        model: What to save; its tensors are stored in half precision where they are large.
        folder: Where; pack.json is the caller's to write.
        label: The pack's names.
    """
    path = folder / WEIGHTS_NAME
    tensors = {name: _stored(tensor) for name, tensor in model.state_dict().items()}
    safetensors.torch.save_file(tensors, path, metadata={"format": "pt"})
    # It writes for its owner alone; a pack may be installed for everyone.
    path.chmod(0o644)
    shape = model.shape
    spec = EncoderSpec(
        family="starter",
        weights=WEIGHTS_NAME,
        architecture=shape.architecture,
        input_px=shape.input_px,
        projection=shape.projection,
        image_dim=model.image_dim,
        text_dim=0,
        gps_dim=FEATURES_DIM,
        crop=shape.crop,
    )
    file = PackFile(WEIGHTS_NAME, path.stat().st_size, content_sha256(path))
    return PackManifest(
        format=1,
        id=label.id,
        kind="encoder",
        version=label.version,
        licence=label.licence,
        source=label.source,
        files=(file,),
        encoder=spec,
    )


def _stored(tensor: Tensor) -> Tensor:
    large = tensor.numel() >= _HALF_FROM_NUMEL and tensor.ndim >= _HALF_FROM_DIMS
    kept = tensor.detach().cpu()
    return (kept.half() if large and kept.is_floating_point() else kept).contiguous()


def load_model(pack: Pack) -> StarterModel:
    """Rebuild a model from its pack, in float32.

    Raises:
        PackError: The weights are missing or damaged, or do not fit the description.
    """
    spec, path = pack.spec, pack.weights_path
    try:
        tensors = safetensors.torch.load_file(path)
    except (OSError, SafetensorError) as error:
        raise PackError(
            f"The weights {path} cannot be read.", hint="Install the pack again."
        ) from error
    model = _empty_model(spec, tensors, path)
    wanted = {name: tensor.shape for name, tensor in model.state_dict().items()}
    found = {name: tensor.shape for name, tensor in tensors.items()}
    if wanted != found:
        odd = sorted({name for name, _ in wanted.items() ^ found.items()})
        raise PackError(
            f"The weights {path} do not fit {spec.architecture}: {', '.join(odd[:3])}.",
            hint="Install the pack again.",
        )
    model.load_state_dict(tensors)
    return model


def _empty_model(spec: EncoderSpec, tensors: Mapping[str, Tensor], path: Path) -> StarterModel:
    hidden = tensors.get("gps_head.1.bias")
    if hidden is None:
        raise PackError(f"The weights {path} are not a starter's.", hint="Install the pack again.")
    projected = "image_projection.weight" in tensors
    shape = StarterShape(
        architecture=spec.architecture,
        input_px=spec.input_px,
        projection=spec.projection,
        hidden_dim=len(hidden),
        image_dim=spec.image_dim if projected else 0,
        crop=spec.crop,
    )
    return StarterModel(shape)
