"""A photo file becomes upright RGB pixels and the camera's facts; nothing here needs an encoder."""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

from g3desktop.domain.errors import PhotoError
from g3desktop.domain.photo import Photo, Pixels
from g3desktop.engine.decoding import DAMAGED_HINT, SUPPORTED_HINT, decode, reason

if TYPE_CHECKING:
    from PIL import Image

SUPPORTED_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp", ".heic", ".heif", ".hif"}
    | {".avif", ".tif", ".tiff", ".bmp", ".gif"}
)
"""File name endings that `find_photos` looks for; `read_photo` goes by content alone."""

MAX_FILE_BYTES = 2 << 30
"""Room for 200 megapixels in 16-bit RGBA; larger files are not read."""

# Up to this size a file is read into memory once, for the hash and the decoder alike.
_IN_MEMORY_BYTES = 64 << 20


def read_photo(path: Path, *, short_side_px: int | None = None) -> Photo:
    """Read one photo: pixels, hash and the camera's facts. Safe in several threads at once.

    Animations and multi-page files give their first frame. Transparency is laid over mid-grey.
    Greyscale of 16 bits is scaled to 8; 32-bit integers and floats are taken to run from 0 to the
    first of 1, 255 and 65535 that holds their largest value, or else over their own range. Colour
    profiles are not applied, as the encoders' training did not.

    Args:
        path: The file; its content decides the format, not its name.
        short_side_px: Short side that the encoder reads. The pixels may then come back reduced,
            their short side never below 2.8 times this; None gives every pixel.

    Raises:
        PhotoError: There is no such file, it is not a photo of a supported format, it is
            truncated or damaged, or it has more than `MAX_PIXELS`.
    """
    if short_side_px is not None and short_side_px < 1:
        raise ValueError(f"short_side_px is {short_side_px}")
    with _open_file(path) as stream:
        if os.fstat(stream.fileno()).st_size <= _IN_MEMORY_BYTES:
            content = stream.read(_IN_MEMORY_BYTES)
            sha256 = hashlib.sha256(content).hexdigest()
            return _photo(path, io.BytesIO(content), sha256, short_side_px)
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        return _photo(path, stream, sha256, short_side_px)


def _photo(path: Path, stream: BinaryIO, sha256: str, short_side_px: int | None) -> Photo:
    picture = decode(path, stream, short_side_px=short_side_px)
    return Photo(
        path=path,
        sha256=sha256,
        width=picture.width,
        height=picture.height,
        exif=picture.metadata.facts,
        pixels=picture.pixels,
        warnings=picture.metadata.warnings,
    )


def content_sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a photo's bytes, the same as `Photo.sha256`.

    Raises:
        PhotoError: The file cannot be read.
    """
    with _open_file(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


MODEL_SIDE_PX = 1024
"""Long side of the picture that a language model gets; models cut larger ones down themselves."""


def jpeg_for_model(path: Path, sha256: str) -> bytes:
    """Return a photo as a language model may see it: upright, small, without metadata.

    Args:
        path: The file.
        sha256: Its content when it was read before; another content is refused.

    Raises:
        PhotoError: The file cannot be read any more, or has changed.
    """
    # Reduced no further than to the long side wanted, whatever the shape.
    photo = read_photo(path, short_side_px=MODEL_SIDE_PX)
    if photo.sha256 != sha256:
        raise PhotoError(f"{path} changed while it was being located.", hint="Run it again.")
    return thumbnail_jpeg(photo.pixels, max_side_px=MODEL_SIDE_PX, quality=90)


def shrunk(pixels: Pixels, *, max_side_px: int) -> Pixels:
    """Return a photo at most so large; small ones are not enlarged."""
    import numpy as np

    return np.asarray(_shrunk(pixels, max_side_px))


def thumbnail_jpeg(pixels: Pixels, *, max_side_px: int = 256, quality: int = 82) -> bytes:
    """Return a small JPEG without metadata; small photos are not enlarged."""
    buffer = io.BytesIO()
    _shrunk(pixels, max_side_px).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def _shrunk(pixels: Pixels, max_side_px: int) -> Image.Image:
    from PIL import Image

    image = Image.fromarray(pixels)
    # `reducing_gap` lets a fast box filter do the first, coarse part.
    image.thumbnail((max_side_px, max_side_px), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return image


class FoundPhoto(NamedTuple):
    """A file that is named like a photo, as a folder lists it.

    Attributes:
        path: Begins with the folder that was walked.
        size: Bytes.
        mtime_ns: When it was last written, nanoseconds since 1970.
    """

    path: str
    size: int
    mtime_ns: int


def find_photos(folder: Path, *, on_problem: Callable[[str], None] | None = None) -> Iterator[Path]:
    """Walk a folder and its subfolders for files that are named like photos; see `scan_photos`."""
    for found in scan_photos(folder, on_problem=on_problem):
        yield Path(found.path)


def scan_photos(
    folder: Path, *, on_problem: Callable[[str], None] | None = None
) -> Iterator[FoundPhoto]:
    """Walk a folder and its subfolders for files that are named like photos.

    The order is that of names, the same at every run. Names that begin with a dot are left out, as
    systems keep thumbnails, waste and resource forks there. Links to folders are followed after
    the real folders; every real folder is visited once, so that links which form a loop end.

    Args:
        folder: Where to begin.
        on_problem: Takes one sentence for every folder or link that cannot be read.

    Raises:
        PhotoError: `folder` itself is not a folder that can be read.
    """
    seen: set[tuple[int, int]] = set()
    # Texts rather than paths: a walk over thousands of photos is mostly their making.
    first = str(folder)
    pending, links = [first], deque[str]()
    while pending or links:
        current = pending.pop() if pending else links.popleft()
        try:
            entries = _new_entries(current, seen)
        except (OSError, ValueError) as error:
            problem = PhotoError(f"{current} cannot be read as a folder: {reason(error)}.")
            if current is first:
                raise problem from error
            _tell(on_problem, problem)
            continue
        folders = []
        for entry in entries:
            kind = _kind(entry, on_problem)
            if kind == "folder":
                folders.append(entry.path)
            elif kind == "link":
                links.append(entry.path)
            elif kind != "other":
                yield FoundPhoto(entry.path, kind.st_size, kind.st_mtime_ns)
        pending.extend(reversed(folders))


def _new_entries(folder: str, seen: set[tuple[int, int]]) -> list[os.DirEntry[str]]:
    """List a folder by name, or nothing where it was seen under another path."""
    status = Path(folder).stat()
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return []
    seen.add(identity)
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _kind(
    entry: os.DirEntry[str], on_problem: Callable[[str], None] | None
) -> os.stat_result | Literal["folder", "link", "other"]:
    """Say what a name of a folder stands for; of a photo, what the system knows of it."""
    if entry.name.startswith("."):
        return "other"
    try:
        if entry.is_dir():
            return "link" if entry.is_symlink() else "folder"
        # As `Path.suffix` has it, which takes several times as long.
        _, dot, ending = entry.name.rpartition(".")
        if f"{dot}{ending}".lower() not in SUPPORTED_SUFFIXES:
            return "other"
        if entry.is_file():
            return entry.stat()
        why = "it is a broken link, a device or a pipe"
    except OSError as error:
        why = reason(error)
    _tell(on_problem, PhotoError(f"{entry.path} was left out: {why}."))
    return "other"


def _tell(on_problem: Callable[[str], None] | None, problem: PhotoError) -> None:
    if on_problem is not None:
        on_problem(problem.one_line())


@contextmanager
def _open_file(path: Path) -> Iterator[io.BufferedReader]:
    """Open a regular file that holds something; opening a pipe would wait for its other end."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise PhotoError(f"{path} is a folder, not a photo.", hint="Name the files in it.")
        if not stat.S_ISREG(status.st_mode):
            raise PhotoError(f"{path} is a device or a pipe, not a photo.", hint=SUPPORTED_HINT)
        if status.st_size == 0:
            raise PhotoError(f"{path} is empty.", hint=DAMAGED_HINT)
        if status.st_size > MAX_FILE_BYTES:
            raise PhotoError(f"{path} is larger than 2 GiB.", hint="Save it as a JPEG.")
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError as error:
        raise PhotoError(f"{path} does not exist.", hint="Check its name.") from error
    except PermissionError as error:
        hint = "Give yourself permission to read it."
        raise PhotoError(f"{path} cannot be read: permission denied.", hint=hint) from error
    except (OSError, ValueError) as error:
        raise PhotoError(f"{path} cannot be read: {reason(error)}.") from error
