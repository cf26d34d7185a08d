"""`g3desktop locate`: photos in, ranked places out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

import click

from g3desktop.cli.options import engine_options, path_type
from g3desktop.cli.terminal import job, print_json, printing, warn
from g3desktop.domain.errors import PhotoError, UsageError

if TYPE_CHECKING:
    from g3desktop.domain.answer import Answer
    from g3desktop.engine.pipeline import LocateOptions


class _Arguments(TypedDict):
    photos: tuple[Path, ...]
    as_json: bool
    encoder: str | None
    gallery: str | None
    llm: str | None
    no_llm: bool
    top: int
    ranking: Literal["paper", "fused"] | None
    exclude_author: str | None
    exclude_same_file: bool
    device: str | None
    precision: str | None
    seed: int


@click.command("locate", short_help="Say where photos were taken, and why.")
@click.argument("photos", nargs=-1, required=True, type=path_type(), metavar="PHOTO...")
@click.option(
    "--json", "as_json", is_flag=True, help="Write one JSON object a line for each photo."
)
@engine_options
@click.option(
    "--gallery",
    metavar="NAME",
    help="Gallery to compare with.  [default: the one made by the encoder]",
)
@click.option("--llm", metavar="MODEL", help="Language model; this version has none.")
@click.option("--no-llm", is_flag=True, help="Use no language model; so it is in this version.")
@click.option(
    "--top", type=click.IntRange(1, 100), default=5, show_default=True, help="Places to show."
)
@click.option(
    "--ranking",
    type=click.Choice(["paper", "fused"]),
    help="paper: verification alone; fused: retrieval and verification, weighed as the pack says. "
    " [default: fused where the pack has weights]",
)
@click.option("--exclude-author", metavar="NAME", help="Leave out gallery photos by this author.")
@click.option(
    "--exclude-same-file/--no-exclude-same-file",
    default=True,
    show_default=True,
    help="Leave out a gallery photo that is the very same file.",
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    help="Recorded in the answer; nothing is drawn at random without a language model.",
)
def command(**arguments: Unpack[_Arguments]) -> int:
    """Say where photos were taken, and why.

    Prints a table of ranked places for each PHOTO, or with --json one object a line. Position and
    time in the file are shown for comparison and never enter the answer. Photos that cannot be
    read are named on standard error; the others are answered, and the exit status is then 3.
    """
    if arguments["llm"] is not None and arguments["no_llm"]:
        raise UsageError("--llm and --no-llm exclude each other.")
    if arguments["llm"] is not None:
        raise UsageError(
            "This version has no language model.", hint="Leave --llm out, or use --no-llm."
        )
    from g3desktop.engine.pipeline import PhotoFailure, locate
    from g3desktop.wiring import EngineWish, build_engine

    wish = EngineWish(
        encoder=arguments["encoder"],
        gallery=arguments["gallery"],
        device=arguments["device"],
        precision=arguments["precision"],
    )
    failed = False
    printed = 0
    warned: set[str] = set()
    with job() as (report, cancelled):
        engine = build_engine(wish, report=report)
        for result in locate(
            arguments["photos"],
            engine=engine,
            options=_options(arguments),
            report=report,
            cancelled=cancelled,
        ):
            with printing(report):
                if isinstance(result, PhotoFailure):
                    failed = True
                    click.echo(f"error: {result.error.one_line()}", err=True)
                elif arguments["as_json"]:
                    _print_json(result, warned)
                else:
                    _print_table(result, after_another=printed > 0)
            printed += not isinstance(result, PhotoFailure)
    return PhotoError.exit_status if failed else 0


def _print_json(answer: Answer, warned: set[str]) -> None:
    """Write the answer, and on standard error the warnings that were not said yet."""
    from g3desktop.domain.answer import to_json

    print_json(to_json(answer))
    for line in dict.fromkeys(answer.warnings):
        if line not in warned:
            warned.add(line)
            warn(line)


def _print_table(answer: Answer, *, after_another: bool) -> None:
    from g3desktop.cli.render import print_answer

    if after_another:
        click.echo()
    print_answer(answer)


def _options(arguments: _Arguments) -> LocateOptions:
    from g3desktop.engine.pipeline import LocateOptions

    return LocateOptions(
        top=arguments["top"],
        ranking=arguments["ranking"],
        exclude_author=arguments["exclude_author"],
        exclude_same_file=arguments["exclude_same_file"],
        seed=arguments["seed"],
    )
