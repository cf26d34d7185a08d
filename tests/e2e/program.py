"""The program as a user starts it: in this process where that is enough, else in its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from g3desktop.cli import main

ARGV = (sys.executable, "-m", "g3desktop")


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ended:
    """Run the command line in this process."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as left:
        main([str(one) for one in arguments])
    out, err = capsys.readouterr()
    assert isinstance(left.value.code, int)
    return Ended(left.value.code, out, err)


def start(arguments: Sequence[object], **options) -> subprocess.Popen:
    """Start the program as a process of its own, its outputs piped."""
    return subprocess.Popen(
        [*ARGV, *(one if isinstance(one, bytes) else str(one) for one in arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )
