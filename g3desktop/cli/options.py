"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., object])


def path_type() -> click.Path:
    """Return a path that nobody checks yet: each job says itself what is wrong with its files."""
    return click.Path(path_type=Path)


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
