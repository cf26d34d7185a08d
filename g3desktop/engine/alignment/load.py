"""An encoder from a pack, by family."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from g3desktop.domain.errors import UsageError
from g3desktop.domain.pack import Pack
from g3desktop.engine.alignment.devices import choose_device, choose_precision
from g3desktop.engine.alignment.encoder import Encoder


def _g3(pack: Pack, device: str, precision: str | None) -> Encoder:
    from g3desktop.engine.alignment.g3 import G3Encoder

    return G3Encoder(pack, device=device, precision=choose_precision(device, precision))


def _starter(pack: Pack, device: str, precision: str | None) -> Encoder:
    from g3desktop.engine.alignment.starter_encoder import StarterEncoder

    if precision not in (None, "float32"):
        raise UsageError(
            f"The encoder {pack.manifest.id} computes in float32 alone, not in {precision}.",
            hint="Leave the precision out.",
        )
    return StarterEncoder(pack, device=device)


ENCODERS: Mapping[str, Callable[[Pack, str, str | None], Encoder]] = {
    "g3": _g3,
    "starter": _starter,
}
"""What builds each family; imported only when it is used."""


def load_encoder(pack: Pack, *, device: str | None = None, precision: str | None = None) -> Encoder:
    """Load an encoder, ready to encode.

    Args:
        pack: A pack whose manifest was read.
        device: "cuda", "mps" or "cpu"; None takes the fastest.
        precision: "float32" or "bfloat16"; None takes the fastest that the device computes itself.

    Raises:
        EngineError: This machine has no such device or precision, or too little memory.
        PackError: A file of the pack is missing, damaged, or holds other weights.
        UsageError: The encoder does not compute in that precision, or there is no such device.
    """
    build = ENCODERS[pack.spec.family]
    return build(pack, choose_device(device), precision)
