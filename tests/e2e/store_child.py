"""A change of a library in a process that dies at a chosen moment: `store_child FILE ACTION HOW`.

ACTION is one of `CHANGES` or `OPENINGS`, or `stream` (add photo after photo, naming each once it is
kept). HOW is `statement:START` (die as the first statement that starts so begins), `steps:N` (die
in the middle of a statement, after N steps of SQLite's machine), `grow:BYTES` (die in the write
that makes a file longer), `call:NAME:N` (die just before the Nth call of an operating system
function), `after` (die when the call has returned), `limit:BYTES` (no file may grow beyond),
`pages:N` (the library may hold no more), `nobody` (as a user without permissions), or `none`.
"""

from __future__ import annotations

import itertools
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

from g3desktop.domain.answer import Answer, EngineFacts, PhotoFacts, Timings
from g3desktop.domain.errors import UserError
from g3desktop.domain.photo import ExifFacts
from g3desktop.store import answers
from g3desktop.store.database import Opening, open_database
from g3desktop.store.library import Library, open_library
from g3desktop.store.migrations import STEPS
from g3desktop.store.records import FileStamp, NewPhoto

NOBODY = 65534
THUMBNAIL = b"\xff\xd8" + bytes(range(256)) * 12 + b"\xff\xd9"
EVERY_THIRD = range(1, 61, 3)


def make_answer(number: int) -> Answer:
    photo = PhotoFacts(f"/photos/{number}.jpg", f"{number:064x}", 40, 30, ExifFacts())
    engine = EngineFacts("tiny", "cpu", "float32", None, "paper", 0)
    return Answer(photo, engine, (), ("a line of a warning " * 400,), Timings())


def photos(first: int, count: int) -> list[NewPhoto]:
    numbers = range(first, first + count)
    return [NewPhoto(Path(f"/photos/{n}.jpg"), thumbnail=THUMBNAIL) for n in numbers]


def fill(library: Library) -> None:
    """Put in sixty photos in every state: the library that each change begins with."""
    ids = [one.id for one in library.add(photos(1, 60))]
    for number in ids[:20]:
        library.finish(number, make_answer(number), fingerprint="f1", stamp=FileStamp(1, 2))
    for number in ids[20:30]:
        library.fail(number, "truncated")
    for number in ids[30:40]:
        library.start(number)
    library.set_note("layout", b"old" * 10_000)


def finish(library: Library) -> None:
    library.finish(1, make_answer(999), fingerprint="f2", stamp=FileStamp(3, 4))


CHANGES: dict[str, Callable[[Library], object]] = {
    "add": lambda library: library.add(photos(100, 300)),
    "thumbnails": lambda library: library.set_thumbnails([(n, b"new") for n in EVERY_THIRD]),
    "start": lambda library: library.start(50),
    "finish": finish,
    "fail": lambda library: library.fail(3, "it stopped the engine twice"),
    "death": lambda library: library.record_engine_death(31),
    "retry": lambda library: library.retry(EVERY_THIRD),
    "cancel": lambda library: library.cancel(range(1, 61), "cancelled"),
    "requeue": lambda library: library.requeue_interrupted(),
    "remove": lambda library: library.remove(EVERY_THIRD),
    "move": lambda library: library.move(EVERY_THIRD, before=2),
    "note": lambda library: library.set_note("layout", b"new" * 10_000),
}


def add_stars(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE photo ADD COLUMN stars INTEGER NOT NULL DEFAULT 0")
    connection.execute("UPDATE photo SET stars = id % 5")


LATER = (*STEPS, add_stars)

OPENINGS: dict[str, Callable[[Path], object]] = {
    "open": open_library,
    "migrate": lambda file: open_database(file, Opening(steps=LATER)),
}


def main(file: Path, action: str, how: str) -> int:
    moment, _, detail = how.partition(":")
    try:
        if action in OPENINGS:
            arm(moment, detail, watch_connections())
            OPENINGS[action](file)
        else:
            connections = watch_connections(armed=False)
            library = open_library(file).library
            arm(moment, detail, connections)
            change(library, action)
    except UserError as error:
        sys.stderr.write(error.one_line() + "\n")
        return error.exit_status
    if moment == "after":
        die()
    return 0


def change(library: Library, action: str) -> None:
    if action == "stream":
        for number in itertools.count(1):
            (added,) = library.add(photos(number, 1))
            library.finish(added.id, make_answer(number), fingerprint="f", stamp=None)
            sys.stdout.write(f"{added.id}\n")
            sys.stdout.flush()
    name, _, closing = action.partition("+")
    CHANGES[name](library)
    if closing:
        library.close()


class Connections:
    """Every connection that the program opens, and what is to be done with each."""

    def __init__(self, *, armed: bool) -> None:
        self.opened: list[sqlite3.Connection] = []
        self.armed = armed
        self.prepare: Callable[[sqlite3.Connection], None] = lambda _connection: None

    def watch(self, prepare: Callable[[sqlite3.Connection], None]) -> None:
        self.prepare, self.armed = prepare, True
        for connection in self.opened:
            prepare(connection)


def watch_connections(*, armed: bool = True) -> Connections:
    real, connections = sqlite3.connect, Connections(armed=armed)

    def connect(*arguments, **options):
        connection = real(*arguments, **options)
        if not str(arguments[0]).endswith(".lock"):
            connections.opened.append(connection)
            if connections.armed:
                connections.prepare(connection)
        return connection

    sqlite3.connect = connect
    return connections


def arm(moment: str, detail: str, connections: Connections) -> None:
    if moment == "statement":
        connections.watch(lambda one: one.set_trace_callback(die_at_statement(detail)))
    elif moment == "steps":
        steps = itertools.count(1)
        connections.watch(
            lambda one: one.set_progress_handler(
                lambda: die() if next(steps) >= int(detail) else 0, 1
            )
        )
    elif moment == "pages":
        connections.watch(lambda one: one.execute(f"PRAGMA max_page_count = {detail}"))
    elif moment == "call":
        name, _, number = detail.partition(":")
        die_before_call(name, int(number))
    elif moment in ("grow", "limit"):
        limit_file_size(int(detail), deadly=moment == "grow")
    elif moment == "nobody" and os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at_statement(start: str) -> Callable[[str], None]:
    def watch(statement: str) -> None:
        if statement.lstrip().startswith(start):
            die()

    return watch


def die_before_call(name: str, number: int) -> None:
    owner = os if hasattr(os, name) else Path
    real, calls = getattr(owner, name), itertools.count(1)

    def deadly(*arguments, **options):
        if next(calls) == number:
            die()
        return real(*arguments, **options)

    setattr(owner, name, deadly)


def limit_file_size(limit: int, *, deadly: bool) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    # Without a handler the system ends the process in the middle of the write.
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL if deadly else signal.SIG_IGN)


if __name__ == "__main__":
    # Loaded before the process may lose the right to read it.
    assert answers.MAX_TEXT_BYTES
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
