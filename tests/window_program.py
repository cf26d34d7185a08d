"""The window's program with an engine of tests: `window_program SETUP ARGUMENT...`.

SETUP is JSON: `wish` of the engine's builder; `page`, a folder in place of the map's page, of which
the picture waits no time at all; `close` whether the window is closed as its first photo comes;
`fault` whether showing the window meets a fault of the program.
The arguments are the program's own.
"""

from __future__ import annotations

import json
import signal
import sys
from functools import partial
from pathlib import Path

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
    if setup.get("fault"):
        window.MainWindow.showEvent = show_with_fault
    program.main()


def show_with_fault(_window: object, _event: object) -> None:
    raise ValueError("a fault of ours")


if __name__ == "__main__":
    main(json.loads(sys.argv.pop(1)))
