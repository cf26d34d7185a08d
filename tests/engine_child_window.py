"""A window to be killed: `engine_child_window LOG WISH` starts an engine and waits for ever."""

from __future__ import annotations

import json
import signal
import sys
import threading
from pathlib import Path

from g3desktop.engine.host import EngineProcess
from g3desktop.engine.messages import Event, Hello, Ready
from tests.engine_child_gate import come

BUILDER = "tests.engine_child_builders:build"


def main(log: Path, wish: dict) -> None:
    # Programs in the background of a shell inherit that Ctrl-C is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def on_message(event: Event) -> None:
        if isinstance(event, Hello):
            sys.stdout.write(f"{event.pid}\n")
            sys.stdout.flush()
        elif isinstance(event, Ready) and "ready" in wish:
            come(wish["ready"], "ready")

    EngineProcess(on_message, builder=BUILDER, log=log).start(wish)
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
