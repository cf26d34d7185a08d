"""The galleries and packs that there are, as the pages show them; called in other threads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from g3desktop.domain.errors import PackError, UserError
from g3desktop.domain.pack import Pack
from g3desktop.services.flickr_pages import photo_page
from g3desktop.settings import Folders
from g3desktop.ui.sentences import error_words
from g3desktop.wiring import bundled_packs, gallery_shelves

if TYPE_CHECKING:
    from g3desktop.engine.gallery.shelf import GalleryEntry
    from g3desktop.engine.gallery.store import Gallery
    from g3desktop.engine.gallery.unfinished import Unfinished
    from g3desktop.services.supply.stock import Standing

translate = QCoreApplication.translate

Pictures = Literal["own", "published", "none"]
"""Where the pictures of a gallery's photos are: here, where one can be asked for, or nowhere."""

_CARD_NAME = "README.md"
_CARD_LIMIT_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class GalleryItem:
    """A gallery, a damaged one, or one whose build was stopped.

    Attributes:
        name: Of its folder.
        folder: Where it lies.
        bundled: Whether it came with the program.
        id: Names its content; "" where it is not known.
        rows: How many.
        encoder_id: What made it.
        pack: Id of the installed pack that is this encoder; "" where there is none.
        created: When it was last written, ISO 8601.
        size_bytes: Of vectors and table.
        is_compact: Whether its vectors are kept as codes, as those of large galleries are.
        pictures: Where the pictures of its photos are.
        sources: The folders that it was built from, as far as anybody remembers.
        problem: Why it cannot be used and what to try, or "".
        sources_problem: Why nobody can say what it was built from, or "".
        unfinished: The build or update that was stopped, or None.
    """

    name: str
    folder: Path
    bundled: bool = False
    id: str = ""
    rows: int = 0
    encoder_id: str = ""
    pack: str = ""
    created: str = ""
    size_bytes: int = 0
    is_compact: bool = False
    pictures: Pictures = "own"
    sources: tuple[Path, ...] = ()
    problem: str = ""
    sources_problem: str = ""
    unfinished: Unfinished | None = None

    @property
    def can_be_updated(self) -> bool:
        """Whether it can be brought up to date with the folders that it was built from."""
        return bool(self.id and self.sources) and not self.bundled

    @property
    def is_half_updated(self) -> bool:
        """Whether an update of it was stopped; the next one goes on from there."""
        begun = self.unfinished
        return self.can_be_updated and begun is not None and begun.folder in self.sources

    @property
    def is_there(self) -> bool:
        """Whether there is a gallery, and not just the beginning of one."""
        return bool(self.id or self.problem)


@dataclass(frozen=True, slots=True)
class PackItem:
    """A pack, or a damaged one.

    Attributes:
        id: Of its folder.
        folder: Where it lies.
        bundled: Whether it came with the program.
        pack: What it says of itself; None where it is damaged.
        problem: Why it cannot be used and what to try, or "".
        card: Its model card, as it is written.
    """

    id: str
    folder: Path
    bundled: bool
    pack: Pack | None
    problem: str = ""
    card: str = ""

    @property
    def size_bytes(self) -> int:
        """Of its files."""
        return sum(file.size for file in self.pack.manifest.files) if self.pack else 0


@dataclass(frozen=True, slots=True)
class Stock:
    """All there is.

    Attributes:
        galleries: By name.
        packs: By id.
        problems: Folders that cannot be read, one sentence each.
        others: Packs that are no encoders, and those that are not here yet.
    """

    galleries: tuple[GalleryItem, ...] = ()
    packs: tuple[PackItem, ...] = ()
    problems: tuple[str, ...] = ()
    others: tuple[Standing, ...] = ()


def read_stock(folders: Folders) -> Stock:
    """Look at the user's galleries and packs and at those that came with the program."""
    problems: list[str] = []
    packs: tuple[PackItem, ...] = ()
    others: tuple[Standing, ...] = ()
    try:
        packs = tuple(_packs(folders.packs, bundled_packs()))
        others = tuple(_others(folders, {item.id for item in packs}))
    except UserError as error:
        problems.append(error_words(error))
    ids = {item.pack.encoder_id: item.id for item in packs if item.pack}
    galleries: dict[str, GalleryItem] = {}
    for shelf in gallery_shelves(folders):
        try:
            items = list(_galleries(shelf, ids, bundled=shelf != folders.galleries))
        except OSError as error:
            message = translate("Library", "%1 cannot be read: %2.")
            why = UserError(
                message.replace("%2", str(error.strerror)).replace("%1", str(shelf)),
                hint=translate("Library", "Check its permissions."),
            )
            problems.append(error_words(why))
            continue
        galleries |= {item.name: item for item in items if item.name not in galleries}
    by_name = tuple(galleries[name] for name in sorted(galleries))
    return Stock(by_name, packs, tuple(problems), others)


def _galleries(shelf: Path, packs: dict[str, str], *, bundled: bool) -> Iterator[GalleryItem]:
    from g3desktop.engine.gallery.shelf import list_galleries
    from g3desktop.engine.gallery.unfinished import list_unfinished

    unfinished = {} if bundled else {build.name: build for build in list_unfinished(shelf)}
    for entry in list_galleries([shelf]):
        yield _gallery(entry, packs, unfinished.pop(entry.name, None), bundled=bundled)
    for build in unfinished.values():
        pack = packs.get(build.encoder_id, "")
        yield GalleryItem(
            build.name,
            shelf / build.name,
            encoder_id=build.encoder_id,
            pack=pack,
            unfinished=build,
        )


def _gallery(
    entry: GalleryEntry, packs: dict[str, str], unfinished: Unfinished | None, *, bundled: bool
) -> GalleryItem:
    from g3desktop.engine.gallery.store import Gallery

    manifest, problem = entry.manifest, entry.problem
    if manifest is None:
        return GalleryItem(
            entry.name, entry.folder, bundled, problem=problem, unfinished=unfinished
        )
    pictures: Pictures = "own"
    sources: tuple[Path, ...] = ()
    sources_problem = ""
    try:
        pictures = _pictures(Gallery.open(entry.folder))
    except UserError as error:
        problem = error_words(error)
    if not bundled:
        try:
            sources = _sources(entry)
        except UserError as error:
            sources_problem = error_words(error)
    return GalleryItem(
        name=entry.name,
        folder=entry.folder,
        bundled=bundled,
        id=manifest.id,
        rows=manifest.rows,
        encoder_id=manifest.encoder_id,
        pack=packs.get(manifest.encoder_id, ""),
        created=manifest.created,
        size_bytes=manifest.size_bytes,
        is_compact=any(segment.is_compact for segment in manifest.segments),
        pictures=pictures,
        sources=sources,
        problem=problem,
        sources_problem=sources_problem,
        unfinished=unfinished,
    )


def _pictures(gallery: Gallery) -> Pictures:
    """Tell where its pictures are, from its first row: all came in the same way."""
    from g3desktop.engine.gallery.store import THUMBNAILS_NAME
    from g3desktop.engine.gallery.table import read_record, reading

    if (gallery.folder / THUMBNAILS_NAME).is_dir():
        return "own"
    with reading(gallery.segments[0].table_path) as connection:
        record = read_record(connection, 0)
    url = record.url if record is not None else None
    return "published" if url and photo_page(url) is not None else "none"


def _sources(entry: GalleryEntry) -> tuple[Path, ...]:
    from g3desktop.engine.gallery.inventory import Inventory, inventory_path

    watched = Inventory(inventory_path(entry.folder.parent, entry.name)).watched()
    # One may be there twice, with two tables of positions.
    return tuple(dict.fromkeys(one.folder for one in watched))


def _packs(user: Path, bundled: Path) -> Iterator[PackItem]:
    from g3desktop.services.packs import list_packs

    sound = {pack.folder: pack for pack in list_packs(user, bundled)}
    items = [
        PackItem(pack.manifest.id, folder, pack.bundled, pack, card=_card(folder))
        for folder, pack in sound.items()
    ]
    for parent in (user, bundled):
        for folder in _subfolders(parent):
            problem = "" if folder in sound else _problem(folder)
            if problem:
                items.append(PackItem(folder.name, folder, parent == bundled, None, problem))
    yield from sorted(items, key=lambda item: item.id)


def _others(folders: Folders, listed: set[str]) -> Iterator[Standing]:
    """Yield packs that are no encoders, and those to be had, but for damaged ones."""
    from g3desktop.services.supply.stock import list_standings

    for standing in list_standings(folders.packs, bundled_packs(), folders.galleries):
        if standing.id not in listed:
            yield standing


def _problem(folder: Path) -> str:
    """Say what is wrong with a pack that is not among the sound ones; "" for a shadowed one."""
    from g3desktop.services.packs import find_pack, read_pack

    try:
        read_pack(folder)
        find_pack(folder.name, folder.parent, folder.parent)
    except PackError as error:
        return error_words(error)
    return ""


def _subfolders(parent: Path) -> list[Path]:
    try:
        return [f for f in parent.iterdir() if f.is_dir() and not f.name.startswith(".")]
    except OSError:
        # That it cannot be read was said already by whoever listed the sound ones.
        return []


def _card(folder: Path) -> str:
    try:
        with (folder / _CARD_NAME).open("rb") as stream:
            return stream.read(_CARD_LIMIT_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""
