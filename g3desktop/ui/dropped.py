"""What was dropped on the window or pasted into it, and what of it can become photos."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from g3desktop.ui.intake import path_of

_PICTURE = "data:image/"
_ADDRESSES = ("file:/", "http://", "https://")


@dataclass(frozen=True, slots=True)
class Dropped:
    """Photos that somebody gave.

    Attributes:
        paths: Files and folders.
        image: A picture without a file, where there are no files.
        data_url: One that is written as an address, where there is neither.
        is_on_web: Whether something was named besides that would have to be fetched.
    """

    paths: tuple[Path, ...] = ()
    image: QImage | None = None
    data_url: str = ""
    is_on_web: bool = False


def holds_photos(data: QMimeData) -> bool:
    """Tell whether there is anything to take, or to say, without reading any picture."""
    return data.hasImage() or _is_picture(data) or bool(_addresses(data))


def read_dropped(data: QMimeData) -> Dropped:
    """Return what there is to take."""
    addresses = _addresses(data)
    paths = tuple(path for url in addresses if (path := path_of(url)) is not None)
    if paths:
        return Dropped(paths, is_on_web=len(paths) < len(addresses))
    if data.hasImage():
        # With its address a browser gives the picture itself.
        image = data.imageData()
        if isinstance(image, QImage) and not image.isNull():
            return Dropped(image=image)
    if _is_picture(data):
        return Dropped(data_url=data.text())
    return Dropped(is_on_web=bool(addresses))


def _is_picture(data: QMimeData) -> bool:
    return data.text().startswith(_PICTURE)


def _addresses(data: QMimeData) -> list[QUrl]:
    """Return addresses; also those that are text alone, one in each line and nothing besides."""
    if data.hasUrls():
        return data.urls()
    lines = [line for line in map(str.strip, data.text().splitlines()) if line]
    if all(line.casefold().startswith(_ADDRESSES) for line in lines):
        return [QUrl(line) for line in lines]
    return []
