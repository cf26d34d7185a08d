"""`g3desktop doctor`: what is there, what is missing, what to do."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import click

import g3desktop
from g3desktop.cli.terminal import print_json, print_rows, readable_size
from g3desktop.domain.errors import PackError, UsageError, UserError
from g3desktop.settings import (
    Folders,
    LlmSettings,
    find_folders,
    find_resources,
    read_settings,
    usual_folders,
)

LIBRARIES = (
    "PySide6",
    "babel",
    "click",
    "exifread",
    "faiss-cpu",
    "httpx",
    "huggingface_hub",
    "numpy",
    "ollama",
    "open_clip_torch",
    "openlocationcode",
    "pi-heif",
    "pillow",
    "platformdirs",
    "pydantic",
    "rich",
    "safetensors",
    "timm",
    "tomlkit",
    "torch",
    "typing_extensions",
)
# Nobody waits for a report on a server longer than on everything else.
_SERVER_SILENCE_S = 5.0
_LEAST_FREE_BYTES = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Library:
    """A library that the program needs; its version is None where it is not installed."""

    name: str
    version: str | None


@dataclass(frozen=True, slots=True)
class Device:
    """A device that torch knows of, and the precision that it would compute in."""

    name: str
    usable: bool
    precision: str | None


@dataclass(frozen=True, slots=True)
class PackState:
    """A sound pack."""

    id: str
    version: str
    encoder: str
    bundled: bool
    folder: str


@dataclass(frozen=True, slots=True)
class GalleryState:
    """A gallery, sound as far as its description tells."""

    name: str
    rows: int | None
    encoder: str | None
    folder: str
    problem: str | None


@dataclass(frozen=True, slots=True)
class LanguageModelState:
    """The Ollama server that `locate` asks, and this machine's memory; no host: it is not asked."""

    host: str | None = None
    version: str | None = None
    vision_models: tuple[str, ...] = ()
    chosen: str | None = None
    memory_bytes: int | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class FolderState:
    """One of the program's folders, or where it will be made; and the file of settings."""

    name: str
    path: str
    free_bytes: int | None
    writable: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend; needed where nothing can be located without it."""

    what: str
    hint: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Health:
    """Everything that `doctor` found."""

    program: str
    python: str
    platform: str
    libraries: tuple[Library, ...]
    devices: tuple[Device, ...]
    packs: tuple[PackState, ...]
    galleries: tuple[GalleryState, ...]
    language_model: LanguageModelState
    folders: tuple[FolderState, ...]
    problems: tuple[Problem, ...]


@click.command(
    "doctor", short_help="Show versions, devices, packs, galleries, and what is missing."
)
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
def command(*, as_json: bool) -> int:
    """Show versions, devices, packs, galleries, language model, folders, and what is missing.

    Asks the Ollama server on this machine what it has; another one only where the settings allow
    it. The exit status is 4 where something is missing without which no photo can be located.
    """
    health = examine()
    if as_json:
        print_json({"schema": "g3desktop.doctor/1", **asdict(health)})
    else:
        _print(health)
    return PackError.exit_status if any(one.needed for one in health.problems) else 0


def examine() -> Health:
    """Look at everything; what fails becomes a problem, never an error."""
    problems: list[Problem] = []
    folders = _find_folders(problems)
    libraries = tuple(Library(name, _version(name)) for name in LIBRARIES)
    for library in libraries:
        if library.version is None:
            problems.append(
                Problem(
                    f"{library.name} is not installed.", f"pip install {library.name}", needed=True
                )
            )
    devices = _devices(problems)
    packs = _packs(folders, problems)
    galleries = _galleries(folders, packs, problems)
    _check_places(problems)
    return Health(
        program=g3desktop.__version__,
        python=platform.python_version(),
        platform=f"{platform.system()} {platform.release()} {platform.machine()}",
        libraries=libraries,
        devices=devices,
        packs=packs,
        galleries=galleries,
        language_model=_language_model(folders, problems),
        folders=_folders(folders, problems),
        problems=tuple(problems),
    )


def _find_folders(problems: list[Problem]) -> Folders:
    try:
        return find_folders()
    except UsageError as error:
        problems.append(Problem(str(error), error.hint, needed=True))
        return usual_folders()


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _devices(problems: list[Problem]) -> tuple[Device, ...]:
    try:
        from g3desktop.engine.alignment.devices import DEVICES, choose_device, choose_precision
    except (ImportError, OSError) as error:
        problems.append(
            Problem(f"torch does not load: {error}", "Install the program again.", needed=True)
        )
        return ()
    found = []
    for name in DEVICES:
        try:
            precision = choose_precision(choose_device(name))
        except UserError:
            found.append(Device(name, usable=False, precision=None))
        else:
            found.append(Device(name, usable=True, precision=precision))
    return tuple(found)


def _packs(folders: Folders, problems: list[Problem]) -> tuple[PackState, ...]:
    from g3desktop.services.packs import damaged_packs, list_packs
    from g3desktop.wiring import bundled_packs, choose_pack

    default_error = _failure(lambda: choose_pack(None, folders))
    if default_error is not None:
        problems.append(Problem(str(default_error), default_error.hint, needed=True))
    try:
        packs = list_packs(folders.packs, bundled_packs())
        damaged = damaged_packs(folders.packs, bundled_packs())
    except PackError as error:
        damaged, packs = [error], []
    said = {problem.what for problem in problems}
    problems += [
        Problem(str(error), error.hint, needed=False) for error in damaged if str(error) not in said
    ]
    return tuple(
        PackState(
            pack.manifest.id,
            pack.manifest.version,
            pack.encoder_id,
            pack.bundled,
            str(pack.folder),
        )
        for pack in packs
    )


def _galleries(
    folders: Folders, packs: Iterable[PackState], problems: list[Problem]
) -> tuple[GalleryState, ...]:
    from g3desktop.engine.gallery.shelf import list_galleries
    from g3desktop.wiring import gallery_shelves

    try:
        entries = list_galleries(gallery_shelves(folders))
    except OSError as error:
        what = f"The galleries cannot be listed: {error.strerror}: {error.filename}"
        problems.append(Problem(what, "Check the folder's permissions.", needed=False))
        return ()
    encoders = {pack.encoder for pack in packs}
    made_by = {entry.manifest.encoder_id for entry in entries if entry.manifest}
    for entry in entries:
        if entry.manifest is None:
            problems.append(Problem(entry.problem, "", needed=False))
        elif entry.manifest.encoder_id not in encoders:
            what = f"The gallery {entry.name} was made by {entry.manifest.encoder_id}, not here."
            problems.append(Problem(what, "Import that pack, or build it again.", needed=False))
    for encoder in sorted(encoders - made_by):
        what = f"No gallery was made by {encoder}: it has towns alone to compare with."
        hint = "`g3desktop gallery build FOLDER --name NAME` makes one of your photos."
        problems.append(Problem(what, hint, needed=False))
    return tuple(
        GalleryState(
            entry.name,
            entry.manifest.rows if entry.manifest else None,
            entry.manifest.encoder_id if entry.manifest else None,
            str(entry.folder),
            entry.problem or None,
        )
        for entry in entries
    )


def _check_places(problems: list[Problem]) -> None:
    from g3desktop.wiring import load_gazetteer

    error = _failure(load_gazetteer)
    if error is not None:
        problems.append(Problem(str(error), error.hint, needed=True))


def _language_model(folders: Folders, problems: list[Problem]) -> LanguageModelState:
    try:
        settings = read_settings(folders.settings).llm
    except UserError as error:
        # Without them `locate` does not even begin.
        problems.append(Problem(str(error), error.hint, needed=True))
        return LanguageModelState(problem=str(error))
    state, problem = _ask_ollama(settings, folders)
    if problem is not None:
        problems.append(problem)
    return state


def _ask_ollama(
    settings: LlmSettings, folders: Folders
) -> tuple[LanguageModelState, Problem | None]:
    try:
        from g3desktop.cli.models import open_server, take_stock
        from g3desktop.services.ollama import Patience, RemoteHostError, total_memory_bytes
    except ImportError as error:
        what = f"The library for Ollama does not load: {error}"
        hint = "Install the program again."
        return LanguageModelState(problem=what), Problem(what, hint, needed=False)
    state = LanguageModelState(memory_bytes=total_memory_bytes())
    try:
        server = open_server(settings, patience=Patience(silence_s=_SERVER_SILENCE_S))
    except UserError as error:
        hint = error.hint
        if isinstance(error, RemoteHostError):
            hint = f"If they may: host_remote_ok = true under [llm] in {folders.settings}."
        return replace(state, problem=str(error)), Problem(str(error), hint, needed=False)
    stock = take_stock(server, settings)
    state = replace(
        state,
        host=stock.host,
        version=stock.version,
        vision_models=tuple(one.name for one in stock.models if one.sees_images),
        chosen=stock.chosen,
        problem=str(stock.problem) if stock.problem else None,
    )
    if stock.problem is None:
        return state, None
    hint = f"{stock.problem.hint} Without a language model `locate` still answers."
    return state, Problem(str(stock.problem), hint.lstrip(), needed=False)


def _folders(folders: Folders, problems: list[Problem]) -> tuple[FolderState, ...]:
    states = []
    for field in fields(folders):
        path: Path = getattr(folders, field.name)
        there = _nearest_existing(path.parent if path == folders.settings else path)
        try:
            free = shutil.disk_usage(there).free
        except OSError:
            free = None
        writable = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
        states.append(FolderState(field.name, str(path), free, writable))
        if not writable:
            hint = "Set G3DESKTOP_HOME to a folder of yours."
            problems.append(Problem(f"{path} cannot be written.", hint, needed=False))
    least = min((state.free_bytes for state in states if state.free_bytes is not None), default=0)
    if least < _LEAST_FREE_BYTES:
        what = f"Only {readable_size(least)} of disk are free."
        problems.append(Problem(what, "Free some, or set G3DESKTOP_HOME.", needed=False))
    states.append(FolderState("program", str(find_resources()), None, writable=False))
    return tuple(states)


def _nearest_existing(path: Path) -> Path:
    return next((one for one in (path, *path.parents) if one.exists()), Path(path.anchor or "."))


def _failure(attempt: Callable[[], object]) -> UserError | None:
    try:
        attempt()
    except UserError as error:
        return error
    return None


def _print(health: Health) -> None:
    click.echo(f"g3desktop {health.program}, Python {health.python}, {health.platform}")
    for title, rows in _sections(health).items():
        click.echo()
        blank = [""] * (len(rows[0]) - 1 if rows else 0)
        print_rows((title, *blank), rows or [("none",)])
    sys.stdout.flush()


def _sections(health: Health) -> dict[str, list[tuple[str, ...]]]:
    return {
        "Libraries": [(one.name, one.version or "missing") for one in health.libraries],
        "Devices": [(one.name, one.precision or "not here") for one in health.devices],
        "Packs": [
            (one.id, one.version, one.encoder, "bundled" if one.bundled else one.folder)
            for one in health.packs
        ],
        "Galleries": [
            (one.name, f"{one.rows or '-'} rows", one.encoder or "damaged", one.folder)
            for one in health.galleries
        ],
        "Language model": _about_model(health.language_model),
        "Folders": [(one.name, one.path, _free(one)) for one in health.folders],
        "Problems": [(one.what, one.hint) for one in health.problems],
    }


def _free(folder: FolderState) -> str:
    return "" if folder.free_bytes is None else f"{readable_size(folder.free_bytes)} free"


def _about_model(state: LanguageModelState) -> list[tuple[str, ...]]:
    server = f"Ollama {state.version}" if state.version is not None else "does not answer"
    memory = "not known" if state.memory_bytes is None else readable_size(state.memory_bytes)
    return [
        ("server", f"{server} at {state.host}" if state.host else "is not asked"),
        ("models that see images", ", ".join(state.vision_models) or "none"),
        ("locate asks", state.chosen or "none"),
        ("memory of this machine", memory),
    ]
