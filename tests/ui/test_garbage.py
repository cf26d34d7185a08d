"""Widgets that hold each other end in the thread that they began in."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from g3desktop.ui.garbage import GarbageCollector, collect_all, collect_what_is_due

MANY = 3 * gc.get_threshold()[0]


def make_garbage(ends: list[str]) -> None:
    """Leave a widget that holds itself, and that nobody else holds."""
    widget = QWidget()
    widget.myself = widget
    ends.append("")
    place = len(ends) - 1

    def note(_gone) -> None:
        ends[place] = threading.current_thread().name

    # Kept by the list's owner: a reference that goes first tells nothing.
    KEPT.append(weakref.ref(widget, note))


KEPT: list[weakref.ref] = []


@pytest.fixture
def collector(qapp, qtbot):
    owner = QObject()
    collector = GarbageCollector(owner)
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0, timeout=20_000)
    yield collector
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    gc.unfreeze()
    gc.disable()


def test_other_threads_collect_nothing(collector, qtbot):
    ends: list[str] = []
    kept: list[list[int]] = []
    make_garbage(ends)
    other = threading.Thread(
        target=lambda: kept.extend([] for _ in range(200 * MANY)), name="other"
    )
    other.start()
    other.join()
    assert ends == [""]
    qtbot.waitUntil(lambda: ends == [threading.main_thread().name], timeout=20_000)


def test_nothing_is_looked_for_where_little_was_made(qapp):
    gc.collect()
    ends: list[str] = []
    make_garbage(ends)
    collect_what_is_due()
    assert ends == [""]
    kept = [[] for _ in range(MANY)]
    collect_what_is_due()
    assert kept
    assert ends == [threading.main_thread().name]


def test_python_collects_by_itself_again_in_the_end(collector, qtbot):
    ends: list[str] = []
    make_garbage(ends)
    assert not gc.isenabled()
    collect_all()
    assert ends == [threading.main_thread().name]
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
