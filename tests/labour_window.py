"""A window to be killed: `labour_window LOG` starts a work that hangs, and waits for ever."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path

from g3desktop.engine.labour import Do, Event, Labour
from g3desktop.engine.messages import Hello


def main(log: Path) -> None:
    # Programs in the background of a shell inherit that Ctrl-C is ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)

    def on_event(event: Event) -> None:
        if isinstance(event, Hello):
            sys.stdout.write(f"{event.pid}\n")
            sys.stdout.flush()

    Labour(Do("tests.labour_works:odd", {"do": "hang"}), on_event, log=log)
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
