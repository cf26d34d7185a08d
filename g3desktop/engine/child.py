"""The engine's process as its owner holds it: started, spoken to, and brought to an end."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from g3desktop.engine.messages import FromEngine, encode, read_from_engine, read_value

LOG_BYTES = 1 << 20
"""A log longer than this is set aside, as one of the same name with ".1" behind it."""

COMMAND = (sys.executable, "-P", "-m", "g3desktop.engine.worker")


class Child:
    """One process of the engine.

    Args:
        command: Starts it.
        log: Takes what it writes to standard output and error.

    Attributes:
        is_stopping: Whether it was told to end; for its owner to set.
        problem: Why there is no log, in one sentence; "" where there is.

    Raises:
        OSError: It cannot be started.
    """

    def __init__(self, command: Sequence[str], log: Path) -> None:
        self.is_stopping, self.problem = False, ""
        try:
            log_file = _open_log(log)
        except OSError as error:
            self.problem = f"The engine's log cannot be written: {error}."
            log_file = Path(os.devnull).open("ab")  # noqa: SIM115 - closed by the next statement
        with log_file:
            process = _start(command, log_file)
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the process was started without pipes")
        self._process = process
        self._to_it = process.stdin
        self._from_it = process.stdout
        self._outgoing: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="engine-writer", daemon=True)
        self._writer.start()

    def post(self, message: object) -> None:
        """Send a message some time soon; never waits. To a process that is gone it is lost.

        Raises:
            MessageError: It holds what is no value.
        """
        self._outgoing.put(encode(message))

    def receive(self) -> FromEngine:
        """Wait for the next message.

        Raises:
            EOFError: The process has ended, or is about to.
            MessageError: It sent something else.
        """
        return read_from_engine(self._from_it)

    def receive_value(self) -> object:
        """Wait for the next value, from a process that is not the engine's.

        Raises:
            EOFError: The process has ended, or is about to.
            MessageError: It sent what is no value.
        """
        return read_value(self._from_it)

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def finish(self) -> str:
        """Wait until the process is gone, and say how it ended.

        It has closed its pipe or was killed; one that lingers is killed.
        """
        try:
            # Between closing its pipes and leaving its exit status lies next to no time.
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._outgoing.put(None)
        self._writer.join()
        self._from_it.close()
        return describe_end(self._process.returncode)

    def _write(self) -> None:
        # A process that is gone takes no more; whoever reads from it learns of that.
        with contextlib.suppress(OSError), self._to_it as stream:
            for content in iter(self._outgoing.get, None):
                stream.write(content)
                if self._outgoing.empty():
                    stream.flush()


def describe_end(status: int) -> str:
    """Say in words how a process ended that nobody here told to end.

    Args:
        status: As `subprocess` gives it: below zero the signal that ended it.
    """
    if sys.platform != "win32" and status < 0:
        if -status == signal.SIGKILL:
            return "it was killed, most likely because memory ran out"
        with contextlib.suppress(ValueError):
            return f"it crashed ({signal.Signals(-status).name})"
    if status < 0 or status > 255:
        # Windows gives the code of the exception that ended it.
        return f"it crashed ({status & 0xFFFFFFFF:#x})"
    return f"it ended with status {status}"


def _open_log(path: Path) -> IO[bytes]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size > LOG_BYTES:
            path.replace(path.with_name(path.name + ".1"))
    return path.open("ab")


def _start(command: Sequence[str], log_file: IO[bytes]) -> subprocess.Popen[bytes]:
    # It finds its modules where this process does, and nowhere else.
    path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
    environment = {**os.environ, "PYTHONPATH": path}
    if sys.platform == "win32":
        return subprocess.Popen(  # noqa: S603 - the command is the program's own
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log_file,
            env=environment,
            creationflags=subprocess.CREATE_NEW_PROCESS_GROUP
            | subprocess.CREATE_NO_WINDOW
            | subprocess.BELOW_NORMAL_PRIORITY_CLASS,
        )
    return subprocess.Popen(  # noqa: S603 - the command is the program's own
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log_file,
        env=environment,
        # Ctrl-C in a terminal is for the window, which then ends this process.
        process_group=0,
    )
