"""A gate between a test and processes it watches: they come, and wait until let through."""

from __future__ import annotations

import json
import os
import select
import socket
from dataclasses import dataclass

GATE_VARIABLE = "G3DESKTOP_TEST_GATE"
"""The environment variable with the port of the gate, for processes not told it otherwise."""

PATIENCE_S = 60
"""Longer than anything here takes; a test that waits so long has failed."""


@dataclass
class Arrival:
    """A process that waits at the gate."""

    where: str
    pid: int
    connection: socket.socket

    def let_through(self) -> None:
        self.connection.sendall(b"!")
        self.connection.close()

    def leave(self) -> None:
        """Forget a process that is dead."""
        self.connection.close()


class Gate:
    """Held by a test."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(PATIENCE_S)

    @property
    def port(self) -> int:
        return self._server.getsockname()[1]

    def wait(self) -> Arrival:
        """Wait for the next process to come."""
        connection, _ = self._server.accept()
        connection.settimeout(PATIENCE_S)
        with connection.makefile() as lines:
            where, pid = json.loads(lines.readline())
        return Arrival(where, pid, connection)

    @property
    def is_awaited(self) -> bool:
        """Whether a process has come that nobody has met yet."""
        return bool(select.select([self._server], [], [], 0)[0])

    def let_all_through(self) -> None:
        """Let those through that have come, and wait for none."""
        while self.is_awaited:
            self.wait().let_through()

    def close(self) -> None:
        self._server.close()


def come(port: int, where: str) -> None:
    """Come to the gate from another process, and wait there."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(json.dumps([where, os.getpid()]).encode() + b"\n")
        connection.recv(1)
