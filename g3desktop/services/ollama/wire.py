"""Talking to a server that may be slow, silent, mad or gone, without being so ourselves.

The `ollama` library does the talking; this module bounds it. Requests run on an event loop in one
thread, so that whoever waits can stop at any time; replies are read up to a size; no redirect is
followed and no proxy used, whatever the host, for each would carry the photo elsewhere.
"""

from __future__ import annotations

import asyncio
import queue
import ssl
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Generator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

import httpx
import ollama
from typing_extensions import override

from g3desktop.domain.errors import EngineError
from g3desktop.domain.work import Cancelled, check_cancelled

POLL_S = 0.05
"""How often a waiting caller asks whether to stop."""

_LINE_LIMIT_BYTES = 2**20

T = TypeVar("T")


class OllamaError(EngineError):
    """The Ollama server is not there, or did not do what was asked of it."""


class TooLongError(Exception):
    """A server sends more than anything it was asked for can take."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a server.

    Attributes:
        connect_s: For a connection.
        silence_s: For the next byte on any of the connections; loading a model may take minutes.
        retry_waits_s: Before each further try where the server was busy or could not be reached.
    """

    connect_s: float = 2.0
    silence_s: float = 300.0
    retry_waits_s: tuple[float, ...] = (0.5, 2.5)


class Wire:
    """Connections to one host, bounded in size and in silence.

    Args:
        host: URL of the server.
        patience: How long to wait.
        reply_limit_bytes: Most that one reply may take; None bounds each of its lines alone.
        heard: Called with every piece that arrives.
    """

    def __init__(
        self,
        host: str,
        patience: Patience,
        *,
        reply_limit_bytes: int | None,
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        self._silence_s = patience.silence_s
        self._waits: set[asyncio.Timeout] = set()
        self._also_heard = heard
        self._transport = _BoundedTransport(host, reply_limit_bytes, self._hear)
        # The transport alone decides where bytes go: with one given, httpx looks at no proxy.
        options: dict[str, Any] = {
            "transport": self._transport,
            "trust_env": False,
            "follow_redirects": False,
            "timeout": httpx.Timeout(None, connect=patience.connect_s),
            "headers": {"accept-encoding": "identity"},
        }
        self.client = ollama.AsyncClient(host, **options)
        self.http = httpx.AsyncClient(base_url=host, **options)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Wire]:
        """Close every connection at the end, which stops the server's work on them."""
        try:
            yield self
        finally:
            await self._transport.aclose()

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Wait inside, but no longer than the server stays silent.

        Raises:
            TimeoutError: No byte came on any connection for that long.
        """
        async with asyncio.timeout(self._silence_s) as wait:
            self._waits.add(wait)
            try:
                yield
            finally:
                self._waits.discard(wait)

    def _hear(self) -> None:
        until = asyncio.get_running_loop().time() + self._silence_s
        for wait in self._waits:
            if not wait.expired():
                wait.reschedule(until)
        self._also_heard()


class _BoundedTransport(httpx.AsyncBaseTransport):
    def __init__(self, host: str, limit_bytes: int | None, heard: Callable[[], None]) -> None:
        # Without TLS there is nothing to verify; loading the system's certificates takes longer
        # than all else here. A context without any trusts nobody.
        plain = host.startswith("http://")
        verify = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT) if plain else True
        self._inner = httpx.AsyncHTTPTransport(verify=verify, trust_env=True)
        self._limit_bytes = limit_bytes
        self._heard = heard

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        self._heard()
        stream = cast("httpx.AsyncByteStream", response.stream)
        # Without its headers no reply can say that it is compressed, in another character set, or
        # to be found elsewhere.
        return httpx.Response(
            response.status_code,
            stream=_BoundedStream(stream, self._limit_bytes, self._heard),
            extensions=response.extensions,
        )

    @override
    async def aclose(self) -> None:
        await self._inner.aclose()


class _BoundedStream(httpx.AsyncByteStream):
    def __init__(
        self, inner: httpx.AsyncByteStream, limit_bytes: int | None, heard: Callable[[], None]
    ) -> None:
        self._inner = inner
        self._limit_bytes = limit_bytes
        self._heard = heard

    @override
    async def __aiter__(self) -> AsyncIterator[bytes]:
        taken = 0
        async for piece in self._inner:
            self._heard()
            newline = piece.rfind(b"\n")
            if self._limit_bytes is None and newline >= 0:
                taken = len(piece) - newline - 1
            else:
                taken += len(piece)
            if taken > (self._limit_bytes or _LINE_LIMIT_BYTES):
                raise TooLongError
            yield piece

    @override
    async def aclose(self) -> None:
        await self._inner.aclose()


@dataclass(frozen=True, slots=True)
class _End:
    error: BaseException | None


class _Worker(Generic[T]):
    """Runs one coroutine on an event loop in a thread, until it ends or is stopped."""

    def __init__(self, job: Callable[[Callable[[T], None]], Coroutine[Any, Any, None]]) -> None:
        self.arrivals: queue.SimpleQueue[T | _End] = queue.SimpleQueue()
        self._job = job
        self._stop = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="ollama", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop the coroutine, if it is still running, and wait for the thread."""
        with suppress(RuntimeError):  # the loop is closed: the coroutine has ended
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        error: BaseException | None = None
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                error = runner.run(self._main())
        finally:
            self.arrivals.put(_End(error))

    async def _main(self) -> BaseException | None:
        work = asyncio.create_task(self._job(self.arrivals.put))
        stop = asyncio.create_task(self._stop.wait())
        await asyncio.wait((work, stop), return_when=asyncio.FIRST_COMPLETED)
        work.cancel()
        stop.cancel()
        error, _ = await asyncio.gather(work, stop, return_exceptions=True)
        return None if isinstance(error, asyncio.CancelledError) else error


def items_from(
    job: Callable[[Callable[[T], None]], Coroutine[Any, Any, None]],
    *,
    cancelled: Cancelled,
    deadline_s: float | None = None,
) -> Generator[T]:
    """Run a coroutine in a thread of its own and yield what it hands over.

    Nothing starts before the first item is asked for. Closing the iterator stops the coroutine and
    waits for its thread.

    Args:
        job: Called with the function that takes the items.
        cancelled: Asked several times a second.
        deadline_s: Value of `time.monotonic()` at which to stop.

    Yields:
        Items in the order they were handed over; after the deadline those that had come by then.

    Raises:
        CancelledError: `cancelled` said so.
        Exception: What the coroutine raised.
    """
    check_cancelled(cancelled)
    if deadline_s is not None and time.monotonic() >= deadline_s:
        return
    worker = _Worker(job)
    try:
        while True:
            check_cancelled(cancelled)
            left_s = POLL_S if deadline_s is None else deadline_s - time.monotonic()
            try:
                item = worker.arrivals.get(timeout=max(0.0, min(POLL_S, left_s)))
            except queue.Empty:
                if left_s <= 0:
                    return
                continue
            if not isinstance(item, _End):
                yield item
            elif item.error is not None:
                raise item.error
            else:
                return
    finally:
        worker.close()
