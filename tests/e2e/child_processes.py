"""The window's processes for tests: alone, at their start, and with a window that dies."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest

from g3desktop.engine.messages import Hello, read_value
from tests.engine_child_gate import PATIENCE_S

REPOSITORY = Path(__file__).parents[2]

needs_pidfd = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="watching others' children is for Linux"
)


def children() -> set[int]:
    """Processes that this one has started, dead ones not waited for among them."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            _, _, rest = (folder / "stat").read_text().rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(rest.split()[1]) == os.getpid():
            found.add(int(folder.name))
    return found


def status_without_window(module: str, sent: bytes) -> int:
    """Start a process by hand, send it that and no more, and return how it ends."""
    return subprocess.run(
        [sys.executable, "-m", module],
        cwd=REPOSITORY,
        input=sent,
        capture_output=True,
        check=False,
    ).returncode


def loaded_at_hello(module: str) -> set[str]:
    """Start a process, wait for its hello, end it, and return what it has imported."""
    with subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", module],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert read_value(process.stdout) == Hello(process.pid)
        process.stdin.close()
        lines = process.stderr.read().decode().splitlines()
    return {line.rpartition("|")[2].strip() for line in lines}


class WindowToKill:
    """A window and the process that it has started."""

    def __init__(self, window: subprocess.Popen) -> None:
        self._window = window
        self.child_pid = int(window.stdout.readline())
        self._child = os.pidfd_open(self.child_pid)

    @classmethod
    @contextmanager
    def opened(cls, what: str, log: Path, wish: dict) -> Iterator[Self]:
        """Open one; the words are those of `tests.child_window`."""
        with subprocess.Popen(
            [sys.executable, "-m", "tests.child_window", what, str(log), json.dumps(wish)],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            process_group=0,
        ) as process:
            window = cls(process)
            try:
                yield window
            finally:
                os.close(window._child)

    def die(self, how: signal.Signals) -> None:
        """Send the signal to the whole group, as a terminal sends Ctrl-C."""
        os.killpg(self._window.pid, how)
        self._window.wait()

    def is_child_gone(self) -> bool:
        """Wait for the end of the process; say whether it came."""
        gone, _, _ = select.select([self._child], [], [], PATIENCE_S)
        return bool(gone)
