"""Talking to hosts that are slow, busy or gone, until they answer or patience ends."""

from __future__ import annotations

import asyncio
import functools
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx

import g3desktop
from g3desktop.domain.errors import CancelledError
from g3desktop.domain.work import Cancelled, check_cancelled
from g3desktop.services.supply.failures import AttemptError, answered

_POLL_S = 0.1
"""How often somebody who waits asks whether to stop."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long hosts are waited for.

    Attributes:
        connect_s: For a connection.
        silence_s: For the next byte.
        asking_waits_s: Before each further question; who is offline is told soon.
        waits_s: Before each further try at a file, for as long as none of them brings anything.
        longest_s: A host that asks to wait longer is not waited for.
        sleep: Waits.
    """

    connect_s: float = 15.0
    silence_s: float = 60.0
    asking_waits_s: tuple[float, ...] = (1.0, 2.0)
    waits_s: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
    longest_s: float = 300.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


class Tries:
    """Counts the tries at one thing.

    Args:
        patience: How long is waited.
        waits_s: Before each further try.
    """

    def __init__(self, patience: Patience, waits_s: tuple[float, ...]) -> None:
        self._patience, self._waits_s = patience, waits_s
        self._left: Iterator[float] = iter(waits_s)

    def renew(self) -> None:
        """Begin to count anew, since the last try brought something."""
        self._left = iter(self._waits_s)

    async def wait(self, failure: AttemptError) -> None:
        """Wait before the next try.

        Raises:
            AttemptError: Another try is of no use, or there have been enough.
        """
        wait_s = next(self._left, None)
        if wait_s is None or not failure.is_passing:
            raise failure
        if failure.retry_after_s > self._patience.longest_s:
            raise failure
        await self._patience.sleep(max(wait_s, failure.retry_after_s))


class Wire:
    """Connections to whoever has the files.

    Proxies are those of the environment. No header that says who the user is goes to another host
    than it is meant for.

    Args:
        patience: How long to wait.
    """

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        timeout = httpx.Timeout(patience.silence_s, connect=patience.connect_s)
        self._client = httpx.AsyncClient(
            verify=_trusted(),
            timeout=timeout,
            follow_redirects=True,
            max_redirects=10,
            headers={
                "user-agent": f"g3desktop/{g3desktop.__version__}",
                # A compressed body has another length, and no part of it can be asked for.
                "accept-encoding": "identity",
            },
        )

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Wire]:
        """Close every connection at the end."""
        async with self._client:
            yield self

    async def persist(self, attempt: Callable[[], Awaitable[T]]) -> T:
        """Try until it works or patience ends.

        Raises:
            AttemptError: The last one.
        """
        tries = Tries(self.patience, self.patience.asking_waits_s)
        while True:
            try:
                return await attempt()
            except AttemptError as failure:
                await tries.wait(failure)

    async def head(self, url: str) -> httpx.Headers:
        """Return what a host says of a file, without the file.

        Raises:
            AttemptError: It does not.
        """

        async def ask() -> httpx.Headers:
            async with self.answer("HEAD", url) as response:
                return response.headers

        return await self.persist(ask)

    async def read(self, url: str, limit_bytes: int) -> bytes:
        """Return a small file; at most one byte more than the limit.

        Raises:
            AttemptError: The host does not give it.
        """

        async def ask() -> bytes:
            async with self.answer("GET", url) as response:
                content = b""
                async for piece in response.aiter_raw():
                    content += piece
                    if len(content) > limit_bytes:
                        break
                return content[: limit_bytes + 1]

        return await self.persist(ask)

    @asynccontextmanager
    async def answer(
        self, method: str, url: str, headers: Mapping[str, str] | None = None
    ) -> AsyncIterator[httpx.Response]:
        """Ask once, and give the answer while it is being read.

        Yields:
            An answer below 400, or 416.

        Raises:
            AttemptError: There is none, it says no, or it breaks off while it is read.
        """
        host = host_of(url)
        try:
            async with self._client.stream(method, url, headers=headers) as response:
                _check(response, url)
                yield response
        except httpx.TooManyRedirects as error:
            raise AttemptError(host, "it sends from one address to the next", status=310) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            raise AttemptError(host, f"{url} is no address", status=400) from error
        except httpx.TransportError as error:
            raise AttemptError(host, _reason(error)) from error


@functools.cache
def _trusted() -> ssl.SSLContext:
    """Return whom to trust; loading that takes longer than all else here."""
    return httpx.create_ssl_context()


def _check(response: httpx.Response, url: str) -> None:
    if response.status_code >= 400 and response.status_code != 416:
        raise answered(response.url.host, response.status_code, response.headers)
    if urlsplit(url).scheme == "https" and response.url.scheme != "https":
        raise AttemptError(host_of(url), "it sends to an address without encryption", status=310)
    if response.headers.get("content-encoding", "identity") != "identity":
        raise AttemptError(response.url.host, "it compresses what it sends", status=310)


def _reason(error: Exception) -> str:
    match error:
        case httpx.ConnectTimeout():
            return "it does not answer"
        case httpx.TimeoutException():
            return "it fell silent"
        case httpx.ConnectError():
            return "there is no connection to it"
        case httpx.ProxyError():
            return "the proxy refuses"
    return "the connection broke off"


def host_of(url: str) -> str:
    """Return the host of an address, or the address where it names none."""
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def run_until_cancelled(work: Coroutine[Any, Any, T], cancelled: Cancelled) -> T:
    """Run a coroutine to its end, asking several times a second whether to stop.

    Raises:
        CancelledError: `cancelled` said so.
        Exception: What the coroutine raised.
    """

    async def watch() -> T:
        task = asyncio.ensure_future(work)
        try:
            while not (await asyncio.wait({task}, timeout=_POLL_S))[0]:
                check_cancelled(cancelled)
        except BaseException:
            task.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await task
            raise
        try:
            return task.result()
        except asyncio.CancelledError as error:
            raise CancelledError from error

    return asyncio.run(watch())
