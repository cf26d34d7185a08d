"""What the training loop asks of a model, whatever its parts."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor, nn

from g3desktop.domain.pack import PackManifest
from g3desktop.domain.photo import Pixels
from g3desktop.engine.alignment.recipe import TrainingRecipe


@dataclass(frozen=True, slots=True, eq=False)
class AlignedImages:
    """Unit vectors of a batch of images.

    Attributes:
        image: Shape (B, image_dim).
        image_text: Shape (B, text_dim), or None without a text part.
        image_gps: Shape (B, gps_dim).
    """

    image: Tensor
    image_text: Tensor | None
    image_gps: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class ParameterGroup:
    """Parameters that learn at one rate.

    Attributes:
        names: As in `named_parameters`.
        lr_scale: Times the recipe's rate.
        decayed: Whether weight decay applies.
    """

    names: tuple[str, ...]
    lr_scale: float
    decayed: bool


@dataclass(frozen=True, slots=True)
class PackLabel:
    """What a new pack is called and where it comes from; see `PackManifest`."""

    id: str
    version: str = "1"
    licence: str = "Apache-2.0"
    source: str = "Trained with g3desktop train."


class TrainableEncoder(nn.Module, ABC):
    """A model with an image tower, heads on it, and a location encoder.

    The tower's features are a stage of their own, so that they are made once per photo where the
    tower does not move.
    """

    text_dim: int = 0
    """Length of the image-to-text vector; 0 without a text part."""

    @property
    @abstractmethod
    def input_px(self) -> int:
        """Side of the square that the tower reads."""

    @abstractmethod
    def prepare(self, pixels: Pixels) -> Pixels:
        """Resize and crop one photo to that square; safe in several threads at once."""

    @abstractmethod
    def set_trainable(self, recipe: TrainingRecipe) -> None:
        """Freeze what the recipe does not move, and set the first temperatures."""

    @abstractmethod
    def set_mode(self, recipe: TrainingRecipe, *, training: bool) -> None:
        """Switch dropout and batch statistics; frozen parts stay in evaluation mode."""

    @abstractmethod
    def lr_scale(self, parameter: str, recipe: TrainingRecipe) -> float:
        """Return what a parameter's learning rate is multiplied by."""

    @abstractmethod
    def tower(self, views: Tensor) -> Tensor:
        """Return features, shape (B, F), of views in [0, 1], shape (B, 3, side, side).

        Raises:
            EngineError: The tower never moves, so that it has no use for random views.
        """

    @abstractmethod
    def square_features(self, squares: Tensor) -> Tensor:
        """Return the tower's features of prepared squares, shape (B, side, side, 3), uint8."""

    def fit_features(self, features: Tensor) -> None:
        """Set what is computed from the training photos' features at once, not learned.

        Args:
            features: Of a frozen tower, shape (N, F).
        """

    @abstractmethod
    def align_images(self, features: Tensor) -> AlignedImages:
        """Turn the tower's features into unit vectors."""

    @abstractmethod
    def align_locations(self, lat_lon_deg: Tensor) -> Tensor:
        """Turn positions in degrees, shape (M, 2), float64, into unit vectors (M, gps_dim)."""

    @abstractmethod
    def text_tower(self, texts: Sequence[str]) -> Tensor:
        """Return features of texts, shape (B, F); only where `text_dim` is not 0."""

    @abstractmethod
    def align_texts(self, features: Tensor) -> Tensor:
        """Turn the text tower's features into unit vectors, shape (B, text_dim)."""

    @abstractmethod
    def gps_logit_scale(self) -> Tensor:
        """Logarithm of the inverse temperature of the image-GPS term, shape ()."""

    @abstractmethod
    def text_logit_scale(self) -> Tensor:
        """The same of the image-text term; only where `text_dim` is not 0."""

    @abstractmethod
    def clamp_logit_scales(self, greatest: float) -> None:
        """Keep the temperatures from vanishing."""

    @abstractmethod
    def save_pack(self, folder: Path, label: PackLabel) -> PackManifest:
        """Write the weights into `folder` and return the manifest that describes them."""

    def origin(self) -> str:
        """Return a hash that names every weight as it is now."""
        digest = hashlib.sha256()
        for name, tensor in self.state_dict().items():
            digest.update(name.encode())
            digest.update(tensor.detach().cpu().contiguous().reshape(-1).numpy().tobytes())
        return digest.hexdigest()

    def parameter_groups(self, recipe: TrainingRecipe) -> list[ParameterGroup]:
        """Group the parameters that move by rate and by weight decay, in a fixed order."""
        groups: dict[tuple[float, bool], list[str]] = {}
        for name, parameter in self.named_parameters():
            if parameter.requires_grad:
                # Decay of biases, norms and temperatures only pulls them off what they mean.
                key = (self.lr_scale(name, recipe), parameter.ndim >= 2)
                groups.setdefault(key, []).append(name)
        return [
            ParameterGroup(tuple(names), lr_scale, decayed)
            for (lr_scale, decayed), names in groups.items()
        ]
