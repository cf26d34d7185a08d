"""What makes a pack's description of itself sound."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from g3desktop.domain.pack import (
    MANIFEST_NAME,
    EncoderSpec,
    FusionWeights,
    PackFile,
    PackManifest,
    is_pack_id,
)

FORMAT = 1

_PATH_LIMIT_BYTES = 200
_SHA256 = re.compile(r"[0-9a-f]{64}")


def problems(manifest: PackManifest) -> Iterator[str]:
    """Yield what is wrong with a description, in words."""
    if manifest.format != FORMAT:
        yield f"its format is {manifest.format}, which this version of the program does not know"
    if not is_pack_id(manifest.id):
        yield f"{manifest.id!r} is no id"
    yield from _file_problems(manifest.files)
    names = {file.path for file in manifest.files}
    if manifest.archive and manifest.archive not in names:
        yield f"the archive {manifest.archive!r} is not among its files"
    if manifest.kind == "encoder":
        yield from _encoder_problems(manifest.encoder, names)
    elif manifest.encoder is not None:
        yield "it describes an encoder, and is none"
    if manifest.kind == "gallery" and not manifest.name:
        yield "it does not say what the gallery is called"
    if manifest.fusion is not None and not _is_usable(manifest.fusion):
        yield "the fusion weights are out of range"


def _file_problems(files: Sequence[PackFile]) -> Iterator[str]:
    # Some disks take names for the same that differ in capitals alone.
    if len({file.path.casefold() for file in files}) < len(files):
        yield "it names a file twice"
    for file in files:
        if not stays_inside(file.path):
            yield f"{file.path!r} is no path inside the pack"
        if file.size < 0 or not _SHA256.fullmatch(file.sha256):
            yield f"size or sha256 of {file.path!r} is none"


def _encoder_problems(spec: EncoderSpec | None, names: set[str]) -> Iterator[str]:
    if spec is None:
        yield "it describes no encoder"
        return
    if spec.weights not in names:
        yield f"the weights {spec.weights!r} are not among its files"
    if min(spec.input_px, spec.image_dim, spec.gps_dim) < 1 or spec.text_dim < 0:
        yield "the encoder's dimensions are out of range"


def stays_inside(path: str) -> bool:
    """Tell whether a path of a pack stays in its folder, on every system."""
    # Backslash and colon are separators on Windows alone, where "C:x" leaves the folder too.
    if path == MANIFEST_NAME or not path.isprintable() or "\\" in path or ":" in path:
        return False
    if len(path.encode()) > _PATH_LIMIT_BYTES:
        return False
    return all(part not in ("", ".", "..") for part in path.split("/"))


def _is_usable(fusion: FusionWeights) -> bool:
    weights = (fusion.verification, fusion.row_verification, *fusion.scale_weights)
    numbers = (fusion.temperature, *weights, *fusion.scales_km)
    return (
        all(math.isfinite(number) for number in numbers)
        and min(fusion.temperature, *fusion.scales_km) > 0
        and len(fusion.scales_km) == len(fusion.scale_weights) > 0
    )
