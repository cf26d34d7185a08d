"""Evaluations killed at moments by chance: what goes on ends in the bytes of an undisturbed one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and timers of POSIX")

REPOSITORY = Path(__file__).parents[2]


def test_an_evaluation_that_is_killed_goes_on_to_the_same_report(tmp_path: Path):
    command = [sys.executable, "-m", "tests.e2e.random_kills", "evaluate", str(tmp_path)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    run = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
