"""A small HTTP server that does to a client what Ollama does, and what it will not do on demand."""

from __future__ import annotations

import json
import socket
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

# Only a broken test waits as long.
FOREVER_S = 30.0

ANSWER = '{"latitude": 48.9, "longitude": 2.3}'


@dataclass(eq=False)
class Exchange:
    """One request and its connection."""

    number: int
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes
    connection: socket.socket
    stopping: threading.Event
    gone: threading.Event = field(default_factory=threading.Event)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def head(self, status: int = 200, *headers: str) -> None:
        """Begin a reply that lasts until the connection ends."""
        lines = [f"HTTP/1.1 {status} Whatever", "Connection: close", *headers, "", ""]
        self.send("\r\n".join(lines).encode())

    def begin_chunks(self) -> None:
        """Begin a reply in chunks, as Ollama sends them."""
        self.send(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )

    def chunk(self, data: bytes) -> None:
        self.send(b"%x\r\n%s\r\n" % (len(data), data))

    def line(self, value: Any) -> None:
        self.chunk(json.dumps(value).encode() + b"\n")

    def whole(self, status: int, value: Any) -> None:
        """Send a reply of known length."""
        data = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.head(status, f"Content-Length: {len(data)}", "Content-Type: application/json")
        self.send(data)

    def wait_gone(self) -> None:
        """Wait until the client closes the connection, or the server stops."""
        with suppress(OSError):
            while self.connection.recv(4096):
                pass
        if not self.stopping.is_set():
            self.gone.set()


Behaviour = Callable[[Exchange], None]


def part(content: str, **more: Any) -> dict[str, Any]:
    return {
        "model": "m",
        "message": {"role": "assistant", "content": content},
        "done": False,
    } | more


def last(reason: str = "stop", **more: Any) -> dict[str, Any]:
    return part("", done=True, done_reason=reason, total_duration=1_500_000_000) | more


def answering(text: str = ANSWER, reason: str = "stop") -> Behaviour:
    def behave(exchange: Exchange) -> None:
        exchange.begin_chunks()
        for piece in (text[:9], text[9:]):
            exchange.line(part(piece))
        exchange.line(last(reason))
        exchange.chunk(b"")

    return behave


def refusing(status: int, error: str) -> Behaviour:
    return lambda exchange: exchange.whole(status, {"error": error})


def sending(value: Any, status: int = 200) -> Behaviour:
    return lambda exchange: exchange.whole(status, value)


def raw(data: bytes) -> Behaviour:
    """Reply with these bytes, whatever they are."""

    def behave(exchange: Exchange) -> None:
        exchange.head()
        exchange.send(data)

    return behave


def lines(*values: object) -> Behaviour:
    """Reply with lines of JSON, as Ollama does while it works."""
    return raw(b"".join(json.dumps(v).encode() + b"\n" for v in values))


def silent(exchange: Exchange) -> None:
    exchange.wait_gone()


def cutting(exchange: Exchange) -> None:
    exchange.begin_chunks()
    exchange.line(part('{"latitude": 4'))
    exchange.chunk(b'{"model": "m", "mess')


class ScriptedOllama:
    """Answers each request as the script of its path says, then as `otherwise` does.

    Attributes:
        script: For each path, what to do with the requests that come, in order of arrival.
        otherwise: For each path, what to do once its script is at its end.
        exchanges: What came, in order of arrival.
    """

    def __init__(self) -> None:
        self.script: defaultdict[str, deque[Behaviour]] = defaultdict(deque)
        self.otherwise: dict[str, Behaviour] = {"/api/chat": answering()}
        self.exchanges: list[Exchange] = []
        self.port = 0
        self._changed = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._connections: list[socket.socket] = []
        self._stopping = threading.Event()
        self._listener: socket.socket

    def __enter__(self) -> ScriptedOllama:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def host(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def chats(self) -> list[Exchange]:
        return [e for e in self.exchanges if e.path == "/api/chat"]

    def wait_for(self, count: int) -> list[Exchange]:
        """Wait until that many requests have come."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.exchanges) >= count, FOREVER_S)
        return self.exchanges

    def start(self) -> None:
        """Listen, on the same port as before."""
        self._stopping = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        self._spawn(self._accept, self._listener, self._stopping)

    def stop(self) -> None:
        """Close everything, as a server that is killed."""
        self._stopping.set()
        # The listener's own close does not wake the thread that waits in it.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(FOREVER_S)
        self._threads = [t for t in self._threads if t.is_alive()]
        self._connections.clear()

    def _spawn(self, work: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=work, args=arguments, name="scripted")
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket, stopping: threading.Event) -> None:
        while not stopping.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            self._connections.append(connection)
            self._spawn(self._serve, connection, stopping)

    def _serve(self, connection: socket.socket, stopping: threading.Event) -> None:
        with connection, suppress(OSError), connection.makefile("rb") as incoming:
            exchange = self._read(incoming, connection, stopping)
            if exchange is None:
                return
            with self._changed:
                self.exchanges.append(exchange)
                exchange.number = len(self.exchanges)
                behave = self._next(exchange.path)
                self._changed.notify_all()
            behave(exchange)
            # What is closed with bytes unread is reset, and takes with it what was just sent.
            connection.shutdown(socket.SHUT_WR)
            exchange.wait_gone()

    def _read(
        self, incoming: Any, connection: socket.socket, stopping: threading.Event
    ) -> Exchange | None:
        first = incoming.readline().decode().split()
        if len(first) != 3:
            return None
        headers = {}
        while line := incoming.readline().decode().strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = incoming.read(int(headers.get("content-length", 0)))
        return Exchange(0, first[0], first[1], headers, body, connection, stopping)

    def _next(self, path: str) -> Behaviour:
        if self.script[path]:
            return self.script[path].popleft()
        return self.otherwise.get(path, sending(b"404 page not found", 404))


@contextmanager
def nobody_listening() -> Iterator[str]:
    """Give the address of a port that refuses connections."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
