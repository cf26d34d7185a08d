"""Threads for pages, ended with the test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from g3desktop.ui.background import Background


@pytest.fixture
def background(qtbot) -> Iterator[Background]:
    """Where pages let work be done."""
    made = Background(1, "pages")
    yield made
    made.close()
