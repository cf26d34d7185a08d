"""Packs in the window: imported, converted, checked, damaged, removed."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from g3desktop.domain.pack import PackManifest
from g3desktop.engine.gallery.integrity import verify_gallery
from g3desktop.services.packs import describe_files, read_pack, verify_pack, write_manifest
from g3desktop.services.supply.catalogue import WORLD_MAP, WORLD_MAP_FILE
from g3desktop.ui.library_work import PackImported, PackInstalled, PackSound
from g3desktop.wiring.bundled import bundled_galleries
from g3desktop.wiring.gallery_packs import export_gallery
from tests.engine_child_gate import Gate
from tests.pack_server import Odd, PackServer, sha256_of
from tests.pmtiles import pmtiles_file
from tests.tiny_pack import write_tiny_pack
from tests.ui.library import Library, drop

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_pack(tmp_path_factory.mktemp("packs"))


@pytest.fixture
def pack(tiny: Path, tmp_path: Path) -> Path:
    """A sound pack outside the home."""
    return shutil.copytree(tiny, tmp_path / "tiny")


@pytest.fixture
def installed(tiny: Path, home: Path) -> Path:
    return shutil.copytree(tiny, home / "packs" / "tiny")


@pytest.fixture
def library(qtbot, home: Path) -> Iterator[Library]:
    with closing(Library(qtbot)) as library:
        library.dialog.show_packs()
        yield library


@pytest.fixture
def shown(installed: Path, library: Library) -> Library:
    """A library that has the pack `tiny`, and shows it."""
    library.choose(library.packs, "tiny")
    return library


@pytest.fixture
def held(qtbot, home: Path, gate: Gate) -> Iterator[tuple[Library, Gate]]:
    """A library whose work waits at a gate."""
    options = {"function": "tests.labour_works:hold", "grace_ms": 600_000}
    with closing(Library(qtbot, **options)) as library:
        library.dialog.show_packs()
        yield library, gate


def names(library: Library) -> list[str]:
    """Of the encoders that are here."""
    return [item.id for item in library.packs.frame.standing.stock.packs]


def flip_last_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 255
    path.write_bytes(content)


def test_the_bundled_pack_shows_its_card_as_text(library: Library):
    page = library.packs
    assert names(library) == ["starter"]
    assert page._card.toPlainText().startswith("# Model card")
    assert "came with the program" in library.row(library.packs, "starter").line
    assert not page._remove.isVisible()
    manifest = library.packs.frame.standing.stock.packs[0].pack.manifest
    texts = page.frame.details.facts.texts()
    assert {manifest.version, manifest.licence, manifest.source} <= set(texts)


@pytest.mark.parametrize(("width_px", "height_px"), [(1, 1), (1000, 700), (1600, 1000)])
def test_the_chosen_one_has_more_room_than_the_list(
    qtbot, library: Library, width_px: int, height_px: int
):
    page = library.packs
    library.dialog.resize(width_px, height_px)
    qtbot.waitUntil(lambda: page._card.height() > 0)
    details = page.frame.details
    assert details.width() > page.frame._list.width()
    # Nothing is empty below the card.
    card = page._card.mapTo(details.widget(), page._card.rect().bottomLeft())
    below = details.widget().layout().contentsMargins().bottom()
    assert details.widget().height() - card.y() <= 2 * below


def test_a_pack_is_imported_by_drop_shown_and_used(library: Library, pack: Path, home: Path):
    assert drop(library.packs.frame, pack)
    library.wait(lambda: library.workshop.working or library.workshop.outcome)
    assert library.finish().result == PackImported("tiny")
    verify_pack(read_pack(home / "packs" / "tiny"))
    assert names(library) == ["starter", "tiny"]
    assert library.packs.frame.details._title.text() == "tiny"
    library.click(library.packs._use)
    assert library.told == [("encoder", "tiny")]
    assert library.row(library.packs, "tiny").state == "✓ in use"


def test_an_encoder_whose_gallery_is_another_lets_go_of_the_gallery(shown: Library):
    starter = shown.row(shown.galleries, "starter")
    assert starter
    item = shown.packs.frame.standing.stock.packs[0]
    shown.dialog.show_in_use(item.pack.encoder_id, "starter")
    shown.click(shown.packs._use)
    assert shown.told == [("encoder", "tiny"), ("gallery", "")]


def test_a_file_of_the_folder_can_be_dropped(library: Library, pack: Path, home: Path):
    assert drop(library.packs.frame, pack / "pack.json")
    library.wait(lambda: library.workshop.working or library.workshop.outcome)
    assert library.finish().result == PackImported("tiny")


def test_a_damaged_pack_is_refused_whole(library: Library, pack: Path, home: Path):
    flip_last_byte(next(pack.glob("*.safetensors")))
    library.packs.import_from(pack)
    assert "its contents changed" in library.finish().problem
    assert "its contents changed" in library.strip()
    assert names(library) == ["starter"]
    assert list((home / "packs").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "said"), [({}, "holds neither"), ({"g3.pth": b"no weights"}, "g3.pth")]
)
def test_a_folder_that_holds_no_pack_is_refused(
    library: Library, tmp_path: Path, content: dict[str, bytes], said: str
):
    folder = tmp_path / "<i>what"
    folder.mkdir()
    for name, data in content.items():
        (folder / name).write_bytes(data)
    library.packs.import_from(folder)
    assert said in library.finish().problem


def test_a_pack_that_is_there_already_is_refused(shown: Library, pack: Path):
    shown.packs.import_from(pack)
    assert "is there already" in shown.finish().problem


def test_a_folder_that_cannot_be_written_is_said(library: Library, pack: Path, home: Path):
    (home / "packs").write_text("no folder")
    library.packs.import_from(pack)
    assert str(home / "packs") in library.finish().problem


@posix
def test_an_import_is_stopped(held: tuple[Library, Gate], pack: Path, home: Path):
    library, gate = held
    library.packs.import_from(pack)
    arrival = gate.wait()
    assert not library.packs.frame._add.isEnabled()
    assert not drop(library.packs.frame, pack)
    library.stop()
    arrival.let_through()
    assert library.finish().was_stopped
    assert "Nothing was changed" in library.strip()
    assert not (home / "packs" / "tiny").exists()
    assert library.packs.frame._add.isEnabled()


@posix
def test_a_full_disk_is_said(qtbot, home: Path, pack: Path):
    with closing(Library(qtbot, function="tests.labour_works:short_of_space")) as library:
        library.packs.import_from(pack)
        assert "is full" in library.finish().problem
    assert not (home / "packs" / "tiny").exists()


def test_a_sound_pack_is_checked(shown: Library):
    shown.click(shown.packs._check)
    assert shown.finish().result == PackSound("tiny", 1)
    assert "✓ Checked" in shown.packs.frame.details.state_text()


def test_damage_that_only_a_check_finds(shown: Library, installed: Path):
    flip_last_byte(next(installed.glob("*.safetensors")))
    shown.click(shown.packs._check)
    assert "its contents changed" in shown.finish().problem
    assert shown.row(shown.packs, "tiny").state == "✕ damaged"
    assert not shown.packs._use.isEnabled()


@pytest.mark.parametrize("how", ["weights", "description", "id", "name"])
def test_a_damaged_pack_is_shown_with_its_reason_and_can_go(
    library: Library, installed: Path, home: Path, how: str
):
    folder = installed
    if how == "weights":
        next(installed.glob("*.safetensors")).unlink()
    elif how == "description":
        (installed / "pack.json").write_text("{}")
    else:
        folder = installed.rename(home / "packs" / ("other" if how == "id" else "<b>My Pack"))
    library.packs.frame.stale.emit()
    library.settle()
    library.choose(library.packs, folder.name)
    assert library.row(library.packs, folder.name).state == "✕ damaged"
    assert library.packs.frame.details.state_text()
    assert not library.packs._use.isVisible()
    library.click(library.packs._remove)
    library.answer("Remove")
    library.settle()
    assert not folder.exists()
    assert names(library) == ["starter"]


def test_what_a_pack_says_of_itself_is_no_markup(library: Library, installed: Path):
    path = installed / "pack.json"
    manifest = json.loads(path.read_text())
    manifest |= {"licence": "<a href='x'>free</a>\nline", "source": "\u202egpj.exe <img src=x>"}
    path.write_text(json.dumps(manifest))
    (installed / "README.md").write_bytes(b"<h1>card</h1> \xff <script>")
    library.packs.frame.stale.emit()
    library.settle()
    library.choose(library.packs, "tiny")
    texts = library.packs.frame.details.facts.texts()
    assert "<a href='x'>free</a>\\nline" in texts
    assert "\\u202egpj.exe <img src=x>" in texts
    assert library.packs._card.toPlainText() == "<h1>card</h1> \ufffd <script>"
    labels = library.packs.frame.details.facts.findChildren(type(library.packs.frame._problem))
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


def test_a_pack_is_removed_after_a_question(shown: Library, installed: Path):
    shown.click(shown.packs._remove)
    shown.answer("Cancel")
    assert installed.exists()
    shown.click(shown.packs._remove)
    shown.answer("Remove")
    shown.settle()
    assert not installed.exists()
    assert shown.told == []


def test_removing_the_pack_in_use_says_so_and_lets_go_of_it(shown: Library, installed: Path):
    shown.dialog.show_in_use(read_pack(installed).encoder_id, "")
    shown.click(shown.packs._remove)
    assert "It is in use" in shown.question().informativeText()
    shown.answer("Remove")
    shown.settle()
    assert shown.told == [("encoder", ""), ("gallery", "")]


def test_a_pack_of_the_user_stands_before_the_bundled_one(
    library: Library, home: Path, tmp_path: Path
):
    write_tiny_pack(home / "packs", "starter")
    library.packs.frame.stale.emit()
    library.settle()
    (item,) = library.packs.frame.standing.stock.packs
    assert (item.bundled, item.folder) == (False, home / "packs" / "starter")


def test_a_gallery_that_was_exported_is_imported(library: Library, tmp_path: Path, home: Path):
    export_gallery(bundled_galleries() / "starter", tmp_path / "out")
    manifest = json.loads((tmp_path / "out" / "pack.json").read_text())
    (tmp_path / "out" / "pack.json").write_text(json.dumps({**manifest, "name": "Mine"}))
    library.packs.import_from(tmp_path / "out")
    assert library.finish().result == PackImported("starter", "Mine")
    assert "became the gallery Mine" in library.strip()
    assert verify_gallery(home / "galleries" / "Mine").rows > 0
    assert "Mine" in [item.name for item in library.packs.frame.standing.stock.galleries]


# Maps.


@pytest.fixture
def world(home: Path) -> Path:
    """The file of a world map that is installed."""
    folder = home / "packs" / WORLD_MAP
    folder.mkdir(parents=True)
    file = pmtiles_file(folder / WORLD_MAP_FILE)
    manifest = PackManifest(
        format=1,
        id=WORLD_MAP,
        kind="basemap",
        version="1",
        licence="ODbL-1.0",
        source="a test",
        files=describe_files(folder),
    )
    write_manifest(folder, manifest)
    return file


def test_a_map_is_drawn_and_let_go_of_when_it_is_removed(world: Path, library: Library):
    page = library.packs
    library.choose(page, WORLD_MAP)
    library.click(page._draw)
    assert library.told == [("basemap", str(world))]
    assert library.row(page, WORLD_MAP).state == "✓ in use"
    assert not page._draw.isVisible()
    library.click(page._remove)
    assert "draws no streets any more" in library.question().informativeText()
    library.answer("Remove")
    library.settle()
    assert library.told[1:] == [("basemap", "")]
    assert not world.exists()


def test_what_is_no_map_is_not_offered_to_the_map(library: Library):
    for name in ("starter", WORLD_MAP, "mp16-pro"):
        library.choose(library.packs, name)
        assert not library.packs._draw.isVisible()


def test_a_map_that_another_dialog_chose_is_shown_as_in_use(world: Path, library: Library):
    library.dialog.show_basemap(str(world))
    assert library.row(library.packs, WORLD_MAP).state == "✓ in use"
    library.dialog.show_basemap("")
    assert library.row(library.packs, WORLD_MAP).state == ""


# Packs that are not here yet.

CSV = b"IMG_ID,AUTHOR,LAT,LON\n" * 5000


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[PackServer]:
    """Stands for the hub."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with PackServer.running() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        server.repos["datasets/Jia-py/MP16-Pro"] = {"MP16_Pro_filtered.csv": CSV}
        yield server


def install(library: Library) -> None:
    library.click(library.packs._install)
    library.answer("Accept and download")


def test_what_can_be_had_is_listed_behind_what_is_here(library: Library):
    rows = library.packs.frame._list.rows()
    assert [row.name for row in rows] == ["starter", "g3", "mp16-pro", "g3-index", "world-map"]
    assert [row.state for row in rows[1:]] == ["○ not here"] * 4
    library.choose(library.packs, "g3-index")
    assert "g3, mp16-pro" in library.packs.frame.details.facts.texts()
    assert not library.packs._use.isVisible()
    assert not library.packs._check.isVisible()
    assert not library.packs._remove.isVisible()
    library.choose(library.packs, "starter")
    assert not library.packs._install.isVisible()


def test_nothing_is_asked_of_anybody_without_a_yes(hub: PackServer, library: Library):
    library.choose(library.packs, "mp16-pro")
    library.click(library.packs._install)
    told = library.question().informativeText()
    assert "academic use" in told
    assert "huggingface.co/datasets/Jia-py/MP16-Pro" in told
    library.answer("Cancel")
    assert library.workshop.working is None
    assert hub.asked == []


def test_a_pack_is_installed_checked_and_removed(hub: PackServer, library: Library, home: Path):
    library.choose(library.packs, "mp16-pro")
    install(library)
    assert library.finish().result == PackInstalled("mp16-pro", "")
    assert read_pack(home / "packs" / "mp16-pro").manifest.terms is not None
    assert library.packs.frame.details._title.text() == "mp16-pro"
    assert library.row(library.packs, "mp16-pro").state == ""
    library.click(library.packs._check)
    assert library.finish().result == PackSound("mp16-pro", 1)
    assert "✓ Checked" in library.packs.frame.details.state_text()
    library.click(library.packs._remove)
    library.answer("Remove")
    library.settle()
    assert library.row(library.packs, "mp16-pro").state == "○ not here"


def test_an_install_is_paused_gone_on_with_and_dropped(
    hub: PackServer, library: Library, home: Path
):
    slow = [Odd(piece_bytes=10_000) for _ in range(2)]
    hub.behave(sha256_of(CSV), *slow)
    library.choose(library.packs, "mp16-pro")
    for odd in slow:
        install(library)
        for _ in range(3):
            odd.more.release()
            odd.sent.acquire()
        library.stop()
        assert library.finish().was_stopped
        for _ in range(len(CSV)):
            odd.more.release()
        assert "stays" in library.strip()
        assert library.row(library.packs, "mp16-pro").state == "◔ begun"
        assert library.packs._install.text() == "Go on…"
    library.click(library.packs._drop)
    library.answer("Drop")
    library.settle()
    assert library.row(library.packs, "mp16-pro").state == "○ not here"
    assert list((home / "packs").iterdir()) == []


def test_why_a_pack_cannot_be_had_is_said(hub: PackServer, library: Library):
    hub.repos.clear()
    library.choose(library.packs, "mp16-pro")
    install(library)
    assert "mp16-pro" in library.finish().problem
    assert "It failed" in library.strip()
