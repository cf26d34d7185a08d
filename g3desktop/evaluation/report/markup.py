"""Text for a page: everything that comes from a file, a gallery or a model is escaped here."""

from __future__ import annotations

import html
import math
import re
from urllib.parse import urlsplit

_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no page may hold: control characters, halves of surrogate pairs, non-characters."""

_ADDRESS = re.compile(r"[\w!#$%&'()*+,./:;=?@\[\]~-]+", re.ASCII)
"""The characters of RFC 3986."""


def plain(text: str) -> str:
    """Return text that any encoding takes, with a mark where a character is none."""
    return _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n"))


def escaped(text: str) -> str:
    """Return text that is no markup, in an element as in a quoted attribute."""
    return html.escape(plain(text), quote=True)


def isolated(text: str) -> str:
    """Return escaped text whose direction of writing leaves its neighbours alone."""
    return f"<bdi>{escaped(text)}</bdi>"


def link(url: str | None, words: str) -> str:
    """Return a link that tells the other side nothing, or "" for what is no https address.

    Args:
        url: Untrusted.
        words: What is clicked; escaped here.
    """
    if url is None or not _ADDRESS.fullmatch(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme != "https" or not parts.hostname:
        return ""
    return f'<a href="{escaped(url)}" rel="noreferrer noopener">{escaped(words)}</a>'


def number(value: float) -> str:
    """Write a number in as few digits as it needs, with separators of thousands."""
    return f"{value:,.10g}"


def distance(km: float) -> str:
    """Write a distance for people: whole metres, or kilometres of three digits and more."""
    if math.isinf(km):
        return "no answer"
    if km < 0.9995:
        return f"{1000 * km:.0f} m"
    digits = 2 if km < 9.995 else 1 if km < 99.95 else 0
    return f"{km:,.{digits}f} km"


def photos(count: int) -> str:
    """Write how many photos."""
    return f"{count:,} photo{'' if count == 1 else 's'}"
