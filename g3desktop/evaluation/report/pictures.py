"""Small pictures inside a page, read again from the photos themselves."""

from __future__ import annotations

import base64
from pathlib import Path

from g3desktop.domain.errors import PhotoError
from g3desktop.engine.decoding import REDUCTION_MARGIN
from g3desktop.engine.photo import read_photo, thumbnail_jpeg

_QUALITY = 80


class Pictures:
    """Makes each picture once; nothing of a file's metadata comes along."""

    def __init__(self) -> None:
        self._made: dict[tuple[Path, int], str | None] = {}

    def address(self, path: Path, side_px: int) -> str | None:
        """Return a picture as a data: address, or None where the file cannot be read any more.

        Args:
            path: A photo, or a thumbnail of a gallery.
            side_px: Its long side on the page.
        """
        key = (path, side_px)
        if key not in self._made:
            self._made[key] = _address(path, side_px)
        return self._made[key]


def _address(path: Path, side_px: int) -> str | None:
    try:
        # The decoder keeps more than the side that it is asked for, by this margin.
        photo = read_photo(path, short_side_px=max(1, round(side_px / REDUCTION_MARGIN)))
    except PhotoError:
        return None
    jpeg = thumbnail_jpeg(photo.pixels, max_side_px=side_px, quality=_QUALITY)
    return f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode('ascii')}"
