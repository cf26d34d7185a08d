"""The g3 checkpoint and the pack made of it: given, or drawn once from seeds and kept.

G3DESKTOP_CHECKPOINT names the published g3.pth where there is one. Speed does not depend on what
the weights are, so that drawn ones serve where there is none.
"""

from __future__ import annotations

import os
from pathlib import Path

from g3desktop.domain.pack import Pack
from g3desktop.engine.alignment.checkpoint import CHECKPOINT_NAME, convert_g3
from g3desktop.services.packs import read_pack, staged_folder, write_manifest
from g3desktop.settings import find_folders
from tests.golden_checkpoint import write_checkpoint

CHECKPOINT_VARIABLE = "G3DESKTOP_CHECKPOINT"


def find_checkpoint(folder: Path) -> Path:
    """Return the checkpoint, drawn into `folder` where none is named."""
    named = os.environ.get(CHECKPOINT_VARIABLE)
    if named:
        return Path(named)
    if not (folder / "drawn" / CHECKPOINT_NAME).is_file():
        with staged_folder(folder, "drawn") as aside:
            write_checkpoint(aside / CHECKPOINT_NAME)
    return folder / "drawn" / CHECKPOINT_NAME


def find_pack(checkpoint: Path, folder: Path) -> Pack:
    """Return the pack made of a checkpoint, converted into `folder` at first."""
    if not (folder / "g3").is_dir():
        with staged_folder(folder, "g3") as aside:
            write_manifest(aside, convert_g3(checkpoint, aside))
    return read_pack(folder / "g3")


def cache() -> Path:
    """Where benchmarks keep what takes long to make; 4.2 GB."""
    return find_folders().cache / "benchmarks"
