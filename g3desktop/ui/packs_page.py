"""Packs: the encoders on this machine, what their makers say of them, and how one is added."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QWidget
from typing_extensions import override

from g3desktop.ui.labels import plain_label
from g3desktop.ui.library_details import ask
from g3desktop.ui.library_page import LibraryPage, PageTexts, Tools
from g3desktop.ui.library_stock import PackItem
from g3desktop.ui.library_work import CheckPack, ImportPack, PackImported
from g3desktop.ui.pack_view import PackView
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.workshop import Outcome


def _texts() -> PageTexts:
    translate = QCoreApplication.translate
    return PageTexts(
        name=translate("Packs", "Packs"),
        intro=translate(
            "Packs", "Encoders: they turn a photo into numbers that galleries are compared in."
        ),
        add=translate("Packs", "Import a folder…"),
        hint=translate(
            "Packs", "a folder with a pack.json, or with the published g3.pth; or drop it here"
        ),
    )


class PacksPage(LibraryPage):
    """The page of packs.

    Args:
        tools: What it works with.
        parent: The dialog.
    """

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, _texts(), parent)
        add = self._details.add_button
        self._use = add(self.tr("Use this encoder"), self._use_chosen, is_primary=True)
        self._check = add(self.tr("Check every file"), self._check_chosen)
        self._remove = add(self.tr("Remove…"), self._ask_to_remove)
        self._card_heading = plain_label("heading", selectable=True)
        self._card_heading.setText(self.tr("Model card"))
        self._card = QPlainTextEdit()
        self._card.setReadOnly(True)
        self._card.setTabChangesFocus(True)
        self._card.setAccessibleName(self._card_heading.text())
        self._details.add_below(self._card_heading, self._card)

    @override
    def add(self) -> None:
        """Ask for a folder to import from."""
        dialog = QFileDialog(self, self.tr("Folder of a pack, or of g3.pth"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda path: self.import_from(Path(path)))
        dialog.open()

    def import_from(self, folder: Path) -> None:
        """Import the pack, or the published checkpoint, in a folder."""
        if self._wish is None:
            self._workshop.begin(ImportPack(folder, self._folders.packs))

    @override
    def take_drop(self, path: Path, *, is_folder: bool) -> None:
        # A file stands for the folder that it lies in: pack.json, g3.pth.
        self.import_from(path if is_folder else path.parent)

    @override
    def refresh(self) -> None:
        self._add.setEnabled(self._wish is None and bool(self._stock.packs))
        self._show_rows()

    @override
    def show_end(self, outcome: Outcome) -> None:
        if isinstance(outcome.result, PackImported):
            folder = self._folders.packs / outcome.result.id
            self._workshop.forget_finding(folder)
            self._picked = str(folder)

    # What is shown.

    def _views(self) -> list[PackView]:
        return [self._view(item) for item in self._stock.packs]

    def _view(self, item: PackItem) -> PackView:
        found = self._workshop.finding(item.folder)
        wish = self._wish
        return PackView(
            item,
            problem=item.problem or found or "",
            is_sound=found == "",
            is_in_work=isinstance(wish, CheckPack) and wish.pack.folder == item.folder,
            is_in_use=item.pack is not None and item.pack.encoder_id == self._encoder_in_use,
        )

    def _show_rows(self) -> None:
        views = self._views()
        in_use = (str(view.item.folder) for view in views if view.is_in_use)
        self._list.show_rows([view.row() for view in views], self._picked or next(in_use, ""))
        view = self._chosen()
        if view is None:
            nothing = self.tr("Import the folder of one.")
            self._details.show_item(self.tr("No pack yet"), nothing, "", ())
        else:
            self._details.show_item(view.item.id, view.sentence(), view.state()[1], view.facts())
        card = view.item.card if view else ""
        if self._card.toPlainText() != card:
            self._card.setPlainText(card)
        self._card.setVisible(bool(card))
        self._card_heading.setVisible(bool(card))
        self._show_buttons(view)

    def _chosen(self) -> PackView | None:
        key = self._list.key()
        return next((view for view in self._views() if str(view.item.folder) == key), None)

    def _show_buttons(self, view: PackView | None) -> None:
        is_idle = view is not None and not view.is_in_work and self._removing != view.item.folder
        is_whole = view is not None and view.item.pack is not None
        self._use.setVisible(is_whole and view is not None and not view.is_in_use)
        self._use.setEnabled(is_idle and view is not None and not view.problem)
        self._check.setVisible(is_whole)
        self._check.setEnabled(self._wish is None)
        self._remove.setVisible(view is not None and not view.item.bundled)
        self._remove.setEnabled(is_idle)

    # What the user does.

    def _check_chosen(self) -> None:
        view = self._chosen()
        if view is not None and view.item.pack is not None and self._wish is None:
            self._workshop.begin(CheckPack(view.item.pack))

    def _use_chosen(self) -> None:
        view = self._chosen()
        if view is None or view.item.pack is None:
            return
        self.encoder_chosen.emit(view.item.id)
        # A gallery is of one encoder.
        fitting = view.item.pack.encoder_id
        made = {item.name: item.encoder_id for item in self._stock.galleries}
        if self._gallery_in_use and made.get(self._gallery_in_use) != fitting:
            self.gallery_chosen.emit("")

    def _ask_to_remove(self) -> None:
        view = self._chosen()
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
        ids = [item.encoder_id for item in self._stock.galleries if item.id]
        return ids.count(pack.encoder_id) if pack else 0

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

        self._remove_folder(folder, remove, removed)
