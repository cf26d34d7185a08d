"""Addresses that may be opened in the system's browser, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from g3desktop.domain.geometry import LatLon

_WEB = {"http", "https"}


class LinkPermission(QObject):
    """Whether links are opened at all, as the user chose."""

    refused = Signal(str)
    """Address of a link that was not opened."""

    is_given = True


permission = LinkPermission()


def host_of(url: str) -> str:
    """Return the site that an address leads to; "" for what is no address of a web page."""
    parsed = QUrl(url, QUrl.ParsingMode.StrictMode)
    return parsed.host() if parsed.isValid() and parsed.scheme() in _WEB else ""


def open_page(url: str) -> None:
    """Open a web page in the system's browser; another address, such as a file's, is not opened."""
    if not host_of(url):
        return
    if permission.is_given:
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
