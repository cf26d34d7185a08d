"""Bytes of an image become upright RGB; the one place that decodes with Pillow.

Pillow is imported at first use, so that importing this module costs nothing.
"""

from __future__ import annotations

import functools
import io
import logging
import math
import os
import re
import threading
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from g3desktop.domain.errors import PhotoError
from g3desktop.domain.photo import Pixels
from g3desktop.engine.exif import Metadata, read_metadata

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 200_000_000

REDUCTION_MARGIN = 2.8
"""Pixels are reduced by whole factors to no less than this multiple of the side asked for."""

# Where the factor does not divide both sides, the reduced picture would cover a fraction of a pixel
# more than the photo, and an encoder's crop would move by a pixel. It is then resampled to a
# multiple of the side asked for, at least this one: rounding down to that and then to the side
# itself gives the same whole pixels as rounding down once.
_SIDES = 3

SUPPORTED_HINT = "Use a JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP or GIF."
DAMAGED_HINT = "Try to copy it again from where it came from."

# Decoders never see other formats: some of those that Pillow knows start other programs.
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF", "BMP", "GIF")

# Their decoders turn the picture themselves.
_UPRIGHT_FORMATS = ("HEIF", "TIFF")

# Photos that fill memory with more pixels than this are decoded one at a time, however many threads
# ask: 200 megapixels take 0.6 to 2.2 GB.
_LARGE_PIXELS = 40_000_000
_large_photo = threading.Lock()

# Transparent parts become mid-grey, which favours neither black drawings nor white ones.
_BACKGROUND = (128, 128, 128)

# Conversions work on so many pixels at a time, so that they add little to the decoded picture.
_STRIP_PIXELS = 1 << 22


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A decoded image.

    Attributes:
        pixels: Upright RGB; reduced where that was asked for.
        width: Full upright width in pixels.
        height: Full upright height in pixels.
        metadata: What stood beside the pixels.
    """

    pixels: Pixels
    width: int
    height: int
    metadata: Metadata


def decode(path: Path, stream: BinaryIO, *, short_side_px: int | None = None) -> Picture:
    """Decode the first frame of an image. Safe in several threads at once.

    Args:
        path: Named in errors only.
        stream: The file's bytes; seekable.
        short_side_px: Short side that the caller needs. The pixels may then come back reduced,
            their short side never below `REDUCTION_MARGIN` times this; None gives every pixel.

    Raises:
        PhotoError: It is of no supported format, truncated or damaged, or has more than
            `MAX_PIXELS`.
    """
    set_up_pillow()
    with _open_image(path, stream) as image:
        if image.width * image.height > MAX_PIXELS:
            raise _too_large(path)
        try:
            return _load(image, stream, short_side_px)
        except MemoryError as error:
            message = f"{path} does not fit into memory."
            raise PhotoError(message, hint="Close other programs.") from error
        except Exception as error:
            # Decoders raise nearly every built-in exception when data are damaged.
            raise _damaged(path, error) from error


def reason(error: Exception) -> str:
    """Say in a few words what went wrong, without the path that the sentence already names."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return (text[:1].lower() + text[1:]).rstrip(".") or type(error).__name__


def set_up_pillow() -> None:
    """Import the decoders and set Pillow's process-wide policy; the same at every call."""
    from PIL import Image

    _register_decoders()
    # The limit is enforced in `decode`. Pillow's own is lower, and it has no other setting.
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    for category in (UserWarning, Image.DecompressionBombWarning):
        # What Pillow remarks about metadata and oversized images, `Photo.warnings` and PhotoError
        # say. `catch_warnings` would not do: it is not safe in threads.
        known = ("ignore", None, category, re.compile(r"PIL\."), 0)
        if known not in warnings.filters:
            warnings.filterwarnings("ignore", category=category, module=known[3].pattern)


@functools.cache
def _register_decoders() -> None:
    # Given a list of formats, Pillow imports no plugins for those beyond the five most common.
    import pi_heif
    from PIL import Image

    # Without a handler its remarks on odd files would go to standard error.
    logging.getLogger("PIL").addHandler(logging.NullHandler())
    Image.init()
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


def _open_image(path: Path, stream: BinaryIO) -> Image.Image:
    """Read the header of an image; no pixels yet."""
    from PIL import Image, UnidentifiedImageError

    if _is_cut_short(stream):
        raise _truncated(path)
    stream.seek(0)
    try:
        return Image.open(stream, formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except UnidentifiedImageError as error:
        stream.seek(0)
        head = stream.read(16)
        recognizers = (Image.OPEN[name][1] for name in _FORMATS)
        if any(recognizes(head) is True for recognizes in recognizers if recognizes):
            raise _damaged(path, ValueError("its header cannot be read")) from error
        message = f"{path} is not a photo of a known format."
        raise PhotoError(message, hint=SUPPORTED_HINT) from error
    except Exception as error:
        # Plugins let nearly every built-in exception pass when a header is damaged.
        raise _damaged(path, error) from error


def _is_cut_short(stream: BinaryIO) -> bool:
    """Whether a container promises more bytes than the file has.

    Decoders of HEIC fill what is missing with grey and say nothing; those of WebP, AVIF and TIFF
    fail without saying why.

    Source: ISO/IEC 14496-12, 4.2 (boxes); WebP container specification; TIFF 6.0, section 2.
    """
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    head = stream.read(12)
    if head[:4] == b"RIFF" and head[8:] == b"WEBP":
        return 8 + int.from_bytes(head[4:8], "little") > size
    if head[:4] in (b"II*\0", b"MM\0*"):
        return int.from_bytes(head[4:8], "little" if head[:1] == b"I" else "big") >= size
    if head[4:8] != b"ftyp":
        return False
    start = 0
    while start < size:
        stream.seek(start)
        box = stream.read(16)
        length = int.from_bytes(box[:4], "big")
        if length == 0:
            return False
        if length == 1:
            length = int.from_bytes(box[8:16], "big")
        start += max(length, 8)
    return start > size


def _too_large(path: Path) -> PhotoError:
    return PhotoError(f"{path} has more than 200 megapixels.", hint="Save it at a smaller size.")


def _truncated(path: Path) -> PhotoError:
    message = f"{path} is truncated: it holds less than its header promises."
    return PhotoError(message, hint=DAMAGED_HINT)


def _damaged(path: Path, error: Exception) -> PhotoError:
    why = reason(error)
    if isinstance(error, EOFError) or "truncated" in why:
        return _truncated(path)
    return PhotoError(f"{path} is damaged: {why}.", hint=DAMAGED_HINT)


def _load(image: Image.Image, stream: BinaryIO, short_side_px: int | None) -> Picture:
    """Decode, convert, reduce and turn."""
    full = image.size
    floor_px = math.ceil(REDUCTION_MARGIN * short_side_px) if short_side_px else max(full)
    # JPEGs alone can skip work here, by their own transform; for others this does nothing.
    draft = image.draft(None, (floor_px, floor_px))
    with _guard(image, full):
        image.load()
        if draft is None:
            full = image.size
        metadata = _metadata(image, stream)
        factor = max(1, min(image.size) // floor_px)
        rgb = _to_rgb(image, factor=factor)
        if short_side_px:
            scale = round(full[0] / draft[1][2]) if draft else 1
            rgb = _fit_exactly(rgb, full, scale * factor, short_side_px)
        orientation = 1 if image.format in _UPRIGHT_FORMATS else metadata.orientation
        width, height = full if orientation < 5 else full[::-1]
        return Picture(_to_array(_turn(rgb, orientation)), width, height, metadata)


def _guard(image: Image.Image, full: tuple[int, int]) -> AbstractContextManager[object]:
    """Return what to hold while an image is decoded, see `_LARGE_PIXELS`."""
    # A progressive JPEG holds every coefficient until its last scan, whatever comes out of it.
    width, height = full if image.info.get("progressive") else image.size
    return _large_photo if width * height > _LARGE_PIXELS else nullcontext()


def _fit_exactly(
    reduced: Image.Image, full: tuple[int, int], factor: int, short_side_px: int
) -> Image.Image:
    """Make a reduced picture show neither more nor less than the full one; see `_SIDES`."""
    from PIL.Image import Resampling

    if all(side % factor == 0 for side in full):
        return reduced
    target = short_side_px * max(_SIDES, min(reduced.size) // short_side_px)
    size = (target * full[0] // min(full), target * full[1] // min(full))
    box = (0.0, 0.0, full[0] / factor, full[1] / factor)
    return reduced.resize(size, Resampling.BICUBIC, box=box)


def _metadata(image: Image.Image, stream: BinaryIO) -> Metadata:
    """Read the facts; only after the pixels, as a PNG may hold them behind."""
    if image.format == "TIFF":
        return read_metadata(stream)
    block = image.info.get("exif", b"")
    return read_metadata(io.BytesIO(block.removeprefix(b"Exif\0\0")))


def _turn(image: Image.Image, orientation: int) -> Image.Image:
    """Undo an EXIF orientation. Source: CIPA DC-008 (Exif 3.0), tag 274."""
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[orientation]) if orientation in turns else image


def _to_rgb(image: Image.Image, *, factor: int) -> Image.Image:
    """Convert any mode to RGB and shrink it by a whole factor, each pixel the mean of its box.

    Transparency is laid over mid-grey before the mean is taken. 16-bit greys are scaled to 8; for
    32-bit integers and floats see `_value_range`.
    """
    from PIL import Image

    if image.mode == "RGB" and not image.has_transparency_data:
        return image.reduce(factor) if factor > 1 else image
    limits = _value_range(image)
    reduced = Image.new("RGB", (-(-image.width // factor), -(-image.height // factor)))
    for top, strip in _strips(image, multiple_of=factor):
        rgb = _strip_to_rgb(strip, limits)
        reduced.paste(rgb.reduce(factor) if factor > 1 else rgb, (0, top // factor))
    return reduced


def _strip_to_rgb(strip: Image.Image, limits: tuple[float, float] | None) -> Image.Image:
    from PIL import Image

    if limits is not None:
        low, high = limits
        values = np.nan_to_num(np.asarray(strip, np.float32), nan=low, posinf=high, neginf=low)
        scaled = np.clip((values - low) * (255 / ((high - low) or 1)) + 0.5, 0, 255)
        return Image.fromarray(scaled.astype(np.uint8)).convert("RGB")
    if not strip.has_transparency_data:
        return strip.convert("RGB")
    # Pillow knows no direct way from premultiplied grey.
    rgba = (strip.convert("LA") if strip.mode == "La" else strip).convert("RGBA")
    canvas = Image.new("RGB", strip.size, _BACKGROUND)
    canvas.paste(rgba, mask=rgba)
    return canvas


def _value_range(image: Image.Image) -> tuple[float, float] | None:
    """Return which values are black and white, or None for modes of 8 bits or fewer.

    Formats with 32 bits a pixel do not say what white is. Values are taken to run from 0 to the
    first of 1, 255 and 65535 that holds the largest; where none does, or some are negative, from
    the smallest to the largest.
    """
    if image.mode.startswith("I;16"):
        return 0.0, 65535.0
    if image.mode not in ("I", "F"):
        return None
    low, high = math.inf, -math.inf
    for _top, strip in _strips(image, multiple_of=1):
        values = np.asarray(strip)
        finite = values[np.isfinite(values)]
        if finite.size:
            low, high = min(low, float(finite.min())), max(high, float(finite.max()))
    if low < 0 or high > 65535:
        return low, high
    return 0.0, next((white for white in (1.0, 255.0, 65535.0) if high <= white), 1.0)


def _strips(image: Image.Image, *, multiple_of: int) -> Iterator[tuple[int, Image.Image]]:
    """Cut an image into full-width strips; yield each with its top row."""
    rows = max(1, _STRIP_PIXELS // image.width // multiple_of) * multiple_of
    for top in range(0, image.height, rows):
        yield top, image.crop((0, top, image.width, min(top + rows, image.height)))


def _to_array(image: Image.Image) -> Pixels:
    """Copy the pixels into an array of their own, strip by strip."""
    pixels = np.empty((image.height, image.width, 3), np.uint8)
    for top, strip in _strips(image, multiple_of=1):
        pixels[top : top + strip.height] = np.asarray(strip)
    return pixels
