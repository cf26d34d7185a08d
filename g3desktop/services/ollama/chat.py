"""Asking a vision model in Ollama several questions at once, whatever its server does.

No fault of the server raises: it becomes the reply's problem, in words that stay the same before
the first colon, so that faults can be counted; what the server itself said stands after it.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncGenerator, Callable, Generator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Final, cast

import httpx
import ollama

from g3desktop.domain.dialogue import Question, Reply
from g3desktop.domain.errors import UsageError
from g3desktop.domain.work import Cancelled
from g3desktop.services.hosts import RemoteHostError, require_yes, runs_in_cloud
from g3desktop.services.ollama.wire import Patience, TooLongError, Wire, items_from

NO_CONNECTION: Final = "no connection"
MODEL_NOT_FOUND: Final = "model not found"
NO_VISION: Final = "model does not see images"
BUSY: Final = "server busy"
SERVER_ERROR: Final = "server error"
SILENT: Final = "no answer in time"
CUT: Final = "connection cut"
UNREADABLE: Final = "unreadable reply"
TOO_LONG: Final = "reply too long"
CUT_OFF: Final = "cut off"
EMPTY: Final = "empty reply"

REPLY_LIMIT_CHARACTERS = 2**18
# One token takes some 100 bytes of JSON on the wire.
REPLY_LIMIT_BYTES = 2**20

_KEEP_LOADED = "5m"
_SAID_CHARACTERS = 160
_RETRIED = (NO_CONNECTION, BUSY)
_DEAD = (NO_CONNECTION, SILENT)
# Two in a row: one may be the server's restart.
_DEAD_IN_A_ROW = 2
_SIGHT = re.compile(r"\b(vision|images?|multimodal)\b", re.IGNORECASE)


class OllamaModel:
    """A vision model behind an Ollama server; see `VisionModel`.

    Args:
        name: As the server knows it.
        host: From `resolve_host`.
        digest: Names its content, as the server has it; "" where that is not known.
        remote_ok: The user said that photos may leave this machine.
        parallel: Questions under way at once; the server queues those it does not run.
        patience: How long to wait.

    Raises:
        RemoteHostError: The host is another machine, or the model runs on its maker's servers,
            and `remote_ok` is not set. Nothing was connected to.
    """

    def __init__(
        self,
        name: str,
        host: str,
        *,
        digest: str = "",
        remote_ok: bool = False,
        parallel: int = 4,
        patience: Patience | None = None,
    ) -> None:
        require_yes(host, remote_ok=remote_ok)
        require_local(name, remote_ok=remote_ok)
        if parallel < 1:
            raise UsageError(f"Cannot ask {parallel} questions at once.", hint="Ask at least one.")
        self._name = name
        self._host = host
        self._digest = digest
        self._parallel = parallel
        self._patience = patience or Patience()

    @property
    def name(self) -> str:
        """The model's name, as its server knows it."""
        return self._name

    @property
    def host(self) -> str:
        """Where it runs, as a URL."""
        return self._host

    @property
    def digest(self) -> str:
        """Names the model's content, as its server has it."""
        return self._digest

    def replies(
        self,
        questions: Sequence[Question],
        *,
        deadline_s: float | None,
        cancelled: Cancelled,
    ) -> Generator[Reply]:
        """Ask, and yield replies as they come; see `VisionModel`.

        `server_s` is the server's whole time for the request, waiting for its turn included.
        """
        talk = _Talk(self, questions, parallel=self._parallel, patience=self._patience)
        return items_from(talk.run, cancelled=cancelled, deadline_s=deadline_s)


def require_local(name: str, *, remote_ok: bool, elsewhere: bool = False) -> None:
    """Refuse a model that Ollama does not run itself: it passes the photo on to its maker.

    Args:
        name: Of the model; see `runs_in_cloud`.
        remote_ok: The user said that photos may leave this machine.
        elsewhere: The server says that it is such a model, whatever its name.

    Raises:
        RemoteHostError: It is such a model, and `remote_ok` is not set.
    """
    if not remote_ok and (elsewhere or runs_in_cloud(name)):
        raise RemoteHostError(
            f"{name} does not run on the Ollama server but in its maker's cloud.",
            hint="Choose another model, or say --llm-host-remote-ok if photos may go there.",
        )


@dataclass(slots=True)
class _Answer:
    """What has come for one question."""

    pieces: list[str] = field(default_factory=list)
    characters: int = 0
    problem: str = ""
    server_s: float = 0.0

    def add(self, part: ollama.ChatResponse) -> bool:
        """Take a part of the reply, without what the model thinks; say whether it was the last."""
        piece = part.message.content or ""
        self.pieces.append(piece)
        self.characters += len(piece)
        if self.characters > REPLY_LIMIT_CHARACTERS:
            raise TooLongError
        if not part.done:
            return False
        self.server_s = max(0, part.total_duration or 0) / 1e9
        if part.done_reason == "length":
            self.problem = CUT_OFF
        elif not self.text.strip():
            self.problem = EMPTY
        return True

    @property
    def text(self) -> str:
        whole = "".join(self.pieces)[:REPLY_LIMIT_CHARACTERS]
        # JSON may hold halves of surrogate pairs, which no file and no terminal takes.
        return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _CutError(Exception):
    """The reply ended without saying that it was the end."""


class _Talk:
    """One round of questions, on one event loop."""

    def __init__(
        self,
        model: OllamaModel,
        questions: Sequence[Question],
        *,
        parallel: int,
        patience: Patience,
    ) -> None:
        self._model = model
        self._questions = questions
        self._parallel = parallel
        self._patience = patience
        self._under_way = 0
        self._dead_in_a_row = 0
        self._given_up = ""
        self._last_end_s = 0.0

    async def run(self, put: Callable[[Reply], None]) -> None:
        wire = Wire(
            self._model.host,
            self._patience,
            reply_limit_bytes=REPLY_LIMIT_BYTES,
            heard=self._hear,
        )
        waiting = iter(enumerate(self._questions))

        async def ask_in_turn() -> None:
            for index, question in waiting:
                put(await self._ask(wire, index, question))

        async with wire.opened(), asyncio.TaskGroup() as tasks:
            for _ in range(min(self._parallel, len(self._questions))):
                tasks.create_task(ask_in_turn())

    def _hear(self) -> None:
        self._dead_in_a_row = 0

    async def _ask(self, wire: Wire, index: int, question: Question) -> Reply:
        began_s = time.monotonic()
        self._under_way += 1
        answer = _Answer()
        for wait_s in (0.0, *self._patience.retry_waits_s):
            await asyncio.sleep(wait_s)
            if self._given_up:
                answer = _Answer(problem=self._given_up)
                break
            answer = await self._attempt(wire, question)
            if answer.problem not in _RETRIED:
                break
        if answer.problem in _DEAD:
            # A server that is silent to one is silent to all, or that one would still wait.
            self._dead_in_a_row += self._under_way if answer.problem == SILENT else 1
            if self._dead_in_a_row >= _DEAD_IN_A_ROW:
                self._given_up = answer.problem
        self._under_way -= 1
        end_s = time.monotonic()
        wall_s = end_s - max(began_s, self._last_end_s)
        self._last_end_s = end_s
        return Reply(index, answer.text, answer.problem, answer.server_s, wall_s)

    async def _attempt(self, wire: Wire, question: Question) -> _Answer:
        answer = _Answer()
        try:
            async with wire.listening():
                await self._listen(wire.client, question, answer)
        except _FAULTS as error:
            answer.problem = _problem_of(error)
        return answer

    async def _listen(
        self, client: ollama.AsyncClient, question: Question, answer: _Answer
    ) -> None:
        parts = await client.chat(
            self._model.name,
            # As bytes: encoding 500 kB for each request takes 1 ms. Given base64 text, the library
            # looks for a file of that name and decodes it to check, which takes 5 ms.
            [
                ollama.Message(
                    role="user",
                    content=question.text,
                    images=[ollama.Image(value=question.image_jpeg)],
                )
            ],
            stream=True,
            think=False,
            format=dict(question.schema),
            options={
                "seed": question.seed,
                "temperature": question.temperature,
                "num_ctx": question.context_tokens,
                "num_predict": question.reply_tokens,
            },
            keep_alive=_KEEP_LOADED,
        )
        async with aclosing(cast("AsyncGenerator[ollama.ChatResponse]", parts)) as stream:
            async for part in stream:
                # The rest is not waited for: whole is whole, whatever the connection does then.
                if answer.add(part):
                    return
        raise _CutError


# What the library lets through of a server's whims: beside its own and the connection's errors
# whatever its reading of a line stumbles over, be it no JSON, no object, or nested without end.
_FAULTS = (
    ollama.ResponseError,
    httpx.HTTPError,
    TimeoutError,
    TooLongError,
    _CutError,
    ValueError,
    TypeError,
    AttributeError,
    RecursionError,
)


def _problem_of(error: Exception) -> str:
    match error:
        case ollama.ResponseError():
            return _problem_of_status(error.status_code, str(error.error))
        case httpx.ConnectError() | httpx.ConnectTimeout():
            return NO_CONNECTION
        case TimeoutError():
            return SILENT
        case TooLongError():
            return TOO_LONG
        case httpx.HTTPError() | _CutError():
            return CUT
        case _:
            return UNREADABLE


def _problem_of_status(status: int, said: str) -> str:
    if status == httpx.codes.NOT_FOUND and "model" in said and "not found" in said:
        return MODEL_NOT_FOUND
    if status == httpx.codes.SERVICE_UNAVAILABLE:
        return BUSY
    if status >= httpx.codes.BAD_REQUEST and _SIGHT.search(said):
        return NO_VISION
    name = SERVER_ERROR if status < 0 else f"HTTP {status}"
    return f"{name}: {words}" if (words := quote(said)) else name


def quote(said: str) -> str:
    """Return what a server said as a short printable line, to show beside our own words."""
    line = " ".join(said.split())
    return "".join(c if c.isprintable() else "?" for c in line[:_SAID_CHARACTERS])
