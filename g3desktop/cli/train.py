"""`g3desktop train`: geo-alignment training."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from g3desktop.cli.options import path_type
from g3desktop.cli.terminal import job, note
from g3desktop.domain.errors import CancelledError, UsageError
from g3desktop.domain.pack import is_pack_id

if TYPE_CHECKING:
    from g3desktop.domain.work import Progress, Report
    from g3desktop.wiring import TrainingWish

_REPORT_EVERY_S = 30.0


def _checked_id(pack_id: str) -> str:
    """Refuse now what `packs import` would refuse after hours of training."""
    if not is_pack_id(pack_id):
        raise UsageError(
            f"{pack_id!r} cannot be the id of a pack.",
            hint="Use up to 64 lower-case letters, digits and . - _, such as my-encoder.",
        )
    return pack_id


class _Arguments(TypedDict):
    folder: Path
    csv: Path | None
    only: tuple[str, ...]
    out: Path
    resume: bool
    encoder: str
    recipe: Path | None
    epochs: int | None
    batch: int | None
    lr: float | None
    seed: int | None
    init_image: str | None
    init_location: Path | None
    extra_positions: Path | None
    held_out: Path | None
    held_out_csv: Path | None
    held_out_only: tuple[str, ...]
    hold_out_sets: tuple[str, ...]
    hold_out_share: float
    pack_id: str
    pack_version: str
    licence: str
    source: str
    device: str | None
    precision: str | None
    checkpoint_every: float


@click.command("train", short_help="Train an encoder by geo-alignment.")
@click.argument("folder", type=path_type(), metavar="FOLDER")
@click.option(
    "--csv",
    type=path_type(),
    metavar="FILE",
    help="Positions: columns file,lat,lon with file relative to FOLDER; also set or group, and "
    "precision_km.  [default: positions from EXIF]",
)
@click.option(
    "--only",
    multiple=True,
    metavar="COLUMN=VALUE",
    help="Take only these rows of the CSV; may be repeated.",
)
@click.option(
    "--out",
    type=path_type(),
    required=True,
    metavar="FOLDER",
    help="Folder of the run: state, metrics, and in the end pack/ for `packs import`.",
)
@click.option("--resume", is_flag=True, help="Go on with the run in --out, if there is one.")
@click.option(
    "--encoder",
    default="starter",
    show_default=True,
    metavar="ID",
    help="What to train: starter from its first weights, or an installed pack of G3.",
)
@click.option(
    "--recipe",
    type=path_type(),
    metavar="FILE",
    help="JSON with the fields of the recipe to change.",
)
@click.option("--epochs", type=click.IntRange(min=1), help="Passes over the photos.")
@click.option("--batch", type=click.IntRange(min=2), help="Photos in a step.")
@click.option("--lr", type=float, help="Peak learning rate.")
@click.option("--seed", type=click.IntRange(min=0), help="Of everything drawn at random.")
@click.option(
    "--init-image",
    metavar="FILE|PACKAGE",
    help="Starter: first weights of the image network, or an installed package that carries them.",
)
@click.option(
    "--init-location",
    type=path_type(),
    metavar="FILE",
    help="Starter: first weights of the location encoder, as GeoCLIP publishes them.",
)
@click.option(
    "--extra-positions",
    type=path_type(),
    metavar="CSV",
    help="Columns lat,lon: places without photos, as further negatives.",
)
@click.option(
    "--held-out",
    type=path_type(),
    metavar="FOLDER",
    help="Photos to measure on, or with --held-out-csv what its files are relative to.",
)
@click.option("--held-out-csv", type=path_type(), metavar="FILE", help="Their positions.")
@click.option(
    "--held-out-only", multiple=True, metavar="COLUMN=VALUE", help="Only these rows of that CSV."
)
@click.option(
    "--hold-out-sets",
    multiple=True,
    metavar="A,B",
    help="Measure on these sets of the training photos instead of training on them: values of the "
    "column set or group, or subfolders.",
)
@click.option(
    "--hold-out-share",
    type=click.FloatRange(0, 1, max_open=True),
    default=0.0,
    show_default=True,
    help="Hold out this share of the photos, in whole sets drawn by the seed.",
)
@click.option(
    "--id",
    "pack_id",
    default="trained",
    show_default=True,
    callback=lambda _context, _option, value: _checked_id(value),
    help="Id of the new pack: lower-case letters, digits, dot, hyphen, underscore.",
)
@click.option("--pack-version", default="1", show_default=True, help="Version of the new pack.")
@click.option("--licence", default="not stated", show_default=True, help="Licence of the new pack.")
@click.option(
    "--source",
    default="Trained with g3desktop train.",
    show_default=True,
    help="Where the new pack comes from.",
)
@click.option(
    "--device",
    type=click.Choice(["cuda", "mps", "cpu"]),
    help="Where to compute.  [default: the fastest there is]",
)
@click.option(
    "--precision",
    type=click.Choice(["float32", "bfloat16"]),
    help="Of the frozen towers of G3.  [default: float32]",
)
@click.option(
    "--checkpoint-every",
    type=click.FloatRange(min=0),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Time between states on disk: what a kill may cost.",
)
def command(**arguments: Unpack[_Arguments]) -> None:
    """Train an encoder by geo-alignment on the photos below FOLDER.

    After every epoch it prints loss, recall on held-out photos within 1, 25, 200, 750 and 2500 km,
    photos a second and time left. A photo that stands in both sets is refused. A run that was
    stopped goes on with --resume and ends in the same weights.
    """
    wish = _wish(arguments)
    from g3desktop.wiring import run_training

    try:
        with job() as (report, cancelled):
            outcome = run_training(wish, report=_with_rate(report), cancelled=cancelled)
    except CancelledError:
        note("The state is saved: the same command with --resume goes on.")
        raise
    click.echo(
        f"Trained {outcome.manifest.id}, epoch {outcome.kept_epoch} kept. "
        f"Install it: g3desktop packs import {click.format_filename(outcome.folder)}"
    )


def _wish(arguments: _Arguments) -> TrainingWish:
    from g3desktop.wiring import TrainingWish

    given = {
        "epochs": arguments["epochs"],
        "batch": arguments["batch"],
        "seed": arguments["seed"],
    }
    changes: dict[str, object] = {name: value for name, value in given.items() if value is not None}
    if arguments["lr"] is not None:
        changes["optimisation"] = {"lr": arguments["lr"]}
    return TrainingWish(
        folder=arguments["folder"],
        csv=arguments["csv"],
        only=_conditions(arguments["only"], "--only"),
        out=arguments["out"],
        resume=arguments["resume"],
        encoder=arguments["encoder"],
        recipe=arguments["recipe"],
        changes=changes,
        init_image=arguments["init_image"],
        init_location=arguments["init_location"],
        extra_positions=arguments["extra_positions"],
        held_out=arguments["held_out"],
        held_out_csv=arguments["held_out_csv"],
        held_out_only=_conditions(arguments["held_out_only"], "--held-out-only"),
        hold_out_sets=tuple(
            name for names in arguments["hold_out_sets"] for name in names.split(",") if name
        ),
        hold_out_share=arguments["hold_out_share"],
        pack_id=arguments["pack_id"],
        pack_version=arguments["pack_version"],
        licence=arguments["licence"],
        source=arguments["source"],
        device=arguments["device"],
        precision=arguments["precision"],
        checkpoint_every_s=arguments["checkpoint_every"],
    )


def _conditions(given: tuple[str, ...], option: str) -> dict[str, str]:
    conditions = {}
    for condition in given:
        column, equals, value = condition.partition("=")
        if not equals or not column:
            raise UsageError(f"{option} {condition!r} is not COLUMN=VALUE.")
        conditions[column] = value
    return conditions


def _with_rate(report: Report) -> Report:
    """Add rate and time left to the reports of epochs, every half minute and on every terminal."""
    first: Progress | None = None
    began = said = time.monotonic()

    def with_rate(progress: Progress) -> None:
        nonlocal first, began, said
        report(progress)
        if not progress.stage.startswith("epoch") or progress.total is None:
            return
        now = time.monotonic()
        if first is None:
            first, began, said = progress, now, now
        seen = progress.done - first.done
        if seen <= 0 or now - said < _REPORT_EVERY_S:
            return
        said = now
        rate = seen / (now - began)
        left_s = (progress.total - progress.done) / rate
        note(f"{progress.stage}: {rate:.0f} photos/s, {readable_time(left_s)} left")

    return with_rate


def readable_time(seconds: float) -> str:
    """Return a duration in hours and minutes, or seconds where it is short."""
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"{seconds:.0f} s"
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"
