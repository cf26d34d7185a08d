"""What becomes a photo in the list: files, folders, pictures without a file; and small pictures.

Everything here is called in threads other than the window's, and touches nothing of Qt but values.
What decodes photos is loaded there too: the window is on the screen before.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QUrl
from PySide6.QtGui import QImage

from g3desktop.domain.errors import UserError
from g3desktop.files import replace_file
from g3desktop.ui.sentences import error_words, translated_sentence

translate = QCoreApplication.translate

_THUMBNAIL_PX = 160
_PREVIEW_PX = 900


@dataclass(frozen=True, slots=True)
class Found:
    """Photos to be put into the list, and what could not be looked at, a sentence each."""

    paths: tuple[Path, ...]
    problems: tuple[str, ...] = ()


def load_libraries() -> None:
    """Load what photos, stored answers and small maps are read with, one after the other."""
    import exifread  # noqa: F401, for the readers of photos to find

    import g3desktop.engine.photo
    import g3desktop.store.answers
    import g3desktop.ui.small_map  # noqa: F401, for the small maps' thread to find
    from g3desktop.engine.decoding import set_up_pillow
    from g3desktop.ui.small_map_ground import load_ground

    set_up_pillow()
    # A file that is missing is said where the map is wanted.
    with contextlib.suppress(UserError):
        load_ground()


def path_of(url: QUrl) -> Path | None:
    """Return the file that an address of this machine names, or None where it names none.

    Unlike `QUrl.toLocalFile` it keeps names that are not UTF-8.
    """
    if not url.isLocalFile():
        return None
    encoded = bytes(url.toEncoded(QUrl.ComponentFormattingOption.FullyEncoded).data())
    if os.name == "nt" or url.host() or b"%" not in encoded:
        return Path(url.toLocalFile())
    path = encoded.removeprefix(b"file:").removeprefix(b"//")
    return Path(os.fsdecode(unquote_to_bytes(path.partition(b"?")[0].partition(b"#")[0])))


def photos_at(paths: Sequence[Path], *, cancelled: Callable[[], bool]) -> Found:
    """Return files as they are, and the photos in folders, in this order."""
    photos: list[Path] = []
    problems: list[str] = []
    for path in paths:
        try:
            os.fsencode(path)
            is_folder = path.is_dir()
        except (OSError, ValueError):
            # Such a name no file of this system has; the list could not keep it either.
            problems.append(_no_name(path))
            continue
        if "\0" in str(path):
            problems.append(_no_name(path))
        elif is_folder:
            photos += _photos_in(path, problems, cancelled)
        else:
            photos.append(path)
    return Found(tuple(photos), tuple(problems))


def _no_name(path: Path) -> str:
    return translate("Intake", "%1 is no name of a file.").replace("%1", ascii(str(path)))


def _photos_in(folder: Path, problems: list[str], cancelled: Callable[[], bool]) -> list[Path]:
    from g3desktop.engine.photo import SUPPORTED_SUFFIXES, find_photos

    photos: list[Path] = []
    try:
        for photo in find_photos(
            folder, on_problem=lambda line: problems.append(translated_sentence(line))
        ):
            if cancelled():
                return []
            photos.append(photo)
    except UserError as error:
        problems.append(error_words(error))
        return []
    if not photos:
        kinds = ", ".join(sorted(suffix.lstrip(".") for suffix in SUPPORTED_SUFFIXES))
        empty = UserError(
            translate("Intake", "There is no photo in {} ({}).").format(folder, kinds)
        )
        problems.append(empty.one_line())
    return photos


def keep_image(image: QImage, folder: Path) -> Found:
    """Write a picture into a file that is named by its content."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The stub has the format as bytes, which the library itself no longer takes.
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        return Found((), (translate("Intake", "The picture could not be kept."),))
    return _keep_bytes(bytes(buffer.data().data()), ".png", folder)


def keep_data_url(url: str, folder: Path) -> Found:
    """Write what an address itself holds into a file."""
    from g3desktop.engine.photo import SUPPORTED_SUFFIXES

    head, comma, body = url.strip().partition(",")
    kind, *parameters = head.casefold().removeprefix("data:image/").split(";")
    suffix = f".{kind.strip()}".replace(".jpeg", ".jpg")
    if not comma or suffix not in SUPPORTED_SUFFIXES:
        return Found((), (translate("Intake", "This kind of picture address is not understood."),))
    content = unquote_to_bytes(body)
    if "base64" in (one.strip() for one in parameters):
        try:
            content = base64.b64decode(b"".join(content.split()), validate=True)
        except ValueError:
            content = b""
    if not content:
        return Found((), (translate("Intake", "The picture's address is damaged."),))
    return _keep_bytes(content, suffix, folder)


def _keep_bytes(content: bytes, suffix: str, folder: Path) -> Found:
    path = folder / (hashlib.sha256(content).hexdigest()[:16] + suffix)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        replace_file(path, content)
    except OSError as error:
        problem = UserError(
            translate("Intake", "The picture could not be kept in {}: {}.").format(
                folder, error.strerror
            )
        )
        return Found((), (problem.one_line(),))
    return Found((path,))


def make_thumbnail(path: Path) -> tuple[bytes, QImage]:
    """Return a photo's small picture, as JPEG and as an image.

    Raises:
        PhotoError: It cannot be read.
    """
    from g3desktop.engine.photo import read_photo, thumbnail_jpeg

    pixels = read_photo(path, short_side_px=_THUMBNAIL_PX // 2).pixels
    jpeg = thumbnail_jpeg(pixels, max_side_px=_THUMBNAIL_PX)
    return jpeg, QImage.fromData(jpeg)


def make_preview(path: Path) -> QImage:
    """Return a photo large enough to compare it.

    Raises:
        PhotoError: It cannot be read.
    """
    from g3desktop.engine.photo import read_photo, shrunk

    pixels = shrunk(
        read_photo(path, short_side_px=_PREVIEW_PX // 3).pixels, max_side_px=_PREVIEW_PX
    )
    height_px, width_px, channels = pixels.shape
    image = QImage(
        pixels.tobytes(), width_px, height_px, width_px * channels, QImage.Format.Format_RGB888
    )
    # A copy of its own: the image does not keep what it was made of.
    return image.copy()
