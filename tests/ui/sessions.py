"""A session for tests, with a real store and a fake engine in its own process."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from g3desktop.engine.messages import PhotoOptions
from g3desktop.store.library import Library, open_library
from g3desktop.store.records import PhotoRecord, PhotoState
from g3desktop.ui.news import Heat, Shown
from g3desktop.ui.session import Places, Session
from tests.ui.engine_builders import BUILDER

PATIENCE_MS = 60_000


class Heard:
    """A session, and everything that it said."""

    def __init__(
        self, folder: Path, wish: dict | None = None, options: PhotoOptions | None = None
    ) -> None:
        self.folder = folder
        self.count = folder / "count"
        self.session = Session(
            Places(folder / "library.sqlite", folder / "engine.log", folder / "pasted"),
            lambda: ({"count": str(self.count)} | (wish or {}), options or PhotoOptions()),
            builder=BUILDER,
        )
        self.records: dict[int, PhotoRecord] = {}
        self.history: list[tuple[int, PhotoState]] = []
        self.answers: list[Shown] = []
        self.heats: list[Heat] = []
        self.views: list = []
        self.warnings: list[str] = []
        self.found_again: list[int] = []
        self.orders: list[tuple[int, ...]] = []
        self.thumbnails: set[int] = set()
        self.session.opened.connect(self._take)
        self.session.added.connect(self._take)
        self.session.changed.connect(lambda record: self._take([record]))
        self.session.answered.connect(self.answers.append)
        self.session.heated.connect(self.heats.append)
        self.session.engine_changed.connect(self.views.append)
        self.session.warned.connect(self.warnings.append)
        self.session.found_again.connect(lambda all_: self.found_again.extend(r.id for r in all_))
        self.session.arranged.connect(self.orders.append)
        self.session.thumbnail.connect(lambda one: self.thumbnails.add(one.photo))

    def _take(self, records) -> None:
        for record in records:
            self.records[record.id] = record
            self.history.append((record.id, record.state))

    def start(self) -> Heard:
        self.session.start()
        return self

    def states(self) -> list[PhotoState]:
        return [record.state for record in self.records.values()]

    def ids(self) -> list[int]:
        return list(self.records)

    @property
    def computed(self) -> int:
        """How many photos the engine has placed."""
        return len(self.count.read_text().splitlines()) if self.count.exists() else 0

    def wait_idle(self, qtbot) -> None:
        qtbot.waitUntil(lambda: self.session.is_idle, timeout=PATIENCE_MS)


@contextlib.contextmanager
def listening(
    folder: Path, wish: dict | None = None, options: PhotoOptions | None = None
) -> Iterator[Heard]:
    """A session that has been started, closed in the end."""
    folder.mkdir(parents=True, exist_ok=True)
    heard = Heard(folder, wish, options)
    try:
        yield heard.start()
    finally:
        heard.session.close()


@contextlib.contextmanager
def stored(folder: Path) -> Iterator[Library]:
    """The store of a session that is closed."""
    library = open_library(folder / "library.sqlite").library
    try:
        yield library
    finally:
        library.close()
