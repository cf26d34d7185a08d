"""What is chosen on the map: globe or flat, and which layers are shown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from g3desktop.settings import MapSettings
from g3desktop.ui.map_content import MapLayers, Projection
from g3desktop.ui.map_view import MapView


@dataclass(frozen=True, slots=True)
class Drawn:
    """How the map is drawn.

    Attributes:
        projection: Globe or flat.
        layers: Those that are shown.
    """

    projection: Projection = "globe"
    layers: MapLayers = field(default_factory=MapLayers)


@dataclass(frozen=True, slots=True)
class Switched:
    """What somebody switched on the map.

    Attributes:
        usual: What the settings ask for.
        drawn: What was chosen instead.
    """

    usual: Drawn = field(default_factory=Drawn)
    drawn: Drawn = field(default_factory=Drawn)


class MapChoice(QObject):
    """Draws the map as the settings ask for, then as it was switched by hand.

    Args:
        map_view: The map.
        parent: Owner.
    """

    switched = Signal(object)
    """Switched."""

    def __init__(self, map_view: MapView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._map = map_view
        self._state = Switched()
        map_view.view_changed.connect(self._take)

    def use(self, settings: MapSettings) -> None:
        """Draw as the settings ask for; what they leave as it was stays as it is."""
        layers = MapLayers(settings.density, settings.references, settings.answers)
        usual = Drawn(settings.projection, layers)
        if usual != self._state.usual:
            self._state = Switched(usual, usual)
            self._draw()
        self._map.set_basemap(Path(settings.basemap) if settings.basemap else None)

    def project(self, projection: Projection) -> None:
        """Draw a globe or a flat map, as somebody chose."""
        self._map.set_projection(projection)
        self._take(projection, self._state.drawn.layers)

    def restore(self, switched: Switched) -> None:
        """Draw as it was left, unless the settings have come to ask for something else."""
        if switched.usual == self._state.usual:
            self._state = switched
            self._draw()

    def _draw(self) -> None:
        self._map.set_projection(self._state.drawn.projection)
        self._map.set_layers(self._state.drawn.layers)

    def _take(self, projection: Projection, layers: MapLayers) -> None:
        self._state = replace(self._state, drawn=Drawn(projection, layers))
        self.switched.emit(self._state)
