"""The map page's own logic, by Node's test runner."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_pages_own_tests_pass():
    spec = importlib.util.spec_from_file_location("build_map", ROOT / "installer" / "build_map.py")
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    node, _npm = builder.find_node()
    tests = sorted((ROOT / "resources" / "map" / "tests").glob("*.test.mjs"))
    assert tests
    run = subprocess.run(
        [node, "--test", *map(str, tests)],
        cwd=ROOT / "resources" / "map",
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
