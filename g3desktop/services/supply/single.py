"""One file at an address that says its length and how it is known again, but no hash."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import unquote, urlsplit

import httpx

from g3desktop.services.supply.catalogue import DailyOrigin, KnownPack
from g3desktop.services.supply.failures import AttemptError, SupplyError
from g3desktop.services.supply.offer import Offer, OfferedFile
from g3desktop.services.supply.wire import Wire, host_of


def today() -> date:
    """Return the day, in UTC."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class FileSource:
    """A file at an address that somebody named.

    Attributes:
        url: The address.
        known: What the file is for.
    """

    url: str
    known: KnownPack

    async def offer(self, wire: Wire) -> Offer:
        """Return what is there.

        Raises:
            AttemptError: The host cannot be asked, or has no such file.
            SupplyError: It does not say how large the file is.
        """
        return _offer(self.url, self.known, await wire.head(self.url))


@dataclass(frozen=True, slots=True)
class DailySource:
    """The newest of the files that are made every day, or the one that was begun.

    Attributes:
        origin: Where they lie.
        known: What they are for.
        begun: Address of the one that was begun; "" for none.
        day: Tells what day it is.
    """

    origin: DailyOrigin
    known: KnownPack
    begun: str = ""
    day: Callable[[], date] = today

    async def offer(self, wire: Wire) -> Offer:
        """Return what is there.

        Raises:
            AttemptError: The host cannot be asked.
            SupplyError: It has none of the last days, or does not say how large the file is.
        """
        newest = self.day()
        days = (newest - timedelta(days=back) for back in range(self.origin.days + 1))
        urls = [self.origin.url.replace("{date}", f"{one:%Y%m%d}") for one in days]
        # One that was begun is gone on with, as long as it is there.
        is_ours = self.begun.startswith(self.origin.url.partition("{date}")[0])
        for url in [self.begun] * is_ours + urls:
            try:
                return _offer(url, self.known, await wire.head(url))
            except AttemptError as failure:
                if not failure.is_missing:
                    raise
        raise SupplyError(
            f"{host_of(urls[0])} has no file of the last {self.origin.days} days.",
            hint=f"Look at {self.known.source} for one, or make a smaller one with "
            f"`pmtiles extract`, and name it: "
            f"g3desktop packs install {self.known.id} --from ADDRESS_OR_FOLDER.",
        )


def is_file_of(url: str, known: KnownPack | None) -> bool:
    """Tell whether an address is that of a known pack's file, not of a folder."""
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    return known is not None and any(fnmatch.fnmatchcase(name, one) for one in known.files)


def _offer(url: str, known: KnownPack, headers: httpx.Headers) -> Offer:
    host = host_of(url)
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        raise SupplyError(
            f"{host} does not say how large {url} is.", hint="Name another source with --from."
        )
    name = unquote(urlsplit(url).path).rpartition("/")[2]
    etag = headers.get("etag", "") or headers.get("last-modified", "")
    file = OfferedFile(known.stored_as or name, url, int(length), etag=etag)
    return Offer((file,), name.partition(".")[0], url)
