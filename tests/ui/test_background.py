"""Work leaves the window's thread, and its result comes back into it."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from g3desktop.ui.background import Background

pytestmark = pytest.mark.usefixtures("qapp")


def test_results_come_back_into_the_windows_thread(qtbot):
    with closing(Background(1, "test")) as background:
        started, go_on = threading.Event(), threading.Event()
        threads: list[threading.Thread] = []

        def work() -> str:
            threads.append(threading.current_thread())
            started.set()
            assert go_on.wait(30)
            return "done"

        def then(result: str) -> None:
            threads.append(threading.current_thread())
            assert result == "done"

        background.run(work, then)
        assert started.wait(30)
        go_on.set()
        qtbot.waitUntil(lambda: len(threads) == 2)
        assert threads[0] is not threading.main_thread()
        assert threads[1] is threading.main_thread()


def test_one_thread_keeps_the_order(qtbot):
    with closing(Background(1, "test")) as background:
        found: list[int] = []
        for number in range(50):
            background.run(lambda number=number: number, found.append)
        qtbot.waitUntil(lambda: len(found) == 50)
        assert found == list(range(50))


def test_a_failure_goes_to_whom_it_was_told(qtbot):
    with closing(Background(1, "test")) as background:
        errors: list[BaseException] = []
        background.run(lambda: 1 // 0, otherwise=errors.append)
        qtbot.waitUntil(lambda: bool(errors))
        assert isinstance(errors[0], ZeroDivisionError)


def test_a_failure_that_nobody_expected_is_raised_in_the_windows_thread(qtbot):
    with closing(Background(1, "test")) as background, qtbot.captureExceptions() as faults:
        background.run(lambda: 1 // 0)
        qtbot.waitUntil(lambda: bool(faults))
        assert faults[0][0] is ZeroDivisionError


@pytest.mark.parametrize("finish", [True, False])
def test_closing_in_mid_work(qtbot, monkeypatch, *, finish: bool):
    background = Background(1, "test")
    shut_down = background._pool.shutdown

    def shut_down_and_go_on(*, wait: bool, cancel_futures: bool) -> None:
        """Let the work under way go on only once it is settled what becomes of the rest."""
        shut_down(wait=False, cancel_futures=cancel_futures)
        go_on.set()
        shut_down(wait=wait)

    monkeypatch.setattr(background._pool, "shutdown", shut_down_and_go_on)
    started, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def work() -> None:
        started.set()
        assert go_on.wait(30)
        done.append("first")

    handed: list[object] = []
    background.run(work, handed.append)
    background.run(lambda: done.append("second"), handed.append)
    assert started.wait(30)
    background.close(finish=finish)
    monkeypatch.undo()
    assert done == (["first", "second"] if finish else ["first"])
    background.run(lambda: done.append("late"))
    background.close()
    qtbot.wait(0)
    assert handed == []
    assert "late" not in done


def test_a_result_that_is_under_way_when_its_window_goes():
    background = Background(1, "test")
    handed: list[object] = []
    arrived = threading.Event()
    background.run(lambda: 1, handed.append)
    background.run(arrived.set)
    assert arrived.wait(30)
    background.close()
    background.deleteLater()
    del background
    assert handed == []
