"""The command line: the only part that prints, and where failures become exit statuses."""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence

import click
from typing_extensions import override

import g3desktop
from g3desktop.domain.errors import CancelledError, UserError

COMMANDS = {
    "locate": "Say where photos were taken, and why.",
    "gallery": "Build and look after galleries of photos with known positions.",
    "packs": "List, install, import, verify and remove packs.",
    "models": "List, pull and unload vision language models in Ollama.",
    "train": "Train an encoder by geo-alignment.",
    "evaluate": "Measure how well photos of known position are placed.",
    "describe": "Add place names to a table of positions.",
    "doctor": "Show versions, devices, packs, galleries, disk, and what is missing.",
}
"""Each command with its line of help; its module is named after it and imported when it is used."""

USAGE_STATUS = 2
FAILED_STATUS = 5
CANCELLED_STATUS = 130


class _Commands(click.Group):
    """Commands whose modules are imported only when they run or explain themselves."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    @override
    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"g3desktop.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(g3desktop.__version__, message="g3desktop %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of a failure.")
@click.pass_context
def program(context: click.Context, *, debug: bool) -> None:
    """Say where on Earth a photo was taken, show why, and send nothing anywhere.

    `g3desktop [PHOTO...]` without a command opens the window, or gives the photos to the one that
    is open. With --screenshot OUT.png it saves a picture of the window once the photos are placed,
    and ends; --size WxH, --theme dark or light, and --select N choose how it looks and which photo
    it shows.

    Exit status: 0 done; 2 wrong usage; 3 a photo could not be read (the others are answered); 4 a
    pack or gallery is missing or does not fit; 5 the engine failed; 130 cancelled.

    G3DESKTOP_HOME moves all of the program's files into one folder.
    """
    context.ensure_object(dict)["debug"] = debug
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its status.

    Args:
        arguments: Those of the process by default.
    """
    # A file name need not be UTF-8; what is shown of it must not fail either.
    for stream in (sys.stdout, sys.stderr):
        # There may be none, or another kind where this is not the whole program.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_status(sys.argv[1:] if arguments is None else list(arguments)))


def _status(arguments: list[str]) -> int:
    debug = "--debug" in arguments
    if debug:
        # Wherever it stands: nobody knows beforehand that a command will fail.
        arguments = ["--debug", *(one for one in arguments if one != "--debug")]

    def run() -> object:
        # Not click's own `main`, which has other ideas of broken pipes and of Ctrl-C.
        with program.make_context("g3desktop", arguments) as context:
            result = program.invoke(context)
        sys.stdout.flush()
        return result

    return status_of(run, debug=debug)


def status_of(run: Callable[[], object], *, debug: bool = False) -> int:
    """Run something to its end and return the exit status; a failure is said in one line.

    Args:
        run: Returns a status, or anything else for 0.
        debug: Whether to show a failure's traceback too.
    """
    try:
        result = run()
    except BrokenPipeError:
        # Whoever read the output has seen enough; that is no failure of ours.
        _silence_stdout()
        return 0
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except (KeyboardInterrupt, CancelledError, click.Abort):
        _say("cancelled")
        return CANCELLED_STATUS
    except Exception as error:  # noqa: BLE001, the last door: every failure becomes a line
        if debug:
            traceback.print_exc()
        return _report(error)
    return result if isinstance(result, int) else 0


def _report(error: Exception) -> int:
    """Say in one line what failed and what to try; return the exit status."""
    from g3desktop.engine.failures import as_user_error

    if isinstance(error, click.ClickException):
        hint = ""
        if isinstance(error, click.UsageError) and error.ctx is not None:
            hint = f" Try: {error.ctx.command_path} --help"
        _say(UserError(f"error: {error.format_message()}{hint}").one_line())
        return USAGE_STATUS
    known = as_user_error(error)
    if known is not None:
        _say(f"error: {known.one_line()}")
        return known.exit_status
    bug = UserError(
        f"error: unexpected {type(error).__name__}: {error}",
        hint="This is a fault of the program: run again with --debug and report what it shows.",
    )
    _say(bug.one_line())
    return FAILED_STATUS


def _say(line: str) -> None:
    # A closed standard error must not turn one failure into another.
    with contextlib.suppress(OSError):
        click.echo(line, err=True)


def _silence_stdout() -> None:
    """Keep the interpreter's last flush from failing at the closed pipe."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
