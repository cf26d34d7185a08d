"""What whole groups of test modules need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scripted_ollama import ScriptedOllama


@pytest.fixture
def server() -> Iterator[ScriptedOllama]:
    """An Ollama server that does what the test tells it to."""
    with ScriptedOllama() as scripted:
        yield scripted
