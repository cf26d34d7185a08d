"""Where the program's files live."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

APP_NAME = "g3desktop"
HOME_VARIABLE = "G3DESKTOP_HOME"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one user; nothing here creates them.

    Attributes:
        packs: Encoder packs, one folder each.
        galleries: Galleries, one folder each.
        cache: What can be made again.
        logs: Log files.
    """

    packs: Path
    galleries: Path
    cache: Path
    logs: Path


def find_folders(environ: Mapping[str, str] = os.environ) -> Folders:
    """Return the user's folders: under `G3DESKTOP_HOME` if set, else where the system puts them."""
    home = environ.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser()
        return Folders(root / "packs", root / "galleries", root / "cache", root / "logs")
    import platformdirs

    data = platformdirs.user_data_path(APP_NAME, appauthor=False)
    return Folders(
        packs=data / "packs",
        galleries=data / "galleries",
        cache=platformdirs.user_cache_path(APP_NAME, appauthor=False),
        logs=platformdirs.user_log_path(APP_NAME, appauthor=False),
    )


def find_resources() -> Path:
    """Return the folder of the program's own files, installed or in a source tree."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
