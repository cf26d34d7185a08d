"""What came with the program: a pack, a gallery, the names of places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from g3desktop.settings import find_resources

if TYPE_CHECKING:
    from g3desktop.services.gazetteer import Gazetteer

STARTER: Final = "starter"
"""Names of the bundled pack and of the bundled gallery that it made."""


def bundled_packs() -> Path:
    """Return the folder of the packs that came with the program."""
    return find_resources() / "packs"


def bundled_galleries() -> Path:
    """Return the folder of the galleries that came with the program."""
    return find_resources() / "galleries"


def load_gazetteer() -> Gazetteer:
    """Load the names of places.

    Raises:
        PackError: The table that came with the program is missing or damaged.
    """
    from g3desktop.services.gazetteer import Gazetteer

    return Gazetteer.load(find_resources() / "gazetteer")
