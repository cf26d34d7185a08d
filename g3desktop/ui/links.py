"""Addresses that may be opened in the system's browser, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from g3desktop.domain.geometry import LatLon

if TYPE_CHECKING:
    from g3desktop.settings import Settings

_WEB = {"http", "https"}


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the user lets the window use the network for.

    Attributes:
        photos: Showing photos to a language model on another machine.
        downloads: Downloading language models, at the press of a button.
        links: Opening a link in the browser, at a click on it.
        pictures: Fetching the picture of a reference, at the press of a button.
    """

    photos: bool = False
    downloads: bool = False
    links: bool = True
    pictures: bool = True


class NetworkPermission(QObject):
    """What may use the network, as the user chose."""

    refused = Signal(str)
    """Address of a link that was not opened."""

    changed = Signal()
    """Something else is allowed than before."""

    def __init__(self) -> None:
        super().__init__()
        self._allowed = Allowed()

    @property
    def allowed(self) -> Allowed:
        """What is allowed now."""
        return self._allowed

    def use(self, settings: Settings) -> None:
        """Allow what the settings allow, and nothing else."""
        network = settings.network
        allowed = Allowed(
            photos=settings.llm.host_remote_ok,
            downloads=network.model_downloads,
            links=network.open_links,
            pictures=network.reference_pictures,
        )
        if allowed != self._allowed:
            self._allowed = allowed
            self.changed.emit()


permission = NetworkPermission()


def host_of(url: str) -> str:
    """Return the site that an address leads to; "" for what is no address of a web page."""
    parsed = QUrl(url, QUrl.ParsingMode.StrictMode)
    return parsed.host() if parsed.isValid() and parsed.scheme() in _WEB else ""


def open_page(url: str) -> None:
    """Open a web page in the system's browser; another address, such as a file's, is not opened."""
    if not host_of(url):
        return
    if permission.allowed.links:
        QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))
    else:
        permission.refused.emit(url)


def open_map(where: LatLon) -> None:
    """Show a position on OpenStreetMap in the system's browser."""
    position = f"{where.lat_deg:.5f}/{where.lon_deg:.5f}"
    open_page(
        f"https://www.openstreetmap.org/?mlat={where.lat_deg:.5f}&mlon={where.lon_deg:.5f}"
        f"#map=15/{position}"
    )
