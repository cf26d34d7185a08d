"""A home of its own for every test, and no thread left behind."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

TEST_DATA_VARIABLE = "G3DESKTOP_TEST_DATA"


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for all of the program's files."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("G3DESKTOP_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_thread_left():
    """Fail a test that leaves a Python thread behind."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and t.is_alive()]
    assert not left, f"threads left behind: {left}"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared test data; the test is skipped, by name, where there is none."""
    folder = os.environ.get(TEST_DATA_VARIABLE)
    if not folder:
        pytest.skip(f"{TEST_DATA_VARIABLE} is not set: needs shared photos or metadata samples")
    path = Path(folder).resolve()
    assert path.is_dir(), f"{TEST_DATA_VARIABLE} names {path}, which is not a folder"
    return path
