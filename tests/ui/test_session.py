"""Photos on their way: into the list, to the engine, into the store, and back at the next start."""

from __future__ import annotations

import base64
import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage

from g3desktop.engine.messages import PhotoOptions
from g3desktop.store.records import PhotoState
from g3desktop.ui.intake import path_of, photos_at
from tests.engine_child_builders import write_special
from tests.engine_child_gate import Arrival, Gate
from tests.pictures import write_photo, write_photos
from tests.ui.sessions import PATIENCE_MS, listening, stored

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX"),
]

DONE, FAILED, WAITING, WORKING = (
    PhotoState.DONE,
    PhotoState.FAILED,
    PhotoState.WAITING,
    PhotoState.WORKING,
)


def wait_at(gate: Gate, qtbot) -> Arrival:
    """Wait for the engine to come to the gate, while the window goes on."""
    qtbot.waitUntil(lambda: gate.is_awaited, timeout=PATIENCE_MS)
    return gate.wait()


def data_url(path: Path, kind: str = "image/png") -> str:
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def test_photos_are_placed_stored_and_not_placed_again(qtbot, tmp_path: Path):
    photos = write_photos(tmp_path / "photos", 4)
    with listening(tmp_path / "home") as heard:
        heard.session.add(photos)
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE] * 4
        assert [record.path for record in heard.records.values()] == photos
        assert heard.thumbnails == set(heard.records)
        assert heard.computed == 4
        for photo in heard.ids():
            mine = [state for one, state in heard.history if one == photo]
            assert mine == [WAITING, WORKING, DONE]
    with listening(tmp_path / "home") as heard:
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE] * 4
        assert heard.thumbnails == set(heard.records)
        heard.session.show(heard.ids()[0])
        heard.wait_idle(qtbot)
        assert heard.answers[-1].last
        heard.session.add(photos)
        heard.wait_idle(qtbot)
        assert heard.found_again == heard.ids()
        assert heard.states() == [DONE] * 4
        assert heard.computed == 4


@pytest.mark.parametrize("what", ["encoder", "settings", "file"])
def test_a_photo_is_placed_again_when_something_has_changed(qtbot, tmp_path: Path, what: str):
    photo = write_photo(tmp_path / "a.jpg", seed=1)
    with listening(tmp_path / "home") as heard:
        heard.session.add([photo])
        heard.wait_idle(qtbot)
    wish = {"id": "fake-2"} if what == "encoder" else {}
    options = PhotoOptions(top=3) if what == "settings" else PhotoOptions()
    if what == "file":
        write_photo(photo, seed=2, size=(64, 48))
    with listening(tmp_path / "home", wish, options) as heard:
        heard.wait_idle(qtbot)
        assert heard.computed == 1
        heard.session.add([photo])
        heard.wait_idle(qtbot)
        assert heard.computed == 2
        assert heard.states() == [DONE]


def test_what_was_known_under_another_name_is_not_placed_again(qtbot, tmp_path: Path):
    photo = write_photo(tmp_path / "a.jpg")
    with listening(tmp_path / "home") as heard:
        heard.session.add([photo])
        heard.wait_idle(qtbot)
        twin = Path(shutil.copy(photo, tmp_path / "twin.jpg"))
        heard.session.add([twin])
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE, DONE]
        heard.session.show(heard.ids()[1])
        heard.wait_idle(qtbot)
        assert heard.answers[-1].answer.photo.path == str(twin)
        assert heard.computed == 1


def test_twins_that_wait_are_answered_together(qtbot, tmp_path: Path, gate: Gate):
    first = write_photo(tmp_path / "first.jpg", seed=1)
    held = write_special(tmp_path / "held.png", "hold")
    with listening(tmp_path / "home", {"gate": gate.port}) as heard:
        others = [write_photo(tmp_path / f"{n}.jpg", seed=2 + n) for n in range(40)]
        twins = [Path(shutil.copy(first, tmp_path / f"twin{n}.jpg")) for n in range(3)]
        heard.session.add([held])
        arrival = wait_at(gate, qtbot)
        heard.session.add([first, *others, *twins])
        qtbot.waitUntil(lambda: len(heard.session._inquiry._jobs) == 45, timeout=PATIENCE_MS)
        arrival.let_through()
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE] * 45
        assert heard.computed <= 45


def test_several_hundred_at_once(qtbot, tmp_path: Path):
    folder = tmp_path / "many"
    photos = write_photos(folder, 280)
    broken = []
    for number in range(20):
        path = folder / f"broken{number:02}.jpg"
        path.write_bytes(photos[number].read_bytes()[:200])
        broken.append(path)
    with listening(tmp_path / "home") as heard:
        heard.session.add([folder])
        heard.wait_idle(qtbot)
        assert len(heard.records) == 300
        failed = {record.path for record in heard.records.values() if record.state is FAILED}
        assert failed == set(broken)
        assert all(record.reason for record in heard.records.values() if record.path in failed)
        assert heard.states().count(DONE) == 280
        assert heard.session.unfinished == 0


def test_files_come_in_the_order_in_which_they_were_named(qtbot, tmp_path: Path):
    folder = tmp_path / "folder"
    inside = write_photos(folder, 3)
    one, two = write_photo(tmp_path / "z.jpg"), write_photo(tmp_path / "a.jpg", seed=1)
    with listening(tmp_path / "home") as heard:
        heard.session.add([one, folder, two, one])
        heard.wait_idle(qtbot)
        assert [record.path for record in heard.records.values()] == [one, *inside, two]
        assert heard.found_again == []


def test_the_order_of_work_is_changed_and_kept(qtbot, tmp_path: Path, gate: Gate):
    photos = [write_photo(tmp_path / f"{n}.jpg", seed=n) for n in range(4)]
    home = tmp_path / "home"
    with listening(home, {"gate": gate.port, "hold": "begin"}) as heard:
        arrival = wait_at(gate, qtbot)
        heard.session.add(photos)
        qtbot.waitUntil(lambda: len(heard.records) == 4, timeout=PATIENCE_MS)
        ids = heard.ids()
        heard.session.take_next([ids[3], ids[1]])
        qtbot.waitUntil(lambda: bool(heard.orders), timeout=PATIENCE_MS)
        order = (ids[3], ids[1], ids[0], ids[2])
        assert heard.orders == [order]
        heard.session.close()
        arrival.leave()
    with listening(home) as heard:
        heard.wait_idle(qtbot)
        assert tuple(heard.ids()) == order
        assert [one for one, state in heard.history if state is DONE] == list(order)


def test_what_is_done_has_no_turn(qtbot, tmp_path: Path, gate: Gate):
    photos = [write_photo(tmp_path / f"{n}.jpg", seed=n) for n in range(3)]
    held = write_special(tmp_path / "held.png", "hold")
    with listening(tmp_path / "home", {"gate": gate.port}) as heard:
        heard.session.add(photos)
        heard.wait_idle(qtbot)
        ids = heard.ids()
        heard.session.take_next(ids[:1])
        heard.wait_idle(qtbot)
        assert heard.orders == []
        heard.session.add([held])
        arrival = wait_at(gate, qtbot)
        # Alone it is next as it is.
        last = heard.ids()[3]
        heard.session.take_next([ids[0], last])
        qtbot.waitUntil(lambda: bool(heard.orders), timeout=PATIENCE_MS)
        assert heard.orders == [(*ids, last)]
        arrival.let_through()
        heard.wait_idle(qtbot)


def test_work_is_stopped_for_one_and_for_all(qtbot, tmp_path: Path, gate: Gate):
    photos = [write_photo(tmp_path / f"{n}.jpg", seed=n) for n in range(4)]
    with listening(tmp_path / "home", {"gate": gate.port, "hold": "begin"}) as heard:
        arrival = wait_at(gate, qtbot)
        heard.session.add(photos)
        qtbot.waitUntil(lambda: len(heard.records) == 4, timeout=PATIENCE_MS)
        ids = heard.ids()
        heard.session.cancel([ids[1]])
        qtbot.waitUntil(lambda: heard.states() == [WAITING, FAILED, WAITING, WAITING])
        assert heard.records[ids[1]].reason == "cancelled"
        heard.session.cancel_all()
        qtbot.waitUntil(lambda: heard.states() == [FAILED] * 4)
        assert heard.session.unfinished == 0
        arrival.let_through()
        heard.session.retry(ids[:2])
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE, DONE, FAILED, FAILED]
        assert heard.computed == 2


def test_stopping_all_stops_a_folder_that_is_being_read(qtbot, tmp_path: Path):
    folder = tmp_path / "photos"
    write_photos(folder, 3)
    with listening(tmp_path / "home") as heard:
        heard.session.add([folder])
        heard.session.cancel_all()
        heard.wait_idle(qtbot)
        assert not heard.records
        assert len(heard.warnings) == 1
        assert "was stopped" in heard.warnings[0]
        heard.session.add([folder])
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE] * 3


def test_a_photo_in_work_is_stopped_and_removed(qtbot, tmp_path: Path, gate: Gate):
    held = write_special(tmp_path / "held.png", "hold")
    other = write_photo(tmp_path / "b.jpg")
    with listening(tmp_path / "home", {"gate": gate.port}) as heard:
        heard.session.add([held, other])
        arrival = wait_at(gate, qtbot)
        photo = heard.ids()[0]
        heard.session.retry([photo])
        heard.session.remove([photo])
        heard.records.pop(photo)
        arrival.let_through()
        heard.wait_idle(qtbot)
        assert photo not in heard.records
        assert heard.session.record(photo) is None
        assert heard.states() == [DONE]
    with stored(tmp_path / "home") as library:
        assert [record.path for record in library.photos()] == [other]


def test_asked_for_twice_is_placed_once(qtbot, tmp_path: Path):
    photo = write_photo(tmp_path / "a.jpg")
    with listening(tmp_path / "home") as heard:
        heard.session.add([photo])
        heard.wait_idle(qtbot)
        heard.session.retry(heard.ids())
        heard.session.retry(heard.ids())
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE]
        assert heard.computed <= 3
        before = heard.computed
        heard.session.retry(heard.ids())
        heard.session.cancel(heard.ids())
        heard.wait_idle(qtbot)
        # An earlier answer stands, so it is done as it was.
        assert heard.states() == [DONE]
        assert heard.computed == before


def test_a_failed_photo_is_tried_again_when_it_is_added_again(qtbot, tmp_path: Path):
    photo = tmp_path / "a.jpg"
    photo.write_text("no picture")
    with listening(tmp_path / "home") as heard:
        heard.session.add([photo])
        heard.wait_idle(qtbot)
        assert heard.states() == [FAILED]
        write_photo(photo)
        heard.session.add([photo])
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE]
        assert heard.thumbnails == set(heard.records)


def test_closed_in_mid_work_it_goes_on_at_the_next_start(qtbot, tmp_path: Path, gate: Gate):
    held = write_special(tmp_path / "held.png", "hold")
    other = write_photo(tmp_path / "b.jpg")
    home = tmp_path / "home"
    with listening(home, {"gate": gate.port}) as heard:
        heard.session.add([held, other])
        arrival = wait_at(gate, qtbot)
        qtbot.waitUntil(lambda: WORKING in heard.states(), timeout=PATIENCE_MS)
        heard.session.close()
        arrival.leave()
    with listening(home, {"gate": gate.port}) as heard:
        wait_at(gate, qtbot).let_through()
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE, DONE]


def test_an_engine_that_dies_is_said_and_the_others_go_on(qtbot, tmp_path: Path):
    deadly = write_special(tmp_path / "deadly.png", "kill")
    other = write_photo(tmp_path / "b.jpg")
    with listening(tmp_path / "home") as heard:
        heard.session.add([deadly, other])
        heard.wait_idle(qtbot)
        states = {record.path: record.state for record in heard.records.values()}
        assert states == {deadly: FAILED, other: DONE}
        assert "gone" in [view.state for view in heard.views]
        assert heard.views[-1].state == "ready"


def test_without_an_engine_photos_wait(qtbot, tmp_path: Path):
    photo = write_photo(tmp_path / "a.jpg")
    with listening(tmp_path / "home", {"begin": "refuse"}) as heard:
        heard.session.add([photo])
        qtbot.waitUntil(lambda: heard.views[-1].state == "unready", timeout=PATIENCE_MS)
        heard.wait_idle(qtbot)
        assert heard.views[-1].exit_status == 4
        assert "There is no pack nope." in heard.views[-1].message
        assert heard.states() == [WAITING]
        heard.session.use({"count": str(heard.count)}, PhotoOptions())
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE]


def test_for_a_gallery_that_fails_the_engine_is_built_anew_once(qtbot, tmp_path: Path):
    photos = write_photos(tmp_path / "photos", 3)
    with listening(tmp_path / "home", {"gallery_fails": True}) as heard:
        heard.session.add(photos)
        heard.wait_idle(qtbot)
        assert heard.states() == [FAILED] * 3
        assert {record.reason for record in heard.records.values()} == {"The gallery is damaged."}
        states = [view.state for view in heard.views]
        assert states.count("ready") == 2
        assert states[-1] == "ready"


def test_another_engine_places_what_waits(qtbot, tmp_path: Path, gate: Gate):
    held = write_special(tmp_path / "held.png", "hold")
    other = write_photo(tmp_path / "b.jpg")
    with listening(tmp_path / "home", {"gate": gate.port}) as heard:
        heard.session.add([held, other])
        arrival = wait_at(gate, qtbot)
        options = replace(PhotoOptions(), top=2)
        heard.session.use({"id": "fake-2", "count": str(heard.count), "gate": gate.port}, options)
        arrival.let_through()
        wait_at(gate, qtbot).let_through()
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE, DONE]
        last = {shown.photo: shown.answer for shown in heard.answers if shown.last}
        assert {answer.engine.encoder for answer in last.values()} == {"fake-2"}
        assert {len(answer.candidates) for answer in last.values()} == {2}


def test_a_damaged_library_is_set_aside(qtbot, tmp_path: Path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "library.sqlite").write_bytes(b"no database at all" * 500)
    with listening(home) as heard:
        heard.session.add([write_photo(tmp_path / "a.jpg")])
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE]
        assert len(heard.warnings) == 1
        assert "library.damaged-" in heard.warnings[0]
    assert len(list(home.glob("library.damaged-*"))) == 1


def test_a_library_that_cannot_be_used_is_said_and_photos_are_placed(qtbot, tmp_path: Path):
    home = tmp_path / "home"
    (home / "library.sqlite").mkdir(parents=True)
    with listening(home) as heard:
        heard.session.add([write_photo(tmp_path / "a.jpg")])
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE]
        assert len(heard.warnings) == 1
        assert "\n" not in heard.warnings[0]
        assert "not be remembered" in heard.warnings[0]


def test_a_store_that_fails_later_loses_no_answer(qtbot, tmp_path: Path, gate: Gate):
    held = write_special(tmp_path / "held.png", "hold")
    home = tmp_path / "home"
    with listening(home, {"gate": gate.port}) as heard:
        heard.session.add([held])
        arrival = wait_at(gate, qtbot)
        qtbot.waitUntil(lambda: heard.states() == [WORKING], timeout=PATIENCE_MS)
        # As a disk does that is full: nothing can be written any more.
        heard.session._keeping.run(
            lambda library: library._database._connection.execute("PRAGMA query_only = ON")
        )
        arrival.let_through()
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE]
        assert heard.warnings
        assert all("\n" not in warning for warning in heard.warnings)


def test_where_the_evidence_lies(qtbot, tmp_path: Path):
    good, bad = write_photo(tmp_path / "a.jpg"), tmp_path / "b.jpg"
    bad.write_text("no picture")
    with listening(tmp_path / "home") as heard:
        heard.session.add([good, bad])
        heard.wait_idle(qtbot)
        for photo in heard.ids():
            heard.session.describe(photo)
        heard.wait_idle(qtbot)
        heats = {heat.photo: heat.areas for heat in heard.heats}
        first, second = heard.ids()
        assert [area.share for area in heats[first]] == [0.5, 0.8, 0.95]
        assert heats[second] == ()


def test_what_is_asked_of_a_closed_session_is_not_done(qtbot, tmp_path: Path):
    with listening(tmp_path / "home") as heard:
        heard.session.add([write_photo(tmp_path / "a.jpg")])
        heard.wait_idle(qtbot)
        (photo,) = heard.ids()
        heard.session.close()
        heard.session.describe(photo)
        heard.session.preview(photo, lambda _image: pytest.fail("nobody is there to see it"))
        qtbot.wait(0)
        assert heard.heats == []


def test_pasted_pictures_are_kept_until_they_are_removed(qtbot, tmp_path: Path):
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    png = tmp_path / "a.png"
    other = QImage(32, 32, QImage.Format.Format_RGB32)
    other.fill(QColor("red"))
    assert other.save(str(png))
    url = data_url(png)
    with listening(tmp_path / "home") as heard:
        heard.session.add_image(image)
        image.fill(QColor("black"))
        heard.session.add_data_url(url)
        heard.session.add_data_url(f" {url[:60]}\r\n{url[60:]} ".replace("+", "%2B"))
        heard.wait_idle(qtbot)
        assert len(heard.records) == 2
        first, second = heard.records.values()
        assert QImage(str(first.path)).pixelColor(1, 1) == QColor("teal")
        assert second.path.read_bytes() == png.read_bytes()
        heard.session.remove([first.id])
        heard.wait_idle(qtbot)
        assert not first.path.exists()
        assert second.path.exists()


@pytest.mark.parametrize(
    "url",
    [
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:image/png;base64,????",
        "data:image/png;base64",
        "data:text/html,<b>",
        "data:image/../../x;base64,AAAA",
        "data:image/png,",
    ],
)
def test_addresses_that_hold_no_picture(qtbot, tmp_path: Path, url: str):
    with listening(tmp_path / "home") as heard:
        heard.session.add_data_url(url)
        qtbot.waitUntil(lambda: len(heard.warnings) == 1)
        assert not heard.records
        assert not (tmp_path / "home" / "pasted").exists()


@pytest.mark.parametrize(
    "name",
    [
        "<b>bold<b>.jpg",
        'it\'s "quoted".jpg',
        "two\nlines.jpg",
        "right\u202egpj.jpg",
        "50%.jpg",
        "a?b#c.jpg",
        os.fsdecode(b"caf\xe9.jpg"),
    ],
)
def test_strange_names_are_placed_and_found_again(qtbot, tmp_path: Path, name: str):
    photo = write_photo(tmp_path / "a.jpg").rename(tmp_path / name)
    url = QUrl.fromEncoded(b"file://" + photo.as_uri().removeprefix("file://").encode())
    assert path_of(url) == photo
    home = tmp_path / "home"
    with listening(home) as heard:
        heard.session.add([photo])
        heard.wait_idle(qtbot)
        assert heard.states() == [DONE]
    with stored(home) as library:
        (record,) = library.photos()
        assert record.path == photo
        record.name.encode()


def test_names_that_no_file_can_have_are_said():
    found = photos_at([Path("a\0b.jpg"), Path("a\ud800b.jpg")], cancelled=lambda: False)
    assert found.paths == ()
    assert len(found.problems) == 2
    "".join(found.problems).encode()


def test_folders_without_photos_and_files_that_are_missing(qtbot, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    with listening(tmp_path / "home") as heard:
        heard.session.add([tmp_path / "empty", tmp_path / "missing.jpg"])
        heard.wait_idle(qtbot)
        assert len(heard.warnings) == 1
        assert "There is no photo in" in heard.warnings[0]
        assert heard.states() == [FAILED]


def test_notes_are_kept(qtbot, tmp_path: Path):
    with listening(tmp_path / "home") as heard:
        heard.session.note("key", b"value")
    with listening(tmp_path / "home") as heard:
        notes: list[object] = []
        heard.session.read_note("key", notes.append)
        qtbot.waitUntil(lambda: notes == [b"value"])


def test_closing_twice_and_at_once(tmp_path: Path):
    with listening(tmp_path / "home") as heard:
        heard.session.add(write_photos(tmp_path / "photos", 3))
        heard.session.close()
