"""The file of settings: what it may say, and one line for everything else."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import UsageError
from g3desktop.settings import (
    EngineSettings,
    LlmSettings,
    MapSettings,
    NetworkSettings,
    Settings,
    StorageSettings,
    WindowSettings,
    find_folders,
    parse_references,
    read_settings,
    usual_folders,
    write_settings,
)


def read(folder: Path, text: str) -> Settings:
    path = folder / "settings.toml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def test_no_file_is_every_default(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml") == Settings()
    assert find_folders({"G3DESKTOP_HOME": str(tmp_path)}).settings == tmp_path / "settings.toml"


def test_defaults() -> None:
    assert Settings().llm == LlmSettings(
        host="",
        model="",
        host_remote_ok=False,
        effort="standard",
        parallel=4,
        silence_limit_s=300.0,
        prompts=(),
        samples=0,
        temperature=0.7,
        budget_s=0.0,
        place_names=False,
    )
    assert Settings().map == MapSettings("globe", "auto", "")
    assert Settings().network == NetworkSettings(
        model_downloads=False, open_links=True, reference_pictures=True
    )


@pytest.mark.parametrize("text", ["", "# nothing\n", "[llm]\n"])
def test_an_empty_file_is_every_default(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == Settings()


def test_everything_can_be_set(tmp_path: Path) -> None:
    said = read(
        tmp_path,
        """
        [llm]
        host = "http://box:11434"
        model = "llava:7b"  # the paper's
        host_remote_ok = true
        effort = "thorough"
        parallel = 1
        silence_limit_s = 20
        prompts = [0, 12]
        samples = 3
        temperature = 0
        budget_s = 90
        place_names = true
        [window]
        theme = "dark"
        language = "de"
        place_names = "gazetteer"
        [map]
        projection = "flat"
        renderer = "canvas"
        basemap = "/maps/town.pmtiles"
        density = false
        references = false
        answers = false
        reduce_motion = true
        [network]
        model_downloads = true
        open_links = false
        reference_pictures = false
        [storage]
        folder = "/large"
        """,
    )
    assert said.llm == LlmSettings(
        host="http://box:11434",
        model="llava:7b",
        host_remote_ok=True,
        effort="thorough",
        parallel=1,
        silence_limit_s=20.0,
        prompts=(0, 12),
        samples=3,
        temperature=0.0,
        budget_s=90.0,
        place_names=True,
    )
    assert said.window == WindowSettings("dark", "de", "gazetteer")
    assert said.map == MapSettings(
        projection="flat",
        renderer="canvas",
        basemap="/maps/town.pmtiles",
        density=False,
        references=False,
        answers=False,
        reduce_motion=True,
    )
    assert said.network == NetworkSettings(
        model_downloads=True, open_links=False, reference_pictures=False
    )
    assert said.storage == StorageSettings("/large")


def test_what_is_not_named_stays(tmp_path: Path) -> None:
    assert read(tmp_path, '[llm]\neffort = "quick"').llm == LlmSettings(effort="quick")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("llm", "no TOML"),
        ("[llm]\nmodel = llava", "no TOML"),
        ("a = " + "[" * 100_000, "no TOML"),
        ("llm = 3", "llm"),
        ("[lmm]\nparallel = 1", "lmm"),
        ('[llm]\nmodell = "x"', "llm.modell"),
        ("[llm]\nmodel = 7", "llm.model"),
        ('[llm]\nparallel = "4"', "llm.parallel"),
        ("[llm]\nparallel = 1.5", "llm.parallel"),
        ("[llm]\nparallel = true", "llm.parallel"),
        ('[llm]\nhost_remote_ok = "yes"', "llm.host_remote_ok"),
        ("[llm]\nhost_remote_ok = 1", "llm.host_remote_ok"),
        ('[llm]\neffort = "much"', "llm.effort"),
        ("[llm]\nsilence_limit_s = 0", "silence_limit_s"),
        ("[llm]\nsilence_limit_s = -3", "silence_limit_s"),
        ("[llm]\nsilence_limit_s = nan", "silence_limit_s"),
        ("[llm]\nsilence_limit_s = inf", "silence_limit_s"),
        ('[llm]\nsilence_limit_s = "9"', "silence_limit_s"),
        ("[llm]\nprompts = 5", "llm.prompts"),
        ('[llm]\nprompts = ["5"]', "llm.prompts"),
        ("[llm]\nprompts = [5, 5]", "must differ"),
        ("[llm]\nprompts = [101]", "at most 100"),
        ("[llm]\nprompts = [-1]", "at most 100"),
        ("[llm]\nsamples = 101", "samples"),
        ("[llm]\nsamples = -1", "samples"),
        ("[llm]\ntemperature = nan", "temperature"),
        ("[llm]\ntemperature = 5.1", "temperature"),
        ("[llm]\nbudget_s = inf", "budget_s"),
        ("[llm]\nbudget_s = -1", "budget_s"),
        ('[window]\nlanguage = "klingon"', "window.language"),
        ('[window]\nplace_names = "mine"', "window.place_names"),
        ('[map]\nrenderer = "webgl"', "map.renderer"),
        ("[map]\ndensity = 1", "map.density"),
        ("[network]\nopen_links = 'no'", "network.open_links"),
        ("[storage]\nfolder = 7", "storage.folder"),
    ],
)
def test_a_mistake_is_named_with_the_file(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(tmp_path, text)
    line = caught.value.one_line()
    assert str(tmp_path / "settings.toml") in line
    assert says in line
    assert caught.value.exit_status == 2


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b'[llm]\nmodel = "\xff"')
    with pytest.raises(UsageError, match="cannot be read"):
        read_settings(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("0,5,10,15", (0, 5, 10, 15)), (" 3 ", (3,)), ("100, 0", (100, 0))],
)
def test_references_are_read_from_text(text: str, numbers: tuple[int, ...]) -> None:
    assert parse_references(text) == numbers


@pytest.mark.parametrize("text", ["", ",", "1,", "1 2", "-1", "5,5", "101", "1.5", "²", "9999"])
def test_what_is_no_list_of_references_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a list of numbers|must differ"):
        parse_references(text)


LINES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
CHOSEN = st.builds(
    Settings,
    llm=st.builds(
        LlmSettings,
        host=LINES,
        model=LINES,
        silence_limit_s=st.floats(0.001, 1e9),
        prompts=st.lists(st.integers(0, 100), unique=True, max_size=8).map(tuple),
        samples=st.integers(0, 100),
        temperature=st.floats(0, 5),
        budget_s=st.floats(0, 86_400),
    ),
    map=st.builds(MapSettings, basemap=LINES),
    storage=st.builds(StorageSettings, folder=LINES),
)


@given(before=CHOSEN, after=CHOSEN)
def test_whatever_can_be_chosen_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, before: Settings, after: Settings
) -> None:
    path = tmp_path_factory.getbasetemp() / "round-trip.toml"
    path.unlink(missing_ok=True)
    for chosen in (before, after):
        write_settings(path, chosen)
        assert read_settings(path) == chosen


@given(st.text(max_size=80))
def test_any_text_is_settings_or_wrong_usage(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any-settings.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    problem = ""
    try:
        assert isinstance(read_settings(path), Settings)
    except UsageError as error:
        problem = error.one_line()
    assert not problem or str(path) in problem


def test_what_is_written_is_read_back_and_the_rest_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "settings.toml"
    chosen = Settings(
        LlmSettings(model="llava:7b", effort="quick"),
        EngineSettings(encoder="g3"),
        WindowSettings(theme="light"),
    )
    write_settings(path, chosen)
    assert read_settings(path) == chosen
    path.write_text("# mine\n[llm]\nmodel = 'a' # the best\nparallel = 2\n", encoding="utf-8")
    write_settings(path, dataclasses.replace(read_settings(path), window=WindowSettings("dark")))
    text = path.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# the best" in text
    assert read_settings(path).llm.parallel == 2
    assert read_settings(path).window.theme == "dark"
    assert "encoder" not in text


def test_a_value_goes_back_to_its_default(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    write_settings(path, Settings(LlmSettings(model="a")))
    write_settings(path, Settings())
    assert read_settings(path) == Settings()


def test_settings_that_cannot_be_written_are_one_line(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("[llm", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be written"):
        write_settings(path, Settings())
    assert path.read_text(encoding="utf-8") == "[llm"
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        write_settings(tmp_path / "file" / "settings.toml", Settings())


@pytest.fixture
def system_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's own folders where the system puts them, without G3DESKTOP_HOME."""
    monkeypatch.delenv("G3DESKTOP_HOME")
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


on_linux = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only here a variable says where files lie"
)


@on_linux
def test_large_things_lie_where_the_settings_say(system_folders: Path) -> None:
    usual = find_folders()
    assert usual == usual_folders()
    large = system_folders / "large"
    large.mkdir()
    write_settings(usual.settings, Settings(storage=StorageSettings(str(large))))
    found = find_folders()
    assert (found.packs, found.galleries, found.cache) == (
        large / "packs",
        large / "galleries",
        large / "cache",
    )
    assert (found.settings, found.logs, found.data) == (usual.settings, usual.logs, usual.data)
    assert not list(large.iterdir())


def test_the_home_variable_goes_before_the_settings(tmp_path: Path, home: Path) -> None:
    (home / "settings.toml").write_text('[storage]\nfolder = "/nowhere/at/all"\n')
    assert find_folders().packs == home / "packs"


@on_linux
@pytest.mark.parametrize(
    ("folder", "says"),
    [
        ("{}/missing", "is not there"),
        ("{}/file", "is no folder"),
        ("large", "is no full path"),
        ("{}/locked", "cannot be written"),
    ],
)
def test_a_storage_folder_that_cannot_be_used_is_an_error(
    system_folders: Path, monkeypatch: pytest.MonkeyPatch, folder: str, says: str
) -> None:
    (system_folders / "file").touch()
    locked = system_folders / "locked"
    locked.mkdir()
    # Root, who runs tests in a container, may write everywhere.
    may, locked_name = os.access, str(locked)
    monkeypatch.setattr(
        os, "access", lambda path, mode: str(path) != locked_name and may(path, mode)
    )
    settings = usual_folders().settings
    write_settings(settings, Settings(storage=StorageSettings(folder.format(system_folders))))
    with pytest.raises(UsageError, match=says) as caught:
        find_folders()
    assert caught.value.hint


@on_linux
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[storage", "no TOML"),
        ("[storage]\nfolder = 7", "storage.folder"),
        ("storage = 7", "storage"),
    ],
)
def test_a_storage_folder_that_cannot_be_read_is_an_error(
    system_folders: Path, text: str, says: str
) -> None:
    settings = usual_folders().settings
    settings.parent.mkdir(parents=True)
    settings.write_text(text)
    with pytest.raises(UsageError, match=says):
        find_folders()
