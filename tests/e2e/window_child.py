"""The window's program in a process of its own, watched with all that it starts."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.engine_child_gate import PATIENCE_S

PATIENCE_MS = 1000 * PATIENCE_S

ENVIRONMENT = {
    "QT_QPA_PLATFORM": "offscreen",
    # Chromium refuses its sandbox to root, which tests in a container often are.
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox --use-gl=angle --use-angle=swiftshader"
    " --enable-unsafe-swiftshader",
}

REPOSITORY = Path(__file__).parents[2]


class WindowProgram:
    """The program of `tests.window_program`; its home is that of the environment."""

    def __init__(
        self, setup: dict, arguments: tuple[object, ...], environment: dict[str, str] | None = None
    ) -> None:
        self._home = Path(os.environ["G3DESKTOP_HOME"])
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "tests.window_program", json.dumps(setup),
                *map(str, arguments),
            ],
            cwd=REPOSITORY,
            env=os.environ | ENVIRONMENT | (environment or {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # A group of its own, as a shell gives it, for what a terminal sends to all of it.
            start_new_session=True,
        )  # fmt: skip
        self._watched: dict[int, int] = {}

    def watch_family(self) -> set[str]:
        """Watch all processes that it has started, and those that they have; return their kinds."""
        kinds = set()
        for pid, parent in descendants(self.process.pid):
            with contextlib.suppress(ProcessLookupError, FileNotFoundError):
                command = Path(f"/proc/{pid}/cmdline").read_bytes()
                if pid not in self._watched:
                    self._watched[pid] = os.pidfd_open(pid)
                if b"g3desktop.engine.worker" in command:
                    kinds.add("engine")
                # What draws pages is a copy of the process that was made to be copied.
                elif b"--type=zygote" in command and parent != self.process.pid:
                    kinds.add("page")
        return kinds

    def is_whole(self) -> bool:
        """Whether the engine and the browser are both there."""
        return self.watch_family() == {"engine", "page"}

    def states(self) -> list[str]:
        """The photos' states in the database, in the order of work."""
        file = self._home / "data" / "library.sqlite"
        with (
            contextlib.suppress(sqlite3.OperationalError),
            contextlib.closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as library,
        ):
            rows = library.execute("SELECT state FROM photo ORDER BY position, id").fetchall()
            return [state for (state,) in rows]
        return []

    def end(self, number: signal.Signals, *, group: bool = False) -> tuple[int, str]:
        """Send a signal and wait; return the exit status and what was said."""
        if group:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)
        return self.wait()

    def wait(self) -> tuple[int, str]:
        _, err = self.process.communicate(timeout=2 * PATIENCE_S)
        return self.process.returncode, err.decode(errors="replace")

    def require_nothing_left(self) -> None:
        """Wait until every process that was watched is gone."""
        for pid, watch in self._watched.items():
            gone, _, _ = select.select([watch], [], [], PATIENCE_S)
            assert gone, f"{pid} was left behind"

    def clean_up(self) -> None:
        """Leave nothing behind, whatever happened."""
        if self.process.poll() is None:
            self.watch_family()
            self.process.kill()
            self.process.wait()
        for stream in (self.process.stdout, self.process.stderr):
            stream.close()
        for watch in self._watched.values():
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(watch, signal.SIGKILL)
            os.close(watch)


@contextlib.contextmanager
def window_program(
    setup: dict, *arguments: object, environment: dict[str, str] | None = None
) -> Iterator[WindowProgram]:
    """Start the window's program."""
    program = WindowProgram(setup, arguments, environment)
    try:
        yield program
    finally:
        program.clean_up()


def descendants(pid: int) -> list[tuple[int, int]]:
    """Every process that has come of one, with its parent."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            _, _, rest = (folder / "stat").read_text().rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(rest.split()[1]), []).append(int(folder.name))
    found, ahead = [], [pid]
    while ahead:
        parent = ahead.pop()
        new = children.get(parent, [])
        found += [(child, parent) for child in new]
        ahead += new
    return found
