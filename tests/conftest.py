"""A home of its own for every test, and no thread left behind."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import hypothesis
import pytest

from tests.engine_child_gate import GATE_VARIABLE, Gate

# Its deadline would be a timed assertion, and its seed would make a red run hard to repeat.
hypothesis.settings.register_profile("g3desktop", deadline=None, derandomize=True)
hypothesis.settings.load_profile("g3desktop")

TEST_DATA_VARIABLE = "G3DESKTOP_TEST_DATA"
OLLAMA_VARIABLE = "G3_TEST_OLLAMA"
REFUSE_SKIPS_VARIABLE = "G3DESKTOP_REFUSE_SKIPS"

_refused_skips: list[str] = []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    """Collect what was skipped though it had to run; tests for an accelerator may be."""
    report = yield
    if report.skipped and not item.get_closest_marker("gpu"):
        _refused_skips.append(item.nodeid)
    return report


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail a run that skipped tests where the variable says that nothing may be."""
    if os.environ.get(REFUSE_SKIPS_VARIABLE) and _refused_skips and not exitstatus:
        reporter = session.config.pluginmanager.getplugin("terminalreporter")
        reporter.write_line(f"\nskipped though nothing may be: {', '.join(_refused_skips)}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the slow tests last, so that a fast failure shows early."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)


@pytest.fixture(autouse=True)
def home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """An empty folder for all of the program's files, gone afterwards: some hold 150 MB."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("G3DESKTOP_HOME", str(folder))
    # Nobody listens there: a language model of the developer's own must take no part.
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def no_thread_left():
    """Fail a test that leaves a Python thread behind."""
    before = set(threading.enumerate())
    yield
    # A thread that was told to stop, as rich's bars tell theirs without waiting, may end here.
    for thread in threading.enumerate():
        if thread not in before:
            thread.join(timeout=10)
    left = [t for t in threading.enumerate() if t not in before and t.is_alive()]
    assert not left, f"threads left behind: {left}"


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """A gate for processes that this test watches; the environment names its port."""
    with closing(Gate()) as gate:
        monkeypatch.setenv(GATE_VARIABLE, str(gate.port))
        yield gate


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared test data; the test is skipped, by name, where there is none."""
    folder = os.environ.get(TEST_DATA_VARIABLE)
    if not folder:
        pytest.skip(f"{TEST_DATA_VARIABLE} is not set: needs shared photos or metadata samples")
    path = Path(folder).resolve()
    assert path.is_dir(), f"{TEST_DATA_VARIABLE} names {path}, which is not a folder"
    return path


@pytest.fixture(scope="session")
def real_ollama() -> str:
    """The address of a real Ollama server with the model tinyllava; skips where there is none."""
    host = os.environ.get(OLLAMA_VARIABLE)
    if not host:
        pytest.skip(
            f"{OLLAMA_VARIABLE} is not set: needs an Ollama server with the model tinyllava"
        )
    return host
