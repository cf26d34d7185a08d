"""`g3desktop`: the window, or a command of the command line."""

from __future__ import annotations

import sys
from itertools import takewhile

from g3desktop.cli import COMMANDS, status_of
from g3desktop.cli import main as run_command


def main() -> None:
    """Open the window unless a command is named, and exit with its status."""
    arguments = sys.argv[1:]
    options = list(takewhile(lambda one: one != "--", arguments))
    rest = [one for one in arguments if one != "--debug"]
    # A command comes first: a photo may be called "doctor", and an option's value too.
    if (rest[:1] and rest[0] in COMMANDS) or set(options) & {"-h", "--help", "--version"}:
        run_command(arguments)
    sys.exit(status_of(lambda: _open_window(arguments), debug="--debug" in options))


def _open_window(arguments: list[str]) -> int:
    from g3desktop.ui.application import run

    head = list(takewhile(lambda one: one != "--", arguments))
    return run([one for one in head if one != "--debug"] + arguments[len(head) :])


if __name__ == "__main__":
    main()
