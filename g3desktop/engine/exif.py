"""What the camera wrote beside the pixels.

Everything in a metadata block is untrusted: counts, offsets and texts alike. A broken block costs
facts, never the photo, and a lost fact is named in a sentence.
"""

from __future__ import annotations

import logging
import math
import os
import re
import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from g3desktop.domain.geometry import LatLon
from g3desktop.domain.photo import ExifFacts

MAX_TEXT_CHARS = 500
"""Longer author names and titles are cut here."""

# A camera's block takes some hundred reads. A hostile one of 64 KiB, in which every entry points
# at all others, would take billions.
_MAX_READS = 20_000
_MAX_READ_BYTES = 1 << 20

# A header and a first directory without entries: Exif 3.0, 4.5.2.
_EMPTY_BLOCK_BYTES = 14

# What a parser of untrusted offsets may stumble over.
_BROKEN_BLOCK_ERRORS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
)

# The library logs every oddity, among them those of tags that nobody asked for; what was lost is
# said in `Metadata.warnings`.
logging.getLogger("exifread").setLevel(logging.CRITICAL + 1)

_Tags = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Metadata:
    """Facts of one photo and how to turn it upright.

    Attributes:
        facts: What the camera wrote.
        orientation: EXIF orientation, 1 to 8; 1 where there is none or it is not valid.
        warnings: What was there but could not be used, one sentence each.
    """

    facts: ExifFacts = field(default_factory=ExifFacts)
    orientation: int = 1
    warnings: tuple[str, ...] = ()


def read_metadata(block: BinaryIO) -> Metadata:
    """Read an EXIF block, which has the structure of a TIFF file.

    Args:
        block: Seekable; the TIFF header stands at its start. BigTIFF is not understood.

    Returns:
        The facts; a block that cannot be read gives none of them and a warning.

    Source: CIPA DC-008 (Exif 3.0), 4.6.
    """
    size = block.seek(0, os.SEEK_END)
    if size == 0:
        return Metadata()
    block.seek(0)
    header = block.read(4)
    if header in (b"II+\0", b"MM\0+"):
        return Metadata(warnings=("The metadata of BigTIFF files is not read.",))
    if header not in (b"II*\0", b"MM\0*"):
        return Metadata(warnings=("The metadata is damaged and was not used.",))
    guarded = _GuardedReader(block)
    tags = _read_tags(guarded)
    warnings: list[str] = []
    if not tags and size > _EMPTY_BLOCK_BYTES:
        warnings = ["The metadata is damaged and was not used."]
    elif guarded.exhausted:
        warnings = ["The metadata is damaged and was read only in part."]
    position, position_warning = _position(tags)
    taken_at, time_warning = _taken_at(tags)
    return Metadata(
        facts=ExifFacts(
            position=position,
            taken_at=taken_at,
            camera=_camera(tags),
            author=_text(tags, "Image Artist"),
            title=_text(tags, "Image ImageDescription"),
        ),
        orientation=_orientation(tags),
        warnings=(*warnings, *filter(None, (position_warning, time_warning))),
    )


class _GuardedReader:
    """A stream that ends early for whoever asks too often or for too much at once."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._reads_left = _MAX_READS

    @property
    def exhausted(self) -> bool:
        """Whether reads were refused."""
        return self._reads_left < 0

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, none once the allowance is used up."""
        if self._reads_left <= 0:
            self._reads_left = -1
            return b""
        self._reads_left -= 1
        wanted = size if 0 <= size < _MAX_READ_BYTES else _MAX_READ_BYTES
        return self._stream.read(wanted)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move within the stream."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Return the place in the stream."""
        return self._stream.tell()


def _read_tags(block: _GuardedReader) -> _Tags:
    """Return the tags by the library's names; none where the block defeats it."""
    import exifread

    try:
        # Maker notes and thumbnails hold nothing that is asked for here, and most of the surprises.
        tags: _Tags = exifread.process_file(block, details=False, extract_thumbnail=False)
    except _BROKEN_BLOCK_ERRORS:
        return {}
    return tags


def _position(tags: _Tags) -> tuple[LatLon | None, str]:
    """Return the position, and why there is none although the camera wrote something."""
    if "GPS GPSLatitude" not in tags and "GPS GPSLongitude" not in tags:
        return None, ""
    lat_sign = {"N": 1, "S": -1}.get(_reference(tags, "GPS GPSLatitudeRef"))
    lon_sign = {"E": 1, "W": -1}.get(_reference(tags, "GPS GPSLongitudeRef"))
    lat_deg, lon_deg = _degrees(tags, "GPS GPSLatitude"), _degrees(tags, "GPS GPSLongitude")
    if not (math.isfinite(lat_deg) and math.isfinite(lon_deg)):
        return None, "The camera's position is incomplete or not a number and was not used."
    void = _reference(tags, "GPS GPSStatus") == "V"
    if lat_deg == 0 and lon_deg == 0 and (void or "GPS GPSStatus" not in tags):
        return None, "The camera's position is 0, 0, written without a fix, and was not used."
    if lat_sign is None or lon_sign is None:
        return None, "The camera's position does not name its hemisphere and was not used."
    try:
        where = LatLon(lat_sign * lat_deg, lon_sign * lon_deg)
    except ValueError:
        return None, "The camera's position is out of range and was not used."
    return where, "The camera marked its position as not measured at that moment." if void else ""


def _degrees(tags: _Tags, name: str) -> float:
    """Return degrees, minutes and seconds as degrees; NaN where they are not all sound."""
    values = getattr(tags.get(name), "values", None)
    if not isinstance(values, list) or not 1 <= len(values) <= 3:
        return math.nan
    numbers = [_number(value) for value in values]
    # Exactly 60 is what rounding up gives; anything beyond is no sexagesimal number.
    if not all(0 <= number <= 60 for number in numbers[1:]) or not numbers[0] >= 0:
        return math.nan
    return math.fsum(number / 60**power for power, number in enumerate(numbers))


def _number(value: object) -> float:
    """Return a rational or an integer as a float; NaN for x/0 and everything else."""
    numerator, denominator = getattr(value, "numerator", None), getattr(value, "denominator", None)
    if not isinstance(numerator, int) or not isinstance(denominator, int) or denominator == 0:
        return math.nan
    return numerator / denominator


def _reference(tags: _Tags, name: str) -> str:
    """Return the first letter of a one-letter tag, upper-case; "" where there is none."""
    text = getattr(tags.get(name), "values", None)
    return text.strip()[:1].upper() if isinstance(text, str) else ""


def _taken_at(tags: _Tags) -> tuple[str | None, str]:
    """Return the local time of the exposure, and why there is none although something is written.

    The GPS time is UTC and not the photographer's clock, and `Image DateTime` is when the file was
    changed: neither is used.
    """
    for kind in ("Original", "Digitized"):
        written = _text(tags, f"EXIF DateTime{kind}")
        # Cameras whose clock was never set write zeros or blanks.
        if written is None or not re.search(r"[1-9]", written):
            continue
        moment = _moment(written)
        if moment is None:
            return None, "The time in the metadata is not a date and was not used."
        return moment + _offset(_text(tags, f"EXIF OffsetTime{kind}") or ""), ""
    return None, ""


def _moment(written: str) -> str | None:
    pattern = r"(\d{4})[:/.-](\d\d)[:/.-](\d\d)[ T](\d\d):(\d\d):(\d\d)"
    found = re.match(pattern, written, re.ASCII)
    if found is None:
        return None
    try:
        return datetime.fromisoformat("{}-{}-{}T{}:{}:{}".format(*found.groups())).isoformat()
    except ValueError:
        return None


def _offset(written: str) -> str:
    if written == "Z":
        return "+00:00"
    return written if re.fullmatch(r"[+-](0\d|1[0-4]):[0-5]\d", written, re.ASCII) else ""


def _camera(tags: _Tags) -> str | None:
    """Return make and model; the make is left out where the model repeats it."""
    make, model = _text(tags, "Image Make"), _text(tags, "Image Model")
    if make and model and model.split()[0].casefold() in make.casefold().split():
        return model
    return " ".join(filter(None, (make, model)))[:MAX_TEXT_CHARS] or None


def _text(tags: _Tags, name: str) -> str | None:
    """Return a text fit to show on one line, or None."""
    value = getattr(tags.get(name), "values", None)
    if isinstance(value, bytes):
        # The library leaves what is not UTF-8 undecoded; older cameras and programs wrote Latin-1.
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return None
    kept = (" " if _is_hidden(char) else char for char in value[: 4 * MAX_TEXT_CHARS])
    return " ".join("".join(kept).split())[:MAX_TEXT_CHARS].rstrip() or None


def _is_hidden(char: str) -> bool:
    """Whether a character could forge a line, a terminal command or the order of reading."""
    joins_letters = char in "\u200c\u200d"
    return unicodedata.category(char)[0] == "C" and not joins_letters


def _orientation(tags: _Tags) -> int:
    values = getattr(tags.get("Image Orientation"), "values", None)
    if isinstance(values, list) and values and values[0] in range(1, 9):
        return int(values[0])
    return 1
