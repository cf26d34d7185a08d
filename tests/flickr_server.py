"""A small HTTP server that answers as Flickr does, and as it will not do on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from g3desktop.services.flickr import Site

# Only a broken test waits as long.
FOREVER_S = 30.0

PAGE = "https://www.flickr.com/photos/12345678@N00/1234567890/"
OTHER_PAGE = "https://www.flickr.com/photos/12345678@N00/2222222222/"
BARE_PAGE = "https://www.flickr.com/photo.gne?id=5169665786"

Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: _Server

    def do_GET(self) -> None:
        flickr = self.server.flickr
        path = self.path.partition("?")[0]
        flickr.requests.append((self.path, dict(self.headers)))
        with suppress(OSError):
            flickr.behaviours[path](self)

    def send(self, status: int, content: bytes = b"", **headers: str) -> None:
        """Send a reply of known length; underscores stand for hyphens."""
        self.begin(status, len(content), **headers)
        self.wfile.write(content)

    def begin(self, status: int, length: int, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    @property
    def flickr(self) -> FlickrServer:
        return self.server.flickr

    def log_message(self, *args: object) -> None:
        """Tell nobody."""


class _Server(ThreadingHTTPServer):
    flickr: FlickrServer
    daemon_threads = False


def sending(content: bytes, status: int = 200, **headers: str) -> Behaviour:
    return lambda handler: handler.send(status, content, **headers)


def redirecting(to: str) -> Behaviour:
    return lambda handler: handler.send(302, Location=to, Set_Cookie="seen=1; Path=/")


def cut_short(content: bytes) -> Behaviour:
    """Promise all of it, send half, and hang up."""

    def behave(handler: Handler) -> None:
        handler.begin(200, len(content))
        handler.wfile.write(content[: len(content) // 2])

    return behave


def endless(piece: bytes) -> Behaviour:
    """Send until the client hangs up."""

    def behave(handler: Handler) -> None:
        handler.begin(200, 1 << 40)
        while not handler.flickr.stopping.is_set():
            handler.wfile.write(piece)

    return behave


def hanging(handler: Handler) -> None:
    """Begin, and say nothing more until the client or the server ends it."""
    handler.begin(200, 1000)
    handler.wfile.flush()
    handler.flickr.hung.set()
    handler.connection.settimeout(FOREVER_S)
    handler.connection.recv(1)
    handler.flickr.left.set()


def held(content: bytes) -> Behaviour:
    """Answer once the test lets it."""

    def behave(handler: Handler) -> None:
        handler.flickr.hung.set()
        handler.flickr.go_on.wait(FOREVER_S)
        handler.send(200, content)

    return behave


@dataclass(eq=False)
class FlickrServer:
    """What the server does, by path, and what it was asked."""

    origin: str
    port: int
    behaviours: dict[str, Behaviour] = field(default_factory=dict)
    requests: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    hung: threading.Event = field(default_factory=threading.Event)
    left: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)

    @property
    def site(self) -> Site:
        endpoint = f"{self.origin}/services/oembed/"
        return Site(endpoint, hosts=("127.0.0.1",), scheme="http", port=self.port)

    @property
    def paths(self) -> list[str]:
        """What was asked for, without the questions."""
        return [path.partition("?")[0] for path, _headers in self.requests]

    def embed(self, **changed: Any) -> bytes:
        """Return an answer of the endpoint."""
        answer = {
            "type": "photo",
            "flickr_type": "photo",
            "title": "Taj at dawn",
            "author_name": "Bees",
            "author_url": "https://www.flickr.com/photos/bees/",
            "width": "1024",
            "height": 683,
            "url": f"{self.origin}/picture.jpg",
            "license": "Attribution-ShareAlike License",
            "license_id": "5",
            "html": "<a href='x'><img src='y'></a>",
            "version": "1.0",
        }
        return json.dumps(answer | changed).encode()

    def says(self, behaviour: Behaviour | bytes) -> None:
        """Let the endpoint do something else."""
        answers = sending(behaviour) if isinstance(behaviour, bytes) else behaviour
        self.behaviours["/services/oembed/"] = answers

    def shows(self, behaviour: Behaviour | bytes) -> None:
        """Let the picture be something else."""
        shown = sending(behaviour) if isinstance(behaviour, bytes) else behaviour
        self.behaviours["/picture.jpg"] = shown


@contextmanager
def serving(picture: bytes) -> Iterator[FlickrServer]:
    """Serve a page with a picture; ends every connection at the end."""
    server = _Server(("127.0.0.1", 0), Handler)
    port = server.server_address[1]
    flickr = server.flickr = FlickrServer(f"http://127.0.0.1:{port}", port)
    flickr.says(lambda handler: handler.send(200, flickr.embed()))
    flickr.shows(picture)
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    try:
        yield flickr
    finally:
        flickr.stopping.set()
        flickr.go_on.set()
        server.shutdown()
        thread.join()
        server.server_close()
