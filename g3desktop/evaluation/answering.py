"""Having ways answer about a batch: timed, kept, and photo after photo where a model is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from time import perf_counter

from g3desktop.domain.work import Cancelled, check_cancelled
from g3desktop.evaluation.kept_answers import write_answer
from g3desktop.evaluation.memory import Memory
from g3desktop.evaluation.remembered_model import RememberedModel
from g3desktop.evaluation.ways import Answered, AskingWay, Batch, Pipeline, Way


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A way that has a batch to answer about.

    Attributes:
        way: The way.
        name: What its answers are kept by.
        keys: And what those about each photo of the batch.
        known: Its answers by key as they are kept; new ones are added.
    """

    way: Way
    name: str
    keys: Sequence[str]
    known: dict[str, str]


class Answering:
    """Has ways answer, and keeps what they say.

    Args:
        memory: Where answers are kept, unless a question of theirs failed.
        cancelled: Asked before every answer, or batch of answers.

    Attributes:
        failed: Questions that a language model's server did not get answered.
    """

    def __init__(self, memory: Memory, cancelled: Cancelled) -> None:
        self._memory, self._cancelled = memory, cancelled
        self._warm: set[str] = set()
        self.failed = 0

    def answer(self, turns: Sequence[Turn], batch: Batch, *, answered: Callable[[], None]) -> None:
        """Have ways answer about a batch.

        Ways that ask a language model come last, and take the photos one by one together: so each
        photo takes as long as every other, and the first ones tell how long all will take.

        Args:
            turns: The ways, each under a name of its own.
            batch: The photos.
            answered: Told of each photo that every way has answered about; where no model is asked,
                of none.

        Raises:
            EngineError: A model's server is gone, or the disk is full or refuses.
            GalleryError: A file of the gallery is damaged.
            CancelledError: `cancelled` said so.
        """
        for turn in turns:
            check_cancelled(self._cancelled)
            self._warm_up(turn, batch)
            if not _asks(turn.way):
                started = perf_counter()
                answers = turn.way.answer(batch)
                elapsed_ms = 1000 * (perf_counter() - started) / max(len(answers), 1)
                self._keep(turn, turn.keys, answers, elapsed_ms)
        asking = [(turn, turn.way) for turn in turns if isinstance(turn.way, AskingWay)]
        asking = [(turn, way) for turn, way in asking if _asks(way)]
        if asking:
            self._ask(asking, batch, answered)

    def _warm_up(self, turn: Turn, batch: Batch) -> None:
        """Answer about one photo before the clock starts.

        What is made but once, such as the vectors of the world's towns, must be in nobody's time.
        """
        if turn.name in self._warm:
            return
        self._warm.add(turn.name)
        way = turn.way
        silent = replace(way, model=None) if isinstance(way, Pipeline) else way
        if silent.model is None:
            silent.answer(batch.first())

    def _ask(
        self,
        asking: Sequence[tuple[Turn, AskingWay]],
        batch: Batch,
        answered: Callable[[], None],
    ) -> None:
        with ExitStack() as stack:
            under_way = [
                (turn, stack.enter_context(closing(way.answers(batch)))) for turn, way in asking
            ]
            for number in range(len(batch.photos)):
                for turn, answers in under_way:
                    check_cancelled(self._cancelled)
                    before, started = _failed(turn.way), perf_counter()
                    answer = next(answers)
                    elapsed_ms = 1000 * (perf_counter() - started)
                    failed = _failed(turn.way) - before + answer.unheard
                    self._keep(turn, turn.keys[number : number + 1], [answer], elapsed_ms, failed)
                answered()

    def _keep(
        self,
        turn: Turn,
        keys: Sequence[str],
        answers: Sequence[Answered],
        elapsed_ms: float,
        failed: int = 0,
    ) -> None:
        """Keep answers; those that lack a reply for this run alone."""
        new = {
            key: write_answer(one, round(elapsed_ms, 3))
            for key, one in zip(keys, answers, strict=True)
        }
        self.failed += failed
        if not failed:
            self._memory.keep_answers(turn.name, new)
        turn.known.update({**new, **turn.known})


def _asks(way: Way) -> bool:
    return way.model is not None


def _failed(way: Way) -> int:
    return way.model.failed if isinstance(way.model, RememberedModel) else 0
