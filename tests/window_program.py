"""The window's program with an engine of tests: `window_program SETUP ARGUMENT...`.

SETUP is JSON: `wish` of the engine's builder; `page`, a folder in place of the map's page, of which
the picture waits no time at all; `close` whether the window is closed as its first photo comes;
`fault` whether showing the window meets a fault of the program; `full` whether
the disk is full.
The arguments are the program's own.

The program fails where a class of Qt's objects is made in another thread than the window's, which
crashes it now and then.
"""

from __future__ import annotations

import builtins
import contextlib
import errno
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from g3desktop import __main__ as program
from g3desktop.engine.host import EngineProcess
from g3desktop.engine.messages import PhotoOptions
from g3desktop.ui import inquiry, map_view, portrait, window
from tests.ui.engine_builders import BUILDER

ASKING = PhotoOptions(effort="standard", prompts=(0,), samples=1)


def main(setup: dict) -> None:
    # Programs in the background of a shell inherit that Ctrl-C is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    real_use, real_portrait = inquiry.Inquiry.use, portrait.Portrait

    def make_engine(on_message, *, builder: str, log: Path) -> EngineProcess:
        return EngineProcess(on_message, builder=BUILDER, log=log)

    def make_portrait(window, session, path: Path, **options) -> portrait.Portrait:
        if setup.get("close"):
            session.added.connect(window.close)
        if "page" in setup:
            options["map_patience_ms"] = 0
        return real_portrait(window, session, path, **options)

    # The program itself is imported afterwards, and takes what it finds.
    inquiry.EngineProcess, portrait.Portrait = make_engine, make_portrait
    inquiry.Inquiry.use = lambda self, *_: real_use(self, setup["wish"], ASKING)
    if "page" in setup:
        map_view.find_map_page = partial(Path, setup["page"])
    if setup.get("full"):
        os.fsync = refuse_to_sync
    if setup.get("fault"):
        window.MainWindow.showEvent = show_with_fault
    with _classes_of_this_thread():
        program.main()


@contextlib.contextmanager
def _classes_of_this_thread() -> Iterator[None]:
    """See that classes of Qt's objects are made in this thread alone."""
    build, here, strays = builtins.__build_class__, threading.current_thread(), []

    def build_class(body, name, *bases, **options):
        made = build(body, name, *bases, **options)
        if isinstance(made, type(QObject)) and threading.current_thread() is not here:
            strays.append(f"{made.__module__}.{name} in {threading.current_thread().name}")
        return made

    builtins.__build_class__ = build_class
    try:
        yield
    finally:
        if strays:
            sys.exit(f"classes of Qt's objects made in other threads: {strays}")


def refuse_to_sync(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def show_with_fault(_window: object, _event: object) -> None:
    raise ValueError("a fault of ours")


if __name__ == "__main__":
    main(json.loads(sys.argv.pop(1)))
