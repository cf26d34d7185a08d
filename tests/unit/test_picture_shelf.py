"""Fetched pictures on disk: what is kept, how it is read again, and when it goes."""

from __future__ import annotations

import io
import json
import os
import time
import zlib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from g3desktop.domain.errors import CancelledError, EngineError
from g3desktop.services.flickr import FlickrError
from g3desktop.services.picture_shelf import PictureShelf
from g3desktop.wiring.references import small_jpeg
from tests.flickr_server import (
    BARE_PAGE,
    OTHER_PAGE,
    PAGE,
    FlickrServer,
    cut_short,
    hanging,
    sending,
    serving,
)

DAY_S = 86_400


def encoded(kind: str, size: tuple[int, int] = (60, 40), **more) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "teal").save(buffer, kind, **more)
    return buffer.getvalue()


def noise(side: int) -> bytes:
    """A picture that cannot be made small."""
    pixels = np.random.default_rng(0).integers(0, 256, (side, side, 3), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=95)
    return buffer.getvalue()


@pytest.fixture
def flickr(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with serving(encoded("JPEG")) as server:
        yield server


@pytest.fixture
def shelf(flickr: FlickrServer, tmp_path: Path) -> PictureShelf:
    return PictureShelf(tmp_path / "cache" / "references", site=flickr.site)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "references"


def kept(folder: Path) -> set[str]:
    return {path.suffix for path in folder.iterdir()} if folder.exists() else set()


def test_a_picture_is_fetched_once_and_found_again(flickr, shelf, folder):
    assert shelf.find(PAGE) is None
    fetched = shelf.fetch(PAGE, small_jpeg)
    assert (fetched.page, fetched.author, fetched.title) == (PAGE, "Bees", "Taj at dawn")
    assert fetched.licence == "Attribution-ShareAlike License"
    assert fetched.fetched_on == datetime.now(UTC).date()
    asked = len(flickr.requests)
    again = PictureShelf(folder, site=flickr.site)
    assert again.find(PAGE) == again.fetch(PAGE, small_jpeg) == fetched
    assert again.find(PAGE + "?tracking=1") == fetched
    assert again.find(OTHER_PAGE) is None
    assert len(flickr.requests) == asked == 2
    assert kept(folder) == {".jpg", ".json"}


def test_looking_for_pictures_makes_and_asks_nothing(flickr, shelf, folder):
    for url in (PAGE, BARE_PAGE, "", "https://example.org/1"):
        assert shelf.find(url) is None
    assert not folder.exists()
    assert flickr.requests == []


def test_what_is_kept_is_small_and_has_no_metadata(flickr, shelf):
    exif = Image.Exif()
    exif[0x013B] = "somebody"
    flickr.shows(encoded("JPEG", (3000, 1500), exif=exif))
    with Image.open(shelf.fetch(PAGE, small_jpeg).image) as image:
        assert image.format == "JPEG"
        assert image.size == (1024, 512)
        assert dict(image.getexif()) == {}


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF"])
def test_the_content_says_what_it_is_and_not_its_name(flickr, shelf, kind: str):
    flickr.shows(encoded(kind))
    with Image.open(shelf.fetch(PAGE, small_jpeg).image) as image:
        assert image.format == "JPEG"


def bomb() -> bytes:
    """A small file of 400 megapixels."""
    whole = encoded("PNG", (1, 1))
    size = (20_000).to_bytes(4, "big") * 2
    header = whole[12:16] + size + whole[24:29]
    return whole[:12] + header + zlib.crc32(header).to_bytes(4, "big") + whole[33:]


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"<html>sign in</html>", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        *(encoded("JPEG")[:200], encoded("PNG")[:60], bomb()),
    ],
)
def test_what_is_no_sound_picture_is_not_kept(flickr, shelf, folder, content: bytes):
    flickr.shows(content)
    with pytest.raises(FlickrError, match=r"no picture, or a damaged one\.$"):
        shelf.fetch(PAGE, small_jpeg)
    assert kept(folder) == set()
    flickr.shows(encoded("JPEG"))
    assert shelf.fetch(PAGE, small_jpeg).image.is_file()


@pytest.mark.parametrize("behaviour", [sending(b"", 404), cut_short(encoded("JPEG"))])
def test_nothing_is_kept_of_a_failure(flickr, shelf, folder, behaviour):
    flickr.shows(behaviour)
    with pytest.raises(FlickrError):
        shelf.fetch(PAGE, small_jpeg)
    assert kept(folder) == set()


def test_nothing_is_kept_of_what_was_stopped(flickr, shelf, folder):
    flickr.shows(hanging)
    with pytest.raises(CancelledError):
        shelf.fetch(PAGE, small_jpeg, cancelled=flickr.hung.is_set)
    assert kept(folder) == set()


def test_another_address_is_not_fetched(flickr, shelf):
    with pytest.raises(FlickrError, match="no page of a photo"):
        shelf.fetch("https://example.org/photos/a/1/", small_jpeg)
    assert flickr.requests == []


def _record(folder: Path) -> Path:
    (path,) = folder.glob("*.json")
    return path


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"\xff", b"[" * 60_000, b'{"page": 1}'),
        json.dumps({"page": OTHER_PAGE, "author": "", "title": "", "licence": "",
                    "fetched_on": "2025-01-01"}).encode(),
        json.dumps({"page": PAGE, "author": "", "title": "", "licence": "",
                    "fetched_on": "yesterday"}).encode(),
        json.dumps({"page": PAGE, "author": 1, "title": "", "licence": "",
                    "fetched_on": "2025-01-01"}).encode(),
        json.dumps({"page": PAGE, "author": "", "title": "", "licence": "",
                    "fetched_on": "2025-01-01", "image": "/etc/passwd"}).encode(),
    ],
)  # fmt: skip
def test_a_damaged_record_is_as_none_and_is_replaced(flickr, shelf, folder, content: bytes):
    fetched = shelf.fetch(PAGE, small_jpeg)
    _record(folder).write_bytes(content)
    assert shelf.find(PAGE) is None
    assert shelf.fetch(PAGE, small_jpeg) == fetched
    assert shelf.find(PAGE) == fetched
    assert len(flickr.requests) == 4


def test_a_record_without_its_picture_is_as_none(shelf):
    shelf.fetch(PAGE, small_jpeg).image.unlink()
    assert shelf.find(PAGE) is None


def test_a_folder_that_cannot_be_made_is_said(flickr, tmp_path):
    (tmp_path / "file").write_text("")
    shelf = PictureShelf(tmp_path / "file" / "references", site=flickr.site)
    with pytest.raises(EngineError, match="Cannot write in"):
        shelf.fetch(PAGE, small_jpeg)


@pytest.mark.skipif(os.name == "nt", reason="folders have no such mode there")
def test_others_cannot_see_what_was_looked_at(shelf, folder):
    shelf.fetch(PAGE, small_jpeg)
    assert folder.stat().st_mode & 0o077 == 0


# What goes.


def _used(path: Path, days_ago: float) -> None:
    then = time.time() - days_ago * DAY_S
    os.utime(path, (then, then))


def test_what_nobody_looked_at_for_long_goes_with_the_next_one(shelf, folder):
    old = shelf.fetch(PAGE, small_jpeg)
    _used(old.image, 61)
    shelf.fetch(OTHER_PAGE, small_jpeg)
    assert shelf.find(PAGE) is None
    assert shelf.find(OTHER_PAGE) is not None
    assert len(list(folder.iterdir())) == 2


def test_looking_at_a_picture_keeps_it(shelf):
    old = shelf.fetch(PAGE, small_jpeg)
    _used(old.image, 61)
    assert shelf.find(PAGE) == old
    shelf.fetch(OTHER_PAGE, small_jpeg)
    assert shelf.find(PAGE) == old


def test_of_too_much_the_oldest_goes_and_never_the_newest(flickr, folder):
    flickr.shows(noise(256))
    shelf = PictureShelf(folder, site=flickr.site)
    size = shelf.fetch(PAGE, small_jpeg).image.stat().st_size
    _used(shelf.fetch(BARE_PAGE, small_jpeg).image, 2)
    narrow = PictureShelf(folder, site=flickr.site, most_bytes=2 * size)
    narrow.fetch(OTHER_PAGE, small_jpeg)
    assert [narrow.find(one) is not None for one in (PAGE, BARE_PAGE, OTHER_PAGE)] == [
        True,
        False,
        True,
    ]
    tiny = PictureShelf(folder, site=flickr.site, most_bytes=1)
    tiny.fetch(BARE_PAGE, small_jpeg)
    assert tiny.find(BARE_PAGE) is not None
    assert len(list(folder.iterdir())) == 2


def test_what_a_killed_program_left_goes_and_what_is_being_written_stays(shelf, folder):
    shelf.fetch(PAGE, small_jpeg)
    left, new = folder / "a.jpg.0.part", folder / "b.jpg.0.part"
    for part in (left, new):
        part.write_bytes(b"half")
    _used(left, 2)
    shelf.fetch(OTHER_PAGE, small_jpeg)
    assert not left.exists()
    assert new.exists()
