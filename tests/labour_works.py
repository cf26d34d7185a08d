"""Work for tests of the process that works, done in that process.

A gate, where there is one, is told by the environment variable `GATE_VARIABLE`.
"""

from __future__ import annotations

import os
import resource
import signal
import sys

from g3desktop.domain.errors import CancelledError, PackError
from g3desktop.domain.work import Cancelled, Progress, Report, check_cancelled
from g3desktop.ui.library_work import Result, Wish, perform
from tests.engine_child_gate import GATE_VARIABLE, come


def odd(wish: dict, *, report: Report, cancelled: Cancelled) -> object:
    """Do what the wish says: "give" a value, or something worse."""
    report(Progress("counting", 1, 2))
    return _ODD[wish["do"]](wish, cancelled)


def _refuse(_wish: dict, _cancelled: Cancelled) -> object:
    raise PackError("There is no pack nope.", hint="Import it.")


def _fail(wish: dict, _cancelled: Cancelled) -> object:
    raise {"bug": LookupError("whatever"), "memory": MemoryError()}[wish["do"]]


def _die(wish: dict, _cancelled: Cancelled) -> None:
    os.kill(os.getpid(), {"kill": signal.SIGKILL, "crash": signal.SIGSEGV}[wish["do"]])


def _make_noise(_wish: dict, _cancelled: Cancelled) -> object:
    sys.stdout.write("noise\n")
    return sys.stdin.read()


def _wait(wish: dict, cancelled: Cancelled) -> object:
    _come("working")
    while wish["do"] == "hang" or not cancelled():
        pass
    raise CancelledError


_ODD = {
    "give": lambda wish, _cancelled: tuple(wish["value"]),
    "refuse": _refuse,
    "bug": _fail,
    "memory": _fail,
    "kill": _die,
    "crash": _die,
    "lambda": lambda _wish, _cancelled: lambda: None,
    "noise": _make_noise,
    "until cancelled": _wait,
    "hang": _wait,
}


def _come(where: str) -> None:
    if GATE_VARIABLE in os.environ:
        come(int(os.environ[GATE_VARIABLE]), where)


def hold(wish: Wish, *, report: Report, cancelled: Cancelled) -> Result:
    """Come to the gate before the real work."""
    report(Progress("building the gallery", 3, 7))
    _come("begin")
    check_cancelled(cancelled)
    return perform(wish, report=report, cancelled=cancelled)


def die_late(wish: Wish, *, report: Report, cancelled: Cancelled) -> Result:
    """Do the real work until the 70th photo, and die."""

    def report_and_die(progress: Progress) -> None:
        report(progress)
        if progress.stage == "building the gallery" and progress.done == 70:
            os.kill(os.getpid(), signal.SIGKILL)

    return perform(wish, report=report_and_die, cancelled=cancelled)


def stop_late(wish: Wish, *, report: Report, cancelled: Cancelled) -> Result:
    """Do the real work to the 70th photo, come to the gate, and go on when told to stop."""

    def report_and_come(progress: Progress) -> None:
        report(progress)
        if progress.stage == "building the gallery" and progress.done == 70:
            _come("late")
            while not cancelled():
                pass

    return perform(wish, report=report_and_come, cancelled=cancelled)


def short_of_space(wish: Wish, *, report: Report, cancelled: Cancelled) -> Result:
    """Do the real work on a disk where no file may have more than 40 kB."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
    return perform(wish, report=report, cancelled=cancelled)
