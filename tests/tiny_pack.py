"""A starter pack of the least size, with weights drawn at random: real code, no downloads."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from g3desktop.domain.pack import FusionWeights
from g3desktop.engine.alignment.trainable import PackLabel
from g3desktop.services.packs import staged_folder, write_manifest
from tests.tiny_starter import tiny_model

FUSION = FusionWeights(
    temperature=0.05, scales_km=(10.0, 300.0), scale_weights=(0.5, 0.5), verification=2.0
)


def write_tiny_pack(packs_folder: Path, pack_id: str = "tiny", *, fused: bool = True) -> Path:
    """Write a pack whose image network is timm's smallest."""
    with staged_folder(packs_folder, pack_id) as aside:
        manifest = tiny_model().save_pack(aside, PackLabel(pack_id))
        fusion = FUSION if fused else None
        write_manifest(aside, dataclasses.replace(manifest, fusion=fusion))
    return packs_folder / pack_id
