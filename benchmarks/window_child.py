"""One way of the window's benchmark: `python -m benchmarks.window_child WAY DATA PHOTO...`."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QMainWindow

    from g3desktop.ui.application import Program

TICK_MS = 5
IDLE_MS = 4000


def _say(**numbers: float) -> None:
    print(json.dumps(numbers), flush=True)
    # Without taking Qt apart, which is no part of what is measured.
    os._exit(0)


def _watch(window: QMainWindow, then: Callable[[], None]) -> QObject:
    """Call something once a window is on the screen and hears events."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        @override
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Expose:
                watched.removeEventFilter(self)
                # What the event has drawn is on the screen when the loop turns again.
                QTimer.singleShot(0, then)
            return False

    watch = Watch()
    window.winId()  # makes the system's window, which hears of it
    window.windowHandle().installEventFilter(watch)
    return watch


def bare() -> None:
    """An empty window with a browser."""
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QWebEngineView())
    window.resize(1440, 900)
    watch = _watch(window, lambda: _say(at_s=time.monotonic()))
    window.show()
    application.exec()
    del watch


def _program(data: Path) -> Program:
    from g3desktop.settings import find_folders
    from g3desktop.ui.application import make_program

    return make_program(find_folders(), data, still=True)


def start(data: Path) -> None:
    """Our window, its engine started beside it."""
    program = _program(data)
    watch = _watch(program.window, lambda: _say(at_s=time.monotonic()))
    program.open()
    program.application.exec()
    del watch


def _run_until_idle(program: Program) -> None:
    """Work until every photo is done and the map is drawn."""
    from PySide6.QtCore import QEventLoop, QTimer

    from g3desktop.ui.map_view import MapView

    (view,) = program.window.findChildren(MapView)
    loop = QEventLoop()
    timer = QTimer(interval=20)
    timer.timeout.connect(lambda: loop.quit() if program.session.is_idle and view.is_idle else None)
    timer.start()
    loop.exec()


class Stall:
    """The largest gap between the ticks of a timer."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.longest_s = 0.0
        self._last_s = time.perf_counter()
        self._timer = QTimer(interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now_s = time.perf_counter()
        self.longest_s = max(self.longest_s, now_s - self._last_s)
        self._last_s = now_s

    def take(self) -> float:
        """Return the largest gap, and begin anew."""
        longest_s, self.longest_s = self.longest_s, 0.0
        return longest_s


def stall(data: Path, photos: list[Path]) -> None:
    """Idle, and then with an engine that starts and photos that are placed."""
    from PySide6.QtCore import QEventLoop, QTimer

    program = _program(data)
    program.window.show()
    watch = Stall()

    def idle() -> None:
        loop = QEventLoop()
        QTimer.singleShot(IDLE_MS, loop.quit)
        loop.exec()

    idle()  # the browser starts
    watch.take()
    idle()
    idle_s = watch.take()
    program.session.start()
    program.session.add(photos)
    _run_until_idle(program)
    _say(idle_s=idle_s, busy_s=watch.take())


def answer(data: Path, photos: list[Path]) -> None:
    """Photos one after the other, from the drop to the marks on the map."""
    import statistics

    from PySide6.QtCore import QEventLoop

    from g3desktop.ui.map_view import MapView

    program = _program(data)
    (view,) = program.window.findChildren(MapView)
    program.open()
    _run_until_idle(program)
    answered: list[int] = []
    program.session.answered.connect(lambda shown: answered.append(shown.photo))
    program.session.added.connect(lambda _records: program.window.select_photo(len(taken_s)))
    taken_s: list[float] = []
    for photo in photos:
        loop = QEventLoop()
        answered.clear()
        # The marks of the answer, not those of the empty map that comes with the choice.
        heard = view.shown.connect(lambda loop=loop: loop.quit() if answered else None)
        begin_s = time.perf_counter()
        program.session.add([photo])
        loop.exec()
        taken_s.append(time.perf_counter() - begin_s)
        view.shown.disconnect(heard)
        _run_until_idle(program)
    _say(seconds=statistics.median(taken_s[1:]))


def locate_alone(photos: list[Path]) -> None:
    """The same photos, by `locate` in a process that is warm."""
    import statistics

    from g3desktop.engine.parts import LocateOptions
    from g3desktop.engine.pipeline import locate
    from g3desktop.wiring import EngineWish, build_engine

    engine = build_engine(EngineWish())
    taken_s = []
    for photo in photos:
        begin_s = time.perf_counter()
        for _ in locate([photo], engine=engine, options=LocateOptions()):
            pass
        taken_s.append(time.perf_counter() - begin_s)
    _say(seconds=statistics.median(taken_s[1:]))


def memory(data: Path, photos: list[Path]) -> None:
    """The list with some photos, all of them done."""
    program = _program(data)
    program.open(photos)
    _run_until_idle(program)
    status = Path("/proc/self/status").read_text()
    rss_kib = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    program.session.close()
    _say(rss_mb=int(rss_kib) * 1024 / 1e6)


def main() -> None:
    """Run the way that the command line names."""
    way, data, *names = sys.argv[1:]
    photos = [Path(name) for name in names]
    if way == "bare":
        bare()
    elif way == "start":
        start(Path(data))
    elif way == "stall":
        stall(Path(data), photos)
    elif way == "answer":
        answer(Path(data), photos)
    elif way == "locate":
        locate_alone(photos)
    else:
        memory(Path(data), photos)


if __name__ == "__main__":
    main()
