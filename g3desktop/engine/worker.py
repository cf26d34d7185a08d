"""The engine's process from inside: `python -m g3desktop.engine.worker`.

Standard input brings messages, standard output takes them; what anything else writes there goes to
standard error, which the window has joined to a log. Everything heavy is imported after the first
message, so that the window hears at once that the process runs, and also why it cannot go on.
"""

from __future__ import annotations

import contextlib
import faulthandler
import importlib
import logging
import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from g3desktop.domain.errors import CancelledError, EngineError, GalleryError
from g3desktop.domain.work import Progress
from g3desktop.engine.desk import Desk
from g3desktop.engine.failures import as_user_error
from g3desktop.engine.messages import (
    ALIGNING,
    COMPARING,
    READING,
    Begin,
    Begun,
    Density,
    Describe,
    Failed,
    FromEngine,
    Hello,
    Locate,
    MessageError,
    Ready,
    Stage,
    State,
    Unready,
    encode,
    read_to_engine,
)

if TYPE_CHECKING:
    from g3desktop.engine.parts import Engine, LocateOptions
    from g3desktop.engine.pipeline import Update

LOG_BYTES = 1 << 20
"""A log longer than this begins anew."""

_NICENESS = 15
"""The window's threads go first where the processor is short."""

_STAGE_INTERVAL_S = 0.05

_logger = logging.getLogger(__name__)

Send = Callable[[FromEngine], None]


class Stages:
    """Passes progress on, but not more often than an eye can follow.

    Args:
        send: Takes the messages.
        clock: In seconds.
    """

    def __init__(self, send: Send, clock: Callable[[], float] = time.monotonic) -> None:
        self._send, self._clock = send, clock
        self._last: tuple[int | None, str] | None = None
        self._sent_s = 0.0

    def tell(self, job: int | None, progress: Progress) -> None:
        """Pass it on if the stage is new or done, a line is to be kept, or some time has gone."""
        now_s, what = self._clock(), (job, progress.stage)
        due = now_s - self._sent_s >= _STAGE_INTERVAL_S
        if due or what != self._last or progress.note or progress.done == progress.total:
            self._last, self._sent_s = what, now_s
            self._send(Stage(job, progress))


class Worker:
    """Does what lies on the desk, in the thread that calls `run`.

    Args:
        desk: Where work comes from.
        send: Where messages go.
    """

    def __init__(self, desk: Desk, send: Send) -> None:
        self._desk, self._send = desk, send
        self._stages = Stages(send)
        self._engine: Engine | None = None
        self._left: tuple[Locate, ...] = ()

    def run(self) -> None:
        """Work until told to stop."""
        while True:
            engine = self._engine
            work = self._desk.take(
                ready=engine is not None,
                one_by_one=engine is not None and engine.model is not None,
            )
            if work is None:
                return
            if isinstance(work, Begin):
                self._begin(work)
            elif isinstance(work, Describe):
                self._describe(work)
            else:
                self._locate(work)
            _trim_log()

    def _begin(self, begin: Begin) -> None:
        # The one before goes first: two may not fit in memory.
        self._engine = None
        self._send(Begun(()))

        def report(progress: Progress) -> None:
            self._stages.tell(None, progress)

        def cancelled() -> bool:
            return self._desk.is_interrupted(None)

        try:
            module, _, function = begin.builder.partition(":")
            build = getattr(importlib.import_module(module), function)
            engine: Engine = build(begin.wish, report=report, cancelled=cancelled)
            importlib.import_module("g3desktop.engine.pipeline")
            engine.warm_up(report=report, cancelled=cancelled)
            ready = _introduce(engine)
        except CancelledError:
            return
        # Whatever it is, it would be the same the next time: it is said, and another wish awaited.
        except Exception as error:
            _logger.exception("The engine cannot be built.")
            self._send(Unready(*_told(error)))
            return
        self._engine = engine
        self._send(ready)

    def _locate(self, batch: tuple[Locate, ...]) -> None:
        from g3desktop.engine.pipeline import locate_updates

        self._left = batch
        started_s = time.monotonic()
        self._send(Begun(tuple(one.job for one in batch)))
        self._tell_stage(READING)
        try:
            updates = locate_updates(
                [one.photo for one in batch],
                engine=self._observed(),
                options=_locate_options(batch[0]),
                report=self._report,
                cancelled=self._is_interrupted,
            )
            with closing(updates):
                for update in updates:
                    self._pass_on(batch[update.photo].job, update)
                    self._left = batch[update.photo + update.last :]
                    self._describe_meanwhile()
        except CancelledError:
            self._desk.put_back(self._left)
        # One photo's failure is said, and the others go on.
        except Exception as error:
            _logger.exception("%d photos could not be placed.", len(self._left))
            self._fail(error)
        self._left = ()
        self._desk.learn(len(batch), time.monotonic() - started_s)

    def _is_interrupted(self) -> bool:
        return self._desk.is_interrupted(self._left[0].job if self._left else None)

    def _pass_on(self, job: int, update: Update) -> None:
        from g3desktop.domain.answer import Answer

        if self._desk.is_cancelled(job):
            return
        if isinstance(update.result, Answer):
            self._send(State(job, update.result, update.last))
        else:
            error = update.result.error
            self._send(Failed(job, error.one_line(), error.exit_status))

    def _fail(self, error: Exception) -> None:
        """Try photos again one by one; one that fails alone has failed."""
        first, *others = self._left
        if first.alone or not others:
            self._send(_failed(first.job, error))
            self._desk.put_back(others)
        else:
            self._desk.put_back([replace(one, alone=True) for one in self._left])

    def _observed(self) -> Engine:
        """Return the engine with an encoder that tells what it does."""
        from g3desktop.engine.observation import ObservedEncoder

        engine = self._require_engine()
        observed = ObservedEncoder(
            engine.encoder,
            before=lambda: self._tell_stage(ALIGNING),
            after=lambda: self._tell_stage(COMPARING),
        )
        return replace(engine, encoder=observed)

    def _require_engine(self) -> Engine:
        if self._engine is None:
            raise RuntimeError("work was taken without an engine")
        return self._engine

    def _tell_stage(self, stage: str) -> None:
        for one in self._left:
            self._send(Stage(one.job, Progress(stage, 0)))

    def _report(self, progress: Progress) -> None:
        # The pipeline counts the photos of one call, which means nothing to the window.
        if progress.stage != "locating photos" and self._left:
            self._stages.tell(self._left[0].job, progress)

    def _describe_meanwhile(self) -> None:
        """Draw maps that somebody looks at between two replies of a model."""
        while (wanted := self._desk.take_description()) is not None:
            self._describe(wanted)

    def _describe(self, wanted: Describe) -> None:
        self._send(Begun((wanted.job, *(one.job for one in self._left))))
        try:
            density = self._density(wanted)
        # A map that cannot be drawn is said, and photos go on.
        except Exception as error:
            _logger.exception("A photo could not be described.")
            self._send(_failed(wanted.job, error))
            return
        self._send(density)

    def _density(self, wanted: Describe) -> Density:
        import numpy as np

        from g3desktop.engine.evidence_areas import density_areas
        from g3desktop.engine.photo import read_photo
        from g3desktop.engine.pipeline import density

        engine = self._require_engine()
        encoder = engine.encoder
        photo = read_photo(wanted.photo, short_side_px=encoder.short_side_px)
        logs = density(
            encoder.encode_images([encoder.prepare(photo.pixels)]),
            engine=engine,
            options=_locate_options(wanted),
            sha256=photo.sha256,
        )
        return Density(wanted.job, density_areas(engine.grid.lat_lon_deg, np.exp(logs)))


def _introduce(engine: Engine) -> Ready:
    from g3desktop.domain.answer import GalleryFacts, ModelFacts

    gallery, model = engine.gallery, engine.model
    return Ready(
        encoder=engine.encoder.id,
        device=engine.encoder.device,
        precision=engine.encoder.precision,
        gallery=GalleryFacts(gallery.name, gallery.id, gallery.rows) if gallery else None,
        model=ModelFacts(model.name, model.host) if model else None,
        without_model=engine.without_model,
        warnings=engine.warnings,
    )


def _failed(job: int, error: Exception) -> Failed:
    return Failed(job, *_told(error), of_gallery=isinstance(error, GalleryError))


def _told(error: Exception) -> tuple[str, int]:
    """Return what to tell of a failure, and its exit status."""
    told = as_user_error(error) or EngineError(
        f"The engine failed: {type(error).__name__}: {error}.",
        hint="This is a fault of the program; its log says more.",
    )
    return told.one_line(), told.exit_status


def main() -> NoReturn:
    """Serve the window at the other end of standard input and output until it is gone."""
    incoming, outgoing = take_pipes()
    settle_in()
    sending = threading.Lock()

    def send(message: FromEngine) -> None:
        with sending:
            outgoing.write(encode(message))
            outgoing.flush()

    try:
        send(Hello(os.getpid()))
        desk = Desk()
        threading.Thread(target=_listen, args=(incoming, desk), name="listen", daemon=True).start()
        Worker(desk, send).run()
    except BrokenPipeError:
        os._exit(0)
    # Whatever it is, it ends this process, and the log is where that can be read.
    except BaseException:
        _logger.exception("The engine's process ends.")
        os._exit(1)
    # Nothing is left to say, and pools of threads in libraries might keep the process.
    os._exit(0)


def take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take standard input and output for messages; whoever uses them finds the log instead."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return incoming, outgoing


def settle_in() -> None:
    """Say where it crashed, let the window go first, and end with it."""
    faulthandler.enable()
    logging.basicConfig(stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.nice(_NICENESS)
    if sys.platform == "linux":
        import ctypes
        import signal

        # The end of standard input says that the window is gone, but a thread has to read it, and
        # a library that is busy may let no thread run. PR_SET_PDEATHSIG is 1 (linux/prctl.h).
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _listen(incoming: BinaryIO, desk: Desk) -> NoReturn:
    """Hand messages to the desk; without a window there is nothing to live for."""
    try:
        while True:
            desk.apply(read_to_engine(incoming))
    except (EOFError, OSError):
        os._exit(0)
    except MessageError:
        _logger.exception("The window sent what is no message.")
    finally:
        os._exit(1)


def _trim_log() -> None:
    """Begin the log anew where it has grown too long; where it is no file there is nothing to do.

    It is written at its end, wherever that is.
    """
    with contextlib.suppress(OSError):
        if os.fstat(2).st_size > LOG_BYTES:
            os.ftruncate(2, 0)


def _locate_options(wanted: Locate | Describe) -> LocateOptions:
    from g3desktop.engine.parts import LocateOptions
    from g3desktop.engine.sampling import choose_plan

    options = wanted.options
    plan = choose_plan(
        options.effort,
        prompts=options.prompts,
        samples=options.samples,
        temperature=options.temperature,
        budget_s=options.budget_s,
        place_names=options.place_names,
    )
    return LocateOptions(
        top=options.top,
        ranking=options.ranking,
        exclude_author=options.exclude_author,
        exclude_same_file=options.exclude_same_file,
        retrieved=options.retrieved,
        plan=plan,
        seed=options.seed,
    )


if __name__ == "__main__":
    main()
