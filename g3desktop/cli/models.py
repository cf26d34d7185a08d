"""`g3desktop models`: vision language models in Ollama, for `locate` to ask."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from g3desktop.cli.terminal import job, note, plain, print_json, print_rows, readable_size, warn
from g3desktop.domain.errors import CancelledError, UserError

if TYPE_CHECKING:
    from g3desktop.domain.work import Report
    from g3desktop.services.ollama import (
        InstalledModel,
        OllamaServer,
        Patience,
        SuggestedModel,
    )
    from g3desktop.settings import LlmSettings

_Command = TypeVar("_Command", bound=Callable[..., object])

_FITS = {True: "yes", False: "no", None: "not known"}


@dataclass(frozen=True, slots=True)
class Stock:
    """What an Ollama server has, and what `locate` makes of it.

    Attributes:
        host: Of the server, as a URL.
        version: Of the server; None where it does not answer.
        models: What is installed, in the server's order.
        chosen: The model that `locate` asks unless told otherwise.
        problem: Why the server does not answer, or why no model is chosen; else None.
    """

    host: str
    version: str | None = None
    models: tuple[InstalledModel, ...] = ()
    chosen: str | None = None
    problem: UserError | None = None


@dataclass(frozen=True, slots=True)
class _Host:
    """What the command line says of the server."""

    url: str | None
    remote_ok: bool

    def command(self, words: str) -> str:
        """Return the line to type for a command to the same server."""
        line = f"g3desktop models {words}"
        if self.url:
            line += f" --llm-host {shlex.quote(self.url)}"
        return f"{line} --llm-host-remote-ok" if self.remote_ok else line


def _host_options(command: _Command) -> _Command:
    """Add --llm-host and --llm-host-remote-ok."""
    for option in (
        click.option(
            "--llm-host-remote-ok",
            is_flag=True,
            help="Allow a host that is not this machine.",
        ),
        click.option(
            "--llm-host",
            metavar="URL",
            help="Where Ollama listens.  [default: the settings, OLLAMA_HOST, this machine]",
        ),
    ):
        command = option(command)
    return command


def _printable(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    # A byte that is no text would reach no server, and the failure would blame the server.
    if not name.strip() or not name.isprintable():
        raise click.BadParameter(f"{name!r} cannot be the name of a model.")
    return name


_name = click.argument("name", metavar="NAME", callback=_printable)


@click.group("models", short_help="List, pull and unload vision language models in Ollama.")
def command() -> None:
    """List, pull and unload vision language models in Ollama.

    `locate` asks such a model where one is installed. Ollama is a program of its own, from
    https://ollama.com/download, and keeps its models itself.
    """


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
@_host_options
def list_(*, as_json: bool, llm_host: str | None, llm_host_remote_ok: bool) -> None:
    """List what is installed, and what is worth getting.

    Says for each model whether it sees images and which one `locate` asks by default; then the
    suggested models that are not installed, with the memory that they need. Where Ollama is not
    running the suggestions are listed all the same, and the exit status is 5.
    """
    from g3desktop.services.ollama import is_this_machine, total_memory_bytes

    settings = _settings()
    server = open_server(settings, host=llm_host, remote_ok=llm_host_remote_ok)
    stock = take_stock(server, settings, remote_ok=llm_host_remote_ok)
    # Nothing tells how much another machine has.
    memory_bytes = total_memory_bytes() if is_this_machine(stock.host) else None
    host = _Host(llm_host, llm_host_remote_ok)
    if as_json:
        print_json(_to_json(stock, settings, memory_bytes, host))
    else:
        _print(stock, settings, memory_bytes, host)
    if stock.version is None and stock.problem is not None:
        raise stock.problem


@command.command("pull")
@_name
@_host_options
def pull(*, name: str, llm_host: str | None, llm_host_remote_ok: bool) -> None:
    """Download model NAME from the internet, through Ollama.

    What has come stays when it is stopped: called again, it goes on from there.
    """
    from g3desktop.services.ollama import SUGGESTED_MODELS, is_this_machine

    server = open_server(_settings(), host=llm_host, remote_ok=llm_host_remote_ok)
    known = next((one for one in SUGGESTED_MODELS if one.name == name.strip().lower()), None)
    size = f" ({readable_size(known.download_bytes)})" if known else ""
    note(f"Ollama at {server.host} downloads {name}{size} from the internet.")
    if known and is_this_machine(server.host):
        _warn_of_memory(known)
    try:
        with job(in_bytes=True) as (report, cancelled):
            told = _without_notes(report) if sys.stderr.isatty() else report
            server.pull(name, report=told, cancelled=cancelled)
    except CancelledError:
        again = _Host(llm_host, llm_host_remote_ok).command(f"pull {shlex.quote(name)}")
        note(f"What has come stays. To go on from there: {again}")
        raise
    click.echo(f"Pulled {name}.")


@command.command("unload")
@_name
@_host_options
def unload(*, name: str, llm_host: str | None, llm_host_remote_ok: bool) -> None:
    """Take model NAME out of Ollama's memory; it stays installed."""
    server = open_server(_settings(), host=llm_host, remote_ok=llm_host_remote_ok)
    server.unload(name)
    click.echo(f"Unloaded {name}; where it is being asked, it leaves after its reply.")


def open_server(
    settings: LlmSettings,
    *,
    host: str | None = None,
    remote_ok: bool = False,
    patience: Patience | None = None,
) -> OllamaServer:
    """Return the server that `locate` would ask; connects to nothing yet.

    Args:
        settings: What the user chose once and for all.
        host: What the user chose now.
        remote_ok: Whether the user said now that photos may leave this machine.
        patience: How long to wait; None for as long as the settings say.

    Raises:
        RemoteHostError: The host is another machine, and nobody said that photos may go there.
        UsageError: The host is no address.
    """
    from g3desktop.services.ollama import OllamaServer, Patience, resolve_host

    return OllamaServer(
        resolve_host(host or settings.host),
        remote_ok=remote_ok or settings.host_remote_ok,
        patience=patience or Patience(silence_s=settings.silence_limit_s),
    )


def take_stock(server: OllamaServer, settings: LlmSettings, *, remote_ok: bool = False) -> Stock:
    """Ask a server what it has, and choose as `locate` does; no failure of the server raises.

    Args:
        server: From `open_server`.
        settings: What the user chose once and for all.
        remote_ok: Whether the user said now that photos may leave this machine.
    """
    from g3desktop.services.ollama import OllamaError, RemoteHostError, choose_model

    stock = Stock(server.host)
    try:
        version = server.version()
        stock = replace(stock, models=server.models(), version=version)
        chosen = choose_model(
            stock.models, settings.model or None, remote_ok=remote_ok or settings.host_remote_ok
        )
    except (OllamaError, RemoteHostError) as error:
        return replace(stock, problem=error)
    return replace(stock, chosen=chosen)


def _settings() -> LlmSettings:
    from g3desktop.settings import find_folders, read_settings

    return read_settings(find_folders().settings).llm


def _suggestions(stock: Stock) -> list[SuggestedModel]:
    from g3desktop.services.ollama import SUGGESTED_MODELS

    installed = {model.name.lower() for model in stock.models}
    return [model for model in SUGGESTED_MODELS if model.name not in installed]


def _to_json(
    stock: Stock, settings: LlmSettings, memory_bytes: int | None, host: _Host
) -> dict[str, Any]:
    from g3desktop.services.ollama import fits

    return {
        "schema": "g3desktop.models/1",
        "host": stock.host,
        "version": stock.version,
        "problem": stock.problem.one_line() if stock.problem else None,
        "memory_bytes": memory_bytes,
        "chosen": stock.chosen,
        "effort": settings.effort,
        "installed": [
            {**asdict(model), "fits_memory": fits(model, memory_bytes)} for model in stock.models
        ],
        "suggested": [
            {
                **asdict(model),
                "memory_bytes": model.memory_bytes,
                "fits_memory": fits(model, memory_bytes),
                "command": host.command(f"pull {model.name}"),
            }
            for model in _suggestions(stock)
        ],
    }


def _print(stock: Stock, settings: LlmSettings, memory_bytes: int | None, host: _Host) -> None:
    if stock.version is not None:
        click.echo(plain(f"Ollama {stock.version} at {stock.host}; {_choice(stock, settings)}"))
        click.echo()
    if stock.models:
        rows = [_installed_row(model, stock, memory_bytes) for model in stock.models]
        print_rows(("INSTALLED", "SIZE", "PARAMETERS", "SEES IMAGES", "NOTE"), rows)
        click.echo()
    has = f" (this machine has {readable_size(memory_bytes)} of memory)" if memory_bytes else ""
    click.echo(f"Worth getting{has}:")
    rows = [_suggested_row(model, memory_bytes, host) for model in _suggestions(stock)]
    print_rows(("MODEL", "DOWNLOAD", "NEEDS MEMORY", "FITS", "WHY", "TO GET IT"), rows)


def _choice(stock: Stock, settings: LlmSettings) -> str:
    if stock.chosen is None:
        why = f": {stock.problem.one_line()}" if stock.problem else "."
        return f"locate asks none of its models{why}"
    if settings.effort == "quick":
        return f"the settings say quick: locate asks {stock.chosen} only with --effort standard."
    return f"locate asks {stock.chosen}."


def _installed_row(
    model: InstalledModel, stock: Stock, memory_bytes: int | None
) -> tuple[str, ...]:
    from g3desktop.services.ollama import fits

    notes = []
    if model.name == stock.chosen:
        notes.append("locate asks it")
    if model.elsewhere:
        notes.append("runs on its maker's servers")
    elif fits(model, memory_bytes) is False:
        notes.append("too large for this machine's memory")
    return (
        model.name,
        readable_size(model.size_bytes),
        model.parameters or "-",
        "yes" if model.sees_images else "no",
        ", ".join(notes),
    )


def _suggested_row(model: SuggestedModel, memory_bytes: int | None, host: _Host) -> tuple[str, ...]:
    from g3desktop.services.ollama import fits

    return (
        model.name,
        readable_size(model.download_bytes),
        readable_size(model.memory_bytes),
        _FITS[fits(model, memory_bytes)],
        model.why,
        host.command(f"pull {model.name}"),
    )


def _warn_of_memory(model: SuggestedModel) -> None:
    from g3desktop.services.ollama import fits, total_memory_bytes

    memory_bytes = total_memory_bytes()
    if memory_bytes is not None and not fits(model, memory_bytes):
        warn(
            f"{model.name} needs {readable_size(model.memory_bytes)} of memory; "
            f"this machine has {readable_size(memory_bytes)}. "
            "`g3desktop models list` shows smaller ones."
        )


def _without_notes(report: Report) -> Report:
    """Leave out the notes on the rate, which a bar shows already."""
    return lambda progress: report(replace(progress, note=""))
