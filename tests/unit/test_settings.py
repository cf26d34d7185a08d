"""The file of settings: what it may say, and one line for everything else."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import UsageError
from g3desktop.settings import (
    EngineSettings,
    LlmSettings,
    Settings,
    WindowSettings,
    find_folders,
    read_settings,
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
        """,
    )
    assert said.llm == LlmSettings("http://box:11434", "llava:7b", True, "thorough", 1, 20.0)  # noqa: FBT003, the order is that of the file


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
