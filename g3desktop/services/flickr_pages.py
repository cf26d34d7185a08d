"""Addresses of photos' pages on Flickr; nothing here asks anybody."""

from __future__ import annotations

import re
from dataclasses import dataclass

SITE_NAME = "flickr.com"

# Nothing but owner and number of an address is used, whatever else it holds.
_PAGE = re.compile(
    r"https?://(?:www\.)?flickr\.com/"
    r"(?:photos/(?P<owner>[\w@-]{1,64})/(?P<number>[0-9]{1,19})(?:[/?#].*)?"
    r"|photo\.gne\?id=(?P<bare>[0-9]{1,19}))",
    re.ASCII,
)

# Source: "manufacturing flic.kr style photo URLs", https://www.flickr.com/groups/api/discuss/72157616713786392/
_DIGITS = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class PhotoPage:
    """A photo's page.

    Attributes:
        number: The photo's.
        owner: Name or number of the account; "" where it is not known.
    """

    number: int
    owner: str = ""

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        if self.owner:
            return f"https://www.flickr.com/photos/{self.owner}/{self.number}/"
        return f"https://www.flickr.com/photo.gne?id={self.number}"

    @property
    def name_for_oembed(self) -> str:
        """What the oEmbed endpoint is asked about: an address with an owner, or the short one."""
        if self.owner:
            return self.address
        number, short = self.number, ""
        while number:
            number, digit = divmod(number, len(_DIGITS))
            short = _DIGITS[digit] + short
        return f"https://flic.kr/p/{short}"


def photo_page(url: str) -> PhotoPage | None:
    """Return the photo's page that an address leads to; None where it leads elsewhere."""
    found = _PAGE.fullmatch(url)
    if found is None:
        return None
    number = int(found["number"] or found["bare"])
    return PhotoPage(number, found["owner"] or "") if number else None
