"""A server of packs on this machine that speaks the hub's protocol, and misbehaves on demand."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

COMMIT = "c0ffee" + "0" * 34


@dataclass
class Odd:
    """How one answer is not what it should be.

    Attributes:
        status: Of the answer; 0 for the usual one.
        headers: Beside or instead of the usual ones.
        cut: Bytes of the body after which the connection ends; None for all.
        content: Sent instead.
        etag: Said instead.
        ignores_range: Sends all, whatever was asked for.
        without_length: Does not say how long the body is.
        piece_bytes: Sends so many at a time, each once `more` is set.
        more: Set by the test for each piece; `sent` is set by the server after each.
    """

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    content: bytes | None = None
    etag: str | None = None
    ignores_range: bool = False
    without_length: bool = False
    piece_bytes: int = 0
    more: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    sent: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))


@dataclass(frozen=True)
class Asked:
    """One request that came."""

    method: str
    path: str
    headers: dict[str, str]

    @property
    def range(self) -> str:
        return self.headers.get("range", "")


def etag_of(content: bytes) -> str:
    return f'"{hashlib.sha1(content).hexdigest()}"'


def sha256_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class PackServer:
    """Serves files and repositories until it is closed.

    Attributes:
        files: By path; plain files of a web server.
        repos: Files of repositories, by "models/OWNER/NAME" or "datasets/OWNER/NAME".
        asked: The requests that came, in their order.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.repos: dict[str, dict[str, bytes]] = {}
        self.asked: list[Asked] = []
        self._odd: dict[tuple[str, str], deque[Odd]] = {}
        server = self

        class Handler(_Handler):
            pack_server = server

        self._http = _Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,))
        self._thread.start()

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[Self]:
        server = cls()
        try:
            yield server
        finally:
            server.close()

    @property
    def port(self) -> int:
        return self._http.server_address[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cdn(self) -> str:
        """The same machine under another name, as a hub sends one to its storage."""
        return f"http://localhost:{self.port}"

    def behave(self, path: str, *odd: Odd, method: str = "GET") -> None:
        """Answer the next requests whose path ends so, one after the other, in odd ways."""
        self._odd.setdefault((method, path), deque()).extend(odd)

    def serve_folder(self, folder: Path, at: str = "") -> None:
        for path in folder.rglob("*"):
            if path.is_file():
                self.files[f"{at}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()

    def got(self, part: str, method: str = "GET") -> list[Asked]:
        return [one for one in self.asked if part in one.path and one.method == method]

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def odd_for(self, method: str, path: str) -> Odd:
        for (wanted, end), left in self._odd.items():
            if wanted == method and path.endswith(end) and left:
                return left.popleft()
        return Odd()

    def blob(self, sha256: str) -> bytes | None:
        contents = (one for files in self.repos.values() for one in files.values())
        return next((one for one in contents if sha256_of(one) == sha256), None)


class _Server(ThreadingHTTPServer):
    daemon_threads = False

    def handle_error(self, request, client_address) -> None:
        """Clients of these tests go away as they like."""


class _Handler(BaseHTTPRequestHandler):
    pack_server: PackServer

    def log_message(self, *_arguments) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.pack_server.asked.append(Asked(self.command, path, headers))
        odd = self.pack_server.odd_for(self.command, path)
        with contextlib.suppress(ConnectionError):
            if odd.status:
                self._say(odd.status, b"no", odd.headers)
            elif path.startswith("/api/"):
                self._repo_info(path)
            elif "/resolve/" in path:
                self._resolve(path, odd)
            elif path.startswith("/cdn/"):
                self._file(self.pack_server.blob(path.rpartition("/")[2]), odd)
            else:
                self._file(self.pack_server.files.get(path), odd)

    def _repo_info(self, path: str) -> None:
        repo = path.removeprefix("/api/").partition("/revision/")[0]
        files = self.pack_server.repos.get(repo)
        if files is None:
            self._say(401, b"{}", {"X-Error-Code": "RepoNotFound"})
            return
        siblings = [
            {
                "rfilename": name,
                "size": len(content),
                "blobId": hashlib.sha1(content).hexdigest(),
                "lfs": {"sha256": sha256_of(content), "size": len(content), "pointerSize": 130},
            }
            for name, content in files.items()
        ]
        info = {"id": repo.partition("/")[2], "sha": COMMIT, "siblings": siblings, "tags": []}
        self._say(200, json.dumps(info).encode(), {"Content-Type": "application/json"})

    def _resolve(self, path: str, odd: Odd) -> None:
        repo, _, rest = path.strip("/").partition("/resolve/")
        kind = "" if repo.startswith("datasets/") else "models/"
        content = self.pack_server.repos.get(kind + repo, {}).get(rest.partition("/")[2])
        if content is None:
            self._say(404, b"", {"X-Error-Code": "EntryNotFound"})
            return
        sha256 = sha256_of(content)
        headers = {
            "X-Repo-Commit": COMMIT,
            "X-Linked-Etag": f'"{sha256}"',
            "X-Linked-Size": str(len(content)),
            "ETag": etag_of(content),
            "Location": f"{self.pack_server.cdn}/cdn/{sha256}",
        }
        self._say(302, b"", headers | odd.headers)

    def _file(self, content: bytes | None, odd: Odd) -> None:
        if content is None:
            self._say(404, b"", {})
            return
        content = content if odd.content is None else odd.content
        etag = etag_of(content) if odd.etag is None else odd.etag
        begin, status = self._range(content, etag, odd)
        headers = {"ETag": etag, "Accept-Ranges": "bytes"} | odd.headers
        if status == 206:
            headers["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        if status == 416:
            self._say(416, b"", headers)
            return
        self._say(status, content[begin:], headers, odd)

    def _range(self, content: bytes, etag: str, odd: Odd) -> tuple[int, int]:
        """Return the first byte that is wanted, and the status."""
        wanted = self.headers.get("Range", "")
        if not wanted or odd.ignores_range:
            return 0, 200
        begin = int(wanted.removeprefix("bytes=").rstrip("-"))
        if self.headers.get("If-Range", etag) != etag and not odd.etag:
            return 0, 200
        return (begin, 206) if begin < len(content) else (0, 416)

    def _say(
        self, status: int, body: bytes, headers: dict[str, str], odd: Odd | None = None
    ) -> None:
        odd = odd or Odd()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers and not odd.without_length:
            self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        if self.command == "HEAD":
            return
        body = body if odd.cut is None else body[: odd.cut]
        if not odd.piece_bytes:
            self.wfile.write(body)
            return
        for begin in range(0, len(body), odd.piece_bytes):
            odd.more.acquire()
            self.wfile.write(body[begin : begin + odd.piece_bytes])
            self.wfile.flush()
            odd.sent.release()
