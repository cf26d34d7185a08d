"""Pictures of references that were fetched, kept in the cache with author, licence and page."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError

from g3desktop.domain.errors import PhotoError
from g3desktop.domain.work import Cancelled, never_cancelled
from g3desktop.files import disk_errors, replace_file
from g3desktop.services.flickr import FLICKR, Site, ask_picture, strange
from g3desktop.services.flickr_pages import photo_page

_KEPT_DAYS = 60
_DAY_S = 86_400
_MOST_BYTES = 500 << 20
_MOST_RECORD_BYTES = 64 << 10

Shrink = Callable[[bytes], bytes]
"""Makes a small JPEG without metadata of a picture's bytes, or raises a PhotoError."""


@dataclass(frozen=True, slots=True)
class FetchedPicture:
    """A picture on this machine, and what is to be shown with it.

    Attributes:
        image: Its file.
        page: Where it was published.
        author: Who took it; "" where that was not said.
        title: What it is called; "" where it has no name.
        licence: Name of the licence; "" where that was not said.
        fetched_on: The day.
    """

    image: Path
    page: str
    author: str
    title: str
    licence: str
    fetched_on: date


@dataclass(frozen=True, slots=True)
class _Record:
    """What stands beside a picture."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    page: str
    author: str
    title: str
    licence: str
    fetched_on: date


_records = TypeAdapter(_Record)


class PictureShelf:
    """Fetches pictures of pages, each once, and keeps them for a while.

    Args:
        folder: Made when it is needed.
        site: Where pictures are asked for.
        most_bytes: What all pictures may take; those that nobody looked at for longest go first.
        kept_days: Days since a picture was looked at, after which it goes.
    """

    def __init__(
        self,
        folder: Path,
        *,
        site: Site = FLICKR,
        most_bytes: int = _MOST_BYTES,
        kept_days: float = _KEPT_DAYS,
    ) -> None:
        self._folder, self._site = folder, site
        self._most_bytes, self._kept_days = most_bytes, kept_days

    def find(self, url: str) -> FetchedPicture | None:
        """Return the picture of a page if it was fetched; asks nobody.

        Args:
            url: Of the page; another address has none.
        """
        page = photo_page(url)
        if page is None:
            return None
        image = self._image_of(page.address)
        try:
            with image.with_suffix(".json").open("rb") as file:
                record = _records.validate_json(file.read(_MOST_RECORD_BYTES), strict=True)
            if record.page != page.address or not image.is_file():
                return None
        except (OSError, ValidationError):
            # It is fetched once more, if anybody asks for it.
            return None
        with contextlib.suppress(OSError):
            os.utime(image)
        return _fetched(image, record)

    def fetch(
        self, url: str, shrink: Shrink, *, cancelled: Cancelled = never_cancelled
    ) -> FetchedPicture:
        """Return the picture of a page; Flickr is asked where it is not there.

        Args:
            url: Of the page.
            shrink: What makes the picture that is kept of the one that comes.
            cancelled: Asked several times a second.

        Raises:
            FlickrError: It is no page of a photo, there is no picture, or none was given.
            EngineError: It cannot be kept.
            CancelledError: `cancelled` said so.
        """
        page = photo_page(url)
        if page is None:
            raise strange("it is no page of a photo")
        if (found := self.find(url)) is not None:
            return found
        sent = ask_picture(page, site=self._site, cancelled=cancelled)
        try:
            jpeg = shrink(sent.content)
        except PhotoError as error:
            raise strange("it is no picture, or a damaged one") from error
        today = datetime.now(UTC).date()
        record = _Record(page.address, sent.author, sent.title, sent.licence, today)
        image = self._image_of(page.address)
        with disk_errors(self._folder, own=True):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            replace_file(image, jpeg)
            # Last: a picture without it is none.
            replace_file(image.with_suffix(".json"), _records.dump_json(record, indent=1))
        self._tidy(image)
        return _fetched(image, record)

    def drop(self, url: str) -> None:
        """Delete the picture of a page, so that it is fetched once more when it is wanted."""
        page = photo_page(url)
        if page is not None:
            image = self._image_of(page.address)
            _delete(image.with_suffix(".json"), image)

    def _image_of(self, address: str) -> Path:
        return self._folder / f"{hashlib.sha256(address.encode()).hexdigest()}.jpg"

    def _tidy(self, newest: Path) -> None:
        """Delete what nobody looked at for long, and what is too much."""
        oldest_kept = time.time() - self._kept_days * _DAY_S
        left_bytes = self._most_bytes
        with contextlib.suppress(OSError):
            for image, used_at, size in sorted(
                _sizes(self._folder, "*.jpg"), key=lambda one: one[1], reverse=True
            ):
                left_bytes -= size
                if image != newest and (used_at < oldest_kept or left_bytes < 0):
                    _delete(image.with_suffix(".json"), image)
                    left_bytes += size
            for part, made_at, _size in _sizes(self._folder, "*.part"):
                if made_at < time.time() - _DAY_S:
                    _delete(part)


def _fetched(image: Path, record: _Record) -> FetchedPicture:
    return FetchedPicture(
        image, record.page, record.author, record.title, record.licence, record.fetched_on
    )


def _sizes(folder: Path, pattern: str) -> Iterator[tuple[Path, float, int]]:
    """Yield files with the time of their last use and their size."""
    for path in folder.glob(pattern):
        # Another process may have deleted it.
        with contextlib.suppress(OSError):
            status = path.stat()
            yield path, status.st_mtime, status.st_size


def _delete(*paths: Path) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()
