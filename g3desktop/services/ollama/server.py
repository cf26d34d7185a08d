"""What an Ollama server has, and changing that."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx
import ollama

from g3desktop.domain.work import Cancelled, Progress, Report, never_cancelled
from g3desktop.services.hosts import is_this_machine, require_yes, runs_in_cloud
from g3desktop.services.ollama.chat import quote
from g3desktop.services.ollama.models import InstalledModel, NoModelError
from g3desktop.services.ollama.wire import OllamaError, Patience, TooLongError, Wire, items_from

RATE_EVERY_S = 15.0
"""Between two notes on how fast a model is coming."""

# What a server knows it says at once; only pulling takes its time.
_FACTS_SILENCE_S = 15.0
# Some servers list every tensor of a model.
_FACTS_LIMIT_BYTES = 2**24
_SEEING_FAMILIES = frozenset({"clip", "mllama"})
_MEGA = 10**6
_MOST_BYTES = 2**63 - 1

T = TypeVar("T")


class OllamaServer:
    """An Ollama server.

    Args:
        host: From `resolve_host`.
        remote_ok: The user said that photos may leave this machine.
        patience: How long to wait.

    Raises:
        RemoteHostError: The host is another machine, and `remote_ok` is not set. Nothing was
            connected to.
    """

    def __init__(
        self, host: str, *, remote_ok: bool = False, patience: Patience | None = None
    ) -> None:
        require_yes(host, remote_ok=remote_ok)
        self._host = host
        self._patience = patience or Patience()

    @property
    def host(self) -> str:
        """Where it is, as a URL."""
        return self._host

    def version(self, *, cancelled: Cancelled = never_cancelled) -> str:
        """Return the version of the server.

        Raises:
            OllamaError: It is not there, or is no Ollama server.
            CancelledError: `cancelled` said so.
        """

        async def ask(wire: Wire) -> str:
            version = (await self._json(wire, "GET", "/api/version")).get("version")
            if not isinstance(version, str):
                raise self._no_ollama()
            return version

        return self._fact(ask, cancelled)

    def models(self, *, cancelled: Cancelled = never_cancelled) -> tuple[InstalledModel, ...]:
        """Return what is installed, in the server's order.

        Raises:
            OllamaError: It is not there, or is no Ollama server.
            CancelledError: `cancelled` said so.
        """

        async def ask(wire: Wire) -> tuple[InstalledModel, ...]:
            entries = self._listed(await self._json(wire, "GET", "/api/tags"))
            return tuple([await self._installed(wire, e) for e in entries if _words(e, "name")])

        return self._fact(ask, cancelled)

    def loaded(self, *, cancelled: Cancelled = never_cancelled) -> tuple[str, ...]:
        """Return the names of the models that are in the server's memory.

        Raises:
            OllamaError: It is not there, or is no Ollama server.
            CancelledError: `cancelled` said so.
        """

        async def ask(wire: Wire) -> tuple[str, ...]:
            entries = self._listed(await self._json(wire, "GET", "/api/ps"))
            return tuple(_words(entry, "name") for entry in entries)

        return self._fact(ask, cancelled)

    def unload(self, name: str, *, cancelled: Cancelled = never_cancelled) -> None:
        """Take a model out of the server's memory, as soon as nobody asks it any more.

        Raises:
            NoModelError: There is no such model.
            OllamaError: The server is not there, or refused.
            CancelledError: `cancelled` said so.
        """

        async def ask(wire: Wire) -> None:
            async with self._translated(wire):
                await wire.client.generate(name, keep_alive=0)

        self._fact(ask, cancelled)

    def pull(self, name: str, *, report: Report, cancelled: Cancelled) -> None:
        """Download a model into the server; called again, it goes on where it stopped.

        Args:
            name: In Ollama's library.
            report: Told the bytes that are there and, every `RATE_EVERY_S`, their rate.
            cancelled: Asked several times a second; the server then stops its download.

        Raises:
            NoModelError: There is no such model.
            OllamaError: The server is not there, or could not get it.
            CancelledError: `cancelled` said so.
        """
        tally = PullTally(name)

        async def ask(put: Callable[[ollama.ProgressResponse], None]) -> None:
            wire = Wire(self._host, self._patience, reply_limit_bytes=None)
            async with wire.opened(), self._translated(wire):
                async for part in await wire.client.pull(name, stream=True):
                    put(part)

        last = ""
        for part in items_from(ask, cancelled=cancelled):
            last = part.status or ""
            report(tally.add(part))
        if last != "success":
            raise OllamaError(
                f"{self._host} stopped before {name} was there.",
                hint="Try again: it goes on where it stopped.",
            )

    def _listed(self, answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        if "models" not in answer:
            raise self._no_ollama()
        listed = answer["models"]
        return [_record(entry) for entry in listed] if isinstance(listed, list) else []

    async def _installed(self, wire: Wire, entry: Mapping[str, Any]) -> InstalledModel:
        name = _words(entry, "name")
        try:
            shown = await self._json(wire, "POST", "/api/show", {"model": name, "name": name})
        except (_RefusedError, NoModelError):
            shown = {}  # one damaged model is no reason to know nothing of the others
        details = {**_record(entry.get("details")), **_record(shown.get("details"))}
        size = entry.get("size")
        return InstalledModel(
            name=name,
            size_bytes=size if type(size) is int and 0 <= size <= _MOST_BYTES else 0,
            family=_words(details, "family"),
            parameters=_words(details, "parameter_size"),
            sees_images=_sees_images(shown, details),
            # Older servers name no host where a model of the cloud runs.
            elsewhere=runs_in_cloud(name)
            or any(_words(said, "remote_host") for said in (entry, shown)),
            digest=_words(entry, "digest"),
        )

    def _fact(self, ask: Callable[[Wire], Coroutine[Any, Any, T]], cancelled: Cancelled) -> T:
        patience = Patience(
            connect_s=self._patience.connect_s,
            silence_s=min(self._patience.silence_s, _FACTS_SILENCE_S),
        )

        async def job(put: Callable[[T], None]) -> None:
            wire = Wire(self._host, patience, reply_limit_bytes=_FACTS_LIMIT_BYTES)
            async with wire.opened():
                put(await ask(wire))

        (answer,) = items_from(job, cancelled=cancelled)
        return answer

    async def _json(
        self, wire: Wire, method: str, path: str, sent: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        async with self._translated(wire):
            reply = await wire.http.request(method, path, json=sent)
            if not reply.is_success:
                raise ollama.ResponseError(reply.text, reply.status_code)
            answer = reply.json()
            if not isinstance(answer, dict):
                raise TypeError
            return answer

    @asynccontextmanager
    async def _translated(self, wire: Wire) -> AsyncIterator[None]:
        """Listen to the server, and say in one line what went wrong with it."""
        try:
            async with wire.listening():
                yield
        except ollama.ResponseError as error:
            raise self._refused(error) from error
        except (httpx.ConnectError, httpx.ConnectTimeout, ConnectionError) as error:
            raise self._not_running() from error
        except TimeoutError as error:
            raise OllamaError(
                f"{self._host} does not answer.", hint="Restart Ollama, then try again."
            ) from error
        except httpx.HTTPError as error:
            raise OllamaError(
                f"{self._host} broke off the connection.", hint="Try again."
            ) from error
        except (TooLongError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise self._no_ollama() from error

    def _refused(self, error: ollama.ResponseError) -> OllamaError:
        said = quote(str(error.error)) or f"HTTP {error.status_code}"
        # The second is what the library at ollama.com answers to a name that it does not know.
        if "model" in said and ("not found" in said or "file does not exist" in said):
            return NoModelError(
                f"{self._host}: {said}.", hint="Look at the name: g3desktop models list."
            )
        return _RefusedError(f"{self._host}: {said}.", hint="Ollama's log may say more.")

    def _not_running(self) -> OllamaError:
        here = is_this_machine(self._host)
        return OllamaError(
            f"No Ollama server answers at {self._host}.",
            hint="Start Ollama, or get it from https://ollama.com/download."
            if here
            else "Start Ollama there, or see whether the address is right.",
        )

    def _no_ollama(self) -> OllamaError:
        return OllamaError(
            f"What answers at {self._host} is no Ollama server.",
            hint="See whether the address is right.",
        )


class _RefusedError(OllamaError):
    """The server answered that it will not."""


@dataclass(slots=True)
class PullTally:
    """Adds up the layers of a model that is being pulled.

    Args:
        name: Of the model.
        clock: Seconds that only grow.
    """

    name: str
    clock: Callable[[], float] = time.monotonic
    _layers: dict[str, tuple[int, int]] = field(default_factory=dict)
    _noted_at_s: float | None = None
    _noted_bytes: int = 0

    def add(self, part: ollama.ProgressResponse) -> Progress:
        """Take one line of the server's; the total grows as the server comes to further layers."""
        if part.digest and part.total:
            done = min(max(0, part.completed or 0), part.total)
            self._layers[part.digest] = (done, part.total)
        done = sum(layer[0] for layer in self._layers.values())
        total = sum(layer[1] for layer in self._layers.values())
        return Progress(f"pulling {self.name}", done, total or None, self._note(done, total))

    def _note(self, done: int, total: int) -> str:
        now_s = self.clock()
        if not total:
            return ""
        if self._noted_at_s is None:
            # What is there at the first look may have come before: it says nothing of the rate.
            self._noted_at_s, self._noted_bytes = now_s, done
            return ""
        passed_s = now_s - self._noted_at_s
        if passed_s < RATE_EVERY_S:
            return ""
        rate = (done - self._noted_bytes) / passed_s / _MEGA
        self._noted_at_s, self._noted_bytes = now_s, done
        return f"{self.name}: {done / _MEGA:.0f} of {total / _MEGA:.0f} MB, {rate:.1f} MB/s"


def _sees_images(shown: Mapping[str, Any], details: Mapping[str, Any]) -> bool:
    capabilities = shown.get("capabilities")
    if isinstance(capabilities, list):
        return "vision" in capabilities
    # Older servers list none.
    families = details.get("families")
    named = families if isinstance(families, list) else [details.get("family")]
    return (
        bool(shown.get("projector_info"))
        or any(family in _SEEING_FAMILIES for family in named if isinstance(family, str))
        or any(".vision." in key for key in _record(shown.get("model_info")))
    )


def _record(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _words(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""
