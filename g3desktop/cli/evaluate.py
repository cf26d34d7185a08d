"""`g3desktop evaluate`: photos of known position in, a report of how well they are placed out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack

import click

from g3desktop.cli.evaluate_options import check_options
from g3desktop.cli.options import (
    engine_options,
    finite,
    gallery_option,
    host_options,
    path_type,
)
from g3desktop.cli.terminal import job, print_json, print_rows, printing, warn
from g3desktop.domain.errors import PhotoError, UsageError

if TYPE_CHECKING:
    from g3desktop.evaluation.outcomes import Evaluation, Table
    from g3desktop.wiring.evaluation import EvaluationWish
    from g3desktop.wiring.granularity import TrainingPhotos

_LAYOUTS = ("im2gps3k", "yfcc4k", "osv5m", "plain")
_EXPERIMENTS = (
    "overall", "ablation", "models", "representations", "references", "candidates", "retrieval",
    "failures", "granularity",
)  # fmt: skip
_NAMED = 5
_LAST_SEED = 2**32 - 1
"""No generator of random numbers here has a shorter reach."""


class _Arguments(TypedDict):
    csv: Path
    images: Path
    out: Path
    layout: str | None
    split: str | None
    experiment: str
    encoder: str | None
    gallery: str | None
    llm: tuple[str, ...]
    no_llm: bool
    llm_host: str | None
    llm_host_remote_ok: bool
    llm_parallel: int | None
    ranking: Literal["paper", "fused"] | None
    samples: int | None
    temperature: float | None
    knn_rows: int | None
    knn_sigma: float | None
    exclude_same_author: bool
    predictions: Path | None
    against: Path | None
    workers: int | None
    device: str | None
    precision: str | None
    seed: int
    training_images: Path | None
    training_csv: Path | None
    training_recipe: Path | None
    as_json: bool


@click.command("evaluate", short_help="Measure how well photos of known position are placed.")
@click.option(
    "--csv", required=True, type=path_type(), metavar="FILE", help="Photos and their positions."
)
@click.option(
    "--images", required=True, type=path_type(), metavar="DIR", help="Folder of the photos."
)
@click.option(
    "--out", required=True, type=path_type(), metavar="DIR", help="Folder for the report."
)
@click.option(
    "--format",
    "layout",
    type=click.Choice(_LAYOUTS),
    help="Layout of the CSV.  [default: recognised by its columns]",
)
@click.option("--split", metavar="NAME", help="Take the rows alone whose column `split` is NAME.")
@click.option(
    "--experiment",
    type=click.Choice(_EXPERIMENTS),
    default="overall",
    show_default=True,
    help="Which of the paper's experiments to run.",
)
@engine_options
@gallery_option
@click.option(
    "--llm",
    metavar="MODEL",
    multiple=True,
    help="Vision language model in Ollama; several in the experiment `models` alone.  "
    "[default: the best one installed]",
)
@click.option("--no-llm", is_flag=True, help="Ask no language model.")
@host_options
@click.option(
    "--samples",
    type=click.IntRange(1, 100),
    help="Replies to each prompt; of predictions how many of each prompt count.  [default: 5, as "
    "in the paper; of predictions all]",
)
@click.option(
    "--temperature",
    type=click.FloatRange(0, 5),
    callback=finite,
    help="Of the model's sampling.  [default: 0.7]",
)
@click.option(
    "--ranking",
    type=click.Choice(["paper", "fused"]),
    help="Rule of the main way.  [default: as locate]",
)
@click.option(
    "--knn-rows",
    type=click.IntRange(1, 10_000),
    metavar="K",
    help="Similar photos that vote in kNN.  [default: 100]",
)
@click.option(
    "--knn-sigma",
    type=click.FloatRange(0.001, 20_000),
    callback=finite,
    metavar="KM",
    help="Width of kNN's Gaussian kernel.  [default: 445, four degrees]",
)
@click.option(
    "--exclude-same-author",
    is_flag=True,
    help="Leave out gallery photos of each photo's own author, where the CSV names it.",
)
@click.option(
    "--predictions",
    type=path_type(),
    metavar="FILE",
    help="Score this CSV of another program instead: file,lat,lon, or the layout of the paper's "
    "own code, which geo-verification then ranks.",
)
@click.option(
    "--against",
    type=path_type(),
    metavar="DIR",
    help="Report of another evaluation, for paired tests.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    help="Threads that decode photos.  [default: as many as processors, up to 4]",
)
@click.option(
    "--seed",
    type=click.IntRange(0, _LAST_SEED),
    default=0,
    show_default=True,
    help="Of everything drawn at random.",
)
@click.option(
    "--training-images",
    type=path_type(),
    metavar="DIR",
    help="Experiment granularity: photos to train with, which are the gallery too.",
)
@click.option(
    "--training-csv",
    type=path_type(),
    metavar="FILE",
    help="Their positions, as for train.  [default: positions from EXIF]",
)
@click.option(
    "--training-recipe",
    type=path_type(),
    metavar="FILE",
    help="JSON with the fields of the recipe to change, as for train.",
)
@click.option("--json", "as_json", is_flag=True, help="Write the figures as one JSON object.")
@click.pass_context
def command(context: click.Context, **arguments: Unpack[_Arguments]) -> int:
    """Measure how well photos of known position are placed.

    Writes a folder with report.html, which any browser shows without a network, report.md,
    queries.csv with every photo's answer, and metrics.json. Vectors, replies and answers are kept:
    the same command goes on where it was stopped. The truth never enters an answer.

    The experiment granularity trains an encoder with a text part three times, with more and with
    fewer names in the texts, as train does. What it trained lies in evaluation/granularity of the
    cache folder, which `g3desktop doctor` names; that folder may be deleted.

    Photos that are missing or cannot be read are named and left out; the exit status is then 3.
    """
    check_options(context)
    wish = _wish(arguments)
    from g3desktop.wiring.evaluation import run_evaluation

    with job(slow=True) as (report, cancelled):
        evaluation, tables = run_evaluation(wish, report=report, cancelled=cancelled)
        with printing(report):
            _print(evaluation, tables[0], wish.out, as_json=arguments["as_json"])
    left_out = evaluation.unreadable or evaluation.dataset.missing or evaluation.dataset.refused
    return PhotoError.exit_status if left_out else 0


def _wish(arguments: _Arguments) -> EvaluationWish:
    from g3desktop.wiring import EngineWish, LlmWish
    from g3desktop.wiring.evaluation import EvaluationWish

    llm = LlmWish(
        host=arguments["llm_host"],
        host_remote_ok=arguments["llm_host_remote_ok"],
        parallel=arguments["llm_parallel"],
    )
    return EvaluationWish(
        csv=arguments["csv"],
        images=arguments["images"],
        out=arguments["out"],
        layout=arguments["layout"],
        split=arguments["split"],
        experiment=arguments["experiment"],
        engine=EngineWish(
            encoder=arguments["encoder"],
            gallery=arguments["gallery"],
            device=arguments["device"],
            precision=arguments["precision"],
        ),
        models=arguments["llm"],
        llm=None if arguments["no_llm"] else llm,
        ranking=arguments["ranking"],
        samples=arguments["samples"],
        temperature=arguments["temperature"],
        knn_rows=arguments["knn_rows"],
        knn_sigma_km=arguments["knn_sigma"],
        exclude_same_author=arguments["exclude_same_author"],
        predictions=arguments["predictions"],
        against=arguments["against"],
        workers=arguments["workers"],
        seed=arguments["seed"],
        training=_training(arguments),
    )


def _training(arguments: _Arguments) -> TrainingPhotos | None:
    images, csv, recipe = (
        arguments["training_images"],
        arguments["training_csv"],
        arguments["training_recipe"],
    )
    if images is None:
        if csv is not None or recipe is not None:
            raise UsageError("--training-csv and --training-recipe need --training-images.")
        return None
    from g3desktop.wiring.granularity import TrainingPhotos

    return TrainingPhotos(images, csv, recipe)


def _print(evaluation: Evaluation, table: Table, out: Path, *, as_json: bool) -> None:
    """Print the main table, and on standard error what a reader must know."""
    dataset = evaluation.dataset
    for rows, what in (
        (dataset.refused, "refused"),
        (dataset.missing, "missing"),
        (evaluation.unreadable, "not readable"),
    ):
        for row in rows[:_NAMED]:
            warn(f"line {row.line}, {row.name}: {row.reason}")
        if rows:
            warn(f"{len(rows)} photos are {what}.")
    for line in evaluation.notes:
        warn(line)
    if as_json:
        import json

        from g3desktop.evaluation.report.facts import METRICS_FILE

        print_json(json.loads((out / METRICS_FILE).read_text(encoding="utf-8")))
        return
    # Intervals are in the report: a terminal is too narrow.
    print_rows(table.columns, [[cell.partition(" [")[0] for cell in row] for row in table.rows])
    click.echo(f"\n{out / 'report.html'}")
