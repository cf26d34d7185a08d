"""The process that does one piece of work: `python -m g3desktop.engine.labourer`.

Standard input brings the work, standard output takes its progress and its end. See `labour`.
"""

from __future__ import annotations

import importlib
import logging
import os
import queue
import threading
from typing import BinaryIO, NoReturn

from g3desktop.domain.errors import CancelledError, EngineError
from g3desktop.domain.work import Cancelled, Progress, Report
from g3desktop.engine.failures import as_user_error
from g3desktop.engine.labour import Do, Done, Undone
from g3desktop.engine.messages import Hello, MessageError, Stop, encode, read_value
from g3desktop.engine.worker import Stages, settle_in, take_pipes

_logger = logging.getLogger(__name__)


def main() -> NoReturn:
    """Do the one piece of work that the window asks for, and end; end with the window too."""
    incoming, outgoing = take_pipes()
    settle_in()
    sending = threading.Lock()

    def send(message: object) -> None:
        content = encode(message)
        with sending:
            outgoing.write(content)
            outgoing.flush()

    try:
        send(Hello(os.getpid()))
        works: queue.SimpleQueue[Do] = queue.SimpleQueue()
        stopping = threading.Event()
        threading.Thread(
            target=_listen, args=(incoming, works, stopping), name="listen", daemon=True
        ).start()
        stages = Stages(send)

        def report(progress: Progress) -> None:
            stages.tell(None, progress)

        try:
            send(_do(works.get(), report, stopping.is_set))
        except MessageError as error:
            _logger.exception("The result is no value.")
            send(_undone(error))
    except BrokenPipeError:
        os._exit(0)
    # Whatever it is, it ends this process, and the log is where that can be read.
    except BaseException:
        _logger.exception("The process ends.")
        os._exit(1)
    # Nothing is left to say, and pools of threads in libraries might keep the process.
    os._exit(0)


def _do(work: Do, report: Report, cancelled: Cancelled) -> Done | Undone:
    try:
        module, _, name = work.function.partition(":")
        function = getattr(importlib.import_module(module), name)
        return Done(function(work.wish, report=report, cancelled=cancelled))
    except CancelledError:
        return Undone("", CancelledError.exit_status)
    # Whatever it is, the window says it; nobody else would.
    except Exception as error:
        _logger.exception("The work failed.")
        return _undone(error)


def _undone(error: Exception) -> Undone:
    told = as_user_error(error) or EngineError(
        f"The work failed: {type(error).__name__}: {error}.",
        hint="This is a fault of the program; its log says more.",
    )
    return Undone(told.one_line(), told.exit_status)


def _listen(
    incoming: BinaryIO, works: queue.SimpleQueue[Do], stopping: threading.Event
) -> NoReturn:
    """Take what the window says; without a window there is nothing to live for."""
    try:
        while True:
            message = read_value(incoming)
            if isinstance(message, Do):
                works.put(message)
            elif isinstance(message, Stop):
                stopping.set()
            else:
                break
        _logger.error("%s is nothing that work is told.", type(message).__name__)
    except (EOFError, OSError):
        os._exit(0)
    except MessageError:
        _logger.exception("The window sent what is no message.")
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
