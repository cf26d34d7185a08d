"""A photo as the engine sees it: pixels, and the facts that the camera wrote beside them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from g3desktop.domain.geometry import LatLon

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Pixels: TypeAlias = "NDArray[np.uint8]"
"""Upright RGB, shape (height, width, 3)."""


@dataclass(frozen=True, slots=True)
class ExifFacts:
    """What the camera wrote; shown and compared, never part of an answer from the pixels.

    Attributes:
        position: Where the camera says it was, or None.
        taken_at: ISO 8601, with an offset only where the camera gave one; or None.
        camera: Make and model in one string; or None.
        author: Artist as the file names it; or None.
        title: Image description; or None.
    """

    position: LatLon | None = None
    taken_at: str | None = None
    camera: str | None = None
    author: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """One decoded photo.

    Attributes:
        path: The file, as the user named it.
        sha256: Hexadecimal hash of the file's bytes.
        width: Full upright width in pixels, whatever `pixels` was reduced to.
        height: Full upright height in pixels.
        exif: The camera's facts.
        pixels: Upright RGB; smaller than (height, width) where it was decoded at reduced size.
        warnings: What the reader had to work around, one sentence each.
    """

    path: Path
    sha256: str
    width: int
    height: int
    exif: ExifFacts
    pixels: Pixels
    warnings: tuple[str, ...] = ()
