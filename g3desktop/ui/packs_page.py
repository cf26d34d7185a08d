"""Packs: those on this machine, those to be had, and how one is added."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget

from g3desktop.services.supply.stock import Standing as PackStanding
from g3desktop.ui.labels import plain_label
from g3desktop.ui.library_details import ask
from g3desktop.ui.library_frame import (
    DroppedPath,
    LibraryFrame,
    PageTexts,
    Standing,
    Tools,
    fill_page,
)
from g3desktop.ui.library_stock import PackItem
from g3desktop.ui.library_work import (
    CheckPack,
    ImportPack,
    InstallPack,
    PackImported,
    PackInstalled,
)
from g3desktop.ui.pack_offer_view import PackOfferView
from g3desktop.ui.pack_view import PackView
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.workshop import Outcome


def _texts() -> PageTexts:
    translate = QCoreApplication.translate
    return PageTexts(
        name=translate("Packs", "Packs"),
        intro=translate(
            "Packs",
            "Encoders, which turn photos into numbers that galleries are compared in, and more.",
        ),
        add=translate("Packs", "Import a folder…"),
        hint=translate(
            "Packs", "a folder with a pack.json, or with the published g3.pth; or drop it here"
        ),
    )


class PacksPage(QWidget):
    """The page of packs.

    Args:
        tools: What it works with.
        parent: The dialog.

    Attributes:
        frame: What it lies in; the dialog tells it how everything stands.
    """

    gallery_chosen = Signal(str)
    """"" where the gallery in use is not one of the encoder that was chosen."""

    encoder_chosen = Signal(str)
    """Id of the pack to use; "" leaves the choice to the program. What becomes of the gallery is
    told right after."""

    basemap_chosen = Signal(str)
    """The file of streets that the map is to draw; "" for none."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders, self._workshop = tools.folders, tools.workshop
        self._standing = Standing()
        self._views: dict[str, PackView] = {}
        self._offers: dict[str, PackOfferView] = {}
        self.frame = LibraryFrame(tools, _texts())
        details = self.frame.details
        self._use = details.add_button(
            self.tr("Use this encoder"), self._use_chosen, is_primary=True
        )
        self._install = details.add_button(
            self.tr("Install…"), self._ask_to_install, is_primary=True
        )
        self._draw = details.add_button(
            self.tr("Use on the map"), self._draw_chosen, is_primary=True
        )
        self._check = details.add_button(self.tr("Check every file"), self._check_chosen)
        self._remove = details.add_button(self.tr("Remove…"), self._ask_to_remove)
        self._drop = details.add_button(self.tr("Drop what has come…"), self._ask_to_drop)
        self._card_heading = plain_label("heading", self.tr("Model card"), selectable=True)
        self._card = QPlainTextEdit()
        self._card.setReadOnly(True)
        self._card.setTabChangesFocus(True)
        self._card.setAccessibleName(self._card_heading.text())
        details.add_below(self._card_heading, self._card)
        fill_page(self, self.frame)
        self.frame.changed.connect(self._show)
        self.frame.add_wanted.connect(self.add)
        self.frame.dropped.connect(self._take_drop)
        self.frame.ended.connect(self._show_end)

    def add(self) -> None:
        """Ask for a folder to import from."""
        dialog = QFileDialog(self, self.tr("Folder of a pack, or of g3.pth"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.import_from(Path(path)))
        dialog.open()

    def import_from(self, folder: Path) -> None:
        """Import the pack, or the published checkpoint, in a folder."""
        if self._standing.wish is None:
            self._workshop.begin(ImportPack(folder, self._folders))

    def _take_drop(self, dropped: DroppedPath) -> None:
        # A file stands for the folder that it lies in: pack.json, g3.pth.
        self.import_from(dropped.path if dropped.is_folder else dropped.path.parent)

    def _show_end(self, outcome: Outcome) -> None:
        if isinstance(outcome.result, PackImported | PackInstalled):
            folder = self._folders.packs / outcome.result.id
            self._workshop.forget_finding(folder)
            self.frame.pick(folder)

    # What is shown.

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        self.frame.allow_adding(allowed=standing.is_read and standing.wish is None)
        views = [self._view(item) for item in standing.stock.packs]
        self._views = {str(view.item.folder): view for view in views}
        offers = [self._offer(one) for one in standing.stock.others]
        self._offers = {str(offer.folder): offer for offer in offers}
        self.frame.show_views(
            [*views, *offers], self.tr("No pack yet"), self.tr("Import the folder of one.")
        )
        view = self._chosen()
        card = view.item.card if view else ""
        if self._card.toPlainText() != card:
            self._card.setPlainText(card)
        self._card.setVisible(bool(card))
        self._card_heading.setVisible(bool(card))
        self._show_buttons(view)
        self._show_offer_buttons(self._chosen_offer())

    def _view(self, item: PackItem) -> PackView:
        found = self._workshop.finding(item.folder)
        wish = self._standing.wish
        return PackView(
            item,
            problem=item.problem or found or "",
            is_sound=found == "",
            is_in_work=isinstance(wish, CheckPack) and wish.pack.folder == item.folder,
            is_in_use=item.pack is not None and item.pack.encoder_id == self._standing.encoder_id,
        )

    def _offer(self, standing: PackStanding) -> PackOfferView:
        pack, wish = standing.pack, self._standing.wish
        folder = pack.folder if pack is not None else self._folders.packs / standing.id
        found = self._workshop.finding(folder)
        is_installed = isinstance(wish, InstallPack) and wish.id == standing.id
        is_checked = isinstance(wish, CheckPack) and wish.pack.folder == folder
        return PackOfferView(
            standing,
            folder,
            is_sound=found == "",
            is_in_work=is_installed or is_checked,
            problem=found or "",
            basemap=self._standing.basemap,
        )

    def _chosen(self) -> PackView | None:
        return self._views.get(self.frame.key())

    def _chosen_offer(self) -> PackOfferView | None:
        return self._offers.get(self.frame.key())

    def _show_buttons(self, view: PackView | None) -> None:
        is_idle = (
            view is not None and not view.is_in_work and self._standing.removing != view.item.folder
        )
        is_whole = view is not None and view.item.pack is not None
        self._use.setVisible(is_whole and view is not None and not view.is_in_use)
        self._use.setEnabled(is_idle and view is not None and not view.problem)
        self._check.setVisible(is_whole)
        self._check.setEnabled(self._standing.wish is None)
        self._remove.setVisible(view is not None and not view.item.bundled)
        self._remove.setEnabled(is_idle)

    def _show_offer_buttons(self, offer: PackOfferView | None) -> None:
        is_free = self._standing.wish is None
        is_missing = offer is not None and not offer.is_here
        is_begun = offer is not None and offer.is_begun
        self._install.setText(self.tr("Go on…") if is_begun else self.tr("Install…"))
        self._install.setVisible(
            is_missing and offer is not None and offer.standing.known is not None
        )
        self._install.setEnabled(is_free)
        can_draw = offer is not None and offer.map_file is not None and not offer.is_in_use
        self._draw.setVisible(can_draw)
        self._draw.setEnabled(offer is not None and not (offer.is_in_work or offer.problem))
        self._drop.setVisible(is_begun)
        self._drop.setEnabled(is_free)
        if offer is not None and offer.is_here:
            is_idle = not offer.is_in_work and self._standing.removing != offer.folder
            self._check.setVisible(True)
            self._check.setEnabled(is_free)
            self._remove.setVisible(True)
            self._remove.setEnabled(is_idle)

    # What the user does.

    def _check_chosen(self) -> None:
        view, offer = self._chosen(), self._chosen_offer()
        pack = view.item.pack if view is not None else offer.standing.pack if offer else None
        if pack is not None and self._standing.wish is None:
            self._workshop.begin(CheckPack(pack))

    def _ask_to_install(self) -> None:
        offer = self._chosen_offer()
        if offer is None:
            return
        known = offer.standing.known
        has_terms = known is not None and known.terms is not None
        question = self.tr("Install the pack %1?").replace("%1", offer.id)
        yes = self.tr("Accept and download") if has_terms else self.tr("Download")
        ask(self, question, offer.offer(), yes, lambda: self._begin_to_install(offer.id))

    def _begin_to_install(self, pack_id: str) -> None:
        # Whoever said yes saw the terms.
        if self._standing.wish is None:
            self._workshop.begin(InstallPack(pack_id, self._folders, accept_terms=True))

    def _ask_to_drop(self) -> None:
        offer = self._chosen_offer()
        if offer is not None:
            question = self.tr("Drop what has come of the pack %1?").replace("%1", offer.id)
            loss = self.tr("It will have to be downloaded again.")
            ask(self, question, loss, self.tr("Drop"), lambda: self._drop_begun(offer))

    def _drop_begun(self, offer: PackOfferView) -> None:
        packs_folder = self._folders.packs

        def remove() -> None:
            from g3desktop.services.supply.partial import remove_unfinished

            remove_unfinished(offer.id, packs_folder)

        self.frame.remove_folder(offer.folder, remove, lambda: None)

    def _use_chosen(self) -> None:
        view = self._chosen()
        if view is None or view.item.pack is None:
            return
        self.encoder_chosen.emit(view.item.id)
        # A gallery is of one encoder.
        fitting = view.item.pack.encoder_id
        made = {item.name: item.encoder_id for item in self._standing.stock.galleries}
        if self._standing.gallery and made.get(self._standing.gallery) != fitting:
            self.gallery_chosen.emit("")

    def _draw_chosen(self) -> None:
        offer = self._chosen_offer()
        if offer is not None and offer.map_file is not None:
            self.basemap_chosen.emit(str(offer.map_file))

    def _ask_to_remove(self) -> None:
        view, offer = self._chosen(), self._chosen_offer()
        if offer is not None:
            question = self.tr("Remove the pack %1?").replace("%1", offer.id)
            yes = self.tr("Remove")
            ask(self, question, offer.loss(), yes, lambda: self._remove_other(offer))
        if view is not None:
            question = self.tr("Remove the pack %1?").replace("%1", one_line(view.item.id))
            fitting = self._made_by(view)
            ask(
                self,
                question,
                view.loss(fitting),
                self.tr("Remove"),
                lambda: self._remove_pack(view),
            )

    def _made_by(self, view: PackView) -> int:
        pack = view.item.pack
        ids = [item.encoder_id for item in self._standing.stock.galleries if item.id]
        return ids.count(pack.encoder_id) if pack else 0

    def _remove_other(self, offer: PackOfferView) -> None:
        folder = offer.folder

        def remove() -> None:
            from g3desktop.services.staging import remove_folder

            remove_folder(folder)

        def removed() -> None:
            if offer.is_in_use:
                self.basemap_chosen.emit("")

        self.frame.remove_folder(folder, remove, removed)

    def _remove_pack(self, view: PackView) -> None:
        folder = view.item.folder

        def remove() -> None:
            from g3desktop.services.staging import remove_folder

            # Not `remove_pack`: what is damaged is no pack, and has to go too.
            remove_folder(folder)

        def removed() -> None:
            if view.is_in_use:
                self.encoder_chosen.emit("")
                self.gallery_chosen.emit("")

        self.frame.remove_folder(folder, remove, removed)
