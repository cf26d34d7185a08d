"""Small real photos, made in the test that needs them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

_GPS_IFD = 0x8825
_ARTIST, _DESCRIPTION, _TAKEN_AT, _EXIF_IFD = 0x013B, 0x010E, 0x9003, 0x8769


def write_photo(
    path: Path,
    where: tuple[float, float] | None = None,
    *,
    seed: int = 0,
    size: tuple[int, int] = (48, 36),
    author: str | None = None,
    title: str | None = None,
    taken_at: str | None = None,
) -> Path:
    """Write a JPEG of blocks of colour, different for each seed, with EXIF facts."""
    colours = np.random.default_rng(seed).integers(0, 256, (4, 4, 3), dtype=np.uint8)
    image = Image.fromarray(colours).resize(size, Image.Resampling.NEAREST)
    exif = Image.Exif()
    if where is not None:
        exif.get_ifd(_GPS_IFD).update(
            {
                1: "N" if where[0] >= 0 else "S",
                2: _degrees(where[0]),
                3: "E" if where[1] >= 0 else "W",
                4: _degrees(where[1]),
            }
        )
    if author:
        exif[_ARTIST] = author
    if title:
        exif[_DESCRIPTION] = title
    if taken_at:
        exif.get_ifd(_EXIF_IFD)[_TAKEN_AT] = taken_at
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        image.save(stream, "JPEG", quality=85, exif=exif)
    return path


def write_photos(folder: Path, count: int) -> list[Path]:
    """Write photos with positions in three subfolders; their order is that of their numbers."""
    return [
        write_photo(
            folder / f"roll{3 * n // count}" / f"{n:04d}.jpg",
            (round(60 * np.sin(n), 4), round(170 * np.cos(n), 4)),
            seed=n,
            author=f"Author {n % 3}",
        )
        for n in range(count)
    ]


def _degrees(value: float) -> tuple[float, float, float]:
    minutes, degrees = np.modf(abs(value))
    seconds, whole = np.modf(minutes * 60)
    return float(degrees), float(whole), round(float(seconds) * 60, 4)
