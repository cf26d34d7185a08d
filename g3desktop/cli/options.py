"""Options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., object])


def path_type() -> click.Path:
    """Return a path that nobody checks yet: each job says itself what is wrong with its files."""
    return click.Path(path_type=Path)


def finite(
    _context: click.Context, _parameter: click.Parameter, value: float | None
) -> float | None:
    """Refuse "nan", which lies in every range as far as comparing tells, and "inf"."""
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(f"{value} is not a finite number")
    return value


def gallery_option(command: _Command) -> _Command:
    """Add --gallery."""
    option = click.option(
        "--gallery",
        metavar="NAME",
        help="Gallery to compare with.  [default: the one made by the encoder]",
    )
    return option(command)


def host_options(command: _Command) -> _Command:
    """Add --llm-host, --llm-host-remote-ok and --llm-parallel."""
    for option in (
        click.option(
            "--llm-parallel",
            type=click.IntRange(1, 64),
            help="Questions under way at once; the server queues those it does not run.  "
            "[default: 4]",
        ),
        click.option(
            "--llm-host-remote-ok",
            is_flag=True,
            help="Allow a host that is not this machine: photos, without their metadata, go there.",
        ),
        click.option(
            "--llm-host",
            metavar="URL",
            help="Where Ollama listens.  [default: the settings, OLLAMA_HOST, this machine]",
        ),
    ):
        command = option(command)
    return command


def device_options(command: _Command) -> _Command:
    """Add --device and --precision."""
    for option in (
        click.option(
            "--precision",
            type=click.Choice(["float32", "bfloat16"]),
            help="What to compute in.  [default: the fastest that the device has units for]",
        ),
        click.option(
            "--device",
            type=click.Choice(["cuda", "mps", "cpu"]),
            help="Where to compute.  [default: the fastest there is]",
        ),
    ):
        command = option(command)
    return command


def engine_options(command: _Command) -> _Command:
    """Add --encoder, --device and --precision."""
    option = click.option(
        "--encoder",
        metavar="ID",
        help="Encoder pack.  [default: g3 where it is installed, else starter]",
    )
    return option(device_options(command))
