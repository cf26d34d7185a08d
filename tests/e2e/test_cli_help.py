"""Help: complete for every command, and without loading what only work needs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from g3desktop.cli import main, program

HEAVY = (
    "torch", "faiss", "open_clip", "timm", "PIL", "pydantic", "rich", "numpy", "safetensors",
    "ollama", "httpx",
)  # fmt: skip


def walk(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from walk(below, (*words, name))


COMMANDS = list(walk(program))


def command_of(words: tuple[str, ...]) -> click.Command:
    command: click.Command = program
    for word in words:
        assert isinstance(command, click.Group)
        below = command.get_command(click.Context(command), word)
        assert below is not None
        command = below
    return command


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    out, err = capsys.readouterr()
    code = left.value.code
    assert isinstance(code, int)
    return code, out, err


def test_the_commands_are_those_that_are_fixed():
    assert {" ".join(words) for words in COMMANDS} == {
        "",
        "locate",
        *(f"gallery{name}" for name in ("", " build", " update", " import", " list")),
        *(f"gallery{name}" for name in (" export", " info", " verify", " remove")),
        *(f"packs{name}" for name in ("", " list", " install", " import", " verify", " remove")),
        *(f"models{name}" for name in ("", " list", " pull", " unload")),
        "train",
        "evaluate",
        "describe",
        "doctor",
    }


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_says_what_the_command_and_every_option_does(capsys, words):
    code, out, err = run(capsys, *words, "--help")
    assert (code, err) == (0, "")
    command = command_of(words)
    assert command.help or words == ()
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.opts[0] in out


def test_plain_g3desktop_shows_help(capsys):
    code, out, _ = run(capsys)
    assert code == 0
    assert all(name in out for name in ("locate", "gallery", "packs", "models", "doctor"))


def test_version(capsys):
    code, out, _ = run(capsys, "--version")
    assert code == 0
    assert out.startswith("g3desktop 0.")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_help_loads_nothing_heavy(words):
    program_text = (
        "import sys\n"
        "from g3desktop.cli import main\n"
        "try:\n"
        f"    main({[*words, '--help']!r})\n"
        "except SystemExit as left:\n"
        f"    found = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "    sys.exit(f'loaded {found}' if found else left.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program_text], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Usage: g3desktop" in done.stdout
