"""Where the program's files live, and what the user chose once and for all."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from g3desktop.domain.errors import UsageError

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


def find_folders(environ: Mapping[str, str] = os.environ) -> Folders:
    """Return the user's folders: under `G3DESKTOP_HOME` if set, else where the system puts them."""
    home = environ.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser()
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


Effort = Literal["quick", "standard", "thorough"]
"""How much is asked of a language model: nothing, each prompt once, or as often as in the paper."""


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
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    host: str = ""
    model: str = ""
    host_remote_ok: bool = False
    effort: Effort = "standard"
    parallel: int = 4
    silence_limit_s: float = 300.0

    def __post_init__(self) -> None:
        # "inf" and "nan" are numbers in TOML.
        if not (self.silence_limit_s > 0 and math.isfinite(self.silence_limit_s)):
            raise ValueError("silence_limit_s must be a finite number of seconds above 0")


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
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    theme: Literal["system", "dark", "light"] = "system"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user chose once and for all; command line options override it."""

    __pydantic_config__: ClassVar = {"extra": "forbid", "strict": True}

    llm: LlmSettings = LlmSettings()
    engine: EngineSettings = EngineSettings()
    window: WindowSettings = WindowSettings()


def read_settings(path: Path) -> Settings:
    """Read the file of settings (TOML); what it does not name is as by default.

    Raises:
        UsageError: It cannot be read, is no TOML, or holds an unknown name or a wrong value.
    """
    import json
    import tomllib

    from pydantic import TypeAdapter, ValidationError

    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise UsageError(
            f"The settings {path} cannot be read.", hint="Mend or delete it."
        ) from error
    try:
        # As JSON: of Python's own objects strict checking takes a `Settings` alone, no table.
        table = json.dumps(tomllib.loads(text), default=str)
        return TypeAdapter(Settings).validate_json(table)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UsageError(f"The settings {path} are no TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            f"The settings {path}: {field}: {first['msg'].removeprefix('Value error, ')}."
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
    import os

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
        aside = path.with_suffix(".part")
        with aside.open("w", encoding="utf-8") as stream:
            stream.write(tomlkit.dumps(document))
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(path)
    except (OSError, ValueError, TOMLKitError) as error:
        raise UsageError(
            f"The settings {path} cannot be written: {error}.", hint="Mend or delete the file."
        ) from error
