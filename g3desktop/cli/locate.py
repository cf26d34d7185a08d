"""`g3desktop locate`: photos in, ranked places out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

import click
from typing_extensions import override

from g3desktop.cli.options import (
    engine_options,
    finite,
    gallery_option,
    host_options,
    path_type,
)
from g3desktop.cli.terminal import job, print_json, printing, warn
from g3desktop.domain.errors import PhotoError, UsageError
from g3desktop.settings import parse_references

if TYPE_CHECKING:
    from g3desktop.domain.answer import Answer
    from g3desktop.domain.work import Report
    from g3desktop.engine.pipeline import LocateOptions, PhotoFailure
    from g3desktop.engine.sampling import SamplingPlan
    from g3desktop.settings import Effort


class _Numbers(click.ParamType[tuple[int, ...]]):
    """Distinct whole numbers with commas between them."""

    name = "numbers"

    @override
    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        try:
            return parse_references(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _Arguments(TypedDict):
    photos: tuple[Path, ...]
    as_json: bool
    encoder: str | None
    gallery: str | None
    llm: str | None
    no_llm: bool
    llm_host: str | None
    llm_host_remote_ok: bool
    llm_parallel: int | None
    effort: Effort | None
    prompts: tuple[int, ...] | None
    samples: int | None
    temperature: float | None
    budget: float | None
    place_names: bool | None
    retrieved: int | None
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
@gallery_option
@click.option(
    "--llm",
    metavar="MODEL",
    help="Vision language model in Ollama.  [default: the best one installed]",
)
@click.option("--no-llm", is_flag=True, help="Ask no language model.")
@host_options
@click.option(
    "--effort",
    type=click.Choice(["quick", "standard", "thorough"]),
    help="quick asks no model; standard each prompt once; thorough each five times, as in the "
    "paper.  [default: the settings, standard]",
)
@click.option(
    "--prompts",
    type=_Numbers(),
    metavar="N,N,...",
    help="How many similar gallery photos each prompt shows, and as many dissimilar ones.  "
    "[default: the settings, 0,5,10,15]",
)
@click.option(
    "--samples",
    type=click.IntRange(1, 100),
    help="Samples of each prompt.  [default: the settings, 1]",
)
@click.option(
    "--temperature",
    type=click.FloatRange(0, 5),
    callback=finite,
    help="Of the model's sampling.  [default: the settings, 0.7]",
)
@click.option(
    "--budget",
    type=click.FloatRange(0, min_open=True),
    callback=finite,
    metavar="SECONDS",
    help="Ask the model about a photo no longer than this, and no more once no reply could change "
    "the first place.  [default: the settings, ask everything]",
)
@click.option(
    "--place-names/--no-place-names",
    default=None,
    help="Let prompts name the places of the photos they show.  [default: the settings, no]",
)
@click.option(
    "--retrieved",
    type=click.IntRange(1, 100),
    metavar="N",
    help="Positions of similar gallery photos among the candidates.  [default: 15; 1, as in the "
    "paper, where --ranking paper ranks a model's answers]",
)
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
    help="The seeds of all questions to the model follow from it.",
)
def command(**arguments: Unpack[_Arguments]) -> int:
    """Say where photos were taken, and why.

    Prints a table of ranked places for each PHOTO, or with --json one object a line. Position and
    time in the file are shown for comparison and never enter the answer. Photos that cannot be
    read are named on standard error; the others are answered, and the exit status is then 3.
    """
    plan = _plan(arguments)
    from g3desktop.engine.pipeline import PhotoFailure, locate_updates
    from g3desktop.wiring import EngineWish, LlmWish, build_engine

    wish = EngineWish(
        encoder=arguments["encoder"],
        gallery=arguments["gallery"],
        device=arguments["device"],
        precision=arguments["precision"],
        llm=None
        if plan is None
        else LlmWish(
            model=arguments["llm"],
            host=arguments["llm_host"],
            host_remote_ok=arguments["llm_host_remote_ok"],
            parallel=arguments["llm_parallel"],
        ),
    )
    failed = False
    printed = 0
    warned: set[str] = set()
    with job() as (report, cancelled):
        engine = build_engine(wish, report=report, cancelled=cancelled)
        so_far = _SoFar()
        for update in locate_updates(
            arguments["photos"],
            engine=engine,
            options=_options(arguments, plan),
            report=report,
            cancelled=cancelled,
        ):
            result = update.result
            if not update.last:
                so_far.tell(update.photo, result, report)
                continue
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


class _SoFar:
    """Says the leading place while a model is asked, whenever it changes."""

    def __init__(self) -> None:
        self._said: tuple[int, str] | None = None

    def tell(self, photo: int, result: Answer | PhotoFailure, report: Report) -> None:
        """Say it, if it is news."""
        from g3desktop.cli.render import first_place
        from g3desktop.domain.answer import Answer
        from g3desktop.domain.work import Progress

        if not isinstance(result, Answer) or result.sampling is None:
            return
        place = first_place(result)
        if place and self._said != (photo, place):
            self._said = photo, place
            sampling = result.sampling
            report(
                Progress(
                    f"asking {result.engine.llm.model if result.engine.llm else ''}",
                    sampling.answered,
                    sampling.planned,
                    note=f"So far: {place}",
                )
            )


def _plan(arguments: _Arguments) -> SamplingPlan | None:
    """Return how a model is asked, or None for no model."""
    from g3desktop.engine.sampling import choose_plan
    from g3desktop.settings import find_folders, read_settings

    wants_one = [
        f"--{name.replace('_', '-')}"
        for name in ("llm", "llm_host", "prompts", "samples", "temperature", "budget")
        if arguments[name] is not None
    ]
    without = "--no-llm" if arguments["no_llm"] else "--effort quick"
    if arguments["no_llm"] or arguments["effort"] == "quick":
        if wants_one:
            raise UsageError(f"{wants_one[0]} and {without} exclude each other.")
        return None
    settings = read_settings(find_folders().settings).llm
    effort = arguments["effort"] or settings.effort
    if effort == "quick" and wants_one:
        effort = "standard"
    # An effort that is asked for now is that effort whole, not a mixture with what was chosen once.
    prompts, samples = (None, None) if arguments["effort"] else (settings.prompts, settings.samples)
    temperature, names = arguments["temperature"], arguments["place_names"]
    return choose_plan(
        effort,
        prompts=arguments["prompts"] or prompts or None,
        samples=arguments["samples"] or samples or None,
        temperature=settings.temperature if temperature is None else temperature,
        budget_s=arguments["budget"] or settings.budget_s or None,
        place_names=settings.place_names if names is None else names,
    )


def _options(arguments: _Arguments, plan: SamplingPlan | None) -> LocateOptions:
    from g3desktop.engine.pipeline import LocateOptions

    return LocateOptions(
        top=arguments["top"],
        ranking=arguments["ranking"],
        exclude_author=arguments["exclude_author"],
        exclude_same_file=arguments["exclude_same_file"],
        retrieved=arguments["retrieved"],
        plan=plan,
        seed=arguments["seed"],
    )
