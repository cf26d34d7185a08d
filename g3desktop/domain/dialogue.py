"""What is asked of a vision language model, and what comes back."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from g3desktop.domain.work import Cancelled


@dataclass(frozen=True, slots=True)
class Question:
    """One request to a vision language model.

    Attributes:
        text: The prompt.
        image_jpeg: The photo, without metadata; the same object for all questions about it.
        schema: JSON schema that the reply must obey.
        seed: Of the model's sampling.
        temperature: Of the model's sampling.
        context_tokens: Room for image, prompt and reply together.
        reply_tokens: Longest reply.
    """

    text: str
    image_jpeg: bytes
    schema: Mapping[str, Any]
    seed: int
    temperature: float
    context_tokens: int
    reply_tokens: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one question: a text, or the reason why there is none.

    Attributes:
        question: Index of the question.
        text: As much of the reply as came, "" where nothing did; untrusted.
        problem: "" for a whole reply; else what happened, in a few words ("cut off", "HTTP 500").
        server_s: Seconds that the server says it spent; 0 where it does not say.
        wall_s: Seconds from sending the question, or from the reply before it, to its end.
    """

    question: int
    text: str
    problem: str = ""
    server_s: float = 0.0
    wall_s: float = 0.0


class VisionModel(Protocol):
    """A language model that sees images, ready to be asked."""

    @property
    def name(self) -> str:
        """The model's name, as its server knows it."""

    @property
    def host(self) -> str:
        """Where it runs, as a URL."""

    @property
    def digest(self) -> str:
        """Names its content: another one under the same name has another; "" if unknown."""

    def replies(
        self,
        questions: Sequence[Question],
        *,
        deadline_s: float | None,
        cancelled: Cancelled,
    ) -> Generator[Reply]:
        """Ask questions, several at once where the server can, and yield replies as they come.

        The generator may be closed early: what is under way then stops, on the server too.

        Args:
            questions: Asked in this order.
            deadline_s: Value of `time.monotonic()` at which to stop; None waits for all.
            cancelled: Asked several times a second.

        Yields:
            One reply for each question, in the order of arrival; fewer when the deadline passes.

        Raises:
            CancelledError: `cancelled` said so; within a second.
        """
