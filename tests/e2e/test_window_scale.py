"""The window on other screens: scaled, with large letters, in longer languages, and on a real X."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.window_child import ENVIRONMENT, REPOSITORY, window_program
from tests.engine_child_gate import PATIENCE_S
from tests.pictures import write_photo

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

# A real X screen where there is one to be had.
SCREENS = ["offscreen", *(["xcb"] if shutil.which("Xvfb") else [])]


@pytest.mark.parametrize(
    ("scale", "times", "language"),
    [(1, 1, "en"), (1, 2, "de"), (2, 2, "fr"), (3, 1, "de")],
)
def test_nothing_is_clipped(tmp_path: Path, scale: int, times: int, language: str):
    run = subprocess.run(
        [sys.executable, "-m", "tests.window_scale", str(tmp_path), str(times), language],
        cwd=REPOSITORY,
        env=os.environ | ENVIRONMENT | {"QT_SCALE_FACTOR": str(scale)},
        stdout=subprocess.PIPE,
        check=True,
        timeout=2 * PATIENCE_S,
    )
    found = json.loads(run.stdout)
    assert found["ratio"] == scale
    # As it was opened: no text makes it larger.
    assert found["size"] == [1280, 800]
    assert {"empty", "starting", "ready", "reading", "aligning", "done"} <= set(found["moments"])
    assert found["problems"] == []


@contextlib.contextmanager
def screen(platform: str) -> Iterator[dict[str, str]]:
    """A screen, as what the program's environment says of it."""
    if platform == "offscreen":
        yield {}
        return
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1600x1000x24", "-nolisten"]
    with subprocess.Popen([*command, "tcp"], pass_fds=[writing], stderr=subprocess.DEVNULL) as x:
        os.close(writing)
        try:
            with os.fdopen(reading) as said:
                number = said.readline().strip()
            assert number, "the X server did not start"
            # The browser as it ships, but for the sandbox that root cannot have.
            flags = {"QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox"}
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}", **flags}
        finally:
            x.terminate()


@pytest.mark.web
@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="watching others' children is Linux's")
@pytest.mark.parametrize("platform", SCREENS)
def test_a_picture_on_every_screen(tmp_path: Path, platform: str):
    photo, out = write_photo(tmp_path / "a.jpg"), tmp_path / "out.png"
    with (
        screen(platform) as environment,
        window_program(
            {"wish": {}}, "--screenshot", out, "--size", "1300x800", photo, environment=environment
        ) as program,
    ):
        status, err = program.wait()
    assert status == 0, err
    with Image.open(out) as picture:
        assert picture.size == (1300, 800)
        # The map is drawn: what lies in the middle is more than its ground.
        middle = picture.convert("RGB").crop((300, 100, 800, 700))
        assert len(middle.getcolors(maxcolors=1 << 24)) > 50
