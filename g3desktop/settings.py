"""Where the program's files live, and what the user chose once and for all."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, Literal

from g3desktop.domain.errors import UsageError
from g3desktop.files import replace_file

APP_NAME = "g3desktop"
HOME_VARIABLE = "G3DESKTOP_HOME"
SETTINGS_NAME = "settings.toml"


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of one user; nothing here creates them.

    Attributes:
        packs: Encoder packs, one folder each.
        galleries: Galleries, one folder each.
        cache: What can be made again.
        logs: Log files.
        settings: The file of settings; need not be there.
        data: What the window remembers.
    """

    packs: Path
    galleries: Path
    cache: Path
    logs: Path
    settings: Path
    data: Path


def home_of(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the one folder that `G3DESKTOP_HOME` names for everything, or None."""
    home = environ.get(HOME_VARIABLE)
    return Path(home).expanduser() if home else None


def usual_folders(environ: Mapping[str, str] = os.environ) -> Folders:
    """Return the user's folders without asking the settings where large things lie."""
    root = home_of(environ)
    if root is not None:
        return Folders(
            root / "packs",
            root / "galleries",
            root / "cache",
            root / "logs",
            root / SETTINGS_NAME,
            root / "data",
        )
    import platformdirs

    data = platformdirs.user_data_path(APP_NAME, appauthor=False)
    return Folders(
        packs=data / "packs",
        galleries=data / "galleries",
        cache=platformdirs.user_cache_path(APP_NAME, appauthor=False),
        logs=platformdirs.user_log_path(APP_NAME, appauthor=False),
        settings=platformdirs.user_config_path(APP_NAME, appauthor=False) / SETTINGS_NAME,
        data=data / "window",
    )


def find_folders(environ: Mapping[str, str] = os.environ) -> Folders:
    """Return the user's folders: under `G3DESKTOP_HOME` if set, else where the system puts them.

    Without `G3DESKTOP_HOME`, packs, galleries and cache lie where the settings say.

    Raises:
        UsageError: The settings cannot be read, or the folder they name cannot be used.
    """
    usual = usual_folders(environ)
    if home_of(environ) is not None:
        return usual
    folder = _storage_folder(usual.settings)
    if not folder:
        return usual
    root = require_storage(folder)
    return replace(usual, packs=root / "packs", galleries=root / "galleries", cache=root / "cache")


def _storage_folder(path: Path) -> str:
    """Read one name without what checks all others, which every command would wait for."""
    table = _read_toml(path).get("storage", {})
    folder = table.get("folder", "") if isinstance(table, dict) else None
    if not isinstance(folder, str):
        raise UsageError(f"The settings {path}: storage.folder: Input should be a valid string.")
    return folder


def require_storage(folder: str) -> Path:
    """Return the folder for large things, after looking whether it can be used.

    Raises:
        UsageError: It is not there, is no folder, or cannot be written.
    """
    root = Path(folder).expanduser()
    hint = "Connect its disk, or choose another one: [storage] folder in the settings."
    if not root.is_absolute():
        raise UsageError(f"The storage folder {folder} is no full path.", hint=hint)
    if not root.exists():
        raise UsageError(f"The storage folder {root} is not there.", hint=hint)
    if not root.is_dir():
        raise UsageError(f"The storage folder {root} is no folder.", hint=hint)
    if not os.access(root, os.W_OK | os.X_OK):
        raise UsageError(f"The storage folder {root} cannot be written.", hint=hint)
    return root


Effort = Literal["quick", "standard", "thorough"]
"""How much is asked of a language model: nothing, each prompt once, or as often as in the paper."""


MOST_REFERENCES = 100
"""A prompt shows at most so many similar gallery photos."""

MOST_SAMPLES = 100
MOST_TEMPERATURE = 5.0
MOST_BUDGET_S = 86_400.0
"""A day."""


def parse_references(text: str) -> tuple[int, ...]:
    """Read how many references each prompt shows, from numbers with commas between them.

    Raises:
        ValueError: It is no such list; the message says why.
    """
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() and len(part) <= 3 for part in parts):
        raise ValueError(f"{text} is not a list of numbers such as 0,5,10,15")
    numbers = tuple(map(int, parts))
    _check_references(numbers)
    return numbers


def _check_references(numbers: tuple[int, ...]) -> None:
    if len(set(numbers)) < len(numbers) or not all(0 <= n <= MOST_REFERENCES for n in numbers):
        raise ValueError(f"the numbers must differ and be at most {MOST_REFERENCES}")


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """How a language model is used, table [llm] of the settings.

    Attributes:
        host: Of Ollama; "" for OLLAMA_HOST, else this machine.
        model: Its name; "" takes the best one installed.
        host_remote_ok: Whether photos may go to a host that is not this machine.
        effort: How much is asked.
        parallel: Questions under way at once; the server queues those it does not run.
        silence_limit_s: How long the server may be silent; loading a model may take minutes.
        prompts: In place of the effort's: how many similar references each prompt shows.
        samples: In place of the effort's: samples of each prompt; 0 for the effort's.
        temperature: Of the model's sampling.
        budget_s: Seconds that asking about one photo may take; 0 for no limit.
        place_names: Whether prompts name the places of the photos they show.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    host: str = ""
    model: str = ""
    host_remote_ok: bool = False
    effort: Effort = "standard"
    parallel: int = 4
    silence_limit_s: float = 300.0
    prompts: tuple[int, ...] = ()
    samples: int = 0
    temperature: float = 0.7
    budget_s: float = 0.0
    place_names: bool = False

    def __post_init__(self) -> None:
        # "inf" and "nan" are numbers in TOML.
        if not (self.silence_limit_s > 0 and math.isfinite(self.silence_limit_s)):
            raise ValueError("silence_limit_s must be a finite number of seconds above 0")
        _check_references(self.prompts)
        for name, most in (
            ("samples", MOST_SAMPLES),
            ("temperature", MOST_TEMPERATURE),
            ("budget_s", MOST_BUDGET_S),
        ):
            if not 0 <= getattr(self, name) <= most:
                raise ValueError(f"{name} must be a number from 0 to {most:g}")


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """What answers, table [engine] of the settings; "" leaves the choice to the program.

    Attributes:
        encoder: Id of a pack.
        gallery: Name of a gallery.
        device: "cuda", "mps" or "cpu".
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    encoder: str = ""
    gallery: str = ""
    device: Literal["", "cuda", "mps", "cpu"] = ""


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """How the window looks, table [window] of the settings.

    Attributes:
        theme: "system" follows it.
        language: Of the window, as an ISO 639 code; "system" follows it.
        place_names: Whose names of countries and towns are shown: those of the window's language,
            or those of the table of places, which are English or local.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    theme: Literal["system", "dark", "light"] = "system"
    language: Literal["system", "en", "de", "fr"] = "system"
    place_names: Literal["window", "gazetteer"] = "window"


@dataclass(frozen=True, slots=True)
class MapSettings:
    """How the map is drawn, table [map] of the settings.

    Attributes:
        projection: What it is when the window opens.
        renderer: "auto" takes WebGL where there is some; "canvas" never does.
        basemap: Path of a `.pmtiles` file with streets; "" for none.
        density: Whether the density is shown when the window opens.
        references: Whether reference photos are.
        answers: Whether the language model's answers are.
        reduce_motion: Whether the map jumps instead of gliding.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    projection: Literal["globe", "flat"] = "globe"
    renderer: Literal["auto", "canvas"] = "auto"
    basemap: str = ""
    density: bool = True
    references: bool = True
    answers: bool = True
    reduce_motion: bool = False


@dataclass(frozen=True, slots=True)
class NetworkSettings:
    """What the window may use the network for, table [network] of the settings.

    Photos on another machine are a matter of `LlmSettings.host_remote_ok`.

    Attributes:
        model_downloads: Whether the window offers to download models through Ollama; a command
            that is typed to do so needs no permission.
        open_links: Whether a click on a link opens the system's browser.
        reference_pictures: Whether the window offers to fetch the picture of a reference from the
            site where it was published.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    model_downloads: bool = False
    open_links: bool = True
    reference_pictures: bool = True


@dataclass(frozen=True, slots=True)
class StorageSettings:
    """Where large things lie, table [storage] of the settings; `G3DESKTOP_HOME` overrides it.

    Attributes:
        folder: Holds packs, galleries and cache; "" leaves them where the system puts them.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    folder: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose once and for all; command line options override it."""

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    llm: LlmSettings = LlmSettings()
    engine: EngineSettings = EngineSettings()
    window: WindowSettings = WindowSettings()
    map: MapSettings = MapSettings()
    network: NetworkSettings = NetworkSettings()
    storage: StorageSettings = StorageSettings()


def read_settings(path: Path) -> Settings:
    """Read the file of settings (TOML); what it does not name is as by default.

    Raises:
        UsageError: It cannot be read, is no TOML, or holds an unknown name or a wrong value.
    """
    tables = _read_toml(path)
    if not tables:
        # Most people have none, and need not wait for what checks them.
        return Settings()
    import json

    from pydantic import TypeAdapter, ValidationError

    try:
        # As JSON: of Python's own objects strict checking takes a `Settings` alone, no table.
        return TypeAdapter(Settings).validate_json(json.dumps(tables, default=str))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            f"The settings {path}: {field}: {first['msg'].removeprefix('Value error, ')}."
        ) from error


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The settings {path} cannot be read.", hint="Mend or delete it."
        ) from error
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"The settings {path} are no TOML: {error}.") from error
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The settings {path} cannot be read.", hint="Mend or delete it."
        ) from error


def find_resources() -> Path:
    """Return the folder of the program's own files, installed or in a source tree."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def write_settings(path: Path, settings: Settings) -> None:
    """Write what differs from the defaults or stood in the file, keeping comments and order.

    Raises:
        UsageError: The file that is there is no TOML, or it cannot be written.
    """
    import dataclasses

    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        document = tomlkit.parse(text)
        for name, table in dataclasses.asdict(settings).items():
            default = dataclasses.asdict(Settings())[name]
            kept = document.get(name, {})
            changed = {k: v for k, v in table.items() if v != default[k] or k in kept}
            if changed:
                document.setdefault(name, tomlkit.table()).update(changed)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, tomlkit.dumps(document).encode("utf-8"))
    except (OSError, ValueError, TOMLKitError) as error:
        raise UsageError(
            f"The settings {path} cannot be written: {error}.", hint="Mend or delete the file."
        ) from error
