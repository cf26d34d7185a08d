"""The map as a widget: calls go down as values, signals come up.

The page behind it is made in resources/map; docs of its messages stand in that folder's README.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLocale,
    QObject,
    Qt,
    QTimer,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QApplication, QLabel, QStackedLayout, QWidget
from typing_extensions import override

from g3desktop.settings import find_resources
from g3desktop.ui.map_content import (
    MapContent,
    MapLayers,
    Projection,
    Renderer,
    Theme,
    content_json,
)
from g3desktop.ui.map_page import MapPage, MapProfile
from g3desktop.ui.map_scheme import BASEMAP_PATH, ORIGIN

_log = logging.getLogger(__name__)

_BACKGROUND: dict[Theme, str] = {"dark": "#14171c", "light": "#f3f4f6"}
_MOST_RESTARTS = 3
_BROWSER_DELAY_MS = 50
_QUIET_MS = 120
"""The browser hands its pictures over some time after the page drew them, and says nothing of it:
when none came for so long, the last one is on the screen."""


def find_map_page() -> Path:
    """Return the folder of the built page."""
    return find_resources() / "map" / "dist"


class MapView(QWidget):
    """A globe with the places of one photo.

    Nothing is loaded before the widget is shown for the first time. Whatever is said before the
    page is ready is shown when it is.

    Args:
        parent: Owner.
        renderer: "canvas" for the map that needs no WebGL2, "gl" for WebGL2 wherever there is any;
            "auto" is WebGL2 where a graphics processor draws it, or where a basemap needs it.
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
    shown = Signal()
    """The marks of the latest content are drawn; the map below them may still be loading."""
    idle = Signal()
    """Everything that was shown last is drawn."""
    failed = Signal(str)
    """Something went wrong that is worth a line in the log or on the screen."""
    refused = Signal(str)
    """An address outside of the page's own files was asked for, and blocked."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        renderer: Renderer = "auto",
        still: bool = False,
    ) -> None:
        super().__init__(parent)
        self._renderer, self._still = renderer, still
        self._asked_for: Renderer = renderer
        self._drawn_by = ""
        self._theme: Theme = "dark"
        self._basemap: Path | None = None
        self._state: dict[str, object] = {
            "theme": self._theme,
            "texts": _texts(),
            **_locale(QLocale()),
        }
        self._turn = self._content_turn = 0
        self._is_ready = False
        self._is_idle = False
        self._restarts = 0
        self._quiet = QTimer(self, interval=_QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._settle)
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

    def show_answer(self, content: MapContent, selection: str | None = None) -> None:
        """Show a photo's places; a further answer of the same photo leaves the view as it is.

        Args:
            content: What is on the map.
            selection: Which candidate is chosen, "" for none; None leaves the choice as it is.
        """
        self._content_turn = self._turn + 1
        chosen = {} if selection is None else {"selection": selection}
        self._say(content=content_json(content), **chosen)

    def clear(self) -> None:
        """Show the empty globe."""
        self._content_turn = self._turn + 1
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
        self._theme = theme
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
        self._basemap = file
        if self._profile is not None:
            self._profile.scheme.basemap = file
        if self._is_drawn_too_simply():
            self._open()
        # The number makes another file another address; the path stays the same.
        self._say(basemap=f"{BASEMAP_PATH}?{self._turn}" if file else "")

    @property
    def page(self) -> QWebEnginePage | None:
        """The web page, once it is loaded."""
        return self._web.page() if self._web is not None else None

    @property
    def is_idle(self) -> bool:
        """Whether everything that was shown last is drawn."""
        return self._is_idle

    # The page's life.

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._web is None:
            # After the window's first picture and what is done at once, which need not wait for a
            # browser: its start takes a tenth of a second of this thread.
            QTimer.singleShot(_BROWSER_DELAY_MS, self, self._load)

    def _load(self) -> None:
        if self._web is not None:
            return
        folder = find_map_page()
        if not (folder / "index.html").is_file():
            self._fail(self.tr("The map's files are missing: install the program again."))
            return
        self._web = QWebEngineView(self)
        self._stack.addWidget(self._web)
        application = QApplication.instance()
        self._profile = MapProfile(folder, application)
        if application is not None:
            application.aboutToQuit.connect(self.close_page)
        self._profile.scheme.basemap = self._basemap
        self._profile.scheme.message.connect(self._take)
        self._profile.firewall.refused.connect(self.refused)
        page = MapPage(self._profile, self._web)
        # A profile must outlive its page; as a child of this widget it would not for sure.
        page.destroyed.connect(self._profile.deleteLater)
        page.refused.connect(self.refused)
        page.renderProcessTerminated.connect(self._restart)
        page.setBackgroundColor(QColor(_BACKGROUND[self._theme]))
        self._web.setPage(page)
        self._web.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        # Photos that are dropped on the map are the window's.
        self._web.setAcceptDrops(False)
        self.setFocusProxy(self._web)
        self._stack.setCurrentWidget(self._web)
        self._open()

    def _open(self) -> None:
        self._is_ready = self._is_idle = False
        self._drawn_by = ""
        still = "&still" if self._still else ""
        wants_gl = self._renderer == "auto" and self._basemap is not None
        self._asked_for = "gl" if wants_gl else self._renderer
        if self._web is not None:
            self._web.setUrl(QUrl(f"{ORIGIN}/index.html?renderer={self._asked_for}{still}"))

    def _is_drawn_too_simply(self) -> bool:
        """Tell whether WebGL is to be tried after all: only it draws a basemap, if slowly."""
        simply = self._asked_for == "auto" and self._drawn_by == "canvas"
        return simply and self._basemap is not None

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

    @Slot()
    def close_page(self) -> None:
        """End the page and its processes; the application's end does it where nobody else did.

        Who keeps a Python name of this widget would else keep the page beyond its profile's life.
        """
        web, self._web, self._is_ready = self._web, None, False
        self._quiet.stop()
        if web is not None:
            web.deleteLater()

    # Words to and from the page.

    def _say(self, **said: object) -> None:
        patch = {key: value for key, value in said.items() if self._state.get(key) != value}
        if not patch:
            return
        self._state.update(patch)
        self._is_idle = False
        self._quiet.stop()
        self._turn += 1
        if self._is_ready:
            self._run({**patch, "turn": self._turn})

    def _run(self, patch: Mapping[str, object]) -> None:
        if self._web is not None:
            # ASCII JSON is JavaScript, and holds no markup that anything would read as such.
            self._web.page().runJavaScript(f"g3.show({json.dumps(patch)})")

    def _take(self, message: Mapping[str, object]) -> None:
        takers: dict[object, Callable[[Mapping[str, object]], None]] = {
            "ready": self._take_ready,
            "shown": self._take_shown,
            "idle": self._take_idle,
            "select": self._take_select,
            "hover": self._take_hover,
            "view": self._take_view,
            "error": self._take_error,
        }
        taker = takers.get(message["type"])
        if taker is None:
            _log.warning("The map page said something unknown: %r", message)
        else:
            taker(message)

    def _take_ready(self, message: Mapping[str, object]) -> None:
        self._drawn_by = str(message.get("renderer"))
        if self._is_drawn_too_simply():
            self._open()
            return
        self._is_ready = True
        for part in self._web.findChildren(QWidget) if self._web is not None else ():
            part.removeEventFilter(self)
            part.installEventFilter(self)
        self._run({**self._state, "turn": self._turn})
        self.ready.emit(self._drawn_by)

    def _take_shown(self, message: Mapping[str, object]) -> None:
        turn = message.get("turn")
        if isinstance(turn, int) and turn >= self._content_turn:
            self.shown.emit()

    def _take_idle(self, message: Mapping[str, object]) -> None:
        # An idle of an earlier turn says nothing about what was said since.
        if message.get("turn") == self._turn:
            self._quiet.start()

    def _settle(self) -> None:
        self._is_idle = True
        self.idle.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._quiet.isActive():
            self._quiet.start()
        return super().eventFilter(watched, event)

    def _take_select(self, message: Mapping[str, object]) -> None:
        id_ = str(message.get("id"))
        if message.get("kind") == "candidate":
            self._state["selection"] = id_
            self.selected.emit(id_)
        else:
            self._state["picked"] = id_
            self.evidence_selected.emit(id_)

    def _take_hover(self, message: Mapping[str, object]) -> None:
        self._state["hover"] = str(message.get("id"))
        self.hovered.emit(self._state["hover"])

    def _take_view(self, message: Mapping[str, object]) -> None:
        shown = message.get("layers")
        layers = shown if isinstance(shown, dict) else {}
        known = {name: bool(layers.get(name, True)) for name in asdict(MapLayers())}
        projection = "flat" if message.get("projection") == "flat" else "globe"
        self._state.update(projection=projection, layers=known)
        self.view_changed.emit(projection, MapLayers(**known))

    def _take_error(self, message: Mapping[str, object]) -> None:
        text = str(message.get("message"))
        _log.warning("The map page says: %s", text)
        self.failed.emit(text)

    def _paint_background(self) -> None:
        colour = QColor(_BACKGROUND[self._theme])
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
    translate = QCoreApplication.translate
    return {
        "toolbar": translate("Map", "What the map shows"),
        "globe": translate("Map", "Globe"),
        "flat": translate("Map", "Flat"),
        "density": translate("Map", "Density"),
        "references": translate("Map", "References"),
        "answers": translate("Map", "Model"),
        "zoom": translate("Map", "Zoom"),
        "zoomIn": translate("Map", "Closer"),
        "zoomOut": translate("Map", "Farther"),
        "whole": translate("Map", "All places"),
        "places": translate("Map", "Ranked places"),
        "candidate": translate("Map", "ranked place"),
        "reference": translate("Map", "reference photo"),
        "answer": translate("Map", "model's answer"),
        "exif": translate("Map", "camera's position"),
        "legend": translate("Map", "What the marks mean"),
        "densityHeading": translate("Map", "Densest areas that hold"),
        "densityHalf": translate("Map", "half of the evidence"),
        "densityMost": translate("Map", "four fifths of it"),
        "densityNearly": translate("Map", "95 % of it"),
    }
