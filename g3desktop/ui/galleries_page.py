"""Galleries: what there is, what can be done with one, and how a new one is made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from g3desktop.ui.build_form import BuildForm
from g3desktop.ui.build_report import BuildReport
from g3desktop.ui.gallery_view import GalleryView
from g3desktop.ui.library_details import ask
from g3desktop.ui.library_frame import (
    DroppedPath,
    LibraryFrame,
    PageTexts,
    Standing,
    Tools,
    fill_page,
)
from g3desktop.ui.library_stock import GalleryItem
from g3desktop.ui.library_work import (
    BuildGallery,
    CheckGallery,
    GalleryBuilt,
    GalleryUpdated,
    UpdateGallery,
)
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


class GalleriesPage(QWidget):
    """The page of galleries.

    Args:
        tools: What it works with.
        parent: The dialog.

    Attributes:
        frame: What it lies in; the dialog tells it how everything stands.
    """

    gallery_chosen = Signal(str)
    """Name of the gallery to use; "" for the one that fits the encoder."""

    encoder_chosen = Signal(str)
    """Id of the pack to use; the gallery that goes with it is told right after."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders, self._workshop = tools.folders, tools.workshop
        self._standing = Standing()
        self._views: dict[str, GalleryView] = {}
        self.frame = LibraryFrame(tools, _texts())
        add = self.frame.details.add_button
        self._use = add(self.tr("Use this gallery"), self._use_chosen, is_primary=True)
        self._go_on = add(self.tr("Go on building…"), self._go_on_building, is_primary=True)
        self._update = add(self.tr("Bring up to date"), self._update_chosen)
        self._check = add(self.tr("Check every file"), self._check_chosen)
        self._remove = add(self.tr("Remove…"), self._ask_to_remove)
        self._form = BuildForm(tools.folders)
        self._report = BuildReport()
        self.frame.add_panel(self._form)
        self.frame.add_panel(self._report)
        fill_page(self, self.frame)
        self._connect()
        if self._workshop.outcome is not None:
            self._show_end(self._workshop.outcome)

    def _connect(self) -> None:
        self.frame.changed.connect(self._show)
        self.frame.add_wanted.connect(self.add)
        self.frame.dropped.connect(self._take_drop)
        self.frame.ended.connect(self._show_end)
        self._form.submitted.connect(self._build)
        self._form.given_up.connect(self.frame.show_details)
        self._report.use_wanted.connect(self._use_by_name)
        self._report.closed.connect(self.frame.show_details)

    def add(self) -> None:
        """Ask what to build a gallery from."""
        self.frame.show_panel(self._form)
        self._form.focus_first()

    def _take_drop(self, dropped: DroppedPath) -> None:
        self.frame.show_panel(self._form)
        if dropped.is_folder:
            self._form.set_photos(dropped.path)
        else:
            self._form.set_csv(dropped.path)

    def _show_end(self, outcome: Outcome) -> None:
        if isinstance(outcome.wish, BuildGallery | UpdateGallery):
            self._workshop.forget_finding(self._folders.galleries / outcome.wish.name)
        if isinstance(outcome.result, GalleryBuilt):
            self.frame.pick(self._folders.galleries / outcome.result.name)
            self._report.show_built(outcome.result)
            self.frame.show_panel(self._report)
        elif isinstance(outcome.result, GalleryUpdated):
            self._report.show_updated(outcome.result)
            # What there is to say beyond the counts, which stand below, needs the space.
            if self._report.lines():
                self.frame.pick(self._folders.galleries / outcome.result.name)
                self.frame.show_panel(self._report)
        self._report.show_in_use(self._standing.gallery)

    # What is shown.

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        is_busy = standing.wish is not None
        self._form.show_stock(standing.stock, standing.encoder_id, is_busy=is_busy)
        # While other work is under way the form can be filled in already.
        self.frame.allow_adding(allowed=standing.is_read)
        views = [self._view(item) for item in self._items()]
        self._views = {str(view.item.folder): view for view in views}
        self.frame.show_views(
            views, self.tr("No gallery yet"), self.tr("Build one from photos of your own.")
        )
        self._show_buttons(self._chosen())
        self._report.show_in_use(standing.gallery)

    def _items(self) -> list[GalleryItem]:
        items, wish = list(self._standing.stock.galleries), self._standing.wish
        if isinstance(wish, BuildGallery):
            name = wish.name
            if all(item.bundled or item.name != name for item in items):
                items.append(GalleryItem(name, self._folders.galleries / name, pack=wish.encoder))
        return sorted(items, key=lambda item: (item.name, item.bundled))

    def _view(self, item: GalleryItem) -> GalleryView:
        found = self._workshop.finding(item.folder)
        return GalleryView(
            item,
            problem=item.problem or found or "",
            is_sound=found == "",
            is_in_work=self._is_in_work(item),
            is_in_use=bool(item.id) and item.name == self._standing.gallery,
        )

    def _is_in_work(self, item: GalleryItem) -> bool:
        wish = self._standing.wish
        if isinstance(wish, BuildGallery | UpdateGallery):
            return wish.name == item.name and not item.bundled
        return isinstance(wish, CheckGallery) and wish.folder == item.folder

    def _chosen(self) -> GalleryView | None:
        return self._views.get(self.frame.key())

    def _show_buttons(self, view: GalleryView | None) -> None:
        item = view.item if view else None
        is_idle = (
            view is not None and not view.is_in_work and self._standing.removing != view.item.folder
        )
        is_whole = item is not None and bool(item.id)
        self._use.setVisible(is_whole and view is not None and not view.is_in_use)
        self._use.setEnabled(is_idle and view is not None and view.is_usable)
        is_half_updated = item is not None and item.is_half_updated
        self._go_on.setVisible(
            item is not None and item.unfinished is not None and not is_half_updated
        )
        self._go_on.setEnabled(is_idle)
        self._update.setText(
            self.tr("Go on with the update") if is_half_updated else self.tr("Bring up to date")
        )
        self._update.setVisible(item is not None and item.can_be_updated)
        self._update.setEnabled(
            is_idle and self._standing.wish is None and view is not None and view.is_usable
        )
        self._check.setVisible(is_whole)
        self._check.setEnabled(self._standing.wish is None)
        self._remove.setVisible(item is not None and not item.bundled)
        self._remove.setEnabled(is_idle)

    # Work.

    def _build(self, wish: BuildGallery) -> None:
        self.frame.pick(self._folders.galleries / wish.name)
        self._workshop.begin(wish)
        self.frame.show_details()
        self.frame.setFocus()

    def _go_on_building(self) -> None:
        view = self._chosen()
        if view is not None:
            self._form.go_on(view.item)
            self.add()

    def _update_chosen(self) -> None:
        view = self._chosen()
        if view is not None and self._standing.wish is None:
            self._workshop.begin(UpdateGallery(view.item.name, self._folders))

    def _check_chosen(self) -> None:
        view = self._chosen()
        if view is not None and self._standing.wish is None:
            self._workshop.begin(CheckGallery(view.item.name, view.item.folder))

    # Choice.

    def _use_chosen(self) -> None:
        view = self._chosen()
        if view is not None:
            self._use_item(view.item)

    def _use_by_name(self, name: str) -> None:
        self.frame.pick(self._folders.galleries / name)
        self.frame.show_details()
        self._use_chosen()

    def _use_item(self, item: GalleryItem) -> None:
        if item.encoder_id != self._standing.encoder_id:
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

        self.frame.remove_folder(item.folder, remove, removed)
