"""The window while something fails under it: the engine, the gallery, the disk."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from g3desktop.engine.gallery.build import BuildPlan, build_gallery
from g3desktop.engine.messages import PhotoOptions
from g3desktop.store.records import PhotoState
from g3desktop.ui.photo_list import Role
from tests.engine_child_builders import write_special
from tests.engine_child_gate import Arrival, Gate
from tests.fakes import FakeEncoder
from tests.pictures import write_photo, write_photos
from tests.ui.sessions import stored
from tests.ui.windows import Opened, opened, urls

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")

DONE, FAILED = PhotoState.DONE, PhotoState.FAILED
ASKING = PhotoOptions(effort="standard", prompts=(0,), samples=1)

STAGES = {
    "reading": {},
    "aligning": {"hold": "align"},
    "comparing": {"hold": "compare"},
    "asking": {"hold": "reply", "model": True},
}


def kill(arrival: Arrival) -> None:
    os.kill(arrival.pid, signal.SIGKILL)
    arrival.leave()


def serve(window: Opened, gate: Gate) -> None:
    """Hold the engine no more, until nothing is left to do."""

    def is_idle() -> bool:
        gate.let_all_through()
        return window.is_idle

    window.wait(is_idle)


def told(window: Opened) -> list[str]:
    return [notice for notice in window.notices if "It is being started again." in notice]


def test_an_engine_killed_while_it_starts(qtbot, tmp_path: Path, gate: Gate):
    photo = write_photo(tmp_path / "a.jpg")
    with opened(qtbot, tmp_path / "home", {"gate": gate.port, "hold": "begin"}) as window:
        window.drag(window.list, urls(photo))
        arrival = window.wait_at(gate)
        assert "engine starting…" in window.status
        kill(arrival)
        window.wait(lambda: "engine starting again…" in window.status)
        assert len(told(window)) == 1
        window.wait_at(gate).let_through()
        window.wait_idle()
        assert window.states() == [DONE]
        assert "fake · cpu" in window.status


@pytest.mark.parametrize("stage", STAGES)
def test_an_engine_killed_at_a_stage_starts_again_and_loses_nothing(
    qtbot, tmp_path: Path, gate: Gate, stage: str
):
    held = write_special(tmp_path / "hold.png", "hold")
    photos = [held, write_photo(tmp_path / "a.jpg", seed=1), write_photo(tmp_path / "b.jpg")]
    if stage != "reading":
        # Any photo comes to the gate at the later stages.
        write_photo(held, seed=2)
    wish = {"gate": gate.port} | STAGES[stage]
    with opened(qtbot, tmp_path / "home", wish, ASKING) as window:
        window.drag(window.list, urls(*photos))
        arrival = window.wait_at(gate)
        window.wait(lambda: PhotoState.WORKING in window.states())
        kill(arrival)
        window.wait(lambda: "engine starting again…" in window.status)
        assert len(told(window)) == 1
        serve(window, gate)
        assert window.states() == [DONE] * 3
        assert "3 photo(s)" in window.status
        assert "fake · cpu" in window.status
    with stored(tmp_path / "home") as library:
        assert all(library.answer(record.id) for record in library.photos())


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_a_photo_that_kills_it_twice_fails_and_the_others_go_on(
    qtbot, tmp_path: Path, gate: Gate, stage: str
):
    held = write_special(tmp_path / "hold.png", "hold")
    others = [write_photo(tmp_path / "a.jpg", seed=1), write_photo(tmp_path / "b.jpg")]
    if stage != "reading":
        write_photo(held, seed=2)
    wish = {"gate": gate.port} | STAGES[stage]
    with opened(qtbot, tmp_path / "home", wish, ASKING) as window:
        window.drag(window.list, urls(held, *others))
        kill(window.wait_at(gate))
        kill(window.wait_at(gate))
        serve(window, gate)
        assert window.states() == [FAILED, DONE, DONE]
        reason = window.rows(Role.LINE)[0]
        assert "the engine stopped twice on this photo" in reason
        assert "killed" in reason
        # The same sentence twice is one notice.
        assert len(told(window)) == 1
        assert "1 without an answer" in window.status
        name, _, chosen = window.read_aloud()[0]
        assert chosen
        assert reason in name
        # It is placed after all when it is asked for again.
        window.action("Place again").trigger()
        serve(window, gate)
        assert window.states() == [DONE] * 3
    with stored(tmp_path / "home") as library:
        assert [record.state for record in library.photos()] == [DONE] * 3


def test_an_engine_that_never_starts_is_said_and_photos_wait(qtbot, tmp_path: Path):
    with opened(qtbot, tmp_path / "home", {"begin": "kill"}) as window:
        window.drag(window.list, urls(write_photo(tmp_path / "a.jpg")))
        window.wait(lambda: "no engine" in window.status)
        window.wait_idle()
        assert any("stopped 3 times before any photo" in notice for notice in window.notices)
        assert window.states() == [PhotoState.WAITING]


@pytest.fixture
def gallery(tmp_path: Path) -> Path:
    return make_gallery(tmp_path / "known")


def make_gallery(photos: Path, count: int = 12) -> Path:
    write_photos(photos, count)
    shelf = photos.parent / "galleries"
    build_gallery(BuildPlan(photos, photos.name, shelf), FakeEncoder())
    return shelf / photos.name


def remove(gallery: Path) -> None:
    shutil.rmtree(gallery)


def rewrite(gallery: Path) -> None:
    """Put another gallery in its place, as one does that is built again."""
    new = make_gallery(gallery.parents[1] / "others", 15)
    shutil.rmtree(gallery)
    new.rename(gallery)


def empty(gallery: Path) -> None:
    """Leave the folder, and nothing in it that is whole."""
    for file in gallery.rglob("*"):
        if file.is_file():
            file.unlink()
            file.write_bytes(b"")


def add_to(gallery: Path) -> None:
    """Build it again with more photos, as the command line does: its old files are gone then."""
    photos = gallery.parents[1] / gallery.name
    make_gallery(photos, len(list(photos.rglob("*.jpg"))) + 3)


@pytest.mark.parametrize("happens", [rewrite, add_to])
def test_a_gallery_that_is_rewritten_while_it_is_used(
    qtbot, tmp_path: Path, gallery: Path, happens
):
    photos = [write_photo(tmp_path / f"{n}.jpg", seed=50 + n) for n in range(2)]
    with opened(qtbot, tmp_path / "home", {"gallery": str(gallery)}) as window:
        used: list[str] = []
        for photo in photos:
            window.drag(window.list, urls(photo))
            window.wait_idle()
            used.append(window.heard.views[-1].ready.gallery.id)
            happens(gallery)
        assert window.states() == [DONE] * 2
        assert used[0] != used[1]
        assert [view.state for view in window.heard.views].count("ready") == 2
        assert window.notices == ()


def test_a_gallery_that_is_rewritten_is_opened_anew_for_who_looks(
    qtbot, tmp_path: Path, gallery: Path
):
    photo = write_photo(tmp_path / "a.jpg", seed=50)
    with opened(qtbot, tmp_path / "home", {"gallery": str(gallery)}) as window:
        window.drag(window.list, urls(photo))
        window.wait_idle()
        heats = len(window.heard.heats)
        rewrite(gallery)
        window.heard.session.describe(window.heard.ids()[0])
        window.wait_idle()
        assert len(window.heard.heats) == heats + 1
        assert window.heard.heats[-1].areas
        assert [view.state for view in window.heard.views][-2:] == ["starting", "ready"]


@pytest.mark.parametrize("happens", [remove, empty])
def test_a_gallery_that_is_lost_while_it_is_used(qtbot, tmp_path: Path, gallery: Path, happens):
    first, second = write_photo(tmp_path / "a.jpg", seed=50), write_photo(tmp_path / "b.jpg")
    wish = {"gallery": str(gallery)}
    with opened(qtbot, tmp_path / "home", wish) as window:
        window.drag(window.list, urls(first))
        window.wait_idle()
        assert window.states() == [DONE]
        happens(gallery)
        window.drag(window.list, urls(second))
        window.wait_idle()
        # It waits, as all others would, for an engine that can be built.
        assert window.states()[1] == PhotoState.WAITING
        (notice,) = window.notices
        assert "gallery" in notice.lower()
        assert "fault" not in notice
        # What was found before can still be looked at, without its references' pictures.
        window.window.select_photo(1)
        window.window.select_photo(0)
        window.wait_idle()
        for _ in range(3):
            window.action("Next place").trigger()
        window.wait_idle()
        assert window.states()[0] == DONE
        # Once it is there again, it is enough to ask again.
        make_gallery(tmp_path / "new").rename(tmp_path / "galleries" / "found")
        shutil.rmtree(gallery, ignore_errors=True)
        (tmp_path / "galleries" / "found").rename(gallery)
        window.action("Place again").trigger()
        window.wait_idle()
        assert window.states() == [DONE, DONE]
    log = (tmp_path / "home" / "engine.log").read_text()
    assert "Segmentation fault" not in log
    assert "Fatal Python error" not in log


def test_a_full_disk_is_said_and_answers_are_shown(qtbot, tmp_path: Path, gate: Gate):
    held = write_special(tmp_path / "hold.png", "hold")
    others = write_photos(tmp_path / "photos", 20)
    home = tmp_path / "home"
    with opened(qtbot, home, {"gate": gate.port}) as window:
        window.drag(window.list, urls(held, *others))
        arrival = window.wait_at(gate)
        window.wait(lambda: len(window.rows()) == 21)
        fill_disk(window)
        arrival.let_through()
        serve(window, gate)
        assert any("full" in notice for notice in window.notices), window.notices
        assert all("\n" not in notice for notice in window.notices)
        assert window.states() == [DONE] * 21
        assert window.evidence._answer is not None
        # For more photos there is no room in the list; it stays as it was.
        window.window.tell("said before")
        window.drag(window.list, urls(*write_photos(tmp_path / "late", 300)))
        serve(window, gate)
        assert "full" in window.notices[-1]
        listed = window.rows()
        assert len(listed) < 321
    # What had been kept is whole.
    with stored(home) as library:
        assert [record.name for record in library.photos()] == listed


def fill_disk(window: Opened) -> None:
    """Let the library's file grow no more: SQLite says then what it says on a full disk."""

    def fill(library) -> None:
        connection = library._database._connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")

    window.heard.session._keeping.run(fill)
