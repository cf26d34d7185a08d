"""Engines for tests of the engine's process, built in that process from a wish of plain values.

A wish is a dict: `id` of the encoder; `gallery`, its folder; `model` whether there is one; `gate`,
the port of a `Gate`, and `hold`, where to come to it ("begin", "align", "compare" or "reply");
`patient` whether the model's first photo takes until it is cancelled; `begin`, what happens then
instead.
Photos by `write_special` do to the process what they are called.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Generator, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from g3desktop.domain.answer import Place
from g3desktop.domain.dialogue import Question, Reply
from g3desktop.domain.errors import CancelledError, PackError
from g3desktop.domain.photo import Pixels
from g3desktop.domain.work import Cancelled, Progress, Report
from g3desktop.engine.alignment.encoder import ImageVectors
from g3desktop.engine.diversification import Grid
from g3desktop.engine.gallery.store import Gallery
from g3desktop.engine.parts import Engine
from g3desktop.engine.verification import LocationCache
from tests.engine_child_gate import come
from tests.fakes import FakeEncoder

BUILDER = f"{__name__}:build"

GRID = Grid(
    np.array([[48.85, 2.35], [52.52, 13.4], [-33.87, 151.2], [40.71, -74.0], [35.68, 139.7]]),
    ["Paris", "Berlin", "Sydney", "New York", "Tokyo"],
)

_COLOURS = {
    "kill": (255, 0, 0),
    "memory": (0, 255, 0),
    "bug": (0, 0, 255),
    "crash": (255, 255, 0),
    "hold": (255, 255, 255),
}


def write_special(path: Path, what: str) -> Path:
    Image.new("RGB", (48, 36), _COLOURS[what]).save(path)
    return path


def _what(pixels: Pixels) -> str:
    for what, colour in _COLOURS.items():
        if np.array_equal(pixels, np.broadcast_to(colour, pixels.shape)):
            return what
    return ""


class Names:
    def __init__(self, wish: dict) -> None:
        self._wish = wish

    def places(self, lat_lon_deg: np.ndarray) -> list[Place]:
        if self._wish.get("hold") == "compare":
            come(self._wish["gate"], "compare")
        return [Place(name=f"{lat:.2f} {lon:.2f}") for lat, lon in lat_lon_deg]


class SpecialEncoder(FakeEncoder):
    def __init__(self, wish: dict) -> None:
        super().__init__(wish.get("id", "fake-1"))
        self._wish = wish

    def prepare(self, pixels: Pixels) -> Pixels:
        match _what(pixels):
            case "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            case "crash":
                faulthandler._sigsegv()
            case "hold":
                come(self._wish["gate"], "decode")
        return super().prepare(pixels)

    def encode_images(self, prepared: Sequence[Pixels]) -> ImageVectors:
        if self._wish.get("hold") == "align":
            come(self._wish["gate"], "align")
        for pixels in prepared:
            match _what(pixels):
                case "memory":
                    raise MemoryError
                case "bug":
                    raise ValueError("a fault <b>of ours</b>")
        return super().encode_images(prepared)


class FakeModel:
    def __init__(self, wish: dict) -> None:
        self._wish = wish
        self._patient = wish.get("patient", False)

    @property
    def name(self) -> str:
        return "fake-model"

    @property
    def host(self) -> str:
        return "http://127.0.0.1:9"

    @property
    def digest(self) -> str:
        return ""

    def replies(
        self, questions: Sequence[Question], *, deadline_s: float | None, cancelled: Cancelled
    ) -> Generator[Reply]:
        if self._patient:
            self._patient = False
            while not cancelled():
                threading.Event().wait(0.01)
            raise CancelledError
        for number in range(len(questions)):
            if self._wish.get("hold") == "reply":
                come(self._wish["gate"], "reply")
            yield Reply(number, f'{{"latitude": {10.5 + number}, "longitude": 20.25}}')


def build(wish: dict, report: Report, cancelled: Cancelled) -> Engine:
    report(Progress("building", 0))
    match wish.get("begin"):
        case "refuse":
            raise PackError("There is no pack nope.", hint="Install it.")
        case "import":
            raise ImportError("libwhatever.so is missing")
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "noise":
            sys.stdout.write("noise in Python\n")
            sys.stdout.flush()
            os.write(1, b"noise in C\n")
            sys.stderr.write("x" * (1 << 20) + "\n")
        case "read":
            assert sys.stdin.read() == ""
        case "hog":
            come(wish["gate"], "begin")
            # Called without letting other threads of Python run.
            ctypes.PyDLL(None).sleep(600)
    if wish.get("hold") == "begin":
        come(wish["gate"], "begin")
    with contextlib.suppress(KeyError):
        report(Progress("building", 1, 1, note=wish["note"]))
    return Engine(
        SpecialEncoder(wish),
        Gallery.open(Path(wish["gallery"])) if "gallery" in wish else None,
        GRID,
        Names(wish),
        None,
        LocationCache(None),
        warnings=("A warning.",),
        model=FakeModel(wish) if wish.get("model") else None,
    )
