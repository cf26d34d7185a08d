"""What whole groups of test modules need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.scripted_ollama import ScriptedOllama
from tests.small_study import furnish


@pytest.fixture
def server() -> Iterator[ScriptedOllama]:
    """An Ollama server that does what the test tells it to."""
    with ScriptedOllama() as scripted:
        yield scripted


@pytest.fixture(scope="session")
def study_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A gallery of thirty photos and forty queries; not written to."""
    return furnish(tmp_path_factory.mktemp("study"), 40)


@pytest.fixture(scope="session")
def study_photos(study_folder: Path) -> list[Path]:
    """The queries of that study."""
    return sorted((study_folder / "queries").iterdir())
