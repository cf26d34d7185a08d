"""Asks Flickr for the picture of a photo's page, and for nothing else.

Two requests are made: one to the oEmbed endpoint, with the page's address, and one for the picture
that it names. They go to Flickr's own hosts alone, redirections too, with TLS, and carry neither
cookies nor a referrer, nor anything of the user's photo. What comes back is bounded and is not
trusted: a picture is bytes until a decoder has read it.

Source: the oEmbed specification, https://oembed.com/, sections 2.2 to 2.3.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, TypeVar

from pydantic import TypeAdapter, ValidationError

from g3desktop.domain.errors import CancelledError, EngineError
from g3desktop.domain.work import Cancelled, never_cancelled
from g3desktop.services.flickr_pages import SITE_NAME, PhotoPage
from g3desktop.settings import APP_NAME

if TYPE_CHECKING:
    import httpx

MOST_SIDE_PX = 1024
"""Long side of the pictures that are asked for and kept."""

MOST_PICTURE_BYTES = 20 << 20
_MOST_ANSWER_BYTES = 64 << 10
_MOST_REDIRECTIONS = 5
_CONNECT_S = 10.0
_SILENCE_S = 20.0
_POLL_S = 0.05
_LONGEST_WAIT_S = 86_400
_MOST_CHARACTERS = 300
"""Of a name, a title or a licence."""

_GONE = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
_PRIVATE = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}
# In the place of pictures that were removed Flickr shows one that says so.
_REMOVED = "photo_unavailable"

T = TypeVar("T")


class FlickrError(EngineError):
    """Flickr is not there, or does not give the picture."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where pictures are asked for, and who may answer.

    Attributes:
        endpoint: The address that speaks oEmbed.
        hosts: Names of hosts; those below them are meant too.
        scheme: Of every address.
        port: Of every address; None for the scheme's own.
    """

    endpoint: str = "https://www.flickr.com/services/oembed/"
    hosts: tuple[str, ...] = ("flickr.com", "staticflickr.com")
    scheme: str = "https"
    port: int | None = None

    def allows(self, url: httpx.URL) -> bool:
        """Say whether a request may go there."""
        names = url.raw_host.decode("ascii").removesuffix(".").split(".")
        parents = {".".join(names[place:]) for place in range(len(names))}
        return (
            url.scheme == self.scheme
            and url.port == self.port
            and not url.userinfo
            and not parents.isdisjoint(self.hosts)
        )


FLICKR = Site()


@dataclass(frozen=True, slots=True)
class SentPicture:
    """A picture as it came, and what stood beside it; all of it is untrusted.

    Attributes:
        content: The picture's bytes, of whatever format.
        author: Name of who took it.
        title: What it is called.
        licence: Name of the licence.
    """

    content: bytes
    author: str
    title: str
    licence: str


@dataclass(frozen=True, slots=True)
class _Embed:
    """What of an answer of the endpoint is used."""

    type: str
    url: str | None = None
    author_name: str | None = None
    title: str | None = None
    license: str | None = None


_embeds = TypeAdapter(_Embed)


def ask_picture(
    page: PhotoPage,
    *,
    site: Site = FLICKR,
    cancelled: Cancelled = never_cancelled,
    longest_s: float = 90.0,
) -> SentPicture:
    """Ask for the picture of a page.

    Args:
        page: The page.
        site: Where it is asked for.
        cancelled: Asked several times a second.
        longest_s: How long all of it may take.

    Raises:
        FlickrError: There is none, or none was given.
        CancelledError: `cancelled` said so.
    """
    return asyncio.run(_until(cancelled, _ask(page, site, longest_s)))


async def _until(cancelled: Cancelled, work: Coroutine[object, object, T]) -> T:
    """Wait for work, and stop it as soon as `cancelled` says so."""
    task = asyncio.ensure_future(work)
    while not task.done():
        if cancelled():
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            raise CancelledError
        await asyncio.wait({task}, timeout=_POLL_S)
    return task.result()


async def _ask(page: PhotoPage, site: Site, longest_s: float) -> SentPicture:
    side = str(MOST_SIDE_PX)
    question = {
        "format": "json",
        "url": page.name_for_oembed,
        "maxwidth": side,
        "maxheight": side,
    }
    async with _line(longest_s) as client:
        endpoint = client.build_request("GET", site.endpoint, params=question).url
        answer = await _read(client, site, endpoint, _MOST_ANSWER_BYTES)
        try:
            embed = _embeds.validate_json(answer)
        except ValidationError as error:
            raise strange("it is no description of a picture") from error
        if embed.type != "photo" or not embed.url:
            raise strange("its page shows no picture")
        content = await _read(client, site, endpoint.join(embed.url), MOST_PICTURE_BYTES)
    return SentPicture(
        content, _brief(embed.author_name), _brief(embed.title), _brief(embed.license)
    )


@asynccontextmanager
async def _line(longest_s: float) -> AsyncIterator[httpx.AsyncClient]:
    """Talk to the site inside; what goes wrong there becomes a sentence."""
    # Here, as whoever fetches no picture never needs it.
    import httpx

    try:
        async with asyncio.timeout(longest_s), _client() as client:
            yield client
    except (TimeoutError, httpx.ReadTimeout, httpx.WriteTimeout) as error:
        hint = "Try again later."
        raise FlickrError(f"{SITE_NAME} takes too long to answer.", hint=hint) from error
    except (httpx.RemoteProtocolError, httpx.ReadError) as error:
        raise FlickrError(f"The connection to {SITE_NAME} broke off.", hint="Try again.") from error
    except httpx.InvalidURL as error:
        raise strange("it leads to another site") from error
    except (httpx.HTTPError, OSError) as error:
        raise FlickrError(
            f"{SITE_NAME} cannot be reached.", hint="Check the network connection, then try again."
        ) from error


def _client() -> httpx.AsyncClient:
    import httpx

    try:
        return httpx.AsyncClient(
            # As the reader counts the bytes, nothing is to be unpacked.
            headers={"user-agent": APP_NAME, "accept-encoding": "identity"},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=httpx.Timeout(_SILENCE_S, connect=_CONNECT_S),
            follow_redirects=False,
        )
    except (ImportError, ValueError) as error:
        raise FlickrError(
            "The proxy that the system names is of a kind that cannot be used.",
            hint="Use an HTTP proxy, or none.",
        ) from error


async def _read(client: httpx.AsyncClient, site: Site, url: httpx.URL, most_bytes: int) -> bytes:
    """Read what lies at an address, or where it redirects to."""
    for _ in range(_MOST_REDIRECTIONS + 1):
        if not site.allows(url):
            raise strange("it leads to another site")
        if _REMOVED in url.path:
            raise _gone()
        async with client.stream("GET", url) as response:
            if response.next_request is not None:
                url = response.next_request.url
                continue
            _check(response)
            return await _content(response, most_bytes)
    raise strange("it is redirected again and again")


def _check(response: httpx.Response) -> None:
    """Refuse whatever is not a success, and say why."""
    status = response.status_code
    if status in _GONE:
        raise _gone()
    if status in _PRIVATE:
        raise FlickrError(
            f"{SITE_NAME} does not show this photo to everybody.", hint="Its page may say why."
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        seconds = _wait_s(response.headers.get("retry-after", ""))
        hint = f"Try again in {seconds} s." if seconds else "Try again in some minutes."
        raise FlickrError(f"{SITE_NAME} asks to slow down.", hint=hint)
    if status != HTTPStatus.OK:
        raise FlickrError(f"{SITE_NAME} answers with HTTP {status}.", hint="Try again later.")


async def _content(response: httpx.Response, most_bytes: int) -> bytes:
    content = bytearray()
    async for piece in response.aiter_raw():
        content += piece
        if len(content) > most_bytes:
            raise strange("it is too large")
    return bytes(content)


def _wait_s(retry_after: str) -> int:
    """Return how long to wait, from seconds or from a date; 0 where nothing sensible is said."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        seconds = int(text[:9])
    else:
        try:
            until = parsedate_to_datetime(text)
        except ValueError:
            return 0
        if until.tzinfo is None:
            until = until.replace(tzinfo=UTC)
        seconds = round((until - datetime.now(UTC)).total_seconds())
    return seconds if 0 < seconds <= _LONGEST_WAIT_S else 0


def _gone() -> FlickrError:
    return FlickrError(f"The photo is no longer on {SITE_NAME}.")


def strange(why: str) -> FlickrError:
    """Return the error for an answer that nobody can use."""
    return FlickrError(
        f"{SITE_NAME} sent nothing that can be used: {why}.", hint="Try again later."
    )


def _brief(text: str | None) -> str:
    """Return a name in one line of bearable length."""
    words = " ".join((text or "").split())
    return words if len(words) <= _MOST_CHARACTERS else words[: _MOST_CHARACTERS - 1] + "…"
