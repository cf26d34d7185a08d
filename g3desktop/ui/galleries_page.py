"""Galleries: what there is, what can be done with one, and how a new one is made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from g3desktop.ui.build_form import BuildForm
from g3desktop.ui.build_report import BuildReport
from g3desktop.ui.gallery_view import GalleryView
from g3desktop.ui.library_details import ask
from g3desktop.ui.library_page import LibraryPage, PageTexts, Tools
from g3desktop.ui.library_stock import GalleryItem
from g3desktop.ui.library_work import BuildGallery, CheckGallery, GalleryBuilt
from g3desktop.ui.photo_list import one_line
from g3desktop.ui.workshop import Outcome


def _texts() -> PageTexts:
    translate = QCoreApplication.translate
    return PageTexts(
        name=translate("Galleries", "Galleries"),
        intro=translate(
            "Galleries", "Photos whose places are known. A new photo is compared with them."
        ),
        add=translate("Galleries", "Build from my photos…"),
        hint=translate("Galleries", "or drop a folder of photos here"),
    )


class GalleriesPage(LibraryPage):
    """The page of galleries.

    Args:
        tools: What it works with.
        parent: The dialog.
    """

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, _texts(), parent)
        add = self._details.add_button
        self._use = add(self.tr("Use this gallery"), self._use_chosen, is_primary=True)
        self._go_on = add(self.tr("Go on building…"), self._go_on_building, is_primary=True)
        self._check = add(self.tr("Check every file"), self._check_chosen)
        self._remove = add(self.tr("Remove…"), self._ask_to_remove)
        self._form = BuildForm(self._folders)
        self._form.submitted.connect(self._build)
        self._form.given_up.connect(self._show_details)
        self._report = BuildReport()
        self._report.use_wanted.connect(self._use_by_name)
        self._report.closed.connect(self._show_details)
        self._right.addWidget(self._form)
        self._right.addWidget(self._report)
        if self._workshop.outcome is not None:
            self.show_end(self._workshop.outcome)

    @override
    def add(self) -> None:
        """Ask what to build a gallery from."""
        self._right.setCurrentWidget(self._form)
        self._form.focus_first()

    @override
    def take_drop(self, path: Path, *, is_folder: bool) -> None:
        self._right.setCurrentWidget(self._form)
        if is_folder:
            self._form.set_photos(path)
        else:
            self._form.set_csv(path)

    @override
    def refresh(self) -> None:
        self._form.show_stock(self._stock, self._encoder_in_use, is_busy=self._wish is not None)
        self._show_rows()

    @override
    def show_end(self, outcome: Outcome) -> None:
        if isinstance(outcome.wish, BuildGallery):
            self._workshop.forget_finding(self._folders.galleries / outcome.wish.name)
        if isinstance(outcome.result, GalleryBuilt):
            self._picked = str(self._folders.galleries / outcome.result.name)
            self._report.show_result(outcome.result)
            self._right.setCurrentWidget(self._report)

    # What is shown.

    def _views(self) -> list[GalleryView]:
        items = list(self._stock.galleries)
        if isinstance(self._wish, BuildGallery):
            name = self._wish.name
            if all(item.bundled or item.name != name for item in items):
                folder = self._folders.galleries / name
                items.append(GalleryItem(name, folder, pack=self._wish.encoder))
        items.sort(key=lambda item: (item.name, item.bundled))
        return [self._view(item) for item in items]

    def _view(self, item: GalleryItem) -> GalleryView:
        found = self._workshop.finding(item.folder)
        return GalleryView(
            item,
            problem=item.problem or found or "",
            is_sound=found == "",
            is_in_work=self._is_in_work(item),
            is_in_use=bool(item.id) and item.name == self._gallery_in_use,
        )

    def _is_in_work(self, item: GalleryItem) -> bool:
        if isinstance(self._wish, BuildGallery):
            return self._wish.name == item.name and not item.bundled
        return isinstance(self._wish, CheckGallery) and self._wish.folder == item.folder

    def _show_rows(self) -> None:
        views = self._views()
        in_use = (str(view.item.folder) for view in views if view.is_in_use)
        self._list.show_rows([view.row() for view in views], self._picked or next(in_use, ""))
        view = self._chosen()
        if view is None:
            nothing = self.tr("Build one from photos of your own.")
            self._details.show_item(self.tr("No gallery yet"), nothing, "", ())
        else:
            self._details.show_item(view.item.name, view.sentence(), view.state()[1], view.facts())
        self._show_buttons(view)

    def _chosen(self) -> GalleryView | None:
        key = self._list.key()
        return next((view for view in self._views() if str(view.item.folder) == key), None)

    def _show_buttons(self, view: GalleryView | None) -> None:
        item = view.item if view else None
        is_idle = view is not None and not view.is_in_work and self._removing != view.item.folder
        is_whole = item is not None and bool(item.id)
        self._use.setVisible(is_whole and view is not None and not view.is_in_use)
        self._use.setEnabled(is_idle and view is not None and view.is_usable)
        self._go_on.setVisible(item is not None and item.unfinished is not None)
        self._go_on.setEnabled(is_idle)
        self._check.setVisible(is_whole)
        self._check.setEnabled(self._wish is None)
        self._remove.setVisible(item is not None and not item.bundled)
        self._remove.setEnabled(is_idle)

    # Work.

    def _build(self, wish: BuildGallery) -> None:
        self._picked = str(self._folders.galleries / wish.name)
        self._workshop.begin(wish)
        self._show_details()
        self._list.setFocus()

    def _go_on_building(self) -> None:
        view = self._chosen()
        if view is not None:
            self._form.go_on(view.item)
            self.add()

    def _check_chosen(self) -> None:
        view = self._chosen()
        if view is not None and self._wish is None:
            self._workshop.begin(CheckGallery(view.item.name, view.item.folder))

    # Choice.

    def _use_chosen(self) -> None:
        view = self._chosen()
        if view is not None:
            self._use_item(view.item)

    def _use_by_name(self, name: str) -> None:
        self._picked = str(self._folders.galleries / name)
        self._show_details()
        self._use_chosen()

    def _use_item(self, item: GalleryItem) -> None:
        if item.encoder_id != self._encoder_in_use:
            self.encoder_chosen.emit(item.pack)
        self.gallery_chosen.emit(item.name)

    # Removal.

    def _ask_to_remove(self) -> None:
        view = self._chosen()
        if view is not None:
            question = self.tr("Remove the gallery %1?").replace("%1", one_line(view.item.name))
            ask(self, question, view.loss(), self.tr("Remove"), lambda: self._remove_gallery(view))

    def _remove_gallery(self, view: GalleryView) -> None:
        item, shelf = view.item, self._folders.galleries

        def remove() -> None:
            from g3desktop.engine.gallery.shelf import remove_gallery

            remove_gallery(item.name, shelf)

        def removed() -> None:
            if view.is_in_use:
                self.gallery_chosen.emit("")

        self._remove_folder(item.folder, remove, removed)
