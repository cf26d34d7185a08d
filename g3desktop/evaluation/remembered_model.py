"""A language model whose replies are kept: nothing is asked twice, whatever ended the first run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import replace

from g3desktop.domain.dialogue import Question, Reply, VisionModel
from g3desktop.domain.errors import EngineError
from g3desktop.domain.work import Cancelled
from g3desktop.evaluation.memory import Memory
from g3desktop.services.ollama.chat import CUT_OFF, EMPTY, SILENT, TOO_LONG

_KEPT_PROBLEMS = ("", CUT_OFF, EMPTY)
"""What the model itself did; a server that was busy or gone may answer the next time."""

_HEARD_PROBLEMS = (*_KEPT_PROBLEMS, TOO_LONG)
"""The server was there."""

FAILED_PHOTOS = 3
"""Photos in a row without any reply after which a server is taken to be gone."""


class RememberedModel:
    """A vision model behind what it said before; see `VisionModel`.

    Args:
        model: Asked where nothing is kept.
        memory: Where replies are kept.

    Attributes:
        failed: Questions that the server did not get answered.
    """

    def __init__(self, model: VisionModel, memory: Memory) -> None:
        self._model, self._memory = model, memory
        self.failed = 0
        # Photos since the last reply of the server, each with what went wrong.
        self._unheard: dict[str, str] = {}

    @property
    def name(self) -> str:
        """The model's name, as its server knows it."""
        return self._model.name

    @property
    def host(self) -> str:
        """Where it runs, as a URL."""
        return self._model.host

    @property
    def digest(self) -> str:
        """Names the model's content, as its server has it."""
        return self._model.digest

    def replies(
        self,
        questions: Sequence[Question],
        *,
        deadline_s: float | None,
        cancelled: Cancelled,
    ) -> Generator[Reply]:
        """Yield what is kept, then ask the rest; see `VisionModel`.

        Raises:
            EngineError: The server answered nothing about some photos in a row.
        """
        if not questions:
            return
        photo = hashlib.sha256(questions[0].image_jpeg).hexdigest()
        keys = [self._key(question) for question in questions]
        kept = self._memory.replies(keys)
        for number, key in enumerate(keys):
            if key in kept:
                text, problem = kept[key]
                yield Reply(number, text, problem)
        left = [number for number, key in enumerate(keys) if key not in kept]
        if not left:
            return
        if self._unheard.get(photo) == SILENT:
            # Another way of answering asked about it already, and waited for minutes.
            self.failed += len(left)
            yield from (Reply(number, "", SILENT) for number in left)
            return
        asked = self._model.replies(
            [questions[number] for number in left], deadline_s=deadline_s, cancelled=cancelled
        )
        problems = []
        with closing(asked) as replies:
            for reply in replies:
                number = left[reply.question]
                self._keep(keys[number], reply)
                problems.append(reply.problem)
                yield replace(reply, question=number)
        self._judge(photo, problems)

    def _keep(self, key: str, reply: Reply) -> None:
        if reply.problem in _KEPT_PROBLEMS:
            self._memory.keep_reply(key, reply.text, reply.problem)
        else:
            self.failed += 1

    def _judge(self, photo: str, problems: Sequence[str]) -> None:
        """Remember whether the server was there for a photo; give up on one that is gone."""
        if any(problem in _HEARD_PROBLEMS for problem in problems):
            self._unheard.clear()
        elif problems:
            self._unheard[photo] = problems[-1]
        if len(self._unheard) >= FAILED_PHOTOS:
            raise EngineError(
                f"{self.name} at {self.host} answered nothing about {len(self._unheard)} photos "
                f"in a row: {problems[-1].rstrip('.')}.",
                hint="Look after its server; the same command goes on from here.",
            )

    def _key(self, question: Question) -> str:
        """Return what a reply depends on, hashed."""
        facts = (
            self.name,
            self.digest,
            question.text,
            hashlib.sha256(question.image_jpeg).hexdigest(),
            dict(question.schema),
            question.seed,
            question.temperature,
            question.context_tokens,
            question.reply_tokens,
        )
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def remembered(models: Iterable[VisionModel], memory: Memory) -> list[VisionModel]:
    """Return models that ask nothing twice."""
    return [RememberedModel(model, memory) for model in models]
