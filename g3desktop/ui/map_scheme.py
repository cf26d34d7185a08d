"""The map page's own scheme: the only thing that the page can reach.

`register_map_scheme` has to run before the QApplication is made; Qt takes no schemes after that.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QFile,
    QIODevice,
    QObject,
    QUrl,
    Signal,
)
from PySide6.QtWebEngineCore import (
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from typing_extensions import override

SCHEME: Final = b"g3map"
HOST: Final = "app"
ORIGIN: Final = f"{SCHEME.decode()}://{HOST}"
BASEMAP_PATH: Final = "/-/basemap.pmtiles"
"""Where the page finds the basemap that the user chose."""

EVENT_PATH: Final = "/-/event"
"""Where the page sends its messages."""

CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; "
    "img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)

_ENCODED: Final = QUrl.ComponentFormattingOption.FullyEncoded
_REFUSE: Final = True

_TYPES = {
    ".html": b"text/html",
    ".js": b"text/javascript",
    ".mjs": b"text/javascript",
    ".css": b"text/css",
    ".json": b"application/json",
    ".pmtiles": b"application/octet-stream",
}

_log = logging.getLogger(__name__)


def register_map_scheme() -> None:
    """Make the scheme known to Qt; does nothing the second time."""
    if QWebEngineUrlScheme.schemeByName(SCHEME).name() == SCHEME:
        return
    flag = QWebEngineUrlScheme.Flag
    scheme = QWebEngineUrlScheme(SCHEME)
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Host)
    scheme.setFlags(
        flag.SecureScheme | flag.LocalAccessAllowed | flag.CorsEnabled | flag.FetchApiAllowed
    )
    QWebEngineUrlScheme.registerScheme(scheme)


class MapSchemeHandler(QWebEngineUrlSchemeHandler):
    """Serves the page's own files, the chosen basemap, and takes the page's messages.

    The files are listed once: an address that is not on the list does not exist, whatever it says.

    Args:
        folder: The built page.
        parent: Owner.
    """

    message = Signal(object)
    """A message of the page, a dict with a "type"."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = {
            f"/{path.relative_to(folder).as_posix()}": path
            for path in folder.rglob("*")
            if path.is_file() and path.suffix in _TYPES
        }
        self.basemap: Path | None = None

    @override
    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        url = job.requestUrl()
        ours = url.host() == HOST and job.initiator().toString() in ("", "null", ORIGIN)
        if not ours or job.requestMethod().data() != b"GET":
            job.fail(QWebEngineUrlRequestJob.Error.RequestDenied)
        elif url.path() == EVENT_PATH:
            self._take_message(job)
        elif path := self._find(url.path()):
            self._serve(job, path)
        else:
            job.fail(QWebEngineUrlRequestJob.Error.UrlNotFound)

    def _find(self, address: str) -> Path | None:
        return self.basemap if address == BASEMAP_PATH else self._files.get(address)

    def _serve(self, job: QWebEngineUrlRequestJob, path: Path) -> None:
        # A device that can seek makes Qt answer Range requests by itself.
        file = QFile(str(path))
        if not file.open(QIODevice.OpenModeFlag.ReadOnly):
            _log.warning("The map cannot read %s: %s", path, file.errorString())
            job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)
            return
        _keep_for(job, file)
        headers = {
            QByteArray(b"Content-Security-Policy"): [QByteArray(CONTENT_POLICY.encode())],
            QByteArray(b"X-Content-Type-Options"): [QByteArray(b"nosniff")],
        }
        # Qt's Python types do not know that each name may have several values, and must.
        job.setAdditionalResponseHeaders(headers)  # type: ignore[arg-type]
        job.reply(_TYPES[path.suffix if path != self.basemap else ".pmtiles"], file)

    def _take_message(self, job: QWebEngineUrlRequestJob) -> None:
        # In the address: the body of a request cannot be read from Python without crashes.
        text = QUrl.fromPercentEncoding(job.requestUrl().query(_ENCODED).encode("ascii"))
        message = _parse_message(text)
        if message is None:
            job.fail(QWebEngineUrlRequestJob.Error.RequestFailed)
            return
        reply = QBuffer()
        reply.open(QIODevice.OpenModeFlag.ReadOnly)
        _keep_for(job, reply)
        job.reply(b"text/plain", reply)
        self.message.emit(message)


def _keep_for(job: QWebEngineUrlRequestJob, device: QIODevice) -> None:
    """Keep a device a little longer than its job, which reads it in a thread of the browser.

    The handler may die under a request that is still being answered, so it is no owner for it.
    """
    device.setParent(QCoreApplication.instance())
    job.destroyed.connect(device.deleteLater)


def _parse_message(text: str) -> dict[str, Any] | None:
    """Return what the page said, or None where it is no message."""
    try:
        message = json.loads(text)
    except ValueError:
        return None
    return message if isinstance(message, dict) and isinstance(message.get("type"), str) else None


class MapFirewall(QWebEngineUrlRequestInterceptor):
    """Blocks every request that is not for the map's own scheme."""

    refused = Signal(str)
    """The address of a request that was blocked."""

    @override
    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        url = info.requestUrl()
        own = url.scheme().encode() == SCHEME and url.host() == HOST
        # Neither leaves the process: pictures and workers that the page itself made.
        inner = url.scheme() in ("data", "blob")
        if not (own or inner):
            info.block(_REFUSE)
            self.refused.emit(url.toString())
