"""The map as a widget: calls go down as values, signals come up.

The page behind it is made in resources/map; docs of its messages stand in that folder's README.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QLabel, QStackedLayout, QWidget
from typing_extensions import override

from g3desktop.settings import find_resources
from g3desktop.ui.map_content import MapContent, MapLayers, Projection, Theme, content_json
from g3desktop.ui.map_page import MapPage, MapProfile
from g3desktop.ui.map_scheme import BASEMAP_PATH, ORIGIN

_log = logging.getLogger(__name__)

_BACKGROUND: dict[Theme, str] = {"dark": "#14171c", "light": "#f3f4f6"}
_MOST_RESTARTS = 3


def find_map_page() -> Path:
    """Return the folder of the built page."""
    return find_resources() / "map" / "dist"


class MapView(QWidget):
    """A globe with the places of one photo.

    Nothing is loaded before the widget is shown for the first time. Whatever is said before the
    page is ready is shown when it is.

    Args:
        parent: Owner.
        renderer: "auto", or "canvas" for the map that needs no WebGL2.
        still: Whether the map jumps instead of gliding.
    """

    selected = Signal(str)
    """A candidate was chosen on the map; "" where the choice was taken back."""
    evidence_selected = Signal(str)
    """A reference, an answer of the model, or the camera's position was chosen on the map."""
    hovered = Signal(str)
    """The pointer is over this mark; "" where over none."""
    view_changed = Signal(str, MapLayers)
    """The projection and the layers that were switched on the map."""
    ready = Signal(str)
    """The page is up, drawn by "webgl" or "canvas"."""
    idle = Signal()
    """Everything that was shown last is drawn."""
    failed = Signal(str)
    """Something went wrong that is worth a line in the log or on the screen."""
    refused = Signal(str)
    """An address outside of the page's own files was asked for, and blocked."""

    def __init__(
        self, parent: QWidget | None = None, *, renderer: str = "auto", still: bool = False
    ) -> None:
        super().__init__(parent)
        self._renderer, self._still = renderer, still
        self._state: dict[str, Any] = {"theme": "dark", "texts": _texts(), **_locale(QLocale())}
        self._turn = 0
        self._is_ready = False
        self._is_idle = False
        self._restarts = 0
        self._web: QWebEngineView | None = None
        self._profile: MapProfile | None = None
        self._stack = QStackedLayout(self)
        self._notice = QLabel(self)
        self._notice.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._notice.setWordWrap(True)
        self._stack.addWidget(self._notice)
        self.setAccessibleName(self.tr("Map"))
        self.setAutoFillBackground(True)
        self._paint_background()

    # What is shown.

    def show_answer(self, content: MapContent) -> None:
        """Show a photo's places; a further answer of the same photo leaves the view as it is."""
        self._say(content=content_json(content))

    def clear(self) -> None:
        """Show the empty globe."""
        self._say(content=content_json(MapContent()), selection="", picked="", hover="")

    def select(self, candidate_id: str) -> None:
        """Choose a candidate, "" for none; turns the map only where it is out of sight."""
        self._say(selection=candidate_id)

    def pick_evidence(self, evidence_id: str) -> None:
        """Mark a reference or an answer of the model, "" for none."""
        self._say(picked=evidence_id)

    def hover(self, mark_id: str) -> None:
        """Show a mark as under the pointer, "" for none."""
        self._say(hover=mark_id)

    def set_theme(self, theme: Theme) -> None:
        """Draw dark or light."""
        self._state["theme"] = theme
        self._paint_background()
        self._say(theme=theme)

    def set_projection(self, projection: Projection) -> None:
        """Draw a globe or a flat map."""
        self._say(projection=projection)

    def set_layers(self, layers: MapLayers) -> None:
        """Switch layers on and off."""
        self._say(layers=asdict(layers))

    def set_locale(self, locale: QLocale) -> None:
        """Name countries in this language, and measure in its country's units."""
        self._say(**_locale(locale), texts=_texts())

    def set_basemap(self, file: Path | None) -> None:
        """Draw a `.pmtiles` file under the layers; `failed` says where it cannot be read."""
        self._state["basemap_file"] = file
        if self._profile is not None:
            self._profile.scheme.basemap = file
        self._turn_of_basemap = self._turn + 1
        # The number makes another file another address; the path stays the same.
        address = f"{BASEMAP_PATH}?{self._turn_of_basemap}" if file else ""
        self._say(basemap=address)

    @property
    def is_idle(self) -> bool:
        """Whether everything that was shown last is drawn."""
        return self._is_idle

    # The page's life.

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._web is None:
            # After the window's first picture, which need not wait for a browser.
            QTimer.singleShot(0, self, self._load)

    def _load(self) -> None:
        if self._web is not None:
            return
        folder = find_map_page()
        if not (folder / "index.html").is_file():
            self._fail(self.tr("The map's files are missing: install the program again."))
            return
        self._profile = MapProfile(folder, self)
        self._profile.scheme.basemap = self._state.get("basemap_file")
        self._profile.scheme.message.connect(self._take)
        self._profile.firewall.refused.connect(self.refused)
        self._web = QWebEngineView(self)
        page = MapPage(self._profile, self._web)
        page.refused.connect(self.refused)
        page.renderProcessTerminated.connect(self._restart)
        page.setBackgroundColor(QColor(_BACKGROUND[self._state["theme"]]))
        self._web.setPage(page)
        self._web.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        # Photos that are dropped on the map are the window's.
        self._web.setAcceptDrops(False)
        self.setFocusProxy(self._web)
        self._stack.addWidget(self._web)
        self._stack.setCurrentWidget(self._web)
        self._open()

    def _open(self) -> None:
        self._is_ready = self._is_idle = False
        still = "&still" if self._still else ""
        if self._web is not None:
            self._web.setUrl(QUrl(f"{ORIGIN}/index.html?renderer={self._renderer}{still}"))

    def _restart(self, status: QWebEnginePage.RenderProcessTerminationStatus, code: int) -> None:
        """Open the page again after its process ended, then without WebGL, then not at all."""
        if status == QWebEnginePage.RenderProcessTerminationStatus.NormalTerminationStatus:
            return
        self._restarts += 1
        self._is_ready = self._is_idle = False
        _log.warning("The map's process ended (%s, %d).", status.name, code)
        if self._restarts > _MOST_RESTARTS:
            self._fail(self.tr("The map stopped working. Everything else goes on."))
            return
        if self._restarts > 1:
            self._renderer = "canvas"
        QTimer.singleShot(0, self, self._open)

    def _fail(self, message: str) -> None:
        self._notice.setText(message)
        self._stack.setCurrentWidget(self._notice)
        self.failed.emit(message)

    def close_page(self) -> None:
        """End the page before its profile goes, as Qt demands; the widget is of no use then."""
        if self._web is None:
            return
        web, self._web = self._web, None
        self.setFocusProxy(None)
        self._stack.removeWidget(web)
        page = web.page()
        web.setPage(None)
        page.deleteLater()
        web.deleteLater()

    # Words to and from the page.

    def _say(self, **patch: Any) -> None:
        self._state.update(patch)
        self._is_idle = False
        self._turn += 1
        if self._is_ready:
            self._run({**patch, "turn": self._turn})

    def _run(self, patch: dict[str, Any]) -> None:
        if self._web is not None:
            # ASCII JSON is JavaScript, and holds no markup that anything would read as such.
            self._web.page().runJavaScript(f"g3.show({json.dumps(patch)})")

    def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "ready", "renderer": str(renderer)}:
                self._is_ready = True
                shown = {k: v for k, v in self._state.items() if k != "basemap_file"}
                self._run({**shown, "turn": self._turn})
                self.ready.emit(renderer)
            case {"type": "idle", "turn": turn} if turn == self._turn:
                self._is_idle = True
                self.idle.emit()
            case {"type": "idle"}:
                pass
            case {"type": "select", "kind": "candidate", "id": str(id_)}:
                self._state["selection"] = id_
                self.selected.emit(id_)
            case {"type": "select", "id": str(id_)}:
                self._state["picked"] = id_
                self.evidence_selected.emit(id_)
            case {"type": "hover", "id": str(id_)}:
                self._state["hover"] = id_
                self.hovered.emit(id_)
            case {"type": "view", "projection": str(projection), "layers": dict(layers)}:
                self._take_view(projection, layers)
            case {"type": "error", "message": str(text)}:
                _log.warning("The map page says: %s", text)
                self.failed.emit(text)
            case _:
                _log.warning("The map page said something unknown: %r", message)

    def _take_view(self, projection: str, layers: dict[str, Any]) -> None:
        known = {name: bool(layers.get(name, True)) for name in asdict(MapLayers())}
        self._state.update(projection=projection, layers=known)
        self.view_changed.emit(projection, MapLayers(**known))

    def _paint_background(self) -> None:
        colour = QColor(_BACKGROUND[self._state["theme"]])
        palette = self.palette()
        palette.setColor(self.backgroundRole(), colour)
        self.setPalette(palette)
        if self._web is not None:
            self._web.page().setBackgroundColor(colour)


def _locale(locale: QLocale) -> dict[str, str]:
    system = locale.measurementSystem()
    metric = system == QLocale.MeasurementSystem.MetricSystem
    right = locale.textDirection() == Qt.LayoutDirection.RightToLeft
    language = "en" if locale.language() == QLocale.Language.C else locale.bcp47Name()
    return {
        "language": language,
        "units": "metric" if metric else "imperial",
        "direction": "rtl" if right else "ltr",
    }


def _texts() -> dict[str, str]:
    """Return everything that the page writes, in the program's language."""

    def text(words: str) -> str:
        return QCoreApplication.translate("Map", words)

    return {
        "toolbar": text("What the map shows"),
        "globe": text("Globe"),
        "flat": text("Flat"),
        "density": text("Density"),
        "references": text("References"),
        "answers": text("Model"),
        "zoom": text("Zoom"),
        "zoomIn": text("Closer"),
        "zoomOut": text("Farther"),
        "whole": text("All places"),
        "places": text("Ranked places"),
        "candidate": text("ranked place"),
        "reference": text("reference photo"),
        "answer": text("model's answer"),
        "exif": text("camera's position"),
    }
