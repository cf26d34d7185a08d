"""`g3desktop`: the window, or a command of the command line."""

from __future__ import annotations

import sys

from g3desktop.cli import COMMANDS, status_of
from g3desktop.cli import main as run_command


def main() -> None:
    """Open the window unless a command is named, and exit with its status."""
    arguments = sys.argv[1:]
    named = next((one for one in arguments if not one.startswith("-")), None)
    if named in COMMANDS or set(arguments) & {"-h", "--help", "--version"}:
        run_command(arguments)
    sys.exit(status_of(lambda: _open_window(arguments), debug="--debug" in arguments))


def _open_window(arguments: list[str]) -> int:
    from g3desktop.ui.application import run

    return run([one for one in arguments if one != "--debug"])


if __name__ == "__main__":
    main()
