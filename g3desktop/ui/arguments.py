"""The arguments of the command that opens the window."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from typing_extensions import override

from g3desktop.domain.errors import UsageError

_MAX_SIDE_PX = 16_384


class _Arguments(argparse.ArgumentParser):
    """Raises what it would print on several lines."""

    @override
    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}.", hint="Try: g3desktop --help")


def parse_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the window's arguments.

    Raises:
        UsageError: They make no sense.
    """
    parser = _Arguments(prog="g3desktop", add_help=False, allow_abbrev=False)
    parser.add_argument("photos", nargs="*", type=Path, metavar="PHOTO")
    parser.add_argument("--screenshot", type=Path, metavar="OUT.png")
    parser.add_argument("--size", type=_size, metavar="WxH")
    parser.add_argument("--theme", choices=["dark", "light"])
    parser.add_argument("--select", type=_place, default=1, metavar="N")
    return parser.parse_intermixed_args(arguments)


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.partition("x")
    if not (cross and _is_number(width) and _is_number(height)):
        raise argparse.ArgumentTypeError(f"{text} is not a size such as 1280x800")
    if not all(1 <= int(side) <= _MAX_SIDE_PX for side in (width, height)):
        raise argparse.ArgumentTypeError(f"{text} is no size that a window can have")
    return int(width), int(height)


def _place(text: str) -> int:
    if not _is_number(text) or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not the number of a photo, from 1")
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
