"""Work killed at moments by chance leaves the old state or the new one, and goes on to its end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and timers of POSIX")

REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("what", ["import", "build", "update", "evaluate"])
def test_work_that_is_killed_leaves_nothing_half_done_and_goes_on(tmp_path: Path, what: str):
    command = [sys.executable, "-m", "tests.e2e.random_kills", what, str(tmp_path)]
    # Several threads wait for each other where the processor is busy, and gain nothing here.
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    run = subprocess.run(
        command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
