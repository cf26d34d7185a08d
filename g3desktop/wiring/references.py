"""Makes the program's own decoder read the pictures of references that are fetched."""

from __future__ import annotations

import io
from pathlib import Path

from g3desktop.services.flickr import MOST_SIDE_PX
from g3desktop.services.flickr_pages import SITE_NAME


def small_jpeg(content: bytes) -> bytes:
    """Return a small JPEG without metadata of a picture from elsewhere.

    Args:
        content: Bytes of whatever format; nothing but themselves says which.

    Raises:
        PhotoError: They are no picture, or one that is damaged or too large.
    """
    # Here, as whoever only looks at pictures that are kept needs no decoder of others.
    from g3desktop.engine.decoding import decode
    from g3desktop.engine.photo import thumbnail_jpeg

    picture = decode(Path(SITE_NAME), io.BytesIO(content), short_side_px=MOST_SIDE_PX)
    return thumbnail_jpeg(picture.pixels, max_side_px=MOST_SIDE_PX)
