"""The dialog of galleries and packs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from g3desktop.settings import Folders
from g3desktop.ui.background import Background
from g3desktop.ui.galleries_page import GalleriesPage
from g3desktop.ui.library_frame import Tools
from g3desktop.ui.library_stock import Stock, read_stock
from g3desktop.ui.packs_page import PacksPage
from g3desktop.ui.work_strip import WorkStrip
from g3desktop.ui.workshop import Workshop


class LibraryDialog(QDialog):
    """Galleries and packs: what there is, and what can be done with it.

    Work goes on when it is closed, and is shown again when another one is opened.

    Args:
        folders: Where the program's files are.
        workshop: Has long work done; outlives the dialog.
        parent: The window.
    """

    gallery_chosen = Signal(str)
    """Name of the gallery to use from now on; "" for the one that fits the encoder."""

    encoder_chosen = Signal(str)
    """Id of the pack to use from now on; "" leaves the choice to the program. Where both change,
    the encoder is told first."""

    basemap_chosen = Signal(str)
    """The file of streets that the map is to draw from now on; "" for none."""

    def __init__(self, folders: Folders, workshop: Workshop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders, self._workshop = folders, workshop
        self._background = Background(1, "library", self)
        self._stock = Stock()
        self._encoder_in_use = self._gallery_in_use = ""
        self.setWindowTitle(self.tr("Galleries and packs"))
        self.setSizeGripEnabled(True)
        tools = Tools(folders, workshop, self._background)
        self._galleries, self._packs = GalleriesPage(tools), PacksPage(tools)
        self._pages = QTabWidget()
        self._pages.setDocumentMode(True)
        # In a colour of the system's, not of the theme's.
        self._pages.tabBar().setDrawBase(False)
        self._pages.addTab(self._galleries, self.tr("Galleries"))
        self._pages.addTab(self._packs, self.tr("Packs"))
        self._frames = (self._galleries.frame, self._packs.frame)
        for frame in self._frames:
            frame.stale.connect(self._read)
        for page in (self._galleries, self._packs):
            page.gallery_chosen.connect(self._choose_gallery)
            page.encoder_chosen.connect(self._choose_encoder)
        self._packs.basemap_chosen.connect(self._choose_basemap)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(WorkStrip(workshop))
        column.addLayout(foot)
        self._galleries.setFocus()
        self._read()

    @override
    def sizeHint(self) -> QSize:
        return QSize(960, 640)

    def show_galleries(self) -> None:
        """Turn to the page of galleries."""
        self._pages.setCurrentWidget(self._galleries)

    def show_packs(self) -> None:
        """Turn to the page of packs."""
        self._pages.setCurrentWidget(self._packs)

    def show_in_use(self, encoder_id: str, gallery: str) -> None:
        """Say what the engine uses.

        Args:
            encoder_id: Id of its encoder, as the engine gives it; "" while there is none.
            gallery: Name of its gallery; "" for none.
        """
        self._encoder_in_use, self._gallery_in_use = encoder_id, gallery
        for frame in self._frames:
            frame.show_in_use(encoder_id, gallery)

    def show_basemap(self, basemap: str) -> None:
        """Say which file of streets the map draws; "" for none."""
        self._packs.frame.show_basemap(basemap)

    @override
    def done(self, result: int) -> None:
        """Close; long work goes on."""
        self._background.close(finish=True)
        if self._workshop.working is None:
            # It was seen.
            self._workshop.dismiss()
        super().done(result)

    def _read(self) -> None:
        folders = self._folders
        self._background.run(lambda: read_stock(folders), self._show_stock)

    def _show_stock(self, stock: Stock) -> None:
        self._stock = stock
        for frame in self._frames:
            frame.show_stock(stock)

    def _choose_gallery(self, name: str) -> None:
        # Shown at once; the engine says later what came of it.
        self.show_in_use(self._encoder_in_use, name)
        self.gallery_chosen.emit(name)

    def _choose_basemap(self, basemap: str) -> None:
        self.show_basemap(basemap)
        self.basemap_chosen.emit(basemap)

    def _choose_encoder(self, pack_id: str) -> None:
        packs = (item.pack for item in self._stock.packs if item.pack and item.id == pack_id)
        encoder_id = next((pack.encoder_id for pack in packs), "")
        self.show_in_use(encoder_id, self._gallery_in_use)
        self.encoder_chosen.emit(pack_id)
