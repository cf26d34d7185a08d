"""Files of map tiles that a user brings along."""

from __future__ import annotations

import struct
from pathlib import Path

from g3desktop.domain.errors import UsageError

SUFFIX = ".pmtiles"

_MAGIC = b"PMTiles"
_VERSION = 3
_HEADER_BYTES = 127
_DRAWN_TYPES = range(1, 6)
"""Vector tiles, PNG, JPEG, WebP and AVIF, as the header numbers them."""


def check_basemap(path: Path) -> None:
    """See whether a file holds tiles that the map can draw; reads its header alone.

    Raises:
        UsageError: It cannot be read, is no PMTiles file of version 3, or is not whole.

    Source: the PMTiles specification, version 3, "Header".
    """
    hint = "Choose a file of map tiles that ends in .pmtiles."
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
            size = path.stat().st_size
    except OSError as error:
        raise UsageError(
            f"The map {path} cannot be read: {error.strerror or error}.", hint=hint
        ) from error
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        raise UsageError(f"{path} is no PMTiles file.", hint=hint)
    version, tile_type = header[7], header[99]
    if version != _VERSION:
        raise UsageError(
            f"{path} is a PMTiles file of version {version}; the map reads version {_VERSION}.",
            hint="Convert it: pmtiles convert OLD NEW.",
        )
    if tile_type not in _DRAWN_TYPES:
        raise UsageError(f"{path} holds tiles of a kind that the map cannot draw.", hint=hint)
    # Root directory, metadata, further directories, tiles: where each begins and its length.
    parts = struct.unpack_from("<8Q", header, 8)
    end = max(begin + length for begin, length in zip(parts[::2], parts[1::2], strict=True))
    if end > size:
        raise UsageError(
            f"{path} is cut short: {size:,} of {end:,} bytes are there.", hint="Copy it again."
        )
