"""Files of map tiles with nothing in them."""

from __future__ import annotations

import struct
from pathlib import Path


def pmtiles_file(
    path: Path, *, version: int = 3, tile_type: int = 1, content: int = 40, missing: int = 0
) -> Path:
    """Write a file with a sound header, as many bytes of tiles as said, and some missing."""
    header = bytearray(127)
    header[:8] = b"PMTiles" + bytes([version])
    struct.pack_into("<8Q", header, 8, 127, 0, 127, 0, 127, 0, 127, content)
    header[99] = tile_type
    path.write_bytes(bytes(header) + bytes(content - missing))
    return path
