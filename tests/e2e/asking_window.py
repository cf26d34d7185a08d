"""A window without widgets: it asks the engine's process, and remembers what it was told."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable
from pathlib import Path

from g3desktop.engine.host import EngineProcess
from g3desktop.engine.messages import Density, Event, Failed, Hello, PhotoOptions, State
from tests.engine_child_builders import BUILDER
from tests.engine_child_gate import PATIENCE_S

QUICK = PhotoOptions()
ASKING = PhotoOptions(effort="standard")


class Window:
    """Asks as the window does, and remembers what it was told."""

    def __init__(self, log: Path, **options) -> None:
        self.log = log
        self.events: list[Event] = []
        self._queue: queue.SimpleQueue[Event] = queue.SimpleQueue()
        options = {"builder": BUILDER, "pause_s": 0.0} | options
        self.engine = EngineProcess(self._queue.put, log=log, **options)

    def ask(self, photos: Iterable[Path], options: PhotoOptions = QUICK) -> list[int]:
        return [self.engine.ask(photo, options) for photo in photos]

    def wait(self, wanted: Callable[[Event], bool]) -> Event:
        """Wait for the next event of a kind."""
        while True:
            event = self._queue.get(timeout=PATIENCE_S)
            self.events.append(event)
            if wanted(event):
                return event

    def wait_for(self, kind: type):
        return self.wait(lambda event: isinstance(event, kind))

    def finish(self, jobs: Iterable[int]) -> dict[int, State | Failed | Density]:
        """Wait until questions are answered; return the ends of all so far in their order."""
        left = set(jobs) - ends(self.events).keys()
        while left:
            left -= ends([self.wait(lambda _: True)]).keys()
        return ends(self.events)

    def pids(self) -> list[int]:
        return [event.pid for event in self.events if isinstance(event, Hello)]

    def of(self, kind: type) -> list:
        return [event for event in self.events if isinstance(event, kind)]

    def close(self) -> None:
        self.engine.close()
        while not self._queue.empty():
            self.events.append(self._queue.get())


def ends(events: Iterable[Event]) -> dict[int, State | Failed | Density]:
    """Return the last word on each question, in their order."""
    found: dict[int, State | Failed | Density] = {}
    for event in events:
        if isinstance(event, (Failed, Density)) or (isinstance(event, State) and event.last):
            assert event.job not in found, "a question was answered twice"
            found[event.job] = event
    return found
