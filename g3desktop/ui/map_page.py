"""The web page of the map, with every way out closed."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWebEngineCore import (
    QWebEngineDownloadRequest,
    QWebEngineFileSystemAccessRequest,
    QWebEngineFullScreenRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
)
from typing_extensions import override

from g3desktop.ui.map_scheme import ORIGIN, SCHEME, MapFirewall, MapSchemeHandler

_log = logging.getLogger(__name__)

ATTRIBUTES = {
    QWebEngineSettings.WebAttribute.WebGLEnabled: True,
    QWebEngineSettings.WebAttribute.AutoLoadIconsForPage: False,
    QWebEngineSettings.WebAttribute.FullScreenSupportEnabled: False,
    QWebEngineSettings.WebAttribute.HyperlinkAuditingEnabled: False,
    QWebEngineSettings.WebAttribute.JavascriptCanAccessClipboard: False,
    QWebEngineSettings.WebAttribute.JavascriptCanOpenWindows: False,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessFileUrls: False,
    QWebEngineSettings.WebAttribute.LocalContentCanAccessRemoteUrls: False,
    QWebEngineSettings.WebAttribute.LocalStorageEnabled: False,
    QWebEngineSettings.WebAttribute.NavigateOnDropEnabled: False,
    QWebEngineSettings.WebAttribute.PdfViewerEnabled: False,
    QWebEngineSettings.WebAttribute.PluginsEnabled: False,
    QWebEngineSettings.WebAttribute.ScreenCaptureEnabled: False,
}


class MapProfile(QWebEngineProfile):
    """A profile that keeps nothing, downloads nothing and reaches nothing but the page's files.

    Args:
        folder: The built page.
        parent: Owner.
    """

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        # Without a name it is off the record: no cookies, cache or storage on the disk.
        super().__init__(parent)
        self.scheme = MapSchemeHandler(folder, self)
        self.firewall = MapFirewall(self)
        self.installUrlSchemeHandler(SCHEME, self.scheme)
        self.setUrlRequestInterceptor(self.firewall)
        self.setSpellCheckEnabled(False)
        self.downloadRequested.connect(_cancel_download)


def _cancel_download(request: QWebEngineDownloadRequest) -> None:
    _log.warning("The map page asked for a download; refused.")
    request.cancel()


class MapPage(QWebEnginePage):
    """A page that stays where it is, opens nothing and asks nobody for anything."""

    refused = Signal(str)
    """The address that the page wanted to go to."""

    def __init__(self, profile: MapProfile, parent: QObject | None = None) -> None:
        super().__init__(profile, parent)
        for attribute, on in ATTRIBUTES.items():
            self.settings().setAttribute(attribute, on)
        self.permissionRequested.connect(QWebEnginePermission.deny)
        self.fullScreenRequested.connect(QWebEngineFullScreenRequest.reject)
        self.fileSystemAccessRequested.connect(QWebEngineFileSystemAccessRequest.reject)

    @override
    def acceptNavigationRequest(
        self, url: QUrl | str, type: QWebEnginePage.NavigationType, isMainFrame: bool
    ) -> bool:
        address = QUrl(url)
        if isMainFrame and address.toString().startswith(f"{ORIGIN}/index.html"):
            return True
        self.refused.emit(address.toString())
        return False

    @override
    def createWindow(self, type: QWebEnginePage.WebWindowType) -> QWebEnginePage:
        # Qt takes None for "no window"; its Python types do not say so.
        return None  # type: ignore[return-value]

    @override
    def chooseFiles(
        self, mode: QWebEnginePage.FileSelectionMode, oldFiles: object, acceptedMimeTypes: object
    ) -> list[str]:
        return []

    @override
    def javaScriptAlert(self, securityOrigin: QUrl | str, msg: str) -> None:
        _log.warning("The map page wanted to say: %s", msg)

    @override
    def javaScriptConfirm(self, securityOrigin: QUrl | str, msg: str) -> bool:
        return False

    @override
    def javaScriptConsoleMessage(
        self,
        level: QWebEnginePage.JavaScriptConsoleMessageLevel,
        message: str,
        lineNumber: int,
        sourceID: str,
    ) -> None:
        _log.debug("map page, %s line %d: %s", sourceID, lineNumber, message)
