"""The order of work in the engine's process."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from g3desktop.engine.desk import MOST_TOGETHER, Desk
from g3desktop.engine.messages import (
    Arrange,
    Begin,
    Cancel,
    Describe,
    Locate,
    PhotoOptions,
    Stop,
)

OPTIONS = PhotoOptions()


def locate(job: int, **changes) -> Locate:
    return replace(Locate(job, Path(f"{job}.jpg"), OPTIONS), **changes)


def desk_with(*messages) -> Desk:
    desk = Desk()
    for message in messages:
        desk.apply(message)
    return desk


def take(desk: Desk, *, one_by_one: bool = False) -> list[int]:
    work = desk.take(ready=True, one_by_one=one_by_one)
    assert isinstance(work, tuple)
    return [one.job for one in work]


def test_the_first_photo_goes_alone_and_quick_work_takes_more():
    desk = desk_with(*map(locate, range(60)))
    taken = []
    for expected in (1, 2, 4, 8, 16, 16):
        jobs = take(desk)
        assert len(jobs) == expected <= MOST_TOGETHER
        taken += jobs
        desk.learn(len(jobs), 0.1)
    assert taken == list(range(47))
    desk.learn(16, 3.0)
    assert len(take(desk)) == 8


def test_after_a_pause_the_first_photo_goes_alone_again():
    desk = desk_with(*map(locate, range(3)))
    for _ in range(2):
        desk.learn(len(take(desk)), 0.0)
    for job in range(10, 14):
        desk.apply(locate(job))
    assert take(desk) == [10]


def test_one_by_one():
    desk = desk_with(*map(locate, range(4)))
    desk.learn(1, 0.0)
    assert [take(desk, one_by_one=True) for _ in range(4)] == [[0], [1], [2], [3]]


def test_only_photos_asked_alike_go_together():
    other = PhotoOptions(top=3)
    desk = desk_with(
        locate(0), locate(1), locate(2, options=other), locate(3, alone=True), locate(4), locate(5)
    )
    desk.learn(1, 0.0)
    assert take(desk) == [0, 1]
    assert take(desk) == [2]
    assert take(desk) == [3]
    assert take(desk) == [4, 5]


def test_what_is_arranged_goes_first_and_alone():
    desk = desk_with(*map(locate, range(6)))
    desk.learn(1, 0.0)
    desk.apply(Arrange((4, 99, 2)))
    assert [take(desk) for _ in range(6)] == [[4], [2], [0], [1], [3], [5]]


def test_a_description_goes_before_photos_and_may_be_taken_in_between():
    describe = Describe(7, Path("a.jpg"), OPTIONS)
    desk = desk_with(locate(0), describe, locate(1))
    assert desk.take(ready=True, one_by_one=False) == describe
    assert take(desk) == [0]
    assert desk.take_description() is None
    desk.apply(describe)
    assert desk.take_description() == describe
    assert take(desk) == [1]


def test_cancelled_photos_are_not_taken():
    desk = desk_with(*map(locate, range(4)), Cancel((0, 2, 99)))
    assert [take(desk), take(desk)] == [[1], [3]]


def test_a_photo_cancelled_in_work_interrupts_it_and_the_others_come_back():
    desk = desk_with(*map(locate, range(5)))
    desk.learn(1, 0.0)
    batch = desk.take(ready=True, one_by_one=False)
    assert isinstance(batch, tuple)
    assert not desk.is_interrupted(0)
    desk.apply(Cancel((1,)))
    assert desk.is_cancelled(1)
    assert desk.is_interrupted(1)
    assert not desk.is_interrupted(0)
    assert not desk.is_interrupted(None)
    desk.put_back(batch)
    assert [take(desk, one_by_one=True) for _ in range(4)] == [[0], [2], [3], [4]]


def test_a_cancelled_number_does_not_count_for_later_work():
    desk = desk_with(locate(0), locate(1))
    take(desk)
    desk.apply(Cancel((0,)))
    take(desk)
    assert not desk.is_interrupted(0)


def test_an_engine_to_build_goes_before_everything_and_interrupts():
    desk = desk_with(locate(0))
    take(desk)
    desk.apply(Begin("a:b", 1))
    desk.apply(Begin("a:b", 2))
    assert desk.is_interrupted(0)
    assert desk.is_interrupted(None)
    desk.apply(locate(1))
    assert desk.take(ready=True, one_by_one=False) == Begin("a:b", 2)
    assert not desk.is_interrupted(None)


def test_photos_wait_for_an_engine():
    desk = desk_with(locate(0))
    taken: list[object] = []
    thread = threading.Thread(target=lambda: taken.append(desk.take(ready=False, one_by_one=True)))
    thread.start()
    desk.apply(locate(1))
    desk.apply(Begin("a:b", 1))
    thread.join()
    assert taken == [Begin("a:b", 1)]


def test_stop_goes_before_everything():
    desk = desk_with(locate(0), Begin("a:b", 1), Stop())
    assert desk.is_interrupted(None)
    assert desk.take(ready=True, one_by_one=False) is None
