"""A window to be killed: it starts a process, says which on standard output, and waits for ever.

`child_window engine LOG WISH` starts an engine, which comes to the gate of the wish's `ready` when
it is; `child_window labour LOG WISH` starts work.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from pathlib import Path

from g3desktop.engine.host import EngineProcess
from g3desktop.engine.labour import Do, Labour
from g3desktop.engine.messages import Hello, Ready
from tests.engine_child_gate import come


def main(what: str, log: Path, wish: dict) -> None:
    # Programs in the background of a shell inherit that Ctrl-C is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def on_event(event: object) -> None:
        if isinstance(event, Hello):
            sys.stdout.write(f"{event.pid}\n")
            sys.stdout.flush()
        elif isinstance(event, Ready) and "ready" in wish:
            come(wish["ready"], "ready")

    if what == "engine":
        builder = "tests.engine_child_builders:build"
        EngineProcess(on_event, builder=builder, log=log).start(wish)
    else:
        Labour(Do("tests.labour_works:odd", wish), on_event, log=log)
    threading.Event().wait()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3]))
