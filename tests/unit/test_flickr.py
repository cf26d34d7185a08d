"""Asking Flickr for a picture: what is sent, to whom, and what is made of any answer."""

from __future__ import annotations

import io
import re
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from g3desktop.domain.errors import CancelledError
from g3desktop.services.flickr import (
    FLICKR,
    FlickrError,
    Site,
    ask_picture,
)
from g3desktop.services.flickr_pages import PhotoPage, photo_page
from tests.flickr_server import (
    BARE_PAGE,
    PAGE,
    Behaviour,
    FlickrServer,
    cut_short,
    endless,
    hanging,
    redirecting,
    sending,
    serving,
)


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture
def flickr(monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    with serving(jpeg()) as server:
        yield server


def ask(flickr: FlickrServer, url: str = PAGE, **more):
    page = photo_page(url)
    assert page is not None
    return ask_picture(page, site=flickr.site, **more)


def refused(flickr: FlickrServer, **more) -> str:
    with pytest.raises(FlickrError) as raised:
        ask(flickr, **more)
    line = raised.value.one_line()
    assert "\n" not in line
    return line


# Pages.


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (PAGE, PhotoPage(1234567890, "12345678@N00")),
        ("http://flickr.com/photos/bees/42", PhotoPage(42, "bees")),
        (PAGE + "in/set-1?secret=me#here", PhotoPage(1234567890, "12345678@N00")),
        (BARE_PAGE, PhotoPage(5169665786)),
        ("https://www.flickr.com/photos/bees/", None),
        ("https://www.flickr.com/photos/bees/0/", None),
        ("https://www.flickr.com/photos/bees/12x/", None),
        ("https://www.flickr.com.example.org/photos/bees/42/", None),
        ("https://example.org/?https://www.flickr.com/photos/bees/42/", None),
        ("https://www.flickr.com/photos/../42/", None),
        ("ftp://www.flickr.com/photos/bees/42/", None),
        ("", None),
    ],
)
def test_pages_of_photos_are_known(url: str, page: PhotoPage | None):
    assert photo_page(url) == page


def test_only_owner_and_number_of_an_address_are_used():
    page = photo_page(PAGE + "?tracking=1")
    assert page is not None
    assert page.address == page.name_for_oembed == PAGE


def test_a_page_without_an_owner_is_asked_for_by_its_short_address():
    """Numbers and short addresses of two real photos."""
    for number, short in ((5169665786, "8SPTwJ"), (4425073240, "7K2E7d")):
        assert PhotoPage(number).name_for_oembed == f"https://flic.kr/p/{short}"
        assert PhotoPage(number).address == f"https://www.flickr.com/photo.gne?id={number}"


@given(st.text())
def test_no_text_breaks_the_reading_of_pages(text: str):
    for url in (text, f"https://www.flickr.com/photos/{text}/1/", f"{PAGE}{text}"):
        page = photo_page(url)
        assert page is None or page.address.startswith("https://www.flickr.com/photo")


# Hosts.


@pytest.mark.parametrize(
    "url",
    [
        "https://www.flickr.com/services/oembed/",
        "https://live.staticflickr.com/1/2_b.jpg",
        "https://FARM4.StaticFlickr.com:443/1/2_b.jpg",
        "https://flickr.com./",
    ],
)
def test_requests_go_to_flickr(url: str):
    assert FLICKR.allows(httpx.URL(url))


@pytest.mark.parametrize(
    "url",
    [
        "http://live.staticflickr.com/1/2_b.jpg",
        "https://live.staticflickr.com:8443/1/2_b.jpg",
        "https://user@live.staticflickr.com/",
        "https://evilflickr.com/",
        "https://flickr.com.example.org/",
        "https://example.org/flickr.com",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "https://xn--/",
    ],
)
def test_requests_go_nowhere_else(url: str):
    assert not FLICKR.allows(httpx.URL(url))


def test_no_other_site_is_the_default():
    assert Site() == FLICKR
    assert FLICKR.allows(httpx.URL(FLICKR.endpoint))


# What is sent, and what comes.


def test_a_picture_comes_with_its_author_title_and_licence(flickr):
    sent = ask(flickr)
    assert sent.content == jpeg()
    assert (sent.author, sent.title) == ("Bees", "Taj at dawn")
    assert sent.licence == "Attribution-ShareAlike License"


def test_nothing_is_said_but_the_page_and_the_program_s_name(flickr):
    flickr.says(redirecting("/services/again/"))
    flickr.behaviours["/services/again/"] = lambda handler: handler.send(
        200, flickr.embed(), Set_Cookie="visitor=1; Path=/"
    )
    ask(flickr)
    assert flickr.paths == ["/services/oembed/", "/services/again/", "/picture.jpg"]
    question = parse_qs(urlsplit(flickr.requests[0][0]).query)
    assert question == {
        "format": ["json"],
        "url": [PAGE],
        "maxwidth": ["1024"],
        "maxheight": ["1024"],
    }
    for _path, headers in flickr.requests:
        said = {name.casefold(): value for name, value in headers.items()}
        assert said == {
            "host": f"127.0.0.1:{flickr.port}",
            "accept": "*/*",
            "accept-encoding": "identity",
            "connection": "keep-alive",
            "user-agent": "g3desktop",
        }


def test_facts_that_are_missing_are_empty_and_long_ones_shortened(flickr):
    flickr.says(flickr.embed(author_name=None, title="a\nb " * 1000, license=None))
    sent = ask(flickr)
    assert sent.author == sent.licence == ""
    assert sent.title.startswith("a b a b")
    assert len(sent.title) == 300


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (sending(b"", 404), "no longer on flickr.com"),
        (sending(b"", 410), "no longer on flickr.com"),
        (sending(b"", 401), "does not show this photo to everybody"),
        (sending(b"", 403), "does not show this photo to everybody"),
        (sending(b"", 429), "asks to slow down. Try again in some minutes."),
        (sending(b"", 429, Retry_After="90"), "asks to slow down. Try again in 90 s."),
        (sending(b"", 429, Retry_After="-1"), "Try again in some minutes."),
        (sending(b"", 429, Retry_After="9" * 99), "Try again in some minutes."),
        (sending(b"", 429, Retry_After="tomorrow"), "Try again in some minutes."),
        (sending(b"", 503), "HTTP 503"),
        (sending(b"", 204), "HTTP 204"),
        (redirecting("https://flickr.com.example.org/"), "leads to another site"),
        (redirecting("file:///etc/passwd"), "leads to another site"),
        (redirecting("http://localhost:1/"), "leads to another site"),
        (redirecting("/services/oembed/"), "redirected again and again"),
        (redirecting("/pw/images/photo_unavailable_l.png"), "no longer on flickr.com"),
        (endless(b"x" * 65536), "too large"),
        (cut_short(b"x" * 1000), "broke off"),
    ],
)
@pytest.mark.parametrize("step", ["says", "shows"])
def test_what_goes_wrong_is_said_in_a_line(flickr, step: str, behaviour: Behaviour, said: str):
    if step == "shows" and said.startswith("redirected"):
        behaviour = redirecting("/picture.jpg")
    getattr(flickr, step)(behaviour)
    assert said in refused(flickr)


def test_a_date_says_how_long_to_wait_too(flickr):
    until = format_datetime(datetime.now(UTC) + timedelta(seconds=600), usegmt=True)
    flickr.says(sending(b"", 429, Retry_After=until))
    found = re.search(r"in (\d+) s\.", refused(flickr))
    assert found is not None
    assert 500 < int(found[1]) <= 600


@pytest.mark.parametrize(
    "answer",
    [
        *(b"", b"<html>not found</html>", b"[]", b"null", b"{}", b'{"type": "photo"', b"\xff\xfe"),
        *(b'{"type": 7}', b'{"type": "photo", "url": 7}', b"[" * 60_000),
        b'{"type": "photo", "url": "http://x/", "title": "\\ud800"}',
    ],
)
def test_what_is_no_description_is_refused(flickr, answer: bytes):
    flickr.says(answer)
    assert "it is no description of a picture" in refused(flickr)
    assert flickr.paths == ["/services/oembed/"]


@pytest.mark.parametrize("changed", [{"type": "video"}, {"url": None}, {"url": ""}])
def test_a_page_without_a_picture_is_refused(flickr, changed: dict):
    flickr.says(flickr.embed(**changed))
    assert "its page shows no picture" in refused(flickr)


@pytest.mark.parametrize(
    "url",
    [
        *("https://live.staticflickr.com/1.jpg", "http://localhost:1/1.jpg", "file:///etc/passwd"),
        *("//example.org/1.jpg", "http://[", "http://a b/", "javascript:alert(1)", "http://\x00/"),
    ],
)
def test_a_picture_of_another_site_is_not_asked_for(flickr, url: str):
    flickr.says(flickr.embed(url=url))
    assert "leads to another site" in refused(flickr)
    assert flickr.paths == ["/services/oembed/"]


def test_redirections_are_counted(flickr):
    for step in range(6):
        flickr.behaviours[f"/{step}"] = redirecting(f"/{step + 1}")
    flickr.behaviours["/6"] = sending(jpeg())
    flickr.says(flickr.embed(url="/1"))
    assert ask(flickr).content == jpeg()
    flickr.says(flickr.embed(url="/0"))
    assert "redirected again and again" in refused(flickr)


# Waiting.


@pytest.mark.parametrize("step", ["says", "shows"])
def test_a_slow_answer_can_be_stopped_at_once(flickr, step: str):
    getattr(flickr, step)(hanging)
    with pytest.raises(CancelledError):
        ask(flickr, cancelled=flickr.hung.is_set)
    assert flickr.left.wait(20), "the connection is closed"


def test_nothing_is_asked_once_it_is_cancelled(flickr):
    with pytest.raises(CancelledError):
        ask(flickr, cancelled=lambda: True)
    assert flickr.requests == []


def test_nobody_waits_for_ever(flickr):
    flickr.says(hanging)
    assert "takes too long to answer" in refused(flickr, longest_s=0.05)


def test_a_site_that_is_not_there_is_said(flickr):
    page = photo_page(PAGE)
    with pytest.raises(FlickrError, match=r"^flickr\.com cannot be reached\.$"):
        ask_picture(page, site=Site("http://127.0.0.1:9/", ("127.0.0.1",), "http", 9))


def test_a_proxy_of_another_kind_is_said(flickr, monkeypatch):
    monkeypatch.setenv("ALL_PROXY", "gopher://127.0.0.1:9")
    assert "The proxy that the system names" in refused(flickr)


def test_it_works_in_any_thread(flickr):
    came: list[bytes] = []
    thread = threading.Thread(target=lambda: came.append(ask(flickr).content))
    thread.start()
    thread.join()
    assert came == [jpeg()]
