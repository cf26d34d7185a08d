"""`g3desktop evaluate` that dies on its way: `evaluate_child MOMENTS HOMES OUTS ARGUMENT...`.

MOMENTS are `progress:N` (die as it tells for the Nth time how far it is), `CALL:N` (die just before
the Nth call of an operating system function), or `none`, with commas between them. For each of them
the command runs with HOMES/MOMENT as its home and OUTS/MOMENT as its report, and, if it was killed,
runs once more. Every run is a process of its own, forked from this one, which has imported nearly
everything and never computes. Prints each moment and how it ended.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from pathlib import Path

from g3desktop.cli import main as program
from g3desktop.cli import terminal

LATE = (
    *("cli.evaluate", "wiring.evaluation", "wiring.evaluation_inputs", "wiring.granularity"),
    *("engine.alignment.starter_encoder", "engine.gallery.shelf", "services.gazetteer"),
    *("evaluation.dataset", "evaluation.measuring", "evaluation.report.files"),
)
"""Modules that the command imports as it goes, and that are worth importing once."""


def die_before(moment: str) -> None:
    """Kill this process as that moment comes."""
    kind, _, number = moment.partition(":")
    owner, name = (terminal._Bars, "__call__") if kind == "progress" else (os, kind)
    real, count = getattr(owner, name), 0

    def deadly(*arguments, **options):
        nonlocal count
        count += 1
        if count == int(number):
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **options)

    setattr(owner, name, deadly)


def evaluate(home: Path, out: Path, arguments: list[str], moment: str = "none") -> int:
    """Run the command in a process of its own; return how that ended."""
    child = os.fork()
    if not child:
        try:
            # What the command prints is no line of ours.
            os.dup2(2, 1)
            os.environ["G3DESKTOP_HOME"] = str(home)
            if moment != "none":
                die_before(moment)
            program(["evaluate", *arguments, "--out", str(out)])
        except SystemExit as left:
            os._exit(left.code if isinstance(left.code, int) else 1)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(moments: list[str], homes: Path, outs: Path, arguments: list[str]) -> None:
    for name in LATE:
        importlib.import_module(f"g3desktop.{name}")
    for moment in moments:
        status = evaluate(homes / moment, outs / moment, arguments, moment)
        sys.stdout.write(f"{moment} {status}\n")
        sys.stdout.flush()
        if moment != "none":
            evaluate(homes / moment, outs / moment, arguments)


if __name__ == "__main__":
    main(sys.argv[1].split(","), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4:])
