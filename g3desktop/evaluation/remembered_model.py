"""A language model whose replies are kept: nothing is asked twice, whatever ended the first run."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace

from g3desktop.domain.dialogue import Question, Reply, VisionModel
from g3desktop.domain.work import Cancelled
from g3desktop.evaluation.memory import Memory
from g3desktop.services.ollama.chat import CUT_OFF, EMPTY

_KEPT_PROBLEMS = ("", CUT_OFF, EMPTY)
"""What the model itself did; a server that was busy or gone may answer the next time."""


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
        """Yield what is kept, then ask the rest; see `VisionModel`."""
        keys = [self._key(question) for question in questions]
        kept = self._memory.replies(keys)
        for number, key in enumerate(keys):
            if key in kept:
                text, problem = kept[key]
                yield Reply(number, text, problem)
        left = [number for number, key in enumerate(keys) if key not in kept]
        if not left:
            return
        asked = self._model.replies(
            [questions[number] for number in left], deadline_s=deadline_s, cancelled=cancelled
        )
        with closing(asked) as replies:
            for reply in replies:
                number = left[reply.question]
                if reply.problem in _KEPT_PROBLEMS:
                    self._memory.keep_reply(keys[number], reply.text, reply.problem)
                else:
                    self.failed += 1
                yield replace(reply, question=number)

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
