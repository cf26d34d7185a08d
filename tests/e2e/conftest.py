"""A home with a pack, a gallery and the vectors of the towns, made once by the program itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from g3desktop.cli import main
from tests.e2e.child_processes import children
from tests.pictures import write_photos
from tests.tiny_pack import write_tiny_pack


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home, with photos beside it; tests do not write in it."""
    root = tmp_path_factory.mktemp("furnished")
    write_photos(root / "photos", 12)
    write_tiny_pack(root / "packs")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("G3DESKTOP_HOME", str(root))
        environment.setenv("OLLAMA_HOST", "127.0.0.1:9")
        for command in (
            ["gallery", "build", str(root / "photos"), "--name", "mine", "--encoder", "tiny"],
            ["locate", "--encoder", "tiny", "--json", str(root / "photos" / "roll0" / "0000.jpg")],
        ):
            with pytest.raises(SystemExit) as left:
                main(command)
            assert left.value.code == 0
    return root


@pytest.fixture
def at_home(furnished: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """That home as the program's own; not to be written in."""
    monkeypatch.setenv("G3DESKTOP_HOME", str(furnished))
    return furnished


@pytest.fixture
def own_home(furnished: Path, home: Path) -> Path:
    """An empty home with the pack and the vectors of the towns, to write in."""
    (home / "packs").mkdir()
    (home / "packs" / "tiny").symlink_to(furnished / "packs" / "tiny")
    (home / "cache").symlink_to(furnished / "cache")
    return home


@pytest.fixture
def no_process_left() -> Iterator[None]:
    """Fail where a test leaves a process behind."""
    before = children()
    yield
    assert children() <= before
