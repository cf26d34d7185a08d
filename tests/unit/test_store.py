"""The list of photos: what is kept, in which order, and what is still to do."""

from __future__ import annotations

import dataclasses
import os
import sqlite3
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import UserError
from g3desktop.store.library import Library, join_library, open_library
from g3desktop.store.records import (
    AddedPhoto,
    FileStamp,
    NewPhoto,
    PhotoState,
    fingerprint_of,
)
from g3desktop.store.rows import MAX_NOTE_BYTES, MAX_THUMBNAIL_BYTES, reordered
from tests.small_library import make_answer, names

STAMP = FileStamp(size_bytes=5, mtime_ns=1_700_000_000_123_456_789)
JPEG = b"\xff\xd8 small \xff\xd9"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.sqlite"


@pytest.fixture
def library(file: Path) -> Iterator[Library]:
    opened = open_library(file)
    assert opened.set_aside is None
    assert opened.backup is None
    yield opened.library
    opened.library.close()


def add(library: Library, *names: str) -> list[int]:
    return [one.id for one in library.add(NewPhoto(Path("/photos") / name) for name in names)]


def states(library: Library) -> list[str]:
    return [record.state.value for record in library.photos()]


def test_an_added_photo_waits_with_everything_that_is_known(library: Library):
    (added,) = library.add([NewPhoto(Path("/photos/a.jpg"), thumbnail=JPEG)])
    assert added == AddedPhoto(1, is_new=True)
    (record,) = library.photos()
    assert record == library.photo(1)
    assert (record.path, record.name) == (Path("/photos/a.jpg"), "a.jpg")
    assert (record.state, record.reason, record.engine_deaths) == (PhotoState.WAITING, "", 0)
    assert (record.sha256, record.stamp, record.fingerprint) == (None, None, None)
    assert record.added_at_s > 0
    assert record.finished_at_s is None
    assert library.thumbnail(1) == JPEG
    assert library.answer(1) is None


def test_what_is_not_in_the_list_is_nothing(library: Library):
    assert library.photo(9) is None
    assert library.thumbnail(9) is None
    assert library.answer(9) is None
    assert library.note("layout") is None
    assert not library.start(9)
    assert not library.fail(9, "too late")
    assert not library.finish(9, make_answer(), fingerprint="f", stamp=None)
    assert library.record_engine_death(9) == 0
    library.set_thumbnails([(9, JPEG)])
    library.remove([9])
    library.retry([9])
    library.cancel([9], "cancelled")
    library.move([9], before=None)
    assert library.photos() == ()
    assert library.thumbnail(9) is None


def test_only_a_photo_that_waits_is_started(library: Library):
    stopped, answered, failed = add(library, "a.jpg", "b.jpg", "c.jpg")
    library.cancel([stopped], "stopped")
    library.finish(answered, make_answer(), fingerprint="f", stamp=None)
    library.fail(failed, "not a photo")
    before = library.photos()
    assert not any(library.start(photo) for photo in (stopped, answered, failed))
    assert library.photos() == before
    library.retry([failed])
    assert library.start(failed)
    assert not library.start(failed)


def test_a_path_stands_in_the_list_once(library: Library):
    (first,) = add(library, "a.jpg")
    library.start(first)
    again = library.add([NewPhoto(Path("/photos/a.jpg"), name="other"), NewPhoto(Path("/b.jpg"))])
    assert [one.is_new for one in again] == [False, True]
    assert again[0].id == first
    assert names(library) == ["a.jpg", "b.jpg"]
    assert states(library) == ["working", "waiting"]


def test_hundreds_are_added_all_or_none(library: Library):
    many = [NewPhoto(Path(f"/photos/{number:03}.jpg"), thumbnail=JPEG) for number in range(500)]
    with pytest.raises(ValueError, match="at most"):
        library.add([*many, NewPhoto(Path("/z.jpg"), thumbnail=b"x" * (MAX_THUMBNAIL_BYTES + 1))])
    assert library.photos() == ()
    library.add(many)
    assert names(library) == [f"{number:03}.jpg" for number in range(500)]


@pytest.mark.skipif(sys.platform == "win32", reason="such names cannot be there")
@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b'it\'s "quoted".jpg', 'it\'s "quoted".jpg'),
        (b"two\nlines\r.jpg", "two\nlines\r.jpg"),
        (b"caf\xe9.jpg", "caf\ufffd.jpg"),
        (b"\xff\xfe\x80", "\ufffd\ufffd\ufffd"),
        ("\u202egpj.exe".encode(), "\u202egpj.exe"),
        (b"<img src=x onerror=alert(1)>.jpg", "<img src=x onerror=alert(1)>.jpg"),
        (b"'; DROP TABLE photo; --.jpg", "'; DROP TABLE photo; --.jpg"),
        (b"%s ?1 :a.jpg", "%s ?1 :a.jpg"),
    ],
)
def test_names_of_any_bytes_come_back(library: Library, tmp_path: Path, raw: bytes, shown: str):
    path = tmp_path / os.fsdecode(raw)
    path.write_bytes(b"photo")
    ((photo_id, is_new),) = [(one.id, one.is_new) for one in library.add([NewPhoto(path)])]
    assert is_new
    record = library.photo(photo_id)
    assert record.path == path
    assert record.path.read_bytes() == b"photo"
    assert record.name == shown
    assert not library.add([NewPhoto(record.path)])[0].is_new
    stamp = FileStamp.of(path)
    library.finish(photo_id, make_answer(path), fingerprint="f", stamp=stamp)
    assert library.answer(photo_id).photo.path == str(path)
    assert library.answered_as_read(path, stamp, "f").id == photo_id


def test_a_path_that_cannot_be_is_refused_and_nothing_is_added(library: Library):
    with pytest.raises(ValueError, match="surrogates"):
        library.add([NewPhoto(Path("/a.jpg")), NewPhoto(Path("/half \ud800.jpg"))])
    assert library.photos() == ()


def test_a_shown_name_and_a_reason_are_always_text(library: Library):
    ((photo_id),) = [one.id for one in library.add([NewPhoto(Path("/a"), name="half \ud800")])]
    library.fail(photo_id, "cannot read caf\udce9")
    record = library.photo(photo_id)
    assert (record.name, record.reason) == ("half ?", "cannot read caf?")


def test_a_result_is_kept_with_what_made_it(library: Library):
    one, two = add(library, "a.jpg", "b.jpg")
    assert library.start(one)
    assert library.finish(one, make_answer(), fingerprint="f1", stamp=STAMP)
    record = library.photo(one)
    assert record.state is PhotoState.DONE
    assert (record.sha256, record.stamp, record.fingerprint) == ("ab" * 32, STAMP, "f1")
    assert record.finished_at_s >= record.added_at_s
    assert library.answer(one) == make_answer()
    assert library.answer(two) is None
    assert [left.id for left in library.unfinished()] == [two]


def test_a_photo_done_is_known_by_content_or_by_path_and_stamp(library: Library):
    path = Path("/photos/a.jpg")
    (one,) = add(library, "a.jpg")
    library.finish(one, make_answer(), fingerprint="f1", stamp=STAMP)
    assert library.answered_with_content("ab" * 32, "f1").id == one
    assert library.answered_as_read(path, STAMP, "f1").id == one
    assert library.answered_with_content("ab" * 32, "f2") is None
    assert library.answered_with_content("cd" * 32, "f1") is None
    assert library.answered_as_read(path, STAMP, "f2") is None
    assert library.answered_as_read(Path("/photos/b.jpg"), STAMP, "f1") is None
    for changed in (dataclasses.replace(STAMP, size_bytes=6), FileStamp(5, STAMP.mtime_ns + 1)):
        assert library.answered_as_read(path, changed, "f1") is None
    library.retry([one])
    assert library.answered_with_content("ab" * 32, "f1") is None
    assert library.answered_as_read(path, STAMP, "f1") is None


def test_a_failure_says_why_and_a_retry_forgets_it(library: Library):
    (one,) = add(library, "a.jpg")
    library.start(one)
    assert library.record_engine_death(one) == 1
    assert library.photo(one).state is PhotoState.WAITING
    assert library.record_engine_death(one) == 2
    assert library.fail(one, "it stopped the engine twice")
    record = library.photo(one)
    assert (record.state, record.engine_deaths) == (PhotoState.FAILED, 2)
    assert record.reason == "it stopped the engine twice"
    assert record.finished_at_s is not None
    library.retry([one])
    record = library.photo(one)
    assert (record.state, record.reason, record.engine_deaths) == (PhotoState.WAITING, "", 0)
    assert record.finished_at_s is None


def test_a_retry_keeps_the_answer_until_there_is_another(library: Library):
    (one,) = add(library, "a.jpg")
    library.finish(one, make_answer(), fingerprint="f1", stamp=STAMP)
    library.retry([one])
    assert library.answer(one) == make_answer()
    library.cancel([one], "cancelled")
    assert library.photo(one).state is PhotoState.DONE
    assert library.answered_with_content("ab" * 32, "f1").id == one
    library.retry([one])
    library.finish(one, make_answer(sha256="cd" * 32), fingerprint="f2", stamp=None)
    assert library.answer(one) == make_answer(sha256="cd" * 32)
    assert library.photo(one).stamp is None
    library.retry([one])
    library.fail(one, "cannot be read: truncated")
    assert library.answer(one) is None
    assert library.photo(one).sha256 is None
    assert library.photo(one).fingerprint is None


def test_cancelling_leaves_what_is_over_alone(library: Library):
    ids = add(library, "waiting.jpg", "working.jpg", "done.jpg", "failed.jpg", "other.jpg")
    library.start(ids[1])
    library.finish(ids[2], make_answer(), fingerprint="f", stamp=None)
    library.fail(ids[3], "truncated")
    library.cancel(iter(ids[:4]), "cancelled")
    assert states(library) == ["failed", "failed", "done", "failed", "waiting"]
    assert [library.photo(one).reason for one in ids] == [
        *("cancelled", "cancelled", "", "truncated", "")
    ]


def test_work_that_was_interrupted_is_still_to_do(file: Path, library: Library):
    ids = add(library, "a.jpg", "b.jpg", "c.jpg")
    library.finish(ids[0], make_answer(), fingerprint="f", stamp=None)
    library.start(ids[1])
    assert [left.id for left in library.unfinished()] == ids[1:]
    library.close()
    again = open_library(file).library
    assert [left.id for left in again.unfinished()] == ids[1:]
    assert again.requeue_interrupted() == 1
    assert states(again) == ["done", "waiting", "waiting"]
    again.close()


def test_a_removed_photo_leaves_nothing_and_its_number_stays_unused(file: Path, library: Library):
    secret = b"\xff\xd8 nobody may see this \xff\xd9" * 300
    (one,) = (a.id for a in library.add([NewPhoto(Path("/photos/secret.jpg"), thumbnail=secret)]))
    library.finish(one, make_answer("/photos/secret.jpg"), fingerprint="f", stamp=None)
    library.remove([one])
    assert library.photos() == ()
    assert library.thumbnail(one) is None
    assert library.answer(one) is None
    assert add(library, "other.jpg") == [one + 1]
    library.close()
    left = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert b"nobody may see this" not in left
    assert b"secret.jpg" not in left


def test_the_order_of_work_is_kept(file: Path, library: Library):
    a, b, c, d = add(library, "a", "b", "c", "d")
    library.move([d, b], before=a)
    assert names(library) == ["d", "b", "a", "c"]
    library.move([d], before=None)
    assert names(library) == ["b", "a", "c", "d"]
    library.move([a, c], before=c)
    assert names(library) == ["b", "a", "c", "d"]
    library.remove([a])
    add(library, "e")
    library.move([c], before=99)
    assert names(library) == ["b", "d", "e", "c"]
    assert [left.name for left in library.unfinished()] == ["b", "d", "e", "c"]
    positions = [record.position for record in library.photos()]
    assert positions == sorted(set(positions))
    library.close()
    again = open_library(file).library
    assert names(again) == ["b", "d", "e", "c"]
    again.close()


@given(
    order=st.lists(st.integers(0, 30), unique=True),
    wanted=st.lists(st.integers(0, 30), unique=True),
    before=st.none() | st.integers(0, 30),
)
def test_moving_loses_nobody_and_keeps_the_others_in_order(order, wanted, before):
    moved = [one for one in wanted if one in order]
    new = reordered(order, moved, before)
    assert sorted(new) == sorted(order)
    assert [one for one in new if one not in moved] == [one for one in order if one not in moved]
    if moved:
        start = new.index(moved[0])
        assert new[start : start + len(moved)] == moved
        if before in order and before not in moved:
            assert new[start + len(moved)] == before


def test_thumbnails_can_come_later(library: Library):
    one, two = add(library, "a.jpg", "b.jpg")
    library.set_thumbnails([(one, JPEG), (two, b"old")])
    library.set_thumbnails(iter([(two, b"new")]))
    assert (library.thumbnail(one), library.thumbnail(two)) == (JPEG, b"new")
    with pytest.raises(ValueError, match="at most"):
        library.set_thumbnails([(one, b"newer"), (two, b"x" * (MAX_THUMBNAIL_BYTES + 1))])
    assert library.thumbnail(one) == JPEG


def test_notes_of_bytes_and_text_come_back_as_they_were(file: Path, library: Library):
    library.set_note("window/geometry", b"\x00\x01\xff")
    library.set_note("map/theme", "dark \u2603 'quoted' \x00 end")
    library.set_note("gone", "x")
    library.set_note("gone", None)
    library.set_note("map/theme", "light")
    library.set_note("half", "\ud800")
    with pytest.raises(ValueError, match="at most"):
        library.set_note("window/geometry", b"x" * (MAX_NOTE_BYTES + 1))
    library.close()
    again = open_library(file).library
    assert again.note("window/geometry") == b"\x00\x01\xff"
    assert again.note("map/theme") == "light"
    assert again.note("half") == "?"
    assert again.note("gone") is None
    again.close()


def test_an_answer_that_was_tampered_with_is_an_error_of_that_photo_alone(
    file: Path, library: Library
):
    one, two = add(library, "a.jpg", "b.jpg")
    for photo_id in (one, two):
        library.finish(photo_id, make_answer(), fingerprint="f", stamp=None)
    with sqlite3.connect(file) as stranger:
        stranger.execute("UPDATE answer SET json = '{\"schema\": 1}' WHERE photo_id = ?", (one,))
    stranger.close()
    with pytest.raises(UserError, match=r"library\.sqlite cannot be read") as refused:
        library.answer(one)
    assert refused.value.hint == "Let the photo be done again."
    assert library.answer(two) == make_answer()


def test_a_name_that_is_no_utf_8_does_not_hide_the_list(file: Path, library: Library):
    add(library, "a.jpg", "b.jpg")
    with sqlite3.connect(file) as stranger:
        stranger.execute("UPDATE photo SET name = CAST(x'61ff62' AS TEXT) WHERE id = 1")
    stranger.close()
    assert names(library) == ["a\ufffdb", "b.jpg"]


def test_every_thread_has_its_own_and_sees_what_others_changed(file: Path, library: Library):
    def work() -> list[int]:
        with pytest.raises(sqlite3.ProgrammingError):
            library.photos()
        with closing(join_library(file)) as mine:
            return add(mine, "from a thread.jpg")

    with ThreadPoolExecutor() as pool:
        assert pool.submit(work).result() == [1]
    assert names(library) == ["from a thread.jpg"]


def test_several_threads_write_at_once(file: Path, library: Library):
    together = threading.Barrier(4)

    def work(who: int) -> None:
        with closing(join_library(file, busy_timeout_s=60)) as mine:
            together.wait(60)
            for number in range(25):
                (photo_id,) = add(mine, f"{who}-{number}.jpg")
                mine.finish(photo_id, make_answer(), fingerprint="f", stamp=None)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert states(library) == ["done"] * 100
    positions = [record.position for record in library.photos()]
    assert positions == sorted(set(positions))


def test_the_last_to_leave_leaves_one_file(file: Path, library: Library):
    add(library, "a.jpg")
    library.close()
    library.close()
    assert sorted(path.name for path in file.parent.iterdir()) == [
        "library.sqlite",
        "library.sqlite.lock",
    ]
    assert file.with_name("library.sqlite.lock").stat().st_size == 0


def test_a_fingerprint_depends_on_every_fact_and_not_on_their_order():
    facts = {"encoder": "tiny", "gallery": None, "samples": 4, "weight": 0.25}
    assert fingerprint_of(facts) == fingerprint_of(dict(reversed(facts.items())))
    others = [{**facts, "encoder": "g3"}, {**facts, "gallery": ""}, {**facts, "samples": 5}]
    assert len({fingerprint_of(one) for one in (facts, *others, {})}) == 5
    assert len(fingerprint_of(facts)) == 64
