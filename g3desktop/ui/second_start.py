"""A second start gives its photos to the window that is open, and ends.

The window holds a lock, which tells the living from the dead, and listens on a local socket that
only its user can reach. What comes through it is a length and a list of paths as JSON.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import stat
import struct
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from g3desktop.domain.errors import EngineError, UsageError

MAX_BYTES = 16 << 20
"""Room for some hundred thousand paths."""

_LENGTH = struct.Struct(">I")
_TAKEN = b"taken\n"
_ATTEMPT_MS = 200
_PATIENCE_MS = 10_000


def encode_paths(paths: Iterable[Path]) -> bytes:
    """Return paths as they go to the open window: names need not be UTF-8.

    Raises:
        UsageError: There are too many.
    """
    # ASCII, with bytes that are no UTF-8 as the lone surrogates that stand for them in Python.
    body = json.dumps([os.path.abspath(path) for path in paths]).encode("ascii")  # noqa: PTH100, "a/.." may be a link's
    if len(body) > MAX_BYTES:
        raise UsageError("These are too many photos at once.", hint="Name their folder instead.")
    return _LENGTH.pack(len(body)) + body


def decode_paths(body: bytes) -> tuple[Path, ...] | None:
    """Return the paths of a message without its length; None where it is none of ours."""
    try:
        names = json.loads(body.decode("ascii"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    paths = tuple(map(Path, names))
    return paths if all(path.is_absolute() for path in paths) else None


class SecondStart(QObject):
    """The one open window of a home folder, or the way to it.

    Args:
        home: Folder of the program's files; each has a window of its own.
        patience_ms: How long a window may take to answer, or to end.
    """

    handed = Signal(object)
    """tuple[Path, ...]: photos of a second start; none where only the window is wanted."""

    def __init__(self, home: Path, *, patience_ms: int = _PATIENCE_MS) -> None:
        super().__init__()
        folder, name = _private_folder(), _name_for(home)
        self._address = name if os.name == "nt" else str(folder / name)
        self._lock = QLockFile(str(folder / f"{name}.lock"))
        # However old: the window of a week is no stale one. That its process is dead is seen.
        self._lock.setStaleLockTime(0)
        self._patience_ms = patience_ms
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        self._heard: dict[QLocalSocket, bytearray] = {}

    def hand_over(self, photos: Sequence[Path]) -> bool:
        """Give photos to the open window, or become it; whoever is it then listens.

        Returns:
            Whether there is an open window, which has them now.

        Raises:
            UsageError: There are too many.
            EngineError: There is one, but it does not answer.
        """
        message = encode_paths(photos)
        deadline = QDeadlineTimer(self._patience_ms)
        while True:
            if self._lock.tryLock(0):
                return False
            if self._lock.error() != QLockFile.LockError.LockFailedError:
                # Without a lock there is no second start to find; a window is better than none.
                return False
            if self._send(message, deadline):
                return True
            if deadline.hasExpired():
                raise EngineError(
                    "The window that is open does not answer.",
                    hint="Close it, or end its process, and start again.",
                )

    def close(self) -> None:
        """Be no longer the one that others find."""
        self._server.close()
        for socket in list(self._heard):
            socket.abort()
        self._heard.clear()
        self._lock.unlock()

    def listen(self) -> None:
        """Hear of further starts, which wait until then; Qt's application must be there."""
        # Left behind by a process that was killed: whoever has the lock is alone.
        QLocalServer.removeServer(self._address)
        self._server.listen(self._address)

    def _send(self, message: bytes, deadline: QDeadlineTimer) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._address)
        if not socket.waitForConnected(_ATTEMPT_MS):
            # It may still be starting, or ending.
            if self._lock.tryLock(_ATTEMPT_MS):
                self._lock.unlock()
            return False
        socket.write(message)
        answer = b""
        while not answer.endswith(_TAKEN) and not deadline.hasExpired():
            if not socket.waitForReadyRead(max(1, deadline.remainingTime())):
                break
            answer += bytes(socket.readAll().data())
        socket.abort()
        return answer == _TAKEN

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._heard[socket] = bytearray()
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(lambda socket=socket: self._leave(socket))
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        heard = self._heard.get(socket)
        if heard is None:
            return
        heard += bytes(socket.readAll().data())
        if len(heard) < _LENGTH.size:
            return
        (length,) = _LENGTH.unpack_from(heard)
        if length > MAX_BYTES or len(heard) > _LENGTH.size + length:
            socket.abort()
        elif len(heard) == _LENGTH.size + length:
            paths = decode_paths(bytes(heard[_LENGTH.size :]))
            if paths is None:
                socket.abort()
                return
            socket.write(_TAKEN)
            socket.flush()
            socket.disconnectFromServer()
            self.handed.emit(paths)

    def _leave(self, socket: QLocalSocket) -> None:
        if self._heard.pop(socket, None) is not None:
            socket.deleteLater()


def _name_for(home: Path) -> str:
    whose = f"{getpass.getuser()}\n{os.path.realpath(home)}"
    return f"g3desktop-{hashlib.sha256(os.fsencode(whose)).hexdigest()[:24]}"


def _private_folder() -> Path:
    """Return a folder with a short path that no other user can put anything into.

    A socket's path may have no more than some hundred bytes, so it cannot stand in the home.

    Raises:
        EngineError: Somebody else has put something there.
    """
    if os.name == "nt":
        return Path(tempfile.gettempdir())
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and len(runtime) < 40 and _is_private(Path(runtime)):
        return Path(runtime)
    folder = Path(tempfile.gettempdir()) / f"g3desktop-{os.getuid()}"
    if len(os.fsencode(folder)) > 50:
        folder = Path("/tmp") / folder.name  # noqa: S108, seen to be private below
    folder.mkdir(mode=0o700, exist_ok=True)
    if not _is_private(folder):
        raise EngineError(f"{folder} is not yours alone.", hint="Remove it and start again.")
    return folder


def _is_private(folder: Path) -> bool:
    try:
        facts = folder.lstat()
    except OSError:
        return False
    mine = facts.st_uid == os.getuid() and not stat.S_IMODE(facts.st_mode) & 0o077
    return stat.S_ISDIR(facts.st_mode) and mine
