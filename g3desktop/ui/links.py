"""Addresses that may be opened in the system's browser, and nothing else."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from g3desktop.domain.geometry import LatLon

_WEB = {"http", "https"}


def host_of(url: str) -> str:
    """Return the site that an address leads to; "" for what is no address of a web page."""
    parsed = QUrl(url, QUrl.ParsingMode.StrictMode)
    return parsed.host() if parsed.isValid() and parsed.scheme() in _WEB else ""


def open_page(url: str) -> None:
    """Open a web page in the system's browser; another address, such as a file's, is not opened."""
    if host_of(url):
        QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))


def open_map(where: LatLon) -> None:
    """Show a position on OpenStreetMap in the system's browser."""
    position = f"{where.lat_deg:.5f}/{where.lon_deg:.5f}"
    open_page(
        f"https://www.openstreetmap.org/?mlat={where.lat_deg:.5f}&mlon={where.lon_deg:.5f}"
        f"#map=15/{position}"
    )
